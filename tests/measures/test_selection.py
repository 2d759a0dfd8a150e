"""Does selection pick the best as often as it promises, and come to an end where there is nothing to tell apart?"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.measures.selection import Zone, stage

REPETITIONS = 2_000
Draw = Callable[[int], Any]


def selected(draw: Draw, asked: Zone, step: int, most: int = 100_000) -> tuple[list[int], int]:
    """Which systems are left, and after how many replications."""
    values = draw(asked.first)
    alive, systems = np.arange(len(values)), len(values)
    while True:
        found = stage(values, asked, systems)
        values, alive = values[found.kept], alive[found.kept]
        if found.over or values.shape[1] >= most:
            return alive.tolist(), values.shape[1]
        values = np.hstack([values, draw(step)[alive]])


def picked(systems: int, shared: float, asked: Zone, sd: Any = 3.0, repetitions: int = REPETITIONS) -> float:
    """How often the best is, where all others are worse by the zone: the hardest case.

    `shared` is the correlation of systems in a replication, as common random numbers make it; means are far below 0.
    """
    rng, means = np.random.default_rng(systems), np.full(systems, -50.0)
    means[0] += asked.zone

    def draw(runs: int) -> Any:
        luck, own = rng.standard_normal(runs), rng.standard_normal((systems, runs))
        noise = shared**0.5 * luck + (1.0 - shared) ** 0.5 * own
        return means[:, None] + np.broadcast_to(np.asarray(sd), systems)[:, None] * noise

    step = 2 if systems < 5 else 5
    return float(np.mean([selected(draw, asked, step)[0] == [0] for _ in range(repetitions)]))


def enough(share: float, asked: Zone, repetitions: int = REPETITIONS) -> bool:
    """Whether that is as often as promised, within three standard errors of the repetitions."""
    return share >= asked.confidence - 3.0 * (asked.confidence * (1.0 - asked.confidence) / repetitions) ** 0.5


def test_the_best_is_picked_as_often_as_promised_with_common_random_numbers() -> None:
    asked = Zone(1.0)
    assert enough(picked(4, 0.8, asked, repetitions=1_000), asked, 1_000)


@pytest.mark.long
@pytest.mark.parametrize("updating", [False, True])
@pytest.mark.parametrize("shared", [0.0, 0.8])
@pytest.mark.parametrize("systems", [2, 10])
def test_the_best_is_picked_as_often_as_promised(systems: int, shared: float, *, updating: bool) -> None:
    asked = Zone(1.0, updating=updating)
    noisy = np.where(np.arange(systems) == 0, 6.0, 2.0)
    assert enough(picked(systems, shared, asked), asked)
    assert enough(picked(systems, shared, asked, noisy), asked)


def test_identical_systems_end_it_and_stay_together() -> None:
    same = np.random.default_rng(1).normal(size=10)
    found = stage(np.array([same, same, same - 5.0]), Zone(0.5), 3)
    assert found.kept.tolist() == [True, True, False]
    assert found.over


def test_systems_that_are_as_good_end_with_one_of_them() -> None:
    rng = np.random.default_rng(2)
    left, runs = selected(lambda size: rng.normal(size=(3, size)), Zone(1.0), 1)
    assert len(left) == 1
    assert runs < 200


def test_only_differences_count() -> None:
    values = np.random.default_rng(3).normal(size=(6, 12)) + 3.0 * np.arange(6)[:, None]
    moved = values - 1_000.0 + 7.0 * np.random.default_rng(4).normal(size=12)
    found = [stage(one, Zone(0.5), 6).kept.tolist() for one in (values, moved)]
    assert found[0] == found[1]
    assert False in found[0]


def test_nobody_is_left_out_before_variances_are_known() -> None:
    assert stage(np.arange(27.0).reshape(3, 9), Zone(1.0), 3).kept.all()
