"""Reforms that cannot act in the office of a run: which, why, and how that is said."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.language import LANGUAGES, Phrase, text
from sim.language.arguments import checked
from sim.language.catalogue import messages
from sim.language.notices import notice
from sim.office import Scenario
from sim.office.faults import Problem
from sim.plan import Idle, Plan, plan_of
from sim.plan.reading import NOTHING
from sim.scenario import Fault, ScenarioFaults
from sim.scenario.bundled import bundled_root
from sim.scenario.loading import check as check_file
from sim.scenario.loading import is_calendar, read, with_load
from sim.scenario.placed import placed


def because(idle: Idle) -> list[Phrase]:
    """What is missing for a reform to act, in words."""
    own = f"reform_{idle.reform.name}"
    said = "cannot" in messages(LANGUAGES[0], own)
    return [Phrase(f"{own}.cannot" if said and why == NOTHING else f"reforms.idle.{why}") for why in idle.reasons]


def same_numbers(one: Plan, other: Plan) -> bool:
    """Whether two plans are alike in every number."""
    return all(np.array_equal(a, b) for a, b in zip(one.arrays, other.arrays, strict=True))


def check(ref: str | Path, *, overrides: Mapping[str, Any] | None = None) -> tuple[Fault, ...]:
    """All faults and warnings of a scenario or calendar file; also of reforms that cannot act, in a run as it says."""
    if is_calendar(ref):
        return check_file(ref, overrides=overrides)
    try:
        return _read(ref, overrides)[1]
    except ScenarioFaults as error:
        return error.faults


@checked
def load(
    ref: str | Path, *, overrides: Mapping[str, Any] | None = None, tell: Callable[[Fault], None] | None = None
) -> Scenario:
    """A scenario, as `sim.scenario.load`; each warning of `check` is told, by default as one of Python's."""
    scenario, faults = _read(ref, overrides)
    if scenario is None:
        raise ScenarioFaults([fault for fault in faults if not fault.warning])
    for fault in faults:
        (tell or _warned)(fault)
    return scenario


def _read(ref: str | Path, overrides: Mapping[str, Any] | None) -> tuple[Scenario | None, tuple[Fault, ...]]:
    found = with_load(read(ref, overrides=overrides))
    problems = [] if found.scenario is None else _problems(found.scenario)
    idle = [placed(found.document, problem) for problem in problems]
    late = {one.path.rpartition(".")[0] for one in found.faults if one.code == "reform_late"}
    idle = [one for one in idle if one.path.rpartition(".")[0] not in late]
    whole = {(fault.file, fault.line) for fault in idle if fault.code == "reform_idle"}
    others = [one for one in found.faults if one.code != "reform_needs" or (one.file, one.line) not in whole]
    return found.scenario, (*others, *idle)


def _warned(fault: Fault) -> None:
    """Say it with its place, but of scenarios that come with the program, which nobody edits."""
    bundled = bundled_root() in Path(fault.file).resolve().parents
    notice(f"{text('faults.warning')}: {fault.message()}" if bundled else fault.render(), stacklevel=4)


def _problems(scenario: Scenario) -> list[Problem]:
    """A warning for each reform that cannot act, beside the others or (where that is asked for) alone."""
    together = plan_of(scenario).idle
    known = {one.reform.key for one in together}
    alone = [
        idle
        for reform in (scenario.reforms if len(scenario.reforms) > 1 else ())
        for idle in plan_of(replace(scenario, reforms=(reform,))).idle
        if "each_reform_alone" in scenario.compare.against and reform.key not in known
    ]
    kinds = [("reform_idle", one) for one in together] + [("reform_idle_alone", one) for one in alone]
    return [_problem(scenario, code, one) for code, one in kinds]


def _problem(scenario: Scenario, code: str, idle: Idle) -> Problem:
    place = next(n for n, reform in enumerate(scenario.reforms) if reform.key == idle.reform.key)
    values: dict[str, Any] = {"name": idle.reform.key, "because": because(idle)}
    return Problem(("reform", place, "name"), code, values, warning=True)


def warn(idle: Idle, stacklevel: int = 3) -> None:
    """Say in a notebook that a reform cannot act."""
    said = Phrase("faults.reform_idle", {"name": idle.reform.key, "because": because(idle)}).worded()
    notice(said, stacklevel)
