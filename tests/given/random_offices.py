"""Random offices for the equality of the engines: small, odd, and full of ties."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st
from random_people import among, peopled, perhaps, seldom

from sim.language.words import Words
from sim.office import (
    Arrivals,
    Branch,
    Busyness,
    Calendar,
    Channel,
    Citizens,
    Demand,
    HalfDay,
    Holiday,
    Holidays,
    Lines,
    Move,
    Office,
    OfficerGroup,
    Outage,
    PriorityClass,
    Ramadan,
    Return,
    Returns,
    Scenario,
    Season,
    Service,
    Shortage,
    Slots,
    Station,
    Step,
    Tickets,
    TraceRow,
    YearDay,
    distributions,
)
from sim.office.services import DONE
from sim.office.units import Span, Week, Weighted

OPEN, CLOSE = 8 * 3600, 12 * 3600
STEP_S = 300
"""Times of the day fall on a coarse grid, so that much happens in the same second."""

minutes = among(0.0, 1.0, 2.0, 5.0, 5.0, 10.0, 10.0, 30.0)
means = among(1.0, 5.0, 5.0, 10.0, 20.0)
shares = among(0.0, 0.1, 0.5, 0.9, 1.0)
grid = st.integers(OPEN // STEP_S - 6, CLOSE // STEP_S + 6).map(lambda i: i * STEP_S)
dates = st.integers(0, 17).map(lambda i: date(2026, 1, 1) + timedelta(days=i))
working_days = among(((0, 1.0),), ((1, 1.0),), ((2, 1.0),), ((0, 0.5), (1, 0.3), (2, 0.2)))
weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
lines = st.builds(
    Lines,
    each=among("counter", "counter", "group"),
    choice=among("shortest", "random", "service"),
    jockeying=among(None, 2, 2, 3),
)


@cache
def durations() -> st.SearchStrategy[distributions.Distribution]:
    """Any distribution; constants often, since they make ties."""
    cvs = among(0.3, 1.0, 2.0)
    drawn = [
        st.builds(distributions.Exponential, mean_min=means),
        st.builds(distributions.Uniform, low_min=st.just(1.0), high_min=among(1.0, 7.0)),
        st.builds(distributions.Triangular, low_min=st.just(1.0), mode_min=among(1.0, 4.0),
                  high_min=among(4.0, 9.0)),
        st.builds(distributions.Hyperexponential, mean_min=means, cv=among(1.0, 2.0)),
        st.builds(distributions.Erlang, mean_min=means, stages=st.integers(1, 4)),
        st.builds(distributions.Gamma, mean_min=means, cv=cvs),
        st.builds(distributions.Lognormal, mean_min=means, cv=cvs),
        st.builds(distributions.Weibull, mean_min=means, shape=among(0.7, 1.0, 3.0)),
        st.builds(distributions.Normal, mean_min=means, sd_min=means, least_min=among(0.0, 1.0)),
        st.builds(distributions.Empirical, values_min=st.lists(minutes, min_size=1, max_size=4).map(tuple)),
    ]  # fmt: skip
    constant = st.builds(distributions.Constant, value_min=minutes)
    return st.one_of(constant, constant, constant, *drawn)


@cache
@st.composite
def spans(draw: st.DrawFn, most: int = 2) -> tuple[Span, ...]:
    """Up to `most` stretches on the grid; they may touch, overlap, or leave the opening hours."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        start, end = sorted((draw(grid), draw(grid)))
        found.append(Span(start, end if end > start else start + STEP_S))
    return tuple(found)


@cache
@st.composite
def weeks(draw: st.DrawFn, of: st.SearchStrategy[object]) -> Week[object]:
    """A week that may differ on one weekday."""
    other = {draw(among(*weekdays[:5])): draw(of)} if draw(st.booleans()) else {}
    return Week(every=draw(of), **other)


