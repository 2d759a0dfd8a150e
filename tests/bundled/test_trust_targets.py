"""Does the central setting of trust lie within all that is known at once, and in which order do the models stand?

What is known, and what each setting comes to: docs/background/validation.md, drawn from the same figures.
"""

import numpy as np
import pytest

from findings.anchors import anchored
from findings.trust import found, gained, spread
from sim.evidence import row_of
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
    worst, base, best = (spread(name).ikm for name in ("worst", "base", "best"))
    assert 65.0 <= worst < 76.61
    assert best >= 88.31
    assert worst < base < best


@pytest.mark.long
def test_answers_of_persons_differ_as_in_the_office_whose_answers_are_known_and_styles_leave_the_mean():
    alike, seen = spread("base", style=0.0), spread("base")
    assert abs(seen.ikm - alike.ikm) < 0.1
    assert alike.persons < row_of("S5").low
    assert anchored("S5", seen.persons)
    assert 0.1 < seen.correlation < 0.35  # S5: 0.23
    assert 0.4 < seen.least < seen.most < 0.8  # S5: 0.49 to 0.79


@pytest.mark.long
def test_a_bad_office_loses_users_by_distrust_and_a_good_one_gains_some():
    worst, best = gained("worst"), gained("best")
    assert all(change.high < 0.0 for change in worst.users)
    assert worst.users[0].mean > worst.users[1].mean > worst.users[2].mean
    assert worst.online.high < 0.0 < worst.sent.low
    assert best.users[-1].low > 0.0


def test_bad_visits_weigh_more_than_good_ones_but_less_than_in_the_steepest_finding():
    """K16 finds no difference in a panel, K15 six in a cross-section; between visitors new and old it lies between."""
    loss = Trust().loss
    for weight in (Belief().floor, Belief().start_weight, 8.0):
        up, down = believed(0.5, weight, 1.0, 0.0) - 0.5, 0.5 - believed(0.5, weight, 0.0, loss)
        assert anchored("K5", down / up)
    assert np.isclose(loss, 2.0)
