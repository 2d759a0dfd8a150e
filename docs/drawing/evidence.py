"""Draws the pages of evidence and of validation anew from the registry.

A page marks the places: <!-- evidence --> ... <!-- end -->. What stands between them is written by hand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from sim.document.parameters import Parameter, defaults
from sim.evidence import GRADES, STATUSES, Evidence, Sourced, registry, sections
from sim.language import text
from sim.views.sections import numbers as of_files
from sim.views.sections.evidence import details, short_figure

FOLDER = Path(__file__).parents[1] / "background"
PAGES = {
    "en": (FOLDER / "evidence.md", FOLDER / "validation.md"),
    "id": (FOLDER / "bukti.md", FOLDER / "validasi.md"),
}
PLACE = re.compile(r"(<!-- (legend|evidence|assumptions|anchors) -->\n).*?(<!-- end -->)", re.DOTALL)
BACKTICKED = r"`\g<0>`"
FILE = re.compile(r"(?<![\w/])(?:scenarios|sim|tests)/[\w/.-]+\w")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def legend(lang: str) -> str:
    """What grades and statuses mean, with the number of rows of each."""
    return f"{meanings('grade', GRADES, lang)}{meanings('status', STATUSES, lang)}"


def meanings(key: str, names: Iterable[str], lang: str) -> str:
    """An item of the legend."""
    rows = Counter(getattr(row, key) for row in registry().values())
    said = "; ".join(f"{text(f'evidence.{key}.{name}', lang)} ({rows[name]})" for name in names)
    return f"- *{text(f'evidence.{key}_label', lang)}*: {said}.\n"


def evidence(lang: str) -> str:
    """All sections: a table of their rows, then each row in full."""
    parts = [section_of(section.title.worded(lang), section.rows, lang) for section in sections()]
    return "\n".join(chain(*parts))


def section_of(title: str, rows: Iterable[Evidence], lang: str) -> Iterator[str]:
    """A section of the page."""
    head = [text(f"evidence.{key}", lang) for key in ("id", "title", "value", "grade_label", "status_label")]
    yield f"## {title}\n"
    yield table(head, [in_short(row, lang) for row in rows])
    yield from (in_full(row, lang) for row in rows)


def in_short(row: Evidence, lang: str) -> list[str]:
    """A row of the table."""
    said = short_figure(row, lang)
    grade, status = text(f"evidence.grade.{row.grade}", lang), text(f"evidence.short_status.{row.status}", lang)
    return [f"[{row.id}](#{row.id.lower()})", row.title.worded(lang), said, grade, status]


def in_full(row: Evidence, lang: str) -> str:
    """All that is known of a row."""
    lines = [f"- *{label}*: {FILE.sub(BACKTICKED, said)}" for label, said in details(row, lang)]
    return "\n".join([f"### {row.id}\n", f"**{row.title.worded(lang)}**\n", *lines, ""])


def assumptions(lang: str) -> str:
    """The assumptions: place, value, range, meaning."""
    head = [text(f"evidence.{key}", lang) for key in ("path", "value", "meaning")]
    numbers = of_files.assumptions()
    rows = [[named(p), of_files.figure(p, lang), of_files.meaning(p, lang)] for p in numbers]
    return table(head, rows)


def named(parameter: Parameter) -> str:
    """The place of a number, with the variant of a reform that sets it."""
    return f"`{parameter.path}`" + (f" ({parameter.variant})" if parameter.variant else "")


def anchors(lang: str) -> str:
    """The rows that tests hold the model against; whether the code of the model takes their figure."""
    head = [text(f"evidence.{key}", lang) for key in ("id", "title", "value", "taken", "checked_by")]
    return table(head, [anchor(row, lang) for row in registry().values() if row.checked_by])


def anchor(row: Evidence, lang: str) -> list[str]:
    """A row of the table of anchors."""
    taken = any(number.row == row.id for p in defaults() if isinstance(number := p.number, Sourced))
    said = short_figure(row, lang)
    link = f"[{row.id}]({PAGES[lang][0].name}#{row.id.lower()})"
    files = ", ".join(f"`{name}`" for name in row.checked_by)
    return [link, row.title.worded(lang), said, text(f"evidence.{'yes' if taken else 'no'}", lang), files]


DRAWN = {"legend": legend, "evidence": evidence, "assumptions": assumptions, "anchors": anchors}


def drawn(page: str, lang: str) -> str:
    """A page with its marked places drawn anew."""
    return PLACE.sub(lambda place: f"{place[1]}\n{DRAWN[place[2]](lang)}\n{place[3]}", page)


def main() -> None:
    """Draw both pages in both languages."""
    for lang, paths in PAGES.items():
        for path in paths:
            path.write_text(drawn(path.read_text("utf-8"), lang), "utf-8")
            print(f"docs/background/{path.name}")
