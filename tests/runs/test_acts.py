"""Can a user read what reforms did: who was appraised how, what a survey found and had repaired, who moved?"""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from reformed_offices import region, with_reforms

from findings.bureau import bureau
from findings.differences import reformed
from sim.cli import main
from sim.language import LANGUAGES, text
from sim.plan.tables import ACTS
from sim.reforms import CATALOGUE
from sim.rules.appraisal import PREDICATES
from sim.runs import replicate
from sim.views.render.text import lines
from sim.views.reports.run import run_text
from sim.views.sections.acts import acts as acts_of

SURVEY = {"name": "feedback_survey", "every_days": 15, "lag_days": 8}
APPRAISAL = {"name": "reward_scheme", "every_days": 10}
ROTATION = {"name": "rotation", "every_days": 10}
OFFICERS = ["officer 1", "officer 2", "officer 3", "officer 4"]
POSTS = [{"name": name, "skills": [skill]} for name, skill in (("a", "service"), ("b", "complaint"), ("c", "*"))]
SCENARIO = """extends = "puskesmas"
[[reform]]
name = "reward_scheme"
every_days = 4
"""


@pytest.fixture(scope="module")
def result():
    """Sixty days with surveys and appraisals, three times."""
    return replicate(reformed(bureau(60), SURVEY, APPRAISAL), 3, workers=1)


def of(acts, *what):
    return acts[acts["what"].isin(what)]


def test_what_a_survey_finds_weakest_is_what_is_repaired_after_it(result):
    for _, acts in of(result.acts, "surveyed", "repaired").groupby("run"):
        assert acts["what"].tolist() == ["surveyed", "repaired"] * (len(acts) // 2)
        found, repaired = acts[::2], acts[1::2]
        assert len(found) >= 2
        assert found["element"].tolist() == repaired["element"].tolist()
        assert found["value"].between(1.0, 4.0).all()
        assert repaired["value"].between(0.5, 1.0, inclusive="left").all()
        assert ((repaired["day"].to_numpy() - found["day"].to_numpy()) == pd.Timedelta(days=7)).all()


def test_repairing_what_was_repaired_before_leaves_less_to_repair(result):
    repaired = of(result.acts, "repaired")
    for _, levels in repaired.groupby(["run", "element"], observed=True)["value"]:
        assert levels.tolist() == pytest.approx([1.0 - 0.5**times for times in range(1, len(levels) + 1)])


def test_every_officer_has_a_predicate_each_period_and_the_last_stands_beside_the_officer(result):
    rated = of(result.acts, "appraised")
    dates = result.days.groupby("run")["day"].apply(lambda days: days.tolist()[9::10])
    for run, acts in rated.groupby("run"):
        assert set(acts["day"]) == set(dates[run])
        assert {*OFFICERS} <= {*acts["officer"]}
        assert not acts.duplicated(["day", "officer"]).any()
        people = result.people.query(f"run == {run} and kind == 'officer'").set_index("name")["rated"]
        assert people.dropna().tolist() == acts.groupby("officer", observed=True)["predicate"].last().tolist()
    assert set(rated["predicate"]) <= set(PREDICATES)


def test_an_act_says_what_it_is_about_and_nothing_else():
    acts = pd.concat([replicate(scenario, 1, workers=1).acts for scenario in with_reforms()])
    about = {
        "surveyed": {"element", "value"}, "repaired": {"element", "value"}, "appraised": {"officer", "predicate"},
        "found_out": {"officer"}, "breached": {"citizens", "value"}, "moved": {"officer", "came_from"},
    }  # fmt: skip
    assert set(acts["what"]) == set(ACTS)
    for what, rows in acts.groupby("what", observed=True):
        told = rows[["element", "officer", "predicate", "came_from", "citizens", "value"]].notna()
        assert {column for column in told if told[column].all()} == about[what]
        assert {column for column in told if told[column].any()} == about[what]


def test_who_moves_away_from_a_post_leaves_it_to_another():
    """Of three posts one each: nobody is told to have come to a post that he or she only passed through."""
    made = reformed(bureau(35, officer=POSTS, staff={"learning": {}}), ROTATION)
    moved = of(replicate(made, 2, workers=1).acts, "moved")
    assert moved.groupby("run")["day"].nunique().tolist() == [4, 4]  # the first begins on the first day
    for _, moves in moved.groupby(["run", "day"]):
        assert (moves["officer"].astype(str) != moves["came_from"].astype(str)).all()
        assert moves["officer"].tolist() == ["a", "b", "c"] == sorted(moves["came_from"])


def test_both_engines_tell_of_the_same_acts():
    made = replace(with_reforms()[4], days=6)
    compiled, plain = (replicate(made, 1, engine=engine) for engine in ("compiled", "reference"))
    assert len(compiled.acts) > 0
    assert compiled.acts.equals(plain.acts)
    assert compiled.people.equals(plain.people)


def test_what_courses_left_stands_beside_officers_where_nobody_changes_otherwise():
    course = {"name": "training", "days": 1, "cohort": 4}
    people = replicate(reformed(bureau(30, staff=None, opinion=None), course), 1, workers=1).people
    officers = people[people["kind"] == "officer"]
    assert (officers["trained"] > 0.0).all()
    assert officers["rated"].isna().all()
    assert people[people["kind"] == "citizen"]["trained"].isna().all()


def test_without_reforms_there_is_nothing_to_tell():
    result = replicate(bureau(15), 2, workers=1)
    assert len(result.acts) == 0
    assert result.people[["rated", "trained"]].isna().all(axis=None)
    assert not acts_of(result, "en").rows


# -------------------------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("id", ("Yang dilakukan reformasi", "Survei selesai", "unsur terlemah: Persyaratan", "Sangat baik (%)")),
        ("en", ("What the reforms did", "Surveys finished", "weakest element: Requirements", "(very good) (%)")),
    ],
)
def test_a_run_tells_what_reforms_did_and_only_that(result, lang, said):
    block = lines([acts_of(result, lang)], lang)
    assert all(part in "\n".join(block) for part in said)
    assert text("results.acts.moved", lang) not in "\n".join(block)
    assert "\n".join(block) in run_text(result, lang)
    assert max(map(len, block)) <= 100


