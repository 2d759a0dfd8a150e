"""The scenarios that one scenario with reforms asks to compare: without any, with each alone, with all together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sim.document.parameters import REFORM
from sim.language.words import Words
from sim.measures.windows import TooShort, windows_around
from sim.office import Scenario
from sim.office.reform import Reform
from sim.plan import plan_of
from sim.reforms.titles import title_of

NOTHING, EACH, TOGETHER = "nothing", "each_reform_alone", "all_together"
"""What a scenario may be compared against (`[compare] against`)."""
BASELINE = "baseline"
"""What the scenario without reforms is called in tables; each reform alone is called by its key."""


def by_reforms(scenario: Scenario) -> list[Scenario]:
    """The scenarios to compare, the baseline first: as `[compare] against` says, by default all three kinds.

    All together is left out where there is one reform, which is there alone. Without "nothing" the baseline
    is all together. Fewer than two come of a scenario without reforms, or one compared against too little.
    """
    wanted = scenario.compare.against
    alone = [_alone(scenario, reform) for reform in scenario.reforms] if EACH in wanted else []
    together = [_together(scenario)] if TOGETHER in wanted and not (len(scenario.reforms) == len(alone) == 1) else []
    if NOTHING in wanted and scenario.reforms:
        return [_without(scenario), *alone, *together]
    return [*together, *alone]


def _without(scenario: Scenario) -> Scenario:
    return _named(scenario, BASELINE, Words.of("reforms.without"), ())


def _alone(scenario: Scenario, reform: Reform) -> Scenario:
    return _named(scenario, reform.key, Words.each(lambda lang: title_of(reform, lang)), (reform,))


def _together(scenario: Scenario) -> Scenario:
    title = Words.of("reforms.together", reforms=len(scenario.reforms))
    return _named(scenario, TOGETHER, title, scenario.reforms)


def _named(scenario: Scenario, name: str, title: Words, reforms: tuple[Reform, ...]) -> Scenario:
    doubt = tuple(doubt for doubt in scenario.doubt if _there(doubt.path, reforms))
    return replace(scenario, name=name, title=title, question=None, reforms=reforms, doubt=doubt)


def _there(path: str, reforms: tuple[Reform, ...]) -> bool:
    """Whether a number is one of the office, or of one of these reforms."""
    return not path.startswith(f"{REFORM}.") or path.startswith(tuple(f"{REFORM}.{one.key}." for one in reforms))


def windows_of(scenarios: Sequence[Scenario]) -> list[tuple[date, ...]]:
    """For each scenario the dates around which to look: the start of its reforms; for the first those of all others.

    None where the reforms that the first does not have begin on several days, or the run does not hold the
    sixty days on either side.
    """
    first, *others = scenarios
    own = [tuple(start for start in _starts(first, other) if _holds(other, start)) for other in others]
    found = [starts if len(starts) == 1 else () for starts in own]
    return [tuple(sorted({start for starts in found for start in starts})), *found]


def begin_of(scenarios: Sequence[Scenario]) -> date | None:
    """The day on which the first reform begins that the first scenario does not have and that takes its time.

    Rolled out step by step, or learnt: what it does in the first months is not what it does later.
    """
    first, *others = scenarios
    new = [(reform, other) for other in others for reform in other.reforms if reform not in first.reforms]
    slow = [reform.start or other.start for reform, other in new if hasattr(reform, "ramp_days")]
    return min(slow, default=None)


def _starts(first: Scenario, other: Scenario) -> Iterator[date]:
    new = [reform for reform in other.reforms if reform not in first.reforms]
    yield from sorted({reform.start or other.start for reform in new})


def _holds(scenario: Scenario, start: date) -> bool:
    try:
        windows_around(plan_of(scenario), start)
    except TooShort:
        return False
    return True
