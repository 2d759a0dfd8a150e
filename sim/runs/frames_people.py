"""The frame of officers and citizens at the end of a run."""

import numpy as np
import pandas as pd

from sim.measures.officers import utilisation
from sim.plan import Plan
from sim.runs.frame_parts import HOUR_S, joined, named, of_run, office_names
from sim.runs.one import Run

CITIZENS_COUNTS = ("visits", "completed", "trips", "finished")
CITIZENS_HOURS = ("waited", "spent", "travel")
OFFICERS_HOURS = ("scheduled", "busy", "outside", "overtime")


def people_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """The officers and citizens at the end of a run, its warm-up included; NA for what does not apply."""
    parts = [_officers(plan, run), _citizens(plan, run)]
    found = joined([part for part in parts if len(part)] or parts)
    about = pd.DataFrame(of_run(plan, run.number, len(found)))
    found = pd.concat([about, found], axis=1)
    kinds = {
        "kind": pd.CategoricalDtype(["officer", "citizen"]),
        "class": pd.CategoricalDtype(list(plan.names.classes)),
    }
    return found.astype({**kinds, **dict.fromkeys((*CITIZENS_COUNTS, "served"), "Int64")})


def _officers(plan: Plan, run: Run) -> pd.DataFrame:
    sums = run.officers
    nothing = pd.array([pd.NA] * len(sums), "Int64")
    return pd.DataFrame(
        {
            "kind": "officer",
            "person": np.arange(len(sums)),
            "name": pd.array(plan.names.officers, "string"),
            "office": named(plan.arrays.officer["office"], office_names(plan)),
            "class": None,
            **dict.fromkeys(CITIZENS_COUNTS, nothing),
            **dict.fromkeys([*[f"{name}_h" for name in CITIZENS_HOURS], "rupiah", "skill"], np.nan),
            "served": pd.array(sums["served"].astype(np.int64), "Int64"),
            **{f"{name}_h": sums[f"{name}_s"] / HOUR_S for name in OFFICERS_HOURS},
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
            "office": named(rows["home"], office_names(plan)),
            "class": named(rows["class_"], plan.names.classes),
            **{name: pd.array(rows[name], "Int64") for name in CITIZENS_COUNTS},
            **{f"{name}_h": rows[f"{name}_s"] / HOUR_S for name in CITIZENS_HOURS},
            "rupiah": run.rupiah,
            "skill": rows["skill"],
            "served": pd.array([pd.NA], "Int64").repeat(len(rows)),
            **dict.fromkeys([*[f"{name}_h" for name in OFFICERS_HOURS], "utilisation"], np.nan),
        }
    )
