"""The printed result of one scenario."""

from collections.abc import Iterable
from typing import NamedTuple

from sim.language import date_words, language, number, text
from sim.measures import MEASURES, Key
from sim.office import Scenario
from sim.reforms.titles import title_of
from sim.runs import Result
from sim.runs.reform_costs import working_days
from sim.views.looks import USUAL, Looks
from sim.views.tables import paragraphs, plain, table, with_interval
from sim.views.tables_acts import acts_lines
from sim.views.tables_around import around_lines
from sim.views.tables_dimensions import dimensions_lines
from sim.views.tables_idle import left_out_of
from sim.views.tables_people import people_lines
from sim.views.titles import groups, said

OVERALL = (
    "arrivals_per_day",
    "completed_share",
    "gave_up_share",
    "balked_share",
    "refused_share",
    "sent_home_share",
    "incomplete_share",
    "no_ticket_share",
    "no_form_share",
    "no_show_share",
    "wait_mean_min",
    "wait_p50_min",
    "wait_p90_min",
    "within_target",
    "served_within_target",
    "wait_of_all_mean_min",
    "sojourn_mean_min",
    "waiting_mean",
    "offered_load",
    "utilisation",
    "overtime_min_per_day",
)
CASES = (
    "cases_per_day",
    "finished_share",
    "visits_per_case",
    "one_visit_share",
    "days_to_finish_mean",
    "days_to_finish_p50",
    "days_to_finish_p90",
    "within_deadline",
    "citizen_hours_per_case",
    "trips_per_case",
    "rupiah_per_case",
    "cases_open",
)
IF_ANY = (
    "gave_up_share",
    "balked_share",
    "refused_share",
    "sent_home_share",
    "incomplete_share",
    "no_ticket_share",
    "no_form_share",
    "no_show_share",
    "given_up_share",
    "overtime_min_per_day",
    "cases_open",
)
"""Rows and columns that are left out where they are always nought."""


class Section(NamedTuple):
    """A table of groups: its title, what the groups are (see `titles.groups`), and its columns."""

    title: str
    groups: str
    columns: tuple[str, ...]

    @property
    def by(self) -> str:
        """What the measures call the groups."""
        return "station" if self.groups == "back_office" else self.groups


OF_VISITS = ("arrivals_per_day", "completed_share", "wait_mean_min", "wait_p90_min", "within_target")
OF_CASES = (
    "finished_share",
    "visits_per_case",
    "one_visit_share",
    "days_to_finish_mean",
    "days_to_finish_p90",
    "within_deadline",
)
BURDEN = (
    "finished_share",
    "visits_per_case",
    "days_to_finish_mean",
    "within_deadline",
    "citizen_hours_per_case",
    "rupiah_per_case",
)
SECTIONS = (
    Section("service", "service", OF_VISITS),
    Section("hour", "hour", OF_VISITS),
    Section("class", "class", OF_VISITS),
    Section("cases_service", "service", OF_CASES),
    Section("cases_class", "class", BURDEN),
    Section("reason", "reason", ("given_up_share",)),
    Section("visits_channel", "channel", ("arrivals_per_day", "completed_share", "no_show_share", "wait_mean_min")),
    Section("cases_channel", "channel", ("channel_share", *BURDEN[1:])),
    Section("visits_office", "office", (*OF_VISITS, "utilisation")),
    Section("cases_office", "office", OF_CASES),
    Section("station", "station", ("step_wait_mean_min", "step_wait_p90_min", "gave_up_share", "waiting_mean")),
    Section(
        "back_office",
        "back_office",
        ("step_wait_days_mean", "step_wait_days_p90", "step_days_mean", "incomplete_share"),
    ),
    Section("group", "group", ("offered_load", "utilisation")),
    Section("officer", "officer", ("utilisation", "busy_min_per_day", "overtime_min_per_day")),
)
INTERVALS = (
    "wait_mean_min",
    "step_wait_mean_min",
    "step_wait_days_mean",
    "utilisation",
    "offered_load",
    "days_to_finish_mean",
    "given_up_share",
)
"""Columns of groups that show their interval; the others would not fit."""
DIGITS = 1
"""Decimals in the columns of groups; days have one more."""
SMALLEST = 0.0005
"""Reasons behind a smaller share of the cases are not shown."""


def run_text(result: Result, lang: str | None = None, looks: Looks = USUAL) -> str:
    """What `loket run` prints: the headline, visits, cases, people, reforms, groups, and what the numbers rest on."""
    lang = language(lang)
    scenario = result.scenario
    lines = paragraphs(said(scenario, lang), *([getattr(scenario.question, lang)] if scenario.question else []))
    lines += [
        *paragraphs(*_in_force(result, lang)),
        *left_out_of(result, lang),
        "",
        *paragraphs(*headline(result, lang)),
    ]
    for title, measures in (("all", OVERALL), ("cases", CASES)):
        lines += _overall(result, title, measures, lang)
    lines += people_lines(result, lang, looks.wage)
    lines += acts_lines(result, lang)
    for section in SECTIONS:
        lines += _of_groups(result, section, lang)
    lines += around_lines(result, result.around, lang) if result.around is not None else []
    lines += dimensions_lines(result, lang) if looks.dimensions else []
    return "\n".join([*lines, "", *paragraphs(*_footer(result, lang))])


