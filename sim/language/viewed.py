"""What notebooks show of results: the views stand above them, and are handed down by the face."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.language.arguments import checked
from sim.language.catalogue import language

_views: list[Callable[[Any, str | None], str]] = []


def view_with(view: Callable[[Any, str | None], str]) -> None:
    """Let `view` make the HTML of all that is `Viewed`."""
    _views[:] = [view]


class Viewed:
    """What a notebook shows as tables, in the language of `LOKET_LANG`."""

    def _repr_html_(self) -> str | None:
        return _views[0](self, None) if _views else None

    @checked
    def in_language(self, lang: str) -> "Shown":
        """The same tables in a language."""
        return Shown(_views[0](self, language(lang)) if _views else "")


@dataclass(frozen=True)
class Shown:
    """Tables as a notebook shows them."""

    html: str

    def _repr_html_(self) -> str:
        return self.html
