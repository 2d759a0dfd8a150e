"""The reform catalogue: the list, one reform, and its parts for pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.evidence import Evidence, row_of
from sim.language import text
from sim.reforms.listing import Listed, Setting
from sim.views.notation import exact
from sim.views.sections.evidence import DOT, short_figure
from sim.views.table import Block, Entry, Listing, Prose, Role

PROSE = ("practice", "mechanism")
COST = "_rupiah"
"""How the keys end that say what a reform costs."""


def reform_list(found: Sequence[Listed], lang: str) -> Iterator[Block]:
    """Of each its name and title, what it does, who decides, how good its evidence is."""
    yield Listing("", [_in_short(one, lang) for one in found], gap=0, name="reforms")
    yield Prose([text("reforms.footer", lang, reforms=len(found))], gap=1)


def _in_short(found: Listed, lang: str) -> Entry:
    last = [text(f"reforms.decider.{found.decided_by}", lang), evidence_words(found, lang), *brought(found, lang)]
    return Entry(found.name, found.title[lang], [found.short[lang], DOT.join(last)])


def brought(found: Listed, lang: str) -> list[str]:
    """From which package it comes, where it is not the catalogue's own."""
    return [text("reforms.brought", lang, package=found.package)] if found.package else []


def evidence_words(found: Listed, lang: str) -> str:
    """How good its evidence is: the best grade, and how many of its numbers are assumptions."""
    numbers = found.numbers
    assumed = sum(setting.source == "assumption" for setting in numbers)
    counted = text("reforms.of_numbers", lang, assumed=assumed, numbers=len(numbers))
    if found.grade is None:
        return text("reforms.evidence_of", lang, grade=counted)
    best = text("reforms.strongest", lang, best=text(f"evidence.grade.{found.grade}", lang))
    return text("reforms.evidence_of", lang, grade=f"{best}, {counted}")


def reform_page(found: Listed, lang: str) -> Iterator[Block]:
    """All that is known of a reform."""
    yield Prose([f"{found.name}{DOT}{found.title[lang]}"], role=Role.TITLE)
    yield Prose([found.short[lang], *brought(found, lang)])
    for key, paragraphs in sections(found, lang):
        yield _inset(key, paragraphs, lang)
    yield Listing(text("reforms.parameters", lang), [_parameter(found, setting, lang) for setting in found.parameters])
    if rows := [Entry(row.id, row_words(row, lang)) for row in rows_of(found)]:
        yield Listing(text("reforms.evidence", lang), rows)
    else:
        yield _inset("evidence", [text("reforms.no_rows", lang)], lang)
    yield _inset("what_is_unknown", [unknown(found, lang)], lang)
    yield Prose([text("reforms.more", lang)], gap=1)


def _inset(key: str, paragraphs: Sequence[str], lang: str) -> Listing:
    return Listing(text(f"reforms.{key}", lang), [Entry("", words) for words in paragraphs], name="inset")


def _parameter(found: Listed, setting: Setting, lang: str) -> Entry:
    value = f"{setting.key} = {default(setting, lang)}{DOT}{source(setting, lang)}"
    return Entry("", value, [found.meaning(setting.key, lang)])


def sections(found: Listed, lang: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a page in prose: key of the title (`reforms.*`), paragraphs."""
    yield "decided_by", [text(f"reforms.decider.{found.decided_by}", lang)]
    for key in PROSE:
        yield key, [text(f"reform_{found.name}.{key}", lang)]
    if found.needs:
        yield "tables", [text("reforms.needs", lang, tables=", ".join(f"[{table}]" for table in found.needs))]
    if found.variants:
        yield "variants", [f"{name}: {variant(found, name, lang)}" for name in found.variants]
    yield "cost", [cost(found, lang)]


def variant(found: Listed, name: str, lang: str) -> str:
    """What a variant is, and the numbers that it sets."""
    words = text(f"reform_{found.name}.variants.{name}", lang)
    numbers = [f"{s.key} = {value_words(s.by_variant[name], lang)}" for s in found.parameters if name in s.by_variant]
    return f"{words} ({', '.join(numbers)})" if numbers else words


def cost(found: Listed, lang: str) -> str:
    """What it costs by default, in the keys that set it, and how that adds up."""
    priced = [s for s in found.parameters if s.key.endswith(COST) and s.default]
    numbers = ", ".join(f"{s.key} = {default(s, lang)}" for s in priced)
    return " ".join([f"{numbers}." if numbers else text("reforms.no_cost", lang), text("reforms.costs", lang)])


def unknown(found: Listed, lang: str) -> str:
    """What nobody knows of it."""
    return text(f"reform_{found.name}.unknown", lang)


def default(setting: Setting, lang: str) -> str:
    """The default in the reader's notation; by variant where the variants set it."""
    if len(setting.by_variant) > 1:
        return "; ".join(f"{value_words(value, lang)} ({name})" for name, value in setting.by_variant.items())
    return value_words(setting.default, lang)


def value_words(value: Any, lang: str) -> str:
    """A value: a number with up to four figures, the names of a list, a dash for nothing."""
    if value is None or value == ():
        return "–"
    if isinstance(value, tuple):
        return ", ".join(value_words(part, lang) for part in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f'"{value}"' if isinstance(value, str) else str(value)
    return exact(float(f"{value:.4g}"), lang)


def source(setting: Setting, lang: str) -> str:
    """Where the default comes from, with its range."""
    if setting.low is None or setting.high is None:
        return text("reforms.choice", lang)
    to = text("reforms.to", lang) if setting.low < 0 else "–"
    ends = {"low": value_words(setting.low, lang), "to": to, "high": value_words(setting.high, lang)}
    key = "assumption" if setting.row is None else "from_row"
    return text(f"reforms.{key}", lang, row=setting.row, **ends)


def rows_of(found: Listed) -> list[Evidence]:
    """Its rows of the registry."""
    return [row_of(row) for row in found.rows]


def row_words(row: Evidence, lang: str) -> str:
    """A row in short: title, figure, grade."""
    return DOT.join([row.title.worded(lang), short_figure(row, lang), text(f"evidence.grade.{row.grade}", lang)])
