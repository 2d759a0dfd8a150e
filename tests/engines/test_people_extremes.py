"""Do people do exactly what they must where there is no doubt left: all take, all stay away, all are content?"""

import numpy as np
import pytest

from findings.little_offices import ENGINES, at, constant, counter, office, officer, one_step, told
from findings.people_offices import lived, quality, times, visited
from sim.plan.layout import NONE
from sim.plan.tables import ELEMENTS, GAVE_UP, SERVED

pytestmark = pytest.mark.newer

HALF_CONNECTED = {"connected": 0.5}


@pytest.fixture(params=list(ENGINES))
def engine(request):
    return request.param


def certain(trust, **more):
    """An opinion table in which trust begins at a point and stays there."""
    return {
        "satisfaction": quality(),
        "trust": {"model": "surprise", "predisposition": trust, "spread": 0.0, "gain": 0.0},
    } | more


# --------------------------------------------------------------------------------------------------- money, connections


GREEDY = {"takes": 1.0, "asks": 1.0, "pays": 1.0, "rupiah": 75_000.0, "uses": 1.0}


def test_where_all_ask_and_all_pay_every_visit_without_a_connection_costs_the_same(engine):
    made = office(**visited(60, 0.5, people=HALF_CONNECTED), days=5, staff={"integrity": GREEDY}, opinion={})
    seen = lived(engine, made)
    rows, people = seen.block.opinions, seen.citizens
    helped = people["connected"][rows["citizen"]] == 1
    assert 0 < helped.sum() < len(rows)
    assert (rows["outcome"] == SERVED).all()
    assert (rows["paid_rupiah"] == np.where(helped, 0, 75_000)).all()
    strangers = people[people["connected"] == 0]
    assert (strangers["paid_rupiah"] == 75_000 * strangers["judged"]).all()
    assert people["asked"][people["connected"] == 1].sum() == 0


def test_a_visit_with_two_steps_is_asked_for_once(engine):
    two = [{"name": "service", "step": [{"name": n, "station": "counter", "time": constant(1)} for n in "ab"]}]
    made = office(**visited(30, 0.5) | {"service": two}, days=5, staff={"integrity": GREEDY}, opinion={})
    rows = lived(engine, made).block.opinions
    assert len(rows) > 20
    assert set(rows["paid_rupiah"].tolist()) == {75_000}


def test_who_cannot_pay_is_stalled_as_the_scenario_says(engine):
    made = visited(30, 0.5, minutes=10) | {"officer": officer(count=30)}
    staff = {"integrity": GREEDY | {"pays": 0.0, "stalls": 0.5}}
    seen = lived(engine, office(**made, days=5, staff=staff, opinion={}))
    assert set(times(seen.block.visits).tolist()) == {900}
    assert seen.citizens["paid"].sum() == seen.block.opinions["paid_rupiah"].sum() == 0
    assert (seen.citizens["asked"] == seen.citizens["judged"]).all()


def test_what_was_paid_for_a_case_is_what_its_visits_cost(engine):
    """Everybody comes a second time, because of a mistake, and pays again."""
    risky = [{"name": "service", "step": [{"name": "s", "station": "counter", "time": constant(1), "error": 1.0}]}]
    made = visited(30, 0.2) | {"service": risky, "returns": {"error": {}, "visits_at_most": 2}}
    seen = lived(engine, office(**made, days=10, staff={"integrity": GREEDY}, opinion={}))
    ended = seen.block.cases[seen.block.cases["ended_day"] != NONE]
    assert len(ended) > 20
    assert (ended["visits"] == 2).all()
    assert (ended["paid_rupiah"] == 150_000).all()


def connected(engine, share, **integrity):
    """What citizens do who come all at once, where so many of them know somebody."""
    staff = {"integrity": {"takes": 0.0, "uses": 1.0, "favours": 1.0} | integrity}
    made = visited(40, 1.0, minutes=10, people={"connected": share}) | {"demand": {"profile": [["00:00-00:10", 1]]}}
    return lived(engine, office(**made, days=3, staff=staff, opinion={}))


def test_where_everybody_knows_somebody_nobody_goes_first(engine):
    all_, nobody = connected(engine, 1.0), connected(engine, 0.0)
    assert told(all_.block.visits) == told(nobody.block.visits)
    assert all_.block.opinions["overtaken"].sum() == 0
    assert all_.block.opinions["favoured"].all()


def test_a_connection_goes_before_everybody_who_has_none(engine):
    """Nobody without one is called while somebody with one waits."""
    seen = connected(engine, 0.3)
    for day in range(3):
        rows = seen.block.visits[seen.block.visits["day"] == day]
        helped = seen.citizens["connected"][rows["citizen"]] == 1
        for row in rows[~helped]:
            passed = helped & (rows["arrive_s"] < row["start_s"]) & (rows["start_s"] > row["start_s"])
            assert not passed.any()
    assert seen.block.opinions["overtaken"].sum() > 10