@st.composite
def routes(draw: st.DrawFn, name: str, stations: list[str]) -> Service:
    """A service whose steps lead on, back, or out; every step can be left for good."""
    names = [f"t{i}" for i in range(draw(st.integers(1, 3)))]
    whole, judged = draw(st.booleans()), draw(st.booleans())
    steps = []
    for own in names:
        branches = None
        if draw(st.booleans()):
            share = draw(among(0.2, 0.5, 0.6))
            first, second = draw(among(*names, DONE)), draw(among(*names, DONE))
            branches = (Branch(to=first, share=share), Branch(to=second, share=0.2))
        station = draw(among(*stations, *stations, None))
        follows = {}
        if whole:
            follows["after_days"] = draw(seldom(working_days))
            follows["without_citizen"] = station is None and draw(st.booleans())
        if judged:
            follows["checks_file"], follows["error"] = draw(shares), draw(shares)
            follows["finds_errors"] = draw(among(0.0, 0.5, 0.9))
            follows["rework"] = draw(among(*names))
        steps.append(
            Step(
                name=own,
                station=station,
                **follows,
                online=judged and own == names[0],
                time=draw(durations()),
                patience=draw(perhaps(durations())),
                next=branches,
            )
        )
    return Service(
        name=name,
        steps=tuple(steps),
        share=draw(among(0.0, 0.5, 1.0)),
        documents=draw(among(0, 1, 4)) if judged else 0,
        deadline_days=draw(among(None, 0, 1, 3)),
        quota=draw(among(None, None, None, 3)),
        correction=draw(among(None, *names)) if judged else None,
    )


@st.composite
def station(draw: st.DrawFn, name: str, offices: list[str]) -> Station:
    """A station with any of room, balking and patience, or one of the back office."""
    office = draw(among(None, None, *offices))
    if draw(st.integers(0, 3)) == 0:
        order = draw(among("arrival", "due", "priority"))
        return Station(name=name, back_office=True, order=order, office=office)
    table = draw(st.lists(st.tuples(st.integers(0, 4), shares), max_size=3, unique_by=lambda row: row[0]))
    return Station(
        name=name,
        order=draw(among("priority", "arrival")),
        room=draw(among(None, None, None, 5, 1, 0)),
        balking=tuple(sorted(table)),
        counts=draw(among("waiting", "present")),
        patience=draw(perhaps(durations())),
        leave_at_once=draw(among(0.0, 0.0, 0.3)),
        appointments=draw(among("first", "alternating", "in_turn")),
        office=office,
    )


@st.composite
def officers(draw: st.DrawFn, name: str, skills: list[str], offices: list[str]) -> OfficerGroup:
    """A group with any timetable, skills and way of taking breaks; in a region it may be moved."""
    count = draw(among(1, 1, 2, 2, 3, 3, 1, 0))
    changes = draw(st.integers(0, 3)) == 0
    capacity = tuple(Weighted(s, draw(st.integers(0, 2))) for s in draw(spans())) if changes else None
    present = ((count, 0.5), (draw(st.integers(0, count)), 0.5)) if draw(st.booleans()) else None
    return OfficerGroup(
        name=name,
        count=count,
        skills=tuple(draw(st.lists(among("*", "*", *skills), min_size=1, max_size=2))),
        backup_skills=tuple(draw(st.lists(among(*skills), max_size=1))),
        hours=draw(seldom(weeks(spans()))),
        breaks=draw(perhaps(weeks(spans()))),
        ramadan_hours=draw(seldom(weeks(spans()))),
        capacity=capacity,
        present=present,
        on_break=draw(among("finish", "resume", "restart")),
        late_share=draw(among(0.0, 0.0, 0.5, 1.0)),
        late=draw(perhaps(durations())),
        office=draw(among(None, None, *offices)),
        moves=tuple(draw(st.lists(moves(offices), max_size=2))) if offices else (),
    )


@st.composite
def moves(draw: st.DrawFn, offices: list[str]) -> Move:
    """A stay in another office, or the own."""
    first, last = sorted((draw(dates), draw(dates)))
    return Move(
        office=draw(among(*offices)),
        weekdays=tuple(draw(st.lists(among(*weekdays), max_size=2, unique=True))),
        first=draw(among(None, first)),
        last=draw(among(None, last)),
    )


