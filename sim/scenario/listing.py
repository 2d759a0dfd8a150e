"""The list of bundled scenarios with their titles."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sim.language import LANGUAGES, text
from sim.language.words import Words
from sim.scenario.bundled import bundled, bundled_path


class Listed(NamedTuple):
    """A bundled scenario: its name, its file, and what it is about."""

    name: str
    path: Path
    title: Words

    def __repr__(self) -> str:
        return text("objects.bundled", name=self.name, title=self.title.worded())


def scenarios() -> tuple[Listed, ...]:
    """All bundled scenarios, by name. Only titles are read; a file that is broken is listed under its name."""
    return tuple(Listed(name, path, _title(path) or Words.same(name)) for name, path in bundled().items())


_parsed = lru_cache(maxsize=128)(tomllib.loads)
"""What many files extend is looked through once."""


def _title(path: Path | None, depth: int = 0) -> Words | None:
    """The title of a file, or of what it extends."""
    if path is None or depth > 10:
        return None
    try:
        document = _parsed(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    title, base = document.get("title"), document.get("extends")
    inherited = _title(_base(path, base), depth + 1) if isinstance(base, str) else None
    return _words(title, inherited)


def _base(path: Path, base: str) -> Path | None:
    return path.parent / base if base.endswith(".toml") else bundled_path(base)


def _words(title: Any, inherited: Words | None) -> Words | None:
    if isinstance(title, str):
        return Words.same(title)
    if isinstance(title, dict):
        parts = {lang: title.get(lang) or (inherited and inherited.worded(lang)) for lang in LANGUAGES}
        known = [text for text in parts.values() if isinstance(text, str)]
        return Words.each(lambda lang: parts[lang] or known[0]) if known else inherited
    return inherited
