"""Draws the tables of keys in the reference of scenario files anew, from the code, and the schema for editors.

A page marks their places: <!-- keys: TABLE --> ... <!-- end -->, <!-- distributions --> ... <!-- end -->. The
meanings stand in sim/language/*/keys.toml. The keys of reforms stand on the pages of the catalogue.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path

import places

from sim.document.keys import TABLES, keys_of, written_keys
from sim.document.meanings import meaning
from sim.evidence import row_of
from sim.evidence.sourced import Assumed, Sourced
from sim.language import LANGUAGES, text
from sim.office.distributions import DISTRIBUTIONS
from sim.office.units import Week
from sim.scenario.schema import schema_text
from sim.views.notation import exact

PLACE = re.compile(r"(<!-- keys: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)
DISTS = re.compile(r"(<!-- distributions -->\n).*?(<!-- end -->)", re.DOTALL)
TOP = "top"
"""How a page calls the top of a file."""

SHARED = ("key", "default", "meaning")
"""Words of the pages that those of reforms have too."""
FIRST = ("extends", "every", "workdays")
LONG = 1e6
"""From here on numbers have _ between thousands, as a file may write them."""

SHORT = {((1, 1.0),): 1}
"""Defaults that a file may write more shortly."""


def pages(lang: str) -> tuple[Path, ...]:
    """The pages of the reference in a language, in the order in which they are read."""
    first = places.page("scenario_file", lang)
    names = re.findall(rf"\]\({first.stem}/(\w+)\.md\)", first.read_text("utf-8"))
    return (first, *(places.part("scenario_file", lang, name) for name in names))


def word(key: str, lang: str) -> str:
    """A word of the pages."""
    return text(f"{'reforms' if key in SHARED else 'keys.page'}.{key}", lang)


def keys(label: str, lang: str, at: Path) -> str:
    """The keys of a table with their defaults, where these come from, and what they mean."""
    table = TABLES["" if label == TOP else label]
    head = ("key", "default", "meaning") if table is not Week else ("key", "meaning")
    return places.table([word(key, lang) for key in head], rows(table, lang, at))


def rows(table: type, lang: str, at: Path) -> Iterator[list[str]]:
    """A row for each key, those that go before all others first."""
    names = {written: name for name, written in written_keys(table).items()}
    usual = {field.name: field.default for field in fields(table)}
    first = [key for key in FIRST if key in keys_of(table)]
    for key in (*first, *(key for key in keys_of(table) if key not in first)):
        shown = [] if table is Week else [default(usual.get(names.get(key, "")), lang, at)]
        yield [f"`{key}`", *shown, meaning(table, key, lang)]


def distributions(lang: str) -> str:
    """The distributions with their keys, and what the keys mean."""
    lines = []
    for kind in DISTRIBUTIONS:
        own = [field for field in fields(kind) if field.name != "dist"]
        shown = (f"`{f.name}`" + (f" ({word('optional', lang)})" if f.default is not MISSING else "") for f in own)
        lines.append([f"`{kind.dist}`", ", ".join(shown), text(f"keys.dists.{kind.dist}", lang)])
    own_keys = dict.fromkeys(field.name for kind in DISTRIBUTIONS for field in fields(kind) if field.name != "dist")
    meanings = [[f"`{key}`", text(f"keys.Distribution.{key}", lang)] for key in own_keys]
    kinds = places.table(["`dist`", word("keys", lang), word("what", lang)], lines)
    return f"{kinds}\n\n{places.table([word('key', lang), word('meaning', lang)], meanings)}"


def default(value: object, lang: str, at: Path) -> str:
    """A default as a file would write it, with its source; a dash where nothing is."""
    if value is MISSING:
        return word("required", lang)
    if value is None or value == () or is_dataclass(value):
        return "–"
    source = f" ({source_of(value, lang, at)})" if isinstance(value, (Sourced, Assumed)) else ""
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


def source_of(value: Sourced | Assumed, lang: str, at: Path) -> str:
    """The row of the registry, or that nobody has measured it, with the range."""
    to = text("reforms.to", lang) if value.low < 0 else "–"
    span = f"{exact(value.low, lang)}{to}{exact(value.high, lang)}"
    if isinstance(value, Assumed):
        return f"{text('evidence.assumption', lang)}, {span}"
    times = value / (row_of(value.row).value or value)
    factor = "" if abs(times - 1) < 1e-9 else f" × {exact(round(times, 6), lang)}"
    return f"{places.row_link(value.row, lang, at)}{factor}, {span}"


def drawn(page: str, lang: str, at: Path) -> str:
    """A page with its marked places drawn anew."""
    page = DISTS.sub(lambda place: f"{place[1]}\n{distributions(lang)}\n\n{place[2]}", page)
    return PLACE.sub(lambda place: f"{place[1]}\n{keys(place[2], lang, at)}\n\n{place[3]}", page)


def main() -> None:
    """Draw the reference in all languages, and the schema."""
    (places.DOCS / "reference" / "scenario.schema.json").write_text(schema_text(), "utf-8")
    for lang in LANGUAGES:
        for path in pages(lang):
            path.write_text(drawn(path.read_text("utf-8"), lang, path), "utf-8")
            print(path.relative_to(places.DOCS.parent))