@st.composite
def channels(draw: st.DrawFn, name: str, services: list[Service]) -> Channel:
    """A channel of any kind, with what any of them may have."""
    enters = [(s.name, draw(among(*[t.name for t in s.steps]))) for s in services if draw(st.booleans())]
    kind = draw(among("counter", "appointment", "appointment", "online", "bundle", "mobile"))
    spans_ = _apart(draw(spans()))
    slots = tuple(Slots(s, draw(among(5.0, 20.0)), draw(st.integers(0, 2))) for s in spans_)
    return Channel(
        name=name,
        kind=kind,
        services=draw(among(("*",), (services[0].name,))),
        enters=tuple(enters),
        needs_skill=draw(among(0.0, 0.0, 0.3)),
        skill_below=draw(among(None, None, 0.6)),
        farther_than_min=draw(among(0.0, 0.0, 5.0)),
        willing=draw(among(1.0, 0.9, 0.5, 0.0)),
        knows_document=draw(among(None, 0.5)),
        citizen_comes=draw(st.booleans()),
        needs_ticket=draw(st.booleans()),
        travel_min=draw(among(None, 10.0)),
        hours=tuple(Weighted(s, 1.0) for s in _apart(draw(spans()))) if draw(st.booleans()) else None,
        days=tuple(draw(st.lists(among("mon", "tue", "thu"), min_size=1, max_size=2, unique=True))),
        slots=slots if kind == "appointment" else (),
        lead_days=draw(st.integers(0, 2)),
        days_ahead=draw(st.integers(0, 3)),
        overbooking=draw(among(0.0, 0.5)),
        no_show=draw(among(0.0, 0.3, 1.0)),
        no_show_per_day=draw(among(0.0, 0.2)),
        late_min=draw(among(-10.0, 0.0, 5.0)),
        late_sd_min=draw(among(0.0, 10.0)),
        grace_min=draw(among(None, 0.0, 5.0)),
    )


@cache
@st.composite
def returns(draw: st.DrawFn) -> Returns:
    """Coming again for any of the reasons, the same day or later."""

    def back() -> Return | None:
        after = draw(perhaps(durations()))
        return draw(st.none() | st.builds(Return, share=shares, after_days=working_days, after=st.just(after)))

    reasons = ("gave_up", "balked", "refused", "sent_home", "incomplete", "no_ticket", "no_show", "no_form", "error")
    return Returns(**{reason: back() for reason in reasons}, visits_at_most=draw(among(1, 2, 5)))


@st.composite
def trouble(draw: st.DrawFn, stations: list[str], steps: list[str]) -> dict[str, object]:
    """Outages, shortages and tickets, each of them now and then."""
    found: dict[str, object] = {}
    if draw(st.booleans()):
        hit = draw(among(tuple(stations), (stations[0],)))
        found["outages"] = (
            Outage(
                name="mati", stations=hit, chance=draw(among(0.5, 1.0)), lasts=draw(durations()),
                at=draw(perhaps(grid)),
            ),
        )  # fmt: skip
    if draw(st.booleans()):
        out_of = tuple(draw(st.lists(among(*steps), min_size=1, max_size=2, unique=True)))
        found["shortages"] = (Shortage(name="blanko", steps=out_of, chance=0.5, lasts_days=draw(working_days)),)
    if draw(st.integers(0, 2)) == 0:
        hours = draw(st.none() | spans(1).map(lambda s: s[0]))
        found["tickets"] = Tickets(quota=draw(among(None, 20, 4, 0)), hours=hours)
    return found


@st.composite
def arrivals(draw: st.DrawFn, name: str, services: list[str], classes: list[str], offices: list[str]) -> Arrivals:
    """A stream by rates, or a trace with recorded work and patience."""
    service = draw(among(*services))
    class_ = draw(among(None, *classes))
    office = draw(among(None, *offices))
    if draw(st.booleans()):
        rates = tuple(Weighted(s, draw(among(0.0, 6.0, 60.0))) for s in _apart(draw(spans())))
        return Arrivals(name=name, service=service, class_name=class_, rates_per_hour=rates, office=office)
    dated = draw(st.booleans())
    rows = tuple(
        TraceRow(
            time_s=draw(grid),
            day=draw(st.integers(1, 4)) if dated else None,
            service=draw(among(None, *services)),
            class_name=draw(among(None, *classes)),
            service_s=draw(among(None, 0, 300, 600)),
            patience_s=draw(among(None, 0, 300)),
        )
        for _ in range(draw(st.integers(0, 12)))
    )
    return Arrivals(name=name, service=service, class_name=class_, rows=rows, office=office)


