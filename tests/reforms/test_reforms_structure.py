"""Do measures of structure move what their mechanism says, and nobody whom they cannot reach?

Differences are paired by common random numbers, and their 95 % intervals have to lie on one side of nought.
"""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from catalogue_offices import office

from findings.differences import change, down, measured, reformed, same, up
from findings.file_offices import (
    AT_ONCE,
    CERTIFICATE,
    OFFICE,
    alike,
    citizens,
    finishing,
    minutes,
    registry_office,
    told_by,
)
from sim.measures import paired
from sim.plan import plan_of
from sim.plan.tables import ERROR
from sim.reforms import CATALOGUE, Staffing
from sim.scenario import load

STRUCTURE = (
    "sop_simplification", "digitalisation", "appointments", "service_standard", "staffing", "agency_integration",
)  # fmt: skip


# ------------------------------------------------------------------------------------------ what is set up beforehand

BUNDLED = ("dukcapil", "dpmptsp", "puskesmas", "dukcapil-wilayah")
SET_UP = {
    "digitalisation": {"assisted": 0.3, "variant": "full"},
    "sop_simplification": {},
    "staffing": {"count": 2},
}


@cache
def untouched(name):
    return told_by(replace(load(name), days=8))


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("reform", STRUCTURE)
def test_what_a_measure_sets_up_changes_nobodys_visit_before_it_starts(name, reform):
    start = {"name": reform, "start": date(2026, 1, 13)} | SET_UP.get(reform, {})
    assert alike(told_by(replace(load(name), days=8), start), untouched(name), 6)


@pytest.mark.parametrize("name", BUNDLED)
def test_so_it_is_where_nothing_was_online_and_nothing_booked(name):
    made = replace(load(name), days=8, channels=())
    start = [{"name": reform, "start": date(2026, 1, 13)} | SET_UP.get(reform, {}) for reform in STRUCTURE]
    assert alike(told_by(made, *start), told_by(made), 6)


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("reform", STRUCTURE)
def test_every_measure_of_structure_costs_something_at_every_office(name, reform):
    made = load(name)
    measure = CATALOGUE[reform]()
    assert measure.investment(made) + measure.yearly(made) > 1_000_000


# ------------------------------------------------------------------------------------------------- simpler procedures


def test_simpler_procedures_shorten_waits_and_spare_citizens_a_visit():
    made = registry_office()
    assert down(change("wait_mean_min", made, {"name": "sop_simplification"}))
    assert down(change("visits_per_case", made, {"name": "sop_simplification"}))
    assert down(change("incomplete_share", made, {"name": "sop_simplification"}))


def test_fewer_minutes_spare_nobody_a_paper_and_fewer_papers_nobody_a_minute():
    made = registry_office(**AT_ONCE)
    minutes_only = {"name": "sop_simplification", "papers_spared": 0.0, "dip": 0.0}
    papers_only = {"name": "sop_simplification", "minutes_saved": 0.0}
    assert same(change("incomplete_share", made, minutes_only))
    entry = [measured(each).of("step_service_mean_min", "step", "certificate.entry") for each in
             (reformed(made, papers_only), reformed(made, minutes_only), made)]  # fmt: skip
    assert same(paired(entry[0], entry[2]))
    assert down(paired(entry[1], entry[2]))


def mistakes(scenario, *reforms):
    """The share of the cases that came back because the citizen found a mistake, by run."""
    return np.array(
        [
            (block.cases["reason"] == ERROR).mean()
            for block in (told_by(scenario, *reforms, run=run)[1] for run in range(8))
        ]
    )


def test_a_check_that_is_left_out_takes_no_time_and_finds_no_mistakes():
    made = registry_office()
    left_out = {
        "name": "sop_simplification", "skips": ["certificate.validate"], "minutes_saved": 0.0, "papers_spared": 0.0,
    }  # fmt: skip
    validated = [
        measured(each).of("served", "step", "certificate.validate") for each in (reformed(made, left_out), made)
    ]
    assert down(paired(*validated))
    assert mistakes(made, left_out).min() > 2 * mistakes(made).max()


