"""Opening hours and timetables → kinds of days and stretches of work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.units import WEEKDAYS, Span, Spans
from sim.office.working_days import WorkingDay, weekly

Stretch = tuple[int, int]


@dataclass(frozen=True)
class DayKind:
    """Days whose timetables are the same: a weekday with its hours, or with special ones."""

    weekday: int
    hours: Spans
    usual: Spans
    ramadan: bool = False

    @property
    def special(self) -> bool:
        """Whether it differs from the weekday as it usually is."""
        return self.ramadan or self.hours != self.usual

    def around(self, first: int, last: int) -> Stretch:
        """Opening to closing, widened by as much as `first` and `last` lie before and after them on a usual day."""
        early = self.usual[0].start_s - first if self.usual else 0
        late = last - closing(self.usual) if self.usual else 0
        return self.hours[0].start_s - max(0, early), closing(self.hours) + max(0, late)


class DayKinds:
    """The kinds of days of a run: the seven weekdays, then special ones as they first occur."""

    def __init__(self, scenario: Scenario) -> None:
        self._usual = [weekly(scenario.hours, day) or () for day in range(len(WEEKDAYS))]
        self._fasting = any(group.ramadan_hours is not None for group in scenario.officers)
        self.kinds = [DayKind(day, hours, hours) for day, hours in enumerate(self._usual)]

    def number(self, day: WorkingDay) -> int:
        """The number of the kind of a working day; a new kind is added."""
        weekday = day.date.weekday()
        fasting = day.ramadan and self._fasting
        if day.hours == self._usual[weekday] and not fasting:
            return weekday
        kind = DayKind(weekday, day.hours, self._usual[weekday], fasting)
        if kind not in self.kinds:
            self.kinds.append(kind)
        return self.kinds.index(kind)


def stretches(group: OfficerGroup, place: int, kind: DayKind) -> list[Stretch]:
    """When the officer at `place` in a group works on a kind of day; empty where the office is closed.

    Special hours cut a timetable of the group's own, but for what usually lies before opening or after closing.
    """
    if not kind.hours:
        return []
    own, breaks = _own_hours(group, kind)
    work = _joined([(s.start_s, s.end_s) for s in own])
    if kind.special and work:
        work = _meet(work, [kind.around(work[0][0], work[-1][1])])
    if group.capacity is not None:
        work = _meet(work, _joined([(w.span.start_s, w.span.end_s) for w in group.capacity if place < w.value]))
    for gap in breaks:
        work = _without(work, gap)
    return work


def _own_hours(group: OfficerGroup, kind: DayKind) -> tuple[Spans, Iterable[Span]]:
    """When a group works, and the breaks in it; hours given for Ramadan say both."""
    fasting = weekly(group.ramadan_hours, kind.weekday) if kind.ramadan and group.ramadan_hours is not None else None
    if fasting is not None:
        return fasting, ()
    breaks = weekly(group.breaks, kind.weekday) if group.breaks is not None else None
    own = weekly(group.hours, kind.weekday) if group.hours is not None else kind.hours
    return own or (), breaks or ()


def closing(hours: Spans) -> int:
    """When the office closes."""
    return max(span.end_s for span in hours)


def head_count(group: OfficerGroup) -> int:
    """How many officers a group can have at most."""
    if group.capacity is not None:
        return int(max((w.value for w in group.capacity), default=0))
    return group.count


def _joined(parts: Sequence[Stretch]) -> list[Stretch]:
    whole: list[Stretch] = []
    for start, end in sorted(parts):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        elif end > start:
            whole.append((start, end))
    return whole


def _meet(left: Sequence[Stretch], right: Sequence[Stretch]) -> list[Stretch]:
    parts = [(max(a, c), min(b, d)) for a, b in left for c, d in right]
    return _joined([(a, b) for a, b in parts if b > a])


def _without(work: Sequence[Stretch], gap: Span) -> list[Stretch]:
    parts = []
    for start, end in work:
        parts += [(start, min(end, gap.start_s)), (max(start, gap.end_s), end)]
    return [(a, b) for a, b in parts if b > a]
