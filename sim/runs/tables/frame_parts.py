"""Columns of frames: names for numbers, real dates, NA where nothing happened."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.plan import Plan
from sim.plan.layout import NONE
from sim.runs.making.names import name_of

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which NumPy counts days."""
HOUR_S = 3600.0


def joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Frames one below the other; categories that differ are united."""
    if len(frames) == 1:
        return frames[0]
    for column in frames[0].columns:
        if isinstance(frames[0][column].dtype, pd.CategoricalDtype):
            known = pd.api.types.union_categoricals([f[column] for f in frames]).categories
            frames = [f.assign(**{column: f[column].cat.set_categories(known)}) for f in frames]
    return pd.concat(frames, ignore_index=True)


def of_run(plan: Plan, run: int, rows: int) -> dict[str, object]:
    """The columns that key every table: the scenario and the run."""
    return {"scenario": constant(name_of(plan.scenario), rows), "run": np.full(rows, run, np.int32)}


def office_names(plan: Plan) -> tuple[str, ...]:
    """What the offices are called in tables; an office that is alone has the name of its scenario."""
    return tuple(name or name_of(plan.scenario) for name in plan.names.offices)


def constant(name: str, rows: int) -> pd.Categorical:
    """A column that says the same in every row."""
    return named(np.zeros(rows, np.int8), (name,))


def named(codes: np.ndarray, names: tuple[str, ...]) -> pd.Categorical:
    """Numbers as names; NONE is missing."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(names), dtype="str"))


def whole(values: np.ndarray, missing: np.ndarray | None = None) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where they are NONE (or where a mask says so)."""
    return pd.arrays.IntegerArray(np.ascontiguousarray(values), values == NONE if missing is None else missing)


def dates(ordinals: np.ndarray) -> pd.DatetimeIndex:
    """Days by their proleptic ordinals."""
    return pd.DatetimeIndex((ordinals - EPOCH).astype("datetime64[D]").astype("datetime64[s]"))


def dates_of(plan: Plan, days: np.ndarray) -> pd.DatetimeIndex:
    """The dates of working days by their number; missing where it is NONE or lies beyond the run."""
    known = (days >= 0) & (days < len(plan.arrays.day))
    found = dates(plan.arrays.day["date"][np.where(known, days, 0)])
    return found if known.all() else pd.DatetimeIndex(found.where(known))
