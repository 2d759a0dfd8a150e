"""Is a number of the plan on each day what the effects of reforms say it is?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_reforms import Anything
from reformed_offices import region

from sim.engines.compiled import CompiledEngine
from sim.engines.reference.plain import plain
from sim.office import Scenario
from sim.office.effects import Course, Effect, Rotation, add, scale, switch
from sim.plan import plan_of
from sim.plan.layout_reforms import TUNED, own
from sim.rules.effects import as_stored, effective
from sim.runs.making.replication import keys_of

DAYS = 9


def reformed(*changes: tuple, strength: float = 1.0, start: int = 0, until: int | None = None) -> Scenario:
    """The region with a reform for each tuple of changes, all on the same schedule."""
    office = region()
    first = office.start + timedelta(days=start)
    last = None if until is None else office.start + timedelta(days=until)
    reforms = [
        Anything(id=f"r{number}", changes=tuple(own), strength=strength, start=first, until=last)
        for number, own in enumerate(changes)
    ]
    return replace(office, days=DAYS, reforms=tuple(reforms))


def numbers(scenario: Scenario, array: str, field: str, row: int = 0) -> list[float]:
    """A number of the plan on each day, conditions of effects not reached."""
    arrays = plan_of(scenario).arrays
    names, laid = getattr(arrays, array).dtype.names, plain(arrays)
    levels = [0.0] * len(laid.level)
    for parameter in laid.parameter:
        if (TUNED[parameter.array], parameter.row, names[parameter.field]) == (array, row, field):
            return [as_stored(parameter, effective(parameter, laid.effect, levels, day)) for day in range(DAYS)]
    raise LookupError(field)


def asked(*changes: tuple, **schedule: float) -> list[float]:
    """The share of services in which money is asked for, as a multiple of what it is without reforms."""
    usual = plan_of(region()).arrays.behaviour["asks"][0]
    return [value / usual for value in numbers(reformed(*changes, **schedule), "behaviour", "asks")]


def test_a_scale_acts_in_full_from_its_first_day_to_its_last():
    found = asked((scale("people.asks", 0.5),), start=2, until=5)
    assert found == pytest.approx([1, 1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1])


def test_strength_is_so_much_of_the_way():
    assert asked((scale("people.asks", 0.5),), strength=0.4)[0] == pytest.approx(0.8)


def test_roll_out_takes_equal_steps():
    assert asked((scale("people.asks", 0.0, ramp_days=4),))[:5] == pytest.approx([0.75, 0.5, 0.25, 0.0, 0.0])


def test_a_half_life_leaves_half():
    found = asked((scale("people.asks", 0.2, half_life_days=4.0),))
    assert (1 - found[0], 1 - found[4], 1 - found[8]) == pytest.approx((0.8, 0.4, 0.2))


def test_a_lag_counts_from_the_start():
    found = asked((scale("people.asks", 0.5, after_days=3),), start=2)
    assert found == pytest.approx([1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5])


def test_reforms_multiply_and_what_is_added_adds():
    both = asked((scale("people.asks", 0.5),), (scale("people.asks", 0.4),))
    assert both[0] == pytest.approx(0.2)
    found = numbers(reformed((add("people.hopes", 0.02),), (add("people.hopes", 0.03),)), "behaviour", "hopes")
    assert found[0] == pytest.approx(0.05)


def test_a_switch_wins_and_strength_does_not_blend_it():
    found = asked((scale("people.asks", 0.5), switch("people.asks", 0.1)), strength=0.3)
    assert found[0] * plan_of(region()).arrays.behaviour["asks"][0] == 0.1


def test_shares_stay_shares():
    assert numbers(reformed((add("people.asks", 3.0),)), "behaviour", "asks")[0] == 1.0
    assert numbers(reformed((add("people.asks", -3.0),)), "behaviour", "asks")[0] == 0.0


def test_papers_that_several_reforms_have_brought_are_fewer_by_the_product():
    """Two reforms, each of which has half as many papers missing: a quarter is missing."""
    usual = plan_of(region()).arrays.class_["knows"][0]
    half = (scale("class.lacks_document", 0.5),)
    assert 1 - numbers(reformed(half, half), "class_", "knows")[0] == pytest.approx((1 - usual) / 4)


@given(knows=st.floats(0.0, 1.0))
def test_what_has_not_begun_changes_nothing_to_the_last_bit(knows):
    office = reformed((scale("class.lacks_document", 0.5, after_days=5),))
    office = replace(office, classes=(replace(office.classes[0], knows_document=knows), *office.classes[1:]))
    found = numbers(office, "class_", "knows")
    assert found[0] == plan_of(replace(office, reforms=())).arrays.class_["knows"][0]


def test_a_way_past_a_step_takes_its_share_from_the_step_alone():
    office = reformed((add("step.skip", 0.25, "kartu.kasir"),))
    reform = replace(office.reforms[0], skips=("kartu.kasir",))
    arrays = plan_of(replace(office, reforms=(reform,))).arrays
    step = arrays.step[0]
    first = int(step["branch_first"])
    assert arrays.segment["to"][first : first + 2].tolist() == [2, 1]
    assert arrays.segment["value"][first : first + 2].tolist() == [0.0, 1.0]
    laid = plain(arrays)
    assert effective(laid.parameter[0], laid.effect, [], 0) == 0.25


def test_no_course_begins_after_its_reform_has_ended():
    office = reformed((Course(gain=0.1, days=2, cohort=1),), until=2)
    attends = plan_of(office).arrays.attends
    assert len(attends) > 0
    assert attends["first"].max() < DAYS
    assert len(attends) < len(plan_of(reformed((Course(gain=0.1, days=2, cohort=1),))).arrays.attends)


def test_posts_that_reforms_set_up_take_no_part_in_moves():
    office = reformed((Rotation(every_days=2),))
    swaps = plan_of(office).arrays.swap
    assert len(swaps) > 0
    assert swaps["one"].max() < len(plan_of(region()).arrays.officer)


def test_every_engine_has_its_numbers_to_itself():
    arrays = plan_of(reformed((scale("people.asks", 0.5),))).arrays
    mine, other = own(arrays), own(arrays)
    mine.number[arrays.parameter["word"][0]] = 0.0
    assert mine.behaviour["asks"][0] == 0.0
    assert other.behaviour["asks"][0] == arrays.behaviour["asks"][0] > 0.0


@pytest.mark.parametrize("name", ["people.happiness", "people.ties", "step.colour"])
def test_what_is_no_number_of_the_model_or_settled_before_the_run_cannot_be_changed(name):
    with pytest.raises(KeyError):
        plan_of(reformed((Effect(parameter=name, how="add", value=1.0),)))


def test_what_officers_have_adopted_of_reforms_is_told():
    """The mean over reforms that have to be adopted; more of it after more days, none of a reform that need not be."""
    news = (scale("step.time", 0.9, adopted=True),)
    found = []
    for days in (2, DAYS):
        running = CompiledEngine(plan_of(replace(reformed(news), days=days)), 0)
        running.advance(days)
        found.append(running.staff()["adoption"].mean())
    assert 0.0 < found[0] < found[1] < 1.0
    assert "adoption_mean" in {key.measure for key in keys_of(plan_of(reformed(news)))}
