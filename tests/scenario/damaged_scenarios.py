"""Bundled scenario files as slips and accidents would damage them: mutant `number` is always the same text."""

import random
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sim.scenario import bundled_root

CAUSES = 3
"""A mutant has at most so many damages."""
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\b\d{4}-\d\d-\d\d\b|\b(?:true|false)\b|(?<![\w.])[-+]?\d[\d_]*(?:\.\d+)?\b')
NUMBER = re.compile(r"[-+]?\d[\d_]*(?:\.\d+)?")
HOURS = re.compile(r'"\d\d:\d\d-\d\d:\d\d"')
DATE = re.compile(r"\d{4}-\d\d-\d\d")

Lines = list[str]
Token = tuple[int, int, int]
"""A value: its line, where it begins there and where it ends."""


class Damaged(NamedTuple):
    """A mutant: its number, the bundled scenario it was, what was done to it, and its text."""

    number: int
    name: str
    damage: tuple[str, ...]
    text: str

    def written(self, folder: Path) -> Path:
        """The file of the mutant."""
        path = folder / f"damaged{self.number}.toml"
        path.write_text(self.text, encoding="utf-8", newline="\n")
        return path


def bundled_texts() -> dict[str, str]:
    """The bundled scenario files by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(bundled_root().glob("*.toml"))}


def damaged(number: int, texts: dict[str, str]) -> Damaged:
    """Mutant `number` of these files."""
    chance = random.Random(number)  # noqa: S311  (no secret)
    name = chance.choice(sorted(texts))
    lines, told = texts[name].split("\n"), []
    for _ in range(chance.choice((1, 1, 1, 2, CAUSES))):
        kind = chance.choice(sorted(DAMAGES))
        said = DAMAGES[kind](chance, lines)
        told.append(f"{kind}: {said}")
    return Damaged(number, name, tuple(told), "\n".join(lines))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in what takes longer (where the system has timers)."""

    def late(*_: object) -> None:
        raise TimeoutError(f"took longer than {seconds} s")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ------------------------------------------------------------------------------------------------------ what is damaged


def _code(line: str) -> str:
    """A line without its comment."""
    found = re.match(r'(?:[^"#]|"(?:[^"\\]|\\.)*")*', line)
    return found[0] if found else line


def _tokens(lines: Lines, like: re.Pattern[str] | None = None) -> list[Token]:
    found = [(place, *token.span()) for place, line in enumerate(lines) for token in TOKEN.finditer(_value(line))]
    return [token for token in found if like is None or like.fullmatch(_text(lines, token))] or found


def _value(line: str) -> str:
    """A line with all that is no value blanked."""
    code = _code(line)
    key, equals, _ = code.partition("=")
    bare = code.lstrip().startswith(("[[", "[")) and not equals and not code.lstrip().startswith('["')
    return " " * len(code) if bare else " " * len(key + equals) + code[len(key + equals) :] if equals else code


def _text(lines: Lines, token: Token) -> str:
    place, begin, end = token
    return lines[place][begin:end]


def _put(lines: Lines, token: Token, written: str) -> str:
    place, begin, end = token
    before = lines[place][begin:end]
    lines[place] = lines[place][:begin] + written + lines[place][end:]
    return f"line {place + 1}, {before} -> {written[:60]}"


def _one(chance: random.Random, lines: Lines, like: re.Pattern[str] | None = None) -> Token:
    return chance.choice(_tokens(lines, like) or [(0, 0, 0)])


def _filled(chance: random.Random, lines: Lines) -> int:
    return chance.choice([place for place, line in enumerate(lines) if _code(line).strip()] or [0])


def _table(chance: random.Random, lines: Lines) -> tuple[int, int]:
    """Where a table begins and ends."""
    heads = [place for place, line in enumerate(lines) if re.match(r"\s*\[+[\w.]+\]+", line)] or [0]
    begin = chance.choice(heads)
    return begin, min((place for place in heads if place > begin), default=len(lines))


# ------------------------------------------------------------------------------------------------------- by structure


def _line_lost(chance: random.Random, lines: Lines) -> str:
    place = _filled(chance, lines)
    lost, lines[place] = lines[place], ""
    return f"line {place + 1}, {lost[:60]}"


def _line_doubled(chance: random.Random, lines: Lines) -> str:
    place = _filled(chance, lines)
    lines[place] = f"{lines[place]}\n{lines[place]}"
    return f"line {place + 1}, {lines[place][:60]}"


def _lines_swapped(chance: random.Random, lines: Lines) -> str:
    a, b = _filled(chance, lines), _filled(chance, lines)
    lines[a], lines[b] = lines[b], lines[a]
    return f"lines {a + 1} and {b + 1}"


def _table_lost(chance: random.Random, lines: Lines) -> str:
    begin, end = _table(chance, lines)
    lost = lines[begin]
    lines[begin:end] = [""] * (end - begin)
    return f"line {begin + 1}, {lost}"


def _table_doubled(chance: random.Random, lines: Lines) -> str:
    begin, end = _table(chance, lines)
    lines[end - 1] = "\n".join([lines[end - 1], *lines[begin:end]])
    return f"line {begin + 1}, {lines[begin]}"