def test_the_numbers_printed_are_those_of_the_table(result):
    cells = [re.split(r"\s{2,}", line.strip()) for line in lines([acts_of(result, "en")], "en")[2:]]
    printed = {row[0]: float(row[1].split(" (")[0]) for row in cells if len(row) == 2}
    rated = of(result.acts, "appraised")
    assert printed["Appraisals of officers"] == pytest.approx(len(rated) / 3, abs=0.05)
    assert printed["Surveys finished"] == pytest.approx(len(of(result.acts, "surveyed")) / 3, abs=0.05)
    shares = rated.groupby("run")["predicate"].value_counts(normalize=True).groupby(level=1, observed=True).sum()
    shares = 100.0 * shares[shares > 0] / 3
    for code, share in shares.items():
        label = text("results.acts.predicate", "en", predicate=text(f"official.predicate.{code}", "en"))
        assert printed[label] == pytest.approx(share, abs=0.05)
    assert shares.sum() == pytest.approx(100.0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_the_warm_up_counts_too_is_said_where_there_is_one(lang):
    title = text("results.acts.title_warm_up", lang)
    results = [replicate(reformed(bureau(25, warm_up_days=days), APPRAISAL), 1, workers=1) for days in (0, 12)]
    assert [title == acts_of(result, lang).title for result in results] == [False, True]


# ------------------------------------------------------------------------------------------------------------ files


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_files_hold_acts_where_there_are_reforms(form, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(SCENARIO)
    command = ["run", "mine.toml", "--runs", "2", "--days", "9", "--visits", "--format", form, "--lang", "en"]
    assert main([*command, "--out", "out"]) == 0
    read = pd.read_parquet if form == "parquet" else pd.read_csv
    acts = read(tmp_path / "out" / f"acts.{form}")
    assert set(acts["what"]) == {"appraised"}
    assert acts.groupby("run")["day"].nunique().tolist() == [2, 2]
    assert list(json.loads((tmp_path / "out" / "manifest.json").read_text())["tables"]["acts"]) == list(acts)
    assert "What the reforms did" in capsys.readouterr().out


def test_files_hold_no_acts_where_there_are_no_reforms(tmp_path, capsys):
    command = ["run", "puskesmas", "--runs", "1", "--days", "4", "--visits", "--lang", "en"]
    assert main([*command, "--out", str(tmp_path / "out")]) == 0
    assert not list((tmp_path / "out").glob("acts.*"))
    assert "What the reforms did" not in capsys.readouterr().out


def test_a_measure_that_does_nothing_but_change_numbers_has_no_acts():
    assert "sop_simplification" in CATALOGUE
    result = replicate(replace(region(), days=4, reforms=with_reforms()[0].reforms[:1]), 1, workers=1)
    assert len(result.acts) == 0
    assert not acts_of(result, "id").rows
