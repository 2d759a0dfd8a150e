"""Do the measures of people say what they claim: SKM, trust, money, gaps, who gained, before and after?"""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from measured_people import EVERYBODY, quicker, table, with_people
from refusals import refused

from findings.people_offices import lived, quality
from sim.measures import Fold, Key
from sim.measures.citizen_groups import LEAST_PEOPLE, Groups, cells_of, people_cuts, places
from sim.measures.equity import Compared, gaps, group_values
from sim.measures.gains import MOVES, Move, moved
from sim.measures.people import ENDS, Ending
from sim.measures.people_cases import PeopleCases
from sim.measures.sample_size import sample_size
from sim.measures.trust import Contacts
from sim.measures.windows import TooShort, Window, clipped, windows_around
from sim.office.channels import Channel
from sim.plan import plan_of
from sim.plan.tables import (
    CASE_ROW,
    CITIZEN_ROW,
    DAY_ROW,
    ELEMENTS,
    FINISHED,
    GIVEN_UP,
    INCOMPLETE,
    OPEN,
    OPINION_ROW,
    OUTCOMES,
    SERVED,
    STAFF_ROW,
)
from sim.runs import compare, replicate
from sim.runs.making.request import Request
from sim.scenario import load

ENGINE = "compiled"


def contacts_of(opinions, citizens):
    contacts = Contacts.none(len(citizens))
    contacts.add(opinions)
    return contacts


def folded(scenario, life, run=0, weight="1/9"):
    fold = Fold(plan_of(scenario), run, life.born, weight)
    fold.add(life.block)
    return fold.measured(
        Ending(life.citizens, life.staff, life.citizens["judged"] > 0, contacts_of(life.block.opinions, life.citizens))
    ).values


@pytest.fixture(scope="module")
def office():
    return with_people()


@pytest.fixture(scope="module")
def life(office):
    return lived(ENGINE, office)


@pytest.fixture(scope="module")
def values(office, life):
    return folded(office, life)


# ---------------------------------------------------------------------------------------------------- SKM, survey


def test_the_skm_is_what_a_count_of_all_answers_gives(life, values):
    given = {element: life.block.opinions[element] for element in ELEMENTS}
    means = {element: answers[answers > 0].mean() for element, answers in given.items()}
    assert {element: values[Key(f"skm_{element}")] for element in ELEMENTS} == pytest.approx(means)
    assert values[Key("ikm")] == pytest.approx(25 * np.mean(list(means.values())), abs=0.0051)


def test_the_weight_lowers_the_ikm_as_the_regulation_has_it(office, life, values):
    assert folded(office, life, weight="0.11")[Key("ikm")] == pytest.approx(0.99 * values[Key("ikm")], abs=0.01)


def test_a_survey_asks_as_many_as_the_table_says_about_their_last_visit(office, life, values):
    served = len(np.unique(life.block.opinions["citizen"]))
    assert values[Key("ikm_respondents")] == sample_size(served) < served
    both = (values, folded(office, lived(ENGINE, office, 1), run=1))  # of one the index may be the same to two decimals
    gaps = [abs(one[Key("ikm_survey")] - one[Key("ikm")]) / one[Key("ikm_survey_error")] for one in both]
    assert 0 < max(gaps) < 3


def test_a_survey_of_the_few_who_came_asks_all_of_them_and_errs_by_nothing():
    few = with_people(6, days=2, opinion={})
    life = lived(ENGINE, few)
    last = {row["citizen"]: [row[element] for element in ELEMENTS] for row in life.block.opinions}
    found = folded(few, life)
    assert found[Key("ikm_respondents")] == len(last) > 0
    assert found[Key("ikm_survey_error")] == 0
    means = [np.mean([row[number] for row in last.values() if row[number]]) for number in range(len(ELEMENTS))]
    assert found[Key("ikm_survey")] == pytest.approx(25 * np.mean(means), abs=0.0051)


def test_an_office_that_nobody_judged_has_no_ikm():
    nobody = with_people(citizens={"count": 50, "needs_per_year": 0.0, **EVERYBODY})
    found = folded(nobody, lived(ENGINE, nobody))
    assert math.isnan(found[Key("ikm")])
    assert math.isnan(found[Key("ikm_survey")])
    assert found[Key("ikm_respondents")] == 0
    assert found[Key("trust_end_mean")] > 0


def test_surveys_of_two_scenarios_ask_the_same_people(office, life):
    """Both ask everybody's own luck: if the same people came, the same are asked."""
    other = lived(ENGINE, replace(office, title=office.title))
    assert folded(office, other)[Key("ikm_survey")] == folded(office, life)[Key("ikm_survey")]


# ------------------------------------------------------------------------------------------ citizens, counted twice


