"""The queue of Mesa's list of events as a model, of which `batch_run` makes many."""

import mesa

from benchmarks.peers.with_mesa import mean_wait


class Queue(mesa.Model):
    """One run of M/M/3; its only step is all of it."""

    def __init__(self, number: int, customers: int) -> None:
        super().__init__()
        self.number, self.customers, self.wait = number, customers, 0.0
        self.datacollector = mesa.DataCollector({"wait": "wait"})

    def step(self) -> None:
        """Simulate all customers."""
        self.wait = mean_wait(self.customers, self.number)
        self.datacollector.collect(self)
        self.running = False
