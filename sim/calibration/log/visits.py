"""Rows of tickets, cleaned: what cannot have happened is repaired where it is plain what did, else left out."""

from collections.abc import Mapping as Table

import numpy as np
import pandas as pd

from sim.calibration.log.columns import bare
from sim.calibration.log.mapping import Mapping
from sim.calibration.log.moments import DAY_S
from sim.calibration.log.records import Note, Visits
from sim.calibration.log.table import LOOSE_FIRST_DAY, Raw, number_names, unify
from sim.language import Phrase
from sim.language.synonyms import found_in

TEXTS = ("service", "counter", "officer")
MOST_SERVICES = 60
MOST_AHEAD_S = 12 * 3600
"""A time that lies further before the one it follows is of the next day."""
LONGEST_S = 2 * 3600
"""A service that takes longer, and twenty times the usual, was not ended when it was over."""
MOST_PASSED = 0.4
LONE_DAYS = 180
"""A day with few rows, so many days from every other, is a slip in the date."""


def visits_of(raw: Raw, mapping: Mapping) -> tuple[Visits, Mapping]:
    """The visits, and the mapping with the words that were understood."""
    rows = raw.rows
    for name in ("taken", "called", "finished"):
        rows[f"{name}_s"] = rows[name].astype(float) if name in rows else np.nan
    if "at" in rows:
        rows["taken_s"] = rows["taken_s"].fillna(rows["at"])
    if "date" in rows and rows["taken_s"].isna().all():  # the date of the ticket has its time with it
        rows["taken_s"] = rows["date"].astype(float)
    _from_durations(raw)
    _unreadable(raw)
    _doubled(raw)
    if raw.rows["day"].isna().all():
        _days_of_the_clock(raw)
    raw.drop("no_date", raw.rows["day"].isna())
    _lone_days(raw)
    slips = _words(raw, mapping)
    outcomes = _outcomes(raw, mapping.outcomes)
    _order(raw)
    rounded = _rounded(raw.rows)
    _long(raw)
    columns = ["day", "taken_s", "called_s", "finished_s", *TEXTS, "outcome"]
    first = raw.rows["taken_s"].fillna(raw.rows["called_s"])
    tidy = raw.rows.assign(first=first).sort_values(["day", "first"], kind="stable")[columns].reset_index(drop=True)
    understood = Mapping(outcomes=outcomes, services={**slips, **mapping.services})
    return Visits(tidy, rounded, raw.dated, raw.report()), understood


def _from_durations(raw: Raw) -> None:
    """Where a log has durations in place of times, the times follow from them."""
    rows = raw.rows
    if "wait_s" in rows:
        rows["called_s"] = rows["called_s"].fillna(rows["taken_s"] + rows["wait_s"])
        rows["taken_s"] = rows["taken_s"].fillna(rows["called_s"] - rows["wait_s"])
    if "service_s" in rows:
        rows["finished_s"] = rows["finished_s"].fillna(rows["called_s"] + rows["service_s"])
        rows["called_s"] = rows["called_s"].fillna(rows["finished_s"] - rows["service_s"])


def _unreadable(raw: Raw) -> None:
    """Rows without any time, and rows with a time that is none."""
    rows = raw.rows
    times = rows[["taken_s", "called_s", "finished_s"]]
    wrong = pd.Series(data=False, index=rows.index)
    for name in ("taken", "called", "finished"):
        if name in rows:
            cells = rows[f"{name}_cell"].fillna("")
            wrong |= (cells != "") & ~cells.isin(("-", "--", "0", "null", "NULL", "NaN", "None")) & rows[name].isna()
    raw.drop("bad_time", wrong)
    raw.drop("no_time", times.loc[raw.rows.index].isna().all(axis=1))


def _doubled(raw: Raw) -> None:
    """The same row once more. Where nothing tells tickets apart, two rows may be two people."""
    rows = raw.rows
    told = [name for name in ("ticket", "counter", "officer") if name in rows]
    if not told:
        return
    same = [name for name in ("day", "taken_s", "called_s", "finished_s", "service", *told) if name in rows]
    sure = pd.Series(data="ticket" in rows, index=rows.index) | rows["finished_s"].notna()
    raw.drop("doubled", rows.duplicated(same) & sure, bad=False)
    if "ticket" in raw.rows:
        rows = raw.rows
        key = [name for name in ("day", "ticket", "taken_s", "service") if name in rows]
        again = rows.duplicated(key) & rows["taken_s"].notna() & (rows["ticket"].fillna("") != "")
        raw.drop("called_again", again, bad=False)


def _days_of_the_clock(raw: Raw) -> None:
    """A log without dates: a new day begins where the clock falls back."""
    rows = raw.rows
    first = rows["taken_s"].fillna(rows["called_s"])
    number = (first.diff() < -4 * 3600).cumsum().to_numpy(dtype=int)
    start = LOOSE_FIRST_DAY.astype("datetime64[D]")
    rows["day"] = np.busday_offset(start, number, roll="forward").astype("datetime64[s]")
    raw.dated = False
    raw.notes.append(Note("undated", int(number.max(initial=0)) + 1))


