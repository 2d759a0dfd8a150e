"""Exceptions that are a sentence in both languages: each carries the key of a message and its values."""

from collections.abc import Iterable
from difflib import get_close_matches

from sim.language.catalogue import LoketError

__all__ = ["Absent", "BadRequest", "LoketError", "Unknown"]


class BadRequest(LoketError, ValueError):
    """What was asked for cannot be run or shown; `code` and `values` make the message (`cli.bad_<code>`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"cli.bad_{code}", **values)
        self.code = code


class Unknown(BadRequest, KeyError):
    """A name that there is not; those that begin with it are offered, the nearest of the `known` ones, else all."""

    def __init__(self, code: str, found: object, known: Iterable[str], **values: object) -> None:
        names = list(dict.fromkeys(known))
        begun = [name for name in names if name.startswith(f"{found}_")]
        near = get_close_matches(str(found), names, n=1) if not begun else begun if len(begun) == 1 else []
        told = {"found": str(found), "nearest": "".join(near), "known": begun or names, **values}
        super().__init__(f"{code}_near" if near else code, **told)


class Absent(Unknown):
    """A name that there is, but not here."""

    def __init__(self, code: str, found: str) -> None:
        BadRequest.__init__(self, code, found=found)
