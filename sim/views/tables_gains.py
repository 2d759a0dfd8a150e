"""Who gained and who lost by a variant: shares of citizens, each held against itself."""

from collections.abc import Mapping

from sim.language import number, text
from sim.measures import Estimate
from sim.measures.gains import Move
from sim.runs import Comparison, Result
from sim.views.tables import minus, paragraphs, table
from sim.views.tables_people import CUTS
from sim.views.titles import groups

COLUMNS = ("wait_fell", "wait_rose", "trust_rose", "trust_fell")
Gains = Mapping[Move, Estimate]


def gains_lines(comparison: Comparison, variant: Result, lang: str) -> list[str]:
    """A table: all citizens, and of each division of them the group that fared worst; nothing where it is not known."""
    found = comparison.gains(variant)
    if not found:
        return []
    rows = [_row(found, text("results.people.everybody", lang), "", "", lang)]
    rows += [_row(found, title, by, name, lang) for title, by, name in fared_worst(comparison, found, lang)]
    heading = [text(f"results.people.column.{move}", lang) for move in COLUMNS]
    shown = table((text("results.title.gains", lang), *heading), rows)
    return [*shown, *paragraphs(text("results.people.gains_note", lang))]


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


def _row(found: Gains, title: str, by: str, name: str, lang: str) -> tuple[str, ...]:
    return (title, *[share(found[Move(move, by, name)], lang) for move in COLUMNS])


def share(found: Estimate, lang: str) -> str:
    """In percent, with the interval where there is one."""
    mean, low, high = (minus(number(100 * value, lang, 1)) for value in found[:3])
    if found.runs < 2:
        return mean
    return text("results.interval", lang, mean=mean, low=low if found.low > 0 else number(0, lang, 1), high=high)
