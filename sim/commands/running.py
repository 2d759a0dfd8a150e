"""Scenarios loaded, run and saved as the options of a command say."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.keeping import add_keeping
from sim.language import text
from sim.views.arguments import Parser, add, add_looks, add_running, add_set
from sim.views.console import Bar, tell

if TYPE_CHECKING:
    from sim.office import Scenario
    from sim.runs import Comparison, Result
    from sim.runs.making.request import Request
    from sim.runs.tables.folder import Format, ResultFolder
    from sim.views.brief import Brief

OTHER_FILES = (
    ".doc", ".odt", ".rtf", ".ppt", ".pptx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".md", ".json",
    ".xml", ".htm", ".parquet", ".png", ".svg", ".zip",
)  # fmt: skip
"""Endings of files that are not written, nor meant as the name of a folder."""
DOCUMENTS = (".xlsx", ".docx", ".html", ".pdf")
"""Endings of files that people read; whatever else is a folder."""


def add_run(parser: Parser, lang: str) -> None:
    """The options of commands that run scenarios and show what came of it."""
    add_set(parser, lang)
    add_running(parser, lang)
    add_keeping(parser, lang)
    add(parser, lang, "until", "--until", action="append", metavar="MEASURE=WIDTH")
    add_looks(parser, lang)


def refuse_out(args: Namespace, lang: str) -> None:
    """End with code 2 where `--out` and what goes with it do not fit together."""
    out = args.out
    if out is not None and Path(out).suffix.casefold() in OTHER_FILES:
        args.parser.error(text("cli.argparse.out_ending", lang, found=out, write=f"{Path(out).stem}.xlsx"))
    if getattr(args, "keep_in", None) is not None and args.engine == "reference":
        args.parser.error(text("cli.argparse.store_reference", lang))
    if args.visits and (out is None or is_document(out)):
        args.parser.error(text("cli.argparse.visits_out", lang))
    if args.format is not None and out is not None and is_document(out):
        args.parser.error(text("cli.argparse.format_workbook", lang))


def refuse_memo(args: Namespace, lang: str) -> None:
    """End with code 2 where `--out` is none of a memo."""
    if args.out is not None and not is_memo(args.out):
        args.parser.error(text("cli.argparse.out_memo", lang, found=args.out, endings=", ".join(DOCUMENTS[1:])))


def is_document(path: str) -> bool:
    """Whether a file for people is asked for, and no folder."""
    return path.casefold().endswith(DOCUMENTS)


def is_memo(path: str) -> bool:
    """Whether that is a memo, and no workbook."""
    return path.casefold().endswith(DOCUMENTS[1:])


def command_of(args: Namespace) -> str:
    """What was typed."""
    return shlex.join(["loket", *args.words])


def loaded(refs: Sequence[str], written: Sequence[str], lang: str) -> list[Scenario]:
    """Scenarios with what `--set` says; what `check` warns of is said here as well."""
    from sim.runs.comparing.idle import load
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
    """Run the requests; with `--out` into a folder or a file, which is there when all is done."""
    from sim.runs.making.collect import collect
    from sim.runs.making.size import much, together

    size = much(together([request.size() for request in requests]))
    if size is not None:
        tell(text("cli.much", lang, **size))
    with ExitStack() as stack:
        folder, document = folder_of(args, stack), document_of(args, lang)
        bar = stack.enter_context(Bar(lang))
        results = collect(requests, folder, bar, visits=args.visits)
        comparison = None if joined is None else joined(results)
        if folder is not None:
            folder.finish(results, sources, comparison)
        if document is not None:
            document.save(comparison or results[0], command_of(args))
    if args.json and requests[0].until:
        from sim.views.sections.precision import footer_until

        tell("\n".join(footer_until(comparison or results[0], lang)))
    if args.out is not None:
        tell(text("cli.saved", lang, path=args.out))
    return results


def folder_of(args: Namespace, stack: ExitStack) -> ResultFolder | None:
    """The folder for results that `--out` asks for; None for a file, or nothing. Raises BadRequest."""
    if args.out is None or is_document(args.out):
        return None
    from sim.runs.tables.folder import ResultFolder

    form: Format = args.format or "csv"
    return stack.enter_context(ResultFolder(Path(args.out), form, visits=args.visits, force=args.force))


def document_of(args: Namespace, lang: str) -> Brief | None:
    """The file for people that `--out` asks for; None for a folder, or nothing. Raises BadRequest."""
    if args.out is None or not is_document(args.out):
        return None
    from sim.views.brief import Brief

    return Brief(args.out, lang, force=args.force, template=getattr(args, "template", None))
