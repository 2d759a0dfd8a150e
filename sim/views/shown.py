"""Which measures which report shows, of which groups and in which order."""

from typing import NamedTuple

OVERALL = (
    "arrivals_per_day", "completed_share", "gave_up_share", "balked_share", "refused_share", "sent_home_share",
    "incomplete_share", "no_ticket_share", "no_form_share", "no_show_share", "wait_mean_min", "wait_p50_min",
    "wait_p90_min", "within_target", "served_within_target", "wait_of_all_mean_min", "sojourn_mean_min",
    "waiting_mean", "offered_load", "utilisation", "overtime_min_per_day",
)  # fmt: skip
"""Of a run and of a comparison, as CASES and PEOPLE."""
CASES = (
    "cases_per_day", "finished_share", "visits_per_case", "one_visit_share", "days_to_finish_mean",
    "days_to_finish_p50", "days_to_finish_p90", "within_deadline", "citizen_hours_per_case", "trips_per_case",
    "rupiah_per_case", "cases_open",
)  # fmt: skip
PEOPLE = (
    "ikm", "satisfaction_mean", "trust_days_mean", "trust_end_mean", "trusting_share", "asked_share", "paid_per_user",
    "favoured_share", "complaints_per_1000", "answered_in_time", "competence_mean", "motivation_mean", "strain_mean",
    "adoption_mean", "novices", "staff_min_per_case",
)  # fmt: skip
NOT_COMPARED = ("trust_days_mean", "favoured_share", "novices")
"""Of people, what would make the table too long; records and files have it."""
IF_ANY = (
    "gave_up_share", "balked_share", "refused_share", "sent_home_share", "incomplete_share", "no_ticket_share",
    "no_form_share", "no_show_share", "given_up_share", "overtime_min_per_day", "cases_open", "novices",
)  # fmt: skip
"""Rows and columns that are left out where they are always nought."""
AROUND = (
    "arrivals_per_day", "wait_mean_min", "within_target", "completed_share", "days_to_finish_mean", "visits_per_case",
    "citizen_hours_per_case", "ikm", "satisfaction_mean", "trust_days_mean", "paid_per_case", "complaints_per_1000",
    "answered_in_time", "staff_min_per_case",
)  # fmt: skip
"""Before and after a date."""
GRADED = (
    *OVERALL, *CASES, "ikm", "satisfaction_mean", "turned_away_share", "trust_end_mean", "asked_share", "paid_share",
    "complaints_per_1000", "answered_in_time", "staff_min_per_case", "competence_mean", "motivation_mean",
    "strain_mean",
)  # fmt: skip
"""In the grades of a comparison."""
EXPLORED = (
    "wait_mean_min", "within_target", "completed_share", "days_to_finish_mean", "visits_per_case", "ikm",
    "trust_end_mean", "asked_share",
)  # fmt: skip
"""In the explorer."""
MOVES = ("wait_fell", "wait_rose", "trust_rose", "trust_fell")
"""Of who gained and who lost."""
CUTS = ("age", "disability", "skill", "distance", "connection")
"""How citizens are divided."""
IN_WORKBOOK = ("service", "class", "channel", "office", *CUTS)
"""The groups of which a workbook has measures; the folder of results has all."""
COMPARED_BY = {
    "wait_mean_min": ("service", "hour", "class", "channel", "office"),
    "days_to_finish_mean": ("service", "class", "channel", "office"),
}
"""What the headline of a comparison tells, and by which groups it is compared."""


class Section(NamedTuple):
    """A table of groups: its title, what the groups are (see `titles.groups`), and its columns."""

    title: str
    groups: str
    columns: tuple[str, ...]

    @property
    def by(self) -> str:
        """What the measures call the groups."""
        return "station" if self.groups == "back_office" else self.groups


_OF_VISITS = ("arrivals_per_day", "completed_share", "wait_mean_min", "wait_p90_min", "within_target")
_OF_CASES = (
    "finished_share", "visits_per_case", "one_visit_share", "days_to_finish_mean", "days_to_finish_p90",
    "within_deadline",
)  # fmt: skip
_OF_FILES = ("step_wait_days_mean", "step_wait_days_p90", "step_days_mean", "incomplete_share")
_BURDEN = ("visits_per_case", "days_to_finish_mean", "within_deadline", "citizen_hours_per_case", "rupiah_per_case")
SECTIONS = (
    Section("service", "service", _OF_VISITS),
    Section("hour", "hour", _OF_VISITS),
    Section("class", "class", _OF_VISITS),
    Section("cases_service", "service", _OF_CASES),
    Section("cases_class", "class", ("finished_share", *_BURDEN)),
    Section("reason", "reason", ("given_up_share",)),
    Section("visits_channel", "channel", ("arrivals_per_day", "completed_share", "no_show_share", "wait_mean_min")),
    Section("cases_channel", "channel", ("channel_share", *_BURDEN)),
    Section("visits_office", "office", (*_OF_VISITS, "utilisation")),
    Section("cases_office", "office", _OF_CASES),
    Section("station", "station", ("step_wait_mean_min", "step_wait_p90_min", "gave_up_share", "waiting_mean")),
    Section("back_office", "back_office", _OF_FILES),
    Section("group", "group", ("offered_load", "utilisation")),
    Section("officer", "officer", ("utilisation", "busy_min_per_day", "overtime_min_per_day")),
)
"""The groups of a run."""
INTERVALS = (
    "wait_mean_min", "step_wait_mean_min", "step_wait_days_mean", "utilisation", "offered_load", "days_to_finish_mean",
    "given_up_share",
)  # fmt: skip
"""Columns of groups that show their interval; the others would not fit."""
