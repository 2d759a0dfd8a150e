"""Do the notebooks of researchers run? Apart from the others, that two workers share the notebooks."""

import pytest
from notebooks_run import NOTEBOOKS, executed, quick, read, run_shortened

OF_RESEARCHERS = [path for path in NOTEBOOKS if path.parent.name == "researchers"]


@pytest.mark.parametrize("path", [path for path in OF_RESEARCHERS if quick(path)], ids=lambda path: path.stem)
def test_does_it_run_from_top_to_bottom_and_show_its_charts_and_forms(path, tmp_path, kernel):
    """With few and short replications; `test_does_it_run_as_it_stands` takes its time."""
    for shown, asked in run_shortened(path, tmp_path, kernel):
        assert shown == asked


@pytest.mark.long
@pytest.mark.parametrize("path", OF_RESEARCHERS, ids=lambda path: path.stem)
def test_does_it_run_as_it_stands(path, tmp_path):
    assert executed(read(path), tmp_path)
