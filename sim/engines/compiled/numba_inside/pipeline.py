"""The steps of a compilation: Numba's, with a shorter way down to machine code."""

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.funcdesc import default_mangler

from sim.engines.compiled.numba_inside.linking import Entry, Part


class _Steps(CompilerBase):
    """What entries and parts share."""

    _kind: type[Entry] | type[Part]

    def define_pipelines(self) -> list[Any]:
        """Numba's steps, with our own library."""
        state = self.state
        state.targetctx.mangler = _short_name
        state.library = self._kind(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        return [DefaultPassBuilder.define_nopython_pipeline(state)]


class PartSteps(_Steps):
    """How a function that only compiled code calls is compiled."""

    _kind = Part


class EntrySteps(_Steps):
    """How a function that Python calls is compiled, with all that it calls."""

    _kind = Entry

    def compile_extra(self, func: Any) -> Any:
        """Compile it."""
        with _garbage_kept():
            return super().compile_extra(func)


def _short_name(name: str, types: Any, *, abi_tags: Any = (), uid: int | None = None) -> str:
    """A name for a compiled function: Numba's own tells all types, 16,000 letters for the state, at each call."""
    tag = hashlib.sha256(repr(types).encode()).hexdigest()[:16]
    return default_mangler(name, (), abi_tags=(*abi_tags, tag), uid=uid)


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Do not look for garbage: a compilation makes millions of objects that live until it is over."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
