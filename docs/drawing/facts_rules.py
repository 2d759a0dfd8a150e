"""Facts about the rules of officers, citizens and reforms: each as a formula, and what its figures rest on."""

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from facts_people import linked, names_of
from facts_reforms import set_by
from facts_tools import formula, says, table

from sim.document.parameters import office_defaults
from sim.evidence import Sourced, registry
from sim.plan.behaviour import NUMBERS
from sim.plan.tables import ELEMENTS
from sim.rules import RULES, opinion

OF_PEOPLE = tuple(
    f"sim.rules.{name}"
    for name in (
        "staff",
        "skills",
        "integrity",
        "supervision",
        "appraisal",
        "opinion",
        "trust",
        "belief",
        "feedback",
    )
)
ROW = re.compile(r"\b[A-Z]\d+\b")


def formulas() -> str:
    """The rules of officers and citizens, each as a formula, and what its figures rest on; elements have their own."""
    own = [getattr(opinion, name) for name in ELEMENTS]
    rows = [(f"`{r.__module__.rpartition('.')[2]}.{r.__name__}`", says(r), f"`{formula(r)}`",
             ", ".join(grounds(r)) or "-") for module in OF_PEOPLE for r in RULES
            if r.__module__ == module and r not in own]  # fmt: skip
    return table(("rule", "what it says", "formula", "rests on"), rows)


def grounds(rule: Callable[..., Any]) -> Iterator[str]:
    """The rows that a rule or the defaults of its parameters come from, and whether some of them are assumed."""
    text = inspect.getsource(rule)
    own = [(p, name) for p in office_defaults() for name in names_of(p)]
    own += [(p, name) for name in NUMBERS for p in set_by(name)]
    read = [p for p, name in own if re.search(rf"\bb\.{name}\b", text)]
    cited = set(ROW.findall(rule.__doc__ or "")) & set(registry())
    rows = cited | {p.number.row for p in read if isinstance(p.number, Sourced)}
    yield from (linked(row) for row in sorted(rows, key=list(registry()).index))
    if any(not isinstance(p.number, Sourced) for p in read):
        yield "assumptions"
