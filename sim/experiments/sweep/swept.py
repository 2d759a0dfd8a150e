"""What a study came to, read from its store when it is asked for."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.document.parameters import number_at
from sim.experiments.store.records import Row
from sim.experiments.store.store import Store
from sim.experiments.study.designs import Variant
from sim.experiments.study.study import DRAW, Study
from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.language.viewed import Viewed
from sim.measures import LEVEL, MEASURES, Estimate, Key, Verdict, estimate, no_measure
from sim.measures.precision import Precision
from sim.runs.comparing.difference import difference_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiments.store.blocks import Values

USUAL = ("wait_mean_min", "served_within_target")
"""What is shown where a study names no measures."""


@dataclass(frozen=True)
class Sweep(Viewed):
    """The points of a study, all run; `made` runs were made now, the others were there.

    `record` names what its store keeps of it, `damaged` are files that were made anew.
    """

    store: Store
    rows: tuple[Row, ...]
    made: int
    record: str
    study: Study | None = None
    damaged: tuple[Path, ...] = field(default=(), repr=False)
    asked: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The options that it was called with beside its study."""
    until: tuple[Precision, ...] = field(default=(), repr=False)
    """How narrow intervals were to be."""

    def __repr__(self) -> str:
        there = self.runs - self.made
        return text(
            "objects.sweep", points=len(self.rows), made=self.made, there=max(there, 0), folder=self.store.folder
        )

    @property
    def called(self) -> str:
        """What its study is called; without a study its store."""
        return (self.study.called if self.study is not None else "") or self.store.folder.name

    @property
    def runs(self) -> int:
        """How many runs were asked for; points that are the same scenario share theirs."""
        return sum({row.known.point: row.runs for row in self.rows}.values())

    @property
    def measures(self) -> tuple[str, ...]:
        """What its study asks for, or what is usual."""
        return (self.study.measures if self.study is not None else ()) or USUAL

    @checked
    def table(self, *measures: str) -> pd.DataFrame:
        """A row for each run of each point: office, the columns of the point, the run, measures (default: all overall).

        A measure by group is called as `wait_mean_min[service=kk]`. Raises BadRequest where a file has gone or was
        damaged since, Unknown for a measure that no point has.
        """
        import pandas as pd

        frames, seen = [], set[str]()
        for row, found in self.values(measures):
            seen |= found.keys()
            told = {"office": row.variant.office, **row.variant.columns, "run": np.arange(row.runs)}
            frames.append(pd.DataFrame({**told, **found}))
        self._known(measures, seen)
        whole = pd.concat([frame.dropna(axis=1, how="all") for frame in frames], ignore_index=True)
        return whole.reindex(columns=list(dict.fromkeys(name for frame in frames for name in frame)))

    @checked
    def summary(self, *measures: str, level: float = LEVEL) -> pd.DataFrame:
        """A row for each point and measure: mean over runs with its interval; default: those of the study."""
        import pandas as pd

        return pd.DataFrame(self.records(*measures, level=level))

    @checked
    def records(self, *measures: str, level: float = LEVEL) -> list[dict[str, Any]]:
        """The same as records."""
        found = []
        for row, estimates in self.estimates(*measures, level=level):
            about = {"office": row.variant.office, **row.variant.columns}
            for measure, one in estimates.items():
                unit = MEASURES[_plain(measure)].unit
                found.append({**about, "measure": measure, "unit": unit, **_told(one)})
        self._known(measures, {one["measure"] for one in found})
        return found

    @checked
    def estimates(self, *measures: str, level: float = LEVEL) -> list[tuple[Row, dict[str, Estimate]]]:
        """Each point with those of its measures that it has."""
        if not 0.0 < level < 1.0:
            raise BadRequest("level", found=f"{level:g}")
        return [
            (row, {name: estimate(found, level, MEASURES[_plain(name)].limits) for name, found in values.items()})
            for row, values in self.values(measures or self.measures)
        ]

    @checked
    def differences(self, *measures: str) -> pd.DataFrame:
        """Each point against the first of the same office under the same doubts, paired by run: interval and verdict.

        Where doubts are put at their ends, those of the first point are told as well, against it as it is. Raises
        BadRequest where no office has two points.
        """
        import pandas as pd

        wanted = measures or self.measures
        first: dict[Hashable, tuple[Row, dict[str, Values]]] = {}
        rows: list[dict[str, Any]] = []
        seen = set[str]()
        for row, values in self.values(wanted):
            seen |= values.keys()
            base, theirs = first.setdefault(row.variant.beside, (row, values))
            if row is base and DRAW not in row.variant.columns:
                base, theirs = first.setdefault(row.variant.office, (row, values))
            if row is not base:
                about = {"office": row.variant.office, **row.variant.columns}
                rows += [about | self._difference(one, row, values, base, theirs) for one in wanted]
        self._known(wanted, seen)
        if not rows:
            raise BadRequest("sweep_alone")
        return pd.DataFrame(rows)

    @checked
    def ema(self, *measures: str) -> tuple[pd.DataFrame, dict[str, Values]]:
        """Experiments and outcomes (means over runs) as the analyses of the EMA workbench take them.

        Beside the paths `scenario` numbers the draw, `policy` the setting of the levers, `model` is the office; what is
        as the scenario says has its value there.
        """
        import pandas as pd

        wanted = measures or self.measures
        found = list(self.values(wanted))
        self._known(wanted, {name for _, values in found for name in values})
        policies: dict[tuple[Any, ...], int] = {}
        rows = []
        for row, _ in found:
            drawn = getattr(row.variant, "drawn", {})
            own = {path: value for path, value in row.variant.columns.items() if path != DRAW}
            levers = tuple((path, value) for path, value in own.items() if path not in drawn)
            about = {"scenario": row.variant.columns.get(DRAW, 0), "policy": policies.setdefault(levers, len(policies))}
            rows.append({**_filled(row.variant, own), **about, "model": row.variant.office})
        outcomes = {name: np.array([values[name].mean() if name in values else np.nan for _, values in found])
                    for name in wanted}  # fmt: skip
        return pd.DataFrame(rows), outcomes

    @checked
    def every(self) -> Iterator[tuple[Row, dict[str, Values]]]:
        """Each point with all its overall measures by run, and those that its study names."""
        named = self.study.measures if self.study is not None else ()
        yield from self.values((), named)

    def _difference(
        self, measure: str, row: Row, values: dict[str, Values], base: Row, theirs: dict[str, Values]
    ) -> dict[str, Any]:
        runs, name = min(row.runs, base.runs), _plain(measure)
        ours, before = (one.get(measure, np.full(runs, np.nan))[:runs] for one in (values, theirs))
        acts = not row.known.idle or row.known.numbers != base.known.numbers
        found = difference_of(Key(name), before, ours, LEVEL, base.variant.scenario.practical, acts=acts)
        told = _told(found.difference)
        return {
            "measure": measure,
            "unit": MEASURES[name].unit,
            "difference": told.pop("mean"),
            **told,
            "verdict": str(Verdict(found.verdict)),
        }

    @checked
    def values(self, measures: Sequence[str], further: Sequence[str] = ()) -> Iterator[tuple[Row, dict[str, Values]]]:
        """Each point with the values of measures by run; of none, all that are overall."""
        for name in measures:
            if _plain(name) not in MEASURES:
                raise Unknown("measure", name, MEASURES)
        for row in self.rows:
            keys, values = self.store.read(row.known.point, range(row.runs))
            told = {key.label: (place, key) for place, key in enumerate(keys)}
            labels = {name: place for name, (place, key) in told.items() if measures or not key.by or name in further}
            wanted = measures or labels
            yield row, {name: values[:, labels[name]] for name in wanted if name in labels}

    @staticmethod
    def _known(measures: Sequence[str], seen: set[str]) -> None:
        for name in measures:
            if name not in seen:
                raise no_measure(name, seen) if seen else Unknown("measure", name, MEASURES)


def _filled(variant: Variant, own: Mapping[str, Any]) -> dict[str, Any]:
    """What a point has at its paths, those as the scenario says included where they are numbers."""
    missing = [path for path, value in own.items() if value is None]
    scenario = variant.scenario if missing else None
    return {**own, **{path: number_at(scenario, path) for path in missing if scenario is not None}}


def _told(found: Estimate) -> dict[str, Any]:
    return dict(zip(("mean", "low", "high", "runs"), found, strict=True))


def _plain(label: str) -> str:
    """The measure of a label, which may be by group."""
    return label.partition("[")[0]
