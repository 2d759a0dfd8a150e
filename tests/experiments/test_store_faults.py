"""Is nothing lost or wrong when sweeps are killed at any moment, the disk is full, or two write at once?"""

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time

import pytest
from small_studies import study

from sim.experiments.store.verified import verified
from sim.experiments.sweep.sweep import sweep

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX"),
]
FACTORS = [round(0.5 + step / 100, 2) for step in range(60)]
MANY = f'scenarios = ["kantor.toml"]\nreplications = 4\n[lever]\n"demand.factor" = {FACTORS}\n'
KILLS, FULL_BYTES = 30, 150_000


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted((folder / "runs").rglob("*.parquet"))}


def names(folder):
    return sum(1 for _ in (folder / "runs").glob("*/*.parquet"))


def forked(path, store):
    """A sweep in a process of its own, which has loaded all that it needs; its number."""
    child = os.fork()
    if child == 0:
        try:
            sweep(path, store, workers=2)
        finally:
            os._exit(0)
    return child


def started(path, store, *, most_bytes=None, runs="4"):
    def limited():
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    words = ["-m", "sim", "sweep", str(path), "--store", str(store), "--lang", "en", "--json", "--runs", runs]
    return subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limited,  # noqa: PLW1509
    )


def test_sweeps_killed_at_thirty_moments_lose_what_was_under_way_and_nothing_else(tmp_path):
    path, store, chance = study(tmp_path, MANY), tmp_path / "store", random.Random(1)  # noqa: S311
    before = {}
    sweep(path, tmp_path / "whole")
    for _ in range(KILLS):
        child = forked(path, store)
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if names(store) > len(before):
                time.sleep(chance.uniform(0.0, 0.1))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                break
            time.sleep(0.005)
        now, seen = files(store), verified(store)
        assert before.items() <= now.items()
        assert (seen.damaged, seen.foreign) == ((), ())
        before = now
    assert len(before) >= KILLS
    found = sweep(path, store)
    assert found.made == 4 * (len(FACTORS) - len(before))
    assert files(store) == files(tmp_path / "whole")
    left = [one for one in store.rglob("*") if one.name.startswith(".") and "lock" not in one.name]
    assert verified(store, clean=True).cleaned == len(left)


def test_a_file_that_finds_no_room_ends_the_sweep_in_words_and_the_rest_stays(tmp_path):
    path, store = study(tmp_path), tmp_path / "store"
    sweep(path, store, runs=2)
    before = files(store)
    process = started(path, store, most_bytes=20_000, runs="64")
    said = process.communicate()[1]
    assert process.returncode == 1
    assert "Traceback" not in said
    assert str(store) in said
    assert before.items() <= files(store).items()
    assert (verified(store).damaged, verified(store).foreign) == ((), ())
    assert sweep(path, store, runs=64).runs == 256


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_disk_that_is_full_ends_the_sweep_in_words_and_the_rest_stays(tmp_path):
    path, store = study(tmp_path, MANY), tmp_path / "small" / "store"
    store.parent.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", f"size={FULL_BYTES}", "tmpfs", str(store.parent)]
    mounted = subprocess.run(small, check=False)
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    try:
        process = started(path, store)
        said = process.communicate()[1]
        assert process.returncode == 1
        assert re.search(r"error: .*disk is full", said)
        assert len(files(store)) > 0
        assert verified(store).damaged == ()
        kept = files(store)
    finally:
        subprocess.run(["umount", str(store.parent)], check=True)
    sweep(path, tmp_path / "whole")
    assert kept.items() <= files(tmp_path / "whole").items()


def test_two_studies_that_write_to_one_store_at_once_make_each_run_once(tmp_path):
    one, store = study(tmp_path / "one", MANY), tmp_path / "store"
    other = study(tmp_path / "other", MANY.replace("[0.5, ", "[2.0, "))
    processes = [started(path, store) for path in (one, other)]
    for process in processes:
        assert process.communicate()[1] == ""
        assert process.returncode == 0
    made = [json.loads(path.read_text())["made_now"] for path in (store / "studies").glob("*.json")]
    assert sum(made) == 4 * (len(FACTORS) + 1)
    sweep(one, tmp_path / "whole")
    sweep(other, tmp_path / "whole")
    assert files(store) == files(tmp_path / "whole")
