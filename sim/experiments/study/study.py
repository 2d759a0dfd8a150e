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
from typing import Any

from sim.document.literal import literal
from sim.document.parameters import Parameter
from sim.evidence import Assumed
from sim.experiments.store.origin import whole_program
from sim.experiments.study.draws import Drawing, Draws, Setting, doubted_by, draws_of
from sim.experiments.study.sampling import SAMPLES, Places, fractional, plackett_burman
from sim.language import text
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.office.comparing import Doubt
from sim.runs.doubting.doubt_draws import MODEL, value_at
from sim.runs.doubting.doubts import Taken
from sim.runs.making.request import number_asked
from sim.scenario import ScenarioFaults
from sim.scenario.loading import Read, load, read

MOST_POINTS, MOST_RUNS = 100_000, 10_000_000
"""More than either nobody runs."""
SEED = 1
"""Of samples, where a study has no seed."""
DRAW = "draw"
"""The column that tells draws apart, where doubts are drawn together."""
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
    many: int | None = None
    resolution: int = 4
    doubts: tuple[Doubt, ...] = ()
    drawing: Drawing = field(default_factory=Drawing)
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
    def called(self) -> str:
        """Its title, else the name of its file; nothing where it has neither."""
        return self.title or ("" if self.path is None else self.path.stem)

    @property
    def size(self) -> int:
        """How many points it has, counted without making them."""
        return sum(DESIGNS[self.design].size(self, ref) * self._draws(ref) for ref in self.scenarios)

    def _draws(self, ref: Ref) -> int:
        """How many draws there are of a scenario."""
        judged = "trust_models" in self.drawing.of and ref.scenario.opinion is not None
        named = {one.path: 0 for one in self.doubts}
        others = doubted_by(ref.scenario, (), self.drawing.of, {**self._decided, **named}) if self.drawing.of else ()
        return self.drawing.count(len(named) + len(others), judged=judged)

    def check_size(self, runs: int | None) -> None:
        """Raises BadRequest where it has more points or runs than anybody can run."""
        asked = runs or self.replications or 1
        number_asked("runs", asked, "replications")
        if self.size > MOST_POINTS or self.size * asked > MOST_RUNS:
            values = {"points": self.size, "runs": self.size * asked, "most": MOST_POINTS, "most_runs": MOST_RUNS}
            raise BadRequest("study_large", **values)

    def variants(self) -> Iterator[FromFile]:
        """Its points, scenario by scenario; the first of each draw is what its others are compared with."""
        decided = [*self.levers, *(path for one in self.points for path in one if path != WHERE)]
        drawn = {ref.name: self.draws(ref) for ref in self.scenarios}
        paths = list(dict.fromkeys([*decided, *(path for one in drawn.values() for path in one.paths)]))
        for ref in self.scenarios:
            for setting in self.settings(ref):
                for number, draw in enumerate(drawn[ref.name].settings):
                    one = {**setting, **draw}
                    numbered = {DRAW: number} if self.drawing.together else {}
                    columns = numbered | {path: _column(one.get(path)) for path in paths}
                    yield FromFile(ref, one, columns, draw, number)

    def settings(self, ref: Ref) -> Iterator[Setting]:
        """The values of the levers at each point of a scenario."""
        return DESIGNS[self.design].settings(self, ref)

    def draws(self, ref: Ref) -> Draws:
        """What is doubted of a scenario, draw by draw. Raises BadRequest."""
        if ref.name not in self._drawn:
            made = draws_of(ref.scenario, self._taken(ref), self.doubts, self.drawing, self.sampled_by)
            self._drawn[ref.name] = made
        return self._drawn[ref.name]

    @cached_property
    def _drawn(self) -> dict[str, Draws]:
        """What was drawn so far."""
        return {}

    def _taken(self, ref: Ref) -> Taken:
        if not self.doubts and not self.drawing.of:
            return {}
        return doubted_by(ref.scenario, self.doubts, self.drawing.of, self._decided)

    @property
    def _decided(self) -> Setting:
        return {**self.levers, **{path: 0 for one in self.points for path in one}}

    @property
    def sampled_by(self) -> int:
        """The seed of its samples."""
        return SEED if self.seed is None else self.seed

    @cached_property
    def places(self) -> Places | None:
        """Where the points of a sample of levers lie (points by levers); the scenario as it is comes before them."""
        sampling = SAMPLES.get(self.design)
        if sampling is None:
            return None
        return sampling.places(len(self.levers), self.many or sampling.size, self.sampled_by)

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
    """A point of a scenario with values laid over it, some `drawn` of what is not known, in which `draw`."""

    ref: Ref
    setting: Setting
    columns: Setting
    drawn: Setting = field(default_factory=dict)
    draw: int = 0

    def __repr__(self) -> str:
        from sim.experiments.study.designs import called

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
    def beside(self) -> tuple[Any, ...]:
        """Points of an office under the same doubts are compared."""
        return (self.ref.name, self.draw)

    @property
    def runs(self) -> int:
        """How many replications its scenario asks for."""
        return int(self.setting.get("runs", self.ref.scenario.runs))

    def source(self) -> str | None:
        """A digest of all files and values that it is made of; None where a value may name a file."""
        said = json.dumps(self.setting, sort_keys=True, default=str)
        if '"' in json.dumps([value for path, value in self.setting.items() if path != MODEL], default=str):
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


def _sampled(study: Study, ref: Ref) -> Iterator[Setting]:
    yield {}
    for row in () if study.places is None else study.places.tolist():
        ends = zip(study.levers.items(), row, strict=True)
        yield {path: _between(ref.scenario, path, values, at) for (path, values), at in ends}


def _between(scenario: Scenario, path: str, values: tuple[Any, ...], at: float) -> float | int:
    """Evenly between two values of a lever; whole where the number is."""
    number = Assumed(sum(values) / 2)
    number.low, number.high = values
    return value_at(scenario, Parameter(path, Scenario, number), at)


def _fraction(study: Study, places: Places) -> Iterator[Setting]:
    for row in places:
        yield {path: values[int(at)] for (path, values), at in zip(study.levers.items(), row, strict=True)}


def _fractional(study: Study, _: Ref) -> Iterator[Setting]:
    return _fraction(study, fractional(len(study.levers), study.resolution))


def _plackett_burman(study: Study, _: Ref) -> Iterator[Setting]:
    return _fraction(study, plackett_burman(len(study.levers)))


def _counted(study: Study, ref: Ref) -> int:
    return sum(1 for _ in study.settings(ref))


def _of_sample(study: Study, _: Ref) -> int:
    sampling = SAMPLES[study.design]
    return 1 + sampling.points(study.many or sampling.size, len(study.levers))


DESIGNS = {
    "factorial": Design(lambda study, _: math.prod(map(len, study.levers.values())), _all),
    "fractional": Design(_counted, _fractional),
    "plackett_burman": Design(_counted, _plackett_burman),
    "one_at_a_time": Design(lambda study, _: 1 + sum(map(len, study.levers.values())), _singly),
    **{name: Design(_of_sample, _sampled) for name in SAMPLES},
    "list": Design(_counted, _listed),
}
"""How levers are set; what each does is told in `docs/reference/study-file.md`."""
