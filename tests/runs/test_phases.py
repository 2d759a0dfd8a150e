"""Are the first months of a reform told apart from the time after, and how many it touches?"""

from dataclasses import replace

import numpy as np
import pytest

from findings.channels import SENT
from findings.differences import reformed
from findings.file_offices import registry_office
from sim.language.errors import LoketError
from sim.measures import Key, Verdict
from sim.runs import compare
from sim.runs.comparing.outcomes import phased
from sim.runs.comparing.reached import reached

SLOW = {"change": {"start": "2030-01-01", "dip": 1.0}}


@pytest.fixture(scope="module")
def compared():
    """Officers for whom all that is new is hard at first, and two reforms."""
    made = replace(registry_office(days=200, staff=SLOW, warm_up_days=0), runs=6)
    reforms = ({"name": "digitalisation", "variant": "full", "ramp_days": 5}, {"name": "sop_simplification"})
    return compare([made, *(replace(reformed(made, one), name=one["name"]) for one in reforms)])


def test_a_dip_lengthens_the_first_months_and_nothing_after(compared):
    """Of files sent in, which are checked for as long again until the platform is learnt."""
    online = compared.variants[0]
    found = [online.of_phase(number, Key("staff_min_per_case")) for number in (0, 1)]
    usual = [compared.baseline.of_phase(number, Key("staff_min_per_case")) for number in (0, 1)]
    assert (found[0] > usual[0] + 0.1).all()
    assert (found[1] < usual[1]).all(), "in the time after a file takes less than at the counter"
    assert phased(compared, online, "wait_mean_min", 1).verdict is Verdict.BETTER


def test_the_parts_are_those_of_the_whole(compared):
    whole, key = compared.baseline.of("arrivals"), Key("arrivals")
    assert np.array_equal(sum(compared.baseline.of_phase(number, key) for number in (0, 1)), whole)
    with pytest.raises(LoketError):
        compare([result.scenario for result in compared.results], runs=1, days=60).baseline.of_phase(0, key)


def test_a_reform_reaches_those_who_come_by_what_it_sets_up_and_all_where_all_gets_shorter(compared):
    online, simpler = compared.variants
    share = online.of("channel_share", "channel", SENT).mean()
    cases = [result.of("cases_per_day").mean() * 200 for result in compared.variants]
    assert reached(online).mean == pytest.approx(share * cases[0], rel=0.02)
    assert 0.02 < share < 0.5
    assert reached(simpler).mean == pytest.approx(cases[1])
