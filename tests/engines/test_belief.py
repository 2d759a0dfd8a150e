"""Does trust with a level follow its closed forms, keep still where nothing can move it, and move as it should?"""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from findings.little_offices import ENGINES, office, officer
from findings.people_offices import lived, quality, visited
from sim.engines.compiled import CompiledEngine
from sim.plan import plan_of
from sim.plan.tables import SERVED
from sim.reforms.service_standard import ServiceStandard
from sim.reforms.transparency import Transparency
from sim.rules import belief
from sim.runs import compare
from sim.runs.making.pilot import start_of
from sim.runs.making.progress import Silent

pytestmark = pytest.mark.newer

LEVELS = ("level", "used_to", "halo")


def learnt(times, good, bad, loss=2.0, start=(0.5, 2.0), kept=1.0):
    """Belief and weight after the same evidence so many times, some days apart."""
    share, weight = start
    for _ in range(times):
        weight = belief.faded(SimpleNamespace(floor=1.0), weight, kept)
        share = belief.believed(share, weight, good, loss * bad)
        weight += good + loss * bad
    return share, weight


# ------------------------------------------------------------------------------------------------------ closed forms


def test_without_fading_and_with_losses_like_gains_the_belief_is_the_posterior_of_a_beta():
    share, weight = learnt(7, 0.7, 0.3, loss=1.0, start=(0.25, 4.0))
    assert share == pytest.approx((1.0 + 7 * 0.7) / (4.0 + 7), abs=1e-12)
    assert weight == pytest.approx(11.0)


@pytest.mark.parametrize("loss", [1.0, 2.0, 4.0])
def test_the_belief_settles_where_good_and_bad_evidence_balance(loss):
    good, kept = 0.8, 0.7
    share, weight = learnt(200, good, 1.0 - good, loss, kept=kept)
    assert share == pytest.approx(good / (good + loss * (1.0 - good)))
    flow = good + loss * (1.0 - good)
    assert weight - flow - 1.0 == pytest.approx(flow * kept / (1.0 - kept))


@pytest.mark.parametrize("weight", [1.0, 2.5, 8.0])
def test_at_one_half_a_bad_visit_weighs_as_much_more_as_the_loss_says(weight):
    """K5 says two; what is known already makes it less."""
    up, down = (abs(learnt(1, good, 1.0 - good, 2.0, (0.5, weight))[0] - 0.5) for good in (1.0, 0.0))
    assert down / up == pytest.approx(2.0 * (weight + 1.0) / (weight + 2.0))


# ---------------------------------------------------------------------------------------------------- nothing moves it


def town(days=60, staff=None, model="level", talk=None, **opinion):
    """An office to which many never come, some of whose officers take money and are rude."""
    people = visited(150, 0.01, 20.0, officer=officer(count=2), staff=staff or {"integrity": {"takes": 0.5}})
    usual = {"trust": {"model": model}, "talk": {"every_days": 5, **(talk or {})}}
    return office(**people, days=days, opinion=usual | opinion)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("model", LEVELS)
def test_where_belief_counts_for_nothing_trust_stays_the_predisposition(engine, model):
    seen = lived(engine, town(model=model, belief={"counts": 0.0, "counts_halo": 0.0}))
    assert np.array_equal(seen.citizens["trust"], seen.citizens["predisposition"])
    assert (seen.citizens["belief"] != seen.born["belief"]).any()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("model", LEVELS)
def test_who_never_came_and_hears_nothing_keeps_belief_and_trust(engine, model):
    seen = lived(engine, town(model=model, talk={"hear": 0.0}))
    never = seen.citizens["judged"] == 0
    assert 20 < never.sum() < 130
    for name in ("belief", "trust", "weight", "normal"):
        assert np.array_equal(seen.citizens[name][never], seen.born[name][never])
        assert (seen.citizens[name] != seen.born[name])[~never].all() or name in ("normal", "trust")
    heard = lived(engine, town(model=model, talk={"hear": 1.0})).citizens
    assert (heard["belief"] != seen.born["belief"])[never].any()


