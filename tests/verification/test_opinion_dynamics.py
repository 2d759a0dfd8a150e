"""Does trust move between people and from visit to visit as the published models of opinion say?

Nobody needs to come: what citizens hear from one another in the nights is seen in whole runs of both engines.
"""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outside_data import outside

from findings.little_offices import ENGINES, office
from findings.people_offices import lived, network, quality, unvisited, visited
from sim.rules import chance
from sim.rules.trust import neighbour, trust_after

SURPRISE = {"trust": {"model": "surprise"}}
"""Trust that has no level: what the published models are about."""
EVERYTHING = {"openness": 1.0, "negative": 1.0, "every_days": 1}
"""Whoever talks takes over what is heard, every night, and the disappointed count no more than others."""
RING = {"ties": 4, "rewired": 0.0, "pull": 0.0, **EVERYTHING}


@pytest.fixture(params=list(ENGINES))
def engine(request):
    return request.param


def published(name):
    with outside("published_models", "opinion_reference.json").open(encoding="utf-8") as file:
        return next(value for key, value in json.load(file).items() if key.startswith(name))


def degroot():
    """Weights, trust at the start (as the key of the reference says it), consensus and influence of the citizens."""
    found = published("DeGroot")
    return np.array(found["W"]), np.array([1.0, 0.0, 0.5, 0.2]), found["consensus"], np.array(found["pi"])


def talked(engine, nights, **talk):
    """Trust of the citizens after so many nights, one after the other, and at the start."""
    count = len(talk["member"]) if "member" in talk else 30
    scenario = unvisited(count, days=max(nights), opinion=SURPRISE | {"talk": talk})
    trusts = [lived(engine, scenario, days=n).citizens["trust"] for n in nights]
    return np.array([lived(engine, scenario, days=0).citizens["trust"], *trusts])


