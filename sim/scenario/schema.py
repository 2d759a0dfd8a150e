"""The format of scenario files as JSON Schema, for editors that check and complete while one writes."""

import json
from copy import deepcopy
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sim.document.validation import scenario_adapter
from sim.language import text
from sim.language.catalogue import messages
from sim.office.distributions import DISTRIBUTIONS
from sim.scenario.schema_reforms import definition, described, named

Schema = dict[str, Any]
HIDDEN = {"Scenario": ("name",), "Arrivals": ("rows",), "Calendar": ("table",)}
NAMELESS = ("Span", "Weighted", "Slots", "TraceRow", "HalfDay", "YearDay", "Holidays", "Holiday", "Ramadan")
"""What the reader makes of texts and lists; no table of a file."""

NAMES = tuple(kind.__name__ for kind in DISTRIBUTIONS)
SUFFIX = "Inherited"


class _Generator(GenerateJsonSchema):
    """Numbers that say where they come from are plain numbers in a schema."""

    def encode_default(self, dft: Any) -> Any:
        """The default of a key as JSON."""
        return super().encode_default(float(dft) if isinstance(dft, float) else dft)


def schema_json(lang: str = "en") -> Schema:
    """JSON Schema (2020-12) of scenario files, with the meaning of each key in a language.

    It accepts what the loader accepts in form; whether names and shares fit together only the loader knows. A file
    that extends another may hold parts of tables, so it has definitions of its own, without required keys.
    """
    raw = scenario_adapter().json_schema(schema_generator=_Generator)
    tables = {"Scenario": {key: part for key, part in raw.items() if key != "$defs"}, **raw["$defs"]}
    whole = {_name(key): _table(_name(key), part, lang) for key, part in tables.items() if key not in NAMELESS}
    whole |= {f"{name}Day": _day(part) for key, part in tables.items() if (name := _name(key)).startswith("Week")}
    parts = {name + SUFFIX: _relaxed(table, lang) for name, table in whole.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Loket",
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": f"#/$defs/Scenario{SUFFIX}"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": dict(sorted({**whole, **parts}.items())),
    }


def schema_text(lang: str = "en") -> str:
    """The JSON Schema as the text of a file."""
    return json.dumps(schema_json(lang), indent=1, ensure_ascii=False) + "\n"


def _name(key: str) -> str:
    """Weeks of hours, profiles and factors come under names made of their types."""
    if not key.startswith("Week"):
        return definition(key)
    return "WeekOfProfiles" if "Weighted" in key else "WeekOfHours" if "Span" in key else "WeekOfFactors"


def _table(name: str, raw: Schema, lang: str) -> Schema:
    table = _tidy(deepcopy(raw))
    properties = {key: part for key, part in table.get("properties", {}).items() if key not in HIDDEN.get(name, ())}
    if name == "Scenario":
        properties["extends"] = {"type": "string"}
        properties["doubt"].pop("default")
    if name.startswith("Week"):
        properties = {key: {"$ref": f"#/$defs/{name}Day"} for key in ("workdays", *properties)}
    table["properties"] = {key: {**part, **_meaning(name, key, lang)} for key, part in properties.items()}
    if name == "Citizens":  # what [demand] visits_per_day leaves to follow
        table.pop("required")
    if name in NAMES:
        table["required"] = ["dist", *table["required"]]
    table.pop("description", None)
    reform = named(name)
    if reform is not None:
        return described(reform, table, lang)
    return {"anyOf": [properties["every"], table]} if name.startswith("Week") else table


def _day(raw: Schema) -> Schema:
    """What stands for a single day in a week."""
    found: Schema = _tidy(deepcopy(raw["properties"]["every"]))
    return found


def _meaning(name: str, key: str, lang: str) -> Schema:
    subject = "Week" if name.startswith("Week") else "Distribution" if name in NAMES else name
    known = f"{subject}.{key}" in messages(lang, "keys")
    return {"description": text(f"keys.{subject}.{key}", lang)} if known else {}


def _tidy(part: Any) -> Any:
    """Without what TOML has not (null) or nobody needs (titles made of keys), and with short names of tables."""
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if key not in ("title", "discriminator") and value is not None}
    if "properties" in kept:
        kept["properties"] = {key: _tidy(value) for key, value in part["properties"].items()}
    if "items" in kept and "minLength" in kept:
        kept["minItems"] = kept.pop("minLength")
    if "$ref" in kept:
        kept["$ref"] = "#/$defs/" + _name(kept["$ref"].rpartition("/")[2])
    some = [one for one in kept.pop("anyOf", []) if one != {"type": "null"}]
    if len(some) == 1:
        return _tidy({**some[0], **kept})
    if some:
        kept["anyOf"] = some
    return {key: value if key == "properties" else _tidy(value) for key, value in kept.items()}


def _relaxed(table: Schema, lang: str) -> Schema:
    """The table as it may stand in a file that extends another: any part of it, and `remove`."""
    loose: Schema = _loosened(deepcopy(table))
    for one in [loose, *loose.get("anyOf", [])]:
        if "properties" in one:
            removed = {"anyOf": [{"const": True}, {"type": "array", "items": {"type": "string"}}]}
            removal = {**removed, "description": text("keys.Inherited.remove", lang)}
            one["properties"]["remove"] = removal
            if "doubt" in one["properties"]:
                one["properties"]["doubt"]["properties"] = {"remove": removal}
    return loose


def _loosened(part: Any) -> Any:
    if isinstance(part, list):
        return [_loosened(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {("anyOf" if key == "oneOf" else key): _loosened(value) for key, value in part.items() if key != "required"}
    if isinstance(kept.get("$ref"), str):
        kept["$ref"] += SUFFIX
    return kept
