"""Draws the figures and tables of the pages on the model anew, from the code.

A page marks their places: <!-- facts: NAME --> ... <!-- end -->. Words for names stand in facts.toml.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from facts_people import anchors, elements, neutral, parameters, unsur
from facts_reforms import OF_REFORMS
from facts_rules import OF_PEOPLE, formulas
from facts_tools import DOCS, WORDS, functions, numbered, shown, table, worded

from sim.document.checks.channels import NEEDED_BY, TAKEN_BY
from sim.document.keys import TABLES, keys_of, written_keys
from sim.engines import reference
from sim.engines.reference import officers
from sim.engines.reference.night import NIGHT
from sim.evidence import Assumed, Sourced
from sim.language.catalogue import messages
from sim.office.distributions import DISTRIBUTIONS
from sim.plan import tables
from sim.rules import RULES, chance, channels, clock
from sim.rules import distributions as rules

PAGES = (DOCS / "background" / "model.md", DOCS / "background" / "model-ringkas.md")
PLACE = re.compile(r"(<!-- facts: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
BRANCH = 1 << 56
TELLERS = sorted(Path(inspect.getfile(reference)).parent.glob("*.py"))


def drawn_in(purpose: str) -> str:
    """The functions of the reference engine that draw for a purpose."""
    found = []
    for path in TELLERS:
        plain, owners = names_in(path)
        for owner, parts in owners:
            if f"chance.{purpose}" in parts or (purpose in plain and purpose in parts):
                found.append(f"`{path.stem}.{owner}`")
    return ", ".join(found)


@cache
def names_in(path: Path) -> tuple[set[str], list[tuple[str, set[str]]]]:
    """The purposes that a module imports by name, and the names in each of its functions."""
    tree = ast.parse(path.read_text("utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module == chance.__name__]
    return {alias.name for node in imports for alias in node.names}, [
        (owner, {ast.unparse(part) for part in ast.walk(node) if isinstance(part, (ast.Name, ast.Attribute))})
        for owner, node in functions(tree.body, "")
    ]


def ranks() -> str:
    """The order of kinds of events within a second."""
    rows = [(value, f"`{name}`", *words) for name, value, words in worded("ranks", numbered(clock, "SERVICE_END"))]
    return table(("rank", "name", "what happens", "ties by"), rows)


def numbers() -> str:
    """From which number on who is meant within a rank."""
    values = {name: value for name, value in vars(clock).items() if name in WORDS["numbers"]}
    rows = [(f"`{rank}`", f"`{name}`", f"2^{value.bit_length() - 1}", says) for name, value, (rank, says)
            in sorted(worded("numbers", values), key=lambda row: (clock_rank(row[2][0]), row[1]))]  # fmt: skip
    return table(("rank", "name", "from", "who"), rows)


def clock_rank(name: str) -> int:
    """The number of a rank."""
    return int(getattr(clock, name))


ALONE = ("ANSWERS", "STYLE", "ELSEWHERE", "EXCUSED", "WHICH_LINE")
"""Purposes that stand behind the numbered ones."""


def purposes() -> str:
    """What draws decide, and where."""
    found = worded(
        "purposes",
        numbered(chance, "GAP") | {name: getattr(chance, name) for name in ALONE},
    )
    return table(
        ("no.", "purpose", "decides", "key", "drawn in"),
        [(value, f"`{name}`", *words, drawn_in(name)) for name, value, words in found],
    )


def officer_draws() -> str:
    """What is drawn of an officer."""
    daily = {name: value for name, value in vars(chance).items() if name in WORDS["officer-draws"] and value >= 1 << 40}
    rows = [(value if value < 1 << 40 else f"{value >> 40} · 2^40 + {'course' if name == 'SENT' else 'day'}",
             f"`{name}`", words, drawn_in(name))
            for name, value, words in worded("officer-draws", numbered(chance, "MOTIVATION") | daily)]  # fmt: skip
    return table(("no.", "draw", "decides", "drawn in"), rows)


def branches() -> str:
    """The tree of keys."""
    values = {n: v for n, v in vars(chance).items() if n.isupper() and isinstance(v, int) and v and v % BRANCH == 0}
    rows = [(f"{value // BRANCH} · 2^56", f"`{name}`", *words) for name, value, words in worded("branches", values)]
    return table(("from", "branch", "child of the key of the", "which child", "what is drawn"), rows)


def draws() -> str:
    """How the number of a draw is put together."""
    bits = [chance.draw_of(*[int(i == place) for i in range(4)]).bit_length() - 1 for place in range(4)]
    parts = ("purpose", "step", "pass", "attempt")
    terms = [f"{part} · 2^{bit}" if bit else part for part, bit in zip(parts, bits, strict=True)]
    return f"> draw = {' + '.join(terms)}\n"


def outcomes() -> str:
    """How steps end, and where a return begins."""
    found = worded("outcomes", numbered(tables, "SERVED") | {"ERROR": tables.ERROR})
    return table(("no.", "outcome", "when", "a return begins"), [(v, f"`{n.lower()}`", *w) for n, v, w in found])


def case_outcomes() -> str:
    """How cases end."""
    return ", ".join(f"`{name}` ({number})" for number, name in enumerate(tables.CASE_OUTCOMES)) + "\n"


def kinds() -> str:
    """Kinds of channels: when they come, and which keys only they take."""
    rows = []
    for name, _, (on, at) in worded("kinds", numbered(channels, "COUNTER")):
        own = [f"`{key}`" for key, taken in TAKEN_BY.items() if name.lower() in taken]
        needs = NEEDED_BY.get(name.lower())
        rows.append((f"`{name.lower()}`", on, at, ", ".join(own) or "-", f"`{needs}`" if needs else "-"))
    return table(("kind", "day", "second", "keys of its own", "needs"), rows)


def distributions() -> str:
    """The laws of durations and factors."""
    formulas = values_at_u()
    names = {value: name for name, value in numbered(rules, "CONSTANT").items()}
    rows = []
    for of in DISTRIBUTIONS:
        kind, words = names[example(of).law().kind], of.law.__doc__.removeprefix("Its law: ").rstrip(".")
        keys = ", ".join(f"`{field.name}`" for field in fields(of) if field.name != "dist")
        rows.append((f"`{of.dist}`", keys, f"`{kind}`", words, f"`{formulas[kind]}`"))
    return table(("`dist`", "parameters", "law", "a, b, c", "value at u"), rows)


def example(of: Any) -> Any:
    """Any distribution of a class."""
    values = {"low_min": 1.0, "mode_min": 2.0, "high_min": 4.0, "cv": 1.5, "stages": 3, "shape": 2.0, "least_min": 0.0}
    given = {f.name: values.get(f.name, 5.0) for f in fields(of) if f.default is MISSING}
    return of(**(given | ({"values_min": (1.0, 2.0)} if "values_min" in given else {})))


def values_at_u() -> dict[str, str]:
    """What the rule `drawn` returns for each kind of law."""
    body = ast.parse(inspect.getsource(rules.drawn)).body[0].body
    found = {ast.unparse(n.test.comparators[0]): ast.unparse(n.body[0].value) for n in body if isinstance(n, ast.If)}
    found["EMPIRICAL"] = ast.unparse(body[-1].value)
    return {kind: formula.replace("law.", "") for kind, formula in found.items()}


def constants() -> str:
    """Constants of the model."""
    rows = []
    for place, words in WORDS["constants"].items():
        module, name = place.split(":")
        value, where = getattr(import_module(module), name), f"`{module.replace('.', '/')}.py`"
        rows.append((f"`{name}`", shown(value), words, where))
    return table(("constant", "value", "what", "where"), rows)


def defaults() -> str:
    """What holds where a scenario says nothing."""
    rows = []
    for label, of in TABLES.items():
        if of.__name__ == "Week":
            continue
        needed, given = [], []
        for field in fields(of):
            if (key := written_keys(of).get(field.name)) in keys_of(of):
                add_default(field, str(key), needed, given)
        rows.append((f"`{label}`" if label else "top", ", ".join(needed) or "-", ", ".join(given) or "-"))
    return table(("table", "must be given", "else"), rows)


def add_default(field: Field[Any], key: str, needed: list[str], given: list[str]) -> None:
    """Put a key among those that must be given, or with its default among the others."""
    if field.default is MISSING:
        needed.append(f"`{key}`")
    elif not is_dataclass(field.default) and not isinstance(field.default, (Assumed, Sourced)):
        given.append(f"`{key}` {shown(field.default)}")


def rule_list() -> str:
    """The rules by file, but for those that stand with their formulas."""
    rows = [(f"`sim/rules/{r.__module__.rsplit('.', 1)[1]}.py`", f"`{r.__name__}`", (r.__doc__ or "").splitlines()[0])
            for r in sorted(RULES, key=lambda r: r.__module__) if r.__module__ not in OF_PEOPLE]  # fmt: skip
    return table(("file", "rule", "what it says"), rows)


def night() -> str:
    """What happens between days."""
    steps = [(step.__name__, (step.__doc__ or "").rstrip(".")) for step in NIGHT]
    return "".join(f"{n}. `{name}`: {says[0].lower()}{says[1:]};\n" for n, (name, says) in enumerate(steps, 1))


def entities() -> str:
    """The state of each entity, as the reference engine holds it."""
    rows = []
    for place, words in WORDS["entities"].items():
        module, name = place.split(".")
        source = inspect.getsource(getattr(import_module(f"sim.engines.reference.{module}"), name))
        rows.append((words, f"`{place}`", ", ".join(f"`{state}`" for state in states(source))))
    return table(("entity", "class", "state"), rows)


def person() -> str:
    """What belongs to an officer and not to the post."""
    return ", ".join(f"`{name}`" for name in officers.PERSON) + "\n"


def states(source: str) -> Iterator[str]:
    """The attributes that a class sets on itself, or declares, in their order."""
    declared = [n.target.id for n in ast.parse(source).body[0].body if isinstance(n, ast.AnnAssign)]
    set_ = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)]
    own = [n for n in set_ if isinstance(n.value, ast.Name) and n.value.id == "self" and not n.attr.startswith("_")]
    names = dict.fromkeys(declared) | dict.fromkeys(n.attr for n in sorted(own, key=lambda n: (n.lineno, n.col_offset)))
    return (name for name in names if name not in ("plan", "env", "model", "office", "segments", "hours"))


def records() -> str:
    """What is recorded."""
    kinds_ = {name: value for name, value in vars(tables).items() if name.endswith("_ROW")}
    rows = [(words, f"`{name}`", ", ".join(f"`{column}`" for column in value.names))
            for name, value, words in worded("records", kinds_)]  # fmt: skip
    return table(("a row is", "schema", "columns"), rows)


def alasan() -> str:
    """Reasons to come again, as Indonesian tables call them."""
    words = messages("id", "results")
    reasons = [*tables.OUTCOMES[1:], "error"]
    return table(("sebab", "di berkas skenario"), [(words[f"reason.{r}"], f"`[returns]` `{r}`") for r in reasons])


FACTS: dict[str, Callable[[], str]] = {
    "entities": entities, "person": person, "ranks": ranks, "numbers": numbers, "night": night, "records": records,
    "purposes": purposes, "branches": branches, "draws": draws, "outcomes": outcomes, "case-outcomes": case_outcomes,
    "kinds": kinds, "distributions": distributions, "constants": constants, "defaults": defaults, "rules": rule_list,
    "alasan": alasan, "officer-draws": officer_draws, "formulas": formulas, "parameters": parameters,
    "neutral": neutral, "elements": elements, "unsur": unsur, "anchors": anchors, **OF_REFORMS,
}  # fmt: skip


def drawn(page: str) -> str:
    """A page with all marked places drawn anew."""
    return PLACE.sub(lambda place: f"{place[1]}\n{FACTS[place[2]]()}\n{place[3]}", page)


def main() -> None:
    """Draw the page on the model and its summary."""
    for path in PAGES:
        path.write_text(drawn(path.read_text("utf-8")), "utf-8")
        print(f"docs/background/{path.name}")
