"""What must hold of officers and citizens in every office, whatever its numbers, and after twenty years of it?"""

from dataclasses import fields, replace
from typing import get_type_hints

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from findings.little_offices import ENGINES, constant, office, officer, one_step
from findings.people_offices import lived, visited
from sim.office import opinion as of_opinion
from sim.office import staff as of_staff
from sim.office.units import Factor, Share
from sim.plan.layout import NONE
from sim.plan.tables import ELEMENTS

MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
CHANGES = tuple(field.name for field in fields(of_staff.Staff) if field.name != "mismatch")
ALL_STAFF = {name: {} for name in CHANGES}
ALL_OPINION = {"talk": {}, "complaints": {"service": "complaint"}, "feedback": {}}
VALUES = {
    Share: [0.0, 0.1, 0.5, 1.0],
    Factor: [0.0, 0.2, 1.0, 5.0],
    of_staff.Signed: [-0.9, -0.2, 0.0, 0.5, 3.0],
    of_staff.Odds: [0.5, 1.0, 1.3, 10.0],
    of_staff.Positive: [0.5, 5.0, 50.0, 3_000.0],
    of_staff.Rate: [0.1, 0.8, 0.95, 1.0],
}
"""What numbers of each kind are tried; what is of another kind keeps its default."""


def odd(table, **more):
    """The table of a mechanism with some of its numbers changed, some of them to the ends of what is allowed."""
    kinds = get_type_hints(table, include_extras=True)
    numbers = {name: st.sampled_from(VALUES[kind]) for name, kind in kinds.items() if kind in VALUES}
    if table is of_staff.Load:
        numbers["elasticity"] = st.sampled_from([-2.0, -0.2, 0.0])
    if table is of_staff.Learning:
        numbers["mentoring"] = st.sampled_from([0.0, 0.4, 0.99])
    return st.fixed_dictionaries({}, optional=numbers).map(lambda drawn: drawn | more)


def staffs():
    tables = get_type_hints(of_staff.Staff)
    named = {name: odd(next(t for t in tables[name].__args__ if t is not type(None))) for name in CHANGES}
    return st.fixed_dictionaries({}, optional=named)


def opinions():
    judged = st.tuples(odd(of_opinion.Satisfaction), st.sampled_from(["performance", "disconfirmation"]))
    return st.fixed_dictionaries(
        {"satisfaction": judged.map(lambda drawn: drawn[0] | {"model": drawn[1]}), "trust": odd(of_opinion.Trust)},
        optional={
            "talk": odd(of_opinion.Talk, every_days=2),
            "complaints": odd(of_opinion.Complaints, service="complaint"),
            "feedback": odd(of_opinion.Feedback),
        },
    )


def small(staff, opinion, **keys):
    """A small office with two officers, one of them new, mistakes, impatience, and citizens of two kinds."""
    step = {"station": "counter", "time": constant(15), "error": 0.2, "patience": constant(60)}
    services = [
        {"name": "service", "step": [{"name": "first"} | step, {"name": "second"} | step]},
        {"name": "complaint", "share": 0.0, "deadline_days": 1, "step": [{"name": "told"} | step]},
    ]
    people = {"count": 40, "needs_per_year": 250 * 0.5, "needs_cv": 1.0, "connected": 0.4}
    usual = {
        "hours": "08:00-15:00", "days": 7, "closing": "send_home", "service": services, "citizens": people,
        "officer": [{"name": "old", "skills": ["*"]}, {"name": "new", "skills": ["*"], "experience": 0.0}],
        "returns": {"error": {}, "gave_up": {"share": 0.5}},
    }  # fmt: skip
    return office(**(usual | keys), staff=staff, opinion=opinion)


def same(one, other):
    """Whether two runs are the same to the last bit."""
    for left, right in zip((*one.block, one.citizens, one.staff), (*other.block, other.citizens, other.staff),
                           strict=True):  # fmt: skip
        np.testing.assert_array_equal(left, right)


