"""What the scripts that draw facts share: tables, words, names that the code numbers, values as a page shows them."""

import ast
import inspect
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.rules import clock

HERE = Path(__file__).parent
WORDS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "facts.toml").read_text("utf-8"))


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
