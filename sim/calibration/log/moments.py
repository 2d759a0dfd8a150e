"""Dates and times of day as offices write them → numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from sim.language.synonyms import meant

Order = Literal["day_month", "month_day"]
ORDERS: tuple[Order, ...] = ("day_month", "month_day")
DAY_S = 86_400
YEARS = (1970, 2200)
"""Years that a log can be of; another number is no year."""

_CLOCK = re.compile(r"(\d{1,2})[:.,h](\d{2})(?:[:.,](\d{2})(?:[.,]\d+)?)?(?:\s*([AP])\.?\s?M\.?)?", re.IGNORECASE)
_BARE_CLOCK = re.compile(r"(\d{1,2})()()(?:\s*([AP])M)?|(\d{1,2})(\d{2})(\d{2})?", re.IGNORECASE)
_SHORT_CLOCK = re.compile(r"(\d{1,2})[.,](\d)")
_FRACTION = re.compile(r"0?[.,]\d{3,}|[01](?:[.,]0+)?|0[.,]\d+")
_SERIAL = re.compile(r"[2-7]\d{4}(?:[.,]\d+)?")
_ZONE = re.compile(r"([:.]\d{2}(?:[.,]\d+)?)\s?(?:Z|[+-]\d{2}:?\d{2}|WI[BT]|WITA)$", re.IGNORECASE)
_DATED = re.compile(
    r"(?:[^\W\d]{3,9}['’.]?,?\s+)?"  # Senin,
    r"(?P<a>\d{1,4})(?P<m>[-/. ])\s?(?P<b>\d{1,2}|[^\W\d]{3,10}\.?)(?:(?P=m)|\s)\s?(?P<c>\d{2,4})"
    r"(?:[T ,]\s*(?P<rest>.+))?",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_ENGLISH = re.compile(
    r"(?:[^\W\d]{3,9},?\s+)?(?P<b>[^\W\d]{3,9})\.?\s(?P<a>\d{1,2}),?\s(?P<c>\d{4})(?:[ ,]\s*(?P<rest>.+))?"
)
_MONTH = re.compile(
    r"(?P<b>[^\W\d]{3,9})\.?[-/ ’']?(?P<c>\d{4}|\d{2})|(?P<y>\d{4})[-/.](?P<n>\d{1,2})|(?P<k>\d{1,2})[-/.](?P<z>\d{4})"
)
_EPOCH = date(1899, 12, 30)
"""The day before the first in Excel's count, which has a day too many in 1900."""


@dataclass(frozen=True)
class Moments:
    """A column read: the day (midnight; NaT), the second of the day (NaN), and which order of day and month was read.

    `sure`: the data says the order by itself.
    """

    day: pd.Series
    second: pd.Series
    order: Order | None = None
    sure: bool = True


def moments_of(column: pd.Series, order: Order | None = None, *, of_day: bool = False) -> Moments:
    """A column of dates, times or both. `of_day`: a number alone is a time ("7.5" is 07:50) and not a date."""
    codes, cells = pd.factorize(column)
    written = [_ZONE.sub(r"\1", str(cell).strip().lstrip("'")) for cell in cells]
    fractions = of_day and sum(bool(_FRACTION.fullmatch(cell)) for cell in written) * 2 > len(written)
    parted = [_parted(cell, fractions=fractions, of_day=of_day) for cell in written]
    sure, order = (True, order) if order else _order([parts for parts, _ in parted if parts is not None])
    days = np.array([_day(parts, order) for parts, _ in parted] + [None], dtype="datetime64[s]")
    seconds = np.array([second for _, second in parted] + [np.nan], dtype=float)
    if not any(re.search(r"[AaPp]\.?\s?[Mm]", cell) for cell in written):
        seconds = _whole_day(seconds)
    at = column.index
    ordered = order if any(parts is not None and parts[3] for parts, _ in parted) else None
    return Moments(pd.Series(days[codes], at), pd.Series(seconds[codes], at), ordered, sure)


Parts = tuple[int, int, int, bool]
"""Two numbers of which one is the day and one the month, the year, and whether that is open."""


