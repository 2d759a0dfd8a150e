"""The printed result of one scenario."""

from sim.language import language, number, text
from sim.measures import Key
from sim.runs import Result
from sim.views.tables import paragraphs, plain, table, with_interval
from sim.views.titles import groups, said

OVERALL = (
    "arrivals_per_day",
    "completed_share",
    "gave_up_share",
    "balked_share",
    "refused_share",
    "sent_home_share",
    "wait_mean_min",
    "wait_p50_min",
    "wait_p90_min",
    "within_target",
    "served_within_target",
    "wait_of_all_mean_min",
    "sojourn_mean_min",
    "waiting_mean",
    "utilisation",
    "overtime_min_per_day",
)
IF_ANY = ("gave_up_share", "balked_share", "refused_share", "sent_home_share", "overtime_min_per_day")
"""Rows that are left out where they are always nought."""
OF_VISITS = ("arrivals_per_day", "completed_share", "wait_mean_min", "wait_p90_min", "within_target")
COLUMNS = {
    "service": OF_VISITS,
    "hour": OF_VISITS,
    "class": OF_VISITS,
    "station": ("step_wait_mean_min", "step_wait_p90_min", "gave_up_share", "waiting_mean"),
    "officer": ("utilisation", "busy_min_per_day", "overtime_min_per_day"),
}
INTERVALS = ("wait_mean_min", "step_wait_mean_min", "utilisation")
"""Columns of groups that show their interval; the others would not fit."""
DIGITS = 1
"""Decimals in the columns of groups."""


def run_text(result: Result, lang: str | None = None) -> str:
    """What `loket run` prints: the headline, all visits, groups, officers, and what the numbers rest on."""
    lang = language(lang)
    scenario = result.scenario
    lines = paragraphs(said(scenario, lang), *([getattr(scenario.question, lang)] if scenario.question else []))
    lines += ["", *paragraphs(*headline(result, lang)), *_overall(result, lang)]
    for by in COLUMNS:
        lines += _by_group(result, by, lang)
    return "\n".join([*lines, "", *paragraphs(*_footer(result, lang))])


def headline(result: Result, lang: str) -> list[str]:
    """The answer in a sentence or two."""
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
    return [" ".join(sentences)]


def _overall(result: Result, lang: str) -> list[str]:
    rows = [
        (text(f"results.measure.{measure}", lang), with_interval(result.estimate(measure), lang, measure))
        for measure in OVERALL
        if measure not in IF_ANY or result.of(measure).any()
    ]
    return table((text("results.title.all", lang), text("results.interval_heading", lang)), rows)


def _by_group(result: Result, by: str, lang: str) -> list[str]:
    columns = [measure for measure in COLUMNS[by] if _worth_showing(result, by, measure)]
    found = [(name, title) for name, title in groups(result, by, lang) if Key(columns[0], by, name) in result.keys]
    rows = [(title, *[_cell(result, measure, by, name, lang) for measure in columns]) for name, title in found]
    rows = [row for row, (name, _) in zip(rows, found, strict=True) if result.estimate(columns[0], by, name).runs]
    heading = [text(f"results.column.{measure}", lang) for measure in columns]
    return table((text(f"results.title.{by}", lang), *heading), rows) if rows else []


def _cell(result: Result, measure: str, by: str, name: str, lang: str) -> str:
    found = result.estimate(measure, by, name)
    if measure in INTERVALS:
        return with_interval(found, lang, measure, DIGITS)
    return plain(found.mean, lang, measure, DIGITS)


def _worth_showing(result: Result, by: str, measure: str) -> bool:
    return measure not in IF_ANY or any(result.of(*key).any() for key in result.keys if key[:2] == (measure, by))


def _footer(result: Result, lang: str) -> list[str]:
    runs = len(result.replications)
    said_runs = footer_runs(result, "results.footer_runs" if runs > 1 else "results.footer_one_run", lang)
    return [said_runs, text("results.footer_wait", lang), *footer_of_all(result, lang)]


def footer_runs(result: Result, key: str, lang: str) -> str:
    """How many replications and days, which seed and engine."""
    scenario = result.scenario
    values = {"runs": len(result.replications), "days": scenario.days, "seed": scenario.seed, "engine": result.engine}
    return text(key, lang, **values)


def footer_of_all(result: Result, lang: str) -> list[str]:
    """Warm-up, what the numbers rest on, and what they do not judge."""
    from sim.scenario.bundled import bundled

    scenario = result.scenario
    lines = []
    if scenario.warm_up_days or scenario.warm_up_min:
        minutes = number(scenario.warm_up_min, lang, 0)
        lines.append(text("results.footer_warm_up", lang, days=scenario.warm_up_days, minutes=minutes))
    an_office = scenario.name in bundled() and "/" not in scenario.name  # models to verify with stand in a folder
    lines.append(text("results.footer_bundled" if an_office else "results.footer_own", lang))
    return [*lines, text("results.footer_judges", lang)]
