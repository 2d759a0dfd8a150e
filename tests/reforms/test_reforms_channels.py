"""Do online services and appointments reach those whom they can, by as much as was found, and nobody else?

Differences are paired by common random numbers, and their 95 % intervals have to lie on one side of nought.
"""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from findings.anchors import anchored
from findings.channels import BOOKED, ONLINE, SENT, bookings, procedure
from findings.differences import change, down, measured, reformed, up
from findings.file_offices import (
    AT_ONCE,
    CERTIFICATE,
    OFFICE,
    alike,
    at_home,
    channel,
    citizens,
    finishing,
    minutes,
    registry_office,
    told_by,
)
from findings.people_offices import lived
from sim.evidence import row_of
from sim.measures import paired
from sim.plan import plan_of
from sim.reforms import Digitalisation
from sim.scenario import load

# ----------------------------------------------------------------------------------------------------------- online


def test_only_those_who_can_get_online_are_moved():
    """By default: citizens without the skill come as often as ever, the others less often."""
    made = registry_office(days=120)
    plan, block = told_by(made, {"name": "digitalisation"})
    assert SENT in plan.names.channels
    able = plan.names.channels.index(SENT)
    sent = block.cases[block.cases["channel"] == able]
    skill = lived("compiled", reformed(made, {"name": "digitalisation"}), days=1).born["skill"]
    assert len(sent) > 100
    assert skill[sent["citizen"]].min() >= Digitalisation().given("needs_skill")
    assert down(change("visits_per_case", made, {"name": "digitalisation"}))


def test_online_does_nothing_for_people_without_access():
    made = registry_office(**citizens(digital_access=0.0), **AT_ONCE)
    assert alike(told_by(made, ONLINE), told_by(made), made.days)


def test_those_who_cannot_come_as_often_as_ever_and_those_who_can_less_often():
    made = registry_office()
    visits = {True: ([], []), False: ([], [])}
    for run in range(8):
        for place, reforms in enumerate(([ONLINE], [])):
            ran = lived("compiled", reformed(made, *reforms), run)
            skill = ran.born["skill"][ran.block.cases["citizen"]]
            for can in visits:
                visits[can][place].append(ran.block.cases["visits"][(skill >= 0.45) == can].mean())
    assert down(paired(*map(np.array, visits[True])))
    assert abs(paired(*map(np.array, visits[False])).mean) < 0.005


def test_users_save_as_much_time_as_was_found():
    """D1: the same cases of those who send them in, with online submission and without, time at home included."""
    made = replace(load("dukcapil"), days=60, channels=())
    with_it, without = procedure(made, ONLINE), procedure(made)
    users = [need for need, (_, by) in with_it.items() if by == SENT and need in without]
    assert len(users) > 300
    saved = sum(with_it[need][0] for need in users) / sum(without[need][0] for need in users) - 1.0
    assert anchored("D1", saved)


def test_bribes_do_not_go_away_by_going_online():
    """D2: what is paid under the counter, over all cases of the office."""
    made = registry_office(staff={"integrity": {}}, opinion={})
    paid = [measured(each).of("paid_per_case").mean() for each in (reformed(made, ONLINE), made)]
    assert paid[1] > 1000.0
    assert anchored("D2", paid[0] / paid[1] - 1.0)


def test_what_the_counters_did_is_done_on_the_file():
    """The work of check and entry, by those who did it; none of it goes away unless the citizen has typed it."""
    made = registry_office(**AT_ONCE)
    made_online = reformed(made, ONLINE | {"file_work": 1.0})
    plan, block = told_by(made, ONLINE | {"file_work": 1.0})
    check = plan.names.steps.index(f"certificate.periksa {SENT}")
    rows = block.visits[(block.visits["step"] == check) & (block.visits["start_s"] >= 0)]
    by = {plan.names.officers[number].partition(" ")[0] for number in rows["officer"]}
    assert by == {"front", "clerk"}
    busy = [measured(each).of("utilisation") for each in (made_online, made)]
    assert busy[0].mean() == pytest.approx(busy[1].mean(), rel=0.03)
    more = measured(reformed(made, ONLINE | {"file_work": 1.3})).of("utilisation")
    assert up(paired(more, busy[0]))


