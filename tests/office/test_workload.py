"""Does the analysis of an office say beforehand what its runs then show?"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from findings.anchors import DAY
from findings.little_offices import constant, office, officer
from sim.engines.compiled import CompiledEngine
from sim.measures import Fold, Key
from sim.office.workload import workload
from sim.plan import plan_of
from sim.reforms.posts import hardest_pressed
from sim.runs.comparing.idle import check as check_told
from sim.scenario import check, load
from sim.views.reports.office import amounts_lines

DAYS = 250
OFFICES = ("dukcapil", "dukcapil-petugas", "puskesmas", "dpmptsp", "puskesmas-janji-temu", "dukcapil-wilayah")
STATION = [{"name": "counter"}, {"name": "desk", "back_office": True}]


def plain(name):
    """A bundled office whose officers do not change and whose citizens do not judge: what the analysis knows of."""
    return replace(load(name), staff=None, opinion=None, reforms=(), days=DAYS)


@cache
def ran(name):
    """The measures of a year, and the time worked and scheduled by group."""
    plan = plan_of(plain(name))
    block = CompiledEngine(plan, 0).advance(DAYS)
    fold = Fold(plan)
    fold.add(block)
    group = plan.arrays.officer["group"][block.officers["officer"]]
    worked, there = (np.bincount(group, weights=block.officers[f]) for f in ("busy_s", "scheduled_s"))
    return fold.measured().values, worked, there


def offered(made):
    """The offered load that a run shows."""
    fold = Fold(plan := plan_of(made))
    fold.add(CompiledEngine(plan, 0).advance(made.days))
    return fold.measured().values[Key("offered_load")]


@pytest.mark.parametrize("name", OFFICES)
def test_cases_visits_and_hours_of_bundled_offices_are_as_expected(name):
    """A year has chance in it, and who gives up or misses an appointment comes once more: 4 of 100."""
    expected, (values, _, there) = workload(plain(name)), ran(name)
    assert values[Key("cases_per_day")] == pytest.approx(sum(expected.cases.values()), rel=0.02)
    assert values[Key("arrivals_per_day")] == pytest.approx(sum(expected.visits.values()), rel=0.04)
    assert there / 60.0 / DAYS == pytest.approx([each.duty_min for each in expected.groups], rel=0.08)


@pytest.mark.parametrize("name", OFFICES)
def test_offered_loads_of_bundled_offices_are_as_expected(name):
    """Of all together within a hundredth of the hours; of groups, who share work, within 6, in a region within 15."""
    expected, (_, worked, there) = workload(plain(name)), ran(name)
    assert worked.sum() / there.sum() == pytest.approx(expected.load, abs=0.01)
    duty = [60.0 * DAYS * each.duty_min for each in expected.groups]
    near = 0.15 if "wilayah" in name else 0.06
    assert worked / duty == pytest.approx([each.load for each in expected.groups], abs=near)


@pytest.mark.parametrize("name", OFFICES)
def test_a_run_shows_the_load_that_was_offered(name):
    """Of all together, who gave up for good and what waits at the end included, within three hundredths."""
    values, worked, there = ran(name)
    assert values[Key("offered_load")] == pytest.approx(workload(plain(name)).load, abs=0.03)
    assert values[Key("offered_load")] >= worked.sum() / there.sum()


@pytest.mark.parametrize("name", ["dukcapil", "puskesmas", "dpmptsp"])
def test_the_group_pressed_hardest_is_the_one_that_works_most_of_its_hours(name):
    """Of those who serve citizens; both reforms that relieve somebody relieve that one."""
    front = [each for each in workload(plain(name)).groups if each.front]
    _, worked, there = ran(name)
    busy = {each.group.name: w / t for each, w, t in zip(workload(plain(name)).groups, worked, there, strict=True)}
    busiest = max((each.group.name for each in front), key=lambda group: busy[group])
    assert hardest_pressed(load(name)).name == busiest


SERVICE = """
[[service]]
name = "{}"
share = {}
step = [{{ name = "s", station = "loket", time = {{ dist = "exponential", mean_min = {} }} }}]
"""
WANTED = (("rekam-ktp", 0.3, 9), ("kk", 0.35, 12), ("akta", 0.2, 15), ("pindah", 0.15, 14))
UPT = """\
title = "UPT"
days = 245
hours = { workdays = "08:00-15:00", fri = ["08:00-11:30", "13:30-15:00"] }
calendar = { holidays = "indonesia" }
station = [{ name = "loket" }]
demand = { weekday = { mon = 1.3 } }

