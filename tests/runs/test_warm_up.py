"""Is it said how many of the first days to leave out: none where each day begins anew, nor where they do not matter?"""

import numpy as np
import pytest

import sim
from findings.little_offices import at, office, one_step
from sim.cli import main
from sim.language.errors import BadRequest
from sim.measures.warm_up import batches, mser5
from sim.runs.making.warm_up import BACKLOG, TRUST, WAIT, steady
from sim.scenario import load
from sim.views.reports.warm_up import warm_up_text

NOISE = np.random.default_rng(3).normal(0.0, 1.0, 300)


def test_what_rises_at_first_is_left_out_and_what_never_settles_is_said():
    days = np.arange(300)
    rising = 50.0 * (1.0 - np.exp(-days / 8.0)) + NOISE
    assert 20 <= mser5(rising) <= 60
    assert mser5(NOISE[:250] * 1e-9) is not None
    assert mser5(days + NOISE) is None
    assert mser5(rising[:45]) is None  # nine weeks say nothing
    holed = np.where(days % 7 == 0, np.nan, rising)
    assert 20 <= mser5(holed) <= 120
    assert len(batches(holed)) == 60


def test_an_office_that_begins_every_day_anew_needs_none(capsys, tmp_path, monkeypatch):
    found = sim.warm_up(office(arrivals=[at(range(0, 90, 5))], service=one_step(6)), 2, days=5)
    assert (found.days, found.carries, found.series) == (0, (), ())
    assert "Leave warm_up_days at 0" in warm_up_text(found, "en")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "kantor.toml"]) == 0
    assert main(["warm-up", "kantor.toml", "--runs", "2", "--days", "2", "--out", "x.png"]) == 0
    assert "Pemanasan tidak perlu" in capsys.readouterr().out
    assert main(["warm-up", "kantor.toml", "--out", "x.txt"]) == 2


def test_cases_and_trust_go_over_and_are_drawn(tmp_path, capsys):
    scenario = load("dukcapil")
    found = sim.warm_up(scenario, 3, days=60)
    assert [one.measure for one in found.series] == [WAIT, TRUST, BACKLOG]
    open_cases = found.series[2]
    assert open_cases.mser is not None
    assert open_cases.means[0] < 0.6 * open_cases.means[20:].mean()
    assert found.series[1].days == 0  # it moves by less than matters
    assert "too few replications" in warm_up_text(found, "en")
    assert sim.charts.warm_up(found, "en").save(tmp_path / "w.png").stat().st_size > 10_000
    frame = found.frame()
    assert len(frame) == 3 * 60
    kept = sim.run(steady(scenario), 2, days=3, keep_visits=True)
    assert [one.measure for one in sim.warm_up(kept).series] == [WAIT, TRUST, BACKLOG]
    with pytest.raises(BadRequest):
        sim.warm_up(sim.run("dukcapil-reformasi", 1, days=2))
