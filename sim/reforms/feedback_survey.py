"""A satisfaction survey (SKM) whose weakest element is repaired."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from sim.evidence import assumption
from sim.language.words import Words
from sim.office import Scenario
from sim.office.effects import Change, Survey
from sim.office.reform import WORKING_DAYS_A_YEAR, Reform, Rupiah, WorkingDays, reform
from sim.office.units import CLOSED, Factor, Share, Weighted
from sim.reforms.locating import named, peak
from sim.reforms.posts import Vacancy, hardest_pressed
from sim.reforms.repairs import mean_rupiah, repairs


@reform("feedback_survey", place=9, decided_by="supervisor", rows=("R7", "R8", "R9", "R10"), needs=("opinion",))
@dataclass(frozen=True, kw_only=True)
class FeedbackSurvey(Reform):
    """Citizens are asked about the nine elements as they leave, and the weakest element is repaired.

    Every `every_days` working days (the law asks for once a year, R10) citizens are asked until `sample`
    times the legal number (R7 to R9) have answered; the share `answers` of those asked does. The element with
    the lowest mean, which chance may have made so, is repaired `lag_days` later: the share `repaired` of what
    is left to repair in it. What each repair moves, and costs, stands in `sim/reforms/repairs.py`. A repair
    of time is a post for `peak_hours` at the busiest part of the day, for those who are pressed hardest.
    """

    __pydantic_config__ = CLOSED

    name: Literal["feedback_survey"] = "feedback_survey"
    every_days: Annotated[WorkingDays, Field(ge=1)] = 125
    sample: Factor = assumption(1.0, 0.25, 2.0)
    answers: Share = assumption(0.6, 0.3, 0.9)
    repaired: Share = assumption(0.5, 0.2, 0.8)
    lag_days: WorkingDays = 20
    peak_hours: Annotated[Factor, Field(gt=0, le=24)] = assumption(3.0, 2.0, 4.0)
    investment_rupiah: Rupiah = assumption(5_000_000.0, 1_000_000.0, 15_000_000.0)
    yearly_rupiah: Rupiah = assumption(10_000_000.0, 4_000_000.0, 30_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """A post for the busiest hours, which nobody holds until time is what is repaired."""
        pressed = hardest_pressed(office)
        if pressed is None:
            return office
        post = Vacancy(
            name=self._post,
            title=Words.of("reform_feedback_survey.sets_up.post"),
            skills=pressed.skills,
            capacity=(Weighted(peak(office, float(self.peak_hours)), 1.0),),
            office=pressed.office,
        )
        return replace(office, officers=(*office.officers, post))

    def effects(self, office: Scenario) -> Iterator[Change]:
        """The survey, and what each of the nine repairs would move."""
        yield Survey(
            every_days=self.every_days,
            answers=float(self.answers),
            lag_days=self.lag_days,
            repairs=float(self.repaired),
            sample=float(self.sample),
        )
        yield from repairs(office, self._post)

    def yearly(self, office: Scenario) -> float:
        """What surveys and repairs cost a year; which repairs it will be nobody knows, so each counts as their mean."""
        return float(self.yearly_rupiah) + WORKING_DAYS_A_YEAR / self.every_days * mean_rupiah()

    @property
    def _post(self) -> str:
        return named("jam sibuk", self.id)
