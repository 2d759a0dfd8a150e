"""Logs that a ticket machine would have written of simulated days, with known truth."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from sim.calibration.log.records import Snapshots, Totals, Visits
from sim.office import Scenario
from sim.runs import replicate
from sim.scenario import load

OFFICE = """\
schema = 1
title = "Kantor"
start = 2026-01-05
[hours]
workdays = "08:00-15:00"
[[station]]
name = "loket"
patience = { dist = "lognormal", mean_min = 60, cv = 0.8 }
[[service]]
name = "KK"
share = 0.6
step = [{ name = "layanan", station = "loket", time = { dist = "gamma", mean_min = 12, cv = 0.6 } }]
[[service]]
name = "KTP"
share = 0.4
step = [{ name = "layanan", station = "loket", time = { dist = "gamma", mean_min = 8, cv = 0.5 } }]
[[officer]]
name = "Loket"
count = 3
skills = "*"
breaks = { workdays = "12:00-13:00" }
[citizens]
count = 50000
needs_per_year = 0.5
[demand]
weekday = { mon = 1.5 }
profile = [["07:30-09:00", 30], ["09:00-11:00", 40], ["11:00-15:00", 30]]
busyness = { dist = "gamma", cv = 0.2 }
"""
"""A hundred visits a day; three counters with a break; one in seven leaves."""


def office(folder: Path, days: int, **changes: object) -> Scenario:
    """The office of so many days, some of its values changed by path."""
    path = folder / "kantor.toml"
    path.write_text(OFFICE, "utf-8")
    return load(path, overrides={"days": days, **changes})


def logs_of(scenario: Scenario, count: int, rounded_s: int = 60, seed: int | None = None) -> Iterator[Visits]:
    """The logs of so many runs: who left is known only not to have been there; times are cut to steps of the clock."""
    rows = replicate(scenario, count, keep_visits=True, seed=seed, workers=1).visits
    rows = rows[~rows["outcome"].isin(["balked", "no_ticket"])]
    for _, own in rows.groupby("run"):
        served = own["outcome"] == "served"
        times = {
            to: np.floor(own[name].astype(float).where(served | (to == "taken_s")) / rounded_s) * rounded_s
            for to, name in (("taken_s", "arrive_s"), ("called_s", "start_s"), ("finished_s", "finish_s"))
        }
        table = pd.DataFrame(
            {
                "day": own["day"], **times, "service": own["service"].astype(str),
                "counter": own["officer"].astype("str").where(served), "officer": None,
                "outcome": np.where(served, "served", "not_there"),
            }
        )  # fmt: skip
        yield Visits(table.sort_values(["day", "taken_s"], kind="stable").reset_index(drop=True), rounded_s)


def looks_of(log: Visits, every_s: int = 300) -> Snapshots:
    """What somebody sees who looks at the line of the log every few minutes."""
    parts = []
    for day, rows in log.rows.groupby("day"):
        at = np.arange(28_000, 57_600, every_s, dtype=float)
        served = rows[rows["outcome"] == "served"]
        came, called = (np.sort(served[name]) for name in ("taken_s", "called_s"))
        count = np.searchsorted(called, at, "right")
        busy = (at >= 28_800) & (at < 54_000) & ~((at >= 43_200) & (at < 46_800))
        part = {"waiting": np.searchsorted(came, at, "right") - count, "open_counters": np.where(busy, 3, 0)}
        parts.append(pd.DataFrame({"day": day, "at_s": at, "line": "Loket", **part, "ticket_now": count}))
    return Snapshots(pd.concat(parts, ignore_index=True).astype({"ticket_now": float}))


def totals_of(log: Visits) -> Totals:
    """What an office that counts would report of each day and service: tickets, three counters, the mean wait."""
    by = log.rows.assign(wait_s=log.rows["called_s"] - log.rows["taken_s"]).groupby(["day", "service"])
    rows = by.agg(tickets=("taken_s", "size"), wait_s=("wait_s", "mean")).reset_index().astype({"tickets": float})
    return Totals(rows.assign(counters=3.0, opens_s=28_800.0, closes_s=54_000.0, service_s=np.nan))


def dirty_export(log: Visits, path: Path, seed: int = 0) -> Path:
    """The log as a careless office would export it: doubled rows, slips of the clock, ends that nobody wrote, sums."""
    chance = np.random.default_rng(seed)
    rows = log.rows.assign(ticket=[f"A{number:04}" for number in range(len(log.rows))])
    doubled = rows[chance.random(len(rows)) < 0.01]
    backwards = chance.random(len(rows)) < 0.01
    rows.loc[backwards, "called_s"] = rows["taken_s"] - 600.0
    forgotten = chance.random(len(rows)) < 0.005
    rows.loc[forgotten, "finished_s"] = rows["finished_s"] + 4.0 * 3600.0
    typed = chance.random(len(rows)) < 0.03
    rows["service"] = rows["service"].where(~typed, rows["service"].str.lower() + " ")
    rows = pd.concat([rows, doubled]).sort_values(["day", "taken_s"], kind="stable")
    times = ["" if np.isnan(s) else f"{int(s) // 3600:02}.{int(s) // 60 % 60:02}"
             for name in ("taken_s", "called_s", "finished_s") for s in rows[name]]  # fmt: skip
    columns = np.reshape(times, (3, -1))
    gone = np.where(rows["outcome"] == "served", "Selesai", "Tidak Hadir")
    cells = zip(rows["ticket"], rows["day"].dt.strftime("%d/%m/%Y"), *columns, rows["service"],
                rows["counter"].fillna(""), gone, strict=True)  # fmt: skip
    head = ["LAPORAN ANTREAN;;;;;;;", "No;Tanggal;Jam Ambil;Jam Panggil;Jam Selesai;Layanan;Loket;Status"]
    path.write_text("\n".join([*head, *map(";".join, cells), f"Jumlah;{len(rows)};;;;;;"]), "utf-8")
    return path
