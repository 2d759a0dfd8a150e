"""Errors of the validator → faults that a planner understands."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sim.document.conversions import written
from sim.document.keys import keys_at
from sim.document.literal import literal, shortened
from sim.document.nearest import nearest, suggestion
from sim.document.unknown_keys import in_minutes, unknown_key
from sim.language import Phrase
from sim.language.synonyms import meant
from sim.office.faults import OURS, Hint, Path, Problem
from sim.office.reform import BROKEN, reform_meant
from sim.office.thousands import code_of, thousands

Error = Mapping[str, Any]
_QUANTITY = re.compile(r"\s*(-?\d+(?:[.,]\d+)?)\s*(%|[A-Za-z]*)\.?\s*")
_KINDS = {
    "int_type": "whole",
    "float_type": "number",
    "string_type": "text",
    "date_type": "date",
    "tuple_type": "list",
    "bool_type": "truth",
}
_LIMITS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}


def explain(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    """The fault that an error of the validator stands for, at a place of the document."""
    kind = error["type"]
    if kind.startswith(OURS):
        values = {"found": literal(error["input"]), **error.get("ctx", {})}
        return Problem(path, kind.removeprefix(OURS), values, _name_hints(path, error))
    for names, told in _TOLD:
        if kind in names:
            return told(document, path, error)
    return Problem(path, "other", {"found": literal(error["input"]), "message": error["msg"]})


def _name_hints(path: Path, error: Error) -> tuple[Hint, ...]:
    """A name that is allowed, beside the title that may be what was wanted."""
    usable = error.get("ctx", {}).get("usable")
    if not usable:
        return ()
    write = f'{path[-1]} = "{usable}"'
    titled = path[-1] == "name" and path[0] != "arrivals"
    title = {"title": f"title = {literal(error['input'])}"}
    return (Hint("name_and_title", {"write": write, **title}) if titled else Hint("write", {"write": write}),)


def _missing(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    key = str(error["loc"][-1])
    what = "service_named" if key == "service" and path else key
    return Problem(path, "missing", {"key": key, "what": Phrase(f"faults.what.{what}") if key in WHAT else ""})


def _unknown(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    return unknown_key(document, path, error["input"])


def _kind(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    """A value of the wrong kind: a text for a number, a table for a list of tables."""
    value, expected = error["input"], _KINDS.get(error["type"], "whole")
    last = next((part for part in reversed(path) if isinstance(part, str)), "")
    if expected == "list" and isinstance(value, dict) and last in ENTRIES:
        return Problem(path, "one_bracket", {"key": HEADERS.get(last, last)})
    marked = thousands(value) if expected == "whole" else None
    if marked:
        return Problem(path, code_of(marked, whole=True), {"found": literal(value), **marked})
    hints = _number_hints(value, last) if expected in ("whole", "number") else ()
    if expected == "whole" and not all(str(hint.values.get("write", "")).isdigit() for hint in hints):
        hints = ()  # 1,5 of a whole number: which one was meant nobody knows
    if expected == "text" and not isinstance(value, (dict, list)):
        hints = (Hint("quotes", {"write": f'"{literal(value)}"'}),)
    values = {"found": literal(value), "expected": Phrase(f"faults.expected.{expected}")}
    return Problem(path, "kind", values, hints)


def _number_hints(value: object, key: str) -> tuple[Hint, ...]:
    if isinstance(value, float) and value.is_integer():
        return (Hint("write", {"write": f"{value:.0f}"}),)
    found = _QUANTITY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return ()
    number, unit = found[1].replace(",", "."), found[2].casefold()
    if unit == "%":
        return (Hint("write", {"write": f"{float(number) / 100:g}"}),)
    factor = in_minutes(unit)
    if factor and key.endswith("_min"):
        return (Hint("write_minutes", {"write": f"{round(float(number) * factor, 6):g}"}),)
    return (Hint("write_number", {"write": number}),)


def _limit(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    which = _LIMITS[error["type"]]
    limit, value = error["ctx"][which], error["input"]
    shown = str(limit) if isinstance(limit, int) else f"{limit:.12g}"
    values = {"found": literal(value), "expected": Phrase(f"faults.limit_is.{which}", {"limit": shown})}
    per_cent = which == "le" and limit == 1 and 1 < value <= 100
    hints = (Hint("per_cent", {"found": f"{value:g}", "write": f"{value / 100:g}"}),) if per_cent else ()
    return Problem(path, "limit", values, hints)


def _finite(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    return Problem(path, "limit", {"found": literal(error["input"]), "expected": Phrase("faults.limit_is.finite")})


def _choice(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    known = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
    found = error["input"]
    likely = meant("choices", found) if isinstance(found, str) else None
    return Problem(path, "choice", {"found": literal(found), "known": known}, suggestion(likely or found, known))


def _kind_of_table(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    """A table whose `dist`, or a reform whose `name`, is none of those known."""
    known = re.findall(r"'([^']*)'", str(error["ctx"]["expected_tags"]))
    told = _reform if error["ctx"]["discriminator"] == "'name'" else _dist
    return told(path, error, known)


def _reform(path: Path, error: Error, known: list[str]) -> Problem:
    name = str(error["ctx"]["tag"])
    near = reform_meant(name) or nearest(name, known)
    likely = (Hint("did_you_mean", {"suggestion": near}),) if near in known else ()
    broken = [Hint("plug_in_broken", {"package": package, "why": why}) for package, why in BROKEN.items()]
    hints = (*likely, Hint("reforms_known", {"known": known}), *broken)
    values = {"found": literal(error["input"].get("name")), "name": shortened(name), "known": known}
    return Problem((*path, "name"), "unknown_reform", values, hints)


def _dist(path: Path, error: Error, known: list[str]) -> Problem:
    tag = str(error["ctx"]["tag"])
    likely = meant("dists", tag)
    hints = (Hint("did_you_mean", {"suggestion": likely}),) if likely else suggestion(tag, known)
    return Problem((*path, "dist"), "choice", {"found": literal(error["input"].get("dist")), "known": known}, hints)


def _no_kind(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    if error["ctx"]["discriminator"] == "'name'":
        return Problem(path, "missing", {"key": "name", "what": Phrase("faults.what.reform")})
    return Problem(path, "missing", {"key": "dist", "what": Phrase("faults.what.dist")})


def _table(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    """A number or text where a table belongs, often a duration without its distribution."""
    value = error["input"]
    if path == ("staff",) and isinstance(value, list):
        return Problem(path, "staff_list", {"found": literal(value)})
    if path and path[-1] in DURATIONS:
        mean = _minutes(value)
        spread = written("lognormal", {"mean_min": mean, "cv": 0.6})
        offered = {"write": written("exponential", {"mean_min": mean}), "spread": spread}
        same = written("constant", {"value_min": mean})
        return Problem(path, "not_a_dist", {"found": literal(value), **offered, "same": same})
    keys = keys_at(document, path)
    values = {"found": literal(value), "expected": Phrase("faults.expected.table")}
    return Problem(path, "kind", values, (Hint("known", {"known": keys}),) if keys else ())


def _minutes(value: object) -> float:
    """The bare number that stands where a distribution belongs, in minutes; an example where there is none."""
    found = _QUANTITY.fullmatch(str(value)) if not isinstance(value, bool) else None
    minutes = float(found[1].replace(",", ".")) * (in_minutes(found[2]) or 1.0) if found else 0.0
    return minutes if 0 < minutes < MOST_MINUTES else EXAMPLE_MIN


def _short(document: Mapping[str, Any], path: Path, error: Error) -> Problem:
    return Problem(path, "empty", {})


MOST_MINUTES, EXAMPLE_MIN = 1e7, 7.5
ENTRIES = (
    "class", "station", "service", "step", "officer", "arrivals", "channel", "outage", "shortage", "office", "age",
    "member", "reform",
)  # fmt: skip
"""Arrays of tables, each entry under a header of its own."""

HEADERS = {"step": "service.step", "age": "citizens.age", "member": "opinion.talk.member"}
"""The headers of those within other tables."""

DURATIONS = ("time", "patience", "late", "after", "travel", "lasts")
"""Keys that take a distribution."""

WHAT = (
    "title", "hours", "service", "name", "step", "time", "skills", "count", "needs_per_year", "to", "share", "dist",
    "mean_min", "cv", "kind", "stations", "steps", "chance", "lasts", "lasts_days", "office",
    "trust", "listens",
)  # fmt: skip
"""Keys that the message about a missing one explains."""

_TOLD: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, Any], Path, Error], Problem]], ...] = (
    (("missing",), _missing),
    (("unexpected_keyword_argument", "extra_forbidden"), _unknown),
    ((*_KINDS, "int_from_float", "int_parsing", "float_parsing"), _kind),
    (tuple(_LIMITS), _limit),
    (("finite_number",), _finite),
    (("literal_error",), _choice),
    (("union_tag_invalid",), _kind_of_table),
    (("union_tag_not_found",), _no_kind),
    (("dataclass_type", "model_attributes_type", "dataclass_exact_type", "dict_type", "mapping_type"), _table),
    (("too_short",), _short),
)
