"""What must hold in every office, whatever its numbers?"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_offices import offices

from findings.little_offices import counter, office, one_step
from sim.engines.compiled import CompiledEngine
from sim.office import Arrivals, OfficerGroup, Scenario, Service, Step
from sim.office.distributions import Exponential
from sim.office.posts import Region
from sim.plan import Plan, plan_of
from sim.plan.layout import NONE
from sim.plan.tables import BALKED, INCOMPLETE, OUTCOMES, REFUSED, SERVED, Block
from sim.rules.channels import APPOINTMENT
from sim.runs import replicate

MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def recorded(scenario: Scenario, run: int = 0) -> tuple[Plan, Block]:
    plan = plan_of(scenario)
    return plan, CompiledEngine(plan, run).advance(scenario.days)


def of_visits(block: Block) -> np.ndarray:
    """The rows of citizens; a file in the back office is nobody's visit."""
    return block.visits[block.visits["visit"] != NONE]


def groups_of(scenario: Scenario, plan: Plan) -> list[OfficerGroup]:
    """The group of each officer; in a region a group stands in several offices."""
    groups = [group for group, _ in Region(scenario).groups]
    return [groups[number] for number in plan.arrays.officer["group"]]


# ----------------------------------------------------------------------------------------------- every office at all


def everybody_who_came_ends_somehow_and_only_once(scenario: Scenario, plan: Plan, block: Block) -> None:
    rows = of_visits(block)
    last = rows[rows["last"] == 1]
    assert len(last) == len(np.unique(rows["visit"])) == block.days["visits"].sum()
    assert len(np.unique(last["visit"])) == len(last)
    assert set(np.unique(last["outcome"])) <= set(range(len(OUTCOMES)))
    assert (rows["outcome"][rows["last"] == 0] == SERVED).all()


def a_visit_goes_from_step_to_step_without_a_gap(scenario: Scenario, plan: Plan, block: Block) -> None:
    """Only at the door may there be a wait before the first line, where tickets are handed out later."""
    rows = np.sort(of_visits(block), order=["visit", "arrive_s", "finish_s", "last"])
    same = rows["visit"][1:] == rows["visit"][:-1]
    assert (rows["arrive_s"][1:][same] == rows["finish_s"][:-1][same]).all()
    first = rows[np.concatenate([[True], ~same]) if len(rows) else np.zeros(0, bool)]
    opens = 0 if scenario.tickets.hours is None else scenario.tickets.hours.start_s
    at_once = first["arrive_s"] == first["came_s"]
    assert (at_once | ((first["came_s"] < opens) & (first["arrive_s"] == opens))).all()


def time_only_passes_forward(scenario: Scenario, plan: Plan, block: Block) -> None:
    rows = block.visits
    begun = rows["start_s"] != NONE
    assert (begun == np.isin(rows["outcome"], (SERVED, INCOMPLETE))).all()
    assert (rows["arrive_s"][begun] <= rows["start_s"][begun]).all()
    assert (np.where(begun, rows["start_s"], rows["arrive_s"]) <= rows["finish_s"]).all()
    turned_away = np.isin(rows["outcome"], (REFUSED, BALKED))
    assert (rows["finish_s"][turned_away] == rows["arrive_s"][turned_away]).all()


def an_officer_serves_one_at_a_time_and_only_what_the_officer_can(scenario: Scenario, plan: Plan, block: Block) -> None:
    rows = of_visits(block)
    rows = np.sort(rows[rows["officer"] != NONE], order=["officer", "day", "start_s", "finish_s"])
    same = (rows["officer"][1:] == rows["officer"][:-1]) & (rows["day"][1:] == rows["day"][:-1])
    assert (rows["start_s"][1:][same] >= rows["finish_s"][:-1][same]).all()
    groups = groups_of(scenario, plan)
    served = block.visits[block.visits["officer"] != NONE]
    for officer, step in {(int(row["officer"]), int(row["step"])) for row in served}:
        name = plan.names.steps[step]
        allowed = {"*", name, name.split(".")[0]}
        assert allowed & {*groups[officer].skills, *groups[officer].backup_skills}


def what_officers_worked_is_what_citizens_were_served(scenario: Scenario, plan: Plan, block: Block) -> None:
    served = block.visits[block.visits["officer"] != NONE]
    counts = np.bincount(served["officer"], minlength=len(plan.names.officers))
    booked = np.bincount(block.officers["officer"], block.officers["served"], minlength=len(plan.names.officers))
    assert counts.tolist() == booked.tolist()
    if any(station.back_office for station in scenario.stations):
        return  # nights cut the work on files: see test_cases.py
    for officer, group in enumerate(groups_of(scenario, plan)):
        mine = served[served["officer"] == officer]
        whole = int((mine["finish_s"] - mine["start_s"]).sum())
        busy = int(block.officers["busy_s"][block.officers["officer"] == officer].sum())
        assert busy == whole if group.on_break == "finish" else busy <= whole


