"""Does what has been measured of officers come out of runs of a made office, where nobody put it in as a result?

Each figure is measured in the records of a run, as who measured it in the world would have done, and held against the
range of its row in the registry. The defaults are those of a scenario that names a mechanism and says no more.
"""

from functools import cache

import numpy as np
import pytest

from findings.anchors import DAY, MONTH, anchored, crowded, pace, random, served
from findings.little_offices import at, constant, office, officer, one_step
from findings.people_offices import coming_on, lived, quality, times, visited
from sim.evidence import row_of
from sim.office.staff import Attendance, Learning, Turnover
from sim.plan.tables import ERROR, SERVED

DAY_S = 7 * 3600


def utilisation(block):
    """By day, for one officer."""
    return block.officers["busy_s"] / block.officers["scheduled_s"]


# --------------------------------------------------------------------------------------- learning, and forgetting


@cache
def first_year():
    """What a novice serves in the first year at a counter where there is always somebody, 20 minutes' work each."""
    return served(crowded(20, 40, 250, officer=officer(experience=0.0), staff={"learning": {}}))


def test_the_novice_of_these_tests_serves_as_many_as_a_clerk_does_in_a_year():
    assert 4_000 <= len(first_year()) <= 6_000


@pytest.mark.parametrize("weeks", [1, 2])
def test_a_novice_gains_in_the_first_year_what_newcomers_gain(weeks):
    """L1: the output of an hour in the last month, against that of the first weeks."""
    rows = first_year()
    first, last = rows[rows["day"] < 5 * weeks], rows[rows["day"] >= 250 - MONTH]
    assert anchored("L1", pace(last) / pace(first) - 1.0)


def test_the_time_falls_with_every_doubling_of_the_cases_as_learning_curves_do():
    """L3: the slope of the log of the time over the log of all cases so far, those brought along included."""
    rows, known = first_year(), Learning()
    handled = known.novice_cases + np.arange(len(rows))
    learning = handled < known.full_cases
    slope, _ = np.polyfit(np.log(handled[learning]), np.log(times(rows)[learning]), 1)
    assert anchored("L3", 2.0**slope)


def proficient(rows, best):
    """The first day on which a service takes at most a tenth longer than the best."""
    by_day = [times(rows[rows["day"] == day]).mean() for day in np.unique(rows["day"])]
    return int(np.argmax(np.array(by_day) <= 1.1 * best)) + 1


def test_a_novice_among_the_experienced_is_proficient_sooner():
    """L2: the share of the time that is saved, with three experienced colleagues against nobody."""
    people = [{"name": "new", "skills": ["*"], "experience": 0.0}, {"name": "old", "skills": ["*"], "count": 3}]
    rows = served(crowded(20, 160, 250, officer=people, staff={"learning": {}}))
    new, old = rows[rows["officer"] == 0], rows[rows["officer"] > 0]
    alone, among = (proficient(r, times(old).mean()) for r in (first_year(), new))
    assert anchored("L2", 1.0 - among / alone)


def test_other_novices_teach_a_novice_nothing():
    """Until they have become experienced themselves."""
    rows = served(crowded(20, 160, MONTH, officer=officer(experience=0.0, count=4), staff={"learning": {}}))
    alone = first_year()[first_year()["day"] < MONTH]
    assert times(rows[rows["officer"] == 0]).tolist() == times(alone).tolist()


def elsewhere(days_away):
    """Seconds of the services before and after so many days at another step, and how many there were before."""
    two = [{"name": name, "step": [{"name": "s", "station": "counter", "time": constant(20)}]} for name in "ab"]
    away = range(2 * MONTH, 2 * MONTH + days_away)
    days = 2 * MONTH + days_away + 1
    made = office(hours=DAY, days=days, closing="send_home", service=two, officer=officer(experience=0.0),
                  arrivals=[at([480], service="a")], staff={"learning": {}})  # fmt: skip
    rows = served(coming_on(made, [(d, 480, "b" if d in away else "a") for d in range(days) for _ in range(30)]))
    own = rows[rows["service"] == 0]
    return times(own[own["day"] < 2 * MONTH]), times(own[own["day"] >= 2 * MONTH])


@pytest.mark.parametrize("months", [1, 3])
def test_a_month_at_another_step_leaves_as_much_as_was_found(months):
    """L4: how many cases had been handled when the work last took as long as on the first day back."""
    before, after = elsewhere(months * MONTH)
    worth = np.interp(-after[0], -before, 1.0 + np.arange(len(before)))
    assert anchored("L4", (worth / len(before)) ** (1.0 / months))


def test_work_outside_the_own_field_takes_longer_by_what_is_assumed_of_it():
    """T5: no study was found; the row is an assumption, whose range holds all the same."""
    two = [{"name": name, "step": [{"name": "s", "station": "counter", "time": constant(20)}]} for name in "ab"]
    streams = [at(range(10, 290, 30), service="a"), at(range(300, 590, 30), service="b") | {"name": "others"}]
    rows = served(office(service=two, arrivals=streams, officer=officer(background=["a"]), staff={}))
    own, other = (times(rows[rows["service"] == number]).mean() for number in (0, 1))
    assert anchored("T5", other / own - 1.0)