def _apart(found: tuple[Span, ...]) -> tuple[Span, ...]:
    """The stretches that do not overlap an earlier one."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: s.start_s):
        if not kept or span.start_s >= kept[-1].end_s:
            kept.append(span)
    return tuple(kept)


@cache
@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Closed days, special hours and some of Ramadan among the few days that a run passes over."""
    days = draw(st.lists(dates, max_size=6, unique=True))
    first = draw(dates)
    names = Words(id="libur", en="holiday")
    holidays = tuple(Holiday(date=d, kind=draw(among("national", "leave")), name=names) for d in days[:3])
    anchor = Holiday(date=date(2026, 12, 25), kind="national", name=names)
    ramadan = Ramadan(first=first, last=first + timedelta(days=draw(st.integers(0, 9))))
    return Calendar(
        holidays="acak",
        collective_leave=draw(st.booleans()),
        ramadan_hours=draw(st.none() | weeks(spans().map(_apart))),
        half_days=tuple(HalfDay(date=d, hours=_apart(draw(spans()))) for d in days[3:5]),
        closed=tuple(days[5:]),
        table=Holidays(label="acak.csv", days=(*holidays, anchor), ramadans=(ramadan,)),
    )


@cache
@st.composite
def seasons(draw: st.DrawFn) -> Season:
    """A season of any kind; it may hold none of the days of the run."""
    first, last = sorted((draw(dates), draw(dates)))
    yearly = {"first": YearDay(first.month, first.day), "last": YearDay(last.month, last.day)}
    when = draw(st.sampled_from([{"first": first, "last": last}, yearly, {"lebaran": (-3, 0)}, {"lebaran": (1, 5)}]))
    return Season(name="musim", factor=draw(among(0.0, 0.5, 3.0)), **when)


@cache
@st.composite
def demand(draw: st.DrawFn) -> Demand:
    """How needs fall over week and day."""
    weights = spans().map(lambda found: tuple(Weighted(s, 1.0 + i) for i, s in enumerate(_apart(found))))
    busyness = among(*[Busyness(dist=d, cv=cv) for d in ("gamma", "lognormal") for cv in (0.2, 1.5)])
    return Demand(
        factor=draw(among(1.0, 1.0, 0.7, 1.5)),
        weekday=draw(perhaps(weeks(among(0.5, 1.0, 2.0)))),
        profile=draw(st.none() | weeks(weights)),
        busyness=draw(st.none() | busyness),
        after_holiday=draw(among(None, ((1, 2.0),), ((1, 1.5), (2, 3.0)))),
        seasons=tuple(draw(st.lists(seasons(), max_size=2))),
    )


