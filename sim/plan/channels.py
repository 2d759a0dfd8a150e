"""Channels → who may take them, where their routes begin, on which days they come."""

from collections.abc import Sequence
from zlib import crc32

from sim.office import Channel, Scenario
from sim.office.posts import Region
from sim.office.units import WEEKDAYS
from sim.plan.layout import CHANNEL, NONE
from sim.plan.routes import Routes
from sim.plan.rows import NOWHERE, Row, run
from sim.plan.segments import Segments
from sim.rules.channels import APPOINTMENT, BUNDLE, COUNTER, MOBILE, ONLINE

KINDS = {
    "counter": COUNTER,
    "appointment": APPOINTMENT,
    "online": ONLINE,
    "bundle": BUNDLE,
    "mobile": MOBILE,
}
ALWAYS = ((0, 86_400, 1.0),)
UNLIMITED = 2.0
"""Above every skill."""
LATEST = 1 << 40

WALK_IN: Row = {
    **dict.fromkeys(CHANNEL.names or (), 0),
    "kind": COUNTER,
    "ticket": True,
    "comes": True,
    "travel": NONE,
    "skill_below": UNLIMITED,
    "knows": NONE,
    "turns": 1,
    "grace": LATEST,
}
"""It asks for nothing and limits nobody."""


class Channels:
    """The channels laid out: `rows` with `slots` and `lookup`; walking in comes first."""

    def __init__(
        self, scenario: Scenario, region: Region, routes: Routes, segments: Segments, weekdays: Sequence[int]
    ) -> None:
        self._pieces, self._weekdays = segments, weekdays
        self.slots: list[Row] = []
        self.lookup = [
            entry
            for channel in (None, *scenario.channels)
            for office in range(len(region.offices))
            for entry in _entries(channel, scenario, office, routes)
        ]
        self.rows = [WALK_IN, *map(self._row, scenario.channels)]

    def _row(self, channel: Channel) -> Row:
        kind = KINDS[channel.kind]
        spans = [(w.span.start_s, w.span.end_s, w.value) for w in channel.hours or () if w.value > 0]
        spans = spans or (list(ALWAYS) if kind == ONLINE else [])
        turns, next_first = self._days(channel, kind)
        slot_first = len(self.slots)
        self.slots += [{"second": second, "places": places} for second, places in _slots(channel)]
        return {
            "key": crc32(channel.name.encode()),
            "kind": kind,
            "ticket": channel.needs_ticket and kind != APPOINTMENT,
            "comes": channel.citizen_comes,
            "travel": NONE if channel.travel_min is None else round(60.0 * channel.travel_min),
            **run("profile", self._pieces.profile(spans) if spans else NOWHERE),
            "farther": round(60.0 * channel.farther_than_min),
            "skill_from": channel.needs_skill,
            "skill_below": UNLIMITED if channel.skill_below is None else channel.skill_below,
            "willing": channel.willing,
            "knows": float(NONE) if channel.knows_document is None else channel.knows_document,
            "leaks": 0,
            "turns": turns,
            "next_first": next_first,
            **run("slot", (slot_first, len(self.slots) - slot_first)),
            "lead": channel.lead_days,
            "ahead": channel.days_ahead,
            "no_show": channel.no_show,
            "no_show_growth": channel.no_show_per_day,
            "late": 60.0 * channel.late_min,
            "late_sd": 60.0 * channel.late_sd_min,
            "grace": LATEST if channel.grace_min is None else round(60.0 * channel.grace_min),
        }

    def _days(self, channel: Channel, kind: int) -> tuple[int, int]:
        """How many turns there are (villages of a bundle take them by weekday), and where their days stand."""
        if kind not in (BUNDLE, MOBILE):
            return 1, 0
        own = [WEEKDAYS.index(day) for day in channel.days]
        turns = [{day} for day in own] if kind == BUNDLE else [set(own)]
        first = len(self.lookup)
        for turn in turns:
            self.lookup += _next_days(self._weekdays, turn)
        return len(turns), first


def _next_days(weekdays: Sequence[int], among: set[int]) -> list[int]:
    """For each day of the run, and the one after it, the first from it on that falls on one of some weekdays."""
    found = [len(weekdays)]
    for day in reversed(range(len(weekdays))):
        found.append(day if weekdays[day] in among else found[-1])
    return found[::-1]


def _slots(channel: Channel) -> list[tuple[int, int]]:
    """The slots of a day in their order; places beyond those planned are spread over them."""
    found: list[tuple[int, int]] = []
    given = planned = 0.0
    for slots in channel.slots:
        every = max(1, round(60.0 * slots.every_min))
        for second in range(slots.span.start_s, slots.span.end_s, every):
            planned += slots.places * (1.0 + channel.overbooking)
            places = int(planned + 1e-9 - given)
            given += places
            found.append((second, places))
    return sorted(found)


def _entries(channel: Channel | None, scenario: Scenario, office: int, routes: Routes) -> list[int]:
    """Where the route of each service begins; NONE where the channel does not serve it."""
    enters = dict(channel.enters) if channel is not None else {}
    found = []
    for service in scenario.services:
        served = channel is None or "*" in channel.services or service.name in channel.services
        first = enters.get(service.name, service.steps[0].name)
        found.append(routes.place(office, service, first) if served else NONE)
    return found
