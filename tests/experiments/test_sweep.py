"""Does a store go on where it stopped, make each run once, serve nothing wrong, and pair what belongs together?"""

import json
import math
import os
import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from refusals import refused
from small_studies import STUDY, study

from sim.cli import main
from sim.experiments.store import origin as origins
from sim.experiments.store.blocks import BEFORE, about_of, read_table, write_table
from sim.experiments.store.store import Held, Store, missing_blocks
from sim.experiments.store.verified import verified
from sim.experiments.store.whole_runs import RunShelf
from sim.experiments.study.designs import Point, crossed
from sim.experiments.sweep.crew import BlockFailed, Crew, WorkerLost
from sim.experiments.sweep.forecast import forecast
from sim.experiments.sweep.sweep import sweep
from sim.language import text
from sim.measures import Key
from sim.reforms import Leadership, Training
from sim.runs import BadRequest, compare, replicate
from sim.runs.making.progress import Silent
from sim.runs.making.request import Request
from sim.scenario import load
from sim.views.reports.sweep import sweep_text

FEW = {"runs": 2, "days": 4}


@pytest.fixture(scope="module")
def office():
    return load("dpmptsp")


@pytest.fixture
def design(office):
    return crossed([office], [Training(), Leadership()], [0.5, 1.0])


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted((folder / "runs").rglob("*.parquet"))}


def only_file(folder):
    (path,) = (folder / "runs").rglob("*.parquet")
    return path


def test_a_store_holds_what_a_run_of_its_own_gives(design, tmp_path):
    found = sweep(design[:1], tmp_path, **FEW)
    alone = replicate(design[0].scenario, **FEW)
    labels = [key.label for key in alone.keys]
    table = found.table(*labels)
    assert np.array_equal(table[labels].to_numpy(), alone.values, equal_nan=True)
    assert list(table["run"]) == [0, 1]
    assert set(found.table().columns) == {"office", "reform", "strength", "run", *(x for x in labels if "[" not in x)}


def test_only_what_is_missing_is_made_also_of_an_extended_study_and_of_another(tmp_path):
    first = sweep(study(tmp_path), tmp_path / "store")
    assert (first.made, first.runs) == (12, 12)
    assert sweep(study(tmp_path), tmp_path / "store").made == 0
    more = sweep(study(tmp_path, STUDY.replace("[1.0, 1.5]", "[1.0, 1.5, 2.0]")), tmp_path / "store", runs=5)
    assert more.made == 12 // 3 * 2 + 2 * 5
    one = (
        'scenarios = ["kantor.toml"]\ndesign = "one_at_a_time"\nreplications = 5\n[lever]\n"demand.factor" = [1.5, 2]\n'
    )
    assert sweep(study(tmp_path, one), tmp_path / "store").made == 0
    assert verified(tmp_path / "store").runs == 30


def test_workers_their_order_and_an_interruption_change_no_bit(tmp_path):
    class Impatient(Silent):
        days = 0

        def done(self, days):
            self.days += days
            if self.days > 25:
                raise KeyboardInterrupt

    path = study(tmp_path)
    sweep(path, tmp_path / "one", workers=1)
    with pytest.raises(KeyboardInterrupt):
        sweep(path, tmp_path / "stopped", workers=2, progress=Impatient())
    begun = files(tmp_path / "stopped")
    assert 0 < len(begun) < 12
    sweep(path, tmp_path / "stopped", workers=3)
    whole = files(tmp_path / "one")
    assert files(tmp_path / "stopped") == whole
    assert begun.items() <= whole.items()


@pytest.mark.parametrize("flips", [20, pytest.param(300, marks=pytest.mark.long)])
def test_a_damaged_file_is_named_never_served_and_made_anew(design, tmp_path, flips):
    found = sweep(design[:1], tmp_path, runs=1, days=4)
    path, whole = only_file(tmp_path), found.table()
    content = path.read_bytes()
    bits = np.random.default_rng(1).integers(8 * len(content), size=flips).tolist()
    damaged = bytearray()
    for bit in [*bits, 8 * (content.rindex(BEFORE) + len(BEFORE))]:
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        assert about_of(path) is None
    for wrong in (damaged, content[:-50], b"", b"not a table"):
        path.write_bytes(wrong)
        with pytest.raises(BadRequest, match=path.name):
            found.table()
        assert verified(tmp_path).damaged == (path,)
        with pytest.warns(UserWarning, match=path.name):
            again = sweep(design[:1], tmp_path, runs=1, days=4)
        assert (again.made, again.damaged) == (1, (path,))
        assert path.read_bytes() == content
        assert again.table().equals(whole)


