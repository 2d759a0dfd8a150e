"""Several offices, one population: does everybody go where they live, and officers where they are sent?

Outages, shortages and officers who come late stand here too: what goes wrong at one place only.
"""

from datetime import date, timedelta

import numpy as np
import pytest
from followed import ENGINES, followed, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_offices import offices

from findings.little_offices import at, constant, office, officer, one_step
from sim.document.validation import validate
from sim.office import Scenario
from sim.office.posts import Region
from sim.plan.layout import NONE
from sim.plan.tables import FINISHED, SERVED
from sim.runs import replicate

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
HOURS = "08:00-12:00"
MONDAY = "2026-01-05"


@pytest.fixture(params=list(ENGINES))
def engine(request):
    return request.param


def region(shares: tuple[float, ...] = (0.5, 0.5), **keys) -> Scenario:
    """Offices north, south, … each with a counter and an officer, and citizens by shares."""
    names = ("north", "south", "east", "west")
    whole = {
        "hours": {"workdays": HOURS},
        "start": MONDAY,
        "days": 10,
        "closing": "serve_all",
        "office": [{"name": name, "share": share} for name, share in zip(names, shares, strict=False)],
        "service": one_step(5),
        "citizens": {"count": 300, "needs_per_year": 50},
    }
    return office(**whole | keys)


# ---------------------------------------------------------------------------------------------------- who is where


@MANY
@given(offices(), st.integers(0, 99))
def test_everybody_is_served_where_they_live_by_who_works_there_that_day(scenario: Scenario, run: int) -> None:
    found = followed(scenario, run)
    rows, plan = found.rows, found.plan
    own = rows[rows["citizen"] != NONE]
    if not plan.arrays.behaviour["elsewhere"][0]:  # else who distrusts the own office may go to another
        assert (own["office"] == found.citizens["home"][own["citizen"]]).all()
    at_station = rows[rows["officer"] != NONE]
    laid_out = Region(scenario)
    for row in at_station[at_station["visit"] != NONE]:
        step = plan.arrays.step[row["office"] * len(plan.names.steps) + row["step"]]
        stands_in = laid_out.stations[step["station"]][1]
        today = date.fromordinal(int(plan.arrays.day["date"][row["day"]]))
        assert laid_out.works_in(laid_out.posts[row["officer"]], today) == stands_in


def test_citizens_are_spread_as_the_shares_say():
    found = followed(region((5, 3, 2), citizens={"count": 20_000, "needs_per_year": 0}))
    shares = np.bincount(found.citizens["home"], minlength=3) / 20_000
    assert shares == pytest.approx([0.5, 0.3, 0.2], abs=3.3 * 0.0036)


def test_a_region_of_one_office_is_that_office():
    """Only the name is new: the same people, the same luck, row by row."""
    alone, one = (followed(region(**keys)) for keys in ({"office": []}, {"shares": (1.0,)}))
    assert len(alone.rows) > 500
    assert alone.rows.tolist() == one.rows.tolist()


def test_an_office_where_nobody_lives_changes_nothing_at_the_others():
    two, three = followed(region((0.5, 0.5))), followed(region((0.5, 0.5, 0.0)))
    columns = ["visit", "day", "citizen", "came_s", "start_s", "finish_s", "office"]
    assert two.rows[columns].tolist() == three.rows[columns].tolist()


def test_a_closed_office_is_a_region_without_it(engine):
    """All officers of the south are away: its citizens are sent home, those of the north notice nothing."""
    staff = [
        {"name": "o", "skills": ["*"], "office": "north"},
        {"name": "p", "skills": ["*"], "office": "south", "present": [[0, 1.0]]},
    ]
    found = followed(region(officer=staff), engine=engine)
    both = followed(region(), engine=engine)
    south = found.rows[found.rows["office"] == 1]
    assert len(south) > 200
    assert not (south["outcome"] == SERVED).any()
    columns = ["day", "citizen", "came_s", "start_s", "finish_s"]
    north = [f.rows[f.rows["office"] == 0][columns].tolist() for f in (found, both)]
    assert north[0] == north[1]


def test_a_station_that_stands_in_one_office_serves_all(engine):
    """The head signs in the north only: files of the south go there, in one line with the others."""
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(0)},
        {"name": "sign", "station": "signature", "time": constant(10)},
    ]
    scenario = region(
        station=[{"name": "counter"}, {"name": "signature", "back_office": True, "office": "north"}],
        service=[{"name": "service", "step": steps}],
        officer=[
            {"name": "front", "skills": ["service.hand_in"], "count": 3},
            {"name": "head", "skills": ["service.sign"], "office": "north"},
        ],
        arrivals=[at([480, 482], name="a", office="north"), at([481, 483], name="b", office="south")],
        citizens={"count": 0, "needs_per_year": 0},
        days=1,
    )
    files = followed(scenario, engine=engine).rows
    files = files[files["visit"] == NONE]
    assert files["office"].tolist() == [0, 1, 0, 1]
    assert ((files["start_s"] - 8 * 3600) / 60).tolist() == [0, 10, 20, 30]