def test_what_opinions_say_is_what_citizens_remember():
    """Where nobody comes to complain; of those visits citizens remember the money, but there is no opinion."""
    office = with_people(opinion={})
    life = lived(ENGINE, office)
    values, opinions, citizens = folded(office, life), life.block.opinions, life.citizens
    users = citizens[citizens["judged"] > 0]
    assert len(opinions) == citizens["judged"].sum() > 300
    assert values[Key("asked_share")] == (users["asked"] > 0).mean()
    assert values[Key("paid_share")] == (users["paid"] > 0).mean() > 0
    assert values[Key("favoured_share")] == (users["favoured"] > 0).mean() > 0
    assert values[Key("paid_per_user")] == citizens["paid_rupiah"].sum() / len(users)
    assert values[Key("satisfaction_mean")] == pytest.approx(citizens["satisfaction"].sum() / len(opinions))
    assert opinions["paid_rupiah"].sum() == citizens["paid_rupiah"].sum()


def test_complaints_are_those_that_citizens_made(life, values):
    opinions, citizens = life.block.opinions, life.citizens
    a_thousand = 1000 * citizens["complaints"].sum() / len(opinions)
    assert values[Key("complaints_per_1000")] == pytest.approx(a_thousand)
    payers = np.unique(opinions["citizen"][opinions["paid_rupiah"] > 0])
    assert values[Key("silent_payers_share")] == (citizens["complaints"][payers] == 0).mean()
    assert 0 < values[Key("silent_payers_share")] < 1


def test_money_of_cases_is_money_of_citizens(life, values):
    cases, ended = life.block.cases, life.block.cases["outcome"] != 2
    assert cases["paid_rupiah"].sum() == life.citizens["paid_rupiah"].sum() > 0
    assert values[Key("paid_per_case")] == cases["paid_rupiah"][ended].mean()


def test_trust_is_that_of_the_citizens_and_of_the_mornings(life, values):
    trust = life.citizens["trust"]
    assert values[Key("trust_end_mean")] == pytest.approx(trust.mean())
    assert values[Key("trust_sd")] == pytest.approx(trust.std())
    assert values[Key("trusting_share")] == (trust > 0.5).mean()
    assert values[Key("trust_days_mean")] == pytest.approx(life.block.days["trust"].mean())
    assert life.block.days["trust"][0] == pytest.approx(life.born["trust"].mean())


def test_complaints_answered_in_time_are_those_of_the_book(life, values):
    cases = life.block.cases[life.block.cases["service"] == 1]
    settled = cases[(cases["outcome"] != 2) | (cases["due_day"] < 10)]
    in_time = settled[(settled["outcome"] == FINISHED) & (settled["ended_day"] <= settled["due_day"])]
    assert len(settled) > len(in_time) > 5
    assert values[Key("answered_in_time")] == len(in_time) / len(settled)


def case(due, ended, outcome):
    row = np.zeros(1, CASE_ROW)
    row["service"], row["due_day"], row["ended_day"], row["outcome"] = 1, due, ended, outcome
    return row


@pytest.mark.parametrize(
    ("due", "ended", "outcome", "share"),
    [
        (5, 4, FINISHED, 1.0),
        (5, 5, FINISHED, 1.0),
        (5, 6, FINISHED, 0.0),
        (5, 3, GIVEN_UP, 0.0),
        (5, -1, OPEN, 0.0),  # its day is over: the run has ten
        (9, -1, OPEN, 0.0),  # that of the last day is over too
        (10, -1, OPEN, math.nan),  # nobody can say yet
        (-1, 9, FINISHED, 1.0),  # nothing was promised
    ],
)
def test_an_answer_is_in_time_up_to_the_promised_day(office, due, ended, outcome, share):
    cases = PeopleCases(plan_of(office), np.zeros(0, np.int64), 1)
    cases.add(case(due, ended, outcome))
    assert cases.answered_in_time() == pytest.approx(share, nan_ok=True)


def test_the_way_and_the_money_are_of_all_cases_that_ended(office):
    """Finished, given up, open; two of them not by walking in."""
    rows = table(CASE_ROW, [{"outcome": kind, "travel_s": 3_600 * (kind + 1), "paid_rupiah": 10 * (kind + 1),
        "channel": min(kind, 1), "citizen": -1} for kind in (FINISHED, GIVEN_UP, OPEN)])  # fmt: skip
    cases = PeopleCases(plan_of(office), np.zeros(0, np.int64), 1)
    cases.add(rows)
    expected = {"travel_hours_per_case": 3 / 2, "paid_per_case": 30 / 2, "other_channels_share": 2 / 3}
    assert cases.measures() == pytest.approx(expected)


def test_who_did_not_walk_in_came_by_another_channel(life, values):
    online = (life.block.cases["channel"] == 1).mean()
    assert values[Key("other_channels_share")] == online
    assert 0 < online < 0.5


