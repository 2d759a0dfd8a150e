"""How far what was foretold lies from what was seen, in the unit of the quantity; whether intervals are right."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def earth_movers(seen: Floats, told: Floats) -> float:
    """The mean distance by which the one distribution has to be moved to become the other (Wasserstein, order 1).

    NaN where one of them is empty.
    """
    if not len(seen) or not len(told):
        return float("nan")
    points = np.sort(np.concatenate([seen, told]))
    below = [np.searchsorted(np.sort(values), points[:-1], "right") / len(values) for values in (seen, told)]
    return float(np.abs(below[0] - below[1]) @ np.diff(points))


def crps(seen: float, told: Floats) -> float:
    """The continuous ranked probability score of a sample, without the bias of a small one (Ferro 2014)."""
    told = np.sort(told[~np.isnan(told)])
    size = len(told)
    if size < 2 or np.isnan(seen):
        return float("nan")
    spread = 2.0 * float((2.0 * np.arange(1, size + 1) - size - 1.0) @ told) / (size * (size - 1.0))
    return float(np.abs(told - seen).mean()) - 0.5 * spread


def rank(seen: float, told: Floats, chance: np.random.Generator) -> float:
    """Which share of a sample lies below, ties broken at random: uniform where intervals are right."""
    told = told[~np.isnan(told)]
    if not len(told) or np.isnan(seen):
        return float("nan")
    below, same = int((told < seen).sum()), int((told == seen).sum())
    return (below + float(chance.integers(0, same + 1)) + 0.5) / (len(told) + 1.0)


def inside(ranks: Floats, share: float) -> float:
    """Which share of the ranks lies inside the middle interval that promises `share`; NaN without any."""
    ranks = ranks[~np.isnan(ranks)]
    return float((np.abs(ranks - 0.5) <= share / 2.0).mean()) if len(ranks) else float("nan")


def measured(name: str, seen: float, told: Floats, chance: np.random.Generator) -> dict[str, object]:
    """What was seen of a measure on a day beside the simulations of that day."""
    known = told[~np.isnan(told)]
    ends = np.quantile(known, [0.05, 0.25, 0.5, 0.75, 0.95]) if len(known) else np.full(5, np.nan)
    place = rank(seen, told, chance)
    return {
        "measure": name, "seen": seen, "told": float(known.mean()) if len(known) else np.nan,
        **dict(zip(("low90", "low50", "middle", "high50", "high90"), ends.tolist(), strict=True)),
        "crps": crps(seen, told), "rank": place,
    }  # fmt: skip
