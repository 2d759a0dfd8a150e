"""`loket needed SCENARIO`: the fewest officers, hours or places that meet a target."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.keeping import add_keeping
from sim.commands.output import print_records, print_text
from sim.commands.running import command_of, document_of, loaded, refuse_memo
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_numbers, add_set, whole
from sim.views.console import Bar, tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "target", "--target", default="90", metavar="PERCENT")
    add(parser, lang, "within", "--within", metavar="MIN")
    add(parser, lang, "what", "--what", choices=("officers", "hours", "places"), default="officers")
    add(parser, lang, "vary", "--vary", metavar="GROUP")
    add(parser, lang, "most", "--most", type=whole(lang), metavar="N")
    add_set(parser, lang)
    add_numbers(parser, lang, "runs", "days", "seed", "workers")
    add_keeping(parser, lang)
    add(parser, lang, "out_memo", "--out", metavar="FILE.docx")
    add(parser, lang, "force", "--force", action="store_true")


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    refuse_memo(args, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.experiments.needed.needed import needed
    from sim.views.extras import minutes_of, share_of
    from sim.views.reports.needed import needed_text

    target, within = share_of(args.target, "--target"), minutes_of(args.within)
    (scenario,) = loaded([args.scenario], args.set, lang)
    numbers = {"runs": args.runs, "days": args.days, "seed": args.seed, "workers": args.workers}
    varied = {"what": args.what, "vary": args.vary, "most": args.most}
    document = document_of(args, lang)
    with Bar(lang) as bar:
        found = needed(scenario, target, within, **varied, progress=bar, **numbers)
    if document is not None:
        tell(text("cli.saved", lang, path=document.save(found, command_of(args))))
    return print_records(found.rows()) if args.json else print_text(needed_text(found, lang))
