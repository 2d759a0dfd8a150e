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
share = 0.7
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

WHOLE = """\
title = { id = "Wilayah", en = "Region" }
days = 20
runs = 2

[hours]
workdays = "08:00-15:00"

[[office]]
name = "pusat"
share = 0.6

[[office]]
name = "kec-1"
title = { id = "Kecamatan Satu", en = "District One" }
share = 0.4

[[class]]
name = "lansia"
share = 0.1
digital_access = 0.3
digital_skill = 0.2
knows_document = 0.8

[[class]]
name = "umum"
share = 0.9
priority = 1

[[station]]
name = "loket"
patience = { dist = "exponential", mean_min = 90 }
leave_at_once = 0.01
appointments = "alternating"

[[station]]
name = "siak"
order = "due"
back_office = true
office = "pusat"

[[service]]
name = "kk"
documents = 4
deadline_days = 5
quota = 50
correction = "input"

[[service.step]]
name = "berkas"
station = "loket"
time = { dist = "gamma", mean_min = 6, cv = 0.6 }
checks_file = 0.95

[[service.step]]
name = "input"
station = "siak"
time = { dist = "gamma", mean_min = 9, cv = 0.6 }
error = 0.05

[[service.step]]
name = "tanda tangan"
time = { dist = "constant", value_min = 5 }
without_citizen = true
after_days = [[0, 0.5], [1, 0.5]]

[[service.step]]
name = "ambil"
station = "loket"
time = { dist = "gamma", mean_min = 2, cv = 0.6 }
finds_errors = 0.5
rework = "input"
after_days = 1
next = []

[[service.step]]
name = "unggah"
time = { dist = "constant", value_min = 0 }
without_citizen = true
next = [{ to = "input", share = 1 }]

[[officer]]
name = "Loket"
count = 2
skills = "*"
late_share = 0.1
late = { dist = "exponential", mean_min = 20 }

[[officer]]
name = "Operator"
skills = "kk.input"
office = "pusat"
moves = [
    { office = "kec-1", weekdays = ["tue", "thu"] },
    { office = "kec-1", from = 2026-01-12, to = 2026-01-16 },
]

[citizens]
count = 28000
needs_per_year = 0.6
digital_access = 0.8
digital_skill = 0.5
knows_document = 0.9
brings_when_told = 0.98
travel = { dist = "lognormal", mean_min = 60, cv = 0.6 }
trip_rupiah = 15000
villages = 40

[[channel]]
name = "daring"
kind = "online"
services = ["kk"]
enters = [["kk", "unggah"]]
needs_skill = 0.5
willing = 0.4
hours = [["06:00-22:00", 1]]

[[channel]]
name = "janji"
kind = "appointment"
slots = [["08:00-11:00", 15, 2]]
lead_days = 1
days_ahead = 10
overbooking = 0.1
no_show = 0.1
no_show_per_day = 0.02
late_min = -3
late_sd_min = 8
grace_min = 15
willing = 0.2

[[channel]]
name = "calo"
kind = "counter"
skill_below = 0.3
willing = 0.1
knows_document = 0.99
citizen_comes = false
needs_ticket = false
travel_min = 0
trip_rupiah = 0
fee_rupiah = 100000

[[channel]]
name = "operator desa"
kind = "bundle"
days = ["tue", "thu"]
farther_than_min = 60
citizen_comes = false

[[channel]]
name = "jemput bola"
kind = "mobile"
days = ["wed"]
hours = [["09:00-13:00", 1]]
travel_min = 20

[returns]
gave_up = { share = 0.7, after_days = 1 }
incomplete = { share = 0.9, after_days = [[0, 0.4], [1, 0.6]], after = { dist = "constant", value_min = 45 } }
no_ticket = {}
no_show = { share = 0.5 }
no_form = { after_days = 2 }
error = { share = 0.6, after_days = 5 }
visits_at_most = 6

[tickets]
quota = 150
hours = "07:30-11:00"

[[outage]]
name = "SIAK"
stations = ["siak"]
chance = 0.05
lasts = { dist = "lognormal", mean_min = 60, cv = 1 }
at = "08:00"

[[shortage]]
name = "blanko"
steps = ["kk.ambil"]
chance = 0.02
lasts_days = [[2, 0.5], [5, 0.5]]
"""
"""A region with every mechanism that an office may have."""

_AGES = """
[[citizens.age]]
name = "17-59"
share = 0.85

[[citizens.age]]
name = "60+"
title = { id = "Lansia", en = "Elderly" }
share = 0.15
digital_access = 0.4
digital_skill = 0.2
"""
_COMPLAINTS = """
[[service]]
name = "pengaduan"
share = 0
deadline_days = 14

[[service.step]]
name = "jawab"
station = "siak"
time = { dist = "lognormal", mean_min = 30, cv = 0.8 }

[[officer]]
name = "Loket"
"""
_PEOPLE = """
[staff]
mismatch = 0.2

[staff.learning]

[staff.fatigue]
odds = 1.13

[staff.load]
elasticity = -0.1

[staff.motivation]
reward = 1
crowding = -0.2

[staff.courtesy]

[staff.integrity]
takes = 0.4

[staff.attendance]
motivation = 0.2

[staff.turnover]

[staff.change]
start = 2026-01-12
time = -0.15

[staff.leadership]
level = -1
morale = 0.08

[opinion.satisfaction]
felt = 0.3
unequal = 0.35

[opinion.satisfaction.quality]
facilities = 0.7

[opinion.trust]
predisposition = 0.55

[opinion.belief]
ignored = 0.3

[opinion.talk]
ties = 8

[opinion.complaints]
service = "pengaduan"
reports = 0.1

[opinion.feedback]
complaining = 0.6
"""

PEOPLE = (
    WHOLE.replace("knows_document = 0.8\n", 'knows_document = 0.8\nages = [["60+", 0.9], ["17-59", 0.1]]\n')
    .replace('skills = "kk.input"\n', 'skills = ["kk.input", "pengaduan"]\nexperience = 300\nbackground = ["kk"]\n')
    .replace("villages = 40\n", "villages = 40\ndisability = 0.03\nconnected = 0.1\n" + _AGES)
    .replace('\n[[officer]]\nname = "Loket"\n', _COMPLAINTS)
    + _PEOPLE
)
"""The region with every mechanism that changes officers and citizens."""

NETWORK = """\
title = "Three citizens"
days = 9
hours = "08:00-15:00"
citizens = { count = 3, needs_per_year = 0 }

[[service]]
name = "ktp"
step = [{ name = "rekam", time = { dist = "constant", value_min = 5 } }]

[opinion.trust]
model = "surprise"

[opinion.talk]
every_days = 1

[[opinion.talk.member]]
trust = 0.9
listens = [[0, 0.5], [1, 0.5]]

[[opinion.talk.member]]
trust = 0.5
listens = [[2, 1]]

[[opinion.talk.member]]
trust = 0.1
listens = [[1, 1], [0, 0]]
pull = 0.25
"""
"""Three citizens whose network is given in full."""


def write(folder: Path, text: str, name: str = "kantor.toml") -> Path:
    """A file with this text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(old: str, new: str, base: str = OFFICE) -> str:
    """The office with one passage changed; it must occur exactly once."""
    assert base.count(old) == 1, old
    return base.replace(old, new)


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
