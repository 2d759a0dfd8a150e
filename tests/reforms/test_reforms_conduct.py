"""Do measures against bad conduct move what their mechanism says, by as much as was found, and nothing beside it?

Appraisal with rewards and sanctions, and integrity. Differences are paired by common random numbers, and
their 95 % intervals have to lie on one side of nought. What gives citizens a voice: test_reforms_voice.py.
"""

import numpy as np
import pytest

from findings.anchors import MONTH, anchored
from findings.bureau import CHANGING, CITIZENS, bureau
from findings.conduct import INTEGRITY, VARIANTS, always_busy, come, monthly_gain, output_gained, scheme
from findings.differences import change, down, identical, measured, reformed, share, up
from findings.file_offices import registry_office
from findings.little_offices import constant
from findings.people_offices import lived
from sim.evidence import row_of
from sim.measures import paired
from sim.plan import plan_of
from sim.plan.tables import APPRAISED, FOUND_OUT
from sim.reforms import RewardScheme

# --------------------------------------------------------------------------------------- appraisal and reward: anchors


def test_where_results_are_measured_well_a_reward_raises_output():
    """P1: the direction; what was found there was about tax revenue, over two years."""
    assert row_of("P1").value > 0.0
    assert up(change("completed", always_busy(), scheme("effective")))
    assert 0.0 < output_gained("effective") <= row_of("P1").high


def test_the_reward_itself_raises_output():
    """Where all come every day anyway, and nobody is coached."""
    present = always_busy(staff={"motivation": {"strain": 0.0}, "change": {}})
    assert up(change("completed", present, scheme("effective") | {"coaching": 0.0}))


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
    """P2: the direction; and it is because they bargain."""
    assert up(change("asked_share", bureau(), scheme(variant)))
    made, without = (reformed(bureau(), scheme(variant) | more) for more in ({}, {"bargain": 0.0}))
    assert up(paired(measured(made).of("asked_share"), measured(without).of("asked_share")))


def test_a_reward_that_is_hardly_felt_does_not_do_that():
    asked = change("asked_share", bureau(), scheme("crowding_out"))
    assert asked.high < change("asked_share", bureau(), scheme("effective")).mean


def test_a_scheme_that_is_undermined_has_come_to_nothing_by_month_18():
    """P11: gone after 16 to 18 months; what is kept up is not gone."""
    early, late = monthly_gain("fading", 2, 2), monthly_gain("fading", 16, 3)
    assert early > 0.01
    assert abs(late) < 0.25 * early
    assert monthly_gain("effective", 16, 3) > 0.02


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


RATED = {"noise": 0.0, "presence": 0.0, "band": 0.03}


def rated_better(group, **weight):
    """How much better the predicates of most are than those of a few who differ in one thing."""
    people = [{"name": "most", "skills": ["*"], "count": 6}, {"name": "few", "skills": ["*"], "count": 2} | group]
    made = always_busy(64, officer=people, staff={"motivation": {}}, warm_up_days=0)
    six, two = zip(*[rated(reformed(made, scheme("effective") | RATED | weight), run) for run in range(4)], strict=True)
    return np.mean(six) - np.mean(two)


def test_who_comes_late_is_rated_lower_as_far_as_discipline_counts():
    late = {"late_share": 0.5, "late": constant(30)}
    assert rated_better(late, weighs_late=1.0) > rated_better(late, weighs_late=0.0) + 0.3


def test_where_attendance_is_watched_fewer_are_late_and_the_unmotivated_are_late_more_often():
    def late(*reforms, **attendance):
        people = {
            "motivation": {"spread": 0.4, "level": 0.5},
            "attendance": {"absence": 0.0, "motivation": 0.0} | attendance,
        }
        tardy = [{"name": "o", "skills": ["*"], "count": 8, "late_share": 0.3, "late": constant(60)}]
        seen = lived("compiled", reformed(always_busy(60, officer=tardy, staff=people, warm_up_days=0), *reforms), 0)
        begun = seen.block.visits[seen.block.visits["officer"] >= 0]
        first = [
            begun["start_s"][(begun["officer"] == o) & (begun["day"] == d)].min() for o in range(8) for d in range(60)
        ]
        return (np.array(first).reshape(8, 60) > min(first) + 1800).mean(axis=1), seen.staff["motivation"]

    usual, motivation = late(late=2.0)
    assert np.corrcoef(usual, motivation)[0, 1] < -0.5
    assert late(scheme("effective") | {"presence": 0.6}, late=2.0)[0].mean() < 0.7 * usual.mean()


def test_who_does_not_take_up_what_is_new_is_rated_lower_as_far_as_innovation_counts():
    """Beside officers who resist all alike; and what is rated is tried sooner."""
    changing = {"motivation": {}, "change": {"start": "2026-01-05", "resistant": 0.5, "dip": 0.0, "spread": 0.0}}
    made = always_busy(64, staff=changing, warm_up_days=0)

    def resisting(weight):
        seen = [lived("compiled", reformed(made, scheme("effective") | RATED | {"weighs_new": weight}), run).staff
                for run in range(4)]  # fmt: skip
        return np.mean(
            [one["rated"][one["resists"] == 0].mean() - one["rated"][one["resists"] == 1].mean() for one in seen]
        )

    assert resisting(0.2) > resisting(0.0) + 0.3
    assert up(change("adoption_mean", made, scheme("cautious") | {"tried": 0.3}))


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


def test_an_appraisal_that_rewards_innovation_may_bring_appointments_and_else_does_not():
    """Bangko's story, by a lot: some runs get them, none where innovation is not rewarded."""
    made = registry_office(days=80, staff={}, opinion={})
    booked = {}
    for variant in ("innovation", "cautious"):
        rewarded = reformed(made, {"name": "reward_scheme", "variant": variant, "every_days": 5})
        ways = [name for name in plan_of(rewarded).names.channels if name.startswith("janji")]
        came = measured(rewarded).of("channel_share", "channel", ways[0]) if ways else np.zeros(1)
        booked[variant] = (np.nan_to_num(came) > 0.0).mean()
    assert 0.0 < booked["innovation"] < 1.0
    assert booked["cautious"] == 0.0
