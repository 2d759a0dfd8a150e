"""Can every number of a scenario be named, shown and set from outside, and is a slip answered with what was meant?"""

import json

import pytest

import sim
from sim.cli import main
from sim.engines.compiled import CompiledEngine
from sim.language.errors import BadRequest, Unknown
from sim.office.workload import workload
from sim.plan import plan_of
from sim.runs.comparing.idle import same_numbers
from sim.scenario import ScenarioFaults, load
from sim.scenario.listing import scenarios
from sim.scenario.loading import places, settled
from sim.scenario.overrides import settings_of

TEXTS = {one.name: one.path.read_text("utf-8") for one in scenarios() if not one.name.startswith("verification")}
BUNDLED = [name for name, text in TEXTS.items() if "extends" not in text or "[[reform]]" in text]
"""Those that only change values of another have its paths."""


@pytest.mark.parametrize("name", BUNDLED)
def test_each_number_can_be_set_to_what_it_is_and_lies_within_its_bounds(name):
    found = {one.place.path: one for one in places(name)}
    own = {path: one.value for path, one in found.items() if one.value is not None}
    whole, usual = load(name, overrides=own), load(name)
    assert whole == usual or same_numbers(plan_of(whole), plan_of(usual))
    for one in found.values():
        least, most, *_ = one.place.bounds
        assert one.value is None or ((least is None or one.value >= least) and (most is None or one.value <= most))


def test_a_number_outside_its_bounds_is_a_fault_at_both_ends():
    tried = [one for one in places("dukcapil-reformasi") if one.place.bounds.least is not None][::40]
    for one in tried:
        with pytest.raises(ScenarioFaults):
            load("dukcapil-reformasi", overrides={one.place.path: one.place.bounds.least - 1})


def test_the_list_says_where_a_number_comes_from(capsys):
    assert main(["paths", "dukcapil-reformasi", "--json"]) == 0
    found = {one["path"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["officer.Loket depan.count"] | {"meaning": ""} == {
        "path": "officer.Loket depan.count", "value": 2, "least": 0, "most": 10000, "unit": None, "source": "file",
        "low": None, "high": None, "meaning": "",
    }  # fmt: skip
    assert found["demand.factor"]["source"] == "default"
    assert found["opinion.feedback.online"]["source"] == "assumption"
    assert found["service.kk.step.ambil.time.mean_min"]["unit"] == "min"
    assert {"training", "digitalisation"} & {path.split(".")[1] for path in found if path.startswith("reform.")}


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_word_finds_paths_and_meanings_in_both_languages(lang, capsys):
    assert main(["paths", "dukcapil", "waiting", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert "station.depan.room" in told or "waiting" in told
    assert "station.depan.patience.mean_min" in {place.place.path for place in places("dukcapil", "sabar")}
    with pytest.raises(Unknown) as wrong:
        places("dukcapil", "countt")
    assert "count" in wrong.value.worded(lang)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("officer.Loket depan.cuont=4", "'count'"),
        ("officer.Loket depn.count=4", "'Loket depan'"),
        ("dmand.factor=1.2", "'demand'"),
        ("citizens.count=40.000", "40000"),
        ("demand.factor=0,9", "0.9"),
        ("demand.factor", "--set"),
        ("=3", "--set"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant_and_code_2(written, said, capsys):
    assert main(["run", "dukcapil", "--lang", "en", "--set", written]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""
    with pytest.raises(BadRequest):
        settings_of(["days=3", "days=4"])


def test_what_is_set_is_what_is_run(tmp_path, capsys):
    asked = ["--set", "days=3", "--set", "officer.Loket depan.count=5", "--set", "target_min=30.0", "--runs", "1"]
    assert main(["run", "dukcapil", *asked, "--out", str(tmp_path / "hasil")]) == 0
    capsys.readouterr()
    told = json.loads((tmp_path / "hasil" / "manifest.json").read_text("utf-8"))
    resolved = told["scenarios"][0]["resolved"]
    assert (told["days"], resolved["target_min"]) == (3, 30.0)
    assert next(one for one in resolved["officer"] if one["name"] == "Loket depan")["count"] == 5


def test_scenarios_that_are_compared_take_what_they_have():
    both = ["dukcapil", "dukcapil-reformasi"]
    path = f"reform.{load(both[1]).reforms[0].key}.strength"
    assert settled(both, {path: 0.5, "days": 9}) == [{"days": 9}, {path: 0.5, "days": 9}]
    assert settled(both, {"officer.Nobody.count": 1})[0] == {"officer.Nobody.count": 1}


def test_twice_the_demand_is_twice_as_many_cases():
    busy = {"demand.factor": 2.0}
    for name in ("dukcapil", "verification/busy-days"):
        one, two = (sum(workload(load(name, overrides=values)).cases.values()) for values in ({}, busy))
        assert two == pytest.approx(2.0 * one)
    one, two = (
        len(CompiledEngine(plan_of(load("verification/bank", overrides=v)), 0).advance(40).visits) for v in ({}, busy)
    )
    assert two / one == pytest.approx(2.0, rel=0.05)
    with pytest.warns(UserWarning, match="factor"):
        sim.load("verification/breaks", overrides=busy)
