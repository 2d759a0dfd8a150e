"""Looks at a line every few minutes, cleaned."""

import pandas as pd

from sim.calibration.log.mapping import Mapping
from sim.calibration.log.records import Snapshots
from sim.calibration.log.table import Raw


def snapshots_of(raw: Raw, mapping: Mapping) -> tuple[Snapshots, Mapping]:
    """The looks in order of line, day and time, and nothing to map: machines spell names of lines alike."""
    rows = raw.rows
    rows["at_s"] = rows["at"] if "at" in rows else rows["taken"] if "taken" in rows else rows["date"]
    for name in ("service", "office"):
        rows[name] = rows[name].fillna("").str.split().str.join(" ").replace("", None) if name in rows else None
    several = len(rows["office"].dropna().unique()) > 1
    rows["line"] = rows["office"].fillna("?") + ": " + rows["service"].fillna("") if several else rows["service"]
    rows["line"] = rows["line"].astype(object).where(rows["line"].notna(), "")
    for name in ("waiting", "open_counters"):
        rows[name] = rows[name].astype(float) if name in rows else float("nan")
    rows["ticket_now"] = _ticket(rows["ticket_now"]) if "ticket_now" in rows else float("nan")
    raw.drop("no_date", rows["day"].isna())
    raw.drop("no_time", raw.rows["at_s"].isna())
    raw.drop("no_line", raw.rows["waiting"].isna())
    raw.drop("doubled", raw.rows.duplicated(["line", "day", "at_s"]), bad=False)
    tidy = raw.rows.sort_values(["line", "day", "at_s"], kind="stable")
    tidy = tidy[["day", "at_s", "line", "waiting", "open_counters", "ticket_now"]].reset_index(drop=True)
    return Snapshots(tidy, raw.report()), Mapping()


def _ticket(cells: pd.Series) -> pd.Series:
    """The number of a ticket alone."""
    return pd.to_numeric(cells.fillna("").str.extract(r"(\d{1,9})\D*$")[0], errors="coerce").astype(float)
