"""How long people wait before they leave, of whom most are known only to have waited long enough."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.calibration.estimate.families import FAMILIES, Censored, Fit, compared, fitted
from sim.calibration.estimate.line import Floats, Line
from sim.calibration.figures import Figure
from sim.calibration.log.records import Note

FEWEST = 10
"""Who left; of fewer nothing is said, and of less than thrice as many only the mean of an exponential."""
CLOSE = 4.0
Z = 1.959964


class Patience(NamedTuple):
    """The fit in seconds, and how many left."""

    fit: Fit
    left: int
    others: tuple[Fit, ...] = ()
    """Of families that the data do not rule out: the mean lies beyond most waits, where these differ."""
    blur: float = 0.0
    """What a clock that writes minutes leaves unknown of a wait, as a share of it: no number of days makes it less."""

    def entry(self) -> dict[str, Any]:
        """The distribution as a scenario says it."""
        errors = np.sqrt(np.diag(self.fit.covariance))
        keys = ("mean_min", self.fit.family.shape)
        entry: dict[str, Any] = {"dist": self.fit.family.name}
        for key, value, error, unit in zip(keys, self.fit.numbers, errors, (60.0, 1.0), strict=False):
            own = value / unit * np.exp(np.array([-Z, Z]) * min(error, 5.0))
            every = np.array([own, *(_mean_ends(other) for other in self.others)]) if key == "mean_min" else own
            entry[key] = Figure.of(value / unit, self._blurred(every), rows=self.left, doubt=self._blurred(own))
        return entry

    def _blurred(self, ends: Floats) -> tuple[float, float]:
        return float(ends.min() / (1.0 + self.blur)), float(ends.max() * (1.0 + self.blur))

    def draws(self, count: int, chance: np.random.Generator) -> dict[str, Floats]:
        """Joint draws of its numbers, by key."""
        logs = chance.multivariate_normal(np.log(self.fit.numbers), self.fit.covariance, count)
        units = {"mean_min": 60.0, self.fit.family.shape: 1.0}
        return {key: np.exp(logs[:, place]) / unit for place, (key, unit) in enumerate(units.items()) if key}


def _mean_ends(fit: Fit) -> Floats:
    """In minutes."""
    error = min(float(np.sqrt(fit.covariance[0, 0])), 5.0)
    return np.asarray(fit.mean / 60.0 * np.exp(np.array([-Z, Z]) * error))


def _not_ruled_out(data: Censored, best: Fit, start: tuple[float, float]) -> tuple[Fit, ...]:
    """Families that fit about as well (Akaike's criterion at most CLOSE worse)."""
    fits = [fitted(data, family, start) for family in FAMILIES if family.name != best.family.name]
    return tuple(fit for fit in fits if _akaike(fit) - _akaike(best) <= CLOSE)


def _akaike(fit: Fit) -> float:
    return 2.0 * (len(fit.numbers) - fit.loglik)


def patience(line: Line) -> tuple[Patience | None, Note]:
    """The patience of all who waited: those served had more than their wait, those not there less than theirs.

    None where hardly anybody left.
    """
    table = censored(line)
    left = int((table["high"] < np.inf).sum())
    if left < FEWEST:
        return None, Note("patience_few", left)
    start = (2.0 * max(float(table["low"].mean() + table["high"].where(table["high"] < np.inf).mean()), 60.0), 0.8)
    wait = float(np.mean(np.where(np.isinf(table["high"]), table["low"], table["high"])))
    blur = line.rounded_s / wait if line.rounded_s > 1 and wait > 0.0 else 0.0
    if left < 3 * FEWEST:
        fit = fitted(_data(table), FAMILIES[-1], start)
        return Patience(fit, left, _not_ruled_out(_data(table), fit, start), blur), Note("patience_thin", left)
    halves = [_data(table[table["half"] == side]) for side in (0, 1)]
    fit, scores = compared(_data(table), halves, start)
    values = {"family": fit.family.name, "scores": scores, "waited": len(table)}
    return Patience(fit, left, _not_ruled_out(_data(table), fit, start), blur), Note("patience", left, values=values)


def censored(line: Line) -> pd.DataFrame:
    """Between which ends the patience of each who waited lies (`low`, `high`, in seconds), and a `half` for checks.

    Who was not there left at some time before the number came up; who left and was seen to, just then.
    """
    taken, up = line.rows["taken_s"].to_numpy(float), line.came_up - line.clock("came_s")
    outcome = line.rows["outcome"].to_numpy()
    gone = outcome == "not_there"
    seen = (outcome == "left") & line.rows["finished_s"].notna().to_numpy(bool)
    stayed = line.rows["finished_s"].to_numpy(float) - taken
    blur = max(float(line.rounded_s), 1.0)
    low = np.where(seen, np.maximum(stayed - blur, 0.0), np.where(gone | (outcome == "left"), 0.0, up))
    high = np.where(seen, stayed + blur, np.where(gone | (outcome == "left"), up, np.inf))
    half = line.day % 2 if len(line.days) > 1 else np.arange(len(up)) % 2
    table = pd.DataFrame({"low": low, "high": high, "half": half})
    known = (line.served & (up > 0.0)) | ((gone | (outcome == "left")) & (high > 0.0))
    return table[known & np.isfinite(low) & ~np.isnan(high)]


def _data(table: pd.DataFrame) -> Censored:
    same = table.groupby(["low", "high"], sort=False).size()
    ends = same.index.to_frame().to_numpy(float)
    return Censored(ends[:, 0], ends[:, 1], same.to_numpy(float))
