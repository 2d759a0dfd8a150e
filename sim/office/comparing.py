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
    """A number of the scenario by its place ("reform.training.gain"), and the ends between which it may lie."""

    path: str
    low: float
    high: float


def _ends(value: Any) -> list[float]:
    if isinstance(value, Mapping):
        raise wrong("doubt_quotes")
    numbers = isinstance(value, list) and all(isinstance(end, int | float) and type(end) is not bool for end in value)
    good = numbers and len(value) == 2
    if not good or not all(abs(end) < TOO_MUCH for end in value):
        raise wrong("doubt_pair")
    if value[0] > value[1]:
        raise wrong("doubt_order", low=value[0], high=value[1])
    ends: list[float] = value
    return ends


_FORM = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_Ends = Annotated[list[float], PlainValidator(_ends), WithJsonSchema(_FORM)]


class _ByPath:
    """A table in a file, each path with its pair; lists of tuples elsewhere, so that a scenario never changes."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        table = handler.generate_schema(dict[str, _Ends])
        return core_schema.no_info_after_validator_function(_doubts, table)


def _doubts(table: Mapping[str, list[float]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(path, low, high) for path, (low, high) in table.items())


Doubts = Annotated[tuple[Doubt, ...], _ByPath()]
