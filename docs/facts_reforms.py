"""Facts about reforms: the catalogue, the parameters that effects name, the numbers that only reforms set."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

from facts_people import linked, office, source
from facts_tools import shown, table, worded

from sim.evidence import registry
from sim.language import text
from sim.office.effects import Change, Effect
from sim.office.parameters import Parameter, defaults, with_number
from sim.office.reform import CATALOGUE, Reform
from sim.plan.behaviour import NEUTRAL, behaviour
from sim.plan.targets import OWN_BOUNDS, TARGETS
from sim.reforms.repairs import REPAIRS, Move

SIGN = {"scale": "×", "add": "+", "switch": "="}
BOUNDS = {(0.0, 1.0): "0 to 1", (0.0, 1e9): "from 0", (-1e18, 1e18): "any"}
ON = {"counters": "at counters", "complaints": "of complaints", "outages": "of each", "peak": "of the post"}
ELSEWHERE = {"soothed": "relief", "coaching_kept": "coached_weeks"}
"""Numbers whose reform has another name for them."""


def catalogue() -> str:
    """The measures: who decides, what they need, what they change."""
    rows = [(f"`{name}`", text(f"reform_{name}.title", "en"), kind.decided_by,
             ", ".join(f"`[{need}]`" for need in kind.needs) or "-", ", ".join(changed(kind)),
             ", ".join(linked(row) for row in sorted(kind.rows, key=list(registry()).index)) or "-")
            for name, kind in CATALOGUE.items()]  # fmt: skip
    return table(("`name`", "measure", "decided by", "needs", "changes", "rows"), rows)


def changed(kind: type[Reform]) -> Iterable[str]:
    """What a measure changes in an office with everything, and in one to which people only walk in."""
    everything, _ = office()
    service = everything.services[0]
    asked = {"skips": (f"{service.name}.{service.steps[1].name}",), "deadline_days": 5}
    known = {field.name for field in fields(kind)}
    measure = kind(**{key: value for key, value in asked.items() if key in known})  # type: ignore[arg-type]
    offices = (replace(everything, channels=()), everything)
    return dict.fromkeys(told(change) for one in offices for change in measure.effects(measure.adds(one)))


def told(change: Change) -> str:
    """A change in a word: the parameter, how, and on what it depends."""
    if not isinstance(change, Effect):
        return f"*{type(change).__name__.lower()}*"
    marks = {"a": change.adopted, "e": change.half_life_days, "r": change.repairs, "l": change.lot}
    return f"`{change.parameter}` {SIGN[change.how]}{''.join(mark for mark, depends in marks.items() if depends)}"


def effect_names() -> str:
    """The parameters of structure that effects may name; those of people are numbers of behaviour."""
    return table(
        ("parameter", "where", "what it is"), [(f"`{n}`", *words) for n, _, words in worded("targets", TARGETS)]
    )


@cache
def only_reforms() -> tuple[str, ...]:
    """The numbers of behaviour that no table of a scenario sets: neutral in an office that names all of them."""
    everything, days = office()
    for path in ("staff.motivation.reward", "staff.change.time", "staff.leadership.level"):
        everything = with_number(everything, path, 0.5)
    opinion: Any = everything.opinion
    by_performance = replace(opinion, satisfaction=replace(opinion.satisfaction, model="performance"))
    values = behaviour(replace(everything, opinion=by_performance), days, ())
    return tuple(name for name, value in values.items() if value == NEUTRAL.get(name, 0.0))


def reform_behaviour() -> str:
    """Numbers of behaviour that only reforms set: where nothing happens, within which bounds, what they are."""
    rows = [(f"`{name}`", shown(NEUTRAL.get(name, 0)), BOUNDS[OWN_BOUNDS.get(name, (0.0, 1e9))], words)
            for name, _, words in worded("only-reforms", dict.fromkeys(only_reforms()))]  # fmt: skip
    return table(("number", "neutral", "bounds", "what it is"), rows)


@cache
def of_reforms() -> tuple[Parameter, ...]:
    """The numbers of the measures that are from the registry or assumed."""
    return tuple(p for p in defaults() if p.path.startswith("reform."))


def set_by(name: str) -> Iterator[Parameter]:
    """The numbers of measures from which a number of behaviour is set that only reforms set."""
    if name in only_reforms():
        yield from (p for p in of_reforms() if p.key == ELSEWHERE.get(name, name))


def reform_numbers() -> str:
    """The numbers of the measures with their ranges, and what they rest on; money apart."""
    found = [p for p in of_reforms() if not p.key.endswith("rupiah")]
    guessed = sum(parameter.assumed for parameter in found)
    rows = [(f"`{p.path.removeprefix('reform.')}`" + (f" ({p.variant})" if p.variant else ""), shown(float(p.number)),
             f"{p.number.low:g} to {p.number.high:g}", source(p)) for p in found]  # fmt: skip
    head = f"{len(found)} numbers, of which {guessed} are assumptions or experts' figures.\n\n"
    return head + table(("reform, key", "default", "range", "from"), rows)


def repaired() -> str:
    """What the repair of an element moves, when it is complete."""
    rows = [(f"`{element}`", ", ".join(moved(move) for move in repair.moves)) for element, repair in REPAIRS.items()]
    return table(("element", "in full"), rows)


def moved(move: Move) -> str:
    """A part of a repair with its range."""
    where = "" if move.on == "office" else f", {ON[move.on]}"
    return f"`{move.parameter}` {SIGN[move.how]} {move.value:g} ({move.value.low:g} to {move.value.high:g}{where})"


OF_REFORMS = {
    "catalogue": catalogue, "effect-names": effect_names, "reform-behaviour": reform_behaviour,
    "reform-numbers": reform_numbers, "repairs": repaired,
}  # fmt: skip
