"""Computations that are stopped, and what must not be computed again."""

from typing import Any

import pytest

from sim.runs.making.progress import Silent


class Stops(Silent):
    """Somebody who presses Ctrl-C after some days."""

    def __init__(self, days: int) -> None:
        self.left = days

    def done(self, days: int) -> None:
        self.left -= days
        if self.left < 0:
            raise KeyboardInterrupt


def made_again(*_: Any) -> None:
    pytest.fail("what the store holds is run again")
