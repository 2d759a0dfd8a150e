"""What citizens believe of an office before anything changes: what it keeps up as it is, found in short runs."""

from dataclasses import replace
from functools import lru_cache

from sim.office import Scenario
from sim.office.opinion import Opinion
from sim.plan import plan_of
from sim.runs.making.engines import EngineName, engine_named, must_compile, ready
from sim.runs.making.progress import Progress

RUNS, DAYS = 8, 20
"""Short runs rather than long ones: what differs most from run to run is who works there."""


def start_of(scenario: Scenario, office: Scenario, engine: EngineName, progress: Progress) -> float | None:
    """The belief at the start of a scenario: that about `office`, the one it is an alternative to, without reforms.

    Whatever else is different there, or the difference would be taken for known. None where the scenario says
    it, where no trust rests on it, or where nobody comes in those runs.
    """
    opinion = scenario.opinion
    if opinion is None or not needs_pilot(scenario):
        return None
    if office.citizens is None:
        office = scenario
    judged = replace(
        office.opinion or Opinion(), satisfaction=opinion.satisfaction, trust=opinion.trust, belief=opinion.belief
    )  # whom people complain and listen to is of the office
    basis = replace(office, opinion=judged, reforms=(), seed=scenario.seed, warm_up_days=0)
    days = min(DAYS, scenario.days)
    engine = engine if must_compile("compiled") else "compiled"  # the same bits, sooner
    ready(engine, plan_of(replace(basis, days=days)), progress)
    return _kept_up(replace(basis, days=days, name=""), engine)


def needs_pilot(scenario: Scenario) -> bool:
    """Whether trust rests on a belief about the office that the scenario does not say."""
    opinion = scenario.opinion
    return opinion is not None and opinion.trust.model != "surprise" and opinion.belief.start is None


@lru_cache(maxsize=128)
def _kept_up(scenario: Scenario, engine: EngineName) -> float | None:
    """The belief that goes on: as much good evidence as there is, where bad evidence weighs more."""
    make, plan = engine_named(engine), plan_of(scenario)
    good = bad = 0.0
    for run in range(RUNS):
        rows = make(plan, run).advance(scenario.days).opinions
        good += float(rows["good"].sum())
        bad += float(rows["bad"].sum())
    worse = plan.arrays.behaviour["worse"][0] * bad
    return float(good / (good + worse)) if good + worse > 0.0 else None
