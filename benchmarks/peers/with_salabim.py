"""M/M/3 in salabim: one component a customer, written with `yield`, which salabim says is faster than without."""

from collections.abc import Iterator
from random import Random
from statistics import fmean
from typing import Any

import salabim

from benchmarks.peers import ARRIVALS, SERVERS


def mean_wait(customers: int, seed: int) -> float:
    """Mean wait of the first `customers` customers, in mean service times."""
    env, chance, waits = salabim.Environment(yieldless=False), Random(seed), []
    counter = salabim.Resource(capacity=SERVERS)

    class Visit(salabim.Component):
        def process(self) -> Iterator[Any]:
            came = env.now()
            yield self.request(counter)
            waits.append(env.now() - came)
            yield self.hold(chance.expovariate(1.0))
            self.release(counter)

    class Arrivals(salabim.Component):
        def process(self) -> Iterator[Any]:
            for _ in range(customers):
                yield self.hold(chance.expovariate(ARRIVALS))
                Visit()

    Arrivals()
    env.run()
    return fmean(waits)
