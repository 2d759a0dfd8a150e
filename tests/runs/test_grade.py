"""Does a grade say what a difference rests on: the office that was changed, or a number that nobody has measured?"""

import json
import re

import numpy as np
import pytest

import sim
from findings.little_offices import counter, office, one_step
from sim.cli import main
from sim.measures import Estimate, Key, Verdict
from sim.runs import BadRequest, Difference, RunFailed, compare
from sim.runs.doubting import grade_trials
from sim.runs.doubting.grade import at_end
from sim.runs.doubting.grade_trials import Trials
from sim.runs.doubting.graded import Grade, grade_of, of_opinion

WAIT = Key("wait_mean_min")
EXPONENTIAL = {"dist": "exponential", "mean_min": 5}
PEOPLE = {"staff": {"fatigue": {}, "attendance": {}}, "opinion": {"talk": {}}}
FEW = {"staff": {"fatigue": {}}, "days": 4, "runs": 3}
NOBODY_PAYS = {"takes": 1.0, "asks": 1.0, "pays": 0.0}


def busy(title="busy", **keys):
    """Citizens who come to one counter, about full; wrong papers, so that something is told of visits."""
    service = [{**one_step(5)[0], "step": [{"name": "step", "station": "counter", "time": EXPONENTIAL}]}]
    usual = {
        "service": service,
        "station": counter(),
        "citizens": {"count": 400, "needs_per_year": 60.0},
        "demand": {"profile": [["00:00-08:00", 1.0]]},
        "days": 30,
        "runs": 6,
    }
    return office(title=title, **(usual | keys))


def counters(count, **keys):
    return busy(officer=[{"name": "officer", "skills": ["*"], "count": count}], **keys)


def graded(*scenarios, runs=3):
    comparison = compare(scenarios)
    return sim.grade(comparison, runs), comparison.variants[0]


# ------------------------------------------------------------------------------------------------------- what is said


def test_what_only_an_assumption_makes_is_a_scenario_and_the_assumption_is_named():
    grades, variant = graded(
        busy(staff={"integrity": NOBODY_PAYS | {"stalls": 0.0}}, days=8),
        busy(staff={"integrity": NOBODY_PAYS}, title="who does not pay waits", days=8),
        runs=2,
    )
    found = grades.of(variant, WAIT)
    assert found.difference.verdict is Verdict.WORSE
    assert (found.grade, found.most) == (Grade.SCENARIO, "staff.integrity.stalls")
    assert found.low == pytest.approx(0.0, abs=1e-9), "at the low end nobody is stalled and both offices are one"


def test_what_another_counter_saves_is_an_estimate_of_waits_whatever_is_assumed():
    grades, variant = graded(counters(1, **PEOPLE), counters(2, **PEOPLE), runs=1)
    for measure in ("wait_mean_min", "wait_p90_min", "within_target", "sojourn_mean_min"):
        found = grades.of(variant, Key(measure))
        assert (measure, found.grade) == (measure, Grade.ESTIMATE)
        assert found.low <= found.difference.difference.mean <= found.high
    for measure, verdict in (("satisfaction_mean", Verdict.BETTER), ("trust_days_mean", Verdict.BETTER)):
        found = grades.of(variant, Key(measure))
        assert (measure, found.difference.verdict, found.grade) == (measure, verdict, Grade.SCENARIO)


def test_two_offices_alike_cannot_be_told_apart():
    grades, variant = graded(counters(2, **FEW), counters(2, **FEW))
    assert {found.grade for found in grades.graded(variant)} == {Grade.CANNOT_TELL}


def test_what_citizens_think_moves_no_wait_unless_they_act_on_it():
    """The same chance in every trial: an assumption that does not reach a measure leaves it as it is, to the bit."""
    opinion = {"opinion": {"talk": {}}, "days": 4, "runs": 2}
    comparison = compare([counters(1, **opinion), counters(2, **opinion)], skm_weight="0.11")
    grades, variant = sim.grade(comparison, 1), comparison.variants[0]
    mean = grades.of(variant, WAIT).difference.difference.mean
    assert len(grades.trials) > 70
    np.testing.assert_array_equal(grades.ends_of(variant, WAIT), mean)
    assert grades.of(variant, WAIT).most is None
    assert len(set(grades.ends_of(variant, Key("satisfaction_mean")))) > 10
    ends = grades.ends.set_index(["measure", "number"])["difference"]
    ikm = comparison.difference(variant, Key("ikm")).difference.mean
    assert (ends.loc[("ikm", "opinion.belief.answered")] == ikm).all(), (
        "trials weigh the elements as the comparison does"
    )


def test_without_assumptions_nothing_is_tried():
    grades, variant = graded(counters(1), counters(2))
    assert grades.trials == ()
    assert grades.of(variant, WAIT).grade is Grade.ESTIMATE
    assert len(grades.ends) == 0


