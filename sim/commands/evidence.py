"""`loket evidence [ID]`: what is known, and what is assumed."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.views.arguments import Parser, add, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "id", "id", nargs="?", metavar="ID")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.evidence import registry, row_of
    from sim.views.reports.evidence import evidence_and_assumptions_text, evidence_text, numbers_text
    from sim.views.reports.records_lists import evidence_records, number_records
    from sim.views.sections.numbers import numbers_at

    if numbers := numbers_at(args.id or ""):
        return print_records(number_records(numbers, lang)) if args.json else print_text(numbers_text(numbers, lang))
    rows = [row_of(args.id)] if args.id is not None else list(registry().values())
    if args.json:
        return print_records(evidence_records(rows, lang))
    return print_text(evidence_and_assumptions_text(lang) if args.id is None else evidence_text(rows[0], lang))
