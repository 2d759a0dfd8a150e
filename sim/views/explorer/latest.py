"""Work in the background, of which only the newest counts."""

import threading
from collections.abc import Callable

from sim.runs.replication import Stopped

Tick = Callable[[int], None]
Work = Callable[[Tick], None]


class Latest:
    """Does the newest thing asked for, in a thread; what was asked for before is stopped at its next tick."""

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._failed = failed
        self._number = 0
        self._busy = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, work: Work) -> None:
        """Begin something else; `work` is given a tick that raises Stopped as soon as it is no longer wanted."""
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
        def tick(_: int = 0) -> None:
            if number != self._number:
                raise Stopped

        with self._busy:
            try:
                tick()
                work(tick)
            except Stopped:
                pass
            except Exception as error:  # noqa: BLE001  (whatever goes wrong is shown to who ticked a box)
                if number == self._number:
                    self._failed(error)
