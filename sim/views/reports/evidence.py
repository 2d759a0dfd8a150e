"""What is printed of the registry of evidence and of the assumptions."""

from collections.abc import Iterable

from sim.document.parameters import Parameter
from sim.evidence import Evidence
from sim.language import language, text
from sim.views.render.text import printed
from sim.views.sections.evidence import evidence_list, evidence_row
from sim.views.sections.numbers import assumptions, numbers


def evidence_and_assumptions_text(lang: str | None = None) -> str:
    """What `loket evidence` prints: the rows of the registry, then the assumptions."""
    lang = language(lang)
    return printed([*evidence_list(lang), *numbers(assumptions(), lang, text("evidence.assumptions", lang))], lang)


def evidence_text(row: Evidence, lang: str | None = None) -> str:
    """What `loket evidence ID` prints."""
    return printed(evidence_row(row, language(lang)), lang)


def numbers_text(found: Iterable[Parameter], lang: str | None = None) -> str:
    """What `loket evidence assumptions` prints, or `loket evidence PLACE`."""
    return printed(numbers(found, language(lang)), lang)
