"""The days on which people wait longest, by date: after holidays, when systems are down."""

from dataclasses import replace
from datetime import date

import numpy as np

from sim.language import date_words, text
from sim.measures import LEVEL, MEASURES, estimate
from sim.office.units import WEEKDAYS
from sim.runs import Result
from sim.views.table import Cell, Column, Figure, Kind, Table

MOST = 5
SHOWN = ("arrivals_per_day", "wait_mean_min", "wait_p90_min")
"""The measures that the columns are of; of days the first is called `arrivals`."""
KINDS = (Kind.MEAN, Kind.INTERVAL, Kind.MEAN)


def worst_days(result: Result, lang: str) -> Table:
    """The dates with the longest mean waits over the replications; none of several offices, or of few days."""
    runs = [run.days[~run.days["warm_up"]] for run in result.replications]
    names = zip(SHOWN, KINDS, strict=True)
    columns = (Column(text(f"measures.{name}.column", lang), kind, brief=True) for name, kind in names)
    table = Table(text("results.title.worst_days", lang), (Column(""), *columns), [], detail=True)
    if len(result.plan.names.offices) > 1 or not runs or len(runs[0]) <= 2 * MOST:
        return table
    waits = np.array([days["wait_mean_min"] for days in runs])
    known = np.flatnonzero(np.isfinite(waits).any(axis=0))
    order = known[np.argsort(-np.nanmean(waits[:, known], axis=0), kind="stable")][:MOST]
    values = {name: np.array([days["arrivals" if name == SHOWN[0] else name] for days in runs]) for name in SHOWN}
    rows: list[list[Cell]] = []
    for day in order:
        found = (estimate(values[name][:, day], LEVEL, MEASURES[name].limits) for name in SHOWN)
        figures = (Figure(one, name) for one, name in zip(found, SHOWN, strict=True))
        rows.append([_called(int(runs[0]["date"][day]), lang), *figures])
    return replace(table, rows=rows)


def _called(ordinal: int, lang: str) -> str:
    day = date.fromordinal(ordinal)
    return f"{text(f'keys.Week.{WEEKDAYS[day.weekday()]}', lang)}, {date_words(day, lang)}"
