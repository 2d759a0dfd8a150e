"""A small office as a file, and how tests write variants of it."""

from pathlib import Path

from sim.scenario import Fault, check

OFFICE = """\
schema = 1
title = { id = "Kantor", en = "Office" }
days = 5
runs = 2

[hours]
workdays = ["08:00-12:00", "13:00-15:00"]
fri = ["08:00-11:30", "13:30-15:00"]

[[class]]
name = "lansia"
share = 0.1
priority = 0

[[class]]
name = "umum"
share = 0.9
priority = 1

[[station]]
name = "loket"
room = 60
balking = [[20, 0.1], [30, 0.5]]

[[station]]
name = "siak"

[[service]]
name = "kk"
share = 0.3

[[service.step]]
name = "verifikasi"
station = "loket"
time = { dist = "lognormal", mean_min = 6, cv = 0.6 }
next = [{ to = "input", share = 0.85 }, { to = "verifikasi", share = 0.05 }]

[[service.step]]
name = "input"
station = "siak"
time = { dist = "gamma", mean_min = 6, cv = 0.6 }

[[service]]
name = "ktp"

[[service.step]]
name = "rekam"
station = "loket"
time = { dist = "triangular", low_min = 2, mode_min = 4, high_min = 9 }

[[officer]]
name = "Loket depan"
count = 3
skills = ["kk.verifikasi", "ktp"]
present = [[3, 0.8], [2, 0.2]]

[[officer]]
name = "Operator"
skills = "kk.input"

[citizens]
count = 40000
needs_per_year = 0.6

[demand]
weekday = { mon = 1.4 }
profile = [["07:30-08:00", 6], ["08:00-15:00", 12]]
"""


def write(folder: Path, text: str, name: str = "kantor.toml") -> Path:
    """A file with this text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(old: str, new: str) -> str:
    """The office with one passage changed; it must occur exactly once."""
    assert OFFICE.count(old) == 1, old
    return OFFICE.replace(old, new)


def line_of(text: str, passage: str) -> int:
    """The line, from 1, on which a passage stands; it must occur exactly once."""
    assert text.count(passage) == 1, passage
    return text[: text.index(passage)].count("\n") + 1


def only(ref: Path | str) -> Fault:
    """The one fault or warning of a scenario."""
    found = check(ref)
    assert len(found) == 1, "\n".join(fault.render("en") for fault in found)
    return found[0]


def over(folder: Path, text: str, base: str = OFFICE) -> Path:
    """A file that extends the office beside it."""
    write(folder, base, "base.toml")
    return write(folder, 'extends = "base.toml"\n' + text, "over.toml")
