"""Which measures which report shows, of which groups; the measures themselves say where (sim/measures)."""

from typing import NamedTuple

from sim.measures import shown

OVERALL, CASES, PEOPLE, TRUST, LOST = map(shown, ("all", "cases", "people", "trust", "lost"))
"""Of a run."""
_RUN_ONLY = shown("run_only")
COMPARED, CASES_COMPARED, PEOPLE_COMPARED = (
    tuple(measure for measure in table if measure not in _RUN_ONLY) for table in (OVERALL, CASES, PEOPLE)
)
"""Of a comparison, which all would make too long; records and files have all."""
MAIN = shown("main")
"""What is told of every office and every change."""
IF_ANY = shown("if_any")
"""Rows and columns that are left out where they are always nought."""
INTERVALS = shown("interval")
"""Columns of groups that show their interval; the others would not fit."""
AROUND, GRADED = map(shown, ("around", "graded"))
"""Before and after a date; in the grades of a comparison."""
EXPLORED = (
    "wait_mean_min", "served_within_target", "days_to_finish_mean", "visits_per_case", "ikm", "trust_end_mean",
    "trust_came_mean", "asked_share",
)  # fmt: skip
"""In the explorer, where they have shorter names."""
MOVES = ("wait_fell", "wait_rose", "trust_rose", "trust_fell")
"""Of who gained and who lost."""
CUTS = ("age", "disability", "skill", "distance", "connection")
"""How citizens are divided."""
IN_WORKBOOK = ("year", "service", "class", "channel", "office", *CUTS)
"""The groups of which a workbook has measures; the folder of results has all."""
COMPARED_BY = {
    "wait_mean_min": ("year", "service", "hour", "class", "channel", "office"),
    "days_to_finish_mean": ("year", "service", "class", "channel", "office"),
}
"""What the headline of a comparison tells, and by which groups it is compared."""
BY_GROUP = {**COMPARED_BY, "trust_days_mean": ("year",)}
"""What is compared by group."""


HEADLINE_BY = ("hour", "weekday", "service")
"""The groups that are told of every office."""


class Section(NamedTuple):
    """A table of groups: its title, by which measures name it, and what the groups are (see `titles.groups`)."""

    title: str
    groups: str

    @property
    def by(self) -> str:
        """What the measures call the groups."""
        return "station" if self.groups == "back_office" else self.groups


SECTIONS = (
    Section("year_visits", "year"),
    Section("year_cases", "year"),
    Section("year_people", "year"),
    Section("year_trust", "year"),
    Section("service", "service"),
    Section("hour", "hour"),
    Section("weekday", "weekday"),
    Section("class", "class"),
    Section("cases_service", "service"),
    Section("cases_class", "class"),
    Section("reason", "reason"),
    Section("visits_channel", "channel"),
    Section("cases_channel", "channel"),
    Section("visits_office", "office"),
    Section("cases_office", "office"),
    Section("station", "station"),
    Section("back_office", "back_office"),
    Section("group", "group"),
    Section("officer", "officer"),
)
"""The groups of a run."""
