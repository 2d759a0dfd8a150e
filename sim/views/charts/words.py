"""Words of charts: names of the office in the reader's language, and what the numbers rest on."""

from typing import TYPE_CHECKING, Any

from sim.language import language, text

if TYPE_CHECKING:
    from sim.runs import Result


def said(titled: Any, lang: str | None) -> str:
    """The title of a part of the office in a language; its name where it has none."""
    words = getattr(titled, "title", None)
    return getattr(words, language(lang)) if words is not None else str(titled.name)


def titles(parts: Any, lang: str | None) -> dict[str, str]:
    """Name → title of services, stations or classes."""
    return {part.name: said(part, lang) for part in parts}


def basis(result: "Result", lang: str | None) -> str:
    """Which office, how many replications, how many days."""
    scenario = result.scenario
    return text("charts.basis", lang, title=said(scenario, lang), runs=len(result.replications), days=scenario.days)
