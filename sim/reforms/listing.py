"""The catalogue told: of each reform what it is called, who may decide it, and what a scenario file sets."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import ModuleType
from typing import Any, Literal

from sim.document.meanings import meaning
from sim.document.nearest import nearest
from sim.evidence import GRADES, Assumed, Sourced, row_of
from sim.language import LANGUAGES, Phrase, language, text
from sim.language.arguments import checked
from sim.language.errors import LoketError
from sim.language.viewed import Viewed
from sim.office.reform import CATALOGUE, DecidedBy, Reform

COMMON = ("name", "id", "start", "until", "strength")
"""What every reform has, beside its cost."""
Source = Literal["registry", "assumption", "choice"]


class UnknownReform(LoketError, LookupError):
    """The catalogue has no such reform; `nearest` is the name that was probably meant, or None."""

    def __init__(self, asked: str, near: str | None) -> None:
        super().__init__("reforms.unknown_near" if near else "reforms.unknown", found=asked, nearest=near)
        self.asked, self.nearest = asked, near


@dataclass(frozen=True)
class Setting:
    """What a scenario file sets of a reform: its key, the default and where that comes from.

    `low` and `high` are the range of a number from the registry (with its `row`) or of an assumption, else None.
    `by_variant` are the values of each variant where it is the variant that sets it; the default is the usual one's.
    """

    key: str
    default: Any
    source: Source
    low: float | None
    high: float | None
    row: str | None
    by_variant: Mapping[str, Any]


@dataclass(frozen=True)
class Listed(Viewed):
    """A reform of the catalogue; `title` and `short` by language, `grade` that of its best row (None without rows)."""

    name: str
    title: Mapping[str, str]
    short: Mapping[str, str]
    decided_by: DecidedBy
    rows: tuple[str, ...]
    grade: str | None
    needs: tuple[str, ...]
    parameters: tuple[Setting, ...]
    variants: tuple[str, ...]
    kind: type[Reform]

    @property
    def package(self) -> str | None:
        """The package that brings it, with its version; None where it is the catalogue's own."""
        return self.kind.package

    def __repr__(self) -> str:
        told = {"title": self.title[language(None)], "decided_by": Phrase(f"explorer.decided_by.{self.decided_by}")}
        return text("objects.reform", None, name=self.name, parameters=[one.key for one in self.parameters], **told)

    @property
    def numbers(self) -> tuple[Setting, ...]:
        """The parameters that are from the registry or assumed."""
        return tuple(setting for setting in self.parameters if setting.source != "choice")

    def meaning(self, key: str, lang: str | None = None) -> str:
        """What a parameter means."""
        return meaning(self.kind, key, lang)


class Catalogue(ModuleType):
    """The package of reforms, which lists them when it is called: `sim.reforms()`."""

    @checked
    def __call__(self, name: str | None = None) -> "tuple[Listed, ...] | Listed":
        return listed() if name is None else reform_named(name)

    def __repr__(self) -> str:
        return text("objects.reforms", reforms=len(listed()))


@cache
def listed() -> tuple[Listed, ...]:
    """All reforms, in the order of the catalogue."""
    return tuple(listed_as(name, kind) for name, kind in CATALOGUE.items())


def reform_named(asked: str) -> Listed:
    """The reform of a name. Raises UnknownReform."""
    found = {one.name: one for one in listed()}
    name = asked.strip().lower().replace("-", "_")
    if name not in found:
        raise UnknownReform(asked, nearest(name, list(found)))
    return found[name]


def listed_as(name: str, kind: type[Reform]) -> Listed:
    """A reform of this name as the catalogue tells it."""
    said = [{lang: text(f"reform_{name}.{key}", lang) for lang in LANGUAGES} for key in ("title", "short")]
    return Listed(
        name, said[0], said[1], kind.decided_by, kind.rows, _best(kind.rows), kind.needs,
        tuple(_settings(kind)), _variants(kind), kind,
    )  # fmt: skip


def _best(rows: tuple[str, ...]) -> str | None:
    """The best grade of rows: how the figure was found, or else that it was laid down."""
    return min((row_of(row).grade for row in rows), key=GRADES.index, default=None)


def _variants(kind: type[Reform]) -> tuple[str, ...]:
    """The names of the variants, the usual one first."""
    usual = next((str(field.default) for field in fields(kind) if field.name == "variant"), None)
    return () if usual is None else tuple(dict.fromkeys([usual, *_told(kind)]))


def _told(kind: type[Reform]) -> Iterator[str]:
    """The variants of which the texts speak."""
    from sim.language.catalogue import messages

    name = next(name for name, known in CATALOGUE.items() if known is kind)
    before = "variants."
    yield from (key.removeprefix(before) for key in messages(LANGUAGES[0], f"reform_{name}") if key.startswith(before))


def _settings(kind: type[Reform]) -> Iterator[Setting]:
    usual: dict[str, Any] = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    preset = dict(kind.presets.get(usual.get("variant", ""), {}))
    for field, table in kind.also.items():
        preset |= table.get(usual.get(field) or preset.get(field, ""), {})
    for key in (key for key in _order(kind) if key not in COMMON):
        value = preset.get(key) if usual.get(key) is None else usual[key]
        by_variant = {name: values[key] for name, values in kind.choices() if key in values}
        yield _setting(key, value, by_variant)


def _order(kind: type[Reform]) -> list[str]:
    """The fields of a reform, its cost last."""
    names = [field.name for field in fields(kind)]
    return sorted(names, key=lambda name: name in ("investment_rupiah", "yearly_rupiah"))


def _setting(key: str, value: Any, by_variant: Mapping[str, Any]) -> Setting:
    if not isinstance(value, (Sourced, Assumed)):
        return Setting(key, value, "choice", None, None, None, by_variant)
    row = value.row if isinstance(value, Sourced) else None
    return Setting(key, value, "assumption" if row is None else "registry", value.low, value.high, row, by_variant)
