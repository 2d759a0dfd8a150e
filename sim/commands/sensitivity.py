"""`loket sensitivity STUDY --store DIR`: what moves the outcomes of a study, and what flips a conclusion."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sim.commands.output import print_records, print_text
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_numbers
from sim.views.console import Bar, tell

ENDINGS = (".html", ".xlsx")


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "study", "study", metavar="STUDY")
    add(parser, lang, "store", "--store", required=True, metavar="DIR")
    add(parser, lang, "measure", "--measure", action="append", default=[], metavar="MEASURE")
    add(parser, lang, "out_sensitivity", "--out", metavar="FILE.html|FILE.xlsx")
    add(parser, lang, "force", "--force", action="store_true")
    add_numbers(parser, lang, "runs", "days", "seed", "workers")


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where `--out` is no such file."""
    if args.out is not None and not args.out.casefold().endswith(ENDINGS):
        args.parser.error(text("cli.argparse.out_sensitivity", lang, found=args.out))


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.experiments.sensitivity.sensitivity import sensitivity
    from sim.views.render.out_file import OutFile
    from sim.views.reports.records import sensitivity_records
    from sim.views.reports.sensitivity import sensitivity_text
    from sim.views.sensitivity_file import sensitivity_file

    out = None if args.out is None else OutFile(Path(args.out), force=args.force)
    numbers = {"runs": args.runs, "days": args.days, "seed": args.seed, "workers": args.workers}
    with Bar(lang) as bar:
        found = sensitivity(args.study, args.store, measures=args.measure, progress=bar, **numbers)
    if out is not None:
        content = sensitivity_file(found, lang, book=args.out.casefold().endswith(ENDINGS[1]))
        tell(text("cli.saved", lang, path=out.save(content)))
    return print_records(sensitivity_records(found)) if args.json else print_text(sensitivity_text(found, lang))
