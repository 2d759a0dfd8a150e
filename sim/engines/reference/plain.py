"""The plan as plain Python: lists of named tuples, whose numbers are exact Python ints and floats."""

from collections import namedtuple
from typing import Any

from sim.plan.layout import Arrays, Records


def plain(arrays: Arrays) -> Arrays:
    """The same plan with every record array turned into a list of named tuples."""
    return Arrays(*[_rows(name, array) for name, array in zip(Arrays._fields, arrays, strict=True)])


def _rows(name: str, array: Records) -> Any:
    if array.dtype.names is None:
        return array.tolist()
    row = namedtuple(name, array.dtype.names)  # noqa: PYI024  (made from the layout, which is the one truth)
    return [row(*values) for values in array.tolist()]
