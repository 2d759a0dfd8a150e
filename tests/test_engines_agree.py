"""Do the two engines tell the same story, row by row and to the last bit? And would we notice if they did not?"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from random_offices import offices

from sim.engines.compiled import CompiledEngine
from sim.engines.reference import ReferenceEngine, day, desk, moments, office, people, visit
from sim.office import Citizens, OfficerGroup, Scenario, Service, Station, Step
from sim.office.distributions import Constant, Exponential
from sim.office.units import Span, Week, Words
from sim.plan import plan_of
from sim.plan.engine import Engine
from sim.rules import chance, clock
from sim.rules.demand import needs_today

pytestmark = pytest.mark.newer

QUICK, LONG, LONG_PARTS, POOL = 300, 10_000, 20, 400
SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def story(engine: type[Engine], scenario: Scenario, run: int, days_at_once: int) -> tuple[np.ndarray, ...]:
    """All that an engine records and leaves behind, run in stretches of so many days."""
    plan = plan_of(scenario)
    running = engine(plan, run)
    blocks = [running.advance(days_at_once) for _ in range(-(-scenario.days // days_at_once))]
    return (*[np.concatenate(parts) for parts in zip(*blocks, strict=True)], running.citizens())


def agree(scenario: Scenario, run: int, days_at_once: int) -> None:
    """Both engines record the same, however many days the compiled one runs at once."""
    reference = story(ReferenceEngine, scenario, run, scenario.days)
    compiled = story(CompiledEngine, scenario, run, days_at_once)
    for a, b in zip(reference, compiled, strict=True):
        assert a.dtype == b.dtype
        for left, right in zip(a, b, strict=False):
            assert left == right
        assert len(a) == len(b)


@settings(max_examples=QUICK, deadline=None, suppress_health_check=SLOW_IS_FINE)
@given(offices(), st.integers(0, 99), st.integers(1, 4))
def test_random_offices_are_equal_to_the_last_bit(scenario: Scenario, run: int, days_at_once: int) -> None:
    agree(scenario, run, days_at_once)


def test_who_is_sent_home_is_written_down_in_the_order_of_tickets() -> None:
    """Whether somebody waits with a limit to patience or without must not change the order of the rows."""
    line = Station(name="s", title=None)
    endless = Service(name="a", steps=(Step(name="t", station="s", time=Constant(value_min=5)),))
    patience = Exponential(mean_min=500)
    hurried = Service(name="b", steps=(Step(name="t", station="s", time=Constant(value_min=5), patience=patience),))
    crowd = Scenario(
        title=Words("ramai", "crowd"),
        hours=Week(every=(Span(0, 1200),)),
        days=2,
        closing="send_home",
        stations=(line,),
        services=(endless, hurried),
        officers=(OfficerGroup(name="o", skills=("*",)),),
        citizens=Citizens(count=100, needs_per_year=250),
    )
    agree(crowd, 0, 1)


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_ten_thousand_random_offices_are_equal(part: int) -> None:
    @seed(part)
    @settings(max_examples=LONG // LONG_PARTS, database=None, deadline=None, suppress_health_check=SLOW_IS_FINE)
    @given(offices(), st.integers(0, 99), st.integers(1, 4))
    def part_of_them(scenario: Scenario, run: int, days_at_once: int) -> None:
        agree(scenario, run, days_at_once)

    part_of_them()


# Each mutation is a mistake that somebody could make in one engine; the random offices must show it.


def ties_reversed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moments, "order_key", lambda rank, number: clock.order_key(rank, (1 << 47) - number))


def ranks_swapped(patch: pytest.MonkeyPatch) -> None:
    swap = {clock.SERVICE_END: clock.ARRIVAL, clock.ARRIVAL: clock.SERVICE_END}
    patch.setattr(moments, "order_key", lambda rank, number: clock.order_key(swap.get(rank, rank), number))


def give_up_before_end(patch: pytest.MonkeyPatch) -> None:
    swap = {clock.SERVICE_END: clock.GIVE_UP, clock.GIVE_UP: clock.SERVICE_END}
    patch.setattr(moments, "order_key", lambda rank, number: clock.order_key(swap.get(rank, rank), number))


def stale_give_up_left_alive(patch: pytest.MonkeyPatch) -> None:
    """A timer of a line left long ago fires in the line in which the visit waits now."""
    proper = desk.Desk.give_up

    def give_up(self: desk.Desk, ticket: desk.Ticket) -> None:
        now = [t for line in self.lines for queue in line for t in queue if t.waiting and t.visit is ticket.visit]
        proper(self, now[0] if now else ticket)

    patch.setattr(desk.Desk, "give_up", give_up)


def last_come_first_served(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_first_for", _latest)


def _latest(self: desk.Desk, officer: object) -> desk.Ticket | None:
    for rank in range(self.plan.office[0].ranks):
        found = [t for line in officer.lines for t in self.lines[line][rank] if t.waiting]
        if found:
            return max(found, key=lambda t: t.number)
    return None


def priorities_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_rank", lambda self, ticket: 0)


def arrival_order_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_rank", lambda self, ticket: self.plan.class_[ticket.visit.class_].rank)


def preference_ignored(patch: pytest.MonkeyPatch) -> None:
    def idle(self: desk.Desk, line: int) -> object:
        links = self.plan.line[line]
        able = [self.plan.link[i].to for i in range(links.first, links.first + links.count)]
        found = [(self.officers[a].idle_since, a) for a in able if self.officers[a].idle]
        return self.officers[min(found)[1]] if found else None

    patch.setattr(desk.Desk, "_idle_officer", idle)


def idle_since_ignored(patch: pytest.MonkeyPatch) -> None:
    def idle(self: desk.Desk, line: int) -> object:
        links = self.plan.line[line]
        able = [self.plan.link[i] for i in range(links.first, links.first + links.count)]
        found = [(a.preference, a.to) for a in able if self.officers[a.to].idle]
        return self.officers[min(found)[1]] if found else None

    patch.setattr(desk.Desk, "_idle_officer", idle)


def room_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_no_room", lambda self, station: False)


def balking_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_balks", lambda self, visit, step: False)


def breaks_never_end_a_duty(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Officer, "on_duty", lambda self, now: self.present)


def every_break_is_finished_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Officer, "ends_at", lambda self, start, work: start + work)


def nobody_is_sent_home(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(day.Day, "closing", lambda self: iter([moments.Moment(self.env, 0, clock.CLOSING, 0)]))


def same_work_on_every_pass(patch: pytest.MonkeyPatch) -> None:
    def draw(self: visit.Visit, purpose: int, step: object) -> int:
        return chance.draw_of(purpose, step.index, self.again if purpose == chance.BRANCH else 0)

    patch.setattr(visit.Visit, "draw", draw)


def everybody_present(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "_present", lambda self, group: len(self.staff))


def no_busy_days(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "_busyness", lambda self: 1.0)


def special_hours_ignored(patch: pytest.MonkeyPatch) -> None:
    """Officers keep the timetable of the weekday in Ramadan and on half days."""
    begin = people.Officer.begin_day

    def as_usual(self: people.Officer, kind: int, present: bool) -> None:  # noqa: FBT001
        begin(self, self.model.plan.day[self.model.today].weekday, present)

    patch.setattr(people.Officer, "begin_day", as_usual)


def days_alike(patch: pytest.MonkeyPatch) -> None:
    """Weekdays, holidays and seasons make no difference to how many come."""

    def wake(self: people.Citizen) -> None:
        office, mean = self.model, self.rate * self.model.busyness
        for ordinal in range(needs_today(mean, chance.uniform(self.key, chance.DAYS + office.today))):
            office.needs.append((self, chance.need_key(self.key, office.today, ordinal)))

    patch.setattr(people.Citizen, "wake", wake)


def nobody_remembers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "remember", lambda self, day: None)


MUTATIONS = [
    ties_reversed,
    ranks_swapped,
    give_up_before_end,
    stale_give_up_left_alive,
    last_come_first_served,
    priorities_ignored,
    arrival_order_ignored,
    preference_ignored,
    idle_since_ignored,
    room_ignored,
    balking_ignored,
    breaks_never_end_a_duty,
    every_break_is_finished_first,
    nobody_is_sent_home,
    same_work_on_every_pass,
    everybody_present,
    no_busy_days,
    special_hours_ignored,
    days_alike,
    nobody_remembers,
]


@pytest.fixture(scope="module")
def pool() -> list[tuple[Scenario, tuple[np.ndarray, ...]]]:
    """Random offices with what the compiled engine makes of them."""
    found: list[Scenario] = []

    @settings(max_examples=POOL, database=None, deadline=None, phases=[Phase.generate], derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(offices())
    def collect(scenario: Scenario) -> None:
        found.append(scenario)

    collect()
    return [(scenario, story(CompiledEngine, scenario, 0, scenario.days)) for scenario in found]


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda m: m.__name__)
def test_a_mistake_in_one_engine_is_noticed(
    mutate: Callable[[pytest.MonkeyPatch], None],
    pool: list[tuple[Scenario, tuple[np.ndarray, ...]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The engines proper agree on such offices, so what differs is the mutation's doing."""
    mutate(monkeypatch)
    assert any(differs(scenario, compiled) for scenario, compiled in pool)


def differs(scenario: Scenario, compiled: tuple[np.ndarray, ...]) -> bool:
    """Whether the (mutated) reference engine tells another story; breaking down is one too."""
    try:
        reference = story(ReferenceEngine, scenario, 0, scenario.days)
    except (ValueError, AttributeError, RuntimeError):
        return True
    return not all(np.array_equal(a, b) for a, b in zip(reference, compiled, strict=True))
