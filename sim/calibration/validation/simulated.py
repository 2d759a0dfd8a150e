"""The visits of simulated days, laid out like those of a log."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from sim.office import Scenario
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import OUTCOMES
from sim.runs.making.replicate import runs_of
from sim.runs.making.request import Request

NO_TICKET = [OUTCOMES.index(name) for name in ("balked", "refused", "no_ticket")]
"""Whoever ended so does not stand in a log of tickets."""


def simulated(scenarios: Sequence[Scenario], runs: int, seed: int) -> pd.DataFrame:
    """The visits of all days of `runs` runs of each scenario: cell (a number a run), date, taken_s, called_s, service.

    `called_s` of those who were not `served` is when they left.
    """
    parts, cell = [], 0
    for place, scenario in enumerate(scenarios):
        request = Request(scenario, runs, None, seed + place, workers=1)
        plan = request.plan()
        for run in runs_of(request, plan, keep_visits=True):
            assert run.visits is not None  # noqa: S101  (they are kept)
            parts.append(_visits(plan, run.visits).assign(cell=cell))
            cell += 1
    return pd.concat(parts, ignore_index=True)


def _visits(plan: Plan, rows: Records) -> pd.DataFrame:
    """The first step at which each visit waited."""
    rows = rows[(rows["visit"] != NONE) & ~np.isin(rows["outcome"], NO_TICKET)]
    step = rows["step"] + rows["office"].astype(np.int64) * len(plan.names.steps)
    rows = rows[plan.arrays.step["station"][step] != NONE]
    rows = rows[np.sort(np.unique(rows["visit"], return_index=True)[1])]
    served, names = rows["start_s"] != NONE, list(plan.names.services)
    called = np.where(served, rows["start_s"], rows["finish_s"])
    return pd.DataFrame(
        {
            "date": plan.arrays.day["date"][rows["day"]], "taken_s": rows["arrive_s"].astype(float),
            "called_s": called.astype(float), "service": np.array(names, dtype=object)[rows["service"]],
            "served": served, "seen": True,
        }
    )  # fmt: skip
