"""Other printed tables: verification, and the list of scenarios."""

from collections.abc import Iterator, Sequence

from sim.language import language, text
from sim.measures import Estimate
from sim.verification import Check
from sim.views.tables import FURTHER_IN, paragraphs, plain, table, with_interval

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


def verify_text(checks: Sequence[Check], lang: str | None = None) -> str:
    """What `loket verify` prints: a row for each quantity below its model and source, and the verdict on all."""
    lang = language(lang)
    heading = [text(f"results.verify.{column}", lang) for column in ("name", "expected", "simulated", "unit")]
    rows = [_check(check, lang) for check in checks]
    empty, shown, *lines = table((*heading, ""), rows, left=(0, 3, 4))
    off = sum(not check.ok for check in checks)
    said = text(f"results.verify.{'some_off' if off else 'all_ok'}", lang, off=off, checks=len(checks))
    below = _below_their_models(checks, lines)
    return "\n".join([text("results.verify.title", lang), empty, shown, *below, "", *paragraphs(said)])


def _below_their_models(checks: Sequence[Check], lines: Sequence[str]) -> Iterator[str]:
    before, rows = "", iter(checks)
    for line in lines:
        if not line.startswith(FURTHER_IN):
            check = next(rows)
            model = f"{check.name.rpartition(SPLIT)[0]} · {check.source}"
            if model != before:
                yield model
            before = model
        yield line


def _check(check: Check, lang: str) -> tuple[str, ...]:
    simulated = with_interval(Estimate(check.simulated, check.low, check.high, 2), lang)
    said = text(f"results.verify.{'ok' if check.ok else 'off'}", lang)
    unit = text(f"results.verify_unit.{UNITS[check.unit]}", lang)
    return (check.name.rpartition(SPLIT)[2], plain(check.expected, lang), simulated, unit, said)


def list_text(rows: Sequence[tuple[str, str]], lang: str | None = None) -> str:
    """What `loket scenarios` prints: names and titles."""
    lang = language(lang)
    heading = (text("results.scenarios.name", lang), text("results.scenarios.title", lang))
    return "\n".join(table(heading, rows, left=(0, 1))[1:])
