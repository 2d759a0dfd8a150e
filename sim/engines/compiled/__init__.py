"""The compiled engine: Numba over record arrays."""

from sim.engines.compiled.compiler import is_compiled
from sim.engines.compiled.engine import CompiledEngine

__all__ = ["CompiledEngine", "is_compiled"]
