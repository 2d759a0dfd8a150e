"""Do indices of sensitivity come out as theory and SALib say, and does chance of runs not pass for an effect?"""

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.test_functions import Ishigami

from sim.experiments.study import sampling
from sim.measures import effects
from sim.measures.effects import by_chance, morris_chance, noise, ranks, swing, told

SLOPES = np.array([3.0, -2.0, 1.0, 0.0])
SHARES = SLOPES**2 / (SLOPES**2).sum()


def chance(points, runs, seed, scale=1.0):
    """Noise of points and of whole runs."""
    draws = np.random.default_rng(seed)
    return scale * (draws.normal(size=(points, runs)) + 3.0 * draws.normal(size=runs))


def means(found):
    return np.array([one.size.mean for one in found]), np.array([one.beside.mean for one in found])


def test_sobol_agrees_with_ishigami_and_to_the_digit_with_salib():
    places = sampling.saltelli(3, 2048, 1)
    outcome = Ishigami.evaluate(np.pi * (2.0 * places - 1.0))
    found = effects.sobol(outcome.reshape(-1, 5, 1))
    total, alone = means(found)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert alone == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    theirs = salib_sobol.analyze(sampling.problem(list("abc")), outcome, calc_second_order=False, seed=1)
    assert total == pytest.approx(theirs["ST"])
    assert alone == pytest.approx(theirs["S1"])
    wide = np.array([one.size.high - one.size.mean for one in found])
    assert wide == pytest.approx(theirs["ST_conf"], rel=0.3)


def test_sobol_of_a_linear_model_is_exact_under_chance_too_which_passes_for_interaction_otherwise():
    places = sampling.saltelli(4, 256, 1)
    outcome = (places @ SLOPES)[:, None] + chance(len(places), 6, 2)
    found = effects.sobol(outcome.reshape(-1, 6, 6))
    total, alone = means(found)
    assert total == pytest.approx(SHARES, abs=0.06)
    assert alone == pytest.approx(SHARES, abs=0.1)
    assert all(one.size.low <= share <= one.size.high for one, share in zip(found, SHARES, strict=True))
    assert told(found, 0.05) == [True, True, True, False]
    theirs = salib_sobol.analyze(sampling.problem(list("abcd")), outcome.mean(axis=1), calc_second_order=False, seed=1)
    assert theirs["ST"][3] > 0.1
    assert noise(outcome) == pytest.approx(1 / 6 / (1 / 6 + (SLOPES**2).sum() / 12), abs=0.03)


def test_morris_agrees_with_a_linear_model_and_with_salib():
    places = sampling.morris(4, 12, 1)
    outcome = places @ SLOPES + places[:, 2] * places[:, 3]
    found = effects.morris(outcome.reshape(12, 5, 1), places.reshape(12, 5, 4))
    theirs = salib_morris.analyze(sampling.problem(list("abcd")), places, outcome, seed=1)
    size, sigma = means(found)
    assert size[:2] == pytest.approx([3.0, 2.0])
    assert size == pytest.approx(theirs["mu_star"])
    assert sigma == pytest.approx(theirs["sigma"], abs=1e-9)


def test_what_chance_alone_does_to_elementary_effects_is_told_beside_them():
    places = sampling.morris(4, 12, 1)
    outcome = (places @ SLOPES)[:, None] + chance(len(places), 5, 3, 0.4)
    blocks = outcome.reshape(12, 5, 5), places.reshape(12, 5, 4)
    found = effects.morris(*blocks)
    assert told(found, 0.05) == [True, True, True, False]
    size, sigma = means(found)
    assert size[3] == pytest.approx(morris_chance(*blocks)[3], rel=0.5)
    assert max(sigma) < 0.25
    once = effects.morris(outcome.reshape(12, 5, 5)[..., :2], blocks[1])
    assert told(once, 0.05) == [None] * 4


@pytest.mark.parametrize("shared", [0.0, 0.7])
@pytest.mark.parametrize(("blocks", "runs"), [(1, 3), (10, 5), (40, 10)])
def test_numbers_without_effect_are_rarely_called_decisive(blocks, runs, shared):
    """Whatever the blocks of a run have in common."""
    draws = np.random.default_rng(4)
    found = [
        by_chance(
            shared**0.5 * draws.normal(size=(1, runs)) + (1.0 - shared) ** 0.5 * draws.normal(size=(blocks, runs))
        )
        for _ in range(1000)
    ]
    assert np.mean(np.array(found) < 0.05) < 0.08


def test_partial_rank_correlation_holds_the_other_numbers_and_covers():
    """Of a normal sample the partial correlations are known: those of the slopes against the noise."""
    hits, told_of_nothing = 0, 0
    for seed in range(150):
        drawn = sampling.latin_hypercube(4, 60, seed)
        found = ranks(drawn, (drawn @ SLOPES)[:, None] + np.random.default_rng(seed).normal(size=(60, 1)))
        hits += sum(one.size.low <= 0.0 <= one.size.high for one in found[3:])
        told_of_nothing += told(found, 0.05)[3] is True
    assert hits >= 0.9 * 150
    assert told_of_nothing < 0.08 * 150
    rho = SLOPES[0] / 12**0.5 / (SLOPES[0] ** 2 / 12 + 1.0) ** 0.5
    large = sampling.latin_hypercube(4, 4000, 1)
    noisy = (large @ SLOPES)[:, None] + np.random.default_rng(1).normal(size=(4000, 1))
    assert ranks(large, noisy)[0].size.mean == pytest.approx(rho, abs=0.04)


def test_a_kind_is_told_by_the_share_it_explains_and_too_few_points_say_nothing():
    draws = np.random.default_rng(1)
    drawn = np.column_stack([draws.integers(0, 4, 80), draws.random(80)])
    found = ranks(
        drawn,
        (np.array([0.0, 5.0, 0.0, 5.0])[drawn[:, 0].astype(int)] + draws.normal(size=80))[:, None],
        frozenset({0}),
    )
    assert told(found, 0.05) == [True, False]
    assert found[0].size.mean > 0.8
    assert told(ranks(draws.random((3, 5)), draws.random((3, 1))), 0.05) == [None] * 5


def test_where_one_number_settles_the_order_of_the_points_nothing_is_said_of_the_others():
    """What they leave to explain is rounding, which must pass neither for an effect nor for none."""
    drawn = sampling.latin_hypercube(3, 12, 1)
    kinds = np.column_stack([drawn, np.arange(12) % 4])
    outcome = (np.exp(9.0 * drawn[:, 0]) + 0.001 * drawn[:, 1])[:, None]
    assert told(ranks(kinds, outcome, frozenset({3})), 0.05) == [True, None, None, None]


def test_of_more_numbers_than_points_those_that_are_strong_are_still_told():
    drawn = sampling.latin_hypercube(60, 40, 1)
    found = ranks(drawn, (4.0 * drawn[:, 7])[:, None] + np.random.default_rng(1).normal(size=(40, 1)))
    assert [place for place, one in enumerate(told(found, 0.05)) if one] == [7]


def test_a_swing_is_paired_and_nothing_is_told_as_nothing():
    low = chance(1, 6, 1)[0]
    one, none = swing(low, low + 1.0 + 0.01 * np.arange(6)), swing(low, low)
    assert one.size.low <= one.size.mean == pytest.approx(1.025)
    assert one.chance < 1e-6
    assert (none.size.mean, none.chance) == (0.0, 1.0)