@pytest.mark.parametrize(
    ("interval", "ends", "grade"),
    [
        ((8, 12), [9, 11], Grade.ESTIMATE),
        ((-12, -8), [-9, -11], Grade.ESTIMATE),
        ((8, 12), [6, 15.9], Grade.ESTIMATE),
        ((8, 12), [6, 16], Grade.SCENARIO),
        ((8, 12), [21], Grade.SCENARIO),
        ((8, 12), [-0.1], Grade.SCENARIO),
        ((8, 12), [0.0], Grade.SCENARIO),
        ((8, 12), [9, np.nan], Grade.SCENARIO),
        ((-1, 21), [9, 11], Grade.CANNOT_TELL),
        ((np.nan, np.nan), [9, 11], Grade.CANNOT_TELL),
        ((8, 12), [], Grade.ESTIMATE),
    ],
)
def test_an_estimate_keeps_its_sign_and_spans_less_than_itself(interval, ends, grade):
    mean = 10.0 if np.isnan(interval[0]) else sum(interval) / 2
    estimate = Estimate(mean, *interval, 6)
    assert grade_of(Difference(WAIT, estimate, estimate, estimate, Verdict.BETTER), ends) is grade
    trust = Key("trust_end_mean")
    expected = Grade.SCENARIO if grade is Grade.ESTIMATE else grade
    assert grade_of(Difference(trust, estimate, estimate, estimate, Verdict.BETTER), ends) is expected


def test_every_measure_that_exists_only_where_visits_are_judged_is_one_of_opinion_or_told_apart():
    """Whoever adds a measure of opinion has to say whether it can ever be an estimate."""
    plain, judged = (sim.run(counters(1, **keys), 1, days=2).keys for keys in ({}, {"opinion": {}}))
    only = {key.measure for key in judged if not key.by} - {key.measure for key in plain}
    facts = {
        "came_share", "turned_away_share", "answered_in_time", "staff_min_per_case", "travel_hours_per_case",
        "paid_per_case",
    }  # fmt: skip
    assert {measure for measure in only if not of_opinion(measure)} <= facts


def test_the_few_runs_of_a_trial_are_read_beside_all_runs_of_the_centre():
    centre = np.array([9.0, 11.0, 10.0, 14.0, 16.0, 12.0])
    assert at_end(centre[:3], centre) == centre.mean(), "what changes nothing says what all runs say"
    assert at_end(centre[:3] - 2.0, centre) == pytest.approx(centre.mean() - 2.0)
    assert at_end(centre[:3] * 0.0, centre) == 0.0, "what does away with the difference leaves nothing"
    assert at_end(centre[:1] + 1.0, centre) == pytest.approx(centre.mean() + 1.0)
    assert at_end(np.array([np.nan, 12.0, 11.0]), centre) == pytest.approx(centre.mean() + 1.0)
    assert np.isnan(at_end(np.array([np.nan, np.nan]), centre))


def test_reading_trials_beside_the_centre_is_right_on_average_and_surer():
    draw = np.random.default_rng(5)
    centre = 10.0 + draw.normal(size=(4000, 20))
    ends = centre - 3.0 + 0.3 * draw.normal(size=(4000, 20))
    found = np.array([at_end(end[:4], all_runs) for end, all_runs in zip(ends, centre, strict=True)])
    assert found.mean() == pytest.approx(7.0, abs=0.03)
    assert found.std() < 0.6 * ends[:, :4].mean(axis=1).std()


# ------------------------------------------------------------------------------------------------------ what is tried


def test_a_number_of_the_file_is_not_tried_and_one_that_was_found_neither():
    scenario = counters(1, staff={"load": {"usual_queue": 1.0}})
    tried = {
        trial.path for trial in Trials(compare([scenario, counters(2, staff={"load": {"usual_queue": 1.0}})])).trials
    }
    assert "staff.load.usual_queue" not in tried
    assert "staff.load.elasticity" in tried, "W5 is an expert's"
    assert "staff.load.saturation" not in tried, "W4 was found"
    assert "staff.mismatch" not in tried, "nobody works outside a background"


def test_only_the_scenario_that_takes_a_number_is_run_anew():
    trials = Trials(compare([counters(1), counters(1, title="tired", staff={"fatigue": {}})])).trials
    assert [(trial.path, trial.end, trial.value) for trial in trials] == [
        ("staff.fatigue.usual_hours", "low", 5.0),
        ("staff.fatigue.usual_hours", "high", 8.0),
    ]
    assert all(trial.scenarios[0] is None and trial.scenarios[1] is not None for trial in trials)


