"""Is nothing that Loket writes ever half there, replaced unseen, or left behind; and nothing of others touched?"""

import errno
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from refusals import refused
from written_scenarios import OFFICE

from sim import whole_files
from sim.experiments.store.blocks import about_of, write_table
from sim.runs import BadRequest, replicate
from sim.runs.tables.folder import ResultFolder
from sim.scenario import ScenarioFaults, load
from sim.scenario.writing import save
from sim.views.brief import Brief
from sim.views.charts.chart import Chart
from sim.views.lesson.store import Store, file_name
from sim.whole_files import MARK, Draft, alone, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, modes and links of POSIX")
ROWS = pd.DataFrame({"run": [0, 1], "wait_mean_min": [1.5, 2.5]})


@pytest.fixture(scope="module")
def result():
    return replicate(load("dukcapil", overrides={"citizens.count": 900}), 2, days=2, engine="reference")


def results(place, result, *, force=True, form="csv", source="dukcapil"):
    with ResultFolder(place, form, visits=False, force=force) as folder:
        folder.add_rows("days", ROWS)
        folder.finish([result], [source])


def chart(place, _):
    from matplotlib.figure import Figure

    Chart(Figure(), "").save(place)


def point(place, _):
    import pyarrow as pa

    with Draft(place) as draft:
        write_table(draft.path, pa.Table.from_pandas(ROWS), {"point": "a"})
        draft.publish()


WRITERS = {
    "hasil": results,
    "hasil.xlsx": lambda place, result: Brief(place, "id", force=True).save(result),
    "kantor.toml": lambda place, _: save("schema = 1", place),
    file_name("Melati"): lambda place, _: Store(place.parent).keep("Melati", {"8 per jam": "18"}),
    "antrean.png": chart,
    "titik.parquet": point,
}
"""All that Loket writes, by a name for it."""


def killed(work, monkeypatch, before: int) -> bool:
    """Whether a process of its own was killed (-9) in the work, before it named its file of this number."""
    calls = iter(range(before))

    def or_killed(act):
        def acted(*paths):
            if next(calls, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            act(*paths)

        return acted

    child = os.fork()
    if child == 0:
        monkeypatch.setattr(whole_files, "_like", or_killed(whole_files._like))
        monkeypatch.setattr(whole_files, "_name", or_killed(whole_files._name))
        try:
            work()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def failing(code):
    def fail(*_):
        raise OSError(code, os.strerror(code))

    return fail


def files(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@posix
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_that_is_killed_loses_nothing_and_the_next_one_clears_up(tmp_path, monkeypatch, result, name):
    place = tmp_path / name
    WRITERS[name](place, result)
    before, number = files(tmp_path), 0
    while killed(lambda: WRITERS[name](place, result), monkeypatch, number):
        found = files(tmp_path)
        assert any(MARK in file for file in found)
        if number == 0:
            assert before.items() <= found.items()
        number += 1
    assert number >= (4 if place.is_dir() else 1)
    WRITERS[name](place, result)
    assert set(files(tmp_path)) == set(before)


@posix
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_what_a_killed_first_run_had_named_is_known_as_ours(tmp_path, monkeypatch, result):
    assert killed(lambda: results(tmp_path, result), monkeypatch, 3)
    assert (tmp_path / "runs.csv").exists()
    assert not (tmp_path / "manifest.json").exists()
    results(tmp_path, result)
    assert set(files(tmp_path)) == {"days.csv", "runs.csv", "manifest.json"}


@posix
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_draft_being_written_stays_and_so_does_what_is_not_ours(tmp_path):
    others = [tmp_path / name for name in (".x.draft", f".x{MARK}.txt", f"x{MARK}", "sixteen-letters!")]
    for path in others:
        path.write_text("mine")
    (tmp_path / f".left{MARK}").write_text("left behind")
    with Draft(tmp_path / "a.txt") as draft:
        child = os.fork()
        if child == 0:  # another process, which holds nothing
            draft._let_go()
            write_whole(tmp_path / "b.txt", "b")
            os._exit(0)
        os.waitpid(child, 0)
        draft.path.write_text("a")
        draft.publish()
    assert set(tmp_path.iterdir()) == {*others, tmp_path / "a.txt", tmp_path / "b.txt"}


def test_of_two_new_files_of_one_name_one_stays_and_the_other_is_refused(tmp_path):
    def write(number):
        try:
            save(f"n = {number}", tmp_path / "kantor.toml", replace=False)
        except ScenarioFaults:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        written = [number for number in pool.map(write, range(40)) if number is not None]
    assert [f"n = {number}" for number in written] == [(tmp_path / "kantor.toml").read_text()]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_second_run_into_the_same_folder_is_refused_at_once(tmp_path, result):
    place = tmp_path / "hasil"
    with ResultFolder(place, "csv", visits=False, force=False) as folder:
        for force in (False, True):
            with refused("out_is_written"):
                results(place, result, force=force)
        folder.add_rows("days", ROWS)
        folder.finish([result], ["dukcapil"])
    assert {path.name for path in place.iterdir()} == {"runs.csv", "days.csv", "manifest.json"}


@pytest.mark.parametrize("force", [False, True])
def test_what_comes_into_a_folder_during_a_run_stays_and_the_results_are_kept_beside(tmp_path, result, force):
    place = tmp_path / "hasil"
    with ResultFolder(place, "csv", visits=False, force=force) as folder:
        folder.add_rows("days", ROWS)
        (place / "days.csv").write_text("mine")
        with pytest.raises(BadRequest, match="hasil-2"):
            folder.finish([result], ["dukcapil"])
    assert files(place) == {"days.csv": b"mine"}
    assert pd.read_csv(tmp_path / "hasil-2" / "days.csv").equals(ROWS)
    assert {path.name for path in (tmp_path / "hasil-2").iterdir()} == {"runs.csv", "days.csv", "manifest.json"}


def test_force_replaces_only_what_loket_wrote(tmp_path, result):
    (tmp_path / "people.csv").write_text("mine")
    (tmp_path / "manifest.json").write_text('{"name": "of a web page"}')
    with refused("out_not_ours"):
        results(tmp_path, result)
    (tmp_path / "manifest.json").unlink()
    with refused("out_not_ours"):
        results(tmp_path, result)
    (tmp_path / "people.csv").rename(tmp_path / "people.parquet")
    results(tmp_path, result)
    results(tmp_path, result)
    (tmp_path / "days.parquet").write_text("what somebody made of days.csv")
    results(tmp_path, result)
    assert (tmp_path / "people.parquet").read_text() == "mine"
    assert (tmp_path / "days.parquet").read_text() == "what somebody made of days.csv"


def test_a_workbook_that_came_during_the_run_stays_and_the_results_are_kept_beside(tmp_path, result):
    first, second = (Brief(tmp_path / "hasil.xlsx", "id", force=False) for _ in range(2))
    first.save(result)
    before = (tmp_path / "hasil.xlsx").read_bytes()
    with pytest.raises(BadRequest, match=r"hasil-2\.xlsx"):
        second.save(result)
    assert (tmp_path / "hasil.xlsx").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"hasil.xlsx", "hasil-2.xlsx"}


def test_only_one_at_a_time_works_on_a_file(tmp_path):
    with alone(tmp_path / "a"), pytest.raises(BlockingIOError), alone(tmp_path / "a"):
        pass
    with alone(tmp_path / "a"):
        pass
    assert list(tmp_path.iterdir()) == []


@posix
def test_others_may_read_a_new_file_and_what_is_replaced_keeps_its_readers(tmp_path):
    umask = os.umask(0o022)
    os.umask(umask)
    path = write_whole(tmp_path / "a", "a")
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask
    path.chmod(0o640)
    assert write_whole(path, "b").stat().st_mode & 0o777 == 0o640


@posix
def test_a_file_behind_a_link_is_replaced_and_the_link_stays(tmp_path):
    (tmp_path / "shared").mkdir()
    write_whole(tmp_path / "shared" / "a", "a")
    (tmp_path / "a").symlink_to(tmp_path / "shared" / "a")
    write_whole(tmp_path / "a", "b")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "shared" / "a").read_text() == "b"


