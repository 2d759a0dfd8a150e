"""`loket day SCENARIO --date DATE [--person N]`: a day person by person, and the story of one."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.commands.running import loaded
from sim.views.arguments import Parser, add, add_json, add_numbers, add_set, whole
from sim.views.console import Bar


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "date", "--date", metavar="DATE")
    add(parser, lang, "person", "--person", type=whole(lang), metavar="N")
    add_set(parser, lang)
    add_numbers(parser, lang, "seed")
    add(parser, lang, "engine", "--engine", choices=("compiled", "reference"), default="compiled")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.day.diary import diary
    from sim.views.extras import date_of
    from sim.views.reports.diary import diary_records, diary_text

    (scenario,) = loaded([args.scenario], args.set, lang)
    with Bar(lang) as bar:
        found = diary(scenario, date_of(args.date), args.person, engine=args.engine, seed=args.seed, progress=bar)
    return print_records(diary_records(found)) if args.json else print_text(diary_text(found, lang))
