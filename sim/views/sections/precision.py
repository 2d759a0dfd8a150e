"""How narrow intervals were asked to be, what they are, and whether that took all replications that were allowed."""

import math
from collections.abc import Sequence
from dataclasses import replace

from sim.experiments.study.designs import called
from sim.experiments.sweep.swept import Sweep
from sim.language import text
from sim.measures import Estimate
from sim.measures.precision import Precision, half_width, runs_for
from sim.runs import Comparison, Result
from sim.views.notation import exact, plain
from sim.views.sections.long import first, further


def footer_until(found: Result | Comparison, lang: str) -> list[str]:
    """A sentence where replications were made until intervals were narrow; in a comparison those of differences."""
    base_of = found.baseline if isinstance(found, Comparison) else found
    parts, lacking = [], []
    for asked in base_of.until:
        base = base_of.estimate(*asked.key)
        widest, most = _widest(found, asked, base), asked.most(base.mean)
        parts.append(_width(asked, widest, most, lang))
        if not half_width(widest) <= most:
            lacking.append(runs_for(widest, most))
    return [_told(parts, lacking, len(base_of.replications), lang)] if parts else []


def wide(found: Sweep, lang: str) -> list[str]:
    """Of each point of a study whose intervals are not as narrow as asked when its runs are used up, what they are."""
    rows = [row for row in found.rows if not row.narrow]
    if not rows:
        return []
    shown = replace(found, rows=tuple(first(rows)))
    said = [text("sweep.wide", lang, count=len(rows), points=len(found.rows))]
    for row, known in shown.estimates(*(asked.key.label for asked in found.until)):
        widths = [(asked, known[asked.key.label]) for asked in found.until]
        lacking = [(one, most) for asked, one in widths if not half_width(one) <= (most := asked.most(one.mean))]
        parts = [_width(asked, one, asked.most(one.mean), lang) for asked, one in widths]
        told = _told(parts, [runs_for(*one) for one in lacking], row.runs, lang)
        said.append(f"{called(row.variant)}: {told}")
    return said + further(rows, lang, "sweep.further")


def _told(parts: Sequence[str], lacking: Sequence[float], runs: int, lang: str) -> str:
    """What intervals are, and about how many runs it takes where they are too wide (`lacking`)."""
    key = "reached" if not lacking else "most" if all(map(math.isfinite, lacking)) else "never"
    needed = about(max(lacking, default=0.0), lang)
    return text(f"results.until.{key}", lang, parts="; ".join(parts), runs=runs, needed=needed)


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
