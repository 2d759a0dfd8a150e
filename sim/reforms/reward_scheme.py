"""Appraisal of results with rewards and sanctions, as in Bangko."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from sim.evidence import assumption, evidence
from sim.office.effects import Change, Effect, add, each, scale, switch
from sim.office.reform import WORKING_DAYS_A_WEEK, Reform, Rupiah, Weeks, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.staff import Counted, Motivation
from sim.office.units import CLOSED, Factor, Share
from sim.reforms.appointments import Appointments
from sim.reforms.locating import counter_steps

Variant = Literal["cautious", "effective", "fading", "crowding_out", "gaming", "innovation"]

OBJECTIVE = assumption(0.03, 0.01, 0.06)
MIXED = assumption(0.1, 0.05, 0.2)
SUBJECTIVE = assumption(0.3, 0.2, 0.5)
EVENLY = assumption(0.5, 0.3, 0.7)
CAUTIOUS: Mapping[str, Any] = MappingProxyType(
    {
        "noise": MIXED,
        "weighs_speed": EVENLY,
        "half_life_days": assumption(250.0, 125.0, 500.0),
        "crowds": assumption(1.0, 0.0, 2.3),
        "resent": assumption(0.1, 0.0, 0.2),
        "burden": assumption(0.01, 0.0, 0.03),
    }
)
PRESETS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "cautious": CAUTIOUS,
        "innovation": {**CAUTIOUS, "innovates": assumption(0.5, 0.0, 1.0)},
        "effective": {
            "noise": OBJECTIVE,
            "weighs_speed": EVENLY,
            "half_life_days": assumption(750.0, 500.0, 1_500.0),
            "crowds": assumption(1.0, 0.0, 2.3),
            "resent": assumption(0.05, 0.0, 0.1),
            "burden": assumption(0.005, 0.0, 0.02),
        },
        "fading": {
            "noise": OBJECTIVE,
            "weighs_speed": EVENLY,
            "half_life_days": assumption(90.0, 60.0, 189.0),
            "crowds": assumption(1.0, 0.0, 2.3),
            "resent": assumption(0.05, 0.0, 0.1),
            "burden": assumption(0.005, 0.0, 0.02),
        },
        "crowding_out": {
            "noise": SUBJECTIVE,
            "weighs_speed": EVENLY,
            "half_life_days": assumption(750.0, 500.0, 1_500.0),
            "crowds": assumption(2.3, 1.0, 2.3),
            "resent": assumption(0.2, 0.1, 0.3),
            "burden": assumption(0.04, 0.02, 0.08),
        },
        "gaming": {
            "noise": OBJECTIVE,
            "weighs_speed": assumption(1.0, 0.8, 1.0),
            "half_life_days": assumption(750.0, 500.0, 1_500.0),
            "crowds": assumption(1.0, 0.0, 2.3),
            "resent": assumption(0.05, 0.0, 0.1),
            "burden": assumption(0.005, 0.0, 0.02),
        },
    }
)
"""How results are measured: objectively (P1, P5), fading (P11), by impressions of many tasks (P3), by speed alone.

