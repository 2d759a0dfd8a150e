"""Appointments, tickets, online, bundles and mobile days: is what must happen what happens, to the minute?"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from followed import ENGINES, Followed, followed
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_offices import offices
from scipy.special import stdtrit

from findings.little_offices import at, clock, constant, office, officer, one_step
from sim.office import Channel, Scenario
from sim.plan.layout import NONE
from sim.plan.tables import NO_SHOW, NO_TICKET, OUTCOMES, SERVED
from sim.runs import replicate

MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
HOURS = "08:00-12:00"
EIGHT = 8 * 3600


@pytest.fixture(params=list(ENGINES))
def engine(request):
    return request.param


def people(count: int = 100, **more) -> dict[str, object]:
    """So many citizens, each of whom needs something every working day or so."""
    return {"count": count, "needs_per_year": 250, **more}


def only(channel: dict[str, object], **keys) -> Scenario:
    """An office to which everybody comes through one channel; who cannot is done at a step that costs no officer.

    The route of the channel begins at the desk; that of others at the gate, where it ends.
    """
    steps = [
        {"name": "gate", "time": constant(0), "next": []},
        {"name": "desk", "station": "counter", "time": constant(10)},
    ]
    whole = {
        "hours": HOURS,
        "days": 5,
        "citizens": people(),
        "service": [{"name": "service", "step": steps}],
        "channel": [{"name": "way", "enters": [["service", "desk"]], **channel}],
    }
    return office(**whole | keys)


def timed(minutes: float) -> list[dict[str, object]]:
    """The service of `only` with another length of the desk's work."""
    return [
        {
            "name": "service",
            "step": [
                {"name": "gate", "time": constant(0), "next": []},
                {"name": "desk", "station": "counter", "time": constant(minutes)},
            ],
        }
    ]


def at_desk(found: Followed) -> np.ndarray:
    return found.rows[found.rows["step"] == 1]


# ---------------------------------------------------------------------------------------------------- appointments


def booked(span: str = "08:00-11:00", every: float = 10, places: int = 1, **more) -> dict[str, object]:
    return {"kind": "appointment", "slots": [[span, every, places]], **more}


def test_slots_as_long_as_the_service_make_nobody_wait(engine):
    """D/D/1: every place of every day is taken, one each ten minutes, and nobody waits a second."""
    found = followed(only(booked()), engine=engine)
    rows = at_desk(found)
    assert len(rows) == 5 * 18
    assert (rows["start_s"] == rows["came_s"]).all()
    expected = [EIGHT + 600 * slot for slot in range(18)]
    for day in range(5):
        assert rows["came_s"][rows["day"] == day].tolist() == expected
    assert found.block.officers["overtime_s"].tolist() == [0] * 5


def test_two_to_a_slot_that_is_long_enough_for_one_and_a_half(engine):
    """Slots of 20 minutes, two places, 15 minutes of work: ten minutes more behind each slot, two hours at closing."""
    found = followed(only(booked("08:00-12:00", 20, 2), service=timed(15), closing="serve_all"), engine=engine)
    rows = at_desk(found)
    wait = (rows["start_s"] - rows["came_s"]) / 60
    for day in range(5):
        assert wait[rows["day"] == day].tolist() == [10 * slot + late for slot in range(12) for late in (0, 15)]
    assert (found.block.officers["overtime_s"] == (12 * 30 - 240) * 60).all()


