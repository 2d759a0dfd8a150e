"""`loket new FILE`: a scenario file to begin with."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.language import text
from sim.views.arguments import Parser, add, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "file", "file", metavar="FILE")
    add(parser, lang, "from", "--from", dest="origin", metavar="SCENARIO")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.scenario import new_file

    path = new_file(args.file, args.origin, lang)
    return print_records([{"path": str(path)}]) if args.json else print_text(text("cli.new_done", lang, path=path))
