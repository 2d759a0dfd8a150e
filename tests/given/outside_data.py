"""Data and published results that are not part of this project: used where somebody put them, else skipped aloud."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (os.environ.get("LOKET_DATA"), ROOT / "data", ROOT.parent / "shared" / "data")
FOLDER = next((Path(folder) for folder in FOLDERS if folder and Path(folder).is_dir()), ROOT / "data")


def outside(*parts: str) -> Path:
    """A file of the folder that LOKET_DATA names (or of `data` here, or of `shared/data` beside); else skip."""
    path = FOLDER.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"{'/'.join(parts)} is not here; LOKET_DATA may name the folder that holds it")
    return path
