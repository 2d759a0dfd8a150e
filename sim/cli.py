"""The command line: `loket`, also `python -m sim`."""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Sequence

from sim.commands import COMMANDS, name_of
from sim.commands.codes import BAD_INPUT, GOOD, STOPPED
from sim.commands.keeping import how_to_go_on, kept
from sim.language import UnknownLanguage, text
from sim.views.arguments import Parser, add_common, chosen_language, spoken_language
from sim.views.console import open_streams, speak_utf8, tell


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
        with kept(args):
            code = args.do(args, lang)
    except KeyboardInterrupt:
        tell(text(f"cli.stopped{how_to_go_on(args)}", lang))
        return STOPPED
    except (BrokenPipeError, SystemExit):
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


def _arguments(words: list[str], lang: str) -> Namespace:
    args = parser_of(lang).parse_args(words)
    args.words = words
    args.refuse(args, lang)
    return args


def parser_of(lang: str) -> Parser:
    """The parser of all commands."""
    parser = Parser(prog="loket", lang=lang, description=text("cli.about", lang), epilog=text("cli.epilog", lang))
    add_common(parser, lang)
    verbs = parser.add_subparsers(title=text("cli.commands", lang), metavar=text("cli.command", lang), required=True)
    for command in COMMANDS:
        name = name_of(command)
        about = text(f"cli.do.{name}", lang)
        verb: Parser = verbs.add_parser(name, lang=lang, help=about, description=about[0].upper() + about[1:] + ".")
        verb.set_defaults(do=command.do, refuse=getattr(command, "refuse", _take), parser=verb)
        add_common(verb, lang)
        command.arguments(verb, lang)
    return parser


def _take(_: Namespace, __: str) -> None:
    """Any arguments of a command fit together, but where it says otherwise."""


def _refused(message: str, lang: str) -> int:
    tell(text("cli.error", lang, message=message))
    return BAD_INPUT
