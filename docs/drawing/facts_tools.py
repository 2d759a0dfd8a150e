"""What the scripts that draw facts share: tables, words, names that the code numbers, values as a page shows them."""

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.rules import clock

WHOLE = re.compile(r"(\d)\.0\b")
DOCS = Path(__file__).parents[1]
WORDS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("facts.toml").read_text("utf-8"))


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown."""
    lines = [list(head), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def worded(subject: str, names: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each name with its value and its words; both sides must know the same names."""
    words = WORDS[subject]
    if apart := set(words) ^ set(names):
        raise SystemExit(f"facts.toml [{subject}]: words and code differ in {sorted(apart)}")
    for name, value in names.items():
        yield name, value, words[name]


def numbered(module: ModuleType, first: str) -> dict[str, int]:
    """The names that a module numbers by `range`, of the run of them that begins with `first` or follows it."""
    runs = [
        [name.id for name in node.targets[0].elts if isinstance(name, ast.Name)]
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Tuple)
        and ast.unparse(node.value).startswith("range")
    ]
    start = next(i for i, run in enumerate(runs) if run[0] == first)
    found: dict[str, int] = {}
    for run in runs[start:]:
        values = {name: getattr(module, name) for name in run}
        if found and min(values.values()) != max(found.values()) + 1:
            break
        found |= values
    return found


def functions(body: Iterable[ast.stmt], owner: str) -> Iterator[tuple[str, ast.AST]]:
    """The functions and methods of a module, each with its name."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from functions(node.body, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield owner + node.name, node


def shown(value: object) -> str:
    """A value as a page shows it."""
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return f"[{', '.join(map(shown, value))}]" if value else "none"
        case int() if value > clock.LONGEST and value.bit_count() == 1:
            return f"2^{value.bit_length() - 1}"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:g}"
    return str(value)


def says(rule: Callable[..., Any]) -> str:
    """The first line of a rule's docstring."""
    return (rule.__doc__ or "").splitlines()[0]


def formula(rule: Callable[..., Any]) -> str:
    """A rule as a formula: its statements one after the other, a case before its condition."""
    body = ast.parse(inspect.getsource(rule)).body[0].body[1:]
    return WHOLE.sub(r"\1", "; ".join(map(statement, body)).replace("math.", ""))


def statement(node: ast.stmt) -> str:
    """A statement in a line."""
    match node:
        case ast.Return():
            return ast.unparse(node.value)
        case ast.If(body=[ast.Return() as only], orelse=[]):
            value = ast.unparse(only.value)
            return f"{f'({value})' if isinstance(only.value, ast.IfExp) else value} if {ast.unparse(node.test)}"
    return re.sub(r":\n +", ": ", ast.unparse(node))
