"""Are officers and citizens of the bundled offices believable before anything is changed, by the registry of evidence?

A range is that of a row of the registry; where none fits it is an assumption, and says so.
"""

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
from measured_offices import within

from sim.engines.compiled import CompiledEngine
from sim.evidence import row_of
from sim.measures.skm import ELEMENTS, skm_of_unit_values
from sim.plan import Plan, plan_of
from sim.plan.layout import Records
from sim.plan.tables import FINISHED, Block
from sim.scenario import load

RUNS = {"dukcapil": 12, "dukcapil-plus-one-counter": 2, "dpmptsp": 12, "puskesmas": 8, "dukcapil-wilayah": 1}
"""More where few officers decide what happens: who takes money is drawn once an office."""
COMPARED = 3
ASKED = (row_of("I10").low, row_of("I11").high)  # as a year: assumption
IKM_HIGHEST = 92  # assumption: what offices publish of themselves seldom lies above
COMPLAINTS_PER_1000 = (1, 15)  # assumption: most complaints never reach a desk
OLD = ("60-78", "79+")
CARD_OFFICE = "dukcapil"

offices = pytest.mark.parametrize("name", RUNS)


class Year(NamedTuple):
    """A replication, with the people at its end."""

    plan: Plan
    block: Block
    citizens: Records
    staff: Records


def lived(scenario, run):
    plan = plan_of(scenario)
    engine = CompiledEngine(plan, run)
    return Year(plan, engine.advance(scenario.days), engine.citizens().copy(), engine.staff().copy())


@cache
def years(name):
    return [lived(load(name), run) for run in range(RUNS[name])]


def mean(name, value):
    return float(np.mean([value(year) for year in years(name)]))


def range_of(row):
    return (row_of(row).low, row_of(row).high)


def users(year):
    return year.citizens[year.citizens["judged"] > 0]


def of_bands(year, bands):
    """Which citizens belong to these age bands."""
    names = [band.name for band in year.plan.scenario.citizens.ages]
    return np.isin(year.citizens["age"], [names.index(band) for band in bands])


def answered(year, element):
    """The mean answer of those who met with an element."""
    answers = year.block.opinions[element]
    return answers[answers > 0].mean()


def wait(year, who):
    """Minutes, mean over the visits that citizens judged."""
    rows = year.block.opinions
    return rows["waited_s"][who[rows["citizen"]]].mean() / 60


# ----------------------------------------------------------------------------------------- money, connections, silence


def test_are_as_many_users_of_the_civil_registry_asked_for_money_in_a_year_as_surveys_say():
    assert within(mean(CARD_OFFICE, lambda year: (users(year)["asked"] > 0).mean()), ASKED)


def test_do_fewer_pay_where_less_can_be_asked_for():
    paid = {name: mean(name, lambda year: (users(year)["paid"] > 0).mean()) for name in (CARD_OFFICE, "dpmptsp")}
    patients = mean("puskesmas", lambda year: (users(year)["paid"] > 0).mean())
    assert 0 < patients < paid["dpmptsp"] < paid[CARD_OFFICE]


def test_do_as_many_users_of_the_civil_registry_get_help_from_a_connection_as_surveys_say():
    assert within(mean(CARD_OFFICE, lambda year: (users(year)["favoured"] > 0).mean()), range_of("I4"))


def test_do_as_many_of_those_who_paid_keep_silent_as_surveys_say():
    payers = np.concatenate([users(year)[users(year)["paid"] > 0] for year in years(CARD_OFFICE)])
    assert within((payers["complaints"] == 0).mean(), range_of("I3"))


@offices
def test_do_a_few_visits_in_a_thousand_end_in_a_complaint(name):
    made = sum(year.block.days["complaints"].sum() for year in years(name))
    assert within(1000 * made / sum(len(year.block.opinions) for year in years(name)), COMPLAINTS_PER_1000)


@offices
def test_are_complaints_answered_and_nearly_all_in_time(name):
    answered = []
    for year in years(name):
        cases = year.block.cases[year.block.cases["service"] == year.plan.names.services.index("pengaduan")]
        done = cases[cases["outcome"] == FINISHED]
        answered += list(done["ended_day"] <= done["due_day"])
    assert len(answered) > 20
    assert np.mean(answered) > 0.9


# ------------------------------------------------------------------------------------------- satisfaction and trust


@offices
def test_would_a_survey_give_the_office_a_grade_that_offices_get_with_their_usual_strong_and_weak_sides(name):
    units = {e: mean(name, lambda year, e=e: answered(year, e)) for e in ELEMENTS}
    assert row_of("R4").value <= skm_of_unit_values(units).ikm <= IKM_HIGHEST
    order = sorted(ELEMENTS, key=units.get)
    assert {"time", "procedure"} <= set(order[:3])
    assert [element for element in order if element != "complaints"][-1] == "cost"


