"""Does the office keep the calendar: closed on holidays, shorter in Ramadan, busier after a closure?"""

from datetime import date, timedelta

import numpy as np
import pytest
from dateutil.easter import easter
from estimated_holidays import estimated, filled
from hypothesis import given
from hypothesis import strategies as st
from written_scenarios import OFFICE, over, write

from findings.little_offices import ENGINES, at, office, officer, one_step, ran
from sim.language.errors import BadRequest
from sim.language.words import Words
from sim.office import Calendar, Holiday, Holidays, Ramadan
from sim.office.units import WEEKDAYS
from sim.office.working_days import BeyondCalendar, estimated_days, working_days, working_days_after
from sim.plan import plan_of
from sim.runs.making.request import Request
from sim.scenario import load
from sim.scenario.calendars import bundled_calendars, read_calendar

PATH = bundled_calendars()["indonesia"]
INDONESIA = read_calendar(PATH, "indonesia.csv")
CALENDAR = Calendar(holidays="indonesia", table=INDONESIA)
CLOSED = {day.date for day in INDONESIA.days}
YEARS = range(2025, 2046)
MONDAY, EIGHT, NOON = date(2026, 1, 5), 8 * 3600, 12 * 3600
A_DAY = timedelta(days=1)


def written(tmp_path, calendar, more=""):
    """The office of the tests, 5 days a week from 5 January 2026, with these lines for its calendar and its demand."""
    return load(write(tmp_path, OFFICE.replace("[demand]", f"[calendar]\n{calendar}\n\n[demand]\n{more}"), "k.toml"))


def days_of(scenario):
    return [day.date for day in working_days(scenario)]


def laid(scenario):
    """Each day of the plan by its date: its row, and the scheduled seconds of the officers."""
    arrays = plan_of(scenario).arrays
    tables = arrays.timetable["scheduled"].reshape(len(arrays.officer), arrays.office["kinds"][0])
    return {date.fromordinal(int(row["date"])): (row, tables[:, row["kind"]]) for row in arrays.day}


# The bundled calendar, against what can be known without it.


def named(text, year=None):
    days = [day.date for day in INDONESIA.days if text in day.name["id"] and day.kind == "national"]
    return [day for day in days if year in (None, day.year)]


@pytest.mark.parametrize(("year", "national", "leave"), [(2025, 17, 11), (2026, 17, 8), (2027, 18, 8)])
def test_has_a_year_as_many_holidays_as_were_decreed(year, national, leave):
    kinds = [day.kind for day in INDONESIA.days if day.date.year == year]
    assert (kinds.count("national"), kinds.count("leave")) == (national, leave)


@pytest.mark.parametrize("year", YEARS)
def test_do_the_feasts_fall_where_the_calendar_of_the_church_and_the_law_put_them(year):
    sunday = easter(year)
    assert named("Wafat Yesus", year) == [sunday - 2 * A_DAY]
    assert named("Kebangkitan Yesus", year) == [sunday]
    assert named("Kenaikan Yesus", year) == [sunday + 39 * A_DAY]
    fixed = {"Masehi": (1, 1), "Buruh": (5, 1), "Pancasila": (6, 1), "Proklamasi": (8, 17), "Natal": (12, 25)}
    assert {name: [(day.month, day.day) for day in named(name, year)] for name in fixed} == {
        name: [day] for name, day in fixed.items()
    }


@pytest.mark.parametrize("ramadan", INDONESIA.ramadans, ids=lambda ramadan: str(ramadan.first.year))
def test_do_the_feasts_of_islam_agree_with_one_another(ramadan):
    feast = ramadan.last + A_DAY
    assert {feast, feast + A_DAY} <= set(named("Idul Fitri"))
    (ascension, *_) = (day for day in reversed(named("Isra")) if day < feast)
    assert 61 <= (feast - ascension).days <= 64  # 27 Rajab
    following = [next((day for day in named(name) if day > feast), None) for name in ("Idul Adha", "Muharam", "Maulid")]
    if None in following:
        return  # in the year after the last
    sacrifice, new_year, birthday = following
    assert sacrifice - feast in (67 * A_DAY, 68 * A_DAY, 69 * A_DAY)  # 10 Zulhijah; months of 29 or 30 days
    assert new_year - sacrifice in (20 * A_DAY, 21 * A_DAY)
    assert birthday - new_year in (69 * A_DAY, 70 * A_DAY, 71 * A_DAY)  # 12 Rabiulawal