def test_a_file_that_is_whole_and_holds_something_else_is_made_anew(design, tmp_path):
    found = sweep(design[:1], tmp_path, runs=1, days=4)
    path, whole = only_file(tmp_path), found.table()
    table, about = read_table(path)
    for forged in (table.drop(["by"]), table.set_column(5, "value", [[1] * len(table)]), table[:0]):
        write_table(path, forged, about)
        with pytest.warns(UserWarning, match=path.name):
            assert sweep(design[:1], tmp_path, runs=1, days=4).table().equals(whole)
    (study,) = (tmp_path / "studies").glob("*.parquet")
    table, about = read_table(study)
    outside = table.set_column(table.column_names.index("point"), "point", [["../../outside"]])
    for forged in (table.drop(["loket.idle"]), outside):
        write_table(study, forged, about)
        study.with_suffix(".json").write_text("[" * 100_000)
        (path.parent / "point.json").write_text("[" * 100_000)
        assert verified(tmp_path).points == 1
        assert sweep(design[:1], tmp_path, runs=1, days=4).table().equals(whole)


def test_a_block_of_another_point_is_not_served_in_its_place(design, tmp_path):
    sweep(design[:1], tmp_path / "other", runs=1, days=4, seed=7)
    found = sweep(design[:1], tmp_path / "own", runs=1, days=4)
    shutil.copy(only_file(tmp_path / "other"), only_file(tmp_path / "own"))
    with pytest.raises(BadRequest, match=r"\.parquet"):
        found.table()
    with pytest.warns(UserWarning, match=r"\.parquet"):
        assert sweep(design[:1], tmp_path / "own", runs=1, days=4).made == 1


def test_cleaning_removes_what_is_damaged_and_nothing_that_is_not_lokets(design, tmp_path):
    sweep(design[:2], tmp_path, runs=1, days=4)
    damaged, _ = (tmp_path / "runs").rglob("*.parquet")
    damaged.write_bytes(damaged.read_bytes()[:-9])
    mine = [damaged.parent / "note.txt", tmp_path / "runs" / "a.parquet", damaged.with_name("000000-999999.parquet")]
    for path in mine:
        path.write_text("mine")
    assert set(verified(tmp_path).foreign) == {*mine[:2]}
    assert (verified(tmp_path, clean=True).cleaned, damaged.exists()) == (1, False)
    assert all(path.read_text() == "mine" for path in mine)


def test_whole_runs_are_cleaned_likewise_and_nothing_is_written_through_a_link(design, tmp_path):
    sweep(design[:1], tmp_path / "store", runs=1, days=4)
    home = tmp_path / "store" / "kept" / ("a" * 32)
    shelf = RunShelf(home.parent, [[home.name]])
    for number in (0, 1):
        shelf.write(number, [{"x": np.arange(3)}])
    good, cut, mine, link = (home / f"{number:06}.run" for number in range(4))
    cut.write_bytes(cut.read_bytes()[:-9])
    mine.write_text("mine")
    (outside := tmp_path / "note.txt").write_text("mine")
    block = only_file(tmp_path / "store")
    block.unlink()
    for place in (link, block):
        place.symlink_to(outside)
    found = verified(tmp_path / "store", clean=True)
    assert (found.cleaned, good.exists(), cut.exists(), mine.read_text()) == (1, True, False, "mine")
    assert {*found.damaged} == {mine, link, block}
    shelf.write(3, [{"x": np.arange(3)}])
    with pytest.warns(UserWarning, match=block.name):
        sweep(design[:1], tmp_path / "store", runs=1, days=4)
    assert (outside.read_text(), link.is_symlink(), block.is_symlink()) == ("mine", False, False)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_nobody_waits_at_a_pipe_where_a_file_of_ours_would_stand(design, tmp_path):
    def pipe(path):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
        return path

    store = tmp_path / "store"
    sweep(design[:1], store, runs=1, days=4)
    RunShelf(store / "kept", [["a" * 32]]).write(0, [{"x": np.arange(3)}])
    block = only_file(store)
    pipe(next(store.rglob("point.json")))
    assert [*verified(store).origins] == ["?"]
    pipes = {pipe(block), pipe(store / "kept" / ("a" * 32) / "000000.run")}
    found = verified(store, clean=True)
    assert ({*found.damaged}, found.cleaned) == (pipes, 0)
    shelf = RunShelf(store / "kept", [["a" * 32]])
    assert shelf.read(0) is None
    shelf.write(0, [{"x": np.arange(3)}])
    with pytest.warns(UserWarning, match=block.name):
        sweep(design[:1], store, runs=1, days=4)
    assert verified(store).damaged == ()
    pipe(store / "loket-store.json")
    with refused("store_other"):
        verified(store)


