"""Does one file with reforms say what each would do, alone and together, for whom, at what cost, and who may decide?"""

import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import openpyxl
import pytest
from measured_people import with_people
from refusals import refused

import sim
from findings.little_offices import at, counter, office, officer, one_step
from sim.cli import main
from sim.measures import Key, Verdict
from sim.plan import plan_of
from sim.reforms import CATALOGUE, Appointments
from sim.runs import compare, replicate
from sim.runs.comparing.before_after import change_beyond
from sim.runs.comparing.compare import alike
from sim.runs.comparing.costs import cost_span, net_cost, prices
from sim.runs.comparing.outcomes import outcome, outcomes
from sim.runs.comparing.reform_costs import reforms_cost
from sim.runs.doubting.grade_trials import Trials
from sim.runs.tables.folder import ResultFolder
from sim.scenario.document import document_of
from sim.views.extras import Extras
from sim.views.render.text import _blocks, lines
from sim.views.reports.compare import compare_text
from sim.views.reports.records import compare_records
from sim.views.reports.run import run_text
from sim.views.reports.workbook import comparison_sheets
from sim.views.sections.budget import budget
from sim.views.sections.summary import changes
from sim.views.table import Worked

QUICKER = {"name": "staffing", "wage_rupiah": 0.0, "place_rupiah": 0.0, "investment_rupiah": 1e6}
HONEST = {"name": "integrity_control", "investment_rupiah": 0.0, "yearly_rupiah": 25e6}
LED = {"name": "leadership", "strength": 0.5, "investment_rupiah": 4e6, "yearly_rupiah": 0.0}
WIDTH = 100


def reformed(*reforms, **keys):
    """The office of people with these reforms."""
    return with_people(250, reform=list(reforms), **keys)


@pytest.fixture(scope="module")
def three():
    return compare(reformed(QUICKER, HONEST, LED), 4)


# ----------------------------------------------------------------------------------------------------- what is compared


def test_one_scenario_becomes_the_office_without_reforms_each_alone_and_all_together(three):
    names = [result.name for result in three.results]
    assert names == ["baseline", "staffing", "integrity_control", "leadership", "all_together"]
    assert [len(result.given.reforms) for result in three.results] == [0, 1, 1, 1, 3]
    assert {len(result.replications) for result in three.results} == {4}


def test_reforms_of_one_kind_are_told_apart_by_their_ids():
    early, late = HONEST | {"id": "early"}, HONEST | {"id": "late", "start": date(2026, 1, 8)}
    found = alike([reformed(early, late)])
    assert [one.name for one in found] == ["baseline", "early", "late", "all_together"]
    assert "(late)" in found[2].title["en"]


@pytest.mark.parametrize(
    ("against", "names"),
    [
        (["nothing", "all_together"], ["baseline", "all_together"]),
        (["nothing", "each_reform_alone"], ["baseline", "staffing", "leadership"]),
        (["each_reform_alone", "all_together"], ["all_together", "staffing", "leadership"]),
    ],
)
def test_the_file_says_against_what(against, names):
    assert [one.name for one in alike([reformed(QUICKER, LED, compare={"against": against})])] == names


def test_a_single_reform_is_not_run_twice():
    assert [one.name for one in alike([reformed(LED)])] == ["baseline", "leadership"]
    alone = reformed(LED, compare={"against": ["nothing", "all_together"]})
    assert [one.name for one in alike([alone])] == ["baseline", "all_together"]


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        (with_people(), "compare_reforms"),
        (reformed(LED, compare={"against": ["each_reform_alone"]}), "compare_against"),
    ],
)
def test_too_little_to_compare_is_refused(scenario, code):
    with refused(code):
        compare(scenario)


def test_a_reform_alone_is_the_scenario_with_that_reform_and_nothing_else(three):
    alone, without = (replicate(one, 4) for one in (reformed(QUICKER), with_people(250)))
    np.testing.assert_array_equal(three.results[1].values, alone.values)
    np.testing.assert_array_equal(three.baseline.values, without.values)


def test_several_scenarios_are_compared_as_they_are_each_with_its_own_reforms():
    pair = compare([reformed(LED), reformed(QUICKER, LED)], 2)
    assert [len(result.given.reforms) for result in pair.results] == [1, 2]
    assert pair.costs_rupiah == (1e6,), "what both have costs nothing more"


