"""The nearest known name to one that is not known, and the hints made of it."""

from collections.abc import Iterable
from difflib import get_close_matches

from sim.document.literal import shortened
from sim.office.faults import Hint

SHOWN = 12


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like a word, else the only one that begins with it; None if there is neither."""
    names = {name.casefold(): name for name in known}
    found = get_close_matches(word.casefold(), list(names), n=1, cutoff=0.6)
    begun = [name for name in names if len(word) > 1 and name.startswith(word.casefold())]
    found = found or (begun if len(begun) == 1 else [])
    return names[found[0]] if found else None


def help_with(word: str, known: Iterable[str]) -> tuple[Hint, ...]:
    """The nearest known name if one is near, else all known names."""
    names = list(dict.fromkeys(known))
    near = nearest(word, names)
    if near is not None:
        return (Hint("did_you_mean", {"suggestion": shortened(near)}),)
    if not names:
        return ()
    return (Hint("known", {"known": [*map(shortened, names[:SHOWN]), *["…"] * (len(names) > SHOWN)]}),)


def suggestion(found: object, known: Iterable[str]) -> tuple[Hint, ...]:
    """A suggestion, if there is one: the message names all that is known by itself."""
    near = nearest(found, known) if isinstance(found, str) else None
    return (Hint("did_you_mean", {"suggestion": near}),) if near else ()
