"""Do measures for staff move what their mechanism says, by as much as was found, and nothing beside it?

Each figure is measured in the records of runs, as who measured it in the world would have done. Differences
are paired by common random numbers, and their 95 % intervals have to lie on one side of nought.
"""

from dataclasses import replace

import numpy as np
import pytest

from findings.anchors import DAY, anchored, crowded, pace, random, served
from findings.differences import down, measured, reformed, up
from findings.little_offices import constant, officer, one_step
from findings.people_offices import lived
from findings.staff import (
    COURSE,
    ONE_BY_ONE,
    POSTS,
    RISKY,
    TAUGHT,
    TIME,
    WEEK,
    WRONG,
    busy,
    field_experiment,
    gained,
    many_services,
    output,
    rotated,
    two_posts,
)
from sim.evidence import row_of
from sim.measures import paired
from sim.plan import plan_of
from sim.reforms import CATALOGUE, Training


def change(measure, scenario, *reforms, beside=()):
    """What reforms do to a measure, `beside` others: the mean paired difference, with its interval."""
    ours, theirs = (measured(reformed(scenario, *some)) for some in ((*beside, *reforms), beside))
    return paired(ours.of(measure), theirs.of(measure))


def visits(scenario, run=0):
    return lived("compiled", scenario, run).block.visits


def identical(scenario, *reforms):
    """Whether no visit of a run changes at all."""
    return visits(reformed(scenario, *reforms)).tolist() == visits(scenario).tolist()


# --------------------------------------------------------------------------------------------------- courses: anchors


def test_a_course_of_a_week_raises_output_as_was_found():
    """T1: the two weeks after it, trained against not trained."""
    with_course, without = field_experiment()
    assert anchored("T1", gained(with_course, WEEK))
    assert gained(without, WEEK) == pytest.approx(0.0, abs=0.001)


def test_colleagues_of_those_on_a_course_gain_as_was_found():
    """T2: for each tenth more of the colleagues who have been on it; four of the other seven have."""
    with_course, without = field_experiment()
    gain = output(with_course, 1, WEEK) / output(without, 1, WEEK) - 1.0
    assert gain > 0.0
    assert anchored("T2", gain / (10 * 4 / 7))


def test_what_a_course_gives_is_halved_as_it_is_read_by_default():
    """T3: the half-life from the gain in the two weeks after the course, and that eight weeks later."""
    rows, _ = field_experiment()
    early, late = gained(rows, WEEK), gained(rows, WEEK + 8 * WEEK)
    assert anchored("T3", 8.0 * np.log(2.0) / np.log(early / late))
    assert late / early == pytest.approx(0.5, abs=0.05)


def test_what_a_course_gives_stays_where_it_is_permanent():
    rows, _ = field_experiment("permanent")
    assert gained(rows, 100) == pytest.approx(gained(rows, WEEK), rel=0.02)
    assert anchored("T1", gained(rows, 100))


def test_officers_are_away_while_they_attend_a_cohort_at_a_time():
    made = crowded(5, 800, 4 * WEEK, officer=TAUGHT, staff={})
    rows = served(reformed(made, COURSE | {"cohort": 2}))
    away = [set(range(8)) - set(rows["officer"][rows["day"] == day].tolist()) for day in range(4 * WEEK)]
    assert [len(missing) for missing in away] == [2] * 2 * WEEK + [0] * 2 * WEEK
    assert set.union(*away) == {0, 1, 2, 3}


def test_a_course_that_is_held_again_renews_what_fades_and_covered_posts_are_never_left():
    """Half of it is left after so many days; a second course brings all of it back, and nobody is away."""
    keys = COURSE | {"cohort": 4, "half_life_weeks": 2.0, "covered": True}
    made = crowded(5, 800, 6 * WEEK, officer=TAUGHT, staff={})
    rows = {every: served(reformed(made, keys | {"every_days": every})) for every in (0, 5 * WEEK)}
    assert all(set(found["officer"][found["day"] == 1]) == set(range(8)) for found in rows.values())
    assert gained(rows[5 * WEEK], 5 * WEEK + 1) > 2.0 * gained(rows[0], 5 * WEEK + 1)


