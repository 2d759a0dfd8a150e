"""Frames of measures, by run and by day: names, units, real dates, NA where nothing happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.language.errors import Unknown
from sim.measures import LEVEL, MEASURES, Key
from sim.plan import Plan
from sim.runs.costs import UNITS, prices
from sim.runs.frame_parts import constant, dates, named, of_run, office_names, whole
from sim.runs.one import Run

if TYPE_CHECKING:
    from sim.runs.compare import Comparison
    from sim.runs.result import Result


def runs_frame(result: Result) -> pd.DataFrame:
    """A row for each run, a column for each measure."""
    about = {"scenario": constant(result.name, len(result.values)), "run": [run.number for run in result.replications]}
    values = {key.label: result.values[:, i] for i, key in enumerate(result.keys)}
    return pd.DataFrame({**about, **values})


def groups_frame(result: Result, what: str) -> pd.DataFrame:
    """A row for each run and group, a column for each measure. Raises Unknown where there are no such groups."""
    keys = [key for key in result.keys if key.by == what]
    if not keys:
        raise Unknown("groups", what, sorted({key.by for key in result.keys} - {""}))
    groups = list(dict.fromkeys(key.group for key in keys))
    runs = [run.number for run in result.replications]
    found: dict[str, object] = {"scenario": result.name, "run": np.repeat(runs, len(groups)), what: groups * len(runs)}
    for measure in dict.fromkeys(key.measure for key in keys):
        found[measure] = np.array([_of_group(result, Key(measure, what, group)) for group in groups]).T.ravel()
    return pd.DataFrame(found)


def _of_group(result: Result, key: Key) -> np.ndarray:
    """A measure of a group by run; NaN where the group does not have it (files and people have other waits)."""
    return result.of(*key) if key in result.keys else np.full(len(result.values), np.nan)


def summary_frame(result: Result, level: float = LEVEL) -> pd.DataFrame:
    """A row for each measure, with its interval over runs."""
    rows = [(result.name, *key, MEASURES[key.measure].unit, *result.estimate(*key, level)) for key in result.keys]
    return pd.DataFrame(rows, columns=["scenario", "measure", "by", "group", "unit", "mean", "low", "high", "runs"])


def comparison_frame(comparison: Comparison) -> pd.DataFrame:
    """A row for each variant and measure."""
    rows = [
        (
            variant.name,
            *found.key,
            MEASURES[found.key.measure].unit,
            comparison.baseline.name,
            found.baseline.mean,
            found.variant.mean,
            *found.difference,
            str(found.verdict),
        )
        for variant in comparison.variants
        for found in comparison.differences(variant)
    ]
    about = ["scenario", "measure", "by", "group", "unit", "baseline", "baseline_mean", "mean"]
    return pd.DataFrame(rows, columns=[*about, "difference", "low", "high", "runs", "verdict"])


def gains_frame(comparison: Comparison) -> pd.DataFrame:
    """A row for each variant, move and group of citizens: the share to whom it happened, with its interval."""
    rows = [
        (variant.name, comparison.baseline.name, *move, *share)
        for variant in comparison.variants
        for move, share in comparison.gains(variant).items()
    ]
    about = ["scenario", "baseline", "move", "by", "group"]
    return pd.DataFrame(rows, columns=[*about, "share", "low", "high", "runs"])


def costs_frame(comparison: Comparison) -> pd.DataFrame:
    """A row for each variant and what its cost may buy: the saving and the rupiah by unit, both with intervals."""
    rows = [
        (
            variant.name,
            comparison.baseline.name,
            found.measure,
            UNITS[found.measure],
            found.cost,
            *found.saved[:3],
            *found.rupiah,
            str(found.verdict),
        )
        for variant in comparison.variants
        for found in prices(comparison, variant)
    ]
    about = ["scenario", "baseline", "measure", "unit", "cost_rupiah", "saved", "saved_low", "saved_high"]
    return pd.DataFrame(rows, columns=[*about, "rupiah", "low", "high", "runs", "verdict"])


def days_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """A row for each office day, in a region for each day of each office; NA for outcomes that cannot occur.

    `overtime_min` adds up over officers, `ended` is when the last was gone.
    """
    rows = run.days
    always = ("arrivals", "completed", "gave_up", "balked", "refused", "sent_home")
    spans = ("wait_mean_min", "wait_p90_min", "within_target", "sojourn_mean_min", "utilisation", "overtime_min")
    date = dates(rows["date"])
    return pd.DataFrame(
        {
            **of_run(plan, run.number, len(rows)),
            "day": date,
            "number": rows["day"] + 1,
            "office": named(rows["office"], office_names(plan)),
            "warm_up": rows["warm_up"],
            "busyness": rows["busyness"],
            **{("served" if c == "completed" else c): rows[c].astype(np.int64) for c in always},
            **{c: _if_any(rows[c]) for c in ("incomplete", "no_ticket", "no_show", "no_form")},
            **{c: rows[c] for c in spans},
            "ended": date + pd.to_timedelta(rows["ended_s"], unit="s"),
            "trust": rows["trust"],
            "complaints": _if_any(rows["complaints"]),
        }
    )


def _if_any(counts: np.ndarray) -> pd.arrays.IntegerArray:
    return whole(np.nan_to_num(counts).astype(np.int64), np.isnan(counts))
