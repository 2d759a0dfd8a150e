"""Do scenario files say what they seem to say, in the program, in editors and in the reference?"""

import datetime as dt
import json
import re
import subprocess
import sys
import time
import tomllib
from functools import cache
from pathlib import Path
from typing import get_args

import keys
import pytest
from written_scenarios import NETWORK, OFFICE, PEOPLE, changed, write

from sim.document.keys import TABLES
from sim.document.validation import validate
from sim.language.words import Words
from sim.office.channels import Kind
from sim.office.units import Span
from sim.scenario import check, load, scenarios, schema_json
from sim.scenario.schema import schema_text

pytestmark = pytest.mark.newer

DOCS = Path(__file__).parents[2] / "docs" / "reference"
BUNDLED = scenarios()


def test_short_forms_mean_what_they_say(tmp_path):
    office = load(write(tmp_path, OFFICE))
    assert office.name == "kantor"
    assert office.title == Words(id="Kantor", en="Office")
    assert office.hours.mon == (Span(28800, 43200), Span(46800, 54000))
    assert office.hours.fri == (Span(28800, 41400), Span(48600, 54000))
    assert office.hours.sat is None
    assert office.officers[1].skills == ("kk.input",)
    assert office.demand.weekday.mon == 1.4


def test_hours_for_every_day_and_a_weekday_with_its_own(tmp_path):
    start, end = OFFICE.index("[hours]"), OFFICE.index("[[class]]")
    office = load(write(tmp_path, OFFICE[:start] + '[hours]\nevery = "08:00 – 15:00"\nsun = []\n\n' + OFFICE[end:]))
    assert office.hours.every == (Span(28800, 54000),)
    assert office.hours.sun == ()


def test_hours_may_pass_midnight(tmp_path):
    assert load(write(tmp_path, changed('"13:00-15:00"]\nfri', '"22:00-26:00"]\nfri'))).hours.mon[1] == Span(
        79200, 93600
    )


def test_whole_numbers_serve_as_minutes_but_texts_do_not(tmp_path):
    assert load(write(tmp_path, changed("days = 5", "target_min = 10"))).target_min == 10.0
    assert not validate({**tomllib.loads(OFFICE), "target_min": "10"})[0]


# The schema for editors, and the reference.


def _as_json(value):
    if isinstance(value, dict):
        return {key: _as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_json(part) for part in value]
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value


@cache
def editor():
    """What editors check by: of a library that takes a second to load."""
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema_json())


@pytest.mark.parametrize("listed", BUNDLED, ids=lambda listed: listed.name)
def test_the_schema_for_editors_accepts_what_the_loader_accepts(listed):
    document = _as_json(tomllib.loads(listed.path.read_text(encoding="utf-8")))
    assert [error.message for error in editor().iter_errors(document)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("days = 5", "dyas = 5"),
        ("days = 5", 'days = "5"'),
        ("days = 5", "days = 0"),
        ("mean_min = 6, cv = 0.6 }\nnext", "mean_s = 6, cv = 0.6 }\nnext"),
        ('"gamma"', '"gama"'),
        ('"08:00-11:30"', '"08.00-11.30"'),
        ("[20, 0.1]", "[20, 0,1]"),
        ('skills = "kk.input"', ""),
    ],
)
def test_the_schema_for_editors_refuses_what_the_loader_refuses_in_form(old, new):
    document = _as_json(tomllib.loads(changed(old, new)))
    assert list(editor().iter_errors(document))
    assert list(editor().iter_errors(_as_json(tomllib.loads(OFFICE)))) == []


@pytest.mark.parametrize(
    ("base", "old", "new"),
    [
        (PEOPLE, "[staff.learning]", "[staff.laerning]"),
        (PEOPLE, "odds = 1.13", "odds = 0"),
        (PEOPLE, '["60+", 0.9]', '["60+"]'),
        (PEOPLE, 'service = "pengaduan"\n', ""),
        (NETWORK, "[[2, 1]]", "[[-2, 1]]"),
    ],
)
def test_the_schema_for_editors_knows_the_mechanisms_of_people(base, old, new):
    assert list(editor().iter_errors(_as_json(tomllib.loads(base)))) == []
    assert list(editor().iter_errors(_as_json(tomllib.loads(changed(old, new, base)))))


