"""Is every slip in a scenario file reported where it stands, so that its writer can put it right?"""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slips import SLIPS, SLIPS_OF_A_NETWORK, SLIPS_OF_PEOPLE, SLIPS_OF_THE_WHOLE
from written_scenarios import NETWORK, OFFICE, PEOPLE, WHOLE, changed, line_of, only, write

from sim.document.checks.size import in_figures
from sim.plan.tables import VISIT_ROW
from sim.scenario import ScenarioFaults, check, load

pytestmark = pytest.mark.newer


ALL_SLIPS = {
    name: (base, *slip)
    for base, slips in (
        (OFFICE, SLIPS),
        (WHOLE, SLIPS_OF_THE_WHOLE),
        (PEOPLE, SLIPS_OF_PEOPLE),
        (NETWORK, SLIPS_OF_A_NETWORK),
    )
    for name, slip in slips.items()
}


@pytest.mark.parametrize("slip", ALL_SLIPS.values(), ids=ALL_SLIPS)
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
    ("unknown language", "title"), ("never ends", "next ="), ("lengths", "balking"), ("bad time", "times ="),
])  # fmt: skip
def test_the_line_is_the_line_of_the_slip(slip, passage, tmp_path):
    old, new, path, _, _ = SLIPS[slip]
    text = changed(old, new)
    found = [fault for fault in check(write(tmp_path, text)) if fault.path == path or path is None]
    expected = line_of(text, passage) - (2 if slip == "same name" else 0)
    assert found[0].line == expected
    assert f"kantor.toml:{expected}: " in found[0].render("en")


@pytest.mark.parametrize("text", [OFFICE, WHOLE, PEOPLE, NETWORK], ids=["office", "whole", "people", "network"])
def test_the_office_itself_has_no_fault(text, tmp_path):
    assert check(write(tmp_path, text)) == ()


def test_a_region_without_people_is_refused(tmp_path):
    text = changed("share = 0.6\n\n[[office]]", "share = 0\n\n[[office]]", WHOLE)
    text = text.replace("share = 0.4\n\n[[class]]", "share = 0\n\n[[class]]")
    assert only(write(tmp_path, text)).code == "office_sum"


def test_an_office_is_named_only_in_a_region(tmp_path):
    fault = only(write(tmp_path, changed('name = "siak"', 'name = "siak"\noffice = "pusat"')))
    assert fault.message("en") == 'there is no office "pusat". The file has no [[office]] yet.'


@pytest.mark.parametrize(
    ("base", "old", "new", "passage"),
    [
        (PEOPLE, "facilities = 0.7", "facilities = 7", "facilities"),
        (PEOPLE, "[staff.courtesy]", "[staff.courtsey]", "[staff.courtsey]"),
        (PEOPLE, "digital_access = 0.4", "digital_access = 4", "digital_access = 4"),
        (PEOPLE, '["60+", 0.9]', '["61+", 0.9]', '"61+"'),
        (PEOPLE, "felt = 0.3", "surprise = -1", "surprise"),
        (NETWORK, "[[1, 1], [0, 0]]", "[\n[1, 1],\n[7, 0]]", "[7, 0]"),
        (NETWORK, "pull = 0.25", "pull = 25", "pull"),
    ],
)
def test_the_line_is_the_line_of_the_slip_in_tables_within_tables(base, old, new, passage, tmp_path):
    text = changed(old, new, base)
    assert only(write(tmp_path, text)).line == line_of(text, passage)


def test_slips_about_people_are_found_together(tmp_path):
    slips = {'["60+", 0.9]': '["61+", 0.9]', "[staff.load]": "[staff.laod]", "takes = 0.4": "takes = 3",
        'background = ["kk"]': 'background = ["kkk"]', "predisposition = 0.55": "predispositon = 0.55",
        'service = "pengaduan"': 'service = "aduan"', "ties = 8": "ties = 8.5"}  # fmt: skip
    text = PEOPLE
    for old, new in slips.items():
        text = changed(old, new, text)
    found = {(fault.code, fault.path) for fault in check(write(tmp_path, text)) if not fault.warning}
    assert found == {
        ("unknown_age", "class.lansia.ages"),
        ("unknown_key", "staff.laod"),
        ("limit", "staff.integrity.takes"),
        ("unknown_skill", "officer.Operator.background"),
        ("unknown_key", "opinion.trust.predispositon"),
        ("unknown_service", "opinion.complaints.service"),
        ("kind", "opinion.talk.ties"),
    }


