"""What a reform does to the model: effects on its parameters over time, courses, moves of people, surveys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from sim.office.units import Factor, Share

Finite = Annotated[float, Field(allow_inf_nan=False)]
Days = Annotated[int, Field(ge=0, le=10_000)]
SomeDays = Annotated[int, Field(ge=1, le=10_000)]
HalfLife = Annotated[float, Field(gt=0, allow_inf_nan=False)]
LOOKED_AT = ConfigDict(revalidate_instances="always")
"""What a package brings is looked at once more (`sim.reforms.guard`)."""

How = Literal["scale", "add", "switch"]
Element = Literal[
    "requirements", "procedure", "time", "cost", "product", "competence", "conduct", "complaints", "facilities"
]
ELEMENTS: tuple[Element, ...] = (
    "requirements", "procedure", "time", "cost", "product", "competence", "conduct", "complaints", "facilities",
)  # fmt: skip
"""The nine elements of the SKM, by any of which a survey may find the office weakest."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A change of one parameter of the model.

    `parameter` is a name of `sim.plan.targets`, `where` says which of several it means (names of steps, services,
    channels, ...; none: all). The parameter is scaled by `value`, or has it added, or is switched to it, all of it in
    proportion to a weight from 0 to 1: the strength of the reform, times its roll-out over `ramp_days` from
    `after_days` working days after the start, halved every `half_life_days` (None: it stays), times what is reached of
    that on which it depends: the adoption by the staff (`adopted`), the repair of an element that a survey found
    (`repairs`), or a lottery, won with probability `chance` and drawn under the name `lot`.
    """

    __pydantic_config__ = LOOKED_AT

    parameter: str
    how: How
    value: Finite
    where: tuple[str, ...] = ()
    ramp_days: Days = 0
    after_days: Days = 0
    half_life_days: HalfLife | None = None
    adopted: bool = False
    repairs: Element | None = None
    chance: Share = 1.0
    lot: str = ""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Officers attend a course of `days` working days, `cohort` of each office at a time, and are better for it.

    While it lasts output is higher by `gain`, the odds of a mistake are lower by the share `errors`, courtesy
    is higher by `courtesy` and digital skill by `digital`; all of it halves every `half_life_days` (None: it
    stays). `peers` is how much output colleagues gain when everybody else has attended. `groups` names the
    groups of officers who attend (none: all). The share of them who are sent is the strength of the reform.
    It is repeated `every_days` (0: never); posts are `covered` where nobody is missed at the counter meanwhile.
    """

    __pydantic_config__ = LOOKED_AT

    gain: Finite = 0.0
    errors: Finite = 0.0
    courtesy: Finite = 0.0
    digital: Finite = 0.0
    peers: Finite = 0.0
    days: SomeDays = 5
    cohort: SomeDays = 1
    half_life_days: HalfLife | None = None
    after_days: Days = 0
    groups: tuple[str, ...] = ()
    every_days: Days = 0
    covered: bool = False


@dataclass(frozen=True, kw_only=True)
class Novelty:
    """Work that officers have to learn: each adopts it, and until the transition is over it takes longer at `steps`.

    `steps` are the names of those that are done in a new way; only there, and so only for those who do them, does work
    take longer by `dip` of what is not adopted yet (None: by that of `[staff.change]`), in the share `of_cases`.
    """

    __pydantic_config__ = LOOKED_AT

    steps: tuple[str, ...]
    dip: Factor | None = None
    of_cases: Share = 1.0


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """Officers of one office change posts in turn every `every_days`; who comes to a post brings what he or she knows.

    `groups` names those who take part (none: all groups that are not needed elsewhere).
    """

    __pydantic_config__ = LOOKED_AT

    every_days: SomeDays
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Once, officers of one office change posts so that as many as can be work within their background."""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Every `every_days` citizens are asked as they leave, until as many have answered as the law asks for.

    The share `answers` of those asked do, `sample` times the legal number is wanted. The element with the lowest mean
    is repaired `lag_days` later, which makes good the share `repairs` of what is left to repair in it.
    """

    __pydantic_config__ = LOOKED_AT

    every_days: SomeDays
    answers: Share
    lag_days: Days
    repairs: Share
    sample: Factor = 1.0


Change = Effect | Course | Novelty | Rotation | Placement | Survey


def scale(parameter: str, by: float, *where: str, **schedule: object) -> Effect:
    """The parameter times a factor."""
    return Effect(parameter=parameter, how="scale", value=float(by), where=tuple(where), **schedule)  # type: ignore[arg-type]


def add(parameter: str, what: float, *where: str, **schedule: object) -> Effect:
    """The parameter with a number added."""
    return Effect(parameter=parameter, how="add", value=float(what), where=tuple(where), **schedule)  # type: ignore[arg-type]


def switch(parameter: str, to: float, *where: str, **schedule: object) -> Effect:
    """The parameter at another value; wins over scaling and adding."""
    return Effect(parameter=parameter, how="switch", value=float(to), where=tuple(where), **schedule)  # type: ignore[arg-type]


def each(effects: Sequence[Effect], **schedule: object) -> list[Effect]:
    """The same effects on another schedule."""
    from dataclasses import replace

    return [replace(effect, **schedule) for effect in effects]  # type: ignore[arg-type]
