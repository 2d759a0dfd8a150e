"""Scenario → Plan."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.office import Scenario
from sim.office.posts import Region
from sim.office.reform import Reform
from sim.plan import layout, people, trouble
from sim.plan.behaviour import BEHAVIOUR, behaviour, kept_table
from sim.plan.channels import Channels
from sim.plan.days import Days
from sim.plan.desk import DeskBuilder
from sim.plan.laws import Laws
from sim.plan.plan import Idle, Names, Plan
from sim.plan.reading import LATE, idle
from sim.plan.reforms import Changes, begun_late, in_force, neutral, reformed
from sim.plan.routes import Routes, passes_of
from sim.plan.rows import Row, records
from sim.plan.segments import Segments
from sim.plan.streams import lay_streams

WALK_IN = "walk_in"


def plan_of(given: Scenario, start: float | None = None) -> Plan:
    """Lay a checked scenario out for the engines, without the reforms that cannot act in it.

    `start` is what citizens believe of the office at the start, where the scenario does not say it.
    Raises BeyondCalendar where the run leaves the years of its calendar.
    """
    days = Days(given)
    reforms = in_force(given, days)
    changes = _changes(given, days, reforms, start)
    useless = idle(changes, reforms, given)
    late = tuple(Idle(reform, (LATE,)) for reform in begun_late(given, days))
    if useless:
        left_out = [one.reform for one in useless]
        reforms = [reform for reform in reforms if reform not in left_out]
        changes = _changes(given, days, reforms, start)
    arrays = changes.lay() if reforms else changes.arrays
    return Plan(changes.scenario, arrays, changes.names, given, (*useless, *late))


def _changes(given: Scenario, days: Days, reforms: Sequence[Reform], start: float | None) -> Changes:
    """The office with what reforms set up, and all that they change in it."""
    scenario = reformed(given, reforms)
    arrays, names = laid_out(scenario, days, reforms, start)
    usual = frozenset(group.name for group in given.officers)
    return Changes(scenario, arrays, names, days, usual=usual).gather(reforms)


def laid_out(
    scenario: Scenario, days: Days, reforms: Sequence[Reform], start: float | None = None
) -> tuple[layout.Arrays, Names]:
    """The office as it is before any reform acts."""
    laws, segments, region = Laws(), Segments(), Region(scenario)
    desk = DeskBuilder(region, laws, segments)
    routes = Routes(scenario, region, desk, laws, segments)
    rows = days.rows(segments)
    ways = Channels(scenario, region, routes, segments, days.weekdays)
    streams, traces = lay_streams(scenario, people.class_names(scenario), segments)
    timetables = desk.timetables(days.kinds, serve_all=scenario.closing == "serve_all")
    reach = desk.reach()
    posts, members = _posts(region, days), people.members(scenario, segments)
    lookup = [*ways.lookup, *posts, *members]
    steps = records(layout.STEP, routes.steps)
    passes = passes_of(steps, segments.rows)
    office = _office(scenario, region, ways, len(days.kinds), passes, laws, segments)
    first = len(lookup) - len(members) if members else layout.NONE
    nothing = np.zeros(0)
    arrays = layout.Arrays(
        office=records(layout.OFFICE, [{**office, **_people(scenario, first, reforms), "kept_first": len(laws.table)}]),
        day=records(layout.DAY, rows),
        service=records(layout.SERVICE, routes.services()),
        step=steps,
        station=records(layout.STATION, desk.stations([outage.stations for outage in scenario.outages])),
        line=records(layout.LINE, desk.lines),
        link=records(layout.LINK, desk.links),
        officer=records(layout.OFFICER, desk.officers()),
        reach=reach,
        group=records(layout.GROUP, desk.groups()),
        timetable=records(layout.TIMETABLE, timetables),
        class_=records(layout.CLASS, people.classes(scenario)),
        age=records(layout.AGE, people.ages(scenario)),
        competence=records(layout.COMPETENCE, desk.competences(scenario, reforms)),
        behaviour=records(BEHAVIOUR, [behaviour(scenario, days, reforms, start)]),
        return_=records(layout.RETURN, trouble.returns(scenario, laws, segments)),
        channel=records(layout.CHANNEL, ways.rows),
        slot=records(layout.SLOT, ways.slots),
        lookup=np.array(lookup, np.int64).view(layout.LOOKUP),
        trouble=records(layout.TROUBLE, trouble.rows(scenario, laws, segments)),
        stream=records(layout.STREAM, streams),
        trace=records(layout.TRACE, traces),
        segment=records(layout.SEGMENT, segments.rows),
        law=records(layout.LAW, laws.laws),
        table=np.array([*laws.table, *kept_table(scenario)], np.float64),
        **dict.fromkeys(
            ("parameter", "effect", "level", "novelty", "news", "course", "attends", "swap", "survey"), nothing
        ),
        number=nothing,
        whole=np.zeros(0, np.int64),
    )
    return neutral(arrays), _names(scenario, region, routes)


def _names(scenario: Scenario, region: Region, routes: Routes) -> Names:
    groups = [(region.named(group.name, office), group) for group, office in region.groups]
    sizes = Counter(post.group for post in region.posts)
    return Names(
        services=tuple(s.name for s in scenario.services),
        steps=routes.names,
        stations=tuple(region.named(s.name, office) for s, office in region.stations),
        classes=people.class_names(scenario),
        officers=tuple(
            f"{groups[p.group][0]} {p.place + 1}" if sizes[p.group] > 1 else groups[p.group][0] for p in region.posts
        ),
        groups=tuple(name for name, _ in groups),
        streams=tuple(a.name for a in scenario.arrivals),
        channels=(WALK_IN, *[c.name for c in scenario.channels]),
        offices=region.offices,
        ages=people.age_names(scenario),
    )


def _office(
    scenario: Scenario, region: Region, ways: Channels, kinds: int, passes: int, laws: Laws, segments: Segments
) -> Row:
    """The row of OFFICE, but for what it says of the people."""
    citizens, busy, tickets = scenario.citizens, scenario.demand.busyness, scenario.tickets
    mean = citizens.needs_per_year / citizens.working_days_per_year if citizens else 0.0
    travel = citizens.travel if citizens else None
    booked = any(channel.kind == "appointment" for channel in scenario.channels)
    back = any(station.back_office for station in scenario.stations)
    limited = tickets.quota is not None or any(s.quota is not None for s in scenario.services)
    return {
        "seed": scenario.seed,
        "days": scenario.days,
        "citizens": citizens.count if citizens else 0,
        "ranks": len(people.priorities(scenario)) + _favours(scenario) + booked + back,
        "kinds": kinds,
        "passes": passes,
        "send_home": scenario.closing == "send_home",
        "rate_law": laws.add_factor("gamma", mean, citizens.needs_cv if citizens else 0.0),
        "busy_law": laws.add_factor(busy.dist, 1.0, busy.cv) if busy else layout.NONE,
        "travel_law": layout.NONE if travel is None else laws.add(travel),
        "offices": len(region.offices),
        "services": len(scenario.services),
        "follows": follows(scenario),
        "booked": booked,
        "back": back,
        "tickets": limited or tickets.hours is not None,
        "quota": layout.NONE if tickets.quota is None else tickets.quota,
        "tickets_from": 0 if tickets.hours is None else tickets.hours.start_s,
        "tickets_until": layout.ENDLESS if tickets.hours is None else tickets.hours.end_s,
        "visits_at_most": scenario.returns.visits_at_most,
        "villages": citizens.villages if citizens else 1,
        "home_first": segments.cases(people.homes(scenario))[0],
        "posts_first": layout.NONE if len(region.offices) == 1 else len(ways.lookup),
        "outages": len(scenario.outages),
        "told": citizens.brings_when_told if citizens else 1.0,
        "lined": any(station.lines is not None for station in scenario.stations),
    }


def _people(scenario: Scenario, members_first: int, reforms: Sequence[Reform]) -> Row:
    """What the row of OFFICE says of the people."""
    integrity = scenario.staff.integrity if scenario.staff is not None else None
    complaints = scenario.opinion.complaints if scenario.opinion is not None else None
    names = [service.name for service in scenario.services]
    return {
        "staffed": scenario.staff is not None or bool(reforms),
        "opinion": scenario.opinion is not None,
        "favours": _favours(scenario),
        "ages": len(people.age_names(scenario)),
        "steps": sum(len(service.steps) for service in scenario.services),
        "members_first": members_first,
        "complaint": layout.NONE if complaints is None else names.index(complaints.service),
        "connected": scenario.citizens.connected if scenario.citizens is not None and integrity is not None else 0.0,
    }


def _favours(scenario: Scenario) -> bool:
    """Whether connections count in some line."""
    integrity = scenario.staff.integrity if scenario.staff is not None else None
    if integrity is None or scenario.citizens is None:
        return False
    return integrity.uses > 0 and integrity.favours > 0 and scenario.citizens.connected > 0


def follows(scenario: Scenario) -> bool:
    """Whether a case may be more than one visit that is served or lost."""
    again = [getattr(scenario.returns, name) for name in ("error", *_RETURNS)]
    steps = [step for service in scenario.services for step in service.steps]
    back = any(station.back_office for station in scenario.stations)
    apart = back or any(step.without_citizen or step.after_days is not None for step in steps)
    judged = any(step.checks_file > 0 or step.error > 0 for step in steps)
    complaints = scenario.opinion is not None and scenario.opinion.complaints is not None
    return bool(any(again) or apart or judged or complaints or scenario.channels or scenario.shortages)


_RETURNS = ("gave_up", "balked", "refused", "sent_home", "incomplete", "no_ticket", "no_show", "no_form")


def _posts(region: Region, days: Days) -> list[int]:
    """Where each officer works on each day; nothing for a single office."""
    if len(region.offices) == 1:
        return []
    return [region.works_in(post, day) for post in region.posts for day in days.dates]
