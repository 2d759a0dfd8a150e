"""What is said of officers and of people's conduct rests on a mechanism that is there."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, entries, subtable
from sim.office.faults import Path, Problem

MONEY, ANSWERS = ("staff", "integrity"), ("opinion", "complaints")
NEEDS: dict[Path, Path] = {
    ("staff", "attendance", "motivation"): ("staff", "motivation"),
    ("staff", "attendance", "late"): ("staff", "motivation"),
    ("staff", "temptation"): MONEY,
    ("staff", "criticism"): ANSWERS,
    ("staff", "criticism", "example"): ("staff", "leadership"),
    ("staff", "leadership", "adoption"): ("staff", "change"),
    ("staff", "leadership", "morale"): ("staff", "motivation"),
    **{("opinion", "satisfaction", key): MONEY for key in ("asked", "paid", "unequal")},
    ("opinion", "satisfaction", "unanswered"): ANSWERS,
    **{("opinion", "trust", key): MONEY for key in ("money", "unequal")},
    **{("opinion", table, key): ANSWERS for table in ("trust", "belief") for key in ("answered", "ignored")},
    ("opinion", "complaints", "reports"): MONEY,
    ("opinion", "feedback", "complaining"): ANSWERS,
    ("opinion", "feedback", "refusing"): MONEY,
    ("opinion", "feedback", "elsewhere"): ("office",),
    **{("opinion", "feedback", key): ("channel",) for key in ("online", "go_between")},
}
"""Keys without effect where a table is not named."""


def check_staff(document: Table) -> Iterator[Problem]:
    """Keys that are written have an effect; those left at their defaults need none."""
    for path, needed in NEEDS.items():
        if _there(document, path) and not _there(document, needed):
            yield _idle(path, f"[{'.'.join(map(str, needed))}]")
    groups = list(entries(document, "officer"))
    for path, officer in groups:
        if "experience" in officer and not _there(document, ("staff", "learning")):
            yield _idle((*path, "experience"), "[staff.learning]")
        if "background" in officer and "staff" not in document:
            yield _idle((*path, "background"), "[staff]")
    if _there(document, ("staff", "mismatch")) and not any("background" in officer for _, officer in groups):
        yield Problem(("staff", "mismatch"), "mismatch_unused", warning=True)


def _idle(path: Path, table: str) -> Problem:
    return Problem(path, "no_effect", {"key": path[-1], "table": table}, warning=True)


def _there(document: Table, path: Path) -> bool:
    """Whether a key or table is written."""
    for part in path[:-1]:
        document = subtable(document, str(part))
    return path[-1] in document
