"""Do measures that give citizens a voice move what their mechanism says, and nothing beside it?

Complaints, the survey that is acted upon, transparency, participation. Differences are paired by common
random numbers, and their 95 % intervals have to lie on one side of nought.
"""

from dataclasses import replace

import pytest

from findings.anchors import anchored, crowded
from findings.bureau import CITIZENS, CLICKING, SERVING, TELLING, bureau
from findings.conduct import INTEGRITY
from findings.differences import change, down, identical, measured, reformed, same, share, up, visits
from findings.little_offices import constant, officer
from findings.people_offices import lived
from findings.rows import COMPLAINTS, FORUM, OPEN
from sim.measures import paired
from sim.plan.tables import ELEMENTS, SURVEYED
from sim.reforms import CATALOGUE, ComplaintChannel, FeedbackSurvey
from sim.reforms.locating import counter_steps, peak
from sim.reforms.posts import hardest_pressed
from sim.reforms.repairs import REPAIRS

# ---------------------------------------------------------------------------------------------------------- complaints

DEAF = {"opinion": {}}


def test_more_citizens_complain_when_they_may():
    assert up(change("complaints_per_1000", bureau(), COMPLAINTS))


def test_where_nobody_could_complain_about_as_many_do_as_elsewhere():
    ours, elsewhere = (measured(reformed(bureau(**keys), COMPLAINTS)).of("complaints_per_1000") for keys in (DEAF, {}))
    assert ours.mean() == pytest.approx(elsewhere.mean(), rel=0.15)


def test_most_of_those_who_pay_stay_silent_all_the_same():
    """I3: fewer than before, and still most of them."""
    made = bureau(citizens=CLICKING | {"count": 12_000, "needs_per_year": 3.75}, staff={"integrity": {"takes": 1.0}})
    assert down(change("silent_payers_share", made, COMPLAINTS))
    assert measured(reformed(made, COMPLAINTS)).of("silent_payers_share").mean() > 0.8


def test_complaints_take_the_time_of_officers():
    """Where work on a complaint is not made shorter: every one of them is work."""
    many = bureau(opinion={"complaints": {"service": "complaint", "complains": 0.3}}, staff={})
    slow = COMPLAINTS | {"faster": 0.0, "online": 0.0}
    assert up(change("staff_min_per_case", many, slow))


def answered(kind, posts=0):
    """Complaints answered in time where there are more of them than there is time for."""
    services = [
        {"name": "service", "step": [SERVING | {"time": constant(7.8)}]},
        {"name": "complaint", "share": 0.0, "deadline_days": 14, "step": TELLING[1:]},
    ]
    busy = {"service": services, "staff": {}, "opinion": {"complaints": {"service": "complaint", "below": 1.0,
            "complains": 0.13}}, "citizens": CITIZENS}  # fmt: skip
    reform = COMPLAINTS | {"kind": kind, "posts": posts, "faster": 0.0}
    return measured(reformed(bureau(100, **busy), reform)).of("answered_in_time")


def test_the_same_work_keeps_a_long_term_and_breaks_a_short_one():
    """R11, R12, R13: 5, 14 and 60 working days."""
    normative, ordinary, supervisory = (answered(kind) for kind in ("normative", "ordinary", "supervisory"))
    assert up(paired(ordinary, normative))
    assert up(paired(supervisory, ordinary))


def test_officers_for_complaints_alone_answer_more_of_them_in_time():
    assert up(paired(answered("normative", posts=1), answered("normative")))


def test_those_who_can_complain_from_home():
    channels = replace(bureau(), citizens=replace(bureau().citizens, digital_access=0.0))
    assert measured(reformed(bureau(), COMPLAINTS)).of(
        "channel_share", by="channel", group="lapor daring (reformasi)"
    ).mean() > 0.0  # fmt: skip
    assert measured(reformed(channels, COMPLAINTS)).of(
        "channel_share", by="channel", group="lapor daring (reformasi)"
    ).max() == 0.0  # fmt: skip


def test_audit_from_above_beats_complaints_from_below():
    """P15: the direction, in the half-year in which supervision is fresh."""
    above, below = (change("asked_share", bureau(), reform) for reform in (INTEGRITY, COMPLAINTS))
    assert above.mean < below.mean


