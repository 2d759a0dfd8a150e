"""Are scenarios written, edited and begun anew without loss?"""

import datetime as dt
import tomllib
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_scenarios import NETWORK, OFFICE, PEOPLE, WHOLE, over, write

from sim.document.keys import TABLES
from sim.document.validation import scenario_adapter, validate
from sim.office import Fatigue, Learning, Load, Opinion, Staff, Talk
from sim.office.units import Span
from sim.scenario import ScenarioFaults, check, document_of, load, new_file, save, scenarios, set_value
from sim.scenario.writing import written


def without_files(office):
    """The scenario without what is read from files beside it."""
    arrivals = tuple(replace(one, rows=None) if one.trace else one for one in office.arrivals)
    return replace(office, calendar=office.calendar and replace(office.calendar, table=None), arrivals=arrivals)


@pytest.mark.parametrize("listed", scenarios(), ids=lambda listed: listed.name)
def test_a_bundled_scenario_is_in_order_and_survives_being_written_anew(listed):
    found = check(listed.name)
    overloaded = listed.name.startswith("verification/")  # by design
    assert all(fault.warning and fault.code.endswith("_load_high") and overloaded for fault in found)
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


def mechanism(label):
    """A table of people with some of its keys, at their defaults or elsewhere."""
    table = TABLES[f"[{label}]"]
    own = {"elasticity": -0.5, "every_days": 3, "ties": 2, "model": "performance", "start": dt.date(2026, 2, 2)}
    own |= {"opinion.trust": {"model": "halo"}, "opinion.belief": {"start": 0.5}}.get(label, {})
    optional = {
        field.name: st.sampled_from([own.get(field.name, 0.5), *([field.default] if field.default is not None else [])])
        for field in fields(table)
        if not is_dataclass(field.default) and field.default is not MISSING and field.default != ()
    }
    return st.fixed_dictionaries({}, optional=optional)


MEMBERS = st.lists(
    st.fixed_dictionaries(
        {"trust": SHARE, "listens": st.sampled_from([[[0, 1]], [[0, 0.25], [1, 0.5]]])}, optional={"pull": SHARE}
    ),
    max_size=2,
)
STAFF = st.fixed_dictionaries(
    {}, optional={field.name: mechanism(f"staff.{field.name}") for field in fields(Staff) if field.name != "mismatch"}
)
QUALITY = mechanism("opinion.satisfaction.quality")
OPINION = st.fixed_dictionaries({}, optional={
    "satisfaction": st.builds(lambda own, quality: {**own, "quality": quality},
                              mechanism("opinion.satisfaction"), QUALITY),
    "trust": mechanism("opinion.trust"),
    "belief": mechanism("opinion.belief"),
    "talk": st.builds(lambda own, member: {**own, "member": member}, mechanism("opinion.talk"), MEMBERS),
    "complaints": mechanism("opinion.complaints").map(lambda own: {"service": "kk", **own}),
    "feedback": mechanism("opinion.feedback"),
})  # fmt: skip
AGES = st.sampled_from([[], [["a", 1]], [["a", 0.5], ["b", 2]]])


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
    group = {
        "experience": MINUTES,
        "background": st.sampled_from([["kk"], ["*"]]),
        "late_share": SHARE,
        "late": TIME,
        "office": st.just("n0"),
        "moves": moves,
    }
    station = {"order": st.sampled_from(["priority", "arrival", "due"]), "back_office": YES, "office": st.just("n1"),
        "appointments": st.sampled_from(["first", "alternating", "in_turn"])}  # fmt: skip
    outage = {"title": st.just("x"), "at": st.sampled_from(["08:00", "08:00:30"])}
    bands = named({}, {"share": SHARE, "digital_access": SHARE, "digital_skill": SHARE, "title": st.just("x")})
    tables = {
        "staff": st.builds(lambda own, mismatch: {**own, "mismatch": mismatch}, STAFF, SHARE) | STAFF,
        "opinion": OPINION,
        "class": named({}, {"share": SHARE, "ages": AGES, "disability": SHARE}),
        "station": named({}, station),
        "officer": named({"skills": ["*"]}, group),
        "office": named({}, {"share": SHARE, "title": st.just("x")}),
        "channel": named({"kind": "appointment"}, CHANNEL),
        "outage": named({"stations": ["n0"], "chance": 0.5, "lasts": draw(TIME)}, outage),
        "shortage": named({"steps": ["kk.rekam"], "chance": 0.5, "lasts_days": draw(DAYS)}, {"title": st.just("x")}),
        "returns": st.fixed_dictionaries({}, optional={**dict.fromkeys(REASONS, RETURN), "visits_at_most": st.just(3)}),
        "tickets": st.fixed_dictionaries({}, optional={"quota": st.just(9), "hours": st.just("07:00-08:30")}),
        "citizens": st.fixed_dictionaries(
            {"count": st.just(9), "needs_per_year": st.just(1)}, optional=CITIZENS | {"age": bands}
        ),
    }
    services = [{"name": "kk", "step": [step], **draw(st.fixed_dictionaries({}, optional=service))}]
    return {"title": "x", "hours": "08:00-15:00", "service": services,
        **draw(st.fixed_dictionaries({}, optional=tables))}  # fmt: skip


