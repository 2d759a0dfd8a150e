"""`loket version`."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_text
from sim.views.arguments import Parser, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)


def do(_: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.manifest import loket_version

    return print_text(f"loket {loket_version()}")
