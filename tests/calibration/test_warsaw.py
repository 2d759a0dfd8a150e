"""Does simulation foretell lines of offices that it has not seen, better than what anybody would do without it?"""

import pytest
import warsaw
from given.outside_data import outside

from sim.calibration.estimate.flow import LEAST_SERVED, hurry, line_days


@pytest.fixture(scope="module")
def log():
    return warsaw.looks(outside("warsaw_office_queues", "warsaw_queues.csv.gz"))


def test_lines_without_counters_or_tickets_are_told_apart_from_days_of_work(log):
    """Some four hundred of 527 days of lines are left of the late days, 180 of them congested."""
    late = [day for day in line_days(log) if str(day.day.date()) in warsaw.LATE]
    assert len(late) == pytest.approx(400, abs=15)
    assert sum(day.mean_waiting >= 1.0 for day in late) == pytest.approx(180, abs=8)
    assert all(day.served >= LEAST_SERVED for day in late)
    power, error = hurry(late)
    assert power > 5 * error


@pytest.mark.long
def test_simulation_is_better_than_queueing_formulas_in_replay_and_no_worse_than_habit_in_forecast(log):
    found = warsaw.found_in(log).set_index(["way", "who"])
    replay, forecast = found.loc["replay"]["queue_full"], found.loc["forecast"]["queue_full"]
    assert replay["simulation"] < 0.6 * min(replay["mmc"], replay["fluid"])
    assert forecast["simulation"] < 1.05 * min(forecast["yesterday"], forecast["median"])