@lru_cache(maxsize=200_000)
def _parted(cell: str, *, fractions: bool, of_day: bool) -> tuple[Parts | None, float]:
    """The parts of the date in a cell, and its second of the day."""
    if of_day and (second := _second(cell, fractions=fractions)) is not None:
        return None, second
    if _SERIAL.fullmatch(cell):
        days, _, part = cell.replace(",", ".").partition(".")
        found = _EPOCH + timedelta(int(days))
        return (found.day, found.month, found.year, False), round(float(f"0.{part}") * DAY_S) if part else np.nan
    dated = _DATED.fullmatch(cell) or _ENGLISH.fullmatch(cell)
    if dated is not None:
        parts = _parts(dated["a"], dated["b"], dated["c"])
        rest = _second(dated["rest"].strip(), fractions=False) if dated["rest"] else np.nan
        return parts, np.nan if rest is None else rest
    if alone := _DATE_ALONE.fullmatch(cell):
        return (int(alone[3]), int(alone[2]), int(alone[1]), False), np.nan
    second = None if of_day else _second(cell, fractions=False) if _CLOCK.fullmatch(cell) else None
    return None, np.nan if second is None else second


def _parts(first: str, second: str, third: str) -> Parts | None:
    if not second[0].isdigit():
        month = month_of(second)
        return None if month is None else (int(first), month, _year(third), False)
    if len(first) == 4:
        return int(third), int(second), int(first), False
    if len(third) == 3:
        return None
    return int(first), int(second), _year(third), True


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def month_of(word: str) -> int | None:
    """The number of a month by its name, long or short, in any language that Loket speaks."""
    name = meant("months", word[:3])
    return None if name is None else int(name.removeprefix("month_"))


def _second(cell: str, *, fractions: bool) -> float | None:
    """The second of the day that a cell writes; None where it is no time."""
    if fractions and _FRACTION.fullmatch(cell):
        return round(float(cell.replace(",", ".")) * DAY_S) % DAY_S
    found = _CLOCK.fullmatch(cell)
    if found is not None:
        hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), found[4]
    elif short := _SHORT_CLOCK.fullmatch(cell):  # 07.50, which a workbook took for a number
        hour, minute, second, half = int(short[1]), 10 * int(short[2]), 0, None
    elif bare := _BARE_CLOCK.fullmatch(cell):
        hour, half = int(bare[1] or bare[5]), bare[4]
        minute, second = int(bare[6] or 0), int(bare[7] or 0)
    else:
        return None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute + second > 0):
        return None
    return float(hour * 3600 + minute * 60 + second)


def _whole_day(seconds: np.ndarray) -> np.ndarray:
    """Times of a clock that begins anew at noon and does not say so: 01:05 after 12:59 is 13:05."""
    hours = seconds[~np.isnan(seconds)] // 3600
    early, morning = (hours >= 1) & (hours < 6), (hours >= 7) & (hours < 13)
    if not early.any() or not morning.any() or ((hours >= 13) | (hours < 1) | (hours == 6)).any():
        return seconds
    return np.where(seconds < 6 * 3600, seconds + 12 * 3600, seconds)


def _order(parts: list[Parts]) -> tuple[bool, Order]:
    """Whether the day or the month stands first: what cannot be a month says it, else the span that is shorter.

    In a log days follow each other; read in the wrong order they lie months apart.
    """
    first_is_day = sum(first > 12 for first, _, _, is_open in parts if is_open)
    second_is_day = sum(second > 12 for _, second, _, is_open in parts if is_open)
    if first_is_day or second_is_day:
        return not (first_is_day and second_is_day), "month_day" if second_is_day > first_is_day else "day_month"
    spans = {order: _span([_day(one, order) for one in parts]) for order in ORDERS}
    return False, "month_day" if spans["month_day"] < spans["day_month"] else "day_month"


def _span(days: list[date | None]) -> int:
    known = [day for day in days if day is not None]
    return (max(known) - min(known)).days if known else 0


def _day(parts: Parts | None, order: Order) -> date | None:
    if parts is None:
        return None
    first, second, year, is_open = parts
    if is_open and first <= 12 and (second > 12 or order == "month_day"):
        first, second = second, first
    if not YEARS[0] <= year <= YEARS[1]:
        return None
    try:
        return date(year, second, first)
    except ValueError:
        return None


def months_of(column: pd.Series) -> pd.Series:
    """A column of months ("Januari 2026", "2026-01") as their first days; NaT where it is none."""
    return _by_cell(column, _month)


def _month(cell: str) -> date | None:
    found = _MONTH.fullmatch(cell.strip())
    if found is None:
        return None
    month = month_of(found["b"]) if found["b"] else int(found["n"] or found["k"])
    year = _year(found["c"]) if found["b"] else int(found["y"] or found["z"])
    good = month is not None and 1 <= month <= 12 and year in range(*YEARS)
    return date(year, int(month or 1), 1) if good else None


def _by_cell(column: pd.Series, read: Callable[[str], date | None]) -> pd.Series:
    codes, cells = pd.factorize(column)
    days = np.array([read(str(cell)) for cell in cells] + [None], dtype="datetime64[s]")
    return pd.Series(days[codes], column.index)
