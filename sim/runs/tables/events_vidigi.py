"""Visits → the event log of vidigi, which animates them."""

import pandas as pd

COLUMNS = [
    "entity_id", "event_type", "event", "time", "pathway", "resource_id", "unique_resource_id", "run_number",
    "case", "class", "channel", "office", "line", "outcome",
]  # fmt: skip
ABOUT = ["class", "channel", "office", "line", "outcome"]
"""What logs tell of each event beside when, where and by whom."""
NEVER_IN_LINE = ("balked", "refused", "no_ticket", "no_show", "no_form")
"""Outcomes of who joined no line."""


def vidigi_events(visits: pd.DataFrame) -> pd.DataFrame:
    """The event log of vidigi (1.0 and later, https://hsma-tools.github.io/vidigi/) of a frame as `Result.visits`.

    `time` is in minutes from midnight of the first day, nights and closed days among them. An entity is a visit ("17"),
    or a file for as long as it lies in the back office between two visits of its case ("file 9.1"); who misses an
    appointment comes and is gone in the second of it. `event` is "service.step" (with "_wait" in its line and "_end" at
    its end), `pathway` the service, `outcome` how the step ended; `resource_id` counts officers from 1. A step without
    an officer is logged as a queue, since vidigi knows nothing else without a resource. vidigi animates one run at a
    time: filter by `run_number`.
    """
    rows = visits.sort_values(["run", "case", "day", "arrive_s"], kind="stable")
    rows = rows.assign(_entity=_entities(rows), _day=(rows["day"] - rows["day"].min()).dt.days * 1440.0)
    places = rows.groupby(["run", "_entity"], sort=False)
    rows = rows.assign(_step=places.cumcount(), _left=places.cumcount(ascending=False))
    parts = [_arrivals(rows), _waits(rows), _delays(rows), _services(rows), _ends(rows), _departures(rows)]
    log = pd.concat([part.assign(_order=order) for order, part in enumerate(parts)], ignore_index=True)
    log = log.sort_values(["run_number", "time", "_day", "entity_id", "_step", "_order"], kind="stable")
    return log[COLUMNS].reset_index(drop=True)


def _entities(rows: pd.DataFrame) -> pd.Series:
    """Who it is that rows, in order by case, tell of: a visit, or a file from one visit of its case to the next."""
    file = rows["visit"].isna()
    cases = [rows["run"], rows["case"]]
    begins = file & ~file.groupby(cases).shift(fill_value=False)
    name = "file " + rows["case"].astype(str) + "." + begins.groupby(cases).cumsum().astype(str)
    return name.where(file, rows["visit"].astype("string"))


def _arrivals(rows: pd.DataFrame) -> pd.DataFrame:
    first = rows[rows["_step"] == 0]
    came = first["came_s"].fillna(first["arrive_s"])
    return _events(first.assign(came_s=came), "arrival_departure", "came_s", event="arrival")


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
    return _events(rows[rows["_left"] == 0], "arrival_departure", "finish_s", event="depart")


def _without_officer(rows: pd.DataFrame) -> pd.Series:
    return rows["officer"].isna() & rows["start_s"].notna()


def _events(rows: pd.DataFrame, kind: str, when: str, event: str = "", ending: str = "") -> pd.DataFrame:
    step = rows["service"].astype(str) + "." + rows["step"].astype(str) + ending
    of_officer = kind.startswith("resource")
    nobody = pd.array([pd.NA] * len(rows), "string")
    number = rows["officer"].cat.codes.astype("Int64") + 1
    return pd.DataFrame(
        {
            "entity_id": rows["_entity"].astype(str),
            "event_type": kind,
            "event": event or step,
            "time": rows["_day"] + rows[when].astype("int64") / 60.0,
            "pathway": rows["service"].astype(str),
            "resource_id": number if of_officer else pd.array([pd.NA] * len(rows), "Int64"),
            "unique_resource_id": rows["officer"].astype("string") if of_officer else nobody,
            "run_number": rows["run"],
            "case": rows["case"],
            **about(rows),
            "_day": rows["_day"],
            "_step": rows["_step"],
        }
    )


def about(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """The columns that tell what else is known of the steps."""
    return {name: rows[name].astype("string") for name in ABOUT}
