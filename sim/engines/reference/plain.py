"""The plan as plain Python: lists of rows, whose numbers are exact Python ints and floats."""

from collections import namedtuple
from types import SimpleNamespace
from typing import Any

from sim.plan.layout import Arrays, Records
from sim.plan.layout_reforms import TUNED


def plain(arrays: Arrays) -> Arrays:
    """The same plan with every record array turned into a list of rows; those that reforms change can be written to."""
    return Arrays(*[_rows(name, array, arrays) for name, array in zip(Arrays._fields, arrays, strict=True)])


def _rows(name: str, array: Records, arrays: Arrays) -> Any:
    names = array.dtype.names
    if names is None:
        return array.tolist()
    if name in TUNED and len(arrays.parameter):
        return [SimpleNamespace(**dict(zip(names, values, strict=True))) for values in array.tolist()]
    row = namedtuple(name, names)  # noqa: PYI024  (made from the layout, which is the one truth)
    return [row(*values) for values in array.tolist()]
