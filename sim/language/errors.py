"""Exceptions that are a sentence in both languages: each carries the key of a message and its values."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Self

from sim.language.catalogue import LANGUAGES, UnknownLanguage, text


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
            return self.said()
        except UnknownLanguage:
            return self.said(LANGUAGES[0])

    def said(self, lang: str | None = None) -> str:
        """The sentence in a language."""
        return text(self.key, lang or self._lang, **self.values)


class BadRequest(LoketError, ValueError):
    """What was asked for cannot be run or shown; `code` and `values` make the message (`cli.bad_<code>`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"cli.bad_{code}", **values)
        self.code = code


class Unknown(BadRequest, KeyError):
    """A name that there is not; the nearest of the `known` ones is offered, else all of them."""

    def __init__(self, code: str, found: object, known: Iterable[str]) -> None:
        names = list(dict.fromkeys(known))
        near = get_close_matches(str(found), names, n=1)
        super().__init__(f"{code}_near" if near else code, found=str(found), nearest="".join(near), known=names)
