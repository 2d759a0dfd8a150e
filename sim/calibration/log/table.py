"""The sheets of a log as one table: each row with its place in the files, its day and its times; texts made alike."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from sim.calibration.log.columns import NUMBERS, TIMES, Columns, bare
from sim.calibration.log.mapping import Mapping
from sim.calibration.log.moments import DAY_S, Order, moments_of, months_of
from sim.calibration.log.records import Note, Report
from sim.document.literal import shortened
from sim.language import Phrase
from sim.language.synonyms import found_in

LOOSE_FIRST_DAY = np.datetime64("2001-01-01", "s")
"""A Monday: the first day of a log that knows no dates."""

BETWEEN = {
    "waiting": (0, 5_000),
    "open_counters": (0, 1_000),
    "tickets": (0, 1_000_000),
    "wait_s": (0, DAY_S),
    "service_s": (0, DAY_S),
}
"""What is counted in a log lies between these, or was mistyped."""
MOST_SPELLINGS = 300
"""Of more, none is taken for a slip of another."""

_PRINTED = re.compile(r"cetak|print|unduh|download|export|ekspor", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand\s)?(?:jumlah|total|rata-rata|rerata|sum|average|mean|subtotal)\b.*", re.IGNORECASE)
_GROUPED = {".": r"\d{1,3}(?:\.\d{3})+", ",": r"\d{1,3}(?:,\d{3})+"}
_IN_SECONDS = re.compile(r"detik|dtk|second|\bsecs?\b|_s$|\(s\)", re.IGNORECASE)
_SECONDS = re.compile(r"\s*(?:detik|dtk|seconds?|secs?|s)\.?$", re.IGNORECASE)
_MINUTES = re.compile(r"\s*(?:menit|minutes?|min|mnt)\.?$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d]{2,}(?:[ .,]+[^\W\d]+)*\.?")


@dataclass
class Raw:
    """Rows as they are read so far, with what was noted; `read` counts them all."""

    rows: pd.DataFrame
    read: int
    notes: list[Note] = field(default_factory=list)
    order: Order | None = None
    dated: bool = True

    def note(self, code: str, which: pd.Series, **values: object) -> None:
        """Note that rows (True in `which`) were repaired."""
        if which.any():
            self.notes.append(Note(code, int(which.sum()), self.place(which), values))

    def drop(self, code: str, which: pd.Series, *, bad: bool = True, **values: object) -> None:
        """Leave out rows (True in `which`), and note it; `bad`: they should have been visits."""
        if which.any():
            self.notes.append(Note(code, int(which.sum()), self.place(which), values, bad))
            self.rows = self.rows[~which]

    def place(self, which: pd.Series) -> str:
        """File and line of the first of these rows."""
        first = self.rows[which].iloc[0]
        return f"{first['label']}:{first['line']}"

    def report(self) -> Report:
        return Report(self.read, len(self.rows), tuple(self.notes))


def raw_of(columns: Sequence[Columns], mapping: Mapping) -> Raw:
    """The rows of all sheets, without blank lines, repeated headings and lines of totals."""
    parts = [_part(one) for one in columns]
    cells = pd.concat(parts, ignore_index=True)
    raw = Raw(cells, len(cells))
    fields = [str(name) for name in cells if name not in ("label", "line", "dated_by", "head")]
    blanks = pd.Series(np.sum([raw.rows[name].fillna("") == "" for name in fields], axis=0), raw.rows.index)
    raw.rows = raw.rows.loc[blanks < len(fields)]
    raw.read = len(raw.rows)
    raw.drop("heading_again", raw.rows.pop("head").astype(bool), bad=False)
    raw.drop("total_lines", _sums(raw.rows, fields, blanks * 2 >= len(fields)), bad=False)
    _fill_dates(raw)
    _set_times(raw, fields, mapping)
    for name in NUMBERS:
        if name in raw.rows:
            raw.rows[name] = durations_of(raw.rows[name]) if name.endswith("_s") else numbers_of(raw.rows[name])
    for name, (least, most) in BETWEEN.items():
        if name in raw.rows:
            raw.drop("odd_number", (raw.rows[name] < least) | (raw.rows[name] > most))
    return raw


def _part(one: Columns) -> pd.DataFrame:
    found = {name: one.cells(name) for name in one.fields}
    for name in ("wait_s", "service_s"):
        if name in found and _IN_SECONDS.search(one.headings[one.fields[name]]):
            found[name] = _in_seconds(found[name])
    rows = pd.DataFrame({**found, "label": one.sheet.label, "line": one.data.index}, index=one.data.index)
    rows["dated_by"] = _dated_by(one)
    heads = [cells.str.casefold() == one.headings[one.fields[name]].casefold() for name, cells in found.items()]
    rows["head"] = np.mean(heads, axis=0) > 0.5 if one.above != () or one.headings else False
    return rows


def _sums(rows: pd.DataFrame, fields: Sequence[str], blank: pd.Series) -> pd.Series:
    """Lines of sums: where the date should be, or anywhere in a line that is mostly blank, stands "Jumlah"."""
    found = pd.Series(data=False, index=rows.index)
    few = rows[blank.reindex(rows.index)]
    for name in fields:
        cells = rows[name] if name in ("date", "month") else few[name]
        said = cells.fillna("").str.fullmatch(_TOTAL)
        found.loc[said.index[said]] = True
    return found


def _dated_by(one: Columns) -> str:
    """A date in the name of the sheet, the lines above the headings or the name of the file; not that of printing."""
    told = [one.sheet.name, *(cell for cell in one.above if not _PRINTED.search(cell)), one.sheet.label]
    for words in told:
        for piece in re.findall(r"\d{1,4}[-/. ](?:\d{1,2}|[^\W\d]{3,9})[-/. ]\d{2,4}|20\d{6}", words):
            if moments_of(pd.Series([piece])).day.notna().all():
                return str(piece)
    return ""


# ---------------------------------------------------------------------------------------------------- days and times


def _fill_dates(raw: Raw) -> None:
    """A date written once above the rows of its day, as a merged cell is saved as CSV."""
    if "date" not in raw.rows:
        return
    blank = raw.rows["date"].fillna("") == ""
    if blank.mean() > 0.5:
        above = raw.rows["date"].mask(blank).groupby(raw.rows["label"]).ffill()
        raw.note("merged", blank & above.notna())
        raw.rows["date"] = above.fillna("")


def _set_times(raw: Raw, fields: Sequence[str], mapping: Mapping) -> None:
    """Put day, and seconds of the day for all fields of times, in place of the cells."""
    rows = raw.rows
    timed = [name for name in ("date", *TIMES) if name in fields]
    days = {name: _read_times(raw, name, mapping.date_order) for name in timed}
    days["named"] = moments_of(rows["dated_by"].fillna(""), raw.order or mapping.date_order).day
    if "month" in fields:
        days["month"] = months_of(rows["month"].fillna(""))
    day = pd.Series(np.datetime64("NaT", "s"), rows.index)
    for found in days.values():
        day = day.fillna(found)
    rows["day"] = day
    for name in (name for name in timed if name != "date"):  # a time may bring its own date, that of the next day
        ahead = (days[name] - day).dt.total_seconds().fillna(0.0)
        rows[name] = rows[name] + ahead.where(ahead.abs() <= 2 * DAY_S, np.nan)


def _read_times(raw: Raw, name: str, order: Order | None) -> pd.Series:
    """The days of a column; its seconds take the place of its cells, which are kept beside."""
    cells = raw.rows[name].fillna("")
    read = moments_of(cells, order or raw.order, of_day=name != "date")
    if read.order is not None and raw.order is None:
        raw.order = read.order
        if order is None:
            raw.notes.append(Note(f"{read.order}_{'sure' if read.sure else 'likely'}"))
    raw.rows[f"{name}_cell"], raw.rows[name] = cells, read.second
    if name == "date" and read.day.isna().all():
        raw.dated = False
        return _numbered(cells)
    return read.day


def _numbered(cells: pd.Series) -> pd.Series:
    """Days that are only counted, as the working days after each other from a Monday that stands for any."""
    number = pd.to_numeric(cells.where(cells.str.fullmatch(r"\d{1,3}")), errors="coerce")
    known = number.fillna(1).to_numpy(dtype=int)
    days = np.busday_offset(LOOSE_FIRST_DAY.astype("datetime64[D]"), known - 1, roll="forward").astype("datetime64[s]")
    return pd.Series(days, cells.index).where(number.notna())


# ------------------------------------------------------------------------------------------------- numbers and words


def numbers_of(cells: pd.Series) -> pd.Series:
    """Whole or broken numbers, NaN where there is none. Marks of thousands are those that all such cells agree on."""
    marked = {mark: cells[cells.str.contains(mark, regex=False)].unique() for mark in ".,"}
    groups = [m for m, found in marked.items() if len(found) and all(re.fullmatch(_GROUPED[m], c) for c in found)]
    return _by_cell(cells, lambda cell: _number(cell, groups))


def _number(cell: str, groups: Sequence[str] = ()) -> float:
    plain = cell.strip().replace(" ", "")
    for mark in groups:
        plain = plain.replace(mark, "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return np.nan


def durations_of(cells: pd.Series) -> pd.Series:
    """Durations as seconds: "00:12:30", "12:30" (minutes and seconds), "750 s", or a number, which is in minutes."""
    return _by_cell(cells, _duration)


def _duration(cell: str) -> float:
    parts = cell.strip().split(":")
    if len(parts) > 1 and all(part.isdigit() for part in parts):
        return float(sum(int(part) * 60**power for power, part in enumerate(reversed(parts))))
    if _SECONDS.search(cell):
        return _number(_SECONDS.sub("", cell))
    return _number(_MINUTES.sub("", cell)) * 60.0


def _in_seconds(cells: pd.Series) -> pd.Series:
    """Cells below a heading that says seconds, with the unit; where all have the mark of thousands it is a decimal."""
    found = numbers_of(cells) if cells.str.fullmatch(r"\d{1,3}").any() else _by_cell(cells, _number)
    return found.map("{:.3f} s".format).where(found.notna(), cells)


def _by_cell(cells: pd.Series, read: Callable[[str], float]) -> pd.Series:
    codes, values = pd.factorize(cells)
    return pd.Series(np.array([*(read(str(value)) for value in values), np.nan])[codes], cells.index)


def unify(raw: Raw, name: str, said: Table[str, str]) -> dict[str, str]:
    """Make one of the spellings of a thing: those that differ in capitals, blanks, marks, or by a slip in a rare one.

    `said` pairs spellings with what is meant. Returns the spellings that were taken for another, with what they became.
    """
    cells = raw.rows[name].fillna("").map(bare) if name == "service" else raw.rows[name].fillna("")
    codes, values = pd.factorize(cells)
    known = {key_of(word): meant for word, meant in said.items()}
    counts = Counter(dict(zip(values, np.bincount(codes, minlength=len(values)).tolist(), strict=True)))
    best: dict[str, str] = {}
    slips: dict[str, str] = {}
    for value, count in counts.most_common():
        key = key_of(value)
        if key in known or not key:
            best[key] = known.get(key, "")
        elif key not in best:
            near = [other for other in best if _slip(key, other)] if len(values) < MOST_SPELLINGS else []
            rare = bool(near) and count * 20 < counts[best[near[0]]]
            best[key] = best[near[0]] if rare else _printed(value)
            if rare:
                slips[value] = best[key]
    became = np.array([best[key_of(value)] for value in values] or [""], dtype=object)
    raw.rows[name] = pd.Series(became[codes] if len(values) else "", raw.rows.index, dtype=object).replace("", None)
    if len(values) > len({*best.values()} | {""}):
        raw.note("spelling", cells != raw.rows[name].fillna(""), name=Phrase(f"calibrate.field_{name}"))
    return slips


def _printed(value: str) -> str:
    """Without what nobody sees, control characters and blanks around, and cut where it is long."""
    return shortened(" ".join("".join(letter if letter.isprintable() else " " for letter in value).split()))


def key_of(word: str) -> str:
    """What spellings of a word have in common."""
    return " ".join(re.findall(r"[^\W_]+", word.casefold()))


def _slip(key: str, other: str) -> bool:
    """Whether one long word is written almost alike, and all others are the same: "Loket 1" is no slip of "Loket 2"."""
    pairs = list(zip(key.split(), other.split(), strict=False))
    differ = [pair for pair in pairs if pair[0] != pair[1]]
    same = len(key.split()) == len(other.split()) and len(differ) == 1 and min(map(len, differ[0])) >= 5
    return same and SequenceMatcher(None, *differ[0]).ratio() >= 0.8


def number_names(raw: Raw, name: str) -> None:
    """Names of people become numbers, in the order in which they appear; codes ("P01") and counters stay."""
    cells = raw.rows[name].dropna()
    values = list(dict.fromkeys(cells))
    if sum(bool(_NAME.fullmatch(value)) and not found_in("log", value) for value in values) * 2 <= len(values):
        return
    numbers = {value: str(number) for number, value in enumerate(values, 1)}
    raw.rows[name] = raw.rows[name].map(numbers, na_action="ignore")
    raw.notes.append(Note("named_officers", len(values)))
