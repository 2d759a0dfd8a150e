"""Holds queues of Warsaw's district offices against simulation and its rivals: the table of the validation pages.

Two weeks of looks every five minutes (see the page). Calibrated on the days EARLY, foretold are the days LATE; all
numbers are estimated from EARLY. Run: python docs/drawing/warsaw.py; takes minutes.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import places

from sim.calibration.estimate.flow import LineDay, by_half_hour, content, hurry, line_days
from sim.calibration.estimate.lines import Given, counters_of, mean_waiting
from sim.calibration.log import Snapshots

DATA = places.DOCS.parent / "data" / "warsaw_office_queues" / "warsaw_queues.csv.gz"
EARLY = ("2020-01-02", "2020-01-03", "2020-01-07", "2020-01-08", "2020-01-09")
LATE = ("2020-01-10", "2020-01-13", "2020-01-14")
EDGES = np.arange(27_000.0, 68_401.0, 1_800.0)
"""Half-hours of 07:30 to 19:00."""
CV = 0.8
"""Spread of service times: assumed."""
LEVEL = 0.15
"""What a few days leave unknown of the logarithm of a ticket's minutes.

Chosen on the days EARLY alone: with it each of them, foretold from the other four, lies inside the interval of 50 % in
54 % of the cases and inside that of 90 % in 88 %; with 0.1 in 48 % and 83 %, with 0.2 in 62 % and 92 %.
"""
FEWEST = 20
"""Calls while people waited, without which a day says nothing of its pace."""
STEPS, DAYS, DRAWS = 8, 14, 8
CONGESTED = 1.0
SMALL = 0.05
PLACE = re.compile(r"(<!-- warsaw -->\n).*?(<!-- end -->)", re.DOTALL)

Floats = Any
Days = dict[str, LineDay]


@dataclass
class Line:
    """A line calibrated on some days: the profile of the day, the logarithm of a ticket's minutes, the usual load."""

    days: Days
    profile: Floats
    flow_min: float
    minutes: float
    usual: float


def looks(path: Any) -> Snapshots:
    """The looks at all lines. Letters before ticket numbers are cut off."""
    rows = pd.read_csv(path)
    clock = rows["time"].str.split(":", expand=True).astype(float)
    ticket = rows["ticket_now"].str.extract(r"(\d+)$")[0].astype(float)
    table = {"day": pd.to_datetime(rows["date"]), "at_s": clock[0] * 3600.0 + clock[1] * 60.0}
    table |= {"line": rows["office"] + " | " + rows["queue_name"], "waiting": rows["queue_len"].astype(float)}
    return Snapshots(
        pd.DataFrame({**table, "open_counters": rows["open_counters"].astype(float), "ticket_now": ticket})
    )


def load_of(day: LineDay) -> float:
    """Tickets for each minute of a counter, as a logarithm."""
    return float(np.log(day.served / (day.work_min + 30.0)))


def pace_of_days(days: Sequence[LineDay]) -> tuple[float, float]:
    """How much faster the officers of a line are on days with more tickets for each counter minute, as a power.

    And how much its days differ beside that, beyond chance, or may do (LEVEL): a standard deviation of logarithms.
    """
    rows = [(day.line, load_of(day), *content([day])) for day in days]
    table = pd.DataFrame(rows, columns=["line", "load", "minutes", "error", "calls"])
    table = table[(table["calls"] >= FEWEST) & (table["minutes"] > 0.0)]
    table["minutes"] = np.log(table["minutes"])
    own = table.groupby("line")[["load", "minutes"]].transform("mean")
    load, minutes = table["load"] - own["load"], table["minutes"] - own["minutes"]
    power = float((load * minutes).sum() / (load * load).sum())
    free = len(table) - table["line"].nunique() - 1
    left = float(((minutes - power * load) ** 2).sum()) / free - float((1.0 / table["calls"]).mean())
    return -power, float(np.sqrt(max(left, 0.0) + LEVEL**2))


