"""Are replications and comparisons what they claim: the same everywhere, in order, stopped at once, whole on disk?"""

import errno
import hashlib
import json
import threading
import time
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from refusals import refused

from findings.little_offices import at, constant, counter, office, officer, one_step
from sim.engines.reference import ReferenceEngine
from sim.measures import Fold, Key, Verdict
from sim.office import Scenario
from sim.plan import plan_of
from sim.runs import BadRequest, Result, RunFailed, compare, replicate
from sim.runs.making.collect import collect
from sim.runs.making.progress import Silent
from sim.runs.making.replication import Task
from sim.runs.making.request import Request
from sim.runs.making.threads import batch
from sim.runs.tables.events import vidigi_events, write_xes, xes_events
from sim.runs.tables.folder import ResultFolder, safe_cell
from sim.scenario import load

RATES = [["00:00-09:00", 12]]


def busy(**keys) -> Scenario:
    """One counter, about full, whose visitors lose patience."""
    usual = {
        "service": one_step(5),
        "station": counter(patience={"dist": "exponential", "mean_min": 20}),
        "officer": officer(),
        "arrivals": [{"name": "all", "service": "service", "rates_per_hour": RATES}],
        "days": 4,
        "runs": 3,
    }
    return replace(office(**(usual | keys)), name=keys.get("title", "busy"))


def quicker(**keys) -> Scenario:
    return busy(service=one_step(4), title="quicker", **keys)


def reference(scenario: Scenario, runs: int | None = None, **options) -> Result:
    return replicate(scenario, runs, engine="reference", **options)


# ------------------------------------------------------------------------------------------------- replications


def test_results_do_not_depend_on_the_number_of_workers():
    one_worker, three = (replicate(busy(), 5, workers=workers) for workers in (1, 3))
    np.testing.assert_array_equal(one_worker.values, three.values)
    pd.testing.assert_frame_equal(one_worker.days, three.days)


def test_results_do_not_depend_on_the_size_of_blocks(monkeypatch):
    usual = reference(busy(days=9), keep_visits=True)
    monkeypatch.setattr(ReferenceEngine, "block_rows", 0)  # one day at a time
    by_day = reference(busy(days=9), keep_visits=True)
    np.testing.assert_array_equal(usual.values, by_day.values)
    pd.testing.assert_frame_equal(usual.visits, by_day.visits)


def test_both_engines_give_the_same_tables():
    compiled, plain = replicate(busy(), keep_visits=True), reference(busy(), keep_visits=True)
    for name in ("runs", "days", "people", "visits"):
        pd.testing.assert_frame_equal(getattr(compiled, name), getattr(plain, name))


def test_run_r_of_a_result_is_replication_r_of_the_engine():
    plan = plan_of(busy())
    fold = Fold(plan)
    fold.add(ReferenceEngine(plan, 2).advance(4))
    np.testing.assert_array_equal(reference(busy()).values[2], list(fold.measured().values.values()))


def test_runs_days_and_seed_can_be_asked_for():
    result = reference(busy(), 2, days=3, seed=7)
    assert (len(result.runs), len(result.days), result.scenario.seed) == (2, 6, 7)
    assert result.of("arrivals").tolist() != reference(busy(), 2, days=3, seed=8).of("arrivals").tolist()


@pytest.mark.parametrize("asked", [{"runs": 0}, {"days": 0}, {"seed": -1}, {"workers": 0}])
def test_what_cannot_be_run_is_refused(asked):
    with pytest.raises(BadRequest):
        reference(busy(), **asked)


def test_a_warm_up_that_leaves_nothing_to_measure_is_refused():
    with refused("warm_up"):
        reference(busy(warm_up_days=3), days=3)


class Failing(ReferenceEngine):
    def __init__(self, plan, run):
        super().__init__(plan, run)
        self.fails = run == 2

    def advance(self, days):
        if self.fails:
            raise ZeroDivisionError("no officer")
        return super().advance(days)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_that_fails_says_which(workers):
    with pytest.raises(RunFailed, match=r"2 gagal: ZeroDivisionError: no officer") as failure:
        list(batch(Task(plan_of(busy()), Failing), 5, workers, Silent()))
    assert failure.value.run == 2
    assert isinstance(failure.value.__cause__, ZeroDivisionError)


