"""What is told of officers at the end of a run, the same for both engines."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.plan.layout import ENDLESS, Arrays, Records
from sim.rules.staff import learned


def competences(plan: Arrays, experience: Records) -> npt.NDArray[np.float64]:
    """The competence of each officer (STAFF_ROW) from the experience of each officer at each step."""
    officers = len(plan.officer)
    if len(experience) == 0:
        return np.ones(officers)
    behaviour = SimpleNamespace(**dict(zip(plan.behaviour.dtype.names or (), plan.behaviour[0].item(), strict=True)))
    served = (plan.competence["serves"] > 0).reshape(officers, -1)
    known = experience.reshape(officers, -1)
    return np.array([_mean(_paces(behaviour, row[own])) for row, own in zip(known, served, strict=True)])


def _paces(behaviour: Any, experience: Records) -> npt.NDArray[np.float64]:
    return np.array([1.0 / learned(behaviour, float(cases)) for cases in experience])


def adoptions(plan: Arrays, own: Records, adopted: Records) -> npt.NDArray[np.float64]:
    """How far each officer has adopted what is new (STAFF_ROW): the mean of the office's change and of all reforms.

    `own` is the adoption of `[staff.change]`, `adopted` that of each reform that has to be adopted, by officer.
    """
    if not len(plan.novelty):
        return np.asarray(own, float)
    news = np.asarray(adopted, float).reshape(len(plan.officer), len(plan.novelty))
    if plan.behaviour["change_day"][0] < ENDLESS:
        news = np.column_stack([np.asarray(own, float), news])
    return np.array([_mean(row) for row in news])


def _mean(values: npt.NDArray[np.float64]) -> float:
    return float(values.sum() / len(values)) if len(values) else 1.0
