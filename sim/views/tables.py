"""Text tables: aligned columns, numbers and intervals in the reader's notation."""

import math
import textwrap
from collections.abc import Sequence

from sim.language import number, text
from sim.measures import MEASURES, Estimate

WIDTH = 100
LABEL = 41
"""The widest first column; longer names go on in the next line."""
LEAST = 14
"""The narrowest."""
GAP = "  "
FURTHER_IN = "    "
"""How the second line of a label begins."""
DIGITS = ((100, 0), (1, 1), (0.1, 2), (0.01, 3))
"""From which size on a number is shown with so many decimals."""
FINEST = 4
"""The most decimals."""
MOST_DECIMALS = 12
"""The most of a difference that would else read as 0; what is smaller is how the computer rounds."""

Row = Sequence[str]


def table(
    heading: Row, rows: Sequence[Row], left: Sequence[int] = (0,), label: int = LABEL, width: int = WIDTH
) -> list[str]:
    """Lines of a table below an empty line: `left` columns flush left, the others flush right, none wider than needed.

    The rows stand in by two blanks below the heading. Labels longer than `label`, or than what the other columns leave
    of the `width`, go on in a line of their own, further in.
    """
    others = [max(len(cell) for cell in column) for column in zip(heading, *rows, strict=True)][1:]
    label = max(LEAST, min(label, width - 2 - sum(len(GAP) + other for other in others)))
    shown = [list(heading), *[line for cells in rows for line in _lines(cells, label)]]
    widths = [max(len(cell) for cell in column) for column in zip(*shown, strict=True)]
    lines = [""]
    for cells in shown:
        parts = [c.ljust(w) if i in left else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))]
        lines.append(GAP.join(parts).rstrip())
    return lines


def _lines(cells: Row, label: int) -> list[list[str]]:
    """A row: its label wrapped, the other cells in the first line."""
    further = FURTHER_IN.removeprefix(GAP)
    first, *more = textwrap.wrap(cells[0], label, subsequent_indent=further, break_on_hyphens=False) or [""]
    empty = [""] * (len(cells) - 1)
    return [[GAP + first, *cells[1:]], *[[GAP + part, *empty] for part in more]]


def paragraphs(*texts: str, width: int = WIDTH) -> list[str]:
    """Sentences, wrapped; each begins a line of its own."""
    return [line for words in texts for line in textwrap.wrap(words, width)]


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


def signed_interval(found: Estimate, lang: str, measure: str = "") -> str:
    """As "−8.3 (−8.7 to −7.9)": a difference with its sign."""
    mean, low, high = signed_parts(found, lang, measure)
    return mean if found.runs < 2 else text("results.interval_signed", lang, mean=mean, low=low, high=high)


def signed_parts(found: Estimate, lang: str, measure: str = "", most: int = FINEST) -> tuple[str, str, str]:
    """A difference and the ends of its interval, with their signs; of decimals `most` unless an end would read as 0."""
    mean, low, high = (scaled(value, measure) for value in (found.mean, found.low, found.high))
    digits = difference_digits(found, measure, most)
    return _signed(mean, digits, lang), _signed(low, digits, lang), _signed(high, digits, lang)


def difference_digits(found: Estimate, measure: str = "", most: int = FINEST) -> int:
    """Decimals of a difference: at most so many, unless it takes more to tell it from 0."""
    mean, low, high = (scaled(value, measure) for value in (found.mean, found.low, found.high))
    digits = min(most, _digits(max(mean, low, high, key=abs), low, high))
    return _clear_of_zero(_money(measure, digits), mean, low, high)


def scaled(value: float, measure: str) -> float:
    """The value as it is shown: shares as percentages, trust and satisfaction from 0 to 100."""
    return MEASURES[measure].times * value if measure else value


def minus(shown: str) -> str:
    """A number with the sign of typography."""
    return shown.replace("-", "−")


def _signed(value: float, digits: int, lang: str) -> str:
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
    """One decimal less than the finest will do, but no bound of an interval that leaves zero out reads as zero.

    Nor does a difference without an interval.
    """
    if low * high <= 0:
        return min(digits, FINEST - 1)
    least = min((abs(value) for value in (mean, low, high) if not math.isnan(value)), default=0.0)
    while digits < MOST_DECIMALS and least > 0 and round(least, digits) == 0:
        digits += 1
    return digits
