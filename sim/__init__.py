"""Loket: a policy laboratory for public-service offices. This is what a notebook calls.

    import sim
    office = sim.load("dukcapil")
    result = sim.run(office)
    result.summary()

Heavy libraries are imported when a function needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.language.arguments import checked
from sim.language.errors import Unknown
from sim.language.notices import show_plainly
from sim.language.viewed import view_with

if TYPE_CHECKING:
    from sim import reforms
    from sim.calibration.calibrating import Calibration
    from sim.calibration.validation import Validation
    from sim.experiments.needed.needed import Needed
    from sim.experiments.search.search import search
    from sim.experiments.sensitivity.sensitivity import sensitivity
    from sim.experiments.store.whole_runs import kept_in
    from sim.experiments.study.designs import Point, crossed
    from sim.experiments.sweep.bundle import bundle
    from sim.experiments.sweep.forecast import forecast
    from sim.experiments.sweep.reproduce import reproduce
    from sim.experiments.sweep.sweep import sweep
    from sim.office import Scenario
    from sim.runs import Comparison, Result
    from sim.runs.day.diary import Diary
    from sim.runs.doubting.doubt import Doubted
    from sim.runs.doubting.grade import Grades
    from sim.runs.doubting.trust_models import TrustModels
    from sim.runs.making.warm_up import WarmUp
    from sim.runs.tables import events
    from sim.scenario.listing import Listed
    from sim.verification import Check
    from sim.views import charts
    from sim.views.brief import brief
    from sim.views.explorer import explore
    from sim.views.hall.widget import HallWidget
    from sim.views.lesson import guess

__all__ = [
    "Point", "brief", "bundle", "calibrate", "charts", "compare", "crossed", "diary", "doubt", "events",
    "explore", "forecast", "grade", "guess", "hall", "kept_in", "load", "needed", "reforms", "reproduce", "run",
    "scenarios", "search", "sensitivity", "sweep", "trust_models", "validate", "verify", "warm_up",
]  # fmt: skip
_FROM_ROOMS = {
    "Point": "sim.experiments.study.designs:Point",
    "brief": "sim.views.brief:brief",
    "bundle": "sim.experiments.sweep.bundle:bundle",
    "charts": "sim.views.charts",
    "crossed": "sim.experiments.study.designs:crossed",
    "events": "sim.runs.tables.events",
    "explore": "sim.views.explorer:explore",
    "forecast": "sim.experiments.sweep.forecast:forecast",
    "guess": "sim.views.lesson:guess",
    "kept_in": "sim.experiments.store.whole_runs:kept_in",
    "reforms": "sim.reforms",
    "reproduce": "sim.experiments.sweep.reproduce:reproduce",
    "search": "sim.experiments.search.search:search",
    "sensitivity": "sim.experiments.sensitivity.sensitivity:sensitivity",
    "sweep": "sim.experiments.sweep.sweep:sweep",
}
"""What the face hands on as it is, loaded when it is asked for.

