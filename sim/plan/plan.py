"""The plan: a scenario laid out for the engines, and the names that lead back from it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.office import Scenario
from sim.office.reform import Reform
from sim.office.workload import work_from
from sim.plan.layout import Arrays


@dataclass(frozen=True)
class Names:
    """Names by index: `steps` are "service.step", `officers` "group" or "group 2".

    Services and steps are those of one office; in a region stations, officers and their groups say theirs:
    "depan (Bangko)". The first channel is walking in; a single office has no name, nor has a single age band.
    """

    services: tuple[str, ...]
    steps: tuple[str, ...]
    stations: tuple[str, ...]
    classes: tuple[str, ...]
    officers: tuple[str, ...]
    groups: tuple[str, ...]
    streams: tuple[str, ...]
    channels: tuple[str, ...]
    offices: tuple[str, ...]
    ages: tuple[str, ...]


class Idle(NamedTuple):
    """A reform that cannot act in a run of an office, and what is missing (messages `reforms.idle.*`)."""

    reform: Reform
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What an engine runs. It is never changed; one plan serves all replications.

    `scenario` is the office with what its reforms set up, `given` the scenario of which the plan was made: a
    new plan is made of this one, else reforms would set things up twice. `idle` are reforms that are left
    out, as they cannot act in this office.
    """

    scenario: Scenario
    arrays: Arrays
    names: Names
    given: Scenario
    idle: tuple[Idle, ...] = ()

    @cached_property
    def work_left_s(self) -> npt.NDArray[np.float64]:
        """Seconds of work at each step of one office (columns) that are expected of a case which a step has before it.

        Shape (steps, steps), by the step that comes next (rows).
        """
        steps = self.names.steps
        found = np.zeros((len(steps), len(steps)))
        for row, step in enumerate(steps):
            for name, minutes in work_from(self.scenario, step).items():
                found[row, steps.index(name)] += 60.0 * minutes
        return found

    def __repr__(self) -> str:
        name = self.scenario.name or self.scenario.title.worded()
        return text("objects.plan", name=name, days=len(self.arrays.day), start=self.scenario.start)
