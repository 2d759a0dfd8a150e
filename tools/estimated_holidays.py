"""Fills the years of scenarios/calendars/indonesia.csv that nobody has decreed yet, up to 2045, with estimates.

    python tools/estimated_holidays.py

Fixed dates stay; Easter goes by the computus; Imlek, Nyepi, Waisak and the Islamic months by new and full moons
(J. Meeus, Astronomical Algorithms, chapter 49). An Islamic month begins on the evening on which the new crescent stands
6.4 degrees from the sun (the elongation of the MABIMS criteria); where the ministry sees it otherwise, it moves a day.
Collective leave is assumed to be given as in 2026. Years with a decreed day stay as they are.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, takewhile
from math import floor, hypot, radians, sin
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[1] / "scenarios" / "calendars" / "indonesia.csv"
LAST_YEAR = 2045
ONE_DAY = timedelta(days=1)
SATURDAY = 5
WIB, WITA, CHINA = (timedelta(hours=hours) for hours in (7, 8, 8))
SUNSET = timedelta(hours=11, minutes=45)
"""At the western end of the country, in universal time, within half an hour all year."""
ELONGATION = 6.4
MOON_A_DAY, LATITUDE = 12.19, 5.13
"""Degrees by which the moon leaves the sun behind in a day, on average, and by which its orbit is inclined."""


class Day(NamedTuple):
    """A row of the calendar: its date, its kind, its names, and what it is computed by."""

    date: date
    kind: str
    name_id: str
    name_en: str
    by: str


FIXED, EASTER, MOON, CRESCENT, PATTERN = (
    "Perkiraan: tanggal tetap",
    "Perkiraan: hisab Paskah",
    "Perkiraan: hisab bulan baru atau purnama",
    "Perkiraan: hisab bulan baru (elongasi 6,4 derajat), dapat bergeser sehari",
    "Asumsi: pola cuti bersama 2026",
)
NATIONAL, LEAVE, BEGINS, ENDS = "libur nasional", "cuti bersama", "awal ramadan", "akhir ramadan"


class Phase(NamedTuple):
    """A new or full moon: when it is in universal time, and how far north or south of the sun's way it stands."""

    at: datetime
    latitude: float


# Coefficients of the periodic terms in days for new and full moon, and the multiples of M, M', F; e: of eccentricity.
TERMS = (
    (-0.40720, -0.40614, 0, 1, 0), (0.17241, 0.17302, 1, 0, 0), (0.01608, 0.01614, 0, 2, 0),
    (0.01039, 0.01043, 0, 0, 2), (0.00739, 0.00734, -1, 1, 0), (-0.00514, -0.00515, 1, 1, 0),
    (0.00208, 0.00209, 2, 0, 0), (-0.00111, -0.00111, 0, 1, -2), (-0.00057, -0.00057, 0, 1, 2),
    (0.00056, 0.00056, 1, 2, 0), (-0.00042, -0.00042, 0, 3, 0), (0.00042, 0.00042, 1, 0, 2),
    (0.00038, 0.00038, 1, 0, -2), (-0.00024, -0.00024, -1, 2, 0),
)  # fmt: skip


def phase(number: float) -> Phase:
    """The new moon of a whole number, counted from January 2000, or the full moon half a number after it."""
    century = number / 1236.85
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * century * century)
    node = radians(160.7108 + 390.67050284 * number - 0.0016118 * century * century)
    eccentricity = 1.0 - 0.002516 * century
    full = number != floor(number)
    days = 2451550.09766 + 29.530588861 * number + 0.00015437 * century * century
    for new_term, full_term, m, moons, nodes in TERMS:
        days += (full_term if full else new_term) * eccentricity ** abs(m) * sin(m * sun + moons * moon + nodes * node)
    terrestrial = datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=days - 2451545.0)
    return Phase(terrestrial - timedelta(seconds=72), LATITUDE * sin(node))


def phases(first: date, *, full: bool = False) -> Iterator[Phase]:
    """New (or full) moons from the month before a date on."""
    number = floor((first - date(2000, 1, 6)).days / 29.530588861) - 1 + (0.5 if full else 0.0)
    while True:
        yield phase(number)
        number += 1


def first_from(day: date, zone: timedelta, *, full: bool = False) -> date:
    """The day of the first new (or full) moon on or after a date, by the clocks of a zone."""
    return next(found for one in phases(day, full=full) if (found := (one.at + zone).date()) >= day)


def month_begins(new: Phase) -> date:
    """The first day of the Islamic month after a new moon: the day after the evening of the crescent."""
    evening = datetime(new.at.year, new.at.month, new.at.day, tzinfo=UTC) + SUNSET
    while evening < new.at or elongation(new, evening) < ELONGATION:
        evening += ONE_DAY
    return evening.date() + ONE_DAY


def elongation(new: Phase, at: datetime) -> float:
    """Degrees between sun and moon, so long after the new moon, if the moon goes at its mean speed."""
    return hypot(MOON_A_DAY * ((at - new.at) / ONE_DAY), new.latitude)


