"""M/M/3 in SimPy: one process a customer."""

from collections.abc import Iterator
from random import Random
from statistics import fmean

import simpy

from benchmarks.peers import ARRIVALS, SERVERS


def mean_wait(customers: int, seed: int) -> float:
    """Mean wait of the first `customers` customers, in mean service times."""
    env, chance, waits = simpy.Environment(), Random(seed), []
    counter = simpy.Resource(env, SERVERS)

    def visit() -> Iterator[simpy.Event]:
        came = env.now
        with counter.request() as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(chance.expovariate(1.0))

    def arrivals() -> Iterator[simpy.Event]:
        for _ in range(customers):
            yield env.timeout(chance.expovariate(ARRIVALS))
            env.process(visit())

    env.process(arrivals())
    env.run()
    return fmean(waits)
