"""Do the offices with a problem have the problems that they promise, and do reforms find something to mend there?"""

from functools import cache

import numpy as np
import pytest
from measured_offices import DAYS, RUNS, measure, plan_and_blocks, within

from sim.engines.compiled import CompiledEngine
from sim.evidence import row_of
from sim.measures.skm import ELEMENTS, skm_of_unit_values
from sim.plan import plan_of
from sim.plan.tables import NO_TICKET
from sim.scenario import load

TROUBLED = "dukcapil-bermasalah"
NINE = 9 * 3600


def opinions_of(name):
    return np.concatenate([block.opinions for block in plan_and_blocks(name)[1]])


def ikm(name):
    answers = opinions_of(name)
    return skm_of_unit_values({e: answers[e][answers[e] > 0].mean() for e in ELEMENTS}).ikm


@cache
def a_year(name, run):
    """The users of a year: who judged a visit."""
    scenario = load(name)
    engine = CompiledEngine(plan_of(scenario), run)
    engine.advance(scenario.days)
    return engine.citizens()[engine.citizens()["judged"] > 0].copy()


@pytest.mark.parametrize("name", [TROUBLED, "puskesmas-bangko-semula"])
def test_do_citizens_wait_an_hour_and_more(name):
    assert within(measure(name, "wait_mean_min"), (60, 120))
    assert measure(name, "wait_mean_min") > 1.5 * measure(name.partition("-")[0], "wait_mean_min")


def test_are_the_tickets_gone_by_nine_on_most_days():
    days = [block.visits[block.visits["outcome"] == NO_TICKET] for block in plan_and_blocks(TROUBLED)[1]]
    gone = sum(len(np.unique(rows["day"][rows["came_s"] < NINE])) for rows in days)
    assert gone > 0.6 * DAYS * RUNS


def test_is_the_grade_of_its_ikm_c_and_within_what_was_measured_in_offices():
    assert row_of("S6").low <= ikm(TROUBLED) < row_of("R4").value <= ikm("dukcapil")


def test_are_its_requirements_unclear_and_its_work_uneven():
    assert measure(TROUBLED, "visits_per_case") > 1.5 * measure("dukcapil", "visits_per_case")
    for element in ("requirements", "competence", "conduct"):
        poor, good = (opinions_of(name)[element] for name in (TROUBLED, "dukcapil"))
        assert poor[poor > 0].mean() < good[good > 0].mean() - 0.2


def test_are_as_many_of_its_users_asked_for_money_in_a_year_as_were_in_the_worse_of_two_surveys():
    asked = np.mean([(a_year(TROUBLED, run)["asked"] > 0).mean() for run in range(5)])
    assert within(asked, (row_of("I11").low, row_of("I11").high))