@pytest.mark.parametrize("text", [PEOPLE, NETWORK], ids=["people", "network"])
def test_people_survive_being_written_anew_as_they_were_written(text, tmp_path):
    office = load(write(tmp_path, text))
    document, original = document_of(office), tomllib.loads(text)
    assert validate(tomllib.loads(written(document)), office.name) == (office, [])
    assert document.get("staff") == original.get("staff")
    assert document["opinion"] == original["opinion"]
    assert document["citizens"].get("age") == original["citizens"].get("age")


def test_mechanisms_stand_under_headers_of_their_own_and_stay_when_nothing_in_them_differs(tmp_path):
    office = load(write(tmp_path, OFFICE))
    people = replace(office, staff=Staff(), opinion=Opinion())
    assert written(document_of(people)).endswith("\n[staff]\n\n[opinion]\n")
    text = written(document_of(load(write(tmp_path, PEOPLE))))
    assert "\n[staff.learning]\n\n[staff.fatigue]\nodds = 1.13\n" in text
    assert "\n[opinion.satisfaction.quality]\nfacilities = 0.7\n" in text


def test_a_number_with_a_source_is_written_as_a_number(tmp_path):
    """A default that is put into another key has to be written there."""
    group = load(write(tmp_path, PEOPLE)).staff
    moved = replace(group, turnover=replace(group.turnover, a_year=group.learning.retention))
    office = replace(load(tmp_path / "kantor.toml"), staff=moved)
    assert document_of(office)["staff"]["turnover"] == {"a_year": 0.96}
    assert "a_year = 0.96\n" in written(document_of(office))


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


def test_values_of_people_are_set_by_their_path_and_an_empty_table_switches_a_mechanism_on(tmp_path):
    text = OFFICE + "\n[staff.load]   # since May\n"
    values = {
        "staff.learning": {},
        "staff.fatigue.odds": 1.1,
        "staff.mismatch": 0.3,
        "staff.load.slower": 0.5,
        "opinion.satisfaction.quality.time": 0.7,
        "opinion.talk": {},
        "citizens.connected": 0.2,
        "officer.Operator.experience": 40,
    }
    for path, value in values.items():
        text = set_value(text, path, value)
    by_file = load(write(tmp_path, text))
    by_path = load(write(tmp_path, OFFICE + "\n[staff.load]\n"), overrides=values)
    assert by_file == by_path
    assert by_path.staff == Staff(learning=Learning(), fatigue=Fatigue(odds=1.1), load=Load(slower=0.5), mismatch=0.3)
    assert (by_path.opinion.talk, by_path.opinion.complaints) == (Talk(), None)
    assert (by_path.opinion.satisfaction.quality.time, by_path.officers[1].experience) == (0.7, 40)
    assert "# since May" in text


def test_values_of_an_age_band_are_set_by_its_name():
    text = OFFICE.replace("[demand]", '[[citizens.age]]\nname = "60+"   # since May\nshare = 0.15\n\n[demand]')
    assert set_value(text, "citizens.age.60+.share", 0.2) == text.replace("share = 0.15", "share = 0.2")
    with pytest.raises(ScenarioFaults, match=r"60\+"):
        set_value(text, "citizens.age.60.share", 0.2)


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


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_new_file_from_a_base_with_people_suggests_what_they_say(lang, tmp_path):
    base = write(tmp_path, PEOPLE, "base.toml")
    path = new_file(tmp_path / "baru.toml", base, lang=lang)
    text = path.read_text(encoding="utf-8")
    assert "# [staff.learning]\n" in text
    assert '# [opinion.complaints]\n# service = "pengaduan"\n' in text
    path.write_text(text[: text.rindex("\n\n")], encoding="utf-8")
    assert _options_on(path) == ()
    assert (load(path).staff, load(path).opinion) == (load(base).staff, load(base).opinion)


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
