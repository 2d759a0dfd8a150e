"""Do the notebooks run, and can somebody who writes no code follow them?"""

import ast
import re
from functools import cache

import pytest
import shelves
from notebooks_run import NOTEBOOKS, ROOT, code_of, executed, quick, read, run_shortened

MOST_LINES = 10
BANNED = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.comprehension, ast.With, ast.Try)
BESIDE_SIM = {"02-reading-the-engine": ["import simpy"], "09-extending": ["import sys"]}
"""What else a notebook imports that has a reason to."""
PROGRAMS = ("01-model-and-verification", "02-reading-the-engine")
"""Count and show programs, short enough to be read."""


@cache
def seen(path):
    return read(path)


def told(path):
    return " ".join(cell.source for cell in seen(path).cells if cell.cell_type == "markdown")


def test_is_there_a_notebook_for_each_of_the_three_users():
    there = {path.relative_to(ROOT / "notebooks").with_suffix("").as_posix() for path in NOTEBOOKS}
    assert {
        "planners/id/01-pandangan-pertama",
        "planners/en/01-first-look",
        "researchers/05-batch",
        "researchers/06-cluster",
        "training/id/01-beban-hampir-penuh",
    } <= there


def test_are_start_pages_and_notebooks_of_planners_those_that_the_sources_would_draw_now():
    stale = [path.name for path, words in shelves.drawn() if not path.exists() or path.read_text("utf-8") != words]
    assert stale == [], "make docs-quick"


def test_is_nothing_stored_that_a_run_would_change():
    from nbformat import validate

    for path in NOTEBOOKS:
        notebook = seen(path)
        assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == [], path
        validate(notebook)


def test_is_every_cell_short_and_free_of_programming():
    for path in NOTEBOOKS:
        for source in code_of(seen(path)) if path.stem not in PROGRAMS else ():
            assert len(source.splitlines()) <= MOST_LINES, path
            assert [node for node in ast.walk(ast.parse(source)) if isinstance(node, BANNED)] == [], path


def test_does_it_stand_on_the_face_alone_so_that_a_copy_outlives_changes_inside():
    for path in NOTEBOOKS:
        nodes = [node for source in code_of(seen(path)) for node in ast.walk(ast.parse(source))]
        found = [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        assert sorted(found) == ["import sim", *BESIDE_SIM.get(path.stem, [])], path


def test_is_every_step_explained():
    for path in NOTEBOOKS:
        cells = seen(path).cells
        assert cells[0].cell_type == "markdown", path
        assert sum(cell.cell_type == "markdown" for cell in cells) >= 0.4 * len(cells), path


def test_does_it_warn_that_it_is_a_scenario_and_judges_no_person():
    for path in NOTEBOOKS:
        assert re.search("skenario, bukan perkiraan|scenario, not an estimate", told(path)), path
        assert re.search("tidak pernah menilai seorang petugas|never a real person", told(path)), path


def test_does_it_mention_only_files_that_exist():
    named = {
        name for path in NOTEBOOKS for name in re.findall(r"`((?:docs|scenarios|notebooks)/[\w./-]+)`", told(path))
    }
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.fixture(scope="module")
def kernel():
    """One for all, which has loaded its libraries from the second notebook on."""
    from jupyter_client import AsyncKernelManager
    from jupyter_core.utils import run_sync

    manager = AsyncKernelManager()
    yield manager
    run_sync(manager.shutdown_kernel)(now=True)


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if quick(path)], ids=lambda path: path.stem)
def test_does_it_run_from_top_to_bottom_and_show_its_charts_and_forms(path, tmp_path, kernel):
    """With few and short replications; `test_does_it_run_as_it_stands` takes its time."""
    for shown, asked in run_shortened(path, tmp_path, kernel):
        assert shown == asked


@pytest.mark.long
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_does_it_run_as_it_stands(path, tmp_path):
    assert executed(read(path), tmp_path)
