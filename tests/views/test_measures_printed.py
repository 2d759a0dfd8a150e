"""Do printed results, records and files tell of people: SKM, who is worse off, who gained, before and after?"""

import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measured_people import quicker, with_people
from random_offices import offices
from refusals import refused

from sim.cli import main
from sim.language import text
from sim.measures import MEASURES, Estimate, Key
from sim.measures.dimensions import DIMENSIONS, composite, improvement, scores
from sim.measures.gains import Move
from sim.runs import compare, replicate
from sim.runs.comparing.before_after import change, change_beyond
from sim.scenario import load
from sim.views import charts
from sim.views.extras import Extras, rupiah_of, weights_of
from sim.views.notation import signed_interval, signed_parts
from sim.views.render import excel
from sim.views.render.text import lines
from sim.views.reports.compare import compare_text
from sim.views.reports.records import compare_records, run_records
from sim.views.reports.run import run_text
from sim.views.reports.workbook import run_sheets
from sim.views.sections.people import bands, people, people_against, trust_at_end
from sim.views.sections.worst_days import worst_days
from sim.views.table import Figure, Kind

MUTE = {"staff": None, "opinion": None}
LANGUAGES = ("id", "en")
START = date(2026, 4, 1)


@pytest.fixture(scope="module")
def result():
    return replicate(with_people(600), 4)


@pytest.fixture(scope="module")
def comparison():
    return compare([replace(with_people(600), name="usual"), quicker(count=600)], 4)


@pytest.fixture(scope="module")
def dated():
    long = {"count": 120, "days": 180, "runs": 2}
    return compare([replace(with_people(**long), name="usual"), quicker(**long)], around=START)


# -------------------------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(("lang", "said"), [("id", ("mutu", "Unsur terlemah")), ("en", ("grade", "Weakest element"))])
def test_a_run_tells_of_people_in_one_short_block(result, lang, said):
    block = lines(people(result, lang), lang)
    words = " ".join(" ".join(block).split())
    assert all(part in words for part in ("IKM (25–100)", "1/9", *said))
    assert len(block) <= 27
    assert max(len(line) for line in run_text(result, lang).splitlines()) <= 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comparison_tells_who_gained(comparison, lang):
    block = lines(people_against(comparison, comparison.variants[0], lang, wage=40_000), lang)
    assert "Rp 40" in " ".join(" ".join(block).split())
    everybody = comparison.gains(comparison.variants[0])[Move("wait_fell")].mean
    assert f"{100 * everybody:.1f}".replace(".", "," if lang == "id" else ".") in " ".join(block)
    assert max(len(line) for line in block) <= 100


def test_an_office_without_people_prints_what_it_always_printed():
    mute = replicate(replace(load("puskesmas"), **MUTE), 2, days=10)
    assert people(mute, "en") == []
    assert "IKM" not in run_text(mute, "en")


def test_no_day_has_a_wait_below_nought():
    table = worst_days(replicate(load("antre-tiga"), runs=2, days=20), "en")
    assert table.rows
    assert all(cell.found.low >= 0.0 for row in table.rows for cell in row[1:])


def test_a_grade_that_the_interval_does_not_settle_is_said_to_be_open():
    assert bands(Estimate(88.4, 88.2, 88.6, 5), "en", words=False) == "A (may be B)"
    assert bands(Estimate(88.4, 88.35, 88.45, 5), "en", words=False) == "A"
    assert bands(Estimate(88.4, np.nan, np.nan, 1), "en", words=False) == "A"
    assert bands(Estimate(80.0, -5.0, 165.0, 2), "en", words=False) == "B (may be A, D)"


