"""Does a damaged scenario file end in messages or in numbers, and never in anything else?

`damaged(NUMBER, bundled_texts())` of damaged_scenarios.py makes a mutant again; a failure prints its number and damage.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache

import numpy as np
import pytest
from damaged_scenarios import Damaged, bundled_texts, damaged, within

from sim.measures import MEASURES
from sim.office import Scenario
from sim.plan import plan_of
from sim.runs import Result, replicate
from sim.scenario import Fault, ScenarioFaults, check, load

QUICK, LONG, LONG_PARTS, RUN_QUICK, RUN_LONG = 100, 3_000, 10, 4, 20
"""Files checked, in how many parts, and how many of those accepted are run (of each part)."""
CHECK_S, RUN_S = 30, 300
"""What takes longer hangs; compiling the engine does not count."""
LONGEST = 1_500
"""No message is longer, whatever was written."""
DAYS, CITIZENS, NEEDS = 2, 2_000, 3_000
"""What is run is short, and of few people: with as many needs a day, if that is no more than these."""
NO_WORK = (
    "title", "question", "name", "id", "files", "runs", "compare", "doubt", "target_min", "warm_up_days", "warm_up_min",
)  # fmt: skip
"""Fields that change no number of the plan: words, files, and what is made of rows later."""

TEXTS = bundled_texts()


@pytest.fixture(scope="module", autouse=True)
def compiled():
    """The engine, with reforms and without."""
    for name in ("puskesmas", "puskesmas-petugas"):
        runs_alike(load(name))


def test_a_hundred_damaged_files_are_answered(tmp_path):
    answered(range(QUICK), tmp_path, RUN_QUICK)


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_three_thousand_damaged_files_are_answered(part, tmp_path):
    """And two hundred of those that are accepted run in both engines; about ten minutes in all."""
    each = LONG // LONG_PARTS
    answered(range(part * each, (part + 1) * each), tmp_path, RUN_LONG)


def answered(numbers, folder, most_runs):
    """Check mutants, and run the first that are accepted; all that fail are told together."""
    failed, runs = [], 0
    for mutant in (damaged(number, TEXTS) for number in numbers):
        try:
            with within(CHECK_S):
                scenario, faults = told(mutant, folder)
            if scenario is not None and runs < most_runs and fits(scenario):
                runs += 1
                with within(RUN_S):
                    has_effect(mutant, scenario, faults)
                    runs_alike(scenario)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is told with the mutant)
            failed.append(f"{mutant.number} ({mutant.name}) {mutant.damage}: {type(error).__name__}: {error}")
    assert not failed, f"{len(failed)} mutants:\n" + "\n".join(failed)
    assert runs == most_runs


def told(mutant: Damaged, folder) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """The scenario of a mutant (None where it has faults), and what is said of it: in words that can be printed."""
    path = mutant.written(folder)
    faults = check(path)
    for said in (fault.render(lang) for fault in faults for lang in ("id", "en")):
        assert said.replace("\N{NO-BREAK SPACE}", " ").isprintable()
        assert len(said) <= LONGEST
    if all(fault.warning for fault in faults):
        return load(path), faults
    with pytest.raises(ScenarioFaults):
        load(path)
    return None, faults


# ---------------------------------------------------------------------------------------------------- what is accepted


def fits(scenario: Scenario) -> bool:
    people = scenario.citizens
    return people is None or people.count * people.needs_per_year <= NEEDS * people.working_days_per_year


@cache
def bundled(name: str) -> tuple[Scenario, tuple[Fault, ...]]:
    return load(name), check(name)


def has_effect(mutant: Damaged, scenario: Scenario, faults: tuple[Fault, ...]) -> None:
    """What a file says otherwise changes the plan, or a warning says that it does not."""
    usual, before = bundled(mutant.name)
    alike = sorted(map(repr, _numbers(scenario))) == sorted(map(repr, _numbers(usual)))
    found_alone = scenario.reforms != usual.reforms and "line lost" in mutant.damage[0]  # reforms find by themselves
    if alike or found_alone or len(faults) > len(before):
        return
    ours, theirs = plan_of(scenario), plan_of(usual)
    differs = not all(np.array_equal(a, b) for a, b in zip(ours.arrays, theirs.arrays, strict=True))
    differs |= ours.names != theirs.names
    assert differs, "in the scenario, and nowhere in its plan"


def _numbers(value: object, *path: str) -> Iterator[tuple[object, ...]]:
    """What the plan is made of: all values of a scenario, but for words and costs."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in NO_WORK and not field.name.endswith("_rupiah"):
                yield from _numbers(getattr(value, field.name), *path, field.name)
    elif isinstance(value, tuple):
        for part in dict.fromkeys(value) if all(isinstance(part, str) for part in value) else value:  # said twice
            yield from _numbers(part, *path)
    else:
        yield (*path, value + 0.0 if isinstance(value, float) else value)  # -0.0 is 0


def runs_alike(scenario: Scenario) -> None:
    """Both engines tell the same of a few days, with nothing missing and nothing impossible."""
    people = scenario.citizens
    few = replace(scenario, days=min(DAYS, scenario.days), warm_up_days=0, start=_beginning(scenario))
    if people is not None and people.count > CITIZENS:
        needs = people.needs_per_year * people.count / CITIZENS
        few = replace(few, citizens=replace(people, count=CITIZENS, needs_per_year=needs))
    compiled, reference = (replicate(few, 1, engine=engine, keep_visits=True) for engine in ("compiled", "reference"))
    np.testing.assert_array_equal(compiled.values, reference.values)
    for name in ("visits", "cases", "opinions", "people", "days"):
        assert getattr(compiled, name).equals(getattr(reference, name)), name
    is_possible(compiled)


def _beginning(scenario: Scenario):
    """The day on which the first reform begins, so that something of it is seen."""
    return min((reform.start for reform in scenario.reforms if reform.start is not None), default=scenario.start)


def is_possible(result: Result) -> None:
    """No share outside 0 to 1, no wait below 0, and numbers where somebody came."""
    values = dict(zip(result.keys, result.values[0], strict=True))
    for key, value in values.items():
        if not np.isnan(value) and not key.measure.endswith("_against_rest"):
            share = MEASURES[key.measure].unit == "share" and key.measure != "offered_load"  # more may be asked for
            top = 1 + 1e-12 if share else np.finfo(float).max
            assert 0 <= value <= top, (key.label, value)
    total = {key.measure: value for key, value in values.items() if not key.by}
    due = ["arrivals", "arrivals_per_day", "overtime_min_per_day"]
    due += ["completed_share"] if total["arrivals"] else []
    due += ["wait_mean_min", "wait_p90_min", "within_target", "sojourn_mean_min"] if total["completed"] else []
    assert [name for name in due if np.isnan(total[name])] == []