def _lone_days(raw: Raw) -> None:
    counts = raw.rows["day"].value_counts().sort_index()
    days = counts.index.to_numpy().astype("datetime64[D]").astype(int)
    if len(days) < 3:
        return
    before = np.diff(days, prepend=days[0] - 10 * LONE_DAYS)
    after = np.diff(days, append=days[-1] + 10 * LONE_DAYS)
    lone = counts.index[(before > LONE_DAYS) & (after > LONE_DAYS) & (counts.to_numpy() * 5 < counts.median())]
    raw.drop("lone_day", raw.rows["day"].isin(lone))


def _words(raw: Raw, mapping: Mapping) -> Table[str, str]:
    slips: dict[str, str] = {}
    for name in TEXTS:
        if name not in raw.rows:
            raw.rows[name] = None
            continue
        found = unify(raw, name, mapping.services if name == "service" else {})
        slips |= found if name == "service" else {}
    for name in ("officer", "counter"):
        number_names(raw, name)
    kinds = raw.rows["service"].nunique()
    if kinds > MOST_SERVICES:
        raw.notes.append(Note("many_services", kinds))
        raw.rows["service"] = None
    return slips


def _outcomes(raw: Raw, said: Table[str, str]) -> dict[str, str]:
    """How visits ended: by the words of the log where it has some, else by the times. Returns the words understood."""
    rows = raw.rows
    cells = rows["outcome"].fillna("").map(bare).str.strip() if "outcome" in rows else pd.Series("", rows.index)
    known = {word.casefold(): outcome for word, outcome in said.items()}
    understood = {}
    for word in cells.unique():
        if not word:
            continue
        told = known.get(word.casefold()) or next((name for name, _ in found_in("outcomes", word)), None)
        if told is not None:
            understood[word] = told
    rows["outcome"] = cells.map(understood).astype(object)
    odd = (cells != "") & rows["outcome"].isna()
    raw.note("outcome_unknown", odd)
    untold, passed = rows["outcome"].isna(), _passed_over(rows)
    by_times = np.where(rows["finished_s"].notna(), "served", np.where(passed, "not_there", "unknown"))
    rows["outcome"] = rows["outcome"].where(~untold, pd.Series(by_times, rows.index))
    raw.note("passed_over", untold & passed)
    return understood


def _passed_over(rows: pd.DataFrame) -> pd.Series:
    """Tickets that were never called, though one taken later on that day was: nobody was there any more.

    None in a log that leaves out so many calls that they say nothing.
    """
    never = rows["taken_s"].notna() & rows["called_s"].isna() & rows["finished_s"].isna()
    if never.mean() > MOST_PASSED:
        return pd.Series(data=False, index=rows.index)
    last = rows["taken_s"].where(rows["called_s"].notna()).groupby(rows["day"]).transform("max")
    return never & (rows["taken_s"] < last)


def _order(raw: Raw) -> None:
    """Taken, called, finished follow each other; past midnight the clock begins anew."""
    for earlier, later in (("taken_s", "called_s"), ("called_s", "finished_s")):
        rows = raw.rows
        over = rows[earlier] - rows[later] > MOST_AHEAD_S
        raw.note("midnight", over)
        rows.loc[over, [later, *(["finished_s"] if later == "called_s" else [])]] += DAY_S
        over = rows[earlier] - rows[later]
        slight = (over > 0) & (over <= 60)
        raw.note("slightly_before", slight, earlier=_said(earlier), later=_said(later))
        rows.loc[slight, later] = rows[earlier]
        raw.drop(f"{later[:-2]}_before", rows[earlier] > rows[later])
    rows = raw.rows
    raw.drop("finished_before", rows["called_s"].isna() & (rows["taken_s"] > rows["finished_s"]))


def _said(name: str) -> Phrase:
    return Phrase(f"calibrate.field_{name.removesuffix('_s')}")


def _rounded(rows: pd.DataFrame) -> int:
    """The step of the clock: the longest of 15, 5 and 1 minutes of which nearly all times are a multiple, else 1 s."""
    times = rows[["taken_s", "called_s", "finished_s"]].to_numpy().ravel()
    times = times[~np.isnan(times)]
    return next((step for step in (900, 300, 60) if len(times) and np.mean(times % step == 0) > 0.98), 1)


def _long(raw: Raw) -> None:
    took = raw.rows["finished_s"] - raw.rows["called_s"]
    if not took.any():  # both are written at once: neither says how long anything took
        raw.rows["finished_s"] = np.nan
    long = took > max(LONGEST_S, 20 * took.median())
    raw.note("never_ended", long)
    raw.rows.loc[long, "finished_s"] = np.nan
