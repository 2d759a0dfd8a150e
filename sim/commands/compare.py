"""`loket compare SCENARIO…`: what changes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.commands.codes import GOOD
from sim.commands.output import print_records
from sim.commands.running import add_run, command_of, document_of, executed, is_memo, loaded, refuse_out
from sim.language import text
from sim.views.arguments import Parser, add, add_json, whole
from sim.views.console import Bar, say, tell

if TYPE_CHECKING:
    from sim.office import Scenario
    from sim.runs import Comparison, Result
    from sim.runs.doubting.doubt import Doubted
    from sim.runs.doubting.grade import Grades
    from sim.views.extras import Extras
Shown = tuple[Any, Any]
"""What was found, and what is printed of it: text, or records with --json."""


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "scenarios", "scenario", nargs="+", metavar="SCENARIO")
    add(parser, lang, "grade", "--grade", action="store_true")
    add(parser, lang, "grade_runs", "--grade-runs", type=whole(lang), metavar="N")
    add(parser, lang, "grade_model", "--grade-model", action="store_true")
    add(parser, lang, "doubt", "--doubt", action="store_true")
    add(parser, lang, "doubt_draws", "--doubt-draws", type=whole(lang), metavar="N")
    add(parser, lang, "possible", "--possible", action="store_true")
    add(parser, lang, "trust_models", "--trust-models", action="store_true")
    add(parser, lang, "pairs", "--pairs", action="store_true")
    add_run(parser, lang)
    add(parser, lang, "before_after", "--before-after", action="store_true")
    add(parser, lang, "weights", "--weights", metavar="W")
    add(parser, lang, "cost", "--cost-rupiah", metavar="N[,N…]")


def refuse(args: Namespace, lang: str) -> None:
    """End with code 2 where options do not fit together."""
    refuse_out(args, lang)
    refuse_alone(args, lang)


def refuse_alone(args: Namespace, lang: str) -> None:
    """End with code 2 where an option is given that only goes with another."""
    alone = {"grade_runs": args.grade, "grade_model": args.grade, "doubt_draws": args.doubt}
    for option, needed in alone.items():
        if getattr(args, option) not in (None, False) and not needed:
            args.parser.error(text(f"cli.argparse.{option}", lang))


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.doubting.doubt_draws import check_doubted, draws_asked
    from sim.runs.doubting.grade_trials import runs_asked
    from sim.views.extras import extras_of

    runs_asked(args.grade_runs)
    draws_asked(1, args.doubt_draws)
    looks = {"dimensions": args.dimensions, "full": args.full, "pairs": args.pairs}
    asked = extras_of(args.wage_rupiah_hour, args.weights, **looks)
    given = loaded(args.scenario, args.set, lang)
    if args.doubt:
        check_doubted(given)
    comparison = compared(args, lang, given)
    told = ((args.trust_models, _modelled), (args.doubt, _doubted), (args.grade, _graded))
    further = [do for asked_for, do in told if asked_for and not comparison.idle]
    if not args.json:
        from sim.views.reports.compare import compare_text

        say(compare_text(comparison, lang, asked), end="\n\n" if further else "\n")
    if comparison.idle and any(asked_for for asked_for, _ in told):
        tell(text("cli.nothing_acts", lang))
    records, studies = [], []
    for do in further:
        study, said = do(args, lang, comparison, asked)
        studies.append(study)
        if args.json:
            records += said
        else:
            say(said)
    _saved_again(args, lang, comparison, studies)
    if not args.json:
        return GOOD
    from sim.views.reports.records import compare_records

    return print_records([*([] if _graded in further else compare_records(comparison, asked)), *records])


def _saved_again(args: Namespace, lang: str, comparison: Comparison, studies: Sequence[Any]) -> None:
    """Write the memo once more, with what was tried since."""
    from sim.runs.doubting.doubt import Doubted
    from sim.runs.doubting.grade import Grades

    doubted = next((one for one in studies if isinstance(one, Doubted)), None)
    grades = next((one for one in studies if isinstance(one, Grades)), None)
    if args.out is None or not is_memo(args.out) or (grades is None and doubted is None):
        return
    again = Namespace(**vars(args) | {"force": True})  # in place of the memo without them
    if document := document_of(again, lang):
        document.save(grades or comparison, command_of(args), doubted=doubted)


def compared(args: Namespace, lang: str, given: Sequence[Scenario]) -> Comparison:
    """Scenarios run and compared as the options say."""
    from sim.measures import LEVEL
    from sim.office.possible import possible
    from sim.runs.comparing.compare import Comparison, alike, looked_around, source_of
    from sim.runs.comparing.costs import costs_asked
    from sim.runs.comparing.reforming import begin_of
    from sim.runs.doubting.trust_models import models_asked
    from sim.runs.making.request import Request
    from sim.runs.making.until import most_of, until_of
    from sim.views.extras import costs_of, date_of, rupiah_of

    wage, until = rupiah_of(args.wage_rupiah_hour), until_of(args.until)
    options = {"engine": args.engine, "workers": args.workers, "skm_weight": args.skm_weight, "until": until}
    scenarios = alike(given, most_of(args.runs, until), args.days, args.seed, alone=args.possible)
    ends = possible(scenarios[0]) if args.possible else ()
    if args.trust_models:
        models_asked(scenarios)
    costs = costs_asked(costs_of(args.cost_rupiah), len(scenarios) - 1)
    dates = looked_around(scenarios, date_of(args.around), before_after=args.before_after)
    requests = [
        Request(one, **options, around=around, instead_of=scenarios[0], begins=begin_of(scenarios))
        for one, around in zip((*scenarios, *ends), (*dates, *((),) * len(ends)), strict=True)
    ]

    def joined(results: Sequence[Result]) -> Comparison:
        found, others = tuple(results[: len(scenarios)]), tuple(results[len(scenarios) :])
        return Comparison(found, LEVEL, costs, wage, source_of(given), others)

    sources = args.scenario if len(given) > 1 else args.scenario * len(scenarios)
    sources += args.scenario[:1] * len(ends)
    return joined(executed(args, lang, requests, sources, joined))


def grades_of(args: Namespace, lang: str, comparison: Comparison) -> Grades:
    """Every assumption tried at both ends; how long that takes is said first."""
    from sim.runs.doubting.grade import graded
    from sim.runs.doubting.grade_trials import Trials
    from sim.views.reports.grade import trying_text

    trials = Trials(comparison, args.grade_runs, args.workers, model=args.grade_model)
    if trials.numbers:
        tell(trying_text(trials, lang))
    with Bar(lang) as bar:
        return graded(trials, bar)


def doubted_of(args: Namespace, lang: str, comparison: Comparison) -> Doubted:
    """The comparison under draws of what is not known."""
    from sim.runs.doubting.doubt import doubt

    with Bar(lang) as bar:
        return doubt(comparison, args.doubt_draws, workers=args.workers, progress=bar)


def _modelled(args: Namespace, lang: str, comparison: Comparison, _: Extras) -> Shown:
    """Its trust under the four models, as text or as records."""
    from sim.runs.doubting.trust_models import trust_models
    from sim.views.reports.records import model_records
    from sim.views.reports.trust_models import models_text

    with Bar(lang) as bar:
        found = trust_models(comparison, workers=args.workers, progress=bar)
    return found, model_records(found) if args.json else models_text(found, lang)


def _doubted(args: Namespace, lang: str, comparison: Comparison, _: Extras) -> Shown:
    """What it comes to under what is not known, as text or as records."""
    from sim.views.reports.doubt import doubt_text
    from sim.views.reports.records import doubt_records

    found = doubted_of(args, lang, comparison)
    return found, doubt_records(found) if args.json else doubt_text(found, lang)


def _graded(args: Namespace, lang: str, comparison: Comparison, asked: Extras) -> Shown:
    """Its grades when all has been tried, as text or as records (with the comparison)."""
    from sim.views.reports.grade import grade_text
    from sim.views.reports.records import compare_records, grade_records

    grades = grades_of(args, lang, comparison)
    if args.json:
        return grades, grade_records(grades, compare_records(comparison, asked))
    return grades, grade_text(grades, lang, asked)
