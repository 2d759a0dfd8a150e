"""What changes while the compiled engine runs: record arrays, all allocated here."""

from typing import Any, NamedTuple

import numpy as np

from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.tables import DAY_ROW, OFFICER_ROW, VISIT_ROW
from sim.rules import chance

VISIT = np.dtype(
    [
        (name, "i8")
        for name in (
            "key",
            "number",
            "citizen",
            "stream",
            "service",
            "class_",
            "step",
            "again",
            "came",
            "joined",
            "start",
            "ticket",
            "waited",
            "work",
            "patience",
            "waiting",
            "officer",
            "line",
            "before",
            "after",
        )
    ]
)
"""A visit under way; before and after link it in its line, after also links the free places.

How often it has come to each step stands in `passes`, at slot * plan.office.passes + index.
"""

OFFICER = np.dtype(
    [(n, "i8") for n in ("present", "idle", "idle_since", "serving", "busy", "outside", "served", "last_end")]
)
QUEUE = np.dtype([("head", "i8"), ("tail", "i8")])
"""Those of one priority rank in a line, at index line * ranks + rank."""

STATION = np.dtype([("waiting", "i8"), ("in_service", "i8")])
STREAM = np.dtype([("key", "i8"), ("own", "i8"), ("at", "i8"), ("count", "i8"), ("hazard", "f8")])
GROUP = np.dtype([("present", "i8")])
CITIZEN = np.dtype(
    [("key", "i8"), ("rate", "f8")] + [(n, "i8") for n in ("class_", "visits", "completed", "waited_s", "spent_s")]
)
NEED = np.dtype([("second", "i8"), ("key", "i8"), ("citizen", "i8")])
EVENT = np.dtype([("second", "i8"), ("order", "i8"), ("what", "i8")])
CLOCK = np.dtype(
    [
        (name, "i8")
        for name in (
            "run_key",
            "day",
            "begun",
            "events",
            "needs",
            "next_need",
            "tickets",
            "visits",
            "visits_before",
            "free",
            "waiting",
            "closed",
            "ended",
            "rows",
            "officer_rows",
            "day_rows",
        )
    ]
    + [("busyness", "f8")]
)
"""One record: where the run stands, and how much of each array is in use."""


class State(NamedTuple):
    """The whole state of a run; a run can be stopped and taken up between any two events."""

    visit: Records
    passes: Records
    officer: Records
    queue: Records
    station: Records
    stream: Records
    group: Records
    citizen: Records
    need: Records
    sorted_need: Records
    heap: Records
    clock: Records
    visit_row: Records
    officer_row: Records
    day_row: Records


SMALL = 256
BOOK = 1 << 18
"""Rows of visits in a book; memory that no row has been written to costs nothing."""
DAYS_IN_A_BOOK = 512


def new_state(plan: Plan, run: int) -> State:
    """The state on the first morning, before anybody has been drawn."""
    arrays = plan.arrays
    office = arrays.office[0]
    state = State(
        visit=np.zeros(SMALL, VISIT),
        passes=np.zeros(SMALL * office["passes"], "i8"),
        officer=np.zeros(len(arrays.officer), OFFICER),
        queue=np.zeros(len(arrays.line) * office["ranks"], QUEUE),
        station=np.zeros(len(arrays.station), STATION),
        stream=np.zeros(len(arrays.stream), STREAM),
        group=np.zeros(len(arrays.group), GROUP),
        citizen=np.zeros(office["citizens"], CITIZEN),
        need=np.zeros(SMALL, NEED),
        sorted_need=np.zeros(SMALL, "i8"),
        heap=np.zeros(2 * SMALL + 8 * len(arrays.officer), EVENT),
        clock=np.zeros(1, CLOCK),
        visit_row=np.empty(BOOK, VISIT_ROW),
        officer_row=np.empty(DAYS_IN_A_BOOK * max(1, len(arrays.officer)), OFFICER_ROW),
        day_row=np.empty(DAYS_IN_A_BOOK, DAY_ROW),
    )
    _chain(state.visit, 0)
    state.clock["run_key"] = chance.run_key(int(office["seed"]), run)
    return state


def grown(state: State, **more: int) -> State:
    """The same state with larger arrays; new visits are chained into the free places."""
    changed: dict[str, Any] = {name: _larger(getattr(state, name), size) for name, size in more.items()}
    if "visit" in changed:
        before = len(state.visit)
        changed["passes"] = _larger(state.passes, len(state.passes) // before * more["visit"])
        _chain(changed["visit"], before)
        changed["visit"]["after"][-1] = state.clock["free"][0]
        state.clock["free"] = before
    return state._replace(**changed)


def _larger(array: Records, size: int) -> Records:
    larger = np.zeros(size, array.dtype)
    larger.view(np.uint8)[: array.nbytes] = array.view(np.uint8)
    return larger


def _chain(visits: Records, first: int) -> None:
    visits["after"][first:] = np.arange(first + 1, len(visits) + 1)
    visits["after"][-1] = -1
