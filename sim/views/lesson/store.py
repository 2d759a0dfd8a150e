"""Where guesses are kept: in one file, also where several forms write to it."""

import json
from contextlib import suppress
from pathlib import Path

from sim.whole_files import alone, set_aside, write_whole

LOWER, SAME, HIGHER = "lower", "same", "higher"
DIRECTIONS = (LOWER, SAME, HIGHER)
PATIENCE_S = 10.0
Guess = dict[str, str]
"""What one group guessed: "reform/measure" and one of DIRECTIONS."""


class Store:
    """Guesses by group; in a JSON file where there is a path, so that they survive a restart of the notebook.

    What stands in the file and is no guess stays: the file is set aside under another name before it is
    replaced, and `aside` names it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._groups: dict[str, Guess] = {}
        self.aside: Path | None = None

    @property
    def groups(self) -> dict[str, Guess]:
        """All guesses by the name of the group, those of other forms on the same file as well."""
        with suppress(OSError):
            return {**_read(self._path)[0], **self._groups}
        return {name: dict(guess) for name, guess in self._groups.items()}

    @property
    def readable(self) -> bool:
        """Whether the file, if there is one, holds guesses and nothing else."""
        with suppress(OSError):
            return _read(self._path)[1]
        return False

    def keep(self, group: str, guess: Guess) -> None:
        """Keep the guess of a group in place of what it guessed before. Raises OSError where it cannot be written."""
        self._groups[group] = {what: way for what, way in guess.items() if way in DIRECTIONS}
        if self._path is None:
            return
        with alone(self._path, PATIENCE_S):
            kept, whole = _read(self._path)
            if not whole:
                self.aside = set_aside(self._path)
            text = json.dumps({**kept, **self._groups}, ensure_ascii=False, indent=2)
            write_whole(self._path, text)
        self._groups = {}


def _read(path: Path | None) -> tuple[dict[str, Guess], bool]:
    """The guesses in a file, and whether that is all it holds. Raises OSError where it cannot be read."""
    try:
        content = path.read_bytes() if path is not None else b""
    except FileNotFoundError:
        content = b""
    try:
        found = json.loads(content) if content.strip() else {}  # of UTF-8 and UTF-16, marked or not
    except (ValueError, RecursionError):
        return {}, False
    groups = {
        name: {what: way for what, way in guess.items() if isinstance(way, str) and way in DIRECTIONS}
        for name, guess in (found.items() if isinstance(found, dict) else ())
        if isinstance(guess, dict)
    }
    return groups, groups == found
