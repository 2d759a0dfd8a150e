"""The working days of a run → hours, profiles of needs, factors."""

from collections.abc import Sequence
from datetime import date

from sim.office import Scenario
from sim.office.day_factors import day_factors
from sim.office.timetables import DayKind, DayKinds, closing
from sim.office.units import WEEKDAYS, Profile, Week
from sim.office.working_days import working_days
from sim.plan.rows import Row, run
from sim.plan.segments import Segments

Weights = list[tuple[int, int, float]]


class Days:
    """The days of a run with the kinds of days among them; `rows` lays them out."""

    def __init__(self, scenario: Scenario) -> None:
        """Raises BeyondCalendar where the run leaves the years of the calendar."""
        kinds = DayKinds(scenario)
        self._scenario = scenario
        self._found = list(working_days(scenario))
        self._numbers = [kinds.number(day) for day in self._found]
        self.kinds: Sequence[DayKind] = kinds.kinds
        self.dates = [day.date for day in self._found]
        self.weekdays = [day.weekday() for day in self.dates]

    @property
    def count(self) -> int:
        """The number of working days of the run."""
        return len(self.dates)

    def first_after(self, day: date) -> int:
        """The first working day of the run after a date; the number of days where there is none."""
        return next((number for number, found in enumerate(self.dates) if found > day), len(self.dates))

    def first_from(self, day: date) -> int:
        """The first working day of the run from a date on; the number of days where there is none."""
        return next((number for number, found in enumerate(self.dates) if found >= day), len(self.dates))

    def rows(self, segments: Segments) -> list[Row]:
        """One row a day (DAY); profiles are laid once for each kind of day that occurs."""
        factors = day_factors(self._scenario, self._found)
        profiles: dict[int, tuple[int, int]] = {}
        rows: list[Row] = []
        for day, number, factor in zip(self._found, self._numbers, factors, strict=True):
            if number not in profiles:
                profiles[number] = segments.profile(self._weights(self.kinds[number]))
            when = {"date": day.date.toordinal(), "weekday": day.date.weekday(), "kind": number}
            hours = {"open": min(s.start_s for s in day.hours), "close": closing(day.hours)}
            rows.append({**when, **hours, **run("profile", profiles[number]), "factor": factor})
        return rows

    def _weights(self, kind: DayKind) -> Weights:
        """When needs fall on a kind of day: by the profile, else evenly over the opening hours."""
        profile = _profile(self._scenario.demand.profile, kind.weekday)
        spans = [(w.span.start_s, w.span.end_s, w.value) for w in profile or () if w.value > 0]
        if kind.special:
            spans = _within(spans, kind)
        return spans or [(s.start_s, s.end_s, float(s.end_s - s.start_s)) for s in kind.hours]


def _within(spans: Weights, kind: DayKind) -> Weights:
    """A profile on a day with special hours: who comes before opening comes as early as usual, nobody after closing."""
    earliest, closes = kind.around(min((start for start, _, _ in spans), default=closing(kind.hours)), 0)
    cut = [(max(start, earliest), min(end, closes), start, end, weight) for start, end, weight in spans]
    return [(a, b, weight * (b - a) / (end - start)) for a, b, start, end, weight in cut if b > a]


def _profile(week: Week[Profile] | None, weekday: int) -> Profile | None:
    if week is None:
        return None
    own: Profile | None = getattr(week, WEEKDAYS[weekday])
    return week.every if own is None else own
