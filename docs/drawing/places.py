"""Where the pages of the documentation stand, by what they tell and by language, and the links between them."""

import os
from collections.abc import Iterable
from pathlib import Path

from sim.evidence import row_of
from sim.language import LANGUAGES

DOCS = Path(__file__).parents[1]
PLACES = {
    "evidence": {"id": "background/bukti.md", "en": "background/evidence.md"},
    "validation": {"id": "background/validasi.md", "en": "background/validation.md"},
    "statistics": {"id": "background/statistik.md", "en": "background/statistics.md"},
    "catalogue": {"id": "background/semua-reformasi.md", "en": "background/all-reforms.md"},
    "scenario_file": {"id": "reference/berkas-skenario.md", "en": "reference/scenario-file.md"},
    "glossary": {"id": "reference/glosarium.md", "en": "reference/glossary.md"},
    "tables": {"id": "reference/tabel.md", "en": "reference/tables.md"},
    "official_measures": {"id": "reference/ukuran-resmi.md", "en": "reference/official-measures.md"},
    "gallery": {"id": "guides/grafik.md", "en": "guides/charts.md"},
    "reforms": {"id": "reformasi/index.md", "en": "reforms/index.md"},
    "lessons": {"id": "pelajaran.md", "en": "lessons.md"},
}
"""Of each language the page, or the first of its pages: the others stand in a folder of its name."""


def page(name: str, lang: str) -> Path:
    """The page in a language."""
    return DOCS / PLACES[name][lang]


def part(name: str, lang: str, what: str) -> Path:
    """One of the further pages."""
    return page(name, lang).with_suffix("") / f"{what}.md"


def other(lang: str) -> str:
    """The language of the other page, of which a page tells."""
    return next(known for known in LANGUAGES if known != lang)


def link(words: str, to: Path, at: Path, anchor: str = "") -> str:
    """A link in a page at a path."""
    return f"[{words}]({'' if to == at else Path(os.path.relpath(to, at.parent)).as_posix()}{anchor})"


def row_link(row: str, lang: str, at: Path) -> str:
    """A row of the registry as a link to where it stands in full."""
    return link(row, part("evidence", lang, row_of(row).section), at, f"#{row.lower()}")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
