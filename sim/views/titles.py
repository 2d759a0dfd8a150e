"""What the parts of an office are called in the reader's language."""

from collections.abc import Callable, Iterable
from typing import Any

from sim.language import text
from sim.office.units import WEEKDAYS
from sim.plan.tables import OUTCOMES
from sim.runs import Comparison, Result

Groups = list[tuple[str, str]]


def titled(titled: Any, lang: str) -> str:
    """The title of a scenario or of a part of it; its name where it has none."""
    words = titled.title
    return str(words.worded(lang)) if words is not None else str(titled.name)


def groups(result: Result, by: str, lang: str) -> Groups:
    """The groups of a result: name in the tables, and title.

    Stations are those where people wait; those where files wait are called "back_office".
    """
    return _GROUPS[by](result, lang)


def groups_of_both(comparison: Comparison, variant: Result, by: str, lang: str) -> dict[str, str]:
    """The titles of the groups of a baseline, and of those that only a variant has."""
    return dict(groups(comparison.baseline, by, lang)) | dict(groups(variant, by, lang))


def lines(result: Result, lang: str, office: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Where people wait: title, and the names of the lines. In a region those of one office, or of all together."""
    offices = [o for o in result.scenario.offices if not office or o.name == office]
    if len(result.scenario.offices) < 2:
        return [(title, (name,)) for name, title in groups(result, "station", lang)]
    found = []
    for station in result.scenario.stations:
        there = [o for o in offices if station.office in (None, o.name)]
        if there and not station.back_office:
            names = tuple(f"{station.name} ({o.name})" for o in there)
            found.append((titled(station, lang) if office else _where(station, there, lang), names))
    return found


def counters(result: Result, lang: str, station: Any) -> list[str]:
    """By officer what a line of a station is called that stands before the officer, or before the whole group."""
    plan = result.plan
    if station.lines is None or station.lines.each == "counter":
        titles = dict(groups(result, "officer", lang))
        return [titles.get(name, name) for name in plan.names.officers]
    titles = dict(groups(result, "group", lang))
    return [titles[plan.names.groups[group]] for group in plan.arrays.officer["group"]]


def _where(station: Any, offices: list[Any], lang: str) -> str:
    where = titled(offices[0], lang) if len(offices) == 1 else text("results.offices", lang, offices=len(offices))
    return f"{titled(station, lang)} ({where})"


def _parts(parts: Iterable[Any], lang: str) -> Groups:
    return [(part.name, titled(part, lang)) for part in parts]


def _hours(result: Result, lang: str) -> Groups:
    starts = [key.group for key in result.keys if key[:2] == ("arrivals", "hour")]
    return [
        (start, text("results.hour_span", lang, start=start, end=f"{int(start[:2]) + 1:02}:00")) for start in starts
    ]


def _years(result: Result, lang: str) -> Groups:
    names = dict.fromkeys(key.group for key in result.keys if key.by == "year")
    return [(name, name) for name in names]


def _channels(result: Result, lang: str) -> Groups:
    walk_in = (result.plan.names.channels[0], text("results.walk_in", lang))
    return [walk_in, *_parts(result.scenario.channels, lang)]


def _ages(result: Result, lang: str) -> Groups:
    citizens = result.scenario.citizens
    bands = citizens.ages if citizens is not None else ()
    words = [
        titled(band, lang) if band.title else text("results.people.group.age", lang, name=band.name) for band in bands
    ]
    return [(band.name, title) for band, title in zip(bands, words, strict=True)]


def _people(by: str, *names: str) -> Callable[[Result, str], Groups]:
    return lambda _, lang: [(name, text(f"results.people.group.{by}.{name}", lang)) for name in names]


def _reasons(_: Result, lang: str) -> Groups:
    return [(reason, text(f"results.reason.{reason}", lang)) for reason in (*OUTCOMES[1:], "error")]


def _people_wait(result: Result, lang: str) -> Groups:
    return _stations(result, lang, back_office=False)


def _files_wait(result: Result, lang: str) -> Groups:
    return _stations(result, lang, back_office=True)


def _stations(result: Result, lang: str, *, back_office: bool) -> Groups:
    wanted = [station for station in result.scenario.stations if station.back_office == back_office]
    titles = _everywhere(result, wanted, lang)
    return [(name, titles[name]) for name in result.plan.names.stations if name in titles]


def _officers(result: Result, lang: str) -> Groups:
    titles = _everywhere(result, result.scenario.officers, lang)
    return [(name, _numbered(name, titles)) for name in result.plan.names.officers]


def _groups(result: Result, lang: str) -> Groups:
    titles = _everywhere(result, result.scenario.officers, lang)
    return [(name, titles[name]) for name in result.plan.names.groups]


def _numbered(name: str, titles: dict[str, str]) -> str:
    """The title of an officer: that of the group, with the officer's number where there are several."""
    if name in titles:
        return titles[name]
    group, _, place = name.rpartition(" ")
    return f"{titles[group]} {place}"


def _everywhere(result: Result, parts: Iterable[Any], lang: str) -> dict[str, str]:
    """Titles by name; in a region each part is in every office: "depan (pusat)"."""
    titles = dict(_parts(parts, lang))
    offices = _parts(result.scenario.offices, lang)
    if len(offices) < 2:
        return titles
    return {f"{name} ({office})": f"{title} ({where})" for name, title in titles.items() for office, where in offices}


_GROUPS: dict[str, Callable[[Result, str], Groups]] = {
    "service": lambda result, lang: _parts(result.scenario.services, lang),
    "class": lambda result, lang: _parts(result.scenario.classes, lang),
    "hour": _hours,
    "weekday": lambda _, lang: [(day, text(f"keys.Week.{day}", lang)) for day in WEEKDAYS],
    "channel": _channels,
    "office": lambda result, lang: _parts(result.scenario.offices, lang),
    "reason": _reasons,
    "age": _ages,
    "disability": _people("disability", "with", "without"),
    "skill": _people("skill", "none", "low", "high"),
    "distance": _people("distance", "near", "middle", "far"),
    "connection": _people("connection", "connected", "unconnected"),
    "year": _years,
    "station": _people_wait,
    "back_office": _files_wait,
    "officer": _officers,
    "group": _groups,
}
