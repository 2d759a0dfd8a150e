"""Do measures for conduct move what their mechanism says, by as much as was found, and nothing beside it?

Appraisal with rewards, integrity, complaints, the survey that is acted upon, transparency, participation. Differences
are paired by common random numbers, and their 95 % intervals have to lie on one side of nought.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from little_offices import constant, office, officer
from people_offices import lived
from reform_differences import change, down, measured, reformed, same, share, up
from test_anchors import DAY, MONTH, anchored, crowded

from sim.evidence import of
from sim.measures import paired
from sim.plan.tables import APPRAISED, ELEMENTS, FOUND_OUT, SURVEYED
from sim.reforms import CATALOGUE, ComplaintChannel, FeedbackSurvey, RewardScheme
from sim.reforms.places import counter_steps, hardest_pressed, peak
from sim.reforms.repairs import REPAIRS

pytestmark = pytest.mark.newer

VARIANTS = tuple(RewardScheme.presets)
CHANGING = {"motivation": {}, "integrity": {}, "courtesy": {}}
CITIZENS = {"count": 3000, "needs_per_year": 15, "knows_document": 0.9, "connected": 0.3}
CLICKING = CITIZENS | {"digital_access": 0.8, "digital_skill": 0.6}
SERVING = {"name": "step", "station": "counter", "time": {"dist": "exponential", "mean_min": 5}, "checks_file": 1.0}
TELLING = [
    {"name": "tell", "station": "counter", "time": constant(5)},
    {"name": "answer", "station": "desk", "time": constant(15), "after_days": 2},
]


def bureau(days=80, error=0.1, serving=(), **keys):
    """Four officers who ask for money, citizens without a paper in ten, who judge and complain."""
    services = [
        {"name": "service", "documents": 2, "step": [SERVING | {"error": error}, *serving]},
        {"name": "complaint", "share": 0.0, "deadline_days": 14, "step": TELLING},
    ]
    usual = {
        "hours": DAY,
        "days": days,
        "service": services,
        "station": [{"name": "counter"}, {"name": "desk", "back_office": True}],
        "officer": officer(count=4),
        "citizens": CLICKING,
        "staff": CHANGING,
        "opinion": {"complaints": {"service": "complaint"}},
        "returns": {"error": {"after_days": 1}, "incomplete": {"after_days": 1}},
    }
    return office(**(usual | keys))


def scheme(variant):
    return {"name": "reward_scheme", "variant": variant}


def visits(scenario, run=0):
    return lived("compiled", scenario, run).block.visits


def identical(scenario, *reforms):
    """Whether no visit of a run changes at all."""
    return visits(reformed(scenario, *reforms)).tolist() == visits(scenario).tolist()


# --------------------------------------------------------------------------------------- appraisal and reward: anchors

LONG = 80
"""Working days until a motivation has settled to a scheme."""


def always_busy(days=LONG + 2 * MONTH, **keys):
    """Eight officers at whose doors more wait than they can serve: what they finish is their output."""
    people = {"motivation": {"strain": 0.0}, "attendance": {}, "change": {}}
    return crowded(6, 8 * 90, days, **({"officer": officer(count=8), "staff": people, "warm_up_days": LONG} | keys))


@cache
def output_gained(variant):
    """By how much more is finished under a variant, as a share."""
    return share("completed", always_busy(), scheme(variant))


def test_where_results_are_measured_well_a_reward_raises_output():
    """P1: the direction; what was found there was about tax revenue, over two years."""
    assert of("P1").value > 0.0
    assert up(change("completed", always_busy(), scheme("effective")))
    assert 0.0 < output_gained("effective") <= of("P1").high


def test_subjective_appraisal_of_many_tasks_lowers_output():
    """P3: its range, which ends at nothing."""
    assert down(change("completed", always_busy(), scheme("crowding_out")))
    assert anchored("P3", output_gained("crowding_out"))


def test_on_average_over_what_schemes_may_be_output_rises_as_little_as_was_found():
    """P6: a small rise on average, of schemes of every kind."""
    gains = [output_gained(variant) for variant in VARIANTS]
    assert anchored("P6", np.mean(gains))
    assert min(gains) < 0.0 < max(gains)


def test_the_scheme_by_default_is_a_cautious_one():
    assert RewardScheme().variant == "cautious"
    assert up(change("completed", always_busy(), scheme("cautious")))
    assert 0.0 < output_gained("cautious") < output_gained("effective")


@pytest.mark.parametrize("variant", ["effective", "gaming"])
def test_a_reward_that_is_felt_has_officers_ask_for_money_more_often(variant):
    """P2: the direction."""
    assert up(change("asked_share", bureau(), scheme(variant)))


def test_a_reward_that_is_hardly_felt_does_not_do_that():
    asked = change("asked_share", bureau(), scheme("crowding_out"))
    assert asked.high < change("asked_share", bureau(), scheme("effective")).mean


def monthly_gain(variant, first, months=1):
    """The output of a month or more after `first` months, in a long run, against that without the scheme."""
    rows = [visits(made) for made in (reformed(always_busy(19 * MONTH), scheme(variant)), always_busy(19 * MONTH))]
    days = [r["day"] for r in (r[r["outcome"] == 0] for r in rows)]
    ours, theirs = (((d >= first * MONTH) & (d < (first + months) * MONTH)).sum() for d in days)
    return ours / theirs - 1.0


def test_a_scheme_that_is_undermined_has_come_to_nothing_by_month_18():
    """P11: gone after 16 to 18 months; what is kept up is not gone."""
    early, late = monthly_gain("fading", 2, 2), monthly_gain("fading", 16, 3)
    assert early > 0.01
    assert abs(late) < 0.25 * early
    assert monthly_gain("effective", 16, 3) > 0.02


def presence(scenario, run, first, last):
    """The share of the officers who came, over some days."""
    rows = lived("compiled", scenario, run, last).block.officers
    return (rows["scheduled_s"][rows["day"] >= first] > 0).mean()


def come(first, last):
    """By how much more officers come because attendance is watched, where two in five stay away."""
    staff = {"attendance": {"absence": 0.4, "motivation": 0.0}}
    made = crowded(5, 1, last, officer=officer(count=20), staff=staff)
    both = [[presence(s, run, first, last) for run in range(8)] for s in (reformed(made, scheme("cautious")), made)]
    return paired(*map(np.array, both)), np.mean(both[1])


def test_where_attendance_is_watched_more_officers_come_as_was_found():
    """P12: in the first quarter, relative to the presence before."""
    more, usual = come(0, 3 * MONTH)
    assert up(more)
    assert anchored("P12", more.mean / usual)


def test_watching_attendance_has_eroded_by_month_18():
    """P11: of what it brought in the first month hardly anything is left."""
    first, _ = come(0, MONTH)
    late, _ = come(16 * MONTH, 18 * MONTH)
    assert up(first)
    assert late.high < 0.35 * first.mean


# ------------------------------------------------------------------------------------ appraisal and reward: directions


def test_appraisal_of_speed_alone_makes_haste_and_mistakes():
    """It must not help: lines are shorter, but citizens come more often and are treated worse."""
    assert down(change("staff_min_per_case", bureau(), scheme("gaming")))
    assert up(change("visits_per_case", bureau(), scheme("gaming")))
    assert down(change("skm_conduct", bureau(), scheme("gaming")))
    assert down(change("skm_product", bureau(), scheme("gaming")))


@pytest.mark.parametrize("variant", ["cautious", "effective", "fading", "crowding_out"])
def test_where_care_counts_as_much_there_are_no_more_mistakes(variant):
    assert abs(share("visits_per_case", bureau(), scheme(variant))) < 0.002
    assert share("visits_per_case", bureau(), scheme("gaming")) > 0.02


def test_those_who_resist_lose_what_others_gain():
    def motivation(resistant):
        staff = CHANGING | {"change": {"resistant": resistant}}
        return change("motivation_mean", bureau(staff=staff), scheme("cautious"))

    assert motivation(1.0).high < motivation(0.0).low


def test_a_scheme_moves_an_office_without_a_table_of_motivation_too():
    """By the defaults of that table, as far as nobody loses what the office does not count."""
    made = always_busy(staff={})
    assert up(change("completed", made, scheme("effective")))
    assert down(change("completed", made, scheme("crowding_out")))


def test_every_officer_is_appraised_every_quarter():
    acts = lived("compiled", reformed(always_busy(130), scheme("cautious")), 0).block.acts
    rated = acts[acts["what"] == APPRAISED]
    assert sorted(set(rated["day"].tolist())) == [62, 125]
    assert sorted(rated["who"][rated["day"] == 62].tolist()) == list(range(8))


def ratings(variant):
    """How much better the predicates of six officers are than those of two who are slow, in each run."""
    both = [
        {"name": name, "step": [{"name": "s", "station": "counter", "time": constant(6)}]}
        for name in ("service", "other")
    ]
    people = [{"name": "quick", "skills": ["*"], "count": 6},
              {"name": "slow", "skills": ["*"], "count": 2, "background": ["other"]}]  # fmt: skip
    staff = {"mismatch": 0.3, "motivation": {}}
    made = reformed(always_busy(64, service=both, officer=people, staff=staff, warm_up_days=0), scheme(variant))
    return np.array([quick - slow for quick, slow in (rated(made, run) for run in range(40))])


def rated(made, run):
    """The mean predicates of the first six officers and of the other two."""
    acts = lived("compiled", made, run).block.acts
    acts = acts[acts["what"] == APPRAISED]
    return acts["value"][acts["who"] < 6].mean(), acts["value"][acts["who"] >= 6].mean()


def test_predicates_tell_the_better_from_the_others_only_where_results_are_measured():
    objective, subjective = ratings("effective"), ratings("crowding_out")
    assert up(paired(objective, subjective))
    assert objective.mean() > 0.5


def test_a_reward_does_not_shorten_what_another_agency_takes():
    letter = {"name": "collect", "station": "counter", "time": constant(2), "after_days": [[10, 1.0]]}
    made = bureau(60, error=0.0, serving=[letter], citizens=CITIZENS | {"knows_document": 1.0})
    assert abs(share("days_to_finish_mean", made, scheme("effective"), by="service", group="service")) < 0.0005


# ---------------------------------------------------------------------------------------------------------- integrity

INTEGRITY = {"name": "integrity_control"}


def test_under_supervision_officers_ask_for_less_money_and_trust_grows():
    assert down(change("asked_share", bureau(), INTEGRITY))
    assert down(change("paid_per_user", bureau(), INTEGRITY))
    assert down(change("overtaken_share", bureau(), INTEGRITY))
    assert up(change("trust_end_mean", bureau(), INTEGRITY))


def test_who_is_found_out_is_an_officer_who_asks():
    run = lived("compiled", reformed(bureau(200), INTEGRITY), 0)
    found = run.block.acts[run.block.acts["what"] == FOUND_OUT]
    assert len(found) > 0
    assert set(run.staff["takes"][found["who"]].tolist()) == {1}


def asked_late(reforms, run, months):
    """The share of visits of some months in which money was asked for."""
    staff = {"integrity": {"takes": 1.0}}
    rows = lived("compiled", reformed(bureau(months[1] * MONTH, staff=staff, opinion={}), *reforms), run).block.opinions
    return rows["asked"][rows["day"] >= months[0] * MONTH].mean()


def fewer_asked(months):
    both = [[asked_late(reforms, run, months) for run in range(12)] for reforms in ((INTEGRITY,), ())]
    return paired(*map(np.array, both))


def test_supervision_has_eroded_by_month_18():
    """P11: in the first half-year it works, from month 16 on hardly anything is left."""
    early, late = fewer_asked((1, 7)), fewer_asked((16, 18))
    assert down(early)
    assert late.mean > 0.35 * early.mean
    assert late.mean > early.high


def test_supervision_takes_back_what_a_reward_adds_to_bargaining():
    """P2: the two belong together."""
    alone = change("asked_share", bureau(), scheme("effective"))
    both = change("asked_share", bureau(), scheme("effective"), INTEGRITY)
    assert both.mean < alone.low


def test_integrity_does_not_shorten_what_another_agency_takes():
    letter = {"name": "collect", "station": "counter", "time": constant(2), "after_days": [[10, 1.0]]}
    made = bureau(60, error=0.0, serving=[letter], citizens=CITIZENS | {"knows_document": 1.0})
    assert abs(share("days_to_finish_mean", made, INTEGRITY, by="service", group="service")) < 0.0005


def test_integrity_changes_nothing_where_nobody_asks():
    assert identical(bureau(20, staff={"motivation": {}}), INTEGRITY)


# ---------------------------------------------------------------------------------------------------------- complaints

COMPLAINTS = {"name": "complaint_channel"}
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
    "cost": ({"staff": {"integrity": {"takes": 1.0}}, "opinion": {"satisfaction": {"asked": 0.5}}},
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

OPEN, FORUM = {"name": "transparency"}, {"name": "participation"}


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
    assert down(change("trust_end_mean", made, OPEN))


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
    assert min(costs.values()) > 0.0
    assert costs["transparency"] < costs["reward_scheme"]
    post = ComplaintChannel(posts=1).yearly(bureau()) - ComplaintChannel().yearly(bureau())
    assert post == pytest.approx(ComplaintChannel().rupiah_a_post)
