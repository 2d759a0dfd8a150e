"""Other printed tables: verification, and the list of scenarios."""

from collections.abc import Sequence

from sim.language import language, text
from sim.measures import Estimate
from sim.runs.verification import Check
from sim.views.tables import paragraphs, plain, table, with_interval

WIDEST = 50
"""Names of cases and quantities may be so long."""


def verify_text(checks: Sequence[Check], lang: str | None = None) -> str:
    """What `loket verify` prints: a row for each quantity, and the verdict on all."""
    lang = language(lang)
    heading = [text(f"results.verify.{column}", lang) for column in ("name", "expected", "simulated")]
    lines = table((*heading, ""), [_check(check, lang) for check in checks], left=(0, 3), label=WIDEST)
    off = sum(not check.ok for check in checks)
    said = text(f"results.verify.{'some_off' if off else 'all_ok'}", lang, off=off, checks=len(checks))
    return "\n".join([text("results.verify.title", lang), *lines, "", *paragraphs(said)])


def _check(check: Check, lang: str) -> tuple[str, ...]:
    simulated = with_interval(Estimate(check.simulated, check.low, check.high, 2), lang)
    said = text(f"results.verify.{'ok' if check.ok else 'off'}", lang)
    return (check.name, plain(check.expected, lang), simulated, said)


def list_text(rows: Sequence[tuple[str, str]], lang: str | None = None) -> str:
    """What `loket scenarios` prints: names and titles."""
    lang = language(lang)
    heading = (text("results.scenarios.name", lang), text("results.scenarios.title", lang))
    return "\n".join(table(heading, rows, left=(0, 1))[1:])
