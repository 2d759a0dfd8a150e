"""Characters that steer instead of being read: a terminal obeys them, a workbook cannot hold them."""

import re

REPLACED = "\N{REPLACEMENT CHARACTER}"
_ORDER = "\u202a-\u202e\u2066-\u2069"
"""They turn the order of reading round, so that a text looks like another."""
_STEERING = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff{_ORDER}]")
_LAYOUT = "\n\t\r"


def steering(text: str, *, lines: bool = False) -> str | None:
    """The first character that steers, as "U+001B"; with `lines` a text may have several lines."""
    found = next((mark for mark in _STEERING.findall(text) if not (lines and mark in _LAYOUT)), None)
    return None if found is None else f"U+{ord(found):04X}"


def harmless(text: str, *, lines: bool = True) -> str:
    """The text with what steers replaced; with `lines` its lines stay."""
    return _STEERING.sub(lambda found: found[0] if lines and found[0] in _LAYOUT else REPLACED, text)
