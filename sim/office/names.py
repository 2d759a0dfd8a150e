"""Names that other parts of a scenario refer to."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from sim.office.faults import wrong

_NAME = re.compile(r"[^\W_](?:[\w \-&+()]*[\w)+])?")
MOST = 60


def _name(value: str) -> str:
    if len(value) > MOST:
        raise wrong("name_long", most=MOST, usable=usable(value))
    if not _NAME.fullmatch(value):
        raise wrong("name", usable=usable(value))
    return value


def usable(wanted: str) -> str:
    """The nearest thing to a text that may be a name; "" where nothing is left of it."""
    plain = "".join(mark if mark.isalnum() or mark in " -_&+()" else "-" if mark in "/\\|:" else "" for mark in wanted)
    found = _NAME.match(" ".join(plain.split()).strip(" -_&+()")[:MOST].rstrip(" -&("))
    return found[0] if found else ""


Name = Annotated[str, Field(strict=True), AfterValidator(_name)]
"""Letters, digits, spaces, - _ & + ( ), up to 60: no dots, which separate a service from its step."""