def test_what_a_reform_sets_up_is_set_up_once_however_often_it_is_run():
    """Another officer: run again from a plan, written to a manifest, tried by a grade, it is still one."""
    hired = reformed({"name": "staffing"})
    result = replicate(hired, 2)
    again = replicate(result.plan, 2)
    assert len(again.plan.arrays.officer) == len(plan_of(hired).arrays.officer) == 2
    np.testing.assert_array_equal(again.values, result.values)
    assert len(document_of(result.given)["officer"]) == 1


# ------------------------------------------------------------------------------------------------------- what it costs


def test_a_cost_reckoned_by_hand():
    """Half of 4 million once; 25 million a year for 6 of ten working days; nothing for what never begins."""
    days = {"days": 10, "start": date(2026, 1, 5)}
    yearly = HONEST | {"start": date(2026, 1, 8), "until": date(2026, 1, 13)}
    never, none = QUICKER | {"start": date(2027, 1, 1)}, QUICKER | {"id": "none", "strength": 0.0}
    plan = plan_of(reformed(LED, yearly, never, none, **days))
    dates = [date.fromordinal(int(day)) for day in plan.arrays.day["date"]]
    in_force = sum(date(2026, 1, 8) <= day <= date(2026, 1, 13) for day in dates)
    assert in_force == 6
    assert reforms_cost(plan) == pytest.approx(0.5 * 4e6 + 25e6 * 6 / 250)


def test_reforms_have_their_own_cost_unless_somebody_gives_another(three):
    assert three.costs_rupiah == pytest.approx((1e6, 1e6, 2e6, 4e6))
    assert replace(three, cost_rupiah=(7, 8, 9, 10)).costs_rupiah == (7, 8, 9, 10)
    costs = three.costs()
    assert set(costs["scenario"]) == {result.name for result in three.variants}
    bought = costs[(costs["scenario"] == "staffing") & (costs["measure"] == "rupiah_per_wait_min_saved")]
    assert bought["verdict"].tolist() == ["saves"]
    assert (bought["cost_rupiah"] / bought["saved"]).tolist() == pytest.approx(bought["rupiah"].tolist())


def test_a_cost_says_how_far_it_is_assumed(three):
    """Whoever writes all amounts in the file has one cost; else it spans those at the ends of their ranges."""
    assert cost_span(three, three.variants[0]) is None
    training = CATALOGUE["training"]
    found = compare(reformed({"name": "training"}, days=5), 2)
    low, high = cost_span(found, found.variants[0])
    officers, once = training.officer_rupiah, training.investment_rupiah
    assert (low, high) == (officers.low + once.low, officers.high + once.high)
    assert low < found.costs_rupiah[0] < high
    assert cost_span(replace(found, cost_rupiah=(5.0,)), found.variants[0]) is None


def test_without_reforms_nothing_costs_anything():
    assert compare([with_people(100), with_people(100)], 2).costs_rupiah == ()


# ----------------------------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "id",
            [
                "Sekilas",
                "Tanpa reformasi",
                "lebih baik",
                "Rp juta",
                "kepala dinas",
                "Siapa yang diuntungkan",
                "paling sedikit: ",
            ],
        ),
        (
            "en",
            ["At a glance", "Without reforms", "better", "Rp million", "head of agency", "Who gained", "least: "],
        ),
    ],
)
def test_the_summary_comes_first_and_has_a_block_for_each_reform(three, lang, said):
    text = compare_text(three, lang, Extras(full=True))
    summary = compare_text(three, lang)
    assert [words for words in said if words not in summary] == []
    assert text.startswith(summary[:2000])
    assert [x for x in text.splitlines() if len(x) > WIDTH] == []
    for result in three.variants:
        assert summary.count(result.scenario.title[lang]) >= 2, "what it changes, and who gained"


@pytest.mark.parametrize("columns", ["60", "80", "132", "200"])
def test_tables_fit_the_terminal_and_lose_no_column(three, monkeypatch, columns):
    usual = compare_text(three, "en").split()
    monkeypatch.setenv("COLUMNS", columns)
    text = compare_text(three, "en")
    width = min(132, max(80, int(columns)))
    assert width - 10 <= max(map(len, text.splitlines())) <= width
    assert {word for word in usual if re.search(r"\d", word) and "-" not in word} <= {*text.split()}


