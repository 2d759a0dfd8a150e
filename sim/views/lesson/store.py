"""Where guesses are kept."""

import json
import os
import tempfile
from pathlib import Path

LOWER, SAME, HIGHER = "lower", "same", "higher"
DIRECTIONS = (LOWER, SAME, HIGHER)
Guess = dict[str, str]
"""What one group guessed: "reform/measure" and one of DIRECTIONS."""


class Store:
    """Guesses by group; in a JSON file where there is a path, so that they survive a restart of the notebook."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._groups: dict[str, Guess] = _read(path)

    @property
    def groups(self) -> dict[str, Guess]:
        """All guesses by the name of the group."""
        return {name: dict(guess) for name, guess in self._groups.items()}

    def keep(self, group: str, guess: Guess) -> None:
        """Keep the guess of a group in place of what it guessed before. Raises OSError where it cannot be written."""
        self._groups[group] = {what: way for what, way in guess.items() if way in DIRECTIONS}
        if self._path is not None:
            _write(self._path, self._groups)


def _read(path: Path | None) -> dict[str, Guess]:
    """What a file holds; what is no guess in it is left out."""
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
    except (OSError, ValueError):
        return {}
    groups = found.items() if isinstance(found, dict) else ()
    return {
        name: {what: way for what, way in guess.items() if way in DIRECTIONS}
        for name, guess in groups
        if isinstance(guess, dict)
    }


def _write(path: Path, groups: dict[str, Guess]) -> None:
    handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.", suffix=".draft")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(groups, file, ensure_ascii=False, indent=2)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
