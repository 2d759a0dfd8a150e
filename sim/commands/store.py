"""`loket store DIR`: what a store holds, whether it is whole, and a way to tidy it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from sim.commands.codes import FAILED, GOOD
from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "store_folder", "store", metavar="DIR")
    add(parser, lang, "tidy", "--clean", action="store_true")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code: 1 where a file is not as it was written."""
    from sim.experiments.store.verified import verified
    from sim.views.reports.sweep import store_text

    found = verified(args.store, clean=args.clean)
    if args.json:
        print_records([_record(vars(found))])
    else:
        print_text(store_text(found, lang))
    return FAILED if found.damaged else GOOD


def _record(found: dict[str, Any]) -> dict[str, Any]:
    paths = {key: [str(path) for path in found[key]] for key in ("damaged", "foreign")}
    return {**found, **paths, "folder": str(found["folder"]), "studies": [one._asdict() for one in found["studies"]]}
