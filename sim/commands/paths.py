"""`loket paths SCENARIO [WORD]`: which numbers can be set, and by which path."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add, add_json, add_set


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "word", "word", nargs="?", metavar="WORD")
    add_set(parser, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.scenario.loading import places
    from sim.scenario.overrides import settings_of
    from sim.views.reports.paths import paths_text
    from sim.views.reports.records_lists import place_records

    found = places(args.scenario, args.word, settings_of(args.set))
    return print_records(place_records(found, lang)) if args.json else print_text(paths_text(found, lang))
