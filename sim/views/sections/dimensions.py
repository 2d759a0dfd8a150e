"""The six dimensions of ASN performance: each with its indicators, beside the baseline where there is one."""

from collections.abc import Iterator, Mapping

import numpy as np

from sim.language import text
from sim.measures import Estimate, Key, estimate
from sim.measures.dimensions import DIMENSIONS, composite, scores
from sim.measures.measure import BETWEEN
from sim.runs import Comparison, Result
from sim.views.notation import signed_interval
from sim.views.sections.differences import difference_row, difference_table
from sim.views.sections.measures import intervals, measured
from sim.views.table import SHARE, Block, Figure, Prose


def dimensions(result: Result, lang: str) -> Iterator[Block]:
    """Six tables of indicators in their own units; what a scenario does not have is left out."""
    for name, keys in DIMENSIONS.items():
        found = [key for key in keys if measured(result, key)]
        rows = [(title(key, lang), Figure(result.estimate(*key), key.measure)) for key in found]
        yield intervals(text(f"results.dimensions.{name}", lang), rows, lang)


def dimensions_against(
    comparison: Comparison, variant: Result, lang: str, weights: Mapping[str, float] | None = None
) -> Iterator[Block]:
    """The same beside the baseline; with weights a composite."""
    baseline = comparison.baseline
    for name, keys in DIMENSIONS.items():
        found = [key for key in keys if measured(baseline, key) and measured(variant, key)]
        rows = [difference_row(comparison.difference(variant, key), lang, title(key, lang)) for key in found]
        yield difference_table(text(f"results.dimensions.{name}", lang), rows, lang)
    if weights is not None:
        yield Prose([_composite(comparison, variant, weights, lang)], gap=1)


def dimension_of(key: Key) -> str | None:
    """The dimension that a measure speaks of, if any."""
    return next((name for name, keys in DIMENSIONS.items() if key in keys), None)


def title(key: Key, lang: str) -> str:
    """An indicator in words; of a gap between which groups."""
    words = text(f"measures.{key.measure}.title", lang)
    if key.by != BETWEEN:
        return words
    return text(
        "results.dimensions.between", lang, measure=words, cut=text(f"results.dimensions.cut.{key.group}", lang)
    )


def weighed(comparison: Comparison, variant: Result, weights: Mapping[str, float]) -> tuple[dict[str, Estimate], bool]:
    """The scores of the dimensions that count, and the composite under ""; whether the composite could be told."""
    ours, theirs = (_runs(result) for result in (variant, comparison.baseline))
    found = scores(ours, theirs)
    said = {name: estimate(found[name], comparison.level) for name, w in weights.items() if w > 0 and name in found}
    whole = composite(found, weights)
    if whole is not None:
        said[""] = estimate(whole, comparison.level)
    return said, whole is not None


def _runs(result: Result) -> dict[Key, "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    keys = [key for keys in DIMENSIONS.values() for key in keys if key in result.known]
    return {key: result.of(*key) for key in keys}


def _composite(comparison: Comparison, variant: Result, weights: Mapping[str, float], lang: str) -> str:
    found, known_all = weighed(comparison, variant, weights)
    if not known_all:
        lacking = [text(f"results.dimensions.{n}", lang) for n, w in weights.items() if w > 0 and n not in found]
        return text("results.dimensions.no_composite", lang, lacking=", ".join(lacking))
    parts = [_part(name, weight, found[name], lang) for name, weight in weights.items() if weight > 0]
    value = signed_interval(found[""], lang, SHARE)
    return text("results.dimensions.composite", lang, value=value, parts="; ".join(parts))


def _part(name: str, weight: float, score: Estimate, lang: str) -> str:
    words = text(f"results.dimensions.{name}", lang)
    return f"{words} {signed_interval(score, lang, SHARE)} × {weight:g}"
