"""The compiled engine: Numba over record arrays."""

from sim.engines.compiled.compiler import is_compiled
from sim.engines.compiled.engine import CompiledEngine
from sim.engines.compiled.kept import troubles

__all__ = ["CompiledEngine", "is_compiled", "troubles"]
