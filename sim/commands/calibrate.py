"""`loket calibrate LOG… --out FILE`: a scenario of the office's own records."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sim.commands.output import print_records, print_text
from sim.language import text
from sim.views.arguments import Parser, add, add_json
from sim.views.console import tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "log", "log", nargs="+", metavar="LOG")
    add(parser, lang, "out_scenario", "--out", required=True, metavar="FILE.toml")
    add(parser, lang, "mapping", "--mapping", metavar="FILE.toml")
    add(parser, lang, "force_scenario", "--force", action="store_true")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.calibration.calibrating import calibrate, check_out
    from sim.views.reports.calibrate import calibration_records, calibration_text

    check_out(Path(args.out), force=args.force)
    found = calibrate(args.log, args.mapping, lang=lang)
    paths = found.save(args.out, lang, force=args.force)
    then = [f"loket check {paths[0]}", f"loket validate {paths[0]} {' '.join(args.log)}"]
    tell(text("cli.calibrated", lang, path=paths[0], mapping=paths[1], then=then))
    return print_records(calibration_records(found, lang)) if args.json else print_text(calibration_text(found, lang))