class Slow(ReferenceEngine):
    days_done = 0
    lock = threading.Lock()

    def advance(self, days):
        time.sleep(0.02)
        with Slow.lock:
            Slow.days_done += days
        return super().advance(days)


class Impatient(Silent):
    """Ctrl-C reaches the main thread while it waits for the first run."""

    def done(self, days):
        raise KeyboardInterrupt(days)


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_stops_all_runs_within_a_block(workers):
    Slow.days_done = 0
    with pytest.raises(KeyboardInterrupt):
        list(batch(Task(plan_of(busy(days=500)), Slow), 4, workers, Impatient()))
    done = Slow.days_done
    time.sleep(0.1)
    assert Slow.days_done == done < 500


def test_runs_come_in_order_and_not_too_far_ahead():
    made = []

    class Counted(ReferenceEngine):
        def __init__(self, plan, run):
            made.append(run)
            super().__init__(plan, run)

    runs = batch(Task(plan_of(busy(days=1)), Counted), 30, 3, Silent())
    first = next(runs)
    time.sleep(0.2)
    assert first.number == 0
    assert len(made) <= 7  # two for each worker, and one that was taken
    assert [run.number for run in runs] == list(range(1, 30))


# ------------------------------------------------------------------------------------------------------- frames


def tiny(**keys) -> Scenario:
    """Three come to a counter of 10 minutes: one is served, one waits and gives up, one finds no room."""
    return office(
        service=one_step(10, patience=constant(5)),
        station=counter(room=1),
        arrivals=[at([1, 2, 3])],
        **keys,
    )


def test_visits_say_na_where_nothing_happened():
    visits = reference(tiny(), 1, keep_visits=True).visits.sort_values("visit").reset_index(drop=True)
    assert visits["outcome"].tolist() == ["served", "gave_up", "refused"]
    assert visits["start_s"].isna().tolist() == [False, True, True]
    assert visits["officer"].isna().tolist() == [False, True, True]
    assert visits["citizen"].isna().all()
    assert (visits.select_dtypes("number").fillna(0) >= 0).all(axis=None)
    assert visits["day"].tolist() == [pd.Timestamp("2026-01-05")] * 3
    assert visits[["service", "step", "stream"]].iloc[0].tolist() == ["service", "step", "all"]


def test_visits_that_were_not_kept_are_not_made_up():
    with pytest.raises(ValueError, match="keep_visits=True"):
        _ = reference(tiny(), 1).visits


def test_days_carry_real_dates_and_people_their_kind():
    scenario = office(
        citizens={"count": 3, "needs_per_year": 250.0}, service=one_step(1), days=6, hours={"workdays": "08:00-12:00"}
    )
    result = reference(scenario, 2)
    assert result.days["day"].dt.day_name().tolist()[:6] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Monday",
    ]
    assert result.days["ended"].min() >= pd.Timestamp("2026-01-05 12:00")
    assert result.people.groupby("kind", observed=True).size().to_dict() == {"officer": 2, "citizen": 6}
    served = result.people.query("kind == 'officer'")["served"].sum()
    assert served == result.people.query("kind == 'citizen'")["completed"].sum() == result.days["served"].sum()


def test_groups_and_summary_agree_with_the_runs():
    result = reference(busy())
    by_hour = result.by("hour")
    assert by_hour.groupby("run")["arrivals"].sum().tolist() == result.runs["arrivals"].tolist()
    row = result.summary().query("measure == 'wait_mean_min' and by == ''").iloc[0]
    assert row["mean"] == pytest.approx(result.runs["wait_mean_min"].mean())
    assert row["low"] < row["mean"] < row["high"]


# -------------------------------------------------------------------------------------------------- comparison


