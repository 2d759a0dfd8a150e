"""Records → pandas frames, as people read them: names, units, real dates, NA where nothing happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.measures import LEVEL, MEASURES, estimate
from sim.measures.officers import utilisation
from sim.plan import Plan
from sim.plan.layout import NONE
from sim.plan.tables import OUTCOMES
from sim.runs.names import name_of
from sim.runs.one import Run

if TYPE_CHECKING:
    from sim.runs.compare import Comparison
    from sim.runs.result import Result

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which NumPy counts days."""
HOUR_S = 3600.0
CHANNELS = ("walk_in",)


def runs_frame(result: Result) -> pd.DataFrame:
    """A row for each run, a column for each measure."""
    about = {"scenario": _name(result.name, len(result.values)), "run": [run.number for run in result.replications]}
    values = {key.label: result.values[:, i] for i, key in enumerate(result.keys)}
    return pd.DataFrame({**about, **values})


def groups_frame(result: Result, what: str) -> pd.DataFrame:
    """A row for each run and group, a column for each measure. Raises KeyError where there are no such groups."""
    keys = [key for key in result.keys if key.by == what]
    if not keys:
        raise KeyError(f"{what}: the groups are by {', '.join(sorted({key.by for key in result.keys} - {''}))}")
    groups = list(dict.fromkeys(key.group for key in keys))
    runs = [run.number for run in result.replications]
    found: dict[str, object] = {"scenario": result.name, "run": np.repeat(runs, len(groups)), what: groups * len(runs)}
    for measure in dict.fromkeys(key.measure for key in keys):
        found[measure] = np.array([result.of(measure, what, group) for group in groups]).T.ravel()
    return pd.DataFrame(found)


def summary_frame(result: Result, level: float = LEVEL) -> pd.DataFrame:
    """A row for each measure, with its interval over runs."""
    rows = [
        (result.name, *key, MEASURES[key.measure].unit, *estimate(result.values[:, column], level))
        for column, key in enumerate(result.keys)
    ]
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


def days_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """A row for each office day; `overtime_min` adds up over officers, `ended` is when the last was gone."""
    rows, name = run.days, name_of(plan.scenario)
    counts = ("arrivals", "completed", "gave_up", "balked", "refused", "sent_home")
    spans = ("wait_mean_min", "wait_p90_min", "within_target", "sojourn_mean_min", "utilisation", "overtime_min")
    date = _dates(rows["date"])
    return pd.DataFrame(
        {
            "scenario": _name(name, len(rows)),
            "run": np.full(len(rows), run.number, np.int32),
            "day": date,
            "number": rows["day"] + 1,
            "office": _name(name, len(rows)),
            "warm_up": rows["warm_up"],
            "busyness": rows["busyness"],
            **{("served" if c == "completed" else c): rows[c].astype(np.int64) for c in counts},
            **{c: rows[c] for c in spans},
            "ended": date + pd.to_timedelta(rows["ended_s"], unit="s"),
        }
    )


def people_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """The officers and citizens at the end of a run, its warm-up included; NA for what does not apply."""
    parts = [_officers(plan, run), _citizens(plan, run)]
    found = joined([part for part in parts if len(part)] or parts)
    name = name_of(plan.scenario)
    about = pd.DataFrame({"scenario": _name(name, len(found)), "run": np.full(len(found), run.number, np.int32)})
    found = pd.concat([about, found], axis=1)
    kinds = {
        "kind": pd.CategoricalDtype(["officer", "citizen"]),
        "class": pd.CategoricalDtype(list(plan.names.classes)),
    }
    whole = dict.fromkeys(("visits", "completed", "served"), "Int64")
    return found.astype({**kinds, **whole})