def test_what_a_narrow_table_repeats_is_a_sign_that_is_explained_once(three):
    told = [outcome(three, one, measure).verdict for one in three.variants for measure in outcomes(three)]
    table = "\n".join(lines(changes(three, "en"), "en"))
    assert table.split().count("?") == told.count(Verdict.CANNOT_TELL) > 1
    assert table.count("cannot be told apart") == 1


def test_columns_that_have_no_room_follow_in_blocks_about_as_wide():
    assert [len(block) for block in _blocks([24, 12, 17, 9, 12, 22, 22, 18], 80)] == [3, 2, 2]


def test_every_verdict_of_the_summary_is_that_of_its_interval(three):
    assert {"wait_mean_min", "ikm", "trust_end_mean", "satisfaction_gap", "asked_share"} <= set(outcomes(three))
    quicker = outcome(three, three.variants[0], "wait_mean_min")
    assert quicker == three.difference(three.variants[0], Key("wait_mean_min"))
    gap = outcome(three, three.variants[0], "satisfaction_gap")
    keys = [key for key in three.baseline.keys if key[:2] == ("satisfaction_gap", "between")]
    gaps = [key for key in keys if all(np.isfinite(result.of(*key)).all() for result in three.results)]
    assert len(gaps) > 1
    mean = np.mean([three.difference(three.variants[0], key).difference.mean for key in gaps])
    assert gap.difference.mean == pytest.approx(mean)


def test_records_say_which_reform_who_decides_and_what_it_costs(three):
    records = compare_records(three)
    told = {r["scenario"]: (r["reform"], r["decided_by"], r["cost_rupiah"]) for r in records}
    assert told["leadership"] == ("leadership", "agency", 2e6)
    assert told["all_together"][0] == "staffing, integrity_control, leadership"
    assert len({tuple(sorted(r)) for r in records if r["measure"] == "wait_mean_min"}) == 1
    assert all(json.dumps(record, allow_nan=False) for record in records)
    assert "reform" not in compare_records(compare([with_people(100), with_people(100)], 2))[0]


def test_who_has_to_decide_all_of_it_is_who_decides_the_highest_part():
    comparison = compare(reformed({"name": "transparency"}, {"name": "agency_integration"}, days=2), 2)
    decided = {record["scenario"]: record["decided_by"] for record in compare_records(comparison)}
    assert decided == {
        "transparency": CATALOGUE["transparency"].decided_by,
        "agency_integration": "ministry",
        "all_together": "ministry",
    }


def test_one_replication_has_no_verdict():
    text = compare_text(compare(reformed(LED), 1), "en")
    assert "--runs" in text
    assert "better" not in text


# ---------------------------------------------------------------------------------------------------- before and after


LONG = {"days": 160, "start": date(2026, 1, 5), "citizens": {"count": 60, "needs_per_year": 12.0}}


def test_each_reform_is_looked_at_around_its_own_start():
    first, second = date(2026, 3, 16), date(2026, 4, 1)
    dated = reformed(QUICKER | {"start": first}, LED | {"start": second}, HONEST, **LONG)
    found = compare(dated, 2, before_after=True)
    assert [result.around for result in found.variants] == [first, second, None, None]
    assert found.baseline.dates == (first, second)
    one = compare([with_people(250, **LONG), reformed(QUICKER | {"start": first}, **LONG)], 2, around=first)
    key = Key("wait_mean_min")
    assert change_beyond(found, found.variants[0], key) == change_beyond(one, one.variants[0], key)
    assert "16 March 2026" in compare_text(found, "en")
    assert compare_text(found, "en").count("not shown") == 2


def test_a_reform_from_the_first_day_on_has_no_before():
    with refused("before_after"):
        compare(reformed(LED, **LONG), 2, before_after=True)
    with refused("around_twice"):
        compare(reformed(LED, **LONG), 2, before_after=True, around=date(2026, 3, 16))


# ------------------------------------------------------------------------------------------------------------- grades


def test_grades_of_reforms_try_their_own_numbers_in_the_scenarios_that_hold_them(three):
    trials = Trials(three, 1)
    assert {trial.path.split(".")[0] for trial in trials.trials} == {"reform"}
    assert not any(trial.path.endswith("_rupiah") for trial in trials.trials), "money moves no queue"
    for trial in trials.trials:
        names = [one.name for one in trial.scenarios if one is not None]
        assert names == [trial.path.split(".")[1], "all_together"]
    whole = Trials(three, 1, model=True)
    assert len({trial.path for trial in whole.trials}) > trials.numbers
    assert trials.untried > whole.untried == 0


