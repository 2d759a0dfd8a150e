"""`loket run SCENARIO`: what an office is like."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.commands.running import add_run, executed, loaded, refuse_out
from sim.views.arguments import Parser, add, add_json


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add_run(parser, lang)


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    refuse_out(args, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.making.request import Request
    from sim.runs.making.until import most_of, until_of
    from sim.views.extras import date_of, extras_of

    looks = {"dimensions": args.dimensions, "full": args.full}
    asked, around = extras_of(args.wage_rupiah_hour, None, **looks), date_of(args.around)
    until = until_of(args.until)
    numbers = {"runs": most_of(args.runs, until), "days": args.days, "seed": args.seed, "workers": args.workers}
    (scenario,) = loaded([args.scenario], args.set, lang)
    request = Request(
        scenario,
        **numbers,
        engine=args.engine,
        around=around,
        skm_weight=args.skm_weight,
        until=until,
    )
    results = executed(args, lang, [request], [args.scenario])
    if args.json:
        from sim.views.reports.records import run_records

        return print_records(run_records(results[0], asked))
    from sim.views.reports.run import run_text

    return print_text(run_text(results[0], lang, asked))
