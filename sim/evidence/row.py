"""A row of the registry: a figure, its range, its grade, its source, and how far it carries over to a counter."""

from dataclasses import dataclass

from sim.language.words import Words

GRADES = ("review", "rct", "quasi", "observational", "theory", "expert", "anecdote", "regulation")
"""How the figure was found, best first: review of studies or meta-analysis, randomised trial,
quasi-experiment, ...; `regulation` is outside this order: nobody found it, it was laid down."""

RANGES = ("confidence", "reported", "analyst", "none")
"""What low and high are: a 95 % confidence interval, the extremes that sources report, a range of ours for
sensitivity analysis, or nothing."""

STATUSES = ("read", "secondary", "derived", "memory", "expert")
"""What the value rests on: the source, usually its abstract or first pages; a report about the source;
computed from such; memory, unverified; an assumption."""

WAITS = ("leaving", "integrity", "complaints", "leadership", "caution")
"""What a row is kept for that nothing uses yet; `caution` warns or compares, and no figure will ever rest on it."""

COMPLETED = ("title", "published", "doi")
"""What of a source may have been completed from memory."""


NOTHING = Words()


@dataclass(frozen=True)
class Source:
    """Where a figure comes from. Empty where it is not known; `from_memory` names what was not seen there.

    `published` is a journal with its volume, or in words what kind of text it is.
    """

    authors: str = ""
    title: str = ""
    published: Words = NOTHING
    year: int | None = None
    doi: str = ""
    addresses: tuple[str, ...] = ()
    from_memory: tuple[str, ...] = ()

    def short(self, lang: str) -> str:
        """As "De Grip et al. 2016"."""
        names = self.authors.split(", ")
        who = names[0] + " et al." if len(names) > 2 else " & ".join(names)
        return f"{who or self.published.worded(lang) or self.title} {self.year or ''}".strip()

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses to follow, that of the DOI first."""
        return ((f"https://doi.org/{self.doi}",) if self.doi else ()) + self.addresses


@dataclass(frozen=True)
class Evidence:
    """What is known about one parameter.

    `value`, `low` and `high` are in the `unit`; None where the source gives a direction only. `seen` says what was
    read and what was not, `note` how it carries over to an Indonesian office. `used_by` are the files of this project
    that cite the row, `checked_by` are tests that hold a behaviour of the model against it, though no number of the
    model is the row's; `waits_for` is the mechanism that would use it (one of WAITS, or empty).
    """

    id: str
    section: str
    title: Words
    unit: Words
    range: str
    grade: str
    status: str
    setting: Words
    note: Words
    value: float | None = None
    low: float | None = None
    high: float | None = None
    seen: Words | None = None
    sources: tuple[Source, ...] = ()
    used_by: tuple[str, ...] = ()
    checked_by: tuple[str, ...] = ()
    waits_for: str = ""

    def short_source(self, lang: str) -> str:
        """The sources in short, as "Argote et al. 1990; Benkard 2000"; empty where there is none."""
        return "; ".join(source.short(lang) for source in self.sources)
