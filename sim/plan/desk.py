"""Stations and officers → lines, and who serves which."""

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np

from sim.office import OfficerGroup, Scenario, Service, Staff, Station, Step
from sim.office.posts import Post, Region
from sim.office.reform import Reform
from sim.office.routes import can
from sim.office.stations import CALLS
from sim.office.timetables import DayKind, stretches
from sim.plan.laws import Laws
from sim.plan.layout import NONE, REACH, Records
from sim.plan.rows import Row, run, span
from sim.plan.segments import Segments
from sim.rules.clock import FINISH, RESTART, RESUME

ON_BREAK = {"finish": FINISH, "resume": RESUME, "restart": RESTART}
Able = tuple[tuple[int, int], ...]
"""Pairs of an officer and a preference."""


class DeskBuilder:
    """Lays out who waits where and who may serve whom.

    Steps at one station that the same officers serve with the same preference share a line; `lines`, `links`
    and `reach` are whole once every step has asked for its line.
    """

    def __init__(self, region: Region, laws: Laws, segments: Segments) -> None:
        self._region, self._laws, self._pieces = region, laws, segments
        self.lines: list[Row] = []
        self.links: list[Row] = []
        self._line_of: dict[tuple[int, Able], int] = {}

    def line(self, station: int, service: Service, step: Step) -> int:
        """The line in which a step is waited for at a station."""
        office = self._region.stations[station][1]
        able = tuple(self._able(service, step, office))
        if (station, able) not in self._line_of:
            self._line_of[station, able] = len(self.lines)
            self.lines.append({"station": station, "office": office, **span(self._link(able))})
        return self._line_of[station, able]

    def _link(self, ends: Sequence[tuple[int, int]]) -> tuple[int, int]:
        """Add links (to, preference); first and count of them."""
        first = len(self.links)
        self.links += [{"to": to, "preference": preference} for to, preference in ends]
        return first, len(ends)

    def _able(self, service: Service, step: Step, office: int) -> Iterator[tuple[int, int]]:
        """(officer, preference) of all who have the skill and may work in the office."""
        for officer in self._region.reaching[office]:
            group, _ = self._region.groups[self._region.posts[officer].group]
            if can(group.skills, service, step):
                yield officer, 0
            elif can(group.backup_skills, service, step):
                yield officer, 1

    def reach(self) -> Records:
        """REACH: for each officer and office, which links name the lines served there."""
        offices, served = len(self._region.offices), dict[int, list[tuple[int, int]]]()
        for (station, able), line in self._line_of.items():
            office = self._region.stations[station][1]
            for officer, preference in able:
                served.setdefault(officer * offices + office, []).append((line, preference))
        rows = np.zeros(len(self._region.posts) * offices, REACH)
        rows["count"][list(served)] = [len(lines) for lines in served.values()]
        rows["first"] = len(self.links) + np.cumsum(rows["count"]) - rows["count"]
        for where in sorted(served):
            self._link(served[where])
        return rows

    def competences(self, scenario: Scenario, reforms: Sequence[Reform]) -> list[Row]:
        """Rows of COMPETENCE: every officer at every step, or none where officers have no mechanisms.

        Where reforms move people to other posts, they know the steps of those in part only.
        """
        if scenario.staff is None and not reforms:
            return []
        staff = scenario.staff or Staff(mismatch=0.0)
        elsewhere = min((reform.known_elsewhere for reform in reforms), default=1.0)
        steps = [(service, step) for service in scenario.services for step in service.steps]
        groups = [self._region.groups[post.group][0] for post in self._region.posts]
        return [_competence(staff, group, service, step, elsewhere) for group in groups for service, step in steps]

    def stations(self, outages: Sequence[Sequence[str]]) -> list[Row]:
        """Rows of STATION; `outages` name the stations that each outage hits."""
        return [self._station(station, outages) for station, _ in self._region.stations]

    def _station(self, station: Station, outages: Sequence[Sequence[str]]) -> Row:
        return {
            "room": NONE if station.room is None else station.room,
            "by_arrival": station.order == "arrival",
            "counts_present": station.counts == "present",
            **run("balk", self._pieces.by_length(station.balking)),
            "at_once": station.leave_at_once,
            "calls": CALLS.index(station.appointments),
            "back": station.back_office,
            "by_due": station.order == "due",
            "outage": next((i for i, hit in enumerate(outages) if station.name in hit), NONE),
        }

    def groups(self) -> list[Row]:
        """Rows of GROUP."""
        named = [(group, self._region.named(group.name, office)) for group, office in self._region.groups]
        return [{"key": crc32(name.encode()), **span(self._pieces.cases(group.present or ()))} for group, name in named]

    def officers(self) -> list[Row]:
        """Rows of OFFICER."""
        return [self._officer(post) for post in self._region.posts]

    def _officer(self, post: Post) -> Row:
        group, _ = self._region.groups[post.group]
        return {
            "group": post.group,
            "place": post.place,
            "on_break": ON_BREAK[group.on_break],
            "office": post.office,
            "late_share": group.late_share,
            "late_law": NONE if group.late is None else self._laws.add(group.late),
            "filled": 1.0,
        }

    def timetables(self, kinds: Sequence[DayKind], *, serve_all: bool) -> list[Row]:
        """Rows of TIMETABLE: each officer on each kind of day."""
        return [
            self._timetable(self._region.groups[post.group][0], post.place, kind, serve_all=serve_all)
            for post in self._region.posts
            for kind in kinds
        ]

    def _timetable(self, group: OfficerGroup, place: int, kind: DayKind, *, serve_all: bool) -> Row:
        work = stretches(group, place, kind)
        end = work[-1][1] if work else 0
        closes = max((s.end_s for s in kind.hours), default=0)
        stays = bool(work) and serve_all and end >= closes
        length = sum(b - a for a, b in work)  # integers
        return {**span(self._pieces.work(work)), "end": end, "scheduled": length, "stays": stays}


def _competence(staff: Staff, group: OfficerGroup, service: Service, step: Step, elsewhere: float) -> Row:
    """The row of COMPETENCE of an officer of a group at a step."""
    full = staff.learning.full_cases if staff.learning is not None else 0.0
    experience = full if group.experience is None else group.experience
    fits = group.background is None or can(group.background, service, step)
    serves = step.station is not None and can((*group.skills, *group.backup_skills), service, step)
    known = float(experience) * (1.0 if serves else elsewhere)
    return {"serves": serves, "experience": known, "misfit": 1.0 if fits else 1.0 + staff.mismatch}