# ------------------------------------------------------------------------------------------------ load, and overload


def waiting(rows):
    """How many waited behind each who was called, where one officer serves in turn."""
    behind = np.zeros(len(rows))
    for day in np.unique(rows["day"]):
        today = rows["day"] == day
        came, called = rows["arrive_s"][today], rows["start_s"][today]
        behind[today] = np.searchsorted(np.sort(came), called, "left") - np.arange(1, len(came) + 1)
    return np.maximum(behind, 0)


@pytest.mark.parametrize("per_hour", [8, 9.6])
def test_a_longer_line_makes_services_shorter(per_hour):
    """W5, whose range ends at no reaction at all; and W1, which says the direction."""
    rows = served(random(per_hour, 120, staff={"load": {}}))
    elasticity, _ = np.polyfit(np.log1p(waiting(rows)), np.log(times(rows)), 1)
    assert anchored("W5", elasticity)
    assert elasticity * row_of("W1").value > 0


def test_a_fifth_more_work_makes_services_shorter():
    """W1: the direction, where the office is not overloaded."""
    usual, more = (times(served(random(per_hour, 120, staff={"load": {}}))).mean() for per_hour in (8, 9.6))
    assert (more - usual) * row_of("W1").value > 0


def test_overload_that_lasts_undoes_the_hurrying():
    """W2: the line is the same every day; on the first day officers hurry, after weeks they are slower than usual."""
    rows = served(crowded(5, 120, 40, staff={"load": {}}))
    first, later = times(rows[rows["day"] == 0]).mean(), times(rows[rows["day"] >= 20]).mean()
    assert first < 300 < later
    assert (later - first) * row_of("W2").value > 0
    rested = served(crowded(5, 20, 40, staff={"load": {}}))
    assert times(rested[rested["day"] == 0]).mean() == times(rested[rested["day"] >= 20]).mean()


def mistakes(officers, per_day):
    """Cases with a mistake in the second half of a year, and how loaded each officer was, without any hurrying."""
    risky = [{"name": "service", "step": [{"name": "s", "station": "counter", "time": constant(5), "error": 0.3}]}]
    rows = at(480 + 4.8 * np.arange(per_day))
    staff = {"load": {"elasticity": 0.0, "slower": 0.0}}
    made = office(hours=DAY, days=250, service=risky, arrivals=[rows], officer=officer(count=officers), staff=staff)
    block = lived("compiled", made).block
    loaded = block.officers["busy_s"].sum() / block.officers["scheduled_s"].sum()
    late = block.cases[block.cases["began_day"] >= 125]
    return late["case"][late["reason"] == ERROR], loaded


def test_a_tenth_too_much_work_makes_as_many_more_mistakes_as_was_found():
    """W3: the same cases with one officer, a tenth above the saturation (W4), and with two, who have time."""
    overloaded, load = mistakes(1, 87)
    rested, half = mistakes(2, 87)
    assert load == pytest.approx(row_of("W4").value + 0.1, abs=0.01)
    assert half < row_of("W4").low
    assert set(rested.tolist()) < set(overloaded.tolist())
    assert anchored("W3", len(overloaded) / len(rested) - 1.0)
    assert len(overloaded) > len(rested)


def test_services_get_shorter_up_to_the_load_at_which_hospitals_turn():
    """W4: days by how loaded the two weeks before were; from the turn on services take longer."""
    loads, paces = [], []
    for per_hour in np.arange(7.5, 11.3, 0.25):
        block = lived("compiled", random(float(per_hour), 120, staff={"load": {}})).block
        load, seconds = utilisation(block), block.officers["busy_s"] / block.officers["served"]
        loads += [load[day - 10 : day].mean() for day in range(20, 120)]
        paces += seconds[20:].tolist()
    edges = np.arange(0.70, 1.10, 0.03)
    bins = np.digitize(loads, edges)
    means = np.array([np.mean(np.array(paces)[bins == b]) for b in range(1, len(edges))])
    lowest = int(means.argmin())
    assert anchored("W4", edges[lowest] + 0.015)
    assert means[0] > means[lowest] + 10
    assert means[-1] > means[lowest] + 10


# ------------------------------------------------------------------------------------------------- the day and fatigue


def test_the_output_of_longer_days_falls_behind_their_hours_as_in_the_call_centre():
    """W6: six, seven and eight hours."""
    hours = [6, 7, 8]
    made = [crowded(3, 300, 10, hours=f"08:00-{8 + h:02}:00", staff={"fatigue": {}}) for h in hours]
    elasticity, _ = np.polyfit(np.log(hours), np.log([len(served(scenario)) for scenario in made]), 1)
    assert anchored("W6", elasticity)
    assert elasticity < 1.0


def test_the_usual_day_gives_the_usual_output():
    rested, tired = (served(crowded(3, 300, 10, staff=staff)) for staff in ({}, {"fatigue": {}}))
    assert len(tired) == pytest.approx(len(rested), rel=0.01)


