"""`loket brief SCENARIO…`: the memo of a study, for who decides."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.codes import GOOD
from sim.commands.compare import compared, doubted_of, grades_of, refuse_alone
from sim.commands.keeping import add_keeping
from sim.commands.running import command_of, document_of, executed, is_document, loaded
from sim.language import text
from sim.language.errors import BadRequest
from sim.views.arguments import Parser, add, add_numbers, add_set, add_weight, whole
from sim.views.console import Bar, tell

if TYPE_CHECKING:
    from sim.calibration.validation import Validation
    from sim.office import Scenario
    from sim.runs import Comparison, Result


UNASKED = {
    "engine": "compiled", "possible": False, "trust_models": False, "around": None,
    "visits": False, "wage_rupiah_hour": None, "until": None, "json": False,
}  # fmt: skip
"""Options of the commands that run, which a memo has no place for."""


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add(parser, lang, "scenarios_brief", "scenario", nargs="+", metavar="SCENARIO")
    add(parser, lang, "out_brief", "--out", required=True, metavar="FILE.docx")
    add(parser, lang, "template", "--template", metavar="FILE.docx")
    add(parser, lang, "log_brief", "--log", nargs="+", metavar="LOG")
    add(parser, lang, "grade", "--grade", action="store_true")
    add(parser, lang, "grade_runs", "--grade-runs", type=whole(lang), metavar="N")
    add(parser, lang, "grade_model", "--grade-model", action="store_true")
    add(parser, lang, "doubt", "--doubt", action="store_true")
    add(parser, lang, "doubt_draws", "--doubt-draws", type=whole(lang), metavar="N")
    add(parser, lang, "before_after", "--before-after", action="store_true")
    add(parser, lang, "cost", "--cost-rupiah", metavar="N[,N…]")
    add_set(parser, lang)
    add_numbers(parser, lang, "runs", "days", "seed", "workers")
    add_keeping(parser, lang)
    add(parser, lang, "force", "--force", action="store_true")
    add_weight(parser, lang)
    parser.set_defaults(**UNASKED)


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    if not is_document(args.out):
        args.parser.error(text("cli.argparse.out_brief", lang, found=args.out))
    refuse_alone(args, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs import Comparison
    from sim.runs.doubting.doubt_draws import check_doubted, draws_asked
    from sim.runs.doubting.grade_trials import runs_asked

    runs_asked(args.grade_runs)
    draws_asked(1, args.doubt_draws)
    document = document_of(args, lang)
    given = loaded(args.scenario, args.set, lang)
    if args.doubt:
        check_doubted(given)
    checked = _checked(args, lang, given[0])
    found = _found(Namespace(**vars(args) | {"out": None}), lang, given)
    acting = found if isinstance(found, Comparison) and not found.idle else None
    if (args.doubt or args.grade) and acting is None:
        tell(text("cli.nothing_acts", lang))
    doubted = doubted_of(args, lang, acting) if args.doubt and acting else None
    graded = grades_of(args, lang, acting) if args.grade and acting else found
    if document is not None:
        tell(text("cli.saved", lang, path=document.save(graded, command_of(args), checked, doubted)))
    return GOOD


def _found(args: Namespace, lang: str, given: list[Scenario]) -> Comparison | Result:
    """One office, or several compared."""
    if len(given) > 1 or given[0].reforms:
        return compared(args, lang, given)
    from sim.runs.making.request import Request

    if args.grade or args.doubt or args.before_after or args.cost_rupiah is not None:
        raise BadRequest("brief_one")
    numbers = {"runs": args.runs, "days": args.days, "seed": args.seed, "workers": args.workers}
    request = Request(given[0], **numbers, skm_weight=args.skm_weight)
    return executed(args, lang, [request], args.scenario)[0]


def _checked(args: Namespace, lang: str, office: Scenario) -> Validation | None:
    """The office held against a log, where there is one."""
    if args.log is None:
        return None
    from sim.calibration.log import read_log
    from sim.calibration.validation import validate

    with Bar(lang) as bar:
        return validate(office, read_log([Path(one) for one in args.log]), modes=("forecast",), progress=bar)
