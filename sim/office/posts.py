"""Which stations and officers stand in which office of a region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.office.officers import OfficerGroup
from sim.office.scenario import Scenario
from sim.office.stations import Station
from sim.office.timetables import head_count
from sim.office.units import WEEKDAYS


@dataclass(frozen=True)
class Post:
    """An officer: group, place in it, and the office that he or she belongs to."""

    group: int
    place: int
    office: int


class Region:
    """The offices of a scenario, each with its stations and officers; a scenario without a region is one office."""

    def __init__(self, scenario: Scenario) -> None:
        self.offices = tuple(office.name for office in scenario.offices) or ("",)
        self._number = {name: number for number, name in enumerate(self.offices)}
        self.stations: list[tuple[Station, int]] = []
        self._place: dict[tuple[str, int], int] = {}
        for office in range(len(self.offices)):
            for station in scenario.stations:
                self._set_up(station, office)
        self.groups = [(group, office) for group in scenario.officers for office in self._homes(group)]
        self.posts = [
            Post(number, place, office)
            for number, (group, office) in enumerate(self.groups)
            for place in range(head_count(group))
        ]
        self.reaching = self._reaching()
        """By office the officers who may ever work there."""

    def _set_up(self, station: Station, office: int) -> None:
        only = None if station.office is None else self._number[station.office]
        if only is not None and (station.name, only) in self._place:
            self._place[station.name, office] = self._place[station.name, only]
            return
        self._place[station.name, office] = len(self.stations)
        if only is not None:
            self._place[station.name, only] = len(self.stations)
        self.stations.append((station, office if only is None else only))

    def _homes(self, group: OfficerGroup) -> Sequence[int]:
        return range(len(self.offices)) if group.office is None else [self._number[group.office]]

    def station(self, name: str, office: int) -> int:
        """The station that a step goes to for a case of an office."""
        return self._place[name, office]

    def named(self, name: str, office: int) -> str:
        """A name that says the office, where there are several."""
        return f"{name} ({self.offices[office]})" if len(self.offices) > 1 else name

    def _reaching(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.offices]
        for officer, post in enumerate(self.posts):
            group, home = self.groups[post.group]
            for office in {home, *(self._number[move.office] for move in group.moves)}:
                found[office].append(officer)
        return found

    def works_in(self, post: Post, day: date) -> int:
        """The office in which an officer works on a day: the last move that fits, else at home."""
        group, home = self.groups[post.group]
        for move in reversed(group.moves):
            on = not move.weekdays or WEEKDAYS[day.weekday()] in move.weekdays
            if on and (move.first is None or move.first <= day) and (move.last is None or day <= move.last):
                return self._number[move.office]
        return home