def odds_by_hour(runs, **keys):
    """The odds of a mistake in each hour of the morning."""
    risky = [{"name": "service", "step": [{"name": "s", "station": "counter", "time": constant(1), "error": 0.3}]}]
    made = crowded(1, 270, 250, service=risky, hours="08:00-12:00", staff={"fatigue": {}}, **keys)
    shares = np.zeros((2, 4))
    for run in range(runs):
        block = lived("compiled", made, run).block
        rows = block.visits[block.visits["outcome"] == SERVED]
        bad = np.isin(rows["case"], block.cases["case"][block.cases["reason"] == ERROR])
        hour = np.minimum((rows["start_s"] - 8 * 3600) // 3600, 3)
        shares += [np.bincount(hour, bad, 4), np.bincount(hour, minlength=4)]
    share = shares[0] / np.maximum(shares[1], 1)
    return share / (1.0 - share)


def test_mistakes_late_in_a_session_are_as_much_likelier_as_was_found():
    """W7: the odds in the fourth hour against the first, without a break and with one before it."""
    odds = odds_by_hour(6)
    assert anchored("W7", odds[3] / odds[0])
    assert odds[3] > odds[2] > odds[0]


def test_a_break_makes_officers_careful_again():
    odds = odds_by_hour(6, officer=officer(breaks="10:45-11:00"))
    assert odds[3] == pytest.approx(odds[0], rel=0.05)
    assert odds[3] < odds[2]


def test_who_comes_late_is_not_careless_for_it():
    """The session begins when the officer does."""
    odds = odds_by_hour(6, officer=officer(late_share=1.0, late=constant(180)))
    assert odds[3] == pytest.approx(odds_by_hour(6)[0], rel=0.05)


def test_a_better_head_of_the_office_is_worth_half_of_what_was_found():
    """A9, of which half comes from older workers who leave, and that is not open here."""
    usual, better = (pace(served(crowded(5, 120, 10, staff={"leadership": {"level": s}}))) for s in (0.0, 1.0))
    assert anchored("A9", 2.0 * (better / usual - 1.0))


# ------------------------------------------------------------------------------------------------ coming, and leaving


@cache
def many_officers(**staff):
    """A year of four hundred officers."""
    tables = {name: dict(table) for name, table in staff.items()}
    made = office(days=250, service=one_step(1), arrivals=[at([1])], officer=officer(count=400), staff=tables)
    return lived("compiled", made)


@pytest.mark.parametrize("table", [(), (("a_year", 0.3),)], ids=["by default", "three in ten"])
def test_as_many_leave_in_a_year_as_the_scenario_says(table):
    share = dict(table).get("a_year", Turnover().a_year)
    left = (many_officers(turnover=table).staff["hired_day"] > 0).mean()
    assert left == pytest.approx(share, abs=4 * (share * (1 - share) / 400) ** 0.5)


def test_who_leaves_is_replaced_by_somebody_without_experience():
    seen = many_officers(turnover=(("a_year", 0.3),), learning=()).staff
    new = seen["hired_day"] > 0
    assert seen["competence"][~new].min() > 1.15 * seen["competence"][new].max()


def test_as_many_stay_away_as_the_scenario_says():
    away = many_officers(attendance=()).block.officers["scheduled_s"] == 0
    assert away.mean() == pytest.approx(Attendance().absence, abs=4 * (0.25 / len(away)) ** 0.5)


def test_who_wants_less_stays_away_more():
    seen = many_officers(attendance=(), motivation=())
    by_officer = (seen.block.officers["scheduled_s"] == 0).reshape(250, 400).mean(axis=0)
    order = np.argsort(seen.staff["motivation"])
    assert by_officer[order[:100]].mean() > 1.5 * by_officer[order[-100:]].mean()


def test_as_many_resist_what_is_new_as_is_assumed():
    """P16: no Indonesian share has been measured."""
    assert anchored("P16", many_officers(change=()).staff["resists"].mean())


# -------------------------------------------------------------------------------------------------- good and bad news


def step_of_trust(worth):
    """By how much the first visit moves trust, from one half, where one half was expected."""
    opinion = {
        "satisfaction": quality(worth, expectation=0.5),
        "trust": {"model": "surprise", "predisposition": 0.5, "spread": 0.0},
    }
    rows = lived("compiled", office(**visited(50, 1.0), days=5, opinion=opinion)).block.opinions
    _, first = np.unique(rows["citizen"], return_index=True)
    steps = np.unique(rows["trust"][first] - 0.5)
    assert np.ptp(steps) < 1e-12
    return float(steps[0])


@pytest.mark.parametrize("surprise", [0.05, 0.3])
def test_a_disappointment_costs_as_much_more_trust_as_was_found(surprise):
    """K5: the step down after a bad visit against the step up after one that is as good."""
    down, up = step_of_trust(0.5 - surprise), step_of_trust(0.5 + surprise)
    assert down < 0.0 < up
    assert anchored("K5", -down / up)
