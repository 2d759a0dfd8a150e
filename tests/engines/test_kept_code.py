"""Is kept machine code a convenience only: whatever is wrong with it, is the engine compiled, and the reason said?"""

import errno
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from numba import njit, types
from numba.core.registry import cpu_target

from sim.engines.compiled import compiler, kept
from sim.engines.compiled.kept import ENDING, SIGNATURE, TAG, Kept, troubles
from sim.language import Phrase
from sim.runs.making import engines
from sim.whole_files import alone

ROOT = Path(__file__).parents[2]
SOURCES = "0123456789abcdef"
posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes")


def thrice(x):
    return 3 * x


def twice(x):
    return 2 * x


def started(function=thrice):
    """A start of the program: whether a function was compiled, what it returns, and what was said."""
    dispatcher = njit(function)
    dispatcher._cache = Kept(function, SOURCES)
    ready = dispatcher._cache.is_ready()
    found = dispatcher(14)
    assert ready is bool(dispatcher._cache_hits)
    return not ready, found, [trouble.key for trouble in troubles()]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The folder where machine code is kept; that for temporary files is another."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(kept.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path / "cache"))
    troubles()
    return tmp_path / "cache" / kept.ROOM


def test_what_each_function_finds_alike_is_told_once(monkeypatch):
    found = [Phrase("cache.no_home")]
    monkeypatch.setattr("sim.engines.compiled.troubles", lambda: found)
    monkeypatch.setattr(engines, "_TOLD", [])
    assert engines.troubles("compiled") == [Phrase("cache.no_home")]
    found.append(Phrase("cache.digest"))
    assert engines.troubles("compiled") == [Phrase("cache.digest")]
    assert engines.troubles("compiled") == []


