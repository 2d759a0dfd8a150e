"""Charts, one for each question. Each takes results and a language, and returns a Chart.

Those of a log beside a scenario (`queue_seen`, `waits_seen`, `days_seen`, `ranks_seen`) are loaded when asked for.
"""

from typing import TYPE_CHECKING, Any

from sim.views.charts.before_after import before_after
from sim.views.charts.chart import Chart
from sim.views.charts.costs import cost_and_saving
from sim.views.charts.dashboard import dashboard
from sim.views.charts.difference import difference
from sim.views.charts.distribution import wait_distribution
from sim.views.charts.gains import who_gained
from sim.views.charts.instead import instead_of_one_more
from sim.views.charts.needed import officers_needed, wait_against_load
from sim.views.charts.officers import utilisation
from sim.views.charts.packages import cost_and_goal
from sim.views.charts.people import skm_by_element, trust_over_time
from sim.views.charts.queue import queue_by_station, queue_by_time
from sim.views.charts.reforms import reforms_compared
from sim.views.charts.sensitivity import sensitivity
from sim.views.charts.tornado import tornado
from sim.views.charts.trust import trust_and_possible
from sim.views.charts.visit import one_visit
from sim.views.charts.waits import wait_by_hour, wait_by_office, wait_by_service, wait_by_weekday
from sim.views.charts.warm_up import warm_up

if TYPE_CHECKING:
    from sim.views.charts.validation import days_seen, queue_seen, ranks_seen, waits_seen

__all__ = [
    "Chart",
    "before_after",
    "cost_and_goal",
    "cost_and_saving",
    "dashboard",
    "days_seen",
    "difference",
    "instead_of_one_more",
    "officers_needed",
    "one_visit",
    "queue_by_station",
    "queue_by_time",
    "queue_seen",
    "ranks_seen",
    "reforms_compared",
    "sensitivity",
    "skm_by_element",
    "tornado",
    "trust_and_possible",
    "trust_over_time",
    "utilisation",
    "wait_against_load",
    "wait_by_hour",
    "wait_by_office",
    "wait_by_service",
    "wait_by_weekday",
    "wait_distribution",
    "waits_seen",
    "warm_up",
    "who_gained",
]


def __getattr__(name: str) -> Any:
    """The charts of a log, whose libraries are heavy."""
    if not name.endswith("_seen") or name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sim.views.charts import validation

    return getattr(validation, name)
