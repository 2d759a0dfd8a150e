"""Scenario → Plan."""

from collections.abc import Sequence

import numpy as np

from sim.office import Scenario
from sim.office.posts import Region
from sim.office.reform import Reform
from sim.plan import layout as of
from sim.plan import people, trouble
from sim.plan.behaviour import behaviour
from sim.plan.days import Days
from sim.plan.desk import DeskBuilder
from sim.plan.laws import Laws
from sim.plan.pieces import Pieces
from sim.plan.plan import Names, Plan
from sim.plan.reforms import Changes, in_force, neutral, reformed
from sim.plan.routes import Routes, passes_of
from sim.plan.streams import lay_streams
from sim.plan.ways import Ways

WALK_IN = "walk_in"


def plan_of(given: Scenario) -> Plan:
    """Lay a checked scenario out for the engines. Raises BeyondCalendar where the run leaves its calendar's years."""
    days = Days(given)
    reforms = in_force(given, days)
    scenario = reformed(given, reforms)
    arrays, names = laid_out(scenario, days, reforms)
    if reforms:
        usual = frozenset(group.name for group in given.officers)
        arrays = Changes(scenario, arrays, names, days, usual=usual).lay(reforms)
    return Plan(scenario, arrays, names, given)


def laid_out(scenario: Scenario, days: Days, reforms: Sequence[Reform]) -> tuple[of.Arrays, Names]:
    """The office as it is before any reform acts."""
    laws, pieces, region = Laws(), Pieces(), Region(scenario)
    desk = DeskBuilder(region, laws, pieces)
    routes = Routes(scenario, region, desk, laws, pieces)
    rows = days.rows(pieces)
    ways = Ways(scenario, region, routes, pieces, days.weekdays)
    streams, traces = lay_streams(scenario, people.class_names(scenario), pieces)
    timetables = desk.timetables(days.kinds, serve_all=scenario.closing == "serve_all")
    reach = desk.reach()
    posts, members = _posts(region, days), people.members(scenario, pieces)
    lookup = [*ways.lookup, *posts, *members]
    office = _office(scenario, region, routes, ways, len(days.kinds), laws, pieces)
    first = len(lookup) - len(members) if members else of.NONE
    nothing = np.zeros(0)
    arrays = of.Arrays(
        office=np.array([(*office, *_people(scenario, first, reforms))], of.OFFICE),
        day=np.array(rows, of.DAY),
        service=np.array(routes.services(), of.SERVICE),
        step=np.array(routes.steps, of.STEP),
        station=np.array(desk.stations([outage.stations for outage in scenario.outages]), of.STATION),
        line=np.array(desk.lines, of.LINE),
        link=np.array(desk.links, of.LINK),
        officer=np.array(desk.officers(), of.OFFICER),
        reach=np.array(reach, of.REACH),
        group=np.array(desk.groups(), of.GROUP),
        timetable=np.array(timetables, of.TIMETABLE),
        class_=np.array(people.classes(scenario), of.CLASS),
        age=np.array(people.ages(scenario), of.AGE),
        competence=np.array(desk.competences(scenario, reforms), of.COMPETENCE),
        behaviour=np.array([behaviour(scenario, days, reforms)], of.BEHAVIOUR),
        return_=np.array(trouble.returns(scenario, laws, pieces), of.RETURN),
        channel=np.array(ways.rows, of.CHANNEL),
        slot=np.array(ways.slots, of.SLOT),
        lookup=_column(lookup, of.LOOKUP),
        trouble=np.array(trouble.rows(scenario, laws, pieces), of.TROUBLE),
        stream=np.array(streams, of.STREAM),
        trace=np.array(traces, of.TRACE),
        piece=np.array(pieces.rows, of.PIECE),
        law=np.array(laws.laws, of.LAW),
        table=np.array(laws.table, np.float64),
        **dict.fromkeys(("parameter", "effect", "level", "novelty", "course", "attends", "swap", "survey"), nothing),
        number=nothing,
        whole=np.zeros(0, np.int64),
    )
    return neutral(arrays), _names(scenario, region, routes)


def _names(scenario: Scenario, region: Region, routes: Routes) -> Names:
    groups = [(region.named(group.name, office), group) for group, office in region.groups]
    sizes = [sum(post.group == number for post in region.posts) for number in range(len(groups))]
    return Names(
        services=tuple(s.name for s in scenario.services),
        steps=routes.names,
        stations=tuple(region.named(s.name, office) for s, office in region.stations),
        classes=people.class_names(scenario),
        officers=tuple(
            f"{groups[p.group][0]} {p.place + 1}" if sizes[p.group] > 1 else groups[p.group][0] for p in region.posts
        ),
        streams=tuple(a.name for a in scenario.arrivals),
        channels=(WALK_IN, *[c.name for c in scenario.channels]),
        offices=region.offices,
        ages=people.age_names(scenario),
    )


def _office(
    scenario: Scenario, region: Region, routes: Routes, ways: Ways, kinds: int, laws: Laws, pieces: Pieces
) -> tuple[float, ...]:
    """The row of OFFICE."""
    citizens, busy, tickets = scenario.citizens, scenario.demand.busyness, scenario.tickets
    mean = citizens.needs_per_year / citizens.working_days_per_year if citizens else 0.0
    rate_law = laws.add_factor("gamma", mean, citizens.needs_cv if citizens else 0.0)
    busy_law = laws.add_factor(busy.dist, 1.0, busy.cv) if busy else of.NONE
    travel_law = laws.add(citizens.travel) if citizens and citizens.travel is not None else of.NONE
    booked = any(channel.kind == "appointment" for channel in scenario.channels)
    back = any(station.back_office for station in scenario.stations)
    limited = tickets.quota is not None or any(s.quota is not None for s in scenario.services)
    return (
        scenario.seed,
        scenario.days,
        citizens.count if citizens else 0,
        len(people.priorities(scenario)) + _favours(scenario) + booked + back,
        kinds,
        passes_of(routes.steps, pieces),
        scenario.closing == "send_home",
        rate_law,
        busy_law,
        len(region.offices),
        len(scenario.services),
        follows(scenario),
        booked,
        back,
        limited or tickets.hours is not None,
        of.NONE if tickets.quota is None else tickets.quota,
        0 if tickets.hours is None else tickets.hours.start_s,
        of.ENDLESS if tickets.hours is None else tickets.hours.end_s,
        scenario.returns.visits_at_most,
        travel_law,
        citizens.villages if citizens else 1,
        pieces.cases(people.homes(scenario))[0],
        of.NONE if len(region.offices) == 1 else len(ways.lookup),
        len(scenario.outages),
        citizens.brings_when_told if citizens else 1.0,
    )


def _people(scenario: Scenario, members_first: int, reforms: Sequence[Reform]) -> tuple[float, ...]:
    """What the row of OFFICE says of the people."""
    integrity = scenario.staff.integrity if scenario.staff is not None else None
    complaints = scenario.opinion.complaints if scenario.opinion is not None else None
    names = [service.name for service in scenario.services]
    return (
        scenario.staff is not None or bool(reforms),
        scenario.opinion is not None,
        _favours(scenario),
        len(people.age_names(scenario)),
        sum(len(service.steps) for service in scenario.services),
        members_first,
        of.NONE if complaints is None else names.index(complaints.service),
        scenario.citizens.connected if scenario.citizens is not None and integrity is not None else 0.0,
    )


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


def _column(values: Sequence[int], kind: np.dtype[np.void]) -> of.Records:
    return np.array([(value,) for value in values], kind)