UNFIT = {
    "a pipe": getattr(os, "mkfifo", None),
    "a link to itself": lambda path: path.symlink_to(path),
    "a folder": lambda path: path.mkdir(),
    "a link to a device": lambda path: path.symlink_to(os.devnull),
}


@posix
@pytest.mark.parametrize("what", UNFIT)
@pytest.mark.parametrize("name", ["hasil.xlsx", "kantor.toml", "antrean.png"])
def test_what_is_no_file_is_never_replaced_by_one(tmp_path, result, what, name):
    UNFIT[what](tmp_path / name)
    before = (tmp_path / name).lstat()
    with pytest.raises((OSError, BadRequest, ScenarioFaults), match=name):
        WRITERS[name](tmp_path / name, result)
    assert (tmp_path / name).lstat().st_ino == before.st_ino
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_workbook_that_the_disk_will_not_take_is_refused_before_the_run(tmp_path):
    with pytest.raises(OSError, match="long"):
        Brief(tmp_path / f"{'n' * 251}.xlsx", "id", force=False)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_notebook_shows_the_name_of_what_was_written_and_links_to_it_below_its_folder(tmp_path, monkeypatch):
    (tmp_path / "kelas").mkdir()
    monkeypatch.chdir(tmp_path / "kelas")
    below, beside = write_whole("memo <b>.docx", "-"), write_whole(tmp_path / "memo.docx", "-")
    assert below._repr_html_() == '<a href="./memo%20%3Cb%3E.docx">memo &lt;b&gt;.docx</a>'
    assert (beside._repr_html_(), repr(below)) == ("memo.docx", "memo <b>.docx")


def test_names_that_are_no_text_lose_no_results(tmp_path):
    odd = os.fsdecode(b"kantor\xff\x1b[31m")
    path = tmp_path / f"{odd}.toml"
    path.write_text(OFFICE)
    scenario = load(path)
    assert scenario.name == "kantor\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m"
    found = replicate(scenario, 1, days=1, engine="reference")
    for form in ("parquet", "csv"):
        results(tmp_path / form / odd, found, form=form, source=str(path))
        assert set(files(tmp_path / form / odd)) == {"manifest.json", f"days.{form}", f"runs.{form}"}
    point(tmp_path / f"{odd}.parquet", None)
    assert about_of(tmp_path / f"{odd}.parquet") == {"point": "a"}


@pytest.mark.parametrize("without_links", [False, True])
def test_a_disk_without_links_keeps_what_is_there_too(tmp_path, monkeypatch, without_links):
    if without_links:
        monkeypatch.delattr(os, "link")
        monkeypatch.setattr(
            os, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links")), raising=False
        )
    write_whole(tmp_path / "a", "a", replace=False)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", "b", replace=False)
    assert files(tmp_path) == {"a": b"a"}


def test_a_full_disk_is_told_with_the_place_that_was_meant(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(OSError, match=r"a\.txt") as found:
        write_whole(tmp_path / "a.txt", "a")
    assert found.value.filename == str(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []
