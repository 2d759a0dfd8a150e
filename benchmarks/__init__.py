"""How fast Loket is, how much memory it takes, and how it stands beside other libraries: `python -m benchmarks`."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

BENCHMARKS = (
    "mm3",
    "office_year",
    "unused",
    "people",
    "reforms",
    "dukcapil",
    "files",
    "growth",
    "batch",
    "store",
    "threads",
    "start_up",
)


def benchmark(name: str) -> Callable[..., Any]:
    """The function of a benchmark: `measure(quick=...)` gives its report."""
    measure: Callable[..., Any] = import_module(f"benchmarks.{name}").measure
    return measure
