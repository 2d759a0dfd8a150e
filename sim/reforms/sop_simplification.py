"""Simpler procedures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.evidence import assumption
from sim.office.effects import Change, Novelty, add, scale
from sim.office.reform import Reform, Rupiah, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Factor, Share, Text
from sim.reforms.building import skippable, step_of, steps_of
from sim.reforms.paths import with_papers


@reform("sop_simplification", place=2, decided_by="supervisor", rows=("A5", "A12"))
@dataclass(frozen=True, kw_only=True)
class SopSimplification(Reform):
    """Fewer and shorter steps, and fewer papers asked for.

    `minutes_saved` is the share of the working time that goes, in `steps` (services or "service.step"; none: all
    that officers do). `skips` ("service.step") are left out for the share `skipped` of the cases, with the checks that
    belong to them. `papers_spared` is the share of the papers that are no longer asked for, in the services of
    `services` (none: all). Officers have to adopt it; it is rolled out over `ramp_days` working days. Until it is
    learnt what is done in a new way takes longer by `dip`: no new system has to be learnt here, as in D16.
    """

    __pydantic_config__ = CLOSED

    name: Literal["sop_simplification"] = "sop_simplification"
    minutes_saved: Share = assumption(0.1, 0.0, 0.25)
    steps: tuple[Text, ...] = ()
    skips: tuple[Text, ...] = ()
    skipped: Share = assumption(0.9, 0.5, 1.0)
    papers_spared: Share = assumption(0.25, 0.0, 0.5)
    services: tuple[Text, ...] = ()
    dip: Factor = assumption(0.05, 0.0, 0.2)
    ramp_days: WorkingDays = 20
    investment_rupiah: Rupiah = assumption(25_000_000.0, 5_000_000.0, 75_000_000.0)
    yearly_rupiah: Rupiah = assumption(5_000_000.0, 0.0, 20_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """A way past each step that may be left out."""
        for name in self.skips:
            office = skippable(office, name)
        return office

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Less to do, steps left out, and papers that nobody asks for, as far as officers have adopted it."""
        schedule = {"adopted": True, "ramp_days": self.ramp_days}
        served = [name for name in steps_of(office, self.steps) if step_of(office, name)[1].station is not None]
        yield Novelty(steps=tuple(served) if self.minutes_saved > 0 else (), dip=self.dip)
        if served and self.minutes_saved > 0:
            yield scale("step.time", 1.0 - self.minutes_saved, *served, **schedule)
        if self.skips:
            yield add("step.skip", self.skipped, *self.skips, **schedule)
        asking = with_papers(office, self.services)
        if asking and self.papers_spared > 0:
            yield add("service.papers_spared", self.papers_spared, *asking, **schedule)
