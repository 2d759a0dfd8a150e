"""Do the bundled scenarios ask what a planner asks: of each office, in order, sourced, in both languages?"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from sim.measures import Key
from sim.office.reform import CATALOGUE
from sim.plan import plan_of
from sim.runs.comparing.compare import compare
from sim.runs.comparing.reform_costs import reforms_cost
from sim.runs.comparing.reforming import BASELINE, TOGETHER, windows_of
from sim.scenario import check, load, scenarios

SCENARIOS = Path(__file__).parents[2] / "scenarios"
OFFICES = ("dukcapil", "dpmptsp", "puskesmas")
QUESTIONS = sorted(path.stem for path in SCENARIOS.glob("*.toml") if "[[reform]]" in path.read_text("utf-8"))
BUDGET = 300e6
DAYS = {"dpmptsp": 90, "puskesmas": 30, "dukcapil": 40, "region": 15}
"""Enough for each reform to begin; a contest takes sixty days."""
FIGURES = """
travel trip_rupiah digital_access digital_skill willing assisted yearly_rupiah wage_rupiah place_rupiah error
deadline_days present late_share late lead_days days_ahead places
"""
SOURCE = re.compile(r"assumption|expert|as above|\b[ACDIQR]\d")

questions = pytest.mark.parametrize("name", QUESTIONS)


@cache
def question(name):
    return load(name)


def office_of(name):
    return name.partition("-")[0]


def begun(scenario):
    """The scenario with all its reforms in force from its first day."""
    return replace(scenario, reforms=tuple(replace(reform, start=None) for reform in scenario.reforms))


@questions
def test_is_it_in_order_without_a_warning(name):
    assert check(SCENARIOS / f"{name}.toml") == ()


@questions
def test_is_it_asked_in_both_languages_of_reforms_that_can_be_told_apart(name):
    scenario = question(name)
    office = load(office_of(name))
    assert scenario.title["id"] != scenario.title["en"]
    assert scenario.title != office.title
    assert scenario.question != office.question
    assert scenario.question["id"].endswith("?")
    assert scenario.question["en"].endswith("?")
    assert len({reform.key for reform in scenario.reforms}) == len(scenario.reforms) > 2


@questions
def test_does_every_figure_name_its_source(name):
    figure = re.compile(rf"^[^#]*\b({'|'.join(FIGURES.split())})\b[^#=]*=[^#]*\d")
    lines = (SCENARIOS / f"{name}.toml").read_text("utf-8").splitlines()
    assert [line for line in lines if figure.search(line) and not SOURCE.search(line.partition("#")[2])] == []


@pytest.mark.parametrize("office", OFFICES)
def test_is_each_office_asked_about_four_reforms_and_more(office):
    asked = {reform.name for name in QUESTIONS if office_of(name) == office for reform in question(name).reforms}
    assert len(asked) >= 4


def test_is_every_reform_of_the_catalogue_asked_about():
    assert {reform.name for name in QUESTIONS for reform in question(name).reforms} == set(CATALOGUE)


def test_are_they_listed_with_what_they_ask():
    listed = {entry.name: entry.title for entry in scenarios()}
    assert [name for name in QUESTIONS if listed[name] != question(name).title] == []


@questions
def test_can_it_be_compared_and_does_each_reform_do_something(name):
    scenario = replace(begun(question(name)), runs=1, days=DAYS["region" if "wilayah" in name else office_of(name)])
    found = compare(scenario)
    together = {TOGETHER} if "all_together" in scenario.compare.against else set()
    assert {result.name for result in found.results} == {BASELINE, *together, *(r.key for r in scenario.reforms)}
    idle = {result.name for result in found.variants if same(found.baseline, result)}
    assert idle == {reform.key for reform in scenario.reforms if reform.name == "change_support"}


def same(one, other):
    measures = ("wait_mean_min", "satisfaction_mean", "days_to_finish_mean", "motivation_mean")
    return all(one.of(*Key(measure)).tolist() == other.of(*Key(measure)).tolist() for measure in measures)


def test_does_the_package_for_300_million_fit_into_300_million():
    scenario = question("dukcapil-300-juta")
    cost = reforms_cost(plan_of(scenario))
    assert 0.8 * BUDGET < cost <= BUDGET
    online = replace(question("dukcapil-reformasi").reforms[0], start=None)
    assert online.name == "digitalisation"
    assert reforms_cost(plan_of(replace(scenario, reforms=(online,)))) > BUDGET


def test_can_the_change_project_be_looked_at_60_days_before_and_after_by_who_may_decide_it():
    scenario = question("dukcapil-aksi-perubahan")
    assert len(windows_of([replace(scenario, reforms=()), scenario])[1]) == 1
    assert {reform.decider for reform in scenario.reforms} == {"supervisor"}
