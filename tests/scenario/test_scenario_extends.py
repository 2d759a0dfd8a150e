"""Does a scenario that extends another say what it seems to say, and do values from outside?"""

from pathlib import Path

import pytest
from written_scenarios import NETWORK, OFFICE, PEOPLE, WHOLE, changed, line_of, over, write

from sim.office.units import Span
from sim.scenario import ScenarioFaults, check, document_of, load


def test_a_file_that_only_extends_is_its_base(tmp_path):
    path = over(tmp_path, "")
    base = load(tmp_path / "base.toml")
    assert document_of(load(path)) == document_of(base)


def test_a_title_in_one_language_is_not_said_beside_that_of_the_base(tmp_path):
    (tmp_path / "own.toml").write_text('extends = "puskesmas"\ntitle = { en = "Ours" }\n')
    own = load(tmp_path / "own.toml")
    assert own.title.worded("id") == own.title.worded("en") == "Ours"
    with pytest.raises(ScenarioFaults, match="title"):
        load(over(tmp_path, "title = {}"))


def test_tables_merge_by_key_and_entries_by_name_steps_too(tmp_path):
    office = load(over(tmp_path, """
        days = 9
        citizens.count = 7
        [[officer]]
        name = "Operator"
        count = 4
        [[officer]]
        name = "Baru"
        skills = "*"
        [[service]]
        name = "kk"
        [[service.step]]
        name = "input"
        time = { mean_min = 3 }
        """))  # fmt: skip
    assert (office.days, office.runs, office.citizens.count, office.citizens.needs_per_year) == (9, 2, 7, 0.6)
    assert [(group.name, group.count) for group in office.officers] == [
        ("Loket depan", 3),
        ("Operator", 4),
        ("Baru", 1),
    ]
    assert [step.name for step in office.services[0].steps] == ["verifikasi", "input"]
    assert (office.services[0].steps[1].time.mean_min, office.services[0].steps[1].time.cv) == (3.0, 0.6)


def test_another_kind_of_distribution_replaces_the_whole(tmp_path):
    text = '[[service]]\nname = "kk"\n[[service.step]]\nname = "input"\ntime = { dist = "constant", value_min = 3 }\n'
    assert load(over(tmp_path, text)).services[0].steps[1].time.value_min == 3


def test_capacity_takes_the_place_of_an_inherited_count(tmp_path):
    text = '[[officer]]\nname = "Loket depan"\ncapacity = [["08:00-12:00", 4]]\n'
    group = load(over(tmp_path, text)).officers[0]
    assert (group.count, group.capacity[0].value) == (1, 4.0)


def test_a_weekday_can_be_added_to_hours_that_held_for_every_day(tmp_path):
    start, end = OFFICE.index("[hours]"), OFFICE.index("[[class]]")
    base = OFFICE[:start].rstrip() + '\nhours = "08:00-15:00"\n\n' + OFFICE[end:]
    hours = load(over(tmp_path, "hours.fri = []\n", base)).hours
    assert (hours.every, hours.fri) == ((Span(28800, 54000),), ())


def test_inherited_entries_and_keys_can_be_removed(tmp_path):
    office = load(over(tmp_path, """
        remove = ["demand"]
        [[station]]
        name = "loket"
        remove = ["room", "balking"]
        [[class]]
        name = "lansia"
        remove = true
        [[class]]
        name = "umum"
        share = 1
        """))  # fmt: skip
    assert (office.stations[0].room, office.stations[0].balking) == (None, ())
    assert [one.name for one in office.classes] == ["umum"]
    assert office.demand.weekday is None


def test_channels_returns_and_offices_merge_by_name_and_can_be_removed(tmp_path):
    office = load(over(tmp_path, """
        [[channel]]
        name = "daring"
        willing = 0.9
        [[channel]]
        name = "calo"
        remove = true
        [[channel]]
        name = "mal"
        kind = "counter"
        [returns]
        remove = ["error"]
        no_show = { after_days = [[1, 0.5], [3, 0.5]] }
        incomplete = { after = { dist = "uniform", low_min = 10, high_min = 20 } }
        [[office]]
        name = "kec-1"
        share = 0.2
        [[outage]]
        name = "SIAK"
        lasts = { mean_min = 30 }
        """, WHOLE))  # fmt: skip
    assert [channel.name for channel in office.channels] == ["daring", "janji", "operator desa", "jemput bola", "mal"]
    assert (office.channels[0].willing, office.channels[0].needs_skill) == (0.9, 0.5)
    assert (office.returns.error, office.returns.no_show.share) == (None, 0.5)
    assert office.returns.no_show.after_days == ((1, 0.5), (3, 0.5))
    assert (office.returns.incomplete.share, office.returns.incomplete.after.high_min) == (0.9, 20.0)
    assert [one.share for one in office.offices] == [0.6, 0.2]
    assert (office.outages[0].lasts.mean_min, office.outages[0].lasts.cv) == (30.0, 1.0)


def test_mechanisms_merge_key_by_key_and_are_switched_on_and_off(tmp_path):
    office = load(
        over(
            tmp_path,
            """
        [staff]
        remove = ["integrity", "turnover"]
        learning.rate = 0.9
        fatigue = { usual_hours = 8 }
        [opinion]
        remove = ["talk"]
        [opinion.satisfaction.quality]
        time = 0.5
        [[citizens.age]]
        name = "60+"
        share = 0.3
        [[citizens.age]]
        name = "-16"
        remove = true
        """.replace("-16", "17-59"),
            PEOPLE.replace('["17-59", 0.1]', '["60+", 0.1]').replace('["60+", 0.9], ', ""),
        )
    )
    base = load(tmp_path / "base.toml")
    assert (office.staff.integrity, office.staff.turnover, office.opinion.talk) == (None, None, None)
    assert (office.staff.learning.rate, office.staff.load) == (0.9, base.staff.load)
    assert (office.staff.fatigue.odds, office.staff.fatigue.usual_hours) == (1.13, 8)
    assert (office.opinion.satisfaction.quality.time, office.opinion.satisfaction.quality.facilities) == (0.5, 0.7)
    assert (office.opinion.satisfaction.felt, office.opinion.feedback) == (0.3, base.opinion.feedback)
    assert [(band.name, band.share, band.digital_access) for band in office.citizens.ages] == [("60+", 0.3, 0.4)]


