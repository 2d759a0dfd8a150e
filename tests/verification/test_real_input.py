"""Does a recorded queue, put in as a trace, give back the waits that were observed?

81 customers of one cashier of a canteen at Institut Teknologi Sumatera, 12:00-13:00: arrival, start and end
of service (github.com/sains-data/Stokastik_10_RA_SistemAntrianBKL). The data carry no licence and are not
part of this project: see outside_data.py.
"""

import csv

import numpy as np
import pytest
from outside_data import outside

from findings.little_offices import ENGINES
from sim.plan import plan_of
from sim.scenario import load

CUSTOMERS, OBSERVED_WAIT_S, WAIT_S = 81, 120.27, 119.96

SCENARIO = """
schema = 1
title = { id = "Kantin ITERA", en = "A canteen" }
hours = "12:00-14:00"
days = 1
closing = "serve_all"

[[station]]
name = "cashier"

[[service]]
name = "lunch"
[[service.step]]
name = "pay"
station = "cashier"
time = { dist = "exponential", mean_min = 1 }

[[officer]]
name = "cashier"
skills = ["*"]

[[arrivals]]
name = "customers"
service = "lunch"
trace = "customers.csv"
"""


def seconds(clock: str) -> int:
    hours, minutes, rest = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + int(rest)


@pytest.fixture
def observed():
    with outside("kantin_itera_2025", "Dataset_10_RA.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def canteen(observed, tmp_path):
    """The record as a planner would put it in: a scenario file and a CSV file of arrivals beside it."""
    lines = [f"{row['wk']},{seconds(row['wsd']) - seconds(row['wmd'])}" for row in observed]
    (tmp_path / "customers.csv").write_text("\n".join(["time,service_s", *lines, ""]), encoding="utf-8")
    (tmp_path / "canteen.toml").write_text(SCENARIO, encoding="utf-8")
    return load(tmp_path / "canteen.toml")


def test_the_record_says_what_we_think_it_says(observed):
    waits = [seconds(row["wmd"]) - seconds(row["wk"]) for row in observed]
    assert len(waits) == CUSTOMERS
    assert np.mean(waits) == pytest.approx(OBSERVED_WAIT_S, abs=0.01)


@pytest.mark.parametrize("engine", list(ENGINES))
def test_a_recorded_queue_gives_back_its_waits(canteen, observed, engine):
    visits = ENGINES[engine](plan_of(canteen), 0).advance(1).visits
    waits = visits["start_s"] - visits["arrive_s"]
    assert len(visits) == CUSTOMERS
    assert waits.mean() == pytest.approx(WAIT_S, abs=0.01)
    work = [seconds(row["wsd"]) - seconds(row["wmd"]) for row in observed]
    assert sorted((visits["finish_s"] - visits["start_s"]).tolist()) == sorted(work)