def test_scenarios_are_compared_with_the_same_luck():
    found = compare([busy(), quicker()], 4, engine="reference")
    arrivals = found.difference(found.variants[0], Key("arrivals"))
    waits = found.difference(found.variants[0], Key("wait_mean_min"))
    assert arrivals.verdict is Verdict.SAME
    assert waits.verdict is Verdict.BETTER
    gaps = found.variants[0].of("wait_mean_min") - found.baseline.of("wait_mean_min")
    assert waits.difference.mean == pytest.approx(gaps.mean())
    alone = [reference(scenario, 4).of("wait_mean_min") for scenario in (busy(), quicker())]
    np.testing.assert_array_equal(gaps, alone[1] - alone[0])


def test_a_scenario_cannot_be_told_from_itself_and_rows_keep_their_names_apart():
    found = compare([busy(), busy()], 2, engine="reference")
    assert set(found.summary().query("runs > 0")["verdict"]) == {"same"}
    assert [result.name for result in found.results] == ["busy", "busy (2)"]


def test_one_run_gives_no_verdict():
    found = compare([busy(), quicker()], 1, engine="reference")
    assert found.difference(found.variants[0], Key("wait_mean_min")).verdict is Verdict.CANNOT_TELL


def test_runs_days_and_seed_are_those_of_the_baseline():
    found = compare([busy(seed=5, runs=2), quicker(seed=6, runs=9, days=7)], engine="reference")
    assert {(r.scenario.seed, r.scenario.days, len(r.runs)) for r in found.results} == {(5, 4, 2)}


def test_a_comparison_needs_two_scenarios_with_one_warm_up():
    with refused("compare_two"):
        compare([], engine="reference")
    with refused("compare_reforms"):
        compare([busy()], engine="reference")
    with refused("compare_warm_up"):
        compare([busy(), quicker(warm_up_days=1)], engine="reference")


# ------------------------------------------------------------------------------------------------------ folder


def write(path: Path, *scenarios: Scenario, form="parquet", visits=False, force=False) -> list[Result]:
    with ResultFolder(path, form, visits=visits, force=force) as folder:
        results = collect([Request(s, engine="reference") for s in scenarios], folder, Silent(), visits=visits)
        folder.finish(results, ["dukcapil"] * len(scenarios))
    return results


def names(path: Path) -> set[str]:
    return {file.name for file in path.iterdir()}


@pytest.mark.parametrize("form", ["parquet", "csv", "csv-id"])
def test_files_hold_what_the_frames_hold(tmp_path, form):
    write(tmp_path / "out", busy(), form=form, visits=True)
    ending = form.removesuffix("-id")
    assert names(tmp_path / "out") == {f"{t}.{ending}" for t in ("runs", "days", "people", "visits")} | {
        "manifest.json"
    }
    kept = reference(busy(), keep_visits=True)
    for name in ("runs", "days", "people", "visits"):
        path = tmp_path / "out" / f"{name}.{ending}"
        local = {"sep": ";", "decimal": ",", "encoding": "utf-8-sig"} if form == "csv-id" else {}
        found = pd.read_parquet(path) if form == "parquet" else pd.read_csv(path, **local)
        assert (path.read_bytes()[:3] == b"\xef\xbb\xbf") is (form == "csv-id")
        frame = getattr(kept, name)
        assert list(found.columns) == list(frame.columns)
        assert len(found) == len(frame)
        numbers = frame.select_dtypes("number").columns
        ours, theirs = (part[numbers].astype(float) for part in (found, frame))
        pd.testing.assert_frame_equal(ours, theirs, check_exact=form == "parquet")


def test_the_manifest_says_what_was_run_and_with_what(tmp_path):
    write(tmp_path / "out", busy())
    about = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (about["engine"], about["seed"], about["runs"], about["days"]) == ("reference", 2026, 3, 4)
    assert about["scenarios"][0]["resolved"]["days"] == 4
    assert (about["scenarios"][0]["text"], about["scenarios"][0]["files"]) == (None, [])  # made in Python
    assert set(about["program"]) >= {"loket", "python", "numpy", "numba"}
    assert set(about["tables"]) == {"runs", "days", "people"}
    assert str(Path.home()) not in json.dumps(about)


