"""Finished runs put by as they come, and taken up again: what was interrupted goes on where it stopped."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from sim.plan import Plan

Arrays = Mapping[str, npt.NDArray[Any]]
"""What came of a run, by names; none of them holds objects."""


class Settled(NamedTuple):
    """All that settles the bits of a batch: plans, and words for whatever is in none of them."""

    plans: Sequence[Plan]
    words: Sequence[str]


@runtime_checkable
class Keepable(Protocol):
    """A batch of which runs can be put by."""

    @property
    def settled(self) -> Settled | None:
        """What settles its bits; None where nothing is to be put by."""

    def packed(self, found: Any) -> Arrays:
        """What came of a run, as arrays."""

    def unpacked(self, arrays: Arrays) -> Any:
        """The same again."""


class Shelf(Protocol):
    """Where the runs of one batch stand by number."""

    def read(self, number: int) -> Arrays | None:
        """What was put by; None where there is nothing, or not as it was written."""

    def write(self, number: int, arrays: Arrays) -> None:
        """Put it by. Raises OSError."""


class Keeper(Protocol):
    """Whoever keeps runs."""

    def shelf(self, settled: Settled) -> Shelf:
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

    def take(self, number: int) -> Any | None:
        """A run that was put by, or None."""
        arrays = None if self._shelf is None else self._shelf.read(number)
        return None if arrays is None else self._work.unpacked(arrays)

    def put(self, number: int, found: Any) -> None:
        """Put a run by, where anything is."""
        if self._shelf is not None:
            self._shelf.write(number, self._work.packed(found))


def numbered(parts: Sequence[Mapping[str, Any]]) -> Arrays:
    """The arrays of several parts under one roof: "0.values" is `values` of the first."""
    return {f"{place}.{name}": np.asarray(array) for place, part in enumerate(parts) for name, array in part.items()}


def parted(arrays: Arrays, parts: int) -> list[dict[str, npt.NDArray[Any]]]:
    """The same as parts again."""
    found: list[dict[str, npt.NDArray[Any]]] = [{} for _ in range(parts)]
    for key, array in arrays.items():
        place, _, name = key.partition(".")
        found[int(place)][name] = array
    return found
