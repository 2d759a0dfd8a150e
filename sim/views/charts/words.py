"""What a chart rests on, in words."""

from collections.abc import Iterable, Sized

from sim.language import Phrase, text
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.plan.layout import Records
from sim.runs import Comparison, Result
from sim.runs.tables.manifest import loket_version
from sim.views.titles import titled


def basis(result: Result, lang: str) -> str:
    """Which office, how many replications of how many days, with which seed and version."""
    return _said(result, result.scenario, lang)


def basis_of(comparison: Comparison, lang: str) -> str:
    """The same of a comparison; its office is the one whose reforms are compared, or the first."""
    return _said(comparison.baseline, comparison.source or comparison.baseline.scenario, lang)


def _said(result: Result, named: Scenario, lang: str) -> str:
    scenario = result.scenario
    counted = {"runs": len(result.replications), "days": scenario.days, "seed": scenario.seed}
    return text("charts.basis", lang, title=titled(named, lang), **counted, version=loket_version())


def and_left_out(words: str, given: Iterable[Result], shown: Iterable[Result], lang: str) -> str:
    """Words, and which of the scenarios given a chart does not show."""
    drawn = {id(result) for result in shown}
    missing = [titled(result.scenario, lang) for result in given if id(result) not in drawn]
    return f"{words} {text('charts.left_out', lang, scenarios=missing)}" if missing else words


def something(found: Sized, missing: str, lang: str) -> None:
    """Raise BadRequest where there is nothing to draw; `missing` is a message that says why."""
    if not found:
        what = Phrase("charts.nothing", {"what": Phrase(f"charts.{missing}")})
        raise BadRequest("nothing_to_draw", what=what).in_language(lang)


def kept_visits(result: Result, lang: str) -> list[Records]:
    """Each run's rows of visits. Raises BadRequest where they were not kept."""
    found = [run.visits for run in result.replications if run.visits is not None]
    if len(found) < len(result.replications):
        raise BadRequest("nothing_to_draw", what=Phrase("charts.needs_visits")).in_language(lang)
    return found


def of_office(result: Result, title: str, office: str, lang: str) -> str:
    """The title of a chart of one office, or of all. Raises BadRequest for an office that there is not."""
    offices = result.scenario.offices
    if not office:
        return title
    for one in offices:
        if one.name == office:
            return f"{title}: {titled(one, lang)}"
    there = [one.name for one in offices] or "–"
    what = Phrase("charts.no_office", {"found": office, "offices": there})
    raise BadRequest("nothing_to_draw", what=what).in_language(lang)