def _file_cut(chance: random.Random, lines: Lines) -> str:
    place = _filled(chance, lines)
    cut = chance.randrange(len(lines[place]) + 1)
    lines[place:] = [lines[place][:cut]]
    return f"line {place + 1}, after {cut} characters"


def _key_misspelt(chance: random.Random, lines: Lines) -> str:
    keys = [place for place, line in enumerate(lines) if re.match(r"\s*[\w-]+\s*=", line)] or [0]
    place = chance.choice(keys)
    key = lines[place].partition("=")[0].strip()
    at = chance.randrange(max(len(key) - 1, 1))
    deep = ".".join("k" * 500)
    wrong = chance.choice([key[:at] + key[at + 1 :], f"{key}s", key.upper(), f"{key}.{key}", f'"{key} "', deep])
    lines[place] = lines[place].replace(key, wrong, 1)
    return f"line {place + 1}, {key} -> {wrong[:40]}"


# ----------------------------------------------------------------------------------------------------------- by value


def _written(*choices: str, like: re.Pattern[str] | None = None) -> Callable[[random.Random, Lines], str]:
    """A damage that writes one of these for a value; {} stands for the value."""

    def damage(chance: random.Random, lines: Lines) -> str:
        token = _one(chance, lines, like)
        return _put(lines, token, chance.choice(choices).replace("{}", _text(lines, token)))

    return damage


def _scaled(*factors: float) -> Callable[[random.Random, Lines], str]:
    """A damage that writes a number some times as large."""

    def damage(chance: random.Random, lines: Lines) -> str:
        token, factor = _one(chance, lines, NUMBER), chance.choice(factors)
        found = _text(lines, token)
        if not NUMBER.fullmatch(found):
            return "nothing"
        value = float(found.replace("_", "")) * factor
        return _put(lines, token, f"{value:.6g}" if "." in found or abs(value) > 1e15 else str(round(value)))

    return damage


def _values_swapped(chance: random.Random, lines: Lines) -> str:
    tokens = _tokens(lines)
    if len(tokens) < 2:
        return "nothing"
    first, second = sorted(chance.sample(tokens, 2))
    a, b = _text(lines, first), _text(lines, second)
    return f"{_put(lines, second, a)}; {_put(lines, first, b)}"


def _name_of_another(chance: random.Random, lines: Lines) -> str:
    names = re.compile(r'"[^"\d][^"]*"')
    return _put(lines, _one(chance, lines, names), _text(lines, _one(chance, lines, names)))


DAMAGES: dict[str, Callable[[random.Random, Lines], str]] = {
    "line lost": _line_lost,
    "line doubled": _line_doubled,
    "lines swapped": _lines_swapped,
    "table lost": _table_lost,
    "table doubled": _table_doubled,
    "file cut": _file_cut,
    "key misspelt": _key_misspelt,
    "values swapped": _values_swapped,
    "name of another": _name_of_another,
    "a little other": _scaled(0.5, 0.9, 1.1, 1.5, 2.0),
    "much other": _scaled(0.001, 0.1, 10.0, 100.0),
    "other type": _written(
        '"{}"', "[{}]", "{ a = {} }", "true", "2026-01-05", "08:00:00", '""', "[]", "{}", "3", "0.5", '"x"', "[[1, 2]]",
        '{ dist = "constant", value_min = 3 }', "0x10", "1_000",
    ),
    "huge": _written(
        "1e9", "1e308", "1e400", "3000000", "99999999999999999999", str(2**31), str(2**62), str(2**63), "9" * 400,
        like=NUMBER,
    ),
    "negative": _written("-{}", "-1", "-0.0", "-1e-300", like=NUMBER),
    "nought": _written("0", "0.0", "1e-300", like=NUMBER),
    "not a number": _written("nan", "inf", "-inf", "+nan", like=NUMBER),
    "nested": _written(
        "[[{}]]", "[" * 80 + "{}" + "]" * 80, "[" * 2000 + "{}" + "]" * 2000, "{ a = { b = {} } }", "[{ a = {} }]",
    ),
    "thousands": _written("15.000", "1.234", "1.234.567", '"15.000"', "{}.000", "15,000", "1.000", like=NUMBER),
    "strange text": _written(
        '"\\u0007{}"', '"a\x1b[2Jb"', '"a\\u001b[2J"', '"\\u0000"', '"\\u202Ex"', '"a\\tb\\nc"', '"e\u0301"', '"=1+1"',
        '"' + "x" * 5000 + '"', '"<b>"', '"../../x"', '"a/b"', '"\\U0001F600"', like=re.compile(r'"[^"]*"'),
    ),
    "wrong hours": _written(
        '"25:00-26:00"', '"15:00-08:00"', '"08.00-15.00"', '"08:00-08:00"', '"00:00-24:00"', '"8-15"', '"08:00"',
        '"23:59:59-24:00"', '"08:00-24:01"', "[]", '["08:00-09:00", "08:30-10:00"]', like=HOURS,
    ),
    "wrong date": _written(
        "2026-13-40", "0001-01-01", "9999-12-31", "1899-12-31", '"2026-01-05"', "2026-02-30", "2026-01-05T08:00:00Z",
        "05-01-2026", "2027-06-01", "2025-06-01", "2026", like=DATE,
    ),
}  # fmt: skip
"""What can happen to a file, by name."""
