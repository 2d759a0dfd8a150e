"""`loket new FILE`: a scenario file to begin with."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_text
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

    return print_text(text("cli.new_done", lang, path=new_file(args.file, args.origin, lang)))
