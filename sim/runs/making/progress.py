"""What a long computation tells who waits for it."""

from typing import Protocol

from sim.language import LANGUAGES, Phrase, UnknownLanguage
from sim.language.notices import notice


class Progress(Protocol):
    """Called from the main thread only."""

    def compiling(self, why: Phrase | None = None) -> None:
        """The engine is compiled first; that takes ten to twenty seconds, once, unless it says `why` again."""

    def warn(self, what: Phrase) -> None:
        """Something is not as it should be, and all goes on."""

    def total(self, days: int) -> None:
        """So many more office days, over all runs, are to be simulated."""

    def done(self, days: int) -> None:
        """So many more office days are done."""


class Silent:
    """Tells nobody what goes on; what is not as it should be is a warning of Python's."""

    def compiling(self, why: Phrase | None = None) -> None:
        if why is not None:
            self.warn(why)

    def warn(self, what: Phrase) -> None:
        try:
            said = what.worded()
        except UnknownLanguage:  # in LOKET_LANG: no reason to stop
            said = what.worded(LANGUAGES[0])
        notice(said, stacklevel=4)

    def total(self, days: int) -> None:
        pass

    def done(self, days: int) -> None:
        pass
