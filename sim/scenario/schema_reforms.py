"""The reforms in the JSON Schema: a definition each, told apart by name."""

from typing import Any

from sim.document.meanings import meaning
from sim.language import text
from sim.language.catalogue import messages
from sim.office.reform import CATALOGUE

Schema = dict[str, Any]
BEFORE = "Reform"
"""How names of definitions of reforms begin; a reform and a table of the office may have one name."""


def definition(key: str) -> str:
    """The name of a definition: names that occur twice come with their modules, and reforms get a name of their own."""
    kinds = {name for kind in CATALOGUE.values() for name in (kind.__name__, _long(kind))}
    last = key.rpartition("__")[2]
    return BEFORE + last if key in kinds else last


def _long(kind: type) -> str:
    return f"{kind.__module__}.{kind.__name__}".replace(".", "__")


def named(definition: str) -> str | None:
    """The reform that a definition is of."""
    return next((name for name, kind in CATALOGUE.items() if definition == BEFORE + kind.__name__), None)


def described(name: str, table: Schema, lang: str) -> Schema:
    """The definition of a reform: what it is, and what each of its keys means."""
    kind, said = CATALOGUE[name], messages(lang, f"reform_{name}")
    meant = {key: {**part, "description": meaning(kind, key, lang)} for key, part in table["properties"].items()}
    about = {"description": text(f"reform_{name}.short", lang)} if "short" in said else {}
    return {**table, **about, "properties": meant, "required": ["name"]}
