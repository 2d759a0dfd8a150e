"""Which column of a sheet is which: the line of headings, what their words mean, and what stands below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sim.calibration.log.files import Sheet
from sim.calibration.log.mapping import FIELDS, Mapping
from sim.calibration.log.moments import moments_of, months_of
from sim.document.literal import shortened
from sim.document.nearest import help_with
from sim.language.synonyms import found_in
from sim.scenario.reading import refused

MOST_ABOVE = 60
"""Lines of titles above the headings, at most."""
SAMPLE = 2_000

TIMES = ("taken", "called", "finished", "at", "opens", "closes")
NUMBERS = ("waiting", "open_counters", "tickets", "wait_s", "service_s")
_LONG_NUMBER = re.compile(r"\d[\d -]{8,}\d")
_IDENTITY = re.compile(r"\d{16}|(?:\+?62|0)8[\d -]{8,13}|[^@\s]+@[^@\s]+\.\w+")
_NUMBER = re.compile(r"-?\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?")


@dataclass(frozen=True)
class Columns:
    """The fields of a sheet: the column (by its number) and heading of each, what was passed over, and the data."""

    sheet: Sheet
    data: pd.DataFrame
    headings: tuple[str, ...]
    above: tuple[str, ...]
    fields: dict[str, int]
    private: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    by_order: bool = False

    def cells(self, name: str) -> pd.Series:
        """The cells of a field, without blanks around."""
        return self.data[self.data.columns[self.fields[name]]].str.strip()


def bare(cell: str) -> str:
    """A text without long numbers: a service has none, a citizen has."""
    return _LONG_NUMBER.sub("", cell)


def columns_of(sheet: Sheet, mapping: Mapping) -> Columns | None:
    """The columns of a sheet; None where no line looks like headings.

    Raises ScenarioFaults where the mapping names a column that there is not.
    """
    if mapping.columns and all(isinstance(column, int) for column in mapping.columns.values()):
        return _by_place(sheet, mapping)
    found = _header(sheet.cells)
    if found is None:
        return None
    top, bottom = found
    headings = _joined(sheet.cells.iloc[top : bottom + 1])
    above = tuple(cell for row in sheet.cells.iloc[:top].itertuples(index=False) for cell in row if cell)
    data = sheet.cells.iloc[bottom + 1 :]
    fields, private, numbers = _fields(headings, data)
    asked = _asked(sheet.label, headings, mapping)
    fields = {name: column for name, column in fields.items() if column not in asked.values()} | asked
    counts = {*TIMES, "month", "tickets", "waiting"} & fields.keys()
    by_order = () if counts else _by_order(data, set(fields.values()))
    fields |= dict(zip(("taken", "called", "finished"), by_order, strict=False))
    read = {headings[column] for column in fields.values()}
    unread = tuple(
        bare(name)
        for name in headings
        if bare(name) and name not in read and name not in private and name not in numbers
    )
    return Columns(sheet, data, headings, above, fields, private, unread, numbers, bool(by_order))


def _by_order(data: pd.DataFrame, taken: set[int]) -> tuple[int, ...]:
    """Three columns of times whose headings say nothing: in the order in which they follow each other in the rows."""
    free = {column: data[name].head(SAMPLE).str.strip() for column, name in enumerate(data) if column not in taken}
    timed = {column: moments_of(cells, of_day=True).second for column, cells in free.items() if _suits("taken", cells)}
    order = sorted(timed, key=lambda column: timed[column].sum())
    steps = pd.DataFrame({column: timed[column] for column in order}).diff(axis=1).iloc[:, 1:]
    return tuple(order) if len(order) == 3 and bool((steps.fillna(0) >= 0).all(axis=1).mean() > 0.9) else ()


def _by_place(sheet: Sheet, mapping: Mapping) -> Columns:
    fields = {name: int(place) - 1 for name, place in mapping.columns.items()}
    width = sheet.cells.shape[1]
    if max(fields.values()) >= width:
        raise refused(sheet.label, "log_place", found=max(fields.values()) + 1, width=width)
    headings = tuple(str(place + 1) for place in range(width))
    return Columns(sheet, sheet.cells, headings, (), fields)


def _header(cells: pd.DataFrame) -> tuple[int, int] | None:
    """First and last line of the headings: where most cells are words for something that is read."""
    rows = [_words(row) for row in cells.head(MOST_ABOVE).itertuples(index=False)]
    full = [sum(bool(str(cell).strip()) for cell in row) for row in cells.head(MOST_ABOVE).itertuples(index=False)]
    told = [_known(row) if _filled(row) * 3 >= full[at] * 2 else 0 for at, row in enumerate(rows)]  # else it holds data
    best = max(range(len(rows)), key=lambda at: (told[at], -at), default=None)
    if best is None:
        return None
    if told[best] < min(2, cells.shape[1]):
        return next(((at, at) for at, row in enumerate(rows[:-1]) if _heads(row, cells.iloc[at + 1])), None)
    for top, bottom in ((best - 1, best), (best, best + 1)):  # "Jam" above "Ambil", "Panggil", "Selesai"
        if (
            top >= 0
            and bottom < len(rows)
            and any(rows[top])
            and all(1 < _filled(rows[at]) == full[at] for at in (top, bottom))  # cells with digits are data
        ):
            both = _joined(cells.iloc[top : bottom + 1])
            if _known(both) > told[best] and len(set(both)) >= len(set(rows[best])):
                return top, bottom
    return best, best


def _heads(row: list[str], below: pd.Series) -> bool:
    """Whether a line of words that say nothing stands above a line with digits, as headings do."""
    return len(row) > 1 and all(row) and len(set(row)) == len(row) and any(cell[:1].isdigit() for cell in below)


def _words(row: Sequence[str]) -> list[str]:
    return [cell.strip() if isinstance(cell, str) and len(cell) < 80 and _is_word(cell) else "" for cell in row]


def _is_word(cell: str) -> bool:
    return sum(letter.isdigit() for letter in cell) <= 1 and ":" not in cell


def _known(row: Sequence[str]) -> int:
    return sum(bool(found_in("log", cell)) for cell in row)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell) for cell in row)


def _joined(rows: pd.DataFrame) -> tuple[str, ...]:
    """The headings of one or two lines; of two, the upper goes on to the right until the next."""
    *upper, last = [[str(cell).strip() for cell in row] for row in rows.itertuples(index=False)]
    if not upper:
        return tuple(last)
    filled, before = [], ""
    for cell in upper[0]:
        before = cell or before
        filled.append(before)
    return tuple(f"{high} {low}".strip() if low else high for high, low in zip(filled, last, strict=True))


def _fields(headings: tuple[str, ...], data: pd.DataFrame) -> tuple[dict[str, int], tuple[str, ...], dict[str, int]]:
    """Fields by column, headings of columns that hold persons, and columns of numbers whose headings say nothing."""
    taken: dict[str, tuple[int, int]] = {}
    private, numbers = [], {}
    for column, heading in enumerate(headings):
        sample = data[data.columns[column]].head(SAMPLE).str.strip()
        sample = sample[sample != ""]
        told = [(name, words) for name, words in found_in("log", heading) if name == "person" or _suits(name, sample)]
        if sample.str.fullmatch(_IDENTITY).mean() > 0.05 or (told and told[0][0] == "person"):
            private.append(heading)
        elif told:
            name, words = next(((name, words) for name, words in told if words > taken.get(name, (0, 0))[0]), ("", 0))
            if name in FIELDS:
                taken[name] = (words, column)
        elif heading and len(sample) and sample.str.fullmatch(_NUMBER).mean() > 0.5:
            numbers[heading] = column
    return {name: column for name, (_, column) in taken.items()}, tuple(private), numbers


def _suits(name: str, sample: pd.Series) -> bool:
    """Whether what stands in a column can be what its heading says."""
    if sample.empty:
        return False
    if name in TIMES:
        timed = moments_of(sample, of_day=True).second.notna() & (
            (sample.str.len() > 2) | (name in ("opens", "closes"))
        )
        return bool(timed.mean() >= 0.5)
    if name in NUMBERS:
        return bool(sample.str.fullmatch(_NUMBER).mean() >= 0.5)
    if name == "date":
        return bool((moments_of(sample).day.notna() | sample.str.fullmatch(r"\d{1,3}")).mean() >= 0.5)
    if name == "month":
        return bool((months_of(sample).notna() | moments_of(sample).day.notna()).mean() >= 0.5)
    return True


def _asked(label: str, headings: tuple[str, ...], mapping: Mapping) -> dict[str, int]:
    """The columns that a mapping names."""
    known = {heading.casefold(): column for column, heading in enumerate(headings) if heading}
    found = {}
    for name, heading in mapping.columns.items():
        column = int(heading) - 1 if isinstance(heading, int) else known.get(heading.strip().casefold())
        if column is None or column >= len(headings):
            raise refused(
                label, "log_heading", None, *help_with(str(heading), list(filter(None, headings))), found=heading
            )
        found[name] = column
    return found


def told_headings(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The first line of each sheet that has several cells, for the message that no line holds headings."""
    for sheet in sheets:
        for row in sheet.cells.head(MOST_ABOVE).itertuples(index=False):
            words = [cell for cell in _words(row) if cell]
            if len(words) > 1:
                yield shortened(", ".join(words))
                break