def months() -> Iterator[tuple[int, int, date]]:
    """The Islamic months: year, month, first day. Muharam 1446 began with the new moon of 5 July 2024."""
    for place, new in enumerate(one for one in phases(date(2024, 7, 5)) if one.at >= datetime(2024, 7, 1, tzinfo=UTC)):
        yield 1446 + place // 12, place % 12 + 1, month_begins(new)


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def national(year: int) -> Iterator[Day]:
    """The national holidays of a year that are not Islamic."""
    for month, day, name_id, name_en in (
        (1, 1, f"Tahun Baru {year} Masehi", f"New Year {year}"),
        (5, 1, "Hari Buruh Internasional", "International Labour Day"),
        (6, 1, "Hari Lahir Pancasila", "Pancasila Day"),
        (8, 17, "Proklamasi Kemerdekaan", "Independence Day"),
        (12, 25, "Kelahiran Yesus Kristus (Natal)", "Christmas Day"),
    ):
        yield Day(date(year, month, day), NATIONAL, name_id, name_en, FIXED)
    for days, name_id, name_en in (
        (-2, "Wafat Yesus Kristus", "Good Friday"),
        (0, "Kebangkitan Yesus Kristus (Paskah)", "Easter Sunday"),
        (39, "Kenaikan Yesus Kristus", "Ascension Day"),
    ):
        yield Day(easter(year) + days * ONE_DAY, NATIONAL, name_id, name_en, EASTER)
    imlek, nyepi = first_from(date(year, 1, 21), CHINA), first_from(date(year, 3, 3), WITA)
    waisak = first_from(date(year, 5, 7), WIB, full=True)
    for at, name_id, name_en in (
        (imlek, f"Tahun Baru Imlek {year + 551} Kongzili", f"Chinese New Year {year + 551}"),
        (nyepi, f"Hari Suci Nyepi (Tahun Baru Saka {year - 78})", f"Nyepi, Day of Silence (Saka {year - 78})"),
        (waisak, f"Hari Raya Waisak {year + 544} BE", f"Vesak {year + 544} BE"),
    ):
        yield Day(at, NATIONAL, name_id, name_en, MOON)


FITRI = "Idul Fitri {} Hijriah", "Eid al-Fitr {} H (Lebaran)"
ISLAMIC = (
    (1, 1, NATIONAL, "1 Muharam, Tahun Baru Islam {} Hijriah", "Islamic New Year {} H"),
    (3, 12, NATIONAL, "Maulid Nabi Muhammad SAW", "Birthday of the Prophet Muhammad (Maulid)"),
    (7, 27, NATIONAL, "Isra Mikraj Nabi Muhammad SAW", "Ascension of the Prophet Muhammad (Isra Mikraj)"),
    (9, 1, BEGINS, "Hari pertama Ramadan {} H", "First day of Ramadan {} H"),
    (10, 0, ENDS, "Hari terakhir Ramadan {} H", "Last day of Ramadan {} H"),
    (10, 1, NATIONAL, *FITRI),
    (10, 2, NATIONAL, *FITRI),
    (12, 10, NATIONAL, "Idul Adha {} Hijriah", "Eid al-Adha {} H"),
)
"""Month, day of the month, kind and names of the Islamic holidays, and of the ends of Ramadan."""


def islamic(until: int) -> Iterator[Day]:
    """The Islamic holidays up to the end of a year, and the ends of Ramadan."""
    for year, month, begins in takewhile(lambda found: found[2].year <= until, months()):
        for of, number, kind, name_id, name_en in ISLAMIC:
            if of == month:
                at = begins + (number - 1) * ONE_DAY
                yield Day(at, kind, name_id.format(year), name_en.format(year), CRESCENT)


LEAVES = {
    "Tahun Baru Imlek": (1, 0), "Hari Suci Nyepi": (1, 0), "Idul Fitri": (1, 2), "Kenaikan": (0, 1),
    "Idul Adha": (0, 1), "Kelahiran": (1, 0),
}  # fmt: skip
"""Working days before and after a holiday that are collective leave, by how its name begins: as in 2026."""


def leave(holidays: list[Day]) -> Iterator[Day]:
    """Collective leave around holidays, in their order."""
    taken = {day.date for day in holidays}
    for name, feast in groupby(holidays, lambda day: (day.name_id, day.name_en)):
        days = list(feast)
        before, after = next((around for begins, around in LEAVES.items() if name[0].startswith(begins)), (0, 0))
        for edge, step, count in ((days[0].date, -ONE_DAY, before), (days[-1].date, ONE_DAY, after)):
            for _ in range(count):
                at = edge
                while at in taken or at.weekday() >= SATURDAY:
                    at += step
                taken.add(at)
                yield Day(at, LEAVE, f"Cuti bersama {name[0]}", f"Collective leave, {name[1]}", PATTERN)


def estimated(first: int, last: int) -> list[Day]:
    """All days from a year to another; two holidays on one date are one row, as a date closes once."""
    days = sorted(day for year in range(first, last + 1) for day in national(year))
    ends = [day for day in islamic(last) if first <= day.date.year]
    holidays = sorted([*days, *(day for day in ends if day.kind == NATIONAL)])
    rows = sorted([*holidays, *leave(holidays), *(day for day in ends if day.kind != NATIONAL)])
    told: dict[tuple[date, bool], Day] = {}
    for day in (day for day in rows if first <= day.date.year <= last):
        key = day.date, day.kind in (BEGINS, ENDS)
        other = told.get(key)
        told[key] = (
            day
            if other is None
            else other._replace(
                name_id=f"{other.name_id} dan {day.name_id}", name_en=f"{other.name_en} and {day.name_en}"
            )
        )
    return [*told.values()]


def filled(text: str) -> str:
    """The calendar with what nobody has decreed drawn anew."""
    head, *rows = text.splitlines()
    decreed = max(int(row[:4]) for row in rows if row.split(";")[4] == "decreed")
    kept = [row for row in rows if int(row[:4]) <= decreed]
    new = (f"{d.date};{d.kind};{d.name_id};{d.name_en};estimate;{d.by}" for d in estimated(decreed + 1, LAST_YEAR))
    return "\n".join([head, *kept, *new]) + "\n"


if __name__ == "__main__":
    FILE.write_text(filled(FILE.read_text("utf-8")), "utf-8")
