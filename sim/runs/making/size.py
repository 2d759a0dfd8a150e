"""How much runs will ask of the machine: said before they begin where it is much, refused where it cannot fit."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sim.document.checks.size import in_figures, sources
from sim.language.errors import BadRequest
from sim.measures.days import DAY_MEASURES
from sim.measures.people import ENDS
from sim.office import Scenario
from sim.plan.build import follows
from sim.plan.tables import CASE_ROW, CITIZEN_ROW, OPINION_ROW, VISIT_ROW

MUCH_BYTES, MANY_ARRIVALS = 1e9, 2e7
"""What is more than either of these is said before it begins."""
CASE_BYTES, COMING_BYTES, PERSON_BYTES = 520, 88, 184
"""A case under way, somebody who comes today, a citizen (`sim/engines/compiled/state.py`: CASE, NEED, CITIZEN, ...)."""
GROWTH = 1.5
"""An array that is short is made longer, and copied."""
RUN_BYTES = 20_000
"""The measures of a run."""
CGROUPS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


@dataclass(frozen=True)
class Size:
    """What all runs of a scenario amount to: arrivals, rows of visits, and bytes: while they run, and kept of them."""

    arrivals: float
    rows: float
    running: float
    kept: float


def size_of(
    office: Scenario,
    crew: int = 1,
    *,
    visits: bool = False,
    people: bool = False,
    ends: bool = True,
    times: float = 1.0,
) -> Size:
    """What the runs of a scenario will amount to, `crew` of them at a time.

    Of each run its days stay in memory, and where they are asked for its `visits`, `people`, and the `ends`
    of those; `times` as much is needed while it runs as the compiled engine does.
    """
    found = list(sources(office))
    arrivals = office.days * sum(source.a_day for source in found)
    shares = [service.share or 1.0 for service in office.services]
    steps = sum(s * len(one.steps) for s, one in zip(shares, office.services, strict=True)) / sum(shares)
    citizens = office.citizens.count if office.citizens is not None else 0
    a_case = steps * VISIT_ROW.itemsize
    a_case += CASE_ROW.itemsize * follows(office) + OPINION_ROW.itemsize * (office.opinion is not None)
    waiting = CASE_BYTES if office.stations else 0
    a_run = citizens * PERSON_BYTES + GROWTH * sum(s.busiest for s in found) * (waiting + COMING_BYTES + a_case)
    all_visits = arrivals * a_case if visits else 0.0
    behave = office.opinion is not None or office.staff is not None
    a_person = ENDS.itemsize * (ends and behave) + CITIZEN_ROW.itemsize * people
    days = office.days * max(1, len(office.offices)) * DAY_MEASURES.itemsize
    kept = citizens * a_person + all_visits + days + RUN_BYTES
    runs = office.runs
    return Size(runs * arrivals, runs * arrivals * steps, crew * (times * a_run + 2.0 * all_visits), runs * kept)


def together(sizes: Sequence[Size]) -> Size:
    """Scenarios whose results are all kept; at most two of them are under way at a time (see `making.stems`)."""
    sums = [sum(getattr(size, name) for size in sizes) for name in ("arrivals", "rows", "kept")]
    return Size(sums[0], sums[1], sum(sorted(size.running for size in sizes)[-2:]), sums[2])


def much(size: Size) -> dict[str, str] | None:
    """What to say before runs begin: arrivals, rows and megabytes; None where there is little of all.

    Raises BadRequest where it cannot fit into the memory of this machine.
    """
    needed, there = size.running + size.kept, machine_bytes()
    said = {"arrivals": in_figures(size.arrivals), "rows": in_figures(size.rows), "megabytes": in_figures(needed / 1e6)}
    if there is not None and needed > there:
        raise BadRequest("memory", **said, machine=in_figures(there / 1e6))
    return said if needed > MUCH_BYTES or size.arrivals > MANY_ARRIVALS else None


def machine_bytes() -> float | None:
    """The memory of this machine, or what a container may have of it; None where it cannot be told."""
    found = []
    with suppress(AttributeError, ValueError, OSError):  # Windows knows no sysconf
        found.append(float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")))
    for name in CGROUPS:
        with suppress(OSError, ValueError):  # "max", or no container
            found.append(float(Path(name).read_text("ascii")))
    return min(found, default=None) if os.name != "nt" else _of_windows()


def _of_windows() -> float | None:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "a", "b", "c", "d", "e")),
        )

    status = Status(length=ctypes.sizeof(Status))
    known = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]
    return float(status.total) if known else None
