"""Is it said before a run begins what it will ask for, and refused what cannot fit?"""

from dataclasses import replace
from pathlib import Path

import pytest
from written_scenarios import OFFICE, changed, line_of, only, write

import sim
from sim.cli import main
from sim.runs import BadRequest
from sim.runs.making.request import Request
from sim.runs.making.size import machine_bytes, much
from sim.scenario import check, load

RATES = '[[arrivals]]\nname = "a"\nservice = "kk"\nrates_per_hour = [["08:00-15:00", {}]]\n'
TRACE = '[[arrivals]]\nname = "a"\nservice = "kk"\ntrace = "t.csv"\n'


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return load(write(tmp_path_factory.mktemp("kantor"), OFFICE))


@pytest.mark.parametrize(("old", "new", "passage", "number"), [
    ("[citizens]", RATES.format("1e9") + "[citizens]", "rates_per_hour", "7 000 000 000"),
    ("needs_per_year = 0.6", "needs_per_year = 1e6", "needs_per_year", "160 000 000"),
    ("[demand]", '[demand]\nseasons = [{ name = "s", from = 2026-01-06, to = 2026-01-07, factor = 1e6 }]',
     "needs_per_year", "96 000 000"),
])  # fmt: skip
def test_more_than_can_be_simulated_is_a_fault_with_line_and_number(old, new, passage, number, tmp_path, capsys):
    text = changed(old, new)
    path = write(tmp_path, text)
    fault = only(path)
    assert (fault.code, fault.line) == ("too_many", line_of(text, passage))
    assert f"about {number.replace(' ', chr(160))} cases a day" in fault.message("en")
    assert "per hari akan datang" in fault.message("id")
    assert main(["run", str(path)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_very_many_are_asked_about_and_usual_offices_are_not(tmp_path):
    path = write(tmp_path, changed("[citizens]", RATES.format("20000") + "[citizens]"))
    assert ("very_many", True) in [(fault.code, fault.warning) for fault in check(path)]
    for listed in sim.scenarios():
        assert {"very_many", "too_many"}.isdisjoint(fault.code for fault in check(listed.name))


def test_a_trace_counts_by_its_busiest_day(tmp_path):
    (tmp_path / "t.csv").write_text("time,day\n" + "08:00,2\n" * 100_001 + "08:00,1\n", "utf-8")
    found = [f for f in check(write(tmp_path, changed("[citizens]", TRACE + "[citizens]"))) if f.code == "very_many"]
    assert "100\N{NO-BREAK SPACE}001" in found[0].message("id")


def test_what_does_not_fit_into_the_memory_is_refused_before_it_begins(office, tmp_path):
    assert machine_bytes() > 1e8
    many = {"runs": 1_000_000, "days": 100_000}
    huge = replace(office, citizens=replace(office.citizens, count=200_000_000, needs_per_year=0.001))
    for call in (
        lambda: sim.run(office, **many, keep_visits=True),
        lambda: sim.compare([office, office], **many, keep_visits=True),
        lambda: sim.sweep([sim.Point(huge)], tmp_path / "store"),
    ):
        with pytest.raises(BadRequest, match="MB") as caught:
            call()
        assert caught.value.code == "memory"
    assert not (tmp_path / "store").exists()


def test_the_command_refuses_it_too_and_leaves_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["run", "puskesmas", "--lang", "en", "--runs", "1000000", "--days", "200", "--out", "hasil"]
    assert main(words) == 2
    assert "but this machine has" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_large_run_says_so_and_a_usual_one_does_not(office):
    assert much(Request(office).size(people=True)) is None
    said = much(Request(office, runs=2_000, days=250).size())
    assert said["arrivals"] == "48\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000"


def test_what_is_said_is_about_what_comes(office):
    size = Request(office, runs=3, days=20).size(visits=True)
    result = sim.run(office, 3, days=20, keep_visits=True)
    assert size.arrivals == pytest.approx(result.of("arrivals").sum(), rel=0.2)
    assert size.rows == pytest.approx(sum(len(run.visits) for run in result.replications), rel=0.5)
    held = sum(rows.nbytes for run in result.replications for rows in (run.visits, run.cases, run.days))
    assert held / 2 < size.kept < 3 * held
