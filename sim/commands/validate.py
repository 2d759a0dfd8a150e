"""`loket validate SCENARIO LOG…`: how well a scenario says what happened."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sim.commands.output import print_records, print_text
from sim.commands.running import command_of, document_of, is_memo, loaded
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_numbers
from sim.views.console import Bar, tell

PAGE = ".html"
"""How the page with all pictures ends."""


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "log", "log", nargs="+", metavar="LOG")
    add(parser, lang, "mode", "--mode", choices=("forecast", "replay", "trace", "assisted"))
    add(parser, lang, "mapping", "--mapping", metavar="FILE.toml")
    add(parser, lang, "used", "--used", action="store_true")
    add(parser, lang, "page", "--out", metavar="FILE.html|FILE.docx")
    add(parser, lang, "force", "--force", action="store_true")
    add_numbers(parser, lang, "runs")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.calibration.log import read_log, read_mapping
    from sim.calibration.validation import validate
    from sim.views.reports.validate import validate_records, validate_text
    from sim.views.validation_page import page_at, validate_page

    memo = args.out is not None and is_memo(args.out) and not args.out.casefold().endswith(PAGE)
    document = document_of(args, lang) if memo else None
    page = None if args.out is None or memo else page_at(args.out, force=args.force)
    mapping = None if args.mapping is None else read_mapping(Path(args.mapping))
    (scenario,), log = loaded([args.scenario], [], lang), read_log(args.log, mapping)
    modes = {} if args.mode is None else {"modes": (args.mode,)}
    with Bar(lang) as bar:
        found = validate(scenario, log, runs=args.runs, used=args.used, progress=bar, **modes)
    if document is not None:
        tell(text("cli.saved", lang, path=document.save(found, command_of(args))))
    if page is not None:
        from sim.whole_files import write_whole

        write_whole(page, validate_page(found, lang).encode())
        tell(text("cli.saved", lang, path=page))
    return print_records(validate_records(found)) if args.json else print_text(validate_text(found, lang))
