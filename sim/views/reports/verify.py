"""Other printed tables: verification, and the list of scenarios."""

from collections.abc import Iterator, Sequence

from sim.language import language, text
from sim.measures import Estimate
from sim.verification import Check
from sim.views.render.text import printed
from sim.views.table import Column, Figure, Kind, Prose, Role, Row, Table

SPLIT = ": "
"""Between the model and the quantity in the name of a check."""

UNITS = {
    "share": "share",
    "min": "minutes",
    "people": "people",
    "people²": "people_squared",
    "per day": "per_day",
    "h per day": "hours_per_day",
    "time units": "time_units",
    "per time unit": "per_time_unit",
    "visits per case": "visits_per_case",
}


KINDS = {"name": Kind.WORDS, "expected": Kind.MEAN, "simulated": Kind.INTERVAL, "unit": Kind.WORDS}


def verify_text(checks: Sequence[Check], lang: str | None = None) -> str:
    """What `loket verify` prints: a row for each quantity below its model and source, and the verdict on all."""
    lang = language(lang)
    columns = [*(Column(text(f"results.verify.{name}", lang), kind) for name, kind in KINDS.items()), Column("")]
    off = sum(not check.ok for check in checks)
    said = text(f"results.verify.{'some_off' if off else 'all_ok'}", lang, off=off, checks=len(checks))
    title = Prose([text("results.verify.title", lang)], role=Role.TITLE)
    return printed([title, Table("", columns, [*_rows(checks, lang)]), Prose([said], gap=1)], lang)


def _rows(checks: Sequence[Check], lang: str) -> Iterator[Row]:
    before = ""
    for check in checks:
        model, _, name = check.name.rpartition(SPLIT)
        above = f"{model} · {check.source}"
        if above != before:
            yield above
        before = above
        figures = (check.expected,) * 3, (check.simulated, check.low, check.high)
        unit = text(f"results.verify_unit.{UNITS[check.unit]}", lang)
        said = text(f"results.verify.{'ok' if check.ok else 'off'}", lang)
        yield (name, *(Figure(Estimate(*figure, 2)) for figure in figures), unit, said)


def list_text(rows: Sequence[tuple[str, str]], lang: str | None = None) -> str:
    """What `loket scenarios` prints: names and titles."""
    lang = language(lang)
    columns = [Column(text(f"results.scenarios.{name}", lang)) for name in ("name", "title")]
    return printed([Table("", columns, rows, gap=0)], lang)
