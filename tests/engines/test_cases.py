"""Is a case ever lost, or counted twice? Do its visits, files and hours add up, over nights, holidays and Ramadan?"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from followed import DAY_S, ENGINES, Followed, followed, midnights, story
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_offices import offices

from findings.little_offices import at, constant, office, one_step
from sim.office import Scenario, TraceRow
from sim.plan.layout import NONE
from sim.plan.tables import CASE_OUTCOMES, FINISHED, NO_SHOW, OPEN, SERVED
from sim.scenario.calendars import bundled_calendars, read_calendar, with_holidays

MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
HOURS = "08:00-15:00"
OFFICERS = [{"name": "front", "skills": ["*"]}]


@pytest.fixture(params=list(ENGINES))
def engine(request):
    return request.param


def file_office(front_min: float = 10, file_min: float = 30, **keys) -> Scenario:
    """A counter, a back office, and the counter again: hand in, verify, collect. One officer each."""
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(front_min)},
        {"name": "verify", "station": "back", "time": constant(file_min)},
        {"name": "collect", "station": "counter", "time": constant(5)},
    ]
    whole = {
        "hours": HOURS,
        "days": 3,
        "station": [{"name": "counter"}, {"name": "back", "back_office": True}],
        "officer": [
            {"name": "front", "skills": ["service.hand_in", "service.collect"]},
            {"name": "head", "skills": ["service.verify"]},
        ],
        "service": [{"name": "service", "step": steps}],
    }
    return office(**whole | keys)


def once(scenario: Scenario, minutes: list[float]) -> Scenario:
    """The scenario with arrivals on its first day only."""
    rows = tuple(TraceRow(time_s=round(60 * minute), day=1) for minute in minutes)
    return replace(scenario, arrivals=(replace(scenario.arrivals[0], times=None, rows=rows),))


# -------------------------------------------------------------------------------------- nothing lost, nothing twice


@MANY
@given(offices(), st.integers(0, 99))
def test_every_case_that_began_has_exactly_one_end(scenario: Scenario, run: int) -> None:
    """Finished, given up, or open when the run is over; numbered without gaps in the order of beginning."""
    found = followed(scenario, run)
    numbers = np.unique(found.rows["case"])
    if not found.plan.arrays.office["follows"][0]:
        assert len(found.cases) == 0
        assert numbers.tolist() == list(range(1, len(numbers) + 1))
        return
    cases = found.cases
    assert cases["case"].tolist() == list(range(1, len(cases) + 1))
    assert set(numbers.tolist()) <= set(cases["case"].tolist())
    began = midnights(found.plan)[cases["began_day"]]
    assert (np.diff(began) >= 0).all()
    assert set(np.unique(cases["outcome"]).tolist()) <= set(range(len(CASE_OUTCOMES)))
    assert ((cases["ended_day"] == NONE) == (cases["outcome"] == OPEN)).all()


@MANY
@given(offices(), st.integers(0, 99))
def test_a_case_costs_what_its_visits_cost(scenario: Scenario, run: int) -> None:
    """In visits, trips and time; where somebody else comes, the citizen spends none."""
    found = followed(scenario, run)
    assume(len(found.cases) > 0)
    rows, cases, channels = found.rows, found.cases, found.plan.arrays.channel
    ends = rows[(rows["last"] == 1) & (rows["outcome"] != NO_SHOW)]
    comes = channels["comes"][ends["channel"]]

    def total(values: np.ndarray) -> list[int]:
        return np.bincount(ends["case"], values, minlength=len(cases) + 1)[1:].astype(int).tolist()

    assert total(np.ones(len(ends))) == cases["visits"].tolist()
    assert total(comes) == cases["trips"].tolist()
    assert total(comes * ends["waited_s"]) == cases["waited_s"].tolist()
    assert total(comes * (ends["finish_s"] - ends["came_s"])) == cases["spent_s"].tolist()


@MANY
@given(offices(), st.integers(0, 99))
def test_citizens_remember_what_their_cases_cost(scenario: Scenario, run: int) -> None:
    found = followed(scenario, run)
    assume(len(found.cases) > 0 and len(found.citizens) > 0)
    cases = found.cases[found.cases["citizen"] != NONE]

    def total(values: np.ndarray) -> list[int]:
        return np.bincount(cases["citizen"], values, minlength=len(found.citizens)).astype(int).tolist()

    for name in ("visits", "trips", "waited_s", "spent_s", "travel_s"):
        assert total(cases[name]) == found.citizens[name].tolist()
    assert total(cases["outcome"] == FINISHED) == found.citizens["finished"].tolist()


@MANY
@given(offices(), st.integers(0, 99))
def test_a_case_is_at_one_place_at_a_time(scenario: Scenario, run: int) -> None:
    """In the calendar: what comes later in the life of a case begins when the earlier is over, or after it."""
    found = followed(scenario, run)
    arrive, finish, case = found.seconds("arrive_s"), found.seconds("finish_s"), found.rows["case"]
    order = np.argsort(case, kind="stable")  # the rows of a case in the order in which they were written
    same = case[order][1:] == case[order][:-1]
    assert (arrive[order][1:][same] >= finish[order][:-1][same]).all()
    ends = np.zeros(len(found.cases) + 1, np.int64)
    np.maximum.at(ends, case[order], finish[order]) if len(found.cases) else None
    closed = found.cases[(found.cases["outcome"] != OPEN)]
    said = midnights(found.plan)[closed["ended_day"]] + closed["ended_s"]
    assert (ends[closed["case"]] == said).all()


@MANY
@given(offices(), st.integers(0, 99))
def test_a_file_is_taken_up_after_it_has_come_and_put_down_after_that(scenario: Scenario, run: int) -> None:
    found = followed(scenario, run)
    files = found.rows[found.rows["visit"] == NONE]
    assert (files["last"] == 0).all()
    assert (files["start_s"] >= files["arrive_s"]).all()
    assert (files["finish_s"] >= files["start_s"]).all()
    begun = files["day"] + (files["finish_s"] > 0)
    assert (begun <= scenario.days).all()


@MANY
@given(offices(), st.integers(0, 99))
def test_nobody_fails_more_often_than_visits_are_allowed(scenario: Scenario, run: int) -> None:
    found = followed(scenario, run)
    vain = Counter(found.rows["case"][found.rows["outcome"] != SERVED].tolist())
    assert max(vain.values(), default=0) <= scenario.returns.visits_at_most


# --------------------------------------------------------------------------------------------- work over the nights


@given(
    file_min=st.integers(1, 900),
    count=st.integers(1, 8),
    officers=st.integers(1, 3),
    gap=st.sampled_from([None, "10:00-10:45", "12:00-13:00"]),
    on_break=st.sampled_from(["finish", "resume"]),
    at_work=st.sampled_from(["08:00-15:00", "09:00-11:30", "07:00-16:00"]),
)
@settings(max_examples=60, deadline=None)
def test_work_on_files_is_neither_lost_nor_done_twice(file_min, count, officers, gap, on_break, at_work):
    """However often the evening cuts it: officers work as long as the files take, second by second."""
    head = {"name": "head", "skills": ["service.verify"], "count": officers, "hours": at_work, "on_break": on_break}
    head |= {"breaks": gap} if gap else {}
    front = {"name": "front", "skills": ["service.hand_in", "service.collect"], "count": 9}
    scenario = file_office(0, file_min, officer=[front, head], arrivals=[at([480])], days=80)
    found = followed(once(scenario, [480 + i for i in range(count)]))
    heads = found.block.officers[found.block.officers["officer"] >= 9]
    assert found.ends() == ["finished"] * count
    assert heads["busy_s"].sum() == 60 * file_min * count
    assert heads["outside_s"].sum() == 0 or on_break == "finish"
    assert heads["overtime_s"].sum() == 0
    assert heads["served"].sum() == count
    assert (heads["busy_s"] <= heads["scheduled_s"] + heads["outside_s"]).all()


def test_work_that_varies_is_the_same_whether_nights_cut_it_or_not():
    """The drawn work belongs to the case: a back office open day and night needs as many seconds for it."""
    law = {"dist": "lognormal", "mean_min": 90, "cv": 1.0}
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(1)},
        {"name": "verify", "station": "back", "time": law},
    ]
    keys = {
        "days": 60,
        "service": [{"name": "service", "step": steps}],
        "arrivals": [{"name": "all", "service": "service", "rates_per_hour": [["08:00-09:00", 3]]}],
        "officer": [
            {"name": "front", "skills": ["service.hand_in"], "count": 20},
            {"name": "head", "skills": ["service.verify"], "count": 2},
        ],
    }
    cut = followed(file_office(**keys))
    many = [keys["officer"][0], keys["officer"][1] | {"count": 99, "hours": "00:00-24:00"}]
    whole = followed(file_office(**keys | {"officer": many}))
    work = {int(r["case"]): int(r["finish_s"] - r["start_s"]) for r in whole.rows if r["visit"] == NONE}
    done = [int(r["case"]) for r in cut.rows if r["visit"] == NONE]
    assert len(done) > 100
    heads = cut.block.officers[cut.block.officers["officer"] >= 20]
    rest = heads["busy_s"].sum() - sum(work[case] for case in done)
    assert 0 <= rest < sum(work[case] for case in work.keys() - set(done)) + 1
    cuts = [r for r in cut.rows if r["visit"] == NONE and r["finish_s"] > DAY_S]
    assert len(cuts) >= 5


CALENDAR = {
    "start": "2026-02-09",
    "days": 36,
    "hours": {"workdays": ["08:00-12:00", "13:00-15:00"], "fri": ["08:00-11:30", "13:30-15:00"]},
    "officer": [
        {"name": "front", "skills": ["service.hand_in", "service.collect"], "count": 4},
        {"name": "head", "skills": ["service.verify"], "breaks": "12:00-12:30", "on_break": "resume"},
    ],
}
DEPARTS = {
    "holidays": "indonesia",
    "ramadan_hours": {"workdays": ["08:00-12:00", "12:30-14:00"], "fri": ["08:00-11:30", "12:30-13:30"]},
    "half_days": [["2026-02-13", "08:00-10:00"], ["2026-03-17", "08:00-09:00"]],
}


def over_lebaran(**keys) -> Followed:
    """Three people a day hand something in that takes the head 130 minutes: files pile up, and lie over the feast."""
    scenario = file_office(7, 130, arrivals=[at([480, 490, 500])], calendar=DEPARTS, **CALENDAR | keys)
    table = read_calendar(bundled_calendars()["indonesia"], "indonesia.csv")
    return followed(replace(scenario, calendar=with_holidays(scenario.calendar, table)))


def test_no_file_is_lost_over_lebaran_ramadan_and_half_days():
    """The head works on one file after the other, in the order of arrival, every second of the timetable."""
    found = over_lebaran()
    assert np.diff(found.plan.arrays.day["date"]).max() == 8  # 17 to 25 March: Nyepi and Lebaran
    assert len(np.unique(found.plan.arrays.day[["open", "close"]])) >= 4
    assert len(found.cases) == 3 * 36
    back = found.rows["visit"] == NONE
    files = found.rows[back]
    assert files["case"].tolist() == list(range(1, len(files) + 1))
    head = found.block.officers[found.block.officers["officer"] == 4]
    assert 0 <= head["busy_s"].sum() - 130 * 60 * len(files) < 130 * 60
    idle = head["scheduled_s"] - head["busy_s"]
    assert idle[0] == 7 * 60
    assert (idle[1:] == 0).all()
    assert (files["finish_s"] // DAY_S).max() >= 8
    assert (found.seconds("start_s")[back][1:] == found.seconds("finish_s")[back][:-1]).mean() > 0.5


def test_what_is_open_at_the_end_is_what_nobody_has_got_to_yet():
    found = over_lebaran()
    handed_in = set(found.rows["case"][found.rows["step"] == 0].tolist())
    collected = set(found.rows["case"][found.rows["step"] == 2].tolist())
    still_open = set(found.cases["case"][found.cases["outcome"] == OPEN].tolist())
    assert handed_in == collected | still_open
    assert not collected & still_open
    assert len(collected) > 60
    assert len(still_open) > 3


@pytest.mark.parametrize("weeks", [1, 2])
def test_a_file_lies_over_the_weekend_and_is_collected_on_monday(engine, weeks):
    """Handed in on Friday at 14:00; the head needs 90 minutes, leaves at 15:00, comes back on Monday."""
    friday = once(
        file_office(10, 90, arrivals=[at([480])], hours={"workdays": HOURS}, days=5 * weeks, start="2026-01-09"),
        [14 * 60],
    )
    assert story(followed(friday, engine=engine))[:2] == [
        ("hand_in", 0, "14:00", "14:00", "14:10", "served"),
        ("verify", 0, "14:10", "14:10", "08:40 +3", "served"),
    ]


def test_a_change_of_hours_cuts_a_file_where_the_day_now_ends(engine):
    """A half day closes at 10:00: what the head has not done by then is done the next morning."""
    scenario = once(
        file_office(
            10, 150, arrivals=[at([480])], start="2026-01-05", calendar={"half_days": [["2026-01-05", "08:00-10:00"]]}
        ),
        [480],
    )
    found = followed(scenario, engine=engine)
    assert story(found) == [
        ("hand_in", 0, "08:00", "08:00", "08:10", "served"),
        ("verify", 0, "08:10", "08:10", "08:40 +1", "served"),
        ("collect", 1, "08:40", "08:40", "08:45", "served"),
    ]
    assert found.ends() == ["finished"]
    head = found.block.officers[found.block.officers["officer"] == 1]
    assert (head["busy_s"] / 60).tolist() == [110, 40, 0]


# ------------------------------------------------------------------------------------------- a case, minute by minute


def test_a_file_cut_in_the_evening_goes_on_in_the_morning(engine):
    """Ten minutes at the counter; 30 of the head, 20 of them before closing; collected at once."""
    found = followed(once(file_office(arrivals=[at([480])]), [14 * 60 + 30]), engine=engine)
    assert story(found) == [
        ("hand_in", 0, "14:30", "14:30", "14:40", "served"),
        ("verify", 0, "14:40", "14:40", "08:10 +1", "served"),
        ("collect", 1, "08:10", "08:10", "08:15", "served"),
    ]
    (case,) = found.cases
    assert (case["visits"], case["trips"], case["waited_s"], case["spent_s"]) == (2, 2, 0, 15 * 60)
    assert (case["began_day"], case["began_s"], case["ended_day"], case["ended_s"]) == (0, 52_200, 1, 29_700)
    head = found.block.officers[found.block.officers["officer"] == 1]
    assert (head["busy_s"] / 60).tolist() == [20, 10, 0]
    assert head["served"].tolist() == [0, 1, 0]


def test_another_officer_goes_on_with_a_cut_file_the_same_day(engine):
    """The first leaves at 10:00 with 40 minutes to go; the second is busy until 10:30 with a file of her own."""
    early = {"name": "early", "skills": ["service.verify"], "hours": "08:00-10:00"}
    late = {"name": "late", "skills": ["service.verify"], "hours": "09:00-15:00"}
    front = {"name": "front", "skills": ["service.hand_in", "service.collect"], "count": 2}
    scenario = file_office(10, 60, officer=[front, early, late], arrivals=[at([480])], days=1)
    found = followed(once(scenario, [9 * 60 + 10, 9 * 60 + 20]), engine=engine)
    assert [row for row in story(found) if row[0] == "verify"] == [
        ("verify", 0, "09:30", "09:30", "10:30", "served"),
        ("verify", 0, "09:20", "09:20", "10:50", "served"),
    ]
    assert (found.block.officers["busy_s"][2:] / 60).tolist() == [40, 80]


def test_citizens_go_before_files_and_nobody_stays_for_a_file(engine):
    """One officer for both. Who is called when a file is done comes a moment after the officer has taken the next."""
    whole = {"name": "all", "skills": ["*"]}
    scenario = file_office(10, 30, officer=[whole], arrivals=[at([480])], closing="serve_all", days=2)
    found = followed(once(scenario, [14 * 60 + 20, 14 * 60 + 25, 14 * 60 + 58]), engine=engine)
    assert story(found) == [
        ("hand_in", 0, "14:20", "14:20", "14:30", "served"),
        ("hand_in", 0, "14:25", "14:30", "14:40", "served"),
        ("hand_in", 0, "14:58", "15:00", "15:10", "served"),
        ("verify", 0, "14:30", "14:40", "08:10 +1", "served"),
        ("verify", 0, "14:40", "08:10 +1", "08:40 +1", "served"),
        ("collect", 1, "08:10", "08:40", "08:45", "served"),
        ("collect", 1, "08:40", "08:45", "08:50", "served"),
        ("verify", 0, "15:10", "08:50 +1", "09:20 +1", "served"),
        ("collect", 1, "09:20", "09:20", "09:25", "served"),
    ]


def test_the_file_that_is_due_first_goes_first(engine):
    """Two services at one back office: the one promised for the day goes before the older one promised for Friday."""
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(0)},
        {"name": "verify", "station": "back", "time": constant(60)},
    ]
    services = [
        {"name": "slow", "deadline_days": 4, "step": steps},
        {"name": "fast", "deadline_days": 0, "step": steps},
    ]
    arrivals = [at([480, 481], name="a", service="slow"), at([482, 483], name="b", service="fast")]
    for order, expected in (("due", [1, 3, 4, 2]), ("arrival", [1, 2, 3, 4])):
        scenario = file_office(
            service=services,
            arrivals=arrivals,
            officer=[*OFFICERS, {"name": "head", "skills": ["slow.verify", "fast.verify"]}],
            station=[{"name": "counter"}, {"name": "back", "back_office": True, "order": order}],
            days=1,
        )
        scenario = replace(
            scenario,
            officers=(replace(scenario.officers[0], skills=("slow.hand_in", "fast.hand_in")), scenario.officers[1]),
        )
        files = followed(scenario, engine=engine).rows
        assert files["case"][files["visit"] == NONE].tolist() == expected


def test_the_head_signs_in_batches_and_never_on_monday(engine):
    """Signatures Tuesday to Friday from 14:00 to 14:30, ten minutes each: files wait for that hour, in their order."""
    signs = {
        "name": "head",
        "skills": ["service.verify"],
        "hours": dict.fromkeys(("tue", "wed", "thu", "fri"), "14:00-14:30"),
    }
    front = {"name": "front", "skills": ["service.hand_in", "service.collect"], "count": 5}
    scenario = file_office(
        5, 10, officer=[front, signs], arrivals=[at([480])], days=10, start="2026-01-05", hours={"workdays": HOURS}
    )
    found = followed(once(scenario, [540, 541, 542, 543, 544]), engine=engine)  # a Monday
    files = [row for row in story(found) if row[0] == "verify"]
    assert [row[3:5] for row in files] == [
        ("14:00 +1", "14:10 +1"),
        ("14:10 +1", "14:20 +1"),
        ("14:20 +1", "14:30 +1"),
        ("14:00 +2", "14:10 +2"),
        ("14:10 +2", "14:20 +2"),
    ]
    assert found.cases["ended_day"].tolist() == [1, 1, 1, 2, 2]
    assert found.ends() == ["finished"] * 5


# ------------------------------------------------------------------------------------------------ coming again


def papers(told: float = 1.0, days=1, **returns) -> Scenario:
    """Nobody knows the one paper that is asked for; it is noticed at the counter."""
    again = {"incomplete": {"share": 1.0, "after_days": days} | returns}
    service = one_step(10, checks_file=1.0)
    service[0]["documents"] = 1
    return office(
        hours=HOURS,
        days=10,
        service=service,
        officer=[{"name": "front", "skills": ["*"], "count": 50}],
        citizens={"count": 400, "needs_per_year": 25, "knows_document": 0.0, "brings_when_told": told},
        returns=again,
    )


def test_everybody_who_lacks_a_paper_once_comes_exactly_twice():
    found = followed(papers())
    done = found.cases[found.cases["outcome"] != OPEN]
    assert len(done) > 250
    assert (done["outcome"] == FINISHED).all()
    assert (done["visits"] == 2).all()
    assert (done["ended_day"] - done["began_day"] == 1).all()
    still = found.cases[found.cases["outcome"] == OPEN]
    assert (still["began_day"] == 9).all()
    assert (still["visits"] == 1).all()


def test_who_never_learns_comes_as_often_as_visits_are_allowed():
    scenario = papers(told=0.0, days=0)
    for most in (1, 3, 10):
        found = followed(replace(scenario, returns=replace(scenario.returns, visits_at_most=most)))
        assert found.cases["visits"].max() == most
        early = found.cases[found.cases["began_s"] < 11 * 3600]
        assert (early["visits"] == most).all()
        assert (early["outcome"] == CASE_OUTCOMES.index("given_up")).all()


def test_a_case_that_nobody_comes_back_for_is_given_up():
    found = followed(papers(share=0.0))
    assert found.ends() == ["given_up"] * len(found.cases)
    assert (found.cases["visits"] == 1).all()
    assert set(found.outcomes()) == {"incomplete"}


def test_coming_again_the_same_day_to_the_minute(engine):
    """Sent off at 09:10 for a paper, 40 minutes to fetch it; after closing it is the next working day."""
    service = [one_step(10, checks_file=1.0)[0] | {"documents": 1}]
    nobody_knows = [{"name": "all", "knows_document": 0.0}]
    again = {"incomplete": {"share": 1.0, "after_days": 0, "after": constant(40)}}
    scenario = office(
        hours=HOURS, days=2, service=service, arrivals=[at([480])], returns=again, **{"class": nobody_knows}
    )
    found = followed(once(scenario, [9 * 60, 14 * 60 + 15]), engine=engine)
    rows = story(found)
    assert rows[:3] == [
        ("step", 0, "09:00", "09:00", "09:10", "incomplete"),
        ("step", 0, "09:50", "09:50", "10:00", "served"),
        ("step", 0, "14:15", "14:15", "14:25", "incomplete"),
    ]
    assert rows[3][:2] == ("step", 1)
    assert found.ends() == ["finished", "finished"]


def test_a_mistake_found_at_home_is_put_right_from_the_step_that_puts_it_right(engine):
    """Always a mistake at the first printing; the citizen comes again two days later, straight to the printer."""
    steps = [
        {"name": "ask", "station": "counter", "time": constant(10)},
        {"name": "print", "station": "counter", "time": constant(5), "error": 1.0},
    ]
    scenario = office(
        hours=HOURS,
        days=8,
        service=[{"name": "service", "step": steps, "correction": "print"}],
        arrivals=[at([480])],
        returns={"visits_at_most": 3, "error": {"share": 1.0, "after_days": 2}},
    )
    found = followed(once(scenario, [480]), engine=engine)
    assert [(row[0], row[1]) for row in story(found)] == [("ask", 0), ("print", 0), ("print", 2), ("print", 4)]
    assert found.ends() == ["finished"]  # with the mistake: a third visit was the last allowed


def test_a_mistake_that_is_noticed_goes_back_at_once(engine):
    """Every mistake of the first desk is seen at the second and goes back; it is then right or wrong anew."""
    steps = [
        {"name": "enter", "station": "counter", "time": constant(10), "error": 0.5},
        {"name": "check", "station": "counter", "time": constant(5), "finds_errors": 1.0, "rework": "enter"},
    ]
    scenario = office(
        hours=HOURS, days=40, service=[{"name": "service", "step": steps}], arrivals=[at([480, 600, 720])]
    )
    found = followed(scenario, engine=engine)
    passes = np.bincount(found.rows["case"][found.rows["step"] == 0])[1:]
    assert passes.mean() == pytest.approx(2.0, abs=0.45)  # geometric: 120 cases, 3.3 standard errors
    assert passes.max() >= 4
    assert (found.cases["visits"] == 1).all()


# ------------------------------------------------------------------------------------------------------- extremes


def test_a_head_who_never_signs_leaves_every_case_open():
    found = followed(
        file_office(
            arrivals=[at([480, 500])],
            days=20,
            officer=[
                {"name": "front", "skills": ["service.hand_in", "service.collect"]},
                {"name": "head", "skills": ["service.verify"], "present": [[0, 1.0]]},
            ],
        )
    )
    assert found.ends() == ["open"] * 40
    assert (found.cases["visits"] == 1).all()
    assert set(found.rows["step"].tolist()) == {0}


def test_days_between_two_steps_are_working_days(engine):
    """Three days at another agency, over the weekend: handed in on Thursday, collected on Tuesday."""
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(10)},
        {"name": "agency", "without_citizen": True, "after_days": 3, "time": constant(0)},
        {"name": "collect", "station": "counter", "time": constant(5)},
    ]
    scenario = office(
        hours={"workdays": HOURS},
        days=6,
        start="2026-01-08",
        arrivals=[at([480])],
        service=[{"name": "service", "step": steps}],
    )
    found = followed(once(scenario, [480]), engine=engine)
    assert [(row[0], row[1]) for row in story(found)] == [("hand_in", 0), ("agency", 3), ("collect", 3)]
    (case,) = found.cases
    assert found.plan.arrays.day["date"][case["ended_day"]] - found.plan.arrays.day["date"][0] == 5


def test_an_outage_that_goes_on_after_closing_leaves_no_more_to_do_than_there_was(engine):
    """An hour's work, half done when the system goes down at 14:30 for two hours: half an hour is left for tomorrow."""
    outage = [{"name": "x", "stations": ["back"], "chance": 1.0, "lasts": constant(120), "at": "14:30"}]
    found = followed(once(file_office(10, 60, arrivals=[at([480])], outage=outage), [13 * 60 + 50]), engine=engine)
    assert story(found)[1] == ("verify", 0, "14:00", "14:00", "08:30 +1", "served")


