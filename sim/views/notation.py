"""Figures in the reader's notation: how many decimals, intervals, signs."""

import math

from sim.language import number, text
from sim.measures import MEASURES, Estimate
from sim.views.table import Cell, Column, Compared, Figure, Judged, Kind, Worked

DIGITS = ((100, 0), (1, 1), (0.1, 2), (0.01, 3))
"""From which size on a number is shown with so many decimals."""
FINEST = 4
"""The most decimals."""
ROUNDING = 12
"""What is nought with so many decimals is how the computer rounds."""
DECIMALS = 2
"""Of a difference that stands with others in one place, where an end of its interval would not read as nought."""
BRIEF, IKM_DIGITS = 1, 2
"""Decimals beside many other columns (of days one more), and of the index of satisfaction."""


def words(cell: Cell, column: Column, lang: str) -> str:
    """A cell as it is written in a column."""
    if isinstance(cell, Figure | Worked):
        return _shown(cell.figure if isinstance(cell, Worked) else cell, column, lang)
    return cell.words if isinstance(cell, Judged) else str(cell)


def in_lines(cell: Compared, lang: str) -> list[str]:
    """What is compared in one place: the difference, its interval, the verdict."""
    found, measure, mark = cell.figure.found, cell.figure.measure, cell.figure.mark
    mean, low, high = signed_parts(found, lang, measure, DECIMALS)
    return [f"{mean} {mark}".rstrip(), f"{low}…{high}" if found.runs > 1 else "–", cell.judged.words]


def _shown(figure: Figure, column: Column, lang: str) -> str:
    found, measure = figure.found, figure.measure
    match column.kind:
        case Kind.CHANGE:
            said = signed_interval(found, lang, measure, DECIMALS if column.brief else FINEST)
        case Kind.ENDS:
            ends = [signed_interval(Estimate(end, end, end, 1), lang, measure) for end in (found.low, found.high)]
            said = text("grade.span", lang, low=ends[0], high=ends[1]) if ends[0] != ends[1] else ends[0]
        case Kind.INTERVAL:
            said = with_interval(found, lang, measure, _digits_in(column, measure))
        case _:
            said = plain(found.mean, lang, measure, _digits_in(column, measure))
    return f"{said} {figure.mark}".rstrip()


def _digits_in(column: Column, measure: str) -> int | None:
    if measure == "ikm" and column.kind in (Kind.INTERVAL, Kind.COMPARED):
        return IKM_DIGITS
    return BRIEF + (MEASURES[measure].unit == "days") if column.brief else None


def digits_of(value: float) -> int:
    """Decimals that tell enough: two or three figures."""
    size = abs(value)
    return next((digits for least, digits in DIGITS if size >= least), 1 if size == 0 else FINEST)


def plain(value: float, lang: str, measure: str = "", digits: int | None = None) -> str:
    """A number of a measure; shares in percent. Without `digits` as many as tell enough."""
    shown = scaled(value, measure)
    return minus(number(shown, lang, _money(measure, digits_of(shown) if digits is None else digits)))


def with_interval(found: Estimate, lang: str, measure: str = "", digits: int | None = None) -> str:
    """As "12.3 (11.8–12.9)"; the mean alone where there is no interval."""
    mean, low, high = (scaled(value, measure) for value in (found.mean, found.low, found.high))
    digits = _money(measure, _digits(mean, low, high) if digits is None else digits)
    if found.runs < 2:
        return minus(number(mean, lang, digits))
    said = [minus(number(value, lang, digits)) for value in (mean, low, high)]
    key = "results.interval_signed" if low < 0 else "results.interval"
    return text(key, lang, mean=said[0], low=said[1], high=said[2])


def exact(value: float, lang: str) -> str:
    """A number with all its decimals and no more."""
    decimals = f"{value:.10f}".rstrip("0").partition(".")[2]
    return minus(number(value, lang, len(decimals)))


def signed_interval(found: Estimate, lang: str, measure: str = "", most: int = FINEST) -> str:
    """As "−8.3 (−8.7 to −7.9)": a difference with its sign."""
    mean, low, high = signed_parts(found, lang, measure, most)
    return mean if found.runs < 2 else text("results.interval_signed", lang, mean=mean, low=low, high=high)


def signed_parts(found: Estimate, lang: str, measure: str = "", most: int = FINEST) -> tuple[str, str, str]:
    """A difference and the ends of its interval, with their signs; of decimals `most` unless an end would read as 0.

    What is still too small to be told from 0 is said to be above or below it: "> 0".
    """
    mean, low, high = (scaled(value, measure) for value in (found.mean, found.low, found.high))
    digits, clear = difference_digits(found, measure, most), not low * high <= 0
    mean_said, low_said, high_said = (_signed(value, digits, lang, clear=clear) for value in (mean, low, high))
    return mean_said, low_said, high_said


def difference_digits(found: Estimate, measure: str = "", most: int = FINEST) -> int:
    """Decimals of a difference: at most so many, unless it takes more, up to the finest, to tell it from 0."""
    mean, low, high = (scaled(value, measure) for value in (found.mean, found.low, found.high))
    digits = min(most, _digits(max(mean, low, high, key=abs), low, high))
    return _clear_of_zero(_money(measure, digits), mean, low, high)


def scaled(value: float, measure: str) -> float:
    """The value as it is shown: shares as percentages, trust and satisfaction from 0 to 100."""
    return MEASURES[measure].times * value if measure else value


def minus(shown: str) -> str:
    """A number with the sign of typography."""
    return shown.replace("-", "−")


def beside_nought(value: float, digits: int) -> str:
    """On which side of 0 a number lies that would read as 0 with so many decimals; nothing if it would not, or is 0."""
    if round(value, digits) != 0 or round(value, ROUNDING) == 0:
        return ""
    return "> 0" if value > 0 else "< 0"


def _signed(value: float, digits: int, lang: str, *, clear: bool) -> str:
    """A number with its sign; of an interval that leaves 0 out, no part reads as 0."""
    if clear and math.isfinite(value) and (said := beside_nought(value, digits)):
        return said
    shown = minus(number(value, lang, digits))
    return f"+{shown}" if round(value, digits) > 0 else shown


def _money(measure: str, digits: int) -> int:
    """No decimals of rupiah."""
    return 0 if measure and MEASURES[measure].unit.startswith("rupiah") else digits


def _digits(mean: float, low: float, high: float) -> int:
    """As many decimals as the mean asks for, and one more where the interval would else vanish."""
    digits = digits_of(mean)
    width = high - low
    return digits + 1 if 0 < width < 0.5 * pow(10.0, -digits) else digits


def _clear_of_zero(digits: int, mean: float, low: float, high: float) -> int:
    """One decimal less than the finest will do, but as many as tell the parts of an interval that leaves 0 out from it.

    Nor does a difference without an interval read as 0. What the finest cannot tell from 0 asks for no decimals.
    """
    if low * high <= 0:
        return min(digits, FINEST - 1)
    told = [value for value in (mean, low, high) if not math.isnan(value) and round(value, FINEST) != 0]
    return next((few for few in range(digits, FINEST) if all(round(value, few) != 0 for value in told)), FINEST)
