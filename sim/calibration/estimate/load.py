"""Whether officers serve faster while the line is long: tested, and kept only where the log shows it."""

from typing import Any

import numpy as np

from sim.calibration.estimate.line import Line
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note

CERTAIN = 3.0
"""Standard errors, over days, that a slope has to lie below nought; and days that have to be there."""
LEAST_DAYS = 5


def load_dependence(line: Line) -> tuple[dict[str, Any], list[Note]]:
    """The table `load` of a scenario's staff, empty where service does not depend on the line.

    The mean time goes with (1 + waiting for each at work) to the power `elasticity`, which is found by quasi-
    likelihood (variance as the square of the mean), each service by its own mean: rounding does not bias it.
    """
    span, kept = line.worked_s, np.isfinite(line.worked_s)
    if kept.sum() < 100 or len(line.days) < LEAST_DAYS:
        return {}, []
    clock = line.clock("called_s")[kept]
    x = np.log1p(line.waiting(clock, gone=True) / np.maximum(line.at_work(clock), 1))
    service = np.unique(line.rows["service"].fillna("").to_numpy()[kept], return_inverse=True)[1]
    slope, error = _slope(span[kept], x, service, line.day[kept])
    if slope > 0.0 or abs(slope) < CERTAIN * error:
        return {}, [Note("load_none", int(kept.sum()), values={"slope": round(slope, 3), "error": round(error, 3)})]
    ends = (slope - 1.96 * error, min(slope + 1.96 * error, 0.0))
    usual = Figure.of(float(np.expm1(x.mean())), rows=int(kept.sum()))
    elasticity = Figure.of(slope, ends, rows=int(kept.sum()))
    table = {"elasticity": elasticity, "usual_queue": usual, "slower": Figure.of(0.0, origin="assumption")}
    table |= {key: Figure.of(value, origin="assumption") for key, value in (("most", 0.6), ("saturation", 1.0))}
    return table, [Note("load", int(kept.sum()), values={"slope": round(slope, 3)})]


def _slope(span: np.ndarray, x: np.ndarray, service: np.ndarray, day: np.ndarray) -> tuple[float, float]:
    """The elasticity and its error over days (gamma quasi-likelihood, solved by Newton's method)."""
    slope = 0.0
    count = np.bincount(service)
    centred = x - (np.bincount(service, x) / count)[service]
    for _ in range(25):
        scaled = span * np.exp(-slope * x)
        ratio = scaled / np.maximum((np.bincount(service, scaled) / count)[service], 1e-9)
        pull, curve = centred * (ratio - 1.0), float((centred * centred * ratio).sum())
        move = float(pull.sum()) / max(curve, 1e-9)
        slope += move
        if abs(move) < 1e-8:
            break
    by_day = np.bincount(day, pull)
    days = len(by_day)
    return slope, float(np.sqrt((by_day**2).sum() * days / max(days - 1, 1))) / max(curve, 1e-9)
