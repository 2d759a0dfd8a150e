"""`loket lab`: the notebooks in JupyterLab."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from sim.commands.codes import FAILED
from sim.language import text
from sim.views.arguments import Parser
from sim.views.console import tell

LAB_OPTIONS = (
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.app_settings_dir={Path(__file__).resolve().parents[1] / 'views' / 'lab'}",
)
"""JupyterLab asks nobody on the net for news of itself, nor whether it may: classes and offices are often without."""


def arguments(parser: Parser, lang: str) -> None:
    """None of its own."""


def do(_: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    notebooks = Path(__file__).resolve().parents[2] / "notebooks"
    if not notebooks.is_dir():
        tell(text("cli.error", lang, message=text("cli.no_lab", lang)))
        return FAILED
    return subprocess.run([sys.executable, "-m", "jupyterlab", str(notebooks), *LAB_OPTIONS], check=False).returncode
