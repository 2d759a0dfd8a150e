"""What a run recorded, as an auditor would lay it out: case by case, in seconds of the calendar."""

from typing import NamedTuple

import numpy as np

from sim.engines.compiled import CompiledEngine
from sim.engines.reference import ReferenceEngine
from sim.office import Scenario
from sim.plan import Plan, plan_of
from sim.plan.layout import NONE, Records
from sim.plan.tables import CASE_OUTCOMES, OUTCOMES, Block

DAY_S = 86_400
ENGINES = {"reference": ReferenceEngine, "compiled": CompiledEngine}


class Followed(NamedTuple):
    """A run with its plan, all that it recorded, and its citizens."""

    plan: Plan
    block: Block
    citizens: Records

    @property
    def rows(self) -> Records:
        return self.block.visits

    @property
    def cases(self) -> Records:
        return np.sort(self.block.cases, order="case")

    def seconds(self, column: str) -> np.ndarray:
        """A column of the rows in seconds of the calendar: no two days meet."""
        return midnights(self.plan)[self.rows["day"]] + self.rows[column]

    def outcomes(self) -> list[str]:
        """How the visits and files ended, in the order in which they did."""
        return [OUTCOMES[outcome] for outcome in self.rows["outcome"]]

    def ends(self) -> list[str]:
        """How the cases ended, by number."""
        return [CASE_OUTCOMES[outcome] for outcome in self.cases["outcome"]]


def midnights(plan: Plan) -> np.ndarray:
    """The second of the calendar at which each day of the run begins."""
    dates = plan.arrays.day["date"].astype(np.int64)
    return DAY_S * (dates - dates[0])


def followed(scenario: Scenario, run: int = 0, engine: str = "compiled") -> Followed:
    """A whole run."""
    plan = plan_of(scenario)
    running = ENGINES[engine](plan, run)
    return Followed(plan, running.advance(scenario.days), running.citizens())


def story(found: Followed) -> list[tuple[str, int, str, str | None, str, str]]:
    """Every row as one would tell it: step, day it was joined, joined, begun, ended ("+n" days later), outcome."""
    return [
        (
            found.plan.names.steps[row["step"]].split(".")[1],
            int(row["day"]),
            told(int(row["arrive_s"])),
            None if row["start_s"] == NONE else told(int(row["start_s"])),
            told(int(row["finish_s"])),
            OUTCOMES[row["outcome"]],
        )
        for row in found.rows
    ]


def told(second: int) -> str:
    """ "09:30", "09:30 +3" three days later; seconds are only said where there are any."""
    days, second = divmod(second, DAY_S)
    clock = f"{second // 3600:02}:{second // 60 % 60:02}" + (f":{second % 60:02}" if second % 60 else "")
    return f"{clock} +{days}" if days else clock
