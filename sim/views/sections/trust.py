"""Trust against what is possible in an office, its worst and its best."""

from sim.language import text
from sim.measures import Key
from sim.office.possible import BEST, WORST, moved
from sim.runs import Comparison, Result
from sim.runs.outcomes import of_possible
from sim.views.notation import plain
from sim.views.sections.summary import able
from sim.views.table import SHARE, Cell, Column, Figure, Kind, Table
from sim.views.titles import titled

ALL = "trust_end_mean"
ENDS = {WORST: "worst", BEST: "best"}
SHOWN = (ALL, "trust_came_mean", "trusting_share")


def possible(comparison: Comparison, lang: str) -> list[Table]:
    """What each variant gains beside the worst and the best; nothing where that was not asked for."""
    if not comparison.possible:
        return []
    worst, best = comparison.possible
    rows = [_row(comparison, one, lang) for one in (worst, *able(comparison), best)]
    columns = [Column(""), *(Column(text(f"trust.column.{name}", lang), Kind.CHANGE) for name in SHOWN)]
    columns += [Column(text("trust.column.share", lang), Kind.INTERVAL, brief=True)] if comparison.variants else []
    notes = [_reach(comparison, lang), *(_what(comparison, end, lang) for end in ENDS)]
    return [Table(text("trust.possible", lang), columns, rows, [*notes, text("trust.note", lang)], "summary_gains")]


def _row(comparison: Comparison, one: Result, lang: str) -> list[Cell]:
    found = [comparison.difference(one, Key(name)).difference for name in SHOWN]
    cells: list[Cell] = [Figure(part, name) for part, name in zip(found, SHOWN, strict=True)]
    if comparison.variants:
        share = of_possible(comparison, one, ALL)
        at_end = any(one is end for end in comparison.possible)
        cells.append(Figure(share, SHARE) if share.runs and not at_end else "–")
    return [titled(one.scenario, lang), *cells]


def _reach(comparison: Comparison, lang: str) -> str:
    """How far trust can fall and rise here, in a sentence."""
    falls, rises = (abs(comparison.difference(one, ALL).difference.mean) for one in comparison.possible)
    said = {"falls": plain(100.0 * falls, lang), "rises": plain(100.0 * rises, lang)}
    return text("trust.reach", lang, days=comparison.baseline.scenario.days, **said)


def _what(comparison: Comparison, end: str, lang: str) -> str:
    """What the worst or the best stands for in this office."""
    said = [text(f"trust.{ENDS[end]}.{name}", lang) for name in moved(comparison.baseline.given, end)]
    return f"{text(f'trust.{end}', lang)}: {'; '.join(said)}."