# ----------------------------------------------------------------------------------------------- every office at all


@MANY
@given(staffs(), opinions(), st.integers(0, 99))
def test_trust_and_all_shares_stay_between_nothing_and_all(staff, opinion, run):
    seen = lived("compiled", small(staff, opinion), run)
    rows, people, officers = seen.block.opinions, seen.citizens, seen.staff
    shares = [
        *(people[name] for name in ("trust", "predisposition", "expectation")),
        *(rows[name] for name in ("performance", "expected", "satisfaction", "trust")),
        *(officers[name] for name in ("motivation", "courtesy", "adoption", "competence")),
        seen.block.days["trust"],
    ]
    for share in shares:
        assert ((share >= 0.0) & (share <= 1.0)).all()
    assert (officers["strain"] >= 0.0).all()
    assert set(np.unique([rows[element] for element in ELEMENTS])) <= {0, 1, 2, 3, 4}


@MANY
@given(staffs(), opinions(), st.integers(0, 99))
def test_who_pays_was_asked_and_who_is_helped_was_not(staff, opinion, run):
    seen = lived("compiled", small(staff, opinion), run)
    rows, people = seen.block.opinions, seen.citizens
    assert ((people["paid"] <= people["asked"]) & (people["asked"] <= people["visits"])).all()
    assert (rows["asked"][rows["paid_rupiah"] > 0] == 1).all()
    assert not (rows["asked"] & rows["favoured"]).any()
    assert (people["connected"][rows["citizen"]][rows["favoured"] == 1] == 1).all()
    ended = seen.block.cases[seen.block.cases["citizen"] != NONE]
    assert ended["paid_rupiah"].sum() == people["paid_rupiah"].sum() >= rows["paid_rupiah"].sum()


@MANY
@given(staffs(), opinions(), st.integers(0, 99))
def test_what_citizens_remember_is_what_was_written_down(staff, opinion, run):
    """Money asked for with a complaint is remembered too, though nobody judges that visit."""
    seen = lived("compiled", small(staff, opinion), run)
    rows, people = seen.block.opinions, seen.citizens
    for name, column in {"asked": "asked", "favoured": "favoured", "complaints": "complained"}.items():
        counted = np.bincount(rows["citizen"], rows[column], len(people)).astype(int)
        assert (people[name] >= counted).all()
        assert (people[name] == counted)[people["complaints"] == 0].all()
    assert people["judged"].tolist() == np.bincount(rows["citizen"], minlength=len(people)).tolist()
    assert (people["complaints"] <= people["judged"]).all()
    assert seen.block.days["complaints"].sum() == people["complaints"].sum() == rows["complained"].sum()


@given(staffs(), opinions())
@settings(max_examples=40)
def test_nobody_is_asked_where_nobody_takes(staff, opinion):
    honest = staff | {"integrity": staff.get("integrity", {}) | {"takes": 0.0}}
    seen = lived("compiled", small(honest, opinion))
    assert seen.citizens["asked"].sum() == seen.citizens["paid_rupiah"].sum() == 0
    assert not seen.staff["takes"].any()


@given(staffs(), opinions())
@settings(max_examples=40)
def test_those_with_a_connection_are_never_asked_where_they_always_use_it(staff, opinion):
    used = staff | {"integrity": staff.get("integrity", {}) | {"uses": 1.0, "takes": 1.0, "asks": 1.0}}
    seen = lived("compiled", small(used, opinion))
    assert seen.citizens["asked"][seen.citizens["connected"] == 1].sum() == 0


# --------------------------------------------------------------------------------- what changes nothing, and what does


@pytest.mark.parametrize("engine", list(ENGINES))
def test_trust_that_changes_nothing_is_no_feedback_at_all(engine):
    flat = {"strength": 0.0}
    complaints = {key: ALL_OPINION[key] for key in ("talk", "complaints")}
    same(*(lived(engine, small(ALL_STAFF, complaints | more)) for more in ({}, {"feedback": flat})))


