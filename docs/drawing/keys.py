"""Draws the tables of keys in the reference of scenario files anew, from the code, and the schema for editors.

A page marks their places: <!-- keys: TABLE --> ... <!-- end -->, <!-- distributions --> ... <!-- end --> and
<!-- reforms --> ... <!-- end --> for the keys of every reform. The meanings stand in sim/language/*/keys.toml, those of
reforms in sim/language/*/reform_NAME.toml.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sim.document.keys import TABLES, keys_of, written_keys
from sim.document.meanings import meaning
from sim.evidence import row_of
from sim.evidence.sourced import Assumed, Sourced
from sim.language import text
from sim.office.distributions import DISTRIBUTIONS
from sim.office.reform import Reform
from sim.office.units import Week
from sim.reforms import CATALOGUE
from sim.scenario.schema import schema_text
from sim.views.notation import exact

FOLDER = Path(__file__).parents[1] / "reference"
PAGES = {"en": FOLDER / "scenario-file.md", "id": FOLDER / "berkas-skenario.md"}
PLACE = re.compile(r"(<!-- keys: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)
DISTS = re.compile(r"(<!-- distributions -->\n).*?(<!-- end -->)", re.DOTALL)
REFORMS = re.compile(r"(<!-- reforms -->\n).*?(<!-- end -->)", re.DOTALL)
TOP = "top"
"""How a page calls the top of a file."""

WORDS = {
    "en": {
        "head": ("key", "default", "meaning"), "required": "required", "assumption": "assumption", "to": " to ",
        "page": "../background/evidence.md", "dists": ("`dist`", "keys", "what it is"), "optional": "optional",
    },
    "id": {
        "head": ("kunci", "bawaan", "arti"), "required": "wajib", "assumption": "asumsi", "to": " s.d. ",
        "page": "../background/bukti.md", "dists": ("`dist`", "kunci", "apa itu"), "optional": "pilihan",
    },
}  # fmt: skip
FIRST = ("extends", "every", "workdays")
LONG = 1e6
"""From here on numbers have _ between thousands, as a file may write them."""

SHORT = {((1, 1.0),): 1}
"""Defaults that a file may write more shortly."""


def keys(label: str, lang: str) -> str:
    """The keys of a table with their defaults, where these come from, and what they mean."""
    table = TABLES["" if label == TOP else label]
    head = WORDS[lang]["head"] if table is not Week else (WORDS[lang]["head"][0], WORDS[lang]["head"][2])
    lines = [head, ["---"] * len(head), *rows(table, lang)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def rows(table: type, lang: str) -> Iterator[list[str]]:
    """A row for each key, those that go before all others first."""
    names = {written: name for name, written in written_keys(table).items()}
    usual = {field.name: field.default for field in fields(table)}
    first = [key for key in FIRST if key in keys_of(table)]
    for key in (*first, *(key for key in keys_of(table) if key not in first)):
        shown = [] if table is Week else [default(usual.get(names.get(key, "")), lang)]
        yield [f"`{key}`", *shown, meaning(table, key, lang)]


def distributions(lang: str) -> str:
    """The distributions with their keys, and what the keys mean."""
    lines = [WORDS[lang]["dists"], ["---"] * 3]
    for kind in DISTRIBUTIONS:
        own = [field for field in fields(kind) if field.name != "dist"]
        shown = (f"`{f.name}`" + (f" ({WORDS[lang]['optional']})" if f.default is not MISSING else "") for f in own)
        lines.append([f"`{kind.dist}`", ", ".join(shown), text(f"keys.dists.{kind.dist}", lang)])
    lines += [[], [WORDS[lang]["head"][0], WORDS[lang]["head"][2]], ["---"] * 2]
    own_keys = dict.fromkeys(field.name for kind in DISTRIBUTIONS for field in fields(kind) if field.name != "dist")
    lines += [[f"`{key}`", text(f"keys.Distribution.{key}", lang)] for key in own_keys]
    return "".join(f"| {' | '.join(line)} |\n" if line else "\n" for line in lines)


def reforms(lang: str) -> str:
    """What each reform is, and the keys that are its own or have a default of its own."""
    return "\n".join(part for name, kind in CATALOGUE.items() for part in reform(name, kind, lang))


def reform(name: str, kind: type[Reform], lang: str) -> Iterator[str]:
    """Name, what it is in a line, and a table of keys."""
    title, short = (text(f"reform_{name}.{part}", lang) for part in ("title", "short"))
    yield f"### `{name}`\n\n**{title}.** {short}\n"
    common = {field.name: field.default for field in fields(Reform) if field.name != "name"}
    own = [field for field in fields(kind) if field.name not in (*common, "name")]
    own += [field for field in fields(kind) if common.get(field.name, field.default) != field.default]
    shown = ([f"`{field.name}`", default_of(kind, field, lang), meaning(kind, field.name, lang)] for field in own)
    lines = [WORDS[lang]["head"], ["---"] * 3, *shown]
    yield "".join(f"| {' | '.join(line)} |\n" for line in lines)


def default_of(kind: type[Reform], field: Field[Any], lang: str) -> str:
    """The default of a key of a reform; where its variants set it, that of each."""
    by_variant = {name: preset[field.name] for name, preset in kind.presets.items() if field.name in preset}
    if not by_variant:
        return default(field.default, lang)
    return "; ".join(f"{name}: {default(value, lang)}" for name, value in by_variant.items())


def default(value: object, lang: str) -> str:
    """A default as a file would write it, with its source; a dash where nothing is."""
    if value is MISSING:
        return str(WORDS[lang]["required"])
    if value is None or value == () or is_dataclass(value):
        return "–"
    source = f" ({source_of(value, lang)})" if isinstance(value, (Sourced, Assumed)) else ""
    return f"`{plain(value)}`{source}"


def plain(value: object) -> str:
    """A value as a file writes it."""
    if isinstance(value, tuple):
        return json.dumps(value) if len(value) > 1 else plain(SHORT.get(value, value[0]))
    if isinstance(value, date):
        return value.isoformat()
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if number and abs(value) >= LONG and value == int(value):
        return f"{int(value):_}"
    return f"{value:.12g}" if number else json.dumps(value)


def source_of(value: Sourced | Assumed, lang: str) -> str:
    """The row of the registry, or that nobody has measured it, with the range."""
    words = WORDS[lang]
    span = f"{exact(value.low, lang)}{words['to'] if value.low < 0 else '–'}{exact(value.high, lang)}"
    if isinstance(value, Assumed):
        return f"{words['assumption']}, {span}"
    times = value / (row_of(value.row).value or value)
    factor = "" if abs(times - 1) < 1e-9 else f" × {exact(round(times, 6), lang)}"
    return f"[{value.row}]({words['page']}#{value.row.lower()}){factor}, {span}"


def drawn(page: str, lang: str) -> str:
    """A page with its marked places drawn anew."""
    page = DISTS.sub(lambda place: f"{place[1]}\n{distributions(lang)}\n{place[2]}", page)
    page = REFORMS.sub(lambda place: f"{place[1]}\n{reforms(lang)}\n{place[2]}", page)
    return PLACE.sub(lambda place: f"{place[1]}\n{keys(place[2], lang)}\n{place[3]}", page)


def main() -> None:
    """Draw the reference in both languages, and the schema."""
    (FOLDER / "scenario.schema.json").write_text(schema_text(), "utf-8")
    for lang, path in PAGES.items():
        path.write_text(drawn(path.read_text("utf-8"), lang), "utf-8")
        print(f"docs/reference/{path.name}")
