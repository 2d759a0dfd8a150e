"""What is measured: each measure's unit, and in which direction it is better."""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from sim.plan.tables import ELEMENTS

HIGHER, LOWER, NEITHER = 1, -1, 0
AGAINST_REST = "_against_rest"
"""Measures that hold a group against the others, and may lie below 0."""


@dataclass(frozen=True)
class Measure:
    """A measure of a run; `better` is HIGHER, LOWER or NEITHER (a fact about the office, not a merit)."""

    name: str
    unit: str
    better: int

    @property
    def times(self) -> float:
        """By what people read it multiplied: shares in percent, trust and satisfaction from 0 to 100."""
        hundredths = self.unit == "share" or self.name.startswith(("trust_", "satisfaction_"))
        return 100.0 if hundredths else 1.0

    @property
    def limits(self) -> tuple[float, float] | None:
        """Between which values it lies by what it is; None where nothing but the office limits it."""
        if self.unit != "share":
            return None
        if self.name == "offered_load":  # more may be asked for than there is time
            return (0.0, inf)
        return (-1.0, 1.0) if self.name.endswith(AGAINST_REST) else (0.0, 1.0)


class Key(NamedTuple):
    """A measure of all visits (`by` empty) or of one group.

    Groups are by "service", "class", "hour", "weekday", "channel", "office", "station", "step", "officer", "group" (of
    officers), by the "reason" of giving a case up; citizens by "age", "disability", "skill", "distance", "connection";
    gaps are "between" the groups of one of these.
    """

    measure: str
    by: str = ""
    group: str = ""

    @property
    def label(self) -> str:
        """As a column and in JSON: "wait_mean_min", or "wait_mean_min[service=kk]"."""
        return f"{self.measure}[{self.by}={self.group}]" if self.by else self.measure


_ALL = (
    Measure("arrivals", "visits", NEITHER),
    Measure("completed", "visits", HIGHER),
    Measure("gave_up", "visits", LOWER),
    Measure("balked", "visits", LOWER),
    Measure("refused", "visits", LOWER),
    Measure("sent_home", "visits", LOWER),
    Measure("incomplete", "visits", LOWER),
    Measure("no_ticket", "visits", LOWER),
    Measure("no_show", "visits", LOWER),
    Measure("no_form", "visits", LOWER),
    Measure("arrivals_per_day", "visits/day", NEITHER),
    Measure("completed_share", "share", HIGHER),
    Measure("gave_up_share", "share", LOWER),
    Measure("balked_share", "share", LOWER),
    Measure("refused_share", "share", LOWER),
    Measure("sent_home_share", "share", LOWER),
    Measure("incomplete_share", "share", LOWER),
    Measure("no_ticket_share", "share", LOWER),
    Measure("no_show_share", "share", LOWER),
    Measure("no_form_share", "share", LOWER),
    Measure("wait_mean_min", "min", LOWER),
    Measure("wait_p50_min", "min", LOWER),
    Measure("wait_p90_min", "min", LOWER),
    Measure("wait_of_all_mean_min", "min", LOWER),
    Measure("within_target", "share", HIGHER),
    Measure("served_within_target", "share", HIGHER),
    Measure("sojourn_mean_min", "min", LOWER),
    Measure("sojourn_p90_min", "min", LOWER),
    Measure("utilisation", "share", NEITHER),
    Measure("offered_load", "share", NEITHER),
    Measure("overtime_min_per_day", "min/day", LOWER),
    Measure("present_mean", "visits", LOWER),
    Measure("waiting_mean", "visits", LOWER),
    Measure("step_wait_mean_min", "min", LOWER),
    Measure("step_wait_p90_min", "min", LOWER),
    Measure("step_wait_of_all_mean_min", "min", LOWER),
    Measure("step_service_mean_min", "min", LOWER),
    Measure("step_wait_days_mean", "days", LOWER),
    Measure("step_wait_days_p90", "days", LOWER),
    Measure("step_days_mean", "days", LOWER),
    Measure("served", "services", NEITHER),
    Measure("busy_min_per_day", "min/day", NEITHER),
    Measure("cases_finished", "cases", HIGHER),
    Measure("cases_given_up", "cases", LOWER),
    Measure("cases_open", "cases", LOWER),
    Measure("cases_per_day", "cases/day", NEITHER),
    Measure("finished_share", "share", HIGHER),
    Measure("given_up_share", "share", LOWER),
    Measure("visits_per_case", "visits/case", LOWER),
    Measure("one_visit_share", "share", HIGHER),
    Measure("days_to_finish_mean", "working days", LOWER),
    Measure("days_to_finish_p50", "working days", LOWER),
    Measure("days_to_finish_p90", "working days", LOWER),
    Measure("within_deadline", "share", HIGHER),
    Measure("citizen_hours_per_case", "h/case", LOWER),
    Measure("trips_per_case", "trips/case", LOWER),
    Measure("rupiah_per_case", "rupiah/case", LOWER),
    Measure("channel_share", "share", NEITHER),
)
_PEOPLE = (
    *(Measure(f"skm_{element}", "points 1-4", HIGHER) for element in ELEMENTS),
    Measure("ikm", "points 25-100", HIGHER),
    Measure("ikm_survey", "points 25-100", HIGHER),
    Measure("ikm_survey_error", "points 25-100", NEITHER),
    Measure("ikm_respondents", "citizens", NEITHER),
    Measure("satisfaction_mean", "points 0-1", HIGHER),
    Measure("turned_away_share", "share", LOWER),
    Measure("trust_end_mean", "points 0-1", HIGHER),
    Measure("trust_days_mean", "points 0-1", HIGHER),
    Measure("trusting_share", "share", HIGHER),
    Measure("trust_sd", "points 0-1", NEITHER),
    Measure("asked_share", "share", LOWER),
    Measure("paid_share", "share", LOWER),
    Measure("favoured_share", "share", LOWER),
    Measure("overtaken_share", "share", LOWER),
    Measure("paid_per_user", "rupiah/citizen", LOWER),
    Measure("silent_payers_share", "share", LOWER),
    Measure("complaints_per_1000", "complaints/1000 visits", NEITHER),
    Measure("answered_in_time", "share", HIGHER),
    Measure("staff_min_per_case", "min/case", LOWER),
    Measure("travel_hours_per_case", "h/case", LOWER),
    Measure("paid_per_case", "rupiah/case", LOWER),
    Measure("other_channels_share", "share", HIGHER),
    Measure("competence_mean", "points 0-1", HIGHER),
    Measure("motivation_mean", "points 0-1", HIGHER),
    Measure("courtesy_mean", "points 0-1", HIGHER),
    Measure("strain_mean", "points 0-1", LOWER),
    Measure("adoption_mean", "share", HIGHER),
    Measure("novices", "officers", NEITHER),
)
_GAPS = {
    "wait": "min",
    "turned_away": "share",
    "satisfaction": "points 0-1",
    "trust": "points 0-1",
    "visits": "visits/case",
    "paid": "rupiah/citizen",
}
_BETWEEN = (
    *(Measure(f"{gap}_gap", unit, LOWER) for gap, unit in _GAPS.items()),
    *(Measure(f"{gap}{AGAINST_REST}", unit, NEITHER) for gap, unit in _GAPS.items()),
)
MEASURES = {measure.name: measure for measure in (*_ALL, *_PEOPLE, *_BETWEEN)}
"""Every measure by name. docs/reference/tables.md defines each."""