def test_is_collective_leave_only_on_days_that_would_be_worked():
    assert [day.date for day in INDONESIA.days if day.kind == "leave" and day.date.weekday() > 4] == []


def test_does_every_day_name_what_it_stands_on():
    law = [day for day in INDONESIA.days if day.decreed]
    assert [day.date for day in law if not ("SKB Tiga Menteri" in day.source or "Keppres" in day.source)] == []
    assert {day.date.year for day in law} == {2025, 2026, 2027}
    assert min(r.first.year for r in INDONESIA.ramadans if not r.decreed) == 2027
    assert [day.date for day in INDONESIA.days if day.name["id"] == day.name["en"]] == []


# The years that nobody has decreed, by rule.


def test_do_the_rules_find_the_holidays_that_were_decreed():
    found = {(day.date, day.name_id) for day in estimated(2025, 2027) if day.kind == "libur nasional"}
    assert found == {(day.date, day.name["id"]) for day in INDONESIA.days if day.decreed and day.kind == "national"}


def test_is_an_end_of_ramadan_by_rule_at_most_a_day_from_the_true_one():
    true = [end for ramadan in INDONESIA.ramadans[:3] for end in (ramadan.first, ramadan.last)]
    found = [day.date for day in estimated(2025, 2027) if "ramadan" in day.kind]
    assert max(abs(ours - theirs) for ours, theirs in zip(found, true, strict=True)) <= A_DAY


def test_is_collective_leave_by_rule_that_of_the_year_it_is_assumed_from():
    found = {day.date for day in estimated(2026, 2026) if day.kind == "cuti bersama"}
    assert found == {day.date for day in INDONESIA.days if day.date.year == 2026 and day.kind == "leave"}


def test_does_the_calendar_hold_what_the_rules_give():
    """After a new decree: write its days in place of the estimates, then python tools/estimated_holidays.py."""
    text = PATH.read_text("utf-8")
    assert filled(text) == text
    assert filled(text.replace("2028-01-01;libur", "2028-01-09;libur", 1)) == text


def test_ten_years_run_and_say_that_most_of_their_holidays_are_estimates(tmp_path):
    scenario = written(tmp_path, 'holidays = "indonesia"')
    ten_years = Request(scenario, days=2400).asked()
    assert days_of(ten_years)[-1].year == 2035
    days = estimated_days(ten_years)
    assert (days[0], len(days)) == (
        date(2028, 1, 1),
        sum(not day.decreed for day in INDONESIA.days if day.date <= days[-1]),
    )
    assert estimated_days(scenario) == []


# Which days are worked.


def test_2026_has_the_working_days_that_one_counts_by_hand():
    # 261 weekdays; 13 of 17 national holidays and all 8 days of leave fall on one
    year = [date(2026, 1, 1) + n * A_DAY for n in range(365)]
    assert sum(day.weekday() < 5 for day in year) == 261
    assert sum(working_days_after(day - A_DAY, 1, CALENDAR) == day for day in year) == 240
    assert load("dukcapil").start == MONDAY
    assert [day.year for day in days_of(load("dukcapil"))].count(2026) == 239, "all but Friday 2 January"


def test_without_collective_leave_only_national_holidays_close(tmp_path):
    scenario = written(tmp_path, 'holidays = "indonesia"\ncollective_leave = false')
    days = set(days_of(Request(scenario, days=60).asked()))
    assert date(2026, 2, 16) in days
    assert date(2026, 2, 17) not in days


