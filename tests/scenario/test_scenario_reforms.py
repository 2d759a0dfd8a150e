"""Are reforms read from files, found wrong where they are, laid over one another, and written without loss?"""

import tomllib
from datetime import date

import numpy as np
import pytest
from written_scenarios import OFFICE, PEOPLE, WHOLE, line_of, only, over, write

from sim.document.doubts import correlated, correlation, doubted
from sim.document.parameters import number_at, parameters, with_number
from sim.document.validation import validate
from sim.office.reform import Reform
from sim.plan import plan_of
from sim.reforms import CATALOGUE
from sim.scenario import ScenarioFaults, check, document_of, load, set_value
from sim.scenario.writing import written

TWO_COURSES = """
[[reform]]
name = "training"
id = "spring"
start = 2026-01-06
groups = ["Loket depan"]

[[reform]]
name = "training"
id = "autumn"
start = 2026-01-08
gain = 0.1
cohort = 2

[[reform]]
name = "leadership"
strength = 0.5
"""


def office_with(folder, text, base=OFFICE):
    return write(folder, base + text)


def test_reforms_are_read_with_what_the_file_says_and_the_catalogue_leaves_to_it(tmp_path):
    spring, autumn, leading = load(office_with(tmp_path, TWO_COURSES)).reforms
    assert [reform.key for reform in (spring, autumn, leading)] == ["spring", "autumn", "leadership"]
    assert isinstance(spring, CATALOGUE["training"])
    assert (spring.start, spring.groups, spring.cohort) == (date(2026, 1, 6), ("Loket depan",), 1)
    assert (autumn.gain, autumn.cohort, leading.strength) == (0.1, 2, 0.5)
    assert spring.gain == CATALOGUE["training"]().gain


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_reform_of_the_catalogue_can_be_named_alone(name, tmp_path):
    path = office_with(tmp_path, f'\n[[reform]]\nname = "{name}"\n', PEOPLE)
    assert [fault for fault in check(path) if not fault.warning] == []
    (reform,) = load(path).reforms
    assert type(reform) is CATALOGUE[name]


# ------------------------------------------------------------------------------------------------------- what is wrong

