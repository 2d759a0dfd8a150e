"""Events at a second of the day, in the written order of what happens within one second."""

import simpy

from sim.rules.clock import order_key


class Moment(simpy.Event):
    """Happens at `second`; ties are broken by rank and number, never by the order of insertion."""

    def __init__(self, env: simpy.Environment, second: int, rank: int, number: int) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        env.schedule(self, order_key(rank, number), second - env.now)
