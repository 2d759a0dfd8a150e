"""Do replications end when intervals are narrow, and do intervals of several differences hold together?"""

import numpy as np
import pytest

from sim.language.errors import BadRequest
from sim.measures import Key
from sim.measures.precision import FIRST, Watch, ahead, enough, precision_of
from sim.measures.simultaneous import joint_level, pairing_worth, runs_to_tell

CHANCE = np.random.default_rng(7)


def test_width_is_read_on_the_scale_that_people_read():
    for written, half, relative in (
        ("wait_mean_min=5%", 0.05, True),
        ("wait_mean_min = 0,5", 0.5, False),
        ("wait_mean_min=30s", 0.5, False),
        ("within_target=2pp", 0.02, False),
        ("trust_end_mean=2", 0.02, False),
    ):
        found = precision_of(written)
        assert (found.half, found.relative) == (pytest.approx(half), relative), written
    assert precision_of("wait_mean_min[service=kk]=10%").key == Key("wait_mean_min", "service", "kk")
    for wrong in ("wait_mean_min", "wait_mean_min=-1", "within_target=2%", "utilisation=3min", "wait=1", "=3", "ikm=0"):
        with pytest.raises(BadRequest):
            precision_of(wrong)


def test_a_lucky_stretch_is_not_enough():
    watch = Watch()
    assert not any(watch.saw(all_narrow=True) for _ in range(FIRST + ahead(FIRST) - 1))
    assert not watch.saw(all_narrow=False)
    assert [watch.saw(all_narrow=True) for _ in range(6)] == [False] * 5 + [True]
    assert ahead(1000) == 50


def test_enough_is_when_the_last_of_several_intervals_is_narrow():
    values = CHANCE.normal(10.0, 1.0, (2, 400))
    wide, fine = precision_of("wait_mean_min=0.5"), precision_of("wait_p90_min=2%")
    both = enough(list(values), [wide, fine])
    assert both == enough([values[1]], [fine]) > enough([values[0]], [wide])
    assert 60 < both < 140  # (1.96 / 0.2) ** 2 is 96
    assert enough([np.zeros(29)], [wide]) is None  # what never differed may be rare, not constant
    assert enough([np.zeros(40)], [wide]) == 35


@pytest.mark.parametrize(
    ("pairs", "quantile"),
    [([(1, 0), (2, 0), (3, 0)], 2.349), ([(1, 0), (2, 0), (2, 1)], 3.314 / 2**0.5)],
    ids=["Dunnett", "Tukey"],
)
def test_the_joint_level_is_that_of_the_tables_where_scenarios_are_independent(pairs, quantile):
    from scipy.special import ndtr

    values = CHANCE.standard_normal((4000, 4))
    assert joint_level(values, pairs) == pytest.approx(2.0 * ndtr(quantile) - 1.0, abs=0.002)


def test_joint_intervals_are_never_wider_than_bonferronis_and_know_what_goes_together():
    pairs = [(1, 0), (2, 0), (3, 0)]
    alike = CHANCE.standard_normal((20, 1)) * [0.0, 1.0, 1.0, 1.0] + 1e-6 * CHANCE.standard_normal((20, 4))
    apart = CHANCE.standard_normal((20, 4)) * [0.0, 1.0, 1.0, 1.0]
    bonferroni = 1.0 - 0.05 / 3.0
    assert 0.95 <= joint_level(alike, pairs) < 0.955 < joint_level(apart, pairs) <= bonferroni
    assert joint_level(apart[:5], pairs) == joint_level(np.ones((20, 4)), pairs) == bonferroni
    assert joint_level(apart, pairs[:1]) == 0.95


def test_worth_and_need_of_runs_are_those_of_theory():
    luck, own = CHANCE.standard_normal(3000), CHANCE.standard_normal((2, 3000))
    ours, theirs = luck + 0.5 * own[0] + 0.3, luck + 0.5 * own[1]
    assert pairing_worth(ours, theirs) == pytest.approx(2.5 / 0.5, rel=0.1)
    assert np.isnan(pairing_worth(ours[:5], theirs[:5]))
    runs = int(runs_to_tell((ours - theirs)[:20], 0.3))
    samples = CHANCE.normal(0.3, float((ours - theirs)[:20].std(ddof=1)), (2000, runs))
    told = samples.mean(axis=1) > 2.0 * samples.std(axis=1, ddof=1) / runs**0.5
    assert told.mean() == pytest.approx(0.8, abs=0.05)
