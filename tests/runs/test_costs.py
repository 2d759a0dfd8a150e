"""Does a cost buy what it is said to buy: rupiah by minute waited less, by hour of citizens, by point of trust?"""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from measured_people import quicker, with_people
from refusals import refused

from findings.little_offices import at, constant, counter, office, officer, one_step
from sim.cli import main
from sim.measures import Estimate
from sim.runs import compare
from sim.runs.comparing.costs import Saving, price, prices
from sim.views.reports.compare import compare_text
from sim.views.reports.records import compare_records

WAIT, TRUST = "rupiah_per_wait_min_saved", "rupiah_per_trust_point_gained"


def three_at_once(officers, **keys):
    """Three who come at once and take ten minutes each; two days, two runs, no chance."""
    usual = {"arrivals": [at([0, 0, 0])], "service": one_step(10), "days": 2, "runs": 2}
    return office(**{**usual, "officer": officer(count=officers), "title": f"{officers} counters", **keys})


@pytest.fixture(scope="module")
def people():
    return compare([replace(with_people(300), name="usual"), quicker(count=300)], 3, cost_rupiah=1e6, keep_visits=True)


def bought(comparison):
    return {found.measure: found for found in prices(comparison, comparison.variants[0])}


# ------------------------------------------------------------------------------------------------------ what it buys


def test_a_case_reckoned_by_hand():
    """Waits of 0 + 10 + 20 minutes a day become 0 + 0 + 10: 40 saved in two days, 2,000 rupiah are 50 each."""
    found = bought(compare([three_at_once(1), three_at_once(2)], cost_rupiah=2_000))
    assert list(found) == [WAIT]
    assert found[WAIT].saved == Estimate(40.0, 40.0, 40.0, 2)
    assert found[WAIT].rupiah == pytest.approx((50.0, 50.0, 50.0, 2))


def test_staff_on_duty_is_added_at_a_wage():
    """Another officer is there ten hours on each of two days: 20 hours at 100 rupiah beside the 2,000."""
    comparison = compare([three_at_once(1), three_at_once(2)], cost_rupiah=[2_000], wage_rupiah_hour=100)
    found = bought(comparison)[WAIT]
    assert (found.cost, found.rupiah.mean) == (4_000, 100)
    said = " ".join(compare_text(comparison, "en").split())
    assert "Rp 4,000 in all" in said
    assert "Rp 500,000 a year; over the run Rp 667 by the visit" in said  # 250 days of 2,000, of which two had 6 visits


def test_who_waits_in_vain_waits_too():
    """With five minutes of patience two wait five minutes and leave; with three officers nobody waits."""
    impatient = {"station": counter(patience=constant(5))}
    found = bought(compare([three_at_once(1, **impatient), three_at_once(3, **impatient)], cost_rupiah=0))
    assert found[WAIT].saved.mean == 20.0
    assert found[WAIT].rupiah.mean == 0.0


def test_hours_are_those_of_the_cases_themselves(people):
    spent = []
    for result in people.results:
        rows = result.cases[result.cases["outcome"] != "open"]
        hours = (rows["spent_h"] + rows["travel_h"]).groupby(rows["run"]).agg(["mean", "size"])
        spent.append(hours)
    saved = spent[0]["size"] * (spent[0]["mean"] - spent[1]["mean"])
    assert bought(people)["rupiah_per_citizen_hour_saved"].saved.mean == pytest.approx(saved.mean())


def test_trust_is_bought_by_the_percentage_point(people):
    ends = [result.people["trust"].groupby(result.people["run"]).mean() for result in people.results]
    found = bought(people)[TRUST]
    assert found.saved.mean == pytest.approx(100 * (ends[1] - ends[0]).mean(), abs=1e-4)


# --------------------------------------------------------------------------------------------------- how sure that is