def test_groups_that_are_worse_off_are_named_only_when_that_is_clear():
    classes = [
        {"name": "first", "share": 0.3, "priority": 0, "ages": [["old", 1.0]]},
        {"name": "usual", "share": 0.7, "priority": 1, "ages": [["young", 1.0]]},
    ]
    unequal = replicate(with_people(600, **{"class": classes}), 12)
    block = " ".join(lines(people(unequal, "en"), "en"))
    assert "aged young (wait +" in block
    assert "aged old (wait" not in block


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(offices())
def test_whatever_office_people_are_told_of_in_words_records_and_frames(scenario):
    comparison = compare([replace(scenario, runs=2), scenario], keep_visits=True)
    baseline, extras = comparison.baseline, Extras(wage=5.0, dimensions=True, weights={"efficiency": 1.0})
    assert run_text(baseline, "en", extras)
    assert compare_text(comparison, "id", extras)
    json.dumps(compare_records(comparison, extras), allow_nan=False)
    judged = baseline.people["judged"].sum() if len(baseline.people) else 0
    assert len(baseline.opinions) == judged
    assert set(comparison.gains(baseline)) >= {Move("trust_same")} or not comparison.gains(baseline)


# ---------------------------------------------------------------------------------------------------- six dimensions


def test_every_indicator_is_measured_somewhere(result):
    found = set(replicate(load("dukcapil"), 1, days=3).keys) | set(result.keys)
    assert {key for keys in DIMENSIONS.values() for key in keys} <= found


def test_better_is_better_whichever_way_the_measure_runs():
    ours, theirs = np.array([8.0, 12.0]), np.array([10.0, 10.0])
    assert improvement(Key("wait_mean_min"), ours, theirs) == pytest.approx([0.2, -0.2])
    assert improvement(Key("served_within_target"), ours, theirs) == pytest.approx([-0.2, 0.2])
    assert improvement(Key("arrivals"), ours, theirs) is None
    assert improvement(Key("wait_mean_min"), ours, np.array([0.0, 10.0])) is None


def test_a_composite_is_the_mean_that_the_weights_ask_for():
    ours = {Key("wait_mean_min"): np.array([5.0]), Key("staff_min_per_case"): np.array([11.0])}
    theirs = {Key("wait_mean_min"): np.array([10.0]), Key("staff_min_per_case"): np.array([10.0])}
    found = scores(ours, theirs)
    assert {name: score[0] for name, score in found.items()} == pytest.approx(
        {"responsiveness": 0.5, "efficiency": -0.1}
    )
    assert composite(found, {"responsiveness": 2, "efficiency": 1})[0] == pytest.approx((2 * 0.5 - 0.1) / 3)
    assert composite(found, {"responsiveness": 2, "fairness": 0})[0] == pytest.approx(0.5)
    assert composite(found, {"responsiveness": 2, "fairness": 1}) is None


def test_an_indicator_that_only_one_scenario_has_is_left_out_of_the_score():
    wait, adoption = Key("wait_mean_min"), Key("adoption_mean")
    found = scores({wait: np.array([5.0]), adoption: np.array([0.3])}, {wait: np.array([10.0])})
    assert found == {"responsiveness": np.array([0.5])}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dimensions_stand_beside_the_baseline_and_a_composite_only_with_weights(comparison, lang):
    plain = compare_text(comparison, lang, Extras(dimensions=True))
    weighed = compare_text(comparison, lang, Extras(dimensions=True, weights={"responsiveness": 1.0}))
    word = {"id": "Komposit", "en": "Composite"}[lang]
    assert word not in plain
    assert word in weighed
    assert {"id": "Daya tanggap", "en": "Responsiveness"}[lang] in plain
    assert plain.splitlines()[0] == compare_text(comparison, lang).splitlines()[0]


@pytest.mark.parametrize("written", ["speed=1", "fairness", "fairness=-1", "fairness=0", "fairness=x", ""])
def test_weights_that_mean_nothing_are_refused(written):
    with refused("weights"):
        weights_of(written)


@pytest.mark.parametrize("written", ["-1", "0", "much", "inf"])
def test_a_wage_that_is_none_is_refused(written):
    with refused("wage"):
        rupiah_of(written)


# ---------------------------------------------------------------------------------------------- what can be told apart

SIZES = st.floats(-9, 6).map(lambda power: 10**power)