def test_officers_who_left_were_followed_by_novices():
    leaving = with_people(
        20, days=120, staff={"turnover": {"a_year": 0.9}}, officer=[{"name": "o", "skills": ["*"], "count": 4}]
    )
    result = replicate(leaving, 1)
    officers = result.people[result.people["kind"] == "officer"]
    there, joined = officers["hired_day"].isna(), officers["hired_day"].notna()
    assert result.of("novices")[0] == joined.sum() > 0
    assert there.sum() > 0
    assert set(officers["hired_day"].dropna()) <= set(result.days["day"])


def test_officers_are_told_as_they_are_at_the_end(life, values):
    for measure in ("competence", "motivation", "courtesy", "strain", "adoption"):
        assert values[Key(f"{measure}_mean")] == pytest.approx(life.staff[measure].mean())
    busy, finished = life.block.officers["busy_s"].sum(), (life.block.cases["outcome"] == FINISHED).sum()
    assert values[Key("staff_min_per_case")] == pytest.approx(busy / 60 / finished)


def test_a_mechanism_that_is_not_named_has_no_measure(values):
    plain = with_people(staff={"learning": {}}, opinion={})
    found = {key.measure for key in folded(plain, lived(ENGINE, plain))}
    absent = {"paid_share", "paid_gap", "complaints_per_1000", "motivation_mean", "novices", "adoption_mean"}
    assert not found & absent
    assert absent <= {key.measure for key in values}


def test_days_of_warm_up_count_in_no_opinion(office):
    late = replace(office, warm_up_days=6)
    life = lived(ENGINE, late)
    rest = life.block.opinions[life.block.opinions["day"] >= 6]
    found = folded(late, life)
    assert found[Key("skm_time")] == pytest.approx(rest["time"].mean())
    assert found[Key("satisfaction_mean")] == pytest.approx(rest["satisfaction"].mean())
    assert found[Key("trust_days_mean")] == pytest.approx(life.block.days["trust"][6:].mean())
    officers, cases = life.block.officers, life.block.cases
    finished = (cases["outcome"] == FINISHED) & (cases["began_day"] >= 6)
    busy = officers["busy_s"][officers["day"] >= 6].sum()
    assert found[Key("staff_min_per_case")] == pytest.approx(busy / 60 / finished.sum())


def test_folding_day_by_day_gives_what_folding_at_once_gives(office, life, values):
    fold = Fold(plan_of(office), 0, life.born)
    windows = [Window(day, day + 1) for day in range(10)]
    for window in windows:
        part = clipped(life.block, window)
        fold.add(part._replace(cases=life.block.cases if window.first == 0 else life.block.cases[:0]))
    found = fold.measured(
        Ending(life.citizens, life.staff, life.citizens["judged"] > 0, contacts_of(life.block.opinions, life.citizens))
    ).values
    np.testing.assert_allclose(list(found.values()), list(values.values()), rtol=1e-12)


def opinion(citizen, day=0, outcome="served", **more):
    """An opinion with 3 for every element; a citizen's visit unless `visit` is -1."""
    return {"citizen": citizen, "day": day, "outcome": OUTCOMES.index(outcome), **dict.fromkeys(ELEMENTS, 3), **more}


def by_hand(scenario, opinions, citizens, staff=(), days=(), came=()):
    """The measures of opinions that were told by hand, of citizens (CITIZEN_ROW) who are as they were born."""
    rows = {"opinions": table(OPINION_ROW, opinions), "days": table(DAY_ROW, days)}
    life = lived(ENGINE, scenario, days=1)
    fold = Fold(plan_of(scenario), 0, citizens)
    fold.add(type(life.block)(**{name: rows.get(name, part[:0]) for name, part in life.block._asdict().items()}))
    recently = np.isin(np.arange(len(citizens)), came)
    contacts = contacts_of(rows["opinions"], citizens)
    return fold.measured(Ending(citizens, table(STAFF_ROW, staff), recently, contacts)).values


def test_opinions_are_counted_by_hand():
    """One visit of each ending; two citizens are asked, one pays twice and complains once, the other pays silently."""
    people = table(CITIZEN_ROW, [{"trust": trust} for trust in (0.2, 0.5, 0.500001, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9)])
    ended = [opinion(citizen, 5, outcome, waited_s=60) for citizen, outcome in enumerate(OUTCOMES)]
    ended[0] |= {"asked": 1, "paid_rupiah": 500, "complained": 1, "satisfaction": 0.5, "overtaken": 1}
    ended[1] |= {"asked": 1, "paid_rupiah": 700}
    early = opinion(9, 4, paid_rupiah=10**6, asked=1, favoured=1, complained=1)
    again = [opinion(0, 9, paid_rupiah=300, waited_s=240, favoured=1), opinion(8, 9, waited_s=999, visit=-1)]
    days = [{"day": day, "trust": trust} for day, trust in ((4, 0.9), (5, 0.5), (6, 0.3))]
    found = by_hand(with_people(10, warm_up_days=5), [early, *ended, *again], people, days=days)
    expected = {
        "satisfaction_mean": 0.5 / 11,
        "turned_away_share": 4 / 11,  # refused, sent home, no ticket, no form
        "overtaken_share": 1 / 11,
        "complaints_per_1000": 1_000 / 11,
        "asked_share": 2 / 9,
        "paid_share": 2 / 9,
        "favoured_share": 1 / 9,
        "paid_per_user": 1_500 / 9,
        "silent_payers_share": 1 / 2,
        "trusting_share": 8 / 10,  # more than half of trust, not half
        "trust_days_mean": 0.4,
        "skm_time": 3,
        "ikm_respondents": 9,
    }
    assert {name: found[Key(name)] for name in expected} == pytest.approx(expected)