[[officer]]
name = "Loket"
count = 3
skills = "*"
breaks = { mon = "12:00-13:00", tue = "12:00-13:00", wed = "12:00-13:00", thu = "12:00-13:00" }

[[officer]]
name = "Loket 4"
skills = "*"
hours = { workdays = "08:00-12:00", fri = "08:00-11:30" }

[citizens]
count = 45000
needs_per_year = 0.6
""" + "".join(SERVICE.format(*one) for one in WANTED)
"""A planner's office: about 108 visits a day ask for about 101 % of the hours."""


@pytest.mark.parametrize(
    ("old", "new", "codes", "at"),
    [
        ("", "", ["office_load_high"], '[[officer]]\nname = "Loket"'),
        ("count = 45000", "count = 40000", [], ""),
        ("count = 45000", "count = 108", ["office_load_low"], "count = 108"),
        ('count = 3\nskills = "*"', 'count = 4\nskills = ["kk", "akta"]', ["group_load_high"], 'name = "Loket 4"'),
        ("count = 3", "count = 100", ["office_load_low"], "count = 45000"),
        ('count = 3\nskills = "*"', 'count = 9\nskills = ["pindah"]', ["group_load_high"], 'name = "Loket 4"'),
        ("share = 0.35", "share = 0.25", ["office_load_high", "service_shares"], '[[officer]]\nname = "Loket"'),
        ("share = 0.35", "share = 35", ["office_load_high"], '[[officer]]\nname = "Loket"'),
    ],
)
def test_a_check_warns_where_work_and_hours_do_not_fit(old, new, codes, at, tmp_path):
    file = tmp_path / "upt.toml"
    text = UPT.replace(old, new)
    file.write_text(text, encoding="utf-8")
    found = check(file)
    assert found == check_told(file)
    assert [fault.code for fault in found] == codes
    assert all(fault.warning for fault in found)
    assert not found or found[0].line == text[: text.index(at)].count("\n") + 1


def test_what_a_planners_office_amounts_to_is_told(tmp_path):
    file = tmp_path / "upt.toml"
    file.write_text(UPT, encoding="utf-8")
    said = amounts_lines(load(file), "id")
    assert said[0] == "Perkiraan rata-rata sehari: 108 kunjungan, 108 permohonan."
    assert "Loket 101 %; Loket 4 101 %; semua petugas 101 %" in said[-1]


def one_step(**keys):
    """Ten an hour for six minutes with one officer, unless said otherwise."""
    step = {"name": "s", "station": "counter", "time": {"dist": "exponential", "mean_min": 6}}
    usual = {
        "hours": DAY,
        "station": STATION,
        "service": [{"name": "a", "step": [step]}],
        "officer": officer(count=1),
        "arrivals": [{"name": "x", "service": "a", "rates_per_hour": [["08:00-16:00", 10.0]]}],
    }
    return office(**(usual | keys))


def test_as_much_work_as_hours_is_a_load_of_one():
    hours = {"hours": "08:00-16:00"}
    assert workload(one_step(**hours)).load == pytest.approx(1.0)
    assert workload(one_step(**hours, officer=officer(count=1, breaks="12:00-13:00"))).load == pytest.approx(8 / 7)
    assert workload(one_step(**hours, officer=officer(count=2, present=[[2, 0.5], [1, 0.5]]))).load == pytest.approx(
        2 / 3
    )


def test_routes_are_followed_with_branches_rework_and_those_who_come_again():
    """One half comes to the second step; of 0.2 mistakes three quarters are found there and mended at the first."""
    steps = [
        {"name": "s", "station": "counter", "time": constant(4), "next": [{"to": "t", "share": 0.5}], "error": 0.2},
        {"name": "t", "station": "counter", "time": constant(10), "finds_errors": 0.75, "rework": "s"},
    ]
    found = workload(one_step(service=[{"name": "a", "step": steps}]))
    again = 0.5 * 0.2 * 0.75
    assert found.minutes["a.s"] == pytest.approx(80 * 4 / (1 - again))
    assert found.minutes["a.t"] == pytest.approx(80 * 10 * 0.5 / (1 - again))
    assert found.visits["a"] == pytest.approx(80)


