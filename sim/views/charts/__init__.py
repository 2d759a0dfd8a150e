"""Charts, one for each question. Each takes results and a language, and returns a Chart."""

from sim.views.charts.chart import Chart
from sim.views.charts.costs import cost_and_saving
from sim.views.charts.difference import difference
from sim.views.charts.gains import who_gained
from sim.views.charts.officers import utilisation
from sim.views.charts.people import skm_by_element, trust_over_time
from sim.views.charts.queue import queue_by_station, queue_by_time
from sim.views.charts.reforms import reforms_compared
from sim.views.charts.sensitivity import sensitivity
from sim.views.charts.waits import wait_by_hour, wait_by_office, wait_by_service

__all__ = [
    "Chart",
    "cost_and_saving",
    "difference",
    "queue_by_station",
    "queue_by_time",
    "reforms_compared",
    "sensitivity",
    "skm_by_element",
    "trust_over_time",
    "utilisation",
    "wait_by_hour",
    "wait_by_office",
    "wait_by_service",
    "who_gained",
]
