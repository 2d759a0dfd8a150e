"""Which file a reference means, and that files named within files stay in their folder."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from unicodedata import normalize

from sim.document.nearest import help_with, nearest
from sim.language.characters import harmless
from sim.office.faults import Hint
from sim.scenario.bundled import bundled, bundled_path, bundled_root
from sim.scenario.reading import refused

ROOTS = ("scenarios", "skenario")
"""A folder of this name holds scenarios that may extend each other."""


def find(ref: str | Path) -> tuple[Path, str, str]:
    """The file that a user means, how messages call it, and the name of the scenario. Raises ScenarioFaults."""
    if isinstance(ref, str) and not ref.endswith(".toml"):
        path = bundled_path(ref.replace("\\", "/"))
        if path is not None:
            return path, shown(path), path.relative_to(bundled_root()).with_suffix("").as_posix()
        if not os.path.lexists(ref) or not ref:
            raise refused(_clean(ref) or "''", "no_scenario", None, *_near(ref))
    path = Path(ref)
    if "\0" in str(ref) or not os.path.lexists(path):
        raise refused(_clean(str(ref)), "file_missing", None, *_beside(path))
    return path, _clean(str(ref)), _clean(path.stem)


def _clean(label: str) -> str:
    return harmless(label, lines=False)


def _beside(path: Path) -> tuple[Hint, ...]:
    """The scenario file beside a missing one whose name is nearest, else the nearest bundled one."""
    try:
        files = [file.name for file in path.parent.glob("*.toml")]
    except (OSError, ValueError):
        files = []
    near = nearest(path.name, files)
    near = str(path.with_name(near)) if near else nearest(path.stem, bundled())
    return (Hint("did_you_mean", {"suggestion": near}),) if near else ()


def _near(ref: str) -> tuple[Hint, ...]:
    stems = {path.stem: name for name, path in bundled().items()}
    near = nearest(ref.rpartition("/")[2], stems)
    hints = (Hint("did_you_mean", {"suggestion": stems[near]}),) if near else help_with("", bundled())
    return (*hints, Hint("list_scenarios"))


def shown(path: Path) -> str:
    """A path as messages show it: from the working folder if it lies there."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)


def root_of(path: Path) -> Path:
    """The folder that a scenario file may not reach out of.

    The bundled scenarios for a bundled one, the nearest folder around it named `scenarios` or `skenario`, else its own.
    """
    for folder in path.parents:
        if folder == bundled_root() or folder.name in ROOTS:
            return folder
    return path.parent


def inside(folder: Path, root: Path, relative: str) -> Path | None:
    """The file at a relative path from a folder; None where the path is absolute or leads out of the root."""
    portable = relative.replace("\\", "/")
    if PurePosixPath(portable).is_absolute() or PureWindowsPath(relative).drive or "\0" in relative:
        return None
    try:
        path = (folder / portable).resolve()
    except (OSError, RuntimeError):  # a loop of links
        return folder / portable
    return _as_named(path) if path.is_relative_to(root.resolve()) else None


def _as_named(path: Path) -> Path:
    """The file itself; or the one whose name is the same but for how accented letters are put together, as of a Mac."""
    if path.name.isascii() or path.exists() or not path.parent.is_dir():
        return path
    wanted = normalize("NFC", path.name)
    return next((file for file in path.parent.iterdir() if normalize("NFC", file.name) == wanted), path)
