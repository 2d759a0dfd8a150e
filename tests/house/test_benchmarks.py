"""Do the benchmarks run, and would they notice that a contestant simulates something else?"""

import gc
import json
import re
import subprocess
import sys
from functools import cache
from math import isfinite
from pathlib import Path

import pytest

from benchmarks import BENCHMARKS, benchmark, mm3
from benchmarks.report import PAGE, Report, table
from benchmarks.timing import Timed

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def without_prototypes(monkeypatch):
    monkeypatch.delenv("LOKET_PROTOTYPES", raising=False)


@pytest.fixture(scope="module", autouse=True)
def others_put_aside():
    """What other tests left is not searched before each contestant begins, which took longer than all of them."""
    gc.collect()
    gc.freeze()


@cache
def reported(name):
    return benchmark(name)(quick=True)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_quick_benchmark_gives_figures(name):
    report = reported(name)
    assert report.rows
    assert all(isfinite(value) for row in report.rows for value in row.values() if isinstance(value, float))


def test_both_engines_do_the_same_work():
    compiled, reference = reported("office_year").rows[:2]
    assert compiled["visits"] > 0
    assert reference["visits"] > 0


def rounds_of(wait, spread=0.05):
    return [Timed(mm3.Answer(90_000, wait + by), 1.0, 1.0) for by in (-spread, 0.0, spread)]


def test_mean_waits_that_agree_with_theory_are_reported():
    mm3.check({"one": rounds_of(mm3.WAIT), "other": rounds_of(mm3.WAIT + 0.02)})


def test_a_program_that_simulates_another_queue_is_not_reported():
    found = {"one": rounds_of(mm3.WAIT), "other": rounds_of(mm3.WAIT + 0.3)}
    with pytest.raises(AssertionError, match="other"):
        mm3.check(found)


def test_the_office_is_open_for_as_long_as_the_customers_take():
    scenario = mm3.for_customers(mm3.office("mm3"), 2_700)
    assert scenario.hours.every[0].end_s == 300_000


def test_a_missing_library_is_skipped_aloud(monkeypatch):
    monkeypatch.setattr(mm3, "installed", lambda package: package != "ciw")
    notes = []
    found = mm3.contestants(100, notes)
    assert "Ciw" not in found
    assert any("Ciw" in note for note in notes)


def test_a_missing_compiler_is_skipped_aloud(monkeypatch):
    monkeypatch.setattr("benchmarks.peers.cplusplus.shutil.which", lambda name: None)
    notes = []
    assert not any("C++" in name for name in mm3.contestants(100, notes))
    assert any("C++" in note for note in notes)


def test_results_are_kept_with_the_machine_and_drawn_on_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.report.RESULTS", tmp_path)
    monkeypatch.setattr("benchmarks.report.PAGE", tmp_path / "page.md")
    (tmp_path / "page.md").write_text("above\n<!-- x -->\n| a |\n<!-- end -->\nbelow\n<!-- end -->\n", "utf-8")
    kept = json.loads(Report("x", "title", [{"a": 1.5}]).keep().read_text("utf-8"))
    assert kept["rows"] == [{"a": 1.5}]
    assert kept["machine"]["cores"] >= 1
    day = kept["machine"]["date"]
    table = f"| a   |\n|-----|\n| 1.5 |\n\nMeasured on {day}.\n"
    assert (tmp_path / "page.md").read_text("utf-8") == (
        f"above\n<!-- x -->\n{table}<!-- end -->\nbelow\n<!-- end -->\n"
    )


def test_each_benchmark_has_its_place_on_the_page():
    assert sorted(re.findall(r"<!-- (?!end)(\w+) -->", PAGE.read_text("utf-8"))) == sorted(BENCHMARKS)


def test_a_row_that_lacks_a_figure_leaves_its_cell_empty():
    last = table([{"a": 1, "b": 12_345.6}, {"a": 2}]).splitlines()[-1]
    assert [cell.strip() for cell in last.strip("|").split("|")] == ["2", ""]


def test_an_unknown_benchmark_is_named():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "mm4"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "mm4" in done.stderr
