"""The scenarios that come with the program."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1]


def bundled_root() -> Path:
    """The folder of the bundled scenarios: in an installed program within the package, else beside it."""
    inside = _HOME / "bundled"
    return inside if inside.is_dir() else _HOME.parent / "scenarios"


@cache
def bundled() -> dict[str, Path]:
    """All bundled scenarios by name: the path within the folder, without the ending."""
    root = bundled_root()
    found = {path.relative_to(root).with_suffix("").as_posix(): path for path in _files(root)}
    return dict(sorted(found.items()))


def bundled_path(name: str) -> Path | None:
    """The file of a bundled scenario; the last part of the name is enough where only one scenario has it."""
    known = bundled()
    if name in known:
        return known[name]
    found = [path for path in known.values() if path.stem == name]
    return found[0] if len(found) == 1 else None


def _files(root: Path) -> Iterator[Path]:
    for path in root.rglob("*.toml"):
        if not any(part.startswith((".", "_")) for part in path.relative_to(root).parts):
            yield path
