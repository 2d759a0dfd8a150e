"""Messages by key, from the TOML files in the folder of each language; a file is a subject."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self

_FOLDER = Path(__file__).parent
FIRST = "id"
LANGUAGES = (FIRST, *sorted({path.parent.name for path in _FOLDER.glob("*/*.toml")} - {FIRST}))
"""Every folder of messages is a language. The first is spoken where no other is asked for."""


_BROUGHT: dict[str, Path] = {}
"""Subjects that stand elsewhere, and where."""


class LoketError(Exception):
    """Something that cannot be done. `str()` says what and what to do instead, in the language of `LOKET_LANG`."""

    to_blame = True
    """Whether the input is to blame, and not the program or the machine."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values
        self._lang: str | None = None

    def in_language(self, lang: str) -> Self:
        """The same, which speaks a language unless it is asked for another."""
        self._lang = lang
        return self

    def __str__(self) -> str:
        try:
            return self.worded()
        except UnknownLanguage:
            return self.worded(LANGUAGES[0])

    def worded(self, lang: str | None = None) -> str:
        """The sentence in a language."""
        return text(self.key, lang or self._lang, **self.values)


class UnknownLanguage(LoketError, ValueError):
    """A language was asked for that has no folder."""

    def __init__(self, asked: object) -> None:
        super().__init__("cli.unknown_lang", found=str(asked), known=list(LANGUAGES))


@dataclass(frozen=True)
class Phrase:
    """A message whose language is chosen when it is shown; it may be a value within another message."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def worded(self, lang: str | None = None) -> str:
        """The text in a language."""
        return text(self.key, lang, **self.values)


@dataclass(frozen=True)
class Amount:
    """A number that is written as the language of a message writes it, with two figures at least."""

    number: float

    def worded(self, lang: str | None = None) -> str:
        """The number as text."""
        from sim.language.figures import number

        size = abs(self.number)
        return number(self.number, lang, 0 if size >= 10.0 or size == 0.0 else 1 if size >= 1.0 else 2)


def default_language() -> str:
    """The language of `LOKET_LANG`, else Indonesian."""
    return language(os.environ.get("LOKET_LANG") or FIRST)


def language(asked: str | None) -> str:
    """The language that was asked for (None is the default; "en-GB" and "id_ID.UTF-8" are understood).

    Raises UnknownLanguage.
    """
    if asked is None:
        return default_language()
    short = asked.strip().lower().replace("_", "-").split("-")[0].split(".")[0]
    if short not in LANGUAGES:
        raise UnknownLanguage(asked)
    return short


def text(key: str, /, lang: str | None = None, **values: object) -> str:
    """The message `subject.key` in a language (default: `LOKET_LANG`, else Indonesian), its {places} filled in.

    Values that are phrases are said in the same language, lists are joined by commas. Raises KeyError for a
    key that no file holds.
    """
    lang = language(lang)
    subject, _, rest = key.partition(".")
    try:
        template = _messages(lang, subject)[rest]
    except KeyError:
        raise KeyError(f"sim/language/{lang}/{subject}.toml has no '{rest}'") from None
    return template.format(**{name: _shown(value, lang) for name, value in values.items()})


def subjects(lang: str) -> tuple[str, ...]:
    """The subjects for which there is a file of messages."""
    return tuple(sorted(path.stem for path in (_FOLDER / lang).glob("*.toml")))


def bring(subject: str, folder: Path) -> None:
    """Take a subject from elsewhere, which has a folder a language like this one; what one lacks, another says."""
    _BROUGHT[subject] = folder
    _messages.cache_clear()


def messages(lang: str, subject: str) -> Mapping[str, str]:
    """All messages of a subject by key; keys of nested tables are joined by dots."""
    return _messages(language(lang), subject)


def _shown(value: object, lang: str) -> object:
    if hasattr(value, "worded"):
        return value.worded(lang)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_shown(part, lang)) for part in value)
    return value


@cache
def _messages(lang: str, subject: str) -> dict[str, str]:
    if subject not in _BROUGHT:
        return _read(_FOLDER / lang / f"{subject}.toml")
    others = [other for other in reversed(LANGUAGES) if other != lang]
    files = [_BROUGHT[subject] / spoken / f"{subject}.toml" for spoken in (*others, lang)]
    return {key: said for file in files for key, said in _read(file).items()}


def _read(path: Path) -> dict[str, str]:
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def _flat(table: Mapping[str, object], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{before}{key}.")
        else:
            found.append((before + key, str(value).strip()))
    return found
