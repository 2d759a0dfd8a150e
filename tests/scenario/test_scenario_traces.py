"""Are recorded arrivals read as people export them, and refused where they cannot be understood?"""

import time
from pathlib import Path

import pytest
from written_scenarios import OFFICE, write

from sim.office import TraceRow
from sim.scenario import ScenarioFaults, check, load

ARRIVALS = '[[arrivals]]\nname = "antrean"\nservice = "ktp"\ntrace = "{trace}"\n'


def office(folder: Path, content: bytes | str | None, trace: str = "antrean.csv") -> Path:
    """A scenario whose arrivals come from a trace with this content."""
    if content is not None:
        (folder / "antrean.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return write(folder, OFFICE + ARRIVALS.format(trace=trace))


def rows(path: Path) -> tuple[TraceRow, ...]:
    return load(path).arrivals[0].rows


def test_a_trace_becomes_rows_in_order_of_time(tmp_path):
    found = rows(
        office(tmp_path, "time,day,service,class,service_s,patience_s\n08:07:30,2,kk,umum,95.5,\n08:05,1,,,,600\n")
    )
    assert found == (
        TraceRow(time_s=29100, day=1, patience_s=600),
        TraceRow(time_s=29250, day=2, service="kk", class_name="umum", service_s=96),
    )


def test_a_trace_from_a_spreadsheet_in_indonesia_is_read(tmp_path):
    content = "\ufeffTime;service_s;nomor\r\n08:00;12,5;A-1\r\n\r\n08:01;13,5;A-2\r\n"
    assert rows(office(tmp_path, content)) == (
        TraceRow(time_s=28800, service_s=12),
        TraceRow(time_s=28860, service_s=14),
    )


def test_times_in_the_scenario_become_rows_too(tmp_path):
    path = write(tmp_path, OFFICE + '[[arrivals]]\nname = "a"\nservice = "kk"\ntimes = ["08:07:30", 08:00:00]\n')
    assert rows(path) == (TraceRow(time_s=28800), TraceRow(time_s=29250))


def test_a_column_of_offices_is_not_passed_over_in_a_region(tmp_path):
    path = office(tmp_path, "time;kantor\n08:00;pusat\n")
    assert rows(path) == (TraceRow(time_s=28800),)
    write(tmp_path, path.read_text("utf-8") + '[[office]]\nname = "pusat"\n\n[[office]]\nname = "kec-1"\n')
    assert [(fault.code, fault.line, fault.path) for fault in check(path)] == [("trace_form", 1, "")]


BAD = {
    "empty": ("", None, "", "trace_empty"),
    "no arrivals": ("time\n", None, "", "trace_empty"),
    "no time": ("hour,service\n8,kk\n", 1, "", "trace_form"),
    "misspelt column": ("tiem,service\n08:00,kk\n", 1, "", "trace_form"),
    "Indonesian column": ("waktu;layanan\n08:00;kk\n", 1, "", "trace_form"),
    "column twice": ("time,time\n08:00,08:00\n", 1, "", "trace_form"),
    "bad time": ("time\n08:00\n8.30\n", 3, "time", "trace_time"),
    "no time in a row": ("time,service\n,kk\n", 2, "time", "trace_time"),
    "bad day": ("time,day\n08:00,0\n", 2, "day", "trace_day"),
    "bad seconds": ("time,service_s\n08:00,-3\n", 2, "service_s", "trace_seconds"),
    "no number": ("time,service_s\n08:00,nan\n", 2, "service_s", "trace_seconds"),
    "unknown service": ("time,service\n08:00,kkk\n", 2, "service", "unknown_service"),
    "unknown class": ("time,class\n08:00,umun\n", 2, "class", "unknown_class"),
    "a quote that is never closed": ('time\n08:00\n"08:10\n' + "08:20\n" * 40_000, 3, "", "csv_cell"),
    "decimal comma between commas": ("time,service_s\n08:00,12,5\n", 2, "", "trace_cells"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_trace_is_refused_with_file_line_and_column(case, tmp_path):
    content, line, column, code = BAD[case]
    faults = check(office(tmp_path, content))
    assert (Path(faults[0].file).name, faults[0].path, faults[0].code) == ("antrean.csv", column, code)
    assert line is None or faults[0].line == line
    assert faults[0].message("en") != faults[0].message("id")


def test_the_nearest_column_and_time_are_suggested(tmp_path):
    assert check(office(tmp_path, "tiem\n08:00\n"))[0].suggestion == "time"
    assert check(office(tmp_path, "time\n08.30\n"))[0].suggestion == "08:30"


def test_a_trace_with_very_many_faults_is_cut_short(tmp_path):
    assert len(check(office(tmp_path, "time\n" + "x\n" * 1000))) == 20


@pytest.mark.parametrize(
    "trace", ["/etc/passwd", "../antrean.csv", "a/../../antrean.csv", "C:\\\\data.csv", "..\\\\antrean.csv"]
)
def test_a_trace_stays_in_the_folder_of_the_scenario(trace, tmp_path):
    (tmp_path / "antrean.csv").write_text("time\n08:00\n")
    (tmp_path / "inner").mkdir()
    path = office(tmp_path / "inner", None, trace)
    assert [fault.code for fault in check(path)] == ["trace_outside"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.csv").write_text("time\n08:00\n")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "antrean.csv").symlink_to(tmp_path / "secret.csv")
    assert [fault.code for fault in check(office(tmp_path / "inner", None))] == ["trace_outside"]


def test_a_missing_trace_is_reported_where_it_is_named(tmp_path):
    path = office(tmp_path, None)
    fault = check(path)[0]
    assert (fault.file, fault.code) == (str(path), "trace_missing")
    assert fault.line == path.read_text().splitlines().index('trace = "antrean.csv"') + 1


def test_a_trace_is_looked_for_beside_the_file_that_names_it(tmp_path):
    (tmp_path / "base").mkdir()
    office(tmp_path / "base", "time\n08:00\n")
    over = write(tmp_path, 'extends = "base/kantor.toml"\ndays = 3\n', "over.toml")
    assert rows(over) == (TraceRow(time_s=28800),)


def test_a_hundred_thousand_rows_are_read_in_a_moment(tmp_path):
    lines = [f"{8 + n % 7:02}:{n % 60:02}:{n % 59:02},{n % 250 + 1},kk,umum,{n % 900}" for n in range(100_000)]
    path = office(tmp_path, "time,day,service,class,service_s\n" + "\n".join(lines) + "\n")
    started = time.perf_counter()
    assert len(rows(path)) == 100_000
    assert time.perf_counter() - started < 10


def test_an_oversized_trace_is_refused_unread(tmp_path):
    path = office(tmp_path, "time\n")
    with (tmp_path / "antrean.csv").open("r+b") as file:
        file.truncate(200_000_001)
    with pytest.raises(ScenarioFaults, match="200 MB"):
        load(path)


def test_the_line_with_which_excel_names_its_separator_is_read(tmp_path):
    assert rows(office(tmp_path, "sep=;\r\ntime;service\r\n08:05;ktp\r\n")) == (TraceRow(time_s=29100, service="ktp"),)
    wrong = check(office(tmp_path, "sep=;\ntime;service\n08:05;nikah\n"))
    assert [fault.line for fault in wrong if fault.code == "unknown_service"] == [3]


def test_a_trace_may_name_titles_and_passes_over_capitals(tmp_path):
    office(tmp_path, "time;service;class\n08:05; ktp/kk ;LANSIA\n08:06;KTP;Elderly people\n")
    titles = (
        'extends = "kantor.toml"\n[[service]]\nname = "ktp"\ntitle = "KTP/KK"\n'
        '[[class]]\nname = "lansia"\ntitle = { id = "Orang tua", en = "Elderly people" }\n'
    )
    read = rows(write(tmp_path, titles, "titles.toml"))
    assert [(row.service, row.class_name) for row in read] == [("ktp", "lansia")] * 2
    both = write(tmp_path, titles + '[[service]]\nname = "kk"\ntitle = "KTP/KK"\n', "both.toml")
    assert [(fault.code, fault.line) for fault in check(both) if not fault.warning] == [("unknown_service", 2)]


def test_a_column_that_is_not_read_is_named(tmp_path):
    (fault,) = [fault for fault in check(office(tmp_path, "time;nomor\n08:00;A-1\n")) if fault.code == "trace_unread"]
    assert (fault.warning, fault.line, fault.found) == (True, 1, "nomor")


@pytest.mark.parametrize(
    ("cell", "write"),
    [
        ("07.52", "07:52"),
        ("07.52.30", "07:52:30"),
        ("2026-01-05 08:05", "08:05"),
        ("05/01/2026 8.05", "08:05"),
        ("2026-01-05T08:05:00", "08:05"),
        ("8:05:00 AM", "08:05"),
        ("1:05 pm", "13:05"),
        ("12:05 AM", "00:05"),
        ("0.336805556", "08:05"),
    ],
)
def test_times_as_other_programs_write_them_are_told_as_clock_times(cell, write, tmp_path):
    (fault,) = check(office(tmp_path, f"time;service\n{cell};ktp\n"))
    assert (fault.code, fault.suggestion) == ("trace_form", write)
    assert ("day" in fault.message("en").split()) == ("2026" in cell)


def test_recorded_arrivals_that_never_come_or_find_doors_shut_are_counted(tmp_path):
    path = office(tmp_path, "time,day\n03:00,1\n08:05,1\n08:05,9999\n08:06,9999\n25:00,2\n")
    found = {fault.code: (fault.values["count"], fault.values["found"]) for fault in check(path) if fault.warning}
    assert found["rows_beyond"] == (2, "08:05")
    assert found["rows_early"] == (1, "03:00")
    assert found["rows_late"] == (1, "25:00")
    said = {fault.code: fault.message("en") for fault in check(path) if fault.warning}
    assert "line 4." in said["rows_beyond"]


def test_recorded_arrivals_are_held_against_the_hours_of_their_own_day(tmp_path):
    """Fridays end earlier; without a day somebody comes on all of them."""
    path = office(tmp_path, "time,day\n14:59,1\n14:59,5\n")
    path.write_text(path.read_text().replace('"13:30-15:00"', '"13:30-14:00"'))
    late = [fault.message("en") for fault in check(path) if fault.code == "rows_late"]
    assert ["line 3" in said for said in late] == [True]
    office(tmp_path, "time\n14:59\n")
    assert not [fault for fault in check(path) if fault.code == "rows_late"]


@pytest.mark.parametrize(("content", "asked"), [
    ("time;day\n08.05;1\n08.06;1\n", ["trace_clock"]),
    ("time,day\n08:05,2026-01-06\n", ["trace_dated"]),
    ("Waktu;Layanan\n08.05;ktp\n", ["trace_call", "trace_call", "trace_clock"]),
    ("sep=;\nWaktu;nomor\n5/1/26 1:05 PM;1\n", ["trace_call", "trace_clock", "trace_dated"]),
    ("time;day;day\n08:05;1;5/1/2026\n", ["trace_twice", "trace_dated"]),
])  # fmt: skip
def test_all_that_is_to_be_done_to_a_trace_is_said_at_once(content, asked, tmp_path):
    (fault,) = check(office(tmp_path, content))
    assert fault.code == "trace_form"
    assert [hint.code for hint in fault.hints] == asked


def test_days_before_a_first_step_are_said_to_have_no_effect(tmp_path):
    step = 'name = "a"\n[[service.step]]\nname = "t"\nwithout_citizen = true\nafter_days = 5\n'
    path = write(tmp_path, OFFICE + ARRIVALS.split("trace", maxsplit=1)[0] + 'times = ["08:05"]\n[[service]]\n' + step
                 + 'time = { dist = "constant", value_min = 1 }\n')  # fmt: skip
    assert "after_days_first" in {fault.code for fault in check(path)}
