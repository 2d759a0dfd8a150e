"""Each step that needs an officer has one, and each officer a step."""

from collections.abc import Iterator, Mapping

from sim.document.checks.references import all_skills, in_one_text
from sim.document.checks.routes import reached
from sim.document.checks.tools import Table, above, entries, meant, names, number, on, opening, pairs, read, strings
from sim.document.literal import literal
from sim.office.faults import Hint, Path, Problem
from sim.office.units import Spans, Week


def check_officers(document: Table) -> Iterator[Problem]:
    """Somebody can serve each step, head counts agree, and who has skills is at work at some open hour."""
    yield from _served(document)
    for path, officer in entries(document, "officer"):
        yield from _heads(officer, path)
        yield from _at_work(document, officer, path)
        yield from _late(officer, path)
        yield from _needed(document, officer, path)
    yield from _idle_stations(document)


def _served(document: Table) -> Iterator[Problem]:
    skills, stations = _skills(document), names(document, "station")
    for path, service in entries(document, "service"):
        steps = [(place, step) for place, step in entries(service, "step", path) if isinstance(step.get("name"), str)]
        there = reached(document, service)
        for place, step in steps:
            name = str(service.get("name"))
            skill = f"{name}.{step['name']}"
            able = skills & {"*", name, skill}
            if step.get("station") in stations and step["name"] in there and not able:
                yield Problem(
                    place, "nobody_serves", {"found": literal(skill)}, (Hint("give_skill", {"skill": skill}),)
                )


def _skills(document: Table) -> set[object]:
    """Skills of the officers there are; a misspelt one counts as the nearest, its own fault is enough."""
    known, found = all_skills(document), set[object]()
    for path, officer in entries(document, "officer"):
        if "skills" not in officer or not isinstance(officer["skills"], (str, list)):
            return {"*"}
        for key in ("skills", "backup_skills"):
            given = [skill for _, skill in strings(officer, key, path)] if _most(officer) != 0 else []
            found |= {
                name for skill in given for name in in_one_text(skill, known) or [meant(skill, list(known)) or skill]
            }
    return found


def _most(officer: Table) -> float | None:
    """How many officers the group has at most; None if it cannot be read."""
    if "capacity" in officer:
        capacity = read("profile", officer["capacity"])
        return max((part.value for part in capacity), default=0) if capacity is not None else None
    return number(officer.get("count", 1))


def _never_present(officer: Table) -> bool:
    """Whether none of the group ever comes: odd, but a way to ask what happens then."""
    rows = pairs(officer, "present")
    return bool(rows) and all(number(heads) == 0 or number(probability) == 0 for heads, probability in rows)


def _most_present(officer: Table) -> float:
    """How many of the group come on the best of days; nought where it does not say."""
    rows = [(number(heads), number(probability)) for heads, probability in pairs(officer, "present")]
    return max((heads for heads, probability in rows if heads and probability), default=0.0)


def _heads(officer: Table, path: Path) -> Iterator[Problem]:
    if "count" in officer and "capacity" in officer:
        yield Problem((*path, "capacity"), "count_and_capacity")
    most, table = _most(officer), officer.get("present")
    for place, row in enumerate(table if isinstance(table, list) else []):
        heads = number(row[0]) if isinstance(row, list) and row else None
        if heads is not None and most is not None and heads > most:
            yield Problem((*path, "present", place), "present_above", {"found": f"{heads:g}", "most": f"{most:g}"})
    if _never_present(officer):
        yield Problem((*path, "present"), "never_present", warning=True)
    elif most is not None and 0 < (come := _most_present(officer)) < most:
        yield Problem((*path, "present"), "never_all", {"found": f"{come:g}", "most": f"{most:g}"}, warning=True)


def _at_work(document: Table, officer: Table, path: Path) -> Iterator[Problem]:
    days = opening(document)
    for key, code in (("hours", "never_at_work"), ("breaks", "never_a_break")):
        week = read("hours", officer.get(key))
        if week is not None and days and not _meets(week, days):
            yield Problem((*path, key), code, warning=True)


def _meets(week: Week[Spans], days: Mapping[str, Spans]) -> bool:
    return any(
        own.start_s < open_.end_s and open_.start_s < own.end_s
        for day, hours in days.items()
        for own in on(week, day) or ()
        for open_ in hours
    )


def _late(officer: Table, path: Path) -> Iterator[Problem]:
    if above(officer, "late_share") and "late" not in officer:
        yield Problem((*path, "late_share"), "late_missing")
    if "late" in officer and not above(officer, "late_share"):
        yield Problem((*path, "late"), "late_never", warning=True)


def _needed(document: Table, officer: Table, path: Path) -> Iterator[Problem]:
    """Some step with a station takes the skills of the group; a single step without one has a warning of its own."""
    skills = [skill for key in ("skills", "backup_skills") for _, skill in strings(officer, key, path)]
    known = all_skills(document)
    if not skills or any(skill == "*" or skill not in known or "." in skill for skill in skills):
        return
    if not any(station for name, station in known.items() if "." in name and name.split(".")[0] in skills):
        yield Problem(path, "unused_officers", {"found": literal(str(officer.get("name")))}, warning=True)


def _idle_stations(document: Table) -> Iterator[Problem]:
    steps = [step for path, service in entries(document, "service") for _, step in entries(service, "step", path)]
    used = {str(step["station"]) for step in steps if "station" in step}
    near = {meant(name, names(document, "station")) for name in used}
    for path, station in entries(document, "station"):
        name = station.get("name")
        if isinstance(name, str) and name not in used and name not in near:
            yield Problem(path, "unused_station", {"found": literal(name)}, warning=True)