def test_a_broken_pair_does_not_hide_an_unknown_name_in_the_next(tmp_path):
    text = changed('[["60+", 0.9], ["17-59", 0.1]]', '[["60+"], ["18-59", 0.1]]', PEOPLE)
    assert {fault.code for fault in check(write(tmp_path, text))} == {"pair", "unknown_age"}


def test_citizens_are_of_some_age(tmp_path):
    text = changed("share = 0.85\n", "share = 0\n", PEOPLE).replace("share = 0.15\n", "share = 0\n")
    assert only(write(tmp_path, text)).code == "age_sum"


def test_who_only_arrives_has_no_opinion(tmp_path):
    arrivals = '[[arrivals]]\nname = "a"\nservice = "kk"\ntimes = ["08:00"]\n[opinion]\n'
    fault = only(write(tmp_path, OFFICE[: OFFICE.index("[citizens]")] + arrivals))
    assert (fault.code, fault.path, fault.warning) == ("opinion_no_citizens", "opinion", False)


def test_connections_that_nobody_has_are_no_fault(tmp_path):
    assert check(write(tmp_path, OFFICE + "[staff.integrity]\nuses = 1\nfavours = 1\n")) == ()


def test_a_change_may_begin_before_the_run_and_on_its_last_day_but_not_after_it(tmp_path):
    dates = {"2020-01-01": [], "2026-01-09": [], "2026-01-10": ["change_late"]}
    for day, codes in dates.items():
        text = OFFICE + f"[staff.change]\nstart = {day}\n"
        assert [fault.code for fault in check(write(tmp_path, text))] == codes, day


def test_background_is_of_no_use_where_officers_have_no_mechanisms(tmp_path):
    text = changed('skills = "kk.input"', 'skills = "kk.input"\nbackground = "kk"\nexperience = 9')
    faults = check(write(tmp_path, text))
    assert [(fault.code, fault.path, fault.warning) for fault in faults] == [
        ("no_effect", "officer.Operator.background", True),
        ("no_effect", "officer.Operator.experience", True),
    ]
    assert "without [staff]." in faults[0].message("en")
    assert "tanpa [staff.learning]." in faults[1].message("id")


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
        "thousands",
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


def test_more_officers_than_ever_come_are_told(tmp_path):
    """Who raises `count` alone would look for an effect in vain."""
    path = write(
        tmp_path, changed('skills = "kk.input"', 'skills = "kk.input"\ncount = 4\npresent = [[2, 0.9], [1, 0.1]]')
    )
    assert [(fault.code, fault.values["found"]) for fault in check(path)] == [("never_all", "2")]


def test_lines_that_change_nothing_are_told(tmp_path):
    """One counter, one service, and a helper who has no line."""
    one = changed('name = "siak"', 'name = "siak"\nlines = { choice = "service" }')
    two = changed('"kk.input"\n', '"kk.input"\ncount = 2\n', one)
    helping = changed('"kk.input"\n', '"kk.input"\nbackup_skills = "ktp"\n', changed("room = 60", "lines = {}"))
    told = [(only(write(tmp_path, text)).code, only(write(tmp_path, text)).path) for text in (one, two, helping)]
    assert told == [
        ("lines_one", "station.siak.lines"),
        ("lines_one_service", "station.siak.lines.choice"),
        ("lines_backup", "officer.Operator.backup_skills"),
    ]


def test_more_officers_than_rows_can_tell_apart_are_refused_where_people_choose_among_lines(tmp_path):
    team = '\n[[officer]]\nname = "tim {}"\nskills = "kk"\ncount = 8192\n'
    lines = changed('name = "siak"', 'name = "siak"\nlines = {}')
    hired = '\n[[officer]]\nname = "tim"\nskills = "kk"\ncount = 8190\n[[reform]]\nname = "staffing"\ncount = 8\n'
    for teams, more in ((4, ""), (3, hired)):
        path = write(tmp_path, lines + "".join(map(team.format, range(teams))) + more)
        faults = [fault for fault in check(path) if not fault.warning]
        told = [(fault.code, fault.path, fault.values["most"]) for fault in faults]
        assert told == [("lines_many", "station.siak.lines", in_figures(np.iinfo(VISIT_ROW["line"]).max))]


