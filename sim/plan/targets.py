"""The parameters that reforms may name → numbers of the plan."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.language.errors import Unknown
from sim.office import Scenario
from sim.office.effects import Effect
from sim.plan.behaviour import ANYTHING, FROM_NONE, NUMBERS, SHARES
from sim.plan.layout import NONE, Arrays
from sim.plan.layout_reforms import TUNED
from sim.plan.plan import Names


@dataclass(frozen=True)
class Target:
    """A number of the plan; an effect on it has the value `value`.

    `whole` is stored as a whole number, `turned` as its complement.
    """

    array: str
    row: int
    field: str
    value: float
    bounds: tuple[float, float]
    whole: bool = False
    turned: bool = False


def targets(effect: Effect, arrays: Arrays, names: Names, scenario: Scenario, reform: str) -> Iterator[Target]:
    """The numbers that an effect of a reform changes, each with what it does to it.

    Raises Unknown for an unknown parameter.
    """
    room, _, field = effect.parameter.partition(".")
    if room == "people":
        if field not in NUMBERS or (bounds := NUMBERS[field].bounds) is None:
            raise _unknown(effect, reform)
        yield Target("behaviour", 0, field, effect.value, bounds)
        return
    if effect.parameter not in TARGETS:
        raise _unknown(effect, reform)
    yield from TARGETS[effect.parameter](effect, arrays, names, scenario)


def _unknown(effect: Effect, reform: str) -> Unknown:
    people = (f"people.{name}" for name, number in NUMBERS.items() if number.bounds is not None)
    return Unknown("parameter", effect.parameter, (*TARGETS, *people), reform=reform)


def _rows(where: Sequence[str], names: Sequence[str], offices: int) -> Iterator[int]:
    """The rows of things that every office has, of which `where` names some (none: all)."""
    for office in range(offices):
        for number, name in enumerate(names):
            if not where or name in where or name.partition(".")[0] in where:
                yield office * len(names) + number


def _steps(field: str, bounds: tuple[float, float]) -> "Finder":
    def found(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
        for row in _rows(effect.where, names.steps, len(names.offices)):
            yield Target("step", row, field, effect.value, bounds)

    return found


def _services(field: str, bounds: tuple[float, float], *, whole: bool = False) -> "Finder":
    def found(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
        for row in _rows(effect.where, names.services, len(names.offices)):
            yield Target("service", row, field, effect.value, bounds, whole)

    return found


def _skip(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
    """The branch past a step, from each step before it: it takes the share of the branch that follows."""
    skipped = set(_rows(effect.where, names.steps, len(names.offices)))
    for row in range(len(arrays.step)):
        first, count = int(arrays.step["branch_first"][row]), int(arrays.step["branch_count"][row])
        for place in range(first, first + count - 1):
            upto = arrays.segment["value"]
            before = upto[place - 1] if place > first else 0.0
            if int(arrays.segment["to"][place + 1]) in skipped and upto[place] == before:
                yield Target("segment", place, "value", effect.value * float(upto[place + 1] - before), SHARES)


def _at_once(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
    """The days before a step: the share for which there are none grows at the cost of all others."""
    for row in _rows(effect.where, names.steps, len(names.offices)):
        first, count = int(arrays.step["days_first"][row]), int(arrays.step["days_count"][row])
        if count < 2 or arrays.segment["to"][first] != 0 or arrays.segment["value"][first] != 0.0:
            continue
        for place in range(first, first + count - 1):
            yield Target("segment", place, "value", effect.value * float(1.0 - arrays.segment["value"][place]), SHARES)


def _lacks(array: str, field: str) -> "Finder":
    """The share of papers not brought, whose complement the plan holds."""

    def found(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
        own = names.classes if array == "class_" else names.channels
        for row in _rows(effect.where, own, 1):
            knows = float(getattr(arrays, array)[field][row])
            if knows != NONE:
                yield Target(array, row, field, effect.value, SHARES, turned=True)

    return found


def _channels(field: str, bounds: tuple[float, float], times: float = 1.0, *, whole: bool = False) -> "Finder":
    def found(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
        value = effect.value if effect.how == "scale" else times * effect.value
        for row in _rows(effect.where, names.channels[1:], 1):
            yield Target("channel", 1 + row, field, value, bounds, whole)

    return found


def _troubles(kind: str) -> "Finder":
    def found(effect: Effect, arrays: Arrays, names: Names, scenario: Scenario) -> Iterator[Target]:
        outages = [outage.name for outage in scenario.outages]
        shortages = [shortage.name for shortage in scenario.shortages]
        first = 0 if kind == "outage" else len(outages)
        for row in _rows(effect.where, outages if kind == "outage" else shortages, 1):
            yield Target("trouble", first + row, "chance", effect.value, SHARES)

    return found


def _stations(field: str) -> "Finder":
    def found(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
        for row, name in enumerate(names.stations):
            plain = name.rpartition(" (")[0] if len(names.offices) > 1 else name
            if not effect.where or name in effect.where or plain in effect.where:
                yield Target("station", row, field, effect.value, ANYTHING, whole=True)

    return found


def _posts(field: str) -> "Finder":
    def found(effect: Effect, arrays: Arrays, names: Names, scenario: Scenario) -> Iterator[Target]:
        for row in posts_of(arrays, scenario, effect.where):
            yield Target("officer", row, field, effect.value, SHARES)

    return found


def posts_of(arrays: Arrays, scenario: Scenario, groups: Sequence[str]) -> list[int]:
    """The posts of groups of officers by their names; of all where there are none."""
    named = group_names(scenario)
    return [row for row, group in enumerate(arrays.officer["group"]) if not groups or named[group] in groups]


def group_names(scenario: Scenario) -> list[str]:
    """The name of the group of officers that each row of GROUP belongs to, without its office."""
    homes = max(1, len(scenario.offices))
    return [group.name for group in scenario.officers for _ in range(1 if group.office is not None else homes)]


def _told(effect: Effect, arrays: Arrays, names: Names, _: Scenario) -> Iterator[Target]:
    yield Target("office", 0, "told", effect.value, SHARES)


Finder = Callable[[Effect, Arrays, Names, Scenario], Iterator[Target]]
TARGETS: dict[str, Finder] = {
    "step.time": _steps("time", FROM_NONE),
    "step.checks": _steps("checks", SHARES),
    "step.error": _steps("error", SHARES),
    "step.finds": _steps("finds", SHARES),
    "step.skip": _skip,
    "step.at_once": _at_once,
    "service.papers_spared": _services("spared", SHARES),
    "service.deadline_days": _services("deadline", ANYTHING, whole=True),
    "class.lacks_document": _lacks("class_", "knows"),
    "channel.lacks_document": _lacks("channel", "knows"),
    "channel.willing": _channels("willing", SHARES),
    "channel.leaks": _channels("leaks", ANYTHING, whole=True),
    "channel.no_show": _channels("no_show", SHARES),
    "channel.no_show_per_day": _channels("no_show_growth", SHARES),
    "channel.late_sd_min": _channels("late_sd", FROM_NONE, 60.0),
    "outage.chance": _troubles("outage"),
    "shortage.chance": _troubles("shortage"),
    "station.by_due": _stations("by_due"),
    "station.appointments": _stations("calls"),
    "officers.filled": _posts("filled"),
    "officers.late_share": _posts("late_share"),
    "citizens.brings_when_told": _told,
}
"""What effects may name beside `people.NAME`, a number of how people behave (`sim.plan.behaviour:NUMBERS`)."""

ARRAYS = {name: number for number, name in enumerate(TUNED)}
