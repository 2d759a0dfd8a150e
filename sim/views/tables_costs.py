"""What the cost of a variant buys, below its comparison."""

from collections.abc import Iterator
from typing import Any

from sim.language import rupiah, text
from sim.runs import Comparison, Result
from sim.runs.costs import UNITS, Price, Saving, cost_of, net_cost, prices, staff_hours
from sim.views.tables import minus, paragraphs, signed_interval, table, with_interval


def cost_lines(comparison: Comparison, variant: Result, lang: str) -> list[str]:
    """A table of rupiah by what is saved, and what the cost is; nothing where no cost is given."""
    found = prices(comparison, variant)
    if not found:
        return []
    heading = [text(f"results.cost.{column}", lang) for column in ("title", "saved", "rupiah")]
    rows = [(text(f"results.cost.{p.measure}", lang), signed_interval(p.saved, lang), _said(p, lang)) for p in found]
    return [*table(heading, rows), *paragraphs(" ".join(_notes(comparison, variant, lang)))]


def _said(found: Price, lang: str) -> str:
    if found.verdict is Saving.SAVES:
        return with_interval(found.rupiah, lang)
    if found.saved.runs < 2 and found.verdict is Saving.CANNOT_TELL:
        return "–"
    return text(f"results.cost.{found.verdict}", lang)


def _notes(comparison: Comparison, variant: Result, lang: str) -> Iterator[str]:
    """The cost, what staff adds to it, and over what the saving is counted."""
    yield text("results.cost.note", lang, cost=rupiah(cost_of(comparison, variant), lang))
    if comparison.wage_rupiah_hour is not None:
        hours = signed_interval(staff_hours(comparison, variant), lang)
        net = minus(rupiah(net_cost(comparison, variant), lang))
        yield text("results.cost.net", lang, hours=hours, wage=rupiah(comparison.wage_rupiah_hour, lang), net=net)
    yield text("results.cost.counted", lang)


def cost_records(comparison: Comparison, variant: Result) -> Iterator[dict[str, Any]]:
    """A record for each: `difference` is the rupiah by one unit saved, with its interval."""
    for found in prices(comparison, variant):
        mean, low, high, _ = found.rupiah
        yield {
            "scenario": variant.name,
            "measure": found.measure,
            "unit": UNITS[found.measure],
            "mean": None,
            "baseline": comparison.baseline.name,
            "baseline_mean": None,
            "difference": mean,
            "low": low,
            "high": high,
            "runs": found.saved.runs,
            "verdict": str(found.verdict),
            "cost_rupiah": found.cost,
            "saved": found.saved.mean,
            "saved_low": found.saved.low,
            "saved_high": found.saved.high,
        }