# ---------------------------------------------------------------------------------------------------- moved officers


def moving(**move) -> Scenario:
    """Two officers in the north, one in the south; the second of the north is moved to the south."""
    return region(
        officer=[
            {"name": "north", "skills": ["*"], "office": "north"},
            {"name": "south", "skills": ["*"], "office": "south"},
            {"name": "moves", "skills": ["*"], "office": "north", "moves": [{"office": "south"} | move]},
        ]
    )


@pytest.mark.parametrize(
    ("move", "days_in_the_south"),
    [
        ({}, range(10)),
        ({"weekdays": ["tue", "thu"]}, [1, 3, 6, 8]),
        ({"from": "2026-01-07", "to": "2026-01-13"}, [2, 3, 4, 5, 6]),
        ({"from": "2026-01-12"}, [5, 6, 7, 8, 9]),
        ({"weekdays": ["mon"], "to": "2026-01-11"}, [0]),
    ],
)
def test_an_officer_works_where_the_day_says(engine, move, days_in_the_south):
    found = followed(moving(**move), engine=engine)
    mine = found.rows[found.rows["officer"] == 2]
    assert len(mine) > 50
    for day in range(10):
        where = set(mine["office"][mine["day"] == day].tolist())
        assert where <= {1 if day in days_in_the_south else 0}


def test_moving_an_officer_to_the_busier_office_cuts_the_wait_of_all():
    """Three citizens in four live in the south; an officer of two is moved there from the north."""
    steps = one_step(1)
    steps[0]["step"][0]["time"] = {"dist": "gamma", "mean_min": 6, "cv": 0.6}
    keys = {"service": steps, "days": 30, "citizens": {"count": 900, "needs_per_year": 18}}
    staff = [
        {"name": "north", "skills": ["*"], "office": "north"},
        {"name": "south", "skills": ["*"], "office": "south"},
    ]
    third = {"name": "third", "skills": ["*"], "office": "north"}
    before = region((0.25, 0.75), officer=[*staff, third], **keys)
    after = region((0.25, 0.75), officer=[*staff, third | {"moves": [{"office": "south"}]}], **keys)
    waits = [replicate(s, 8) for s in (before, after)]
    gap = waits[1].of("wait_of_all_mean_min") - waits[0].of("wait_of_all_mean_min")
    assert gap.mean() + 5.41 * gap.std(ddof=1) / 8**0.5 < 0
    north = [result.of("wait_of_all_mean_min", "office", "north").mean() for result in waits]
    assert north[1] > north[0]


# ------------------------------------------------------------------------------------------------------------ trouble


def down(at_time: str | None, minutes: float, **more) -> list[dict[str, object]]:
    outage = {"name": "system", "stations": ["counter"], "chance": 1.0, "lasts": constant(minutes)} | more
    return [outage | ({"at": at_time} if at_time else {})]


def test_a_service_that_an_outage_meets_takes_as_much_longer(engine):
    """Down from 08:05 for 30 minutes: begun at 08:00 it ends at 08:40 instead of 08:10; the next begins then."""
    scenario = office(hours=HOURS, service=one_step(10), arrivals=[at([480, 490, 560])], outage=down("08:05", 30))
    assert [row[2:5] for row in story(followed(scenario, engine=engine))] == [
        ("08:00", "08:00", "08:40"),
        ("08:10", "08:40", "08:50"),
        ("09:20", "09:20", "09:30"),
    ]


def test_who_comes_while_the_system_is_down_is_called_when_it_works_again(engine):
    scenario = office(hours=HOURS, service=one_step(10), arrivals=[at([486, 487, 520])], outage=down("08:05", 30))
    found = followed(scenario, engine=engine)
    assert [row[2:4] for row in story(found)] == [("08:06", "08:35"), ("08:07", "08:45"), ("08:40", "08:55")]


def test_an_outage_hits_its_own_stations_only(engine):
    steps = [
        {"name": "a", "station": "counter", "time": constant(10)},
        {"name": "b", "station": "other", "time": constant(10)},
    ]
    scenario = office(
        hours=HOURS,
        station=[{"name": "counter"}, {"name": "other"}],
        service=[{"name": "service", "step": steps}],
        arrivals=[at([480])],
        outage=[*down("08:05", 30), down("08:45", 20)[0] | {"name": "printer", "stations": ["other"]}],
    )
    assert [row[3:5] for row in story(followed(scenario, engine=engine))] == [("08:00", "08:40"), ("08:40", "09:10")]


def test_a_system_that_is_down_all_day_serves_nobody_and_tomorrow_is_another_day(engine):
    """Every other day or so: those who came are sent home; the next day is as ever."""
    trouble = down("07:00", 24 * 60, chance=0.5)
    scenario = office(
        hours=HOURS,
        days=30,
        service=one_step(5),
        arrivals=[at(range(480, 540, 10))],
        outage=trouble,
        closing="send_home",
    )
    found = followed(scenario, engine=engine)
    served = np.bincount(found.rows["day"], found.rows["outcome"] == SERVED)
    assert set(served.tolist()) == {0, 6}
    assert 5 <= (served == 0).sum() <= 25
    assert (found.block.officers["busy_s"] == 60 * 5 * served).all()


