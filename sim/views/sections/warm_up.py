"""Whether the first days have to be left out: the answer, and what each series says."""

from collections.abc import Iterator

from sim.language import text
from sim.runs.making.warm_up import BACKLOG, Settling, WarmUp
from sim.views.sections.footers import footer_runs
from sim.views.table import Block, Column, Figure, Kind, Prose, Role, Row, Table
from sim.views.titles import titled


def warm_up(found: WarmUp, lang: str) -> Iterator[Block]:
    """All of it."""
    yield Prose([text("warm_up.title", lang, title=titled(found.result.scenario, lang))], role=Role.TITLE)
    yield Prose(list(answer(found, lang)))
    columns = [Column(text(f"warm_up.column.{name}", lang), kind) for name, kind in _COLUMNS]
    yield Table("", columns, [_row(one, lang) for one in found.series], name="warm_up")
    key = "warm_up.runs" if len(found.result.replications) > 1 else "warm_up.run"
    yield Prose([*_notes(found, lang), footer_runs(found.result, key, lang)], 1)


_COLUMNS = (("measure", Kind.WORDS), ("mser", Kind.WORDS), ("effect", Kind.CHANGE), ("days", Kind.WORDS))


def _row(one: Settling, lang: str) -> Row:
    never = text("warm_up.never", lang)
    mser, days = (never if number is None else str(number) for number in (one.mser, one.days))
    return [
        text(f"measures.{one.measure}.title", lang),
        mser,
        Figure(one.effect, one.measure) if one.mser else "–",
        days,
    ]


def answer(found: WarmUp, lang: str) -> Iterator[str]:
    """In a sentence or two."""
    if not found.carries:
        yield text("warm_up.none_needed", lang)
        return
    carries = [text(f"warm_up.carries.{name}", lang) for name in found.carries]
    yield text("warm_up.carried", lang, what=carries)
    if found.few:
        yield text("warm_up.few", lang)
    days, late = found.days, [one for one in found.series if one.days is None]
    if days is None:
        measures = [text(f"measures.{one.measure}.title", lang) for one in late]
        yield text("warm_up.unsettled", lang, measures=measures)
    elif days:
        yield text("warm_up.leave_out", lang, days=days)
    else:
        yield text("warm_up.settled", lang)


def _notes(found: WarmUp, lang: str) -> Iterator[str]:
    if found.series:
        yield text("warm_up.note", lang)
    if "cases" in found.carries and BACKLOG not in [one.measure for one in found.series]:
        yield text("warm_up.no_backlog", lang)
    demand = found.result.scenario.demand
    if found.series and (demand.seasons or demand.after_holiday or found.result.scenario.calendar):
        yield text("warm_up.seasons", lang)
