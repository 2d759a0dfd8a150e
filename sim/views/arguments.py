"""The arguments of the command line, explained and refused in the reader's language."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from sim.language import LANGUAGES, UnknownLanguage, default_language, language, text
from sim.language.characters import harmless

Command = Callable[[argparse.Namespace, str], int]

_PHRASES = {
    "the following arguments are required: %s": "required",
    "unrecognized arguments: %s": "unrecognized",
    "argument %(argument_name)s: %(message)s": "argument",
    "invalid choice: %(value)r (choose from %(choices)s)": "choice",
    "expected one argument": "one",
    "expected at least one argument": "some",
    "not allowed with argument %s": "together",
    "ambiguous option: %(option)s could match %(matches)s": "ambiguous",
    "ignored explicit argument %r": "no_value",
}
"""What argparse says in English → messages `cli.argparse.*`; what is not here stays English."""


def chosen_language(argv: Sequence[str]) -> str:
    """The language of `--lang` among the arguments, else of `LOKET_LANG`, else Indonesian. Raises UnknownLanguage."""
    for place, word in enumerate(argv):
        if word.startswith("--lang="):
            return language(word.partition("=")[2])
        if word == "--lang" and place + 1 < len(argv):
            return language(argv[place + 1])
    return default_language()


def spoken_language(argv: Sequence[str]) -> str:
    """As `chosen_language`, but for the message that a language is unknown: then Indonesian."""
    try:
        return chosen_language(argv)
    except UnknownLanguage:
        return LANGUAGES[0]


class Parser(argparse.ArgumentParser):
    """A parser that speaks a language, and ends with code 2 and a message where arguments are wrong."""

    def __init__(self, *, lang: str, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_formatter(lang), **options)
        self.lang = lang
        argparse._ = lambda phrase: _translated(phrase, lang)  # type: ignore[attr-defined]  # how argparse translates
        self._positionals.title = text("cli.positionals", lang)
        self._optionals.title = text("cli.options", lang)
        self.add_argument("-h", "--help", action="help", help=text("cli.help", lang))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end with code 2."""
        self.exit(2, f"{self.format_usage()}{text('cli.error', self.lang, message=harmless(message))}\n")


def _formatter(lang: str) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, f"{text('cli.usage', lang)} " if prefix is None else prefix)

    return Formatter


def _translated(phrase: str, lang: str) -> str:
    key = _PHRASES.get(phrase)
    return phrase if key is None else text(f"cli.argparse.{key}", lang)


def parser_of(lang: str, commands: Mapping[str, Command]) -> Parser:
    """The parser of all commands; each is done by what `commands` names for it."""
    parser = Parser(prog="loket", lang=lang, description=text("cli.about", lang), epilog=text("cli.epilog", lang))
    add_common(parser, lang)
    verbs = parser.add_subparsers(title=text("cli.commands", lang), metavar=text("cli.command", lang), required=True)

    def verb(name: str, *, as_json: bool = True) -> Parser:
        about = text(f"cli.do.{name}", lang)
        found: Parser = verbs.add_parser(name, lang=lang, help=about, description=about[0].upper() + about[1:] + ".")
        found.set_defaults(do=commands[name], parser=found)
        add_common(found, lang)
        if as_json:
            found.add_argument("--json", action="store_true", help=text("cli.json", lang))
        return found

    verb("scenarios")
    add(verb("reforms"), lang, "reform", "name", nargs="?", metavar="NAME")
    add(verb("evidence"), lang, "id", "id", nargs="?", metavar="ID")
    add_new(verb("new", as_json=False), lang)
    check = verb("check")
    add(check, lang, "files", "file", nargs="+", metavar="FILE")
    paths = verb("paths")
    add(paths, lang, "scenario", "scenario", metavar="SCENARIO")
    add(paths, lang, "word", "word", nargs="?", metavar="WORD")
    run = verb("run")
    add(run, lang, "scenario", "scenario", metavar="SCENARIO")
    compare = verb("compare")
    add(compare, lang, "scenarios", "scenario", nargs="+", metavar="SCENARIO")
    add(compare, lang, "grade", "--grade", action="store_true")
    add(compare, lang, "grade_runs", "--grade-runs", type=_whole(lang), metavar="N")
    add(compare, lang, "grade_model", "--grade-model", action="store_true")
    add(compare, lang, "summary", "--summary", action="store_true")
    add(compare, lang, "possible", "--possible", action="store_true")
    add(compare, lang, "trust_models", "--trust-models", action="store_true")
    needed = verb("needed")
    add_needed(needed, lang)
    for command in (check, paths, run, compare, needed):
        add(command, lang, "set", "--set", action="append", default=[], metavar="PATH=VALUE")
    for command in (run, compare):
        add_running(command, lang)
        add_looks(command, lang)
    add(compare, lang, "before_after", "--before-after", action="store_true")
    add(compare, lang, "weights", "--weights", metavar="W")
    add(compare, lang, "cost", "--cost-rupiah", metavar="N[,N…]")
    calibrate = verb("calibrate")
    add(calibrate, lang, "log", "log", nargs="+", metavar="LOG")
    add(calibrate, lang, "out_scenario", "--out", required=True, metavar="FILE.toml")
    add(calibrate, lang, "mapping", "--mapping", metavar="FILE.toml")
    add(calibrate, lang, "force_scenario", "--force", action="store_true")
    validate = verb("validate")
    add_validate(validate, lang)
    verify = verb("verify")
    add(verify, lang, "long", "--long", action="store_true")
    add_numbers(verify, lang, "seed", "workers")
    verb("lab", as_json=False)
    verb("version", as_json=False)
    return parser


