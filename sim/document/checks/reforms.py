"""Reforms are told apart, end after they begin, and speak of parts of the office that are there."""

from collections.abc import Callable, Iterator

from sim.document.checks.references import all_skills
from sim.document.checks.routes import route
from sim.document.checks.tools import Table, day_of, entries, known_name, names, strings, subtable
from sim.document.explain import ENTRIES
from sim.document.keys import keys_of
from sim.document.literal import literal
from sim.office.faults import Path, Problem
from sim.office.reform import CATALOGUE
from sim.office.scenario import Scenario
from sim.office.services import DONE

NEW = "staff.change"
"""What officers have to adopt; other reforms are something to adopt too."""

Known = Callable[[Table], list[str]]


def check_reforms(document: Table) -> Iterator[Problem]:
    """All that a reform says of the office, and whether the office has what it needs to act."""
    for path, reform in entries(document, "reform"):
        yield from _ends(document, reform, path)
        yield from _references(document, reform, path)
        yield from _passed(document, reform, path)
        yield from _moves(document, reform, path)
        yield from _needs(document, reform, path)
    if "compare" in document and not document.get("reform"):
        yield Problem(("compare",), "compare_no_reforms", warning=True)


def _ends(document: Table, reform: Table, path: Path) -> Iterator[Problem]:
    start, until = day_of(reform.get("start")), day_of(reform.get("until"))
    begins = day_of(document.get("start", Scenario.start))
    if start is not None and until is not None and until < start:
        yield Problem((*path, "until"), "reform_backwards", {"found": literal(until), "start": literal(start)})
    elif until is not None and begins is not None and until < begins:
        values = {"found": literal(until), "start": literal(begins)}
        yield Problem((*path, "until"), "reform_over", values, warning=True)


def _services(document: Table) -> list[str]:
    return names(document, "service")


def _steps(document: Table) -> list[str]:
    return [skill for skill in all_skills(document) if "." in skill]


def _named(key: str) -> Known:
    return lambda document: names(document, key)


REFERENCES: dict[tuple[str, ...], tuple[str, Known]] = {
    ("service", "services"): ("service", _services),
    ("step", "skips"): ("route_step", _steps),
    ("steps",): ("skill", lambda document: list(all_skills(document))),
    ("group", "groups", "from_group", "to_group"): ("group", _named("officer")),
    ("office", "to_office", "from_office"): ("office", _named("office")),
    ("station", "stations"): ("station", _named("station")),
    ("channel", "channels"): ("channel", _named("channel")),
    ("class", "classes"): ("class", _named("class")),
}
"""Keys of reforms that name parts of the office: the message about one that is not there, and those that are."""


def _references(document: Table, reform: Table, path: Path) -> Iterator[Problem]:
    for keys, (kind, known) in REFERENCES.items():
        for key in keys:
            for place, name in strings(reform, key, path):
                yield from known_name(name, known(document), place, kind)


def _passed(document: Table, reform: Table, path: Path) -> Iterator[Problem]:
    """A step that is to be left out has one before it and one way on; one that is to come at once has days to save."""
    kind: type | None = CATALOGUE.get(str(reform.get("name")))
    for place, name in strings(reform, "skips", path):
        for service, step in _found(document, name):
            if _ways(service, str(step["name"])) > 1:
                yield Problem(place, "skip_branches", {"found": literal(name)})
            elif all(to != step["name"] for to in _led_to(service)):
                yield Problem(place, "skip_first", {"found": literal(name)})
    for place, name in strings(reform, "steps", path) if kind is not None and "at_once" in keys_of(kind) else ():
        for _, step in _found(document, name):
            if "after_days" not in step:
                yield Problem(place, "at_once_already", {"found": literal(name)}, warning=True)


def _moves(document: Table, reform: Table, path: Path) -> Iterator[Problem]:
    """Officers move to another office than their own; hiring and moving are two reforms."""
    there = reform.get("to_office")
    if there is None:
        return
    moved = [group for _, group in entries(document, "officer") if group.get("name") == reform.get("group")]
    home = moved[0].get("office") if len(moved) == 1 else None
    if there == reform.get("office", home):
        yield Problem((*path, "to_office"), "move_home", {"found": literal(there)})
    if "count" in reform:
        yield Problem((*path, "count"), "count_and_to_office", warning=True)


def _found(document: Table, name: str) -> Iterator[tuple[Table, Table]]:
    for path, service in entries(document, "service"):
        for _, step in entries(service, "step", path):
            if f"{service.get('name')}.{step.get('name')}" == name:
                yield service, step


def _ways(service: Table, name: str) -> int:
    """How many ways lead on from a step; what is missing to a sum of 1 is one, and so are branches of share 0."""
    step = next(step for _, step in entries(service, "step") if step.get("name") == name)
    named = len(list(entries(step, "next")))
    return max(named, len(route(service).get(name, {DONE})))


def _led_to(service: Table) -> Iterator[str]:
    """Where the steps of a service lead."""
    for name, targets in route(service).items():
        step = next(step for _, step in entries(service, "step") if step.get("name") == name)
        yield from targets
        yield from (str(branch.get("to")) for _, branch in entries(step, "next"))


def _needs(document: Table, reform: Table, path: Path) -> Iterator[Problem]:
    """Tables of which a reform changes something; without them it has nothing to change there."""
    kind = CATALOGUE.get(str(reform.get("name")))
    others = {str(other.get("name")) for _, other in entries(document, "reform")} - {str(reform.get("name"))}
    there = {NEW} if others else set()
    needed = kind.needs if kind else ()
    missing = [_header(table) for table in needed if table not in there and not _there(document, table)]
    if missing:
        values = {"name": reform["name"], "tables": missing}
        yield Problem((*path, "name"), "reform_needs", values, warning=True)


def _header(table: str) -> str:
    return f"[[{table}]]" if table in ENTRIES else f"[{table}]"


def _there(document: Table, table: str) -> bool:
    *above, last = table.split(".")
    for part in above:
        document = subtable(document, part)
    return last in document