def test_a_shorter_course_gives_less_and_a_longer_one_no_more():
    made = crowded(5, 800, 4 * WEEK, officer=TAUGHT, staff={})
    short, long = (served(reformed(made, COURSE | {"days": days, "variant": "permanent"})) for days in (1, 2 * WEEK))
    week, _ = field_experiment("permanent")
    assert gained(short, 3 * WEEK, WEEK) == pytest.approx(gained(week, WEEK) / WEEK, rel=0.1)
    assert gained(long, 3 * WEEK, WEEK) == pytest.approx(gained(week, WEEK), rel=0.05)


# ------------------------------------------------------------------------------------------------ courses: directions


def test_after_a_technical_course_services_are_shorter_lines_too_and_mistakes_fewer():
    made = busy(80)
    assert down(change("staff_min_per_case", made, {"name": "training"}))
    assert down(change("wait_mean_min", made, {"name": "training"}))
    assert down(change("visits_per_case", made, {"name": "training"}))


def test_while_officers_are_on_a_course_citizens_wait_longer():
    assert up(change("wait_mean_min", busy(ONE_BY_ONE, warm_up_days=0), {"name": "training"}))


def test_after_a_course_in_communication_citizens_are_treated_better():
    """T4, in standard deviations between officers; where they are alike there is nothing to gain."""
    people = {"count": 4000, "needs_per_year": 12}
    made = random(0.001, 60, service=one_step(5), officer=officer(count=3), citizens=people, warm_up_days=ONE_BY_ONE,
                  staff={"courtesy": {"spread": 0.15, "level": 0.6}}, opinion={"satisfaction": {}})  # fmt: skip
    polite = {"name": "training", "kind": "communication"}
    better = change("skm_conduct", made, polite)
    assert up(better)
    assert anchored("T4", better.mean / (3 * 0.15))  # three points lie between the worst conduct and the best
    assert change("staff_min_per_case", made, polite).mean == 0.0
    alike = replace(made, staff=replace(made.staff, courtesy=replace(made.staff.courtesy, spread=0.0)))
    assert not up(change("skm_conduct", alike, polite))


SIMPLER = {"name": "sop_simplification"}
SLOW_TO_CHANGE = {"change": {"start": "2030-01-01", "resistant": 0.4}}


def test_after_a_digital_course_what_is_new_is_adopted_sooner():
    made = busy(40, staff={"change": {"start": "2026-01-05"}})
    assert up(change("adoption_mean", made, {"name": "training", "kind": "digital"}))


def test_after_a_digital_course_a_simpler_procedure_is_adopted_sooner():
    made = busy(60, staff=SLOW_TO_CHANGE)
    digital = {"name": "training", "kind": "digital"}
    assert down(change("staff_min_per_case", made, digital, beside=[SIMPLER]))


def test_after_a_digital_course_what_is_sent_online_takes_less_time_and_goes_wrong_less_often():
    digital, sending = {"name": "training", "kind": "digital"}, RISKY[0]["step"][0] | {"online": True}
    made = busy(40, service=[RISKY[0] | {"step": [sending]}], staff={"learning": {}})
    assert down(change("staff_min_per_case", made, digital))
    assert down(change("visits_per_case", made, digital | {"digital": 1.0}))


def test_who_does_what_nobody_else_can_has_a_stand_in_while_on_a_course():
    posts = [{"name": "a", "skills": ["service"], "count": 2}, {"name": "b", "skills": ["other"]}]
    services = [
        {"name": name, "step": [{"name": "s", "station": "counter", "time": TIME}]} for name in ("service", "other")
    ]
    sent = plan_of(reformed(busy(20, service=services, officer=posts), {"name": "training"})).arrays.attends
    assert (sent["last"] - sent["first"]).tolist() == [WEEK, WEEK, 0]


def test_a_digital_course_makes_nobody_faster_where_nothing_is_new():
    made = busy(40, service=one_step(5))
    digital = {"name": "training", "kind": "digital"}
    assert change("staff_min_per_case", made, digital).mean == 0.0


def test_a_course_does_not_shorten_what_another_agency_takes():
    """The letter of the other agency takes two weeks, whoever hands it out."""
    steps = [{"name": "hand in", "station": "counter", "time": TIME},
             {"name": "collect", "station": "counter", "time": constant(2), "after_days": [[10, 1.0]]}]  # fmt: skip
    made = random(9, 80, service=[{"name": "service", "step": steps}], officer=officer(count=3), staff={},
                  warm_up_days=ONE_BY_ONE)  # fmt: skip
    assert change("days_to_finish_mean", made, {"name": "training"}).mean == 0.0
    assert down(change("staff_min_per_case", made, {"name": "training"}))


