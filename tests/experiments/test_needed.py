"""Are the fewest officers those of theory, and is it said what binds where no number of them is enough?"""

import json
from dataclasses import replace
from math import exp

import pytest

import sim
from sim.cli import main
from sim.experiments.needed.levers import Officers, officers, with_officers
from sim.experiments.needed.needed import MEASURE, _Search, needed
from sim.language.errors import BadRequest, Unknown
from sim.scenario import load, new_file
from sim.verification.formulas.markov import erlang_a, erlang_c
from sim.verification.offices import exponential, one_station, settled
from sim.views.reports.needed import needed_text

LOAD, UNIT_S, WITHIN = 5.0, 600.0, 0.5


def office(servers):
    """Five erlangs; a unit of time is ten minutes."""
    time = exponential(1.0, UNIT_S)
    warm_up_s = settled(1.0, 6, LOAD / 6, UNIT_S)
    return one_station("erlang", LOAD, time, servers, unit_s=UNIT_S, warm_up_s=warm_up_s)


def within(servers):
    """The share served within half a unit of time, by Erlang C."""
    return 1.0 - erlang_c(servers, LOAD) * exp(-(servers - LOAD) * WITHIN)


@pytest.mark.parametrize(("target", "begun"), [(0.6, 12), (0.8, 2), (0.95, 12)])
def test_the_fewest_are_those_of_erlang_c_wherever_the_search_begins(target, begun):
    theory = next(servers for servers in range(6, 40) if within(servers) >= target)
    found = needed(office(begun), target, WITHIN * UNIT_S / 60.0, runs=2, demands=(), instead=False)
    assert found.fewest() == theory
    for one in found.curve():
        if one.number > LOAD:
            assert one.share.mean == pytest.approx(within(one.number), abs=0.02)
    assert {theory - 1, theory, theory + 1} <= {one.number for one in found.curve()}


@pytest.mark.parametrize("target", [0.85, 0.97])
def test_where_people_leave_the_fewest_are_those_of_erlang_a(target):
    """Served at all, however late: who gives up is not served in time."""
    leaving = replace(office(5), stations=(replace(office(5).stations[0], patience=exponential(0.5, UNIT_S)),))
    theory = {servers: 1.0 - erlang_a(LOAD, 1.0, 0.5, servers)["P_abandon"] for servers in range(1, 30)}
    found = needed(leaving, target, 1e6, runs=2, demands=(), instead=False)
    assert found.fewest() == next(servers for servers, served in theory.items() if served >= target)
    for one in found.curve():
        assert one.share.mean == pytest.approx(theory[one.number], abs=0.02)
    hasty = found.curve()[0].result
    assert hasty.estimate("within_target").mean == 1.0 > hasty.estimate(MEASURE).mean


def test_more_demand_needs_no_fewer_and_the_frame_says_so():
    found = needed(office(6), 0.8, 5.0, runs=2, demands=(1.1, 0.8), instead=False)
    assert sorted({row["demand"] for row in found.rows()}) == found.demands == [0.8, 1.0, 1.1]
    assert "80%" in needed_text(found, "en")
    by_demand = [found.fewest(demand) for demand in (0.8, 1.0, 1.1)]
    assert by_demand == sorted(by_demand)
    once = needed_text(needed(office(6), 0.8, 5.0, runs=1, demands=()), "en")
    assert "raise --runs" in once
    assert "interval reaches" not in once
    assert "95%" not in once
    table = found.frame()
    assert table[table.meets & (table.demand == 1.1)].officers.min() == by_demand[2]


