"""What a study doubts of a scenario, drawn together: a value of each number, draw by draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.document.parameters import number_at
from sim.experiments.study.sampling import SAMPLES, Places
from sim.language.errors import BadRequest
from sim.office import Scenario
from sim.office.comparing import Doubt
from sim.runs.doubting.doubt_draws import MODEL, going_together, model_at, value_at
from sim.runs.doubting.doubts import Taken, doubts_of
from sim.runs.doubting.trust_models import MODELS

Setting = Mapping[str, Any]
"""Values by path."""
ENDS = "ends"
"""Each doubt at its low and at its high end, one at a time; all other designs draw them together."""
DRAWINGS = (ENDS, *SAMPLES)
SOURCES = ("scenario", "assumptions", "trust_models")


@dataclass(frozen=True)
class Drawing:
    """How doubts are drawn, how many (trajectories, blocks), and which beside those that the study names.

    `of` what the scenario's own file doubts, of all that is assumed of it, of the four models of trust.
    """

    design: str = ENDS
    size: int | None = None
    of: tuple[str, ...] = ()

    @property
    def together(self) -> bool:
        """Whether they are drawn together."""
        return self.design != ENDS

    def count(self, numbers: int, *, judged: bool) -> int:
        """How many draws there are of so many numbers, and of models of trust where visits are `judged`."""
        if not self.together:
            return 1 + 2 * numbers + judged * (len(MODELS) - 1)
        sampling, columns = SAMPLES[self.design], numbers + judged
        return sampling.points(self.size or sampling.size, columns) if columns else 1


@dataclass(frozen=True)
class Draws:
    """The draws of what is doubted of a scenario: `settings` by path; `places` where they lie (draws by paths)."""

    paths: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ({},)
    places: Places | None = None


def doubted_by(scenario: Scenario, doubts: Sequence[Doubt], of: Sequence[str], decided: Setting) -> Taken:
    """The numbers of a scenario that are not known, with their ends: none that is decided."""
    named = {one.path for one in doubts}
    own = [one for one in scenario.doubt if "scenario" in of and one.path not in named]
    asked = replace(scenario, doubt=(*doubts, *own))
    known = {one.path for one in asked.doubt}
    everything = doubts_of([asked])[0].items()
    return {path: one for path, one in everything if path not in decided and ("assumptions" in of or path in known)}


def draws_of(scenario: Scenario, taken: Taken, doubts: Sequence[Doubt], how: Drawing, seed: int) -> Draws:
    """All draws. Raises BadRequest where doubts go together and the design needs them to be independent."""
    models = "trust_models" in how.of and scenario.opinion is not None
    paths = (*taken, *((MODEL,) if models else ()))
    if not paths:
        return Draws()
    if not how.together:
        return Draws(paths, tuple(_alone(scenario, taken, models=models)))
    named = {one.path: one for one in (*scenario.doubt, *doubts) if one.path in taken}
    pairs = [(one.path, path) for one in named.values() for path, rate in one.correlation if rate and path in named]
    sampling = SAMPLES[how.design]
    if sampling.alone and pairs:
        raise BadRequest("study_correlated", one=pairs[0][0], other=pairs[0][1], design=how.design)
    places = sampling.places(len(paths), how.size or sampling.size, seed)
    places = going_together(places, paths, list(named.values())) if pairs else places
    return Draws(paths, tuple(_setting(scenario, taken, paths, row.tolist()) for row in places), places)


def _setting(scenario: Scenario, taken: Taken, paths: Sequence[str], places: Sequence[float]) -> Setting:
    at = zip(paths, places, strict=True)
    return {path: model_at(at) if path == MODEL else value_at(scenario, taken[path], at) for path, at in at}


def _alone(scenario: Scenario, taken: Taken, *, models: bool) -> Iterator[Setting]:
    """The scenario as it is, and with each doubt at either end."""
    yield {}
    for path, one in taken.items():
        whole = isinstance(number_at(scenario, path), int)
        for end in (one.number.low, one.number.high):
            yield {path: round(end) if whole else end}
    if models and scenario.opinion is not None:
        yield from ({MODEL: model} for model in MODELS if model != scenario.opinion.trust.model)
