"""Numbers, shares, rupiah and dates as they are written in a language; Indonesian has the decimal comma."""

import math
import re
from datetime import date
from functools import cache

from sim.language.catalogue import LANGUAGES, language, text

MISSING = "–"
LONGEST = 1e18
"""From here on a number is written by powers of ten: so many digits are not read, nor kept by what writes them."""


def number(value: float, lang: str | None = None, digits: int = 1) -> str:
    """A number with exactly `digits` decimals and grouped thousands; what is not finite is shown as a dash."""
    return _formatted(value, "#,##0" + _decimals(digits), lang)


def percent(share: float, lang: str | None = None, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage: 0.125 is "12,5 %" with one digit in Indonesian, "12.5%" in English."""
    shown = _formatted(100.0 * share, "#,##0" + _decimals(digits), lang)
    return shown if shown == MISSING else text("results.percent", lang, share=shown)


def rupiah(value: float, lang: str | None = None) -> str:
    """An amount of money in whole rupiah: "Rp 1.250.000", in English "Rp 1,250,000"."""
    shown = _formatted(value, "#,##0", lang)
    return shown if shown == MISSING else f"Rp {shown}"


def date_words(day: date, lang: str | None = None) -> str:
    """A date in words: "5 Januari 2026", in English "5 January 2026"."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=language(lang))


def month_words(day: date, lang: str | None = None) -> str:
    """The month of a date in words: "Januari 2026", in English "January 2026"."""
    from babel.dates import format_date

    return format_date(day, "MMMM y", locale=language(lang))


def day_words(day: date, lang: str | None = None) -> str:
    """A date in words with its weekday: "Senin, 5 Januari 2026", in English "Monday, 5 January 2026"."""
    from babel.dates import format_date

    return format_date(day, "EEEE, d MMMM y", locale=language(lang))


def unbroken(said: str) -> str:
    """The words with a no-break space where a figure meets its unit: no line ends between them."""
    return _meets_unit().sub("\N{NO-BREAK SPACE}", said)


@cache
def _meets_unit() -> re.Pattern[str]:
    """Blanks between a figure (or its interval) and a unit of any language, before an amount of rupiah, in "> 0"."""
    units = "|".join({re.escape(unit) for lang in LANGUAGES for unit in text("results.units", lang).split()})
    return re.compile(rf"(?:(?<=\d)|(?<=\d\))) (?=(?:{units})(?!\w))|(?<=\bRp) (?=\d)|(?<=[<>]) (?=0)")


def _decimals(digits: int) -> str:
    return "." + "0" * digits if digits > 0 else ""


def _formatted(value: float, pattern: str, lang: str | None) -> str:
    lang = language(lang)
    if value is None or not math.isfinite(value):
        return MISSING
    from babel.numbers import format_decimal

    if abs(value) >= LONGEST:
        pattern = "0.0E0"
    shown = format_decimal(value, format=pattern, locale=lang)
    return shown.removeprefix("-") if set(shown) <= set("-0.,") else shown
