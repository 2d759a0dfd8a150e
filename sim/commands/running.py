"""Scenarios loaded, run and saved as the options of a command say."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from sim.language import text
from sim.views.arguments import Parser, add, add_looks, add_running, add_set
from sim.views.console import Bar, tell

if TYPE_CHECKING:
    from sim.office import Scenario
    from sim.runs import Comparison, Result
    from sim.runs.folder import Format, ResultFolder
    from sim.runs.request import Request
    from sim.views.render.excel import Workbook

OTHER_FILES = (
    ".doc", ".docx", ".odt", ".rtf", ".pdf", ".ppt", ".pptx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".txt",
    ".md", ".json", ".xml", ".htm", ".html", ".parquet", ".png", ".svg", ".zip",
)  # fmt: skip
"""Endings of files that are neither a workbook nor meant as the name of a folder."""


def add_run(parser: Parser, lang: str) -> None:
    """The options of commands that run scenarios and show what came of it."""
    add_set(parser, lang)
    add_running(parser, lang)
    add(parser, lang, "until", "--until", action="append", metavar="MEASURE=WIDTH")
    add_looks(parser, lang)


def refuse_out(args: Namespace, lang: str) -> None:
    """End with code 2 where `--out` and what goes with it do not fit together."""
    out = args.out
    if out is not None and (not out.strip() or Path(out).suffix.casefold() in OTHER_FILES):
        written = f"{Path(str(out)).stem or 'hasil'}.xlsx"
        args.parser.error(text("cli.argparse.out_ending", lang, found=out, write=written))
    if args.visits and (out is None or is_workbook(out)):
        args.parser.error(text("cli.argparse.visits_out", lang))
    if args.format is not None and out is not None and is_workbook(out):
        args.parser.error(text("cli.argparse.format_workbook", lang))


def is_workbook(path: str) -> bool:
    """Whether a workbook is asked for, and no folder."""
    return path.casefold().endswith(".xlsx")


def loaded(refs: Sequence[str], written: Sequence[str], lang: str) -> list[Scenario]:
    """Scenarios with what `--set` says; what `check` warns of is said here as well."""
    from sim.runs.idle import load
    from sim.scenario.loading import settled
    from sim.scenario.overrides import settings_of

    each = zip(refs, settled(refs, settings_of(written)), strict=True)
    return [load(ref, overrides=values, tell=lambda fault: tell(fault.render(lang))) for ref, values in each]


def executed(
    args: Namespace,
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
    if args.json and requests[0].until:
        from sim.views.sections.precision import footer_until

        tell("\n".join(footer_until(comparison or results[0], lang)))
    if args.out is not None:
        tell(text("cli.saved", lang, path=args.out))
    return results


def _folder(args: Namespace, stack: ExitStack) -> ResultFolder | None:
    if args.out is None or is_workbook(args.out):
        return None
    from sim.runs.folder import ResultFolder

    form: Format = args.format or "parquet"
    return stack.enter_context(ResultFolder(Path(args.out), form, visits=args.visits, force=args.force))


def _workbook(args: Namespace, lang: str) -> Workbook | None:
    if args.out is None or not is_workbook(args.out):
        return None
    from sim.views.render.excel import Workbook

    return Workbook(Path(args.out), lang, force=args.force)
