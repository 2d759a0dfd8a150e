"""Officers, folded: how much of their time they worked."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sim.measures.catalogue import Key
from sim.measures.visits import ratio
from sim.plan.layout import Records

FIELDS = ("scheduled_s", "busy_s", "outside_s", "overtime_s", "served")
OFFICER_TOTAL = np.dtype([(name, "f8") for name in FIELDS])
"""An officer's sums over days, in seconds (and services)."""


class OfficerTally:
    """Running totals by officer: over all days, and over the days that are measured."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.whole = np.zeros(len(names), OFFICER_TOTAL)
        self.measured = np.zeros(len(names), OFFICER_TOTAL)

    def add(self, rows: Records, measured: npt.NDArray[np.bool_]) -> None:
        """Add rows (OFFICER_ROW); a mask says which are measured."""
        _add_up(self.whole, rows)
        _add_up(self.measured, rows[measured])

    def values(self, days: int) -> Iterator[tuple[Key, float]]:
        """The measures by key; `days` is the number of days measured."""
        sums = self.measured
        whole = np.array([tuple(sums[name].sum() for name in FIELDS)], OFFICER_TOTAL)
        yield Key("utilisation"), float(utilisation(whole)[0])
        yield Key("overtime_min_per_day"), _per_day(whole["overtime_s"], days)[0]
        measures = {
            "utilisation": utilisation(sums),
            "busy_min_per_day": _per_day(sums["busy_s"], days),
            "overtime_min_per_day": _per_day(sums["overtime_s"], days),
            "served": sums["served"],
        }
        for measure, by_officer in measures.items():
            for name, value in zip(self._names, by_officer, strict=True):
                yield Key(measure, "officer", name), float(value)


def utilisation(sums: Records) -> npt.NDArray[np.float64]:
    """Time worked as a share of time scheduled and worked beside the timetable; NaN for who was never there."""
    return ratio(sums["busy_s"], sums["scheduled_s"] + sums["outside_s"])


def _per_day(seconds: npt.NDArray[np.float64], days: int) -> npt.NDArray[np.float64]:
    return seconds / (60.0 * days) if days else np.full(len(seconds), np.nan)


def _add_up(sums: Records, rows: Records) -> None:
    for name in FIELDS:
        sums[name] += np.bincount(rows["officer"], weights=rows[name], minlength=len(sums))
