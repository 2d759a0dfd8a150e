"""Does the catalogue say of each reform what it is, who may decide it, what it rests on, and what nobody knows?"""

import json
import re
from pathlib import Path

import pytest
import reforms as drawing

import sim
from sim.cli import main
from sim.evidence import registry
from sim.language import LANGUAGES
from sim.office.reform import CATALOGUE, DECIDERS
from sim.reforms.listing import listed
from sim.views.reports.reforms import list_text, reform_text

DOCS = Path(__file__).parents[2] / "docs"
FOLDERS = {"en": DOCS / "reforms", "id": DOCS / "reformasi"}


def test_are_the_pages_those_that_the_code_would_draw_now():
    expected = {path: words.rstrip("\n") + "\n" for path, words in drawing.pages()}
    there = {path for folder in FOLDERS.values() for path in folder.iterdir()}
    assert there == set(expected)
    stale = [path.name for path, words in expected.items() if path.read_text("utf-8") != words]
    assert stale == [], "make docs-quick"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_do_links_of_pages_lead_somewhere(lang):
    for page in FOLDERS[lang].iterdir():
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
            path, _, anchor = target.partition("#")
            found = page.parent / path
            assert found.is_file(), (page.name, target)
            if anchor:
                assert anchor.upper() in registry(), (page.name, target)


def test_the_face_lists_the_catalogue_before_and_after_the_package_is_loaded():
    assert sim.reforms() is listed()
    assert [one.name for one in sim.reforms()] == list(CATALOGUE) == list(sim.reforms.CATALOGUE)


def test_every_number_is_from_the_registry_or_an_assumption_with_a_range():
    for one in listed():
        assert one.decided_by in DECIDERS
        for setting in one.parameters:
            if setting.source == "choice":
                assert setting.low is setting.high is setting.row is None
            else:
                assert setting.low <= setting.default <= setting.high, (one.name, setting.key)
                assert (setting.row in registry()) == (setting.source == "registry")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("one", listed(), ids=lambda one: one.name)
def test_a_page_tells_every_parameter_variant_and_row(one, lang):
    said = reform_text(one, lang)
    words = " ".join(said.split())
    for part in (one.title[lang], *one.rows, *one.variants, *(setting.key for setting in one.parameters)):
        assert part in words
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_names_every_reform_and_who_decides_it(lang):
    said = list_text(listed(), lang)
    assert [one.name for one in listed() if f"\n{one.name} " not in f"\n{said}"] == []
    assert max(map(len, said.splitlines())) <= 100


def test_the_command_lists_shows_and_tells_programs(capsys):
    assert main(["reforms", "--lang", "en"]) == 0
    assert "reward_scheme" in capsys.readouterr().out
    assert main(["reforms", "Reward-Scheme", "--lang", "en"]) == 0
    assert "crowding_out" in capsys.readouterr().out
    assert main(["reforms", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [record["name"] for record in records] == list(CATALOGUE)
    assert {"name", "title", "grade", "decided_by", "parameters", "rows"} <= set(records[0])


@pytest.mark.parametrize(("lang", "said"), [("en", "Did you mean 'training'?"), ("id", "Maksud Anda 'training'?")])
def test_a_reform_that_is_not_known_is_refused_with_the_nearest(lang, said, capsys):
    assert main(["reforms", "trainig", "--lang", lang]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
