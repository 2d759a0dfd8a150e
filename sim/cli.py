"""The command line: `loket`, also `python -m sim`."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.language import UnknownLanguage, text
from sim.views.arguments import Parser, chosen_language, parser_of, spoken_language
from sim.views.console import Bar, open_streams, say, speak_utf8, tell

if TYPE_CHECKING:
    from sim.office import Scenario
    from sim.runs import Comparison, Result
    from sim.runs.folder import Format, ResultFolder
    from sim.runs.request import Request
    from sim.views.extras import Extras
    from sim.views.render.excel import Workbook

OTHER_FILES = (
    ".doc", ".docx", ".odt", ".rtf", ".pdf", ".ppt", ".pptx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".txt",
    ".md", ".json", ".xml", ".htm", ".html", ".parquet", ".png", ".svg", ".zip",
)  # fmt: skip
"""Endings of files that are neither a workbook nor meant as the name of a folder."""
GOOD, FAILED, BAD_INPUT, STOPPED = 0, 1, 2, 130
Arguments = argparse.Namespace
Shown = tuple[str, list[dict[str, Any]]]
"""What is printed: text, or records with --json."""
LAB_OPTIONS = (
    "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.app_settings_dir={Path(__file__).resolve().parent / 'views' / 'lab'}",
)
"""JupyterLab asks nobody on the net for news of itself, nor whether it may: classes and offices are often without."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, 2 for bad input, 130 for Ctrl-C, 1 for anything else."""
    words = list(sys.argv[1:] if argv is None else argv)
    open_streams()
    speak_utf8()
    try:
        return _guarded(words)
    except BrokenPipeError:  # nobody reads any more: `loket ... | head`
        return GOOD
    except KeyboardInterrupt:
        tell(text("cli.stopped", spoken_language(words)))
        return STOPPED