@pytest.mark.parametrize("without", ["uses", "favours"])
def test_a_connection_that_is_not_used_or_not_heeded_changes_no_line(engine, without):
    one, other = connected(engine, 0.3, **{without: 0.0}), connected(engine, 0.0)
    assert told(one.block.visits) == told(other.block.visits)


# -------------------------------------------------------------------------------------------------- officers who change


def test_where_all_stay_away_nobody_is_served(engine):
    away = {"attendance": {"absence": 1.0}}
    made = office(hours="08:00-15:00", days=3, closing="send_home", service=one_step(5),
                  officer=officer(count=4), arrivals=[at([481, 600])], staff=away)  # fmt: skip
    block = lived(engine, made).block
    assert [row.outcome for row in told(block.visits)] == ["sent_home"] * 6
    assert block.officers["scheduled_s"].sum() == 0


def test_what_is_new_halves_the_work_once_it_is_adopted(engine):
    """Nobody resists, all are skilled, and one night is enough to learn it."""
    change = {"time": -0.5, "speed": 1.0, "resistant": 0.0, "skill": 1.0, "spread": 0.0, "dip": 0.2}
    made = office(days=4, service=one_step(10), arrivals=[at([1, 60])], staff={"change": change})
    seen = lived(engine, made)
    assert times(seen.block.visits).tolist() == [720, 720, *[300] * 6]
    assert seen.staff["adoption"].tolist() == [1.0]


def test_what_is_new_begins_on_its_day(engine):
    change = {
        "start": "2026-01-07",
        "time": -0.5,
        "speed": 1.0,
        "resistant": 0.0,
        "skill": 1.0,
        "spread": 0.0,
        "dip": 0.0,
    }
    made = office(start="2026-01-05", days=4, service=one_step(10), arrivals=[at([1])], staff={"change": change})
    assert times(lived(engine, made).block.visits).tolist() == [600, 600, 600, 300]


def test_who_resists_in_full_never_adopts_but_gets_used_to_it_in_the_transition(engine):
    change = {"time": -0.5, "speed": 1.0, "resistant": 1.0, "resistance": 1.0, "dip": 0.2, "transition_days": 2.0}
    made = office(days=4, service=one_step(10), arrivals=[at([1])], staff={"change": change})
    seen = lived(engine, made)
    assert times(seen.block.visits).tolist() == [720, 660, 600, 600]
    assert seen.staff["adoption"].tolist() == [0.0]


def test_a_novice_needs_four_times_as_long_where_two_doublings_are_missing(engine):
    """Each doubling halves the time: from 100 cases to 200, and to 400; where nothing is forgotten."""
    learning = {"rate": 0.5, "novice_cases": 100.0, "full_cases": 300.0, "retention": 1.0}
    made = office(days=2, hours="00:00-160:00", officer=officer(experience=0.0), service=one_step(10),
                  arrivals=[at(40.0 * np.arange(240))], staff={"learning": learning})  # fmt: skip
    seen = lived(engine, made)
    seconds = times(np.sort(seen.block.visits, order=["day", "start_s"]))
    assert (seconds[0], seconds[100], seconds[300], seconds[-1]) == (2400, 1200, 600, 600)
    assert (np.diff(seconds) <= 0).all()
    assert (seen.hired["competence"].tolist(), seen.staff["competence"].tolist()) == ([0.25], [1.0])


def test_nobody_learns_where_doubling_changes_nothing(engine):
    made = office(service=one_step(5), officer=officer(experience=0.0), arrivals=[at(range(1, 500, 10))],
                  staff={"learning": {"rate": 1.0}})  # fmt: skip
    assert set(times(lived(engine, made).block.visits).tolist()) == {300}


def test_where_all_leave_every_night_everybody_is_new_in_the_morning(engine):
    learning = {"rate": 0.5, "novice_cases": 100.0, "full_cases": 300.0, "mentoring": 0.0}
    made = office(days=3, officer=officer(count=2), service=one_step(10), arrivals=[at([1])],
                  staff={"learning": learning, "turnover": {"a_year": 1.0}})  # fmt: skip
    seen = lived(engine, made)
    assert times(seen.block.visits).tolist() == [600, 2400, 2400]
    assert seen.staff["hired_day"].tolist() == [3, 3]
    assert seen.staff["competence"].tolist() == [0.25, 0.25]
    assert seen.staff["served"].tolist() == [0, 0]


def test_a_head_of_the_office_may_double_the_output(engine):
    made = office(service=one_step(10), arrivals=[at([1])], staff={"leadership": {"level": 2.0, "output": 0.5}})
    assert times(lived(engine, made).block.visits).tolist() == [300]