def test_an_outage_prolongs_the_wait():
    """Of the same people with the same luck, on three days in ten for 40 minutes."""
    steps = one_step(1)
    steps[0]["step"][0]["time"] = {"dist": "gamma", "mean_min": 6, "cv": 0.6}
    keys = {"hours": HOURS, "days": 30, "closing": "serve_all", "service": steps}
    keys["citizens"] = {"count": 400, "needs_per_year": 18}
    waits = [
        replicate(office(**keys, **trouble), 8).of("wait_of_all_mean_min")
        for trouble in ({}, {"outage": down(None, 40, chance=0.3)})
    ]
    gap = waits[1] - waits[0]
    assert gap.mean() - 5.41 * gap.std(ddof=1) / 8**0.5 > 0


def test_forms_that_run_out_send_everybody_away_until_they_are_back(engine):
    """Certain to run out for two days on the first morning, and again on the third: nobody is ever served."""
    shortage = [{"name": "blanko", "steps": ["service.step"], "chance": 1.0, "lasts_days": 2}]
    scenario = office(hours=HOURS, days=6, service=one_step(5), arrivals=[at([480, 490])], shortage=shortage)
    found = followed(scenario, engine=engine)
    assert found.outcomes() == ["no_form"] * 12
    assert found.ends() == ["given_up"] * 12


def test_who_finds_no_forms_comes_again_to_the_step_that_lacked_them(engine):
    """Data entered once; the card is printed when there are blanks again, by nobody who has to begin anew."""
    steps = [
        {"name": "enter", "station": "counter", "time": constant(10)},
        {"name": "print", "station": "counter", "time": constant(5)},
    ]
    shortage = [{"name": "blanko", "steps": ["service.print"], "chance": 0.3, "lasts_days": 3}]
    scenario = office(
        hours=HOURS,
        days=60,
        service=[{"name": "service", "step": steps}],
        arrivals=[at([480, 500])],
        shortage=shortage,
        returns={"visits_at_most": 50, "no_form": {"share": 1.0, "after_days": 1}},
    )
    found = followed(scenario, engine=engine)
    done = found.cases[found.cases["outcome"] == FINISHED]
    assert done["visits"].max() > 2
    entered = np.bincount(found.rows["case"][found.rows["step"] == 0])
    assert set(entered[done["case"]].tolist()) == {1}
    printed = found.rows[(found.rows["step"] == 1) & (found.rows["outcome"] == SERVED)]
    empty = found.rows["day"][(found.rows["step"] == 1) & (found.rows["outcome"] != SERVED)]
    assert not set(printed["day"].tolist()) & set(empty.tolist())


# ------------------------------------------------------------------------------------------------------ late officers


def test_an_officer_who_is_late_begins_late(engine):
    """Every morning half an hour: who came at 08:00 is called at 08:30."""
    late = officer(late_share=1.0, late=constant(30))
    found = followed(
        office(hours=HOURS, service=one_step(10), officer=late, arrivals=[at([480, 485, 540])]), engine=engine
    )
    assert [row[3] for row in story(found)] == ["08:30", "08:40", "09:00"]


def test_who_is_later_than_the_whole_timetable_does_not_come(engine):
    late = officer(late_share=1.0, late=constant(240))
    found = followed(office(hours=HOURS, service=one_step(10), officer=late, arrivals=[at([480])]), engine=engine)
    assert found.outcomes() == ["sent_home"]


def test_as_many_mornings_are_late_as_the_share_says():
    late = officer(count=2, late_share=0.3, late=constant(30))
    found = followed(office(hours=HOURS, days=1000, service=one_step(1), officer=late, arrivals=[at([480, 480])]))
    waited = (found.rows["start_s"] - found.rows["came_s"]) > 0
    both = np.bincount(found.rows["day"][waited], minlength=1000) == 2
    assert both.mean() == pytest.approx(0.09, abs=3.3 * (0.09 * 0.91 / 1000) ** 0.5)


# ----------------------------------------------------------------------------------------------- days that are closed


def test_an_office_that_is_always_closed_says_so_before_anything_runs():
    closed = {
        "schema": 1,
        "title": "x",
        "hours": {},
        "station": [{"name": "counter"}],
        "officer": officer(),
        "service": one_step(1),
        "arrivals": [at([480])],
    }
    scenario, problems = validate(closed)
    assert scenario is None
    assert [problem.code for problem in problems if not problem.warning]


def test_a_holiday_every_day_of_the_week_is_skipped_to_the_first_open_day():
    """Ten days in a row are closed: the first working day of the run is the eleventh."""
    first = date(2026, 1, 5)
    closed = [str(first + timedelta(days=i)) for i in range(10)]
    scenario = office(
        hours=HOURS, start=str(first), days=2, service=one_step(1), arrivals=[at([480])], calendar={"closed": closed}
    )
    found = followed(scenario)
    opened = found.plan.arrays.day["date"] - first.toordinal()
    assert opened.tolist() == [10, 11]
    assert found.rows["day"].tolist() == [0, 1]
