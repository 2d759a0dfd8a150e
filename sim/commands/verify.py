"""`loket verify`: the engine held to theory."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.codes import FAILED, GOOD
from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add, add_json, add_numbers
from sim.views.console import Bar


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "long", "--long", action="store_true")
    add_numbers(parser, lang, "seed", "workers")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.verification import verify

    with Bar(lang) as bar:
        checks = verify(long=args.long, seed=args.seed, workers=args.workers, progress=bar)
    if args.json:
        from sim.views.reports.records import verify_records

        print_records(verify_records(checks))
    else:
        from sim.views.reports.verify import verify_text

        print_text(verify_text(checks, lang))
    return GOOD if all(check.ok for check in checks) else FAILED
