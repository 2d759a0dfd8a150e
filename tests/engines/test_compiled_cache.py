"""Is machine code kept between starts, is an edited rule noticed, and does it compile however Numba is made?"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

COUNT = """
from sim.engines.compiled import CompiledEngine, is_compiled
from sim.plan import plan_of
from sim.scenario import load
ready = is_compiled()
visits = CompiledEngine(plan_of(load('verification/tandem')), 0).advance(1).visits
print(ready, visits['finish_s'].sum())
"""

SMALL = """
from numba import njit
from sim.engines.compiled.compiler import entry, inner, seldom
from sim.rules.chance import uniform

@inner
def last(pairs, i):
    while i > 0:
        i -= 1
    return pairs[-1][i] + uniform(pairs[0].size, 1)

@seldom
def more(pairs, i):
    whole = pairs if i > 1 else (pairs[1], pairs[0])
    return last(whole, i) + last(pairs, i) + uniform(i, i)

@entry
def from_python(pairs, n):
    total = 0.0
    for i in range(n):
        total += more(pairs, i)
    return total

@njit
def not_an_entry(pairs, n):
    return more(pairs, n)
"""

USE_SMALL = """
import os
import numpy as np
import numba
import numba.core.environment as environment
from numba.core import event
from numba.core.types.functions import BaseFunction
CHANGE
before = BaseFunction.get_call_type, event.start_event
import small
from sim.engines.compiled import compiler
from sim.engines.compiled.numba_inside import quick
pairs = (np.arange(3.0), np.arange(4.0) + 0.5)
print(bool(quick.PART), small.from_python(pairs, 5), small.not_an_entry(pairs, 2))
lines = "".join(small.from_python.inspect_llvm().values()).splitlines()
print(len(compiler._STAND_INS[small.uniform].overloads), any("call" in one and "small4more" in one for one in lines))
print(before == (BaseFunction.get_call_type, event.start_event))
"""

HASH = "from sim.engines.compiled.compiler import source_hash; print(source_hash())"


def run(code: str, folder: Path, cache: Path, *also: Path) -> str:
    path = os.pathsep.join(map(str, (folder, *also)))
    environment = {**os.environ, "LOKET_CACHE": str(cache), "PYTHONPATH": path}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that a test may edit."""
    shutil.copytree(ROOT / "sim", tmp_path / "copy" / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "scenarios", tmp_path / "copy" / "scenarios")
    return tmp_path / "copy"


def edit_a_rule(copy: Path) -> None:
    """Let every second be counted twice."""
    path = copy / "sim" / "rules" / "clock.py"
    text = path.read_text(encoding="utf-8")
    assert "return int(round(x))" in text
    path.write_text(text.replace("return int(round(x))", "return int(round(x + x))"), encoding="utf-8")


def test_an_edited_rule_names_another_folder(copy: Path, tmp_path: Path) -> None:
    before = run(HASH, copy, tmp_path / "cache")
    assert run(HASH, copy, tmp_path / "cache") == before
    edit_a_rule(copy)
    assert run(HASH, copy, tmp_path / "cache") != before


def test_without_a_folder_to_write_the_engine_still_imports(copy: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("not a folder")
    assert run("import sim.engines.compiled; print('fine')", copy, blocked) == "fine"


@pytest.fixture
def small(tmp_path: Path) -> Callable[[str], list[str]]:
    """Compile a few functions after a change to Numba: whether quickly, and what they return."""

    def used(change: str) -> list[str]:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        (folder / "small.py").write_text(SMALL, encoding="utf-8")
        return run(USE_SMALL.replace("CHANGE", change), folder, folder / "cache", ROOT).split()

    return used


def test_with_another_numba_or_on_request_all_is_compiled_as_numba_does(
    small: Callable[[str], list[str]],
) -> None:
    quick, once_a_type, is_called, as_before = (told := small(""))[:3], *told[3:]
    assert (quick[0], once_a_type, is_called) == ("True", "1", "True")  # a rule; what is seldom
    assert as_before == "True"  # what was lent to Numba while it compiled
    for change in (
        "numba.__version__ = '0.99.0'",
        "del environment.lookup_environment",
        "os.environ['LOKET_NUMBA'] = 'stock'",
    ):
        assert small(change)[:3] == ["False", *quick[1:]]


def test_an_index_out_of_bounds_is_told_where_bounds_are_checked(small: Callable[[str], list[str]]) -> None:
    wrong = "os.environ['NUMBA_BOUNDSCHECK'] = '1'; numba.config.reload_config(); np.arange = lambda n: np.zeros(0)"
    with pytest.raises(subprocess.CalledProcessError) as failed:
        small(wrong)
    assert "IndexError: index is out of bounds" in failed.value.stderr


@pytest.mark.long
def test_machine_code_is_kept_and_an_edited_rule_is_seen(copy: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = run(COUNT, copy, cache).split()
    second = run(COUNT, copy, cache).split()
    assert (first[0], second[0]) == ("False", "True")
    assert first[1] == second[1]
    edit_a_rule(copy)
    edited = run(COUNT, copy, cache).split()
    assert edited[0] == "False"
    assert edited[1] != first[1]


def test_may_another_thread_begin_to_compile_while_it_is_asked_whether_all_is_ready(monkeypatch):
    from sim.engines.compiled import compiler

    class Beside:
        overloads = ()

        def is_ready(self):
            entries["another"] = self, self
            return True

    entries = {name: (Beside(), Beside()) for name in compiler.FIRST}
    monkeypatch.setattr(compiler, "_ENTRIES", entries)
    assert compiler.is_compiled()
