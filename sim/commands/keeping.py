"""Where commands that run for long keep what is finished, and what is said when they are stopped."""

from __future__ import annotations

from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext

from sim.views.arguments import Parser, add


def add_keeping(parser: Parser, lang: str) -> None:
    """The option of commands whose runs can be kept and taken up again."""
    add(parser, lang, "store_kept", "--store", dest="keep_in", metavar="DIR")


def kept(args: Namespace) -> AbstractContextManager[None]:
    """Within it runs are kept where `--store` of such a command says. Raises BadRequest."""
    folder = getattr(args, "keep_in", None)
    if folder is None:
        return nullcontext()
    from sim.experiments.store.whole_runs import kept_in

    return kept_in(folder)


def how_to_go_on(args: Namespace) -> str:
    """Which message tells somebody who stopped a command how it goes on."""
    if getattr(args, "keep_in", None) or any(word.startswith("--store") for word in args.words):
        return "_kept"
    return "_unkept" if hasattr(args, "keep_in") or hasattr(args, "store") else ""