# ----------------------------------------------------------------------------------------------------------- rotation


def test_rotation_slows_officers_until_they_know_the_new_post():
    output = rotated()
    assert output[0] < 0.95
    assert np.all(np.diff(output[:10]) > 0.0)


def test_nobody_is_left_out_of_rotation():
    made = two_posts(1)
    new, usual = served(reformed(made, {"name": "rotation", "related": 0.2})), served(made)
    assert all(pace(new[new["officer"] == who]) < 0.95 * pace(usual[usual["officer"] == who]) for who in range(4))


def test_who_has_a_profession_stays_with_it_unless_named():
    """Nobody makes a dentist of a clerk."""
    made = two_posts(3, RIGHT)
    assert identical(made, {"name": "rotation", "variety": 0.0})
    assert not identical(made, {"name": "rotation", "variety": 0.0, "groups": ["a", "b"]})


def test_once_they_know_both_posts_officers_are_faster_than_before():
    """L5: the direction; the size is assumed."""
    assert rotated()[-20:].mean() > 1.0


def test_without_learning_rotation_costs_nothing():
    made = two_posts(30, staff={})
    rows = served(reformed(made, {"name": "rotation", "every_days": 10, "variety": 0.0}))
    assert len(rows) == len(served(made))


def test_citizens_wait_longer_while_officers_learn_their_new_post():
    """In the month after a move, in an office that is not always busy."""
    streams = [{"name": name, "service": name, "rates_per_hour": [[DAY, 30]]} for name in "ab"]
    made = two_posts(20, arrivals=streams)
    assert up(change("wait_mean_min", made, {"name": "rotation", "related": 0.2}))


# ---------------------------------------------------------------------------------------------------------- placement

RIGHT = [post | {"background": post["skills"]} for post in WRONG]


def test_the_right_person_at_the_right_counter_is_spared_the_whole_mismatch():
    """T5: what the mapping is worth is what is assumed of the mismatch, no more."""
    made = two_posts(10, WRONG, staff={})
    placed = served(reformed(made, {"name": "placement"}))
    assert anchored("T5", pace(placed) / pace(served(made)) - 1.0)


def test_placement_shortens_services_and_lines():
    streams = [{"name": name, "service": name, "rates_per_hour": [[DAY, 30]]} for name in "ab"]
    made = two_posts(20, WRONG, staff={}, arrivals=streams)
    assert down(change("wait_mean_min", made, {"name": "placement"}))
    assert down(change("staff_min_per_case", made, {"name": "placement"}))


@pytest.mark.parametrize("officers", [POSTS, RIGHT], ids=["no backgrounds", "right already"])
def test_placement_changes_nothing_where_nobody_is_misplaced(officers):
    assert identical(two_posts(10, officers, staff={}), {"name": "placement"})


# --------------------------------------------------------------------------------------------------------- leadership


@pytest.mark.parametrize("staff", [None, {}, {"leadership": {}}], ids=["no table", "other tables", "its own table"])
def test_better_leadership_is_worth_half_of_what_was_found(staff):
    """A9, of which half comes from older workers who leave, and that is not open here."""
    keys = {} if staff is None else {"staff": staff}
    made = crowded(5, 120, 10, **keys)
    better = reformed(made, {"name": "leadership", "level": 1.0, "ramp_days": 0})
    gain = pace(served(better)) / pace(served(made)) - 1.0
    assert anchored("A9", 2.0 * gain)
    half = reformed(made, {"name": "leadership", "level": 1.0, "ramp_days": 0, "strength": 0.5})
    assert pace(served(half)) / pace(served(made)) - 1.0 == pytest.approx(gain / 2.0, rel=0.05)


@pytest.mark.parametrize("staff", [None, {}, {"learning": {}}], ids=["no table", "no mechanism", "learning"])
def test_until_it_begins_leadership_leaves_an_office_as_it_was(staff):
    """Backgrounds too, which count for nothing in an office without tables."""
    made = two_posts(5, WRONG, staff=staff)
    assert visits(CATALOGUE["leadership"]().adds(made)).tolist() == visits(made).tolist()


def test_under_better_leadership_citizens_wait_less_and_officers_want_more():
    made = busy(120, staff={"motivation": {}})
    assert down(change("wait_mean_min", made, {"name": "leadership", "level": 1.0}))
    assert up(change("motivation_mean", made, {"name": "leadership", "level": 1.0}))


