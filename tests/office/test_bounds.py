"""Are days, runs, seed and workers held to one range in files, options and Python?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from refusals import refused
from written_scenarios import OFFICE, changed, only, write

import sim
from sim.cli import main
from sim.office.bounds import BOUNDS, LAST_YEAR
from sim.runs.making.request import Request
from sim.scenario import check, load
from sim.views.errors import explained

NUMBERS = ("days", "runs", "seed")
OUTSIDE = [(name, value) for name in NUMBERS for value in (BOUNDS[name][0] - 1, BOUNDS[name][1] + 1, 2**63)]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return load(write(tmp_path_factory.mktemp("kantor"), OFFICE))


@pytest.mark.parametrize(("name", "value"), OUTSIDE)
def test_a_file_an_option_and_python_refuse_the_same(name, value, office, tmp_path, capsys):
    text = changed("days = 5", f"days = {value}" if name == "days" else f"days = 5\n{name} = {value}")
    path = write(tmp_path, text if name != "runs" else text.replace("\nruns = 2\n", "\n"))
    assert (only(path).code, only(path).path) == ("limit", name)
    limit = str(BOUNDS[name][value > 0])
    assert limit in only(path).message("en")
    assert main(["run", "puskesmas", "--lang", "en", f"--{name}", str(value)]) == 2
    assert f"{name} must be from" in (err := capsys.readouterr().err)
    assert limit in err
    for asked in (Request(office, **{name: value}), Request(replace(office, **{name: value}))):
        with refused("range"):
            asked.asked()


@pytest.mark.parametrize("name", [*NUMBERS, "workers"])
@pytest.mark.parametrize("value", [1.5, 3.0, "3", True, np.bool_(True), np.float64(3), [3]])
def test_what_is_no_whole_number_is_refused_in_words(name, value):
    with refused("whole") as caught:
        sim.run("puskesmas", **{name: value})
    message, code = explained(caught.value, "en")
    assert code == 2
    assert f"{name} must be a whole number, not " in message


def test_whole_numbers_of_numpy_are_taken_and_the_limits_themselves(office):
    found = Request(office, np.int64(3), np.int16(2), np.uint64(7), workers=np.int8(1)).asked()
    assert [(type(part), part) for part in (found.runs, found.days, found.seed)] == [(int, 3), (int, 2), (int, 7)]
    least, most = ({name: BOUNDS[name][end] for name in NUMBERS} for end in (0, 1))
    assert Request(office, **least).asked() == replace(office, **least)
    assert sim.run(office, 1, days=1, seed=most["seed"]).of("arrivals") > 0


def test_verify_takes_no_other_workers_and_seeds():
    with refused("workers"):
        sim.verify(workers=0)
    with refused("seed"):
        sim.verify(seed=2**63)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_year_that_no_calendar_reaches_is_a_fault_with_a_line(day, tmp_path):
    fault = only(write(tmp_path, changed("days = 5", f"days = 5\nstart = {day}")))
    assert (fault.code, fault.path, fault.line) == ("date_year", "start", 4)
    calendar = tmp_path / "libur.csv"
    calendar.write_text(
        f"date,kind,name_id\n2026-01-01,libur nasional,Tahun Baru\n{day},libur nasional,Libur\n", "utf-8"
    )
    assert [(fault.code, fault.line) for fault in check(calendar)] == [("date_year", 3)]


def test_a_start_given_in_python_is_held_to_the_same_years(office):
    with refused("date_year"):
        sim.run(replace(office, start=date(9999, 1, 4)), 1, days=5000)
    assert len(sim.run(replace(office, start=date(LAST_YEAR, 12, 31)), 1, days=3).days) == 3