def test_what_is_heard_is_told_once_and_first_hand():
    """One comes once: those who listen to that one learn of it in one night, and nobody learns of it from them."""
    listens = [[(i - 1) % 5, 1.0] for i in range(5)]
    members = [{"trust": 0.6, "listens": [pair]} for pair in listens]
    scenario = office(**visited(5, 0.02), days=200, opinion={
        "talk": {"every_days": 1, "hear": 1.0, "member": members},
        "trust": {"model": "level"}, "belief": {"start": 0.3, "half_years": 1e6},
    })  # fmt: skip
    seen = lived("compiled", scenario)
    rows, people = seen.block.opinions, seen.citizens
    own = np.bincount(rows["citizen"], minlength=5)
    assert own.min() < own.max()
    learnt_of = own + own[[(i - 1) % 5 for i in range(5)]]
    assert people["weight"] == pytest.approx(2.5 + learnt_of, rel=1e-3)  # nothing is bad here: a visit weighs 1


# --------------------------------------------------------------------------------------------------- what it moves by


def years(engine="compiled", model="level", years=5, worst=None, opinion=None, **staff):
    """Mean trust of all, year by year; `worst`: from day to day everybody asks for money."""
    scenario = town(250 * years, staff={"integrity": {"takes": 0.3} | staff}, model=model, **(opinion or {}))
    running = ENGINES[engine](plan_of(scenario, 0.75), 0)
    found = []
    for _ in range(years):
        running.advance(250)
        found.append(running.citizens()["trust"].mean())
    return np.array(found)


@pytest.fixture(scope="module")
def by_model():
    """What it is worth by year that nobody asks for money, and what it costs that everybody does, by model."""
    found = {}
    for model in (*LEVELS, "surprise"):
        base = years(model=model)
        found[model] = (years(model=model, takes=0.0) - base, years(model=model, takes=1.0, asks=1.0) - base)
    return found


def test_a_lasting_change_lasts_where_trust_has_a_level_and_fades_where_it_has_none(by_model):
    for model, (clean, corrupt) in by_model.items():
        assert (clean > 0).all() or model == "surprise"
        assert corrupt[0] < 0
    for better_or_worse in (0, 1):
        level, used, halo = (np.abs(by_model[model][better_or_worse]) for model in LEVELS)
        assert level[-1] >= 0.95 * level.max()
        assert used[-1] < 0.7 * level[-1]
        assert halo[-1] < 0.25 * level[-1]
    assert abs(by_model["surprise"][1][-1]) < 0.5 * abs(by_model["level"][1][-1])


def test_of_two_months_of_bad_service_hardly_anything_is_left_after_years():
    """But much of it after half a year: what is bad is not forgotten as soon as it ends."""

    def lives(crisis):
        running = CompiledEngine(plan_of(town(1250, staff={"integrity": {"takes": 1.0, "asks": 0.0}}), 0.9), 0)
        trusts = []
        for days, asks in ((250, 0.0), (60, crisis), (125, 0.0), (815, 0.0)):
            running._plan.behaviour["asks"] = asks
            running.advance(days)
            trusts.append(running.citizens()["trust"].mean())
        return np.array(trusts)

    before, end, later, last = lives(1.0) - lives(0.0)
    assert before == 0.0
    assert end < -0.01
    assert later < 0.5 * end
    assert last > 0.4 * end


def test_those_who_come_learn_before_those_who_only_hear():
    base, bad = (lived("compiled", town(60, staff={"integrity": {"takes": t, "asks": 1.0}})) for t in (0.0, 1.0))
    came = base.citizens["judged"] > 0
    moved = bad.citizens["trust"] - base.citizens["trust"]
    assert moved[came].mean() < moved[~came].mean() < 0.0


# ----------------------------------------------------------------------------------------- what is judged and repaired