IN_EVERY_OFFICE = (
    everybody_who_came_ends_somehow_and_only_once,
    a_visit_goes_from_step_to_step_without_a_gap,
    time_only_passes_forward,
    an_officer_serves_one_at_a_time_and_only_what_the_officer_can,
    what_officers_worked_is_what_citizens_were_served,
)


@MANY
@given(offices(), st.integers(0, 99))
def test_what_must_hold_in_every_office_holds_in_random_ones(scenario: Scenario, run: int) -> None:
    """All of it in the same offices: drawing one takes longer than running it."""
    plan, block = recorded(scenario, run)
    for holds in IN_EVERY_OFFICE:
        holds(scenario, plan, block)
    apart = any(station.lines is not None for station in scenario.stations)
    if scenario.citizens is not None or apart:
        citizens = scenario.citizens and replace(scenario.citizens, connected=0.0)
        stations = tuple(replace(station, lines=None) for station in scenario.stations)
        plan, block = recorded(replace(scenario, citizens=citizens, stations=stations), run)
    nobody_of_ones_own_class_is_called_out_of_turn(plan, block)


def nobody_of_ones_own_class_is_called_out_of_turn(plan: Plan, block: Block) -> None:
    """When somebody is called, nobody of the same class who came to the same step earlier is still waiting.

    Appointments are called in another order, connections may go first, who changes over loses a place, and every office
    has lines of its own.
    """
    booked = plan.arrays.channel["kind"][block.visits["channel"]] == APPOINTMENT
    place = block.visits["office"].astype(int) * len(plan.names.steps) + block.visits["step"]
    at_desk = plan.arrays.step["station"][place] != NONE
    lined_up = block.visits[at_desk & ~booked & (block.visits["visit"] != NONE)]
    for day in np.unique(lined_up["day"]):
        rows = lined_up[lined_up["day"] == day]
        left = np.where(rows["start_s"] == NONE, rows["finish_s"], rows["start_s"])
        for row in rows[(rows["outcome"] == SERVED) & (rows["start_s"] > rows["arrive_s"])][:40]:
            mine = (rows["step"] == row["step"]) & (rows["class_"] == row["class_"]) & (rows["office"] == row["office"])
            passed = mine & (rows["arrive_s"] < row["arrive_s"]) & (left > row["start_s"])
            assert not passed.any()


# ----------------------------------------------------------------------------------------------------- Little's law


@given(
    lam=st.floats(2.0, 40.0),
    mean=st.floats(1.0, 20.0),
    servers=st.integers(1, 6),
    room=st.none() | st.integers(0, 10),
    patience=st.none() | st.floats(1.0, 60.0),
)
@settings(max_examples=40, deadline=None)
def test_littles_law_holds_to_the_second(lam, mean, servers, room, patience):
    """The number waiting, counted second by second, adds up to the seconds waited; so does what the measures say."""
    line = counter(room=room) if room is not None else counter()
    if patience is not None:
        line[0]["patience"] = {"dist": "exponential", "mean_min": patience}
    service = one_step(1)
    service[0]["step"][0]["time"] = {"dist": "exponential", "mean_min": mean}
    arrivals = [{"name": "all", "service": "service", "rates_per_hour": [["00:00-04:00", lam]]}]
    staff = [{"name": "officer", "skills": ["*"], "count": servers}]
    scenario = office(hours="00:00-04:00", service=service, station=line, arrivals=arrivals, officer=staff, days=2)
    _, block = recorded(scenario)
    rows = block.visits
    left = np.where(rows["start_s"] == NONE, rows["finish_s"], rows["start_s"])
    change = np.zeros((2, max(int(block.days["ended_s"].max()), int(rows["finish_s"].max(initial=0))) + 2), int)
    np.add.at(change, (rows["day"], rows["arrive_s"]), 1)
    np.add.at(change, (rows["day"], left), -1)
    waiting = np.cumsum(change, axis=1)
    assert waiting.min() >= 0
    assert waiting.sum() == (left - rows["arrive_s"]).sum()
    if len(rows):
        values = replicate(scenario, 1).of("waiting_mean")[0]
        assert values == pytest.approx(waiting.sum() / block.days["ended_s"].sum())


