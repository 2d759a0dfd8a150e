"""The terminal: encoding, progress on stderr."""

import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any, Self, TextIO

from sim.language import Phrase, text
from sim.language.characters import harmless

STDOUT = "stdout"
"""What errors name that are not of a file."""


def speak_utf8() -> None:
    """Let stdout and stderr write every letter, also where the console is set to an old code page."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def open_streams() -> None:
    """Let streams that were closed (`>&-`) lead nowhere, so that no file takes their place and their output."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r" if name == "stdin" else "w"))


def tell(said: str) -> None:
    """Say it on stderr; where nobody listens there, what is being done goes on."""
    try:
        print(harmless(said), file=sys.stderr, flush=True)  # noqa: T201  (the console is for printing)
    except OSError:
        mute(sys.stderr)


def say(said: str, end: str = "\n") -> None:
    """Say it on stdout. Raises BrokenPipeError where nobody reads on, OSError where it leads to a full disk."""
    try:
        print(said, end=end, flush=True)  # noqa: T201
    except OSError as error:
        mute(sys.stdout)
        error.filename = error.filename or STDOUT
        raise


def mute(stream: TextIO) -> None:
    """Let a stream that cannot be written lead nowhere, so that the end of the program does not stumble over it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class CtrlC:
    """Ctrl-C that also holds where a library forgets it, as NumPy does that compares kinds: it is raised again.

    A context manager; whoever takes Ctrl-C otherwise than Python does goes on so.
    """

    def __init__(self) -> None:
        self._pressed = self._ours = False

    def __enter__(self) -> Self:
        in_main = threading.current_thread() is threading.main_thread()
        self._ours = in_main and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        if self._ours:
            signal.signal(signal.SIGINT, self._press)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        if kind is None or issubclass(kind, Exception):  # which may have come of what was forgotten
            self.heed()

    def heed(self) -> None:
        """Raise KeyboardInterrupt if Ctrl-C was pressed."""
        if self._pressed:
            raise KeyboardInterrupt

    def _press(self, number: int, frame: FrameType | None) -> None:
        self._pressed = True
        signal.default_int_handler(number, frame)


class Bar:
    """Progress on stderr, where that is a terminal. A context manager; see `sim.runs.Progress`."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._bar: Any = None
        self._ctrl_c = CtrlC()

    def __enter__(self) -> Self:
        self._ctrl_c.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()
        self._ctrl_c.__exit__(kind, error, trace)

    def compiling(self, why: Phrase | None = None) -> None:
        """Say that the engine is compiled first."""
        tell(text("cli.compiling_again", self._lang, why=why) if why else text("cli.compiling", self._lang))

    def warn(self, what: Phrase) -> None:
        """Say that something is not as it should be."""
        tell(text("cli.warning", self._lang, message=what.worded(self._lang).rstrip(".")))

    def total(self, days: int) -> None:
        """So many more steps are to come."""
        self._ctrl_c.heed()
        if not sys.stderr.isatty():
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=0, unit="", desc=text("cli.running", self._lang), leave=False, file=sys.stderr)
        self._bar.total += days
        self._bar.refresh()

    def done(self, days: int) -> None:
        """So many more steps are done."""
        self._ctrl_c.heed()
        if self._bar is not None:
            self._bar.update(days)