def test_a_folder_of_something_else_and_a_store_of_a_later_loket_are_left_alone(design, tmp_path):
    (tmp_path / "photo.jpg").write_text("mine")
    with refused("store_blank"):
        sweep(design[:1], " ", **FEW)
    with refused("store_other"):
        sweep(design[:1], tmp_path, **FEW)
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "loket-store.json").write_text('{"loket": "store", "schema": 2}')
    with refused("store_newer"):
        sweep(design[:1], tmp_path / "later", **FEW)
    with refused("store_none"):
        verified(tmp_path / "nowhere")


@pytest.mark.parametrize("change", ["seed", "days", "platform", "program"])
def test_another_seed_length_platform_or_program_calls_for_new_runs_and_mixes_with_none(
    design, tmp_path, change, monkeypatch
):
    first = sweep(design[:1], tmp_path, **FEW)
    if change in ("platform", "program"):
        other = origins.origin()._replace(**{change: "another"})
        for module in ("store.origin", "store.records", "sweep.crew", "sweep.sweep"):
            monkeypatch.setattr(f"sim.experiments.{module}.origin", lambda: other)
        again = sweep(design[:1], tmp_path, **FEW)
    else:
        again = sweep(design[:1], tmp_path, **{**FEW, change: 7})
    assert again.made == 2
    assert again.rows[0].known.point != first.rows[0].known.point


def test_a_scenario_that_was_edited_is_run_anew_and_its_title_alone_is_not(tmp_path):
    path = study(tmp_path)
    sweep(path, tmp_path / "store")
    kantor = tmp_path / "kantor.toml"
    kantor.write_text(kantor.read_text().replace('en = "Office"', 'en = "Bureau"'))
    assert sweep(path, tmp_path / "store").made == 0
    kantor.write_text(kantor.read_text().replace("mean_min = 6", "mean_min = 5"))
    assert sweep(path, tmp_path / "store").made == 12


def test_two_sweeps_at_once_make_each_run_once(tmp_path):
    path = study(tmp_path)
    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(lambda _: sweep(path, tmp_path / "store", runs=6), range(2))
    assert one.made + two.made == 24
    assert one.table().equals(two.table())


def test_a_run_that_fails_names_itself_and_what_was_finished_stays(design, tmp_path, monkeypatch):
    from sim.experiments.sweep import crew

    real, calls = crew.run_one, []

    def fails(task, number, tick):
        calls.append(number)
        if len(calls) == 4:
            raise crew.RunFailed(number, ValueError("broken"))
        return real(task, number, tick)

    monkeypatch.setattr(crew, "run_one", fails)
    with pytest.raises(BlockFailed, match="broken"):
        sweep(design[:3], tmp_path, **FEW, workers=1)
    assert len(files(tmp_path)) >= 3
    monkeypatch.undo()
    assert sweep(design[:3], tmp_path, **FEW).made <= 3


def test_a_full_disk_loses_nothing_that_was_finished_and_leaves_nothing_half(design, tmp_path, monkeypatch):
    sweep(design[:1], tmp_path, **FEW)
    before = files(tmp_path)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.experiments.store.store.write_table", full)
    with pytest.raises(OSError, match="No space"):
        sweep(design[:2], tmp_path, **FEW)
    monkeypatch.undo()
    assert files(tmp_path) == before
    assert verified(tmp_path).foreign == ()