@pytest.mark.parametrize(
    ("cost", "saved", "verdict", "rupiah"),
    [
        (1_000, Estimate(20, 10, 40, 9), Saving.SAVES, (50, 25, 100)),
        (1_000, Estimate(20, -1, 41, 9), Saving.CANNOT_TELL, None),
        (1_000, Estimate(20, 0, 40, 9), Saving.CANNOT_TELL, None),
        (1_000, Estimate(-20, -30, -10, 9), Saving.NONE, None),
        (1_000, Estimate(0, 0, 0, 9), Saving.NONE, None),
        (1_000, Estimate(20, math.nan, math.nan, 1), Saving.CANNOT_TELL, None),
        (-1_000, Estimate(20, 10, 40, 9), Saving.PAYS, None),
    ],
)
def test_the_interval_is_that_of_the_saving_turned_round(cost, saved, verdict, rupiah):
    found = price(WAIT, cost, saved)
    assert found.verdict is verdict
    assert found.rupiah[:3] == rupiah if rupiah else np.isnan(found.rupiah[:3]).all()


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(1.0, 3.0, Saving.SAVES), (0.99, 3.0, Saving.LITTLE), (0.1, 0.3, Saving.LITTLE), (-0.1, 0.3, Saving.CANNOT_TELL)],
)
def test_a_point_of_trust_has_a_price_only_where_one_is_gained_for_certain(low, high, verdict):
    """A tenth of a point for a million is not ten million for a point that nothing here reaches."""
    found = price(TRUST, 1e6, Estimate(0.5 * (low + high), low, high, 9))
    assert found.verdict is verdict
    assert bool(found.rupiah.runs) == (verdict is Saving.SAVES)


@pytest.mark.parametrize(("lang", "said"), [("id", "tidak ada penghematan"), ("en", "no saving")])
def test_what_makes_it_worse_saves_nothing(lang, said):
    comparison = compare([three_at_once(2), three_at_once(1)], cost_rupiah=2_000)
    assert said in compare_text(comparison, lang)
    assert comparison.costs()["verdict"].tolist() == ["no_saving"]


@pytest.mark.parametrize(("lang", "said"), [("id", "belum terbukti berbeda"), ("en", "cannot be told apart")])
def test_what_chance_may_have_done_is_not_priced(lang, said):
    """The same office with other luck: a difference whose interval holds nought."""
    time = {"dist": "exponential", "mean_min": 10}
    step = [{"name": "step", "station": "counter", "time": time}]
    named = [three_at_once(1, service=[{"name": "service", "step": step}], runs=5), three_at_once(1, runs=5)]
    comparison = compare(named, cost_rupiah=2_000)
    assert comparison.costs()["verdict"].tolist() == ["cannot_tell_apart"]
    assert said in compare_text(comparison, lang)


# ------------------------------------------------------------------------------------------------------- how it is told


def test_each_scenario_has_its_own_cost():
    comparison = compare([three_at_once(1), three_at_once(2), three_at_once(3)], cost_rupiah=[2_000, 600])
    assert comparison.costs()["rupiah"].tolist() == pytest.approx([50, 10])
    told = [record for record in compare_records(comparison) if record["measure"] == WAIT]
    assert [(r["difference"], r["saved"], r["cost_rupiah"], r["verdict"]) for r in told] == [
        (50, 40, 2_000, "saves"),
        (10, 60, 600, "saves"),
    ]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_lines_are_no_wider_than_the_others_and_nothing_is_said_unasked(people, lang):
    assert max(len(line) for line in compare_text(people, lang).splitlines()) <= 100
    unasked = replace(people, cost_rupiah=())
    assert len(unasked.costs()) == 0
    assert compare_text(people, lang).startswith(compare_text(unasked, lang).split("\n\n", 1)[0])
    assert not any("rupiah_per" in r["measure"] and "saved" in r for r in compare_records(unasked))


@pytest.mark.parametrize("costs", [[1, 2], [], [-1], [math.nan]])
def test_costs_that_cannot_be_are_refused_before_anything_runs(costs):
    with refused("cost"):
        compare([three_at_once(1), three_at_once(2)], cost_rupiah=costs)


@pytest.mark.parametrize(
    ("written", "said"), [("-3", "from 0 up"), ("x", "'x'"), ("1,2", "1, not 2"), ("1,,2", "''"), ("inf", "inf")]
)
def test_the_command_refuses_them_with_a_reason(written, said, capsys):
    assert main(["compare", "puskesmas", "puskesmas", "--lang", "en", "--cost-rupiah", written]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_the_command_tells_programs_what_a_cost_buys(capsys):
    command = ["compare", "puskesmas", "puskesmas", "--runs", "2", "--days", "3", "--cost-rupiah", "5", "--json"]
    assert main(command) == 0
    records = json.loads(capsys.readouterr().out)
    assert [r["verdict"] for r in records if r["measure"] == WAIT] == ["no_saving"]