def test_results_are_replaced_only_when_asked_and_then_wholly(tmp_path):
    write(tmp_path, busy(), visits=True)
    (tmp_path / "notes.txt").write_text("mine")
    with refused("out_has_results"):
        write(tmp_path, busy())
    write(tmp_path, busy(days=2), form="csv", force=True)
    assert names(tmp_path) == {"runs.csv", "days.csv", "people.csv", "manifest.json", "notes.txt"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("")
    with refused("out_is_file"):
        write(tmp_path / "out", busy())


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_what_is_not_whole_leaves_nothing_behind(tmp_path, monkeypatch, error):
    def fail(self, results, sources):
        raise error

    monkeypatch.setattr(ResultFolder, "finish", fail)
    with pytest.raises(type(error)):
        write(tmp_path / "new", busy(), visits=True)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_leaves_the_results_of_before(tmp_path, monkeypatch):
    write(tmp_path, busy())
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)  # the manifest is the last to be written
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, busy(days=2), force=True)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_what_is_recorded_is_what_was_run_also_where_a_file_is_edited_meanwhile(tmp_path):
    (tmp_path / "base.toml").write_text('extends = "dukcapil"\ndays = 2\nruns = 1\n', "utf-8")
    (tmp_path / "kantor.toml").write_bytes(b'\xef\xbb\xbfextends = "base.toml"\r\nseed = 5\r\n')
    digests = [hashlib.sha256((tmp_path / f"{name}.toml").read_bytes()).hexdigest() for name in ("kantor", "base")]
    scenario = load(tmp_path / "kantor.toml", overrides={"citizens.count": 900})
    for path in tmp_path.glob("*.toml"):
        path.write_text("edited", "utf-8")
    write(tmp_path / "out", scenario)
    about = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["scenarios"][0]
    assert about["text"] == 'extends = "base.toml"\nseed = 5\n'
    assert [file["name"] for file in about["files"]] == ["kantor.toml", "base.toml", "dukcapil.toml", "indonesia.csv"]
    assert [file["sha256"] for file in about["files"]][:2] == digests
    texts = [file.get("text") for file in about["files"]]
    assert texts[1::2] == ['extends = "dukcapil"\ndays = 2\nruns = 1\n', None]


@pytest.mark.parametrize(
    ("text", "cell"),
    [("a;=cmd()", "a;'=cmd()"), ("a\n@x", "a\n'@x"), ("-1", "'-1"), ("a;b - c", "a;b - c"), (";;+1", ";;'+1")],
)
def test_a_cell_is_harmless_also_where_a_spreadsheet_parts_it_at_semicolons(text, cell):
    assert safe_cell(text) == cell


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    write(tmp_path, replace(busy(days=1), name="=cmd()|A1"), form="csv")
    for name in ("runs", "days", "people"):
        assert set(pd.read_csv(tmp_path / f"{name}.csv")["scenario"]) == {"'=cmd()|A1"}
    assert pd.read_csv(tmp_path / "runs.csv")["arrivals"].dtype.kind == "f"


def test_compared_scenarios_share_their_files_also_where_they_differ_in_people(tmp_path):
    two = busy(officer=officer(count=2), title="two", arrivals=[*RATES_OF_ALL, {**at([5]), "name": "more"}])
    write(tmp_path, busy(), two, visits=True)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    assert runs["scenario"].tolist() == ["busy"] * 3 + ["two"] * 3
    assert runs["utilisation[officer=officer 2]"].isna().tolist() == [True] * 3 + [False] * 3
    assert set(pd.read_parquet(tmp_path / "visits.parquet")["stream"]) == {"all", "more"}
    assert set(pd.read_parquet(tmp_path / "comparison.parquet")["scenario"]) == {"two"}


RATES_OF_ALL = [{"name": "all", "service": "service", "rates_per_hour": RATES}]


# ------------------------------------------------------------------------------------------------- the whole office


