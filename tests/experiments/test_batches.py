"""Does a batch in a folder go on where it stopped, run anew what changed, and pair what belongs together?"""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from refusals import refused

from sim.experiments import batches
from sim.experiments.batch_files import BEFORE, read_point
from sim.experiments.batches import file_of, run_batch
from sim.experiments.designs import Point, crossed
from sim.measures import Key
from sim.reforms import Leadership, Training
from sim.runs import BadRequest, compare, replicate
from sim.runs.replicate import replicated
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
    def replicated_twice(requests, **options):
        if len(list(tmp_path.glob("*.parquet"))) == 2:
            raise KeyboardInterrupt
        return replicated(requests, **options)

    monkeypatch.setattr(batches, "replicated", replicated_twice)
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
        with pytest.warns(UserWarning, match=r"dpmptsp\.parquet"):
            assert run_batch(design[:1], tmp_path, **FEW).ran == ("dpmptsp",)


@pytest.mark.parametrize("flips", [20, pytest.param(300, marks=pytest.mark.long)])
def test_a_single_bit_that_flipped_is_noticed_wherever_it_is(design, tmp_path, flips):
    batch = run_batch(design[:1], tmp_path, **FEW)
    path, whole = tmp_path / "dpmptsp.parquet", batch.table()
    content = path.read_bytes()
    bits = np.random.default_rng(1).integers(8 * len(content), size=flips).tolist()
    for bit in [*bits, 8 * (content.rindex(BEFORE) + len(BEFORE))]:
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        assert read_point(path) is None
    with pytest.raises(BadRequest, match=r"dpmptsp\.parquet"):
        batch.table()
    with pytest.warns(UserWarning, match=r"dpmptsp\.parquet"):
        again = run_batch(design[:1], tmp_path, **FEW)
    assert again.ran == ("dpmptsp",)
    assert again.table().equals(whole)


def test_a_file_that_another_batch_replaced_is_not_read_as_this_one(design, tmp_path):
    batch = run_batch(design[:1], tmp_path, **FEW)
    run_batch(design[:1], tmp_path, **{**FEW, "seed": 7})
    with pytest.raises(BadRequest, match=r"dpmptsp\.parquet"):
        batch.table()


@pytest.mark.parametrize(
    "columns",
    [
        {"run": 3}, {"Office": "a"}, {"wait_mean_min": 1.0}, {"wait_mean_min[service=kk]": 1.0}, {"a": 1, "A": 2},
        {"": 1}, {3: 1}, {"a": None}, {"a": [1]}, {"a": math.nan}, {"a": 2**70}, {"a": "x" * 300}, {"a": "\x1b[2J"},
        {"a": np.zeros(2)},
    ],
)  # fmt: skip
def test_a_design_that_cannot_be_kept_is_refused_before_the_first_run(office, tmp_path, columns):
    with pytest.raises(BadRequest):
        run_batch([Point(office), Point(office, columns)], tmp_path / "new", **FEW)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("names", [("kk", "KK"), ("caf\u00e9", "cafe\u0301"), ("a b", "a-b")])
def test_points_that_one_file_would_hold_are_refused(office, tmp_path, names):
    with refused("batch_doubles"):
        run_batch([Point(office, {"where": name}) for name in names], tmp_path, **FEW)


def test_truth_and_numpy_values_come_back_as_they_were(office, tmp_path):
    given = [{"a": True, "b": np.float32(0.5), "c": np.int64(3)}, {"a": np.bool_(False), "b": 0.1234567, "c": 0}]
    table = run_batch([Point(office, columns) for columns in given], tmp_path, runs=1, days=2).table()
    assert table[["a", "b", "c"]].to_numpy().tolist() == [[True, 0.5, 3], [False, 0.1234567, 0]]
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["dpmptsp.False.0.1234567", "dpmptsp.True.0.5.3"]


@pytest.mark.parametrize("name", ["con", "AUX", "com1"])
def test_no_file_bears_the_name_of_a_device_of_windows(office, tmp_path, name):
    assert file_of(tmp_path, Point(replace(office, name=name))).name == f"_{name}.parquet"


def test_nothing_half_written_stays_behind(design, tmp_path, monkeypatch):
    from pyarrow import parquet

    monkeypatch.setattr(
        parquet.ParquetWriter, "write_table", lambda *_, **__: (_ for _ in ()).throw(OSError("disk full"))
    )
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


def test_points_of_ones_own_are_compared_with_the_first_of_their_office(office, tmp_path):
    crowd = office.citizens.count
    points = [
        Point(replace(office, citizens=replace(office.citizens, count=n * crowd)), {"crowd": n, "plan": "a"})
        for n in (1, 2)
    ]
    found = run_batch(points, tmp_path, runs=3, days=10).differences("arrivals").iloc[0]
    assert (found["office"], found["crowd"], found["plan"], found["verdict"]) == ("dpmptsp", 2, "a", "higher")


def test_an_office_gives_in_a_batch_what_it_gives_alone(office, tmp_path):
    """Also its citizens, who know nothing of other offices."""
    other = replace(office, name="other", officers=tuple(replace(one, count=1) for one in office.officers))
    both = run_batch([Point(office), Point(other)], tmp_path / "both", runs=2, days=5).table()
    alone = run_batch([Point(other)], tmp_path / "alone", runs=2, days=5).table()
    assert list(both.query("office == 'other'")["trust_end_mean"]) == list(alone["trust_end_mean"])


def test_two_points_of_one_name_are_refused(office, tmp_path):
    with refused("batch_doubles"):
        run_batch([Point(office), Point(office)], tmp_path, **FEW)


def test_names_of_files_stay_within_the_folder(office, tmp_path):
    point = Point(replace(office, name="../verification/tandem"), {"reform": "a b", "strength": 0.25})
    assert file_of(tmp_path, point).resolve().parent == tmp_path.resolve()
    assert file_of(tmp_path, point).name == "..-verification-tandem.a-b.0.25.parquet"