@st.composite
def offices(draw: st.DrawFn) -> Scenario:
    """A whole scenario of a few days."""
    stations = [f"s{i}" for i in range(draw(st.integers(1, 2)))]
    region = [f"k{i}" for i in range(draw(among(0, 0, 2, 3)))]
    names = [f"v{i}" for i in range(draw(st.integers(1, 2)))]
    services = [draw(routes(name, stations)) for name in names]
    skills = ["*", *names, *[f"{s.name}.{t.name}" for s in services for t in s.steps]]
    classes = [f"c{i}" for i in range(draw(among(3, 2, 0)))]
    ranks = draw(st.permutations([0, 1, 2])) if draw(st.booleans()) else [0, 1, 1]
    hours = among((Span(OPEN, CLOSE),), (Span(OPEN, OPEN + 5400), Span(CLOSE - 5400, CLOSE)))
    citizens = st.sampled_from(
        [
            Citizens(count=count, needs_per_year=needs, needs_cv=cv)
            for count in (25, 40, 1)
            for needs in (250.0, 1000.0, 50.0)
            for cv in (0.0, 0.7)
        ]
    )
    person = {
        "digital_access": draw(among(1.0, 0.7)),
        "digital_skill": draw(among(1.0, 0.5, 0.5, 0.0)),
        "knows_document": draw(among(1.0, 0.7, 0.0)),
        "brings_when_told": draw(among(1.0, 0.5)),
        "travel": draw(perhaps(durations())),
        "villages": draw(among(1, 3)),
    }
    steps = [f"{s.name}.{t.name}" for s in services for t in s.steps]
    citizen = draw(st.one_of(citizens, citizens, citizens, st.none()))
    word = Words(id="acak", en="random")
    scenario = Scenario(
        title=word,
        hours=Week(mon=draw(hours), tue=draw(hours), thu=draw(hours)),
        stations=tuple(draw(station(name, region)) for name in stations),
        services=tuple(services),
        officers=tuple(draw(officers(f"o{i}", skills, region)) for i in range(draw(st.integers(1, 3)))),
        seed=draw(st.integers(0, 2**31)),
        days=draw(among(3, 2, 5, 1)),
        closing=draw(among("serve_all", "send_home")),
        classes=tuple(
            PriorityClass(
                name=c,
                share=1 / len(classes),
                priority=rank,
                digital_access=draw(among(None, 0.5)),
                digital_skill=draw(among(None, 0.2)),
                knows_document=draw(among(None, 0.9)),
            )
            for c, rank in zip(classes, ranks, strict=False)
        ),
        calendar=draw(perhaps(calendars())),
        citizens=None if citizen is None else replace(citizen, **person),
        demand=draw(demand()),
        arrivals=tuple(
            draw(arrivals(f"a{i}", names, classes, region)) for i in range(draw(st.integers(int(citizen is None), 2)))
        ),
        channels=tuple(draw(channels(f"kanal{i}", services)) for i in range(draw(among(1, 0, 2, 3)))),
        returns=draw(st.just(Returns()) | returns()),
        offices=tuple(Office(name=name, share=draw(among(0.0, 0.5, 1.0)) + (i == 0)) for i, name in enumerate(region)),
        **draw(trouble(stations, steps)),
    )
    scenario = calmed(scenario) if draw(among(True, True, False)) else scenario
    scenario = draw(peopled(scenario)) if draw(st.integers(0, 4)) != 1 else scenario
    return draw(lined(scenario)) if draw(st.integers(0, 3)) == 2 else scenario


@st.composite
def lined(draw: st.DrawFn, scenario: Scenario) -> Scenario:
    """The same office where people choose among lines, before counters that nobody serves as a second task."""
    stations = tuple(s if s.back_office else replace(s, lines=draw(lines)) for s in scenario.stations)
    return replace(
        scenario, stations=stations, officers=tuple(replace(group, backup_skills=()) for group in scenario.officers)
    )


def calmed(scenario: Scenario) -> Scenario:
    """The same routes, channels and returns in an office that works all day, so that cases get to their end.

    Nobody changes, judges, or has acquaintances.
    """
    able = tuple(
        replace(group, skills=("*",), count=2, hours=None, breaks=None, capacity=None, present=None, office=None)
        for group in scenario.officers
    )
    stations = tuple(replace(s, room=None, balking=(), leave_at_once=0.0) for s in scenario.stations)
    services = tuple(replace(s, quota=None, share=1.0) for s in scenario.services)
    people = replace(scenario.citizens or Citizens(count=30, needs_per_year=300.0), connected=0.0)
    ways = tuple(
        replace(
            c, willing=max(c.willing, 0.5), services=("*",), lead_days=min(c.lead_days, 1), days_ahead=3,
            slots=(Slots(Span(OPEN, CLOSE), 20.0, 1),) if c.slots else (),
        )
        for c in scenario.channels
    )  # fmt: skip
    return replace(
        scenario, officers=able, stations=stations, services=services, citizens=people, demand=Demand(),
        tickets=Tickets(), calendar=None, channels=ways, days=max(scenario.days, 3), staff=None, opinion=None,
    )  # fmt: skip
