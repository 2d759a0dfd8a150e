"""How the engine is compiled, and by which name the result is kept.

A compiler that looks at one file does not notice an edit in another, so machine code is kept under a hash of
all sources that go into it.
"""

import hashlib
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numba import __version__ as numba_version
from numba import config, njit, types
from numba.core.typing.templates import infer_global

from sim.engines.compiled.kept import Kept
from sim.engines.compiled.numba_inside import table
from sim.engines.compiled.numba_inside.quick import ENTRY, PART
from sim.rules import RULES, chance

FIRST = ("populate", "advance")
"""The functions that every run needs; an interrupted compilation lacks the last."""

_ENTRIES: dict[str, tuple[Any, Kept]] = {}
_STAND_INS: dict[Any, Any] = {}
"""What is compiled for functions that Python calls as they stand; Numba itself does not keep it."""
_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
_PART: dict[str, Any] = {**_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, **PART}
_called = njit(**_PART, forceinline=False)
_inlined = njit(**_PART, forceinline=True)


def inner(function: Callable[..., Any]) -> Any:
    """Compile a function that only compiled code calls."""
    return _once_a_type(_inlined(function))


def once(function: Callable[..., Any]) -> Any:
    """Compile a function that is called at one place only; the name tells the reader so, it is compiled like others."""
    return inner(function)


def seldom(function: Callable[..., Any]) -> Any:
    """Compile a function that only compiled code calls, and not often: a call, and not a copy at each place.

    Said outright, since a function takes over from the first that calls it that it is inlined.
    """
    return _once_a_type(_called(function))


def _once_a_type(dispatcher: Any) -> Any:
    """Numba compiles a function anew for each constant that it is given; one for its type will do."""
    template = dispatcher.get_call_template
    dispatcher.get_call_template = lambda given, named: template(
        [types.unliteral(one) for one in given], {name: types.unliteral(one) for name, one in named.items()}
    )
    return dispatcher


def entry(function: Callable[..., Any]) -> Any:
    """Compile a function that Python calls, and keep the machine code."""
    compiled = njit(**_OPTIONS, **ENTRY)(function)
    kept = Kept(function, source_hash())
    compiled._cache = kept  # noqa: SLF001  (in place of Numba's own)
    compile_it = compiled.compile

    def in_turn(signature: Any) -> Any:
        with kept.turn:  # others have theirs, whatever comes of it
            return compile_it(signature)

    compiled.compile = in_turn
    _ENTRIES[function.__name__] = compiled, kept
    return compiled


def part(function: Callable[..., Any], compiled: Any = None) -> None:
    """Let compiled code hold a function that Python calls as it stands, or another one in its place.

    Numba's own way (`register_jitable`) compiles it anew for each constant and each kind of caller.
    """
    _STAND_INS[function] = compiled or inner(function)
    infer_global(function, types.Dispatcher(_STAND_INS[function]))


@inner
def _checked(records: Any, i: int) -> Any:
    """The record at i, where bounds are to be checked."""
    return records[np.uint64(i)]


at = table.at or _checked


@cache
def source_hash() -> str:
    """A name for the sources of rules, layout and engine, and for what compiles them."""
    here = Path(__file__).parent
    root = here.parent.parent
    counted = [root / "measures" / f"{name}.py" for name in ("counting", "crowd", "histogram", "opinions")]
    rooms = [file for room in (here, root / "rules", root / "plan") for file in sorted(room.rglob("*.py"))]
    text = b"".join(f.name.encode() + b"\0" + f.read_bytes() for f in (*rooms, *counted))
    about = f"{sys.version}{numba_version}{np.__version__}{sorted(PART)}{config.BOUNDSCHECK}{config.DEBUGINFO_DEFAULT}"
    return hashlib.sha256(about.encode() + text).hexdigest()[:16]


def is_compiled() -> bool:
    """Whether machine code for these sources is loaded or lies ready, so that a start takes no compilation."""
    now = list(_ENTRIES.items())  # another thread may add one meanwhile
    ready = {name: bool(compiled.overloads) or kept.is_ready() for name, (compiled, kept) in now}
    return all(ready[name] for name in FIRST)


part(chance.word, inner(lambda x: np.uint64(x)))  # noqa: PLW0108  (the compiler needs a function)
part(chance.narrow, inner(lambda x: np.int64(x >> np.uint64(1))))
for _rule in RULES:
    part(_rule)
