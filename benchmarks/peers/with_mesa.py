"""M/M/3 on Mesa's list of events: a model that schedules its arrivals and ends of service."""

from collections import deque
from random import Random
from statistics import fmean

import mesa
from mesa.experimental.devs import DEVSimulator

from benchmarks.peers import ARRIVALS, SERVERS


class Office(mesa.Model):
    """Three counters and one line."""

    def __init__(self, simulator: DEVSimulator, customers: int, seed: int) -> None:
        super().__init__(rng=seed)
        self.simulator, self.to_come, self.chance = simulator, customers, Random(seed)
        self.idle, self.line, self.waits = SERVERS, deque[float](), list[float]()
        simulator.setup(self)
        self.next_arrival()

    def next_arrival(self) -> None:
        """Let one more customer come, if there is one."""
        if self.to_come:
            self.to_come -= 1
            self.simulator.schedule_event_relative(self.arrive, self.chance.expovariate(ARRIVALS))

    def arrive(self) -> None:
        """A customer comes, to a counter or to the line."""
        self.next_arrival()
        if self.idle:
            self.idle -= 1
            self.serve(self.simulator.time)
        else:
            self.line.append(self.simulator.time)

    def serve(self, came: float) -> None:
        """Begin the service of who came at that time."""
        self.waits.append(self.simulator.time - came)
        self.simulator.schedule_event_relative(self.leave, self.chance.expovariate(1.0))

    def leave(self) -> None:
        """A customer leaves; the counter takes the next."""
        if self.line:
            self.serve(self.line.popleft())
        else:
            self.idle += 1


def mean_wait(customers: int, seed: int) -> float:
    """Mean wait of the first `customers` customers, in mean service times."""
    simulator = DEVSimulator()
    office = Office(simulator, customers, seed)
    simulator.run_until(float("inf"))
    return fmean(office.waits)
