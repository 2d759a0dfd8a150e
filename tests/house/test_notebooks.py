"""Do the notebooks run, and can somebody who writes no code follow them?"""

import ast
import re
from pathlib import Path

import pytest
import shelves

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
MOST_LINES = 10
BANNED = (ast.FunctionDef, ast.Lambda, ast.ClassDef, ast.For, ast.While, ast.comprehension, ast.With, ast.Try)
FEW = (
    (r", days=\d+", ""),
    (r"runs=\d+(?!.*before_after)", "runs=2, days=5"),
    (r"runs=\d+(?=.*before_after)", "runs=2"),
    (r"sim\.grade\((\w+).*\)", r"sim.grade(\1, runs=1)"),
    (r"(sim\.search\(.*)\)", r"\1, doubt_draws=0)"),
    (r'"size": \d+', '"size": 2'),
    (r"^runs = \d+$", "runs = 2\ndays = 60"),
)
CHART = re.compile(r"^sim\.charts\.", re.MULTILINE)
WIDGET = "application/vnd.jupyter.widget-view+json"
WIDGETS = ("panel", "tebakan", "guesses", "ruang", "hall")
"""Cells whose last line is one of these show something to tick or to choose."""
SLOW = ("01-model-and-verification", "06-cluster")
"""Holds the engine to theory, or starts processes, which takes longer than all that is shortened here."""
BESIDE_SIM = {"02-reading-the-engine": ["import simpy"], "09-extending": ["import sys"]}
"""What else a notebook imports that has a reason to."""
MEASURED = ("02-beban-sama-antrean-beda", "03-satu-antrean-atau-tiga")
"""Are run, without their pictures, where the figures of lessons are measured."""
PROGRAMS = ("01-model-and-verification", "02-reading-the-engine")
"""Count and show programs, short enough to be read."""
OWN_KERNEL = ("09-extending",)
"""Packages with reforms are found once a kernel."""


def quick(path):
    """Those of lessons in English have the code of the Indonesian ones."""
    return path.stem not in SLOW + MEASURED and path.parent.name != "en"


each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    import nbformat  # its validator takes seconds to load

    return nbformat.read(path, as_version=4)


def code_of(notebook):
    """Of the cells that are Python, and not a file to write."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code" and not cell.source.startswith("%")]


def shortened(source):
    """With few and short replications, and few or no draws of what is not known; sixty days need their days."""
    for long, few in FEW:
        source = re.sub(long, few, source, flags=re.MULTILINE)
    return source


def executed(notebook, folder, kernel=None):
    """The outputs of all cells, run in a folder of their own, and in a kernel of their own unless one is given."""
    from nbclient import NotebookClient

    NotebookClient(notebook, timeout=600, km=kernel, resources={"metadata": {"path": str(folder)}}).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def last_line(source):
    return source.strip().splitlines()[-1]


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


@each
def test_is_nothing_stored_that_a_run_would_change(path):
    from nbformat import validate

    notebook = read(path)
    assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []
    validate(notebook)


@each
def test_is_every_cell_short_and_free_of_programming(path):
    for source in code_of(read(path)) if path.stem not in PROGRAMS else ():
        assert len(source.splitlines()) <= MOST_LINES
        assert [node for node in ast.walk(ast.parse(source)) if isinstance(node, BANNED)] == []


@each
def test_does_it_stand_on_the_face_alone_so_that_a_copy_outlives_changes_inside(path):
    nodes = [node for source in code_of(read(path)) for node in ast.walk(ast.parse(source))]
    found = [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    assert sorted(found) == ["import sim", *BESIDE_SIM.get(path.stem, [])]


@each
def test_is_every_step_explained(path):
    cells = read(path).cells
    assert cells[0].cell_type == "markdown"
    assert sum(cell.cell_type == "markdown" for cell in cells) >= 0.4 * len(cells)


@each
def test_does_it_warn_that_it_is_a_scenario_and_judges_no_person(path):
    prose = " ".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    assert re.search("skenario, bukan perkiraan|scenario, not an estimate", prose)
    assert re.search("tidak pernah menilai seorang petugas|never a real person", prose)


@each
def test_does_it_mention_only_files_that_exist(path):
    prose = " ".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    missing = [
        name for name in re.findall(r"`((?:docs|scenarios|notebooks)/[\w./-]+)`", prose) if not (ROOT / name).exists()
    ]
    assert missing == []


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
    notebook = read(path)
    for cell in notebook.cells:
        cell.source = shortened(cell.source) if cell.cell_type == "code" else cell.source
    sources = code_of(notebook)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = f"%reset -f\n%cd -q {tmp_path}\n{first.source}"
    kernel = None if path.stem in OWN_KERNEL else kernel
    shown = [output.get("data", {}) for output in executed(notebook, tmp_path, kernel)]
    assert sum("image/png" in data for data in shown) == sum(CHART.search(source) is not None for source in sources)
    assert sum(WIDGET in data for data in shown) == sum(last_line(source) in WIDGETS for source in sources)


@pytest.mark.long
@each
def test_does_it_run_as_it_stands(path, tmp_path):
    assert executed(read(path), tmp_path)