@pytest.mark.long
def test_processes_of_an_executor_give_the_same_bits_and_one_that_dies_is_told(tmp_path):
    import os
    import signal

    path = study(tmp_path)
    with ProcessPoolExecutor(2) as pool:
        sweep(path, tmp_path / "pool", executor=pool)
    sweep(path, tmp_path / "threads")
    assert files(tmp_path / "pool") == files(tmp_path / "threads")
    with ProcessPoolExecutor(2) as pool:
        victim = pool.submit(os.getpid).result()
        os.kill(victim, signal.SIGKILL)
        with pytest.raises(WorkerLost):
            sweep(path, tmp_path / "lost", executor=pool)
    assert sweep(path, tmp_path / "lost").runs == 12


def test_a_worker_of_another_platform_is_refused(design, tmp_path, monkeypatch):
    other = origins.origin()._replace(platform="Darwin-arm64")
    monkeypatch.setattr("sim.experiments.sweep.crew.Crew._checked", staticmethod(
        lambda done, check=Crew._checked: check(done._replace(origin=other))
    ))  # fmt: skip
    with refused("worker_differs"):
        sweep(design[:1], tmp_path, **FEW)
    assert files(tmp_path) == {}


def test_what_is_damaged_is_made_as_it_was_and_all_else_is_cut_at_multiples(tmp_path):
    store = Store(tmp_path)
    damaged, whole = store.block("p", 4, 7), store.block("p", 8, 10)
    assert missing_blocks(Held((whole,), (damaged,)), 14, 4) == [(4, 7), (0, 4), (7, 8), (10, 12), (12, 14)]


@pytest.mark.parametrize(
    "columns",
    [
        {"run": 3}, {"Office": "a"}, {"wait_mean_min": 1.0}, {"wait_mean_min[service=kk]": 1.0}, {"a": 1, "A": 2},
        {"": 1}, {3: 1}, {"a": [1]}, {"a": math.nan}, {"a": 2**70}, {"a": "\x1b[2J"}, {"a": np.zeros(2)}, {},
    ],
)  # fmt: skip
def test_a_design_that_cannot_be_kept_is_refused_before_the_first_run(office, tmp_path, columns):
    with pytest.raises(BadRequest):
        sweep([Point(office), Point(office, columns)], tmp_path / "new", **FEW)
    assert not (tmp_path / "new").exists()


def test_differences_are_paired_as_a_comparison_pairs_them(design, tmp_path):
    found = sweep(design[:3], tmp_path, runs=3, days=10).differences("wait_mean_min", "ikm")
    whole = compare([design[0].scenario, design[2].scenario], runs=3, days=10)
    gap = whole.difference(whole.variants[0], Key("wait_mean_min"))
    row = found.query("strength == 1.0 and measure == 'wait_mean_min'").iloc[0]
    assert (row["difference"], row["low"], row["high"]) == pytest.approx(gap.difference[:3])
    assert (row["verdict"], row["unit"], row["runs"]) == (str(gap.verdict), "min", 3)
    assert list(found["measure"]) == ["wait_mean_min", "ikm"] * 2


def test_an_office_gives_beside_others_what_it_gives_alone(office, tmp_path):
    """Also its citizens, who know nothing of other offices."""
    other = replace(office, name="other", officers=tuple(replace(one, count=1) for one in office.officers))
    both = sweep([Point(office), Point(other)], tmp_path / "both", runs=2, days=5).table()
    alone = sweep([Point(other)], tmp_path / "alone", runs=2, days=5).table()
    assert list(both.query("office == 'other'")["trust_end_mean"]) == list(alone["trust_end_mean"])


def test_duckdb_reads_a_store_as_the_guide_says(tmp_path):
    import duckdb

    found = sweep(study(tmp_path), tmp_path / "store")
    runs, points = tmp_path / "store/runs/*/*.parquet", tmp_path / f"store/studies/{found.record}.parquet"
    said = duckdb.sql(
        f"""
        SELECT p."demand.factor" AS factor, avg(r.value) AS wait
        FROM '{runs}' r JOIN '{points}' p USING (point)
        WHERE r.measure = 'wait_mean_min' AND r.by = '' GROUP BY factor ORDER BY factor
        """  # noqa: S608
    ).fetchall()
    means = found.table("wait_mean_min").groupby("demand.factor")["wait_mean_min"].mean()
    assert said == [(factor, pytest.approx(mean)) for factor, mean in means.items()]


