"""Does a scenario that says visits a day have as many, by the citizens that follow from it?"""

from dataclasses import replace

import pytest

from sim import load
from sim.office.workload import workload
from sim.scenario import ScenarioFaults, check

OFFICE = """
title = "Kantor"
days = 20
{more}
[hours]
workdays = "08:00-15:00"
[[station]]
name = "loket"
[[service]]
name = "akta"
[[service.step]]
name = "periksa"
station = "loket"
time = {{ dist = "gamma", mean_min = 10, cv = 0.5 }}
[[officer]]
name = "Loket"
count = 3
skills = "*"
"""


def visits(scenario):
    return sum(workload(scenario).visits.values())


def written(tmp_path, more, name="kantor.toml"):
    path = tmp_path / name
    path.write_text(OFFICE.format(more=more), "utf-8")
    return path


@pytest.mark.parametrize(
    ("citizens", "count", "needs"),
    [("", 45_000, 0.6), ("citizens.needs_per_year = 1.2", 22_500, 1.2), ("citizens.count = 5400", 5_400, 5.0)],
)
def test_the_number_that_is_not_given_follows(tmp_path, citizens, count, needs):
    found = load(written(tmp_path, f"demand.visits_per_day = 108\n{citizens}"))
    assert found.citizens.count == count
    assert found.citizens.needs_per_year == pytest.approx(needs)
    assert visits(found) == pytest.approx(108)


def test_visits_count_those_who_come_again():
    """A case that takes several visits needs fewer citizens for as many of them."""
    scenario = load("puskesmas", overrides={"demand.visits_per_day": 60})
    again = replace(scenario, arrivals=())
    cases = again.citizens.count * again.citizens.needs_per_year / again.citizens.working_days_per_year
    found = workload(again)
    assert sum(found.visits.values()) / sum(found.cases.values()) * cases == pytest.approx(60, rel=0.001)


def test_a_file_that_extends_another_may_say_visits_a_day_in_place_of_its_needs(tmp_path):
    written(tmp_path, "citizens = { count = 9000, needs_per_year = 1.0 }")
    path = tmp_path / "lebih.toml"
    path.write_text('extends = "kantor.toml"\n[demand]\nvisits_per_day = 72\n', "utf-8")
    found = load(path)
    assert (found.citizens.count, found.citizens.needs_per_year) == (9000, 2.0)


def test_doubt_of_visits_is_doubt_of_how_often_the_same_citizens_come(tmp_path):
    more = 'demand.visits_per_day = 100\ndoubt = { "demand.visits_per_day" = [90, 120] }'
    (doubt,) = load(written(tmp_path, more)).doubt
    assert doubt.path == "citizens.needs_per_year"
    assert (doubt.low, doubt.high) == pytest.approx((0.54, 0.72))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("demand.visits_per_day = 9\ncitizens = { count = 5, needs_per_year = 1.0 }", "visits_per_day_twice"),
        ("demand.visits_per_day = 9\ncitizens.count = 0", "visits_per_day_none"),
        ("demand.visits_per_day = 9\ncitizens.needs_per_year = 0.0001", "visits_per_day_many"),
        ("demand.visits_per_day = 0", None),
        ('demand.visits_per_day = "108"', None),
        ("demand.visits_per_day = 15.000", None),
    ],
)
def test_what_does_not_go_together_is_said_with_its_line(tmp_path, more, code):
    faults = [fault for fault in check(written(tmp_path, more)) if not fault.warning]
    assert [fault.line for fault in faults] == [4]
    assert code in (None, faults[0].code)
    with pytest.raises(ScenarioFaults):
        load(written(tmp_path, more))
