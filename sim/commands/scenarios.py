"""`loket scenarios`: the scenarios that come with Loket."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.scenario.listing import scenarios
    from sim.views.reports.records_lists import scenario_records

    records = scenario_records(scenarios(), lang)
    if args.json:
        return print_records(records)
    from sim.views.reports.verify import list_text

    return print_text(list_text([(record["name"], record["title"]) for record in records], lang))