ONCE_A_WEEK = {"name": "keliling", "kind": "mobile", "days": ["wed"], "travel_min": 10.0, "fee_rupiah": 5_000.0}
PEOPLE = {
    "count": 40,
    "needs_per_year": 60.0,
    "knows_document": 0.6,
    "travel": constant(30),
    "trip_rupiah": 10_000.0,
    "digital_skill": 0.5,
}
CHECKED = {"name": "checked", "station": "counter", "time": constant(5), "checks_file": 1.0}
TYPED = {"name": "typed", "station": "back", "time": constant(50)}


def followed(**keys) -> Scenario:
    """Papers are checked before the citizen, the file is typed behind the counter, what is missing is brought later."""
    usual = {
        "hours": {"workdays": "08:00-12:00"},
        "service": [{"name": "kk", "documents": 2, "deadline_days": 2, "step": [CHECKED, TYPED]}],
        "station": [{"name": "counter"}, {"name": "back", "back_office": True}],
        "citizens": PEOPLE,
        "channel": [{**ONCE_A_WEEK, "willing": 0.3}],
        "returns": {"incomplete": {"share": 0.8, "after_days": 1}},
        "days": 10,
        "runs": 2,
    }
    return replace(office(**(usual | keys)), name="followed")


REGION = [{"name": "pusat"}, {"name": "kec"}]


@pytest.fixture(scope="module")
def whole() -> Result:
    return reference(followed(), keep_visits=True)


def test_both_engines_give_the_same_tables_of_cases():
    scenario = followed(office=REGION)
    compiled, plain = (replicate(scenario, keep_visits=True, engine=engine) for engine in ("compiled", "reference"))
    for name in ("runs", "days", "people", "visits", "cases"):
        pd.testing.assert_frame_equal(getattr(compiled, name), getattr(plain, name))


def test_files_are_rows_without_a_visit_that_may_end_another_day(whole):
    files = whole.visits[whole.visits["visit"].isna()]
    assert set(files["step"]) == {"typed"}
    assert not files["last"].any()
    assert files["finish_s"].max() > 86_400
    citizens = whole.visits[whole.visits["visit"].notna()]
    assert set(citizens["step"]) == {"checked"}
    assert citizens["last"].all()  # the file goes on alone
    assert set(whole.visits["channel"]) == {"walk_in", "keliling"}
    assert set(whole.visits["office"]) == {"followed"}  # an office that is alone has the name of its scenario


def test_cases_tell_what_visits_tell(whole):
    cases, visits = whole.cases, whole.visits.query("last")
    begun = visits.groupby(["run", "case"]).size()
    ended = cases.set_index(["run", "case"])
    assert (ended["visits"].reindex(begun.index) == begun).all()
    assert ended["waited_h"].sum() == pytest.approx(visits["waited_s"].sum() / 3600)
    finished, still = ended[ended["outcome"] == "finished"], ended[ended["outcome"] == "open"]
    assert (finished["ended"] >= finished["began"]).all()
    assert still["ended"].isna().all()
    assert still["days"].isna().all()
    business = np.busday_count(finished["began"].values.astype("M8[D]"), finished["ended"].values.astype("M8[D]"))
    assert finished["days"].tolist() == business.tolist()
    assert set(ended["reason"].dropna()) == {"incomplete"}


def test_a_case_costs_its_trips_and_its_fee(whole):
    cases = whole.cases
    walked, fetched = cases[cases["channel"] == "walk_in"], cases[cases["channel"] == "keliling"]
    assert (walked["rupiah"] == 10_000 * walked["trips"]).all()
    assert (fetched["rupiah"] == 10_000 * fetched["trips"] + 5_000).all()
    people = whole.people.query("kind == 'citizen'")
    assert people["rupiah"].sum() == pytest.approx(cases["rupiah"].sum())
    assert people["finished"].sum() == (cases["outcome"] == "finished").sum()
    assert people["skill"].between(0, 1).all()


