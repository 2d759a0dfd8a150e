"""Finished runs put by as they come, and taken up again: what was interrupted goes on where it stopped."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy.typing as npt

from sim.plan import Plan

GLANCE_S, PATIENCE_S = 0.2, 60.0
"""So often one looks what somebody has put by who makes the same runs, and so long without any before making them."""
Arrays = Mapping[str, npt.NDArray[Any]]
"""What came of a run, by names; none of them holds objects."""


class Form(NamedTuple):
    """What an array is like: its kind, and its lengths (None: any)."""

    kind: npt.DTypeLike
    lengths: tuple[int | None, ...]

    def fits(self, array: npt.NDArray[Any] | None) -> bool:
        """Whether an array is there and like this."""
        if array is None or array.dtype != self.kind or array.ndim != len(self.lengths):
            return False
        return all(asked in (None, length) for asked, length in zip(self.lengths, array.shape, strict=True))


class Settled(NamedTuple):
    """All that settles the bits of a part: plans, and words for whatever is in none of them.

    With the words of `more` it holds the same and more.
    """

    plans: Sequence[Plan]
    words: str
    more: Sequence[str] = ()


@runtime_checkable
class Keepable(Protocol):
    """A batch of which runs can be put by, in parts that others may share."""

    @property
    def settled(self) -> Sequence[Settled] | None:
        """What settles the bits of each part; None where nothing is to be put by."""

    def packed(self, found: Any) -> Sequence[Arrays]:
        """What came of a run, as arrays by part."""

    def unpacked(self, number: int, parts: Sequence[Arrays]) -> Any:
        """The same again. Raises ValueError where they are not what they should be."""


class Shelf(Protocol):
    """Where the runs of one batch stand by number."""

    def read(self, number: int) -> Sequence[Arrays] | None:
        """What was put by; None where a part is not there, or not as it was written."""

    def write(self, number: int, parts: Sequence[Arrays]) -> None:
        """Put it by. Raises OSError."""

    def alone(self) -> AbstractContextManager[None]:
        """Keep others from making the same meanwhile. Raises BlockingIOError where somebody does."""


class Keeper(Protocol):
    """Whoever keeps runs."""

    def shelf(self, settled: Sequence[Settled]) -> Shelf:
        """The shelf of a batch."""


_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


@contextmanager
def keeping(keeper: Keeper | None) -> Iterator[None]:
    """Within it runs are put by and taken up (None: not)."""
    before = _keeper.set(keeper)
    try:
        yield
    finally:
        _keeper.reset(before)


class Kept:
    """The runs of a batch that are put by, if any are."""

    def __init__(self, work: object) -> None:
        keeper = _keeper.get()
        settled = work.settled if keeper is not None and isinstance(work, Keepable) else None
        self._work: Any = work
        self._shelf = None if keeper is None or settled is None else keeper.shelf(settled)

    def taken(self, runs: int, holding: ExitStack) -> Iterator[Any]:
        """What was put by of runs 0, 1, … below `runs`; what follows is to be made.

        Others are kept from that until the end of `holding`; where somebody is at it already, it is waited for.
        """
        number, ours, patient = 0, self._shelf is None, time.monotonic() + PATIENCE_S
        while number < runs:
            known = self._take(number)
            if known is not None:
                yield known
                number, patient = number + 1, time.monotonic() + PATIENCE_S
            elif ours or time.monotonic() > patient:
                return
            else:
                ours = self._hold(holding)
                time.sleep(0.0 if ours else GLANCE_S)

    def put(self, number: int, found: Any) -> None:
        """Put a run by, where anything is."""
        if self._shelf is not None:
            self._shelf.write(number, self._work.packed(found))

    def _take(self, number: int) -> Any | None:
        parts = None if self._shelf is None else self._shelf.read(number)
        try:
            return None if parts is None else self._work.unpacked(number, parts)
        except ValueError:  # whole, but none of ours
            return None

    def _hold(self, holding: ExitStack) -> bool:
        try:
            holding.enter_context(nullcontext() if self._shelf is None else self._shelf.alone())
        except BlockingIOError:
            return False
        return True


def fitting(arrays: Arrays, forms: Mapping[str, Form]) -> dict[str, npt.NDArray[Any]]:
    """Those that are asked for. Raises ValueError where one is not there, or not like its form."""
    unfit = [name for name, form in forms.items() if not form.fits(arrays.get(name))]
    if unfit:
        raise ValueError(unfit)
    return {name: arrays[name] for name in forms}
