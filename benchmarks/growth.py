"""How time and memory grow with years and with citizens."""

from typing import Any

from benchmarks.report import Report
from benchmarks.timing import in_child

SIZES = [
    ("compiled", 1_000, 1),
    ("compiled", 1_000, 8),
    ("compiled", 20_000, 1),
    ("compiled", 20_000, 2),
    ("compiled", 20_000, 4),
    ("compiled", 20_000, 8),
    ("compiled", 100_000, 1),
    ("compiled", 100_000, 8),
    ("compiled", 1_000_000, 1),
    ("compiled", 1_000_000, 8),
    ("reference", 1_000, 1),
    ("reference", 5_000, 1),
    ("reference", 20_000, 1),
]
QUICK_SIZES = [("compiled", 1_000, 1)]
DAYS, QUICK_DAYS = 250, 5


def measure(*, quick: bool = False) -> Report:
    """CPU seconds a year, and memory, each in a process of its own."""
    days = QUICK_DAYS if quick else DAYS
    title = "CPU time and memory of one replication, 0.6 needs a citizen and year, visits not kept"
    report = Report("growth", title, [row(*size, days) for size in (QUICK_SIZES if quick else SIZES)])
    report.notes.append(f"a year here is {days} days; memory before: the process with everything loaded and compiled")
    return report


def row(engine: str, citizens: int, years: int, days: int) -> dict[str, Any]:
    """A row of the report."""
    found = in_child("year", engine=engine, citizens=citizens, days=years * days)
    return {
        "engine": engine,
        "citizens": citizens,
        "years": years,
        "visits": int(found["visits"]),
        "seconds a year": found["seconds"] / years,
        "memory before, MB": found["before_mb"],
        "at most, MB": found["peak_mb"],
        "added, MB": found["peak_mb"] - found["before_mb"],
    }
