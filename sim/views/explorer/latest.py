"""Work in the background, of which only the newest counts."""

import threading
import time
from collections.abc import Callable

from sim.runs.making.replication import Stopped

Tick = Callable[[int], None]
GRACE_S = 1.0
"""So long work may go on that is outdated, if it has shown nothing yet: who drags sees pictures on the way."""


class Ticket:
    """Called between pieces of work; raises Stopped as soon as they are no longer wanted."""

    def __init__(self, outdated: Callable[[], bool]) -> None:
        self._outdated, self._until = outdated, time.monotonic() + GRACE_S

    def __call__(self, days: int = 0) -> None:  # noqa: ARG002  (a tick of runs)
        if self._outdated() and time.monotonic() > self._until:
            raise Stopped

    @property
    def wanted(self) -> bool:
        """Whether nothing newer has been asked for."""
        return not self._outdated()

    def shown(self) -> None:
        """From now on there is a picture: something newer need not wait."""
        self._until = 0.0


Work = Callable[[Ticket], None]


class Latest:
    """Does the newest thing asked for, in a thread; what was asked for before is stopped at its next tick."""

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._failed = failed
        self._number = 0
        self._busy = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, work: Work) -> None:
        """Begin something else; `work` is given a ticket that raises Stopped as soon as it is no longer wanted."""
        self._number += 1
        self._thread = threading.Thread(target=self._do, args=(work, self._number), daemon=True)
        self._thread.start()

    def wait(self, timeout_s: float | None = None) -> None:
        """Wait until the newest is done. Raises TimeoutError."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout_s)
            if thread.is_alive():
                raise TimeoutError

    def _do(self, work: Work, number: int) -> None:
        def outdated() -> bool:
            return number != self._number

        with self._busy:
            try:
                if not outdated():
                    work(Ticket(outdated))
            except Stopped:
                pass
            except Exception as error:  # noqa: BLE001  (whatever goes wrong is shown to who ticked a box)
                if not outdated():
                    self._failed(error)