@given(st.integers(0, 600), st.integers(1, 60), st.booleans(), st.sets(st.sampled_from(WEEKDAYS[:6]), min_size=1))
def test_no_working_day_is_a_holiday_or_a_closed_weekday(start, length, leave, open_days):
    calendar = Calendar(holidays="indonesia", table=INDONESIA, collective_leave=leave)
    week = dict.fromkeys(open_days, "08:00-12:00")
    scenario = office(hours=week, days=length, start=date(2025, 1, 1) + start * A_DAY, **at_eight())
    scenario = scenario.__class__(**{**vars(scenario), "calendar": calendar})
    days = days_of(scenario)
    shut = {day.date for day in INDONESIA.days if leave or day.kind == "national"}
    assert len(days) == length
    assert days == sorted(set(days))
    assert not shut & set(days)
    assert {WEEKDAYS[day.weekday()] for day in days} <= open_days
    between = {days[0] + n * A_DAY for n in range((days[-1] - days[0]).days)} - set(days)
    assert all(day in shut or WEEKDAYS[day.weekday()] not in open_days for day in between), "a day was left out"


def at_eight():
    return {"service": one_step(5), "arrivals": [at([8 * 60 + 1])]}


def test_closed_days_of_the_office_and_half_days_go_before_the_weekday(tmp_path):
    scenario = written(tmp_path, 'closed = [2026-01-06]\nhalf_days = [["2026-01-10", "08:00-11:00"]]')
    assert days_of(scenario) == [date(2026, 1, day) for day in (5, 7, 8, 9, 10)]
    assert laid(scenario)[date(2026, 1, 10)][0]["close"] == 11 * 3600


def test_one_open_saturday_leaves_the_other_days_as_they_were(tmp_path):
    plain = laid(Request(written(tmp_path, "closed = []"), days=10).asked())
    saturday = laid(Request(written(tmp_path, 'half_days = [["2026-01-10", "08:00-11:00"]]'), days=11).asked())
    assert {day: saturday[day][0]["factor"] for day in plain} == {day: row["factor"] for day, (row, _) in plain.items()}
    assert set(saturday) - set(plain) == {date(2026, 1, 10)}


def test_a_half_day_may_open_the_office_on_a_holiday(tmp_path):
    scenario = written(tmp_path, 'holidays = "indonesia"\nhalf_days = [["2026-01-16", "08:00-10:00"]]')
    assert date(2026, 1, 16) in days_of(Request(scenario, days=10).asked())


@pytest.mark.parametrize(
    ("begun", "n", "due"),
    [
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # Lebaran: 18-24 March are closed
        (date(2026, 3, 10), 5, date(2026, 3, 17)),
        (date(2026, 3, 13), 5, date(2026, 3, 27)),  # over Nyepi and Lebaran: 16, 17, 25, 26, 27 March
        (date(2026, 3, 13), 14, date(2026, 4, 10)),  # and over Good Friday
        (date(2026, 3, 13), 60, date(2026, 6, 24)),
        (date(2026, 1, 5), 0, date(2026, 1, 5)),
    ],
)
def test_a_term_in_working_days_ends_on_the_day_that_one_counts_by_hand(begun, n, due):
    assert working_days_after(begun, n, CALENDAR) == due


@given(st.integers(0, 900), st.integers(1, 60))
def test_a_longer_term_ends_later_on_a_day_that_is_worked(start, n):
    begun = date(2025, 1, 1) + start * A_DAY
    due = working_days_after(begun, n, CALENDAR)
    assert due not in CLOSED
    assert due.weekday() < 5
    assert due == working_days_after(working_days_after(begun, n - 1, CALENDAR), 1, CALENDAR)
    assert working_days_after(begun, n, None) <= due


# Hours.


@pytest.fixture
def fasting(tmp_path):
    hours = 'ramadan_hours = { workdays = "08:00-11:00", fri = [] }'
    return Request(written(tmp_path, f'holidays = "indonesia"\n{hours}'), days=60).asked()