_CHANNEL = '[[channel]]\nname = "a"\nkind = "counter"\nservices = ["ktp"]\nenters = [["kk", "input"]]\n'
WARNINGS = {
    "unreachable step": ('{ to = "input", share = 0.85 }', '{ to = "done", share = 0.85 }', "unreachable"),
    "unused station": ('[[station]]\nname = "siak"', '[[station]]\nname = "teras"\n\n[[station]]\nname = "siak"',
        "unused_station"),
    "never at work": ('skills = "kk.input"', 'skills = "kk.input"\nhours = "17:00-20:00"', "never_at_work"),
    "breaks after closing": ('skills = "kk.input"', 'skills = "kk.input"\nbreaks = "17:00-20:00"', "never_a_break"),
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
ODD_IN_PEOPLE = {
    "experience of those who do not learn": ("[staff.learning]\n", "", "no_effect"),
    "conduct towards nobody": ("[staff.integrity]\ntakes = 0.4\n", "", "no_effect"),
    "answers to nobody": ('[opinion.complaints]\nservice = "pengaduan"\nreports = 0.1\n', "", "no_effect"),
    "absence by a motivation that nobody has": ("[staff.motivation]\nreward = 1\ncrowding = -0.2\n", "", "no_effect"),
    "nobody outside a background": ('background = ["kk"]\n', "", "mismatch_unused"),
    "background in a step without officers": ('background = ["kk"]', 'background = ["kk.unggah"]', "skill_no_station"),
    "change after the run": ("start = 2026-01-12", "start = 2026-03-01", "change_late"),
    "standard beside an expectation": (
        "predisposition = 0.55", 'predisposition = 0.55\nmodel = "surprise"\nstandard = 0.8', "of_model",
    ),
    "surprises where trust has a level": ("predisposition = 0.55", "predisposition = 0.55\ngain = 0.1", "of_model"),
    "what counts for a halo, without one": ("ignored = 0.3", "counts_halo = 0.1", "of_model"),
    "sides that count a visit more than once": ("ignored = 0.3", "honest = 0.8", "sides_sum"),
    "a belief that is not asked for": ("predisposition = 0.55", 'model = "surprise"', "of_model"),
    "surprise without an expectation": ("felt = 0.3", 'model = "performance"\nsurprise = 0.3', "of_model"),
    "results of a year that is not over": (
        "[opinion.complaints]\n",
        '[[reform]]\nname = "transparency"\nresults = 0.5\n\n[opinion.complaints]\n',
        "results_never",
    ),
    "results where trust has no level": (
        "predisposition = 0.55",
        'model = "surprise"\n\n[[reform]]\nname = "transparency"\nresults = 0.5',
        "results_unread",
    ),
    "complaints without a reason": ("share = 0\ndeadline", "share = 0.1\ndeadline", "complaint_share"),
    "complaints by default": ("share = 0\ndeadline", "deadline", "complaint_share"),
}  # fmt: skip
ODD = {
    name: (base, *case)
    for base, cases in (
        (OFFICE, WARNINGS),
        (WHOLE, ODD_IN_THE_WHOLE),
        (PEOPLE, ODD_IN_PEOPLE),
        (
            NETWORK,
            {
                "ties beside a network": ("every_days = 1", "every_days = 1\nties = 2", "ties_members"),
                "nobody is drawn back to where they began": ("surprise", "level", "of_model"),
            },
        ),
    )
    for name, case in cases.items()
}


@pytest.mark.parametrize("case", ODD.values(), ids=ODD)
def test_what_is_odd_but_can_run_is_a_warning(case, tmp_path):
    base, old, new, code = case
    path = write(tmp_path, changed(old, new, base))
    found = check(path)
    assert code in [fault.code for fault in found if fault.warning]
    assert not [fault for fault in found if not fault.warning]
    assert "warning" in found[0].render("en")
    load(path)
    assert check(path) == found, "who reads a file again is warned again"


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
    "enters", "days", "after_days", "rework", "slots", "moves", "kind", "ages", "listens", "service", "talk", "count",
]  # fmt: skip


@st.composite
def damaged(draw):
    """An office with some of its lines lost, doubled, cut, or given other keys and values."""
    lines = draw(st.sampled_from([OFFICE, PEOPLE, NETWORK])).splitlines()
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
        assert fault.line is None or 1 <= fault.line <= max(text.count("\n"), OFFICE.count("\n")) + 2
    if any(not fault.warning for fault in faults):
        with pytest.raises(ScenarioFaults):
            load(path)
    else:
        assert load(path).services