# ------------------------------------------------------------------------------------ what one more officer changes


BUSY = {
    "hours": "08:00-15:00",
    "days": 20,
    "citizens": {"count": 2000, "needs_per_year": 12.5, "needs_cv": 0.5},
    "station": counter(patience={"dist": "lognormal", "mean_min": 60, "cv": 0.8}),
    "service": [
        {
            "name": name,
            "share": share,
            "step": [
                {"name": "check", "station": "counter", "time": {"dist": "lognormal", "mean_min": 6, "cv": 0.6}},
                {"name": "issue", "station": "counter", "time": {"dist": "gamma", "mean_min": 5, "cv": 0.5}},
            ],
        }
        for name, share in (("kk", 0.6), ("ktp", 0.4))
    ],
}


def luck(scenario: Scenario) -> dict[tuple[int, int, int], tuple[int, int, int]]:
    """By (citizen, day, moment of coming): the service, the class, and how long the first step took."""
    plan, block = recorded(scenario)
    rows = block.visits[(block.visits["arrive_s"] == block.visits["came_s"]) & (block.visits["citizen"] != NONE)]
    assert len(rows) > 1000
    return {
        (int(r["citizen"]), int(r["day"]), int(r["came_s"])): (
            plan.names.services[r["service"]],
            int(r["class_"]),
            int(r["finish_s"] - r["start_s"]) if r["outcome"] == SERVED else None,
        )
        for r in rows
    }


def same_luck(before: Scenario, after: Scenario) -> None:
    one, other = luck(before), luck(after)
    assert one.keys() == other.keys()
    for who, (service, class_, work) in one.items():
        assert (service, class_) == other[who][:2]
        assert work is None or other[who][2] is None or work == other[who][2]


def staffed(count: int) -> Scenario:
    return office(officer=[{"name": "officer", "skills": ["*"], "count": count}], **BUSY)


def test_one_more_officer_changes_nobodys_luck():
    same_luck(staffed(6), staffed(7))


def test_another_group_of_officers_changes_nobodys_luck():
    before = staffed(6)
    same_luck(before, replace(before, officers=(*before.officers, OfficerGroup(name="new", skills=("kk",)))))


def test_another_stream_of_arrivals_changes_nobodys_luck():
    before = staffed(6)
    stream = office(arrivals=[{"name": "x", "service": "kk", "rates_per_hour": [["08:00-15:00", 5]]}],
                    officer=[{"name": "officer", "skills": ["*"]}], **BUSY).arrivals[0]  # fmt: skip
    same_luck(before, replace(before, arrivals=(stream,)))


def test_another_stream_does_not_disturb_the_first():
    first, second = (
        Arrivals(name=name, service="kk", rates_per_hour=staffed_stream().rates_per_hour) for name in ("one", "two")
    )
    before = replace(staffed(6), citizens=None, arrivals=(first,))
    after = replace(before, arrivals=(second, first))
    came = [np.sort(recorded(s)[1].visits, order="visit") for s in (before, after)]
    alone = came[0][came[0]["arrive_s"] == came[0]["came_s"]]
    beside = came[1][(came[1]["arrive_s"] == came[1]["came_s"]) & (came[1]["stream"] == 1)]
    assert alone["came_s"].tolist() == beside["came_s"].tolist()


def staffed_stream() -> Arrivals:
    stream = {"name": "x", "service": "kk", "rates_per_hour": [["08:00-15:00", 30]]}
    return office(arrivals=[stream], officer=[{"name": "officer", "skills": ["*"]}], **BUSY).arrivals[0]


def test_a_service_that_nobody_needs_changes_nobodys_luck():
    before = staffed(6)
    idle = Service(name="new", share=0.0, steps=(Step(name="only", station="counter", time=Exponential(mean_min=5)),))
    same_luck(before, replace(before, services=(*before.services, idle)))


@pytest.mark.parametrize("count", [4, 5, 6, 7, 8, 9])
def test_one_more_officer_never_lengthens_the_mean_wait(count):
    """Paired by run: the difference is negative beyond doubt, or cannot be told from nothing."""
    fewer, more = (replicate(staffed(n), 8) for n in (count, count + 1))
    for measure in ("wait_of_all_mean_min", "gave_up_share"):
        difference = more.of(measure) - fewer.of(measure)
        noise = 5.4 * difference.std(ddof=1) / len(difference) ** 0.5  # 99.9 %, seven degrees of freedom
        assert difference.mean() <= noise