def test_what_no_number_meets_is_said_with_what_would_help(capsys):
    assert main(["needed", "puskesmas", "--within", "30", "--runs", "4", "--days", "10", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "No number of officers up to 16 in the group Doctor" in told
    assert "one more in Pharmacy" in told
    assert "hours of arrival: 07:00" in told
    assert main(["needed", "puskesmas", "--within", "30", "--runs", "2", "--days", "10", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert not any(one["meets"] for one in records)
    tried = [one["officers"] for one in records if "instead" not in one]
    assert tried == sorted(tried)


def test_that_no_number_will_do_is_not_certain_where_the_interval_reaches_the_target():
    found = needed(load("puskesmas"), 0.9, 30, runs=2, days=5)
    best = found.curve()[-1].share
    told = [needed_text(replace(found, target=best.high + more), "en") for more in (-0.001, 0.001)]
    assert ["it is not certain" in " ".join(one.split()) for one in told] == [True, False]


@pytest.fixture(scope="module")
def lunching(tmp_path_factory):
    """The office of `loket new`: three officers, all of whom have lunch at noon."""
    return load(new_file(tmp_path_factory.mktemp("new") / "kantor.toml", None, "en"))


def test_lunch_in_turns_and_half_time_officers_are_held_against_one_officer_more(lunching, capsys):
    found = needed(lunching, 0.88, 15.0, runs=6, days=20, most=6)
    assert found.fewest() is None
    assert found.turns is not None
    assert found.turns.share.mean >= 0.88
    more, *half, turns = found.others
    assert [one.name for one in found.others] == ["one_more", "half_morning", "half_afternoon", "turns"]
    assert turns.hours == pytest.approx(0.0, abs=0.01)  # nobody works longer
    assert turns.against is not None
    assert turns.gain.low > 0.0
    assert sum(one.hours for one in half) == pytest.approx(more.hours, rel=0.03)
    assert max(one.gain.mean for one in half) < more.gain.mean
    told = " ".join(needed_text(found, "en").split())
    assert "What binds is the lunch that all have at once" in told


def test_hours_are_added_where_most_are_late(lunching):
    found = needed(lunching, 0.93, 15.0, what="hours", runs=6, days=20, demands=(1.1,))
    assert found.fewest() == 2
    assert sorted(found.hours[:2]) == [7 * 3600, 12 * 3600]  # before the door opens, and at lunch
    assert found.fewest(1.1) in (2, 3)
    assert "07:00–08:00, 12:00–13:00" in needed_text(found, "id")


def test_places_for_appointments_are_varied_and_why_no_number_does_is_said():
    found = needed(load("puskesmas"), 0.9, 30.0, what="places", runs=4, days=8, most=3)
    assert [one.number for one in found.curve()] == [2, 3]
    assert [one.result.scenario.channels[0].slots[0].places for one in found.curve()] == [2, 3]
    assert "one more in Doctor" in " ".join(needed_text(found, "en").split())
    bare = needed(load("dukcapil"), 0.98, 600.0, runs=2, days=8, most=3, instead=False)
    assert "even without any line" in " ".join(needed_text(bare, "en").split())


def test_where_more_serve_fewer_all_numbers_are_tried(monkeypatch):
    """As where a fourth officer blocks the door: three are enough, four are not."""
    shares = {1: 0.2, 2: 0.5, 3: 0.9, 4: 0.6, 5: 0.7, 6: 0.95, 7: 0.97}

    def few(office, number):
        change = {"within_target": shares[min(number, 7)]}
        return replace(
            base,
            replications=tuple(
                run._replace(values=run.values * 0 + change["within_target"]) for run in base.replications
            ),
        )

    base = sim.run(office(2), 2)
    monkeypatch.setattr(Officers, "at", lambda _, office, number: replace(office, runs=number))
    monkeypatch.setattr(_Search, "run", lambda _, office, demand=1.0: few(office, office.runs))
    found = needed(office(2), 0.8, 5.0, demands=(), instead=False)
    assert (found.fewest(), found.falls) == (3, (4,))
    assert "More is not always better" in needed_text(found, "en")


def test_where_their_number_changes_by_hour_or_chance_as_many_more_come_at_all_times():
    siak = next(group for group in load("dukcapil").officers if group.present)
    more = with_officers(siak, officers(siak) + 3)
    assert [heads for heads, _ in sorted(more.present)] == [heads + 3 for heads, _ in sorted(siak.present)]
    assert with_officers(more, officers(siak)).present == tuple(sorted(siak.present))
    none = with_officers(siak, 0).present
    assert none == ((0, pytest.approx(1.0)),)


def test_what_is_asked_wrongly_is_said(capsys):
    for wrong, said in (
        (["--target", "0.9"], "write 90"),
        (["--target", "100"], "write 90"),
        (["--within", "soon"], "minutes"),
        (["--vary", "Dokterr"], "Dokter"),
        (["--most", "0"], "from 1"),
    ):
        assert main(["needed", "puskesmas", *wrong, "--lang", "en"]) == 2
        assert said in capsys.readouterr().err
    with pytest.raises(BadRequest):
        sim.needed("puskesmas", 90)
    with pytest.raises(BadRequest):
        sim.needed("puskesmas", demands=(1.0, 0.0))
    with pytest.raises(Unknown):
        sim.needed("puskesmas", vary="nobody")
