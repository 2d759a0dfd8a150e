"""Officers on the defensive: complaints from which nothing comes make them so, and they explain complaints away."""

import numpy as np
import pytest

from findings.bureau import CITIZENS, bureau
from findings.differences import reformed
from findings.people_offices import lived
from sim.plan import plan_of

STINGING = {"stings": 0.03, "calms_days": 30.0}
EASY = {"level": 0.0, "stings": 0.0, "courtesy": 0.0}


def after(criticism, *reforms, run=0, days=80, level=0.0, **complaints):
    """An office in which many complain, after a while."""
    tables = {"motivation": {}, "courtesy": {}, "leadership": {"level": level}}
    if criticism is not None:
        tables["criticism"] = criticism
    telling = {"complaints": {"service": "complaint", "below": 1.0, "complains": 0.01} | complaints}
    return lived("compiled", reformed(bureau(days, staff=tables, opinion=telling, citizens=CITIZENS), *reforms), run)


def defensive(seen):
    return float(seen.staff["defensive"].mean())


def ignored(seen):
    """How the handling of complaints is rated."""
    rows = seen.block.opinions
    return float(rows["complaints"][rows["day"] >= 20].mean())


def test_who_takes_nothing_to_heart_is_as_without_the_table():
    one, other = after(EASY), after(None)
    for mine, theirs in ((one.block.opinions, other.block.opinions), (one.staff, other.staff)):
        assert all(np.array_equal(mine[n], theirs[n], equal_nan=mine[n].dtype.kind == "f") for n in mine.dtype.names)


def test_complaints_that_are_explained_away_make_defensive_and_those_mended_do_not():
    """What is mended takes away what the complaint did; what is not stays until it is forgotten."""
    mended, away = (defensive(after(STINGING | {"excuses": share})) for share in (0.0, 1.0))
    assert away > mended + 0.1
    assert mended < 0.45


def test_the_defensive_explain_complaints_away_and_are_less_friendly():
    calm = EASY | {"courtesy": 0.2}
    open_, closed = after(calm), after(calm | {"level": 0.9})
    assert ignored(closed) < ignored(open_) - 0.02
    conduct = [float(seen.block.opinions["conduct"].mean()) for seen in (open_, closed)]
    assert conduct[0] - conduct[1] == pytest.approx(3 * 0.9 * 0.2, rel=0.25)


@pytest.mark.parametrize("measure", [{"name": "leadership", "level": 1.0}, {"name": "participation"}])
def test_a_head_who_is_an_example_and_listening_to_citizens_make_officers_open(measure):
    assert defensive(after(STINGING, measure)) < defensive(after(STINGING)) - 0.02


def test_asking_back_whether_it_was_mended_leaves_less_to_be_explained_away():
    channel = {"name": "complaint_channel", "closing_the_loop": 0.0, "less_fear": 0.0, "online": 0.0}
    loose, followed = (defensive(after(STINGING, channel | {"followed_up": by})) for by in (0.0, 0.9))
    assert followed < loose


def test_a_head_who_is_a_bad_example_makes_a_defensive_office():
    assert defensive(after({"stings": 0.0}, level=-2.0)) > defensive(after({"stings": 0.0}, level=2.0)) + 0.2


def test_participation_says_that_there_is_no_criticism_to_listen_to():
    """In an office that says nothing of it only the other effects of the measure are left."""
    knowing = bureau(10, staff={"courtesy": {}}, citizens=CITIZENS | {"knows_document": 1.0}, opinion={})
    made = reformed(knowing, {"name": "participation"})
    assert "criticism" in {why for idle in plan_of(made).idle for why in idle.reasons}
