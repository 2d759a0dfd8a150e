"""Are scenarios written, edited and begun anew without loss?"""

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_scenarios import OFFICE, WHOLE, over, write

from sim.office.units import Span
from sim.office.validation import scenario_adapter, validate
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


def test_a_region_survives_being_written_anew_with_its_own_short_forms(tmp_path):
    office = load(write(tmp_path, WHOLE))
    document = document_of(office)
    assert validate(tomllib.loads(written(document)), office.name) == (office, [])
    original = tomllib.loads(WHOLE)
    assert {key: document[key] for key in ("office", "channel", "tickets", "outage", "shortage")} == {
        key: original[key] for key in ("office", "channel", "tickets", "outage", "shortage")
    }
    assert document["returns"] == {**original["returns"], "gave_up": {"share": 0.7}}
    assert document["officer"][1]["moves"] == original["officer"][1]["moves"]


SHARE = st.sampled_from([0, 0.25, 0.5, 1])
MINUTES = st.sampled_from([0, 7.5, 60])
TIME = st.sampled_from([{"dist": "constant", "value_min": 3}, {"dist": "gamma", "mean_min": 6, "cv": 0.6}])
DAYS = st.sampled_from([0, 3, [[2, 1]], [[0, 0.5], [5, 0.5]]])
YES = st.booleans()
WEEKDAYS = st.lists(st.sampled_from(["mon", "tue", "wed", "thu", "fri"]), unique=True)
CHANNEL = {
    "title": st.just("x"), "services": st.sampled_from([["kk"], ["*"], ["kk", "ktp"]]),
    "enters": st.sampled_from([[], [["kk", "input"]]]), "needs_skill": SHARE, "skill_below": SHARE, "willing": SHARE,
    "farther_than_min": MINUTES, "knows_document": SHARE, "citizen_comes": YES, "needs_ticket": YES,
    "travel_min": MINUTES, "trip_rupiah": MINUTES, "fee_rupiah": MINUTES, "days": WEEKDAYS, "lead_days": st.just(2),
    "hours": st.sampled_from([[["08:00-09:00", 2]], []]), "days_ahead": st.just(9), "overbooking": SHARE,
    "slots": st.sampled_from([[], [["08:00-11:00", 15, 2]], [["08:00-09:00", 7.5, 1], ["13:00-14:00", 10, 0]]]),
    "no_show": SHARE, "no_show_per_day": SHARE, "late_min": st.sampled_from([-5, 0, 2.5]), "late_sd_min": MINUTES,
    "grace_min": MINUTES,
}  # fmt: skip
MOVE = {"weekdays": WEEKDAYS, "from": st.just(dt.date(2026, 2, 1)), "to": st.just(dt.date(2026, 3, 1))}
RETURN = st.fixed_dictionaries({}, optional={"share": SHARE, "after_days": DAYS, "after": TIME})
REASONS = ("gave_up", "balked", "refused", "sent_home", "incomplete", "no_ticket", "no_show", "no_form", "error")
STEP = {"without_citizen": YES, "after_days": DAYS, "checks_file": SHARE, "error": SHARE, "finds_errors": SHARE,
    "rework": st.just("rekam")}  # fmt: skip
CITIZENS = {"digital_access": SHARE, "digital_skill": SHARE, "knows_document": SHARE, "brings_when_told": SHARE,
    "travel": TIME, "trip_rupiah": MINUTES, "villages": st.just(7)}  # fmt: skip


def named(fixed, optional):
    """Tables of one kind, each with a name of its own and some of the keys that it may have."""
    entry = st.fixed_dictionaries({key: st.just(value) for key, value in fixed.items()}, optional=optional)
    return st.lists(entry, max_size=3).map(
        lambda found: [{"name": f"n{place}", **one} for place, one in enumerate(found)]
    )


@st.composite
def documents(draw):
    """Documents with any keys of channels, cases, trouble and regions, whether they fit together or not."""
    step = {"name": "rekam", "time": draw(TIME), **draw(st.fixed_dictionaries({}, optional=STEP))}
    service = dict.fromkeys(("documents", "deadline_days", "quota"), st.just(4)) | {"correction": st.just("rekam")}
    moves = st.lists(st.fixed_dictionaries({"office": st.just("n0")}, optional=MOVE), max_size=2)
    group = {"late_share": SHARE, "late": TIME, "office": st.just("n0"), "moves": moves}
    station = {"order": st.sampled_from(["priority", "arrival", "due"]), "back_office": YES, "office": st.just("n1"),
        "appointments": st.sampled_from(["first", "alternating", "in_turn"])}  # fmt: skip
    outage = {"title": st.just("x"), "at": st.sampled_from(["08:00", "08:00:30"])}
    tables = {
        "station": named({}, station),
        "officer": named({"skills": ["*"]}, group),
        "office": named({}, {"share": SHARE, "title": st.just("x")}),
        "channel": named({"kind": "appointment"}, CHANNEL),
        "outage": named({"stations": ["n0"], "chance": 0.5, "lasts": draw(TIME)}, outage),
        "shortage": named({"steps": ["kk.rekam"], "chance": 0.5, "lasts_days": draw(DAYS)}, {"title": st.just("x")}),
        "returns": st.fixed_dictionaries({}, optional={**dict.fromkeys(REASONS, RETURN), "visits_at_most": st.just(3)}),
        "tickets": st.fixed_dictionaries({}, optional={"quota": st.just(9), "hours": st.just("07:00-08:30")}),
        "citizens": st.fixed_dictionaries({"count": st.just(9), "needs_per_year": st.just(1)}, optional=CITIZENS),
    }
    services = [{"name": "kk", "step": [step], **draw(st.fixed_dictionaries({}, optional=service))}]
    return {"title": "x", "hours": "08:00-15:00", "service": services,
        **draw(st.fixed_dictionaries({}, optional=tables))}  # fmt: skip


@given(documents())
def test_any_table_that_can_be_read_is_written_so_that_it_reads_the_same(document):
    office = scenario_adapter().validate_python(document)
    assert scenario_adapter().validate_python(tomllib.loads(written(document_of(office)))) == office


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


def test_values_of_channels_and_returns_are_set_by_their_path(tmp_path):
    text = WHOLE
    values = {
        "channel.daring.willing": 0.7,
        "channel.janji.slots": [["09:00-10:00", 10, 1]],
        "returns.refused.share": 0.5,
        "returns.incomplete.after_days": 2,
        "tickets.quota": 90,
        "outage.SIAK.lasts.mean_min": 30,
        "shortage.blanko.lasts_days": 1,
        "station.siak.office": "kec-1",
        "office.kec-1.share": 0.3,
    }
    for path, value in values.items():
        text = set_value(text, path, value)
    by_file, by_path = load(write(tmp_path, text)), load(write(tmp_path, WHOLE), overrides=values)
    assert by_file == by_path
    assert (by_path.channels[0].willing, by_path.channels[1].slots[0].every_min) == (0.7, 10.0)
    assert (by_path.returns.refused.share, by_path.returns.incomplete.after_days) == (0.5, ((2, 1.0),))
    assert (by_path.tickets.quota, by_path.stations[1].office, by_path.offices[1].share) == (90, "kec-1", 0.3)


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
