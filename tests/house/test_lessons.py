"""Do lessons say the same in both languages, and what runs say; does each make its point?"""

import re

import lesson_runs
import lessons
import pytest

from sim.language import LANGUAGES

SLOW = ("04", "05", "06", "07", "08")
"""Lessons whose run takes more than a few seconds."""
LESSONS = {lessons.number_of(lesson): lesson for lesson in lessons.lessons()}


def test_are_notebooks_and_pages_those_that_the_sources_would_draw_now():
    expected = dict(lessons.drawn())
    folders = {path.parent for path in expected} - {lessons.places.DOCS}
    assert {path for folder in folders for path in folder.iterdir() if path.is_file()} == {
        path for path in expected if path.parent in folders
    }
    stale = [path.name for path, words in expected.items() if path.read_text("utf-8") != words]
    assert stale == [], "make docs-quick"


@pytest.mark.parametrize(
    "number", [pytest.param(one, marks=pytest.mark.long if one in SLOW else ()) for one in LESSONS]
)
def test_are_the_figures_of_a_lesson_those_of_its_run(number):
    assert lesson_runs.measured(LESSONS[number]) == lessons.kept()[number]


@pytest.mark.parametrize("number", LESSONS)
def test_is_a_lesson_whole(number):
    """45 minutes; to each question a hidden answer and a usual wrong one; every picture printed; no figure unused."""
    lesson = LESSONS[number]
    assert sum(lesson["minutes"].values()) == 45
    assert set(lesson["minutes"]) == set(lessons.STEPS)
    assert all({"question", "answer", "wrong"} <= set(one) for one in lesson["discuss"])
    for lang in LANGUAGES:
        notebook, page = lessons.written(lesson, lang), lessons.guide(lesson, lang)
        assert notebook.count("<details>") == notebook.count("</details>") == len(lesson["discuss"]) >= 3
        assert all(lessons.picture(lesson, place, lang).is_file() for place in range(len(lessons.charts(lesson))))
        assert page.count("![") == len(lessons.charts(lesson)) >= 2
    quoted = set(re.findall(r"\{(\w+)\}", str(lesson)))
    assert quoted == set(lesson["figures"])


def test_does_each_lesson_make_its_point():
    at = lessons.kept()["01"]
    assert 2.5 < at["at_8"] / at["at_5"] < 3.5  # as its words say:
    assert 1.9 < at["at_10"] / at["at_8"] < 2.2
    assert at["times"] > 5  # twice the visitors are far more than twice the wait,
    assert at["step_8"] < at["step_9"] < at["step_10"]  # each visitor costs more than the one before,
    assert at["two"] < at["at_5"]  # and the same load on two officers is a shorter wait
    assert at["busy"] < at["load"] - 0.05  # what utilisation hides
    at = lessons.kept()["02"]
    assert at["regular"] == 0 < at["fixed"] < at["varies"] < at["days"] < at["much"]  # at one load,
    assert at["much"] > 3 * at["fixed"]
    assert at["days_high"] > at["much_low"]  # and though intervals overlap,
    assert at["pair_high"] < 0  # the paired difference tells
    at = lessons.kept()["03"]
    assert at["gain_one"] < at["gain_short"] < -10  # most of the gain is in the shortest line already;
    assert at["short_low"] < at["one_high"]  # that one line is better still is certain, though intervals overlap,
    assert -2 < at["pair"] <= at["pair_high"] < 0  # and small;
    assert at["akta_gain"] < 0  # nobody pays for it,
    assert at["slow"] < at["by_service"]  # also where officers become slower by a minute
    at = lessons.kept()["04"]
    assert max(at["all_some"], at["all_ahead"], at["all_most"]) < -3  # the wait of all falls,
    assert at["high_some"] < 0 < at["walk_some"] < at["walk_most"]  # that of those who walk in rises,
    assert at["old_some"] > at["walk_some"]  # most of all for the old;
    assert at["all_ahead"] < at["all_some"]  # and where it falls more,
    assert at["lost_ahead"] < 1.3 * at["lost_some"] < 0  # more are not served
    at = lessons.kept()["05"]
    assert at["wait_speed"] < at["wait_works"] < at["wait"] < at["wait_impressions"]  # what is measured improves most,
    assert 2.5 < at["gain"] / at["gain_works"] < 3.0  # as its words say;
    assert at["visits"] > 1 > 4 * at["visits_impressions"] > 0  # what is not pays: more come twice,
    assert at["conduct"] - at["conduct_speed"] > 0.05  # conduct falls by more than a point of a hundred,
    assert abs(at["ikm_change"]) < 0.05  # and the index shows nothing of it
    at = lessons.kept()["06"]
    assert at["high"] < 10 * at["none"] <= 0  # the skilled gain many times what those without access do;
    assert 0.2 < -at["high"] / at["now"] < 0.25  # as its words say:
    assert 9 < at["none_assisted"] / at["none"] < 14  # assistance reaches them,
    assert at["all"] - at["all_assisted"] < 0.2 * abs(at["all"])  # which the mean hardly shows
    at = lessons.kept()["07"]
    assert 3 < at["ratio"] <= 4  # four clean visits for one demand for money;
    assert at["asked_control"] < at["asked"]  # fewer are asked,
    assert at["asked_low"] < at["asked_high"] < -1  # on no knife's edge, and trust hardly moves,
    assert 0 < at["points"] < at["best"] < 2  # since nothing could move it much for the better in a year;
    assert at["worst_came"] < 2 * at["worst_heard"] < 0  # who came loses more than who only heard,
    assert at["worst"] > (at["worst_came"] + at["worst_heard"]) / 2  # who are more than half,
    assert at["worst"] < 3 * at["worst_halo"] < 0  # and the models agree on the sign alone
    at = lessons.kept()["08"]
    assert at["nothing"] < at["own"] < 0 < at["adds"]  # doing nothing shows more than the reform, which costs at first,
    assert at["whole"] < 0  # and pays over the year
