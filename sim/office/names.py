"""Names that other parts of a scenario refer to."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from sim.office.faults import wrong

_NAME = re.compile(r"[^\W_](?:[\w \-&+()]*[\w)+])?")
MOST = 60


def _name(value: str) -> str:
    if len(value) > MOST:
        raise wrong("name_long", most=MOST)
    if not _NAME.fullmatch(value):
        raise wrong("name")
    return value


Name = Annotated[str, Field(strict=True), AfterValidator(_name)]
"""Letters, digits, spaces, - _ & + ( ), up to 60: no dots, which separate a service from its step."""
