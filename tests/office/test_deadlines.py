"""By when must a complaint be settled: over weekends, over Lebaran, and when it comes in on a holiday?"""

from dataclasses import replace
from datetime import date

import pytest

from sim.evidence import row_of
from sim.language import LANGUAGES, text
from sim.office import Calendar
from sim.office.deadlines import TERMS, due_date
from sim.office.working_days import BeyondCalendar
from sim.scenario.calendars import bundled_calendars, read_calendar

CALENDAR = Calendar(holidays="indonesia", table=read_calendar(bundled_calendars()["indonesia"], "indonesia.csv"))

# Lebaran 2026 by hand. Closed on weekdays: Wednesday 18 March (leave), Thursday 19 (Nyepi), Friday 20 (leave),
# Monday 23 and Tuesday 24 (leave); Idul Fitri itself, 21 and 22, is a weekend. Later: Friday 3 April (Good Friday),
# Friday 1 May, Thursday 14 and Friday 15 May, Wednesday 27 and Thursday 28 May, Monday 1 and Tuesday 16 June.
FILED = date(2026, 3, 16)  # Monday
BY_HAND = {
    # 17 | 25 26 27 | 30 March
    "normative": date(2026, 3, 30),
    # ... 31 March 1 2 April | 6 7 8 9 10 | 13: 5 + 3 + 5 + 1
    "ordinary": date(2026, 4, 13),
    # 14 by 13 April; +4 to 17; +5 to 24; +4 to 30 April; May +5 to 8, +3 to 13, +5 to 22, 25 26 29: 43;
    # June +4 to 5, +5 to 12, 15: 53; 17 18 19: 56; 22 23 24 25: 60
    "supervisory": date(2026, 6, 25),
}


@pytest.mark.parametrize("kind", TERMS)
def test_a_term_over_lebaran_ends_where_one_counts_by_hand(kind):
    assert due_date(CALENDAR, FILED, kind) == BY_HAND[kind]


@pytest.mark.parametrize(
    ("kind", "due"),
    [("normative", date(2026, 1, 12)), ("ordinary", date(2026, 1, 23)), ("supervisory", date(2026, 3, 30))],
)
def test_without_a_calendar_only_weekends_are_left_out(kind, due):
    """One, nearly three, and twelve weeks after Monday 5 January."""
    assert due_date(None, date(2026, 1, 5), kind) == due


@pytest.mark.parametrize(
    ("filed", "due"),
    [
        (date(2026, 2, 6), date(2026, 2, 13)),  # Friday
        (date(2026, 2, 7), date(2026, 2, 13)),  # Saturday: the first day is Monday, as for Friday
        (date(2026, 2, 8), date(2026, 2, 13)),
        (date(2026, 2, 9), date(2026, 2, 18)),  # Monday; 16 and 17 February are closed (Imlek)
        (date(2026, 3, 17), date(2026, 3, 31)),  # the last day before Lebaran
        (date(2026, 3, 19), date(2026, 3, 31)),  # Nyepi
        (date(2026, 3, 21), date(2026, 3, 31)),  # Idul Fitri: 25 26 27 | 30 31 March
        (date(2026, 3, 24), date(2026, 3, 31)),  # collective leave
        (date(2026, 3, 25), date(2026, 4, 1)),
    ],
)
def test_what_is_filed_on_a_holiday_counts_from_the_next_working_day(filed, due):
    assert due_date(CALENDAR, filed, "normative") == due


def test_an_office_open_on_collective_leave_has_less_time():
    """17 18 | 20 | 23 24 March: only Nyepi is left out."""
    assert due_date(replace(CALENDAR, collective_leave=False), FILED, "normative") == date(2026, 3, 24)


def test_an_office_with_six_days_a_week_counts_saturdays():
    """17 | 25 26 27 28 March."""
    assert due_date(CALENDAR, FILED, "normative", weekdays=range(6)) == date(2026, 3, 28)


def test_a_term_beyond_the_calendar_says_so():
    with pytest.raises(BeyondCalendar, match=r"indonesia.csv has no days of 2046"):
        due_date(CALENDAR, date(2045, 12, 28), "ordinary")


def test_an_unknown_kind_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="'lisan'; choose one of normative, ordinary, supervisory"):
        due_date(None, FILED, "lisan")


def test_the_terms_are_those_of_the_registry_and_have_names():
    assert list(TERMS.values()) == [row_of(row).value for row in ("R11", "R12", "R13")]
    assert all(text(f"official.complaint.{kind}", lang) for kind in TERMS for lang in LANGUAGES)
