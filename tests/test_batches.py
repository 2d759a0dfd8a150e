"""Does a batch in a folder go on where it stopped, run anew what changed, and pair what belongs together?"""

from dataclasses import replace

import pandas as pd
import pytest

from sim.measures import Key
from sim.reforms import Leadership, Training
from sim.runs import batches, compare, replicate
from sim.runs.batches import Point, crossed, file_of, run_batch
from sim.scenario import load

FEW = {"runs": 2, "days": 4}


@pytest.fixture(scope="module")
def office():
    return load("dpmptsp")


@pytest.fixture
def design(office):
    return crossed([office], [Training(), Leadership()], [0.5, 1.0])


def stamps(folder):
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_each_office_comes_without_reforms_and_with_each_reform_at_each_strength(design):
    assert [point.name for point in design] == [
        "dpmptsp",
        "dpmptsp.training.0.5",
        "dpmptsp.training.1",
        "dpmptsp.leadership.0.5",
        "dpmptsp.leadership.1",
    ]
    assert [[r.strength for r in point.scenario.reforms] for point in design] == [[], [0.5], [1.0], [0.5], [1.0]]


def test_a_file_holds_what_a_run_of_its_own_gives(design, tmp_path):
    run_batch(design[:1], tmp_path, **FEW)
    stored = pd.read_parquet(tmp_path / "dpmptsp.parquet")
    alone = replicate(design[0].scenario, **FEW)
    assert list(stored["wait_mean_min"]) == list(alone.of("wait_mean_min"))
    assert list(stored["run"]) == [0, 1]
    assert set(stored.columns) == {"office", "reform", "strength", "run", *(key.label for key in alone.keys)}


def test_a_batch_goes_on_where_it_was_interrupted(design, tmp_path, monkeypatch):
    def replicate_twice(plan, **options):
        if len(list(tmp_path.glob("*.parquet"))) == 2:
            raise KeyboardInterrupt
        return replicate(plan, **options)

    monkeypatch.setattr(batches, "replicate", replicate_twice)
    with pytest.raises(KeyboardInterrupt):
        run_batch(design, tmp_path, **FEW)
    before = stamps(tmp_path)
    assert sorted(before) == ["dpmptsp.parquet", "dpmptsp.training.0.5.parquet"]
    monkeypatch.undo()
    again = run_batch(design, tmp_path, **FEW)
    assert again.ran == ("dpmptsp.training.1", "dpmptsp.leadership.0.5", "dpmptsp.leadership.1")
    assert before.items() <= stamps(tmp_path).items()
    assert run_batch(design, tmp_path, **FEW).ran == ()


def test_a_file_that_was_cut_off_or_is_something_else_is_made_anew(design, tmp_path):
    run_batch(design[:1], tmp_path, **FEW)
    path = tmp_path / "dpmptsp.parquet"
    for content in (path.read_bytes()[:-50], b"", b"not a table"):
        path.write_bytes(content)
        assert run_batch(design[:1], tmp_path, **FEW).ran == ("dpmptsp",)


def test_nothing_half_written_stays_behind(design, tmp_path, monkeypatch):
    from pyarrow import parquet

    monkeypatch.setattr(parquet, "write_table", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        run_batch(design[:1], tmp_path, **FEW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"runs": 3, "days": 4},
        {"runs": 2, "days": 5},
        {"runs": 2, "days": 4, "seed": 7},
    ],
)
def test_other_runs_days_or_seed_call_for_new_runs(design, tmp_path, change):
    run_batch(design[:1], tmp_path, **FEW)
    assert run_batch(design[:1], tmp_path, **change).ran == ("dpmptsp",)


def test_another_number_in_the_scenario_calls_for_new_runs(design, tmp_path):
    run_batch(design[:1], tmp_path, **FEW)
    busier = load("dpmptsp", overrides={"citizens.count": 5_000})
    assert run_batch([replace(design[0], scenario=busier)], tmp_path, **FEW).ran == ("dpmptsp",)


def test_another_program_calls_for_new_runs(design, tmp_path, monkeypatch):
    run_batch(design[:1], tmp_path, **FEW)
    monkeypatch.setattr(batches, "_program", lambda: "another")
    assert run_batch(design[:1], tmp_path, **FEW).ran == ("dpmptsp",)


def test_differences_are_paired_as_a_comparison_pairs_them(design, tmp_path):
    found = run_batch(design[:3], tmp_path, runs=3, days=10).differences("wait_mean_min", "ikm")
    whole = compare([design[0].scenario, design[2].scenario], runs=3, days=10)
    gap = whole.difference(whole.variants[0], Key("wait_mean_min"))
    row = found.query("strength == 1.0 and measure == 'wait_mean_min'").iloc[0]
    assert (row["difference"], row["low"], row["high"]) == pytest.approx(gap.difference[:3])
    assert (row["verdict"], row["unit"], row["runs"]) == (str(gap.verdict), "min", 3)
    assert list(found["measure"]) == ["wait_mean_min", "ikm"] * 2


def test_two_points_of_one_name_are_refused(office, tmp_path):
    with pytest.raises(ValueError, match="several points are called dpmptsp"):
        run_batch([Point(office), Point(office)], tmp_path, **FEW)


def test_names_of_files_stay_within_the_folder(office, tmp_path):
    point = Point(replace(office, name="../verification/tandem"), {"reform": "a b", "strength": 0.25})
    assert file_of(tmp_path, point).resolve().parent == tmp_path.resolve()
    assert file_of(tmp_path, point).name == "..-verification-tandem.a-b.0.25.parquet"
