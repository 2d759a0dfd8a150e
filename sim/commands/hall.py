"""`loket hall SCENARIO [SCENARIO] --date DATE --out FILE.html`: a day as a waiting hall to play."""

from __future__ import annotations

from argparse import Namespace

from sim.commands.codes import GOOD
from sim.commands.running import loaded
from sim.language import text
from sim.views.arguments import Parser, add, add_numbers, add_set
from sim.views.console import Bar, tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add(parser, lang, "hall_scenarios", "scenario", nargs="+", metavar="SCENARIO")
    add(parser, lang, "date", "--date", metavar="DATE")
    add(parser, lang, "office", "--office", metavar="OFFICE")
    add(parser, lang, "page", "--out", dest="page", metavar="FILE.html", required=True)
    add(parser, lang, "force", "--force", action="store_true")
    add_set(parser, lang)
    add_numbers(parser, lang, "seed")


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.views.extras import date_of
    from sim.views.hall import halls_of
    from sim.views.hall.page import hall_page
    from sim.views.validation_page import page_at
    from sim.whole_files import write_whole

    page, day = page_at(args.page, force=args.force), date_of(args.date)
    scenarios = loaded(args.scenario, args.set, lang)
    with Bar(lang) as bar:
        halls = halls_of(scenarios, day, args.office, seed=args.seed, progress=bar)
    write_whole(page, hall_page(halls, lang).encode())
    tell(text("cli.saved", lang, path=page))
    return GOOD
