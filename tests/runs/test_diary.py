"""Does a diary tell what the rows say, of everyone who came and of each way in which a visit can go?"""

import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from refusals import refused

import sim
from findings.little_offices import at, counter, office, one_step
from sim.cli import main
from sim.plan.tables import OUTCOMES
from sim.views.reports.diary import diary_text

WORDS = {
    "gave_up": "leaves the line",
    "balked": "sees how long the line is",
    "refused": "is not let in",
    "sent_home": "sent home at closing",
    "incomplete": "A paper is missing",
    "no_ticket": "the tickets are gone",
    "no_show": "does not come.",
}
CLOSING = {
    "service": one_step(30),
    "arrivals": [at(range(0, 600, 7))],
    "station": counter(),
    "closing": "send_home",
    "days": 3,
}
DAYS = {
    "dukcapil-bermasalah": ("2026-01-15", 40),
    "puskesmas": ("2026-02-09", 45),
    "closing": ("", 3),
}


def scenario_of(name):
    return replace(office(**CLOSING), name="closing") if name == "closing" else sim.load(name)


@pytest.fixture(scope="module", params=DAYS)
def day(request):
    """A diary, and the frame of the same visits."""
    day, days = DAYS[request.param]
    scenario = replace(scenario_of(request.param), days=days)
    return sim.diary(scenario, day or None), sim.run(scenario, 1, keep_visits=True)


def clock(second):
    return f"{second // 3600:02}:{second % 3600 // 60:02}"


def test_everyone_who_came_is_there_in_the_order_of_coming(day):
    found, result = day
    visits = result.visits
    begun = visits[visits["visit"].notna()].groupby("visit", sort=False).first()
    there = begun[begun["day"].dt.date == found.day]
    came = [one.came_s for one in found.people if one.visit != -1]
    assert came == sorted(there["came_s"].tolist())
    assert [one.number for one in found.people] == list(range(1, len(found.people) + 1))


def test_each_story_has_every_visit_of_its_case_with_its_hour_and_its_end(day):
    """Of the first of each kind on that day all that a frame knows stands in the story, no more and no less."""
    found, result = day
    visits, seen = result.visits, set()
    for person in found.people:
        kinds = {"sent"} if person.visit == -1 else {str(row) for row in _outcomes(visits, person)}
        if kinds <= seen:
            continue
        seen |= kinds
        of_case = visits[visits["case"] == person.case]
        said = diary_text(replace(found, person=person.number), "en")
        text = " ".join(said.split())
        ends = Counter(of_case["outcome"].astype(str))
        for outcome, words in WORDS.items():
            assert text.count(words) == ends.get(outcome, 0), (outcome, said)
        coming = of_case.dropna(subset="visit").groupby("visit", sort=False).first()
        for came in coming["came_s"].astype(int):
            assert f"{clock(came)} " in text, said
        stayed = coming[coming["outcome"].astype(str) != "no_show"]
        assert text.count("goes home after") == len(stayed)
        assert text.count("the file:") == int(of_case["visit"].isna().sum())
    assert seen


def _outcomes(visits, person):
    return visits[visits["visit"] == person.visit]["outcome"].astype(str)


def test_all_ways_in_which_a_visit_can_go_occur_in_these_days(day, told):
    """Else the test above would say nothing of them."""
    found, _ = day
    told |= {str(OUTCOMES[row["outcome"]]) for one in found.people for row in one.rows}
    told |= {"sent" for one in found.people if one.visit == -1}
    if found.result.name == "closing":
        assert {"gave_up", "balked", "sent_home", "incomplete", "no_ticket", "no_show", "sent"} <= told


@pytest.fixture(scope="module")
def told():
    """What has been seen in the days so far."""
    return set()


def test_a_go_between_and_a_complaint_are_told_in_both_languages():
    found = sim.diary(replace(sim.load("dukcapil-bermasalah"), days=40), "2026-01-15")
    operator = 1 + [channel.name for channel in found.result.scenario.channels].index("operator desa")
    brought = next(one for one in found.people if one.rows[0]["channel"] == operator)
    opinions = found.result.replications[0].opinions
    complaints = set(opinions["visit"][(opinions["complained"] == 1) & (opinions["day"] == found.number)])
    angry = next(one for one in found.people if one.visit in complaints)
    for lang, between, complains in (("en", "brings the papers", "Complains."), ("id", "perantara", "Mengadu.")):
        assert between in diary_text(replace(found, person=brought.number), lang)
        assert complains in diary_text(replace(found, person=angry.number), lang)


def test_trust_before_is_that_of_the_morning_and_after_that_of_the_visit():
    scenario = replace(sim.load("dukcapil-bermasalah"), days=9)
    found = sim.diary(scenario, "2026-01-14", 20)
    story = found.story(20)
    first = sim.run(scenario, 1, days=7).people  # the seven working days before the 14th
    assert found.number == 7
    citizens = first[first["kind"] == "citizen"].reset_index(drop=True)
    assert story.before == pytest.approx(citizens["trust"][story.person.citizen])
    after = 100 * story.opinions["trust"][story.opinions["day"] == 7][0]
    assert f"{100 * story.before:.0f} of 100 in the morning, {after:.0f} after this visit" in " ".join(
        diary_text(found, "en").split()
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--date", "2026-01-17"], "2026-01-15, 2026-01-19"),
        (["--date", "17-01-2026"], "write it as 2026-07-01"),
        (["--date", "2026-01-14", "--person", "9999"], "number 9999 did not come"),
    ],
)
def test_a_day_that_is_none_and_somebody_who_did_not_come_are_refused(words, message, capsys):
    assert main(["day", "dukcapil-bermasalah", *words, "--lang", "en"]) == 2
    assert message in capsys.readouterr().err


def test_records_are_the_rows(capsys):
    assert main(["day", "dukcapil", "--date", "2026-01-06", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    found = sim.diary("dukcapil", date(2026, 1, 6))
    assert len(records) == sum(len(one.rows) for one in found.people)
    came = next(one for one in found.people if one.visit != -1)
    assert next(record for record in records if record["visit"] is not None)["came_s"] == came.came_s


def test_python_refuses_what_is_no_day():
    with refused("date"):
        sim.diary("dukcapil", "tomorrow")
