"""Do scenario files say what they seem to say, in the program, in editors and in the reference?"""

import datetime as dt
import json
import re
import subprocess
import sys
import time
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator
from written_scenarios import OFFICE, changed, write

from sim.language import text as words
from sim.office import Demand, Returns, Tickets
from sim.office.channels import Kind
from sim.office.keys import TABLES, keys_of, written_keys
from sim.office.units import Span, Week, Words
from sim.office.validation import validate
from sim.scenario import check, load, scenarios, schema_json
from sim.scenario.schema import schema_text

pytestmark = pytest.mark.newer

DOCS = Path(__file__).parents[1] / "docs" / "reference"
BUNDLED = scenarios()


def test_short_forms_mean_what_they_say(tmp_path):
    office = load(write(tmp_path, OFFICE))
    assert office.name == "kantor"
    assert office.title == Words("Kantor", "Office")
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


EDITOR = Draft202012Validator(schema_json())


@pytest.mark.parametrize("listed", BUNDLED, ids=lambda listed: listed.name)
def test_the_schema_for_editors_accepts_what_the_loader_accepts(listed):
    document = _as_json(tomllib.loads(listed.path.read_text(encoding="utf-8")))
    assert [error.message for error in EDITOR.iter_errors(document)] == []


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
    assert list(EDITOR.iter_errors(document))
    assert list(EDITOR.iter_errors(_as_json(tomllib.loads(OFFICE)))) == []


def test_the_schema_for_editors_lets_a_file_that_extends_say_only_what_differs():
    text = (
        'extends = "x"\nremove = ["demand"]\n[[officer]]\nname = "a"\ncount = 4\n'
        '[[station]]\nname = "b"\nremove = true\n'
    )
    assert list(EDITOR.iter_errors(tomllib.loads(text))) == []
    assert list(EDITOR.iter_errors(tomllib.loads(text.replace("count", "cuont"))))


def test_the_schema_in_the_documentation_is_current():
    written = (DOCS / "scenario.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "write sim.scenario.schema.schema_text() to docs/reference/scenario.schema.json"


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


@pytest.mark.parametrize(("document", "lang"), [("scenario-file.md", "en"), ("berkas-skenario.md", "id")])
def test_the_reference_says_of_every_key_what_the_program_says(document, lang):
    page = (DOCS / document).read_text(encoding="utf-8")
    rows = {(label, key): _row(table, key, lang) for label, table in TABLES.items() for key in keys_of(table)}
    assert [place for place, row in rows.items() if not re.search(row, page)] == []


def _row(table, key, lang):
    """The row of a key in the reference, as a pattern: key, default where there is one, and meaning."""
    meaning = re.escape(words(f"keys.{table.__name__}.{key}", lang))
    field = {written: name for name, written in written_keys(table).items()}.get(key)
    usual = next((one.default for one in fields(table) if one.name == field), None)
    if table is Week:
        return rf"\| `{key}` \| {meaning} \|"
    shown = {"en": "required", "id": "wajib"}[lang] if usual is MISSING else _default(usual)
    return rf"\| `{key}` \| {re.escape(shown)} \| {meaning} \|"


def _default(value):
    """A default as the reference shows it; a dash where nothing is."""
    if value is None or value in ((), Demand(), Returns(), Tickets()):
        return "–"
    if value == ((1, 1.0),):
        return "`1`"
    if isinstance(value, dt.date):
        return f"`{value}`"
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"`{value:g}`" if number else f"`{json.dumps(value[0] if isinstance(value, tuple) else value)}`"


@pytest.mark.parametrize("document", ["scenario-file.md", "berkas-skenario.md"])
def test_the_examples_of_the_reference_are_in_order(document, tmp_path):
    examples = [part.split("```")[0] for part in (DOCS / document).read_text("utf-8").split("```toml\n")[1:]]
    base = "0.toml"
    for number, text in enumerate(examples):
        name, fragment = f"{number}.toml", not text.startswith("title")
        assert check(write(tmp_path, f'extends = "{base}"\n{text}' if fragment else text, name)) == (), text
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
    started = time.perf_counter()
    for _ in range(5):
        load("dukcapil")
    assert (time.perf_counter() - started) / 5 < 0.25