def test_papers_that_are_missing_bring_citizens_again():
    """Two papers, each known to 0.8 and brought by 0.5 when told; all of what is missing is seen, all come again."""
    step = {"name": "s", "station": "counter", "time": constant(4), "checks_file": 1.0}
    made = one_step(
        service=[{"name": "a", "documents": 2, "step": [step]}],
        citizens={"count": 1000, "needs_per_year": 2.5, "knows_document": 0.8, "brings_when_told": 0.5},
        arrivals=[],
        returns={"incomplete": {}, "visits_at_most": 1000},
    )
    once, twice = 2 * 0.2 * 0.8, 0.2 * 0.2
    first, both = 1 / 0.5, (1 + 0.5 * 1 / 0.5) / 0.75
    assert found_visits(made) == pytest.approx(10 * (1 + once * first + twice * both))
    assert found_visits(replace(made, returns=replace(made.returns, visits_at_most=1))) == pytest.approx(10)


def found_visits(made):
    return sum(workload(made).visits.values())


def test_work_that_two_groups_can_do_goes_to_who_has_time():
    groups = [
        {"name": "own", "skills": ["a", "b"], "count": 1},
        {"name": "free", "skills": ["a"], "count": 1},
    ]
    step = {"name": "s", "station": "counter", "time": constant(6)}
    made = one_step(
        hours="08:00-16:00",
        officer=groups,
        service=[{"name": n, "step": [step]} for n in "ab"],
        arrivals=[{"name": n, "service": n, "rates_per_hour": [["08:00-16:00", 5.0]]} for n in "ab"],
    )
    own, free = workload(made).groups
    assert own.work_min + free.work_min == pytest.approx(480)
    assert 0.5 < own.load < 0.7
    assert own.work_min - 240 == pytest.approx(240 * (1 - own.load) / (2 - own.load - free.load), rel=1e-3)


THREE = {
    "hours": "08:00-09:00",
    "days": 2,
    "station": [{"name": "counter", "patience": constant(45)}, {"name": "desk", "back_office": True}],
    "service": [{"name": "a", "step": [{"name": "s", "station": "counter", "time": constant(30)}]}],
    "officer": officer(count=1),
    "arrivals": [{"name": "x", "service": "a", "times": ["08:00", "08:00", "08:00"]}],
}
"""Three come for half an hour each when an hour is there, and the third gives up after 45 minutes."""
FILES = [{"name": "s", "station": "desk", "time": constant(30)}]
TWICE = [
    {"name": "s", "station": "counter", "time": constant(30)},
    {"name": "t", "station": "counter", "time": constant(10)},
]


@pytest.mark.parametrize(
    ("keys", "minutes"),
    [
        ({}, 2 * 60 + 2 * 30),  # who leaves has asked for half an hour
        ({"returns": {"gave_up": {"after_days": 1}}}, 2 * 90),  # once, however often they come for it
        ({"station": [{"name": "counter"}]}, 2 * 90),  # overtime is work that came, and no time that was there
        ({"station": [{"name": "counter"}], "closing": "send_home"}, 2 * 90),
        ({"station": [{"name": "counter", "room": 1}]}, 2 * 90),
        ({"service": [{"name": "a", "step": FILES}]}, 2 * 90),  # files in line when the run is over
    ],
    ids=["gave up", "came again", "overtime", "sent home", "refused", "files in line"],
)
def test_offered_load_is_work_that_comes_over_hours_that_are_there(keys, minutes):
    assert offered(office(**(THREE | keys))) == pytest.approx(minutes / 120)


def test_who_leaves_has_asked_for_all_that_was_still_to_come():
    made = office(**(THREE | {"service": [{"name": "a", "step": TWICE}], "tickets": {"quota": 0}}))
    assert offered(made) == pytest.approx(3 * 40 / 60)


def test_where_all_miss_their_appointments_and_book_again_nothing_is_divided_by_nobody():
    made = load("puskesmas")
    missed = replace(made.returns.no_show, share=1.0)
    kept, never = (
        workload(replace(made, channels=tuple(replace(one, no_show=share) for one in made.channels), returns=returns))
        for share, returns in ((0.0, made.returns), (1.0, replace(made.returns, no_show=missed)))
    )
    assert sum(never.visits.values()) < sum(kept.visits.values())
