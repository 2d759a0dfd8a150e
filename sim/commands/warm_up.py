"""`loket warm-up SCENARIO`: how many of the first days to leave out."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sim.commands.output import print_records, print_text
from sim.commands.running import loaded
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_numbers, add_set
from sim.views.console import Bar, tell

PICTURES = (".png", ".svg", ".pdf")


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "picture", "--out", metavar="FILE.png")
    add_set(parser, lang)
    add_numbers(parser, lang, "runs", "days", "seed", "workers")


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    if args.out is not None and Path(args.out).suffix.casefold() not in PICTURES:
        args.parser.error(text("cli.bad_chart_file", lang, found=args.out))


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.making.warm_up import warm_up
    from sim.views.reports.warm_up import warm_up_records, warm_up_text

    (scenario,) = loaded([args.scenario], args.set, lang)
    with Bar(lang) as bar:
        numbers = {"days": args.days, "seed": args.seed, "workers": args.workers}
        found = warm_up(scenario, args.runs, **numbers, progress=bar)
    if args.out is not None and found.series:
        from sim.views.charts.warm_up import warm_up as drawn

        tell(text("cli.saved", lang, path=drawn(found, lang).save(args.out)))
    return print_records(warm_up_records(found)) if args.json else print_text(warm_up_text(found, lang))
