"""Visits → event logs: of vidigi, which animates them, and of process mining (XES)."""

import pandas as pd

DAY_S = 86_400
COLUMNS = ["entity_id", "event_type", "event", "time", "pathway", "resource_id", "unique_resource_id", "run_number"]
NEVER_IN_LINE = ("balked", "refused", "no_ticket", "no_show", "no_form")
"""Outcomes of who joined no line."""


def vidigi_events(visits: pd.DataFrame) -> pd.DataFrame:
    """The event log of vidigi (1.0 and later, https://hsma-tools.github.io/vidigi/) of a frame as `Result.visits`.

    `time` is in minutes from midnight of the run's first day; nights count, closed days do not. An entity is
    a visit, `event` is "service.step" (with "_wait" in its line and "_end" at its end), `pathway` the
    service; `resource_id` counts officers from 1. A step without an officer is logged as a queue, since
    vidigi knows nothing else without a resource. Files of the back office and people who stay away are not in
    the hall. vidigi animates one run at a time: filter by `run_number`.
    """
    visits = visits[visits["visit"].notna() & (visits["outcome"] != "no_show")].astype({"visit": "int64"})
    rows = visits.assign(_midnight=_midnights(visits), _step=_steps(visits))
    parts = [_arrivals(rows), _waits(rows), _delays(rows), _services(rows), _ends(rows), _departures(rows)]
    log = pd.concat([part.assign(_order=order) for order, part in enumerate(parts)], ignore_index=True)
    log = log.sort_values(["run_number", "time", "entity_id", "_step", "_order"], kind="stable")
    return log[COLUMNS].reset_index(drop=True)


def _midnights(visits: pd.DataFrame) -> pd.Series:
    """When each row's day begins, in seconds from the first; a day that runs past midnight moves the next."""
    days = visits.groupby(["run", "day"], sort=True)["finish_s"].max().astype("int64")
    length = (-(-days // DAY_S)).clip(lower=1) * DAY_S
    begins = length.groupby(level="run").cumsum() - length
    keys = pd.MultiIndex.from_arrays([visits["run"], visits["day"]])
    return pd.Series(begins.reindex(keys).to_numpy(), index=visits.index)


def _steps(visits: pd.DataFrame) -> pd.Series:
    """The place of each row in its visit."""
    return visits.groupby(["run", "visit"], sort=False).cumcount()


def _arrivals(rows: pd.DataFrame) -> pd.DataFrame:
    return _events(rows[rows["_step"] == 0], "arrival_departure", "came_s", event="arrival")


def _waits(rows: pd.DataFrame) -> pd.DataFrame:
    joined = rows[~rows["outcome"].isin(NEVER_IN_LINE) & ~_without_officer(rows)]
    return _events(joined, "queue", "arrive_s", ending="_wait")


def _delays(rows: pd.DataFrame) -> pd.DataFrame:
    return _events(rows[_without_officer(rows)], "queue", "start_s")


def _services(rows: pd.DataFrame) -> pd.DataFrame:
    return _events(rows[rows["officer"].notna()], "resource_use", "start_s")


def _ends(rows: pd.DataFrame) -> pd.DataFrame:
    return _events(rows[rows["officer"].notna()], "resource_use_end", "finish_s", ending="_end")


def _departures(rows: pd.DataFrame) -> pd.DataFrame:
    return _events(rows[rows["last"]], "arrival_departure", "finish_s", event="depart")


def _without_officer(rows: pd.DataFrame) -> pd.Series:
    return rows["officer"].isna() & rows["start_s"].notna()


def _events(rows: pd.DataFrame, kind: str, when: str, event: str = "", ending: str = "") -> pd.DataFrame:
    step = rows["service"].astype(str) + "." + rows["step"].astype(str) + ending
    of_officer = kind.startswith("resource")
    nobody = pd.array([pd.NA] * len(rows), "string")
    number = rows["officer"].cat.codes.astype("Int64") + 1
    return pd.DataFrame(
        {
            "entity_id": rows["visit"],
            "event_type": kind,
            "event": event or step,
            "time": (rows["_midnight"] + rows[when].astype("int64")) / 60.0,
            "pathway": rows["service"].astype(str),
            "resource_id": number if of_officer else pd.array([pd.NA] * len(rows), "Int64"),
            "unique_resource_id": rows["officer"].astype("string") if of_officer else nobody,
            "run_number": rows["run"],
            "_step": rows["_step"],
        }
    )


def xes_events(visits: pd.DataFrame) -> pd.DataFrame:
    """The event log of a frame as `Result.visits`, in the names of XES (IEEE 1849), as pm4py and others read it.

    A trace is a case of a run ("0-17"), the back office included; an event is a step that is scheduled (its line was
    joined), started and completed, or withdrawn where nobody was served. Timestamps are real dates, in local time.
    """
    served, joined = visits["start_s"].notna(), ~visits["outcome"].isin(NEVER_IN_LINE)
    parts = [
        _lifecycle(visits[joined].assign(officer=None), "schedule", "arrive_s"),
        _lifecycle(visits[served], "start", "start_s"),
        _lifecycle(visits[served], "complete", "finish_s"),
        _lifecycle(visits[~served], "withdraw", "finish_s"),
    ]
    log = pd.concat([part.assign(_order=order) for order, part in enumerate(parts)])
    log = log.assign(_row=log.index).sort_values(["_run", "_case", "time:timestamp", "_row", "_order"], kind="stable")
    return log.drop(columns=["_run", "_case", "_row", "_order"]).reset_index(drop=True)


def _lifecycle(rows: pd.DataFrame, transition: str, when: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "case:concept:name": rows["run"].astype(str) + "-" + rows["case"].astype(str),
            "concept:name": rows["service"].astype(str) + "." + rows["step"].astype(str),
            "lifecycle:transition": transition,
            "time:timestamp": rows["day"] + pd.to_timedelta(rows[when].astype("int64"), unit="s"),
            "org:resource": rows["officer"].astype("string"),
            "visit": rows["visit"],
            "channel": rows["channel"].astype(str),
            "office": rows["office"].astype(str),
            "outcome": rows["outcome"].astype(str),
            "_run": rows["run"],
            "_case": rows["case"],
        }
    )