# --------------------------------------------------------------------------------------------------------------- judged


def judged(engine, days=4, **opinion):
    keys = {key: opinion.pop(key) for key in ("staff", "station") if key in opinion}
    return lived(engine, office(**visited(40, 0.5), days=days, opinion=opinion, **keys))


@pytest.mark.parametrize(("worth", "answer"), [(1.0, 4), (2 / 3, 3), (1 / 3, 2), (0.0, 1)])
def test_whose_every_element_is_worth_the_same_answers_the_same_nine_times(engine, worth, answer):
    """Nothing that happens takes anything away; between the whole answers it is a matter of luck."""
    rows = judged(engine, satisfaction=quality(worth + 1e-12 if worth < 1 else worth)).block.opinions
    assert len(rows) > 40
    assert {tuple(row) for row in rows[list(ELEMENTS)].tolist()} == {(answer,) * 9}
    assert rows["performance"] == pytest.approx(worth, abs=1e-9)


def test_who_is_served_rudely_says_so_and_nothing_else(engine):
    rude = {"courtesy": {"level": 0.0, "spread": 0.0}}
    rows = judged(engine, satisfaction=quality(), staff=rude).block.opinions
    assert {tuple(row) for row in rows[list(ELEMENTS)].tolist()} == {
        tuple(1 if e == "conduct" else 4 for e in ELEMENTS)
    }
    assert rows["performance"] == pytest.approx(8 / 9)


def test_satisfaction_is_the_performance_where_nothing_was_expected_of_it(engine):
    rows = judged(engine, satisfaction=quality(0.4, model="performance", expectation=0.9)).block.opinions
    assert rows["satisfaction"] == pytest.approx(rows["performance"])
    rows = judged(engine, satisfaction=quality(0.4, surprise=0.5, expectation=0.9)).block.opinions
    assert rows["satisfaction"] == pytest.approx(0.4 + 0.5 * (0.4 - 0.9))


@pytest.mark.parametrize(("start", "worth"), [(1.0, 1.0), (0.0, 0.0)])
def test_trust_at_its_end_stays_there(engine, start, worth):
    trust = {"model": "surprise", "predisposition": start, "spread": 0.0, "gain": 1.0, "loss": 5.0}
    seen = judged(engine, satisfaction=quality(worth, expectation=0.5), trust=trust)
    assert set(seen.citizens["trust"].tolist()) == {start}


def test_one_bad_visit_is_enough_where_all_trust_may_be_lost_at_once(engine):
    trust = {"model": "surprise", "predisposition": 0.7, "spread": 0.0, "gain": 1.0, "loss": 50.0}
    seen = judged(engine, satisfaction=quality(0.0, expectation=1.0), trust=trust)
    came = seen.citizens["judged"] > 0
    assert set(seen.citizens["trust"][came].tolist()) == {0.0}
    assert set(seen.citizens["trust"][~came].tolist()) == {0.7}


def test_where_nobody_is_open_nobody_changes_by_talking(engine):
    seen = judged(engine, **certain(0.5), talk={"openness": 0.0, "pull": 0.0, "every_days": 1})
    assert seen.citizens["trust"].tolist() == seen.born["trust"].tolist()


# ------------------------------------------------------------------------------------------------- what trust changes


def complaining(engine, worth=0.3, **more):
    """What people do who are all discontent and complain for certain, at a desk of its own."""
    services = [*one_step(1), *[s | {"name": "complaint", "share": 0.0} for s in one_step(1)]]
    table = {"service": "complaint", "below": 1.0, "complains": 1.0}
    opinion = certain(0.5) | {"satisfaction": quality(worth), "complaints": table} | more
    return lived(engine, office(**visited(40, 0.3) | {"service": services}, days=8, opinion=opinion))


def test_all_who_are_discontent_complain_once_a_day_and_their_complaint_is_a_case(engine):
    seen = complaining(engine)
    rows, cases = seen.block.opinions, seen.block.cases
    visits = {(row["day"], row["citizen"]) for row in rows}
    assert rows["complained"].sum() == len(visits) == seen.block.days["complaints"].sum()
    filed = cases[cases["service"] == 1]
    assert len(filed) == len(visits)
    assert set(rows["service"].tolist()) == {0}


def test_who_is_content_does_not_complain(engine):
    assert complaining(engine, worth=1.0).block.days["complaints"].sum() == 0


def divided(count, **slopes):
    """An opinion table in which one in two citizens has all the trust there is, the others none, and it stays so."""
    members = [{"trust": float(i % 2), "listens": [[i, 1.0]]} for i in range(count)]
    none = ("coming", "online", "go_between", "elsewhere", "patience", "complaining", "refusing")
    return {
        "trust": {"model": "surprise", "gain": 0.0},
        "talk": {"openness": 0.0, "member": members},
        "feedback": dict.fromkeys(none, 0.0) | slopes,
    }


