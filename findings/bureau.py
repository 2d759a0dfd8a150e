"""An office whose officers ask for money, whose citizens lack papers, judge what they see, and complain."""

from typing import Any

from findings.anchors import DAY
from findings.little_offices import constant, office, officer
from sim.office import Scenario

CHANGING = {"motivation": {}, "integrity": {}, "courtesy": {}}
CITIZENS = {"count": 3000, "needs_per_year": 15, "knows_document": 0.9, "connected": 0.3}
CLICKING = CITIZENS | {"digital_access": 0.8, "digital_skill": 0.6}
SERVING = {"name": "step", "station": "counter", "time": {"dist": "exponential", "mean_min": 5}, "checks_file": 1.0}
TELLING = [
    {"name": "tell", "station": "counter", "time": constant(5)},
    {"name": "answer", "station": "desk", "time": constant(15), "after_days": 2},
]


def bureau(days: int = 80, error: float = 0.1, serving: Any = (), **keys: Any) -> Scenario:
    """Four officers; `serving` are more steps of the service, `error` is the share of mistakes in the first."""
    services = [
        {"name": "service", "documents": 2, "step": [SERVING | {"error": error}, *serving]},
        {"name": "complaint", "share": 0.0, "deadline_days": 14, "step": TELLING},
    ]
    usual = {
        "hours": DAY,
        "days": days,
        "service": services,
        "station": [{"name": "counter"}, {"name": "desk", "back_office": True}],
        "officer": officer(count=4),
        "citizens": CLICKING,
        "staff": CHANGING,
        "opinion": {"complaints": {"service": "complaint"}},
        "returns": {"error": {"after_days": 1}, "incomplete": {"after_days": 1}},
    }
    return office(**(usual | keys))
