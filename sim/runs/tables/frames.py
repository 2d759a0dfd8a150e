"""Frames of measures, by run and by day: names, units, real dates, NA where nothing happened."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from sim.language.errors import Unknown
from sim.measures import MEASURES, Estimate, Key
from sim.measures.gains import Move
from sim.plan import Plan
from sim.runs.comparing.difference import Difference
from sim.runs.making.replication import Run
from sim.runs.tables.frame_parts import constant, dates, named, of_run, office_names, whole


def runs_frame(name: str, runs: Sequence[int], keys: Sequence[Key], values: np.ndarray) -> pd.DataFrame:
    """A row for each run, a column for each measure."""
    about = {"scenario": constant(name, len(values)), "run": runs}
    return pd.DataFrame({**about, **{key.label: values[:, i] for i, key in enumerate(keys)}})


def groups_frame(name: str, runs: Sequence[int], keys: Sequence[Key], values: np.ndarray, what: str) -> pd.DataFrame:
    """A row for each run and group, a column for each measure. Raises Unknown where there are no such groups."""
    column = {key: values[:, i] for i, key in enumerate(keys)}
    own = [key for key in keys if key.by == what]
    if not own:
        raise Unknown("groups", what, sorted({key.by for key in keys} - {""}))
    groups = list(dict.fromkeys(key.group for key in own))
    found: dict[str, object] = {"scenario": name, "run": np.repeat(runs, len(groups)), what: groups * len(runs)}
    nothing = np.full(len(values), np.nan)  # a group may lack what others have: files and people have other waits
    for measure in dict.fromkeys(key.measure for key in own):
        found[measure] = np.array([column.get(Key(measure, what, group), nothing) for group in groups]).T.ravel()
    return pd.DataFrame(found)


def summary_frame(name: str, estimates: Mapping[Key, Estimate]) -> pd.DataFrame:
    """A row for each measure, with its interval over runs."""
    rows = [(name, *key, MEASURES[key.measure].unit, *found) for key, found in estimates.items()]
    return pd.DataFrame(rows, columns=["scenario", "measure", "by", "group", "unit", "mean", "low", "high", "runs"])


def comparison_frame(baseline: str, differences: Iterable[tuple[str, Difference]]) -> pd.DataFrame:
    """A row for each variant and measure."""
    rows = [
        (
            variant,
            *found.key,
            MEASURES[found.key.measure].unit,
            baseline,
            found.baseline.mean,
            found.variant.mean,
            *found.difference,
            str(found.verdict),
        )
        for variant, found in differences
    ]
    about = ["scenario", "measure", "by", "group", "unit", "baseline", "baseline_mean", "mean"]
    return pd.DataFrame(rows, columns=[*about, "difference", "low", "high", "runs", "verdict"])


def gains_frame(baseline: str, gains: Iterable[tuple[str, Mapping[Move, Estimate]]]) -> pd.DataFrame:
    """A row for each variant, move and group of citizens: the share to whom it happened, with its interval."""
    rows = [(variant, baseline, *move, *share) for variant, moves in gains for move, share in moves.items()]
    about = ["scenario", "baseline", "move", "by", "group"]
    return pd.DataFrame(rows, columns=[*about, "share", "low", "high", "runs"])


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