def test_a_trial_has_the_replications_of_the_comparison_and_never_more():
    comparison = compare([counters(1), counters(2)], 2)
    assert Trials(comparison, 9).runs == 2
    with pytest.raises(BadRequest):
        Trials(comparison, 0)


def test_a_number_at_whose_end_a_run_fails_is_named(monkeypatch):
    comparison = compare([counters(1), counters(2, staff={"fatigue": {}})], 2)

    def failing(*_, **__):
        raise RunFailed(1, ValueError("no such law"))

    monkeypatch.setattr(grade_trials, "runs_together", failing)
    with pytest.raises(RunFailed) as failed:
        sim.grade(comparison)
    assert str(failed.value.__cause__).startswith("staff.fatigue.usual_hours = 5")


def test_frames_hold_every_grade_and_every_end():
    grades, variant = graded(counters(1), counters(2, staff={"fatigue": {}}))
    summary, ends = grades.summary(), grades.ends
    row = summary.set_index("measure").loc["wait_mean_min"]
    found = grades.of(variant, WAIT)
    assert (row["difference"], row["end_low"], row["end_high"]) == (
        found.difference.difference.mean, found.low, found.high,
    )  # fmt: skip
    assert (row["grade"], row["moved_most_by"]) == ("estimate", "staff.fatigue.usual_hours")
    waits = ends[ends["measure"] == "wait_mean_min"]
    assert list(waits["end"]) == ["low", "high"]
    assert min(waits["difference"]) >= found.low


# --------------------------------------------------------------------------------------------------- the command line

OFFICE = """
title = { id = "Kantor kecil", en = "A small office" }
hours = "08:00-12:00"
days = 10
runs = 4
[[station]]
name = "loket"
[[service]]
name = "ktp"
[[service.step]]
name = "cetak"
station = "loket"
time = { dist = "exponential", mean_min = 5 }
[[officer]]
name = "Petugas"
skills = ["*"]
[citizens]
count = 200
needs_per_year = 55.0
[staff.fatigue]
"""
MORE = 'extends = "kecil.toml"\ntitle = "Dua petugas"\n[[officer]]\nname = "Petugas"\ncount = 2\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "kecil.toml").write_text(OFFICE, "utf-8")
    (tmp_path / "dua.toml").write_text(MORE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys, *words):
    code = main(["compare", "kecil.toml", "dua.toml", *words])
    return code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("lang", "row", "number", "rule", "trying"),
    [
        ("en", "Wait, mean .* estimate", "Moves it most", "no data set joins", "Trying 1 assumptions"),
        (
            "id",
            "Waktu tunggu, rata-rata .* perkiraan",
            "Yang paling menggesernya",
            "tidak ada data yang",
            "Mencoba 1 asumsi",
        ),
    ],
)
def test_the_grades_stand_below_the_comparison_with_their_rule(capsys, folder, lang, row, number, rule, trying):
    code, out, err = said(capsys, "--grade", "--lang", lang)
    assert code == 0
    assert re.search(row, out)
    assert re.search(rf"{number} [^\[\n]+ \[staff\.fatigue\.usual_hours\] \(5 \S+ 8\): ", " ".join(out.split()))
    assert rule in " ".join(out.split())
    assert trying in err
    assert max(len(line) for line in out.splitlines()) <= 100
    _, alone, _ = said(capsys, "--lang", lang)
    assert out.startswith(alone.rstrip("\n"))


def test_json_gives_each_measure_of_the_office_its_grade(capsys, folder):
    code, out, _ = said(capsys, "--grade", "--grade-runs", "2", "--json")
    records = {record["measure"]: record for record in json.loads(out)}
    assert code == 0
    assert records["wait_mean_min"]["grade"] == "estimate"
    assert records["wait_mean_min"]["moved_most_by"] == "staff.fatigue.usual_hours"
    assert records["wait_mean_min"]["end_low"] <= records["wait_mean_min"]["difference"]
    assert records["wait_mean_min[hour=08:00]"]["grade"] is None
    assert "grade" not in json.loads(said(capsys, "--json")[1])[0]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--grade-runs", "3"), "--grade-runs needs --grade"),
        (("--grade", "--grade-runs", "0"), "from 1 to 1000000, not 0"),
    ],
)
def test_bad_input_ends_with_2_before_anything_is_run(capsys, folder, words, complaint):
    code, out, err = said(capsys, *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert complaint in err


def test_ctrl_c_ends_with_130_and_the_comparison_stands(capsys, folder, monkeypatch):
    """Pressed while something is tried: a trial later all would be done."""

    def pressed(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(grade_trials, "runs_together", pressed)
    code, out, err = said(capsys, "--grade", "--runs", "2", "--lang", "en")
    assert code == 130
    assert "Trying" in err
    assert "Stopped" in err
    assert "Wait, mean (min)" in out
    assert "Moves it most" not in out