The cautious one lies between: measured in part, fading slowly (P5), with its hidden costs (P8). `crowds` of
2.3 is what the low end of P8 is to its value.
"""


@reform(
    "reward_scheme",
    place=3,
    decided_by="regency",
    rows=("P1", "P2", "P3", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14", "P16", "R18", "A4"),
)
@dataclass(frozen=True, kw_only=True)
class RewardScheme(Reform):
    """Every officer is appraised in turn; the best are rewarded, those who fall behind are coached and lose a little.

    `variant` says how well results are measured and how long the scheme is taken seriously; it sets what is not given.
    Every `every_days` working days each officer is rated on results and on conduct, by what Bangko names: discipline,
    quality of service, innovation. A rating has the chance `noise` (standard deviation, in shares of output) beside
    true output, which `differs` by so much between officers; speed weighs `weighs_speed` in the results, care the rest,
    and what is new `weighs_new` for all that others have adopted and this one has not. Conduct is courtesy, days away,
    and late mornings, which count `weighs_late` of a day away; who is farther than `band` from the mean is above or
    below. What the reward is worth to motivation stands in `[staff.motivation]`, or is that table's default; `crowds`
    is how many times as strongly it crowds out. The scheme halves every `half_life_days` working days.

    The best gain `prize` of motivation at once (P9, scaled down as its note asks), the others to improve lose
    `sanction` and gain `coaching` of output, which halves every `coached_weeks` (T3). Those who resist (P16)
    lose `resent` of motivation; records take the share `burden` of the time. Money is asked for more often by
    `bargain` of the reward that is felt (P2). Where speed alone counts, work is faster by `haste`, the odds
    of a mistake higher by `sloppy`, and courtesy lower by `curt`, each for a reward that is fully felt.
    Attendance is watched: absence and late mornings fall by the share `presence` (P12 is of presence where many stayed
    away; the same share of absence is the cautious reading), which halves every `watch_half_life_days` (P11). What is
    rated is tried sooner: new ways of working are adopted faster by the share `tried`, as long as the scheme lasts.

    Where innovation is rewarded, as in Bangko (A4, a story without a number), officers bring about appointments with
    the probability `innovates`, and likewise shorter steps at counters by `shorter`: after the first appraisal, or not.
    """

    __pydantic_config__ = CLOSED
    presets: ClassVar[Mapping[str, Mapping[str, Any]]] = PRESETS

    name: Literal["reward_scheme"] = "reward_scheme"
    variant: Variant = "cautious"
    every_days: Annotated[WorkingDays, Field(ge=1)] = 63
    noise: Factor | None = None
    weighs_speed: Share | None = None
    half_life_days: Counted | None = None
    crowds: Factor | None = None
    resent: Share | None = None
    burden: Share | None = None
    differs: Share = assumption(0.1, 0.05, 0.2)
    weighs_new: Share = assumption(0.1, 0.0, 0.2)
    weighs_late: Share = assumption(0.5, 0.1, 1.0)
    tried: Factor = assumption(0.1, 0.0, 0.3)
    band: Share = assumption(0.05, 0.02, 0.1)
    prize: Share = evidence("P9", times=0.05)
    sanction: Share = assumption(0.05, 0.0, 0.15)
    coaching: Share = assumption(0.04, 0.0, 0.1)
    coached_weeks: Weeks = evidence("T3")
    bargain: Factor = assumption(0.2, 0.0, 0.6)
    haste: Share = assumption(0.15, 0.05, 0.25)
    sloppy: Factor = assumption(1.0, 0.3, 2.0)
    curt: Share = assumption(0.05, 0.0, 0.15)
    innovates: Share | None = None
    shorter: Share = assumption(0.05, 0.0, 0.1)
    presence: Share = evidence("P12")
    watch_half_life_days: Counted = assumption(90.0, 60.0, 189.0)
    investment_rupiah: Rupiah = assumption(40_000_000.0, 15_000_000.0, 100_000_000.0)
    yearly_rupiah: Rupiah = assumption(120_000_000.0, 40_000_000.0, 300_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """Appointments that nobody can book yet, where innovation may bring them."""
        return self._idea.adds(office) if self.given("innovates") else office

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The appraisal begins, the reward is there and erodes, attendance is watched; an idea may be carried out."""
        yield from self._ideas(office)
        lasting = {"half_life_days": self.given("half_life_days")}
        yield switch("people.appraised", self.every_days)
        for name in ("noise", "weighs_speed"):
            yield switch(f"people.{name}", self.given(name))
        for name in ("differs", "band", "weighs_new", "weighs_late"):
            yield switch(f"people.{name}", getattr(self, name))
        yield scale("people.speed", 1.0 + self.tried, **lasting)
        yield add("people.reward", 1.0, **lasting)
        for name in ("resent", "burden"):
            yield switch(f"people.{name}", self.given(name))
        for name in ("prize", "sanction", "bargain", "haste", "sloppy", "curt"):
            yield switch(f"people.{name}", getattr(self, name))
        yield add("people.coaching", self.coaching, **lasting)
        yield switch("people.coaching_kept", 0.5 ** (1.0 / (WORKING_DAYS_A_WEEK * self.coached_weeks)))
        for watched in ("people.absence", "officers.late_share"):
            yield scale(watched, 1.0 - self.presence, half_life_days=self.watch_half_life_days)
        yield from self._motivation(office)

    @property
    def _idea(self) -> Appointments:
        return Appointments(id=f"inovasi {self.key}")

    def _ideas(self, office: Scenario) -> Iterator[Change]:
        """What may come of rewarding innovation: appointments, and shorter steps, each by a lot of its own."""
        if chance := float(self.given("innovates") or 0.0):
            lot = {"chance": chance, "after_days": self.every_days}
            yield from each([e for e in self._idea.effects(office) if isinstance(e, Effect)], lot="janji", **lot)
            if self.shorter > 0 and (counters := counter_steps(office)):
                yield scale("step.time", 1.0 - self.shorter, *counters, lot="langkah", **lot)

    def _motivation(self, office: Scenario) -> Iterator[Change]:
        """What motivation is worth, and how strongly the reward crowds it out."""
        if office.staff is not None and office.staff.motivation is not None:
            yield scale("people.crowding", self.given("crowds"))
            return
        table = Motivation()
        yield switch("people.effort", table.effort)
        yield switch("people.recovery", table.recovery)
        yield switch("people.pay", table.pay)
        yield switch("people.crowding", table.crowding * self.given("crowds"))
