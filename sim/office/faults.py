"""Faults of a scenario before they have a file and a line: a place in the document, a code and its values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic_core import PydanticCustomError

Path = tuple[str | int, ...]
OURS = "loket."
T = TypeVar("T")


@dataclass(frozen=True)
class Hint:
    """A sentence that helps to put it right; `code` is a message of `faults.toml`."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where in the document (keys of tables, places in lists).

    `code` and the hints' codes are messages of `sim/language/*/faults.toml`. A warning does not stop a run.
    """

    path: Path
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    warning: bool = False


def once(found: Iterable[T]) -> list[T]:
    """Each problem or fault once, in the order in which they first occur; of thousands, too."""
    seen: dict[str, T] = {}
    for one in found:
        seen.setdefault(repr(vars(one)), one)
    return list(seen.values())


def wrong(code: str, **values: object) -> PydanticCustomError:
    """The error that a validator raises: a code of `faults.toml` and the values of its message."""
    return PydanticCustomError(OURS + code, code, values)
