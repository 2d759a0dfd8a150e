"""Is 15.000 never fifteen where somebody means fifteen thousand, and 1.375 minutes never a thousand?"""

import re
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError
from written_scenarios import OFFICE, changed, line_of, only, write

from sim.cli import main
from sim.document.keys import TABLES, types_of
from sim.document.meanings import meaning
from sim.office.reform import CATALOGUE
from sim.office.thousands import Written, thousands
from sim.office.units import Factor, Minutes, Share
from sim.scenario import check, load
from sim.views.extras import costs_of, rupiah_of

KEYS = [(table, key) for table in (*TABLES.values(), *CATALOGUE.values()) for key in types_of(table)]
COUNTED = re.compile(r"rupiah|how many|number of|\bper hour\b|_days\b|\bcases\b|\bpeople\b", re.IGNORECASE)
MEASURED = re.compile(r"_(min|hours|weeks|cv) |times|share|multiple|standard|satisfaction|clock|needs_per_year")
"""Minutes, shares and factors, whose meaning may speak of people and cases."""


def kinds(hint: Any) -> set[type]:
    """The plain types within a type."""
    if get_origin(hint) is Annotated:
        return kinds(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return {kind for part in get_args(hint) for kind in kinds(part)}
    return {hint} if isinstance(hint, type) else set()


def refused(hint: Any, value: object) -> bool:
    """Whether a value is refused for how it is written, or for not being whole."""
    try:
        TypeAdapter(hint).validate_python(value)
    except ValidationError as errors:
        return {error["type"] for error in errors.errors()} <= {"loket.thousands", "int_type", "int_from_float"}
    return False


def test_every_key_with_amounts_people_or_counts_refuses_a_mark_between_thousands():
    told = {(table, key): f"{key} {meaning(table, key, 'en')}" for table, key in KEYS}
    counted = [(table, key) for table, key in KEYS if kinds(types_of(table)[key]) & {int, float}
               and not MEASURED.search(told[table, key])
               and (int in kinds(types_of(table)[key]) or COUNTED.search(told[table, key]))]  # fmt: skip
    assert len(counted) > 60
    taken = [
        f"{table.__name__}.{key}" for table, key in counted if not refused(types_of(table)[key], Written("15.000"))
    ]
    assert taken == []


def test_a_reform_may_cost_billions_of_rupiah():
    priced = [types_of(reform)[key] for reform in CATALOGUE.values() for key in types_of(reform) if "rupiah" in key]
    assert len(priced) > 40
    assert {TypeAdapter(kind).validate_python(2_500_000_000) for kind in priced} == {2.5e9}


@pytest.mark.parametrize("kind", [Minutes, Factor])
def test_minutes_and_factors_may_have_three_decimals(kind):
    assert TypeAdapter(kind).validate_python(Written("1.375")) == 1.375
    assert TypeAdapter(Share).validate_python(0.125) == 0.125


NEEDS = "needs_per_year = 0.6"
ARRIVALS = '[[arrivals]]\nname = "a"\nservice = "kk"\nrates_per_hour = [\n{}]\n[citizens]'
DOUBT = '[[reform]]\nname = "training"\n[doubt]\n"reform.training.officer_rupiah" = [\n2.500, 3e6]\n[citizens]'


@pytest.mark.parametrize(("old", "new", "passage", "write_"), [
    (NEEDS, f"{NEEDS}\ntrip_rupiah = 15.000", "trip_rupiah", "15000"),
    (NEEDS, f'{NEEDS}\ntrip_rupiah = "Rp 15.000"', "trip_rupiah", "15000"),
    (NEEDS, f'{NEEDS}\ntrip_rupiah = "1.500.000,00"', "trip_rupiah", "1500000"),
    ("days = 5", "days = 1.250", "days = 1.250", "1250"),
    ("[citizens]", ARRIVALS.format('["09:00-10:00", 1.200]'), '"09:00-10:00"', "1200"),
    ("[citizens]", ARRIVALS.format('["09:00-10:00", 1,200]'), '"09:00-10:00"', "1200"),
    ("[citizens]", '[[reform]]\nname = "training"\ninvestment_rupiah = 2.500\n[citizens]', "investment_", "2500"),
    ("[citizens]", DOUBT, "2.500,", "2500"),
])  # fmt: skip
def test_the_fault_has_a_line_and_says_what_to_write(old, new, passage, write_, tmp_path):
    text = changed(old, new)
    found = only(write(tmp_path, text))
    assert found.line == line_of(text, passage)
    assert f"write {write_}" in found.message("en")
    assert f"tulis {write_}" in found.message("id")


def test_a_variant_and_values_given_from_outside_go_by_the_same_rule(tmp_path):
    base = write(tmp_path, OFFICE)
    variant = tmp_path / "varian.toml"
    variant.write_text('extends = "kantor.toml"\n[citizens]\ntrip_rupiah = 15.000\n', "utf-8")
    assert [(fault.line, fault.code) for fault in check(variant)] == [(3, "thousands")]
    assert [fault.code for fault in check(base, overrides={"citizens.trip_rupiah": "15.000"})] == ["thousands"]
    assert load(base, overrides={"citizens.trip_rupiah": 15000}).citizens.trip_rupiah == 15_000
    (half,) = check(base, overrides={"citizens.count": "1,5"})
    assert "1.5" not in half.message("en")  # of people there is no half: whatever was meant, it is not that


def test_seconds_of_a_trace_go_by_the_same_rule(tmp_path):
    (tmp_path / "t.csv").write_text("time;service_s;patience_s\n08:05;1.234;60,5\n08:10;90;1,500\n", "utf-8")
    arrivals = '[[arrivals]]\nname = "a"\nservice = "ktp"\ntrace = "t.csv"\n'
    found = check(write(tmp_path, OFFICE + arrivals))
    assert [(fault.line, fault.path, fault.suggestion) for fault in found] == [
        (2, "service_s", "1234"), (3, "patience_s", "1500")]  # fmt: skip


@pytest.mark.parametrize(("text", "write_", "other"), [
    ("15.000", "15000", "15"), ("1,234", "1234", "1,2340"), ("-2.500", "-2500", "-2.5000"),
    ("1.500.000", "1500000", None), ("1,500,000", "1500000", None), ("15.000,50", "15000.5", None),
])  # fmt: skip
def test_what_to_write_for_a_number_with_a_mark_between_thousands(text, write_, other):
    assert thousands(text) == {"write": write_} | ({"other": other} if other else {})
    assert thousands(write_) is None
    assert other is None or thousands(other) is None


@pytest.mark.parametrize("text", ["0.125", "1.5", "1234.567", "1.2340", "15000", "1.234e3", "2026", "", "a.000"])
def test_other_numbers_are_read_as_they_stand(text):
    assert thousands(text) is None


@pytest.mark.parametrize(("options", "said"), [
    (["--runs", "1.000"], "write 1000; if 1 is meant, write 1"),
    (["--days", "1.234"], "write 1234"),
    (["--seed", "1,5"], "'1,5' is not a whole number"),
    (["--wage-rupiah-hour", "40.000"], "write 40000; if 40 is meant"),
    (["--wage-rupiah-hour", "1,250,000"], "write 1250000"),
    (["--cost-rupiah", "50.000.000"], "write 50000000"),
    (["--cost-rupiah", "50,000"], "write 50000; if several costs"),
])  # fmt: skip
def test_options_go_by_the_same_rule(options, said, capsys):
    assert main(["compare", "puskesmas", "puskesmas", "--lang", "en", *options]) == 2
    out, err = capsys.readouterr()
    assert (out, said in err) == ("", True), err


def test_amounts_that_can_be_read_in_one_way_only_are_read():
    assert (rupiah_of("40000"), rupiah_of("99.5")) == (40_000, 99.5)
    assert costs_of("50000000, 80000000") == [50e6, 80e6]
    assert costs_of("50, 800") == [50, 800]
    assert (costs_of("0"), costs_of(None)) == ([0], None)
