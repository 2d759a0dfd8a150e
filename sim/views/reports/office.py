"""What an office amounts to before it is run, in two lines."""

from sim.language import number, percent, text
from sim.language.catalogue import Amount
from sim.office import Scenario
from sim.office.workload import GroupLoad, workload
from sim.views.titles import titled

SHOWN = 8
"""So many groups are named; of more the fullest, and what lies between the others."""

LITTLE = 0.05
"""Below this share of the hours an office has hardly any work."""


def amounts_lines(scenario: Scenario, lang: str, start: float | None = None) -> list[str]:
    """Visits and cases a day, the belief at the start where one was found, the offered load by group of officers."""
    found = workload(scenario)
    a_day = {"visits": Amount(sum(found.visits.values())), "cases": Amount(sum(found.cases.values()))}
    groups = [group for group in found.groups if group.foreseen]
    lines = [text("cli.amounts", lang, **a_day)]
    if scenario.citizens is not None:
        count, needs = scenario.citizens.count, scenario.citizens.needs_per_year
        lines.append(text("cli.citizens", lang, count=number(count, lang, 0), needs=Amount(needs)))
    if start is not None:
        lines.append(text("cli.belief", lang, start=number(start, lang, 2)))
    if not groups:
        return lines
    many = len(groups) > SHOWN + 1  # of one more it takes as many words to say which it is
    fullest = sorted(groups, key=lambda group: -group.load)[:SHOWN] if many else groups
    named = [f"{_called(scenario, group, lang)} {_load(group.load, lang)}" for group in fullest]
    if many:
        others = sorted(group.load for group in groups)[:-SHOWN]
        low, high = (number(100.0 * load, lang, 0) for load in (others[0], others[-1]))
        span = low if low == high else f"{low}–{high}"
        named.append(text("cli.loads_others", lang, others=len(others), span=span))
    return [*lines, text("cli.loads", lang, groups="; ".join(named), all=_load(found.load, lang))]


def _load(load: float, lang: str) -> str:
    """As a percentage; of hardly any work with one decimal, so that it does not read as none."""
    return percent(load, lang, 0 if load == 0.0 or load >= LITTLE else 1)


def _called(scenario: Scenario, group: GroupLoad, lang: str) -> str:
    title = titled(group.group, lang)
    office = next((place for place in scenario.offices if place.name == group.office), None)
    return title if office is None or len(scenario.offices) < 2 else f"{title} ({titled(office, lang)})"