@given(SIZES, st.floats(1.0, 9.0), st.sampled_from([1, -1]), st.sampled_from(["", "gave_up_share", "paid_per_case"]))
def test_no_end_of_a_difference_that_leaves_nought_out_reads_as_nought(size, wide, sign, measure):
    low, high = sorted((sign * size, sign * size * wide))
    found = Estimate((low + high) / 2, low, high, 9)
    for part in (*signed_parts(found, "id", measure), *signed_parts(found, "en", measure, 2)):
        if part not in ("> 0", "< 0"):
            assert part.strip("+−0.,"), (part, found)
            assert not re.search(r"[.,]\d{5}", part)
        assert part[0] in ("+>" if sign > 0 else "−<")
    cell = excel._number(Figure(found, measure), found.low, Kind.CHANGE)
    digits = len(cell.form.partition(".")[2])
    assert round(cell.value, digits) != 0 or cell.form in ('"> 0"', '"< 0"')


def test_a_difference_of_one_run_is_no_nought_and_what_is_none_is():
    assert signed_parts(Estimate(2e-7, np.nan, np.nan, 1), "en")[0] == "> 0"
    assert signed_parts(Estimate(2e-3, np.nan, np.nan, 1), "en", most=2)[0] == "+0.002"
    assert signed_parts(Estimate(0.0, 0.0, 0.0, 9), "en") == ("0.0", "0.0", "0.0")
    assert signed_parts(Estimate(3e-16, 1e-16, 5e-16, 9), "en")[0].strip("0.") == ""  # how the computer rounds


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Estimate(0.057994, 0.000002, 0.115986, 9), ("+0,06", "> 0", "+0,12")),
        (Estimate(-0.057994, -0.115986, -0.000002, 9), ("−0,06", "−0,12", "< 0")),
        (Estimate(0.0010, 0.0002, 0.0018, 9), ("+0,0010", "+0,0002", "+0,0018")),
        (Estimate(0.057994, -0.000002, 0.115986, 9), ("+0,06", "0,00", "+0,12")),
    ],
)
def test_an_end_that_four_decimals_cannot_tell_from_nought_is_said_to_be_beside_it(found, said):
    assert signed_parts(found, "id") == said


# -------------------------------------------------------------------------------------------------- one scale of trust


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_label_says_of_the_scale_is_what_is_printed(lang):
    for name, measure in MEASURES.items():
        label = text(f"measures.{name}.title", lang)
        assert (measure.unit == "points 0-1" and measure.times == 1) or "(0–1)" not in label, label
        if name.startswith(("trust_", "satisfaction_")):
            assert measure.times == 100
            assert "100" in label, label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_trust_is_read_from_0_to_100_in_text_workbook_and_charts_and_kept_from_0_to_1(result, comparison, lang):
    trust = result.estimate("trust_end_mean").mean
    assert 0.2 < trust < 1
    label = text("measures.trust_end_mean.title", lang)
    line = next(line for line in lines(trust_at_end(result, lang), lang) if label in line)
    assert f" {100 * trust:.1f}".replace(".", "," if lang == "id" else ".") in line
    sheet = next(sheet for sheet in run_sheets(result, lang) if sheet.named == 3)
    row = next(row for row in sheet.rows if row[:2] == (label, ""))
    assert excel.cells(row, sheet.columns)[3].value == pytest.approx(100 * trust)
    chart = charts.trust_over_time(result, lang)
    assert chart.figure.axes[0].lines[0].get_ydata()[-1] == pytest.approx(100 * trust, abs=2)
    assert "100" in chart.figure.axes[0].get_ylabel()
    record = next(record for record in run_records(result) if record["measure"] == "trust_end_mean")
    assert (record["mean"], record["unit"]) == (trust, "points 0-1")
    gap = comparison.difference(comparison.variants[0], Key("trust_end_mean")).difference
    shown = signed_interval(gap, lang, "trust_end_mean")
    assert any(shown in line for line in lines(people_against(comparison, comparison.variants[0], lang), lang))


