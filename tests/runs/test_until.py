"""Are as many replications made as the intervals take, the same everywhere, and is it said why they end?"""

from dataclasses import replace

import numpy as np
import pytest

import sim
from findings.little_offices import counter, office, officer, one_step
from sim.language.errors import Unknown
from sim.measures.precision import half_width
from sim.runs.making.collect import collect
from sim.runs.making.progress import Silent
from sim.runs.making.request import Request
from sim.runs.tables.folder import ResultFolder
from sim.views.reports.run import run_text
from sim.views.sections.pairs import pairs
from sim.views.table import Table

RATES = [["00:00-09:00", 10]]


def served_in(minutes, name):
    """One counter, nearly full where a service takes five minutes."""
    arrivals = [{"name": "all", "service": "service", "rates_per_hour": RATES}]
    keys = {"station": counter(), "officer": officer(), "arrivals": arrivals, "days": 4, "runs": 3}
    return replace(office(service=one_step(minutes), **keys), name=name)


@pytest.fixture(scope="module")
def busy():
    return served_in(5, "busy")


def test_runs_end_at_the_same_one_whoever_makes_them_and_are_those_of_a_fixed_number(busy):
    one, three = (sim.run(busy, until="wait_mean_min=20%", workers=workers) for workers in (1, 3))
    runs = len(one.replications)
    assert 10 <= runs == one.scenario.runs == one.given.runs < one.most_runs == 200
    found = one.estimate("wait_mean_min")
    assert half_width(found) <= 0.2 * found.mean
    for other in (three, sim.run(one.given)):
        np.testing.assert_array_equal(one.values, other.values)


def test_a_comparison_ends_when_its_differences_are_known_and_a_folder_gets_as_many_runs(busy, tmp_path):
    quick = served_in(4, "quick")
    found = sim.compare([busy, quick], until="wait_mean_min=10%")
    gap, runs = found.difference(found.variants[0], "wait_mean_min"), len(found.baseline.replications)
    assert half_width(gap.difference) <= 0.1 * gap.baseline.mean
    asked = [Request(one, 200, until=found.baseline.until) for one in (busy, quick)]
    with ResultFolder(tmp_path / "out", "csv", visits=False, force=False) as folder:
        results = collect(asked, folder, Silent())
        folder.finish(results, ["busy", "quick"], replace(found, results=tuple(results)))
    assert [len(one.replications) for one in results] == [runs, runs]
    assert results[0].until == found.baseline.until


def test_pairs_hold_together_and_say_what_would_tell(busy):
    found = sim.compare([busy, served_in(4.9, "same"), served_in(4, "quick")], 12)
    table = found.pairs("wait_mean_min").set_index(["together_with", "scenario", "against"])
    alone = {one.name: found.difference(one, "wait_mean_min").difference for one in found.variants}
    for name, gap in alone.items():
        low = [table.low["baseline", name, "busy"], table.low["pairs", name, "busy"]]
        assert low[1] < low[0] < gap.low
    assert table.difference["pairs", "quick", "same"] == pytest.approx(alone["quick"].mean - alone["same"].mean)
    assert (table.pairing_worth > 1.0).all()
    shown = [*pairs(found, "en")]
    assert [block.title for block in shown if isinstance(block, Table)] == ["Against the base", "All pairs"]


def test_what_did_not_suffice_is_said_with_what_would(busy):
    result = sim.run(busy, 10, until=["wait_mean_min=1%", "utilisation=20pp"])
    told = " ".join(run_text(result, "en").split())
    assert len(result.replications) == 10
    assert "10 replications, the most allowed, did not make the intervals as narrow" in told
    assert "(asked: ±1% of the mean" in told
    assert "Utilisation" in told
    with pytest.raises(Unknown, match="wait_mean_min"):
        sim.run(busy, until="wait_mean_min[service=kk]=1%")
