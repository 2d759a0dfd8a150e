"""`loket search SCENARIO --budget RUPIAH`: the best package of reforms."""

from __future__ import annotations

from argparse import Namespace
from contextlib import ExitStack
from typing import Any

from sim.commands.output import print_records, print_text
from sim.commands.running import command_of, document_of, folder_of, loaded, refuse_out
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_numbers, add_set, whole
from sim.views.console import Bar, tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "search_scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "budget", "--budget", metavar="RUPIAH")
    add(parser, lang, "goal", "--goal", action="append", metavar="MEASURE")
    add(parser, lang, "at_most", "--at-most", type=whole(lang), metavar="N")
    add(parser, lang, "who", "--who", metavar="WHO")
    add(parser, lang, "reform_choice", "--reform", action="append", metavar="REFORM")
    add(parser, lang, "strength", "--strength", action="append", metavar="PERCENT")
    add(parser, lang, "indifference", "--indifference", metavar="N")
    add(parser, lang, "confidence", "--confidence", metavar="PERCENT")
    add(parser, lang, "search_store", "--store", metavar="DIR")
    add(parser, lang, "search_runs", "--runs", type=whole(lang), metavar="N")
    add(parser, lang, "most_runs", "--most-runs", type=whole(lang), metavar="N")
    add(parser, lang, "search_draws", "--doubt-draws", type=whole(lang), metavar="N")
    add(parser, lang, "search_dry", "--dry-run", action="store_true")
    add_set(parser, lang)
    add_numbers(parser, lang, "days", "seed", "workers")
    add(parser, lang, "search_out", "--out", metavar="DIR|FILE")
    add(parser, lang, "format", "--format", choices=("csv", "csv-id", "parquet"))
    add(parser, lang, "force", "--force", action="store_true")
    parser.set_defaults(visits=False)


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    refuse_out(args, lang)
    for option in ("out", "json") if args.dry_run else ():
        if getattr(args, option):
            args.parser.error(text("cli.argparse.dry_run", lang, option=f"--{option}"))


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.experiments.search.search import searching_of
    from sim.experiments.search.search_file import is_search
    from sim.runs.making.threads import crew_of
    from sim.views.reports.search import search_text
    from sim.views.sections.search import before

    given = args.scenario if is_search(args.scenario) else loaded([args.scenario], args.set, lang)[0]
    if args.set and given is args.scenario:
        args.parser.error(text("cli.argparse.search_set", lang))
    with ExitStack() as stack:
        asked = searching_of(given, **_asked(args), progress=stack.enter_context(Bar(lang)))
        crew = crew_of(args.workers, asked.least_runs)
        if args.dry_run:
            return print_text(before(asked, asked.seconds(), crew, lang))
        folder, document = folder_of(args, stack), document_of(args, lang)
        tell(before(asked, asked.seconds(), crew, lang))
        found = asked.run()
        if folder is not None:
            folder.add_rows("packages", found.frame())
            folder.add_rows("package_runs", found.run_frame())
            folder.finish(found.fresh.results, [args.scenario] * len(found.fresh.results), found.fresh)
        if document is not None:
            document.save(found, command_of(args))
    if args.out is not None:
        tell(text("cli.saved", lang, path=args.out))
    if args.json:
        return print_records(found.rows())
    return print_text(search_text(found, lang))


def _asked(args: Namespace) -> dict[str, Any]:
    """The options, read. Raises BadRequest."""
    from sim.views.extras import budget_of, difference_of, share_of, strength_of

    names = ("runs", "days", "seed", "workers", "most_runs", "doubt_draws", "at_most", "who", "store")
    return {
        **{name: getattr(args, name) for name in names},
        "goals": args.goal,
        "reforms": args.reform,
        "budget_rupiah": budget_of(args.budget),
        "strengths": args.strength and [strength_of(one) for one in args.strength],
        "indifference": difference_of(args.indifference),
        "confidence": None if args.confidence is None else share_of(args.confidence, "--confidence"),
    }
