"""Can models of service systems that others published be written as scenario files, and do they give the same results?

The references stand in sim/verification/published.py with their sources. Some are also read from the results
themselves, where somebody has put them (see outside_data.py).
"""

import csv
import tomllib

import numpy as np
import pytest
from outside_data import outside

from sim.engines.compiled import CompiledEngine
from sim.engines.reference.plain import plain
from sim.office.distributions import Normal
from sim.plan import plan_of
from sim.plan.tables import OUTCOMES, SERVED
from sim.rules.distributions import drawn
from sim.runs import replicate
from sim.scenario import bundled_root, load
from sim.verification.judge import Effort
from sim.verification.published import BANK, BASE, PLUS_ONE, bank, cases
from sim.verification.verifying import judged

CENTRE = {case.name: case for case in cases()}
ROWS = {
    "arrivals": "00_arrivals",
    "triage": "01a_triage_wait",
    "register": "02a_registration_wait",
    "examine": "03a_examination_wait",
    "treat": "04a_treatment_wait(non_trauma)",
    "total": "05_total_time(non-trauma)",
    "stabilise": "06a_trauma_wait",
    "treat_trauma": "07a_treatment_wait(trauma)",
    "total_trauma": "08_total_time(trauma)",
    "throughput": "09_throughput",
}


def missed(checks):
    return [f"{c.name}: {c.expected:.5g} is not within {c.low:.5g} … {c.high:.5g}" for c in checks if not c.ok]


# ------------------------------------------------------------------------------------------------- treatment centre


@pytest.mark.parametrize("name", ["Treatment centre", "Treatment centre, one more cubicle"])
def test_the_treatment_centre_gives_the_published_waits(name):
    assert missed(judged([CENTRE[name]], Effort(runs=20))) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["Treatment centre", "Treatment centre, one more cubicle"])
def test_the_treatment_centre_gives_the_published_waits_over_many_days(name):
    checks = judged([CENTRE[name]], Effort(runs=400))
    assert missed(checks) == []


@pytest.mark.parametrize(("scenario", "ours"), [("base", BASE), ("treat+1", PLUS_ONE)])
def test_the_references_are_those_of_the_published_runs(scenario, ours):
    with outside("published_models", "treat_sim_ref_exactNHPP.csv").open(encoding="utf-8") as file:
        rows = {row["kpi"]: row for row in csv.DictReader(file) if row["scenario"] == scenario}
    for key, name in ROWS.items():
        assert ours[key] == pytest.approx((float(rows[name]["mean"]), float(rows[name]["se"])), rel=1e-6)


def test_the_arrivals_are_those_of_the_published_profile():
    with outside("published_models", "ed_arrivals.csv").open(encoding="utf-8") as file:
        published = [float(row["arrival_rate"]) for row in csv.DictReader(file)]
    (stream,) = load("verification/treatment-centre").arrivals
    assert [part.value for part in stream.rates_per_hour] == pytest.approx(published)
    assert sum(published) == pytest.approx(227.1, abs=0.05)


def test_one_more_cubicle_changes_only_what_comes_after_it():
    """Common random numbers: with the same seed the waits before treatment are the same, patient by patient."""
    base, more = (load(f"verification/treatment-centre{ending}") for ending in ("", "-plus-one"))
    rows = [CompiledEngine(plan_of(s), 0).advance(5).visits for s in (base, more)]
    for step in (0, 1, 2, 4, 5):
        one, other = (np.sort(r[r["step"] == step][["day", "arrive_s", "start_s", "finish_s"]]) for r in rows)
        assert (one == other).all()
    treat = [(r["start_s"] - r["arrive_s"])[r["step"] == 3].mean() for r in rows]
    assert treat[1] < 0.1 * treat[0]


def test_examinations_take_what_the_source_says():
    """Normal with mean 16 and variance 3; half a minute at least, which is nine standard deviations away."""
    scenario = load("verification/treatment-centre")
    law = scenario.services[0].steps[2].time
    assert law == Normal(mean_min=16, sd_min=3**0.5, least_min=0.5)
    arrays = plain(plan_of(scenario).arrays)
    u = (np.arange(20_000) + 0.5) / 20_000
    minutes = np.array([drawn(arrays.law[arrays.step[2].work_law], arrays.table, x) for x in u]) / 60
    assert (minutes.mean(), minutes.var()) == pytest.approx((16.0, 3.0), rel=1e-3)


