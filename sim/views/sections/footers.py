"""What the numbers of a report rest on."""

from collections.abc import Sequence
from dataclasses import fields

from sim.language import date_words, number, text
from sim.office import Scenario
from sim.office.working_days import estimated_days
from sim.runs import Result
from sim.views.notation import exact
from sim.views.sections.measures import has


def footer_runs(result: Result, key: str, lang: str) -> str:
    """How many replications and days."""
    return text(key, lang, runs=len(result.replications), days=result.scenario.days)


def footer_technical(result: Result, lang: str) -> str:
    """What nobody needs who does not compute: seed, engine, and how intervals are made; the last line of a page."""
    key = "results.footer_technical" if len(result.replications) > 1 else "results.footer_technical_one"
    return text(key, lang, seed=result.scenario.seed, engine=result.engine)


def footer_waits(results: Sequence[Result], lang: str, *, full: bool = True) -> list[str]:
    """Over whom waits and cases are counted; in a `full` report what offered load is."""
    incomplete = any(has(result, "incomplete_share") for result in results)
    lines = [text("results.footer_wait_incomplete" if incomplete else "results.footer_wait", lang)]
    notes = {"finished_share": "cases"} | ({"offered_load": "load"} if full else {})
    told = [note for measure, note in notes.items() if any(has(result, measure) for result in results)]
    return [*lines, *(text(f"results.footer_{note}", lang) for note in told)]


def footer_years(result: Result, lang: str) -> list[str]:
    """What is counted once a year, where the run is told by year."""
    return [text("results.footer_years", lang)] if any(key.by == "year" for key in result.keys) else []


def footer_of_all(scenario: Scenario, lang: str) -> list[str]:
    """Warm-up, days off that are estimates, what the numbers rest on, and what they do not judge."""
    from sim.scenario.bundled import bundled

    lines = []
    if scenario.warm_up_days or scenario.warm_up_min:
        which = "warm_up" if scenario.warm_up_min else "warm_up_days"
        minutes = number(scenario.warm_up_min, lang, 0)
        lines.append(text(f"results.footer_{which}", lang, days=scenario.warm_up_days, minutes=minutes))
    if (calendar := scenario.calendar) is not None and (days := estimated_days(scenario)):
        values = {"count": len(days), "found": date_words(days[0], lang), "file": calendar.holidays}
        lines.append(text("results.footer_estimates", lang, **values))
    an_office = scenario.name in bundled() and "/" not in scenario.name  # models to verify with stand in a folder
    lines.append(text("results.footer_bundled" if an_office else "results.footer_own", lang))
    if scenario.opinion is None:
        lines.append(text("results.footer_no_opinion", lang))
    return [*lines, text("results.footer_judges", lang)]


def footer_verdicts(scenario: Scenario, lang: str) -> list[str]:
    """What differences and their verdicts rest on, those of a baseline."""
    first, last = (text(f"results.compare.footer_{part}", lang) for part in ("paired", "many"))
    return [first, small_note(scenario, lang), last]


def small_note(scenario: Scenario, lang: str) -> str:
    """Up to which size a certain difference is called small."""
    sizes = {field.name: getattr(scenario.practical, field.name) for field in fields(scenario.practical)}
    percent = {name: 100.0 * sizes[name] for name in ("share", "relative")}
    return text("results.compare.small", lang, **{n: exact(size, lang) for n, size in (sizes | percent).items()})
