"""The terminal: encoding, progress on stderr."""

import sys
from contextlib import suppress
from typing import Any, Self

from sim.language import text


def speak_utf8() -> None:
    """Let stdout and stderr write every letter, also where the console is set to an old code page."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


class Bar:
    """Progress on stderr, where that is a terminal. A context manager; see `sim.runs.Progress`."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def compiling(self) -> None:
        """Say that the engine is compiled first."""
        print(text("cli.compiling", self._lang), file=sys.stderr, flush=True)  # noqa: T201  (the console is for printing)

    def total(self, days: int) -> None:
        """So many more steps are to come."""
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=0, unit="", desc=text("cli.running", self._lang), leave=False, file=sys.stderr)
        self._bar.total += days
        self._bar.refresh()

    def done(self, days: int) -> None:
        """So many more steps are done."""
        if self._bar is not None:
            self._bar.update(days)
