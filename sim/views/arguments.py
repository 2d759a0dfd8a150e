"""The arguments of the command line, explained and refused in the reader's language."""

import argparse
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from sim.language import LANGUAGES, UnknownLanguage, default_language, language, text
from sim.language.characters import harmless

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


def add(parser: Parser, lang: str, key: str, name: str, **options: Any) -> None:
    """Add an argument with its help, `cli.arg.<key>`; what is written for it is never blank."""
    kind = {} if options.get("action") == "store_true" else {"type": options.pop("type", _something(lang))}
    parser.add_argument(name, help=text(f"cli.arg.{key}", lang), **kind, **options)


def add_common(parser: Parser, lang: str) -> None:
    """The options of every command."""
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=text("cli.lang", lang))


def add_json(parser: Parser, lang: str) -> None:
    """The option of commands that can print records for programs."""
    parser.add_argument("--json", action="store_true", help=text("cli.json", lang))


def add_set(parser: Parser, lang: str) -> None:
    """The option of commands in which numbers of a scenario can be set."""
    add(parser, lang, "set", "--set", action="append", default=[], metavar="PATH=VALUE")


def add_running(parser: Parser, lang: str) -> None:
    """The options of commands that run scenarios."""
    add_numbers(parser, lang, "runs", "days", "seed", "workers")
    add(parser, lang, "engine", "--engine", choices=("compiled", "reference"), default="compiled")
    add(parser, lang, "out", "--out", metavar="DIR|FILE")
    add(parser, lang, "visits", "--visits", action="store_true")
    add(parser, lang, "format", "--format", choices=("csv", "csv-id", "parquet"))
    add(parser, lang, "force", "--force", action="store_true")


def add_looks(parser: Parser, lang: str) -> None:
    """The options of how results are looked at."""
    add(parser, lang, "around", "--around", metavar="DATE")
    add(parser, lang, "full", "--full", action="store_true")
    add(parser, lang, "dimensions", "--dimensions", action="store_true")
    add_weight(parser, lang)
    add(parser, lang, "wage", "--wage-rupiah-hour", metavar="RP")


def add_weight(parser: Parser, lang: str) -> None:
    """The option of how the elements of the SKM are weighed."""
    add(parser, lang, "skm_weight", "--skm-weight", choices=("1/9", "0.111", "0.11"), default="1/9")


def add_numbers(parser: Parser, lang: str, *names: str) -> None:
    """Options that take a whole number."""
    for name in names:
        add(parser, lang, name, f"--{name}", type=whole(lang), metavar="N" if name != "seed" else "S")


def _something(lang: str) -> Callable[[str], str]:
    """What reads the text of an option: an empty path would be the folder where one works."""

    def read(written: str) -> str:
        if not written.strip():
            raise argparse.ArgumentTypeError(text("cli.argparse.blank", lang))
        return written

    return read


def whole(lang: str) -> Callable[[str], int]:
    """What reads the whole number of an option."""

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
