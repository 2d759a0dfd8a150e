"""The steps of a compilation: Numba's, with a shorter way down to machine code."""

import atexit
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.funcdesc import default_mangler
from numba.core.registry import cpu_target
from numba.core.typed_passes import NativeLowering

from sim.engines.compiled.numba_inside.asking import asked_once
from sim.engines.compiled.numba_inside.linking import Entry, Part
from sim.engines.compiled.numba_inside.lowering import UncountedLowering

LEFT_OUT = frozenset(
    (
        "WithLifting", "InlineClosureLikes", "MakeFunctionToJitFunction", "InlineInlinables", "FindLiterallyCalls",
        "LiteralUnroll", "LiteralPropagationSubPipelinePass", "InlineOverloads", "NopythonRewrites",
        "RewriteSemanticConstants", "DeadBranchPrune", "IRLegalization",
    )
)  # fmt: skip
"""Steps of Numba's for what the engine does not hold: closures, `with`, literals that decide on types or branches,
arithmetic on whole arrays; and one that checks the others. They look through every function, a tenth of the work in
Python."""

atexit.register(gc.freeze)
"""A process that ends looks through nothing: what Python does by itself took 2 s after a compilation."""


class _Steps(CompilerBase):
    """What entries and parts share."""

    _kind: type[Entry] | type[Part]

    def define_pipelines(self) -> list[Any]:
        """Numba's steps, with our own library."""
        state = self.state
        state.targetctx.mangler = _short_name
        state.targetctx.get_abi_sizeof = _size_of
        state.library = self._kind(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        steps = DefaultPassBuilder.define_nopython_pipeline(state)
        kept = [(step, about) for step, about in steps.passes if step.__name__ not in LEFT_OUT]
        steps.passes = [(UncountedLowering if step is NativeLowering else step, about) for step, about in kept]
        steps.finalize()
        return [steps]


class PartSteps(_Steps):
    """How a function that only compiled code calls is compiled."""

    _kind = Part


class EntrySteps(_Steps):
    """How a function that Python calls is compiled, with all that it calls."""

    _kind = Entry

    def compile_extra(self, func: Any) -> Any:
        """Compile it."""
        with _garbage_kept(), asked_once():
            return super().compile_extra(func)


def _short_name(name: str, types: Any, *, abi_tags: Any = (), uid: int | None = None) -> str:
    """A name for a compiled function: Numba's own tells all types, 16,000 letters for the state, at each call."""
    tag = hashlib.sha256("|".join(map(str, types)).encode()).hexdigest()[:16]  # repr tells records all over again
    return default_mangler(name, (), abi_tags=(*abi_tags, tag), uid=uid)


@cache
def _size_of(kind: Any) -> Any:
    """How many bytes a type takes: asked 20,000 times of few types, and found by way of LLVM's text."""
    return cpu_target.target_context.get_abi_sizeof(kind)


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Do not look for garbage: a compilation makes millions of objects that live until it is over.

    Then they count as old, and are looked through when all is, not three times on the way there.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if collects:
            gc.enable()
