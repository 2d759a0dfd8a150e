"""A day of an office played as a waiting hall, in a notebook or as a page of its own; two side by side on one clock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sim.language import language
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.runs.day.diary import diary
from sim.runs.day.hall import Hall
from sim.runs.making.progress import Progress

if TYPE_CHECKING:
    from sim.views.hall.widget import HallWidget


def halls_of(
    scenarios: list[Scenario], day: date | str | None, office: str | None = None, *, seed: int | None = None, **how: Any
) -> list[Hall]:
    """A day of one scenario, or the same day of two with the same citizens and luck. Raises BadRequest."""
    if not 1 <= len(scenarios) <= 2:
        raise BadRequest("hall_two", found=len(scenarios))
    seed = scenarios[0].seed if seed is None else seed
    found = [diary(scenario, day, seed=seed, **how) for scenario in scenarios]
    return [Hall(one, _office(one.plan.names.offices, office)) for one in found]


def _office(names: tuple[str, ...], wanted: str | None) -> int:
    if wanted is None:
        return 0
    if not any(names):
        raise BadRequest("hall_one_office", found=wanted)
    if wanted not in names:
        raise BadRequest("hall_office", found=wanted, known=[name for name in names if name])
    return names.index(wanted)


@checked
def hall(
    *scenarios: Scenario,
    day: date | str | None = None,
    office: str | None = None,
    lang: str | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> HallWidget:
    """A working day of an office as a hall to play; of two scenarios both on one clock, with the same citizens.

    Without a day the first of the run; in a region the first office unless one is named. `save("hall.html")` makes a
    page of it. Raises BadRequest.
    """
    from sim.views.hall.widget import HallWidget

    return HallWidget(halls_of(list(scenarios), day, office, seed=seed, progress=progress), language(lang))
