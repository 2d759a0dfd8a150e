"""The reform catalogue as people read it: the list, one reform, and its parts for pages."""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.evidence import Evidence, row_of
from sim.language import language, text
from sim.reforms.listing import Listed, Setting
from sim.views.notation import exact
from sim.views.render.text import paragraphs, wrapped
from sim.views.reports.evidence import DOT, INDENT
from sim.views.reports.evidence import figure as figure_of

PROSE = ("practice", "mechanism")
COST = "_rupiah"
"""How the keys end that say what a reform costs."""
NAME = 22


def list_text(found: Sequence[Listed], lang: str | None = None) -> str:
    """What `loket reforms` prints: of each its name and title, what it does, who decides, how good its evidence is."""
    lang = language(lang)
    lines = [line for one in found for line in _in_short(one, lang)]
    return "\n".join([*lines, "", *paragraphs(text("reforms.footer", lang, reforms=len(found)))])


def _in_short(found: Listed, lang: str) -> Iterator[str]:
    yield from wrapped(found.title[lang], found.name.ljust(NAME), " " * NAME)
    yield from wrapped(found.short[lang], INDENT, INDENT)
    yield from wrapped(
        DOT.join([text(f"reforms.decider.{found.decided_by}", lang), evidence_words(found, lang)]), INDENT, INDENT
    )


def evidence_words(found: Listed, lang: str) -> str:
    """How good its evidence is: the best grade, and how many of its numbers are assumptions."""
    numbers = found.numbers
    assumed = sum(setting.source == "assumption" for setting in numbers)
    counted = text("reforms.of_numbers", lang, assumed=assumed, numbers=len(numbers))
    if found.grade is None:
        return text("reforms.evidence_of", lang, grade=counted)
    best = text("reforms.strongest", lang, best=text(f"evidence.grade.{found.grade}", lang))
    return text("reforms.evidence_of", lang, grade=f"{best}, {counted}")


def reform_text(found: Listed, lang: str | None = None) -> str:
    """What `loket reforms NAME` prints: all that is known of a reform."""
    lang = language(lang)
    lines = [*wrapped(f"{found.name}{DOT}{found.title[lang]}", "", ""), *paragraphs(found.short[lang])]
    for key, said in sections(found, lang):
        lines += ["", text(f"reforms.{key}", lang)]
        lines += [line for part in said for line in wrapped(part, "  ", "  ")]
    for setting in found.parameters:
        if setting is found.parameters[0]:
            lines += ["", text("reforms.parameters", lang)]
        lines += wrapped(f"{setting.key} = {default(setting, lang)}{DOT}{source(setting, lang)}", "  ", INDENT)
        lines += wrapped(found.meaning(setting.key, lang), INDENT, INDENT)
    lines += ["", text("reforms.evidence", lang), *_rows(found, lang)]
    lines += ["", text("reforms.what_is_unknown", lang), *wrapped(unknown(found, lang), "  ", "  ")]
    return "\n".join([*lines, "", *paragraphs(text("reforms.more", lang))])


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
    figure = f"{figure_of(row, lang)} {row.unit.worded(lang).partition(' (')[0]}"
    return DOT.join([row.title.worded(lang), figure, text(f"evidence.grade.{row.grade}", lang)])


def _rows(found: Listed, lang: str) -> Iterator[str]:
    if not found.rows:
        yield from wrapped(text("reforms.no_rows", lang), "  ", "  ")
    for row in rows_of(found):
        yield from wrapped(row_words(row, lang), "  " + row.id.ljust(len(INDENT) - 2), INDENT)


def reform_records(found: Sequence[Listed], lang: str) -> list[dict[str, Any]]:
    """A record for each: name, title, grade, who decides, rows, parameters and what they rest on, its page."""
    return [
        {
            "name": one.name,
            "title": one.title[lang],
            "grade": one.grade,
            "decided_by": one.decided_by,
            "short": one.short[lang],
            "rows": list(one.rows),
            "needs": list(one.needs),
            "variants": {name: text(f"reform_{one.name}.variants.{name}", lang) for name in one.variants},
            "parameters": [_parameter(one, setting, lang) for setting in one.parameters],
            **{key: text(f"reform_{one.name}.{key}", lang) for key in (*PROSE, "unknown")},
        }
        for one in found
    ]


def _parameter(found: Listed, setting: Setting, lang: str) -> dict[str, Any]:
    return {
        "key": setting.key,
        "default": _plain(setting.default),
        "source": setting.source,
        "low": setting.low,
        "high": setting.high,
        "row": setting.row,
        "by_variant": {name: _plain(value) for name, value in setting.by_variant.items()},
        "meaning": found.meaning(setting.key, lang),
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, float) else list(value) if isinstance(value, tuple) else value