def test_measures_of_cases_are_those_of_their_rows(whole):
    for run, cases in whole.cases.groupby("run"):
        finished = cases[cases["outcome"] == "finished"]
        ended = cases[cases["outcome"] != "open"]
        assert whole.of("days_to_finish_mean")[run] == pytest.approx(finished["days"].mean())
        assert whole.of("visits_per_case")[run] == pytest.approx(finished["visits"].mean())
        assert whole.of("rupiah_per_case")[run] == pytest.approx(ended["rupiah"].mean())
        assert whole.of("citizen_hours_per_case")[run] == pytest.approx((ended["spent_h"] + ended["travel_h"]).mean())
        assert whole.of("cases_open")[run] == (cases["outcome"] == "open").sum()


def test_cases_are_kept_with_the_visits_and_only_where_they_are_followed(tmp_path):
    with pytest.raises(ValueError, match="keep_visits=True"):
        _ = reference(followed(), 1).cases
    assert reference(busy(), 1, keep_visits=True).cases.empty
    write(tmp_path, busy(), followed(runs=3), visits=True)
    cases = pd.read_parquet(tmp_path / "cases.parquet")
    assert set(cases["scenario"]) == {"followed"}
    assert set(pd.read_parquet(tmp_path / "people.parquet")["scenario"]) == {"busy", "followed"}
    days = pd.read_parquet(tmp_path / "days.parquet").groupby("scenario")["incomplete"]
    assert days.count().to_dict() == {"busy": 0, "followed": 30}  # where papers cannot be missing it is empty
    write(tmp_path, busy(), force=True)
    assert not (tmp_path / "cases.parquet").exists()


def test_a_region_has_a_row_for_each_day_of_each_office():
    result = reference(followed(office=REGION), 1, keep_visits=True)
    arrivals = result.visits.query("last").groupby(["day", "office"], observed=False).size()
    rows = result.days.set_index(["day", "office"])["arrivals"]
    assert len(rows) == 20
    assert rows.to_dict() == arrivals.to_dict()
    officers = result.people.query("kind == 'officer'")
    assert list(zip(officers["name"], officers["office"], strict=True)) == [
        ("officer (pusat)", "pusat"),
        ("officer (kec)", "kec"),
    ]
    by_office = result.by("office")
    assert by_office["office"].tolist() == ["pusat", "kec"]
    assert by_office["arrivals"].sum() == result.of("arrivals")[0]


def test_groups_of_stations_hold_the_waits_of_people_and_of_files(whole):
    stations = whole.by("station").set_index("station")
    assert stations["step_wait_mean_min"].isna().to_dict() == {"counter": False, "back": True}
    assert stations["step_wait_days_mean"].isna().to_dict() == {"counter": True, "back": False}


# ------------------------------------------------------------------------------------------------------ events


def test_vidigi_makes_frames_of_people_files_and_who_stays_away(whole):
    """Each has one arrival and one departure, a file for each time that it lies in the back office."""
    from vidigi.prep import generate_animation_df, reshape_for_animations

    log = vidigi_events(whole.visits.query("run == 0"))
    files = log[log["entity_id"].str.startswith("file ")]
    rows = whole.visits.query("run == 0 and visit.isna()")
    assert set(files["case"]) == set(rows["case"])
    assert (files["event"] == "kk.typed").sum() == len(rows)
    ends = log[log["event_type"] == "arrival_departure"].groupby("entity_id")["event"].apply(list)
    assert all(both == ["arrival", "depart"] for both in ends)
    assert len(ends) == whole.visits.query("run == 0")["visit"].nunique() + files["entity_id"].nunique()
    assert set(log["outcome"]) == set(whole.visits.query("run == 0")["outcome"])
    seen = reshape_for_animations(log, every_x_time_units=30, warm_up=480, limit_duration=740)
    names = seen["event"].dropna().unique()
    places = pd.DataFrame({"event": names, "x": 100, "y": 50 * np.arange(len(names)), "label": names})
    frames = generate_animation_df(seen, places)
    assert {"x_final", "y_final"} <= set(frames.columns)
    assert {"kk.typed_wait", "kk.checked"} <= set(frames["event"])


