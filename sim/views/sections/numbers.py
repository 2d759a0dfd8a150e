"""The assumptions of the model, and the other numbers that a scenario file takes by default."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import sim.reforms  # noqa: F401 - their numbers are defaults too
from sim.document.meanings import meaning as key_meaning
from sim.document.parameters import REFORM, Parameter, defaults, parameters
from sim.document.paths import Place, number_places
from sim.evidence import Assumed
from sim.language import text
from sim.office import Scenario
from sim.reforms.titles import title_of
from sim.runs.doubting.doubt_draws import MODEL
from sim.scenario.document import document_of
from sim.views.notation import exact
from sim.views.sections.evidence import DOT
from sim.views.table import Block, Entry, Listing, Prose

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


def numbers(found: Iterable[Parameter], lang: str, title: str = "") -> Iterator[Block]:
    """Of each number its place, figure with range and source, and what it means; then how many are assumptions."""
    yield Listing(title, [_entry(number, lang) for number in found], gap=int(bool(title)))
    yield Prose([text("evidence.footer_assumptions", lang, numbers=len(assumptions()))], gap=1)


def _entry(found: Parameter, lang: str) -> Entry:
    parts = [found.path, *filter(None, [found.variant]), figure(found, lang), source(found, lang)]
    return Entry("", DOT.join(parts), [meaning(found, lang)])


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


def in_words(path: str, scenarios: Sequence[Scenario], lang: str) -> str:
    """What a number of one of the scenarios means: with the title of its reform, or else with its path in brackets.

    The path alone where no scenario has such a number.
    """
    if path == MODEL:
        return text("doubt.model", lang)
    known: list[Callable[[Scenario], Sequence[Place | Parameter]]] = [parameters, _own]  # the quick one first
    each = ((one, number) for numbers in known for one in scenarios for number in numbers(one))
    found = next(((one, number) for one, number in each if number.path == path), None)
    if found is None:
        return path
    scenario, number = found
    said = key_meaning(number.table, number.key, lang).partition("; ")[0]
    of = next((one for one in scenario.reforms if path.startswith(f"{REFORM}.{one.key}.")), None)
    return f"{said} [{path}]" if of is None else f"{title_of(of, lang)} – {said}"


def _own(scenario: Scenario) -> tuple[Place, ...]:
    """The numbers that its file says or may say."""
    return tuple(number_places(document_of(scenario)).values())
