"""Does a cluster give the bits that threads give, also where a worker is killed, and is an open one refused?"""

import os
import signal
import threading

import pytest
from refusals import refused
from small_studies import study

from sim.experiments.sweep.cluster import cluster
from sim.experiments.sweep.sweep import sweep
from sim.runs.making.progress import Silent

OPEN = [
    "tcp://10.0.0.5:8786",
    "10.0.0.5:8786",
    "tcp://example.org:8786",
    "ws://127.0.0.1:1",
    "tcp://[::1",
    "tcp://127.0.0.1.example.org:1",
]


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted((folder / "runs").rglob("*.parquet"))}


@pytest.mark.parametrize("address", OPEN)
def test_a_scheduler_that_others_may_reach_is_refused_unless_somebody_says_so(tmp_path, address):
    with refused("scheduler_open"):
        sweep(study(tmp_path), tmp_path / "store", scheduler=address)
    assert not (tmp_path / "store").exists()


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.experiments.sweep.cluster.PATIENCE_S", 0.3)
    with refused("scheduler_none"):
        sweep(study(tmp_path), tmp_path / "store", scheduler="tcp://127.0.0.1:9")


@pytest.mark.long
def test_worker_processes_give_the_bits_of_threads_also_when_one_is_killed_in_the_middle(tmp_path):
    from distributed import LocalCluster

    class Counted(Silent):
        days = 0
        begun = threading.Event()

        def done(self, days):
            self.days += days
            self.begun.set()

    path = study(tmp_path)
    sweep(path, tmp_path / "threads", runs=60, days=60)
    with LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as place:
        progress = Counted()

        def kill():
            progress.begun.wait(120)
            os.kill(next(iter(place.workers.values())).pid, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        found = sweep(
            path, tmp_path / "cluster", runs=60, days=60, scheduler=place.scheduler_address, progress=progress
        )
        killer.join()
    assert found.made == 240
    assert files(tmp_path / "cluster") == files(tmp_path / "threads")


@pytest.mark.long
def test_processes_of_this_machine_are_started_for_the_occasion(tmp_path):
    with cluster("local", 2) as (executor, many):
        assert many == 2
        assert executor.submit(os.getpid).result() != os.getpid()