def test_complaints_change_nothing_where_nobody_judges():
    made = crowded(5, 100, 10, staff={"motivation": {}})
    assert identical(made, COMPLAINTS)


@pytest.mark.parametrize("keys", [{}, DEAF], ids=["a service", "none"])
@pytest.mark.parametrize("reform", [{"name": "complaint_channel", "posts": 2}, {"name": "feedback_survey"}], ids=str)
def test_what_is_set_up_changes_nothing_until_it_begins(reform, keys):
    """Begun on the last day, all but that day is as it was."""
    made = bureau(30, **keys)
    late = reformed(made, reform | {"start": "2026-02-13"})
    ours, theirs = visits(late), visits(made)
    assert ours[ours["day"] < 29].tolist() == theirs[theirs["day"] < 29].tolist()


def test_two_channels_for_complaints_live_in_one_office():
    both = reformed(bureau(20, **DEAF), COMPLAINTS | {"id": "first"}, COMPLAINTS | {"id": "second", "posts": 1})
    assert measured(both).of("complaints_per_1000").mean() > 0.0


# ------------------------------------------------------------------------------------------------- survey, and repairs

SURVEY = {"name": "feedback_survey"}
REPAIRED_BY = 45
"""Working days from the start of a survey to the repair, and a few more."""
POORLY = {
    "requirements": ({"citizens": CITIZENS | {"knows_document": 0.5, "needs_per_year": 8}}, "incomplete_share", down),
    "time": ({"officer": officer(count=3), "citizens": CITIZENS | {"needs_per_year": 19}, "staff": {}},
             "wait_mean_min", down),
    "cost": ({"staff": {"integrity": {"takes": 1.0, "asks": 1.0}}, "opinion": {"satisfaction": {"asked": 0.5}}},
             "asked_share", down),
    "product": ({"error": 0.4, "citizens": CITIZENS | {"needs_per_year": 8}}, "visits_per_case", down),
    "conduct": ({"staff": {"courtesy": {"level": 0.6}}}, "skm_conduct", up),
    "procedure": ({"opinion": {"satisfaction": {"quality": {"procedure": 0.5}}}}, "staff_min_per_case", down),
    "competence": ({"opinion": {"satisfaction": {"quality": {"competence": 0.5}}}}, "staff_min_per_case", down),
    "facilities": ({"opinion": {"satisfaction": {"quality": {"facilities": 0.5}}},
                    "outage": [{"name": "net", "stations": ["counter"], "chance": 0.5, "lasts": constant(60)}]},
                   "skm_facilities", up),
    "complaints": ({"opinion": {"satisfaction": {"quality": {"complaints": 0.5}},
                                "complaints": {"service": "complaint", "complains": 0.3}}}, "skm_complaints", up),
}  # fmt: skip
"""Offices that are weakest in one element, and what its repair has to move."""


@pytest.mark.parametrize("element", ELEMENTS)
def test_a_survey_finds_the_weakest_element_and_its_repair_moves_what_causes_it(element):
    keys, measure, moved = POORLY[element]
    made = bureau(warm_up_days=REPAIRED_BY, **keys)
    acts = lived("compiled", reformed(made, SURVEY), 0).block.acts
    assert acts["who"][acts["what"] == SURVEYED].tolist() == [ELEMENTS.index(element)]
    assert moved(change(measure, made, SURVEY))


def test_a_survey_repairs_nothing_that_is_not_weakest():
    keys, _, _ = POORLY["conduct"]
    made = bureau(warm_up_days=REPAIRED_BY, **(keys | {"opinion": {}}))
    for measure in ("incomplete_share", "visits_per_case", "wait_mean_min"):
        assert same(change(measure, made, SURVEY))


def test_before_the_repair_a_survey_changes_nothing():
    assert identical(bureau(30, **POORLY["requirements"][0]), SURVEY)


def test_a_small_sample_finds_the_wrong_element_more_often():
    """Requirements are weakest here, with product not far from it."""
    made = bureau(60, staff={}, opinion={}, error=0.16)
    missed = dict.fromkeys((1.0, 0.03), 0)
    for sample in missed:
        asked = reformed(made, SURVEY | {"sample": sample})
        for run in range(20):
            acts = lived("compiled", asked, run).block.acts
            missed[sample] += acts["who"][acts["what"] == SURVEYED][0] != ELEMENTS.index("requirements")
    assert missed[0.03] >= missed[1.0] + 5


