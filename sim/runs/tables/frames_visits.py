"""Frames of what happened: visits step by step, and cases."""

from typing import Any

import numpy as np
import pandas as pd

from sim.language.errors import BadRequest
from sim.measures.fares import rupiah_of
from sim.plan import Plan
from sim.plan.layout import NONE
from sim.plan.tables import CASE_OUTCOMES, ELEMENTS, OPEN, OUTCOMES, SIDES
from sim.runs.making.replication import Run
from sim.runs.tables.frame_parts import HOUR_S, dates_of, named, of_run, office_names, whole

TIMES = ("came_s", "arrive_s", "start_s", "finish_s", "waited_s")


def visits_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """The rows of a run's visits, and of its back office (there `visit` is NA); seconds count from midnight of `day`.

    Raises BadRequest where they were not kept.
    """
    if run.visits is None:
        raise BadRequest("visits_not_kept")
    rows, names = run.visits, plan.names
    steps = tuple(step.partition(".")[2] for step in names.steps)
    step_names = tuple(dict.fromkeys(steps))
    of_step = np.array([step_names.index(step) for step in steps], np.int64)
    return pd.DataFrame(
        {
            **of_run(plan, run.number, len(rows)),
            "day": dates_of(plan, rows["day"]),
            "citizen": whole(rows["citizen"]),
            "case": rows["case"],
            "visit": whole(rows["visit"]),
            **_asked_for(plan, rows),
            "step": named(of_step[rows["step"]], step_names),
            "officer": named(rows["officer"], names.officers),
            "line": named(rows["line"], names.officers),
            **{column: whole(rows[column]) for column in TIMES},
            "outcome": named(rows["outcome"], OUTCOMES),
            "last": rows["last"].astype(bool),
        }
    )


def cases_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """The cases of a run, warm-up included. Raises BadRequest where they were not kept.

    `days` are working days from the need to the end (0: the same day). `due` is missing without a promise,
    and where it lies beyond the run.
    """
    if run.cases is None:
        raise BadRequest("visits_not_kept")
    rows = run.cases
    still = rows["outcome"] == OPEN
    honest = plan.scenario.staff is None or plan.scenario.staff.integrity is None
    return pd.DataFrame(
        {
            **of_run(plan, run.number, len(rows)),
            "case": rows["case"],
            "citizen": whole(rows["citizen"]),
            **_asked_for(plan, rows),
            "began": dates_of(plan, rows["began_day"]),
            "began_s": rows["began_s"],
            "ended": dates_of(plan, np.where(still, NONE, rows["ended_day"])),
            "ended_s": whole(rows["ended_s"], still),
            "due": dates_of(plan, rows["due_day"]),
            "days": whole(rows["ended_day"] - rows["began_day"], still),
            "visits": rows["visits"],
            "trips": rows["trips"],
            **{f"{name}_h": rows[f"{name}_s"] / HOUR_S for name in ("waited", "spent", "travel")},
            "rupiah": rupiah_of(plan, rows),
            "outcome": named(rows["outcome"], CASE_OUTCOMES),
            "reason": named(rows["reason"], (*OUTCOMES, "error")),
            "paid_rupiah": whole(rows["paid_rupiah"], np.full(len(rows), honest)),
        }
    )


def opinions_frame(plan: Plan, run: Run) -> pd.DataFrame:
    """What citizens made of the visits of a run, warm-up included. Raises BadRequest where they were not kept.

    `visit` is missing where a case needed none; the elements are answers from 1 to 4, missing where they were not met
    with, like the sides that the visit shows of the office in per cent; `trust` is that of the next day.
    """
    if run.opinions is None:
        raise BadRequest("visits_not_kept")
    rows, names = run.opinions, plan.names
    return pd.DataFrame(
        {
            **of_run(plan, run.number, len(rows)),
            "day": dates_of(plan, rows["day"]),
            "citizen": rows["citizen"],
            "case": rows["case"],
            "visit": whole(rows["visit"]),
            "service": named(rows["service"], names.services),
            "class": named(rows["class_"], names.classes),
            "channel": named(rows["channel"], names.channels),
            "office": named(rows["office"], office_names(plan)),
            "outcome": named(rows["outcome"], OUTCOMES),
            "waited_s": rows["waited_s"],
            "paid_rupiah": rows["paid_rupiah"],
            **{name: rows[name].astype(bool) for name in ("asked", "favoured", "overtaken", "complained")},
            **{element: whole(rows[element], rows[element] == 0) for element in ELEMENTS},
            **{f"{side}_percent": whole(rows[side]) for side in SIDES},
            **{name: rows[name] for name in ("performance", "expected", "satisfaction", "trust")},
        }
    )


def _asked_for(plan: Plan, rows: Any) -> dict[str, Any]:
    """What was asked for, by whom and how."""
    names = plan.names
    return {
        "service": named(rows["service"], names.services),
        "class": named(rows["class_"], names.classes),
        "channel": named(rows["channel"], names.channels),
        "office": named(rows["office"], office_names(plan)),
        "stream": named(rows["stream"], names.streams),
    }
