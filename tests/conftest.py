"""What all tests share: how hypothesis looks for counterexamples, in CI always the same; which files begin."""

import gc
import os
import signal
from pathlib import Path

import mesa  # noqa: F401  (asks every module loaded by then where it comes from, a second where that is all)
import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

gc.set_threshold(20_000, 20, 20)
"""Loading libraries makes hardly any garbage, and half of it all was looked for then."""

settings.register_profile("dev", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

pytest.MonkeyPatch().setattr(providers, "_get_local_constants", Constants)
"""Hypothesis draws numbers that it reads in all sources loaded, so that a number changed anywhere, or another test
before, would give other examples for the same seed: none of the offices that are remembered would be found again."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in the background, tests would start programs that take no notice of Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ.pop("COLUMNS", None)
"""Reports are as wide as the terminal; here they are as wide as where there is none, whoever starts the tests."""

WITHOUT_ENGINE = ("scenario", "evidence", "rules")
"""Rooms for the second worker while the first compiles the engine, which both then find ready."""
RUN_AN_OFFICE = ("scenario/test_cures", "scenario/test_damaged_scenarios", "scenario/test_paths")
"""Files of these rooms that would wait for the compiler: later."""
LONGEST = (
    "engines/test_engines_agree", "house/test_notebooks", "views/test_explorer", "house/test_benchmarks",
    "views/test_explorer_browser", "engines/test_engines_agree_reforms", "reforms/test_reforms_voice",
    "views/test_charts", "bundled/test_bundled_questions", "reforms/test_reforms_conduct", "verification/test_theory",
    "experiments/test_needed", "cli/test_cli", "house/test_docs", "calibration/test_validation",
    "engines/test_compiled_cache", "runs/test_grade", "experiments/test_search", "experiments/test_sweep",
    "bundled/test_baselines", "reforms/test_reforms_structure", "runs/test_runs", "views/test_memo", "views/test_views",
    "views/test_measures_printed", "views/test_charts_reforms",
)  # fmt: skip
"""Files by the time they take: begun last, one of them would leave the other worker idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The file that takes longest first, then what needs no engine, then the other long ones."""
    items.sort(key=lambda item: place(item.path))


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: not to be searched for garbage over and over."""
    gc.freeze()


def pytest_runtest_teardown(item: pytest.Function, nextitem: pytest.Item | None) -> None:
    """Forget what a file of tests kept for itself, years of offices among it, before the next begins."""
    if nextitem is None or nextitem.path != item.path:
        for kept in vars(item.module).values():
            if hasattr(kept, "cache_clear") and kept.__module__ == item.module.__name__:
                kept.cache_clear()


def place(path: Path) -> int:
    room, name = path.parts[-2], f"{path.parts[-2]}/{path.stem}"
    if name in LONGEST[1:]:
        return LONGEST.index(name) + 1
    return 0 if name == LONGEST[0] else 1 if room in WITHOUT_ENGINE and name not in RUN_AN_OFFICE else len(LONGEST) + 1