def test_ramadan_has_its_own_hours_from_the_first_day_to_the_last(fasting):
    closes = {day: row["close"] // 3600 for day, (row, _) in laid(fasting).items()}
    assert closes[date(2026, 2, 18)] == 15
    assert {closes[day] for day in closes if date(2026, 2, 19) <= day <= date(2026, 3, 20)} == {11}
    assert closes[date(2026, 3, 25)] == 15
    assert date(2026, 2, 20) not in closes, "on Fridays of Ramadan this office is closed"


def test_officers_without_hours_of_their_own_follow(fasting):
    scheduled = {day: set(seconds.tolist()) for day, (_, seconds) in laid(fasting).items()}
    assert scheduled[date(2026, 2, 18)] == {6 * 3600}
    assert scheduled[date(2026, 2, 19)] == {3 * 3600}


def test_a_closed_friday_of_ramadan_is_no_closure_that_people_catch_up_with(tmp_path, fasting):
    plain = {day: row["factor"] for day, (row, _) in laid(fasting).items()}
    more = "after_holiday = 3.0\n"
    hours = 'ramadan_hours = { workdays = "08:00-11:00", fri = [] }'
    busy = laid(Request(written(tmp_path, f'holidays = "indonesia"\n{hours}', more), days=60).asked())
    assert busy[date(2026, 2, 23)][0]["factor"] == plain[date(2026, 2, 23)]
    assert busy[date(2026, 2, 18)][0]["factor"] == 3.0 * plain[date(2026, 2, 18)]


def special(officer_keys, day="2026-01-06", hours="08:00-10:00"):
    """Scheduled stretches of an officer on a day that closes at 10 instead of 12."""
    calendar = {"half_days": [[day, hours]]}
    scenario = office(
        hours="08:00-12:00", days=2, start=MONDAY, calendar=calendar, officer=officer(**officer_keys), **at_eight()
    )
    arrays = plan_of(scenario).arrays
    table = arrays.timetable[arrays.day["kind"][1]]
    return [
        (p["start"] / 3600, p["end"] / 3600) for p in arrays.segment[table["first"] : table["first"] + table["count"]]
    ]


@pytest.mark.parametrize(
    ("keys", "works"),
    [
        ({}, [(8, 10)]),
        ({"hours": "09:00-12:00"}, [(9, 10)]),
        ({"hours": "07:30-12:00"}, [(7.5, 10)]),  # comes half an hour before opening, as usual
        ({"hours": "08:00-14:00"}, [(8, 12)]),  # stays two hours after closing, as usual
        ({"hours": "11:00-12:00"}, []),
        ({"breaks": "09:00-09:30"}, [(8, 9), (9.5, 10)]),
    ],
)
def test_hours_of_their_own_are_cut_to_a_half_day(keys, works):
    assert special(keys) == works


def test_hours_of_their_own_for_ramadan_take_the_place_of_hours_and_breaks(tmp_path):
    text = OFFICE.replace(
        'skills = "kk.input"', 'skills = "kk.input"\nbreaks = "10:00-10:30"\nramadan_hours = "09:00-11:00"'
    )
    text = text.replace("[demand]", '[calendar]\nholidays = "indonesia"\n\n[demand]').replace("days = 5", "days = 40")
    rows = laid(load(write(tmp_path, text)))
    assert rows[date(2026, 2, 18)][1][-1] == 5.5 * 3600
    assert rows[date(2026, 2, 19)][1][-1] == 2 * 3600


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_is_served_after_an_early_closing(engine):
    scenario = office(
        hours="08:00-12:00",
        days=3,
        start=MONDAY,
        closing="send_home",
        calendar={"half_days": [["2026-01-06", "08:00-10:00"]]},
        service=one_step(5),
        arrivals=[at([60 * 8 + 1, 60 * 11])],
    )
    rows = ran(engine, scenario).visits
    outcomes = {int(day): sorted(rows["outcome"][rows["day"] == day].tolist()) for day in (0, 1, 2)}
    assert outcomes == {0: [0, 0], 1: [0, 3], 2: [0, 0]}


def test_people_know_of_an_early_closing_and_come_before_it():
    scenario = office(
        hours="08:00-12:00",
        days=2,
        start=MONDAY,
        calendar={"half_days": [["2026-01-06", "09:00-11:00"]]},
        service=one_step(1),
        citizens={"count": 400, "needs_per_year": 250.0},
        demand={"profile": [["07:30-08:00", 1], ["08:00-10:00", 4], ["10:00-12:00", 4]]},
    )
    rows = ran("compiled", scenario).visits
    came = rows["came_s"][rows["day"] == 1] / 3600
    assert len(came) == pytest.approx(len(rows) / 2, rel=0.2)
    assert came.min() >= 8.5, "half an hour before opening at the earliest, as usual"
    assert came.max() < 11


# How busy.


def factors(tmp_path, demand, days=55):
    scenario = written(tmp_path, 'holidays = "indonesia"', demand)
    return {day: row["factor"] for day, (row, _) in laid(Request(scenario, days=days).asked()).items()}


def test_the_day_after_lebaran_has_the_factor_of_a_long_closure(tmp_path):
    plain = factors(tmp_path, "")
    busy = factors(tmp_path, "after_holiday = [[1, 1.2], [4, 2.0]]\n")
    changed = {day: busy[day] / plain[day] for day in plain if busy[day] != plain[day]}
    assert changed == pytest.approx({date(2026, 1, 19): 1.2, date(2026, 2, 18): 1.2, date(2026, 3, 25): 2.0}), (
        "Isra Mikraj: one day; Imlek: two; Nyepi and Lebaran: five"
    )


def test_one_factor_holds_after_any_closure(tmp_path):
    plain, busy = factors(tmp_path, ""), factors(tmp_path, "after_holiday = 1.4\n")
    assert [day for day in plain if busy[day] != plain[day]] == [
        date(2026, 1, 19),
        date(2026, 2, 18),
        date(2026, 3, 25),
    ]


def test_a_run_that_begins_after_a_holiday_begins_busy(tmp_path):
    text = OFFICE.replace("[demand]", '[calendar]\nholidays = "indonesia"\n\n[demand]\nafter_holiday = 2.0')
    rows = laid(load(write(tmp_path, text.replace("days = 5", "days = 5\nstart = 2026-02-18"))))
    usual = laid(load(write(tmp_path, text.replace("days = 5", "days = 5\nstart = 2026-02-25"))))
    assert rows[date(2026, 2, 18)][0]["factor"] == 2.0 * usual[date(2026, 2, 25)][0]["factor"]


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("from = 2026-02-02, to = 2026-02-04", date(2026, 2, 2), date(2026, 2, 4)),
        ('from = "02-02", to = "02-04"', date(2026, 2, 2), date(2026, 2, 4)),
        ('from = "12-20", to = "01-07"', date(2026, 1, 5), date(2026, 1, 7)),
        ("lebaran = [-4, -4]", date(2026, 3, 17), date(2026, 3, 17)),
        ("lebaran = [1, 6]", date(2026, 3, 25), date(2026, 3, 27)),
    ],
)
def test_a_season_holds_on_its_days_and_no_other(tmp_path, when, first, last):
    plain = factors(tmp_path, "")
    busy = factors(tmp_path, f'seasons = [{{ name = "musim", factor = 1.5, {when} }}]\n')
    changed = {day for day in plain if busy[day] != plain[day]}
    assert changed == {day for day in plain if first <= day <= last}
    assert [busy[day] for day in changed] == pytest.approx([1.5 * plain[day] for day in changed])


