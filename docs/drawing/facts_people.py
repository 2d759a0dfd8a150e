"""Facts about officers and citizens: numbers with what they rest on, the nine elements."""

from dataclasses import fields, replace
from functools import cache

import places
from facts_tools import formula, says, shown, table, worded

from sim.document.keys import TABLES
from sim.document.parameters import Parameter, office_defaults, with_number
from sim.evidence import Evidence, Sourced, registry, row_of
from sim.language.catalogue import messages
from sim.office import Opinion, Scenario, Staff
from sim.office.opinion import Complaints, Elements, Feedback, Talk
from sim.plan.behaviour import NUMBERS, behaviour
from sim.plan.days import Days
from sim.plan.tables import ELEMENTS
from sim.rules import opinion
from sim.scenario import load


def linked(row: str) -> str:
    """A row of the registry as a link to its page."""
    return places.row_link(row, "en", places.DOCS / "background" / "model.md")


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
    row = row_of(number.row)
    times = number / (row.value or 1.0)
    scaled = "" if abs(times - 1.0) < 1e-9 else f" × {times:g}"
    return f"{linked(row.id)}{scaled}: {row.grade}" + (f", {row.status}" if row.status != row.grade else "")


@cache
def names_of(parameter: Parameter) -> tuple[str, ...]:
    """The fields of BEHAVIOUR that change with a number."""
    everything, days = office()
    other = parameter.number.high if parameter.number.high != parameter.number else parameter.number.low
    before, after = (behaviour(s, days, ()) for s in (everything, with_number(everything, parameter.path, other)))
    return tuple(name for name in before if before[name] != after[name])


@cache
def office() -> tuple[Scenario, Days]:
    """An office where every mechanism is named."""
    scenario = load("dukcapil")
    mechanisms = {field.name: table() for field in fields(Staff) if (table := TABLES.get(f"[staff.{field.name}]"))}
    opinions = Opinion(talk=Talk(), complaints=Complaints(service=scenario.services[0].name), feedback=Feedback())
    return replace(scenario, staff=Staff(**mechanisms), opinion=opinions), Days(scenario)


def neutral() -> str:
    """The values at which nothing happens."""
    known = [(name, number.neutral) for name, number in NUMBERS.items() if number.neutral and name != "saturation"]
    values = ", ".join(f"`{name}` {shown(int(x) if x > 1 else x)}" for name, x in known)
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
    rows = [
        (linked(row.id), row.title.worded("en"), _figure(row), row.unit.worded("en"))
        for row in registry().values()
        if row.checked_by
    ]
    return table(("row", "what", "figure", "unit"), rows)


def _figure(row: Evidence) -> str:
    """The value of a row with its range; a sign alone has none."""
    if row.value is None or row.low is None or row.high is None:
        return "sign only"
    return f"{row.value:g} ({row.low:g} to {row.high:g})"
