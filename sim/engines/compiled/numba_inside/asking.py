"""What Numba asks anew for every function, answered once while an entry is compiled.

Which signature an operator has for two numbers is found by trying a dozen ways each time; whether all that Numba can
do is loaded, by importing it all again; and each call of LLVM is told to whoever may be timing it.
"""
# ruff: noqa: SLF001  (what this changes is Numba's own affair; see quick.py)

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from numba.core import event
from numba.core.cpu import CPUContext
from numba.core.types.functions import BaseFunction
from numba.core.typing.context import Context


@contextmanager
def asked_once() -> Iterator[None]:
    """Answer as before what was asked before; Numba compiles for one thread at a time, so nobody else is answered."""
    with ExitStack() as back:
        back.enter_context(_instead(BaseFunction, "get_call_type", _remembering(BaseFunction.get_call_type)))
        for owner in (CPUContext, Context):
            back.enter_context(_instead(owner, "load_additional_registries", _take_in))
        for told in ("start_event", "end_event"):
            back.enter_context(_instead(event, told, _nothing))
        yield


def _remembering(ask: Callable[..., Any]) -> Callable[..., Any]:
    """Ask for the signature of a function for types only once."""
    found: dict[Any, Any] = {}

    def answer(function: Any, context: Any, given: Any, named: Any) -> Any:
        question = (function, given, *named.items())
        if question not in found:
            found[question] = ask(function, context, given, named)
        return found[question]

    return answer


def _take_in(context: Any) -> None:
    """What was added to what is loaded."""
    for registry in [*context._registries]:
        context.install_registry(registry)


def _nothing(*_: Any, **__: Any) -> None:
    """Do nothing."""


@contextmanager
def _instead(owner: Any, name: str, other: Any) -> Iterator[None]:
    """Put something in place of what bears a name, for a while."""
    before = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, before)
