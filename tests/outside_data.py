"""Data and published results that are not part of this project: used where somebody put them, else skipped aloud."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("LOKET_DATA") or Path(__file__).parent.parent / "data")


def outside(*parts: str) -> Path:
    """A file of the folder that LOKET_DATA names (default: `data` beside the tests), or the test is skipped."""
    path = FOLDER.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"{'/'.join(parts)} is not here; LOKET_DATA may name the folder that holds it")
    return path
