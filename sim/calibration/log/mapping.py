"""How a log is to be understood: a small file that `loket calibrate` writes, and reads again when it was edited."""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import tomlkit

from sim.calibration.log.moments import ORDERS, Order
from sim.calibration.log.records import OUTCOMES, Kind
from sim.document.literal import literal
from sim.document.nearest import help_with
from sim.language import text
from sim.office.faults import Hint
from sim.scenario.reading import read_text, refused
from sim.scenario.toml_syntax import parse

FIELDS = (
    "date", "month", "taken", "called", "finished", "at", "ticket", "service", "counter", "officer", "outcome",
    "office", "waiting", "open_counters", "ticket_now", "tickets", "opens", "closes", "wait_s", "service_s",
)  # fmt: skip
"""What a column may hold; `at` is the time of a look at the line, `office` tells several offices apart."""
BAD_SHARE = 0.2


@dataclass(frozen=True)
class Mapping:
    """What is said of a log beforehand, or was found out: its kind, headings of columns by field, words.

    A column may also be named by its place (1 is the first), where no line holds headings. `office` is the one to take
    of a log of several. `outcomes` pairs what stands
    in the log with an outcome, `services` a spelling with the service that is meant.
    """

    kind: Kind | None = None
    date_order: Order | None = None
    bad_share: float = BAD_SHARE
    office: str | None = None
    columns: Table[str, str | int] = field(default_factory=dict)
    outcomes: Table[str, str] = field(default_factory=dict)
    services: Table[str, str] = field(default_factory=dict)


_TABLES = ("columns", "outcomes", "services")
_SINGLE = ("bad_share", "office")
_CHOICES = {"kind": get_args(Kind), "date_order": ORDERS}


def read_mapping(path: Path) -> Mapping:
    """The mapping of a file. Raises ScenarioFaults."""
    label = str(path)
    said = parse(read_text(path, label), label)
    for key, value in said.items():
        if key not in (*_CHOICES, *_SINGLE, *_TABLES):
            raise _wrong(label, "unknown_key", key, key, (*_CHOICES, *_SINGLE, *_TABLES))
        if key in _CHOICES and value not in _CHOICES[key]:
            raise _wrong(label, "log_choice", key, str(value), _CHOICES[key])
        if key == "bad_share" and not (type(value) in (int, float) and 0 <= value <= 1):
            raise refused(label, "log_share", found=literal(value))
        if key == "office" and not isinstance(value, str):
            raise refused(label, "log_text", place=key, found=literal(value))
        if key in _TABLES:
            _check_table(label, key, value)
    return Mapping(**said)


def _check_table(label: str, key: str, table: Any) -> None:
    if not isinstance(table, dict):
        raise refused(label, "log_table", key=key)
    for name, value in table.items():
        if key == "columns" and name not in FIELDS:
            raise _wrong(label, "log_field", key, name, FIELDS)
        if not (isinstance(value, str) or (key == "columns" and type(value) is int and value > 0)):
            raise refused(label, "log_text", place=f"{key}.{name}", found=literal(value))
        if key == "outcomes" and value not in OUTCOMES:
            raise _wrong(label, "log_choice", f"{key}.{name}", str(value), OUTCOMES)


def _wrong(label: str, code: str, key: str, found: str, known: tuple[str, ...]) -> Exception:
    hints = help_with(found, known) or (Hint("known", {"known": list(known)}),)
    return refused(label, code, None, *hints, found=literal(found), key=key)


def written_mapping(mapping: Mapping, lang: str) -> str:
    """The mapping as a file that can be edited, its keys explained."""
    whole = tomlkit.document()
    for line in text("calibrate.mapping_head", lang).split("\n"):
        whole.add(tomlkit.comment(line))
    whole.add(tomlkit.nl())
    for key, choices in _CHOICES.items():
        value = getattr(mapping, key)
        if value is not None:
            whole.add(key, tomlkit.item(value).comment(" | ".join(choices)))
    whole.add("bad_share", tomlkit.item(mapping.bad_share).comment(text("calibrate.mapping_bad_share", lang)))
    if mapping.office is not None:
        whole.add("office", mapping.office)
    for key in _TABLES:
        table = tomlkit.table()
        table.comment(text(f"calibrate.mapping_{key}", lang, fields=", ".join(FIELDS), outcomes=", ".join(OUTCOMES)))
        for name, value in getattr(mapping, key).items():
            table.add(name, value)
        whole.add(key, table)
    return tomlkit.dumps(whole)