# -------------------------------------------------------------------------------------------------- before and after


def test_a_change_is_after_less_before_run_by_run(dated):
    found = change(dated.baseline, Key("wait_mean_min"))
    before, after = (dated.baseline.of_window(number, Key("wait_mean_min")) for number in (0, 1))
    assert found.change.mean == pytest.approx((after - before).mean())
    assert (found.before.mean, found.after.mean) == pytest.approx((before.mean(), after.mean()))


def test_what_a_variant_changed_is_its_change_beyond_that_of_the_baseline(dated):
    found = change_beyond(dated, dated.variants[0], Key("wait_mean_min"))
    assert found.beyond.mean == pytest.approx(found.variant.change.mean - found.baseline.change.mean)
    same = replace(dated, results=(dated.baseline, dated.baseline))
    assert change_beyond(same, dated.baseline, Key("wait_mean_min")).beyond.mean == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_windows_are_printed_and_recorded(dated, lang):
    assert {"id": "Sekitar 1 April 2026", "en": "Around 1 April 2026"}[lang] in compare_text(dated, lang)
    assert {"id": "Sekitar 1 April 2026", "en": "Around 1 April 2026"}[lang] in run_text(dated.baseline, lang)
    record = next(r for r in run_records(dated.baseline) if r["measure"] == "wait_mean_min")
    assert record["change"] == pytest.approx(record["after"] - record["before"])
    beyond = next(r for r in compare_records(dated) if r["measure"] == "wait_mean_min")
    assert beyond["change_beyond"] == pytest.approx(beyond["change"] - beyond["baseline_change"])


# ------------------------------------------------------------------------------------------------- records and files


def test_records_hold_who_gained_and_the_composite(comparison):
    records = compare_records(comparison, Extras(dimensions=True, weights={"responsiveness": 1.0}))
    found = {record["measure"]: record for record in records}
    gains = comparison.gains(comparison.variants[0])
    assert found["wait_fell_share"]["difference"] == gains[Move("wait_fell")].mean
    assert found["trust_fell_share[age=old]"]["low"] == gains[Move("trust_fell", "age", "old")].low
    assert found["composite"]["difference"] == pytest.approx(found["score[dimension=responsiveness]"]["difference"])
    assert found["wait_mean_min"]["dimension"] == "responsiveness"
    assert json.loads(json.dumps(records, allow_nan=False)) == records


def test_records_of_a_run_are_as_they_were_unless_more_is_asked_for(result):
    assert set(run_records(result)[0]) == {"scenario", "measure", "unit", "mean", "low", "high", "runs"}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_hold_opinions_and_gains_and_the_weight(here, capsys):
    command = [
        "compare",
        "puskesmas",
        "puskesmas",
        "--runs",
        "2",
        "--days",
        "8",
        "--out",
        "out",
        "--visits",
        "--format",
        "parquet",
    ]
    assert main([*command, "--skm-weight", "0.11", "--lang", "en"]) == 0
    out = here / "out"
    manifest = json.loads((out / "manifest.json").read_text())
    opinions, people = pd.read_parquet(out / "opinions.parquet"), pd.read_parquet(out / "people.parquet")
    assert manifest["skm_weight"] == "0.11"
    assert {"opinions", "gains"} <= set(manifest["tables"])
    assert people["judged"].sum() == len(opinions) > 0
    gains = pd.read_parquet(out / "gains.parquet")
    assert (gains[gains["move"].isin(["wait_same", "trust_same"]) & (gains["by"] == "")]["share"] == 1).all()
    assert "Weight of an element 0.11" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--around", "2026-13-01"), "is not a date"),
        (("--around", "2026-01-20"), "15 before it"),
        (("--wage-rupiah-hour", "-3"), "not an amount"),
        (("--skm-weight", "0.12"), "0.12"),
    ],
)
def test_options_that_cannot_be_are_refused_with_a_reason(option, said, capsys):
    assert main(["run", "puskesmas", "--runs", "1", "--lang", "en", *option]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
