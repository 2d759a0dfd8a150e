"""Visits → the event log of process mining, XES (IEEE 1849-2016), also as a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pandas as pd

from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.runs.tables.events_vidigi import NEVER_IN_LINE, about
from sim.whole_files import write_whole

EXTENSIONS = {"concept": "Concept", "time": "Time", "lifecycle": "Lifecycle", "org": "Organizational"}
COLUMNS = (
    "run", "case", "visit", "day", "service", "step", "officer", "outcome", "arrive_s", "start_s", "finish_s",
)  # fmt: skip
"""Which a frame of visits has."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">'


def xes_events(visits: pd.DataFrame) -> pd.DataFrame:
    """The event log of a frame as `Result.visits`, in the names of XES (IEEE 1849), as pm4py and others read it.

    A trace is a case of a run ("0-17"), the back office included; an event is a step that is scheduled (its line was
    joined), started and completed, or withdrawn where nobody was served (missed appointments among them). Timestamps
    are real dates, in local time. `write_xes` writes it as a file.
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
            **about(rows),
            "_run": rows["run"],
            "_case": rows["case"],
        }
    )


@checked
def write_xes(visits: pd.DataFrame, path: str | Path, *, force: bool = False) -> Path:
    """Write the log of a frame as `Result.visits` as an XES file, which process mining reads; returns its place.

    Raises BadRequest where there is no such folder, the file is there (but for `force`), or it is no frame of visits.
    """
    place = Path(path)
    if missing := [name for name in COLUMNS if name not in visits]:
        raise BadRequest("visits_frame", missing=missing)
    if not place.parent.is_dir():
        raise BadRequest("out_no_folder", path=str(place.parent))
    if place.exists() and (place.is_dir() or not force):
        raise BadRequest("out_is_there", path=str(place))
    write_whole(place, "\n".join(_document(xes_events(visits))).encode())
    return place


def _document(log: pd.DataFrame) -> Iterator[str]:
    yield HEAD
    for prefix, name in EXTENSIONS.items():
        yield f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
    yield '<classifier name="step" keys="concept:name"/>'
    names = [name for name in log.columns if name != "case:concept:name"]
    for case, events in log.groupby("case:concept:name", sort=False):
        yield f"<trace>{_attribute('concept:name', case)}"
        for event in events[names].itertuples(index=False, name=None):
            told = (_attribute(*pair) for pair in zip(names, event, strict=True) if not pd.isna(pair[1]))
            yield f"<event>{''.join(told)}</event>"
        yield "</trace>"
    yield "</log>\n"


def _attribute(key: str, value: Any) -> str:
    """A date, a whole number, or text; what XML cannot hold is left out of it."""
    if isinstance(value, pd.Timestamp):
        return f'<date key="{key}" value="{value.isoformat()}"/>'
    if isinstance(value, str):
        return f'<string key="{key}" value={quoteattr("".join(filter(_allowed, value)))}/>'
    return f'<int key="{key}" value="{int(value)}"/>'


def _allowed(sign: str) -> bool:
    return sign in "\t\n" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff")