def test_trust_is_told_of_who_came_was_asked_or_only_heard():
    """Sixty never came; of forty who did, thirty came of late, and twenty-nine were asked: too few to be told."""
    heard = [{"trust": trust} for trust in [0.2] * 45 + [0.6] * 15]
    came = [{"trust": trust, "judged": 1} for trust in [0.5] * 12 + [0.9] * 28]
    people = table(CITIZEN_ROW, [*heard, *came])
    people["asked"][60:89] = 1
    expected = {
        "trust_heard_mean": 0.3,
        "trusting_heard_share": 0.25,
        "trust_came_mean": (12 * 0.5 + 18 * 0.9) / 30,
        "trusting_came_share": 18 / 30,  # above one half, not one half
        "trust_asked_mean": math.nan,
        "trusting_asked_share": math.nan,
    }
    found = by_hand(with_people(100), [], people, came=range(60, 90))
    assert {name: found[Key(name)] for name in expected} == pytest.approx(expected, nan_ok=True)
    people["asked"][89] = 1
    found = by_hand(with_people(100), [], people)
    assert (found[Key("trust_asked_mean")], found[Key("trusting_asked_share")]) == pytest.approx((0.74, 0.6))
    assert math.isnan(found[Key("trust_came_mean")])


def test_who_came_twelve_months_ago_came_of_late_no_more():
    plan = plan_of(with_people(10, days=400))  # open every day
    contacts = Contacts.none(5)
    contacts.day[:] = -1, 0, 34, 35, 399
    assert contacts.came(plan, 399).tolist() == [False, False, False, True, True]
    contacts.day[3:] = -1
    assert contacts.came(plan, 300).tolist() == [False, True, True, False, False]


def test_who_changed_channel_is_who_came_last_by_another_than_first():
    """0 went online and came back, 1 went online, 2 booked in the end, 3 came once; in whatever blocks that is told."""
    visits = [(0, 0), (1, 0), (0, 1), (2, 0), (2, 1), (0, 0), (1, 1), (3, 1), (2, 2)]
    rows = table(
        OPINION_ROW, [{"citizen": who, "channel": channel, "day": n} for n, (who, channel) in enumerate(visits)]
    )
    for cut in range(len(rows) + 1):
        contacts = Contacts.none(5)
        contacts.add(rows[:cut])
        contacts.add(rows[cut:])
        assert contacts.switched.tolist() == [False, True, True, False, False]
        assert contacts.day.tolist() == [5, 6, 8, 7, -1]


def test_trust_of_who_changed_channel_is_told_where_there_are_channels():
    """Forty came, thirty of whom at last another way; of two who did so before the twelve months nothing is told."""
    scenario = replace(with_people(100), channels=(Channel(name="online", kind="online"),))
    people = table(CITIZEN_ROW, [{"trust": 0.8 if n < 15 else 0.4, "judged": 2} for n in range(42)])
    rows = [opinion(n, channel=0) for n in range(42)]
    rows += [opinion(n, 1, channel=1) for n in (*range(30), 40, 41)]
    found = by_hand(scenario, rows, people, came=range(40))
    told = (found[Key("trust_switched_mean")], found[Key("trusting_switched_share")])
    assert told == pytest.approx((0.6, 0.5))
    alone = replace(with_people(100), channels=())
    assert Key("trust_switched_mean") not in by_hand(alone, [], people)


def test_who_came_another_way_than_without_the_change_is_a_group_of_its_own():
    """Thirty of sixty-five walked in and now come online; a channel that is only called another way is none."""
    theirs, ours = np.zeros(65, ENDS), np.zeros(65, ENDS)
    theirs["trust"] = ours["trust"] = 0.5
    theirs["channel"], ours["channel"] = 0, 0
    ours["channel"][:30], ours["trust"][:15] = 2, 0.6
    theirs["channel"][60], ours["channel"][60] = 1, 1
    theirs["channel"][61], ours["channel"][62] = -1, -1
    none, both = Groups("class", ("",)), (("walk-in", "van", "online"), ("walk-in", "van"))
    found = moved(ours, theirs, (none,), both)
    assert found[Move("trust_rose", "channel", "switched")] == 0.5
    assert found[Move("trust_rose", "channel", "same")] == 0
    assert Move("trust_rose", "channel", "switched") not in moved(ours, theirs, (none,))
    theirs["channel"][:30] = 1
    renamed = (("walk-in", "van", "online"), ("walk-in", "online"))
    assert math.isnan(moved(ours, theirs, (none,), renamed)[Move("trust_rose", "channel", "switched")])