def test_the_manifest_says_what_was_run_by_what(tmp_path):
    found = sweep(study(tmp_path), tmp_path / "store")
    said = json.loads((tmp_path / "store" / "studies" / f"{found.record}.json").read_text())
    assert {"program", "machine", "git", "command", "created", "study", "scenarios"} <= said.keys()
    assert (said["sha256"], said["text"], said["made_now"]) == (found.study.digest, STUDY, 12)


def test_a_forecast_counts_what_is_missing_and_runs_nothing_into_the_store(tmp_path):
    path = study(tmp_path)
    before = forecast(path, tmp_path / "store", workers=1)
    assert (before.points, before.runs, before.missing) == (4, 12, 12)
    assert not (tmp_path / "store").exists()
    assert min(before.cpu_s, before.disk_bytes, before.memory_bytes) > 0
    sweep(path, tmp_path / "store")
    assert forecast(path, tmp_path / "store", runs=5).missing == 8


def test_a_finished_study_makes_no_plan_again(tmp_path, monkeypatch):
    path = study(tmp_path)
    sweep(path, tmp_path / "store")
    monkeypatch.setattr(Request, "plan", lambda *_: pytest.fail("a plan was made"))
    assert sweep(path, tmp_path / "store").made == 0


def test_a_sweep_is_told_on_the_command_line_with_all_its_measures_and_what_no_point_has(tmp_path, capsys):
    path = study(tmp_path, STUDY.replace('["wait', '["wait_mean_min[service=nix]", "wait'))
    words = ["sweep", str(path), "--store", str(tmp_path / "store"), "--lang", "en"]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Served within target" in said
    assert "No point has: wait_mean_min[service=nix]." in said
    assert main([*words, "--until", "wait_mean_min[service=nix]=2"]) == 2  # of runs that are all there
    (tmp_path / "file").touch()
    assert main(["sweep", words[1], "--store", str(tmp_path / "file"), "--lang", "en"]) == 2
    assert "a store (--store) is a folder" in capsys.readouterr().err
    for option, needs in (("--anywhere", "--scheduler"), ("--force", "--bundle")):
        assert main([*words, option]) == 2
        assert f"{option} needs {needs}" in capsys.readouterr().err
    with refused("argument"):
        sweep(path, tmp_path / "store").records("wait_mean_min", 0.9)  # the level has to be named
    for option in (["--until", "wait_mean_min=5%"], ["--scheduler", "local"], ["--bundle", "b.zip"]):
        assert main(["sweep", "study.toml", "--store", "store", "--dry-run", *option, "--lang", "en"]) == 2
        assert f"leave {option[0]} out" in capsys.readouterr().err


def test_each_point_is_replicated_until_it_is_narrow_as_a_run_of_its_own_would_be(tmp_path):
    path, until = study(tmp_path), ["wait_mean_min=12%"]
    found = sweep(path, tmp_path / "store", runs=60, until=until)
    alone = [replicate(row.variant.scenario, 60, until=until) for row in found.rows]
    assert [row.runs for row in found.rows] == [len(one.replications) for one in alone]
    assert len({row.runs for row in found.rows}) > 1
    assert list(found.table("wait_mean_min")["wait_mean_min"]) == [x for one in alone for x in one.of("wait_mean_min")]
    assert sweep(path, tmp_path / "store", runs=60, until=until).made == 0
    assert "stayed wider" not in sweep_text(found, "en")
    used_up = sweep_text(sweep(path, tmp_path / "store", runs=10, until="wait_mean_min=1%"), "en")
    assert "At 4 of 4 points intervals stayed wider" in used_up
    assert used_up.count("10 replications, the most allowed") == 4


def test_what_is_printed_and_summed_up_has_every_measure_that_is_asked_for(tmp_path):
    found = sweep(study(tmp_path), tmp_path / "store")
    asked = ["wait_mean_min", "served_within_target"]
    assert list(found.summary(*asked)["measure"]) == asked * 4
    said = sweep_text(found, "en")
    assert all(text(f"measures.{name}.title", "en") in said for name in asked)