def _in_force(result: Result, lang: str) -> list[str]:
    """The reforms that are in force on some day, each with its first."""
    first = result.given.start
    reforms = [reform for reform in result.given.reforms if reform.strength > 0 and working_days(reform, result.plan)]
    names = [
        text(
            "reforms.since",
            lang,
            title=title_of(reform, lang),
            start=date_words(max(reform.start or first, first), lang),
        )
        for reform in reforms
    ]
    return [text("reforms.in_force", lang, reforms="; ".join(names))] if names else []


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
    return [" ".join(sentences), *_headline_cases(result, lang)]


def _headline_cases(result: Result, lang: str) -> list[str]:
    if not has(result, "days_to_finish_mean") or result.estimate("days_to_finish_mean").runs == 0:
        return []
    values = {
        name: plain(result.estimate(measure).mean, lang, measure)
        for name, measure in (("visits", "visits_per_case"), ("once", "one_visit_share"))
    }
    days = with_interval(result.estimate("days_to_finish_mean"), lang)
    return [text("results.headline_cases", lang, days=days, **values)]


def has(result: Result, measure: str, by: str = "", names: Iterable[str] = ("",), least: float = 0.0) -> bool:
    """Whether a measure says something of one of these groups: it is known, and more than `least` where IF_ANY."""
    known = [Key(measure, by, name) for name in names]
    found = [result.estimate(*key) for key in known if key in result.keys]
    return any(e.runs and (measure not in IF_ANY or e.mean > least) for e in found)


def _overall(result: Result, title: str, measures: tuple[str, ...], lang: str) -> list[str]:
    rows = [
        (text(f"results.measure.{measure}", lang), with_interval(result.estimate(measure), lang, measure))
        for measure in measures
        if has(result, measure)
    ]
    return table((text(f"results.title.{title}", lang), text("results.interval_heading", lang)), rows) if rows else []


def _of_groups(result: Result, section: Section, lang: str) -> list[str]:
    by, titles = section.by, dict(groups(result, section.groups, lang))
    columns = [measure for measure in section.columns if has(result, measure, by, titles)]
    if not columns:
        return []
    least = SMALLEST if by == "reason" else 0.0
    names = [name for name in titles if has(result, columns[0], by, (name,), least)]
    rows = [(titles[name], *[_cell(result, measure, by, name, lang) for measure in columns]) for name in names]
    heading = [text(f"results.column.{measure}", lang) for measure in columns]
    return table((text(f"results.title.{section.title}", lang), *heading), rows) if rows else []


def _cell(result: Result, measure: str, by: str, name: str, lang: str) -> str:
    found = result.estimate(measure, by, name)
    digits = DIGITS + (MEASURES[measure].unit == "days")
    if measure in INTERVALS:
        return with_interval(found, lang, measure, digits)
    return plain(found.mean, lang, measure, digits)


def _footer(result: Result, lang: str) -> list[str]:
    runs = len(result.replications)
    said_runs = footer_runs(result, "results.footer_runs" if runs > 1 else "results.footer_one_run", lang)
    return [said_runs, *footer_waits([result], lang), *footer_of_all(result.scenario, lang)]


def footer_runs(result: Result, key: str, lang: str) -> str:
    """How many replications and days, which seed and engine."""
    scenario = result.scenario
    values = {"runs": len(result.replications), "days": scenario.days, "seed": scenario.seed, "engine": result.engine}
    return text(key, lang, **values)


def footer_waits(results: list[Result], lang: str) -> list[str]:
    """Over whom waits and cases are counted."""
    incomplete = any(has(result, "incomplete_share") for result in results)
    lines = [text("results.footer_wait_incomplete" if incomplete else "results.footer_wait", lang)]
    if any(has(result, "finished_share") for result in results):
        lines.append(text("results.footer_cases", lang))
    if any(has(result, "offered_load") for result in results):
        lines.append(text("results.footer_load", lang))
    return lines


def footer_of_all(scenario: Scenario, lang: str) -> list[str]:
    """Warm-up, what the numbers rest on, and what they do not judge."""
    from sim.scenario.bundled import bundled

    lines = []
    if scenario.warm_up_days or scenario.warm_up_min:
        which = "warm_up" if scenario.warm_up_min else "warm_up_days"
        minutes = number(scenario.warm_up_min, lang, 0)
        lines.append(text(f"results.footer_{which}", lang, days=scenario.warm_up_days, minutes=minutes))
    an_office = scenario.name in bundled() and "/" not in scenario.name  # models to verify with stand in a folder
    lines.append(text("results.footer_bundled" if an_office else "results.footer_own", lang))
    return [*lines, text("results.footer_judges", lang)]
