"""The queue logs of scenarios/logs: what the machine of a made-up office would export, in the three usual shapes.

    python tools/made_up_log.py

A run of upt.toml beside them, written as visits (with the dirt of such exports), as looks at the line every five
minutes, and as totals a day.
"""

from pathlib import Path

import numpy as np
import pandas as pd

import sim

LOGS = Path(__file__).resolve().parent.parent / "scenarios" / "logs"
LETTERS = {"ktp": "A", "kk": "B", "akta": "C"}
EVERY_S = 300


def main() -> None:
    """Write the three files."""
    office = sim.load(LOGS / "upt.toml")
    titles = {service.name: service.title.worded("id") for service in office.services}
    visits = sim.run(office, 1, keep_visits=True).visits
    visits = visits.sort_values(["day", "arrive_s", "visit"]).reset_index(drop=True)
    for name, text in (
        ("upt-kunjungan.csv", as_visits(visits, titles)),
        ("upt-berkala.csv", as_looks(visits)),
        ("upt-harian.csv", as_totals(visits, titles)),
    ):
        (LOGS / name).write_text(text, "utf-8")


def clock(seconds: float, mark: str = ".") -> str:
    """08.05, or nothing where nothing was recorded."""
    minutes = int(seconds // 60) if seconds == seconds and seconds >= 0 else -1  # noqa: PLR0124  # NaN
    return f"{minutes // 60:02}{mark}{minutes % 60:02}" if minutes >= 0 else ""


def as_visits(visits: pd.DataFrame, titles: dict[str, str]) -> str:
    """A line a ticket, with titles above, a sum below, a row that stands twice, and names spelled by hand."""
    counters = {name: number for number, name in enumerate(sorted(visits["officer"].dropna().unique()), 1)}
    lines = ["LAPORAN ANTREAN UPT DUKCAPIL REKAAN", "Dicetak: 09/04/2026 08.00;;;;;;;", ""]
    lines.append("No Antrean;Tanggal;Jam Ambil;Jam Panggil;Jam Selesai;Loket;Layanan;Status")
    number = visits.groupby(["day", "service"]).cumcount() + 1
    for place, (visit, count) in enumerate(zip(visits.itertuples(), number, strict=True)):
        served = visit.outcome == "served"
        title = titles[visit.service].upper() if place % 97 == 0 else titles[visit.service] + " " * (place % 61 == 0)
        times = [clock(visit.arrive_s), *(clock(t) if served else "" for t in (visit.start_s, visit.finish_s))]
        counter, status = (counters[visit.officer], "Selesai") if served else ("", "Tidak hadir")
        ticket = f"{LETTERS[visit.service]}{count:03}"
        lines.append(";".join([ticket, f"{visit.day:%d/%m/%Y}", *times, str(counter), title, status]))
        lines += lines[-1:] if place == 1234 else []
    return "\n".join([*lines, "", f"Jumlah;{len(visits)};;;;;;", ""])


def as_looks(visits: pd.DataFrame) -> str:
    """A line every five minutes: how many wait, how many counters serve or could, and the ticket called last."""
    lines = ["Tanggal,Jam,Antrean,Menunggu,Loket Buka,Nomor Dilayani"]
    for day, today in visits.groupby("day"):
        left = np.where(today["outcome"] == "served", today["start_s"], today["arrive_s"] + today["waited_s"])
        called = np.where(today["outcome"] == "served", today["start_s"], np.inf)
        for second in range(8 * 3600, 15 * 3600 + 1, EVERY_S):
            waiting = int(((today["arrive_s"] <= second) & (left > second)).sum())
            serving = int(((called <= second) & (today["finish_s"] > second)).sum())
            last = np.flatnonzero(called <= second)
            ticket = f"L{last.max() + 1:03}" if len(last) else ""
            counters = max(serving, on_duty(day, second))
            lines.append(f"{day:%Y-%m-%d},{clock(second, ':')},Loket,{waiting},{counters},{ticket}")
    return "\n".join([*lines, ""])


def on_duty(day: pd.Timestamp, second: int) -> int:
    """Counters open by the timetable of upt.toml."""
    hour, friday = second / 3600, day.weekday() == 4
    whole = 3 * (hour < 11.5 or 13.5 <= hour < 15 if friday else hour < 12 or 13 <= hour < 15)
    return whole + (hour < (11.5 if friday else 12))


def as_totals(visits: pd.DataFrame, titles: dict[str, str]) -> str:
    """A line a day: tickets of each service, counters, hours and the mean wait of those who were served."""
    lines = [
        "REKAPITULASI HARIAN",
        "",
        ";".join(
            ["Tanggal", *titles.values(), "Jumlah", "Jumlah Loket", "Jam Buka", "Jam Tutup", "Rata-rata Tunggu (menit)"]
        ),
    ]
    sums = []
    for day, today in visits.groupby("day"):
        counts = [int((today["service"] == name).sum()) for name in titles]
        wait = today.loc[today["outcome"] == "served", "waited_s"].mean() / 60
        lines.append(
            ";".join(
                [
                    f"{day:%d/%m/%Y}",
                    *map(str, counts),
                    str(sum(counts)),
                    "4",
                    "08.00",
                    "15.00",
                    f"{wait:.1f}".replace(".", ","),
                ]
            )
        )
        sums.append(counts)
    return "\n".join(
        [*lines, ";".join(["Jumlah", *map(str, np.sum(sums, axis=0)), str(np.sum(sums)), "", "", "", ""]), ""]
    )


if __name__ == "__main__":
    main()
