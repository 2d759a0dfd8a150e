"""The frame of what reforms did in a run beside changing numbers."""

import numpy as np
import pandas as pd

from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import (
    ACT_ROW,
    ACTS,
    APPRAISED,
    BREACHED,
    ELEMENTS,
    FOUND_OUT,
    MOVED,
    REPAIRED,
    SURVEYED,
)
from sim.rules.appraisal import PREDICATES
from sim.runs.making.replication import Run
from sim.runs.tables.frame_parts import dates_of, named, of_run, whole

OF_ELEMENTS = (SURVEYED, REPAIRED)
OF_OFFICERS = (APPRAISED, FOUND_OUT, MOVED)


def acts_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """What reforms did, warm-up included, in the order in which it happened; NA for what an act does not have.

    `value` is the mean answer of a survey (1 to 4), how far an element is repaired, or how bad a surprise a
    leak is (both from 0 to 1). `came_from` is the post from which somebody came to that of `officer`.
    """
    rows = run.acts if run.acts is not None else np.zeros(0, ACT_ROW)
    officers = plan.names.officers
    return pd.DataFrame(
        {
            **of_run(plan, run.number, len(rows)),
            "day": dates_of(plan, rows["day"]),
            "what": named(rows["what"], ACTS),
            "element": named(_of(rows, "who", *OF_ELEMENTS), ELEMENTS),
            "officer": named(_of(rows, "who", *OF_OFFICERS), officers),
            "predicate": named(_of(rows, "value", APPRAISED), PREDICATES),
            "came_from": named(_of(rows, "value", MOVED), officers),
            "citizens": whole(_of(rows, "who", BREACHED)),
            "value": np.where(np.isin(rows["what"], (*OF_ELEMENTS, BREACHED)), rows["value"], np.nan),
        }
    )


def _of(rows: Records, column: str, *acts: int) -> np.ndarray:
    """A column as whole numbers, NONE for all but these acts."""
    return np.where(np.isin(rows["what"], acts), rows[column], NONE).astype(np.int64)