# ------------------------------------------------------------------------------------------------------------- bank


def test_the_bank_gives_the_published_results():
    assert missed(judged([CENTRE["Bank with balking"]], Effort(runs=20))) == []


def test_the_bank_gives_the_results_of_an_independent_rebuild():
    """Sharper than the hundred published days: 6,000 days of a program of its own, 239.6 ± 0.3 and 5.60 ± 0.09."""
    rebuilt = bank({"served": (239.6, 0.3), "waited": (5.60, 0.09)}, "independent rebuild, 6,000 days")
    assert missed(judged([rebuilt], Effort(runs=40))) == []


def test_the_bank_is_compared_with_what_was_published():
    lines = outside("published_models", "BankEv.res").read_text(encoding="utf-8").splitlines()
    found = [[float(word) for word in line.split()] for line in lines if line.split()[:1] == ["100"]]
    (served, waited) = [(row[3], row[5] / row[0] ** 0.5) for row in found]
    assert (BANK["served"], BANK["waited"]) == (pytest.approx(served), pytest.approx(waited))


def test_the_bank_loses_customers_to_the_queue_and_to_nothing_else():
    rows = CompiledEngine(plan_of(load("verification/bank")), 0).advance(100).visits
    assert {OUTCOMES[outcome] for outcome in np.unique(rows["outcome"])} == {"served", "balked"}
    before_ten = rows[(rows["came_s"] < 10 * 3600) & (rows["outcome"] == SERVED)]
    assert (before_ten["start_s"] >= 10 * 3600).all()


# ------------------------------------------------------------ what other published models need, without any new code


FEATURES = """
schema = 1
title = "Everything at once"
hours = "08:00-16:00"
days = 30
closing = "serve_all"

[demand]
busyness = { dist = "gamma", cv = 0.3 }

[[class]]
name = "urgent"
share = 0.2
priority = 0
[[class]]
name = "others"
share = 0.8
priority = 1

[[station]]
name = "agents"
patience = { dist = "weibull", mean_min = 20, shape = 0.7 }
leave_at_once = 0.1

[[service]]
name = "call"
[[service.step]]
name = "talk"
station = "agents"
time = { dist = "lognormal", mean_min = 6, cv = 1.2 }
next = [{ to = "look_up", share = 0.3 }]
[[service.step]]
name = "look_up"
time = { dist = "gamma", mean_min = 15, cv = 0.5 }
next = [{ to = "talk", share = 1.0 }]

[[officer]]
name = "agent"
skills = ["*"]
capacity = [["08:00-10:00", 2], ["10:00-14:00", 5], ["14:00-16:00", 3]]
breaks = "12:00-12:20"
on_break = "resume"

[[arrivals]]
name = "calls"
service = "call"
rates_per_hour = [["08:00-09:00", 20], ["09:00-13:00", 45], ["13:00-16:00", 25]]
"""


def test_a_call_centre_with_everything_at_once_needs_no_new_code(tmp_path):
    """Agents and rates by the hour, busy days, patience with an atom at zero, infinite servers, classes, breaks."""
    (tmp_path / "calls.toml").write_text(FEATURES, encoding="utf-8")
    result = replicate(load(tmp_path / "calls.toml"), 10)
    assert result.of("arrivals_per_day").mean() == pytest.approx(20 + 4 * 45 + 3 * 25, rel=0.1)
    assert 0.0 < result.of("gave_up_share").mean() < 0.5
    urgent, others = (result.of("wait_of_all_mean_min", "class", name).mean() for name in ("urgent", "others"))
    assert urgent < others


@pytest.mark.parametrize("path", sorted((bundled_root() / "verification").glob("*.toml")), ids=lambda path: path.stem)
def test_every_verification_file_is_in_order_and_names_its_source(path):
    scenario = load(path)
    assert scenario.title["id"] != scenario.title["en"]
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#")
    assert "Source:" in text or "extends" in tomllib.loads(text)