@pytest.mark.parametrize("engine", ENGINES)
def test_who_is_turned_away_judges_only_what_was_met_with_and_below_who_is_served(engine):
    tickets = {"quota": 4}
    opinion = {"satisfaction": quality(0.9, unserved=0.3, trouble=0.3), "trust": {"spread": 0.0}}
    rows = lived(engine, office(**visited(20, 0.5), tickets=tickets, days=5, opinion=opinion)).block.opinions
    served, away = rows[rows["outcome"] == SERVED], rows[rows["outcome"] != SERVED]
    assert len(served) > 5
    assert len(away) > 5
    for name in ("requirements", "cost", "competence", "conduct", "honest", "fair"):
        assert (served[name] > 0).all()
        assert set(np.unique(away[name])) <= {0, -1}
    assert (away["time"] > 0).all()
    assert away["performance"] == pytest.approx(0.9 - 0.6 / 5)  # five elements, of which two suffer
    assert away["performance"].max() < served["performance"].min()


@pytest.mark.parametrize(("days", "sign"), [(9, 1), (0, -1)])
def test_promises_that_are_noticed_build_trust_where_kept_and_cost_it_where_broken(days, sign):
    steps = [{"name": "in", "station": "counter", "time": {"dist": "constant", "value_min": 5.0}},
             {"name": "out", "without_citizen": True, "after_days": 3,
              "time": {"dist": "constant", "value_min": 1.0}}]  # fmt: skip
    service = [{"name": "service", "deadline_days": days, "step": steps}]
    made = office(**(visited(50, 0.05) | {"service": service}), days=40, opinion={"trust": {"model": "level"}})
    promised = replace(made, reforms=(ServiceStandard(hopes=0.0, compensated=0.0, noticed=1.0),))
    without, with_it = (lived("compiled", each).citizens["trust"].mean() for each in (made, promised))
    assert np.sign(with_it - without) == sign


def test_results_that_are_published_and_believed_are_learnt_by_all_in_one_night():
    made = replace(town(251, talk={"hear": 0.0}), reforms=(Transparency(results=1.0, hopes=0.0),))
    seen = []
    for engine in ENGINES.values():
        running = engine(plan_of(made), 0)
        running.advance(249)
        before = running.citizens().copy()
        rows = running.advance(1).opinions
        seen.append(running.citizens().copy())
        stayed = ~np.isin(np.arange(len(before)), rows["citizen"])
        assert (seen[-1]["belief"] != before["belief"])[stayed].all()
        assert (seen[-1]["weight"] > before["weight"]).sum() > 100
    assert np.array_equal(*seen)


# ----------------------------------------------------------------------------------------------------- where it begins


def test_the_belief_at_the_start_is_the_one_that_the_office_keeps_up():
    """Then trust neither rises nor falls where nothing changes; from elsewhere it would."""
    scenario = town(750, staff={"integrity": {"takes": 1.0, "asks": 0.3}})
    start = start_of(scenario, scenario, "compiled", Silent())
    ends = [CompiledEngine(plan_of(scenario, of), 0) for of in (start, 0.95)]
    drifts = []
    for running in ends:
        begun = running.citizens()["trust"].mean()
        running.advance(750)
        drifts.append(abs(running.citizens()["trust"].mean() - begun))
    assert drifts[0] < 0.005
    assert drifts[1] > 0.02


def test_alternatives_begin_with_the_same_belief():
    honest = town(staff={"integrity": {"takes": 0.0}})
    found = compare([town(staff={"integrity": {"takes": 1.0}}), honest], runs=2)
    starts = {float(result.plan.arrays.behaviour["start"][0]) for result in found.results}
    assert len(starts) == 1
    assert starts != {0.7}


def test_what_an_alternative_does_better_is_not_taken_for_known():
    """Not even where its services, its citizens and who listens to whom are others."""
    own, listening = town(), [{"trust": 0.5, "listens": [[0, 1]]}] * 40
    quick = office(**visited(40, 0.01, 2.0), days=60, opinion={"talk": {"member": listening}})
    first, alone = (start_of(one, one, "compiled", Silent()) for one in (own, quick))
    assert start_of(quick, own, "compiled", Silent()) == first < alone