def test_do_the_satisfied_trust_more_by_as_much_as_was_found_across_people():
    """Percentage points of those who trust for a standard deviation of satisfaction."""

    def slope(year):
        satisfaction = users(year)["satisfaction"] / users(year)["judged"]
        return 100 * np.polyfit(satisfaction / satisfaction.std(), users(year)["trust"] > 0.5, 1)[0]

    assert within(mean(CARD_OFFICE, slope), range_of("K1"))


@offices
def test_does_trust_stay_where_it_is_while_nothing_changes(name):
    for year in years(name):
        trust = year.block.days["trust"]
        assert abs(trust[-1] - trust[0]) < 0.03  # assumption: an ordinary year moves it by less
        assert ((trust > 0.4) & (trust < 0.75)).all()  # assumption


@offices
def test_do_as_many_citizens_trust_the_office_as_trust_the_government_in_indonesia(name):
    assert within(mean(name, lambda year: (year.citizens["trust"] > 0.5).mean()), range_of("K6"))


# ------------------------------------------------------------------------------------------------ old and young


@offices
def test_do_as_many_of_an_age_have_internet_as_were_surveyed(name):
    surveyed = re.findall(r"(\d+[–+]\d*): ([\d.]+)", row_of("D6").unit["en"])
    assert len(surveyed) == len(load(name).citizens.ages) == 5
    for band, share in surveyed:
        online = np.concatenate(
            [y.citizens["skill"][of_bands(y, [band.replace("–", "-")])] > 0 for y in years(name)[:COMPARED]]
        )
        assert online.mean() == pytest.approx(float(share), abs=4 * (0.25 / len(online)) ** 0.5), band


@offices
def test_do_the_old_use_the_online_channel_less_than_the_young_although_priority_shortens_their_wait(name):
    def online(year, who):
        cases = year.block.cases[year.block.cases["citizen"] >= 0]
        return (cases["channel"][who[cases["citizen"]]] == 1).mean()

    online_old = mean(name, lambda year: online(year, of_bands(year, OLD)))
    assert 0 < online_old < 0.5 * mean(name, lambda year: online(year, ~of_bands(year, OLD)))
    assert mean(name, lambda y: wait(y, of_bands(y, OLD))) < mean(name, lambda y: wait(y, ~of_bands(y, OLD)))


@offices
def test_do_the_disabled_wait_less_and_trust_as_much_as_others(name):
    def trust_gap(year):
        disabled = year.citizens["disabled"] > 0
        return year.citizens["trust"][disabled].mean() - year.citizens["trust"][~disabled].mean()

    shorter = mean(name, lambda year: wait(year, year.citizens["disabled"] > 0))
    assert shorter < mean(name, lambda year: wait(year, year.citizens["disabled"] == 0))
    assert abs(mean(name, trust_gap)) < 0.02  # assumption: nobody is treated worse for a disability here


@offices
def test_does_no_age_trust_the_office_much_less_than_another(name):
    bands = [band.name for band in load(name).citizens.ages]
    trust = [mean(name, lambda y, band=band: y.citizens["trust"][of_bands(y, [band])].mean()) for band in bands]
    assert np.ptp(trust) < 0.03  # assumption


@offices
def test_do_those_with_a_connection_wait_less_at_the_cost_of_the_others(name):
    with_one = mean(name, lambda year: wait(year, year.citizens["connected"] > 0))
    assert with_one < mean(name, lambda year: wait(year, year.citizens["connected"] == 0))


# -------------------------------------------------------------------------------------------------------- officers


@offices
def test_do_most_officers_know_their_work(name):
    assert mean(name, lambda year: year.staff["competence"].mean()) > 0.9  # assumption: few are new


@offices
def test_is_the_office_as_busy_as_its_figures_alone_would_make_it(name):
    """Minutes of a step hold for an experienced officer in the usual line, over the usual day."""

    def busy(year):
        return year.block.officers["busy_s"].sum() / year.block.officers["scheduled_s"].sum()

    alone = replace(load(name), staff=None, opinion=None)
    runs = min(COMPARED, RUNS[name])
    without = np.mean([busy(lived(alone, run)) for run in range(runs)])
    assert within(np.mean([busy(year) for year in years(name)[:runs]]) / without, (0.9, 1.15))


@offices
def test_is_nobody_worn_out_in_an_ordinary_year(name):
    assert within(mean(name, lambda year: year.staff["motivation"].mean()), (0.45, 0.7))  # assumption
    assert mean(name, lambda year: (year.staff["strain"] > row_of("W4").value).mean()) < 0.15  # assumption