def test_trust_is_lost_where_visits_show_that_the_office_lacks():
    """Two visits of four were late, two met nobody, one of the other two was asked for money; rude by a quarter."""
    weights = {"reliable": 0.4, "honest": 0.4, "fair": 0.2}
    sides = [(50, 0, 100), (0, 100, 75), (100, -1, -1), (100, -1, -1)]
    rows = [opinion(0, **dict(zip(weights, side, strict=True))) for side in sides]
    people = table(CITIZEN_ROW, [{}] * 10)
    found = by_hand(with_people(10, opinion={"belief": weights}), rows, people)
    lost = [found[Key(f"lost_{side}_share")] for side in weights]
    assert lost == pytest.approx([0.4 * 1.5 / 4, 0.4 * 1 / 4, 0.2 * 0.25 / 4])
    by_surprise = by_hand(with_people(10, opinion={"trust": {"model": "surprise"}}), rows, people)
    assert Key("lost_fair_share") not in by_surprise


def test_what_trust_is_lost_by_adds_up_to_the_bad_evidence(life, values):
    """The sides are written down in whole per cent."""
    lost = sum(values[Key(f"lost_{side}_share")] for side in ("reliable", "honest", "fair"))
    assert lost == pytest.approx(life.block.opinions["bad"].mean(), abs=0.005)
    assert lost > 0.05


def test_waits_of_groups_are_of_visits_that_somebody_attended_to():
    """Thirty young citizens: served, papers missing, gave up, and a case done without them."""
    people = table(CITIZEN_ROW, [{"age": 0}] * 30 + [{"age": 1}] * 29)
    endings = [("served", 60, 7), ("incomplete", 180, 7), ("gave_up", 9_999, 7), ("served", 9_999, -1)]
    rows = [opinion(c, 0, how, waited_s=wait, visit=visit) for c in range(59) for how, wait, visit in endings]
    found = by_hand(with_people(59), rows, people)
    assert found[Key("wait_mean_min", "age", "young")] == pytest.approx(2)
    assert math.isnan(found[Key("wait_mean_min", "age", "old")])  # one too few


def test_officers_are_averaged_and_who_joined_after_the_first_day_is_a_novice():
    staff = [
        {"hired_day": day, "competence": c, "strain": c / 2} for day, c in ((-1, 0.2), (0, 0.4), (1, 0.9), (9, 0.5))
    ]
    found = by_hand(with_people(10), [], table(CITIZEN_ROW, [{}] * 10), staff)
    assert (found[Key("novices")], found[Key("competence_mean")], found[Key("strain_mean")]) == (2, 0.5, 0.25)


# ------------------------------------------------------------------------------------------------- groups and gaps


THREE = Groups("age", ("young", "middle", "old"))


@pytest.mark.parametrize(
    ("people", "known", "gap"),
    [((30, 30, 30), (5, 9, 2), 7), ((30, 29, 30), (5, None, 2), 3), ((29, 30, 29), (None, 9, None), None)],
)
def test_a_gap_lies_between_the_best_and_the_worst_of_all_groups(people, known, gap):
    """Neither first nor last need be best or worst; a group of 29 counts among the others, not by itself."""
    people = np.array(people)
    above = people * (5.0, 9.0, 2.0)
    found = Compared("wait_mean_min", "wait_gap", "wait_against_rest", above, people, people)
    values = [value for _, value in group_values(found, THREE, np.arange(3))]
    told = dict(gaps(found, THREE, np.arange(3)))
    assert values == pytest.approx([math.nan if value is None else value for value in known], nan_ok=True)
    assert told[Key("wait_gap", "between", "age")] == pytest.approx(math.nan if gap is None else gap, nan_ok=True)
    for number, group in enumerate(THREE.names):
        others = [place for place in range(3) if place != number]
        rest = above[others].sum() / people[others].sum()
        against = math.nan if known[number] is None else known[number] - rest
        assert told[Key("wait_against_rest", "age", group)] == pytest.approx(against, nan_ok=True)


