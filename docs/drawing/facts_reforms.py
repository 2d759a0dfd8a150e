"""Facts about reforms: the catalogue, the parameters that effects name, the numbers that only reforms set."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from functools import cache

from facts_people import linked, office, source
from facts_tools import shown, table, worded

from sim.document.parameters import Parameter, defaults
from sim.evidence import registry
from sim.language import text
from sim.office.effects import Change, Effect
from sim.office.reform import CATALOGUE, Reform
from sim.plan.behaviour import ANYTHING, FROM_NONE, NUMBERS, SHARES
from sim.plan.targets import TARGETS
from sim.reforms.repairs import REPAIRS, Move

SIGN = {"scale": "×", "add": "+", "switch": "="}
BOUNDS = {SHARES: "0 to 1", FROM_NONE: "from 0", ANYTHING: "any"}
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


def reform_behaviour() -> str:
    """Numbers of behaviour that only reforms set: where nothing happens, within which bounds, what they are."""
    rows = [(f"`{name}`", shown(number.neutral), BOUNDS[number.bounds], number.says)
            for name, number in NUMBERS.items() if number.says]  # fmt: skip
    return table(("number", "neutral", "bounds", "what it is"), rows)


@cache
def of_reforms() -> tuple[Parameter, ...]:
    """The numbers of the measures that are from the registry or assumed."""
    return tuple(p for p in defaults() if p.path.startswith("reform."))


def set_by(name: str) -> Iterator[Parameter]:
    """The numbers of measures from which a number of behaviour is set that only reforms set."""
    if NUMBERS[name].says:
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