def trusting(seen):
    """Of each opinion, whether it is that of somebody who trusts."""
    return seen.block.opinions["citizen"] % 2 == 1


def test_who_has_no_trust_at_all_may_never_come_and_who_has_all_comes_twice_as_often(engine):
    seen, without = (
        lived(engine, office(**visited(40, 0.5), days=6, opinion=divided(40, coming=slope))) for slope in (2.0, 0.0)
    )
    assert trusting(seen).all()
    assert len(seen.block.opinions) == pytest.approx(len(without.block.opinions), rel=0.25)


def test_who_has_no_trust_at_all_may_not_complain(engine):
    seen = complaining(engine, **divided(40, complaining=2.0))
    assert seen.block.days["complaints"].sum() > 0
    assert trusting(seen)[seen.block.opinions["complained"] == 1].all()


def test_who_has_all_the_trust_there_is_may_refuse_to_pay(engine):
    made = visited(40, 0.5) | {"staff": {"integrity": GREEDY}}
    seen = lived(engine, office(**made, days=4, opinion=divided(40, refusing=2.0)))
    people = seen.citizens
    assert (people["asked"] == people["judged"]).all()
    assert (people["paid"] == np.where(people["predisposition"] > 0.5, 0, people["asked"])).all()


def test_who_has_no_trust_at_all_may_not_wait(engine):
    waits = visited(40, 1.0, minutes=10) | {"station": counter(patience=constant(600))}
    seen = lived(engine, office(**waits, days=3, opinion=divided(40, patience=2.0)))
    rows = seen.block.visits[seen.block.visits["outcome"] == GAVE_UP]
    at_once = rows["finish_s"] == rows["arrive_s"]
    gave_up = seen.block.opinions[seen.block.opinions["outcome"] == GAVE_UP]
    assert 5 < at_once.sum() == (gave_up["citizen"] % 2 == 0).sum()


@pytest.mark.parametrize(
    ("channel", "slope", "who"),
    [({"kind": "online"}, "online", 1), ({"kind": "counter", "citizen_comes": False}, "go_between", 0)],
)
def test_who_trusts_may_go_online_and_who_does_not_may_send_a_broker(engine, channel, slope, who):
    made = visited(60, 0.5) | {"service": one_step(1), "channel": [{"name": "way", "willing": 0.5, **channel}]}
    cases = lived(engine, office(**made, days=4, opinion=divided(60, **{slope: 2.0}))).block.cases
    assert len(cases) > 20
    assert ((cases["channel"] == 1) == (cases["citizen"] % 2 == who)).all()


def test_who_has_lost_trust_in_the_own_office_may_go_to_another_which_moves_no_trust_in_the_own(engine):
    """In the first the officers are rude to all, so that trust in it falls; nobody lives in the area of the other."""
    region = {"office": [{"name": "north"}, {"name": "south", "share": 0.0}]}
    officers = [one | {"name": place, "office": place} for place in ("north", "south") for one in officer()]
    belief = {"fair": 1.0, "reliable": 0.0, "honest": 0.0, "counts": 1.0, "start": 1.0}
    opinion = {"belief": belief, "trust": {"predisposition": 1.0, "spread": 0.0},
               "feedback": divided(0)["feedback"] | {"elsewhere": 100.0}}  # fmt: skip
    made = visited(30, 0.4) | region | {"officer": officers, "staff": {"courtesy": {"level": 0.0, "spread": 0.0}}}
    rows = lived(engine, office(**made, days=10, opinion=opinion)).block.opinions
    for person in set(rows["citizen"].tolist()):
        there, trust = (rows[rows["citizen"] == person][field].tolist() for field in ("office", "trust"))
        assert there == sorted(there)
        assert set(trust[there.count(0) - 1 :]) == {trust[there.count(0) - 1]}
    assert 10 < (rows["office"] == 1).sum() < len(rows)


def test_styles_of_answering_leave_the_mean_answer_and_all_that_is_felt_as_they_are(engine):
    """The spread between answers of persons grows; S5 is what it is chosen by."""
    made = visited(400, 0.5) | {"days": 10}
    plain, styled = (
        lived(engine, office(**made, opinion={"satisfaction": quality(0.6) | {"style": style}})) for style in (0.0, 0.3)
    )
    felt = ["performance", "satisfaction", "trust", "citizen"]
    assert (plain.block.opinions[felt] == styled.block.opinions[felt]).all()
    given = [np.stack([seen.block.opinions[element] for element in ELEMENTS], 1) for seen in (plain, styled)]
    before, after = (rows.mean(1) for rows in given)
    assert before.mean() == pytest.approx(after.mean(), abs=0.1)
    assert after.std() > 2 * before.std()
