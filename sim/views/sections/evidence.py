"""The registry of evidence: the list, one row, and its parts for pages."""

from collections.abc import Iterator

from sim.evidence import Evidence, Source, sections
from sim.language import text
from sim.views.notation import exact
from sim.views.table import Block, Entry, Listing, Prose, Role

DOT = " · "


def evidence_list(lang: str) -> Iterator[Block]:
    """Two lines a row, under the titles of the sections."""
    for section in sections():
        entries = [Entry(row.id, row.title.worded(lang), [_in_short(row, lang)]) for row in section.rows]
        yield Listing(section.title.worded(lang), entries, gap=int(section is not sections()[0]))
    rows = sum(len(section.rows) for section in sections())
    yield Prose([text("evidence.footer_rows", lang, rows=rows), text("evidence.footer_ranges", lang)], gap=1)


def evidence_row(row: Evidence, lang: str) -> Iterator[Block]:
    """All that is known of a row."""
    yield Prose([f"{row.id}{DOT}{row.title.worded(lang)}"], role=Role.TITLE)
    yield Listing("", [Entry(label, said) for label, said in details(row, lang)], gap=0, name="details")


def details(row: Evidence, lang: str) -> Iterator[tuple[str, str]]:
    """Label and text of each part of a row, its title excepted."""
    yield _label("value", lang), f"{figure(row, lang)} {row.unit.worded(lang)}"
    if row.low is not None:
        yield _label("range_label", lang), text(f"evidence.range.{row.range}", lang)
    yield _label("grade_label", lang), text(f"evidence.grade.{row.grade}", lang)
    yield _label("status_label", lang), text(f"evidence.status.{row.status}", lang)
    if row.seen is not None:
        yield _label("seen", lang), row.seen.worded(lang)
    yield _label("setting", lang), row.setting.worded(lang)
    yield _label("note", lang), row.note.worded(lang)
    for source in row.sources:
        yield _label("source", lang), cited(source, lang)
    if not row.sources:
        yield _label("source", lang), text("evidence.no_source", lang)
    if row.used_by:
        yield _label("used_by", lang), ", ".join(row.used_by)
    if row.checked_by:
        yield _label("checked_by", lang), ", ".join(row.checked_by)
    if row.waits_for:
        yield _label("waits_label", lang), text(f"evidence.waits.{row.waits_for}", lang)


def figure(row: Evidence, lang: str) -> str:
    """As "0.64 (0.3–0.8)", with the decimals that the row gives."""
    if row.value is None:
        return text("evidence.no_figure", lang) + ":"
    if row.low is None or row.high is None:
        return exact(row.value, lang)
    key = "results.interval_signed" if row.low < 0 else "results.interval"
    mean, low, high = (exact(value, lang) for value in (row.value, row.low, row.high))
    return text(key, lang, mean=mean, low=low, high=high)


def short_figure(row: Evidence, lang: str) -> str:
    """The figure with its unit, without what stands in brackets there."""
    return f"{figure(row, lang)} {row.unit.worded(lang).partition(' (')[0]}"


def cited(source: Source, lang: str) -> str:
    """A source as it is cited, with its addresses and what of it is from memory."""
    who = f"{source.authors} ({source.year})" if source.authors and source.year else source.authors
    parts = [who, source.title, source.published.worded(lang), "" if who.endswith(")") else str(source.year or "")]
    said = ". ".join(part[0].upper() + part[1:].rstrip(".") for part in parts if part) + "."
    if source.from_memory:
        memory = [text(f"evidence.part.{part}", lang) for part in source.from_memory]
        said += f" [{text('evidence.memory_part', lang, parts=memory)}]"
    return " ".join([said, *source.links])


def _label(key: str, lang: str) -> str:
    return text(f"evidence.{key}", lang)


def _in_short(row: Evidence, lang: str) -> str:
    parts = [short_figure(row, lang), text(f"evidence.grade.{row.grade}", lang), row.short_source(lang)]
    if row.status not in {"read", row.grade}:
        parts.append(text(f"evidence.short_status.{row.status}", lang))
    return DOT.join(part for part in parts if part)
