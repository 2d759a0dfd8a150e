"""What notebooks show of results: the views stand above them, and are handed down by the face."""

from collections.abc import Callable
from typing import Any

_views: list[Callable[[Any], str]] = []


def view_with(view: Callable[[Any], str]) -> None:
    """Let `view` make the HTML of all that is `Viewed`."""
    _views[:] = [view]


class Viewed:
    """What a notebook shows as tables, in the language of `LOKET_LANG`."""

    def _repr_html_(self) -> str | None:
        return _views[0](self) if _views else None
