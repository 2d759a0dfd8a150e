"""Do two reforms complement or replace each other as their mechanisms say?"""

import pytest

from findings.pairs import PAIRS, together


@pytest.mark.long
@pytest.mark.parametrize(("pair", "low", "high"), [
    ("reward_scheme × change_support", 0.0, 0.02),
    ("staffing × appointments", 0.0, 10.0),
])  # fmt: skip
def test_what_both_do_beyond_the_sum_has_the_sign_of_their_mechanisms(pair, low, high):
    """Support takes back what an appraisal costs; minutes that slots have saved no officer can save again."""
    beyond = together(PAIRS[pair]).beyond
    assert low < beyond.low <= beyond.high < high
