"""The state and the plan as compiled code sees them: one address, behind which it is written where each array is.

Numba takes a named tuple apart: each of some sixty arrays travels as seven numbers through every call, and
nearly all that is compiled is this. A table travels as one number. What is read from it never changes while
compiled code runs, and is marked so, so that nothing is read twice.
"""

from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from llvmlite import ir
from numba.core import cgutils, config, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    models,
    register_model,
    unbox,
)
from numba.np.arrayobj import load_item
from numba.np.numpy_support import from_dtype

INVARIANT = "invariant.load"


class Table:
    """Where the arrays of a named tuple are, and how long; it keeps them alive."""

    def __init__(self, arrays: NamedTuple) -> None:
        if not all(array.ndim == 1 and array.flags.c_contiguous for array in arrays):
            raise ValueError("compiled code reads arrays of one dimension that lie in one piece")
        self.arrays, self._numba_type_ = arrays, _type_of(type(arrays), *(array.dtype for array in arrays))
        self._places = np.array([(a.ctypes.data, len(a)) for a in arrays], np.int64)
        self.address = self._places.ctypes.data


class TableType(types.Type):
    """The type of a table: the fields of the named tuple, and what each is made of."""

    def __init__(self, name: str, kinds: dict[str, np.dtype[Any]]) -> None:
        self.fields = {field: types.Array(from_dtype(kind), 1, "C") for field, kind in kinds.items()}
        super().__init__(f"{name}.{crc32(repr(kinds).encode()):08x}")


@cache
def _type_of(named: type[NamedTuple], *kinds: np.dtype[Any]) -> TableType:
    """The same for the same arrays: it takes milliseconds to make, as long as a week of an office."""
    return TableType(named.__name__, dict(zip(named._fields, kinds, strict=True)))


@register_model(TableType)
class _Address(models.OpaqueModel):
    """An address."""


@unbox(TableType)
def _address_of(_: TableType, table: Any, c: Any) -> NativeValue:
    address = c.pyapi.object_getattr_string(table, "address")
    value = c.pyapi.long_as_voidptr(address)
    c.pyapi.decref(address)
    return NativeValue(value, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


@infer_getattr
class _Fields(AttributeTemplate):
    key = TableType

    def generic_resolve(self, table: TableType, name: str) -> Any:
        return table.fields.get(name)


@lower_getattr_generic(TableType)
def _field(context: Any, builder: Any, table: TableType, address: Any, name: str) -> Any:
    """The array of a name: its address and length are read, all else about it is known."""
    kind = table.fields[name]
    model = context.data_model_manager[kind]
    place = 2 * list(table.fields).index(name)
    start = _read(builder, address, place, context.get_value_type(model.get_type("data")))
    length = _read(builder, address, place + 1, ir.IntType(64))
    size = ir.Constant(ir.IntType(64), context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    values = {
        "nitems": length,
        "itemsize": size,
        "data": start,
        "shape": cgutils.pack_array(builder, [length]),
        "strides": cgutils.pack_array(builder, [size]),
    }
    array = ir.Constant(context.get_value_type(kind), None)
    for field, value in values.items():
        array = builder.insert_value(array, value, model.get_field_position(field))
    return array


def _read(builder: Any, address: Any, place: int, kind: Any) -> Any:
    """What stands at a place of a table."""
    words = builder.bitcast(address, kind.as_pointer())
    word = builder.load(builder.gep(words, [ir.Constant(ir.IntType(64), place)]))
    word.set_metadata(INVARIANT, builder.module.add_metadata([]))
    return word


@intrinsic
def _at(_: Any, records: Any, i: Any) -> Any:
    """The record at i."""

    def written(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        array, place = arguments
        data = context.data_model_manager[records].get(builder, array, "data")
        place = context.cast(builder, place, i, types.intp)
        return load_item(context, builder, records, builder.gep(data, [place], inbounds=True))

    return records.dtype(records, i), written


at: Any = None if config.BOUNDSCHECK else _at
"""The record at i, which is never negative: saves the test whether to count from the end. None to check bounds."""
