"""A study: scenarios, the values of their levers, a design, doubts, replications, measures; its points one by one."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.document.literal import literal
from sim.experiments.origin import whole_program
from sim.language import text
from sim.language.errors import BadRequest
from sim.runs.request import number_asked
from sim.scenario import ScenarioFaults
from sim.scenario.loading import Read, load, read

if TYPE_CHECKING:
    from sim.office import Scenario

Setting = Mapping[str, Any]
"""Values by path."""
MOST_POINTS, MOST_RUNS = 100_000, 10_000_000
"""More than either nobody runs."""
WHERE = "scenario"
"""The key of a listed point that says of which scenario it is; no path begins like that."""


@dataclass(frozen=True)
class Ref:
    """A scenario of a study: what the study calls it, and the bundled name or file that is meant; read once."""

    name: str
    file: str | Path

    @cached_property
    def read(self) -> Read:
        """As its file says it. Raises ScenarioFaults where it cannot be read at all."""
        return read(self.file)

    @property
    def scenario(self) -> Scenario:
        """As its file says it. Raises ScenarioFaults."""
        if self.read.scenario is None:
            raise ScenarioFaults([fault for fault in self.read.faults if not fault.warning])
        return self.read.scenario


@dataclass(frozen=True)
class Study:
    """What is asked: see `docs/reference/study-file.md`. None: as each scenario says."""

    scenarios: tuple[Ref, ...]
    design: str = "factorial"
    levers: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    points: tuple[Setting, ...] = ()
    doubts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    replications: int | None = None
    days: int | None = None
    seed: int | None = None
    measures: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    title: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)
    text: str | None = None
    """The file as it was read."""
    path: Path | None = None

    def __repr__(self) -> str:
        return text("objects.study", points=self.size, scenarios=len(self.scenarios), design=self.design)

    @property
    def size(self) -> int:
        """How many points it has, counted without making them."""
        return sum(DESIGNS[self.design].size(self, ref) for ref in self.scenarios) * (1 + 2 * len(self.doubts))

    def check_size(self, runs: int | None) -> None:
        """Raises BadRequest where it has more points or runs than anybody can run."""
        asked = runs or self.replications or 1
        number_asked("runs", asked, "replications")
        if self.size > MOST_POINTS or self.size * asked > MOST_RUNS:
            values = {"points": self.size, "runs": self.size * asked, "most": MOST_POINTS, "most_runs": MOST_RUNS}
            raise BadRequest("study_large", **values)

    def variants(self) -> Iterator[FromFile]:
        """Its points, scenario by scenario; the first of each is what the others are compared with."""
        paths = list(
            dict.fromkeys([*self.levers, *(p for one in self.points for p in one if p != WHERE), *self.doubts])
        )
        for ref in self.scenarios:
            for setting in DESIGNS[self.design].settings(self, ref):
                for one in (setting, *self._doubted(setting)):
                    yield FromFile(ref, one, {path: _column(one.get(path)) for path in paths})

    def _doubted(self, setting: Setting) -> Iterator[Setting]:
        """A point with each doubt at its low and at its high end, one at a time."""
        for path, ends in self.doubts.items():
            for end in ends:
                yield {**setting, path: end}

    def afresh(self) -> Study:
        """The same, of what its files say now."""
        return replace(self, scenarios=tuple(Ref(ref.name, ref.file) for ref in self.scenarios))

    @property
    def digest(self) -> str:
        """What may be registered before it is run: a SHA-256 of the study and of all files of its scenarios."""
        files = [[ref.name, *(file.sha256 for file in ref.scenario.files)] for ref in self.scenarios]
        said = {key: value for key, value in self.document.items() if key != "title"}
        return hashlib.sha256(json.dumps([said, files], sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class FromFile:
    """A point of a scenario with values laid over it."""

    ref: Ref
    setting: Setting
    columns: Setting

    def __repr__(self) -> str:
        from sim.experiments.designs import called

        return text("objects.point", name=called(self))

    @property
    def scenario(self) -> Scenario:
        """The scenario, read anew. Raises ScenarioFaults."""
        return load(self.ref.file, overrides=self.setting)

    @property
    def office(self) -> str:
        """What the study calls its scenario."""
        return self.ref.name

    @property
    def runs(self) -> int:
        """How many replications its scenario asks for."""
        return int(self.setting.get("runs", self.ref.scenario.runs))

    def source(self) -> str | None:
        """A digest of all files and values that it is made of; None where a value may name a file."""
        said = json.dumps(self.setting, sort_keys=True, default=str)
        if '"' in json.dumps([*self.setting.values()], default=str):
            return None
        parts = [whole_program(), self.ref.name, *(file.sha256 for file in self.ref.scenario.files), said]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _column(value: Any) -> Any:
    """A value as a column shows it."""
    if isinstance(value, float):
        return float(value)
    return value if value is None or isinstance(value, str | int) else literal(value)


@dataclass(frozen=True)
class Design:
    """How a study makes points of its levers: how many for a scenario, and which."""

    size: Callable[[Study, Ref], int]
    settings: Callable[[Study, Ref], Iterator[Setting]]


def _all(study: Study, _: Ref) -> Iterator[Setting]:
    for values in product(*study.levers.values()):
        yield dict(zip(study.levers, values, strict=True))


def _singly(study: Study, _: Ref) -> Iterator[Setting]:
    yield {}
    for path, values in study.levers.items():
        for value in values:
            yield {path: value}


def _listed(study: Study, ref: Ref) -> Iterator[Setting]:
    for point in study.points:
        if point.get(WHERE, ref.name) == ref.name:
            yield {path: value for path, value in point.items() if path != WHERE}


DESIGNS = {
    "factorial": Design(lambda study, _: math.prod(map(len, study.levers.values())), _all),
    "one_at_a_time": Design(lambda study, _: 1 + sum(map(len, study.levers.values())), _singly),
    "list": Design(lambda study, ref: sum(1 for _ in _listed(study, ref)), _listed),
}
"""Every value of each lever with every value of the others; the scenario, and each value alone; what is listed."""