@pytest.mark.parametrize(("others", "against"), [((15, 14), math.nan), ((15, 15), 1.0)])
def test_the_rest_of_a_group_must_be_enough_people_too(others, against):
    people = np.array([100, *others])
    found = Compared("wait_mean_min", "wait_gap", "wait_against_rest", people * (3.0, 2.0, 2.0), people, people)
    told = dict(gaps(found, THREE, np.arange(3)))
    assert told[Key("wait_against_rest", "age", "young")] == pytest.approx(against, nan_ok=True)


def test_a_skill_of_one_half_is_still_little():
    plan, people = plan_of(with_people(10)), table(CITIZEN_ROW, [{"skill": s} for s in (0, 0.01, 0.5, 0.51)])
    cut = people_cuts(plan)[3]
    skill = places(people_cuts(plan))[cut][cells_of(plan, 0, people)]
    assert [cut.names[number] for number in skill] == ["none", "low", "low", "high"]


def test_groups_are_counted_by_hand(office, life, values):
    citizens, opinions = life.born, life.block.opinions
    old = citizens["age"] == 1
    waited = opinions[(opinions["outcome"] == 0) & (opinions["visit"] >= 0)]
    mine, others = (waited[old[waited["citizen"]] == flag]["waited_s"].mean() / 60 for flag in (True, False))
    assert values[Key("wait_mean_min", "age", "old")] == pytest.approx(mine)
    assert values[Key("wait_against_rest", "age", "old")] == pytest.approx(mine - others)
    assert values[Key("wait_gap", "between", "age")] == pytest.approx(abs(mine - others))
    trust = life.citizens["trust"]
    connected = citizens["connected"] == 1
    assert values[Key("trust_end_mean", "connection", "connected")] == pytest.approx(trust[connected].mean())
    none = citizens["skill"] == 0
    assert values[Key("trusting_share", "skill", "none")] == pytest.approx((trust[none] > 0.5).mean())


def test_a_case_done_without_a_visit_is_judged_but_has_not_waited():
    bundled = replace(load("dpmptsp"), days=40)
    life = lived(ENGINE, bundled)
    opinions, disabled = life.block.opinions, life.born["disabled"] == 1
    unseen = opinions["visit"] < 0
    assert unseen.sum() > 50
    attended = ~unseen & np.isin(opinions["outcome"], (SERVED, INCOMPLETE))
    waited = opinions[attended & ~disabled[opinions["citizen"]]]["waited_s"].mean() / 60
    found = folded(bundled, life)
    assert found[Key("wait_mean_min", "disability", "without")] == pytest.approx(waited)
    assert found[Key("satisfaction_mean")] == pytest.approx(opinions["satisfaction"].mean())


def test_thirds_of_distance_are_in_the_order_of_the_way():
    plan = plan_of(office := with_people())
    life = lived(ENGINE, office)
    came = life.citizens["trips"] > 0
    way = life.citizens["travel_s"][came] / life.citizens["trips"][came]
    cut = people_cuts(plan)[4]
    third = places(people_cuts(plan))[cut][cells_of(plan, 0, life.born)[came]]
    assert cut.names == ("near", "middle", "far")
    assert way[third == 0].max() <= way[third == 1].min() <= way[third == 1].max() <= way[third == 2].min()
    assert np.bincount(third) == pytest.approx(len(third) / 3, rel=0.25)


def test_a_group_of_few_is_missing_rather_than_noise():
    rare = with_people(citizens={"count": 300, "needs_per_year": 28, **EVERYBODY, "disability": 0.03})
    life = lived(ENGINE, rare)
    assert 0 < life.born["disabled"].sum() < LEAST_PEOPLE
    found = folded(rare, life)
    assert math.isnan(found[Key("trust_end_mean", "disability", "with")])
    assert math.isnan(found[Key("wait_gap", "between", "disability")])
    assert math.isnan(found[Key("wait_against_rest", "disability", "without")])
    assert found[Key("trust_end_mean", "disability", "without")] > 0
    assert math.isnan(found[Key("trust_gap", "between", "disability")])


def test_groups_that_are_treated_alike_end_alike():
    """Where nothing that happens matters, no group is more satisfied than another."""
    alike = with_people(opinion={"satisfaction": quality(0.5)}, staff={})
    found = folded(alike, lived(ENGINE, alike))
    gaps = {
        key: value for key, value in found.items() if key.measure in ("satisfaction_gap", "satisfaction_against_rest")
    }
    assert gaps
    assert np.allclose(list(gaps.values()), 0.0, atol=1e-12)


def test_a_group_that_is_called_first_waits_less_than_the_rest():
    classes = [
        {"name": "first", "share": 0.3, "priority": 0, "ages": [["old", 1.0]]},
        {"name": "usual", "share": 0.7, "priority": 1, "ages": [["young", 1.0]]},
    ]
    result = replicate(with_people(**{"class": classes}), 10)
    found = result.estimate("wait_against_rest", "age", "old")
    assert found.high < 0
    same = result.estimate("wait_against_rest", "disability", "with")
    assert same.low < 0 < same.high