def test_nothing_is_taken_up_before_it_has_come(engine):
    """By post for 26 hours from 08:10: not before 10:10 on the next day can the head take it up."""
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(10)},
        {"name": "post", "without_citizen": True, "time": constant(26 * 60)},
        {"name": "verify", "station": "back", "time": constant(30)},
    ]
    officers = [{"name": "all", "skills": ["*"]}]
    scenario = file_office(service=[{"name": "service", "step": steps}], officer=officers, arrivals=[at([480])])
    found = followed(once(scenario, [480]), engine=engine)
    arrive, start = found.seconds("arrive_s"), found.seconds("start_s")
    assert found.ends() == ["finished"]
    assert (start >= arrive).all()


def test_nobody_is_called_to_a_closed_office(engine):
    """Sent online at five in the morning, looked at by a program: the citizen is called when the office opens."""
    steps = [
        {"name": "upload", "without_citizen": True, "time": constant(10)},
        {"name": "collect", "station": "counter", "time": constant(0)},
    ]
    online = [{"name": "online", "kind": "online", "hours": [["05:00-05:01", 1]]}]
    scenario = office(
        hours=HOURS,
        days=3,
        service=[{"name": "service", "step": steps}],
        channel=online,
        citizens={"count": 20, "needs_per_year": 250},
    )
    found = followed(scenario, engine=engine)
    assert found.rows["came_s"][found.rows["step"] == 1].min() >= 8 * 3600
