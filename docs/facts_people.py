"""Facts about officers and citizens: rules as formulas, numbers with what they rest on, the nine elements."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

from facts_tools import shown, table, worded

from sim.evidence import Evidence, Sourced, of, registry
from sim.language.catalogue import messages
from sim.office import Opinion, Scenario, Staff
from sim.office.keys import TABLES
from sim.office.opinion import Complaints, Elements, Feedback, Talk
from sim.office.parameters import Parameter, office_defaults, with_number
from sim.plan.behaviour import NEUTRAL, behaviour
from sim.plan.days import Days
from sim.plan.layout import BEHAVIOUR
from sim.plan.tables import ELEMENTS
from sim.rules import RULES, opinion
from sim.scenario import load

OF_PEOPLE = ("sim.rules.staff", "sim.rules.integrity", "sim.rules.opinion", "sim.rules.trust")
WHOLE = re.compile(r"(\d)\.0\b")
ROW = re.compile(r"\b[A-Z]\d+\b")
PAGE = "evidence.md"


def formulas() -> str:
    """The rules of officers and citizens, each as a formula, and what its figures rest on; elements have their own."""
    own = [getattr(opinion, name) for name in ELEMENTS]
    rows = [(f"`{r.__module__.rpartition('.')[2]}.{r.__name__}`", says(r), f"`{formula(r)}`",
             ", ".join(grounds(r)) or "-") for module in OF_PEOPLE for r in RULES
            if r.__module__ == module and r not in own]  # fmt: skip
    return table(("rule", "what it says", "formula", "rests on"), rows)


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
            return f"{ast.unparse(only.value)} if {ast.unparse(node.test)}"
    return re.sub(r":\n +", ": ", ast.unparse(node))


def grounds(rule: Callable[..., Any]) -> Iterator[str]:
    """The rows that a rule or the defaults of its parameters come from, and whether some of them are assumed."""
    text = inspect.getsource(rule)
    read = [p for p in office_defaults() for name in names_of(p) if re.search(rf"\bb\.{name}\b", text)]
    cited = set(ROW.findall(rule.__doc__ or "")) & set(registry())
    rows = cited | {p.number.row for p in read if isinstance(p.number, Sourced)}
    yield from (linked(row) for row in sorted(rows, key=list(registry()).index))
    if any(not isinstance(p.number, Sourced) for p in read):
        yield "assumptions"


def linked(row: str) -> str:
    """A row of the registry as a link to its page."""
    return f"[{row}]({PAGE}#{row.lower()})"


def parameters() -> str:
    """The numbers of officers and citizens with their ranges, and what they rest on."""
    found = office_defaults()
    guessed = sum(parameter.assumed for parameter in found)
    rows = [(f"`{p.path}`", shown(p.number), f"{p.number.low:g} to {p.number.high:g}", source(p),
             ", ".join(f"`{name}`" for name in names_of(p)) or "-") for p in found]  # fmt: skip
    head = f"{len(found)} numbers, of which {guessed} are assumptions or experts' figures.\n\n"
    return head + table(("key", "default", "range", "from", "in formulas"), rows)


def source(parameter: Parameter) -> str:
    """Where a number comes from: a row, by which factor, how it was found and what was seen of it; or nobody."""
    number = parameter.number
    if not isinstance(number, Sourced):
        return "assumption"
    row = of(number.row)
    times = number / (row.value or 1.0)
    scaled = "" if abs(times - 1.0) < 1e-9 else f" × {times:g}"
    return f"{linked(row.id)}{scaled}: {row.grade}" + (f", {row.status}" if row.status != row.grade else "")


@cache
def names_of(parameter: Parameter) -> tuple[str, ...]:
    """The fields of BEHAVIOUR that change with a number."""
    everything, days = office()
    other = parameter.number.high if parameter.number.high != parameter.number else parameter.number.low
    changed = behaviour(with_number(everything, parameter.path, other), days)
    pairs = zip(BEHAVIOUR.names or (), behaviour(everything, days), changed, strict=True)
    return tuple(name for name, before, after in pairs if before != after)


@cache
def office() -> tuple[Scenario, Days]:
    """An office where every mechanism is named."""
    scenario = load("dukcapil")
    mechanisms = {field.name: table() for field in fields(Staff) if (table := TABLES.get(f"[staff.{field.name}]"))}
    opinions = Opinion(talk=Talk(), complaints=Complaints(service=scenario.services[0].name), feedback=Feedback())
    return replace(scenario, staff=Staff(**mechanisms), opinion=opinions), Days(scenario)


def neutral() -> str:
    """The values at which nothing happens."""
    values = ", ".join(f"`{name}` {shown(int(x) if x > 1 else x)}" for name, x in NEUTRAL.items() if x != 0.0)
    return f"{values}, `saturation` that of {linked('W4')}; all others 0\n"


def elements() -> str:
    """The nine elements: what each is worth without trouble, and what it loses."""
    rows = []
    for number, name in enumerate(ELEMENTS, 1):
        rule = getattr(opinion, name)
        title, loses = says(rule).rstrip(".").split(": ")
        worth = shown(getattr(Elements(), name))
        rows.append((f"U{number}", f"`{name}` ({title})", worth, loses, f"`{formula(rule)}`"))
    return table(("", "element", "without trouble", "loses by", "worth"), rows)


def unsur() -> str:
    """The nine elements in Indonesian."""
    names = messages("id", "official")
    rows = [(f"U{number}", names[f"element.{name}"], words)
            for number, (name, _, words) in enumerate(worded("unsur", dict.fromkeys(ELEMENTS)), 1)]  # fmt: skip
    return table(("", "unsur", "berkurang bila"), rows)


def anchors() -> str:
    """The rows that tests hold the behaviour of the model against."""
    rows = [(linked(row.id), row.title.en, _figure(row), row.unit.en) for row in registry().values() if row.checked_by]
    return table(("row", "what", "figure", "unit"), rows)


def _figure(row: Evidence) -> str:
    """The value of a row with its range; a sign alone has none."""
    if row.value is None or row.low is None or row.high is None:
        return "sign only"
    return f"{row.value:g} ({row.low:g} to {row.high:g})"