def add(parser: Parser, lang: str, key: str, name: str, **options: Any) -> None:
    """Add an argument with its help, `cli.arg.<key>`."""
    parser.add_argument(name, help=text(f"cli.arg.{key}", lang), **options)


def add_common(parser: Parser, lang: str) -> None:
    """The options of every command."""
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=text("cli.lang", lang))


def add_new(parser: Parser, lang: str) -> None:
    """The arguments of `loket new`."""
    add(parser, lang, "file", "file", metavar="FILE")
    add(parser, lang, "from", "--from", dest="origin", metavar="SCENARIO")


def add_needed(parser: Parser, lang: str) -> None:
    """The arguments of `loket needed`."""
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "target", "--target", default="90", metavar="PERCENT")
    add(parser, lang, "within", "--within", metavar="MIN")
    add(parser, lang, "vary", "--vary", metavar="GROUP")
    add(parser, lang, "most", "--most", type=_whole(lang), metavar="N")
    add_numbers(parser, lang, "runs", "days", "seed", "workers")


def add_validate(parser: Parser, lang: str) -> None:
    """The arguments of `loket validate`."""
    add(parser, lang, "scenario", "scenario", metavar="SCENARIO")
    add(parser, lang, "log", "log", nargs="+", metavar="LOG")
    add(parser, lang, "mode", "--mode", choices=("forecast", "replay", "trace"))
    add(parser, lang, "mapping", "--mapping", metavar="FILE.toml")
    add(parser, lang, "used", "--used", action="store_true")
    add(parser, lang, "page", "--out", dest="page", metavar="FILE.html")
    add(parser, lang, "force", "--force", action="store_true")
    add_numbers(parser, lang, "runs")


def add_running(parser: Parser, lang: str) -> None:
    """The options of commands that run scenarios."""
    add_numbers(parser, lang, "runs", "days", "seed", "workers")
    add(parser, lang, "engine", "--engine", choices=("compiled", "reference"), default="compiled")
    add(parser, lang, "out", "--out", metavar="DIR|FILE.xlsx")
    add(parser, lang, "visits", "--visits", action="store_true")
    add(parser, lang, "format", "--format", choices=("parquet", "csv"))
    add(parser, lang, "force", "--force", action="store_true")


def add_looks(parser: Parser, lang: str) -> None:
    """The options of how results are looked at."""
    add(parser, lang, "around", "--around", metavar="DATE")
    add(parser, lang, "dimensions", "--dimensions", action="store_true")
    add(parser, lang, "skm_weight", "--skm-weight", choices=("1/9", "0.111", "0.11"), default="1/9")
    add(parser, lang, "wage", "--wage-rupiah-hour", metavar="RP")


def add_numbers(parser: Parser, lang: str, *names: str) -> None:
    """Options that take a whole number."""
    for name in names:
        add(parser, lang, name, f"--{name}", type=_whole(lang), metavar="N" if name != "seed" else "S")


def _whole(lang: str) -> Callable[[str], int]:
    """Reads the whole number of an option."""

    def read(written: str) -> int:
        from sim.office.thousands import code_of, thousands

        marked = thousands(written)
        if marked:
            said = text(f"cli.bad_{code_of(marked, whole=True)}", lang, found=written, **marked)
            raise argparse.ArgumentTypeError(said)
        try:
            return int(written)
        except ValueError:
            raise argparse.ArgumentTypeError(text("cli.argparse.whole", lang, found=written)) from None

    return read
