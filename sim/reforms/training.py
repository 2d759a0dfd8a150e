"""Courses for officers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from sim.evidence import assumption, evidence
from sim.office.effects import Change, Course, switch
from sim.office.reform import WORKING_DAYS_A_WEEK, WORKING_DAYS_A_YEAR, Reform, Rupiah, Weeks, WorkingDays, reform
from sim.office.scenario import Scenario
from sim.office.staff import Change as Staffing
from sim.office.units import CLOSED, Count, Factor, Share
from sim.reforms.heads import officers_of


@reform("training", place=4, decided_by="agency", rows=("T1", "T2", "T3", "T4"))
@dataclass(frozen=True, kw_only=True)
class Training(Reform):
    """Officers attend a course, `cohort` of an office at a time for `days` working days, and are better for a while.

    A `technical` course raises output by `gain`, lowers the odds of a mistake by the share `errors`, and rubs off:
    colleagues gain `peers` once everybody else has attended. A `digital` one raises digital skill by `digital`, with
    which what is new is adopted faster, and work on files that came online, or at steps marked `online`, takes less
    time and goes wrong less often (`[staff.change] online`, or its default). A `communication` course raises courtesy
    by `courtesy` standard deviations between officers, those of `[staff.courtesy]`. All of it holds for a week's
    course; a shorter one gives less in proportion, a longer one no more. It halves every `half_life_weeks` where it
    is `fading`, and stays where it is `permanent`. It is held again `every_days` working days (0: never). Posts are
    `covered` where it is held outside the hours of the counters or others stand in, as for communication unless
    something else is said; else participants are missed, but for those whose work nobody else in the office can do:
    no head would send them without a stand-in. `groups` names who is sent (none: all). `officer_rupiah` is paid for
    each of them, each time.
    """

    __pydantic_config__ = CLOSED

    name: Literal["training"] = "training"
    kind: Literal["technical", "digital", "communication"] = "technical"
    variant: Literal["fading", "permanent"] = "fading"
    gain: Share = evidence("T1")
    errors: Share = assumption(0.1, 0.0, 0.2)
    peers: Share = evidence("T2", times=10.0)
    half_life_weeks: Weeks = evidence("T3")
    digital: Share = assumption(0.15, 0.0, 0.3)
    courtesy: Factor = evidence("T4")
    days: Annotated[WorkingDays, Field(ge=1)] = WORKING_DAYS_A_WEEK
    cohort: Annotated[Count, Field(ge=1)] = 1
    every_days: WorkingDays = 0
    covered: Annotated[bool, Field(strict=True)] | None = None
    groups: tuple[str, ...] = ()
    officer_rupiah: Rupiah = assumption(2_500_000.0, 500_000.0, 7_500_000.0)
    investment_rupiah: Rupiah = assumption(5_000_000.0, 0.0, 20_000_000.0)

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The course of its kind."""
        yield replace(
            self._taught(office, min(1.0, self.days / WORKING_DAYS_A_WEEK)),
            days=self.days,
            cohort=self.cohort,
            half_life_days=self.half_life_weeks * WORKING_DAYS_A_WEEK if self.variant == "fading" else None,
            groups=self.groups,
            every_days=self.every_days,
            covered=self.kind == "communication" if self.covered is None else self.covered,
        )
        if self.kind == "digital" and (office.staff is None or office.staff.change is None):
            yield switch("people.handy", Staffing.online)

    def _taught(self, office: Scenario, share: float) -> Course:
        """What officers are better in, by the share of a week's course."""
        if self.kind == "technical":
            return Course(gain=share * self.gain, errors=share * self.errors, peers=share * self.peers)
        if self.kind == "digital":
            return Course(digital=share * self.digital)
        table = office.staff.courtesy if office.staff is not None else None
        return Course(courtesy=share * self.courtesy * table.spread if table is not None else 0.0)

    def investment(self, office: Scenario) -> float:
        """The course, and a place for each officer; where it is held again and again those are paid by the year."""
        places = 0 if self.every_days else officers_of(office, self.groups)
        return float(self.investment_rupiah + self.officer_rupiah * places)

    def yearly(self, office: Scenario) -> float:
        """A place for each officer, as often as it is held in a year."""
        if not self.every_days:
            return super().yearly(office)
        times = WORKING_DAYS_A_YEAR / self.every_days
        return super().yearly(office) + float(times * self.officer_rupiah * officers_of(office, self.groups))