`reforms` is the package of reforms itself; `reforms()` lists the catalogue (see `sim.reforms.listing`).
"""


show_plainly()


def __getattr__(name: str) -> Any:
    """What stands in `_FROM_ROOMS`."""
    if name not in _FROM_ROOMS:
        raise _NotThere("face", name, __all__)
    from importlib import import_module

    room, _, own = _FROM_ROOMS[name].partition(":")
    return getattr(import_module(room), own) if own else import_module(room)


class _NotThere(Unknown, AttributeError):
    """A name that the face does not have."""


@checked
def load(ref: str | Path, **options: Any) -> Scenario:
    """The scenario of a bundled name ("dukcapil") or a file; see `sim.scenario.load`.

    Warns of what `loket check` warns of.
    """
    from sim.runs.comparing.idle import load as load_scenario

    return load_scenario(ref, **options)


@checked
def run(scenario: Scenario | str | Path, runs: int | None = None, **options: Any) -> Result:
    """Run a scenario (or a bundled name or file) several times and measure it; see `sim.runs.making.replicate`.

    Options: engine, workers, keep_visits, progress, days, seed, around, skm_weight, until.
    """
    from sim.runs import replicate

    return replicate(_loaded(scenario), runs, **options)


@checked
def compare(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path, runs: int | None = None, **options: Any
) -> Comparison:
    """Compare scenarios with the first, run by run with the same luck; see `sim.runs.comparing.compare`.

    Of one scenario its reforms are compared, each alone and all together, with the office without them.
    Options as for `run`, and before_after, cost_rupiah, wage_rupiah_hour, possible.
    """
    from sim.runs import compare as compare_scenarios

    one = isinstance(scenarios, str) or not isinstance(scenarios, Sequence)
    given: Sequence[Any] = [scenarios] if one else list(scenarios)  # type: ignore[arg-type]
    return compare_scenarios([_loaded(scenario) for scenario in given], runs, **options)


@checked
def trust_models(comparison: Comparison, **options: Any) -> TrustModels:
    """What a comparison comes to in trust under each of the four models; see `sim.runs.doubting.trust_models`.

    Options: workers, progress.
    """
    from sim.runs.doubting.trust_models import trust_models as side_by_side

    return side_by_side(comparison, **options)


@checked
def diary(
    scenario: Scenario | str | Path, day: date | str | None = None, person: int | None = None, **options: Any
) -> Diary:
    """A day of an office person by person, with `person` the story of one; see `sim.runs.day.diary.diary`.

    The day is a date or its text, as "2026-03-02". Options: engine, seed, progress.
    """
    from sim.runs.day.diary import diary as of_day

    return of_day(_loaded(scenario), day, person, **options)


@checked
def hall(*scenarios: Scenario | str | Path, **options: Any) -> HallWidget:
    """A day of an office as a waiting hall to play, of two scenarios side by side; see `sim.views.hall.hall`.

    Options: day, office, lang, seed, progress. `save("hall.html")` makes a page of it.
    """
    from sim.views.hall import hall as played

    return played(*(_loaded(scenario) for scenario in scenarios), **options)


@checked
def doubt(comparison: Comparison, draws: int | None = None, **options: Any) -> Doubted:
    """Which differences of a comparison survive what is not known; see `sim.runs.doubting.doubt.doubt`.

    Options: workers, progress.
    """
    from sim.runs.doubting.doubt import doubt as under_doubt

    return under_doubt(comparison, draws, **options)


@checked
def warm_up(given: Result | Scenario | str | Path, runs: int | None = None, **options: Any) -> WarmUp:
    """How many of the first days of a run to leave out, by MSER-5; see `sim.runs.making.warm_up.warm_up`.

    Options where a scenario is given: days, seed, workers, progress.
    """
    from sim.runs.making.warm_up import warm_up as settled

    return settled(load(given) if isinstance(given, str | Path) else given, runs, **options)


@checked
def needed(
    scenario: Scenario | str | Path, target: float = 0.9, within_min: float | None = None, **options: Any
) -> Needed:
    """The fewest officers, counter hours or places with which a share of all visits is served within so many minutes.

    See `sim.experiments.needed.needed.needed`. Options: what, vary, instead, most, runs, days, seed, workers, demands,
    progress.
    """
    from sim.experiments.needed.needed import needed as fewest

    return fewest(_loaded(scenario), target, within_min, **options)


@checked
def grade(comparison: Comparison, runs: int | None = None, **options: Any) -> Grades:
    """Try every assumption of the model that compared scenarios rest on at both ends of its range.

    Says of each difference whether it is an estimate or a scenario; see `sim.runs.doubting.grade`. Options: workers,
    progress, model.
    """
    from sim.runs.doubting.grade import grade as grade_comparison

    return grade_comparison(comparison, runs, **options)


@checked
def calibrate(log: Any, mapping: Any = None, **options: Any) -> Calibration:
    """The office that a queue log shows: files (CSV, Excel) or frames; see `sim.calibration.calibrating.calibrate`.

    Options: hold_out (the share of the days kept to check the office on), lang.
    """
    from sim.calibration.calibrating import calibrate as calibrate_log

    return calibrate_log(log, mapping, **options)


@checked
def validate(scenario: Scenario | str | Path, log: Any, **options: Any) -> Validation:
    """Hold a scenario against the days of a queue log (its files, or a calibration of it) that it was not fitted on.

    See `sim.calibration.validation.validate`. Options: modes, runs, used, progress.
    """
    from sim.calibration.log import read_log
    from sim.calibration.validation import validate as hold

    files = [log] if isinstance(log, str | Path) else log
    found = read_log(files) if isinstance(files, Sequence) else getattr(files, "log", files)
    return hold(_loaded(scenario), found, **options)


@checked
def verify(**options: Any) -> list[Check]:
    """Hold the engine against closed forms and published models; see `sim.verification.verify`."""
    from sim.verification import verify as verify_engine

    return verify_engine(**options)


@checked
def scenarios() -> tuple[Listed, ...]:
    """The bundled scenarios: name, path, title."""
    from sim.scenario.listing import scenarios as listed

    return listed()


def _view(found: Any, lang: str | None) -> str:
    from sim.views.reports.notebook import view

    return view(found, lang)


view_with(_view)


def _loaded(scenario: Scenario | str | Path) -> Scenario:
    return load(scenario) if isinstance(scenario, str | Path) else scenario
