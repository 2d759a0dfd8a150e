"""How long users wait before anything happens: imports, first compilation, the command line."""

import sys
import tempfile
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

from benchmarks.loket import OFFICES
from benchmarks.report import Report
from benchmarks.timing import Timed, command, in_child, in_rounds

ROUNDS, QUICK_ROUNDS = 7, 1
COLD_ROUNDS = 2
IMPORTS = ("sim", "sim.engines.compiled", "sim.engines.reference", "mesa", "numba", "pandas")
COMMANDS = {
    "loket --help": ["--help"],
    "loket run (small office, 5 runs)": ["run", str(OFFICES / "small.toml")],
    "loket run (the same, reference engine)": ["run", str(OFFICES / "small.toml"), "--engine", "reference"],
}
QUICK = ("python, nothing", *list(COMMANDS)[:2])


def measure(*, quick: bool = False) -> Report:
    """Wall and CPU seconds of starts, each in a process of its own."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    title = f"a fresh process each, median of {rounds} rounds after one that does not count"
    report = Report("start_up", title)
    starts = imports(IMPORTS) | commands()
    starts = {name: starts[name] for name in QUICK} if quick else starts
    in_rounds(starts, 0 if quick else 1)
    report.rows = [row(name, times) for name, times in in_rounds(starts, rounds).items()]
    if quick:
        report.notes.append("the first compilation is left out where it must be quick")
    else:
        report.rows += [row(name, times) for name, times in in_rounds(compilations(), COLD_ROUNDS).items()]
    return report


def imports(names: Sequence[str]) -> dict[str, Callable[[int], Timed]]:
    """Python alone, and with an import."""
    return {"python, nothing": python("pass"), **{f"import {name}": python(f"import {name}") for name in names}}


def commands() -> dict[str, Callable[[int], Timed]]:
    """The commands of Loket."""
    return {name: loket(arguments) for name, arguments in COMMANDS.items()}


def python(code: str) -> Callable[[int], Timed]:
    """A fresh Python that runs a line."""
    return lambda _: command([sys.executable, "-c", code])


def loket(arguments: list[str]) -> Callable[[int], Timed]:
    """A command as a user gives it."""
    return lambda _: command([sys.executable, "-m", "sim", *arguments])


def compilations() -> dict[str, Callable[[int], Timed]]:
    """The first day of an office, before and after the engine is compiled."""
    return {
        "first compilation (a day of the office year)": compiled_first,
        "the same with a reform": lambda seed: compiled_first(seed, reform=True),
        "the same day, compiled before": again,
    }


def compiled_first(_: int, *, reform: bool = False) -> Timed:
    """With an empty cache, and nothing among temporary files, where a run may have kept machine code."""
    with tempfile.TemporaryDirectory() as folder:
        return whole(in_child("first_day", dict.fromkeys(("LOKET_CACHE", "TMPDIR", "TEMP"), folder), reform=reform))


def again(_: int) -> Timed:
    """With the user's cache."""
    return whole(in_child("first_day"))


def whole(child: dict[str, Any]) -> Timed:
    """What the whole process took."""
    return Timed(child, child["cpu_s"], child["wall_s"])


def row(name: str, times: list[Timed]) -> dict[str, Any]:
    """A row of the report."""
    return {
        "what": name,
        "seconds": median(t.wall_s for t in times),
        "CPU seconds": median(t.cpu_s for t in times),
        "fastest, seconds": min(t.wall_s for t in times),
    }
