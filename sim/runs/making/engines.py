"""The engines by name; each is imported only when it is asked for."""

from collections.abc import Callable
from typing import Literal

from sim.language import Phrase
from sim.language.errors import Unknown
from sim.plan import Plan
from sim.plan.engine import Engine
from sim.runs.making.progress import Progress

EngineName = Literal["compiled", "reference"]
ENGINES: tuple[EngineName, ...] = ("compiled", "reference")
MakeEngine = Callable[[Plan, int], Engine]
_READY: set[str] = set()
"""Engines that ran here: whether machine code lies ready is not asked of the disk again, a tenth of a short run."""
_TOLD: list[Phrase] = []
"""What was said here of machine code that is kept: each function that is compiled finds the same."""


def engine_named(name: str) -> MakeEngine:
    """What makes an engine from a plan and the number of a run. Raises Unknown for an unknown name."""
    if name == "compiled":
        from sim.engines.compiled import CompiledEngine

        return CompiledEngine
    if name == "reference":
        from sim.engines.reference import ReferenceEngine

        return ReferenceEngine
    raise Unknown("engine", name, ENGINES)


def must_compile(name: str) -> bool:
    """Whether the engine has to be compiled before its first run here."""
    if name != "compiled" or name in _READY:
        return False
    from sim.engines.compiled import is_compiled

    return not is_compiled()


def ready(name: str, plan: Plan, progress: Progress) -> MakeEngine:
    """The engine, compiled if need be here and not in many threads at once; says so, and why not for the last time."""
    make = engine_named(name)
    if must_compile(name):
        why = troubles(name)
        progress.compiling(why[0] if why else None)
    make(plan, 0).advance(0)
    _READY.add(name)
    tell_troubles(name, progress)
    return make


def tell_troubles(name: str, progress: Progress) -> None:
    """Say what was wrong with machine code that is kept, each once."""
    for trouble in troubles(name):
        progress.warn(trouble)


def troubles(name: str) -> list[Phrase]:
    """What was wrong with machine code that is kept and was not told before."""
    if name != "compiled":
        return []
    from sim.engines.compiled import troubles as found

    new = [trouble for trouble in found() if trouble not in _TOLD]
    _TOLD.extend(new)
    return new


def side_by_side(name: str) -> bool:
    """Whether several runs gain from several threads: the compiled engine lets go of the interpreter while it runs."""
    return name == "compiled"
