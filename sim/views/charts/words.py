"""What a chart rests on, in words."""

from sim.language import text
from sim.runs import Result
from sim.views.titles import said


def basis(result: Result, lang: str) -> str:
    """Which office, how many replications, how many days."""
    scenario = result.scenario
    return text("charts.basis", lang, title=said(scenario, lang), runs=len(result.replications), days=scenario.days)
