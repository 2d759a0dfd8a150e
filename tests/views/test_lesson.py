"""Are the guesses of a class kept, and fairly held against what came out?"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.language.errors import BadRequest
from sim.measures import Estimate, Key, Verdict
from sim.runs.comparing.difference import Difference
from sim.views.lesson import guess
from sim.views.lesson.store import Store, file_name

ASKED = {"8 per jam": [6, 18, 37.5], "Siapa?": ["yang datang langsung", "semua"], "Waktu tunggu": []}
FELL = Estimate(-2.0, -3.0, -1.0, 5)


def fill(form, team, *chosen):
    form.team.value = team
    for field, value in zip(form.fields.values(), chosen, strict=False):
        field.value = value
    form.button.click()


def difference(gap):
    return Difference(Key("wait_mean_min"), Estimate(10, 9, 11, 5), Estimate(8, 7, 9, 5), gap, Verdict.BETTER)


def test_a_form_offers_the_choices_of_each_question_or_a_fall_and_a_rise():
    shown = [[label for label, _ in field.options][1:] for field in guess(ASKED, lang="id").fields.values()]
    assert shown == [["6", "18", "37,5"], ASKED["Siapa?"], ["turun", "belum terbukti berbeda", "naik"]]


def test_guesses_survive_a_restart_team_by_team_and_the_form_is_clear_for_the_next(tmp_path):
    form = guess(ASKED, tmp_path / "tebakan", "id")
    fill(form, "Melati", "18", "semua", "lower")
    assert (form.team.value, *(field.value for field in form.fields.values())) == ("", "", "", "")
    fill(form, "Kelompok Ciamis–Banjar", "6")
    again = guess(ASKED, tmp_path / "tebakan", "id")
    assert "Melati" in again.told.value
    assert again._store.kept.teams == {
        "Melati": {"8 per jam": "18", "Siapa?": "semua", "Waktu tunggu": "lower"},
        "Kelompok Ciamis–Banjar": {"8 per jam": "6"},
    }
    fill(again, " melati ", "37.5")  # guesses again, under what a person would call the same name
    assert "menggantikan" in again.told.value
    assert again._store.kept.teams["melati"] == {"8 per jam": "37.5"}
    assert len(list((tmp_path / "tebakan").iterdir())) == 2


@pytest.mark.parametrize(("team", "chosen"), [("", "18"), ("  ", "18"), ("Melati", "")])
def test_a_guess_without_a_team_or_a_team_without_a_guess_is_not_kept_and_stays_in_the_form(tmp_path, team, chosen):
    form = guess(ASKED, tmp_path / "tebakan", "en")
    fill(form, team, chosen)
    assert "name of the team" in form.told.value
    assert next(iter(form.fields.values())).value == chosen
    assert not (tmp_path / "tebakan").exists()


@pytest.mark.parametrize("team", ["../../x", "CON", "名", "…", "x" * 999, "a\0b", "\ud800", "<script>x</script>"])
def test_whatever_a_team_is_called_its_file_stays_in_the_folder_and_its_name_is_text(tmp_path, team):
    form = guess(ASKED, tmp_path / "tebakan", "en")
    fill(form, team, "6")
    assert list(form._store.kept.teams) == [team.replace("\ud800", "?")]
    assert [path.parent.name for path in tmp_path.rglob("*.json")] == ["tebakan"]
    assert "<script>" not in form.told.value + form.held_against(5, "semua", 0).data


def test_teams_that_save_at_once_lose_nothing(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: Store(tmp_path).keep(f"Kelompok {n}", {"a": str(n)}), range(20)))
    assert Store(tmp_path).kept.teams == {f"Kelompok {n}": {"a": str(n)} for n in range(20)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_what_an_editor_saved_is_read_in_its_encoding(tmp_path, encoding):
    (tmp_path / "x.json").write_bytes('{"team": "Mawar", "guesses": {"a": "6"}}'.encode(encoding))
    assert Store(tmp_path).kept.teams == {"Mawar": {"a": "6"}}


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"team": 3, "guesses": {}}', "\0", "[" * 9999, " " * 200_000])
def test_a_broken_file_is_named_and_set_aside_when_its_team_guesses_again(tmp_path, content):
    path = tmp_path / file_name("Mawar")
    path.write_text(content, "utf-8")
    fill(guess(ASKED, tmp_path, "en"), "Melati", "18")
    form = guess(ASKED, tmp_path, "en")
    assert path.name in form.told.value
    assert "Melati" in form.told.value
    fill(form, "Mawar", "6")
    aside = path.with_name(f"{path.stem}-2.json")
    assert aside.name in form.told.value
    assert aside.read_text("utf-8") == content
    assert set(Store(tmp_path).kept.teams) == {"Melati", "Mawar"}


def test_where_nothing_can_be_written_it_is_said_and_the_guess_stays_in_the_form(tmp_path):
    form = guess(ASKED, tmp_path / "no" / "such" / "folder", "en")
    fill(form, "Melati", "18")
    assert "Cannot be kept" in form.told.value
    assert form.team.value == "Melati"
    (tmp_path / file_name("Mawar")).mkdir()
    form = guess(ASKED, tmp_path, "en")
    fill(form, "Mawar", "18")
    assert "Cannot be kept" in form.told.value
    assert [path.name for path in tmp_path.iterdir()] == [file_name("Mawar")]


@pytest.mark.parametrize(
    ("question", "found", "right"),
    [
        ("8 per jam", Estimate(26.0, 20, 30, 5), "18"),
        ("8 per jam", 28.0, "37,5"),
        ("Siapa?", "semua", "semua"),
        ("Waktu tunggu", difference(FELL), "turun"),
        ("Waktu tunggu", Estimate(2, 1, 3, 5), "naik"),
        ("Waktu tunggu", Estimate(1, -1, 3, 5), "belum terbukti berbeda"),
        ("Waktu tunggu", Estimate(0, 0, 0, 5), "belum terbukti berbeda"),
    ],
)
def test_the_nearest_number_the_same_words_and_the_way_of_a_difference_are_right(question, found, right):
    form = guess({question: ASKED[question]}, lang="id")
    for _, value in form.fields[question].options[1:]:
        fill(form, value, value)
    shown = form.held_against(found).data
    assert f"✓ {right}" in shown
    assert shown.count("✓") == 1


def test_a_difference_is_shown_with_its_interval_and_verdict_and_a_team_without_a_guess_by_a_dash():
    form = guess(["Wait", "Trust"], lang="en")
    fill(form, "Kenanga", "higher")
    assert "0.0 (−1.0 to 1.0) · cannot be told apart" in form.held_against(Estimate(0, -1, 1, 5), FELL).data
    shown = form.held_against(difference(FELL), difference(FELL)).data
    assert "−2.0 (−3.0 to −1.0) · better" in shown
    assert "✗ rises" in shown
    assert "–" in shown


def test_what_is_no_form_is_refused_in_words():
    wrong = ({"a": "yes"}, {"a": [True]}, {"a": [float("nan")]}, {"a": [5, "5"]}, ["a", "a"])
    for questions in ({}, dict.fromkeys("abcdefg", ()), *wrong):
        with pytest.raises(BadRequest):
            guess(questions)
    with pytest.raises(BadRequest, match=r"1.*2|2.*1"):
        guess(["a", "b"]).held_against(1.0)
    with pytest.raises(BadRequest, match="None"):
        guess(["a", "b"]).held_against(1.0, None)


def test_nobody_is_right_where_nothing_was_measured():
    form = guess(["Waktu"], lang="id")
    for way in ("lower", "same", "higher"):
        fill(form, way, way)
    nothing = float("nan")
    for found in (nothing, Estimate(nothing, nothing, nothing, 5)):
        assert "✓" not in form.held_against(found).data