def test_what_the_file_doubts_is_tried_too():
    doubted = reformed(LED, doubt={"reform.leadership.level": [0.1, 2.0]})
    level = [trial for trial in Trials(compare(doubted, 2), 1).trials if trial.path == "reform.leadership.level"]
    assert [trial.value for trial in level] == [0.1, 2.0]


# --------------------------------------------------------------------------------------------------------------- files


def opened(path):
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}, book


FILE = """
title = { id = "=1+1", en = "Reforms" }
hours = "08:00-12:00"
days = 3
runs = 2
station = [{ name = "loket" }]
officer = [{ name = "Petugas", skills = ["*"] }]
citizens = { count = 200, needs_per_year = 40.0 }
opinion = {}
staff = { motivation = {} }
[[service]]
name = "ktp"
step = [{ name = "cetak", station = "loket", time = { dist = "exponential", mean_min = 5 } }]
[[reform]]
name = "leadership"
[[reform]]
name = "staffing"
"""


@pytest.fixture
def scenario(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOKET_LANG", raising=False)
    (tmp_path / "reformasi.toml").write_text(FILE, encoding="utf-8")
    return "reformasi.toml"


def test_a_workbook_is_readable_and_holds_no_formula(scenario, capsys, tmp_path):
    assert main(["compare", scenario, "--out", "hasil.xlsx"]) == 0
    assert "hasil.xlsx" in capsys.readouterr().err
    sheets, book = opened(tmp_path / "hasil.xlsx")
    printed = ["Ringkasan", "Waktu tunggu", "Siapa diuntungkan", "Biaya (RAB)"]
    assert list(sheets) == [*printed, "Tentang", "Ukuran", "Semua sekaligus", "Asumsi"]
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == printed
    for name in printed:
        page = book[name]
        assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.print_title_rows) == (
            "landscape",
            1,
            "$1:$1",
        )
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert {cell.font.name for row in page.iter_rows() for cell in row if cell.value is not None} == {"Arial"}
    assert len(book["Waktu tunggu"]._charts) == 2
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == {"Biaya (RAB)"}
    assert all(re.fullmatch(r"=[A-Z]\d+([+*/][A-Z]\d+)*", cell.value) for cell in formulas)
    assert sheets["Tentang"][0][0] == "'=1+1"
    waits = [row for row in sheets["Ukuran"] if row[1].startswith("Waktu tunggu, rata-rata") and not row[2]]
    names = dict.fromkeys(row[0] for row in sheets["Ukuran"][1:])
    assert [row[0] for row in sheets["Ringkasan"] if row[0] in names] == [row[0] for row in waits] == list(names)
    assert all(isinstance(value, float | int) for row in waits for value in row[4:7])
    assert list(tmp_path.glob(".*draft")) == []


def test_a_budget_comes_to_the_cost_of_each_reform_and_to_the_price_of_a_minute(three):
    blocks: list[list] = []
    for row in budget(three, "en").rows:
        blocks.append([]) if isinstance(row, str) else blocks[-1].append(row)
    for variant, rows in zip(three.variants, blocks, strict=True):
        *paid, total = (row for row in rows if isinstance(row[-1], Worked) and row[-1].by != "/")
        assert total[-1].figure.found.mean == pytest.approx(net_cost(three, variant))
        assert [row[-1].figure.found.mean for row in paid] == [row[1].found.mean * row[3].found.mean for row in paid]
        minute = next((p.rupiah for p in prices(three, variant) if p.measure == "rupiah_per_wait_min_saved"), None)
        by_minute = [row[-1].figure.found.mean for row in rows if isinstance(row[-1], Worked) and row[-1].by == "/"]
        assert by_minute == pytest.approx([minute.mean] if minute is not None and minute.runs else [])


