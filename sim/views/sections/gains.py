"""Who gained and who lost by a variant: shares of citizens, each held against itself."""

from collections.abc import Mapping

from sim.language import text
from sim.measures import Estimate
from sim.measures.gains import Move
from sim.runs import Comparison, Result
from sim.views.shown import CUTS, MOVES
from sim.views.table import SHARE, Cell, Column, Figure, Kind, Table
from sim.views.titles import groups

Gains = Mapping[Move, Estimate]


def gains(comparison: Comparison, variant: Result, lang: str) -> list[Table]:
    """A table: all citizens, and of each division of them the group that fared worst; nothing where it is not known."""
    found = comparison.gains(variant)
    if not found:
        return []
    rows = [moves(found, text("results.people.everybody", lang))]
    rows += [moves(found, *group) for group in fared_worst(comparison, found, lang)]
    if found.get(Move("trust_rose", "channel", "switched"), Estimate(0.0, 0.0, 0.0, 0)).runs:
        rows.append(moves(found, text("results.people.switched", lang), "channel", "switched"))
    note = text("results.people.gains_note", lang)
    return [Table(text("results.title.gains", lang), (Column(""), *moves_heading(lang)), rows, [note])]


def fared_worst(comparison: Comparison, found: Gains, lang: str) -> list[tuple[str, str, str]]:
    """Of each division the group that fared worst: title, division, name."""
    worst = []
    for by in ("class", *CUTS):
        titles = dict(groups(comparison.baseline, by, lang))
        named = [name for name in titles if (move := Move("wait_fell", by, name)) in found and found[move].runs]
        if len(named) > 1:
            name = min(named, key=lambda name, by=by: net(found, by, name))  # type: ignore[misc]
            worst.append((titles[name], by, name))
    return worst


def net(found: Gains, by: str, name: str) -> float:
    """How much more often citizens gained than lost, in waiting and in trust."""
    gained, lost = ("wait_fell", "trust_rose"), ("wait_rose", "trust_fell")
    return sum(found[Move(m, by, name)].mean for m in gained) - sum(found[Move(m, by, name)].mean for m in lost)


def moves(found: Gains, title: str, by: str = "", name: str = "") -> tuple[Cell, ...]:
    """The shares of all citizens or a group who gained and lost."""
    return (title, *(Figure(found[Move(move, by, name)], SHARE) for move in MOVES))


def moves_heading(lang: str) -> list[Column]:
    """What the columns of `moves` are called, their first excepted."""
    return [Column(text(f"results.people.column.{move}", lang), Kind.INTERVAL, brief=True) for move in MOVES]
