"""Does the central setting of trust lie within all that is known at once, and in which order do the models stand?

What is known, and what each setting comes to: docs/background/validation.md, drawn from the same figures.
"""

import numpy as np
import pytest

from findings.anchors import anchored
from findings.trust import found, spread
from sim.office import Belief, Trust
from sim.rules.belief import believed


@pytest.mark.long
def test_the_central_setting_meets_what_is_known_at_once():
    seen = found("level")
    assert 60.0 <= seen.trusting <= 85.0  # K6
    assert 0.2 <= seen.correlation <= 0.5
    assert anchored("K1", seen.satisfied)
    assert -19.0 <= seen.asked <= -4.0
    assert 0.2 <= seen.fewer <= 6.6
    assert 0.3 <= seen.best[-1] <= 11.0
    assert anchored("K26", seen.half_life)


@pytest.mark.long
def test_models_of_trust_agree_on_the_sign_and_differ_in_what_lasts():
    level, used_to, halo, surprise = (found(name) for name in ("level", "used_to", "halo", "surprise"))
    for seen in (level, used_to, halo, surprise):
        assert min(seen.best) > 0.0 > max(seen.worst)
    assert level.best[0] < level.best[1] < level.best[2]
    assert level.worst[0] > level.worst[1] > level.worst[2]
    assert used_to.best[2] < 0.8 * level.best[2]
    assert halo.best[2] < 0.3 * level.best[2]
    assert surprise.worst[2] > 0.3 * level.worst[2]


@pytest.mark.long
def test_a_bad_office_has_an_ikm_of_c_and_a_good_one_does_not():
    seen = spread()
    assert 65.0 <= seen["worst"] < 76.61
    assert seen["best"] >= 88.31
    assert seen["worst"] < seen["base"] < seen["best"]


def test_bad_visits_weigh_more_than_good_ones_but_less_than_in_the_steepest_finding():
    """K16 finds no difference in a panel, K15 six in a cross-section; between visitors new and old it lies between."""
    loss = Trust().loss
    for weight in (Belief().floor, Belief().start_weight, 8.0):
        up, down = believed(0.5, weight, 1.0, 0.0) - 0.5, 0.5 - believed(0.5, weight, 0.0, loss)
        assert anchored("K5", down / up)
    assert np.isclose(loss, 2.0)
