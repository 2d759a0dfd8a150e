"""Charts, one for each question. Each takes results and a language, and returns a Chart."""

from sim.views.charts.chart import Chart
from sim.views.charts.difference import difference
from sim.views.charts.officers import utilisation
from sim.views.charts.people import skm_by_element, trust_over_time
from sim.views.charts.queue import queue_by_station, queue_by_time
from sim.views.charts.waits import wait_by_hour, wait_by_office, wait_by_service

__all__ = [
    "Chart",
    "difference",
    "queue_by_station",
    "queue_by_time",
    "skm_by_element",
    "trust_over_time",
    "utilisation",
    "wait_by_hour",
    "wait_by_office",
    "wait_by_service",
]
