"""How narrow intervals were asked to be, what they are, and whether that took all replications that were allowed."""

import math

from sim.language import text
from sim.measures import Estimate
from sim.measures.precision import Precision, half_width, runs_for
from sim.runs import Comparison, Result
from sim.views.notation import exact, plain


def footer_until(found: Result | Comparison, lang: str) -> list[str]:
    """A sentence where replications were made until intervals were narrow; in a comparison those of differences."""
    first = found.baseline if isinstance(found, Comparison) else found
    parts, lacking = [], []
    for asked in first.until:
        base = first.estimate(*asked.key)
        widest, most = _widest(found, asked, base), asked.most(base.mean)
        parts.append(_width(asked, widest, most, lang))
        if not half_width(widest) <= most:
            lacking.append(runs_for(widest, most))
    if not parts:
        return []
    key = "reached" if not lacking else "most" if all(map(math.isfinite, lacking)) else "never"
    said = {"parts": "; ".join(parts), "runs": len(first.replications)}
    return [text(f"results.until.{key}", lang, **said, needed=about(max(lacking, default=0.0), lang))]


def _widest(found: Result | Comparison, asked: Precision, base: Estimate) -> Estimate:
    if isinstance(found, Result) or not found.variants:
        return base
    return max((found.difference(one, asked.key).difference for one in found.variants), key=half_width)


def _width(asked: Precision, found: Estimate, most: float, lang: str) -> str:
    measure, group = asked.key.measure, f" [{asked.key.group}]" if asked.key.by else ""
    said = {"measure": text(f"measures.{measure}.title", lang) + group, "half": plain(half_width(found), lang, measure)}
    part = {"part": text("results.percent", lang, share=exact(100.0 * asked.half, lang))} if asked.relative else {}
    key = "relative" if asked.relative else "part"
    return text(f"results.until.{key}", lang, **said, **part, asked=plain(most, lang, measure))


def about(number: float, lang: str) -> str:
    """A number of replications to two figures: nobody knows it better."""
    if not math.isfinite(number):
        return "–"
    unit = 10 ** max(0, len(str(math.ceil(number))) - 2)
    return plain(math.ceil(number / unit) * unit, lang, "", 0)
