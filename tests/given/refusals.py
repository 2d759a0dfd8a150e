"""How tests expect that something is refused: by the code of the message, which is the same in both languages."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sim.runs import BadRequest


@contextmanager
def refused(code: str) -> Iterator["pytest.ExceptionInfo[BadRequest]"]:
    """What is inside raises BadRequest, of this code or about this value."""
    with pytest.raises(BadRequest) as caught:
        yield caught
    assert code in f"{caught.value.code}: {caught.value.values}"
