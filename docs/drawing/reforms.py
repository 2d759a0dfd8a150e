"""Draws the pages of the reform catalogue anew from the code and its texts.

A page a reform and an index, in docs/reforms (English) and docs/reformasi (Indonesian). Nothing in them is
written by hand: the texts stand in sim/language/*/reform_NAME.toml.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import places

from sim.language import LANGUAGES, text
from sim.reforms.listing import Listed, Setting, listed
from sim.views.sections import catalogue as report
from sim.views.sections.evidence import short_figure

INDEX = "index"
ROW = re.compile(r"\b([A-Z]\d{1,2})\b")


def pages() -> Iterator[tuple[Path, str]]:
    """Every page with its text."""
    for lang in LANGUAGES:
        yield at(INDEX, lang), index(lang)
        for reform in listed():
            yield at(reform.name, lang), page(reform, lang)


def at(name: str, lang: str) -> Path:
    """Where the page of a reform stands, or the index."""
    return places.page("reforms", lang).with_name(f"{name}.md")


def index(lang: str) -> str:
    """All reforms in a table."""
    head = [word(key, lang) for key in ("name", "short", "decided_by", "evidence")]
    rows = [
        [
            f"[`{one.name}`]({one.name}.md)",
            f"**{one.title[lang]}.** {one.short[lang]}",
            text(f"reforms.decider.{one.decided_by}", lang),
            report.evidence_words(one, lang).partition(": ")[2],
        ]
        for one in listed()
    ]
    return "\n\n".join(
        [f"# {word('page.index', lang)}", top(INDEX, lang), word("page.intro", lang), places.table(head, rows)]
    )


def page(reform: Listed, lang: str) -> str:
    """All that is known of a reform."""
    parts = [f"# {reform.title[lang]}", top(reform.name, lang), reform.short[lang], example(reform)]
    for key, paragraphs in report.sections(reform, lang):
        lines = [linked(part, lang) for part in paragraphs]
        listing = key == "variants"
        parts += [f"## {word(key, lang)}", "\n".join(f"- {line}" for line in lines) if listing else "\n\n".join(lines)]
    parts += [f"## {word('parameters', lang)}", settings(reform, lang)]
    parts += [f"## {word('evidence', lang)}", rows(reform, lang)]
    parts += [f"## {word('what_is_unknown', lang)}", linked(report.unknown(reform, lang), lang)]
    return "\n\n".join([*parts, f"{word('page.back', lang)}. {word('page.drawn', lang)}\n"])


def top(name: str, lang: str) -> str:
    """The way to the page in the other language."""
    other = at(name, places.other(lang))
    return word("page.other", lang, file=f"../{other.parent.name}/{other.name}")


def example(reform: Listed) -> str:
    """How a scenario file asks for it."""
    return f'```toml\n[[reform]]\nname = "{reform.name}"\nstart = 2026-04-01\n```'


def settings(reform: Listed, lang: str) -> str:
    """The keys with their defaults, sources and meanings."""
    head = [word(key, lang) for key in ("key", "default", "source", "meaning")]
    return places.table(head, [setting(reform, one, lang) for one in reform.parameters])


def setting(reform: Listed, one: Setting, lang: str) -> list[str]:
    """A row of that table."""
    return [
        f"`{one.key}`",
        report.default(one, lang),
        linked(report.source(one, lang), lang),
        reform.meaning(one.key, lang),
    ]


def rows(reform: Listed, lang: str) -> str:
    """The rows of the registry that speak of it."""
    if not reform.rows:
        return word("no_rows", lang)
    head = [word(key, lang) for key in ("row", "what", "figure", "grade")]
    found = [
        [
            linked(row.id, lang),
            row.title.worded(lang),
            short_figure(row, lang),
            text(f"evidence.grade.{row.grade}", lang),
        ]
        for row in report.rows_of(reform)
    ]
    return places.table(head, found)


def linked(words: str, lang: str) -> str:
    """Text with the ids of rows as links to the page of evidence."""
    known = {row for one in listed() for row in one.rows}
    here = at(INDEX, lang)
    return ROW.sub(lambda m: places.row_link(m[1], lang, here) if m[1] in known else m[0], words)


def word(key: str, lang: str, **values: str) -> str:
    """A word of the pages."""
    return text(f"reforms.{key}", lang, **values)


def main() -> None:
    """Write the pages."""
    for path, words in pages():
        path.parent.mkdir(exist_ok=True)
        path.write_text(words.rstrip("\n") + "\n", "utf-8")
        print(path.relative_to(places.DOCS.parent))