def ring(count, ties):
    """The weights of a lattice in which each listens to the next on either side."""
    away = [(tie // 2 + 1) * (-1) ** tie for tie in range(ties)]
    return sum(np.roll(np.eye(count), step, axis=1) for step in away) / ties


# ------------------------------------------------------------------------------------------------- published results


def test_everybody_comes_to_the_consensus_of_degroot(engine):
    weights, trust, consensus, influence = degroot()
    *_, end = talked(engine, [120], member=network(weights, trust), **EVERYTHING)
    assert end == pytest.approx(np.full(4, consensus), abs=1e-9)
    assert end == pytest.approx(influence @ trust, abs=1e-6)


def test_every_night_on_the_way_is_that_of_degroot(engine):
    weights, trust, _, _ = degroot()
    nights = [1, 2, 3, 7]
    start, *found = talked(engine, nights, member=network(weights, trust), **EVERYTHING)
    assert start.tolist() == trust.tolist()
    for night, seen in zip(nights, found, strict=True):
        assert seen == pytest.approx(np.linalg.matrix_power(weights, night) @ trust, abs=1e-12)


@pytest.mark.parametrize("openness", [0.05, 0.5])
def test_who_is_less_open_comes_to_the_same_consensus_later(engine, openness):
    weights, trust, consensus, _ = degroot()
    talk = EVERYTHING | {"openness": openness}
    _, soon, end = talked(engine, [10, 1_200], member=network(weights, trust), **talk)
    assert end == pytest.approx(np.full(4, consensus), abs=1e-4)
    slow = (1 - openness) * np.eye(4) + openness * weights
    assert soon == pytest.approx(np.linalg.matrix_power(slow, 10) @ trust, abs=1e-12)


def test_who_is_drawn_back_ends_where_friedkin_and_johnsen_say(engine):
    weights, trust, _, _ = degroot()
    susceptible = np.array([0.8, 0.8, 0.5, 0.9])
    *_, end = talked(engine, [300], member=network(weights, trust, (1 - susceptible).tolist()), **EVERYTHING)
    assert end == pytest.approx(np.array(published("Friedkin-Johnsen")), abs=1e-8)


def test_who_is_drawn_back_all_the_way_never_moves(engine):
    weights, trust, _, _ = degroot()
    *_, end = talked(engine, [5], member=network(weights, trust, 1.0), **EVERYTHING)
    assert end.tolist() == trust.tolist()


def test_trust_after_equal_visits_is_a_moving_average():
    trust, found = 0.2, []
    for _ in range(5):
        trust = trust_after(trust, 1.0, 0.3, 0.3)
        found.append(trust)
    assert found == pytest.approx(published("EWMA"), abs=1e-12)


# ------------------------------------------------------------------------------------- visit by visit, in whole runs


def surprised(engine, worth, expectation, start, **trust):
    """Trust after the first, the second, … visit of each citizen, where every visit is the same surprise."""
    opinion = {
        "satisfaction": quality(worth, expectation=expectation),
        "trust": {"model": "surprise", "predisposition": start, "spread": 0.0, **trust},
    }
    rows = lived(engine, office(**visited(20, 0.5), days=20, opinion=opinion)).block.opinions
    assert np.unique(rows["performance"] - rows["expected"]).round(12).tolist() == [round(worth - expectation, 12)]
    return [rows["trust"][rows["citizen"] == citizen] for citizen in np.unique(rows["citizen"])]


def test_citizens_who_are_surprised_by_all_there_is_follow_the_published_moving_average(engine):
    found = surprised(engine, 1.0, 0.0, 0.2, gain=0.3)
    expected = published("EWMA")
    assert max(map(len, found)) >= len(expected)
    for seen in found:
        steps = min(len(seen), len(expected))
        assert seen[:steps] == pytest.approx(expected[:steps], abs=1e-12)


def test_good_surprises_close_the_same_part_of_what_is_missing_every_time(engine):
    for seen in surprised(engine, 0.9, 0.5, 0.2, gain=0.25):
        visits = np.arange(1, len(seen) + 1)
        assert seen == pytest.approx(1 - 0.8 * (1 - 0.25 * 0.4) ** visits, abs=1e-12)


def test_bad_surprises_take_the_same_part_of_what_there_is_every_time(engine):
    for seen in surprised(engine, 0.4, 0.9, 0.8, gain=0.2, loss=3.0):
        visits = np.arange(1, len(seen) + 1)
        assert seen == pytest.approx(0.8 * (1 - 0.2 * 3.0 * 0.5) ** visits, abs=1e-12)


def test_a_visit_that_is_as_expected_changes_nothing(engine):
    for seen in surprised(engine, 0.5, 0.5, 0.3):
        assert seen == pytest.approx(0.3, abs=1e-12)


def test_the_expectation_follows_what_is_met_with(engine):
    """The part that is left of the old one shrinks with each visit."""
    opinion = {"satisfaction": quality(0.9, expectation=0.5, adapts=0.2)}
    people = lived(engine, office(**visited(20, 0.5), days=10, opinion=opinion)).citizens
    assert people["judged"].max() > 5
    assert people["expectation"] == pytest.approx(0.9 - 0.4 * 0.8 ** people["judged"], abs=1e-12)


# -------------------------------------------------------------------------------------------------------- synchronous


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.integers(2, 12), st.sampled_from(list(ENGINES)))
def test_who_stands_where_in_the_list_makes_no_difference(seed, count, engine):
    """Relabelled citizens end with exactly the same trust: nobody hears tonight what talk made of others tonight."""
    chooser = np.random.default_rng(seed)
    weights = chooser.random((count, count)) * (chooser.random((count, count)) < 0.6) + 0.1 * np.eye(count)
    trust, pull = chooser.random(count), chooser.random(count) / 2
    talk = EVERYTHING | {"openness": 0.7}
    members = network(weights.tolist(), trust.tolist(), pull.tolist())
    new = chooser.permutation(count)
    relabelled = [None] * count
    for old, member in enumerate(members):
        relabelled[new[old]] = member | {"listens": [[int(new[other]), w] for other, w in member["listens"]]}
    (_, before), (_, after) = (talked(engine, [6], member=m, **talk) for m in (members, relabelled))
    assert after[new].tolist() == before.tolist()


def test_the_engines_talk_to_the_last_bit_alike():
    one, other = (talked(name, [1, 9], ties=6, rewired=0.3, **EVERYTHING) for name in ENGINES)
    assert one.tolist() == other.tolist()


# -------------------------------------------------------------------------------------------------------- small world


def ties_of(count, ties, rewired):
    """To whom each listens, by tie: (count, ties), with the luck of a run."""
    keys = [chance.citizen_key(chance.run_key(1, 0), i) for i in range(count)]
    draws = [[chance.uniform(key, chance.TIES + tie) for tie in range(ties)] for key in keys]
    return np.array([[neighbour(i, t, count, rewired, u) for t, u in enumerate(row)] for i, row in enumerate(draws)])


def test_without_rewiring_each_listens_to_the_nearest_on_either_side():
    found = ties_of(50, 6, 0.0)
    for i, row in enumerate(found):
        assert {(j - i + 25) % 50 - 25 for j in row.tolist()} == {-3, -2, -1, 1, 2, 3}


@pytest.mark.parametrize("rewired", [0.1, 0.5, 1.0])
def test_the_share_that_is_rewired_goes_anywhere(rewired):
    count, ties = 3_000, 6
    found = ties_of(count, ties, rewired)
    assert found.shape == (count, ties)
    assert (found.min() >= 0, found.max() < count) == (True, True)
    away = (found - np.arange(count)[:, None]) % count
    near = (away <= ties / 2) | (away >= count - ties / 2)
    error = 5 * (0.25 / found.size) ** 0.5
    assert (~near).mean() == pytest.approx(rewired, abs=error)
    fractions = away[~near] / count
    counts, _ = np.histogram(fractions, 10, (0, 1))
    assert ((counts - counts.mean()) ** 2 / counts.mean()).sum() < 33  # chi-square, 9 degrees of freedom, p = 1e-4


def test_a_ring_that_talks_is_the_ring_of_matrix_algebra(engine):
    start, *found = talked(engine, [1, 5], **RING)
    for nights, seen in zip([1, 5], found, strict=True):
        assert seen == pytest.approx(np.linalg.matrix_power(ring(30, 4), nights) @ start, abs=1e-12)


def test_a_small_world_agrees_sooner_than_a_ring():
    """Watts and Strogatz: a few far ties bring all near to one another."""

    def spread(rewired):
        scenario = unvisited(400, days=60, opinion=SURPRISE | {"talk": RING | {"ties": 6, "rewired": rewired}})
        return lived("compiled", scenario).citizens["trust"].std()

    near, few, all_ = spread(0.0), spread(0.1), spread(1.0)
    assert near > 3 * few > 3 * all_


# ------------------------------------------------------------------------------------------------- when, and how loud


def test_people_talk_on_every_fifth_day_where_the_scenario_says_five(engine):
    talk = RING | {"every_days": 5}
    start, *found = talked(engine, [4, 5, 9, 10], **talk)
    changed = [not np.array_equal(one, other) for one, other in zip([start, *found], found, strict=False)]
    assert changed == [False, True, False, True]


def test_the_disappointed_are_heard_more(engine):
    """The nights worked out again: who was surprised badly last time counts three times with those who listen."""
    opinion = {
        "satisfaction": quality(0.5, expectation=0.5, spread=0.1),
        "trust": {"model": "surprise", "gain": 0.0, "spread": 0.2},
        "talk": RING | {"openness": 0.5, "negative": 3.0},
    }
    seen = lived(engine, office(**visited(30, 0.2), days=8, opinion=opinion))
    trust, gloomy = seen.born["trust"], np.zeros(30, bool)
    for day in range(8):
        today = seen.block.opinions[seen.block.opinions["day"] == day]
        gloomy[today["citizen"]] = today["performance"] < today["expected"]
        weights = ring(30, 4) * np.where(gloomy, 3.0, 1.0)
        trust = 0.5 * trust + 0.5 * weights @ trust / weights.sum(axis=1)
    assert 5 < gloomy.sum() < 25
    assert seen.citizens["trust"] == pytest.approx(trust, abs=1e-12)


def test_who_hears_nobody_keeps_what_there_is(engine):
    """All are disappointed, and the disappointed do not count at all."""
    opinion = {
        "satisfaction": quality(0.3, expectation=0.9),
        "trust": {"model": "surprise", "gain": 0.0},
        "talk": RING | {"negative": 0.0},
    }
    seen = lived(engine, office(**visited(12, 2.0), days=6, opinion=opinion))
    assert seen.citizens["judged"].min() > 0
    assert (seen.citizens["trust"] >= 0.0).all()
