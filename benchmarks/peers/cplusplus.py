"""M/M/3 in plain C++, compiled here with the optimisation that everybody uses."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from benchmarks.timing import Timed, command

SOURCE = Path(__file__).parent / "mm3.cpp"
BUILD = Path(__file__).parent.parent / "build"
COMPILERS = ("g++", "clang++")


def build(notes: list[str]) -> Path | None:
    """Compile the program; None, with a note, where there is no compiler or it fails."""
    compiler = next((found for name in COMPILERS if (found := shutil.which(name))), None)
    if compiler is None:
        notes.append(f"no C++ compiler ({', '.join(COMPILERS)}) here: the C++ loop is skipped")
        return None
    BUILD.mkdir(exist_ok=True)
    program = BUILD / "mm3"
    done = subprocess.run([compiler, "-O2", "-o", program, SOURCE], capture_output=True, text=True, check=False)
    if done.returncode:
        notes.append(f"the C++ compiler failed, its loop is skipped: {done.stderr.strip()[:200]}")
        return None
    return program


def mean_wait(program: Path, customers: int, seed: int) -> Timed:
    """The mean wait, timed by the program itself so that starting a process does not count."""
    done = command([str(program), str(customers), str(seed)])
    wait, seconds = map(float, done.answer.split())
    return replace(done, answer=wait, cpu_s=seconds)