def test_overbooking_is_spread_over_the_slots():
    """Half as many places again: every second slot takes one more, 27 a day for 18 slots."""
    rows = at_desk(followed(only(booked(overbooking=0.5), service=timed(1))))
    slots = np.unique((rows["came_s"][rows["day"] == 1] - EIGHT) // 600, return_counts=True)[1]
    assert slots.tolist() == [1, 2] * 9


def test_nobody_shows_up(engine):
    """All hold appointments and none keeps it: nothing is served, and nobody makes a trip."""
    found = followed(only(booked(no_show=1.0), days=3), engine=engine)
    missed = found.rows[found.rows["channel"] == 1]
    assert (missed["outcome"] == NO_SHOW).all()
    assert len(missed) == 3 * 18
    assert found.block.officers["served"].tolist() == [0] * 3
    mine = found.cases[found.cases["channel"] == 1]
    assert (mine["visits"] == 0).all()
    assert (mine["trips"] == 0).all()


@pytest.mark.parametrize("lead", [0, 4, 9])
def test_no_shows_grow_with_the_days_between_booking_and_slot(lead):
    """1 - 0.9 × 0.95^lead, of some nine thousand appointments."""
    scenario = only(
        booked(every=1, places=9, lead_days=lead, days_ahead=lead, no_show=0.1, no_show_per_day=0.05),
        citizens=people(900),
        days=12 + lead,
        service=timed(0),
    )
    kept = followed(scenario).rows
    kept = kept[kept["channel"] == 1]
    expected = 1 - 0.9 * 0.95**lead
    error = (expected * (1 - expected) / len(kept)) ** 0.5
    assert len(kept) > 8000
    assert (kept["outcome"] == NO_SHOW).mean() == pytest.approx(expected, abs=3.3 * error)


@given(
    places=st.integers(0, 3),
    every=st.sampled_from([5.0, 12.5, 30.0]),
    extra=st.sampled_from([0.0, 0.3, 1.0]),
    lead=st.integers(0, 3),
    more=st.integers(0, 6),
    miss=st.sampled_from([0.0, 0.5]),
    run=st.integers(0, 50),
)
@settings(max_examples=40, deadline=None)
def test_no_slot_has_more_appointments_than_places(places, every, extra, lead, more, miss, run):
    """With no-shows who come again by a new appointment, too."""
    scenario = only(
        booked(every=every, places=places, overbooking=extra, lead_days=lead, days_ahead=lead + more, no_show=miss),
        returns={"no_show": {"share": 1.0, "after_days": 1}},
        days=8,
    )
    found = followed(scenario, run)
    rows = found.rows[found.rows["channel"] == 1]
    slots = Counter(zip(rows["day"].tolist(), rows["came_s"].tolist(), strict=True))
    assert max(slots.values(), default=0) <= int(np.ceil(places * (1 + extra)))
    number = int(180 // every) + (180 % every > 0)
    a_day = np.bincount(rows["day"], minlength=8)
    assert a_day.max(initial=0) <= int(number * places * (1 + extra) + 1e-6)
    assert (a_day[:lead] == 0).all()
    assert set(rows["came_s"].tolist()) <= {round(EIGHT + 60 * every * slot) for slot in range(number)}


def test_who_finds_no_place_within_the_days_ahead_walks_in():
    found = followed(only(booked(days_ahead=0, places=1), citizens=people(200)))
    walked = found.cases[found.cases["channel"] == 0]
    assert (walked["began_day"] == walked["ended_day"]).all()
    assert len(found.cases) - len(walked) == 5 * 18


def test_a_lead_of_two_days_means_two_days():
    found = followed(only(booked(lead_days=2, days_ahead=2, places=9), days=8))
    mine = found.cases[(found.cases["channel"] == 1) & (found.cases["ended_day"] != NONE)]
    assert len(mine) > 300
    assert (mine["ended_day"] - mine["began_day"] == 2).all()


def in_line(**keys) -> Scenario:
    """Somebody is served until 08:30; three with appointments for 08:10 and three who walked in at 08:01 wait."""
    return office(
        hours=HOURS,
        days=1,
        service=one_step(10),
        officer=officer(hours="08:30-12:00"),
        citizens=people(60),
        channel=[{"name": "way", "kind": "appointment", "slots": [["08:10-08:15", 10, 3]], "days_ahead": 0}],
        demand={"profile": [["08:01-08:02", 1]]},
        **keys,
    )


@pytest.mark.parametrize(
    ("called", "expected"),
    [("first", [1, 1, 1, 0, 0, 0]), ("alternating", [1, 0, 1, 0, 1, 0]), ("in_turn", [0, 0, 0, 0, 0, 0])],
)
def test_how_those_with_appointments_are_called(engine, called, expected):
    rows = followed(in_line(station=[{"name": "counter", "appointments": called}]), engine=engine).rows
    rows = np.sort(rows[rows["outcome"] == SERVED], order="start_s")
    assert rows["start_s"][:3].tolist() == [8 * 3600 + 1800 + 600 * i for i in range(3)]
    assert rows["channel"][:6].tolist() == expected


@pytest.mark.parametrize(("grace", "first"), [(None, 1), (5, 0), (20, 1)])
def test_who_is_later_than_the_grace_waits_like_a_walk_in(engine, grace, first):
    """All are ten minutes late for 08:10; those who walked in at 08:01 go before them unless that is forgiven."""
    scenario = in_line()
    late = replace(scenario.channels[0], late_min=10.0, grace_min=grace)
    rows = followed(replace(scenario, channels=(late,)), engine=engine).rows
    assert set(rows["came_s"][rows["channel"] == 1].tolist()) == {8 * 3600 + 20 * 60}
    rows = np.sort(rows[rows["outcome"] == SERVED], order="start_s")
    assert rows["channel"][0] == first


# ---------------------------------------------------------------------------------------------------------- tickets


@MANY
@given(offices(), st.integers(0, 99))
def test_no_more_tickets_than_the_quota_and_none_refused_before_it(scenario: Scenario, run: int) -> None:
    """Who has been in any line has had a ticket; who gets none finds the machine closed, or the quota used up."""
    found = followed(scenario, run)
    rows, channel = found.rows, found.plan.arrays.channel
    kept = scenario.tickets
    opened = 0 if kept.hours is None else kept.hours.start_s
    closed = 2**40 if kept.hours is None else kept.hours.end_s
    visits = rows[(rows["visit"] != NONE) & channel["ticket"][rows["channel"]].astype(bool)]
    if not found.plan.arrays.office["tickets"][0]:
        assert not (visits["outcome"] == NO_TICKET).any()
        return
    first = visits[np.unique(visits["visit"], return_index=True)[1]]
    shut = found.plan.arrays.day["close"][first["day"]]
    came = np.maximum(first["came_s"], opened)
    lines = first[(first["outcome"] != NO_TICKET) & (first["outcome"] != NO_SHOW) & (came < shut)]
    issued = Counter(zip(lines["day"].tolist(), lines["office"].tolist(), strict=True))
    if kept.quota is not None:
        assert max(issued.values(), default=0) <= kept.quota
    by_service = Counter(zip(lines["day"], lines["office"], lines["service"], strict=True))
    for row in first[first["outcome"] == NO_TICKET]:
        quota = scenario.services[row["service"]].quota
        used_up = kept.quota is not None and issued[int(row["day"]), int(row["office"])] >= kept.quota
        used_up |= quota is not None and by_service[row["day"], row["office"], row["service"]] >= quota
        assert used_up or row["finish_s"] >= closed
    for (_, _, service), count in by_service.items():
        assert count <= (scenario.services[service].quota or count)


def test_a_quota_of_nought_is_an_office_that_hands_out_nothing(engine):
    found = followed(office(service=one_step(5), arrivals=[at(range(20))], tickets={"quota": 0}), engine=engine)
    assert found.outcomes() == ["no_ticket"] * 20
    assert found.block.officers["busy_s"].tolist() == [0]


def test_the_first_so_many_get_tickets_and_tomorrow_is_another_day(engine):
    scenario = office(days=2, service=one_step(1), arrivals=[at(range(10, 20))], tickets={"quota": 6})
    found = followed(scenario, engine=engine)
    ordered = np.sort(found.rows, order=["day", "came_s"])
    assert [OUTCOMES[o] for o in ordered["outcome"]] == (["served"] * 6 + ["no_ticket"] * 4) * 2


def test_a_service_has_a_quota_of_its_own(engine):
    services = [
        {"name": name, "quota": quota, "step": one_step(1)[0]["step"]} for name, quota in (("kk", 2), ("ktp", 3))
    ]
    arrivals = [at(range(10, 15), name="a", service="kk"), at(range(10, 15), name="b", service="ktp")]
    for whole, expected in ((4, [2, 2]), (99, [2, 3])):
        found = followed(office(service=services, arrivals=arrivals, tickets={"quota": whole}), engine=engine)
        served = found.rows[found.rows["outcome"] == SERVED]
        assert np.bincount(served["service"]).tolist() == expected


def test_who_comes_before_the_tickets_waits_at_the_door_and_who_comes_late_gets_none(engine):
    """Doors 08:00, tickets 08:30 to 09:00: at 08:10 one waits twenty minutes at the door, then the line."""
    scenario = office(
        hours=HOURS,
        service=one_step(10),
        arrivals=[at([490, 500, 515, 539, 540])],
        tickets={"hours": "08:30-09:00"},
    )
    found = followed(scenario, engine=engine)
    ordered = np.sort(found.rows, order="came_s")
    assert [clock(s / 60)[:5] for s in ordered["arrive_s"]] == ["08:30", "08:30", "08:35", "08:59", "09:00"]
    assert [clock(s / 60)[:5] for s in ordered["start_s"][:4]] == ["08:30", "08:40", "08:50", "09:00"]
    assert (ordered["waited_s"] / 60).tolist() == [20, 20, 15, 1, 0]
    assert ordered["outcome"].tolist() == [SERVED] * 4 + [NO_TICKET]


def test_an_appointment_needs_no_ticket():
    found = followed(only(booked(), tickets={"quota": 0}))
    assert (at_desk(found)["outcome"] == SERVED).all()
    assert len(at_desk(found)) == 5 * 18
    others = found.rows[found.rows["channel"] == 0]
    assert (others["outcome"] == NO_TICKET).all()


# ------------------------------------------------------------------------------------------- bundles, online, mobile


def test_a_channel_is_for_those_who_live_far_and_know_how_to_use_it(engine):
    """And of those, for as many as are willing; everybody else walks in."""
    far = {"dist": "uniform", "low_min": 10, "high_min": 90}
    online = {"kind": "online", "needs_skill": 0.4, "skill_below": 0.9, "farther_than_min": 30, "willing": 0.5}
    scenario = only(online, citizens=people(600, digital_access=0.8, digital_skill=0.5, travel=far), service=timed(0))
    found = followed(scenario, engine=engine)
    cases, skill = found.cases, found.citizens["skill"][found.cases["citizen"]]
    trip = found.citizens["travel_s"] / np.maximum(1, found.citizens["trips"])
    may = (skill >= 0.4) & (skill < 0.9) & (trip[cases["citizen"]] >= 30 * 60)
    assert not (cases["channel"] == 1)[~may].any()
    assert (cases["channel"] == 1)[may].mean() == pytest.approx(0.5, abs=3.3 * 0.5 / may.sum() ** 0.5)
    assert (skill[cases["channel"] == 0] == 0).mean() > 0.15


def bundle(**more) -> dict[str, object]:
    return {"kind": "bundle", "days": ["tue"], **more}


@pytest.mark.parametrize("service_min", [1.0, 5.0])
def test_the_files_of_a_bundle_wait_for_each_other(engine, service_min):
    """n files at once, s minutes each: the mean wait is (n - 1) / 2 × s."""
    scenario = only(
        bundle(),
        citizens=people(20),
        service=timed(service_min),
        days=10,
        start="2026-01-05",
        hours={"workdays": "08:00-24:00"},
    )
    rows = at_desk(followed(scenario, engine=engine))
    assert set(rows["day"].tolist()) == {1, 6}
    for day in (1, 6):
        files = rows[rows["day"] == day]
        assert len(np.unique(files["came_s"])) == 1
        wait = (files["start_s"] - files["came_s"]) / 60
        assert wait.mean() == (len(files) - 1) / 2 * service_min
        assert sorted(wait.tolist()) == [service_min * i for i in range(len(files))]


def test_a_bundle_waits_for_its_day_and_every_village_has_its_own():
    """Two villages, Tuesday and Thursday: a need of Tuesday itself waits for the next week."""
    scenario = only(
        bundle(days=["tue", "thu"]),
        citizens=people(60, villages=2),
        service=timed(0),
        days=20,
        start="2026-01-05",
        hours={"workdays": HOURS},
    )
    found = followed(scenario)
    weekday = found.plan.arrays.day["date"] % 7
    tuesday = weekday[1]
    days = {}
    for row in at_desk(found):
        days.setdefault(int(row["citizen"]), set()).add(int(weekday[row["day"]]))
    assert all(len(own) == 1 for own in days.values())
    assert {day for own in days.values() for day in own} == {tuesday, weekday[3]}
    done = found.cases[(found.cases["channel"] == 1) & (found.cases["ended_day"] != NONE)]
    assert (done["ended_day"] - done["began_day"]).min() == 1
    assert (done["ended_day"] - done["began_day"]).max() == 5


def test_where_a_go_between_comes_the_citizen_makes_no_trip():
    trip = {"travel": constant(60)}
    found = followed(only(bundle(citizen_comes=False), citizens=people(20, **trip), days=10, service=timed(1)))
    done = found.cases[(found.cases["channel"] == 1) & (found.cases["outcome"] == 0)]
    assert len(done) > 20
    assert (done["visits"] == 1).all()
    for cost in ("trips", "travel_s", "spent_s", "waited_s"):
        assert (done[cost] == 0).all()


def test_a_mobile_day_is_its_weekday_within_its_hours_at_its_own_distance():
    mobile = {"kind": "mobile", "days": ["wed"], "hours": [["09:00-10:00", 1]], "travel_min": 20}
    scenario = only(
        mobile,
        citizens=people(20, travel=constant(300)),
        days=15,
        start="2026-01-05",
        service=timed(0),
        hours={"workdays": HOURS},
    )
    found = followed(scenario)
    rows = at_desk(found)
    assert set(rows["day"].tolist()) == {2, 7, 12}
    assert rows["came_s"].min() >= 9 * 3600
    assert rows["came_s"].max() < 10 * 3600
    done = found.cases[found.cases["outcome"] == 0]
    assert (done["travel_s"] == 20 * 60 * done["trips"]).all()


def test_online_is_sent_by_day_and_night_and_worked_on_when_the_office_is_open():
    steps = [
        {"name": "hand_in", "station": "counter", "time": constant(5)},
        {"name": "upload", "without_citizen": True, "time": constant(0)},
        {"name": "verify", "station": "back", "time": constant(2)},
    ]
    scenario = office(
        hours="08:00-15:00",
        days=20,
        station=[{"name": "counter"}, {"name": "back", "back_office": True}],
        officer=officer(count=2),
        service=[{"name": "service", "step": steps}],
        citizens=people(60),
        channel=[{"name": "online", "kind": "online", "enters": [["service", "upload"]]}],
    )
    found = followed(scenario)
    sent = found.rows[found.rows["step"] == 1]["arrive_s"]
    outside = (sent < 8 * 3600) | (sent >= 15 * 3600)
    assert outside.mean() == pytest.approx(17 / 24, abs=3.3 * (17 / 24 * 7 / 24 / len(sent)) ** 0.5)
    files = found.rows[found.rows["step"] == 2]
    begun = files["start_s"] % 86_400
    assert begun.min() >= 8 * 3600
    assert begun.max() < 15 * 3600
    assert (found.cases["visits"] == 0).all()
    assert (found.cases["outcome"] == 0).mean() > 0.9


# --------------------------------------------------------------------------------------------- channels nobody uses


UNUSED = {
    "needs_skill": {"needs_skill": 1.0, "skill_below": 1.0},
    "willing": {"willing": 0.0},
    "distance": {"farther_than_min": 100_000.0},
}


@MANY
@given(offices(), st.sampled_from(sorted(UNUSED)), st.sampled_from(["online", "counter", "appointment", "bundle"]))
def test_a_channel_that_nobody_can_use_changes_nothing_to_the_last_bit(scenario: Scenario, why: str, kind: str) -> None:
    extra = Channel(name="nobody", kind=kind, days=("mon",), **UNUSED[why])
    same_rows(scenario, replace(scenario, channels=(*scenario.channels, extra)))


@MANY
@given(offices())
def test_a_channel_for_a_service_that_nobody_asks_for_changes_nothing_to_the_last_bit(scenario: Scenario) -> None:
    last = scenario.services[-1].name
    if scenario.opinion is not None and scenario.opinion.complaints is not None:
        assume(scenario.opinion.complaints.service != last)
    silent = replace(scenario, services=(*scenario.services[:-1], replace(scenario.services[-1], share=0.0)))
    extra = Channel(name="nobody", kind="online", services=(last,))
    if silent.services[0].share > 0:
        same_rows(silent, replace(silent, channels=(*silent.channels, extra)))


def same_rows(before: Scenario, after: Scenario) -> None:
    one, other = followed(before), followed(after)
    assert one.rows.tolist() == other.rows.tolist()
    assert one.block.officers.tolist() == other.block.officers.tolist()
    assert one.block.days.tolist() == other.block.days.tolist()
    assert one.citizens.tolist() == other.citizens.tolist()


# ------------------------------------------------------------------------------------------------------- directions


CROWD = {
    "hours": HOURS,
    "days": 40,
    "closing": "serve_all",
    "service": [
        {
            "name": "service",
            "step": [{"name": "desk", "station": "counter", "time": {"dist": "gamma", "mean_min": 4, "cv": 0.4}}],
        }
    ],
    "officer": officer(count=2),
    "citizens": {"count": 1000, "needs_per_year": 25},
    "demand": {"profile": [["08:00-09:00", 8], ["09:00-12:00", 2]]},
}


def paired(before: Scenario, after: Scenario, measure: str, runs: int = 8) -> tuple[float, float]:
    """The mean difference of a measure with the same luck, and half its 99.9 % interval."""
    one, other = (replicate(s, runs).of(measure) for s in (before, after))
    gap = other - one
    return float(gap.mean()), float(stdtrit(runs - 1, 0.9995) * gap.std(ddof=1) / runs**0.5)


def test_spreading_arrivals_by_appointments_cuts_the_wait():
    slots = [{"name": "way", "kind": "appointment", "slots": [["08:00-12:00", 4, 2]], "late_sd_min": 5}]
    gap, half = paired(office(**CROWD), office(**CROWD, channel=slots), "wait_of_all_mean_min")
    assert gap + half < 0


def test_a_quota_moves_waits_into_days_and_trips():
    """Busy and quiet days take turns; who gets no ticket comes again: shorter lines, more trips, later answers."""
    crowd = CROWD | {
        "officer": officer(),
        "citizens": {"count": 700, "needs_per_year": 17, "travel": constant(60)},
        "demand": {"busyness": {"dist": "gamma", "cv": 0.6}},
        "returns": {"no_ticket": {"share": 1.0, "after_days": 1}},
    }
    free, limited = office(**crowd), office(**crowd, tickets={"quota": 65})
    gap, half = paired(free, limited, "wait_mean_min", 40)
    assert gap + half < 0
    for measure in ("visits_per_case", "trips_per_case", "days_to_finish_mean"):
        gap, half = paired(free, limited, measure)
        assert gap - half > 0


def test_bundles_make_the_line_longer_and_more_unsteady_though_no_more_people_come():
    every_day = {"kind": "bundle", "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
    calm = office(**CROWD | {"demand": {}})
    bundled = office(**CROWD | {"demand": {}}, channel=[{"name": "way", **every_day}])
    gap, half = paired(calm, bundled, "wait_of_all_mean_min")
    assert gap - half > 0
    assert queue_variance(followed(bundled)) > 2 * queue_variance(followed(calm))


def queue_variance(found: Followed) -> float:
    """The variance of the number waiting, looked at every minute of every day."""
    rows, days = found.rows, len(found.block.days)
    waiting = [(rows["arrive_s"] <= 60 * m) & (rows["start_s"] > 60 * m) for m in range(8 * 60, 12 * 60)]
    return float(np.var([np.bincount(rows["day"][now], minlength=days) for now in waiting]))


def test_the_same_citizen_has_the_same_luck_beside_a_channel_for_others():
    """Half take appointments: whoever still walks in comes at the same moment, with the same work to be done."""
    spread = [{"name": "way", "kind": "appointment", "slots": [["08:00-12:00", 4, 9]], "willing": 0.5}]
    before, after = (followed(s) for s in (office(**CROWD), office(**CROWD, channel=spread)))

    def luck(found: Followed) -> dict[tuple[int, int, int], int]:
        rows = found.rows[found.rows["channel"] == 0]
        return {(int(r["citizen"]), int(r["day"]), int(r["came_s"])): int(r["finish_s"] - r["start_s"]) for r in rows}

    whole, rest = luck(before), luck(after)
    assert 0.4 < len(rest) / len(whole) < 0.6
    assert rest.items() <= whole.items()
