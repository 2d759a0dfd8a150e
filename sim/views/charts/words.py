"""What a chart rests on, in words."""

from collections.abc import Sized

from sim.language import text
from sim.runs import Comparison, Result
from sim.views.titles import said


def basis(result: Result, lang: str) -> str:
    """Which office, how many replications, how many days."""
    scenario = result.scenario
    return text("charts.basis", lang, title=said(scenario, lang), runs=len(result.replications), days=scenario.days)


def basis_of(comparison: Comparison, lang: str) -> str:
    """Which office or whose reforms, how many replications, how many days."""
    source, baseline = comparison.source or comparison.baseline.scenario, comparison.baseline
    runs, days = len(baseline.replications), baseline.scenario.days
    return text("charts.basis", lang, title=said(source, lang), runs=runs, days=days)


def something(found: Sized, missing: str, lang: str) -> None:
    """Raise ValueError where there is nothing to draw; `missing` is a message that says why."""
    if not found:
        raise ValueError(text("charts.nothing", lang, what=text(f"charts.{missing}", lang)))


def of_office(result: Result, title: str, office: str, lang: str) -> str:
    """The title of a chart of one office, or of all. Raises ValueError for an office that there is not."""
    offices = result.scenario.offices
    if not office:
        return title
    for one in offices:
        if one.name == office:
            return f"{title}: {said(one, lang)}"
    there = ", ".join(one.name for one in offices) or "–"
    raise ValueError(text("charts.no_office", lang, found=office, offices=there))
