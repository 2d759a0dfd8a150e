"""What a run says of the whole office and of its groups."""

from collections.abc import Iterable

from sim.language import number, text
from sim.measures import Key, shown
from sim.measures.visits import SPREAD, SPREAD_MIN
from sim.runs import Result
from sim.views.notation import plain, with_interval
from sim.views.sections.long import first, further
from sim.views.shown import IF_ANY, INTERVALS, Section
from sim.views.table import Cell, Column, Figure, Kind, Table
from sim.views.titles import groups

SMALLEST = 0.0005
"""Reasons behind a smaller share of the cases are not shown."""


OVERTIME = "overtime_min_per_day"


def measured(result: Result, key: Key) -> bool:
    """Whether a measure was measured in some run."""
    return key in result.known and result.estimate(*key).runs > 0


def has(result: Result, measure: str, by: str = "", names: Iterable[str] = ("",), least: float = 0.0) -> bool:
    """Whether a measure says something of one of these groups: it is known, and more than `least` where IF_ANY."""
    known = [key for name in names if measured(result, key := Key(measure, by, name))]
    return any(measure not in IF_ANY or result.estimate(*key).mean > least for key in known)


def overall(result: Result, title: str, measures: Iterable[str], lang: str) -> Table:
    """A row for each measure of the whole office."""
    rows = [
        (text(f"measures.{measure}.title", lang), Figure(result.estimate(measure), measure))
        for measure in measures
        if has(result, measure)
    ]
    return intervals(text(f"results.title.{title}", lang), rows, lang)


def intervals(title: str, rows: "list[tuple[str, Figure]]", lang: str) -> Table:
    """Means and their intervals below a title."""
    return Table(title, (Column(""), Column(text("results.interval_heading", lang), Kind.INTERVAL)), rows)


def of_groups(result: Result, section: Section, lang: str) -> Table:
    """A row for each group, a column for each measure; of hundreds of groups the first."""
    by, titles = section.by, dict(groups(result, section.groups, lang))
    measures = [measure for measure in shown(section.title) if has(result, measure, by, titles)]
    least = SMALLEST if by == "reason" else 0.0
    names = [name for name in titles if measures and has(result, measures[0], by, (name,), least)]
    rows: list[list[Cell]] = [
        [titles[name], *(Figure(result.estimate(measure, by, name), measure) for measure in measures)]
        for name in first(names)
    ]
    columns = (Column(""), *(_column(measure, lang) for measure in measures))
    return Table(text(f"results.title.{section.title}", lang), columns, rows, further(names, lang), detail=True)


def _column(measure: str, lang: str) -> Column:
    kind = Kind.INTERVAL if measure in INTERVALS else Kind.MEAN
    return Column(text(f"measures.{measure}.column", lang), kind, brief=True)


def headline(result: Result, lang: str) -> list[str]:
    """The answer in a few sentences."""
    wait = result.estimate("wait_mean_min")
    if wait.runs == 0:
        return [text("results.headline_nobody", lang)]
    own = any(service.target_min is not None for service in result.scenario.services)
    found = {
        "wait": with_interval(wait, lang),
        "within": plain(result.estimate("within_target").mean, lang, "within_target"),
        "target": number(result.scenario.target_min, lang, 0 if result.scenario.target_min.is_integer() else 1),
    }
    lost = 100.0 * (1.0 - result.estimate("completed_share").mean)
    sentences = [text("results.headline_own_targets" if own else "results.headline", lang, **found)]
    if lost >= 0.05:
        sentences.append(text("results.headline_lost", lang, lost=plain(lost, lang)))
    return [" ".join(sentences), *_headline_spread(result, lang), *_headline_cases(result, lang)]


def _headline_spread(result: Result, lang: str) -> list[str]:
    """How waits are spread, and the overtime where there is any."""
    shares = (plain(result.estimate(name).mean, lang, name, 0) for name in SPREAD)
    minutes = ", ".join(map(str, SPREAD_MIN))
    said = [text("results.headline_spread", lang, minutes=minutes, shares=", ".join(shares))]
    if has(result, OVERTIME):
        said.append(text("results.headline_overtime", lang, minutes=plain(result.estimate(OVERTIME).mean, lang)))
    return [" ".join(said)]


def _headline_cases(result: Result, lang: str) -> list[str]:
    if not has(result, "days_to_finish_mean"):
        return []
    names = {"visits": "visits_per_case", "once": "one_visit_share"}
    values = {name: plain(result.estimate(measure).mean, lang, measure) for name, measure in names.items()}
    days = with_interval(result.estimate("days_to_finish_mean"), lang)
    return [text("results.headline_cases", lang, days=days, **values)]
