"""Is every slip in a scenario file reported where it stands, so that its writer can put it right?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slips import SLIPS
from written_scenarios import OFFICE, changed, line_of, only, write

from sim.scenario import ScenarioFaults, check, load

pytestmark = pytest.mark.newer


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_reported_with_file_line_and_what_to_do(slip, tmp_path):
    old, new, path, english, indonesian = SLIPS[slip]
    text = changed(old, new)
    found = [fault for fault in check(write(tmp_path, text)) if fault.path == path or path is None]
    assert len(found) == 1, "\n".join(fault.render("en") for fault in check(tmp_path / "kantor.toml"))
    assert english in found[0].render("en")
    assert indonesian in found[0].render("id")
    assert found[0].file == str(tmp_path / "kantor.toml")


@pytest.mark.parametrize(("slip", "passage"), [
    ("misspelt key", "dyas"), ("seconds", "mean_s"), ("choice", "closing"), ("overlap", "fri ="),
    ("key below a header", "seed"), ("same name", '[[service.step]]\nname = "rekam"'), ("unknown skill", '"kk.inptu"'),
    ("one language", "title"), ("never ends", "next ="), ("lengths", "balking"), ("bad time", "times ="),
])  # fmt: skip
def test_the_line_is_the_line_of_the_slip(slip, passage, tmp_path):
    old, new, path, _, _ = SLIPS[slip]
    text = changed(old, new)
    found = [fault for fault in check(write(tmp_path, text)) if fault.path == path or path is None]
    expected = line_of(text, passage) - (2 if slip == "same name" else 0)
    assert found[0].line == expected
    assert f"kantor.toml:{expected}: " in found[0].render("en")


def test_the_office_itself_has_no_fault(tmp_path):
    assert check(write(tmp_path, OFFICE)) == ()


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path):
    text = OFFICE
    slips = {"days = 5": "dyas = 5", "room = 60": "room = -1", 'station = "siak"': 'station = "sak"',
        "mean_min = 6, cv = 0.6 }\nnext":
             "mean_s = 360, cv = 0.6 }\nnext", '"kk.verifikasi"': '"kk.verfikasi"',
        "count = 40000": "count = 40.000"}  # fmt: skip
    for old, new in slips.items():
        text = text.replace(old, new)
    with pytest.raises(ScenarioFaults) as caught:
        load(write(tmp_path, text))
    lines = [fault.line for fault in caught.value.faults]
    assert lines == sorted(lines)
    assert {fault.code for fault in caught.value.faults} == {
        "unknown_key",
        "limit",
        "unknown_station",
        "unknown_skill",
        "kind",
    }
    assert len(lines) == len(slips)


def test_a_missing_table_is_named_with_what_belongs_in_it(tmp_path):
    fault = only(write(tmp_path, OFFICE[: OFFICE.index("[hours]")] + OFFICE[OFFICE.index("[[class]]") :]))
    assert fault.line == 1
    assert (
        fault.message("en")
        == "the key 'hours' is missing: the opening hours, such as [hours] with workdays = \"08:00-15:00\"."
    )


def test_an_office_that_nobody_would_visit_is_refused(tmp_path):
    fault = only(write(tmp_path, OFFICE[: OFFICE.index("[citizens]")]))
    assert "nobody would ever come" in fault.message("en")
    assert "tidak akan ada yang datang" in fault.message("id")


def test_an_office_that_never_opens_is_refused(tmp_path):
    start, end = OFFICE.index("workdays ="), OFFICE.index("[[class]]")
    assert only(write(tmp_path, OFFICE[:start] + "mon = []\n\n" + OFFICE[end:])).code == "never_open"


WARNINGS = {
    "unreachable step": ('{ to = "input", share = 0.85 }', '{ to = "done", share = 0.85 }', "unreachable"),
    "unused station": ('[[station]]\nname = "siak"', '[[station]]\nname = "teras"\n\n[[station]]\nname = "siak"',
        "unused_station"),
    "never at work": ('skills = "kk.input"', 'skills = "kk.input"\nhours = "17:00-20:00"', "never_at_work"),
    "profile after closing": ('["08:00-15:00", 12]', '["08:00-15:00", 12], ["16:00-17:00", 1]', "after_closing"),
    "patience without a line": ('station = "siak"\n', 'patience = { dist = "constant", value_min = 3 }\n',
        "patience_no_station"),
    "time after closing": ("[demand]", '[[arrivals]]\nname = "a"\nservice = "kk"\ntimes = ["15:00"]\n[demand]',
        "time_after_closing"),
}  # fmt: skip


@pytest.mark.parametrize("case", WARNINGS)
def test_what_is_odd_but_can_run_is_a_warning(case, tmp_path):
    old, new, code = WARNINGS[case]
    path = write(tmp_path, changed(old, new))
    assert code in [fault.code for fault in check(path) if fault.warning]
    assert not [fault for fault in check(path) if not fault.warning]
    assert "warning" in check(path)[0].render("en")
    load(path)


# Whatever is in a file, what comes out is a scenario or a message.

NONSENSE = [
    "", "0", "-1", "1e400", "nan", "true", '""', '"x"', "[]", "{}", "[[1]]", '[["08:00-09:00", 1]]', "{ dist = 1 }",
    "2026-01-05", "08:00:00", "{ id = 1 }", "[{ name = 1 }]", '"*"', "9" * 400, "[true, [], {}]",
]  # fmt: skip
KEYS = ["name", "time", "next", "share", "remove", "extends", "hours", "x.y", "rows", "station", "skills"]


@st.composite
def damaged(draw):
    """The office with some of its lines lost, doubled, cut, or given other keys and values."""
    lines = OFFICE.splitlines()
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        key, equals, value = line.partition("=")
        cut = line[: draw(st.integers(0, len(line)))]
        kept = draw(st.sampled_from(["", line + "\n" + line, cut, "[[class]]"]))
        other = [f"{key}= {draw(st.sampled_from(NONSENSE))}", f"{draw(st.sampled_from(KEYS))} ={value}"]
        lines[place] = draw(st.sampled_from([kept, *other] if equals else [kept]))
    return "\n".join(lines) + "\n"


@given(damaged())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_damage_to_a_file_ends_in_anything_but_messages(tmp_path, text):
    write(tmp_path, OFFICE, "base.toml")
    for path in (write(tmp_path, text), write(tmp_path, f'extends = "base.toml"\n{text}', "over.toml")):
        _is_a_scenario_or_messages(path, text)


def _is_a_scenario_or_messages(path, text):
    faults = check(path)
    for fault in faults:
        assert fault.message("id")
        assert fault.message("en")
        assert fault.line is None or 1 <= fault.line <= text.count("\n") + 2
    if any(not fault.warning for fault in faults):
        with pytest.raises(ScenarioFaults):
            load(path)
    else:
        assert load(path).services
