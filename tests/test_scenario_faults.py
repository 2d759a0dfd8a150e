"""Is every slip in a scenario file reported where it stands, so that its writer can put it right?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slips import SLIPS, SLIPS_OF_THE_WHOLE
from written_scenarios import OFFICE, WHOLE, changed, line_of, only, write

from sim.scenario import ScenarioFaults, check, load

pytestmark = pytest.mark.newer


ALL_SLIPS = [(OFFICE, *SLIPS[slip]) for slip in SLIPS] + [(WHOLE, *slip) for slip in SLIPS_OF_THE_WHOLE.values()]


@pytest.mark.parametrize("slip", ALL_SLIPS, ids=[*SLIPS, *SLIPS_OF_THE_WHOLE])
def test_a_slip_is_reported_with_file_line_and_what_to_do(slip, tmp_path):
    base, old, new, path, english, indonesian = slip
    text = changed(old, new, base)
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


@pytest.mark.parametrize("text", [OFFICE, WHOLE], ids=["office", "whole"])
def test_the_office_itself_has_no_fault(text, tmp_path):
    assert check(write(tmp_path, text)) == ()


def test_a_region_without_people_is_refused(tmp_path):
    text = changed("share = 0.6\n\n[[office]]", "share = 0\n\n[[office]]", WHOLE)
    text = text.replace("share = 0.4\n\n[[class]]", "share = 0\n\n[[class]]")
    assert only(write(tmp_path, text)).code == "office_sum"


def test_an_office_is_named_only_in_a_region(tmp_path):
    fault = only(write(tmp_path, changed('name = "siak"', 'name = "siak"\noffice = "pusat"')))
    assert fault.message("en") == 'there is no office "pusat". The file has no [[office]] yet.'


def test_a_slip_of_the_pen_in_a_region_does_not_hide_the_next(tmp_path):
    slips = {'["kk", "unggah"]': '["kk", "ungah"]', 'rework = "input"': 'rework = "inptu"', '["siak"]': '["siap"]',
        'office = "kec-1", from': 'office = "kec-3", from', "no_form = {": "no_from = {",
        "chance = 0.02": "chance = 2"}  # fmt: skip
    text = WHOLE
    for old, new in slips.items():
        text = changed(old, new, text)
    found = {(fault.code, fault.path) for fault in check(write(tmp_path, text)) if not fault.warning}
    assert found == {
        ("unknown_step", "channel.daring.enters"),
        ("unknown_step", "service.kk.step.ambil.rework"),
        ("unknown_station", "outage.SIAK.stations"),
        ("unknown_office", "officer.Operator.moves[2].office"),
        ("unknown_key", "returns.no_from"),
        ("limit", "shortage.blanko.chance"),
    }


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


def test_officers_who_never_come_are_odd_but_may_be_asked_about(tmp_path):
    path = write(tmp_path, changed("present = [[3, 0.8], [2, 0.2]]", "present = [[0, 1]]"))
    assert {"never_present"} <= {fault.code for fault in check(path)}
    path = write(tmp_path, changed('skills = "kk.input"', 'skills = "kk.input"\npresent = [[0, 1.0], [1, 0.0]]'))
    assert [(fault.code, fault.warning) for fault in check(path)] == [("never_present", True)]


_CHANNEL = '[[channel]]\nname = "a"\nkind = "counter"\nservices = ["ktp"]\nenters = [["kk", "input"]]\n'
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
    "service not served": ("[demand]", _CHANNEL + "[demand]", "enters_not_served"),
    "channel of nobody": ("[citizens]\ncount = 40000\nneeds_per_year = 0.6\n",
        _CHANNEL + '[[arrivals]]\nname = "a"\nservice = "kk"\ntimes = ["08:00"]\n', "channel_no_citizens"),
    "officers without a station": ('station = "siak"\n', "", "skill_no_station"),
}  # fmt: skip


ODD_IN_THE_WHOLE = {
    "sent online to a counter": ('enters = [["kk", "unggah"]]\n', "", "online_citizen"),
    "a step only for those online": ('enters = [["kk", "unggah"]]\n', "", "unreachable"),
    "closed day": ('days = ["wed"]', 'days = ["wed", "sat"]', "channel_day_closed"),
    "no way": ('travel = { dist = "lognormal", mean_min = 60, cv = 0.6 }\n', "", "channel_no_travel"),
    "slots before opening": ('[["08:00-11:00", 15, 2]]', '[["07:00-08:00", 15, 2]]', "slots_closed"),
    "mobile after closing": ('[["09:00-13:00", 1]]', '[["19:00-21:00", 1]]', "after_closing"),
    "no deadline": ("deadline_days = 5\n", "", "due_no_deadline"),
    "patience of files": ("error = 0.05", 'patience = { dist = "constant", value_min = 9 }\nerror = 0.05',
        "patience_back_office"),
    "nothing redone": ("finds_errors = 0.5\n", "", "rework_never"),
    "nothing to find": ("error = 0.05\n", "", "finds_nothing"),
    "no mistakes to come back for": ("error = 0.05\n", "", "return_error"),
    "papers not asked for": ("documents = 4\n", "", "checks_nothing"),
    "papers not looked at": ("checks_file = 0.95\n", "", "documents_unchecked"),
    "papers never missing": ("checks_file = 0.95\n", "", "return_incomplete"),
    "all who forget are lost": ("incomplete = {", "refused = {", "incomplete_lost"),
    "nobody is so patient": (
        'patience = { dist = "exponential", mean_min = 90 }\nleave_at_once = 0.01\n',
        "",
        "return_gave_up",
    ),
    "all come": ("no_show = 0.1\nno_show_per_day = 0.02\n", "", "return_no_show"),
    "nobody returns": ("visits_at_most = 6", "visits_at_most = 1", "visits_one"),
    "not the same day": ("after_days = [[0, 0.4], [1, 0.6]]", "after_days = 1", "after_unused"),
    "never late": ("late_share = 0.1\n", "", "late_never"),
    "outage at night": ('at = "08:00"', 'at = "20:00"', "outage_after_closing"),
    "move to where they are": ('office = "kec-1", weekdays', 'office = "pusat", weekdays', "move_home"),
}  # fmt: skip
ODD = [(OFFICE, *case) for case in WARNINGS.values()] + [(WHOLE, *case) for case in ODD_IN_THE_WHOLE.values()]


@pytest.mark.parametrize("case", ODD, ids=[*WARNINGS, *ODD_IN_THE_WHOLE])
def test_what_is_odd_but_can_run_is_a_warning(case, tmp_path):
    base, old, new, code = case
    path = write(tmp_path, changed(old, new, base))
    assert code in [fault.code for fault in check(path) if fault.warning]
    assert not [fault for fault in check(path) if not fault.warning]
    assert "warning" in check(path)[0].render("en")
    load(path)


@pytest.mark.parametrize(
    "reason", ["gave_up", "balked", "incomplete", "no_ticket", "no_show", "no_form", "error", "refused", "sent_home"]
)
def test_a_return_of_those_whom_the_office_never_disappoints_is_a_warning(reason, tmp_path):
    calm = changed("balking = [[20, 0.1], [30, 0.5]]\n", "") + f"[returns]\n{reason} = {{ after_days = 1 }}\n"
    expected = [] if reason in ("refused", "sent_home") else [f"return_{reason}"]
    assert [fault.code for fault in check(write(tmp_path, calm))] == expected


def test_officers_whose_services_need_none_are_a_warning(tmp_path):
    text = OFFICE + '[[service]]\nname = "akta"\nshare = 0\n[[service.step]]\nname = "cetak"\n'
    text += 'time = { dist = "constant", value_min = 5 }\n[[officer]]\nname = "Akta"\nskills = "akta"\n'
    assert only(write(tmp_path, text)).code == "unused_officers"


# Whatever is in a file, what comes out is a scenario or a message.

NONSENSE = [
    "", "0", "-1", "1e400", "nan", "true", '""', '"x"', "[]", "{}", "[[1]]", '[["08:00-09:00", 1]]', "{ dist = 1 }",
    "2026-01-05", "08:00:00", "{ id = 1 }", "[{ name = 1 }]", '"*"', "9" * 400, "[true, [], {}]",
]  # fmt: skip
KEYS = [
    "name", "time", "next", "share", "remove", "extends", "hours", "x.y", "rows", "station", "skills", "office",
    "enters", "days", "after_days", "rework", "slots", "moves", "kind",
]  # fmt: skip


@st.composite
def damaged(draw):
    """An office with some of its lines lost, doubled, cut, or given other keys and values."""
    lines = draw(st.sampled_from([OFFICE, WHOLE])).splitlines()
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