def test_a_network_given_in_full_replaces_the_whole_of_another(tmp_path):
    text = "citizens.count = 1\n[[opinion.talk.member]]\ntrust = 0.3\nlistens = [[0, 1]]\n"
    members = load(over(tmp_path, text, NETWORK)).opinion.talk.members
    assert [member.trust for member in members] == [0.3]


@pytest.mark.parametrize(
    "text",
    [
        '[staff]\nremove = ["learning"]',
        '[[class]]\nname = "lansai"\nshare = 0\nremove = true',
        '[[station]]\nname = "loket"\nremove = ["rom"]',
        "remove = true",
    ],
)
def test_a_removal_that_removes_nothing_is_a_fault(text, tmp_path):
    assert [fault.code for fault in check(over(tmp_path, text)) if fault.path.endswith("remove")] == ["remove_nothing"]


def test_a_fault_stands_in_the_file_and_line_it_comes_from(tmp_path):
    base = changed('station = "siak"', 'station = "sak"')
    path = over(tmp_path, '\ncitizens.count = "many"\n', base)
    found = {fault.path: (Path(fault.file).name, fault.line) for fault in check(path)}
    assert found == {
        "citizens.count": ("over.toml", 3),
        "service.kk.step.input.station": ("base.toml", line_of(base, '"sak"')),
    }


def test_a_fault_of_the_combination_stands_where_the_base_is_overridden(tmp_path):
    text = '[[class]]\nname = "lansia"\nshare = 0.2\n'
    fault = check(over(tmp_path, text))[0]
    assert (Path(fault.file).name, fault.line, fault.code) == ("over.toml", 2, "class_sum")


def test_a_key_written_twice_in_one_file_is_not_taken_for_an_override(tmp_path):
    text = '[[officer]]\nname = "Operator"\ncount = 2\n[[officer]]\nname = "Operator"\ncount = 3\n'
    fault = check(over(tmp_path, text))[0]
    assert (fault.code, fault.line) == ("twice", 6)


def test_a_circle_of_files_is_found(tmp_path):
    write(tmp_path, 'extends = "b.toml"', "a.toml")
    write(tmp_path, '# b\nextends = "a.toml"', "b.toml")
    fault = check(tmp_path / "a.toml")[0]
    assert (fault.code, Path(fault.file).name, fault.line) == ("extends_circle", "b.toml", 2)


def test_a_long_chain_of_files_is_refused(tmp_path):
    for number in range(15):
        write(tmp_path, f'extends = "{number + 1}.toml"', f"{number}.toml")
    assert check(tmp_path / "0.toml")[0].code == "extends_deep"


@pytest.mark.parametrize(
    ("extends", "code"),
    [
        ('"nothing.toml"', "extends_missing"),
        ('"dukcapl"', "extends_unknown"),
        ('"../outside.toml"', "extends_outside"),
        ('"/etc/outside.toml"', "extends_outside"),
        ("'C:\\outside.toml'", "extends_outside"),
        ("5", "extends_text"),
    ],
)
def test_a_base_that_cannot_be_used_is_named_on_its_line(extends, code, tmp_path):
    write(tmp_path, OFFICE, "outside.toml")
    path = write(tmp_path, f"# my scenario\nextends = {extends}\n", "inner/over.toml")
    assert [(fault.code, fault.line) for fault in check(path)] == [(code, 2)]


def test_files_of_one_folder_called_scenarios_may_extend_each_other(tmp_path):
    write(tmp_path, OFFICE, "scenarios/offices/base.toml")
    path = write(tmp_path, 'extends = "../offices/base.toml"\n', "scenarios/studies/over.toml")
    assert load(path).days == 5


def test_a_bundled_scenario_can_be_extended_from_anywhere(tmp_path):
    assert load(write(tmp_path, 'extends = "dukcapil"\ndays = 3\n')).services == load("dukcapil").services


def test_values_are_laid_over_by_path_of_names(tmp_path):
    values = {
        "days": 3,
        "officer.Operator.count": 4,
        "service.kk.step.input.time.mean_min": 2.5,
        "hours.sat": "08:00-10:00",
    }
    office = load(write(tmp_path, OFFICE), overrides=values)
    assert (office.days, office.officers[1].count, office.services[0].steps[1].time.mean_min) == (3, 4, 2.5)
    assert office.hours.sat == (Span(28800, 36000),)


def test_a_value_for_an_unknown_name_or_key_is_refused(tmp_path):
    values = {"officer.Operatr.count": 4, "dyas": 3, "citizens.count": -1}
    with pytest.raises(ScenarioFaults) as caught:
        load(write(tmp_path, OFFICE), overrides=values)
    said = caught.value.render("en")
    assert "given values: officer.Operatr.count: there is no officer \"Operatr\". Did you mean 'Operator'?" in said
    assert "given values: dyas: the key 'dyas' is not known here. Did you mean 'days'?" in said
    assert "given values: citizens.count: a number of at least 0 expected, found -1." in said