def _guarded(words: list[str]) -> int:
    try:
        lang = chosen_language(words)
    except UnknownLanguage as error:
        return _refused(error.worded(spoken_language(words)), spoken_language(words))
    try:
        args = _arguments(words, lang)
    except SystemExit as end:  # after --help, or a complaint
        return int(end.code or GOOD)
    try:
        signal.signal(signal.SIGTERM, _terminated)
        code = args.do(args, lang)
    except (BrokenPipeError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        if os.environ.get("LOKET_DEBUG"):
            raise
        from sim.views.errors import explained

        message, code = explained(error, lang, getattr(args, "out", None))
        tell(message)
    return int(code)


def _terminated(*_: object) -> None:
    raise SystemExit(143)


# ------------------------------------------------------------------------------------------------------- commands


def _run(args: Arguments, lang: str) -> int:
    from sim.runs.request import Request
    from sim.views.extras import date_of, extras_of

    asked, around = extras_of(args.wage_rupiah_hour, None, dimensions=args.dimensions), date_of(args.around)
    numbers = {"runs": args.runs, "days": args.days, "seed": args.seed, "workers": args.workers}
    (scenario,) = _loaded([args.scenario], args.set, lang)
    request = Request(
        scenario,
        **numbers,
        engine=args.engine,
        around=around,
        skm_weight=args.skm_weight,
    )
    results = _executed(args, lang, [request], [args.scenario])
    if args.json:
        from sim.views.reports.records import run_records

        return _print_json(run_records(results[0], asked))
    from sim.views.reports.run import run_text

    return _print(run_text(results[0], lang, asked))


def _compare(args: Arguments, lang: str) -> int:
    from sim.measures import LEVEL
    from sim.office.possible import possible
    from sim.runs.compare import Comparison, alike, looked_around, source_of
    from sim.runs.costs import costs_asked
    from sim.runs.grade_trials import runs_asked
    from sim.runs.reforming import begin_of
    from sim.runs.request import Request
    from sim.runs.trust_models import models_asked
    from sim.views.extras import costs_of, date_of, extras_of

    runs_asked(args.grade_runs)
    asked = extras_of(args.wage_rupiah_hour, args.weights, dimensions=args.dimensions, summary=args.summary)
    options = {"engine": args.engine, "workers": args.workers, "skm_weight": args.skm_weight}
    given = _loaded(args.scenario, args.set, lang)
    scenarios = alike(given, args.runs, args.days, args.seed, alone=args.possible)
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
        return Comparison(found, LEVEL, costs, asked.wage, source_of(given), others)

    sources = args.scenario if len(given) > 1 else args.scenario * len(scenarios)
    sources += args.scenario[:1] * len(ends)
    comparison = joined(_executed(args, lang, requests, sources, joined))
    further = [do for asked_for, do in ((args.trust_models, _modelled), (args.grade, _graded)) if asked_for]
    if not args.json:
        from sim.views.reports.compare import compare_text

        say(compare_text(comparison, lang, asked), end="\n\n" if further else "\n")
        for do in further:
            say(do(args, lang, comparison, asked)[0])
        return GOOD
    from sim.views.reports.records import compare_records

    records = [] if args.grade else compare_records(comparison, asked)
    for do in further:
        records += do(args, lang, comparison, asked)[1]
    return _print_json(records)


def _modelled(args: Arguments, lang: str, comparison: Comparison, _: Extras) -> Shown:
    """Its trust under the four models, as text or as records."""
    from sim.runs.trust_models import trust_models
    from sim.views.reports.records import model_records
    from sim.views.reports.trust_models import models_text

    with Bar(lang) as bar:
        found = trust_models(comparison, workers=args.workers, progress=bar)
    return ("", model_records(found)) if args.json else (models_text(found, lang), [])


def _graded(args: Arguments, lang: str, comparison: Comparison, asked: Extras) -> Shown:
    """Its grades when all has been tried, as text or as records (with the comparison)."""
    from sim.runs.grade import graded
    from sim.runs.grade_trials import Trials
    from sim.views.reports.grade import grade_text, trying_text
    from sim.views.reports.records import compare_records, grade_records

    trials = Trials(comparison, args.grade_runs, args.workers, model=args.grade_model)
    if trials.numbers:
        tell(trying_text(trials, lang))
    with Bar(lang) as bar:
        grades = graded(trials, bar)
    if args.json:
        return "", grade_records(grades, compare_records(comparison, asked))
    return grade_text(grades, lang, asked), []


def _executed(
    args: Arguments,
    lang: str,
    requests: Sequence[Request],
    sources: Sequence[str],
    joined: Callable[[Sequence[Result]], Comparison] | None = None,
) -> list[Result]:
    """Run the requests; with `--out` into a folder or a workbook, which is there when all is done."""
    from sim.runs.collect import collect
    from sim.runs.size import much, together

    size = much(together([request.size() for request in requests]))
    if size is not None:
        tell(text("cli.much", lang, **size))
    with ExitStack() as stack:
        folder, workbook = _folder(args, stack), _workbook(args, lang)
        bar = stack.enter_context(Bar(lang))
        results = collect(requests, folder, bar, visits=args.visits)
        comparison = None if joined is None else joined(results)
        if folder is not None:
            folder.finish(results, sources, comparison)
        if workbook is not None:
            from sim.views.reports.workbook import sheets

            workbook.save(sheets(comparison or results[0], lang))
    if args.out is not None:
        tell(text("cli.saved", lang, path=args.out))
    return results


def _folder(args: Arguments, stack: ExitStack) -> ResultFolder | None:
    if args.out is None or _is_workbook(args.out):
        return None
    from sim.runs.folder import ResultFolder

    form: Format = args.format or "parquet"
    return stack.enter_context(ResultFolder(Path(args.out), form, visits=args.visits, force=args.force))


def _workbook(args: Arguments, lang: str) -> Workbook | None:
    if args.out is None or not _is_workbook(args.out):
        return None
    from sim.views.render.excel import Workbook

    return Workbook(Path(args.out), lang, force=args.force)


def _is_workbook(path: str) -> bool:
    return path.casefold().endswith(".xlsx")


def _needed(args: Arguments, lang: str) -> int:
    from sim.experiments.needed import needed
    from sim.views.extras import minutes_of, share_of
    from sim.views.reports.needed import needed_text

    target, within = share_of(args.target), minutes_of(args.within)
    (scenario,) = _loaded([args.scenario], args.set, lang)
    numbers = {"runs": args.runs, "days": args.days, "seed": args.seed, "workers": args.workers}
    with Bar(lang) as bar:
        found = needed(scenario, target, within, vary=args.vary, most=args.most, progress=bar, **numbers)
    return _print_json(found.rows()) if args.json else _print(needed_text(found, lang))


def _verify(args: Arguments, lang: str) -> int:
    from sim.verification import verify

    with Bar(lang) as bar:
        checks = verify(long=args.long, seed=args.seed, workers=args.workers, progress=bar)
    if args.json:
        from sim.views.reports.records import verify_records

        _print_json(verify_records(checks))
    else:
        from sim.views.reports.verify import verify_text

        _print(verify_text(checks, lang))
    return GOOD if all(check.ok for check in checks) else FAILED


def _validate(args: Arguments, lang: str) -> int:
    from sim.calibration.log import read_log, read_mapping
    from sim.calibration.validation import validate
    from sim.views.reports.validate import validate_records, validate_text
    from sim.views.validation_page import page_at, validate_page

    page = None if args.page is None else page_at(args.page, force=args.force)
    mapping = None if args.mapping is None else read_mapping(Path(args.mapping))
    (scenario,), log = _loaded([args.scenario], [], lang), read_log(args.log, mapping)
    modes = {} if args.mode is None else {"modes": (args.mode,)}
    with Bar(lang) as bar:
        found = validate(scenario, log, runs=args.runs, used=args.used, progress=bar, **modes)
    if page is not None:
        from sim.whole_files import write_whole

        write_whole(page, validate_page(found, lang).encode())
        tell(text("cli.saved", lang, path=page))
    return _print_json(validate_records(found)) if args.json else _print(validate_text(found, lang))


def _scenarios(args: Arguments, lang: str) -> int:
    from sim.scenario.listing import scenarios
    from sim.views.reports.records_lists import scenario_records

    records = scenario_records(scenarios(), lang)
    if args.json:
        return _print_json(records)
    from sim.views.reports.verify import list_text

    return _print(list_text([(record["name"], record["title"]) for record in records], lang))


def _reforms(args: Arguments, lang: str) -> int:
    from sim.reforms.listing import listed, reform_named
    from sim.views.reports.records_lists import reform_records
    from sim.views.reports.reforms import list_text, reform_text

    found = listed() if args.name is None else (reform_named(args.name),)
    if args.json:
        return _print_json(reform_records(found, lang))
    return _print(list_text(found, lang) if args.name is None else reform_text(found[0], lang))


def _evidence(args: Arguments, lang: str) -> int:
    from sim.evidence import registry, row_of
    from sim.views.reports.evidence import evidence_and_assumptions_text, evidence_text, numbers_text
    from sim.views.reports.records_lists import evidence_records, number_records
    from sim.views.sections.numbers import numbers_at

    if numbers := numbers_at(args.id or ""):
        return _print_json(number_records(numbers, lang)) if args.json else _print(numbers_text(numbers, lang))
    rows = [row_of(args.id)] if args.id is not None else list(registry().values())
    if args.json:
        return _print_json(evidence_records(rows, lang))
    return _print(evidence_and_assumptions_text(lang) if args.id is None else evidence_text(rows[0], lang))


def _check(args: Arguments, lang: str) -> int:
    from sim.runs.idle import check
    from sim.scenario.faults import shown
    from sim.scenario.overrides import settings_of

    values = settings_of(args.set)
    found = {ref: check(ref, overrides=values) for ref in args.file}
    if args.json:
        from sim.views.reports.records_lists import fault_records

        _print_json(fault_records(found, lang))
    for ref, faults in found.items():
        for line in shown(faults, lang):
            tell(line)
        if not args.json and all(fault.warning for fault in faults):
            _print("\n".join([text("cli.valid", lang, file=ref), *_amounts(ref, values, lang)]))
    wrong = any(not fault.warning for faults in found.values() for fault in faults)
    return BAD_INPUT if wrong else GOOD


def _amounts(ref: str, values: Mapping[str, Any], lang: str) -> list[str]:
    from sim.runs.pilot import needs_pilot, start_of
    from sim.scenario import is_calendar, load
    from sim.views.reports.office import amounts_lines

    if is_calendar(ref):
        return []
    scenario = load(ref, overrides=values)
    with Bar(lang) as bar:
        start = start_of(scenario, scenario, "compiled", bar)
    lines = amounts_lines(scenario, lang, start)
    return [*lines, text("cli.belief_unknown", lang)] if start is None and needs_pilot(scenario) else lines


def _loaded(refs: Sequence[str], written: Sequence[str], lang: str) -> list[Scenario]:
    """Scenarios with what `--set` says; what `check` warns of is said here as well."""
    from sim.runs.idle import load
    from sim.scenario.loading import settled
    from sim.scenario.overrides import settings_of

    each = zip(refs, settled(refs, settings_of(written)), strict=True)
    return [load(ref, overrides=values, tell=lambda fault: tell(fault.render(lang))) for ref, values in each]


def _paths(args: Arguments, lang: str) -> int:
    from sim.scenario.loading import places
    from sim.scenario.overrides import settings_of
    from sim.views.reports.paths import paths_text
    from sim.views.reports.records_lists import place_records

    found = places(args.scenario, args.word, settings_of(args.set))
    return _print_json(place_records(found, lang)) if args.json else _print(paths_text(found, lang))


def _new(args: Arguments, lang: str) -> int:
    from sim.scenario import new_file

    return _print(text("cli.new_done", lang, path=new_file(args.file, args.origin, lang)))


def _calibrate(args: Arguments, lang: str) -> int:
    from sim.calibration.calibrating import calibrate, check_out
    from sim.views.reports.calibrate import calibration_records, calibration_text

    check_out(Path(args.out), force=args.force)
    found = calibrate(args.log, args.mapping, lang=lang)
    paths = found.save(args.out, lang, force=args.force)
    then = [f"loket check {paths[0]}"]
    if found.found.mapping.kind == "visits":  # of others there are no waits to compare
        then.append(f"loket validate {paths[0]} {' '.join(args.log)}")
    tell(text("cli.calibrated", lang, path=paths[0], mapping=paths[1], then=then))
    return _print_json(calibration_records(found, lang)) if args.json else _print(calibration_text(found, lang))


def _lab(_: Arguments, lang: str) -> int:
    notebooks = Path(__file__).resolve().parent.parent / "notebooks"
    if not notebooks.is_dir():
        tell(text("cli.error", lang, message=text("cli.no_lab", lang)))
        return FAILED
    return subprocess.run([sys.executable, "-m", "jupyterlab", str(notebooks), *LAB_OPTIONS], check=False).returncode


def _version(_: Arguments, lang: str) -> int:
    from sim.runs.manifest import loket_version

    return _print(f"loket {loket_version()}")


# ------------------------------------------------------------------------------------------------------ arguments


def _arguments(words: list[str], lang: str) -> Arguments:
    args = _parser(lang).parse_args(words)
    out = getattr(args, "out", None)
    other = out is not None and (not out.strip() or Path(out).suffix.casefold() in OTHER_FILES)
    if other and args.do is not _calibrate:
        args.parser.error(
            text("cli.argparse.out_ending", lang, found=out, write=f"{Path(str(out)).stem or 'hasil'}.xlsx")
        )
    if getattr(args, "visits", False) and (out is None or _is_workbook(out)):
        args.parser.error(text("cli.argparse.visits_out", lang))
    if getattr(args, "format", None) is not None and out is not None and _is_workbook(out):
        args.parser.error(text("cli.argparse.format_workbook", lang))
    if getattr(args, "grade_runs", None) is not None and not args.grade:
        args.parser.error(text("cli.argparse.grade_runs", lang))
    if getattr(args, "grade_model", False) and not args.grade:
        args.parser.error(text("cli.argparse.grade_model", lang))
    return args


def _parser(lang: str) -> Parser:
    return parser_of(lang, COMMANDS)


COMMANDS = {
    "scenarios": _scenarios,
    "reforms": _reforms,
    "evidence": _evidence,
    "new": _new,
    "check": _check,
    "paths": _paths,
    "run": _run,
    "compare": _compare,
    "needed": _needed,
    "calibrate": _calibrate,
    "validate": _validate,
    "verify": _verify,
    "lab": _lab,
    "version": _version,
}


# --------------------------------------------------------------------------------------------------------- output


def _print(said: str) -> int:
    say(said)
    return GOOD


def _print_json(records: Iterable[Any]) -> int:
    return _print(json.dumps(list(records), ensure_ascii=False, indent=1, allow_nan=False))


def _refused(message: str, lang: str) -> int:
    tell(text("cli.error", lang, message=message))
    return BAD_INPUT
