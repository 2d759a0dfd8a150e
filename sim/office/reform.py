"""What every reform has: a name, a start, a strength, a cost, somebody who may decide it, and what it changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from sim.evidence import Assumed, Sourced
from sim.language import LANGUAGES, Phrase, number, text
from sim.language.catalogue import LoketError, messages
from sim.language.synonyms import plain
from sim.office.effects import Change
from sim.office.names import Name
from sim.office.units import CLOSED, UNMARKED, Day, Factor, Share

if TYPE_CHECKING:
    from sim.office.scenario import Scenario

DecidedBy = Literal["supervisor", "agency", "regency", "ministry"]
DECIDERS: tuple[DecidedBy, ...] = ("supervisor", "agency", "regency", "ministry")
"""Who may decide a reform: a supervisor within 60 days, the head of the agency, the regency, the ministry."""

Rupiah = Annotated[Factor, Field(le=1e15), UNMARKED]
WorkingDays = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Weeks = Annotated[float, Field(strict=True, gt=0, le=10_000, allow_inf_nan=False)]
WORKING_DAYS_A_WEEK, WORKING_DAYS_A_MONTH, WORKING_DAYS_A_YEAR = 5, 21, 250


@dataclass(frozen=True, kw_only=True)
class Reform:
    """A reform measure.

    It begins on the day `start` (default: the first day of the run) and ends with the day `until` (default: never).
    `strength` from 0 to 1 multiplies all it does, staff time and cost included. `id` tells several of one kind apart.
    `investment_rupiah` is paid once, `yearly_rupiah` for each 250 working days that it is in force.
    """

    __pydantic_config__ = CLOSED

    decided_by: ClassVar[DecidedBy]
    place: ClassVar[int]
    """Where the catalogue lists it."""
    package: ClassVar[str | None] = None
    """The package that brings it, with its version; None where it is the catalogue's own."""
    rows: ClassVar[tuple[str, ...]] = ()
    """The rows of the registry that speak of it."""
    needs: ClassVar[tuple[str, ...]] = ()
    """Tables of the scenario without which (a part of) it changes nothing: "staff.integrity", "opinion", ..."""
    presets: ClassVar[Mapping[str, Mapping[str, Any]]] = MappingProxyType({})
    """What each `variant` sets of the fields that are None: variant, field, value."""
    also: ClassVar[Mapping[str, Mapping[str, Mapping[str, Any]]]] = MappingProxyType({})
    """The same of other fields with choices: field, choice, field, value."""

    name: str
    id: Name | None = None
    start: Day | None = None
    until: Day | None = None
    strength: Share = 1.0
    investment_rupiah: Rupiah | None = 0.0
    yearly_rupiah: Rupiah | None = 0.0

    @property
    def key(self) -> str:
        """What tells it apart within a scenario: its id, else its name."""
        return self.id or self.name

    @property
    def called(self) -> str:
        """Its name, and in brackets the package that brings it."""
        return f"{self.name} ({self.package})" if self.package else self.name

    def __repr__(self) -> str:
        return text("objects.own_reform", name=self.key, strength=number(self.strength))

    @property
    def preset(self) -> Mapping[str, Any]:
        """What the variant and other choices set; nothing where there are none."""
        found = dict(self.presets.get(getattr(self, "variant", ""), {}))
        for field, table in self.also.items():
            found |= table.get(getattr(self, field) or found.get(field, ""), {})
        return found

    @classmethod
    def choices(cls) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every choice that sets numbers, with what it sets: variants first."""
        yield from cls.presets.items()
        for table in cls.also.values():
            yield from table.items()

    @property
    def decider(self) -> DecidedBy:
        """Who may decide it; some variants are in reach of others."""
        found: DecidedBy = self.preset.get("decided_by", self.decided_by)
        return found

    def given(self, field: str) -> Any:
        """The value of a field: that of the file or a default, and where it is None that of the variant."""
        own = getattr(self, field)
        return self.preset.get(field) if own is None else own

    def numbers(self) -> Iterator[tuple[str, Sourced | Assumed]]:
        """The numbers that are from the registry or assumed, each with its field; a caller's own are left out."""
        for field in fields(self):
            number = self.given(field.name)
            if isinstance(number, (Sourced, Assumed)):
                yield field.name, number

    def adds(self, office: "Scenario") -> "Scenario":
        """The office with what the reform sets up in it (channels, posts, stations), all of it closed until it starts.

        What is set up has to be neutral: without the effects no row of any table changes.
        """
        return office

    def effects(self, office: "Scenario") -> Iterator[Change]:
        """What it changes, in the office as `adds` left it (and as other reforms did)."""
        raise NotImplementedError

    def investment(self, office: "Scenario") -> float:  # noqa: ARG002  (some reforms cost by the officer)
        """What is paid once, in rupiah, at full strength."""
        return float(self.given("investment_rupiah"))

    def yearly(self, office: "Scenario") -> float:  # noqa: ARG002
        """What is paid a year (250 working days), in rupiah, at full strength."""
        return float(self.given("yearly_rupiah"))

    @property
    def known_elsewhere(self) -> float:
        """What officers know of the steps of other posts, as a share of what they know of their own."""
        return 1.0

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Any reform of the catalogue, told apart by its name."""
        if cls is not Reform or not CATALOGUE:
            return handler(source)
        union: Any = None
        for kind in CATALOGUE.values():
            union = kind if union is None else union | kind
        several = len(CATALOGUE) > 1
        return handler.generate_schema(Annotated[union, Field(discriminator="name")] if several else union)


CATALOGUE: dict[str, type[Reform]] = {}
"""The reforms by name, in the order of the catalogue; `sim.reforms` fills it."""
BROKEN: dict[str, LoketError | Phrase] = {}
"""Packages whose reforms could not be entered, each with what is wrong; `sim.reforms` fills it."""


def reform_meant(word: str) -> str | None:
    """The reform that a word stands for: those that its texts name as `heard`, in every language."""
    wanted = plain(word)
    for name in CATALOGUE:
        if any(wanted in messages(lang, f"reform_{name}").get("heard", "").split() for lang in LANGUAGES):
            return name
    return None


R = TypeVar("R", bound=type[Reform])


def reform(
    name: str, *, decided_by: DecidedBy, rows: tuple[str, ...] = (), needs: tuple[str, ...] = (), place: int = 99
) -> Callable[[R], R]:
    """Enter a dataclass into the catalogue: name in scenario files, who may decide it, rows of the registry, place."""

    def entered(kind: R) -> R:
        kind.decided_by, kind.rows, kind.needs, kind.place = decided_by, rows, needs, place
        kind.__repr__ = Reform.__repr__  # type: ignore[method-assign]  # a dataclass writes a long one of its own
        CATALOGUE[name] = kind
        return kind

    return entered
