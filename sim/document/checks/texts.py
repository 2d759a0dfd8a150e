"""No text steers a terminal, or loses a workbook after the run."""

from collections.abc import Iterator
from typing import Any

from sim.document.checks.tools import Table
from sim.language.characters import steering
from sim.office.faults import Path, Problem

SEVERAL_LINES = "question"
FILES = ("trace", "holidays", "extends")
"""Keys that name a file."""
_ESCAPED = str.maketrans({"\t": "/t", "\n": "/n", "\r": "/r", "\b": "/b", "\f": "/f", "\\": "/"})


def check_texts(document: Table) -> Iterator[Problem]:
    """No key and no text holds a control character; only a question may have several lines."""
    yield from _within(document, ())


def _within(value: Any, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _told(str(key), (*path, key))
            yield from _within(part, (*path, key))
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _within(part, (*path, place))
    elif isinstance(value, str):
        yield from _told(value, path)


def _told(text: str, path: Path) -> Iterator[Problem]:
    found = steering(text, lines=SEVERAL_LINES in path)
    if found is not None and path[-1] in FILES and steering(text.translate(_ESCAPED)) is None:
        yield Problem(path, "path_backslash", {"write": f'"{text.translate(_ESCAPED)}"'})
    elif found is not None:
        yield Problem(path, "steering", {"found": found})