def test_an_interrupted_compilation_keeps_nobody_waiting(monkeypatch):
    held = []

    def noted(target, wait_s):
        held.append(target)
        return alone(target, wait_s)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(compiler, "_ENTRIES", {})
    monkeypatch.setattr(kept, "alone", noted)
    entry = compiler.entry(thrice)
    monkeypatch.setattr(entry._compiler, "compile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        entry(14)
    with alone(*held):
        pass  # would be refused while it is held


def the_file(home: Path) -> Path:
    (path,) = home.glob(f"{SOURCES}/*{ENDING}")
    return path


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def replaced(home: Path) -> None:
    """In the place of the file stands another, as whole as it."""
    ours = the_file(home)
    ours.rename(home / "ours")
    started(twice)
    the_file(home).rename(ours)


def of_another_time(home: Path) -> None:
    other = home / "fedcba9876543210"
    (home / SOURCES).rename(other)
    shutil.copytree(other, home / SOURCES)
    path = the_file(home)
    path.write_bytes(b"\x80\x04N." * 100)


BROKEN = {
    "emptied": lambda home: the_file(home).write_bytes(b""),
    "cut": lambda home: the_file(home).write_bytes(the_file(home).read_bytes()[:-7]),
    "a bit of the digest": lambda home: flipped(the_file(home), 3),
    "a bit of the code": lambda home: flipped(the_file(home), -100),
    "another function's": replaced,
    "something to unpickle": of_another_time,
}
GONE = {
    "a folder": lambda home: (the_file(home).unlink(), (home / "x").mkdir()),
    "without the mark": lambda home: ((home / SOURCES / TAG).unlink(), the_file(home).unlink()),
    "wholly": lambda home: shutil.rmtree(home.parent),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_was_damaged_is_never_read_but_compiled_with_a_word_and_kept_anew(home, monkeypatch, how):
    assert started() == (True, 42, [])
    assert started() == (False, 42, [])
    BROKEN[how](home)
    loads = kept.pickle.loads
    monkeypatch.setattr(kept.pickle, "loads", None)
    assert started() == (True, 42, ["cache.damaged"])
    monkeypatch.setattr(kept.pickle, "loads", loads)
    assert started() == (False, 42, [])


@pytest.mark.parametrize("how", GONE)
def test_what_is_gone_is_compiled_and_kept_anew(home, how):
    started()
    GONE[how](home)
    assert started() == (True, 42, [])
    assert started() == (False, 42, [])


def test_what_cannot_be_made_of_it_is_compiled_too(home):
    started()
    path = the_file(home)
    content = kept.dumps(("nothing", "that", "fits"))
    path.write_bytes(kept._digest(path, content) + content)
    dispatcher = njit(thrice)
    dispatcher._cache = Kept(thrice, SOURCES)
    assert dispatcher(14) == 42
    assert [trouble.key for trouble in troubles()] == ["cache.damaged"]
    assert started() == (False, 42, [])


def test_who_starts_while_another_compiles_waits_for_it_and_compiles_nothing(home):
    signature, compiled = (types.int64,), njit(thrice)
    compiled.compile(signature)
    ours, theirs = (Kept(thrice, SOURCES) for _ in range(2))
    assert ours.load_overload(signature, cpu_target.target_context) is None
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(theirs.load_overload, signature, cpu_target.target_context)
        time.sleep(0.2)
        assert not waiting.done()
        ours.save_overload(signature, compiled.overloads[signature])
        assert waiting.result(10.0) is not None


def test_it_may_be_carried_to_another_folder_as_on_a_stick_from_one_laptop_to_the_next(home, tmp_path, monkeypatch):
    assert started() == (True, 42, [])
    shutil.copytree(home.parent, tmp_path / "stick")
    monkeypatch.setenv("LOKET_CACHE", str(tmp_path / "stick"))
    assert started() == (False, 42, [])


def test_that_of_another_machine_is_not_looked_at(home, monkeypatch):
    started()
    monkeypatch.setattr(kept, "_machine", lambda: "0" * 16)
    assert started() == (True, 42, [])
    assert len(list(home.glob(f"{SOURCES}/*{ENDING}"))) == 2


def blocked(home, _):
    home.parent.write_text("a file where a folder should be")


def unreadable(home, monkeypatch):
    started()
    the_file(home).unlink()
    monkeypatch.setattr(kept, "_is_ours", lambda folder: "temporary" in str(folder))


def homeless(_, monkeypatch):
    def none():
        raise RuntimeError

    for name in ("LOKET_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(kept.Path, "home", none)


def full(home, monkeypatch):
    write = kept.write_whole

    def write_or_fail(path, content):
        if path.is_relative_to(home):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(kept, "write_whole", write_or_fail)


@pytest.mark.parametrize("how", [blocked, unreadable, homeless, full])
def test_where_it_cannot_be_kept_it_is_kept_among_temporary_files_and_said_once(home, monkeypatch, how):
    how(home, monkeypatch)
    assert started() == (True, 42, ["cache.elsewhere"])
    assert started() == (False, 42, [])


def test_where_nothing_can_be_kept_every_start_says_so(home, monkeypatch):
    blocked(home, None)
    (home.parent.parent / "temporary").rmdir()
    (home.parent.parent / "temporary").write_text("")
    assert started() == started() == (True, 42, ["cache.nowhere"])


@posix
@pytest.mark.parametrize("folder", ["", SOURCES])
def test_what_others_may_write_to_is_neither_read_nor_written(home, folder):
    started()
    assert home.stat().st_mode & 0o777 == (home / SOURCES).stat().st_mode & 0o777 == 0o700
    before = the_file(home).read_bytes()
    (home / folder).chmod(0o777)
    assert started()[:2] == (True, 42)
    assert started() == (False, 42, ["cache.unreadable"])
    assert the_file(home).read_bytes() == before


def test_pruning_removes_only_what_bears_our_mark(home):
    started()
    others = {
        home.parent / "sixteen_letters!" / "a": "mine",
        home.parent / SOURCES / "a": "mine",
        home / ("a" * 16) / "a": "mine",
        home / ("b" * 16) / TAG: SIGNATURE.replace("Loket", "another program"),
        home / "not-ours-at-all!" / TAG: SIGNATURE,
    }
    old = [home / f"{number:016x}" for number in range(5)]
    for path, content in {**others, **{folder / TAG: SIGNATURE for folder in old}}.items():
        path.parent.mkdir(mode=0o700, parents=True)
        path.write_text(content)
    for number, folder in enumerate(old):
        (folder / f"x{ENDING}").write_text("")
        os.utime(folder / TAG, (number, number))
    (old[0] / "notes.txt").write_text("mine")
    the_file(home).unlink()
    started()
    assert {path: path.read_text() for path in others} == others
    assert [folder.exists() for folder in old] == [True, False, False, True, True]
    assert [path.name for path in old[0].iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"LOKET_CACHE": ""}, "home/.cache/loket"),
        ({"LOKET_CACHE": "", "XDG_CACHE_HOME": ""}, "home/.cache/loket"),
        ({"LOKET_CACHE": "", "XDG_CACHE_HOME": "relative"}, "home/.cache/loket"),
        ({"LOKET_CACHE": "", "HOME": "", "XDG_CACHE_HOME": ""}, None),
    ],
)
@posix
def test_an_empty_variable_says_nothing(tmp_path, monkeypatch, variables, place):
    for name, value in {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": "", **variables}.items():
        monkeypatch.setenv(name, value)
    assert kept.homes()[:-1] == ([] if place is None else [tmp_path / place / kept.ROOM])


TWO = """
import sys, time
from numba import njit
sys.path.insert(0, FOLDER)
from test_kept_code import Kept, SOURCES, thrice, troubles
dispatcher = njit(thrice)
dispatcher._cache = Kept(thrice, SOURCES)
while time.time() < UNTIL:
    pass
print(dispatcher(14), troubles())
"""


def test_two_that_start_at_once_do_not_break_each_other(home):
    code = TWO.replace("FOLDER", repr(str(Path(__file__).parent))).replace("UNTIL", str(time.time() + 2))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) for _ in range(2)]
    assert [one.communicate()[0].split() for one in both] == [[b"42", b"[]"]] * 2
    assert {path.name for path in (home / SOURCES).iterdir()} == {TAG, the_file(home).name}
