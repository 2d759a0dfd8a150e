"""Do the measures say what they claim, on records small enough to count by hand and on random ones?"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from little_offices import at, constant, counter, office, officer, one_step, ran

from sim.measures import MEASURES, Estimate, Fold, Key, Measure, Verdict, estimate, paired, verdict
from sim.measures.histogram import Histogram
from sim.office import Scenario
from sim.plan import plan_of
from sim.plan.tables import DAY_ROW, OFFICER_ROW, OUTCOMES, VISIT_ROW, Block

pytestmark = pytest.mark.newer

TWO_SERVICES = [
    {"name": "short", "target_min": 5.0, "step": [{"name": "a", "station": "counter", "time": constant(1)}]},
    {
        "name": "long",
        "step": [
            {"name": "b", "station": "counter", "time": constant(1)},
            {"name": "c", "station": "back", "time": constant(1)},
        ],
    },
]


def little(**keys) -> Scenario:
    stations = [{"name": "counter"}, {"name": "back"}]
    arrivals = [at([0], service="short")]
    return office(**{"service": TWO_SERVICES, "station": stations, "arrivals": arrivals, "target_min": 10.0} | keys)


def visit(day, number, step, outcome="served", *, came, arrive, start, finish, waited, last=True) -> dict:
    """A row in minutes; `start` None where nobody was served. Steps are 0 (short.a), 1 (long.b), 2 (long.c)."""
    times = {"came": came, "arrive": arrive, "start": start, "finish": finish, "waited": waited}
    return {
        **{f"{name}_s": -1 if minutes is None else 60 * minutes for name, minutes in times.items()},
        "day": day,
        "visit": number,
        "citizen": -1,
        "service": min(step, 1),
        "step": step,
        "officer": -1 if start is None else 0,
        "outcome": OUTCOMES.index(outcome),
        "last": last,
    }


def worked(day=0, officer=0, *, scheduled, busy, outside=0, overtime=0) -> dict:
    """An officer's day, in minutes."""
    times = {"scheduled": scheduled, "busy": busy, "outside": outside, "overtime": overtime}
    return {"day": day, "officer": officer} | {f"{name}_s": 60 * minutes for name, minutes in times.items()}


def block(visits, officers=(), days=1, first=0) -> Block:
    """Rows as an engine hands them over: days of ten hours."""
    rows = [{"day": day, "ended_s": 36_000, "busyness": 1.0} for day in range(first, first + days)]
    return Block(table(VISIT_ROW, visits), table(OFFICER_ROW, officers), table(DAY_ROW, rows))


def table(dtype: np.dtype, rows) -> np.ndarray:
    found = np.zeros(len(rows), dtype)
    for place, row in enumerate(rows):
        for name, value in row.items():
            found[place][name] = value
    return found


def measured(scenario: Scenario, *blocks: Block) -> dict[Key, float]:
    fold = Fold(plan_of(scenario))
    for found in blocks:
        fold.add(found)
    return fold.measured().values


FIVE = [
    visit(0, 1, 0, came=0, arrive=0, start=4, finish=6, waited=4),
    visit(0, 2, 0, came=0, arrive=0, start=6, finish=8, waited=6),
    visit(0, 3, 1, came=10, arrive=10, start=12, finish=13, waited=2, last=False),
    visit(0, 3, 2, came=10, arrive=13, start=19, finish=20, waited=8),
    visit(0, 4, 1, "gave_up", came=20, arrive=20, start=None, finish=50, waited=30),
    visit(0, 5, 0, "balked", came=70, arrive=70, start=None, finish=70, waited=0),
]
"""Three served (waits 4, 6, 8 minutes), one who gave up after 30 minutes, one who turned away."""


def test_counts_and_shares_are_of_visits_not_of_steps():
    found = measured(little(), block(FIVE))
    assert (found[Key("arrivals")], found[Key("completed")], found[Key("gave_up")], found[Key("balked")]) == (
        5,
        3,
        1,
        1,
    )
    assert found[Key("completed_share")] == pytest.approx(0.6)
    assert found[Key("refused_share")] == 0


def test_waits_are_of_those_served_to_the_end_and_those_who_left_stand_apart():
    found = measured(little(), block(FIVE))
    assert found[Key("wait_mean_min")] == pytest.approx((4 + 6 + 8) / 3)
    assert found[Key("wait_p50_min")] == pytest.approx(6)
    assert found[Key("wait_p90_min")] == pytest.approx(np.percentile([4, 6, 8], 90))
    assert found[Key("wait_of_all_mean_min")] == pytest.approx((4 + 6 + 8 + 30) / 4)  # who balked did not wait
    assert found[Key("sojourn_mean_min")] == pytest.approx((6 + 8 + 10) / 3)


def test_each_visit_is_held_against_the_target_of_its_own_service():
    found = measured(little(), block(FIVE))
    assert found[Key("within_target", "service", "short")] == pytest.approx(1 / 2)  # 4 of 5 minutes, 6 of 5
    assert found[Key("within_target", "service", "long")] == 1  # 8 of 10
    assert found[Key("within_target")] == pytest.approx(2 / 3)
    assert found[Key("served_within_target")] == pytest.approx(2 / 5)  # leaving counts as a miss


def test_steps_and_stations_have_waits_of_their_own():
    found = measured(little(), block(FIVE))
    assert found[Key("step_wait_mean_min", "step", "long.c")] == pytest.approx(6)
    assert found[Key("step_wait_mean_min", "step", "long.b")] == pytest.approx(2)
    assert found[Key("step_wait_of_all_mean_min", "step", "long.b")] == pytest.approx((2 + 30) / 2)
    assert found[Key("step_wait_mean_min", "station", "counter")] == pytest.approx((4 + 6 + 2) / 3)
    assert found[Key("gave_up_share", "station", "counter")] == pytest.approx(1 / 5)
    assert found[Key("arrivals", "station", "back")] == 1


def test_visits_count_in_the_hour_and_on_the_weekday_in_which_they_begin():
    late = [visit(1, 6, 0, came=61, arrive=61, start=61, finish=62, waited=0)]
    second = block(late, first=1)
    found = measured(little(days=2), block(FIVE), second)
    assert found[Key("arrivals", "hour", "00:00")] == 4
    assert found[Key("arrivals", "hour", "01:00")] == 2
    assert found[Key("arrivals_per_day", "hour", "01:00")] == 1
    assert found[Key("arrivals_per_day", "weekday", "mon")] == 5
    assert found[Key("arrivals_per_day", "weekday", "tue")] == 1
    assert Key("arrivals", "weekday", "sat") not in found


def test_utilisation_counts_work_beside_the_timetable_too():
    officers = [worked(scheduled=500, busy=300, outside=100, overtime=2), worked(officer=1, scheduled=0, busy=0)]
    scenario = little(officer=[{"name": "desk", "skills": ["*"], "count": 2}])
    found = measured(scenario, block(FIVE, officers))
    assert found[Key("utilisation")] == pytest.approx(300 / 600)
    assert found[Key("utilisation", "officer", "desk 1")] == pytest.approx(300 / 600)
    assert math.isnan(found[Key("utilisation", "officer", "desk 2")])  # never there: no share of nothing
    assert found[Key("overtime_min_per_day")] == 2


def test_warm_up_days_and_minutes_are_left_out_of_the_run_and_marked_in_the_days():
    scenario = little(days=2, warm_up_days=1, warm_up_min=15.0)
    early = visit(1, 6, 0, came=0, arrive=0, start=9, finish=10, waited=9)
    later = visit(1, 7, 0, came=20, arrive=20, start=21, finish=22, waited=1)
    fold = Fold(plan_of(scenario))
    fold.add(block(FIVE, [worked(scheduled=10, busy=5)]))
    fold.add(block([early, later], [worked(1, scheduled=10, busy=1)], first=1))
    found = fold.measured()
    assert found.values[Key("arrivals")] == 1
    assert found.values[Key("wait_mean_min")] == pytest.approx(1)
    assert found.values[Key("utilisation")] == pytest.approx(0.1)
    assert found.days["warm_up"].tolist() == [True, False]
    assert found.days["arrivals"].tolist() == [2, 1]  # the first minutes of the warm-up day are left out as well


def test_a_day_knows_its_own_waits_and_when_it_ended():
    day = Fold(plan_of(little()))
    day.add(block(FIVE, [worked(scheduled=10, busy=5)]))
    row = day.measured().days[0]
    assert row["wait_p90_min"] == pytest.approx(np.percentile([4, 6, 8], 90))
    assert row["utilisation"] == pytest.approx(0.5)
    assert row["ended_s"] == 36_000


def test_an_empty_office_has_no_waits_rather_than_waits_of_nought():
    found = measured(little(), block([]))
    assert found[Key("arrivals")] == 0
    assert math.isnan(found[Key("wait_mean_min")])
    assert math.isnan(found[Key("completed_share")])


BUSY = {
    "service": one_step(7),
    "station": counter(room=6, patience=constant(25)),
    "officer": officer(),
    "arrivals": [{"name": "all", "service": "service", "rates_per_hour": [["00:00-09:00", 12]]}],
    "days": 6,
    "closing": "send_home",
}


def test_folding_block_by_block_gives_what_folding_at_once_gives():
    scenario = office(**BUSY, warm_up_days=2)
    whole = ran("reference", scenario)
    parts = [
        Block(*[table[(table["day"] >= first) & (table["day"] < first + 2)] for table in whole]) for first in (0, 2, 4)
    ]
    at_once, in_parts = measured(scenario, whole), measured(scenario, *parts)
    assert list(at_once) == list(in_parts)
    np.testing.assert_array_equal(list(at_once.values()), list(in_parts.values()))


