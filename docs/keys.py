"""Draws the tables of keys in the reference of scenario files anew, from the code: python docs/keys.py.

A page marks their places: <!-- keys: TABLE --> ... <!-- end -->. The meanings stand in sim/language/*/keys.toml.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path

from sim.evidence import of
from sim.evidence.sourced import Assumed, Sourced
from sim.language import text
from sim.office.keys import TABLES, keys_of, written_keys
from sim.office.units import Week
from sim.views.tables_evidence import exact

FOLDER = Path(__file__).parent / "reference"
PAGES = {"en": FOLDER / "scenario-file.md", "id": FOLDER / "berkas-skenario.md"}
PLACE = re.compile(r"(<!-- keys: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)
TOP = "top"
"""How a page calls the top of a file."""

WORDS = {
    "en": {
        "head": ("key", "default", "meaning"), "required": "required", "assumption": "assumption", "to": " to ",
        "page": "../background/evidence.md",
    },
    "id": {
        "head": ("kunci", "bawaan", "arti"), "required": "wajib", "assumption": "asumsi", "to": " s.d. ",
        "page": "../background/bukti.md",
    },
}  # fmt: skip
FIRST = ("extends", "every", "workdays")
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
        yield [f"`{key}`", *shown, text(f"keys.{table.__name__}.{key}", lang)]


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
        return plain(SHORT.get(value, value[0]))
    if isinstance(value, date):
        return value.isoformat()
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"{value:.12g}" if number else json.dumps(value)


def source_of(value: Sourced | Assumed, lang: str) -> str:
    """The row of the registry, or that nobody has measured it, with the range."""
    words = WORDS[lang]
    span = f"{exact(value.low, lang)}{words['to'] if value.low < 0 else '–'}{exact(value.high, lang)}"
    if isinstance(value, Assumed):
        return f"{words['assumption']}, {span}"
    times = value / (of(value.row).value or value)
    factor = "" if abs(times - 1) < 1e-9 else f" × {exact(round(times, 6), lang)}"
    return f"[{value.row}]({words['page']}#{value.row.lower()}){factor}, {span}"


def drawn(page: str, lang: str) -> str:
    """A page with its marked places drawn anew."""
    return PLACE.sub(lambda place: f"{place[1]}\n{keys(place[2], lang)}\n{place[3]}", page)


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(drawn(path.read_text("utf-8"), lang), "utf-8")
        print(f"docs/reference/{path.name}")
