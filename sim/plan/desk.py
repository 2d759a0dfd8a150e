"""Stations and officers → lines, and who serves which."""

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np

from sim.office import OfficerGroup, Scenario, Service, Staff, Station, Step
from sim.office.posts import Post, Region
from sim.office.reform import Reform
from sim.office.routes import can
from sim.office.stations import CALLS, CHOICES
from sim.office.timetables import DayKind, stretches
from sim.plan.laws import Laws
from sim.plan.layout import NONE, REACH, Records
from sim.plan.rows import NOWHERE, Row, run, span
from sim.plan.segments import Segments
from sim.rules.clock import FINISH, RESTART, RESUME

ON_BREAK = {"finish": FINISH, "resume": RESUME, "restart": RESTART}
Able = tuple[tuple[int, int], ...]
"""Pairs of an officer and a preference."""


class DeskBuilder:
    """Lays out who waits where and who may serve whom.

    Steps at one station that the same officers serve with the same preference share a line; `lines`, `links`
    and `reach` are whole once every step has asked for its line. Where people choose, such a line leads to those
    before the officers, in which they stand.
    """

    def __init__(self, region: Region, laws: Laws, segments: Segments) -> None:
        self._region, self._laws, self._pieces = region, laws, segments
        self.lines: list[Row] = []
        self.links: list[Row] = []
        self._line_of: dict[tuple[int, Able], int] = {}
        self._chosen_of: dict[tuple[int, Able], int] = {}

    def line(self, station: int, service: Service, step: Step) -> int:
        """The line in which a step is waited for at a station."""
        place, office = self._region.stations[station]
        able = tuple(self._able(service, step, office))
        if (station, able) not in self._line_of:
            choices = [] if place.lines is None else self._choices(station, place.lines.each, able)
            self._line_of[station, able] = self._add(station, able, self._link(choices) if choices else NOWHERE)
        return self._line_of[station, able]

    def _add(self, station: int, able: Able, choices: tuple[int, int], before: int = NONE, key: int = 0) -> int:
        office = self._region.stations[station][1]
        ways = run("choices", choices)
        self.lines.append(
            {"station": station, "office": office, **span(self._link(able)), **ways, "before": before, "key": key}
        )
        return len(self.lines) - 1

    def _choices(self, station: int, each: str, able: Able) -> list[tuple[int, int]]:
        """The lines before those who serve a step as their first task, or without any as their second."""
        posts, least = self._region.posts, min((preference for _, preference in able), default=0)
        first = [officer for officer, preference in able if preference == least]
        parts = dict[tuple[int, int], list[int]]()
        for officer in first:
            place = posts[officer].place if each == "counter" else 0
            parts.setdefault((posts[officer].group, place), []).append(officer)
        return [(self._chosen(station, tuple((o, least) for o in part), *who), 0) for who, part in parts.items()]

    def _chosen(self, station: int, able: Able, group: int, place: int) -> int:
        if (station, able) not in self._chosen_of:
            before, key = able[0][0], (self._key(group) << 14) + place
            self._chosen_of[station, able] = self._add(station, able, NOWHERE, before, key)
        return self._chosen_of[station, able]

    def _key(self, group: int) -> int:
        """The key of a group: that of its name."""
        return crc32(self._region.named(self._region.groups[group][0].name, self._region.groups[group][1]).encode())

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
        stood = [at for at in self._line_of.items() if not self.lines[at[1]]["choices_count"]]
        for (station, able), line in [*stood, *self._chosen_of.items()]:
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
        return [self._station(at, station, outages) for at, (station, _) in enumerate(self._region.stations)]

    def _station(self, at: int, station: Station, outages: Sequence[Sequence[str]]) -> Row:
        lines, chosen = station.lines, [(line, 0) for (where, _), line in self._chosen_of.items() if where == at]
        jockeying = None if lines is None else lines.jockeying
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
            "choice": NONE if lines is None else CHOICES.index(lines.choice),
            "jockeying": NONE if jockeying is None else jockeying,
            **run("lines", self._link(chosen) if chosen else NOWHERE),
        }

    def groups(self) -> list[Row]:
        """Rows of GROUP."""
        groups = enumerate(self._region.groups)
        return [{"key": self._key(at), **span(self._pieces.cases(group.present or ()))} for at, (group, _) in groups]

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