def test_people_in_the_office_are_arrivals_times_their_stay():
    scenario = office(**BUSY)
    rows = ran("reference", scenario)
    found = measured(scenario, rows)
    last = rows.visits[rows.visits["last"] == 1]
    seconds = rows.days["ended_s"].sum()
    at_each_second = np.zeros(10**6)
    for row in last:
        at_each_second[row["came_s"] : row["finish_s"]] += 1
    assert found[Key("present_mean")] == pytest.approx(at_each_second.sum() / seconds)
    assert found[Key("waiting_mean")] == pytest.approx(last["waited_s"].sum() / seconds)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5000)), max_size=60),
    st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]),
    st.integers(0, 60),
)
def test_percentiles_of_counts_are_those_of_the_values(values, share, cut):
    group, seconds = (np.array(column, np.int64) for column in (zip(*values, strict=True) if values else ((), ())))
    counted = Histogram(4)
    counted.add(seconds[:cut], group[:cut])
    counted.add(seconds[cut:], group[cut:])
    for number, found in enumerate(counted.quantiles(share)):
        own = seconds[group == number]
        assert found == pytest.approx(np.quantile(own, share)) if len(own) else math.isnan(found)
    np.testing.assert_array_equal(counted.sums(), [seconds[group == number].sum() for number in range(4)])


def test_very_long_waits_are_counted_without_a_table_of_all_seconds():
    counted = Histogram(50)
    seconds = np.array([3, 10**7, 10**7 + 1], np.int64)
    counted.add(seconds, np.array([0, 49, 49]))
    assert counted.quantiles(0.5)[49] == 10**7 + 0.5
    assert counted.sums()[0] == 3


def test_the_interval_is_student_s_over_runs():
    found = estimate(np.array([4.0, 6.0, 8.0, np.nan]))
    half = 4.302652729696142 * 2.0 / math.sqrt(3)  # t(2, 0.975) of any table of Student's t
    assert (found.mean, found.runs) == (6.0, 3)
    assert (found.low, found.high) == pytest.approx((6 - half, 6 + half))


def test_a_higher_level_gives_a_wider_interval():
    found = estimate(np.array([4.0, 6.0, 8.0]), level=0.999)
    assert found.high - 6 == pytest.approx(31.599054576443621 * 2.0 / math.sqrt(3))


def test_one_run_has_no_interval_and_none_has_no_mean():
    one, none = estimate(np.array([4.0])), estimate(np.array([np.nan]))
    assert one.mean == 4
    assert math.isnan(one.low)
    assert math.isnan(one.high)
    assert math.isnan(none.mean)
    assert none.runs == 0


def test_a_paired_difference_is_of_runs_with_the_same_luck():
    found = paired(np.array([11.0, 22.0, 33.0]), np.array([10.0, 20.0, 30.0]))
    half = 4.302652729696142 * 1.0 / math.sqrt(3)
    assert found == pytest.approx((2.0, 2.0 - half, 2.0 + half, 3))


@pytest.mark.parametrize(
    ("measure", "interval", "said"),
    [
        ("wait_mean_min", (-3.0, -1.0), Verdict.BETTER),
        ("wait_mean_min", (1.0, 3.0), Verdict.WORSE),
        ("within_target", (0.1, 0.3), Verdict.BETTER),
        ("within_target", (-0.3, -0.1), Verdict.WORSE),
        ("utilisation", (0.1, 0.3), Verdict.HIGHER),
        ("utilisation", (-0.3, -0.1), Verdict.LOWER),
        ("wait_mean_min", (-1.0, 2.0), Verdict.CANNOT_TELL),
        ("wait_mean_min", (0.0, 2.0), Verdict.CANNOT_TELL),
        ("wait_mean_min", (math.nan, math.nan), Verdict.CANNOT_TELL),
        ("wait_mean_min", (0.0, 0.0), Verdict.SAME),
    ],
)
def test_a_verdict_needs_an_interval_that_leaves_out_nought(measure, interval, said):
    low, high = interval
    mean = (low + high) / 2
    assert verdict(Estimate(mean, low, high, 5), MEASURES[measure]) is said


def test_every_measure_of_a_run_is_in_the_catalogue():
    assert {key.measure for key in measured(little(), block(FIVE))} <= set(MEASURES)
    assert all(isinstance(measure, Measure) for measure in MEASURES.values())


def test_many_days_take_no_more_memory_than_a_few():
    held = []
    counted = Histogram(5)
    chance = np.random.default_rng(1)
    for _ in range(100):
        counted.add(chance.integers(0, 10_000, 4_000), chance.integers(0, 5, 4_000))
        held.append(sum(len(keys) for keys, _ in counted._parts))
    assert max(held) < 3 * 50_000  # there are 50,000 different cells
