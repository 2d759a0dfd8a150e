"""What a chart rests on, in words."""

from collections.abc import Sized

from sim.language import text
from sim.runs import Result
from sim.views.titles import said


def basis(result: Result, lang: str) -> str:
    """Which office, how many replications, how many days."""
    scenario = result.scenario
    return text("charts.basis", lang, title=said(scenario, lang), runs=len(result.replications), days=scenario.days)


def something(found: Sized, missing: str, lang: str) -> None:
    """Raise ValueError where there is nothing to draw; `missing` is a message that says why."""
    if not found:
        raise ValueError(text("charts.nothing", lang, what=text(f"charts.{missing}", lang)))
