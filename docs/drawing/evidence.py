"""Draws the pages of evidence and of validation anew from the registry.

Two pages mark the places: <!-- evidence --> ... <!-- end -->; what stands between them is written by hand.
The page of each section and that of the assumptions are drawn as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import places

from sim.document.parameters import Parameter, defaults
from sim.evidence import GRADES, STATUSES, Evidence, Sourced, registry, sections
from sim.language import LANGUAGES, text
from sim.views.sections import numbers as of_files
from sim.views.sections.evidence import details, short_figure

DRAWN_IN = ("evidence", "validation")
"""The pages with marked places; the others are drawn as a whole."""
PLACE = re.compile(r"(<!-- (legend|evidence|anchors) -->\n).*?(<!-- end -->)", re.DOTALL)
BACKTICKED = r"`\g<0>`"
FILE = re.compile(r"(?<![\w/])(?:scenarios|sim|tests)/[\w/.-]+\w")


def legend(lang: str) -> str:
    """What grades and statuses mean, with the number of rows of each."""
    return f"{meanings('grade', GRADES, lang)}{meanings('status', STATUSES, lang)}"


def meanings(key: str, names: Iterable[str], lang: str) -> str:
    """An item of the legend."""
    rows = Counter(getattr(row, key) for row in registry().values())
    said = "; ".join(f"{text(f'evidence.{key}.{name}', lang)} ({rows[name]})" for name in names)
    return f"- *{text(f'evidence.{key}_label', lang)}*: {said}.\n"


def evidence(lang: str) -> str:
    """A table of the rows of each section, whose page tells them in full."""
    head = [text(f"evidence.{key}", lang) for key in ("id", "title", "value", "grade_label", "status_label")]
    at = places.page("evidence", lang)
    parts = []
    for section in sections():
        title = places.link(section.title.worded(lang), places.part("evidence", lang, section.name), at)
        parts += [f"### {title}", places.table(head, [in_short(row, lang, at) for row in section.rows])]
    return "\n\n".join(parts) + "\n"


def in_short(row: Evidence, lang: str, at: Path) -> list[str]:
    """A row of the table."""
    grade, status = text(f"evidence.grade.{row.grade}", lang), text(f"evidence.short_status.{row.status}", lang)
    return [places.row_link(row.id, lang, at), row.title.worded(lang), short_figure(row, lang), grade, status]


def pages() -> Iterator[tuple[Path, str]]:
    """The page of each section, and that of the assumptions, with their texts."""
    for lang in LANGUAGES:
        for section in sections():
            yield page(section.name, section.title.worded(lang), [in_full(row, lang) for row in section.rows], lang)
        said = [text("evidence.page.assumptions", lang), assumptions(lang)]
        yield page("assumptions", text("evidence.assumptions", lang), said, lang)


def page(name: str, title: str, parts: list[str], lang: str) -> tuple[Path, str]:
    """A page with its title, the ways to the list and to the page in the other language."""
    at, other = (places.part("evidence", known, name) for known in (lang, places.other(lang)))
    file = f"../{other.parent.name}/{other.name}"
    ways = f"{text('evidence.page.back', lang)} · {text('evidence.page.other', lang, file=file)}"
    return at, "\n\n".join([f"# {title}", ways, *parts]) + "\n"


def in_full(row: Evidence, lang: str) -> str:
    """All that is known of a row."""
    lines = [f"- *{label}*: {FILE.sub(BACKTICKED, said)}" for label, said in details(row, lang)]
    return "\n".join([f"## {row.id}\n", f"**{row.title.worded(lang)}**\n", *lines])


def assumptions(lang: str) -> str:
    """The assumptions: place, value, range, meaning."""
    head = [text(f"evidence.{key}", lang) for key in ("path", "value", "meaning")]
    numbers = of_files.assumptions()
    return places.table(head, [[named(p), of_files.figure(p, lang), of_files.meaning(p, lang)] for p in numbers])


def named(parameter: Parameter) -> str:
    """The place of a number, with the variant of a reform that sets it."""
    return f"`{parameter.path}`" + (f" ({parameter.variant})" if parameter.variant else "")


def anchors(lang: str) -> str:
    """The rows that tests hold the model against; whether the code of the model takes their figure."""
    head = [text(f"evidence.{key}", lang) for key in ("id", "title", "value", "taken", "checked_by")]
    return places.table(head, [anchor(row, lang) for row in registry().values() if row.checked_by]) + "\n"


def anchor(row: Evidence, lang: str) -> list[str]:
    """A row of the table of anchors."""
    taken = any(number.row == row.id for p in defaults() if isinstance(number := p.number, Sourced))
    said = short_figure(row, lang)
    link = places.row_link(row.id, lang, places.page("validation", lang))
    files = ", ".join(f"`{name}`" for name in row.checked_by)
    return [link, row.title.worded(lang), said, text(f"evidence.{'yes' if taken else 'no'}", lang), files]


DRAWN = {"legend": legend, "evidence": evidence, "anchors": anchors}


def drawn(page: str, lang: str) -> str:
    """A page with its marked places drawn anew."""
    return PLACE.sub(lambda place: f"{place[1]}\n{DRAWN[place[2]](lang)}\n{place[3]}", page)


def main() -> None:
    """Draw all pages in all languages."""
    marked = ((places.page(name, lang), lang) for name in DRAWN_IN for lang in LANGUAGES)
    for path, words in [*((path, drawn(path.read_text("utf-8"), lang)) for path, lang in marked), *pages()]:
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, "utf-8")
        print(path.relative_to(places.DOCS.parent))
