"""Can a planner edit the calendar, and is every fault in it reported where it stands?"""

import pytest
from written_scenarios import OFFICE, line_of, only, write

from sim.cli import main
from sim.scenario import ScenarioFaults, check, load, new_file
from sim.scenario.calendars import bundled_calendars, read_calendar
from sim.scenario.document import document_of
from sim.scenario.writing import save

HEADER = "date;kind;name_id;name_en;status;source\n"
ROWS = """\
2026-01-01;libur nasional;Tahun Baru;New Year;decreed;SKB
2026-02-19;awal ramadan;Hari pertama;First day;decreed;Isbat
2026-03-20;akhir ramadan;Hari terakhir;Last day;decreed;Isbat
2026-03-21;libur nasional;Idul Fitri;Eid;decreed;SKB
2026-12-24;cuti bersama;Natal;Christmas;estimate;Perkiraan
"""
NAMED = OFFICE.replace("[demand]", '[calendar]\nholidays = "kalender.csv"\n\n[demand]')


def office_with(folder, text):
    """The office beside a calendar with this text."""
    (folder / "kalender.csv").write_text(text, encoding="utf-8")
    return write(folder, NAMED)


def test_a_calendar_beside_the_scenario_is_read(tmp_path):
    table = load(office_with(tmp_path, HEADER + ROWS)).calendar.table
    assert [(str(day.date), day.kind, day.decreed) for day in table.days] == [
        ("2026-01-01", "national", True),
        ("2026-03-21", "national", True),
        ("2026-12-24", "leave", False),
    ]
    assert [(str(r.first), str(r.last)) for r in table.ramadans] == [("2026-02-19", "2026-03-20")]
    assert table.days[0].name["en"] == "New Year"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_separator_is_that_of_the_spreadsheet(tmp_path, mark):
    text = (HEADER + ROWS).replace(";", mark)
    assert len(load(office_with(tmp_path, text)).calendar.table.days) == 3


def test_a_calendar_as_a_spreadsheet_saves_it_is_understood(tmp_path):
    text = "\ufeff# kalender kantor\r\n" + "KIND;Date;Name_id\r\nLibur Daerah;2026-05-06;Hari jadi\r\n;;\r\n"
    (day,) = load(office_with(tmp_path, text)).calendar.table.days
    assert (day.kind, day.name["id"], day.name["en"], day.decreed) == ("regional", "Hari jadi", "Hari jadi", True)


