"""An office whose officers change in every way and whose citizens, of every group, judge their visits."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from findings.little_offices import constant, counter, office
from sim.office import Scenario

EVERYBODY: dict[str, Any] = {
    "age": [{"name": "young", "share": 0.7}, {"name": "old", "share": 0.3, "digital_access": 0.4}],
    "disability": 0.2,
    "connected": 0.3,
    "digital_access": 0.8,
    "digital_skill": 0.5,
    "travel": {"dist": "exponential", "mean_min": 30},
    "trip_rupiah": 10_000,
}
STAFF: dict[str, Any] = {
    name: {}
    for name in (
        "learning",
        "fatigue",
        "load",
        "motivation",
        "courtesy",
        "integrity",
        "attendance",
        "turnover",
        "change",
        "criticism",
    )
}
OPINION: dict[str, Any] = {
    "talk": {},
    "complaints": {"service": "complaint", "complains": 0.5, "reports": 0.3},
    "feedback": {},
}


COMPLAINT: dict[str, Any] = {
    "name": "complaint",
    "share": 0.0,
    "deadline_days": 5,
    "step": [{"name": "tell", "station": "counter", "time": constant(5)}],
}


def with_people(count: int = 400, **keys: Any) -> Scenario:
    """The office; each citizen needs it about every ninth day."""
    time = {"dist": "exponential", "mean_min": 8}
    services = [
        {"name": "service", "deadline_days": 3, "step": [{"name": "step", "station": "counter", "time": time}]},
        COMPLAINT,
    ]
    usual = {
        "service": services,
        "station": counter(patience={"dist": "exponential", "mean_min": 40}),
        "citizens": {"count": count, "needs_per_year": 28, **EVERYBODY},
        "class": [{"name": "first", "share": 0.2, "priority": 0}, {"name": "usual", "share": 0.8, "priority": 1}],
        "channel": [{"name": "online", "kind": "online", "services": ["service"], "needs_skill": 0.7, "willing": 0.5}],
        "staff": STAFF,
        "opinion": OPINION,
        "days": 10,
    }
    return office(**(usual | keys))


def quicker(**keys: Any) -> Scenario:
    """The office where the service takes half as long."""
    step = {"name": "step", "station": "counter", "time": {"dist": "exponential", "mean_min": 4}}
    services = [{"name": "service", "deadline_days": 3, "step": [step]}, COMPLAINT]
    return replace(with_people(service=services, **keys), name="quicker")


def table(dtype: np.dtype, rows: Iterable[dict[str, Any]]) -> np.ndarray:
    """Rows of a record, told by what is not nought in them."""
    told = list(rows)
    found = np.zeros(len(told), dtype)
    for place, row in enumerate(told):
        for name, value in row.items():
            found[place][name] = value
    return found
