"""`loket reforms [NAME]`: the reforms of the catalogue, or one of them."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.language import text
from sim.views.arguments import Parser, add, add_json
from sim.views.console import tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "reform", "name", nargs="?", metavar="NAME")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.office.reform import BROKEN
    from sim.reforms.listing import listed, reform_named
    from sim.views.reports.records_lists import reform_records
    from sim.views.reports.reforms import list_text, reform_text

    for package, why in BROKEN.items():
        tell(text("cli.warning", lang, message=text("reforms.broken", lang, package=package, why=why)))
    found = listed() if args.name is None else (reform_named(args.name),)
    if args.json:
        return print_records(reform_records(found, lang))
    return print_text(list_text(found, lang) if args.name is None else reform_text(found[0], lang))
