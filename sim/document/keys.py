"""Which keys a table of a scenario takes, read from the dataclasses."""

from collections.abc import Mapping
from dataclasses import Field as DataField
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from sim.language import LANGUAGES
from sim.language.words import Words
from sim.office.calendar import Calendar
from sim.office.calibrated import Calibrated
from sim.office.cases import Return, Returns
from sim.office.channels import Channel
from sim.office.citizens import AgeBand, Citizens, PriorityClass
from sim.office.comparing import Compare
from sim.office.demand import Arrivals, Demand
from sim.office.faults import Path
from sim.office.officers import OfficerGroup
from sim.office.opinion import Belief, Complaints, Elements, Feedback, Member, Opinion, Satisfaction, Talk, Trust
from sim.office.practical import Practical
from sim.office.reform import CATALOGUE, Reform
from sim.office.region import Move, Office
from sim.office.scenario import Scenario
from sim.office.seasons import Season
from sim.office.services import Branch, Service, Step
from sim.office.staff import (
    Attendance,
    Change,
    Courtesy,
    Criticism,
    Fatigue,
    Integrity,
    Leadership,
    Learning,
    Load,
    Motivation,
    Staff,
    Temptation,
    Turnover,
)
from sim.office.stations import Lines, Station
from sim.office.tickets import Tickets
from sim.office.trouble import Outage, Shortage
from sim.office.units import Week

NOT_WRITTEN = {Scenario: ("name", "files"), Arrivals: ("rows",), Calendar: ("table",)}
"""Fields that the reader of a file fills in."""

TABLES: dict[str, type] = {
    "": Scenario,
    "[hours]": Week,
    "[calendar]": Calendar,
    "[[class]]": PriorityClass,
    "[[station]]": Station,
    "lines": Lines,
    "[[service]]": Service,
    "[[service.step]]": Step,
    "next": Branch,
    "[[officer]]": OfficerGroup,
    "moves": Move,
    "[citizens]": Citizens,
    "[[citizens.age]]": AgeBand,
    "[demand]": Demand,
    "seasons": Season,
    "[[arrivals]]": Arrivals,
    "[[channel]]": Channel,
    "[returns]": Returns,
    "[returns.…]": Return,
    "[tickets]": Tickets,
    "[[outage]]": Outage,
    "[[shortage]]": Shortage,
    "[[office]]": Office,
    "[staff]": Staff,
    "[staff.learning]": Learning,
    "[staff.fatigue]": Fatigue,
    "[staff.load]": Load,
    "[staff.motivation]": Motivation,
    "[staff.courtesy]": Courtesy,
    "[staff.integrity]": Integrity,
    "[staff.attendance]": Attendance,
    "[staff.temptation]": Temptation,
    "[staff.criticism]": Criticism,
    "[staff.turnover]": Turnover,
    "[staff.change]": Change,
    "[staff.leadership]": Leadership,
    "[opinion]": Opinion,
    "[opinion.satisfaction]": Satisfaction,
    "[opinion.satisfaction.quality]": Elements,
    "[opinion.trust]": Trust,
    "[opinion.belief]": Belief,
    "[opinion.talk]": Talk,
    "[[opinion.talk.member]]": Member,
    "[opinion.complaints]": Complaints,
    "[opinion.feedback]": Feedback,
    "[[reform]]": Reform,
    "[compare]": Compare,
    "[practical]": Practical,
    "[calibrated]": Calibrated,
}
"""The tables of a file; the first is the top of the file. A reform has the keys of its kind besides."""


@cache
def keys_of(table: type) -> tuple[str, ...]:
    """The keys that a table takes, as they are written."""
    extra = ("workdays",) if table is Week else ("extends",) if table is Scenario else ()
    return (*types_of(table), *extra)


def keys_at(document: object, path: Path) -> tuple[str, ...]:
    """The keys that the table at a place of a document takes; none if there is no table."""
    table = table_at(document, path)
    return keys_of(table) if table else ()


def table_at(document: object, path: Path) -> type | None:
    """The dataclass of the table at a place of a document; None if there is no table."""
    table = table_of(Scenario, document)
    for part in path:
        document = _child(document, part)
        if table is None:
            return None
        table = table_of(types_of(table).get(part) if isinstance(part, str) else table, document)
    return table


def tables_with(key: str) -> tuple[str, ...]:
    """The tables that take a key."""
    labels = [label for label, table in TABLES.items() if key in keys_of(table)]
    return (*labels, *(() if "[[reform]]" in labels else reforms_with(key)))


def reforms_with(key: str) -> tuple[str, ...]:
    """The reforms that take a key, as messages call them."""
    kinds: dict[str, type] = dict(CATALOGUE)
    return tuple(f'[[reform]] "{name}"' for name, kind in kinds.items() if key in keys_of(kind))


@cache
def written_keys(table: type) -> dict[str, str]:
    """The key under which each field of a dataclass is written."""
    hints, hidden = get_type_hints(table, include_extras=True), NOT_WRITTEN.get(table, ())
    return {field.name: _written(field, hints[field.name]) for field in fields(table) if field.name not in hidden}


@cache
def types_of(table: type) -> dict[str, Any]:
    """The type of each key that a table takes."""
    if table is Words:
        return dict.fromkeys(LANGUAGES, str)
    hints = get_type_hints(table, include_extras=True)
    return {key: hints[name] for name, key in written_keys(table).items()}


def _written(field: "DataField[Any]", hint: Any) -> str:
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((note.alias for note in notes if isinstance(note, FieldInfo) and note.alias), field.name)


def table_of(hint: Any, document: object) -> type | None:
    """The dataclass within a type; of several the one whose `dist` or `name` the document gives."""
    origin = get_origin(hint)
    if origin is Annotated or origin is tuple:
        return table_of(get_args(hint)[0], document)
    if origin in (Union, UnionType):
        found = [table for part in get_args(hint) if (table := table_of(part, document))]
        return found[0] if len(found) == 1 else _named(found, document)
    table = origin or hint
    if table is Reform and isinstance(document, Mapping):
        return CATALOGUE.get(str(document.get("name")), Reform)
    return table if isinstance(table, type) and (is_dataclass(table) or table is Words) else None


def _named(tables: list[type], document: object) -> type | None:
    dist = document.get("dist") if isinstance(document, Mapping) else None
    return next((table for table in tables if getattr(table, "dist", None) == dist), None)


def _child(document: object, part: str | int) -> object:
    if isinstance(document, Mapping):
        return document.get(part)
    if isinstance(document, list) and isinstance(part, int) and part < len(document):
        return document[part]
    return None