def test_an_outage_holds_up_what_was_sent_in():
    made = registry_office()
    always, never = (ONLINE | {"outage": share, "outage_min": 240.0} for share in (1.0, 0.0))
    assert up(paired(finishing(made, always, by=SENT), finishing(made, never, by=SENT)))


def test_a_leak_costs_trust():
    made = registry_office(staff={}, opinion={})
    leaks, none = (ONLINE | {"breach": breach, "harm": 1.0} for breach in (0.05, 0.0))
    trust = [measured(reformed(made, each)).of("trust_end_mean") for each in (leaks, none)]
    assert down(paired(*trust))


def test_officers_help_those_who_cannot_do_it_themselves_and_only_them():
    made = registry_office()
    helped = ONLINE | {"assisted": 0.5}
    plan = plan_of(reformed(made, helped))
    ran = lived("compiled", reformed(made, helped))
    cases = ran.block.cases[ran.block.cases["channel"] == channel(plan, "daring dibantu (digitalisation)")]
    assert len(cases) > 100
    assert ran.born["skill"][cases["citizen"]].max() < Digitalisation(**ONLINE).given("needs_skill")
    assert down(change("visits_per_case", made, helped)), "they have to come once less often"


def test_where_people_send_in_already_others_do_too_and_they_as_before():
    """Its check is done by those who do the same work on what was sent in before, which goes on as it was."""
    typed = {"name": "typed", "station": "validation", "time": minutes(7), "next": [{"to": "validate", "share": 1.0}]}
    send = {"name": "send", "next": [{"to": "typed", "share": 1.0}]} | at_home(20)
    steps = [*CERTIFICATE["step"], send, typed]
    own = {"name": "portal", "kind": "online", "services": ["certificate"], "enters": [["certificate", "send"]]}
    officers = [*OFFICE["officer"], {"name": "typist", "skills": ["certificate.typed"]}]
    made = registry_office(
        service=[CERTIFICATE | {"step": steps}], channel=[own | {"needs_skill": 0.4, "willing": 0.3}], officer=officers
    )
    plan, block = told_by(made, ONLINE)
    assert SENT in plan.names.channels
    check = plan.names.steps.index(f"certificate.periksa {SENT}")
    rows = block.visits[(block.visits["step"] == check) & (block.visits["start_s"] >= 0)]
    assert {plan.names.officers[number] for number in rows["officer"]} == {"typist"}
    shares = [measured(each).of("channel_share", "channel", "portal").mean() for each in (reformed(made, ONLINE), made)]
    assert shares[0] == pytest.approx(shares[1], abs=0.005)
    assert measured(reformed(made, ONLINE)).of("channel_share", "channel", SENT).mean() > 0.05


@pytest.mark.parametrize(
    ("variant", "share", "of_all"), [("low", "D8", False), ("full", "D15", True), ("form", "D13", False)]
)
def test_as_many_come_online_as_is_promised_of_those_meant(variant, share, of_all):
    """Of people, and so of the requests that can be sent in; of all requests of the office; of those that can."""
    made = load("dukcapil")
    made = replace(made, days=60, channels=tuple(way for way in made.channels if way.kind != "online"))
    plan, block = told_by(made, {"name": "digitalisation", "variant": variant, "ramp_days": 1})
    meant = [s.name for s in made.services if s.share > 0 and (of_all or s.name in plan.scenario.channels[-1].services)]
    cases = block.cases[np.isin(block.cases["service"], [plan.names.services.index(name) for name in meant])]
    assert (cases["channel"] == channel(plan, SENT)).mean() == pytest.approx(row_of(share).value, abs=0.02)


@pytest.mark.parametrize("online", [True, False])
def test_nothing_changes_where_nobody_is_willing_to_send_in(online):
    made = load("dukcapil")
    made = replace(made, channels=tuple(way for way in made.channels if online or way.kind != "online"))
    (idle,) = plan_of(reformed(made, {"name": "digitalisation", "willing": 0.0})).idle
    assert idle.reasons == ("channel",)


