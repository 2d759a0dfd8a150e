"""Do the examples of the guide to cases run, and do they give what the guide prints?"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import sim
from sim.language import number
from sim.language.words import Words
from sim.scenario import check, load

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
GUIDE = {"en": "cases-and-visits.md", "id": "berkas-dan-kunjungan.md"}

languages = pytest.mark.parametrize("lang", GUIDE)


def text_of(lang):
    return (GUIDES / GUIDE[lang]).read_text("utf-8")


@pytest.fixture(params=GUIDE)
def written(request, tmp_path):
    """The guide, and its files by the scenario that they extend, in the order of the page."""
    text = text_of(request.param)
    files = {}
    for name, toml in re.findall(r"`(\S+\.toml)`\n\n```toml\n(.*?)```", text, re.DOTALL):
        (tmp_path / name).write_text(toml, "utf-8")
        files.setdefault(re.search('extends = "(.*)"', toml)[1], []).append(tmp_path / name)
    return request.param, text, files


def cells(text, first):
    """The table rows whose first cell is one of these, without it."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [row[1:] for row in rows if row[0].strip("*") in first]


def shown(value, decimals, lang, *, percent=False):
    said = f"{100 * value:.{decimals}f} %" if percent else f"{value:.{decimals}f}"
    return said.replace(".", ",") if lang == "id" else said


@cache
def ran(*scenarios):
    """Their figures, without the people, who would take half a gigabyte."""
    alone = {"citizens": None, "rupiah": None, "ends": None}
    found = sim.compare(scenarios, runs=10).results
    return [replace(one, replications=tuple(run._replace(**alone) for run in one.replications)) for one in found]


def results(*sources):
    """Those of ten runs each; a page in the other language, whose files say the same, has the same runs."""
    read = enumerate(map(load, sources))
    return ran(*(replace(found, name=str(i), title=Words(id="", en=""), files=()) for i, found in read))


def test_are_its_files_in_order(written):
    _, _, files = written
    assert [len(paths) for paths in files.values()] == [3, 2]
    assert [fault for paths in files.values() for path in paths for fault in check(path)] == []


@pytest.mark.long
def test_are_the_changes_of_one_office_those_of_a_run(written):
    lang, text, files = written
    first = re.findall(r"^\| ([^|]+?) \| 1[.,]\d\d \|", text, re.MULTILINE)
    expected = [
        [
            shown(r.estimate("visits_per_case").mean, 2, lang),
            shown(r.estimate("one_visit_share").mean, 1, lang, percent=True),
            shown(r.estimate("days_to_finish_mean", "service", "kk").mean, 2, lang),
            shown(r.estimate("within_deadline", "service", "kk").mean, 1, lang, percent=True),
            shown(r.estimate("wait_mean_min").mean, 1, lang),
            shown(r.estimate("citizen_hours_per_case").mean, 2, lang),
        ]
        for r in results("dukcapil", *files["dukcapil"])
    ]
    assert cells(text, first) == expected


@pytest.mark.long
def test_are_the_waits_of_the_region_those_of_a_run(written):
    lang, text, files = written
    results = sim.compare(["dukcapil-wilayah", *files["dukcapil-wilayah"]]).results
    offices = results[0].scenario.offices
    titles = [office.title.worded(lang) for office in offices]
    expected = [
        [shown(r.estimate("wait_mean_min", "office", office.name).mean, 1, lang) for r in results] for office in offices
    ]
    days = [shown(r.estimate("days_to_finish_mean").mean, 2, lang) for r in results]
    everything = ["days to finish, all", "hari sampai selesai, semua"]
    assert [*cells(text, titles), *cells(text, everything)] == [*expected, days]


# ------------------------------------------------------------------------------------------- officers and citizens

PEOPLE = {"en": "people.md", "id": "petugas-dan-warga.md"}


@pytest.fixture(params=PEOPLE)
def peopled(request, tmp_path):
    """The guide to officers and citizens, and its files by name; those that extend an office of one's own have it."""
    text = (GUIDES / PEOPLE[request.param]).read_text("utf-8")
    files = re.findall(r"`(\S+\.toml)`\n\n```toml\n(.*?)```", text, re.DOTALL)
    for name, toml in files:
        (tmp_path / name).write_text(toml, "utf-8")
        base = re.search('extends = "(.*)"', toml)[1]
        if base.endswith(".toml"):
            (tmp_path / base).write_text('extends = "dukcapil"\nremove = ["staff", "opinion"]\n', "utf-8")
    return request.param, text, [tmp_path / name for name, _ in files]


def test_can_people_be_switched_on_and_off_as_the_guide_says(peopled):
    _, _, files = peopled
    assert [fault for path in files for fault in check(path)] == []
    switched_on = load(files[0])
    off = load(files[0].parent / re.search('extends = "(.*)"', files[0].read_text("utf-8"))[1])
    assert (off.staff, off.opinion) == (None, None)
    assert switched_on.staff.learning is not None
    assert switched_on.opinion is not None


@pytest.mark.long
def test_are_the_changes_among_people_those_of_a_run(peopled):
    lang, text, files = peopled
    expected = [
        [
            shown(r.estimate("wait_mean_min").mean, 1, lang),
            shown(r.estimate("ikm").mean, 1, lang),
            shown(100 * r.estimate("trusting_share").mean, 1, lang),
            number(r.estimate("paid_per_user").mean, lang, 0),
            shown(r.estimate("complaints_per_1000").mean, 1, lang),
        ]
        for r in results("dukcapil", *files[1:])
    ]
    rows = re.findall(r"^\| ([^|]+?) \| \d+[.,]\d \| \d\d[.,]\d \|", text, re.MULTILINE)
    assert cells(text, rows) == expected
