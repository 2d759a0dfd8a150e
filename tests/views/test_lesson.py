"""Are the guesses of a class kept, and fairly held against what came out?"""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import pytest

from sim.language.words import Words
from sim.measures import Estimate, Key, Verdict
from sim.reforms import Leadership, Training
from sim.runs import compare
from sim.runs.difference import Difference
from sim.scenario import load
from sim.views.lesson import guess
from sim.views.lesson.answers import answers_html, way_of
from sim.views.lesson.store import Store

MEASURES = ("wait_mean_min", "motivation_mean")


@pytest.fixture(scope="module")
def office():
    return replace(load("puskesmas"), reforms=(Leadership(), Training(id="kursus", cohort=1)))


def fill(form, group, **ways):
    form.group.value = group
    for what, way in ways.items():
        form.fields[what.replace("__", "/")].value = way
    form.button.click()


def test_a_form_asks_of_each_reform_and_each_measure(office):
    form = guess(office, MEASURES, lang="id")
    assert list(form.fields) == [f"{key}/{measure}" for key in ("leadership", "kursus") for measure in MEASURES]
    assert [label for label, _ in form.fields["kursus/wait_mean_min"].options] == [
        "…", "turun", "belum terbukti berbeda", "naik",
    ]  # fmt: skip


def test_guesses_survive_a_restart_group_by_group(office, tmp_path):
    path = tmp_path / "tebakan.json"
    form = guess(office, MEASURES, path, "id")
    fill(form, "Melati", leadership__wait_mean_min="lower")
    fill(form, "Mawar", leadership__wait_mean_min="higher", kursus__motivation_mean="same")
    again = guess(office, MEASURES, path, "id")
    assert "Melati, Mawar" in again.told.value
    assert Store(path).groups == {
        "Melati": {"leadership/wait_mean_min": "lower"},
        "Mawar": {"leadership/wait_mean_min": "higher", "kursus/motivation_mean": "same"},
    }
    assert [file.name for file in tmp_path.iterdir()] == ["tebakan.json"]


def test_who_guesses_again_replaces_the_guess(office):
    form = guess(office, MEASURES, lang="id")
    fill(form, "Melati", leadership__wait_mean_min="lower")
    fill(form, "Melati", leadership__wait_mean_min="same")
    assert form._store.groups == {"Melati": {"leadership/wait_mean_min": "same"}}


@pytest.mark.parametrize("content", ["", "[1, 2]", '{"a": 3, "b": {"x": "sideways", "y": "lower"}}', "{"])
def test_a_file_that_is_something_else_does_no_harm(tmp_path, content):
    path = tmp_path / "tebakan.json"
    path.write_text(content, "utf-8")
    assert Store(path).groups in ({}, {"b": {"y": "lower"}})


GUESSES = '{"Melati": {"training/ikm": "higher"}}'


@pytest.mark.parametrize(
    "content",
    [b"", GUESSES.encode(), b"\xef\xbb\xbf" + GUESSES.encode(), GUESSES.encode("utf-16"), GUESSES.encode("utf-16-le")],
)
def test_what_an_editor_saved_is_read_in_its_encoding(office, tmp_path, content):
    path = tmp_path / "tebakan.json"
    path.write_bytes(content)
    fill(guess(office, MEASURES, path, "id"), "Mawar", leadership__wait_mean_min="lower")
    assert set(Store(path).groups) == {"Mawar", *(["Melati"] if content else [])}
    assert [file.name for file in tmp_path.iterdir()] == ["tebakan.json"]


@pytest.mark.parametrize(
    "content", ["{", GUESSES[:-9], "[1, 2]", '{"a": 3}', '{"a": {"x": "sideways"}}', "\0", "[" * 9999]
)
def test_what_cannot_be_read_is_set_aside_and_said(office, tmp_path, content):
    path = tmp_path / "tebakan.json"
    path.write_text(content, "utf-8")
    (tmp_path / "tebakan-2.json").write_text("another", "utf-8")
    form = guess(office, MEASURES, path, "en")
    assert "not overwritten" in form.told.value
    fill(form, "Mawar", leadership__wait_mean_min="lower")
    assert "tebakan-3.json" in form.told.value
    assert (tmp_path / "tebakan-3.json").read_text("utf-8") == content
    assert (tmp_path / "tebakan-2.json").read_text("utf-8") == "another"
    assert Store(path).groups["Mawar"] == {"leadership/wait_mean_min": "lower"}


def test_forms_on_one_file_lose_no_guess(office, tmp_path):
    path = tmp_path / "tebakan.json"
    forms = [guess(office, MEASURES, path, "id") for _ in range(3)]
    for form, group in zip(forms, ("Melati", "", ""), strict=True):
        fill(form, group, leadership__wait_mean_min="lower")
    fill(forms[1], forms[1].group.value, leadership__wait_mean_min="same")
    assert list(forms[0]._store.groups) == ["Melati", "tanpa nama", "tanpa nama 2"]
    stores = [Store(path) for _ in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: stores[n].keep(f"g{n}", {"a/b": "same"}), range(20)))
    assert len(Store(path).groups) == 23


def test_where_nothing_can_be_written_it_is_said(office, tmp_path):
    form = guess(office, MEASURES, tmp_path / "no" / "such" / "folder.json", "en")
    fill(form, "Melati", leadership__wait_mean_min="lower")
    assert "Cannot be kept" in form.told.value


def test_a_name_is_text_and_never_part_of_the_page(office, tmp_path):
    form = guess(office, MEASURES, tmp_path / "g.json", "en")
    fill(form, "<script>x</script>", leadership__wait_mean_min="lower")
    assert "<script>" not in form.told.value
    shown = form.held_against(compare([replace(office, reforms=()), office], runs=2, days=3)).data
    assert "<script>" not in shown


@pytest.mark.parametrize(
    ("gap", "way"),
    [((-2, -3, -1), "lower"), ((2, 1, 3), "higher"), ((1, -1, 3), "same"), ((0, 0, 0), "same")],
)
def test_what_cannot_be_told_apart_is_neither_a_fall_nor_a_rise(gap, way):
    assert way_of(Estimate(*gap, 5)) == way


def test_right_and_wrong_guesses_are_told_apart():
    key = Key("wait_mean_min")
    gap = Estimate(-2.0, -3.0, -1.0, 5)
    found = Difference(key, Estimate(10, 9, 11, 5), Estimate(8, 7, 9, 5), gap, Verdict.BETTER)
    scenario = SimpleNamespace(title=Words(id="Kepemimpinan", en="Leadership"))
    variant = SimpleNamespace(name="leadership", known={key}, scenario=scenario)
    comparison = SimpleNamespace(variants=(variant,), difference=lambda *_: found)
    groups = {
        "Melati": {"leadership/wait_mean_min": "lower"},
        "Mawar": {"leadership/wait_mean_min": "same"},
        "Kenanga": {},
    }
    shown = answers_html(comparison, ("wait_mean_min",), groups, "en")
    assert "✓ falls" in shown
    assert "✗ cannot be told apart" in shown
    assert "Kenanga" in shown
    assert "−2.0 (−3.0 to −1.0)" in shown


def test_the_file_can_be_read_by_people(office, tmp_path):
    path = tmp_path / "tebakan.json"
    fill(guess(office, MEASURES, path, "id"), "Kelompok Ciamis–Banjar", leadership__wait_mean_min="lower")
    assert "Kelompok Ciamis–Banjar" in path.read_text("utf-8")
    assert json.loads(path.read_text("utf-8"))
