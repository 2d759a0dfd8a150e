"""What a comparison comes to when nobody knows the assumptions: both intervals, and which assumptions decide."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sim.language import text
from sim.measures import Estimate
from sim.runs import Result
from sim.runs.comparing.outcomes import GAP, outcomes
from sim.runs.doubting.doubt import Doubted
from sim.runs.doubting.doubt_draws import MODEL
from sim.views.sections.numbers import in_words
from sim.views.sections.summary import able, heading_of, in_brief
from sim.views.table import Block, Cell, Column, Compared, Figure, Judged, Prose, Role, Table
from sim.views.titles import titled

TIMES_100 = ("visits_per_case",)
TOLD = 3
"""So many decisive assumptions of an outcome are named."""


def doubt(found: Doubted, lang: str, least: Collection[str] = (), *, brief: bool = False) -> Iterator[Block]:
    """A row for each variant: each outcome with the span over what is not known, and what then remains of it.

    Those that matter `least` are left out; `brief` in two lines.
    """
    measures = [measure for measure in outcomes(found.comparison) if measure not in (GAP, *least)]
    shown = able(found.comparison)
    rows: list[list[Cell]] = [
        [titled(one.scenario, lang), *(_cell(found, one, measure, lang, brief=brief) for measure in measures)]
        for one in shown
    ]
    columns = (Column(""), *(replace(heading_of(measure, lang), brief=brief) for measure in measures))
    said = {"numbers": len(found.paths) - len(found.kinds), "draws": len(found.drawn)}
    notes = [text(f"doubt.note_{'models' if MODEL in found.paths else 'numbers'}", lang, **said)]
    runs = len(found.comparison.baseline.replications)
    notes += [text(f"doubt.{name}", lang, runs=runs) for name in ("apart", "rule", *(["note_brief"] if brief else []))]
    yield Table(text("doubt.title", lang), columns, rows, notes, "doubt")
    yield from _deciding(found, shown, measures, said, lang)


def _cell(found: Doubted, variant: Result, measure: str, lang: str, *, brief: bool) -> Compared:
    gap, over = found.comparison.difference(variant, measure), found.spread(variant, measure)
    times, seen = 100 if measure in TIMES_100 else 1, over.draws if over.low < over.high else 1
    span = Estimate(times * gap.difference.mean, times * over.low, times * over.high, seen)
    return Compared(Figure(span, measure), _judged(found, variant, measure, lang, brief=brief))


def _judged(found: Doubted, variant: Result, measure: str, lang: str, *, brief: bool) -> Judged:
    """The verdict that remains; where chance left one and what is not known does not, that it rests on assumptions."""
    verdict = found.verdict(variant, measure)
    if found.rests_on_assumptions(variant, measure):
        return Judged(text(f"doubt.depends{'_brief' if brief else ''}", lang), str(verdict))
    return in_brief(verdict, lang) if brief else Judged(text(f"results.verdict.{verdict}", lang), str(verdict))


def _moves(own: dict[tuple[str, str], list[str]], lang: str) -> Iterator[str]:
    """Which outcomes a number moves up or down, and in which variants."""
    for (sign, names), titles in own.items():
        yield f"{text(f'doubt.{sign}', lang)}: {'. '.join(titles)}{f' – {names}' if names else ''}"


def _deciding(
    found: Doubted, shown: list[Result], measures: list[str], said: dict[str, int], lang: str
) -> Iterator[Block]:
    """The assumptions that decide, with the outcomes that each moves, and in which variants; or that none can be named.

    Of a single variant its name is not repeated.
    """
    moved: dict[str, dict[tuple[str, str], list[str]]] = {}
    for measure in measures:
        by_path: dict[tuple[str, str], list[str]] = {}
        for one in shown:
            for path, rho in found.decisive(one, measure)[:TOLD]:
                sign = "kind" if path == MODEL else "raises" if rho > 0 else "lowers"
                by_path.setdefault((path, sign), []).append(titled(one.scenario, lang))
        for (path, sign), names in by_path.items():
            said_of = (sign, "; ".join(names) if len(shown) > 1 else "")
            moved.setdefault(path, {}).setdefault(said_of, []).append(text(f"measures.{measure}.title", lang))
    scenarios = [result.given for result in found.comparison.results]
    lines = [f"{'. '.join([in_words(path, scenarios, lang), *_moves(own, lang)])}." for path, own in moved.items()]
    if lines:
        yield Prose([text("doubt.deciding", lang)], gap=1, role=Role.TITLE)
        yield Prose(lines, role=Role.ITEMS, name="doubt")
    named = "doubt.others" if lines else "doubt.none_named"
    yield Prose([text(named, lang, **said)], gap=0 if lines else 1, name="summary")