# -------------------------------------------------------------------------------------------------- service standard

LATER = {
    "name": "archive", "documents": 0, "deadline_days": 15, "share": 1.0,
    "step": [
        {"name": "ask", "station": "front", "time": minutes(1)},
        {"name": "search", "station": "validation", "time": minutes(14)},
    ],
}  # fmt: skip


def two_promises(**keys):
    """A validator with too much to do in the first weeks, of which only a part is pressing."""
    pressing = CERTIFICATE | {"share": 1.0}
    officers = [dict(one) for one in OFFICE["officer"]]
    officers[0] = officers[0] | {"skills": [*officers[0]["skills"], "archive.ask"]}
    officers[2] = officers[2] | {"skills": [*officers[2]["skills"], "archive.search"]}
    return registry_office(service=[pressing, LATER], officer=officers, days=40, **keys)


STANDARD = {"name": "service_standard", "watch_days": 0}


def test_files_that_are_due_come_first_so_fewer_are_late():
    made = two_promises()
    assert up(change("within_deadline", made, STANDARD))
    kept = [measured(each).of("within_deadline", "service", "certificate") for each in (reformed(made, STANDARD), made)]
    assert up(paired(*kept))


def test_a_standard_does_no_work():
    """Who is not pressing waits longer, and a promise that is too short is broken more often."""
    made = two_promises()
    days = [measured(each).of("days_to_finish_mean", "service", "archive") for each in (reformed(made, STANDARD), made)]
    assert up(paired(*days))
    strict = STANDARD | {"deadline_days": 1, "services": ["certificate"]}
    kept = [
        measured(reformed(made, each)).of("within_deadline", "service", "certificate") for each in (strict, STANDARD)
    ]
    assert down(paired(*kept))


def test_what_is_promised_is_expected_and_what_is_made_good_is_forgiven():
    made = two_promises(staff={}, opinion={})
    promise = STANDARD | {"compensated": 0.0, "hopes": 0.0}
    given = {key: measured(reformed(made, promise | more)).of("satisfaction_mean") for key, more in (
        ("neither", {}), ("hoped", {"hopes": 0.02}), ("compensated", {"compensated": 0.6}),
    )}  # fmt: skip
    assert down(paired(given["hoped"], given["neither"]))
    assert up(paired(given["compensated"], given["neither"]))


# ---------------------------------------------------------------------------------------------------------- staffing


def test_one_more_officer_is_like_those_with_the_most_to_do_and_shortens_their_line():
    made = registry_office()
    more = {"name": "staffing", "group": "front"}
    assert down(change("wait_mean_min", made, more))
    assert down(change("wait_mean_min", made, {"name": "staffing"})), "by default too"
    assert plan_of(reformed(made, {"name": "staffing"})).scenario.officers[-1].skills == tuple(
        OFFICE["officer"][0]["skills"]
    )


def test_who_is_hired_is_the_same_beside_reforms_that_set_up_posts_themselves():
    """In a puskesmas a post for the busy hours, which nobody holds yet, would leave the doctors less to do."""
    alone, beside = (
        plan_of(replace(office("puskesmas"), reforms=(*more, Staffing(id="more")))).scenario.officers[-1]
        for more in ((), (CATALOGUE["feedback_survey"](id="survey"), Staffing(id="first")))
    )
    assert alone == beside
    assert "Dokter" in alone.title["id"]


def test_an_officer_more_costs_a_wage_and_a_place_for_each_office():
    one, two = (Staffing(group="Loket depan", count=count) for count in (1, 2))
    office_, region = load("dukcapil"), load("dukcapil-wilayah")
    assert two.yearly(office_) == 2 * one.yearly(office_) == 120_000_000
    assert one.yearly(region) == 6 * one.yearly(office_)
    assert Staffing(group="Loket depan", office="kec-timur").yearly(region) == one.yearly(office_)
    assert Staffing(group="Loket depan pusat", to_office="kec-timur").yearly(region) == 0.0