def test_what_does_not_divide_the_citizens_is_no_cut():
    alike = {"count": 100, "needs_per_year": 28}
    found = folded(plain := with_people(citizens=alike), lived(ENGINE, plain))
    assert {key.by for key in found} & {"age", "disability", "skill", "distance", "connection", "between"} == set()


# ------------------------------------------------------------------------------------------------------ who gained


@pytest.fixture(scope="module")
def compared(office):
    return compare([replace(office, name="usual"), quicker()], 3)


def test_who_gains_by_the_one_loses_by_the_other(compared):
    there = compared.gains(compared.variants[0])
    back = replace(compared, results=compared.results[::-1]).gains(compared.baseline)
    for gain, loss in (("wait_fell", "wait_rose"), ("trust_rose", "trust_fell")):
        for by, group in {(move.by, move.group) for move in there}:
            assert there[Move(gain, by, group)] == pytest.approx(back[Move(loss, by, group)], nan_ok=True)
    assert there[Move("wait_fell")].low > there[Move("wait_rose")].high


def test_everybody_gains_loses_or_neither(compared):
    found = compared.gains(compared.variants[0])
    for kind in ("wait", "trust"):
        assert sum(found[Move(move)].mean for move in MOVES if move.startswith(kind)) == pytest.approx(1)


def test_nobody_gains_by_no_change(office):
    same = compare([office, office], 2)
    found = same.gains(same.variants[0])
    assert found[Move("wait_same")].mean == found[Move("trust_same")].mean == 1


def test_gains_are_counted_citizen_by_citizen(compared):
    ours, theirs = (result.replications[0].ends for result in (compared.variants[0], compared.baseline))
    assert ours.dtype == theirs.dtype == ENDS
    pairs = [(a["trust"], b["trust"]) for a, b in zip(ours, theirs, strict=True)]
    rose = sum(float(a) - float(b) > 0.01 for a, b in pairs)
    one = compare([replace(with_people(), name="usual"), quicker()], 1)
    assert one.gains(one.variants[0])[Move("trust_rose")].mean == pytest.approx(rose / len(pairs))


def test_a_minute_or_a_hundredth_of_trust_is_no_move():
    """Thirty citizens a group who finished cases, but for the last: there too few are left."""
    theirs, ours = np.zeros(91, ENDS), np.zeros(91, ENDS)
    theirs["cell"] = np.repeat([0, 1, 2], (30, 31, 30))
    theirs["wait_s"], theirs["trust"] = 600, 0.5
    ours["wait_s"], ours["trust"] = 600, 0.5
    for place, (wait, trust) in enumerate([(540, 0.509), (539, 0.52), (660, 0.491), (661, 0.48)]):
        ours["wait_s"][place], ours["trust"][place] = wait, trust
    ours["wait_s"][[60, 90]] = np.nan
    cuts = (THREE, Groups("class", ("",)))
    found = moved(ours, theirs, cuts)
    young = [found[Move(move, "age", "young")] for move in MOVES]
    assert young == pytest.approx([1 / 30, 1 / 30, 28 / 30, 1 / 30, 1 / 30, 28 / 30])
    assert found[Move("wait_same", "age", "middle")] == 1
    assert math.isnan(found[Move("wait_same", "age", "old")])
    assert found[Move("trust_same", "age", "old")] == 1
    assert found[Move("wait_same")] == pytest.approx(87 / 89)
    assert found[Move("trust_same")] == pytest.approx(89 / 91)


def test_nothing_is_said_of_gains_of_other_citizens_or_without_opinions(office):
    more = compare([office, with_people(500)], 1)
    assert more.gains(more.variants[0]) == {}
    mute = compare([office, replace(office, opinion=None)], 1)
    assert mute.gains(mute.variants[0]) == {}


# ------------------------------------------------------------------------------------------------- before and after

START = date(2026, 4, 1)


def yearlong(**keys):
    return with_people(60, days=180, runs=2, **keys)


def test_windows_hold_the_days_around_the_date():
    plan = plan_of(yearlong())
    before, after = windows_around(plan, START)
    days = [date.fromordinal(int(day)) for day in plan.arrays.day["date"]]
    assert days[before.first : before.end] == [day for day in days if date(2026, 1, 31) <= day < START]
    assert days[after.first : after.end] == [day for day in days if START <= day < date(2026, 5, 31)]


def test_a_case_belongs_to_the_window_in_which_its_need_arose(life):
    rows = np.zeros(3, CASE_ROW)
    rows["case"], rows["began_day"], rows["ended_day"] = (1, 2, 3), (3, 4, 5), (9, 4, 5)
    inside = clipped(life.block._replace(cases=rows), Window(3, 5))
    assert inside.cases["case"].tolist() == [1, 2]
    assert set(inside.opinions["day"]) == set(inside.days["day"]) == {3, 4}


