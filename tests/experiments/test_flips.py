"""Is a planted interaction found where a conclusion flips, and nothing where nothing flips it?"""

import numpy as np
import pytest

from sim.experiments.sensitivity.flips import Answer, columns_of, flips_of
from sim.experiments.study.sampling import latin_hypercube

DOUBTS = "abcdefghij"


def drawn(draws, seed):
    places = latin_hypercube(len(DOUBTS), draws, seed)
    models = np.random.default_rng(seed).choice(["level", "halo"], draws)
    settings = [
        {**dict(zip(DOUBTS, row, strict=True)), "model": str(one)}
        for row, one in zip(places.tolist(), models, strict=True)
    ]
    return places, models, columns_of([*DOUBTS, "model"], settings)


def noisy(true, seed, runs=3):
    return true[:, None] + np.random.default_rng(seed).normal(size=(len(true), runs))


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_interaction_is_found_with_its_ranges_and_holds_on_the_other_half(seed):
    places, _, columns = drawn(200, seed)
    found = flips_of(columns, noisy(np.where((places[:, 2] > 0.6) & (places[:, 7] < 0.5), -2.0, 3.0), seed), seed)
    assert found.answer is Answer.FOUND
    (box,) = found.boxes
    limits = {one.path: one for one in box.limits}
    assert limits.keys() == {"c", "h"}
    assert limits["c"].low == pytest.approx(0.6, abs=0.08)
    assert limits["h"].high == pytest.approx(0.5, abs=0.08)
    assert box.flips >= 0.85 * box.within
    assert box.others <= 0.1 * box.beyond
    assert box.within + box.beyond == 100


def test_a_kind_that_flips_it_is_named():
    _, models, columns = drawn(200, 1)
    found = flips_of(columns, noisy(np.where(models == "halo", -2.0, 3.0), 1), 1)
    assert [(one.path, one.kind) for box in found.boxes for one in box.limits] in (
        [("model", "halo")],
        [("model", "level")],
    )
    assert found.boxes[0].flips == found.boxes[0].within


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_said_to_flip_it_where_nothing_does(seed):
    """Also where chance changes signs, in one run or several: no doubt is named."""
    places, _, columns = drawn(120, seed)
    assert flips_of(columns, noisy(6.0 + places[:, 1], seed), seed).answer is Answer.NOTHING
    for runs in (1, 3):
        found = flips_of(columns, noisy(np.full(120, 0.3), seed, runs), seed)
        assert found.contrary > 0
        assert found.boxes == ()


def test_too_few_draws_are_said_to_be_too_few():
    places, _, columns = drawn(16, 1)
    assert flips_of(columns, noisy(np.where(places[:, 2] > 0.8, -9.0, 9.0), 1), 1).answer is Answer.FEW
