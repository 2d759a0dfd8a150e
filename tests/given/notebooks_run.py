"""Notebooks, read and run as users do."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
FEW = (
    (r", days=\d+", ""),
    (r'(sim\.compare\(".*)runs=\d+(?!.*before_after)', r"\1runs=2, days=66"),
    (r"runs=\d+(?!.*before_after)(?!, days)", "runs=2, days=5"),
    (r"runs=\d+(?=.*before_after)", "runs=2"),
    (r"sim\.grade\((\w+).*\)", r"sim.grade(\1, runs=1)"),
    (r"(sim\.search\(.*)\)", r"\1, doubt_draws=0)"),
    (r'"size": \d+', '"size": 2'),
    (r'^(choices = \["\w+", "\w+").*\]$', r"\1]"),
    (r"^(replications|replikasi) = \d+$", r"\1 = 2"),
    (r"^runs = \d+$", "runs = 2\ndays = 60"),
)
CHART = re.compile(r"^sim\.charts\.", re.MULTILINE)
WIDGET = "application/vnd.jupyter.widget-view+json"
WIDGETS = ("panel", "tebakan", "guesses", "ruang", "hall")
"""Cells whose last line is one of these show something to tick or to choose."""
SLOW = ("01-model-and-verification", "06-cluster")
"""Holds the engine to theory, or starts processes, which takes longer than all that is shortened here."""
MEASURED = ("02-beban-sama-antrean-beda", "03-satu-antrean-atau-tiga")
"""Are run, without their pictures, where the figures of lessons are measured."""
OWN_KERNEL = ("09-extending",)
"""Packages with reforms are found once a kernel."""
FEW_DRAWS = "from sim.runs.doubting import doubt_draws\ndoubt_draws.FEWEST = 2\n"
"""What is not known is drawn twice in the background of each panel, where nobody asks for its figures."""
ANEW = "import gc; gc.freeze(); gc.set_threshold(20_000, 20, 20)\n%reset -f\n%cd -q {folder}\n" + FEW_DRAWS
"""Nothing of the notebook before is left; what is loaded is not searched for garbage, which took a tenth of all."""


def quick(path):
    """Those of lessons in English have the code of the Indonesian ones."""
    return path.stem not in SLOW + MEASURED and path.parent.name != "en"


def read(path):
    import nbformat  # its validator takes seconds to load

    return nbformat.read(path, as_version=4)


def code_of(notebook):
    """Of the cells that are Python, and not a file to write."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code" and not cell.source.startswith("%")]


def shortened(source):
    """With few and short replications, and few or no draws; sixty days need their days, and reforms to begin."""
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


def run_shortened(path, folder, kernel):
    """Run it with few and short replications: how many charts it shows and asks for, and how many forms."""
    notebook = read(path)
    for cell in notebook.cells:
        cell.source = shortened(cell.source) if cell.cell_type == "code" else cell.source
    sources = code_of(notebook)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    kernel = None if path.stem in OWN_KERNEL else kernel
    first.source = (ANEW.format(folder=folder) if kernel else "") + first.source
    shown = [output.get("data", {}) for output in executed(notebook, folder, kernel)]
    charts = sum("image/png" in data for data in shown), sum(CHART.search(source) is not None for source in sources)
    forms = sum(WIDGET in data for data in shown), sum(last_line(source) in WIDGETS for source in sources)
    return charts, forms
