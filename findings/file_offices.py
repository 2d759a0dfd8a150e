"""An office where files go on without their citizens, who collect what comes of them, and what reforms make of it."""

import numpy as np

from findings.differences import reformed
from findings.little_offices import office
from findings.people_offices import lived
from sim.plan import plan_of
from sim.plan.tables import CASE_OUTCOMES

FINISHED = CASE_OUTCOMES.index("finished")


def minutes(mean, cv=0.6):
    return {"dist": "lognormal", "mean_min": mean, "cv": cv}


def at_home(mean):
    return {"time": minutes(mean), "without_citizen": True}


CERTIFICATE = {
    "name": "certificate", "documents": 4, "deadline_days": 3,
    "step": [
        {"name": "check", "station": "front", "time": minutes(3), "checks_file": 0.9},
        {"name": "entry", "station": "entry", "time": minutes(7), "error": 0.1},
        {"name": "validate", "station": "validation", "time": minutes(2), "finds_errors": 0.9, "rework": "mend"},
        {"name": "print", "station": "validation", "time": minutes(1)},
        {"name": "collect", "station": "front", "time": minutes(1), "after_days": 1, "next": []},
        {"name": "mend", "station": "validation", "time": minutes(3), "next": [{"to": "print", "share": 1.0}]},
    ],
}  # fmt: skip
"""A file goes on without its citizen, who collects the document."""

CITIZENS = {
    "count": 3000, "needs_per_year": 5.0, "knows_document": 0.95, "travel": minutes(60), "digital_access": 0.8,
    "digital_skill": 0.5, "connected": 0.0,
}  # fmt: skip
RUSH = [["08:00-09:00", 6], ["09:00-10:00", 4], ["10:00-12:00", 2], ["13:00-15:00", 2]]
OFFICE = {
    "hours": {"workdays": ["08:00-12:00", "13:00-15:00"]},
    "days": 60,
    "closing": "serve_all",
    "citizens": CITIZENS,
    "demand": {"profile": RUSH},
    "station": [{"name": "front"}, {"name": "entry"}, {"name": "validation", "back_office": True}],
    "officer": [
        {"name": "front", "skills": ["certificate.check", "certificate.collect"]},
        {"name": "clerk", "skills": ["certificate.entry"], "count": 2},
        {"name": "validator", "skills": ["certificate.validate", "certificate.print", "certificate.mend"]},
    ],
    "returns": {"incomplete": {"share": 1.0, "after_days": 1}, "error": {"share": 1.0, "after_days": 3}},
    "service": [CERTIFICATE],
}


def registry_office(**keys):
    """Sixty files a day: a front desk, two clerks, a validator behind them."""
    return office(**(OFFICE | keys))


def citizens(**keys):
    return {"citizens": CITIZENS | keys}


AT_ONCE = {"staff": {"change": {"dip": 0.0}}}
"""Officers to whom nothing is an effort that is new."""


def told_by(scenario, *reforms, run=0):
    """The plan of an office with reforms, and all that is recorded in a run."""
    made = reformed(scenario, *reforms)
    return plan_of(made), lived("compiled", made, run).block


def alike(ours, theirs, days):
    """Whether all visits of the first days are the same in two runs, steps and channels counted by their names."""
    (plan, block), (other_plan, other) = ours, theirs
    rows, others = (b.visits[(b.visits["day"] < days) & (b.visits["visit"] >= 0)] for b in (block, other))
    if len(rows) != len(others):
        return False
    named = [name for name in rows.dtype.names if name not in {"step", "channel"}]
    same_ = all(np.array_equal(rows[name], others[name]) for name in named)
    for column, names, other_names in (
        ("step", plan.names.steps, other_plan.names.steps),
        ("channel", plan.names.channels, other_plan.names.channels),
    ):
        same_ = same_ and [names[i] for i in rows[column]] == [other_names[i] for i in others[column]]
    return same_


def channel(plan, name):
    return plan.names.channels.index(name)


def finishing(scenario, *reforms, by):
    """Working days to the end of the cases of a channel, by run."""
    found = []
    for run in range(8):
        plan, block = told_by(scenario, *reforms, run=run)
        cases = block.cases[(block.cases["channel"] == channel(plan, by)) & (block.cases["outcome"] == FINISHED)]
        ended, began = (cases[f"{end}_day"] + cases[f"{end}_s"] / 86_400 for end in ("ended", "began"))
        found.append((ended - began).mean())
    return np.array(found)