SLIPS = {
    "unknown reform": ('name = "trainig"', "reform.trainig.name", 'name = "trainig"',
        "reform 'trainig' is not known.", "Maksudnya 'training'?"),
    "Indonesian reform": ('name = "pelatihan"', "reform.pelatihan.name", "pelatihan",
        "Did you mean 'training'?", "reformasi 'pelatihan' tidak dikenal"),
    "words with spaces": ('name = "Janji Temu"', "reform.Janji Temu.name", "Janji Temu",
        "Did you mean 'appointments'?", "Maksudnya 'appointments'?"),
    "no name": ("strength = 0.5", "reform[1]", None,
        "the key 'name' is missing", "kunci 'name'"),
    "misspelt key": ('name = "training"\ngian = 0.2', "reform.training.gian", "gian",
        "Did you mean 'gain'?", "Maksudnya 'gain'?"),
    "Indonesian key": ('name = "training"\nkekuatan = 0.2', "reform.training.kekuatan", "kekuatan",
        "Did you mean 'strength'?", "Maksudnya 'strength'?"),
    "word that another table takes too": ('name = "training"\nsampai = 2026-02-02', "reform.training.sampai", "sampai",
        "Did you mean 'until'?", "Maksudnya 'until'?"),
    "key of another reform": ('name = "leadership"\ncohort = 2', "reform.leadership.cohort", "cohort",
        "'cohort' belongs in [[reform]] \"training\"", "Tempat 'cohort' adalah [[reform]] \"training\""),
    "key of no table": ('name = "leadership"\nxyzzy = 2', "reform.leadership.xyzzy", "xyzzy",
        "Known here: level,", "Yang dikenal di sini: level,"),
    "share of a hundred": ('name = "training"\nstrength = 50', "reform.training.strength", "strength",
        "for 50 % write 0.5", "untuk 50 % tulis 0.5"),
    "unknown variant": ('name = "training"\nvariant = "fadng"', "reform.training.variant", "variant",
        "Did you mean 'fading'?", "Maksudnya 'fading'?"),
    "ends before it begins": ('name = "training"\nstart = 2026-01-08\nuntil = 2026-01-07', "reform.training.until",
        "until", "ends before it has begun (2026-01-08)", "berakhir sebelum dimulai"),
    "unknown group": ('name = "training"\ngroups = ["Oprator"]', "reform.training.groups", "groups",
        "no group of officers \"Oprator\". Did you mean 'Operator'?", "Maksudnya 'Operator'?"),
    "unknown service": ('name = "appointments"\nservices = ["kkk"]', "reform.appointments.services", "services",
        "no service \"kkk\". Did you mean 'kk'?", "Maksudnya 'kk'?"),
    "unknown step": ('name = "sop_simplification"\nskips = ["kk.inptu"]', "reform.sop_simplification.skips", "skips",
        "no step \"kk.inptu\" (\"service.step\"). Did you mean 'kk.input'?", "Maksudnya 'kk.input'?"),
    "first step skipped": ('name = "sop_simplification"\nskips = ["ktp.rekam"]', "reform.sop_simplification.skips",
        "skips", "cannot be left out: no other step", "tidak dapat dilewati: tidak ada langkah lain"),
    "crossroads skipped": ('name = "sop_simplification"\nskips = ["kk.verifikasi"]',
        "reform.sop_simplification.skips", "skips", "more than one way leads on", "lebih dari satu jalan"),
    "office of no region": ('name = "staffing"\nto_office = "pusat"', "reform.staffing.to_office", "to_office",
        'no office "pusat". The file has no [[office]] yet.', "belum memiliki [[office]]"),
    "two alike": ('name = "training"\n\n[[reform]]\nname = "training"\ngain = 0.1', "reform.training.name", None,
        '"training" occurs twice among the reforms', "muncul dua kali di antara reformasi"),
    "one id for two": ('name = "training"\nid = "a"\n\n[[reform]]\nname = "rotation"\nid = "a" # again',
        "reform.a.id", 'id = "a" # again', '"a" occurs twice among the reforms', "muncul dua kali"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_reform_is_told_with_its_line_and_what_was_meant(slip, tmp_path):
    text, path, passage, english, indonesian = slip
    whole = f"{OFFICE}\n[[reform]]\n{text}\n"
    file = write(tmp_path, whole)
    faults = [fault for fault in check(file) if not fault.warning]
    assert [fault.path for fault in faults] == [path], "\n".join(fault.render("en") for fault in faults)
    assert english in faults[0].render("en")
    assert indonesian in faults[0].render("id")
    if passage is not None:
        assert faults[0].render("en").startswith(f"{file}:{line_of(whole, passage)}: ")


def test_an_unknown_reform_is_told_with_all_that_are_known(tmp_path):
    said = only(office_with(tmp_path, '\n[[reform]]\nname = "zzz"\n')).message("en")
    assert all(name in said for name in CATALOGUE)


WARNED = {
    "after the last day": ('name = "leadership"\nstart = 2027-02-01', "reform.leadership.start", "changes nothing"),
    "over before it begins": ('name = "leadership"\nuntil = 2025-12-31', "reform.leadership.until", "changes nothing"),
    "nothing to act on": ('name = "integrity_control"', "reform.integrity_control.name", "without [staff.integrity]"),
    "nothing to compare": (
        'name = "leadership"\n[compare]\nagainst = ["nothing"]',
        "compare.against",
        "only one to run",
    ),
}


@pytest.mark.parametrize(("text", "path", "said"), WARNED.values(), ids=WARNED)
def test_a_reform_without_effect_is_said_to_be_so(text, path, said, tmp_path):
    fault = only(office_with(tmp_path, f"\n[[reform]]\n{text}\n"))
    assert fault.path == path
    assert said in fault.message("en")
    assert fault.warning == (path != "compare.against")


def test_help_with_what_is_new_has_something_to_help_with_where_another_reform_is_new(tmp_path):
    alone, beside = '\n[[reform]]\nname = "change_support"\n', '\n[[reform]]\nname = "sop_simplification"\n'
    assert only(office_with(tmp_path, alone)).code == "reform_needs"
    assert check(office_with(tmp_path, alone + beside)) == ()


TWO_SCHEMES = """
[[reform]]
name = "reward_scheme"
id = "one"
{}
[[reform]]
name = "reward_scheme"
id = "other"
{}
"""


@pytest.mark.parametrize(("one", "other", "codes"), [
    ("", "every_days = 20", ["reform_clash"]),
    ("", "", []),
    ("strength = 0", "every_days = 20", []),
    ("until = 2026-01-06", "every_days = 20\nstart = 2026-01-06", ["reform_clash"]),
    ("until = 2026-01-06", "every_days = 20\nstart = 2026-01-07", []),
])  # fmt: skip
def test_two_reforms_that_want_different_things_at_once_are_told(one, other, codes, tmp_path):
    faults = check(office_with(tmp_path, TWO_SCHEMES.format(one, other), PEOPLE))
    assert [fault.code for fault in faults] == codes
    assert [fault.path for fault in faults] == ["reform.other.id"] * len(codes)


def test_reforms_that_are_only_compared_each_alone_may_be_alternatives(tmp_path):
    text = TWO_SCHEMES.format("", "every_days = 20") + '[compare]\nagainst = ["each_reform_alone"]\n'
    assert check(office_with(tmp_path, text, PEOPLE)) == ()


def test_a_reform_that_has_its_way_over_another_kind_is_told(tmp_path):
    text = '\n[[reform]]\nname = "complaint_channel"\n\n[[reform]]\nname = "integrity_control"\nsour = 0.05\n'
    fault = only(office_with(tmp_path, text, PEOPLE))
    assert (fault.code, fault.warning, fault.path) == ("reform_wins", True, "reform.integrity_control.name")


@pytest.mark.parametrize("base", [OFFICE, WHOLE], ids=["office", "whole"])
def test_any_step_can_be_left_out_or_it_is_said_why_not(base, tmp_path):
    for service in load(write(tmp_path, base)).services:
        for step in service.steps:
            text = f'\n[[reform]]\nname = "sop_simplification"\nskips = ["{service.name}.{step.name}"]\n'
            path = office_with(tmp_path, text, base)
            if codes := [fault.code for fault in check(path)]:
                assert codes in (["skip_first"], ["skip_branches"])
            else:
                assert plan_of(load(path)).arrays.effect.size > 1


def test_officers_do_not_move_to_where_they_are(tmp_path):
    text = '\n[[reform]]\nname = "staffing"\ngroup = "Operator"\nto_office = "pusat"\n'
    fault = only(office_with(tmp_path, text, PEOPLE))
    assert fault.message("en") == 'the group belongs to "pusat" already.'


# ------------------------------------------------------------------------------------------------ one laid over another


def test_reforms_merge_by_id_and_else_by_name(tmp_path):
    text = """
        [[reform]]
        id = "autumn"
        cohort = 3
        [[reform]]
        name = "leadership"
        level = 0.5
        [[reform]]
        name = "rotation"
        """
    base, path = load(office_with(tmp_path, TWO_COURSES)), over(tmp_path, text, OFFICE + TWO_COURSES)
    spring, autumn, leading, rotating = load(path).reforms
    assert spring == base.reforms[0]
    assert (autumn.key, autumn.gain, autumn.cohort) == ("autumn", 0.1, 3)
    assert (leading.level, leading.strength) == (0.5, 0.5)
    assert rotating.name == "rotation"


def test_an_inherited_reform_is_taken_away_by_id_or_name(tmp_path):
    text = '[[reform]]\nid = "spring"\nremove = true\n[[reform]]\nname = "leadership"\nremove = true\n'
    (left,) = load(over(tmp_path, text, OFFICE + TWO_COURSES)).reforms
    assert left.key == "autumn"


def test_a_reform_of_another_kind_under_the_same_id_replaces_the_whole(tmp_path):
    text = '[[reform]]\nid = "spring"\nname = "rotation"\nevery_days = 20\n'
    first = load(over(tmp_path, text, OFFICE + TWO_COURSES)).reforms[0]
    assert (first.name, first.key, first.start) == ("rotation", "spring", None)


def test_values_are_laid_over_reforms_by_id_and_by_name(tmp_path):
    path = office_with(tmp_path, TWO_COURSES)
    changes = {"reform.spring.gain": 0.3, "reform.leadership.strength": 0.25, "reform.autumn.start": "2026-01-09"}
    spring, autumn, leading = load(path, overrides=changes).reforms
    assert (spring.gain, spring.name, autumn.gain, autumn.start) == (0.3, "training", 0.1, date(2026, 1, 9))
    assert (leading.strength, leading.name) == (0.25, "leadership")
    with pytest.raises(ScenarioFaults) as error:
        load(path, overrides={"reform.autum.gain": 0.3})
    assert 'there is no reform "autum"' in error.value.render("en")
    assert "Did you mean 'autumn'?" in error.value.render("en")


def test_a_value_of_a_reform_is_set_in_the_text_and_the_rest_stays(tmp_path):
    text = OFFICE + TWO_COURSES.replace("cohort = 2", "cohort = 2  # as many as the hall holds")
    changed = set_value(set_value(text, "reform.autumn.gain", 0.2), "reform.leadership.level", 0.5)
    assert changed == text.replace("gain = 0.1", "gain = 0.2").replace("strength = 0.5", "strength = 0.5\nlevel = 0.5")
    inherited = set_value(set_value('extends = "x.toml"\n', "reform.autumn.gain", 0.2), "reform.rotation.strength", 1)
    assert tomllib.loads(inherited)["reform"] == [{"id": "autumn", "gain": 0.2}, {"name": "rotation", "strength": 1}]


def test_reforms_what_is_compared_and_what_is_doubted_survive_being_written_anew(tmp_path):
    rest = '[compare]\nagainst = ["nothing", "all_together"]\n[doubt]\n"reform.autumn.gain" = [0, 0.25]\n'
    rest += '"reform.spring.gain" = { ends = [0.1, 0.2], correlation = { "reform.autumn.gain" = -0.5 } }\n'
    office = load(office_with(tmp_path, TWO_COURSES + rest))
    assert validate(tomllib.loads(written(document_of(office))), office.name) == (office, [])


# ----------------------------------------------------------------------------------------- what is compared and doubted


def test_without_a_word_everything_is_compared(tmp_path):
    assert load(office_with(tmp_path, TWO_COURSES)).compare.against == ("nothing", "each_reform_alone", "all_together")


def test_numbers_are_doubted_by_their_place(tmp_path):
    text = '\n[doubt]\n"reform.spring.gain" = [0.05, 0.25]\n"service.kk.step.input.time.mean_min" = [5, 8]\n'
    assert load(office_with(tmp_path, TWO_COURSES + text)).doubt == (
        ("reform.spring.gain", 0.05, 0.25, ()),
        ("service.kk.step.input.time.mean_min", 5, 8, ()),
    )


def test_doubts_that_go_together_are_drawn_together_and_stay_between_their_ends(tmp_path):
    """Of a pair that is not given follows what the others say: here the second and third go with the first."""
    together = '{{ ends = [{}], correlation = {{ "reform.spring.gain" = 0.8 }} }}'.format
    needs, minutes = together("0.5, 0.7"), together("5, 8")
    text = (
        '\n[doubt]\n"reform.spring.gain" = [0.05, 0.25]\n'
        f'"service.kk.step.input.time.mean_min" = {minutes}\n"citizens.needs_per_year" = {needs}\n'
    )
    office = load(office_with(tmp_path, TWO_COURSES + text))
    assert correlation(office.doubt) == pytest.approx(np.array([[1, 0.8, 0.8], [0.8, 1, 0.64], [0.8, 0.64, 1]]))
    normal = correlated(office.doubt, np.random.default_rng(1), 200)
    drawn = [doubted(office, one) for one in normal]
    often = [one.citizens.needs_per_year for one in drawn]
    gains = [number_at(one, "reform.spring.gain") for one in drawn]
    assert np.corrcoef(gains, often)[0, 1] == pytest.approx(0.8, abs=0.1)
    assert 0.5 <= min(often) < 0.54
    assert 0.66 < max(often) <= 0.7


def test_correlations_that_cannot_all_hold_are_told_with_what_is_drawn(tmp_path):
    """Two numbers that go with a third nearly always cannot go against each other."""
    path = tmp_path / "doubt.toml"
    path.write_text(
        """extends = "dukcapil"
[doubt]
"demand.factor" = [0.9, 1.1]
"citizens.needs_per_year" = { ends = [0.5, 0.8], correlation = { "demand.factor" = 0.9 } }
target_min = { ends = [10, 20], correlation = { "demand.factor" = 0.9, "citizens.needs_per_year" = -0.9 } }
""",
        "utf-8",
    )
    assert {(fault.code, fault.values["used"]) for fault in check(path)} == {
        ("doubt_impossible", "0.22"), ("doubt_impossible", "-0.22"),
    }  # fmt: skip


@pytest.mark.parametrize(("text", "said", "indonesian"), [
    ('"reform.spring.gian" = [0, 0.1]', "Did you mean 'reform.spring.gain'?", "tidak memiliki angka"),
    ('"reform.sprng.gain" = [0, 0.1]', "Did you mean 'reform.spring.gain'?", "Maksudnya 'reform.spring.gain'?"),
    ('"staff.load.elasticity" = [0, 0.1]', 'has no number "staff.load.elasticity"', "tidak memiliki angka"),
    ('"reform.spring.gain" = [0.2, 0.1]', "found 0.2, then 0.1", "tertulis 0.2, lalu 0.1"),
    ('"reform.spring.gain" = 0.2', "a pair [low, high] of numbers expected", "sepasang angka"),
    ('"reform.spring.gain" = [0, inf]', "a pair [low, high] of numbers expected", "sepasang angka"),
    (f'"reform.spring.gain" = [0, {10**400}]', "a pair [low, high] of numbers expected", "sepasang angka"),
    ('"reform.spring.gain" = [0.1, 20]', "a number of at most 1 expected, found 20", "paling besar 1"),
    ('"reform.spring.cohort" = [1, 2.5]', "a whole number expected, found 2.5", "bilangan bulat"),
    ("reform.spring.gain = [0.1, 0.2]", "stands in quotes", "dalam tanda kutip"),
    ('"reform.spring.gain" = { ends = [0.1, 0.2], correlation = { "reform.spring.gain" = 0.5 } }',
     "only numbers that are doubted", "hanya angka yang diragukan"),
    ('"reform.spring.gain" = { ends = [0.1, 0.2], correlation = [2] }',
     "from -1 to 1", "dari -1 sampai 1"),
    (('"reform.spring.gain" = { ends = [0, 1], correlation = { "reform.autumn.gain" = 0.5 } }\n'
     '"reform.autumn.gain" = { ends = [0, 1], correlation = { "reform.spring.gain" = -0.5 } }'),
     "said twice, as 0.5 and as -0.5", "ditulis dua kali, 0.5 dan -0.5"),
])  # fmt: skip
def test_a_slip_in_what_is_doubted_is_told(text, said, indonesian, tmp_path):
    fault = only(office_with(tmp_path, f"{TWO_COURSES}\n[doubt]\n{text} # here\n"))
    assert said in fault.render("en")
    assert indonesian in fault.render("id")
    assert fault.line == line_of(f"{OFFICE}{TWO_COURSES}\n[doubt]\n{text} # here\n", "# here")


def test_what_is_doubted_is_tried_between_its_ends_whoever_gave_the_number(tmp_path):
    doubts = {
        "reform.spring.gain": (0.05, 0.25),
        "reform.autumn.gain": (0, 0.2),
        "citizens.needs_per_year": (0.5, 0.7),
        "officer.Operator.count": (1, 3),
        "service.kk.step.input.time.mean_min": (5, 8),
        "class.lansia.digital_access": (0, 1),
    }
    text = "\n[doubt]\n" + "".join(f'"{path}" = [{low}, {high}]\n' for path, (low, high) in doubts.items())
    path = office_with(tmp_path, TWO_COURSES + text)
    office = load(path)
    found = {p.path: (p.number.low, p.number.high) for p in parameters(office) if p.path in doubts}
    assert found == doubts
    for place, (_, high) in doubts.items():
        assert with_number(office, place, float(high)) == load(path, overrides={place: high})


@pytest.mark.parametrize("text", [TWO_COURSES, '\n[[reform]]\nname = "reward_scheme"\nnoise = 0.2\n'])
def test_numbers_of_reforms_are_among_the_parameters_and_take_another_value(text, tmp_path):
    office = load(office_with(tmp_path, text))
    own = {p.path: p for p in parameters(office) if p.path.startswith("reform.")}
    expected = {f"reform.{r.key}.{field}" for r in office.reforms for field, _ in r.numbers()}
    assert set(own) == expected
    assert not {"reform.autumn.gain", "reform.reward_scheme.noise"} & expected, "what the file gives is no assumption"
    for path, parameter in own.items():
        (changed,) = [reform for reform in with_number(office, path, 0.125).reforms if reform not in office.reforms]
        assert isinstance(changed, Reform)
        assert getattr(changed, parameter.key) == 0.125
