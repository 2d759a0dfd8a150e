"""Does the hall show where everybody is, as the rows have it, in Python and in the browser alike, and nothing else?"""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
from refusals import refused

import sim
from findings.little_offices import at, office, one_step
from sim.cli import main
from sim.runs.day.hall import LINE, Hall
from sim.views.hall import halls_of
from sim.views.hall.page import hall_page
from sim.views.hall.payload import payload
from sim.views.reports.diary import diary_text

DAY_S = 86_400


@pytest.fixture(scope="module")
def halls():
    """A busy day in both: with reforms and without."""
    troubled = [replace(sim.load(name), days=120) for name in ("dukcapil-bermasalah", "dukcapil-bermasalah-reformasi")]
    return halls_of(troubled, "2026-05-19")


@pytest.fixture(scope="module")
def frames(halls):
    return [hall.diary.result.visits for hall in halls]


def moments(hall):
    first, last = hall.span
    return np.linspace(first, last, 10).astype(int).tolist()


def counted(visits, day, second):
    """The same counts, of a frame of visits: who has come and is not called, and so on."""
    visits = visits.assign(at=(visits["day"] - np.datetime64(day)).dt.days)
    people = visits[(visits["at"] == 0) & visits["visit"].notna() & (visits["outcome"] != "no_show")]
    whole = people.groupby("visit").agg(came=("came_s", "min"), left=("finish_s", "max"), end=("outcome", "last"))
    here = whole[(whole["came"] <= second) & (whole["left"] > second)]
    served = people[(people["start_s"] <= second) & (people["finish_s"] > second)]["visit"].nunique()
    gone = whole[whole["left"] <= second]["end"].astype(str)
    return len(here) - served, served, int((gone == "served").sum()), int((gone != "served").sum())


def test_the_counts_of_ten_moments_are_those_of_the_table(halls, frames):
    for hall, visits in zip(halls, frames, strict=True):
        for second in moments(hall):
            assert hall.counts(second)[:4] == counted(visits, hall.diary.day, second), second


def test_nobody_is_in_two_places_and_officers_serve_one_at_a_time(halls):
    for hall in halls:
        for track in hall.people:
            times = [spell.at_s for spell in track.spells]
            assert times == sorted(times)
        for second in moments(hall):
            now = [track.at(second) for track in (*hall.people, *hall.files)]
            officers = [spell.officer for spell in now if spell is not None and spell.officer >= 0]
            assert len(officers) == len(set(officers))


def test_the_same_citizens_come_at_the_same_second_to_both_before_anything_differs():
    alike = halls_of([replace(sim.load("dukcapil"), days=3)] * 2, "2026-01-06")
    assert alike[0].people == alike[1].people
    assert len(alike[0].people) > 50


def test_one_line_or_three_is_to_be_seen():
    """Who does not change over is served where he or she stood; with one line nobody stands before a counter."""
    one, three = halls_of([sim.load("antre-satu"), sim.load("antre-tiga")], "2026-01-06")
    assert one.people[0].spells[0].at_s == three.people[0].spells[0].at_s
    assert (one.lines, three.lines) == ({}, {0: (0, 1, 2)})
    waited = [track.spells for track in three.people if track.spells[0].where == LINE]
    assert len(waited) > 50
    assert all(spells[0].officer == spells[1].officer for spells in waited)
    assert {track.spells[0].officer for track in one.people if track.spells[0].where == LINE} == {-1}
    titles = [[line["title"] for line in hall["stations"][0]["lines"]] for hall in payload([one, three], "id")["halls"]]
    assert titles == [[], ["Petugas loket 1", "Petugas loket 2", "Petugas loket 3"]]
    told = next(person.number for person in three.diary.people if person.rows[0]["start_s"] > person.came_s)
    assert "antrean Petugas loket" in diary_text(replace(three.diary, person=told), "id")


def test_the_page_holds_what_a_file_says_as_data_and_asks_nothing_of_the_net():
    """A title that would be a script is shown as it is written."""
    evil = "</script><img src=x onerror=alert(1)>"
    scenario = office(title=evil, service=one_step(6), arrivals=[at(range(0, 90, 5))], days=2)
    page = hall_page(halls_of([scenario], None), "en")
    assert evil not in page
    assert page.count("</script>") == 2
    day = json.loads(re.search(r'<script type="application/json" id="day">(.*?)</script>', page, re.DOTALL)[1])
    assert day["halls"][0]["title"].startswith(evil)
    assert not re.search(r"https?://|import\s|fetch\(", page)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["dukcapil", "dukcapil", "dukcapil", "--out", "h.html"], "one scenario, or two"),
        (["dukcapil", "--out", "h.pdf"], "the page is HTML"),
        (["dukcapil", "--date", "2026-01-04", "--out", "h.html"], "not open"),
        (["dukcapil-wilayah", "--office", "nowhere", "--out", "h.html"], "no office nowhere"),
        (["dpmptsp", "--office", "pusat", "--out", "h.html"], "is one office: leave --office pusat"),
    ],
)
def test_what_cannot_be_shown_is_refused(words, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["hall", *words, "--lang", "en"]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_python_refuses_a_hall_of_nothing():
    with refused("hall_two"):
        sim.hall()


def test_in_a_browser_the_counts_are_the_same_and_a_number_is_followed(halls, chromium, tmp_path):
    """The page of both, with everything outside the machine refused; what it shows is kept for whoever looks."""
    from playwright.sync_api import sync_playwright

    page_file = tmp_path / "hall.html"
    page_file.write_text(hall_page(halls, "id"), "utf-8")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        said, asked = [], []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        for second in moments(halls[0]):
            found = page.evaluate("second => loketHall.counts(second)", second)
            for hall, one in zip(halls, found, strict=True):
                assert Hall.counts(hall, second) == tuple(
                    one[name] for name in ("waiting", "served", "done", "in_vain", "files")
                )
        page.evaluate("([second]) => { loketHall.go(second); loketHall.follow(30); }", [moments(halls[0])[4]])
        assert "Nomor 30" in page.inner_text(".told >> nth=0")
        before = page.evaluate("loketHall.now()")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("loketHall.now()") == before + 300
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
    assert said == []
    assert asked == [page_file.as_uri()]
