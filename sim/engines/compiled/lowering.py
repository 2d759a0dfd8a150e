"""From typed code to LLVM's language, without copies of what is handed down.

The state and the plan are tuples of many arrays, which travel as hundreds of plain arguments. Numba puts every tuple
together at the start of each function, keeps it in memory, and takes it apart for each call; nearly all that LLVM then
reads is this. Here what is known in the first block of a function stays a value, parts of a tuple that was put together
are used as they are, and what nobody uses is not written down.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from llvmlite.ir.instructions import InsertValue, PhiInstr
from numba.core import ir
from numba.core.analysis import compute_cfg_from_blocks, must_use_alloca
from numba.core.compiler_machinery import register_pass
from numba.core.lowering import IRBuilder, Lower
from numba.core.typed_passes import BaseNativeLowering


class ShortBuilder(IRBuilder):
    """Takes a field of a tuple from where the tuple was put together."""

    def __init__(self, block: Any) -> None:
        super().__init__(block)
        self._fields: dict[Any, dict[int, Any]] = {}

    def extract_value(self, agg: Any, idx: Any, name: str = "") -> Any:
        """The field at `idx`: known already, or an instruction that takes it out."""
        path = (idx,) if isinstance(idx, int) else tuple(idx)
        if len(path) == 1 and isinstance(agg, InsertValue):
            if agg not in self._fields:
                self._fields[agg] = dict(_put_in(agg))
            if path[0] in self._fields[agg]:
                return self._fields[agg][path[0]]
        return super().extract_value(agg, idx, name)


def _put_in(value: Any) -> Iterator[tuple[int, Any]]:
    """The fields of a tuple as they were put in, from the first to the last."""
    steps = []
    while isinstance(value, InsertValue) and len(value.indices) == 1:
        steps.append((value.indices[0], value.operands[1]))
        value = value.operands[0]
    return reversed(steps)


class ShortLower(Lower):
    """Keeps as a value what is set once, in the first block: it is known everywhere."""

    def init(self) -> None:
        """Find the names of such values."""
        super().init()
        self._values: dict[str, Any] = {}
        self._set_once = _set_once(self.blocks) if self._may_keep() else set()

    def _may_keep(self) -> bool:
        """Not where references are counted, or a debugger wants to look into variables."""
        return self.generator_info is None and not self.context.enable_nrt and not self.flags.debuginfo

    def setup_function(self, fndesc: Any) -> None:
        """Begin to write the function."""
        super().setup_function(fndesc)
        self.builder = ShortBuilder(self.entry_block)
        self.call_helper = self.call_conv.init_call_helper(self.builder)

    def lower_normal_function(self, fndesc: Any) -> None:
        """Write the function, and strike out tuples that were put together in vain."""
        super().lower_normal_function(fndesc)
        _strike_out(self.function)

    def storevar(self, value: Any, name: str, argidx: int | None = None) -> None:
        """Set a variable."""
        if name in self._set_once:
            self._values[name] = value
        else:
            super().storevar(value, name, argidx)

    def loadvar(self, name: str) -> Any:
        """The value of a variable."""
        return self._values[name] if name in self._set_once else super().loadvar(name)

    def delvar(self, name: str) -> None:
        """Forget a variable; a value needs no clearing."""
        if name not in self._set_once:
            super().delvar(name)

    def _alloca_var(self, name: str, fetype: Any) -> None:
        if name not in self._set_once:
            super()._alloca_var(name, fetype)


def _set_once(blocks: dict[int, Any]) -> set[str]:
    """The variables set once in a function, and that in its first block, which is passed once."""
    first = min(blocks)
    if any(compute_cfg_from_blocks(blocks).predecessors(first)):
        return set()
    times = Counter(one.target.name for block in blocks.values() for one in block.find_insts(ir.Assign))
    here = {one.target.name for one in blocks[first].find_insts(ir.Assign)}
    return {name for name in here if times[name] == 1} - must_use_alloca(blocks)


def _strike_out(function: Any) -> None:
    """Remove what puts tuples together that nobody uses."""
    uses = Counter(operand for block in function.blocks for one in block.instructions for operand in _tuples_used(one))
    for block in function.blocks:
        kept = []
        for one in reversed(block.instructions):
            if isinstance(one, InsertValue) and not uses[one]:
                uses.subtract(_tuples_used(one))
            else:
                kept.append(one)
        block.instructions[:] = reversed(kept)


def _tuples_used(instruction: Any) -> list[Any]:
    phi = isinstance(instruction, PhiInstr)
    operands = [value for value, _ in instruction.incomings] if phi else instruction.operands
    return [operand for operand in operands if isinstance(operand, InsertValue)]


@register_pass(mutates_CFG=True, analysis_only=False)
class ShortLowering(BaseNativeLowering):
    """The step of the compilation that does this."""

    _name = "loket_short_lowering"

    @property
    def lowering_class(self) -> type[ShortLower]:
        """What writes the function."""
        return ShortLower
