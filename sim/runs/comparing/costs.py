"""What a change costs, held against what citizens save by it: rupiah per minute, per hour, per point of trust."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from sim.language.errors import BadRequest
from sim.measures import Estimate, Key, paired
from sim.measures.outcomes import COUNTED, NEVER_JOINED
from sim.office.reform import WORKING_DAYS_A_YEAR
from sim.runs.comparing.reform_costs import reforms_cost_span, reforms_yearly, visits_in
from sim.runs.making.result import Result

if TYPE_CHECKING:
    import pandas as pd

UNITS = {
    "rupiah_per_wait_min_saved": "rupiah/min",
    "rupiah_per_citizen_hour_saved": "rupiah/h",
    "rupiah_per_trust_point_gained": "rupiah/percentage point",
}
"""What a change may be held against: the measure of `loket compare --json`, and its unit."""
LEAST = {"rupiah_per_trust_point_gained": 1.0}
"""Of what has a price only where so much is gained for certain: a point of trust that is out of reach has none."""

NOBODY = Estimate(math.nan, math.nan, math.nan, 0)
Floats = npt.NDArray[np.float64]


class Compared(Protocol):
    """What costs ask of a comparison (`sim.runs.comparing.compare.Comparison`)."""

    @property
    def baseline(self) -> Result: ...
    @property
    def variants(self) -> tuple[Result, ...]: ...
    @property
    def level(self) -> float: ...
    @property
    def cost_rupiah(self) -> tuple[float, ...]: ...
    @property
    def costs_rupiah(self) -> tuple[float, ...]: ...
    @property
    def wage_rupiah_hour(self) -> float | None: ...
    def not_applicable(self, variant: Result) -> bool: ...


class Saving(StrEnum):
    """What a cost buys, at the level of the comparison."""

    SAVES = "saves"
    PAYS = "pays_for_itself"
    LITTLE = "less_than_one"
    NONE = "no_saving"
    CANNOT_TELL = "cannot_tell_apart"


@dataclass(frozen=True)
class Price:
    """The cost of a variant by what it saves over the days measured.

    `cost` is in rupiah, staff cost included where a wage is given; `saved` in minutes, hours or percentage
    points; `rupiah` per one of these, with no runs unless the verdict is SAVES.
    """

    measure: str
    cost: float
    saved: Estimate
    rupiah: Estimate
    verdict: Saving


def costs_asked(costs: float | Sequence[float] | None, variants: int) -> tuple[float, ...]:
    """A cost for each variant, none where nothing is asked. Raises BadRequest for another number, or one below 0."""
    if costs is None:
        return ()
    found = tuple(float(cost) for cost in np.atleast_1d(np.asarray(costs, float)))
    for cost in found:
        if not (math.isfinite(cost) and cost >= 0):
            raise BadRequest("cost", found=f"{cost:g}")
    if len(found) != variants:
        raise BadRequest("costs", found=len(found), needed=variants)
    return found


def wage_asked(wage: float | None) -> float | None:
    """What an hour of an officer costs, if anything is said. Raises BadRequest unless it is above 0."""
    if wage is not None and not (math.isfinite(wage) and wage > 0):
        raise BadRequest("wage", found=f"{wage:g}")
    return wage


def prices(comparison: Compared, variant: Result) -> list[Price]:
    """What the cost of a variant buys; nothing where no cost is given, or it cannot act here."""
    if not comparison.costs_rupiah or comparison.not_applicable(variant):
        return []
    cost = net_cost(comparison, variant)
    return [price(name, cost, saved) for name, saved in _saved(comparison, variant)]


def price(measure: str, cost: float, saved: Estimate) -> Price:
    """A cost by what is saved; the bounds are those of the saving, the other way round."""
    found = _verdict(cost, saved, LEAST.get(measure, 0.0))
    by = [cost / part for part in (saved.mean, saved.high, saved.low)] if found is Saving.SAVES else []
    return Price(measure, cost, saved, Estimate(by[0], by[1], by[2], saved.runs) if by else NOBODY, found)


def _verdict(cost: float, saved: Estimate, least: float) -> Saving:
    if saved.high < 0 or saved.mean == saved.low == saved.high == 0:
        return Saving.NONE
    if not saved.low > 0:
        return Saving.CANNOT_TELL
    if cost < 0:
        return Saving.PAYS
    return Saving.SAVES if saved.low >= least else Saving.LITTLE


def cost_of(comparison: Compared, variant: Result) -> float:
    """What a variant costs over the horizon, in rupiah: as somebody says, or by its reforms (see `Comparison`)."""
    return comparison.costs_rupiah[[one is variant for one in comparison.variants].index(True)]


def net_cost(comparison: Compared, variant: Result) -> float:
    """That cost, and at a wage the difference in staff hours (mean over runs)."""
    cost, wage = cost_of(comparison, variant), comparison.wage_rupiah_hour
    return cost if wage is None else cost + wage * staff_hours(comparison, variant).mean


def yearly_cost(comparison: Compared, variant: Result) -> float:
    """What a variant costs from then on in a year of 250 working days, staff at a wage included.

    Of reforms without what is invested once; a cost that somebody gives is taken to go on as over the run.
    """
    share = WORKING_DAYS_A_YEAR / len(variant.plan.arrays.day)
    staff = net_cost(comparison, variant) - cost_of(comparison, variant)
    if comparison.cost_rupiah:
        return share * net_cost(comparison, variant)
    return reforms_yearly(variant.plan) - reforms_yearly(comparison.baseline.plan) + share * staff


def visit_cost(comparison: Compared, variant: Result) -> float:
    """The net cost over the run by the visit of the variant, in vain or not."""
    return net_cost(comparison, variant) / visits_in(variant)


def cost_span(comparison: Compared, variant: Result) -> tuple[float, float] | None:
    """Between which amounts the net cost lies as the assumed costs of reforms do; None where no cost is assumed."""
    if comparison.cost_rupiah or not comparison.costs_rupiah:
        return None
    ours, theirs = (reforms_cost_span(result.plan) for result in (variant, comparison.baseline))
    staff = net_cost(comparison, variant) - cost_of(comparison, variant)
    low, high = ours[0] - theirs[0] + staff, ours[1] - theirs[1] + staff
    return (low, high) if low < high else None


def staff_hours(comparison: Compared, variant: Result) -> Estimate:
    """How many more hours officers are on duty: on the timetable, or at work beside it."""
    return paired(_on_duty(variant), _on_duty(comparison.baseline), comparison.level)


def _on_duty(result: Result) -> Floats:
    rows = [run.officers for run in result.replications]
    return np.array([(row["scheduled_s"] + row["outside_s"]).sum() / 3600.0 for row in rows])


def _saved(comparison: Compared, variant: Result) -> Iterator[tuple[str, Estimate]]:
    """What citizens save, paired by run; time and trust where both scenarios measure them."""
    base, level = comparison.baseline, comparison.level
    wait, hours, trust = UNITS
    yield wait, paired(waited_min(base), waited_min(variant), level)
    if _both(base, variant, "citizen_hours_per_case"):
        cases = base.of("cases_finished") + base.of("cases_given_up")
        spent = [result.of("citizen_hours_per_case") for result in (base, variant)]
        yield hours, paired(cases * spent[0], cases * spent[1], level)
    if _both(base, variant, "trust_end_mean"):
        yield trust, paired(100.0 * variant.of("trust_end_mean"), 100.0 * base.of("trust_end_mean"), level)


def _both(baseline: Result, variant: Result, measure: str) -> bool:
    return Key(measure) in baseline.known and Key(measure) in variant.known


def waited_min(result: Result) -> Floats:
    """Minutes that all visits of a run waited, in vain too; who turns round at the door waits for nothing."""
    door = [name for name, kind in COUNTED.items() if kind in NEVER_JOINED and Key(name) in result.known]
    joined = result.of("arrivals") - sum(result.of(name) for name in door)
    return np.nan_to_num(result.of("wait_of_all_mean_min")) * joined


def costs_frame(comparison: Compared) -> pd.DataFrame:
    """A row for each variant and what its cost may buy: the saving and the rupiah by unit, both with intervals."""
    import pandas as pd

    rows = [
        (
            variant.name,
            comparison.baseline.name,
            found.measure,
            UNITS[found.measure],
            found.cost,
            *found.saved[:3],
            *found.rupiah,
            str(found.verdict),
        )
        for variant in comparison.variants
        for found in prices(comparison, variant)
    ]
    about = ["scenario", "baseline", "measure", "unit", "cost_rupiah", "saved", "saved_low", "saved_high"]
    return pd.DataFrame(rows, columns=[*about, "rupiah", "low", "high", "runs", "verdict"])