def begun(own: Days, every: Floats) -> Line:
    """A line before its minutes are fitted: those of all counter time at first."""
    came = by_half_hour(list(own.values()), "came", EDGES).sum(axis=0) + 20.0 * every
    minutes, _, tickets = content(list(own.values()))
    spent = max(sum(day.work_min for day in own.values()), 30.0) / sum(day.served for day in own.values())
    flow = minutes if tickets > 5 else spent
    return Line(own, came / came.sum(), flow, float(np.log(0.7 * spent)), float(np.mean([*map(load_of, own.values())])))


class Office:
    """The lines of an office, calibrated so that simulation gives the mean queue that was seen."""

    def __init__(self, lines: Mapping[str, Line], power: float, eta: float, tau: float) -> None:
        self.lines, self._power, self._eta, self._tau = lines, power, eta, tau

    def fit(self) -> None:
        """Change the minutes of each line until the simulated queue of its days is that seen, in logarithms."""
        for step in range(STEPS):
            gaps: dict[str, list[float]] = {name: [] for name in self.lines}
            for date in sorted({date for line in self.lines.values() for date in line.days}):
                here = {name: line.days[date] for name, line in self.lines.items() if date in line.days}
                told = self.simulated([self.replayed(name, day) for name, day in here.items()], DAYS, 1 + 17 * step)
                for (name, day), queue in zip(here.items(), told.mean(axis=1), strict=True):
                    gaps[name].append(float(np.log(day.mean_waiting + SMALL) - np.log(queue + SMALL)))
            for name, line in self.lines.items():
                line.minutes += float(np.clip(np.mean(gaps[name]), -1.0, 1.0)) * (0.45 if step < 5 else 0.2)

    def replayed(self, name: str, day: LineDay, *, came: Floats = None, pace: float = 0.0) -> Given:
        """A day of a line: its tickets laid on the profile of other days (or `came`), its counters, its load."""
        line = self.lines[name]
        minutes = np.exp(line.minutes - self._eta * (load_of(day) - line.usual) + pace)
        return Given(day.served * line.profile if came is None else came, counters_of(day), float(minutes))

    def simulated(self, given: Sequence[Given], days: int, seed: int) -> Floats:
        """The mean queue of each line and day."""
        return mean_waiting(given, EDGES, days, seed, -self._power, CV)

    def told(self, here: Mapping[str, LineDay], *, assisted: bool = False) -> dict[str, Floats]:
        """Simulated mean queues of a day, by line: replay of its tickets and counters."""
        chance, parts = np.random.default_rng(99), []
        for draw in range(DRAWS):
            given = [
                self.replayed(name, day, came=arrived(day) if assisted else None, pace=self._tau * chance.normal())
                for name, day in here.items()
            ]
            parts.append(self.simulated(given, 6, 99 + draw))
        return dict(zip(here, np.concatenate(parts, axis=1), strict=True))

    def foretold(self, names: Sequence[str]) -> dict[str, tuple[Floats, Floats]]:
        """Mean queues and waits of a day of which nothing is known: any of the days used, drawn anew."""
        chance, found = np.random.default_rng(7), {name: ([], []) for name in names}
        for date in EARLY:
            here = {name: self.lines[name].days[date] for name in names if date in self.lines[name].days}
            if here:
                given = [self.replayed(n, day, pace=self._tau * chance.normal()) for n, day in here.items()]
                for (name, day), queue in zip(here.items(), self.simulated(given, 10, 7), strict=True):
                    found[name][0].append(queue)
                    found[name][1].append(wait(queue, day.served))
        return {name: (np.concatenate(q), np.concatenate(w)) for name, (q, w) in found.items()}


def arrived(day: LineDay) -> Floats:
    """Who came by half-hour, by the balance of tickets and queue: what only an assisted replay may know."""
    return by_half_hour([day], "came", EDGES)[0]


def wait(queue: Floats, served: float) -> Floats:
    """Little's wait in minutes of a mean queue over the day looked at."""
    return queue * (EDGES[-1] - EDGES[0]) / 60.0 / served


