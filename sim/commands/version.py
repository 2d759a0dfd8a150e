"""`loket version`."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.tables.manifest import loket_version

    version = loket_version()
    return print_records([{"version": version}]) if args.json else print_text(f"loket {version}")
