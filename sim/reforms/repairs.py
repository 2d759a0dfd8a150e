"""What is repaired when a survey finds one of the nine elements weakest, and what that costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from sim.evidence import assumption
from sim.office import Scenario
from sim.office.effects import ELEMENTS, Effect, Element, How
from sim.reforms.locating import complaint_steps, counter_steps

On = Literal["office", "counters", "complaints", "outages", "peak"]


@dataclass(frozen=True)
class Move:
    """A parameter that a repair moves; `on` says what in the office it means: all of it, its counters, ..."""

    parameter: str
    how: How
    value: Any
    on: On = "office"


@dataclass(frozen=True)
class Repair:
    """All that is done about an element; `rupiah` is what one repair costs."""

    moves: tuple[Move, ...]
    rupiah: Any


REPAIRS: Mapping[Element, Repair] = MappingProxyType(
    {
        # requirements explained on forms, posters and the telephone: fewer files come incomplete
        "requirements": Repair(
            (
                Move("class.lacks_document", "scale", assumption(0.7, 0.5, 0.9)),
                Move("channel.lacks_document", "scale", assumption(0.7, 0.5, 0.9)),
            ),
            assumption(8_000_000.0, 2_000_000.0, 20_000_000.0),
        ),
        # double checks and copies dropped: the work at counters gets shorter
        "procedure": Repair(
            (Move("step.time", "scale", assumption(0.93, 0.85, 0.98), "counters"),),
            assumption(10_000_000.0, 3_000_000.0, 25_000_000.0),
        ),
        # a post in the busiest hours, for those who are pressed hardest
        "time": Repair(
            (Move("officers.filled", "add", assumption(1.0, 0.5, 1.0), "peak"),),
            assumption(15_000_000.0, 5_000_000.0, 35_000_000.0),
        ),
        # official fees on the wall, a receipt for every payment
        "cost": Repair(
            (Move("people.asks", "scale", assumption(0.9, 0.7, 1.0)),),
            assumption(5_000_000.0, 1_000_000.0, 15_000_000.0),
        ),
        # read once more before it is printed
        "product": Repair(
            (Move("step.error", "scale", assumption(0.75, 0.5, 0.95)),),
            assumption(6_000_000.0, 2_000_000.0, 15_000_000.0),
        ),
        # a course in the office, small as the evidence on courses is
        "competence": Repair(
            (
                Move("step.time", "scale", assumption(0.96, 0.9, 1.0), "counters"),
                Move("step.error", "scale", assumption(0.9, 0.8, 1.0)),
            ),
            assumption(20_000_000.0, 8_000_000.0, 50_000_000.0),
        ),
        # greeting, a reminder, a word by the superior
        "conduct": Repair(
            (Move("people.manners", "add", assumption(0.03, 0.0, 0.06)),),
            assumption(10_000_000.0, 3_000_000.0, 30_000_000.0),
        ),
        # complaints are answered sooner, and it is said where to complain
        "complaints": Repair(
            (
                Move("step.time", "scale", assumption(0.7, 0.5, 0.9), "complaints"),
                Move("people.complaints", "add", assumption(0.03, 0.0, 0.06)),
            ),
            assumption(8_000_000.0, 2_000_000.0, 20_000_000.0),
        ),
        # a spare line, a generator, chairs and shade
        "facilities": Repair(
            (
                Move("outage.chance", "scale", assumption(0.6, 0.3, 0.9), "outages"),
                Move("people.facilities", "add", assumption(0.04, 0.0, 0.08)),
            ),
            assumption(40_000_000.0, 10_000_000.0, 120_000_000.0),
        ),
    }
)
"""By element, when it is repaired in full; a survey makes good a share of what is left of that."""


def repairs(office: Scenario, peak_post: str) -> Iterator[Effect]:
    """The effects of all repairs that an office has a place for; each acts as far as its element is repaired."""
    places: dict[On, tuple[str, ...]] = {
        "office": (),
        "counters": counter_steps(office),
        "complaints": complaint_steps(office),
        "outages": tuple(outage.name for outage in office.outages),
        "peak": tuple(group.name for group in office.officers if group.name == peak_post),
    }
    for element in ELEMENTS:
        for move in REPAIRS[element].moves:
            if move.on == "office" or places[move.on]:
                yield Effect(
                    parameter=move.parameter,
                    how=move.how,
                    value=float(move.value),
                    where=places[move.on],
                    repairs=element,
                )


def mean_rupiah() -> float:
    """What a repair costs on average, where nobody knows yet which it will be."""
    return sum(float(repair.rupiah) for repair in REPAIRS.values()) / len(REPAIRS)
