"""`loket sweep STUDY --store DIR`: a study run into a store, or what that will cost."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.output import print_records, print_text
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_numbers
from sim.views.console import Bar, tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "study", "study", metavar="STUDY")
    add(parser, lang, "store", "--store", required=True, metavar="DIR")
    add(parser, lang, "scheduler", "--scheduler", metavar="ADDRESS")
    add(parser, lang, "anywhere", "--anywhere", action="store_true")
    add(parser, lang, "until", "--until", action="append", metavar="MEASURE=WIDTH")
    add(parser, lang, "bundle", "--bundle", metavar="FILE.zip")
    add(parser, lang, "force", "--force", action="store_true")
    add(parser, lang, "dry_run", "--dry-run", action="store_true")
    add_numbers(parser, lang, "runs", "days", "seed", "workers")


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    for given, needs, key in (
        (args.anywhere, args.scheduler, "anywhere"),
        (args.force, args.bundle, "force_bundle"),
    ):
        if given and needs is None:
            args.parser.error(text(f"cli.argparse.{key}", lang))
    for option in ("until", "scheduler", "bundle") if args.dry_run else ():
        if getattr(args, option) is not None:
            args.parser.error(text("cli.argparse.dry_run", lang, option=f"--{option}"))


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.experiments.sweep.bundle import bundle, check_target
    from sim.experiments.sweep.forecast import forecast
    from sim.experiments.sweep.sweep import sweep
    from sim.views.reports.records import sweep_records
    from sim.views.reports.sweep import forecast_text, sweep_text

    numbers = {"runs": args.runs, "days": args.days, "seed": args.seed, "workers": args.workers}
    if args.bundle is not None:
        check_target(args.bundle, force=args.force)
    with Bar(lang) as bar:
        if args.dry_run:
            told = forecast(args.study, args.store, progress=bar, **numbers)
            return print_records([vars(told)]) if args.json else print_text(forecast_text(told, lang))
        place = {"scheduler": args.scheduler, "anywhere": args.anywhere, "until": args.until}
        found = sweep(args.study, args.store, progress=bar, **place, **numbers)
    if args.bundle is not None:
        tell(text("sweep.bundle.written", lang, path=bundle(found, args.bundle, force=args.force)))
    return print_records(sweep_records(found)) if args.json else print_text(sweep_text(found, lang))
