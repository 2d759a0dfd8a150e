"""Replications until intervals are as narrow as asked."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

import numpy as np

from sim.language.arguments import checked
from sim.measures import no_measure
from sim.measures.intervals import Floats
from sim.measures.precision import FIRST, Precision, Watch, narrow, precision_of
from sim.plan import Plan
from sim.runs.making.replication import Run, keys_of

MOST_RUNS = 200
"""So many replications are made at most, unless somebody says how many."""

Until = str | Sequence[str] | None


@checked
def until_of(until: Until) -> tuple[Precision, ...]:
    """What is asked of intervals: "wait_mean_min=5%", or several. Raises BadRequest, Unknown."""
    written = [until] if isinstance(until, str) else until or ()
    return tuple(precision_of(one) for one in written)


def most_of(runs: int | None, until: Sequence[Precision]) -> int | None:
    """How many replications are made at most; as the scenario says (None) where no precision is asked."""
    return MOST_RUNS if until and runs is None else runs


def watched(
    made: Generator[list[Run], None, None], plans: Sequence[Plan], asked: Sequence[Precision]
) -> Iterator[list[Run]]:
    """The runs of one number at a time, until all intervals are as narrow as asked.

    Of several plans the intervals are those of the differences from the first. Raises Unknown, before the first run,
    for a measure that a plan does not have.
    """
    columns = [[_column(plan, one) for one in asked] for plan in plans]
    watch = Watch()
    values: list[list[Floats]] = [[] for _ in plans]
    with closing(made):
        for runs in made:
            for own, run, places in zip(values, runs, columns, strict=True):
                own.append(run.values[places])
            yield runs
            if watch.saw(all_narrow=watch.runs + 1 >= FIRST and _all_narrow(np.array(values), asked)):
                return


def _column(plan: Plan, asked: Precision) -> int:
    keys = keys_of(plan)
    if asked.key not in keys:
        named = asked.key.measure in (key.measure for key in keys)
        there = (key.label for key in keys if key.measure == asked.key.measure or (not named and not key.by))
        raise no_measure(asked.key.label, there)
    return keys.index(asked.key)


def _all_narrow(values: Floats, asked: Sequence[Precision]) -> bool:
    """Whether all intervals are narrow; `values` by plan, run, and what is asked."""
    first, *others = values
    for place, one in enumerate(asked):
        base = first[:, place]
        if not (all(narrow(other[:, place] - base, one, base) for other in others) if others else narrow(base, one)):
            return False
    return True
