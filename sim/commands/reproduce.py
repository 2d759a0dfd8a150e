"""`loket reproduce FILE.zip`: the bundle of a study run again and compared."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.codes import FAILED, GOOD
from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add, add_json, add_numbers
from sim.views.console import Bar


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "bundle_file", "bundle", metavar="FILE.zip")
    add(parser, lang, "store_again", "--store", metavar="DIR")
    add_numbers(parser, lang, "workers")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code: 1 where something is apart."""
    from sim.experiments.sweep.reproduce import reproduce
    from sim.views.reports.records import reproduced_records
    from sim.views.reports.sweep import reproduced_text

    with Bar(lang) as bar:
        found = reproduce(args.bundle, args.store, workers=args.workers, progress=bar)
    if args.json:
        print_records(reproduced_records(found))
    else:
        print_text(reproduced_text(found, lang))
    return FAILED if found.apart else GOOD
