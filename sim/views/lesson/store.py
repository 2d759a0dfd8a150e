"""Where guesses are kept: a file a team in one folder, so that two teams that save at once lose nothing."""

import json
import re
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from zlib import crc32

from sim.whole_files import alone, set_aside, write_whole

PATIENCE_S = 10.0
LARGEST = 100_000
"""Bytes of a file of guesses; what is larger was not written here."""
Guess = dict[str, str]
"""What one team guessed: the choice by the question."""


class Kept(NamedTuple):
    """What is in a folder: guesses by team, and files that hold none."""

    teams: dict[str, Guess]
    broken: tuple[Path, ...]


class Store:
    """Guesses by team; in a folder where there is one, so that they survive a restart of the notebook.

    A broken file is never overwritten: it is set aside under another name when its team guesses again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._memory: dict[str, Guess] = {}

    def has(self, team: str) -> bool:
        """Whether the team has guessed before."""
        return file_name(team) in map(file_name, self.kept.teams)

    @property
    def kept(self) -> Kept:
        """All guesses, those that other notebooks keep in the folder as well."""
        if self._folder is None:
            return Kept(self._memory, ())
        files = sorted(self._folder.glob("*.json"))
        found = {path: _read(path) for path in files}
        return Kept(
            dict(team for team in found.values() if team is not None),
            tuple(path for path, team in found.items() if team is None),
        )

    def keep(self, team: str, guess: Guess) -> Path | None:
        """Keep the guess of a team in place of its former one. Returns where a broken file went. Raises OSError."""
        if self._folder is None:
            self._memory[team] = guess
            return None
        self._folder.mkdir(exist_ok=True)
        path = self._folder / file_name(team)
        with alone(path, PATIENCE_S):
            aside = set_aside(path) if path.is_file() and _read(path) is None else None
            write_whole(path, json.dumps({"team": team, "guesses": guess}, ensure_ascii=False, indent=2))
        return aside


def file_name(team: str) -> str:
    """A name that every system takes, another for each team; capitals and spaces make no other team."""
    same = " ".join(normalize("NFC", team).casefold().split())
    return f"{re.sub(r'[^a-z0-9]+', '-', same).strip('-')[:40]}-{crc32(same.encode('utf-8', 'replace')):08x}.json"


def _read(path: Path) -> tuple[str, Guess] | None:
    """The team of a file and its guess; None where it holds anything else."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        found = json.loads(content)  # of UTF-8 and UTF-16, marked or not
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.keys() != {"team", "guesses"} or not isinstance(found["guesses"], dict):
        return None
    words = [found["team"], *found["guesses"].values()]
    return (found["team"], found["guesses"]) if all(isinstance(word, str) for word in words) else None
