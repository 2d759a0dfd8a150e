"""What a change costs as a budget (RAB): quantities times unit prices, worked out anew by a spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sim.language import text
from sim.office.reform import WORKING_DAYS_A_YEAR, Reform
from sim.reforms.titles import title_of
from sim.runs import Comparison, Result
from sim.runs.comparing.costs import UNITS, cost_of, prices, staff_hours
from sim.runs.comparing.reform_costs import working_days
from sim.views.table import Cell, Column, Figure, Kind, Row, Table, Worked, exactly, rupiah_exactly
from sim.views.titles import titled

WAIT = next(iter(UNITS))


def budget(comparison: Comparison, lang: str) -> Table:
    """A block a variant: what is paid, how much of it, the unit price, the amount; the sum, and what a minute costs."""
    heads = (("item", Kind.WORDS), ("quantity", Kind.MEAN), ("unit", Kind.WORDS), ("price", Kind.MEAN))
    columns = [Column(_word(name, lang), kind) for name, kind in (*heads, ("amount", Kind.MEAN))]
    rows = [row for variant in comparison.variants for row in _block(comparison, variant, lang)]
    return Table(_word("budget", lang), columns, rows, [_word("budget_note", lang)])


def _block(comparison: Comparison, variant: Result, lang: str) -> Iterator[Row]:
    yield titled(variant.scenario, lang)
    lines = list(_lines(comparison, variant, lang))
    yield from lines
    total = sum(row[-1].figure.found.mean for row in lines if isinstance(row[-1], Worked))
    places = tuple((-up, 0) for up in range(len(lines), 0, -1))
    yield (_word("total", lang), "", "", "", Worked(rupiah_exactly(total), "+", places))
    for price in prices(comparison, variant):
        if price.measure == WAIT and price.rupiah.runs:
            saved = Figure(price.saved)
            yield (_word("saved_min", lang), saved, _word("minute", lang), "", "")
            by = Worked(rupiah_exactly(total / saved.found.mean), "/", ((-2, 0), (-1, -3)))
            yield (_word("per_minute", lang), "", "", "", by)


def _lines(comparison: Comparison, variant: Result, lang: str) -> Iterator[Sequence[Cell]]:
    if comparison.cost_rupiah or not comparison.costs_rupiah:
        given = cost_of(comparison, variant) if comparison.cost_rupiah else 0.0
        yield _line(_word("whole", lang), 1.0, _word("package", lang), given)
    else:
        yield from (line for reform in variant.given.reforms for line in _of_reform(reform, variant, lang, 1.0))
        base = comparison.baseline
        yield from (line for reform in base.given.reforms for line in _of_reform(reform, base, lang, -1.0))
    if comparison.wage_rupiah_hour is not None and comparison.costs_rupiah:
        hours = staff_hours(comparison, variant).mean
        yield _line(_word("staff", lang), hours, _word("hour", lang), comparison.wage_rupiah_hour)


def _of_reform(reform: Reform, result: Result, lang: str, times: float) -> Iterator[Sequence[Cell]]:
    """What is paid once, and each year; nothing of one that is never in force. What the baseline has is taken off."""
    days = working_days(reform, result.plan)
    years = times * reform.strength * days / WORKING_DAYS_A_YEAR
    office = replace(result.plan.given, reforms=())
    paid = {"once": (times * reform.strength, reform.investment), "yearly": (years, reform.yearly)}
    for name, (quantity, price) in paid.items() if days else ():
        item = text(f"reforms.sheet.{name}", lang, title=title_of(reform, lang))
        unit = _word("package" if name == "once" else "year", lang)
        yield _line(item, quantity, unit, price(office))


def _line(item: str, quantity: float, unit: str, price: float) -> Sequence[Cell]:
    return (
        item,
        exactly(quantity),
        unit,
        rupiah_exactly(price),
        Worked(rupiah_exactly(quantity * price), "*", ((0, -3), (0, -1))),
    )


def _word(key: str, lang: str) -> str:
    return text(f"reforms.sheet.{key}", lang)