MOVED = {"name": "staffing", "group": "front", "office": "east", "to_office": "west"}
PLACES = ("east", "west", "north")


def region(**keys):
    """Three such offices, each with a front desk of its own."""
    return registry_office(office=[{"name": place} for place in PLACES], **(citizens(count=9000) | {"days": 10} | keys))


def test_who_is_moved_here_is_missing_there():
    with_it, without = (
        {place: measured(made).of("wait_of_all_mean_min", "office", place) for place in PLACES}
        for made in (reformed(region(), MOVED), region())
    )
    assert up(paired(with_it["east"], without["east"]))
    assert down(paired(with_it["west"], without["west"]))
    assert np.array_equal(with_it["north"], without["north"])


def test_at_less_strength_they_are_moved_for_fewer_days_of_the_week():
    plan = plan_of(reformed(region(), MOVED | {"strength": 0.4, "start": date(2026, 1, 12)}))
    first, moved = plan.arrays.office["posts_first"][0], plan.names.officers.index("front (east)")
    places = plan.arrays.lookup["to"][first + moved * 10 : first + moved * 10 + 10]
    assert [PLACES[place] for place in places] == ["east"] * 5 + ["west"] * 2 + ["east"] * 3


# ------------------------------------------------------------------------------------------------- other agencies

ELSEWHERE = {"after_days": [[2, 0.3], [5, 0.4], [10, 0.3]], "without_citizen": True, "time": minutes(30)}


def waiting_for_another():
    """The same office, whose files wait for another agency before they are printed."""
    steps = list(CERTIFICATE["step"])
    steps.insert(3, {"name": "opinion"} | ELSEWHERE)
    steps[-1] = steps[-1] | {"next": [{"to": "opinion", "share": 1.0}]}
    return registry_office(service=[CERTIFICATE | {"step": steps}], days=80)


CONNECTED = {"name": "agency_integration", "ramp_days": 0}


def test_shared_data_shorten_the_wait_for_another_agency():
    made = waiting_for_another()
    assert change("days_to_finish_mean", made, CONNECTED).high < -1.0
    assert down(change("incomplete_share", made, CONNECTED))


def test_shared_data_do_not_shorten_the_line_at_the_counter():
    """What is ready sooner is collected all the same."""
    difference = change("wait_mean_min", waiting_for_another(), CONNECTED | {"papers_spared": 0.0})
    assert not down(difference)
    assert difference.mean < 1.0


@pytest.mark.parametrize("reform", [{"name": "staffing", "group": "front", "count": 3}, {"name": "sop_simplification"}])
def test_what_another_agency_holds_up_no_counter_speeds_up(reform):
    """Nothing that an office does at its counters takes more than hours off a case that waits for days elsewhere."""
    made = waiting_for_another()
    assert change("wait_mean_min", made, reform).high < 0.0
    assert change("days_to_finish_mean", made, reform).low > -0.3


def test_while_the_connection_is_down_files_rest():
    made = waiting_for_another()
    days = {
        share: finishing(made, CONNECTED | {"outage": share, "outage_min": 300.0}, by="walk_in") for share in (0, 1.0)
    }
    assert up(paired(days[1.0], days[0]))


def test_where_nothing_is_asked_of_another_agency_nothing_changes():
    """Nor is anything new for the officers."""
    made = registry_office(service=[CERTIFICATE | {"documents": 0}])
    assert list(CATALOGUE["agency_integration"]().effects(made)) == []


def test_the_steps_that_wait_for_another_agency_are_found_in_the_offices_that_are_bundled():
    found = {
        name: {step for effect in CATALOGUE["agency_integration"]().effects(load(name))
               if getattr(effect, "parameter", "") == "step.at_once" for step in effect.where}
        for name in BUNDLED
    }  # fmt: skip
    recorded = {"rekam-ktp.penunggalan", "rekam-ktp.penunggalan-keliling"}
    assert found == {
        "dukcapil": recorded, "dukcapil-wilayah": recorded, "dpmptsp": {"izin.rekomendasi"}, "puskesmas": set(),
    }  # fmt: skip
