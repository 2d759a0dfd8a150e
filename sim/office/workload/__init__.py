"""What an office amounts to before it is run: cases, visits, work and offered load. All who need to know read it here.

It follows routes with their branches, papers that are missing, mistakes and those who come again for them, channels,
calendars and timetables. It does not foresee what lines do (who leaves, overtime), how officers change, nor complaints.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sim.office.officers import OfficerGroup
from sim.office.posts import Region
from sim.office.routes import absent, can
from sim.office.scenario import Scenario
from sim.office.services import Service, Step
from sim.office.timetables import head_count
from sim.office.working_days import BeyondCalendar, WorkingDay, working_days
from sim.office.workload.duty import minutes_on_duty
from sim.office.workload.journeys import Journey, Journeys
from sim.office.workload.needs import Coming, coming, needs_a_day, needs_a_year
from sim.office.workload.sharing import Crew, Piece, shared

__all__ = ["GroupLoad", "Workload", "needs_a_day", "needs_a_year", "work_from", "workload"]

MOST_DAYS = 1_000
"""So many working days of a long run say what a day is like."""


@dataclass(frozen=True)
class GroupLoad:
    """A group of officers in its office: minutes of work that come, and minutes on duty, a working day.

    `name` tells them apart in a region. `front`: they serve citizens who are there; `foreseen`: the first
    task of some of them is work that can be foreseen, and not only complaints, or helping out.
    """

    group: OfficerGroup
    office: str
    name: str
    work_min: float
    duty_min: float
    front: bool
    foreseen: bool

    @property
    def load(self) -> float:
        """The offered load: work that comes as a share of the time on duty; 0 for who is never there."""
        return self.work_min / self.duty_min if self.duty_min > 0.0 else 0.0


@dataclass(frozen=True)
class Workload:
    """An average working day of an office: cases and visits by service, minutes by step ("service.step"), groups."""

    cases: Mapping[str, float]
    visits: Mapping[str, float]
    minutes: Mapping[str, float]
    groups: tuple[GroupLoad, ...]

    @property
    def load(self) -> float:
        """The offered load of all officers together."""
        duty = sum(each.duty_min for each in self.groups)
        return sum(each.work_min for each in self.groups) / duty if duty > 0.0 else 0.0


def workload(office: Scenario) -> Workload:
    """What is to be expected of an office on an average day of its run."""
    return _Analysis(office).workload()


def work_from(office: Scenario, name: str) -> dict[str, float]:
    """The minutes of officers that a case is expected to ask for from a step on, by step ("service.step")."""
    service = next(
        service for service in office.services if name in [f"{service.name}.{s.name}" for s in service.steps]
    )
    passes = Journeys(office, service).of(name.removeprefix(f"{service.name}."), (1.0,)).passes
    steps = [step for step in service.steps if step.station is not None]
    return {f"{service.name}.{step.name}": passes[step.name] * step.time.expected_min for step in steps}


class _Analysis:
    def __init__(self, office: Scenario) -> None:
        self._office, self._region = office, Region(office)
        self._days = list(_days(office))
        self._duty = minutes_on_duty(office, self._region, self._days)
        self._passes: dict[tuple[int, str], float] = {}
        self._there: dict[int, list[int]] = {}
        for number, duty in enumerate(self._duty):
            for place in (place for place, minutes in duty.items() if minutes > 0.0):
                self._there.setdefault(place, []).append(number)
        self._cases = dict.fromkeys((service.name for service in office.services), 0.0)
        self._visits, self._minutes = dict(self._cases), dict[tuple[int, str], float]()

    def workload(self) -> Workload:
        """All of it."""
        journeys = {service.name: Journeys(self._office, service) for service in self._office.services}
        known: dict[object, Journey] = {}
        for group in coming(self._office, self._days):
            key = (group.service.name, group.entry, tuple(group.missing))
            if key not in known:
                known[key] = journeys[group.service.name].of(group.entry, group.missing)
            self._add(group, known[key])
        crews = [Crew(head_count(g), duty) for (g, _), duty in zip(self._region.groups, self._duty, strict=True)]
        minutes: dict[str, float] = {}
        for (_, name), some in self._minutes.items():
            minutes[name] = minutes.get(name, 0.0) + some
        work = shared(self._pieces(), crews)
        return Workload(self._cases, self._visits, minutes, tuple(self._loads(work)))

    def _add(self, group: Coming, journey: Journey) -> None:
        service, cases = group.service, group.cases * group.shows
        self._cases[service.name] += group.cases
        self._visits[service.name] += cases * journey.visits
        for step in service.steps:
            drawn = cases * journey.passes[step.name]
            recorded = 0.0
            if step.name == group.entry:
                drawn, recorded = drawn - group.known, group.known_min
            place = (group.office, f"{service.name}.{step.name}")
            self._minutes[place] = self._minutes.get(place, 0.0) + drawn * step.time.expected_min + recorded

    def _steps(self) -> Iterator[tuple[Service, Step]]:
        yield from ((service, step) for service in self._office.services for step in service.steps)

    def _pieces(self) -> list[Piece]:
        """The work of steps at stations, by office and by who can do it."""
        found: dict[tuple[int, tuple[int, ...], tuple[int, ...]], float] = {}
        for service, step in self._steps():
            for home in range(len(self._region.offices)) if step.station is not None else ():
                minutes = self._minutes.get((home, f"{service.name}.{step.name}"), 0.0)
                where = self._region.stations[self._region.station(str(step.station), home)][1]
                first, helping = self._able(service, step, where)
                who = (where, first or helping, helping if first else ())
                if minutes > 0.0 and who[1]:
                    found[who] = found.get(who, 0.0) + minutes
        return [Piece(where, minutes, first, helping) for (where, first, helping), minutes in found.items()]

    def _able(self, service: Service, step: Step, office: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The groups on duty in an office that have the skill, and those who have it as a second task only."""
        there, groups = self._there.get(office, []), self._region.groups
        first = tuple(number for number in there if can(groups[number][0].skills, service, step))
        second = tuple(number for number in there if can(groups[number][0].backup_skills, service, step))
        return first, tuple(number for number in second if number not in first)

    def _loads(self, work: list[float]) -> Iterator[GroupLoad]:
        for (group, home), minutes, duty in zip(self._region.groups, work, self._duty, strict=True):
            name, hours = self._region.named(group.name, home), sum(duty.values())
            first = [
                (service, step) for service, step in self._steps() if step.station and can(group.skills, service, step)
            ]
            front = any(not absent(self._office, step) for _, step in first)
            foreseen = hours > 0.0 and any(self._cases[service.name] > 0.0 for service, _ in first)
            yield GroupLoad(group, self._region.offices[home], name, minutes, hours, front, foreseen)


def _days(office: Scenario) -> Iterator[WorkingDay]:
    """The working days of the run, as far as its calendar knows."""
    try:
        yield from islice(working_days(office), MOST_DAYS)
    except BeyondCalendar:
        return
