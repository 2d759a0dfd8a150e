"""What a report says before it is written down: tables, lists and the sentences between them, without notation."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from sim.measures import Estimate

RUPIAH, SHARE = "paid_per_case", "completed_share"
"""Measures that stand for their unit, where something else is counted in it."""
UNTOLD = "?"
"""What stands for "cannot be told apart" where that would be said again and again."""


class Kind(StrEnum):
    """What the figures of a column are; words may stand among them."""

    WORDS = auto()
    MEAN = auto()
    INTERVAL = auto()  # a mean with its interval
    CHANGE = auto()  # a difference with its interval, both with their signs
    ENDS = auto()  # from where to where
    COMPARED = auto()  # a difference, its interval and the verdict in one place; of the baseline the mean


@dataclass(frozen=True)
class Figure:
    """A number of a measure with its interval, on the scale of the measure; `mark` is a grade behind it."""

    found: Estimate
    measure: str = ""
    mark: str = ""


def exactly(value: float, measure: str = "") -> Figure:
    """A number that has no interval."""
    return Figure(Estimate(value, value, value, 1), measure)


def rupiah_exactly(value: float) -> Figure:
    """An amount that has no interval."""
    return exactly(value, RUPIAH)


@dataclass(frozen=True)
class Judged:
    """A verdict: its words, and its name, by which it may be coloured."""

    words: str
    verdict: str = ""


@dataclass(frozen=True)
class Compared:
    """A difference and its verdict."""

    figure: Figure
    judged: Judged


@dataclass(frozen=True)
class Worked:
    """A figure worked out of others of the table: `by` one of + * /, at so many rows and columns from here.

    A spreadsheet works it out anew where those are edited.
    """

    figure: Figure
    by: str
    of: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Column:
    """A column: what it is called, its unit where the rows share one; `brief` ones have few decimals, beside others."""

    title: str
    kind: Kind = Kind.WORDS
    unit: str = ""
    brief: bool = False


Cell = str | int | Figure | Judged | Compared | Worked
Row = Sequence[Cell] | str
"""Cells, or words that stand above the rows that follow."""


@dataclass(frozen=True)
class Table:
    """A table; without rows it is not shown, nor are its notes. `name` is its sort: renderers may treat some apart.

    `gap` lines are left above it. The first `named` columns say what a row is about; without columns it is a
    page of notes. What goes into `detail` may be folded, or stand behind. Its title stands where the first column has
    none. Figures in the columns `drawn` may be drawn, by the first column.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    name: str = ""
    gap: int = 1
    named: int = 1
    detail: bool = False
    drawn: Sequence[int] = ()

    @property
    def alt(self) -> str:
        """What it shows, for those who cannot see it."""
        shown = "; ".join(column.title for column in self.columns if column.title)
        return ": ".join(filter(None, (self.title, shown)))


class Role(StrEnum):
    """What sentences are there for."""

    TEXT = auto()
    TITLE = auto()
    ITEMS = auto()
    HEAD = auto()  # what the whole is called
    BLANK = auto()  # what nobody knows but who signs it: to be filled in


@dataclass(frozen=True)
class Prose:
    """Sentences, each a paragraph (or a title, or an item of a list); `gap` and `name` as of a table."""

    texts: Sequence[str]
    gap: int = 0
    role: Role = Role.TEXT
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry of a list: its name (or none), what stands beside it (`blank`: to be filled in), paragraphs below."""

    name: str
    text: str
    below: Sequence[str] = ()
    blank: bool = False


@dataclass(frozen=True)
class Listing:
    """Entries below a title; `gap` and `name` as of a table. Without entries it is not shown."""

    title: str
    entries: Sequence[Entry]
    gap: int = 1
    name: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing (PNG), and in words what is to be seen."""

    png: bytes
    alt: str


Block = Table | Prose | Listing | Picture