def _officers(plan: Plan, run: Run) -> pd.DataFrame:
    sums = run.officers
    nothing = pd.array([pd.NA] * len(sums), "Int64")
    return pd.DataFrame(
        {
            "kind": "officer",
            "person": np.arange(len(sums)),
            "name": pd.array(plan.names.officers, "string"),
            "class": None,
            "visits": nothing,
            "completed": nothing,
            "waited_h": np.nan,
            "spent_h": np.nan,
            "served": pd.array(sums["served"].astype(np.int64), "Int64"),
            **{f"{n}_h": sums[f"{n}_s"] / HOUR_S for n in ("scheduled", "busy", "outside", "overtime")},
            "utilisation": utilisation(sums),
        }
    )


def _citizens(plan: Plan, run: Run) -> pd.DataFrame:
    rows = run.citizens if run.citizens is not None else np.zeros(0, [("class_", "i8")])
    if not len(rows):
        return _officers(plan, run)[:0]
    return pd.DataFrame(
        {
            "kind": "citizen",
            "person": np.arange(len(rows)),
            "name": pd.array([pd.NA], "string").repeat(len(rows)),
            "class": _named(rows["class_"], plan.names.classes),
            "visits": pd.array(rows["visits"], "Int64"),
            "completed": pd.array(rows["completed"], "Int64"),
            "waited_h": rows["waited_s"] / HOUR_S,
            "spent_h": rows["spent_s"] / HOUR_S,
            "served": pd.array([pd.NA], "Int64").repeat(len(rows)),
            **dict.fromkeys(("scheduled_h", "busy_h", "outside_h", "overtime_h", "utilisation"), np.nan),
        }
    )


def visits_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """The rows of a run's visits; seconds count from midnight of `day`. `case` is the visit for now."""
    if run.visits is None:
        raise ValueError("visits were not kept: run with keep_visits=True")
    rows, names = run.visits, plan.names
    scenario = name_of(plan.scenario)
    steps = tuple(step.partition(".")[2] for step in names.steps)
    step_names = tuple(dict.fromkeys(steps))
    of_step = np.array([step_names.index(step) for step in steps], np.int64)
    return pd.DataFrame(
        {
            "scenario": _name(scenario, len(rows)),
            "run": np.full(len(rows), run.number, np.int32),
            "day": _dates(plan.arrays.day["date"][rows["day"]]),
            "citizen": _whole(rows["citizen"]),
            "case": rows["visit"],
            "visit": rows["visit"],
            "service": _named(rows["service"], names.services),
            "class": _named(rows["class_"], names.classes),
            "channel": _named(np.zeros(len(rows), np.int8), CHANNELS),
            "stream": _named(rows["stream"], names.streams),
            "step": _named(of_step[rows["step"]], step_names),
            "officer": _named(rows["officer"], names.officers),
            **{column: _whole(rows[column]) for column in ("came_s", "arrive_s", "start_s", "finish_s", "waited_s")},
            "outcome": _named(rows["outcome"], OUTCOMES),
            "last": rows["last"].astype(bool),
        }
    )


def joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other; categories that differ are united."""
    if len(frames) == 1:
        return frames[0]
    for column in frames[0].columns:
        if isinstance(frames[0][column].dtype, pd.CategoricalDtype):
            known = pd.api.types.union_categoricals([f[column] for f in frames]).categories
            frames = [f.assign(**{column: f[column].cat.set_categories(known)}) for f in frames]
    return pd.concat(frames, ignore_index=True)


def _name(name: str, rows: int) -> pd.Categorical:
    return _named(np.zeros(rows, np.int8), (name,))


def _named(codes: np.ndarray, names: tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(names), dtype="str"))


def _whole(values: np.ndarray) -> pd.api.extensions.ExtensionArray:
    return pd.arrays.IntegerArray(np.ascontiguousarray(values), values == NONE)


def _dates(ordinals: np.ndarray) -> pd.DatetimeIndex:
    return pd.DatetimeIndex((ordinals - EPOCH).astype("datetime64[D]").astype("datetime64[s]"))
