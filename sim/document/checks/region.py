"""Offices of a region: who and what is where, and that in each somebody can serve."""

from collections.abc import Iterator

from sim.document.checks.references import all_skills
from sim.document.checks.routes import reached
from sim.document.checks.tools import Table, entries, known, names, number, strings
from sim.document.literal import literal
from sim.office.faults import Hint, Path, Problem

EVERYWHERE = None


def check_region(document: Table) -> Iterator[Problem]:
    """Offices that are named exist, somebody lives there, and each station has its officers."""
    offices = names(document, "office")
    for key in ("station", "officer", "arrivals"):
        for path, entry in entries(document, key):
            yield from known(entry, "office", offices, path, "office")
            for place, move in entries(entry, "moves", path):
                yield from known(move, "office", offices, place, "office")
                if "office" in entry and move.get("office") == entry["office"]:
                    values = {"found": literal(str(move["office"]))}
                    yield Problem((*place, "office"), "move_home", values, warning=True)
    shares = [number(entry.get("share", 1.0)) for _, entry in entries(document, "office")]
    if "citizens" in document and shares and None not in shares and not any(shares):
        yield Problem(("office",), "office_sum")
    if offices and _sound(document, offices):
        yield from _served(document, offices)


def _sound(document: Table, offices: list[str]) -> bool:
    """Whether every skill and office that officers name is known; else what they can do is not known either."""
    groups = list(entries(document, "officer"))
    skills = [skill for path, group in groups for _, skill in strings(group, "skills", path)]
    named = [entry.get("office", offices[0]) for key in ("station", "officer") for _, entry in entries(document, key)]
    return {*skills} <= {*all_skills(document), "*"} and all(name in offices for name in named)


def _served(document: Table, offices: list[str]) -> Iterator[Problem]:
    """In each office that has a station somebody can do the steps there; who can in none is told elsewhere."""
    homes = {str(entry.get("name")): entry.get("office", EVERYWHERE) for _, entry in entries(document, "station")}
    for path, service in entries(document, "service"):
        there = reached(document, service)
        for place, step in entries(service, "step", path):
            station, name = str(step.get("station")), str(step.get("name"))
            if station in homes and name in there:
                yield from _step(document, f"{service.get('name')}.{name}", homes[station], offices, place)


def _step(document: Table, skill: str, home: object, offices: list[str], place: Path) -> Iterator[Problem]:
    able = {office for path, group in entries(document, "officer") for office in _places(group, path, skill, offices)}
    lacking = [office for office in offices if home in (EVERYWHERE, office) and office not in able]
    if able and lacking:
        values = {"found": literal(skill), "offices": lacking}
        yield Problem(place, "nobody_serves_there", values, (Hint("give_officers"),))


def _places(group: Table, path: Path, skill: str, offices: list[str]) -> Iterator[str]:
    """The offices where a group may do a step."""
    has = {one for key in ("skills", "backup_skills") for _, one in strings(group, key, path)}
    if not {"*", skill.partition(".")[0], skill} & has:
        return
    yield from [group["office"]] if "office" in group else offices
    yield from (move["office"] for _, move in entries(group, "moves") if isinstance(move.get("office"), str))
