"""Who asks for money follows colleagues, risk, the head, rotation and procedures; some groups are asked more."""

import numpy as np
import pytest

from findings.bureau import CITIZENS, bureau
from findings.differences import reformed
from findings.little_offices import constant
from findings.people_offices import lived

OFF = {"colleagues": 0.0, "risk": 0.0, "example": 0.0, "newcomer": 0.0, "tangled": 0.0}
QUICK = OFF | {"pace_days": 5.0}
SIGNING = {"name": "sign", "station": "counter", "time": constant(5)}
WATCHED = {"name": "integrity_control", "detect": 0.05, "code": 0.0}
MOVED = {"name": "rotation", "every_days": 15}


def after(temptation, *reforms, run=0, takes=0.5, days=60, **keys):
    """An office of many officers after a while."""
    tables = {"integrity": {"takes": takes, "asks": 0.5}, "learning": {}, **keys.pop("staff", {})}
    if temptation is not None:
        tables["temptation"] = temptation
    first, then = ["service.step", "complaint"], ["service.sign"]
    posts = [{"name": name, "skills": skills, "count": 6} for name, skills in (("a", first), ("b", then))]
    people = CITIZENS | {"knows_document": 0.6}
    made = bureau(days, serving=[SIGNING], citizens=people, officer=posts, staff=tables, **keys)
    return lived("compiled", reformed(made, *reforms), run)


def takers(seen):
    return int(seen.staff["takes"].sum())


def asked(seen):
    """The share of visits, from the second week on, in which money was asked for."""
    rows = seen.block.opinions
    return float(rows["asked"][rows["day"] >= 5].mean())


def test_without_its_causes_all_is_as_without_the_table():
    one, other = after(QUICK), after(None)
    pairs = [(one.block.opinions, other.block.opinions), (one.staff, other.staff)]
    assert [
        n for a, b in pairs for n in a.dtype.names if not np.array_equal(a[n], b[n], equal_nan=a[n].dtype.kind == "f")
    ] == []


def test_the_more_colleagues_ask_the_more_ask():
    """Offices drift apart: where luck began with many takers there are more, where with few, fewer."""
    alone, together = ([takers(after(QUICK | {"colleagues": c}, run=run)) for run in range(6)] for c in (0.0, 0.95))
    assert np.std(together) > np.std(alone)


def test_fewer_ask_where_the_head_sets_an_example_and_more_where_the_head_sets_a_bad_one():
    bad, usual, good = (
        takers(after(QUICK | {"example": 0.15}, staff={"leadership": {"level": level}})) for level in (-2, 0, 2)
    )
    assert bad > usual > good


def test_who_sees_colleagues_found_out_asks_less():
    assert takers(after(QUICK | {"risk": 3.0}, WATCHED)) < takers(after(QUICK, WATCHED))


def test_rotation_breaks_collusion_only_where_newcomers_dare_less():
    dare_less = QUICK | {"newcomer": 0.9}
    assert asked(after(dare_less, MOVED)) < 0.8 * asked(after(dare_less))
    assert asked(after(QUICK, MOVED)) == pytest.approx(asked(after(QUICK)), rel=0.05)


def test_missing_papers_and_more_visits_open_the_door():
    assert asked(after(QUICK | {"tangled": 1.0})) > 1.1 * asked(after(QUICK))


def test_a_group_that_is_treated_unequally_is_asked_more_often_and_with_less_courtesy():
    classes = [{"name": "others", "share": 0.5}, {"name": "newcomers", "share": 0.5, "asked": 3.0, "slighted": 0.3}]
    rows = after(None, **{"class": classes}).block.opinions
    others, newcomers = (rows[rows["class_"] == number] for number in (0, 1))
    assert newcomers["asked"].mean() > 1.5 * others["asked"].mean()
    assert newcomers["conduct"][newcomers["asked"] == 0].mean() < others["conduct"][others["asked"] == 0].mean() - 0.3
