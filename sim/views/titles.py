"""What the parts of an office are called in the reader's language."""

from collections.abc import Sequence
from typing import Any

from sim.language import text
from sim.runs import Result


def said(titled: Any, lang: str) -> str:
    """The title of a scenario or of a part of it; its name where it has none."""
    words = titled.title
    return str(getattr(words, lang)) if words is not None else str(titled.name)


def groups(result: Result, by: str, lang: str) -> list[tuple[str, str]]:
    """The groups of a result: name in the tables, and title."""
    scenario, names = result.scenario, result.plan.names
    if by == "hour":
        return [(key.group, _hour(key.group, lang)) for key in result.keys if key[:2] == ("arrivals", by)]
    if by == "officer":
        return list(zip(names.officers, _officers(result, lang), strict=True))
    parts: dict[str, Sequence[Any]] = {
        "service": scenario.services,
        "class": scenario.classes,
        "station": scenario.stations,
    }
    return [(part.name, said(part, lang)) for part in parts[by]]


def _hour(start: str, lang: str) -> str:
    return text("results.hour_span", lang, start=start, end=f"{int(start[:2]) + 1:02}:00")


def _officers(result: Result, lang: str) -> list[str]:
    posts = result.plan.arrays.officer
    size = {group: int((posts["group"] == group).sum()) for group in set(posts["group"].tolist())}
    titles = [said(group, lang) for group in result.scenario.officers]
    return [f"{titles[p['group']]} {p['place'] + 1}" if size[p["group"]] > 1 else titles[p["group"]] for p in posts]