NEUTRAL = {
    "learning": {"rate": 1.0},
    "fatigue": {"output": 1.0, "odds": 1.0},
    "load": {"elasticity": 0.0, "slower": 0.0, "errors": 0.0},
    "motivation": {"effort": 0.0},
    "courtesy": {},
    "integrity": {"takes": 0.0, "uses": 0.0},
    "attendance": {"absence": 0.0, "motivation": 0.0},
    "turnover": {"a_year": 0.0},
    "change": {"time": 0.0, "dip": 0.0},
    "leadership": {"level": 0.0},
}


@pytest.mark.parametrize("tables", [[], *[[name] for name in NEUTRAL], list(NEUTRAL)], ids="+".join)
def test_a_mechanism_without_strength_is_that_of_a_queueing_office(tables):
    """And to be judged changes nothing in what happens, as long as nobody acts on it."""
    plain = small(None, None)
    changed = replace(plain, staff=small({name: NEUTRAL[name] for name in tables}, None).staff)
    judged = replace(changed, opinion=small(None, {"talk": {}}).opinion)
    before, *after = (lived("compiled", scenario).block for scenario in (plain, changed, judged))
    for block in after:
        for name in ("visits", "officers", "cases"):
            np.testing.assert_array_equal(getattr(block, name), getattr(before, name))


def motivation(days=120, **table):
    calm = visited(20, 0.1)
    made = office(
        **calm, days=days, officer=officer(count=5), staff={"motivation": {"level": 0.4, "spread": 0.0} | table}
    )
    return lived("compiled", made).staff["motivation"].mean()


@pytest.mark.parametrize(("crowding", "sign"), [(-0.3, -1), (-0.05, 0), (0.42, 1)])
def test_pay_for_results_moves_motivation_as_it_is_written(crowding, sign):
    """What the pay adds, and what it crowds out (P6, P8): less, as much as before, more."""
    table = {"pay": 0.05, "crowding": crowding}
    without, half, full = (motivation(reward=reward, **table) for reward in (0.0, 0.5, 1.0))
    assert np.sign([round(half - without, 6), round(full - half, 6)]).tolist() == [sign, sign]
    assert full - without == pytest.approx(2 * (half - without), rel=0.05, abs=1e-12)


def test_a_better_head_of_the_office_has_the_new_adopted_sooner():
    made = {level: office(**visited(20, 0.1), days=15, officer=officer(count=30),
                          staff={"change": {}, "leadership": {"level": level}})
            for level in (-1.0, 0.0, 1.0)}  # fmt: skip
    poor, usual, good = (lived("compiled", scenario).staff["adoption"] for scenario in made.values())
    assert (poor < usual).all()
    assert (usual < good).all()


def test_who_resists_adopts_later_than_everybody_else():
    made = office(**visited(20, 0.1), days=15, officer=officer(count=60), staff={"change": {"spread": 0.0}})
    seen = lived("compiled", made).staff
    assert seen["adoption"][seen["resists"] == 1].max() < seen["adoption"][seen["resists"] == 0].min()


def test_stalling_and_asking_lose_trust():
    """The same citizens on the same days; only the officers differ."""
    fair, greedy = (
        lived("compiled", small({"integrity": {"takes": takes, "uses": 0.0}}, {}, days=60)).citizens
        for takes in (0.0, 1.0)
    )
    assert greedy["trust"].mean() < fair["trust"].mean() - 0.02


# ------------------------------------------------------------------------------------------------------- twenty years


YEAR, YEARS = 250, 20