def test_under_better_leadership_what_is_new_is_adopted_sooner():
    made = busy(60, staff={"change": {"start": "2026-01-05"}})
    assert up(change("adoption_mean", made, {"name": "leadership", "level": 1.0}))
    without_output = {"name": "leadership", "level": 1.0, "output": 0.0}
    assert down(change("staff_min_per_case", busy(60, staff=SLOW_TO_CHANGE), without_output, beside=[SIMPLER]))


# ----------------------------------------------------------------------------------------------------- change support

RESISTED = {"change": {"start": "2026-01-05", "resistant": 0.4}}


def test_support_has_what_is_new_adopted_sooner_and_the_slow_time_is_shorter():
    made = busy(60, staff=RESISTED, warm_up_days=0)
    assert up(change("adoption_mean", made, {"name": "change_support"}))
    assert down(change("staff_min_per_case", made, {"name": "change_support"}))


def test_support_has_another_measure_adopted_sooner():
    made = busy(60, staff=SLOW_TO_CHANGE, warm_up_days=0)
    assert down(change("staff_min_per_case", made, {"name": "change_support"}, beside=[SIMPLER]))


def test_support_leaves_more_motivation_to_those_who_resent_an_appraisal():
    made = busy(100, officer=officer(count=3), staff={"motivation": {}} | SLOW_TO_CHANGE)
    assert up(change("motivation_mean", made, {"name": "change_support"}, beside=[{"name": "reward_scheme"}]))


@pytest.mark.parametrize("staff", [{}, SLOW_TO_CHANGE], ids=["no table", "nothing new yet"])
def test_support_alone_changes_nothing(staff):
    assert identical(busy(20, staff=staff), {"name": "change_support"})


# ------------------------------------------------------------------------------------------------- innovation contest


def test_a_contest_shortens_services_a_little_and_no_more_than_anybody_found():
    """A11: nothing was found; its range ends at a twentieth."""
    made = many_services(100)
    saved = change("staff_min_per_case", made, {"name": "innovation_contest"})
    assert down(saved)
    assert -saved.mean / measured(made).of("staff_min_per_case").mean() <= row_of("A11").high / 5


def test_only_winners_of_a_contest_get_shorter():
    made = replace(many_services(100), warm_up_days=0)
    rows = served(reformed(made, {"name": "innovation_contest", "winners": 0.5, "after_days": 0}))
    usual = served(made)
    taken = [
        [(r["finish_s"] - r["start_s"])[r["service"] == number].sum() for number in range(10)] for r in (rows, usual)
    ]
    ratio = np.array(taken[0]) / taken[1]
    won = ratio < 0.99
    assert 0 < won.sum() < 10
    assert ratio[won] == pytest.approx(0.98, abs=0.002)
    assert ratio[~won] == pytest.approx(1.0, abs=1e-12)


def test_a_contest_without_winners_changes_nothing():
    assert identical(many_services(70), {"name": "innovation_contest", "winners": 0.0})


# -------------------------------------------------------------------------------------------------------------- costs


def paid_once(name, heads, **keys):
    """What is paid for a measure in an office of so many officers."""
    return CATALOGUE[name](name=name, **keys).investment(crowded(5, 1, 1, officer=officer(count=heads)))


@pytest.mark.parametrize("name", ["training", "placement"])
def test_courses_and_mapping_cost_more_with_more_officers(name):
    each = CATALOGUE[name](name=name).officer_rupiah
    assert paid_once(name, 20) - paid_once(name, 2) == pytest.approx(18 * each)


def test_what_is_not_paid_by_the_head_does_not_depend_on_heads():
    for name in ("rotation", "leadership", "change_support", "innovation_contest"):
        assert paid_once(name, 20) == paid_once(name, 2) == CATALOGUE[name](name=name).investment_rupiah


def test_only_those_who_are_sent_are_paid_for_in_every_office_of_a_region():
    people = [
        {"name": "a", "skills": ["*"], "count": 3},
        {"name": "b", "skills": ["*"], "capacity": [["08:00-10:00", 2], ["10:00-12:00", 4]], "office": "x"},
    ]
    region = crowded(5, 1, 1, officer=people, office=[{"name": "x"}, {"name": "y"}])
    for groups, heads in ((("a",), 6), (("b",), 4), ((), 10)):
        course = Training(groups=groups)
        paid = course.investment(region) - course.investment_rupiah
        assert paid / course.officer_rupiah == pytest.approx(heads)
