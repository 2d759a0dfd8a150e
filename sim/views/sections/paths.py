"""The numbers of a scenario by their paths: value, bounds, unit, and where the value comes from."""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.document.meanings import meaning
from sim.document.paths import Bounds, Standing
from sim.evidence import Assumed, Sourced
from sim.language import text
from sim.views.notation import exact
from sim.views.sections.evidence import DOT
from sim.views.table import Block, Column, Entry, Listing, Prose, Table

FEW = 30
"""So many numbers are each told with their meaning; more stand in a table."""


def paths(found: Sequence[Standing], lang: str) -> Iterator[Block]:
    """A few with their meaning, many as a table; then how they are set."""
    titles = [text(f"paths.{name}", lang) for name in ("path", "value", "bounds", "unit", "source")]
    if len(found) <= FEW:
        below = {one.place.path: [meaning(one.place.table, one.place.key, lang)] for one in found}
        yield Listing("", [Entry("", DOT.join(filter(None, cells(one, lang))), below[one.place.path]) for one in found])
    else:
        yield Table("", [Column(title) for title in titles], [cells(one, lang) for one in found], name="paths")
    example = min(found, key=lambda one: len(one.place.path))
    value = "…" if example.value is None else exact(float(example.value), "en")
    yield Prose([text("paths.how", lang, numbers=len(found), path=example.place.path, value=value)], gap=1)


def cells(one: Standing, lang: str) -> list[str]:
    """Path, value, bounds, unit and source, in words."""
    value = text("paths.nothing", lang) if one.value is None else exact(float(one.value), lang)
    unit = text(f"paths.units.{one.place.unit}", lang) if one.place.unit else ""
    return [one.place.path, value, bounds(one.place.bounds, lang), unit, source(one, lang)]


def bounds(found: Bounds, lang: str) -> str:
    """As "0–1", "> 0"; nothing where a number may be anything, or as large as nobody writes."""
    least = None if found.least is None else exact(float(found.least), lang)
    most = None if found.most is None or found.most >= 1e6 else exact(float(found.most), lang)
    sign = "> " if found.open_below else "≥ "
    if least is not None and most is not None:
        return f"{sign if found.open_below else ''}{least}–{most}"
    return f"{sign}{least}" if least is not None else f"≤ {most}" if most is not None else ""


def source(one: Standing, lang: str) -> str:
    """The file, a row of the registry, an assumption with its range, or the default."""
    value: Any = one.value
    if isinstance(value, Sourced):
        return value.row
    if isinstance(value, Assumed):
        low, high = (exact(end, lang) for end in (value.low, value.high))
        return text("paths.assumption", lang, low=low, high=high)
    return text("paths.file" if one.place.written is not None else "paths.default", lang)
