"""Scenarios against a baseline, run by run with the same luck (common random numbers)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.language.viewed import Viewed
from sim.measures import LEVEL, Estimate, Key, estimate
from sim.measures.citizen_groups import people_cuts
from sim.measures.gains import Move, moved
from sim.measures.windows import WINDOW_DAYS
from sim.office import Scenario
from sim.office.possible import possible as possible_of
from sim.runs.comparing.costs import costs_asked, costs_frame, wage_asked
from sim.runs.comparing.difference import Difference, difference_of
from sim.runs.comparing.idle import same_numbers
from sim.runs.comparing.reform_costs import reforms_cost
from sim.runs.comparing.reforming import begin_of, by_reforms, windows_of
from sim.runs.making.engines import EngineName
from sim.runs.making.names import different_names
from sim.runs.making.progress import Progress
from sim.runs.making.replicate import replicated, warn_of
from sim.runs.making.request import Request
from sim.runs.making.result import Result
from sim.runs.making.size import much, together
from sim.runs.making.until import Until, most_of, until_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.runs.comparing.before_after import ChangeBeyond


@dataclass(frozen=True)
class Comparison(Viewed):
    """Results of scenarios with the same runs, days and seed; the first is the baseline.

    `cost_rupiah` is what each variant costs over the horizon (none: what its reforms cost), `wage_rupiah_hour` what an
    hour of an officer does. `source` is the scenario whose reforms are compared, None where several were given.
    `possible` are the worst and the best that the baseline could be (see `sim.office.possible`), if that was asked for.
    """

    results: tuple[Result, ...]
    level: float = LEVEL
    cost_rupiah: tuple[float, ...] = ()
    wage_rupiah_hour: float | None = None
    source: Scenario | None = None
    possible: tuple[Result, ...] = ()

    def __repr__(self) -> str:
        runs, days = len(self.baseline.replications), self.baseline.scenario.days
        names = {"variants": [one.name for one in self.variants], "baseline": self.baseline.name}
        return text("objects.comparison", None, **names, runs=runs, days=days)

    @cached_property
    def costs_rupiah(self) -> tuple[float, ...]:
        """What each variant costs over the horizon; none where nobody says so and no scenario has reforms.

        Reforms of the baseline are taken off: a variant without them costs less than nothing.
        """
        if self.cost_rupiah or not any(result.scenario.reforms for result in self.results):
            return self.cost_rupiah
        baseline, *others = (reforms_cost(result.plan) for result in self.results)
        return tuple(cost - baseline for cost in others)

    @property
    def baseline(self) -> Result:
        return self.results[0]

    @property
    def variants(self) -> tuple[Result, ...]:
        return self.results[1:]

    @checked
    def differences(self, variant: Result) -> list[Difference]:
        """All measures that both the baseline and a variant have, and those of groups that only one of them has."""
        return [self.difference(variant, key) for key in self.keys(variant)]

    @checked
    def keys(self, variant: Result) -> list[Key]:
        """Their measures: of all visits what both have, and of groups also what only one has, as a channel set up."""
        self.must_have(variant)
        base, own = self.baseline.keys, variant.keys
        if base == own:
            return [*base]
        ours, ours_by, theirs, theirs_by = set(own), {k[1:] for k in own}, set(base), {k[1:] for k in base}
        found = [key for key in base if key in ours or key[1:] not in ours_by]
        return found + [key for key in own if key not in theirs and key[1:] not in theirs_by]

    @checked
    def difference(self, variant: Result, key: Key | str, by: str = "", group: str = "") -> Difference:
        """One measure of a variant against the baseline, by its key or as `estimate` is asked for it."""
        self.must_have(variant)
        key = Key(key, by, group) if isinstance(key, str) else key
        some = key in variant.known or key in self.baseline.known
        theirs, ours = (
            _missing(one) if some and key not in one.known else one.of(*key) for one in (self.baseline, variant)
        )
        practical, acts = self.baseline.scenario.practical, not self.not_applicable(variant)
        return difference_of(key, theirs, ours, self.level, practical, acts=acts)

    @checked
    def not_applicable(self, variant: Result) -> bool:
        """Whether a variant is the baseline in all but reforms that cannot act here, none of which is in it."""
        self.must_have(variant)
        return any(one is variant and idle for one, idle in zip(self.variants, self._unlike, strict=True))

    @property
    def idle(self) -> bool:
        """Whether nothing that is compared with the baseline can act here."""
        return bool(self.variants) and all(self._unlike)

    @cached_property
    def _unlike(self) -> list[bool]:
        base = self.baseline.plan
        return [bool(v.plan.idle) and same_numbers(v.plan, base) for v in self.variants]

    @checked
    def gains(self, variant: Result) -> dict[Move, Estimate]:
        """Who gained and lost by a variant: shares of citizens, each held against itself in the baseline.

        Nothing where no reform of it can act, a scenario has no `[opinion]`, has other citizens, or too many
        to be kept in memory.
        """
        self.must_have(variant)
        place = next(place for place, result in enumerate((*self.results, *self.possible)) if result is variant)
        if place not in self._gained:
            self._gained[place] = self._gains(variant)
        return dict(self._gained[place])

    @cached_property
    def _gained(self) -> dict[int, dict[Move, Estimate]]:
        """Who gained, by the place of the variant: text, folder and workbook ask for the same."""
        return {}

    def _gains(self, variant: Result) -> dict[Move, Estimate]:
        pairs = [
            (ours.ends, theirs.ends)
            for ours, theirs in zip(variant.replications, self.baseline.replications, strict=True)
        ]
        if self.not_applicable(variant):
            return {}
        known = [(a, b) for a, b in pairs if a is not None and b is not None and 0 < len(a) == len(b)]
        if len(known) < len(pairs) or not variant.scenario.opinion or not self.baseline.scenario.opinion:
            return {}
        cuts, channels = (
            people_cuts(self.baseline.plan),
            (variant.plan.names.channels, self.baseline.plan.names.channels),
        )
        runs = [moved(ours, theirs, cuts, channels) for ours, theirs in known]
        return {move: estimate(np.array([run[move] for run in runs]), self.level, (0.0, 1.0)) for move in runs[0]}

    @checked
    def must_have(self, variant: Result) -> None:
        """Raise BadRequest unless a result is one of the variants, the baseline, or one of the possible."""
        if not any(variant is result for result in (*self.results, *self.possible)):
            raise BadRequest("not_compared", found=variant.name, known=[result.name for result in self.variants])

    @checked
    def before_after(self, variant: Result, key: Key | str = "wait_mean_min") -> ChangeBeyond:
        """What changed around the start of a variant, there and in the baseline, and what of it the variant adds.

        Raises BadRequest where no date was looked around, Unknown.
        """
        from sim.runs.comparing.before_after import change_beyond

        return change_beyond(self, variant, self.difference(variant, key).key)

    @checked
    def who_gained(self) -> pd.DataFrame:
        """A row for each variant, move and group: the share of citizens, with its interval."""
        from sim.runs.tables.frames import gains_frame

        return gains_frame(self.baseline.name, ((one.name, self.gains(one)) for one in self.variants))

    @checked
    def costs(self) -> pd.DataFrame:
        """A row for each variant and what its cost buys: rupiah by one unit saved; none without `costs_rupiah`."""
        return costs_frame(self)

    @checked
    def summary(self) -> pd.DataFrame:
        """A row for each variant and measure: both means, the difference with its interval, the verdict."""
        from sim.runs.tables.frames import comparison_frame

        shown = (*self.variants, *self.possible)
        found = ((one.name, difference) for one in shown for difference in self.differences(one))
        return comparison_frame(self.baseline.name, found)

    @checked
    def pairs(self, *measures: str) -> pd.DataFrame:
        """A row for each pair of scenarios and measure, with simultaneous intervals; see `comparing.pairs.Contrast`.

        First all variants against the baseline (`together_with` "baseline"), then all pairs: within each, all intervals
        of a measure hold together. Without `measures` those of the summary. Raises Unknown.
        """
        import pandas as pd

        from sim.runs.comparing.pairs import simultaneous

        for measure in measures:
            for result in self.results:
                result.of(measure)
        return pd.DataFrame([one.row(how) for how, _, found in simultaneous(self, measures) for one in found])

    @property
    def runs(self) -> pd.DataFrame:
        """The runs of all scenarios."""
        from sim.runs.tables.frame_parts import joined

        return joined([result.runs for result in self.results])


@checked
def compare(  # noqa: PLR0913  (each is a choice of its own, by keyword)
    scenarios: Sequence[Scenario] | Scenario,
    runs: int | None = None,
    *,
    engine: EngineName = "compiled",
    workers: int | None = None,
    keep_visits: bool = False,
    progress: Progress | None = None,
    days: int | None = None,
    seed: int | None = None,
    around: date | None = None,
    before_after: bool = False,
    skm_weight: str = "1/9",
    cost_rupiah: float | Sequence[float] | None = None,
    wage_rupiah_hour: float | None = None,
    possible: bool = False,
    until: Until = None,
) -> Comparison:
    """Run scenarios with the same random numbers and compare each with the first, run by run.

    Of one scenario with reforms, what its `[compare]` asks for: without reforms, with each alone, with all together.
    Runs, days and seed are the baseline's unless given. Sixty days on either side are measured as well of the date
    `around`, or with `before_after` of the start of each reform. `cost_rupiah` is what each scenario after the first
    costs over the horizon, unless given what its reforms cost; `costs()` tells what that buys, staff cost added where
    a wage is given. With `possible` the worst and the best that the first could be are run as well; one scenario is
    then enough. `until` the intervals of differences are as narrow ("wait_mean_min=5%" of the baseline, or several)
    replications are made, at most `runs` (200).

    Raises BadRequest for fewer than two scenarios, another number of costs, amounts that cannot be,
    or no reform that begins sixty days after the first day measured or later.
    """
    given = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    narrow = until_of(until)
    level = alike(given, most_of(runs, narrow), days, seed, alone=possible)
    costs, wage = costs_asked(cost_rupiah, len(level) - 1), wage_asked(wage_rupiah_hour)
    dates = looked_around(level, around, before_after=before_after)
    options: dict[str, Any] = {"engine": engine, "workers": workers, "skm_weight": skm_weight, "until": narrow}
    ends = possible_of(level[0]) if possible else ()
    requests = [
        Request(scenario, **options, around=days, instead_of=level[0], begins=begin_of(level))
        for scenario, days in zip((*level, *ends), (*dates, *((),) * len(ends)), strict=True)
    ]
    warn_of(much(together([request.size(visits=keep_visits, people=True) for request in requests])))
    results = replicated(requests, keep_visits=keep_visits, progress=progress)
    said: dict[str, Any] = {"cost_rupiah": costs, "wage_rupiah_hour": wage, "source": source_of(given)}
    return Comparison(tuple(results[: len(level)]), **said, possible=tuple(results[len(level) :]))


def _missing(result: Result) -> npt.NDArray[np.float64]:
    """The values of a group that a result does not have."""
    return np.full(len(result.replications), np.nan)


def source_of(given: Sequence[Scenario]) -> Scenario | None:
    """The scenario whose reforms are compared, where only one is given."""
    return given[0] if len(given) == 1 else None


def looked_around(
    scenarios: Sequence[Scenario], around: date | None = None, *, before_after: bool = False
) -> list[tuple[date, ...]]:
    """The dates around which to look in each scenario: one for all, or when reforms start. Raises BadRequest."""
    if not before_after:
        return [() if around is None else (around,)] * len(scenarios)
    if around is not None:
        raise BadRequest("around_twice")
    found = windows_of(scenarios)
    if not found[0]:
        raise BadRequest("before_after", days=WINDOW_DAYS)
    return found


def alike(
    given: Sequence[Scenario],
    runs: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    *,
    alone: bool = False,
) -> list[Scenario]:
    """The scenarios with the runs, days and seed of the first, or those given; with names that differ.

    Of one scenario those that its reforms ask for. Raises BadRequest for fewer than two, unless one may be `alone`.
    """
    scenarios = by_reforms(given[0]) if len(given) == 1 and (given[0].reforms or not alone) else given
    if len(scenarios) < 2 - alone:
        raise BadRequest(_too_few(given))
    first = scenarios[0]
    runs, days = first.runs if runs is None else runs, first.days if days is None else days
    seed = first.seed if seed is None else seed
    _same_cut(scenarios)
    named = zip(scenarios, different_names(scenarios), strict=True)
    return [replace(scenario, name=name, runs=runs, days=days, seed=seed) for scenario, name in named]


def _too_few(given: Sequence[Scenario]) -> str:
    if len(given) != 1:
        return "compare_two"
    return "compare_against" if given[0].reforms else "compare_reforms"


def _same_cut(scenarios: Sequence[Scenario]) -> None:
    """A difference means nothing where one scenario leaves out a warm-up and the other does not."""
    cuts = {(s.warm_up_days, s.warm_up_min) for s in scenarios}
    if len(cuts) > 1:
        raise BadRequest("compare_warm_up")
