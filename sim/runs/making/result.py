"""The result of replications; frames are made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, KeysView
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.language.viewed import Viewed
from sim.measures import LEVEL, MEASURES, Estimate, Key, estimate, no_measure
from sim.measures.precision import Precision
from sim.measures.windows import Window
from sim.plan import Plan
from sim.runs.making.names import name_of
from sim.runs.making.replication import Run, keys_of
from sim.runs.making.request import Request

if TYPE_CHECKING:
    import pandas as pd

    from sim.office import Scenario


@dataclass(frozen=True)
class Result(Viewed):
    """What the replications of one scenario gave. Run r of the tables is replication r of the seed, from 0.

    `until` is how narrow intervals were asked to be, with `most_runs` replications at most.
    """

    plan: Plan
    engine: str
    replications: tuple[Run, ...]
    windows: tuple[Window, ...] = ()
    skm_weight: str = "1/9"
    dates: tuple[date, ...] = ()
    phases: tuple[Window, ...] = ()
    until: tuple[Precision, ...] = ()
    most_runs: int = 0

    def __repr__(self) -> str:
        days, runs = self.scenario.days, len(self.replications)
        return text("objects.result", name=self.name, runs=runs, days=days, engine=self.engine)

    @property
    def around(self) -> date | None:
        """The date that was looked around; None without one, or with several."""
        return self.dates[0] if len(self.dates) == 1 else None

    @property
    def scenario(self) -> Scenario:
        """The scenario as it was run, with runs, days and seed as asked for, and with what its reforms set up."""
        return self.plan.scenario

    @property
    def given(self) -> Scenario:
        """The same without what its reforms set up: this is what can be run again."""
        return self.plan.given

    @property
    def name(self) -> str:
        """What the rows of this scenario are called in tables."""
        return name_of(self.scenario)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """The measures, in the order of the columns of `values`."""
        return keys_of(self.plan)

    @cached_property
    def values(self) -> npt.NDArray[np.float64]:
        """The measures of each run: shape (runs, keys), NaN where there was nobody to measure."""
        return np.array([run.values for run in self.replications]).reshape(-1, len(self.keys))

    @property
    def _numbers(self) -> list[int]:
        return [run.number for run in self.replications]

    @cached_property
    def _column(self) -> dict[Key, int]:
        return {key: column for column, key in enumerate(self.keys)}

    @property
    def known(self) -> KeysView[Key]:
        """The same without their order."""
        return self._column.keys()

    @checked
    def of(self, measure: str, by: str = "", group: str = "") -> npt.NDArray[np.float64]:
        """A measure in each run; by group: `of("wait_mean_min", "service", "kk")`. Raises Unknown, a KeyError."""
        try:
            return self.values[:, self._column[Key(measure, by, group)]]
        except (KeyError, TypeError):
            raise _unknown(self.keys, Key(measure, by, group)) from None

    @property
    def behaves(self) -> bool:
        """Whether officers or citizens have mechanisms of their own, `[staff]` or `[opinion]`."""
        return self.scenario.opinion is not None or self.scenario.staff is not None

    @checked
    def of_window(self, number: int, key: Key, start: date | None = None) -> npt.NDArray[np.float64]:
        """A measure in each run, over the days before (0) or after (1) a date, by default the first that was asked for.

        Raises BadRequest where it was not asked for.
        """
        if not self.windows:
            raise BadRequest("no_window")
        if start not in (None, *self.dates):
            raise Unknown("window", start, map(str, self.dates))
        if number not in (0, 1):
            raise BadRequest("window_side", found=number)
        return self._over(number + (0 if start is None else 2 * self.dates.index(start)), key)

    @checked
    def of_phase(self, number: int, key: Key) -> npt.NDArray[np.float64]:
        """A measure in each run, over the first six months of the reforms (0) or the time after (1).

        Raises BadRequest where they are not told apart.
        """
        if not self.phases:
            raise BadRequest("no_phase")
        if number not in (0, 1):
            raise BadRequest("window_side", found=number)
        return self._over(len(self.windows) + number, key)

    def _over(self, row: int, key: Key) -> npt.NDArray[np.float64]:
        if key not in self._column:
            raise _unknown(self.keys, Key(*key))
        column = self._column[key]
        return np.array([run.windows[row, column] for run in self.replications if run.windows is not None])

    @checked
    def estimate(self, measure: str, by: str = "", group: str = "", level: float = LEVEL) -> Estimate:
        """Mean and interval of a measure over the runs."""
        _between_0_and_1(level)
        values = self.of(measure, by, group)
        return estimate(values, level, MEASURES[measure].limits)

    @property
    def runs(self) -> pd.DataFrame:
        """A row for each run, a column for each measure."""
        from sim.runs.tables.frames import runs_frame

        return runs_frame(self.name, self._numbers, self.keys, self.values)

    @property
    def days(self) -> pd.DataFrame:
        """A row for each office day of each run; in a region one for each day of each office."""
        from sim.runs.tables.frame_parts import joined
        from sim.runs.tables.frames import days_frame

        return joined([days_frame(self.plan, run) for run in self.replications])

    @property
    def people(self) -> pd.DataFrame:
        """A row for each officer and each citizen at the end of each run."""
        from sim.runs.tables.frame_parts import joined
        from sim.runs.tables.frames_people import people_frame

        if any(run.citizens is None for run in self.replications):
            raise BadRequest("people_not_kept")
        return joined([people_frame(self.plan, run) for run in self.replications])

    @property
    def visits(self) -> pd.DataFrame:
        """A row for each citizen at each step of each visit, and each file at each step of the back office.

        Raises BadRequest where visits were not kept.
        """
        from sim.runs.tables.frame_parts import joined
        from sim.runs.tables.frames_visits import visits_frame

        if any(run.visits is None for run in self.replications):
            raise BadRequest("visits_not_kept")
        return joined([visits_frame(self.plan, run) for run in self.replications])

    @property
    def cases(self) -> pd.DataFrame:
        """A row for each case; none where every case is one visit. Raises BadRequest where visits were not kept."""
        from sim.runs.tables.frame_parts import joined
        from sim.runs.tables.frames_visits import cases_frame

        return joined([cases_frame(self.plan, run) for run in self.replications])

    @property
    def opinions(self) -> pd.DataFrame:
        """A row for each visit judged; none without `[opinion]`. Raises BadRequest where visits were not kept."""
        from sim.runs.tables.frame_parts import joined
        from sim.runs.tables.frames_visits import opinions_frame

        return joined([opinions_frame(self.plan, run) for run in self.replications])

    @property
    def one_visit(self) -> pd.DataFrame:
        """A row for each kind of visit (KINDS): its share of those judged, and by how much a first one moves trust.

        Trust is 0 to 1; means over runs. Raises BadRequest where visits were not kept.
        """
        import pandas as pd

        from sim.measures.one_visit import effects

        if any(run.opinions is None for run in self.replications):
            raise BadRequest("visits_not_kept")
        found = [effects(self.plan, run.opinions) for run in self.replications if run.opinions is not None]
        rows = [(kind, effect.share, effect.moved) for one in found for kind, effect in one.items()]
        return pd.DataFrame(rows, columns=["kind", "share", "moved"]).groupby("kind").mean()

    @property
    def acts(self) -> pd.DataFrame:
        """A row for each thing that a reform did beside changing numbers; none without reforms."""
        from sim.runs.tables.frame_parts import joined
        from sim.runs.tables.frames_acts import acts_frame

        return joined([acts_frame(self.plan, run) for run in self.replications])

    @checked
    def summary(self, level: float = LEVEL) -> pd.DataFrame:
        """A row for each measure: mean over runs, with its interval (95 % unless `level` says otherwise)."""
        from sim.runs.tables.frames import summary_frame

        _between_0_and_1(level)
        return summary_frame(self.name, {key: self.estimate(*key, level) for key in self.keys})

    @checked
    def by(self, what: str) -> pd.DataFrame:
        """The measures of each run by "service", "hour", "channel" … (see `Key`). Raises Unknown without groups."""
        from sim.runs.tables.frames import groups_frame

        return groups_frame(self.name, self._numbers, self.keys, self.values, what)


def result_of(request: Request, plan: Plan, runs: Iterable[Run]) -> Result:
    """The runs of a request, with what they were asked for."""
    made = tuple(runs)
    return Result(
        _as_made(plan, len(made)) if request.until else plan,
        request.engine,
        made,
        request.windows(plan),
        request.skm_weight,
        request.dates,
        request.phases(plan),
        request.until,
        plan.scenario.runs,
    )


def _as_made(plan: Plan, runs: int) -> Plan:
    """The plan of as many runs as were made: who runs its scenario again makes the same."""
    return replace(plan, scenario=replace(plan.scenario, runs=runs), given=replace(plan.given, runs=runs))


def _between_0_and_1(level: float) -> None:
    if not 0.0 < level < 1.0:
        raise BadRequest("level", found=f"{level:g}")


def _unknown(keys: tuple[Key, ...], asked: Key) -> Unknown:
    """What is not there of a key: the measure, what it is told by, or the group."""
    measures = [key.measure for key in keys]
    if asked.measure not in measures:
        return no_measure(asked.measure, measures)
    if asked.by not in ("", *(key.by for key in keys)):
        return Unknown("groups", asked.by, sorted({key.by for key in keys} - {""}))
    own = [key for key in keys if key.measure == asked.measure]
    if asked.by not in (key.by for key in own):
        return Unknown("measure_by", asked.measure, (key.measure for key in keys if key.by == asked.by))
    return Unknown("group", asked.group, (key.group for key in own if key.by == asked.by))
