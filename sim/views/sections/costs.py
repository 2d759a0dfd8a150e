"""What the cost of a variant buys, below its comparison."""

from collections.abc import Iterator

from sim.language import rupiah, text
from sim.runs import Comparison, Result
from sim.runs.comparing.costs import Price, Saving, cost_of, net_cost, prices, staff_hours, visit_cost, yearly_cost
from sim.views.notation import minus, signed_interval
from sim.views.table import Cell, Column, Figure, Kind, Table


def costs(comparison: Comparison, variant: Result, lang: str) -> list[Table]:
    """A table of rupiah by what is saved, and what the cost is; nothing where no cost is given."""
    found = prices(comparison, variant)
    if not found:
        return []
    kinds = {"saved": Kind.CHANGE, "rupiah": Kind.INTERVAL}
    columns = [Column(""), *(Column(text(f"results.cost.{name}", lang), kind) for name, kind in kinds.items())]
    rows = [
        (text(f"results.cost.{p.measure}", lang), Figure(p.saved), bought(p, Figure(p.rupiah), lang)) for p in found
    ]
    return [Table(text("results.cost.title", lang), columns, rows, [" ".join(_notes(comparison, variant, lang))])]


def bought(found: Price, rupiah: Figure, lang: str) -> Cell:
    """The rupiah by one unit saved; words where nothing is saved, a dash where one run cannot tell."""
    if found.verdict is Saving.SAVES:
        return rupiah
    known = found.saved.runs > 1 or found.verdict is not Saving.CANNOT_TELL
    return text(f"results.cost.{found.verdict}", lang) if known else "–"


def _notes(comparison: Comparison, variant: Result, lang: str) -> Iterator[str]:
    """The cost, what staff adds to it, and over what the saving is counted."""
    yield text("results.cost.note", lang, cost=rupiah(cost_of(comparison, variant), lang))
    rates = {"year": yearly_cost(comparison, variant), "visit": visit_cost(comparison, variant)}
    yield text("results.cost.rates", lang, **{name: minus(rupiah(value, lang)) for name, value in rates.items()})
    if comparison.wage_rupiah_hour is not None:
        hours = signed_interval(staff_hours(comparison, variant), lang)
        net = minus(rupiah(net_cost(comparison, variant), lang))
        yield text("results.cost.net", lang, hours=hours, wage=rupiah(comparison.wage_rupiah_hour, lang), net=net)
    yield text("results.cost.counted", lang)