def test_factors_multiply_and_the_mean_of_the_weekdays_stays(tmp_path):
    one = 'seasons = [{ name = "a", factor = 1.5, lebaran = [4, 4] }, { name = "b", factor = 2.0, lebaran = [4, 4] }]\n'
    plain, busy = factors(tmp_path, ""), factors(tmp_path, "after_holiday = 3.0\n" + one)
    assert busy[date(2026, 3, 25)] == pytest.approx(9.0 * plain[date(2026, 3, 25)])
    week = [plain[date(2026, 1, day)] for day in range(5, 10)]
    assert np.mean(week) == pytest.approx(1.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_so_many_more_come_after_a_holiday(engine):
    scenario = office(
        hours={"workdays": "08:00-12:00"},
        days=4,
        start=MONDAY,
        calendar={"closed": ["2026-01-06"]},
        service=one_step(0),
        citizens={"count": 300, "needs_per_year": 250.0},
        demand={"after_holiday": 3.0},
    )
    visits = ran(engine, scenario).days["visits"]
    assert visits[1] / np.delete(visits, 1).mean() == pytest.approx(3.0, rel=0.2)


def test_a_calendar_that_changes_nothing_changes_nothing(tmp_path):
    plain = load(write(tmp_path, OFFICE, "plain.toml"))
    empty = load(
        over(tmp_path, 'title = "Kantor"\n[calendar]\nholidays = "indonesia"\n[demand]\nafter_holiday = 5.0\n')
    )
    for one, other in zip(plan_of(plain).arrays, plan_of(empty).arrays, strict=True):
        assert np.array_equal(one, other)


def test_a_calendar_comes_by_extends_and_its_parts_by_path(tmp_path):
    base = OFFICE.replace("[demand]", '[calendar]\nholidays = "indonesia"\nramadan_hours = "08:00-11:00"\n\n[demand]')
    changed = load(over(tmp_path, '[calendar]\nramadan_hours = { fri = "08:00-10:00" }\n', base))
    assert changed.calendar.ramadan_hours.fri[0].end_s == 10 * 3600
    assert changed.calendar.ramadan_hours.every[0].end_s == 11 * 3600
    assert (
        load(tmp_path / "base.toml", overrides={"calendar.collective_leave": False}).calendar.collective_leave is False
    )


# Beyond the calendar.


def test_a_run_beyond_the_calendar_is_refused_before_it_begins(tmp_path):
    scenario = written(tmp_path, 'holidays = "indonesia"')
    with pytest.raises(BadRequest) as caught:
        Request(scenario, days=7000).asked()
    assert caught.value.code == "calendar_beyond"
    fit = caught.value.values["fit"]
    assert len(days_of(Request(scenario, days=fit).asked())) == fit
    with pytest.raises(BadRequest):
        Request(scenario, days=fit + 1).asked()


def test_a_plan_beyond_the_calendar_is_refused_too():
    table = Holidays(label="k.csv", days=(Holiday(date=date(2026, 1, 1), kind="national", name=Words(id="a", en="b")),))
    with pytest.raises(BeyondCalendar, match=r"k\.csv has no days of 2027"):
        working_days_after(date(2026, 12, 1), 60, Calendar(table=table))


def test_a_calendar_that_nobody_has_read_is_not_taken_for_an_empty_one():
    with pytest.raises(ValueError, match="has not been read"):
        plan_of(_with(Calendar(holidays="indonesia")))


def test_ramadan_that_the_calendar_does_not_know_is_unknown():
    no_fast = Calendar(table=Holidays(label="k.csv", days=INDONESIA.days, ramadans=()))
    assert not any(day.ramadan for day in working_days(_with(no_fast)))
    one = Ramadan(first=MONDAY, last=MONDAY + A_DAY)
    known = [
        day.ramadan
        for day in working_days(_with(Calendar(table=Holidays(label="", days=INDONESIA.days, ramadans=(one,)))))
    ]
    assert known == [True, True, False]


def _with(calendar):
    scenario = office(hours="08:00-12:00", days=3, start=MONDAY, **at_eight())
    return scenario.__class__(**{**vars(scenario), "calendar": calendar})
