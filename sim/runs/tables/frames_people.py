"""The frame of officers and citizens at the end of a run."""

from typing import Any

import numpy as np
import pandas as pd

from sim.measures.officers import utilisation
from sim.measures.visits import ratio
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.rules.appraisal import PREDICATES
from sim.runs.making.replication import Run
from sim.runs.tables.frame_parts import HOUR_S, dates_of, joined, named, of_run, office_names, whole

CITIZENS_COUNTS = ("visits", "completed", "trips", "finished")
CITIZENS_HOURS = ("waited", "spent", "travel")
CITIZENS_MINDS = ("trust", "predisposition", "expectation")
CITIZENS_OPINIONS = ("judged", "complaints")
CITIZENS_MONEY = ("asked", "paid", "paid_rupiah", "favoured")
OFFICERS_HOURS = ("scheduled", "busy", "outside", "overtime")
OFFICERS_STATES = ("competence", "motivation", "courtesy", "strain", "adoption")


def people_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """The officers and citizens at the end of a run, its warm-up included; NA for what does not apply."""
    parts = [_officers(plan, run), _citizens(plan, run)]
    found = joined([part for part in parts if len(part)] or parts)
    about = pd.DataFrame(of_run(plan, run.number, len(found)))
    found = pd.concat([about, found], axis=1)
    kinds: dict[str, Any] = {
        "kind": pd.CategoricalDtype(["officer", "citizen"]),
        "class": pd.CategoricalDtype(list(plan.names.classes)),
        "age": pd.CategoricalDtype([name for name in plan.names.ages if name]),
        **dict.fromkeys(("disabled", "connected", "asks_money"), "boolean"),
        "hired_day": "datetime64[s]",
    }
    whole_numbers = (*CITIZENS_COUNTS, *CITIZENS_OPINIONS, *CITIZENS_MONEY, "served")
    return found.astype({**kinds, **dict.fromkeys(whole_numbers, "Int64")})


def _officers(plan: Plan, run: Run) -> pd.DataFrame:
    sums = run.officers
    nothing = pd.array([pd.NA] * len(sums), "Int64")
    unknown = pd.array([pd.NA] * len(sums), "boolean")
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
            "age": None,
            **dict.fromkeys(("disabled", "connected"), unknown),
            **dict.fromkeys((*CITIZENS_MINDS, "satisfaction"), np.nan),
            **dict.fromkeys((*CITIZENS_OPINIONS, *CITIZENS_MONEY), nothing),
            **_states(plan, run.staff, len(sums)),
            **_reformed(plan, run.staff, len(sums)),
        }
    )


def _states(plan: Plan, staff: Records | None, officers: int) -> dict[str, object]:
    """What officers are at the end; missing where the scenario does not say how they change."""
    if staff is None or plan.scenario.staff is None:
        nobody = {"hired_day": pd.NaT, "asks_money": pd.array([pd.NA] * officers, "boolean")}
        return {**dict.fromkeys(OFFICERS_STATES, np.nan), **nobody}
    hired = np.where(staff["hired_day"] > 0, staff["hired_day"], NONE)
    return {
        **{name: staff[name] for name in OFFICERS_STATES},
        "hired_day": dates_of(plan, hired),
        "asks_money": pd.array(staff["takes"].astype(bool), "boolean"),
    }


def _reformed(plan: Plan, staff: Records | None, people: int) -> dict[str, object]:
    """The last predicate and the output gained by courses; missing of citizens, and without reforms."""
    if staff is None or not plan.given.reforms:
        return {"rated": named(np.full(people, NONE), PREDICATES), "trained": np.nan}
    return {"rated": named(staff["rated"], PREDICATES), "trained": staff["trained"]}


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
            **_minds(plan, rows),
            **dict.fromkeys(OFFICERS_STATES, np.nan),
            "hired_day": pd.NaT,
            "asks_money": pd.array([pd.NA], "boolean").repeat(len(rows)),
            **_reformed(plan, None, len(rows)),
        }
    )


def _minds(plan: Plan, rows: Records) -> dict[str, object]:
    """Who citizens are and what they think; missing where the scenario does not say."""
    mute = np.full(len(rows), plan.scenario.opinion is None)
    honest = np.full(len(rows), plan.scenario.staff is None or plan.scenario.staff.integrity is None)
    ages = plan.names.ages
    minds = {name: np.where(mute, np.nan, rows[name]) for name in CITIZENS_MINDS}
    return {
        "age": named(rows["age"], ages) if len(ages) > 1 else None,
        "disabled": pd.array(rows["disabled"].astype(bool), "boolean"),
        "connected": pd.array(rows["connected"].astype(bool), "boolean"),
        **minds,
        "satisfaction": ratio(rows["satisfaction"], rows["judged"]),
        **{name: whole(rows[name], mute) for name in CITIZENS_OPINIONS},
        **{name: whole(rows[name], honest) for name in CITIZENS_MONEY},
    }
