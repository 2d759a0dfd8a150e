"""Officers, folded: how much of their time they worked."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sim.measures.measure import LOWER, NEITHER, Key, Measure, keyed
from sim.measures.visits import ratio
from sim.plan.layout import Records

MEASURES = (
    Measure("utilisation", "share", NEITHER, "all main graded group officer visits_office year_visits interval"),
    Measure("busy_min_per_day", "min/day", NEITHER, "officer"),
    Measure("overtime_min_per_day", "min/day", LOWER, "all graded if_any officer"),
    Measure("served", "services", NEITHER),
)

FIELDS = ("scheduled_s", "busy_s", "outside_s", "overtime_s", "served")
OFFICER_TOTAL = np.dtype([(name, "f8") for name in FIELDS])
"""An officer's sums over days, in seconds (and services)."""


class OfficerTally:
    """Running totals by officer: over all days, and over the days that are measured.

    `offices` are the names of the offices of a region, `home` says to which each officer belongs.
    """

    def __init__(self, names: tuple[str, ...], offices: tuple[str, ...], home: npt.NDArray[np.int64]) -> None:
        self._names, self._offices, self._home = names, offices, home
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
        yield from _told(sums, days, "officer", self._names)
        if len(self._offices) > 1:
            yield from _told(by_group(sums, self._home, len(self._offices)), days, "office", self._offices)


def by_group(rows: Records, group: npt.NDArray[np.int64], groups: int) -> Records:
    """The sums of OFFICER_TOTAL (or OFFICER_ROW) by group of their rows."""
    sums = np.zeros(groups, OFFICER_TOTAL)
    for name in FIELDS:
        sums[name] = np.bincount(group, weights=rows[name], minlength=groups)
    return sums


def _told(sums: Records, days: int, by: str, names: tuple[str, ...]) -> Iterator[tuple[Key, float]]:
    measures = {
        "utilisation": utilisation(sums),
        "busy_min_per_day": _per_day(sums["busy_s"], days),
        "overtime_min_per_day": _per_day(sums["overtime_s"], days),
        "served": sums["served"],
    }
    for measure, values in measures.items():
        yield from keyed(measure, by, names, values)


def utilisation(sums: Records) -> npt.NDArray[np.float64]:
    """Time worked as a share of time scheduled and worked beside the timetable; NaN for who was never there."""
    return ratio(sums["busy_s"], sums["scheduled_s"] + sums["outside_s"])


def _per_day(seconds: npt.NDArray[np.float64], days: int) -> npt.NDArray[np.float64]:
    return seconds / (60.0 * days) if days else np.full(len(seconds), np.nan)


def _add_up(sums: Records, rows: Records) -> None:
    for name in FIELDS:
        sums[name] += np.bincount(rows["officer"], weights=rows[name], minlength=len(sums))