def test_each_element_has_a_repair_that_costs_something():
    assert tuple(REPAIRS) == ELEMENTS
    for repair in REPAIRS.values():
        assert repair.moves
        assert repair.rupiah > 0.0


def test_more_surveys_cost_more():
    costs = [FeedbackSurvey(every_days=days).yearly(bureau()) for days in (250, 125)]
    assert 0.0 < costs[0] < costs[1]


def test_the_post_of_the_busy_hours_is_for_those_who_are_pressed_hardest_when_most_come():
    people = [{"name": "many", "skills": ["a"], "count": 4}, {"name": "few", "skills": ["b"], "count": 1},
              {"name": "behind", "skills": ["c"]}]  # fmt: skip
    services = [{"name": n, "step": [{"name": "s", "station": "back" if n == "c" else "counter", "time": constant(5)}]}
                for n in "abc"]  # fmt: skip
    made = bureau(5, service=services, officer=people, staff={}, opinion={},
                  citizens=CITIZENS | {"knows_document": 1.0},
                  station=[{"name": "counter"}, {"name": "back", "back_office": True}],
                  demand={"profile": [["08:00-10:00", 1], ["10:00-12:00", 5], ["12:00-15:00", 2]]})  # fmt: skip
    assert counter_steps(made) == ("a.s", "b.s")
    pressed = hardest_pressed(made)
    assert pressed is not None
    assert pressed.name == "few"
    assert peak(made, 2.0).start_s == 10 * 3600


# ----------------------------------------------------------------------------------------- transparency, participation


def test_who_knows_what_to_bring_comes_once():
    made = bureau(error=0.0)
    assert down(change("incomplete_share", made, OPEN))
    assert down(change("visits_per_case", made, OPEN))
    assert down(change("wait_mean_min", made, OPEN))
    assert up(change("skm_requirements", made, OPEN))
    assert down(change("paid_share", made, OPEN))


def test_papers_not_brought_become_fewer_by_as_much_as_was_found_of_entitlements():
    """I8: of one paper, once the information has spread."""
    services = [{"name": "service", "documents": 1, "step": [SERVING]}]
    made = bureau(service=services, opinion={}, staff={}, citizens=CITIZENS | {"knows_document": 0.5}, warm_up_days=20)
    assert anchored("I8", -share("incomplete_share", made, OPEN | {"ramp_days": 0}))


def test_where_everybody_knows_publishing_only_raises_hopes():
    """It must not help: no visit changes, and the same service disappoints a little."""
    made = bureau(staff={}, citizens=CITIZENS | {"knows_document": 1.0})
    assert same(change("wait_mean_min", made, OPEN))
    assert down(change("satisfaction_mean", made, OPEN))


def test_participation_alone_moves_nothing_much():
    """A8, K9: next to nothing. More complain, a few papers are clearer; lines are what they were, and so is trust."""
    made = bureau(120)
    assert up(change("complaints_per_1000", made, FORUM))
    assert down(change("incomplete_share", made, FORUM))
    assert abs(share("visits_per_case", made, FORUM)) < 0.005
    assert abs(share("wait_mean_min", made, FORUM)) < 0.02
    trust = change("trust_end_mean", made, FORUM)
    assert anchored("K9", trust.mean)
    assert abs(trust.mean) < 0.002


def test_participation_moves_less_than_any_repair():
    made = bureau(120, **POORLY["requirements"][0])
    assert change("ikm", made, FORUM).mean < 0.5 * change("ikm", made, SURVEY).mean


# ---------------------------------------------------------------------------------------------------------------- cost

NAMES = ("reward_scheme", "integrity_control", "complaint_channel", "feedback_survey", "transparency", "participation")


def test_a_complaints_officer_costs_more_than_a_leaflet():
    costs = {name: CATALOGUE[name](name=name).yearly(bureau()) for name in NAMES}
    assert costs.pop("complaint_channel") == 0.0  # SP4N-LAPOR! is there for all
    assert min(costs.values()) > 0.0
    assert costs["transparency"] < costs["reward_scheme"]
    post = ComplaintChannel(posts=1).yearly(bureau()) - ComplaintChannel().yearly(bureau())
    assert post == pytest.approx(ComplaintChannel().rupiah_a_post)