def spent(plan, block, step, days):
    """The usual minutes at a step on some days: the median, since work that is not done by the evening rests."""
    rows = block.visits[(block.visits["step"] == plan.names.steps.index(step)) & (block.visits["start_s"] >= 0)]
    rows = rows[(rows["day"] >= days[0]) & (rows["day"] < days[1])]
    return float(np.median(rows["finish_s"] - rows["start_s"])) / 60.0


def test_a_file_takes_longer_until_the_platform_is_learnt_and_nothing_else_does():
    """D16: a quarter less output at first; from the end of the transition on not a second more, for nobody."""
    made = registry_office(days=120, staff={"change": {"start": "2030-01-01", "transition_days": 63.0}})
    new = told_by(made, ONLINE)
    known = told_by(replace(made, staff=replace(made.staff, change=replace(made.staff.change, dip=0.0))), ONLINE)
    check = f"certificate.periksa {SENT}"
    assert 1.15 < spent(*new, check, (0, 20)) / spent(*known, check, (0, 20)) < 1.34
    assert spent(*new, check, (65, 120)) == pytest.approx(spent(*known, check, (65, 120)), rel=0.01)
    counters = [spent(*each, "certificate.entry", (0, 120)) for each in (new, known)]
    assert counters[0] == pytest.approx(counters[1], rel=0.01)


def test_a_supervisor_can_begin_with_a_form_and_not_with_a_platform():
    assert (Digitalisation(variant="form").decider, Digitalisation().decider) == ("supervisor", "regency")
    made = load("dukcapil")
    assert Digitalisation(variant="form").investment(made) < 0.02 * Digitalisation().investment(made)


# ------------------------------------------------------------------------------------------------------ appointments


def test_appointments_spread_arrivals_and_so_shorten_waits():
    made = registry_office()
    assert down(change("wait_mean_min", made, BOOKED))
    hours = [measured(each).of("arrivals", "hour", "08:00") for each in (reformed(made, BOOKED), made)]
    assert down(paired(*hours))


def test_as_many_miss_their_appointment_as_was_found():
    """A1, and that it grows with the days between booking and appointment."""
    made = registry_office(days=120)
    by_default = bookings(made, BOOKED).mean()
    soon = bookings(made, BOOKED | {"lead_days": 0, "days_ahead": 0}).mean()
    late = bookings(made, BOOKED | {"lead_days": 8, "days_ahead": 10}).mean()
    assert anchored("A1", by_default)
    assert soon < by_default < late
    assert anchored("A1", late)


def test_who_has_no_appointment_waits_longer_where_those_with_one_go_first():
    made = registry_office()
    waits = [
        measured(reformed(made, BOOKED | {"calls": calls})).of("wait_mean_min", "channel", "walk_in")
        for calls in ("first", "in_turn")
    ]
    assert up(paired(*waits))


@pytest.mark.parametrize("taken", [0.0, 0.3, None])
def test_how_they_are_called_changes_from_the_start_also_where_there_is_an_appointment_channel(taken):
    """Where nothing is said stations call as before, also if nobody takes that channel; without one it alternates."""
    made = replace(load("puskesmas"), days=10)
    booked = tuple(replace(way, willing=taken) for way in made.channels if taken is not None)
    in_turn = tuple(replace(station, appointments="in_turn") for station in made.stations)
    made = replace(made, channels=booked, stations=in_turn)
    later = BOOKED | {"services": ["umum", "kia", "gigi"], "start": made.start + timedelta(days=7)}
    ran = {calls: told_by(made, later | {"calls": calls}) for calls in ("first", "alternating", "in_turn", None)}
    assert all(alike(one, told_by(made), 5) for one in ran.values())
    same = {calls for calls in ran if calls and alike(ran[calls], ran[None], 10)}
    assert same == {"in_turn" if booked else "alternating"}


def test_appointments_do_not_do_the_work():
    """Where there is no rush to spread, officers are as busy as before, and nobody is ready sooner."""
    made = registry_office(demand={})
    assert not down(change("days_to_finish_mean", made, BOOKED))
    shows = BOOKED | {"no_show": 0.0, "no_show_per_day": 0.0, "lead_days": 0}
    busy = [measured(each).of("utilisation").mean() for each in (reformed(made, shows), made)]
    assert busy[0] == pytest.approx(busy[1], rel=0.02)