def test_what_windows_count_is_what_the_days_count():
    result = replicate(yearlong(), around=START, keep_visits=True)
    days = result.days
    for number, (first, last) in enumerate(((date(2026, 1, 31), date(2026, 3, 31)), (START, date(2026, 5, 30)))):
        within = days[days["day"].between(str(first), str(last))]
        expected = within.groupby("run")["arrivals"].sum().to_numpy()
        assert result.of_window(number, Key("arrivals")) == pytest.approx(expected)
        began = result.cases[result.cases["began"].between(str(first), str(last))]
        finished = began[began["outcome"] == "finished"].groupby("run").size().to_numpy()
        assert result.of_window(number, Key("cases_finished")) == pytest.approx(finished)
        trust = within.groupby("run")["trust"].mean().to_numpy()
        assert result.of_window(number, Key("trust_days_mean")) == pytest.approx(trust)


def test_windows_do_not_depend_on_how_the_days_are_cut_into_blocks(monkeypatch):
    """A case that began in a window may end long after it, in a block that holds no day of the window."""
    found = []
    for rows in (0, 1 << 40):
        monkeypatch.setattr("sim.engines.compiled.CompiledEngine.block_rows", rows)
        result = replicate(yearlong(), around=START)
        found.append([result.of_window(number, key) for number in (0, 1) for key in result.keys])
    np.testing.assert_array_equal(*found)


def test_looking_around_a_date_changes_nothing_else():
    usual, around = replicate(yearlong()), replicate(yearlong(), around=START)
    np.testing.assert_array_equal(usual.values, around.values)


@pytest.mark.parametrize(("warm_up", "first"), [(0, date(2026, 1, 5)), (10, date(2026, 1, 15))])
def test_sixty_days_on_either_side_are_enough_and_fifty_nine_are_not(warm_up, first):
    """The office is open every day: its run lasts from 5 January to 3 July, and warm-up is no day before."""
    plan = plan_of(yearlong(warm_up_days=warm_up))
    for start in (first + timedelta(days=60), date(2026, 7, 3) - timedelta(days=59)):
        before, after = windows_around(plan, start)
        assert (before.end - before.first, after.end - after.first) == (60, 60)
    for start in (first + timedelta(days=59), date(2026, 7, 3) - timedelta(days=58)):
        with pytest.raises(TooShort) as caught:
            windows_around(plan, start)
        assert min(caught.value.before, caught.value.after) == 59


@pytest.mark.parametrize(("start", "before", "after"), [(date(2026, 2, 1), 27, 153), (date(2026, 6, 1), 147, 33)])
def test_a_run_that_is_too_short_says_what_there_is(start, before, after):
    with pytest.raises(TooShort) as caught:
        windows_around(plan_of(yearlong()), start)
    assert (caught.value.before, caught.value.after) == (before, after)
    with refused("around"):
        replicate(yearlong(), around=start)


def test_an_unknown_weight_is_refused():
    with refused("skm_weight"):
        Request(with_people(), skm_weight="0.12").asked()


# ----------------------------------------------------------------------------------------------------------- frames


def test_both_engines_give_the_same_opinions_and_people(office):
    few = replace(office, days=4)
    compiled, plain = (replicate(few, 1, engine=engine, keep_visits=True) for engine in ("compiled", "reference"))
    np.testing.assert_array_equal(compiled.values, plain.values)
    for name in ("opinions", "people", "days", "cases"):
        assert getattr(compiled, name).equals(getattr(plain, name)), name


def test_frames_tell_of_people_what_the_engine_recorded(office):
    result = replicate(office, 1, keep_visits=True)
    opinions, people = result.opinions, result.people
    citizens = people[people["kind"] == "citizen"]
    judged = opinions.groupby("citizen").size().reindex(citizens["person"], fill_value=0)
    assert (judged.to_numpy() == citizens["judged"].to_numpy()).all()
    officers = people[people["kind"] == "officer"]
    assert officers["trust"].isna().all()
    assert citizens["competence"].isna().all()
    assert set(citizens["age"].unique()) == {"young", "old"}
    assert opinions[list(ELEMENTS)].fillna(4).isin([1, 2, 3, 4]).all(axis=None)
    assert result.days["complaints"].sum() == opinions["complained"].sum()


def test_without_opinions_and_staff_the_new_columns_are_missing(office):
    result = replicate(replace(office, staff=None, opinion=None), 1, keep_visits=True)
    people = result.people
    new = ["trust", "satisfaction", "judged", "paid_rupiah", "complaints", "competence", "hired_day", "asks_money"]
    assert people[new].isna().all(axis=None)
    assert result.days[["trust", "complaints"]].isna().all(axis=None)
    assert len(result.opinions) == 0
    assert "ikm" not in result.runs
    assert "staff_min_per_case" not in result.runs
