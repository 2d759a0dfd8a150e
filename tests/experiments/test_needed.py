"""Are the fewest officers those of theory, and is it said what binds where no number of them is enough?"""

import json
from dataclasses import replace
from math import exp

import pytest

import sim
from sim.cli import main
from sim.experiments.needed import MEASURE, needed, officers, with_officers
from sim.language.errors import BadRequest, Unknown
from sim.scenario import load
from sim.verification.formulas.markov import erlang_c
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


@pytest.mark.parametrize("target", [0.6, 0.8, 0.95])
@pytest.mark.parametrize("begun", [2, 12])
def test_the_fewest_are_those_of_erlang_c_wherever_the_search_begins(target, begun):
    theory = next(servers for servers in range(6, 40) if within(servers) >= target)
    found = needed(office(begun), target, WITHIN * UNIT_S / 60.0, runs=2, demands=())
    assert found.fewest() == theory
    for one in found.curve():
        if one.officers > LOAD:
            assert one.share.mean == pytest.approx(within(one.officers), abs=0.02)
    assert {theory - 1, theory, theory + 1} <= {one.officers for one in found.curve()}


def test_who_gives_up_is_not_served_in_time():
    patient = office(5)
    station = replace(patient.stations[0], patience=exponential(4.0, UNIT_S))
    leaving = replace(patient, stations=(station,))
    found = needed(leaving, 0.9, WITHIN * UNIT_S / 60.0, runs=2, demands=())
    few = found.curve()[0].result
    assert few.estimate("within_target").mean > few.estimate(MEASURE).mean + 0.05


def test_more_demand_needs_no_fewer_and_the_frame_says_so():
    found = needed(office(6), 0.8, 5.0, runs=2, demands=(1.1, 0.8))
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
    assert main(["needed", "puskesmas", "--within", "30", "--runs", "8", "--days", "10", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "No number of officers up to 16 in the group Doctor" in told
    assert "one more in Pharmacy" in told
    assert "hours of arrival: 07:00" in told
    assert main(["needed", "puskesmas", "--within", "30", "--runs", "2", "--days", "10", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert not any(one["meets"] for one in records)
    assert [one["officers"] for one in records] == sorted(one["officers"] for one in records)


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
