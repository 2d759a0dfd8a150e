"""What a comparison of reforms runs, and between which ends numbers may lie in a study of doubt."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from sim.office.faults import wrong
from sim.office.units import CLOSED

Against = Literal["nothing", "each_reform_alone", "all_together"]
TOO_MUCH = 1e300
AGAINST: tuple[Against, ...] = ("nothing", "each_reform_alone", "all_together")


def _something(against: tuple[Against, ...]) -> tuple[Against, ...]:
    if set(against) in ({"nothing"}, {"all_together"}):
        raise wrong("compare_nothing")
    return against


@dataclass(frozen=True, kw_only=True)
class Compare:
    """What `loket compare` runs of a scenario with reforms, by common random numbers.

    "nothing" is the office without reforms, to which all else is compared; where it is not named that is
    "all_together", the scenario as it is. "each_reform_alone" is a scenario for each reform.
    """

    __pydantic_config__ = CLOSED

    against: Annotated[tuple[Against, ...], Field(min_length=1), AfterValidator(_something)] = AGAINST


class Doubt(NamedTuple):
    """A number of the scenario by its place ("reform.training.gain"), and the ends between which it may lie.

    `correlation`: places of other numbers that are doubted, each with how they go together, from -1 to 1.
    """

    path: str
    low: float
    high: float
    correlation: tuple[tuple[str, float], ...] = ()


KEYS = {"ends", "correlation"}
"""Of a doubt that goes together with others."""


def _said(value: Any) -> dict[str, Any]:
    """Ends alone, or with correlations."""
    if not isinstance(value, Mapping):
        return {"ends": _ends(value), "correlation": {}}
    if not set(value) <= KEYS or "ends" not in value:
        raise wrong("doubt_quotes")
    found = value.get("correlation", {})
    if not isinstance(found, Mapping) or not all(_is_number(one) and abs(one) <= 1 for one in found.values()):
        raise wrong("doubt_correlation")
    return {"ends": _ends(value["ends"]), "correlation": dict(found)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and type(value) is not bool


def _ends(value: Any) -> list[float]:
    numbers = isinstance(value, list) and all(map(_is_number, value))
    good = numbers and len(value) == 2
    if not good or not all(abs(end) < TOO_MUCH for end in value):
        raise wrong("doubt_pair")
    if value[0] > value[1]:
        raise wrong("doubt_order", low=value[0], high=value[1])
    ends: list[float] = value
    return ends


_PAIR = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_RATES = {"type": "object", "additionalProperties": {"type": "number", "minimum": -1, "maximum": 1}}
_WHOLE = {
    "type": "object", "properties": {"ends": _PAIR, "correlation": _RATES}, "required": ["ends"],
    "additionalProperties": False,
}  # fmt: skip
_Said = Annotated[dict[str, Any], PlainValidator(_said), WithJsonSchema({"anyOf": [_PAIR, _WHOLE]})]


class _ByPath:
    """A table in a file, each path with its pair; lists of tuples elsewhere, so that a scenario never changes."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        table = handler.generate_schema(dict[str, _Said])
        return core_schema.no_info_after_validator_function(_doubts, table)


def _doubts(table: Mapping[str, dict[str, Any]]) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(path, one["ends"][0], one["ends"][1], tuple(one["correlation"].items())) for path, one in table.items()
    )


Doubts = Annotated[tuple[Doubt, ...], _ByPath()]
