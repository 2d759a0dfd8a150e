"""Bundled offices, measured over a few replications once for all tests."""

from dataclasses import replace
from functools import cache

import numpy as np

from sim.engines.compiled import CompiledEngine
from sim.measures import Fold, Key
from sim.plan import plan_of
from sim.scenario import load

DAYS, RUNS = 100, 3


@cache
def plan_and_blocks(name):
    plan = plan_of(replace(load(name), days=DAYS))
    return plan, [CompiledEngine(plan, run).advance(DAYS) for run in range(RUNS)]


@cache
def measured(name):
    """Each measure by key, averaged over the replications."""
    plan, blocks = plan_and_blocks(name)
    runs = []
    for block in blocks:
        fold = Fold(plan)
        fold.add(block)
        runs.append(fold.measured().values)
    return {key: float(np.mean([run[key] for run in runs])) for key in runs[0]}


def measure(name, *key):
    return measured(name)[Key(*key)]


def rows_of(name):
    plan, blocks = plan_and_blocks(name)
    return plan, np.concatenate([block.visits for block in blocks])


def cases_of(name):
    plan, blocks = plan_and_blocks(name)
    return plan, np.concatenate([block.cases for block in blocks])


def within(value, low_and_high):
    low, high = low_and_high
    return low <= value <= high
