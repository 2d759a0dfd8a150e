"""Are files that steer, dig or flood refused in a few words, with the line, before anything is run?"""

import re
import time
import unicodedata

import pytest
from written_scenarios import OFFICE, changed, line_of, only, write

from sim.language.characters import harmless, steering
from sim.scenario import ScenarioFaults, check, load
from sim.scenario.faults import SHOWN

STEERING = ("\\u0000", "\\u0007", "\\u001b[2J", "\\u007f", "\\u009b31m", "\\u202e", "\\u2066", "\\u2028", "\\ufffe")
TEXTS = {
    "a title": ('en = "Office"', 'en = "Off{}ice"', "title.en"),
    "the name of a station": ('name = "siak"', 'name = "si{}ak"', None),
    "a skill": ('skills = "kk.input"', 'skills = "kk{}.input"', None),
    "a key": ("days = 5", '"da{}ys" = 5', None),
    "a value of the wrong kind": ("runs = 2", 'runs = "2{}"', None),
}


@pytest.mark.parametrize("what", TEXTS)
@pytest.mark.parametrize("mark", STEERING)
def test_no_text_of_a_file_steers_the_terminal_or_loses_the_workbook(what, mark, tmp_path):
    old, new, path = TEXTS[what]
    written = changed(old, new.format(mark))
    faults = check(write(tmp_path, written))
    assert any(fault.line == line_of(written, new.format(mark)) and not fault.warning for fault in faults)
    assert any(fault.code == "steering" and fault.path == path for fault in faults) or path is None
    for lang in ("id", "en"):
        assert not any(steering(fault.render(lang)) for fault in faults)


def test_raw_control_characters_in_a_file_do_not_reach_the_terminal_in_the_message_about_them(tmp_path):
    for fault in check(write(tmp_path, changed("days = 5", "days = \x1b[2J\x075"))):
        assert steering(fault.render("en")) is None


def test_a_question_may_have_lines_and_no_text_that_people_write_is_touched(tmp_path):
    question = 'days = 5\nquestion = """Berapa loket?\nDan kapan?\t(80 % ≤ 15 menit, Jum\'at – “KTP/KK” No. 1)"""'
    assert load(write(tmp_path, changed("days = 5", question))).question is not None
    for text in ("Jum'at, KTP/KK No. 1", "Loket №1 – “depan”", "مكتب", "👩🏽‍💼 ñ ü é", "80 %\u00a0≤ 15"):
        assert harmless(text) == text


DEEP = {
    "dotted keys": lambda n: ".".join(["a"] * n) + " = 1",
    "quoted dotted keys": lambda n: ".".join(['"a b"'] * n) + " = 1",
    "headers": lambda n: f"[{'.'.join(['a'] * n)}]",
    "lists": lambda n: f"a = {'[' * n}{']' * n}",
    "lists over lines": lambda n: "a = " + "[\n" * n + "]" * n,
    "tables": lambda n: "a = " + "{ a = " * n + "1" + " }" * n,
}


@pytest.mark.parametrize("what", DEEP)
@pytest.mark.parametrize("deep", [60, 500, 5_000])
def test_what_goes_too_deep_is_a_fault_with_a_line(what, deep, tmp_path):
    fault = only(write(tmp_path, DEEP[what](deep) + "\n" + OFFICE))
    assert fault.code == "toml_deep"
    assert fault.line is not None
    assert fault.line <= 32


def test_values_from_python_do_not_dig_either():
    endless: dict = {}
    endless["a"] = endless
    for overrides in ({"hours": endless}, {".".join("a" * 500): 1}, {"hours": [[[[endless]]]]}):
        with pytest.raises(ScenarioFaults) as caught:
            load("dukcapil", overrides=overrides)
        assert [fault.code for fault in caught.value.faults] == ["toml_deep"]


def test_numbers_with_many_points_are_no_depth(tmp_path):
    values = ", ".join(f"{n % 9}.5" for n in range(200))
    profile = 'time = { dist = "empirical", values_min = [' + values + "] }"
    assert check(write(tmp_path, changed('time = { dist = "gamma", mean_min = 6, cv = 0.6 }', profile))) == ()


def test_letters_put_together_as_on_a_mac_are_the_same_letters(tmp_path):
    apart = unicodedata.normalize("NFD", "é")
    written = OFFICE.replace('name = "ktp"', f'name = "kt{apart}"').replace(
        '"kk.verifikasi", "ktp"', '"kk.verifikasi", "kté"'
    )
    assert check(write(tmp_path, written)) == ()
    assert load(tmp_path / "kantor.toml").services[1].name == "kté"
    assert load(tmp_path / "kantor.toml", overrides={f"service.kt{apart}.share": 0.5}).services[1].share == 0.5


def test_a_file_named_on_a_mac_is_found_by_the_same_name(tmp_path):
    arrivals = '\n[[arrivals]]\nname = "a"\nservice = "ktp"\ntrace = "kedé.csv"\n'
    (tmp_path / unicodedata.normalize("NFD", "kedé.csv")).write_text("day,time\n1,08:00\n", "utf-8")
    assert check(write(tmp_path, OFFICE + arrivals)) == ()


ENDLESS = {
    "quotes that are escaped": 'x = "' + '\\"' * 200_000,
    "quotes in threes": '"""a' * 50_001,
    "a number": "x = " + "9" * 5_000 + "\ny = 1",
}


@pytest.mark.parametrize("what", ENDLESS)
def test_a_text_or_number_without_end_is_refused_at_once_and_with_its_line(what, tmp_path):
    began = time.perf_counter()
    found = only(write(tmp_path, ENDLESS[what] + "\n" + OFFICE))
    assert time.perf_counter() - began < 6  # minutes, where each quote is looked at to the end of the file
    assert found.line == 1


FLOODS = {
    "unknown keys": lambda n: "\n".join(f"kunci_{i} = {i}" for i in range(n)) + "\n" + OFFICE,
    "wrong values": lambda n: OFFICE + "".join(f'\n[[officer]]\nname = "o{i}"\ncount = "x"\n' for i in range(n)),
    "names twice": lambda n: OFFICE + '\n[[officer]]\nname = "o"\nskills = ["kk"]\n' * n,
    "services": lambda n: OFFICE + "".join(f'\n[[service]]\nname = "s{i}"\n[[service.step]]\n' for i in range(n)),
}


@pytest.mark.parametrize("what", FLOODS)
def test_thousands_of_faults_take_no_time_and_little_room(what, tmp_path):
    began = time.perf_counter()
    with pytest.raises(ScenarioFaults) as caught:
        load(write(tmp_path, FLOODS[what](2_000)))
    assert time.perf_counter() - began < 6  # a second or less; 20 and more where each is held against all others
    faults = caught.value.faults
    assert len(faults) >= 1_999
    lines = caught.value.render("en").splitlines()
    assert len(lines) == SHOWN + 1
    assert re.search(rf"\b{len(faults) - SHOWN}\b", lines[-1])
