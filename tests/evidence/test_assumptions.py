"""Does every number of officers and citizens say where it comes from, with a range, wherever it is shown?"""

import ast
import json
import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from findings.little_offices import at, office, one_step
from sim.cli import main
from sim.document.keys import types_of
from sim.document.meanings import meaning
from sim.document.parameters import defaults, office_defaults, parameters, with_number
from sim.evidence import Assumed, Sourced, row_of
from sim.language import LANGUAGES
from sim.office import opinion, staff
from sim.reforms import CATALOGUE

ROOT = Path(__file__).parents[2]
ASSUMED = [p for p in defaults() if isinstance(p.number, Assumed)]

languages = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture
def loket(capsys):
    """Run a command: exit code, stdout, stderr."""

    def run(*words):
        code = main(words)
        return code, *capsys.readouterr()

    return run


# ------------------------------------------------------------------------------------- numbers of officers and citizens

NEUTRAL = {
    "Attendance.late",
    "Motivation.reward",
    "Change.time",
    "Leadership.level",
    "Member.pull",
    "Feedback.strength",
}
"""Defaults of 0 at which nothing happens, or of once: what a scenario is about, no number of the world."""
CHOICES = {"Talk.every_days", "Talk.ties"}
"""Whole numbers that lay out the network of talk: choices of a scale, without a range."""
STRUCTURE = {
    "staff.handy": {0.1: "as of staff.willing"},
    "staff.tired": {900: "the first quarter of an hour counts as its end; a power of 0 hours is no time"},
    "staff.careless": {3600.0: "seconds of an hour", 43200: "half a day", 0.5: "the middle of W7's first hour",
                       3.0: "from first to fourth"},
    "staff.motivated": {10.0: "a tenth beyond saturation is the whole of `strain`, as the reference says"},
    "staff.willing": {0.1: "a bound of the formula, so that no extreme of a file makes time run backwards"},
    "opinion.time": {2.0: "a wait as long as the target weighs one half"},
    "opinion.competence": {0.5: "half of a mistake's loss, as the reference says", 2.0: "thrice as long is the worst"},
    "opinion.answer": {3: "answers go from 1 to 4"},
    "opinion.performance": {5.0: "elements that everybody meets with", 2.0: "cost and competence, of who met somebody"},
    "trust.neighbour": {2: "ties go to either side in turn"},
}  # fmt: skip
"""Numbers in the rules of people beside 0 and 1, each with its reason; none stands for the world."""


@pytest.mark.parametrize("module", [staff, opinion], ids=lambda module: module.__name__)
def test_every_number_of_officers_and_citizens_says_where_it_comes_from(module):
    tables = [kind for kind in vars(module).values() if is_dataclass(kind) and kind.__module__ == module.__name__]
    plain = {
        f"{table.__name__}.{field.name}"
        for table in tables
        for field in fields(table)
        if isinstance(field.default, int | float) and not isinstance(field.default, Sourced | Assumed)
    }
    assert len(tables) > 5
    assert plain <= NEUTRAL | CHOICES


def test_the_list_of_numbers_leaves_none_out():
    tables = [kind for module in (staff, opinion) for kind in vars(module).values() if is_dataclass(kind)]
    sourced = {
        f"{table.__name__}.{field.name}"
        for table in tables
        for field in fields(table)
        if isinstance(field.default, Sourced | Assumed)
    }
    assert {f"{p.table.__name__}.{p.key}" for p in office_defaults()} == sourced


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_list_has_the_numbers_of_every_reform_under_each_of_its_variants(name):
    kind = CATALOGUE[name]
    listed = [(p.key, p.variant, p.number) for p in defaults() if p.path == f"reform.{name}.{p.key}"]
    for reform in [kind(variant=variant) for variant in kind.presets] or [kind()]:
        mine = {
            key: number
            for key, row_of, number in listed
            if row_of in ("", getattr(reform, "variant", ""), *map(reform.given, kind.also))
        }
        assert mine == dict(reform.numbers())


def test_the_ends_of_a_range_are_values_that_a_file_may_give():
    for one in defaults():
        named, number = f"{one.path} {one.variant}", one.number
        assert number.low <= number <= number.high, named
        assert number.low < number.high, f"{named}: a range of one value says that it is known"
        for end in (number.low, number.high):
            assert TypeAdapter(types_of(one.table)[one.key]).validate_python(float(end)) == end, named


@pytest.mark.parametrize("name", ["staff", "opinion", "trust", "integrity"])
def test_no_other_number_hides_in_the_rules_of_people(name):
    tree = ast.parse((ROOT / "sim" / "rules" / f"{name}.py").read_text("utf-8"))
    found = {
        (f"{name}.{rule.name}", node.value)
        for rule in tree.body
        if isinstance(rule, ast.FunctionDef)
        for node in ast.walk(rule)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value not in (0, 1)
    }
    known = {(rule, value) for rule, values in STRUCTURE.items() for value in values if rule.startswith(f"{name}.")}
    assert found == known
    outside_rules = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    assert outside_rules == []


def test_a_number_that_a_scenario_gives_itself_is_no_assumption_of_the_model():
    scenario = office(service=one_step(5), arrivals=[at([1])], staff={"load": {"usual_queue": 2.0}})
    assert {p.path for p in parameters(scenario)} == {
        "staff.mismatch",
        *(p.path for p in defaults() if p.path.startswith("staff.load.") and p.key != "usual_queue"),
    }
    other = with_number(scenario, "staff.load.slower", 0.5)
    assert other.staff.load.slower == 0.5
    assert replace(other, staff=scenario.staff) == scenario


# ------------------------------------------------------------------------------------------------------- what is shown


@languages
def test_the_list_ends_with_every_assumption_and_what_it_means(loket, lang):
    _, out, _ = loket("evidence", "--lang", lang)
    _, alone, _ = loket("evidence", "assumptions", "--lang", lang)
    assert out.endswith(alone)
    assert re.findall(r"^  ([a-z][\w.]+) · ", alone, re.MULTILINE) == [p.path for p in ASSUMED]
    said = " ".join(alone.split())
    assert [p.path for p in ASSUMED if meaning(p.table, p.key, lang) not in said] == []


def test_a_place_in_a_file_shows_its_numbers_with_their_rows(loket):
    _, out, _ = loket("evidence", "staff.load", "--lang", "en")
    assert "staff.load.elasticity · −0.15 (−0.3 to 0) · W5" in out
    assert "staff.load.usual_queue · 2 (0–5) · assumption" in out
    assert "staff.learning" not in out
    code, _, err = loket("evidence", "staff.loaf", "--lang", "en")
    assert (code, "staff.loaf" in err) == (2, True)


def test_json_of_the_assumptions_has_each_with_its_range(loket):
    records = json.loads(loket("evidence", "assumptions", "--json", "--lang", "en")[1])
    assert [record["path"] for record in records] == [p.path for p in ASSUMED]
    assert all(record["low"] <= record["value"] <= record["high"] and record["row"] is None for record in records)
    (record,) = json.loads(loket("evidence", "staff.load.elasticity", "--json", "--lang", "en")[1])
    assert (record["row"], record["value"]) == ("W5", row_of("W5").value)
