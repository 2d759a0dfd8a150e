"""What a long computation tells who waits for it."""

from typing import Protocol


class Progress(Protocol):
    """Called from the main thread only."""

    def compiling(self) -> None:
        """The engine is compiled first; that takes some twenty seconds, once."""

    def total(self, days: int) -> None:
        """So many more office days, over all runs, are to be simulated."""

    def done(self, days: int) -> None:
        """So many more office days are done."""


class Silent:
    """Tells nobody."""

    def compiling(self) -> None:
        pass

    def total(self, days: int) -> None:
        pass

    def done(self, days: int) -> None:
        pass