def test_a_workbook_is_replaced_only_by_force_and_refused_before_anything_runs(scenario, capsys, tmp_path):
    (tmp_path / "ada.xlsx").write_text("mine", encoding="utf-8")
    assert main(["compare", scenario, "--out", "ada.xlsx"]) == 2
    assert (tmp_path / "ada.xlsx").read_text("utf-8") == "mine"
    assert main(["compare", scenario, "--out", "tiada/hasil.xlsx"]) == 2
    assert main(["run", scenario, "--out", "ada.xlsx", "--force", "--lang", "en"]) == 0
    assert list(opened(tmp_path / "ada.xlsx")[0]) == ["Summary", "Waits", "About", "Measures", "Assumptions"]
    for more in (["--visits"], ["--format", "csv"]):
        assert main(["compare", scenario, "--out", "lain.xlsx", *more]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_holds_comparison_costs_and_who_gained(three, tmp_path):
    with ResultFolder(tmp_path / "out", "csv", visits=False, force=False) as folder:
        folder.finish(three.results, ["dukcapil"] * len(three.results), three)
    assert {"comparison.csv", "costs.csv", "gains.csv"} <= {path.name for path in (tmp_path / "out").iterdir()}
    kept = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["scenarios"]
    assert [len(one["resolved"].get("reform", [])) for one in kept] == [0, 1, 1, 1, 3]


# --------------------------------------------------------------------------------------------------------- the command


def test_the_command_compares_the_reforms_of_one_file(scenario, capsys):
    assert main(["compare", scenario, "--json", "--lang", "en"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert list(dict.fromkeys(r["scenario"] for r in records)) == ["leadership", "staffing", "all_together"]
    assert {r["baseline"] for r in records} == {"baseline"}
    assert main(["compare", scenario, "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "At a glance: Reforms" in out
    assert "By service" not in out


def test_python_takes_the_file_alone(scenario):
    by_file, by_name = sim.compare(scenario, runs=2), sim.compare([sim.load(scenario)], runs=2)
    assert [result.name for result in by_file.results] == [result.name for result in by_name.results]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["puskesmas"], "no reforms"),
        (["reformasi.toml", "--before-after"], "--before-after needs"),
        (["reformasi.toml", "--cost-rupiah", "1"], "3, not 1"),
        (["reformasi.toml", "--grade-model"], "needs --grade"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_reason(scenario, words, said, capsys):
    assert main(["compare", *words, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_run_has_the_reforms_in_force():
    """Ten at once before one officer, and before two."""
    keys = {"arrivals": [at([0] * 10)], "service": one_step(10), "station": counter(), "officer": officer()}
    one, two = office(**keys), office(**keys, reform=[{"name": "staffing", "strength": 1.0}])
    waits = [replicate(scenario, 1).of("wait_mean_min")[0] for scenario in (one, two)]
    assert waits == [45.0, 20.0]


def test_a_run_says_which_reforms_were_in_force_and_since_when():
    never = HONEST | {"start": date(2030, 1, 1)}
    out = run_text(replicate(reformed(LED | {"start": date(2026, 1, 7)}, never), 1), "en")
    assert "Reforms in force: Leadership and a culture of service (from 7 January 2026 on)." in " ".join(out.split())
    assert "in force" not in run_text(replicate(with_people(50, days=2), 1), "en")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_channel_that_a_reform_sets_up_stands_in_all_tables_by_channel(lang):
    """With its title, beside nothing in the baseline, which does not have it."""
    office = replace(sim.scenario.load("dukcapil"), reforms=(Appointments(ramp_days=0),))
    comparison = sim.compare(office, 2, days=10)
    (variant,) = comparison.variants
    title = {"id": "Janji temu", "en": "Appointment"}[lang]
    key = Key("wait_mean_min", "channel", "janji temu (appointments)")
    text = compare_text(comparison, lang, Extras(full=True))
    rows = [line.split(title)[1].split() for line in text.splitlines() if f"{title} " in line]
    assert [row[0] for row in rows if row[2:] == ["–", "–"]] == ["–", "–"]  # waits, and days to the end
    assert key in {found.key for found in comparison.differences(variant)}
    assert comparison.difference(variant, key).baseline.runs == 0 < comparison.difference(variant, key).variant.runs
    sheet = next(sheet for sheet in comparison_sheets(comparison, lang) if sheet.named == 3)
    assert title in {row[3] for row in sheet.rows}
    assert any(record["measure"] == key.label for record in compare_records(comparison))
    with pytest.raises(KeyError):
        comparison.difference(variant, key._replace(group="janji"))
