"""A function in LLVM's language, without what Numba adds so that references can be counted: the engine has none.

Numba reads each variable before it is written and when it is done with, and then empties it: a sixth of the text.
"""

from typing import Any

from numba.core.compiler_machinery import register_pass
from numba.core.lowering import Lower
from numba.core.typed_passes import NativeLowering


class _Uncounted(Lower):
    """Variables are written, and otherwise left alone."""

    def storevar(self, value: Any, name: str, argidx: int | None = None) -> None:  # noqa: ARG002
        """Write a variable, to memory only where it is written at several places."""
        self._alloca_var(name, self.typeof(name))
        if name in self._singly_assigned_vars:
            self._blk_local_varmap[name] = value
        else:
            self.builder.store(value, self.getvar(name))

    def delvar(self, name: str) -> None:
        """Leave a variable as it is; one that is done with before it is written needs memory."""
        if name not in self._blk_local_varmap:
            self._singly_assigned_vars.discard(name)
        self._alloca_var(name, self.typeof(name))


@register_pass(mutates_CFG=True, analysis_only=False)
class UncountedLowering(NativeLowering):
    """Numba's step down to LLVM, with our own hand."""

    _name = "uncounted_lowering"
    lowering_class = _Uncounted