def test_who_misses_an_appointment_is_in_both_logs_and_gone_at_once():
    booked = {"name": "janji", "kind": "appointment", "slots": [["08:00-11:00", 15, 2]], "no_show": 0.3}
    visits = reference(followed(channel=[booked]), 1, keep_visits=True).visits
    missed = set(visits.loc[visits["outcome"] == "no_show", "case"])
    assert missed
    log = vidigi_events(visits).query("outcome == 'no_show'")
    assert set(log["case"]) == missed
    assert (log.groupby("entity_id")["time"].agg(np.ptp) == 0).all()
    assert set(log["event"]) == {"arrival", "depart"}
    assert len(xes_events(visits).query("outcome == 'no_show'")) == len(log) / 2


def test_a_file_of_process_mining_is_well_formed_whatever_names_say(whole, tmp_path):
    evil = "<&\"'\x00]]>"
    names = list(dict.fromkeys(whole.visits["class"]))
    visits = whole.visits.assign(**{"class": whole.visits["class"].astype(str).replace(names[0], evil)})
    log, root = xes_events(visits), ET.parse(write_xes(visits, tmp_path / "log.xes")).getroot()  # noqa: S314  (our own)
    space = {"x": "http://www.xes-standard.org/"}
    traces = root.findall("x:trace", space)
    assert [one.find("x:string[@key='concept:name']", space).get("value") for one in traces] == list(
        dict.fromkeys(log["case:concept:name"])
    )
    events = [{part.get("key"): part.get("value") for part in event} for event in root.iter(f"{{{space['x']}}}event")]
    assert len(events) == len(log)
    assert all({"concept:name", "time:timestamp", "lifecycle:transition", "class"} <= set(event) for event in events)
    assert [pd.Timestamp(event["time:timestamp"]) for event in events] == log["time:timestamp"].tolist()
    assert "<&\"']]>" in {event["class"] for event in events}
    with refused("out_is_there"):
        write_xes(visits, tmp_path / "log.xes")
    with refused("visits_frame"):
        write_xes(visits.drop(columns="start_s"), tmp_path / "other.xes")


def test_the_log_of_process_mining_tells_a_case_in_the_order_in_which_it_happened(whole):
    log = xes_events(whole.visits)
    assert log["case:concept:name"].nunique() == len(whole.visits.groupby(["run", "case"]))
    traces = log.groupby("case:concept:name")["time:timestamp"]
    assert traces.apply(lambda times: times.is_monotonic_increasing).all()
    done = log[log["lifecycle:transition"] == "complete"].groupby("case:concept:name")["concept:name"].apply(list)
    assert ["kk.checked", "kk.typed"] in done.tolist()
    assert ["kk.checked", "kk.checked", "kk.typed"] in done.tolist()  # papers were brought later


def test_who_leaves_is_withdrawn_in_the_log_of_process_mining():
    log = xes_events(reference(tiny(), 1, keep_visits=True).visits)
    assert log["lifecycle:transition"].tolist() == ["schedule", "start", "complete", "schedule", "withdraw", "withdraw"]


def test_the_event_log_is_one_that_vidigi_reads():
    log = vidigi_events(reference(tiny(days=2), 1, keep_visits=True).visits)
    assert set(log["event_type"]) == {"arrival_departure", "queue", "resource_use", "resource_use_end"}
    ends = log[log["event_type"] == "arrival_departure"].groupby("entity_id")["event"].apply(list)
    assert ends.tolist() == [["arrival", "depart"]] * 6
    used = log[log["event_type"].str.startswith("resource")]
    assert used["resource_id"].tolist() == [1, 1, 1, 1]
    assert log["time"].is_monotonic_increasing


def test_the_event_log_tells_a_visit_in_minutes_over_the_run():
    log = vidigi_events(reference(tiny(days=2), 1, keep_visits=True).visits)
    first = log[log["entity_id"] == log["entity_id"].iloc[0]]
    assert list(zip(first["event"], first["time"], strict=True)) == [
        ("arrival", 1),
        ("service.step_wait", 1),
        ("service.step", 1),
        ("service.step_end", 11),
        ("depart", 11),
    ]
    assert log.loc[log["event"] == "arrival", "time"].tolist() == [1, 2, 3, 1441, 1442, 1443]