def fluid(given: Given) -> float:
    """The mean queue where people and work flow evenly."""
    queue, total = 0.0, 0.0
    for at in np.arange(EDGES[0], EDGES[-1], 60.0):
        heads = sum(n for a, b, n in given.counters if a <= at < b)
        rate = given.came[int((at - EDGES[0]) // 1800.0)] / 30.0
        queue = max(0.0, queue + rate - heads / given.minutes)
        total += queue
    return total / len(np.arange(EDGES[0], EDGES[-1], 60.0))


def rows_of(offices: Sequence[Office], days: Mapping[str, Days]) -> pd.DataFrame:
    """A row a way of telling, line and day: seen, told, and where nine and five tenths of the simulations lie."""
    rows = [row for office in offices for date in LATE for row in _late(office, days, date)]
    rows += [row for office in offices for date in EARLY for row in _early(office, date)]
    return pd.DataFrame(rows)


def _late(office: Office, days: Mapping[str, Days], date: str) -> Iterable[dict[str, Any]]:
    here = {name: days[name][date] for name in office.lines if date in days[name]}
    if not here:
        return
    ways = {"replay": office.told(here), "assisted": office.told(here, assisted=True)}
    for way, told in ways.items():
        flow = []
        for name, day in here.items():
            yield _row(way, "simulation", day, told[name])
            came = arrived(day) if way == "assisted" else day.served * office.lines[name].profile
            flow.append(Given(came, counters_of(day), office.lines[name].flow_min))
        for day, queue in zip(here.values(), mean_waiting(flow, EDGES, 30, 5), strict=True):
            yield _row(way, "mmc", day, queue.mean(keepdims=True))
        for day, given in zip(here.values(), flow, strict=True):
            yield _row(way, "fluid", day, np.array([fluid(given)]))
    foretold = office.foretold(list(here))
    for name, day in here.items():
        yield _row("forecast", "simulation", day, *foretold[name])
        before = days[name][max(each for each in days[name] if each < date)]
        yield _row("forecast", "yesterday", day, np.array([before.mean_waiting]), np.array([_wait(before)]))
        others = list(office.lines[name].days.values())
        middle = [np.array([np.median([f(o) for o in others])]) for f in (lambda o: o.mean_waiting, _wait)]
        yield _row("forecast", "median", day, *middle)


def _early(office: Office, date: str) -> Iterable[dict[str, Any]]:
    here = {name: line.days[date] for name, line in office.lines.items() if date in line.days}
    for name, queue in office.told(here).items() if here else ():
        yield _row("used", "simulation", here[name], queue)


def _wait(day: LineDay) -> float:
    return float(wait(np.array(day.mean_waiting), day.served))


def _row(way: str, who: str, day: LineDay, queue: Floats, waits: Floats = None) -> dict[str, Any]:
    waits = wait(queue, day.served) if waits is None else waits
    rank = float((queue < day.mean_waiting).mean()) if len(queue) > 1 else np.nan
    wide = float(np.subtract(*np.quantile(queue, [0.95, 0.05]))) if len(queue) > 1 else np.nan
    middle = {"told": float(np.median(queue)), "told_wait": float(np.median(waits))}
    return {
        "way": way,
        "who": who,
        "seen": day.mean_waiting,
        "seen_wait": _wait(day),
        **middle,
        "rank": rank,
        "wide": wide,
    }


def judged(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a way of telling: medians of the relative errors, Spearman's correlation, coverage, width."""
    found = []
    for (way, who), own in rows.groupby(["way", "who"], sort=False):
        full = own[own["seen"] >= CONGESTED]
        errors = {
            f"{name}_{part}": float((np.abs(r[f"told{at}"] - r[f"seen{at}"]) / r[f"seen{at}"]).median())
            for name, at in (("queue", ""), ("wait", "_wait"))
            for part, r in (("all", own), ("full", full))
        }
        spearman = float(own["told"].corr(own["seen"], method="spearman"))
        known = own["rank"].dropna()
        inside = {str(n): float((np.abs(known - 0.5) <= n / 200.0).mean()) if len(known) else np.nan for n in (50, 90)}
        sizes = {"days": len(own), "full": len(full), "wide": float(full["wide"].median())}
        found.append({"way": way, "who": who, **errors, "spearman": spearman, **inside, **sizes})
    return pd.DataFrame(found)


WORDS = {
    "en": {
        "head": (
            "knows", "method", "queue, all", "queue, congested", "Little's wait, all", "Little's wait, congested",
            "Spearman", "inside 50 %", "inside 90 %", "width of 90 %, congested (people)",
        ),
        "replay": "honest replay",
        "assisted": "assisted replay",
        "forecast": "forecast",
        "used": "honest replay of the days used",
        "simulation": "simulation",
        "mmc": "M/M/c over the day",
        "fluid": "fluid line",
        "yesterday": "yesterday",
        "median": "median of the days used",
    },
    "id": {
        "head": (
            "yang diketahui", "cara", "antrean, semua", "antrean, padat", "waktu tunggu Little, semua",
            "waktu tunggu Little, padat", "Spearman", "di dalam 50 %", "di dalam 90 %", "lebar 90 %, padat (orang)",
        ),
        "replay": "putar ulang jujur",
        "assisted": "putar ulang terbantu",
        "forecast": "ramalan",
        "used": "putar ulang jujur hari yang dipakai",
        "simulation": "simulasi",
        "mmc": "M/M/c sepanjang hari",
        "fluid": "antrean cair",
        "yesterday": "kemarin",
        "median": "median hari yang dipakai",
    },
}  # fmt: skip
SHOWN = ("queue_all", "queue_full", "wait_all", "wait_full", "spearman", "50", "90", "wide")


def table(found: pd.DataFrame, lang: str) -> str:
    """The table of a page."""
    words = WORDS[lang]
    rows = [
        [words[row["way"]], words[row["who"]], *("–" if pd.isna(row[n]) else _figure(row[n], n, lang) for n in SHOWN)]
        for _, row in found.iterrows()
    ]
    return places.table(words["head"], rows)


def _figure(value: float, name: str, lang: str) -> str:
    said = f"{value:.2f}" if name == "spearman" else f"{value:.1f}" if name == "wide" else f"{100 * value:.0f} %"
    return said.replace(".", ",") if lang == "id" else said


def found_in(log: Snapshots) -> pd.DataFrame:
    """All that the pages tell."""
    days: dict[str, Days] = {}
    for day in line_days(log):
        days.setdefault(day.line, {})[str(day.day.date())] = day
    early = {name: {d: own[d] for d in EARLY if d in own} for name, own in days.items()}
    early = {name: own for name, own in early.items() if own}
    used = [day for own in early.values() for day in own.values()]
    every = by_half_hour(used, "came", EDGES).sum(axis=0)
    power, _ = hurry(used)
    offices: dict[str, dict[str, Line]] = {}
    for name, own in early.items():
        offices.setdefault(name.split(" | ")[0], {})[name] = begun(own, every / every.sum())
    fitted = [Office(lines, power, *pace_of_days(used)) for lines in offices.values()]
    for office in fitted:
        office.fit()
    return judged(rows_of(fitted, days))


def main() -> None:
    """Draw the table of both pages, where the data are there."""
    path = next(
        (p for p in (DATA, places.DOCS.parents[1] / "shared" / "data" / DATA.parts[-2] / DATA.name) if p.is_file()),
        None,
    )
    if path is None:
        print("data/warsaw_office_queues is not here: the table of the validation pages stays as it is")
        return
    found = found_in(looks(path))
    for lang in WORDS:
        page = places.page("validation", lang)
        drawn = table(found, lang)
        page.write_text(
            PLACE.sub(lambda m, drawn=drawn: f"{m[1]}\n{drawn}\n\n{m[2]}", page.read_text("utf-8")), "utf-8"
        )
    print(found.to_string())


if __name__ == "__main__":
    main()
