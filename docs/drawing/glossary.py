"""Draws the pages of the glossary anew from sim/language/glossary.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import places

from sim.language import LANGUAGES

FILE = places.DOCS.parent / "sim/language/glossary.toml"
TERMS: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["term"]
HEADS = {
    "en": (
        "# Glossary",
        "Bahasa Indonesia: [glosarium.md](glosarium.md).",
        (
            "One word for one thing, in all tables, pages and notebooks; a test finds the words of the last column.\n"
            "Drawn from `sim/language/glossary.toml` by `make docs-quick`."
        ),
        "| term | Indonesian | what it is | not |\n|---|---|---|---|",
    ),
    "id": (
        "# Glosarium",
        "English: [glossary.md](glossary.md).",
        (
            "Satu kata untuk satu hal, di semua tabel, halaman, dan notebook; sebuah tes menemukan kolom terakhir.\n"
            "Dibuat dari `sim/language/glossary.toml` oleh `make docs-quick`."
        ),
        "| istilah | bahasa Inggris | artinya | bukan |\n|---|---|---|---|",
    ),
}


def pages() -> Iterator[tuple[Path, str]]:
    """Both pages with their texts."""
    for lang in LANGUAGES:
        terms = sorted(TERMS, key=lambda term, lang=lang: str(term[lang]).lower())  # type: ignore[misc]
        rows = (f"| {' | '.join(_row(term, lang))} |" for term in terms)
        yield places.page("glossary", lang), "\n\n".join(HEADS[lang]) + "\n" + "\n".join(rows) + "\n"


def _row(term: dict[str, Any], lang: str) -> tuple[str, ...]:
    rejected = ", ".join(term.get("not", {}).get(lang, []))
    return f"**{term[lang]}**", term[places.other(lang)], term["says"][lang], rejected


def main() -> None:
    """Writes both pages."""
    for path, words in pages():
        path.write_text(words, "utf-8")
        print(path.relative_to(places.DOCS.parent))
