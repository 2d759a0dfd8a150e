"""Which doubts of a study (or levers, where nothing is doubted) move its outcomes, and what flips a conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.sensitivity.flips import Answer, Flips, columns_of, flips_of
from sim.experiments.store.records import Row
from sim.experiments.study.designs import Variant
from sim.experiments.study.draws import Setting
from sim.experiments.study.sampling import Places, problem
from sim.experiments.study.study import FromFile, Ref, Study
from sim.experiments.study.study_file import given_study
from sim.experiments.sweep.sweep import sweep
from sim.experiments.sweep.swept import Sweep
from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest, Unknown
from sim.language.viewed import Viewed
from sim.measures import LEVEL, MEASURES, Estimate
from sim.measures.effects import Effect, Floats, morris, morris_chance, noise, ranks, sobol, swing, told

if TYPE_CHECKING:
    import pandas as pd

METHODS = {"latin_hypercube": "ranks", "sobol": "ranks", "morris": "morris", "saltelli": "sobol"}
SWINGS = "swing"
"""Of all other designs: the outcome at one end of a number against that at the other."""


@dataclass(frozen=True)
class Varied:
    """What was varied in an office: settings by path, where they lie (None: at values), and how that is told."""

    paths: tuple[str, ...]
    settings: tuple[Setting, ...]
    places: Places | None
    method: str


@dataclass(frozen=True)
class Outcome:
    """A measure of an office over what was varied: points by runs, and what each number does to it.

    At a `setting` of the levers; `against` the first of them where it is the difference. `told`: whether an effect is
    told from chance, None where so few runs or draws cannot say. `noise` is the share of chance in the variance over
    points, `alone` what chance alone would show (of Morris). `flips`: of a difference over draws.
    """

    office: str
    measure: str
    setting: Setting
    against: Setting | None
    varied: Varied
    found: Floats
    effects: tuple[Effect, ...]
    told: tuple[bool | None, ...]
    noise: float
    alone: tuple[float, ...] = ()
    flips: Flips | None = None

    @property
    def ranked(self) -> list[int]:
        """The places of the numbers, the one that does most first; those of which nothing is known last."""
        sizes = [abs(one.size.mean) for one in self.effects]
        return sorted(range(len(sizes)), key=lambda at: -np.nan_to_num(sizes[at], nan=-1.0))

    def nothing(self, at: int) -> bool:
        """Whether a number changes nothing at all."""
        return self.effects[at].chance == 1.0

    @checked
    def salib(self) -> tuple[dict[str, Any], Floats, Floats]:
        """Problem, X and Y (means over runs) as SALib's analyses take them; X from 0 (low end) to 1 (high end).

        So effects are those of whole ranges, and whole numbers that are rounded stay apart. Raises BadRequest where
        points are no sample.
        """
        if self.varied.places is None:
            raise BadRequest("sensitivity_no_sample")
        return problem(list(self.varied.paths)), self.varied.places, self.found.mean(axis=1)


@dataclass(frozen=True)
class Sensitivity(Viewed):
    """What the outcomes of a study rest on."""

    sweep: Sweep
    outcomes: tuple[Outcome, ...]
    absent: tuple[str, ...] = ()
    """Measures that no point has in every run."""

    def __repr__(self) -> str:
        return text("objects.sensitivity", outcomes=len(self.outcomes), points=len(self.sweep.rows))

    @checked
    def table(self) -> pd.DataFrame:
        """A row for each outcome and number: the effect with its interval, its chance, whether it is told."""
        import pandas as pd

        return pd.DataFrame(self.records())

    def records(self) -> list[dict[str, Any]]:
        """The same as records."""
        return [record for one in self.outcomes for record in _records(one)]


@checked
def sensitivity(
    study: Sweep | Study | str | Path | Mapping[str, Any],
    store: str | Path | None = None,
    *,
    measures: Sequence[str] = (),
    **options: Any,
) -> Sensitivity:
    """What moves the measures of a study, by the method that its design is made for, and what flips a difference.

    Of doubts drawn by `morris` mean absolute effects, by `saltelli` Sobol's shares, by `latin_hypercube` and `sobol`
    partial rank correlations, of those at their ends (and of levers at values) swings: of each measure at the first
    setting of the levers, and of its difference at each other one. Where nothing is doubted, of levers. The study is
    one that was run (`sim.sweep`), or is run into `store` with the options of `sim.sweep`. Raises BadRequest where
    nothing is varied that can be told apart, and as `sim.sweep`.
    """
    given = study.study if isinstance(study, Sweep) else given_study(study)
    if given is None:
        raise BadRequest("sensitivity_points")
    if not any(_varied(given, ref).paths for ref in given.scenarios):
        raise BadRequest("sensitivity_nothing")
    for name in measures:
        if _plain(name) not in MEASURES:
            raise Unknown("measure", name, MEASURES)
    swept = study if isinstance(study, Sweep) else sweep(given, _there(store), **options)
    wanted = tuple(measures) or swept.measures
    found = [one for office in _offices(swept, given, wanted) for one in office]
    if not found:
        raise BadRequest("sensitivity_absent", measures=", ".join(wanted))
    known = {one.measure for one in found}
    return Sensitivity(swept, tuple(found), tuple(name for name in wanted if name not in known))


def _there(store: str | Path | None) -> str | Path:
    if store is None:
        raise BadRequest("sensitivity_store")
    return store


def _offices(swept: Sweep, study: Study, wanted: Sequence[str]) -> Iterator[list[Outcome]]:
    refs = {ref.name: ref for ref in study.scenarios}
    for office, rows in groupby(swept.values(wanted), key=lambda pair: pair[0].variant.office):
        varied = _varied(study, refs[office])
        if varied.paths:
            yield list(_office(study, refs[office], varied, list(rows), wanted))


def _varied(study: Study, ref: Ref) -> Varied:
    """What is varied of a scenario: its doubts, or else the levers."""
    drawn = study.draws(ref)
    if drawn.paths:
        return Varied(drawn.paths, drawn.settings, drawn.places, METHODS.get(study.drawing.design, SWINGS))
    if study.design == "list" or not study.levers:
        return Varied((), (), None, SWINGS)
    method = METHODS.get(study.design, SWINGS)
    return Varied(tuple(study.levers), tuple(study.settings(ref)), study.places, method)


def _office(
    study: Study, ref: Ref, varied: Varied, rows: list[tuple[Row, dict[str, Floats]]], wanted: Sequence[str]
) -> Iterator[Outcome]:
    draws = len(study.draws(ref).settings)
    settings = [rows[place][0].variant for place in range(0, len(rows), draws)]
    levers = [_levers(one) for one in settings]
    for measure in wanted:
        found = _values(rows, measure)
        if found is None:
            continue
        if draws == 1:
            first = 1 if varied.places is not None else 0  # the scenario as it is comes before a sample
            yield _outcome(ref, measure, varied, found[first:], {}, None)
            continue
        each = found.reshape(len(settings), draws, -1)
        yield _outcome(ref, measure, varied, each[0], levers[0], None)
        for own, lever in zip(each[1:], levers[1:], strict=True):
            yield _outcome(ref, measure, varied, own - each[0], lever, levers[0], study.sampled_by)


def _levers(variant: Variant) -> Setting:
    if not isinstance(variant, FromFile):
        return {}
    return {path: value for path, value in variant.setting.items() if path not in variant.drawn}


def _values(rows: list[tuple[Row, dict[str, Floats]]], measure: str) -> Floats | None:
    """Points by runs, of the runs in which all points have the measure; None where there is none."""
    if not all(measure in values for _, values in rows):
        return None
    runs = min(len(values[measure]) for _, values in rows)
    found = np.array([values[measure][:runs] for _, values in rows], float)
    found = found[:, np.isfinite(found).all(axis=0)]
    return found if found.shape[1] else None


def _outcome(
    ref: Ref, measure: str, varied: Varied, found: Floats, setting: Setting, against: Setting | None, seed: int = 0
) -> Outcome:
    effects, alone = _effects(varied, found)
    flips = _flips(varied, found, seed) if against is not None and varied.method != SWINGS else None
    which = tuple(told(effects, 1.0 - LEVEL))
    return Outcome(
        ref.name, measure, setting, against, varied, found, tuple(effects), which, noise(found), alone, flips
    )


def _effects(varied: Varied, found: Floats) -> tuple[list[Effect], tuple[float, ...]]:
    """By the method of the design; what chance alone would show, where that is told."""
    columns, runs = len(varied.paths), found.shape[1]
    if varied.places is None:
        return [_swing(varied, path, found) for path in varied.paths], ()
    if varied.method == "ranks":
        kinds = frozenset(at for at, path in enumerate(varied.paths) if isinstance(varied.settings[-1][path], str))
        return ranks(_ranked(varied.places, varied, kinds), found, kinds), ()
    if varied.method == "sobol":
        return sobol(found.reshape(-1, columns + 2, runs)), ()
    blocks, places = found.reshape(-1, columns + 1, runs), varied.places.reshape(-1, columns + 1, columns)
    return morris(blocks, places), tuple(morris_chance(blocks, places).tolist())


def _ranked(places: Places, varied: Varied, kinds: frozenset[int]) -> Floats:
    """The places, of kinds the number of the kind."""
    found = places.copy()
    for at in kinds:
        own = [setting[varied.paths[at]] for setting in varied.settings]
        found[:, at] = [sorted(set(own)).index(value) for value in own]
    return found


def _swing(varied: Varied, path: str, found: Floats) -> Effect:
    """From the low end to the high one; of kinds from the first to the one that differs most."""
    own = [setting.get(path) for setting in varied.settings]
    values = list(dict.fromkeys(value for value in own if value is not None))
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        pairs = [(min(values), max(values))]
    else:
        first = None if None in own and len(varied.settings) > len(values) else values[0]
        pairs = [(first, value) for value in values if value != first]
    means = [tuple(_mean(varied, path, end, found) for end in pair) for pair in pairs]
    each = [swing(low, high) for low, high in means]
    most = max(each, key=lambda one: abs(one.size.mean))
    return most._replace(chance=min(1.0, most.chance * len(each)))


def _mean(varied: Varied, path: str, value: Any, found: Floats) -> Floats:
    """The mean by run over the points with a value; None: the scenario as it is."""
    if value is None:
        return np.asarray(found[0])
    return np.asarray(found[[setting.get(path) == value for setting in varied.settings]].mean(axis=0))


def _flips(varied: Varied, found: Floats, seed: int) -> Flips:
    """Over draws that are independent of each other; of Saltelli's blocks the two points that are."""
    keep = np.ones(len(found), bool)
    if varied.method == "sobol":
        keep[:] = False
        for place in (0, len(varied.paths) + 1):
            keep[place :: len(varied.paths) + 2] = True
    columns = columns_of(varied.paths, [one for one, kept in zip(varied.settings, keep, strict=True) if kept])
    made = flips_of(columns, found[keep], seed)
    if varied.method == "morris" and made.answer is not Answer.NOTHING:
        return Flips(Answer.UNTRIED, made.draws, made.contrary, made.over)
    return made


def _records(one: Outcome) -> Iterator[dict[str, Any]]:
    about = {"office": one.office, **one.setting, "measure": one.measure, "unit": MEASURES[_plain(one.measure)].unit,
             "difference": one.against is not None, "method": one.varied.method}  # fmt: skip
    for at in one.ranked:
        effect = one.effects[at]
        size = dict(zip(("effect", "low", "high"), effect.size, strict=False))
        beside = {"sigma": effect.beside.mean} if one.alone else _first_order(one, effect.beside)
        alone = {"by_chance": one.alone[at]} if one.alone else {}
        yield {**about, "number": one.varied.paths[at], **size, **beside, **alone, "chance": effect.chance,
               "told": one.told[at], "noise": one.noise, "runs": one.found.shape[1]}  # fmt: skip


def _first_order(one: Outcome, beside: Estimate) -> dict[str, float]:
    names = {"sobol": ("alone", "alone_low", "alone_high"), SWINGS: ("at_low",)}.get(one.varied.method, ())
    return dict(zip(names, beside, strict=False))


def _plain(label: str) -> str:
    return label.partition("[")[0]
