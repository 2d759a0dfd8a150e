"""Is machine code kept between starts, and is an edited rule noticed?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

COUNT = """
from sim.engines.compiled import CompiledEngine, is_compiled
from sim.plan import plan_of
from sim.scenario import load
ready = is_compiled()
visits = CompiledEngine(plan_of(load('verification/tandem')), 0).advance(1).visits
print(ready, visits['finish_s'].sum())
"""

HASH = "from sim.engines.compiled.compiler import source_hash; print(source_hash())"


def run(code: str, folder: Path, cache: Path) -> str:
    environment = {**os.environ, "LOKET_CACHE": str(cache), "PYTHONPATH": str(folder)}
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