def years(needs_per_year, run=0, **staff):
    """An office of two officers with everything on, year by year: 400 citizens, a quarter of an hour each time."""
    services = [*one_step(15, error=0.03), *[s | {"name": "complaint", "share": 0.0} for s in one_step(5)]]
    people = {"count": 400, "needs_per_year": needs_per_year, "needs_cv": 0.5, "connected": 0.4}
    made = office(hours="08:00-15:00", days=YEARS * YEAR, service=services, officer=officer(count=2), citizens=people,
                  returns={"error": {}}, staff=ALL_STAFF | staff, opinion=ALL_OPINION)  # fmt: skip
    return lived("compiled", made, run)


def by_year(values):
    return values.reshape(YEARS, YEAR).mean(axis=1)


@pytest.mark.parametrize("needs", [10.0, 20.0, 34.0], ids=["calm", "busy", "overloaded"])
def test_trust_finds_its_level_and_stays_there_for_twenty_years(needs):
    """Nobody leaves, so that the same people meet all the time; the first year may be on the way."""
    trust = by_year(years(needs, turnover={"a_year": 0.0}).block.days["trust"])
    assert abs(trust[-5:].mean() - trust[5:-5].mean()) < 0.01
    assert 0.1 < trust.min() < trust.max() < 0.9
    assert np.ptp(trust[1:]) < 0.05


@pytest.mark.parametrize("run", range(3))
def test_trust_follows_who_works_there_and_nothing_else(run):
    """With officers who come and go there are better times and worse ones, and no way down or up."""
    seen = years(20.0, run)
    trust = by_year(seen.block.days["trust"])
    assert abs(trust[-5:].mean() - trust[1:-5].mean()) < 0.1
    assert 0.1 < trust.min() < trust.max() < 0.9
    assert 0.02 < seen.citizens["trust"].std() < 0.3


@pytest.mark.parametrize("needs", [10.0, 20.0, 34.0], ids=["calm", "busy", "overloaded"])
def test_officers_do_not_explode_in_twenty_years(needs):
    seen = years(needs)
    officers = seen.block.officers
    worked = by_year(officers["busy_s"].reshape(YEARS * YEAR, 2).sum(axis=1))
    assert worked[-5:].mean() == pytest.approx(worked[1:-5].mean(), rel=0.1)
    assert (seen.staff["strain"] < 3.0).all()
    assert ((seen.staff["competence"] > 0.3) & (seen.staff["competence"] <= 1.0)).all()


def test_officers_of_a_calm_office_neither_burn_out_nor_catch_fire():
    seen = years(10.0)
    assert ((seen.staff["motivation"] > 0.1) & (seen.staff["motivation"] < 0.95)).all()
    assert (seen.staff["strain"] < 0.9).all()


# ----------------------------------------------------------------------------------------------------- groups alike


def gap(of, runs=16, **keys):
    """Trust of the citizens of a group, less that of the others, at the end of a quarter, run by run."""
    kinds = {"class": [{"name": "one", "share": 0.5}, {"name": "other", "share": 0.5}]}
    people = {"count": 200, "needs_per_year": 50.0, "connected": 0.4, "disability": 0.4,
              "age": [{"name": "young", "share": 0.5}, {"name": "old", "share": 0.5}]}  # fmt: skip
    made = small(ALL_STAFF, ALL_OPINION, days=60, citizens=people, **kinds, **keys)
    gaps = []
    for run in range(runs):
        seen = lived("compiled", made, run).citizens
        group = seen[of] == 1
        gaps.append(seen["trust"][group].mean() - seen["trust"][~group].mean())
    return np.array(gaps)


@pytest.mark.parametrize("group", ["class_", "age", "disabled"])
def test_groups_that_are_treated_alike_end_alike(group):
    """The difference cannot be told from nothing over the runs (99.9 %, 15 degrees of freedom)."""
    found = gap(group)
    assert abs(found.mean()) < 4.1 * found.std(ddof=1) / len(found) ** 0.5
    assert abs(found.mean()) < 0.02


def test_those_who_know_somebody_end_with_more_trust():
    found = gap("connected")
    assert found.mean() > 4.1 * found.std(ddof=1) / len(found) ** 0.5