# What is changed, the line on which the fault stands, its column, and what is said in both languages.
FAULTS = {
    "day first": ("2026-01-01;", "01/01/2026;", "01/01/2026", "date", "Write 2026-01-01", "Tulis 2026-01-01"),
    "no such day": ("2026-01-01;", "2026-02-30;", "2026-02-30", "date", "a date such as", "tanggal seperti"),
    "no date": ("2026-01-01;", ";", "\n;libur", "date", 'found ""', 'tertulis ""'),
    "twice": ("2026-03-21;", "2026-01-01;", "Idul Fitri", "date", "in line 2 already", "sudah ada di baris 2"),
    "unknown kind": ("cuti bersama", "cuti bersma", "cuti bersma", "kind", "Did you mean 'cuti bersama'?",
        "Maksudnya 'cuti bersama'?"),
    "kind in English": ("cuti bersama", "holiday", ";holiday;", "kind", "not one of", "bukan salah satu dari"),
    "unknown status": ("estimate", "mungkin", "mungkin", "status", "not one of", "bukan salah satu dari"),
    "no name": ("Idul Fitri", "", "2026-03-21", "name_id", "the text is empty", "teksnya kosong"),
    "a cell too many": ("Idul Fitri", "Idul;Fitri", "2026-03-21", "", "6 cells expected, found 7", "seharusnya 6 sel"),
    "Ramadan without an end": ("2026-03-20;akhir ramadan;Hari terakhir;Last day;decreed;Isbat\n", "", "2026-02-19",
        "kind", "'akhir ramadan' has no row", "'akhir ramadan' pasangannya tidak ada"),
    "two beginnings": ("akhir ramadan", "awal ramadan", "2026-02-19", "kind", "has no row", "pasangannya tidak ada"),
    "a long Ramadan": ("2026-03-20", "2026-03-25", "2026-03-25", "date", "would have 35 days", "menjadi 35 hari"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_a_calendar_is_reported_with_file_line_and_what_to_do(case, tmp_path):
    old, new, passage, column, english, indonesian = FAULTS[case]
    text = HEADER + ROWS
    assert text.count(old) == 1
    text = text.replace(old, new)
    fault = check(office_with(tmp_path, text))[0]
    assert fault.file == str(tmp_path / "kalender.csv")
    assert fault.line == (text[: text.index(passage) + 1].count("\n") + 1)
    assert fault.path == column
    assert english in fault.render("en")
    assert indonesian in fault.render("id")


HEADERS = {
    "missing column": ("date;kind;name_id", "date;kind;x", "name_id"),
    "Indonesian column": ("date;", "tanggal;", "Did you mean 'date'?"),
    "misspelt column": (";status", ";satus", "Did you mean 'status'?"),
    "column twice": (";source", ";status", "occurs twice"),
}


@pytest.mark.parametrize("case", HEADERS)
def test_a_fault_in_the_first_line_is_reported(case, tmp_path):
    old, new, said = HEADERS[case]
    fault = check(office_with(tmp_path, HEADER.replace(old, new) + ROWS))[0]
    assert (fault.line, said in fault.render("en")) == (1, True), fault.render("en")


def test_all_faults_of_a_calendar_come_at_once_in_the_order_of_the_file(tmp_path):
    text = HEADER + ROWS.replace("2026-01-01", "1/1/2026").replace("akhir", "ahir").replace("estimate", "?")
    faults = check(office_with(tmp_path, text))
    assert [fault.line for fault in faults] == [2, 3, 4, 6]


@pytest.mark.parametrize("text", ["", HEADER, "\n\n", "# only a remark\n"])
def test_a_calendar_without_days_says_so(text, tmp_path):
    assert "calendar_empty" in {fault.code for fault in check(office_with(tmp_path, text))}


def test_a_calendar_is_checked_by_itself(tmp_path):
    (tmp_path / "kalender.csv").write_text(HEADER + ROWS.replace("estimate", "?"), encoding="utf-8")
    assert [fault.line for fault in check(tmp_path / "kalender.csv")] == [6]
    assert check(bundled_calendars()["indonesia"]) == ()


NAMES = {
    "no such calendar": ('"indonsia"', "calendar_unknown", "Did you mean 'indonesia'?"),
    "no such file": ('"libur.csv"', "calendar_missing", "loket new"),
    "out of the folder": ('"../libur.csv"', "calendar_outside", "lies outside the folder"),
    "absolute": ('"/etc/libur.csv"', "calendar_outside", "lies outside the folder"),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_calendar_that_cannot_be_reached_is_reported_in_the_scenario(case, tmp_path):
    name, code, said = NAMES[case]
    text = NAMED.replace('"kalender.csv"', name)
    fault = only(write(tmp_path, text))
    assert (fault.code, fault.line, fault.path) == (code, line_of(text, "holidays ="), "calendar.holidays")
    assert said in fault.render("en")


# What is written in the calendar and the demand, the line and path of the fault, and what is said.
SLIPS = {
    "not true": ('collective_leave = "ya"', "calendar.collective_leave", "true or false, without quotes"),
    "unknown key": ("libur = 1", "calendar.libur", "Did you mean 'holidays'?"),
    "table is not written": ("table = {}", "calendar.table", "the key 'table' is not known"),
    "no pair": ('half_days = ["2026-01-06"]', "calendar.half_days", "a pair of a date and hours"),
    "no date": ('half_days = [["6 Januari", "08:00-10:00"]]', "calendar.half_days", "a date such as"),
    "no hours": ('half_days = [["2026-01-06", "pagi"]]', "calendar.half_days", "a stretch of the day"),
    "date twice": ('closed = ["2026-01-06", 2026-01-06]', "calendar.closed", "in closed and in closed"),
    "closed and open": ('closed = [2026-01-06]\nhalf_days = [["2026-01-06", "08:00-10:00"]]', "calendar.closed",
        "in half_days and in closed"),
    "Ramadan unknown": ('ramadan_hours = "08:00-14:00"', "calendar.ramadan_hours", "when Ramadan is"),
    "hours backwards": ('holidays = "indonesia"\nramadan_hours = "14:00-08:00"', "calendar.ramadan_hours",
        "ends (08:00)"),
}  # fmt: skip


@pytest.mark.parametrize("case", SLIPS)
def test_a_slip_in_the_calendar_of_a_scenario_is_reported(case, tmp_path):
    lines, path, said = SLIPS[case]
    faults = check(write(tmp_path, OFFICE.replace("[demand]", f"[calendar]\n{lines}\n\n[demand]")))
    assert [fault.path for fault in faults] == [path], [fault.render("en") for fault in faults]
    assert said in faults[0].render("en")
    assert faults[0].render("id") != faults[0].render("en")


DEMAND = {
    "no time": ('seasons = [{ name = "a", factor = 2 }]', "demand.seasons.a", "when it is in one way"),
    "two times": ('seasons = [{ name = "a", factor = 2, from = "01-01", to = "02-01", lebaran = [0, 1] }]',
        "demand.seasons.a", "when it is in one way"),
    "two kinds of dates": ('seasons = [{ name = "a", factor = 2, from = "01-01", to = 2026-02-01 }]',
        "demand.seasons.a", "when it is in one way"),
    "no such day": ('seasons = [{ name = "a", factor = 2, from = "02-30", to = "03-01" }]', "demand.seasons.a.from",
        "a date such as"),
    "backwards": ('seasons = [{ name = "a", factor = 2, from = 2026-02-01, to = 2026-01-01 }]', "demand.seasons.a",
        "ends before it has begun"),
    "lebaran backwards": ('seasons = [{ name = "a", factor = 2, lebaran = [3, 1] }]', "demand.seasons.a",
        "ends before it has begun"),
    "same name": (
        'seasons = [{ name = "a", factor = 2, lebaran = [1, 3] }, { name = "a", factor = 1, lebaran = [4, 5] }]',
        "demand.seasons.a.name", "occurs twice"),
    "factor below 0": ("after_holiday = -1", "demand.after_holiday", "at least 0"),
    "lengths": ("after_holiday = [[3, 1.5], [1, 1.2]]", "demand.after_holiday", "must rise"),
    "per cent": ('after_holiday = "140%"', "demand.after_holiday", "Write 1.4"),
}  # fmt: skip


@pytest.mark.parametrize("case", DEMAND)
def test_a_slip_in_seasons_and_factors_is_reported(case, tmp_path):
    line, path, said = DEMAND[case]
    text = OFFICE.replace("[demand]", f'[calendar]\nholidays = "indonesia"\n\n[demand]\n{line}')
    faults = check(write(tmp_path, text))
    assert [fault.path for fault in faults] == [path], [fault.render("en") for fault in faults]
    assert said in faults[0].render("en")


def test_lebaran_needs_a_calendar(tmp_path):
    season = 'seasons = [{ name = "a", factor = 2, lebaran = [1, 3] }]'
    assert only(write(tmp_path, OFFICE.replace("[demand]", f"[demand]\n{season}"))).code == "ramadan_unknown"


WARNINGS = {
    "nothing closes": ("[demand]", "[demand]\nafter_holiday = 1.4", "after_holiday_nothing"),
    "closed in Ramadan": ("[demand]",
        '[calendar]\nholidays = "indonesia"\nramadan_hours = { sat = "08:00-10:00" }\n[demand]', "ramadan_closed_day"),
    "estimates": ("days = 5", "days = 300", "calendar_estimates"),
}  # fmt: skip


@pytest.mark.parametrize("case", WARNINGS)
def test_what_is_odd_in_a_calendar_is_a_warning(case, tmp_path):
    old, new, code = WARNINGS[case]
    text = OFFICE.replace(old, new)
    if case == "estimates":
        hours = 'ramadan_hours = "08:00-12:00"'
        text = text.replace("[demand]", f'[calendar]\nholidays = "indonesia"\n{hours}\n[demand]')
    path = write(tmp_path, text)
    (fault,) = [fault for fault in check(path) if fault.code == code]
    assert fault.warning
    load(path)


NEVER = {
    "season": ("", 'seasons = [{ name = "a", from = "06-15", to = "07-10", factor = 2 }]', "season_never"),
    "feast": ("", 'seasons = [{ name = "a", lebaran = [-7, 7], factor = 2 }]', "season_never"),
    "half day": ('half_days = [["2026-12-24", "08:00-10:00"]]', "", "dates_never"),
    "closed": ("closed = [2026-03-31]", "", "dates_never"),
    "Ramadan": ('ramadan_hours = "08:00-09:00"', "", "ramadan_never"),
}


@pytest.mark.parametrize("case", NEVER)
def test_what_can_never_come_up_in_a_run_is_said_and_only_then(case, tmp_path):
    calendar, demand, code = NEVER[case]
    held = f'[calendar]\nholidays = "indonesia"\n{calendar}\n[demand]\n{demand}'
    text = OFFICE.replace("[demand]", held)
    assert code in {fault.code for fault in check(write(tmp_path, text)) if fault.warning}
    assert code not in {fault.code for fault in check(write(tmp_path, text.replace("days = 5", "days = 240")))}


def test_a_factor_for_a_weekday_on_which_the_office_is_closed_is_said(tmp_path):
    write(tmp_path, OFFICE)
    (fault,) = check(write(tmp_path, 'extends = "kantor.toml"\ndemand.weekday.sun = 2\n', "sunday.toml"))
    assert (fault.code, fault.path) == ("weekday_closed", "demand.weekday.sun")


def test_a_calendar_that_is_not_there_is_one_fault_also_with_reforms_and_seasons(tmp_path):
    held = '[calendar]\nholidays = "none.csv"\n[[reform]]\nname = "training"\nstart = 2026-02-02\n[demand]\n'
    season = 'seasons = [{ name = "a", lebaran = [-1, 1], factor = 2 }]'
    (fault,) = check(write(tmp_path, OFFICE.replace("[demand]", held + season)))
    assert not fault.warning


# A run beyond the calendar.


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("days = 5", "days = 300", "days", ("the run reaches 2027", "simulasi sampai ke tahun 2027")),
        ("days = 5", "start = 2027-01-04", "start", ("the run begins in 2027", "simulasi mulai pada tahun 2027")),
    ],
)
def test_a_run_beyond_the_calendar_says_what_to_add_and_how(tmp_path, old, new, place, said):
    fault = only(_beyond(tmp_path, old, new))
    assert fault.path == place
    for lang, words in zip(("en", "id"), said, strict=True):
        message = fault.render(lang)
        assert words in message
        assert "kalender.csv" in message
        assert "loket new kalender.csv" in message
        assert "2026" in message


def _beyond(folder, old, new):
    (folder / "kalender.csv").write_text(HEADER + ROWS, encoding="utf-8")
    return write(folder, NAMED.replace(old, new))


def test_the_number_of_days_that_the_message_names_fits(tmp_path):
    fault = only(_beyond(tmp_path, "days = 5", "days = 300"))
    fit = fault.values["fit"]
    assert check(_beyond(tmp_path, "days = 5", f"days = {fit}"))[0].warning
    assert only(_beyond(tmp_path, "days = 5", f"days = {fit + 1}")).code == "calendar_beyond"


def test_a_calendar_without_ramadan_says_so_where_it_is_needed(tmp_path):
    (tmp_path / "kalender.csv").write_text(HEADER + ROWS.splitlines(keepends=True)[0], encoding="utf-8")
    text = NAMED.replace("[calendar]", '[calendar]\nramadan_hours = "08:00-14:00"')
    fault = only(write(tmp_path, text))
    assert fault.code == "calendar_no_ramadan"
    assert "Ramadan 2026" in fault.render("en")


@pytest.mark.parametrize(("lang", "said"), [("en", "days (--days) to"), ("id", "days (--days) menjadi")])
def test_the_command_line_refuses_a_run_beyond_the_calendar(tmp_path, lang, said, capsys):
    (tmp_path / "kalender.csv").write_text(HEADER + ROWS, encoding="utf-8")
    path = write(tmp_path, NAMED)
    assert main(["run", str(path), "--days", "900", "--lang", lang]) == 2
    assert said in capsys.readouterr().err


# Writing.


def test_a_calendar_to_edit_is_the_bundled_one(tmp_path):
    path = new_file(tmp_path / "kalender.csv")
    assert read_calendar(path, "x") == read_calendar(bundled_calendars()["indonesia"], "x")
    assert check(write(tmp_path, NAMED)) == ()
    with pytest.raises(ScenarioFaults, match=r"kalender\.csv"):
        new_file(path)


def test_a_calendar_is_written_so_that_it_reads_back(tmp_path):
    more = (
        '[calendar]\nholidays = "indonesia"\ncollective_leave = false\n'
        'ramadan_hours = { workdays = "08:00-14:00", fri = ["08:00-11:00", "13:00-14:00"] }\n'
        'half_days = [["2026-12-24", "08:00-11:00"], ["2026-12-31", ["08:00-09:00", "10:00-11:00"]]]\n'
        "closed = [2026-08-18]\n\n[demand]\nafter_holiday = [[1, 1.2], [3, 1.5]]\n"
        'seasons = [{ name = "sekolah", from = "06-15", to = "07-10", factor = 1.3 }, '
        '{ name = "Lebaran", lebaran = [-7, -1], factor = 0.8 }, '
        '{ name = "pemilu", from = 2026-02-01, to = 2026-02-05, factor = 2 }]\n'
    )
    scenario = load(write(tmp_path, OFFICE.replace("[demand]\n", more)))
    again = load(save(document_of(scenario), tmp_path / "again.toml"))
    assert again.calendar == scenario.calendar
    assert again.demand == scenario.demand
    assert again.officers == scenario.officers
