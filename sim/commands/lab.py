"""`loket lab`: the notebooks in JupyterLab, copied into the folder where one works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

from sim.commands.codes import BAD_INPUT
from sim.language import text
from sim.language.errors import BadRequest
from sim.views.arguments import Parser, add
from sim.views.console import say, tell

PROGRAM = Path(__file__).resolve().parents[1]
LAB_OPTIONS = (
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.app_settings_dir={PROGRAM / 'views' / 'lab'}",
)
"""JupyterLab asks nobody on the net for news of itself, nor whether it may: classes and offices are often without."""
READ = (".ipynb", ".md", ".png")
"""What people read of them, and not what somebody keeps or drew them with."""
START = {"id": "mulai.md", "en": "start.md"}
"""The page with a door for planners, researchers and trainers, which stands among the notebooks."""


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add(parser, lang, "lab_copy", "--copy", action="store_true")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    here = Path.cwd()
    if args.copy or (start_in(here, lang) is None and _wanted(here, lang)):
        said = dict(zip(("new", "kept"), copied(here), strict=True))
        tell(text("cli.lab_copied" if said["kept"] == 0 else "cli.lab_kept", lang, folder=here, **said))
    elif start_in(here, lang) is None and not sys.stdin.isatty():
        tell(text("cli.error", lang, message=text("cli.lab_none", lang, folder=here)))
        return BAD_INPUT
    start = start_in(here, lang)
    opened = [f"--LabApp.default_url=/lab/tree/{start.relative_to(here).as_posix()}"] if start else []
    command = [sys.executable, "-m", "jupyterlab", str(here), *LAB_OPTIONS, *opened]
    return subprocess.run(command, env={**os.environ, "LOKET_LANG": lang}, check=False).returncode


def start_in(folder: Path, lang: str) -> Path | None:
    """The start page of the notebooks in a folder, or in one that is the notebooks itself."""
    return next((page for page in (folder / "notebooks" / START[lang], folder / START[lang]) if page.is_file()), None)


def copied(folder: Path) -> tuple[int, int]:
    """Copy notebooks and documentation into a folder, over nothing that is there: how many, and how many differ.

    Raises BadRequest, before anything is copied, where a file has the name of one of their folders.
    """
    new = kept = 0
    coming = [(source, folder / name) for source, name in _coming_along()]
    for one in {above for _, target in coming for above in target.relative_to(folder).parents}:
        if os.path.lexists(folder / one) and not (folder / one).is_dir():
            raise BadRequest("lab_in_the_way", path=folder / one)
    for source, target in coming:
        if target.exists() or target.is_symlink():  # one that leads nowhere would be written through
            kept += not (target.is_file() and cmp(source, target, shallow=False))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        new += 1
    return new, kept


def _coming_along() -> Iterator[tuple[Path, Path]]:
    """All files that an installed program carries and a source has beside it, with their names in a folder."""
    inside = PROGRAM / "shelves"
    root = inside if inside.is_dir() else PROGRAM.parent
    for path in sorted([*(root / "notebooks").rglob("*"), *(root / "docs").rglob("*")]):
        name = path.relative_to(root)
        if path.suffix in READ and ".ipynb_checkpoints" not in name.parts:
            yield path, name


def _wanted(folder: Path, lang: str) -> bool:
    """Whether somebody at a terminal says yes, which Enter does as well."""
    if not sys.stdin.isatty():
        return False
    say(text("cli.lab_offer", lang, folder=folder), end=" ")
    return sys.stdin.readline().strip().casefold()[:1] in ("", "y")