REFORMS = (
    OFFICE + '[[reform]]\nname = "training"\ncohort = 2\n[[reform]]\nname = "leadership"\n'
    '[compare]\nagainst = ["nothing", "all_together"]\n[doubt]\n"reform.training.gain" = [0.1, 0.2]\n'
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cohort = 2", "chort = 2"),
        ("cohort = 2", "level = 2"),
        ("cohort = 2", "strength = 2"),
        ('"training"', '"trainig"'),
        ('name = "training"\n', ""),
        ('"all_together"', '"altogether"'),
        ("[0.1, 0.2]", "[0.1]"),
    ],
)
def test_the_schema_for_editors_knows_each_reform_and_its_keys(old, new):
    assert list(editor().iter_errors(_as_json(tomllib.loads(REFORMS)))) == []
    assert list(editor().iter_errors(_as_json(tomllib.loads(changed(old, new, REFORMS)))))


def test_the_schema_for_editors_lets_a_file_that_extends_say_only_what_differs():
    text = (
        'extends = "x"\nremove = ["demand"]\n[[officer]]\nname = "a"\ncount = 4\n'
        '[[station]]\nname = "b"\nremove = true\n'
    )
    assert list(editor().iter_errors(tomllib.loads(text))) == []
    assert list(editor().iter_errors(tomllib.loads(text.replace("count", "cuont"))))


def test_the_schema_in_the_documentation_is_current():
    written = (DOCS / "scenario.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "make docs-quick"


def test_every_key_has_its_meaning_in_the_schema():
    tables = {name: part for name, part in schema_json("id")["$defs"].items() if not name.endswith("Day")}
    bare = [
        (name, key)
        for name, part in tables.items()
        for table in [part, *part.get("anyOf", [])]
        for key, meaning in table.get("properties", {}).items()
        if "description" not in meaning and not name.startswith("Words")
    ]
    assert bare == []


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_reference_says_of_every_key_what_the_program_says(lang):
    """After a change of keys, defaults or meanings: make docs-quick."""
    texts = {page: page.read_text("utf-8") for page in keys.pages(lang)}
    shown = [place[2] for text in texts.values() for place in keys.PLACE.finditer(text)]
    assert sorted(shown) == sorted(label or keys.TOP for label in TABLES)
    assert {page: keys.drawn(text, lang, page) for page, text in texts.items()} == texts
    assert len(texts) == 1 + len([*next(iter(texts)).with_suffix("").glob("*.md")])


@pytest.mark.parametrize(("lang", "marks"), [
    ("en", {"L3": "0.75–0.95", "W3": "× 10, 0–0.5", "": "assumption, 1,000–4,000"}),
    ("id", {"L3": "0,75–0,95", "W3": "× 10, 0–0,5", "": "asumsi, 1.000–4.000"}),
])  # fmt: skip
def test_the_reference_says_where_a_default_comes_from(lang, marks):
    page = reference(lang)
    for row, said in marks.items():
        assert re.search(rf"\(\[{row}\]\(\S+#{row.lower()}\),? {said}\)" if row else rf"\({said}\)", page), row


def reference(lang):
    return "".join(page.read_text("utf-8") for page in keys.pages(lang))


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_examples_of_the_reference_are_in_order(lang, tmp_path):
    examples = [part.split("```")[0] for part in reference(lang).split("```toml\n")[1:]]
    base = "0.toml"
    for number, text in enumerate(examples):
        name, fragment = f"{number}.toml", not text.startswith("title")
        found = check(write(tmp_path, f'extends = "{base}"\n{text}' if fragment else text, name))
        assert {fault.code for fault in found} <= {"group_load_low"}, text  # examples may be small
        base = name if fragment else base
    office = load(tmp_path / base)
    assert {channel.kind for channel in office.channels} == set(get_args(Kind))
    assert office.offices
    assert office.shortages


# Bundled scenarios and speed.


def test_bundled_scenarios_are_listed_with_their_titles():
    listed = {one.name: one for one in BUNDLED}
    assert {"dukcapil", "puskesmas", "dpmptsp"} <= set(listed)
    assert listed["dukcapil"].title == load("dukcapil").title
    assert all(one.path.is_file() for one in BUNDLED)


def test_reading_scenarios_loads_no_heavy_library():
    code = "import sys, sim.scenario as s; s.load('dukcapil'); print(sorted(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    heavy = {"numpy", "pandas", "scipy", "numba", "mesa", "matplotlib", "babel", "tomlkit"}
    assert heavy.isdisjoint(json.loads(found.replace("'", '"')))


def test_a_scenario_is_read_in_a_moment():
    load("dukcapil")
    started = time.process_time()
    for _ in range(5):
        load("dukcapil")
    assert (time.process_time() - started) / 5 < 0.25
