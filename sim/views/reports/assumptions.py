"""The assumptions of the model as people read them, and the other numbers that a scenario file takes by default."""

from collections.abc import Iterable, Iterator
from typing import Any

import sim.reforms  # noqa: F401 - their numbers are defaults too
from sim.document.meanings import meaning as key_meaning
from sim.document.parameters import Parameter, defaults
from sim.evidence import Assumed
from sim.language import language, text
from sim.views.notation import exact
from sim.views.render.text import paragraphs, wrapped
from sim.views.reports.evidence import DOT, INDENT, evidence_list_text

ALL = "assumptions"
"""What is asked for instead of a place, for all assumptions."""


def numbers_at(place: str) -> tuple[Parameter, ...]:
    """The defaults in a place of scenario files ("staff.load", "staff.load.usual_queue"), or all assumptions."""
    if place == ALL:
        return assumptions()
    return tuple(p for p in defaults() if f"{p.path}.".startswith(f"{place}."))


def assumptions() -> tuple[Parameter, ...]:
    """The defaults that are assumptions."""
    return tuple(p for p in defaults() if isinstance(p.number, Assumed))


def evidence_and_assumptions_text(lang: str | None = None) -> str:
    """What `loket evidence` prints: the rows of the registry, then the assumptions."""
    lang = language(lang)
    return "\n".join(
        [evidence_list_text(lang), "", text("evidence.assumptions", lang), numbers_text(assumptions(), lang)]
    )


def numbers_text(found: Iterable[Parameter], lang: str | None = None) -> str:
    """What `loket evidence assumptions` prints: two lines a number."""
    lang = language(lang)
    footer = text("evidence.footer_assumptions", lang, numbers=len(assumptions()))
    return "\n".join([*(line for number in found for line in in_short(number, lang)), "", *paragraphs(footer)])


def in_short(found: Parameter, lang: str) -> Iterator[str]:
    """Place, figure with its range, where it comes from; and what it means."""
    yield from wrapped(
        DOT.join([found.path, *filter(None, [found.variant]), figure(found, lang), source(found, lang)]), "  ", INDENT
    )
    yield from wrapped(meaning(found, lang), INDENT, INDENT)


def figure(found: Parameter, lang: str) -> str:
    """As "2 (0–5)"."""
    value, low, high = (exact(number, lang) for number in (found.number, found.number.low, found.number.high))
    key = "results.interval_signed" if found.number.low < 0 else "results.interval"
    return text(key, lang, mean=value, low=low, high=high)


def source(found: Parameter, lang: str) -> str:
    """The row of the registry, or that it is an assumption."""
    return text("evidence.assumption", lang) if isinstance(found.number, Assumed) else found.number.row


def meaning(found: Parameter, lang: str) -> str:
    """What the number means, as the reference of scenario files says it."""
    return key_meaning(found.table, found.key, lang)


def number_records(found: Iterable[Parameter], lang: str) -> list[dict[str, Any]]:
    """A record for each number: path, variant (of a reform), value, low, high, row (None: an assumption), meaning."""
    return [
        {
            "path": p.path,
            "variant": p.variant or None,
            "value": float(p.number),
            "low": p.number.low,
            "high": p.number.high,
            "row": None if isinstance(p.number, Assumed) else p.number.row,
            "meaning": meaning(p, lang),
        }
        for p in found
    ]
