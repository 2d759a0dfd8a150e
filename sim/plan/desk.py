"""Stations, steps and officers → lines, links and timetables."""

from collections.abc import Sequence
from zlib import crc32

from sim.office import OfficerGroup, Scenario, Service, Station, Step
from sim.office.services import DONE as DONE_NAME
from sim.plan.hours import DayKind, head_count, stretches
from sim.plan.laws import Laws
from sim.plan.layout import DONE, NONE
from sim.plan.pieces import Pieces
from sim.rules.clock import FINISH, RESTART, RESUME

ON_BREAK = {"finish": FINISH, "resume": RESUME, "restart": RESTART}
Able = tuple[tuple[int, int], ...]


class DeskBuilder:
    """Lays out who waits where and who may serve whom.

    Steps at one station that the same officers serve with the same preference share a line.
    """

    def __init__(self, scenario: Scenario, laws: Laws, pieces: Pieces, kinds: Sequence[DayKind]) -> None:
        self._scenario, self._laws, self._pieces = scenario, laws, pieces
        self._station_index = {s.name: i for i, s in enumerate(scenario.stations)}
        self.lines: list[tuple[int, int, int]] = []
        self.links: list[tuple[int, int]] = []
        self._line_of: dict[tuple[int, Able], int] = {}
        self._posts = [(g, place) for g in scenario.officers for place in range(head_count(g))]
        self.stations = [self._station(s) for s in scenario.stations]
        self.step_names = tuple(f"{s.name}.{step.name}" for s in scenario.services for step in s.steps)
        self.steps = [row for s in scenario.services for row in self._steps(s)]
        self.groups = [self._group(g) for g in scenario.officers]
        self.officers = [self._officer(i) for i in range(len(self._posts))]
        self.officer_names = tuple(f"{g.name} {p + 1}" if head_count(g) > 1 else g.name for g, p in self._posts)
        self.timetables = [self._timetable(g, p, kind) for g, p in self._posts for kind in kinds]

    def _station(self, station: Station) -> tuple[int, bool, bool, int, int, float]:
        room = NONE if station.room is None else station.room
        first, count = self._pieces.by_length(station.balking)
        by_arrival, present = station.order == "arrival", station.counts == "present"
        return (room, by_arrival, present, first, count, station.leave_at_once)

    def _steps(self, service: Service) -> list[tuple[int, int, int, int, int, int, int, int]]:
        number = [s.name for s in self._scenario.services].index(service.name)
        base = self.step_names.index(f"{service.name}.{service.steps[0].name}")
        rows = []
        for index, step in enumerate(service.steps):
            station = NONE if step.station is None else self._station_index[step.station]
            line = NONE if step.station is None else self._line(station, self._able(service, step))
            patience = step.patience
            if patience is None and step.station is not None:
                patience = self._scenario.stations[station].patience
            patience_law = NONE if patience is None else self._laws.add(patience)
            branch = self._branches(service, index, base)
            rows.append((number, index, station, line, self._laws.add(step.time), patience_law, *branch))
        return rows

    def _branches(self, service: Service, index: int, base: int) -> tuple[int, int]:
        names = [s.name for s in service.steps]
        branches = service.steps[index].next
        if branches is None:
            follows = base + index + 1 if index + 1 < len(names) else DONE
            return self._pieces.cases([(follows, 1.0)])
        return self._pieces.cases(
            [(DONE if b.to == DONE_NAME else base + names.index(b.to), b.share) for b in branches]
        )

    def _able(self, service: Service, step: Step) -> Able:
        """(officer, preference) of all who have the skill."""
        wanted = {"*", service.name, f"{service.name}.{step.name}"}
        able = []
        for officer, (group, _) in enumerate(self._posts):
            if wanted & set(group.skills):
                able.append((officer, 0))
            elif wanted & set(group.backup_skills):
                able.append((officer, 1))
        return tuple(able)

    def _line(self, station: int, able: Able) -> int:
        if (station, able) not in self._line_of:
            self._line_of[station, able] = len(self.lines)
            self.lines.append((station, len(self.links), len(able)))
            self.links.extend(able)
        return self._line_of[station, able]

    def _group(self, group: OfficerGroup) -> tuple[int, int, int]:
        return (crc32(group.name.encode()), *self._pieces.cases(group.present or ()))

    def _officer(self, officer: int) -> tuple[int, int, int, int, int]:
        group, place = self._posts[officer]
        first = len(self.links)
        for (_, able), line in self._line_of.items():
            self.links.extend((line, preference) for who, preference in able if who == officer)
        number = [g.name for g in self._scenario.officers].index(group.name)
        return (number, place, first, len(self.links) - first, ON_BREAK[group.on_break])

    def _timetable(self, group: OfficerGroup, place: int, kind: DayKind) -> tuple[int, int, int, int, bool]:
        work = stretches(group, place, kind)
        first, count = self._pieces.work(work)
        end = work[-1][1] if work else 0
        closes = max((s.end_s for s in kind.hours), default=0)
        stays = bool(work) and self._scenario.closing == "serve_all" and end >= closes
        return (first, count, end, sum(b - a for a, b in work), stays)
