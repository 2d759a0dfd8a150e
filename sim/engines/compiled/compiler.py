"""How the engine is compiled, and where the result is kept.

The compiler's cache does not notice an edit in another file, so its folder is named by a hash of all sources that go
into the machine code; folders of older sources are pruned.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numba import __version__ as numba_version
from numba import config, njit
from numba.extending import overload, register_jitable

from sim.engines.compiled.quick import ENTRY, PART
from sim.rules import RULES, chance

KEPT = 3
"""How many folders of machine code stay: this one and those of the versions used last."""

COMPILED_LAST = "advance"
"""The function whose machine code completes the set; an interrupted compilation lacks it."""

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
_PART: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, **PART}
_seldom = njit(**_OPTIONS, **_PART)
_inner = njit(**_OPTIONS, **_PART, forceinline=True)
_RULE = {"error_model": "numpy", "_nrt": False, **_PART}


def inner(function: Callable[..., Any]) -> Any:
    """Compile a function that only compiled code calls."""
    return _inner(function)


def once(function: Callable[..., Any]) -> Any:
    """Compile a function that is called at one place only; the name tells the reader so, it is compiled like others."""
    return _inner(function)


def seldom(function: Callable[..., Any]) -> Any:
    """Compile a function that only compiled code calls, and not often: kept out of the loop over events."""
    return _seldom(function)


def entry(function: Callable[..., Any]) -> Any:
    """Compile a function that Python calls, and keep the machine code on disk where a folder can be written."""
    with _cache_folder() as folder:
        return njit(**_OPTIONS, **ENTRY, cache=folder is not None)(function)


@inner
def at(records: Any, i: int) -> Any:
    """The record at i, which is never negative: saves the test whether to count from the end."""
    return records[np.uint64(i)]


def source_hash() -> str:
    """A name for the sources of rules, layout and engine, and for what compiles them."""
    here = Path(__file__).parent
    root = here.parent.parent
    files = [*sorted(here.glob("*.py")), *sorted((root / "rules").glob("*.py")), *sorted((root / "plan").glob("*.py"))]
    text = b"".join(f.name.encode() + b"\0" + f.read_bytes() for f in files)
    about = f"{sys.version}{numba_version}{np.__version__}".encode()
    return hashlib.sha256(about + text).hexdigest()[:16]


def cache_root() -> Path:
    """The user's cache folder for machine code; LOKET_CACHE overrides it."""
    if own := os.environ.get("LOKET_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "loket" / "cache"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "loket"


def is_compiled() -> bool:
    """Whether machine code for these sources lies ready, so that a start takes no compilation."""
    folder = cache_root() / source_hash()
    return any(folder.rglob(f"*.{COMPILED_LAST}-*.nbc"))


@contextmanager
def _cache_folder() -> Iterator[Path | None]:
    """Point the compiler to the folder of these sources; None where it cannot be written."""
    folder, before = _ready_folder(), config.CACHE_DIR
    config.CACHE_DIR = before if folder is None else str(folder)
    try:
        yield folder
    finally:
        config.CACHE_DIR = before


def _ready_folder() -> Path | None:
    folder = cache_root() / source_hash()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _prune(folder)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _prune(current: Path) -> None:
    """Remove all but the folders used last; another process may do the same at the same time."""
    os.utime(current)
    folders = sorted(current.parent.glob("?" * 16), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in folders[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


@overload(chance.word, jit_options=_RULE)
def _word(x):  # type: ignore[no-untyped-def]  # the compiler compares signatures, annotations and all
    return lambda x: np.uint64(x)  # noqa: PLW0108  (the compiler needs a function with this signature)


@overload(chance.narrow, jit_options=_RULE)
def _narrow(x):  # type: ignore[no-untyped-def]
    return lambda x: np.int64(x >> np.uint64(1))


for _rule in RULES:
    register_jitable(**_RULE)(_rule)
