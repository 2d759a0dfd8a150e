"""Are scenarios written, edited and begun anew without loss?"""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from written_scenarios import OFFICE, over, write

from sim.office.units import Span
from sim.office.validation import validate
from sim.scenario import ScenarioFaults, check, document_of, load, new_file, save, scenarios, set_value
from sim.scenario.writing import written


def without_files(office):
    """The scenario without what is read from files beside it."""
    return replace(office, calendar=office.calendar and replace(office.calendar, table=None))


@pytest.mark.parametrize("listed", scenarios(), ids=lambda listed: listed.name)
def test_a_bundled_scenario_is_in_order_and_survives_being_written_anew(listed):
    assert check(listed.name) == ()
    office = without_files(load(listed.name))
    again, problems = validate(tomllib.loads(written(document_of(office))), office.name)
    assert (again, problems) == (office, [])


def test_a_value_is_changed_and_nothing_else(tmp_path):
    text = OFFICE.replace("count = 3", "count = 3   # since May")
    edited = set_value(text, "officer.Loket depan.count", 4)
    assert edited == text.replace("count = 3 ", "count = 4 ")
    edited = set_value(text, "service.kk.step.verifikasi.time.mean_min", 7.5)
    assert edited == text.replace("mean_min = 6, cv = 0.6 }\nnext", "mean_min = 7.5, cv = 0.6 }\nnext")


def test_values_that_were_not_there_are_added_where_they_belong(tmp_path):
    text = OFFICE
    values = {
        "seed": 7,
        "station.siak.room": 9,
        "demand.weekday.fri": 0.8,
        "demand.busyness.cv": 0.2,
        "demand.busyness.dist": "gamma",
        "officer.Operator.breaks": "12:00-13:00",
        "hours.sat": [],
    }
    for path, value in values.items():
        text = set_value(text, path, value)
    office = load(write(tmp_path, text))
    assert (office.seed, office.stations[1].room, office.demand.weekday.fri) == (7, 9, 0.8)
    assert (office.demand.busyness.cv, office.officers[1].breaks.every) == (0.2, (Span(43200, 46800),))
    assert set(OFFICE.splitlines()) - set(text.splitlines()) == {"weekday = { mon = 1.4 }"}


def test_an_inherited_entry_is_added_by_its_name_when_a_value_of_it_is_set(tmp_path):
    path = over(tmp_path, "")
    text = set_value(path.read_text(), "officer.Operator.count", 4)
    text = set_value(text, "service.kk.step.input.time.mean_min", 3)
    office = load(write(tmp_path, text, "over.toml"))
    assert (office.officers[1].count, office.services[0].steps[1].time.mean_min) == (4, 3.0)


def test_a_value_of_an_unknown_entry_is_refused():
    with pytest.raises(ScenarioFaults, match="Operator"):
        set_value(OFFICE, "officer.Operatr.count", 4)


def test_a_saved_file_is_whole_and_leaves_no_draft(tmp_path):
    path = save(document_of(load(write(tmp_path, OFFICE))), tmp_path / "copy.toml")
    assert load(path).days == 5
    with pytest.raises(ScenarioFaults):
        save("x = 1", path, replace=False)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.toml", "kantor.toml"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_new_file_is_in_order_and_all_its_options_work(lang, tmp_path):
    path = new_file(tmp_path / "baru.toml", lang=lang)
    assert check(path) == ()
    assert _options_on(path) == ()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("base", ["dukcapil", "puskesmas", "dpmptsp"])
def test_a_new_file_from_a_base_is_the_base_and_its_suggestions_fit(base, lang, tmp_path):
    path = new_file(tmp_path / "baru.toml", base, lang=lang)
    office, whole = load(base), load(path)
    assert (whole.services, whole.officers, whole.citizens) == (office.services, office.officers, office.citizens)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.rindex("\n\n")], encoding="utf-8")  # without the entry that shows how to remove
    assert _options_on(path) == ()
    assert load(path).services == office.services


def _options_on(path: Path):
    """What is wrong when every line that is a comment and could be TOML is taken in."""
    lines = path.read_text(encoding="utf-8").splitlines()
    on = [line[2:] if line.startswith("# ") and _is_toml(line[2:]) else line for line in lines]
    kept = [line for line in on if line != "count = 3"] if any(line.startswith("capacity") for line in on) else on
    path.write_text("\n".join(kept), encoding="utf-8")
    return ([fault for fault in check(path) if not fault.warning] and check(path)) or ()


def _is_toml(line: str) -> bool:
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False


def test_a_new_file_does_not_replace_another(tmp_path):
    path = write(tmp_path, "# mine")
    with pytest.raises(ScenarioFaults, match=r"kantor\.toml"):
        new_file(path)
    assert path.read_text() == "# mine"


def test_a_new_file_from_a_file_names_it_from_its_own_folder(tmp_path):
    write(tmp_path, OFFICE, "scenarios/base.toml")
    (tmp_path / "scenarios" / "studies").mkdir()
    path = new_file(tmp_path / "scenarios" / "studies" / "over.toml", tmp_path / "scenarios" / "base.toml")
    assert 'extends = "../base.toml"' in path.read_text(encoding="utf-8")
    far = write(tmp_path, OFFICE, "far.toml")
    with pytest.raises(ScenarioFaults, match=r"scenarios"):
        new_file(tmp_path / "scenarios" / "over.toml", far)
