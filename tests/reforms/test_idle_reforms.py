"""Is a reform that cannot act in an office told from one that can, and is nothing changed by leaving it out?"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from agreement import each
from catalogue_offices import LIVELY, measure, reformed
from hypothesis import strategies as st
from random_offices import offices
from random_people import peopled
from random_reforms import NAMED, STEP, Anything, effect, spans
from random_reforms import reformed as random_reforms
from refusals import refused

import sim
from sim.engines.compiled import CompiledEngine
from sim.measures import Verdict
from sim.office import Scenario
from sim.office.reform import Reform
from sim.plan import Plan, build, plan_of
from sim.plan.layout import NONE
from sim.plan.reading import READ
from sim.plan.tables import APPRAISED, FOUND_OUT, MOVED, Block
from sim.reforms import CATALOGUE
from sim.reforms.building import steps_of
from sim.runs.comparing.idle import because, check
from sim.runs.comparing.reform_costs import reforms_cost_span
from sim.views import charts
from sim.views.reports.compare import compare_text
from sim.views.sections.conclusions import Says, says

QUICK, LONG = 10, 2_000
PEOPLE = [f"people.{field}" for array, field in READ if array == "behaviour"]
OFFICE = """
title = "UPT"
days = 80
hours = "08:00-15:00"
[[station]]
name = "loket"
[[service]]
name = "kk"
[[service.step]]
name = "proses"
station = "loket"
time = { dist = "gamma", mean_min = 12, cv = 0.6 }
[[officer]]
name = "Loket"
count = 2
skills = "*"
[citizens]
count = 20000
needs_per_year = 0.6
digital_access = 0.7
digital_skill = 0.6
"""


@st.composite
def one_by_one(draw: st.DrawFn) -> Scenario:
    """A random office under reforms of which each changes one of the numbers that not every office reads."""
    scenario: Scenario = draw(offices())
    scenario = replace(draw(peopled(scenario)) if draw(st.booleans()) else scenario, days=draw(st.sampled_from([5, 3])))
    steps = [*steps_of(scenario, ()), *[service.name for service in scenario.services]]
    found = []
    for place, name in enumerate(draw(st.lists(st.sampled_from([*STEP, *NAMED, *PEOPLE]), min_size=1, max_size=5))):
        part = NAMED.get(name, "")
        names = steps if name in STEP else [thing.name for thing in getattr(scenario, part)] if part else []
        found.append(Anything(id=f"a{place}", changes=(draw(effect(name, names)),), **draw(spans(scenario))))
    return replace(scenario, reforms=tuple(found))


def numbered(rows: np.ndarray, known: Plan, to: Plan) -> np.ndarray:
    """Rows in which steps and officers have the numbers of another plan: reforms may have set up some before them."""
    found = rows.copy()
    for column, names in (("step", "steps"), ("officer", "officers"), ("line", "officers"), ("who", "officers")):
        if column in rows.dtype.names:
            theirs = getattr(to.names, names)
            numbers = [theirs.index(name) if name in theirs else NONE for name in getattr(known.names, names)]
            some = np.isin(rows["what"], [APPRAISED, FOUND_OUT, MOVED]) if column == "who" else ...
            found[column][some] = np.array([*numbers, NONE])[rows[column][some]]
    return found


def lived(plan: Plan, days: int) -> tuple[Block, np.ndarray]:
    engine = CompiledEngine(plan, 0)
    return engine.advance(days), engine.citizens()


def nothing_is_lost(scenario: Scenario) -> None:
    """Rows are the same to the last bit with the reforms that are left out; but for moves that make no difference."""
    plan = plan_of(scenario)
    if not plan.idle:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "idle", lambda *_: ())
        whole = plan_of(scenario)
    if plan.arrays.office["follows"] != whole.arrays.office["follows"]:
        return  # the same visits are then numbered as cases
    (ours, citizens), (theirs, others) = lived(plan, scenario.days), lived(whole, scenario.days)
    for field in ("visits", "days", "cases", "opinions"):
        rows = numbered(getattr(theirs, field), whole, plan)
        assert np.array_equal(getattr(ours, field), rows), (field, [one.reform.id for one in plan.idle])
    assert np.array_equal(citizens, others)
    officers = numbered(theirs.officers, whole, plan)  # those left without a number are posts that nobody holds
    assert np.array_equal(officers[officers["officer"] != NONE], ours.officers)
    acts = numbered(theirs.acts, whole, plan)
    assert np.array_equal(*(rows[rows["what"] != MOVED] for rows in (ours.acts, acts)))


def test_leaving_out_what_cannot_act_changes_no_row() -> None:
    each(QUICK, nothing_is_lost, one_by_one())


@pytest.mark.long
@pytest.mark.parametrize("drawn", [one_by_one, random_reforms])
def test_leaving_out_what_cannot_act_changes_no_row_of_thousands(drawn: object) -> None:
    each(LONG, nothing_is_lost, drawn(), first=0)  # type: ignore[operator]


@pytest.mark.parametrize("name", LIVELY)
def test_only_placement_and_support_of_nothing_cannot_act_in_bundled_offices(name: str) -> None:
    """In a puskesmas, that waits for no other agency, shared data neither, nor rotation, as professions stay."""
    left_out = {kind for kind in CATALOGUE if plan_of(replace(reformed(name, measure(kind)), days=80)).idle}
    assert left_out == {"placement", "change_support"} | (
        {"agency_integration", "rotation"} if name == "puskesmas" else set()
    )


@pytest.fixture
def upt(tmp_path) -> Iterator[object]:
    """A file of an office of counters only, to which reforms are added."""

    def written(*reforms: str, more: str = ""):
        path = tmp_path / "upt.toml"
        path.write_text(OFFICE + more + "".join(f'[[reform]]\nname = "{name}"\n' for name in reforms), encoding="utf-8")
        return path

    return written


IDLE = (
    "digitalisation", "rotation", "placement", "integrity_control", "complaint_channel", "feedback_survey",
    "transparency", "participation", "service_standard", "agency_integration", "change_support",
)  # fmt: skip


def test_counters_alone_leave_eleven_measures_nothing_to_change(upt) -> None:
    scenario = sim.scenario.load(upt())
    found = {name: plan_of(replace(scenario, reforms=(kind(),))).idle for name, kind in CATALOGUE.items()}
    assert {name for name, idle in found.items() if idle} == set(IDLE)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_reason_is_said_in_words(upt, lang: str) -> None:
    scenario = sim.scenario.load(upt())
    for kind in CATALOGUE.values():
        for idle in plan_of(replace(scenario, reforms=(kind(),))).idle:
            assert all(len(phrase.worded(lang)) > 20 for phrase in because(idle))


def test_check_warns_with_the_line_of_the_reform(upt) -> None:
    path = upt("sop_simplification", "transparency")
    (fault,) = [fault for fault in check(path) if fault.code == "reform_idle"]
    assert fault.warning
    assert path.read_text().splitlines()[fault.line - 1] == 'name = "transparency"'


def test_of_a_reform_that_cannot_act_at_all_it_is_said_once(upt) -> None:
    codes = [fault.code for fault in check(upt("integrity_control", "training")) if "integrity" in fault.path]
    assert codes == ["reform_idle"]


def test_what_begins_after_the_run_keeps_its_own_words(upt) -> None:
    path = upt("transparency")
    path.write_text(path.read_text() + "start = 2030-01-07\n", encoding="utf-8")
    assert "reform_late" in {fault.code for fault in check(path)}
    assert "reform_idle" not in {fault.code for fault in check(path)}


def test_what_begins_after_the_days_that_are_asked_for_is_not_compared_nor_doubted(upt) -> None:
    path = upt("sop_simplification", "training")
    path.write_text(path.read_text().replace("[[reform]]", "[[reform]]\nstart = 2026-02-02"), encoding="utf-8")
    found = sim.compare(sim.scenario.load(path), 2, days=5)
    assert {d.verdict for one in found.variants for d in found.differences(one)} == {Verdict.NOT_APPLICABLE}
    assert {one.reasons for one in found.variants[-1].plan.idle} == {("late",)}
    said = " ".join(compare_text(found, "en").split())
    assert "Simpler procedures; Staff training: not applicable here, because" in said
    assert said.count("after the last day of the run") == 1
    with refused("doubt_idle"):
        sim.doubt(found)


def test_a_comparison_says_not_applicable_and_counts_no_cost(upt) -> None:
    with pytest.warns(UserWarning, match="transparency"):
        found = sim.compare(upt("sop_simplification", "transparency"), 2, days=5)
    simpler, published, together = found.variants
    assert {d.verdict for d in found.differences(published)} == {Verdict.NOT_APPLICABLE}
    assert Verdict.NOT_APPLICABLE not in {d.verdict for d in found.differences(simpler)}
    costs = dict(zip(("simpler", "published", "together"), found.costs_rupiah, strict=True))
    assert costs["published"] == 0.0
    assert costs["together"] == costs["simpler"] > 0
    assert reforms_cost_span(together.plan) == reforms_cost_span(simpler.plan)
    assert published.name not in set(found.costs()["scenario"])
    assert [idle.reform.key for idle in together.plan.idle] == ["transparency"]


def test_a_sweep_says_so_too_and_of_no_other_point(upt, tmp_path) -> None:
    office = sim.scenario.load(upt("sop_simplification", "transparency"))
    with pytest.warns(UserWarning, match="transparency"):
        found = sim.sweep(sim.crossed([office], office.reforms, [1.0]), tmp_path / "store", runs=2, days=5)
    said = found.differences("wait_mean_min").set_index("reform")["verdict"]
    assert [name for name, verdict in said.items() if verdict == Verdict.NOT_APPLICABLE] == ["transparency"]


MISPLACED = """
[[service]]
name = "akta"
[[service.step]]
name = "proses"
station = "loket"
time = { dist = "gamma", mean_min = 15, cv = 0.6 }
[[officer]]
name = "Petugas KK"
skills = ["kk"]
background = ["akta"]
[[officer]]
name = "Petugas akta"
skills = ["akta"]
background = ["kk"]
[staff]
mismatch = 0.3
"""


@pytest.mark.parametrize(
    ("more", "reform", "beside"),
    [
        (MISPLACED, measure("placement"), ()),
        ("", measure("innovation_contest", winners=1.0, after_days=2), ()),
        ("", measure("change_support", ramp_days=0), (measure("sop_simplification"),)),
        ("[opinion]\n", measure("transparency", hopes=0.02, ramp_days=0), ()),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_the_same_measures_act_where_there_is_what_they_need(upt, more: str, reform: Reform, beside: tuple) -> None:
    scenario = replace(sim.scenario.load(upt(more=more)), days=10, reforms=beside)
    plan = plan_of(replace(scenario, reforms=(*beside, reform)))
    assert not plan.idle
    rows = [lived(one, 10)[0] for one in (plan, plan_of(scenario))]
    assert not all(np.array_equal(getattr(rows[0], name), getattr(rows[1], name)) for name in ("visits", "opinions"))


def test_a_reform_with_another_that_it_needs_acts(upt) -> None:
    """What helps to adopt something new cannot act alone, and does beside it."""
    scenario = sim.scenario.load(upt("sop_simplification", "change_support"))
    assert not plan_of(scenario).idle
    assert [one.code for one in check(upt("sop_simplification", "change_support"))].count("reform_idle_alone") == 1


def test_a_conclusion_tells_what_acts_beside_others_from_what_cannot_act_here(upt) -> None:
    with pytest.warns(UserWarning, match=r"change_support|transparency"):
        found = sim.compare(upt("sop_simplification", "change_support", "transparency"), 2, days=5)
    said = [says(found, variant) for variant in found.variants[1:3]]
    assert said == [Says.ONLY_BESIDE, Says.NOT_APPLICABLE]
    pictures = [charts.reforms_compared(found, lang="en"), charts.difference(found, found.variants[1], "en")]
    assert [(one.alt.count("only beside"), one.alt.count("not applicable")) for one in pictures] == [(1, 1), (6, 0)]
