"""Does the simulation give what queueing theory knows exactly? Are the formulas right? Would we notice a mistake?"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import ceil, exp, factorial

import numpy as np
import pytest
from outside_data import outside
from scipy.optimize import brentq

from sim.engines.reference import ReferenceEngine, case, desk, follow
from sim.office.units import Span, Week, Weighted
from sim.rules import chance, channels
from sim.runs.making.progress import Silent
from sim.verification import Case, Check, all_cases, formulas
from sim.verification.judge import Bench, Effort, half_width
from sim.verification.verifying import LONG, judged, verify

CASES = {case.name: case for case in all_cases()}
QUICK = Effort(runs=16)


def shorter(case: Case, share: float) -> Case:
    """The same model with fewer days to a replication."""
    return replace(case, scenario=replace(case.scenario, days=max(1, ceil(share * case.scenario.days))))


def missed(checks: list[Check]) -> list[str]:
    return [f"{c.name}: {c.expected:.5g} is not within {c.low:.5g} … {c.high:.5g}" for c in checks if not c.ok]


# ---------------------------------------------------------------------------------------- the simulation and theory


@pytest.mark.parametrize("name", CASES)
def test_the_simulation_agrees_with_theory(name):
    assert missed(judged([shorter(CASES[name], 0.25)], QUICK)) == []


@pytest.mark.long
def test_everything_agrees_as_loket_verify_runs_it():
    checks = verify()
    assert missed(checks) == []
    assert len(checks) >= 30


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_the_simulation_agrees_with_theory_to_half_a_percent(name):
    checks = judged([CASES[name]], LONG)
    assert missed(checks) == []
    exact = [q.error == 0.0 for q in CASES[name].quantities]
    assert all((c.high - c.low) / 2 <= 0.00501 * c.simulated for c, known in zip(checks, exact, strict=True) if known)


def test_every_model_names_its_source_and_several_quantities():
    names = [f"{case.name}: {q.name}" for case in CASES.values() for q in case.quantities]
    assert len(names) == len(set(names)) >= 200
    assert all(case.source and len(case.quantities) >= 2 for case in CASES.values())


# ------------------------------------------------------------------------------- would a mistake in it be noticed?


COME_AGAIN = follow.come_again
MUTANTS: dict[str, tuple[str, Callable[[pytest.MonkeyPatch], None]]] = {}


def mutant(case: str) -> Callable[[Callable[[pytest.MonkeyPatch], None]], None]:
    """A mistake in the reference engine, and a model that must show it."""

    def keep(make: Callable[[pytest.MonkeyPatch], None]) -> None:
        MUTANTS[make.__name__] = (case, make)

    return keep


@mutant("M/M/1 λ=0.8 μ=1")
def last_come_first_served(patch):
    order = lambda self, officer: max(  # noqa: E731
        (t for line in officer.lines for queue in self.lines[line] for t in queue if t.waiting),
        key=lambda t: t.number,
        default=None,
    )
    patch.setattr(desk.Desk, "_first_for", order)


@mutant("M/M/1 λ=0.8 μ=1")
def service_drawn_with_the_luck_of_arriving(patch):
    patch.setattr(chance, "WORK", chance.GAP)


@mutant("Erlang A λ=1.2 μ=0.2 θ=0.1 c=5")
def patience_drawn_with_the_luck_of_service(patch):
    patch.setattr(chance, "PATIENCE", chance.WORK)


@mutant("M/M/1 with rework p=0.2 λ=0.6")
def rework_drawn_with_the_luck_of_service(patch):
    patch.setattr(chance, "BRANCH", chance.WORK)


@mutant("M/M/3 priorities λ=(0.5, 1, 1)")
def priorities_forgotten(patch):
    patch.setattr(desk.Desk, "_rank", lambda self, ticket: 0)


@mutant("Erlang B c=2 a=1")
def room_for_one_more(patch):
    patch.setattr(desk.Desk, "_no_room", lambda self, station: self.waiting[station] >= 1)


@mutant("Erlang A λ=1 μ=0.25 θ=0.2 c=4")
def patience_lasts_twice_as_long(patch):
    patience_of = case.patience_of
    patch.setattr(case, "patience_of", lambda *whose: 2 * patience_of(*whose))


@mutant("M/M/1, papers missing p=0.2 λ=0.6")
def who_comes_again_is_not_checked_again(patch):
    judge = follow.judge

    def lenient(day, one, step):
        one.missing = 0 if one.attempt else one.missing
        return judge(day, one, step)

    patch.setattr(follow, "judge", lenient)


@mutant("M/M/1 and time at home, mistakes p=0.25 λ=0.6")
def a_mistake_is_found_once_only(patch):
    patch.setattr(follow, "come_again", lambda day, one, reason: one.attempt == 0 and COME_AGAIN(day, one, reason))


@mutant("Appointments every 20 min")
def no_shows_do_not_grow_with_the_lead(patch):
    patch.setattr(channels, "no_show_share", lambda base, growth, lead: base)


@mutant("Appointments every 20 min")
def everybody_comes_to_the_next_slot(patch):
    patch.setattr(channels, "kept_at", lambda slot, late, late_sd, u: slot + 1200 * (u < 0.5))


def by_the_reference_engine(case: Case) -> list[Check]:
    """A verdict on the reference engine from some twenty thousand customers, over one day a twentieth as long."""
    office = case.scenario
    if not office.arrivals:
        return by_reference(replace(case, scenario=replace(office, days=60)))
    length = office.hours.every[0].end_s // 20
    rates = tuple(
        replace(stream, rates_per_hour=(Weighted(Span(0, length), stream.rates_per_hour[0].value),))
        for stream in office.arrivals
    )
    hours = Week(every=(Span(0, length),))
    office = replace(office, days=1, hours=hours, arrivals=rates, warm_up_min=length / 60 / 6)
    return by_reference(replace(case, scenario=office))


def by_reference(case: Case) -> list[Check]:
    with ThreadPoolExecutor(1) as pool:
        return Bench(pool, ReferenceEngine, Effort(runs=12), Silent()).judged(case)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted({case for case, _ in MUTANTS.values()}))
def test_the_reference_engine_agrees_too(name):
    assert missed(by_the_reference_engine(CASES[name])) == []


@pytest.mark.long
@pytest.mark.parametrize("name", MUTANTS)
def test_a_mistake_would_be_noticed(name, monkeypatch):
    case, make = MUTANTS[name]
    make(monkeypatch)
    assert missed(by_the_reference_engine(CASES[case]))


def test_an_interval_that_misses_by_chance_gets_a_second_and_larger_sample():
    """One value in a thousand misses; it is judged again, on other runs. A wrong one misses again."""
    case = shorter(CASES["M/M/1 λ=1 μ=2"], 0.25)
    wrong = replace(case, quantities=(replace(case.quantities[1], expected=0.6),))
    (check,) = judged([wrong], Effort(runs=12))
    assert (check.ok, check.samples) == (False, 2)


def test_an_interval_holds_the_truth_in_999_cases_of_1000():
    rng = np.random.default_rng(1)
    samples = rng.normal(size=(24, 20_000))
    inside = np.abs(samples.mean(axis=0)) <= half_width(samples)
    assert inside.mean() == pytest.approx(0.999, abs=0.001)


# ------------------------------------------------------------------------------------------------------ the formulas


def test_erlang_b_is_his_sum():
    terms = [3.0**n / factorial(n) for n in range(6)]
    assert formulas.erlang_b(5, 3.0) == pytest.approx(terms[-1] / sum(terms))


def test_one_formula_contains_the_other():
    mm1, mmc = formulas.pollaczek_khinchine(0.8, 1.0, 1.0), formulas.mmc(0.8, 1.0, 1)
    assert mm1["Wq"] == pytest.approx(mmc["Wq"])
    assert formulas.mdc(0.8, 1.0, 1)["Wq"] == pytest.approx(formulas.pollaczek_khinchine(0.8, 1.0, 0.0)["Wq"])
    assert formulas.erlang_a(1.6, 1.0, 1e-9, 2)["Lq"] == pytest.approx(formulas.mmc(1.6, 1.0, 2)["Lq"], rel=1e-5)
    assert formulas.mmck(3.0, 1.0, 5, 5)["P_block"] == pytest.approx(formulas.erlang_b(5, 3.0))
    assert formulas.erlang_a(3.0, 1.0, 1.0, 5, at_once=1.0)["P_abandon"] == pytest.approx(formulas.erlang_b(5, 3.0))
    alike = formulas.cobham_servers((0.0, 1.6), 1.0, 2)
    assert alike[1] == pytest.approx(formulas.mmc(1.6, 1.0, 2)["Wq"])
    assert formulas.cobham((0.3, 0.5), (1, 1), (2, 2)) == pytest.approx(formulas.cobham_servers((0.3, 0.5), 1.0, 1))


def test_a_day_with_steady_arrivals_settles_into_the_steady_state():
    exact = formulas.mmc(1.6, 1.0, 2)
    (late,) = formulas.transient(lambda _: 1.6, 1.0, 2, 0.0, [400.0])
    assert late["EN"] == pytest.approx(exact["L"], rel=1e-5)
    assert late["P_delay"] == pytest.approx(exact["P_wait"], rel=1e-5)
    (stepped,) = formulas.transient_in_steps([(0.0, 400.0, 1.6)], [2], 1.0, 0.0, [400.0])
    assert stepped == pytest.approx(late, rel=1e-6)


def test_servers_without_end_are_as_many_servers_as_one_likes():
    steps = [(0.0, 2.0, 3.0), (2.0, 4.0, 1.0)]
    (many,) = formulas.transient_in_steps(steps, [99, 99], 1.5, 0.0, [3.0], most=100)
    assert formulas.busy_without_end(steps, 1.5, 3.0) == pytest.approx(many["EN"], rel=1e-6)


def test_appointments_day_after_day_settle_into_the_steady_state():
    """GI/M/1: the wait of the last of very many, from the root of the transform of the time between arrivals."""
    gap, mu, miss = 20.0, 1 / 15, 0.145
    share = brentq(
        lambda s: (1 - miss) * exp(-mu * (1 - s) * gap) / (1 - miss * exp(-mu * (1 - s) * gap)) - s, 0.01, 0.9
    )
    settled = formulas.appointments(400, 1, gap, mu, miss)
    assert settled["Wq_last"] == pytest.approx(share / mu / (1 - share), rel=1e-9)


def test_appointments_that_all_keep_are_d_m_1_and_the_first_never_waits():
    first = formulas.appointments(1, 1, 20.0, 1 / 15, 0.0)
    assert (first["Wq"], first["P_wait"]) == (0.0, 0.0)
    assert first["after"] == pytest.approx(15 * exp(-20 / 15))
    pair = formulas.appointments(1, 2, 40.0, 1 / 15, 0.5)
    assert (pair["Wq"], pair["P_wait"]) == pytest.approx((0.5 * 15 / 2, 0.25))


@pytest.mark.parametrize("load", [0.3, 0.8])
def test_the_shorter_of_two_lines_lies_between_one_line_and_a_line_at_random(load):
    """Changing over at 2 leaves nobody idle while somebody waits (M/M/2); the rarer it is, the longer people wait."""
    pooled, split = formulas.mmc(2 * load, 1.0, 2), formulas.mmc(load, 1.0, 1)
    never = formulas.shortest_of_two(2 * load, 1.0)
    at_two, at_three = (formulas.shortest_of_two(2 * load, 1.0, threshold) for threshold in (2, 3))
    assert {name: at_two[name] for name in at_two} == pytest.approx({name: pooled[name] for name in at_two}, rel=1e-6)
    assert pooled["Wq"] < at_three["Wq"] < never["Wq"] < split["Wq"]
    assert never["Wq"] == pytest.approx(formulas.shortest_of_two(2 * load, 1.0, 20)["Wq"], rel=1e-6)


def test_pieces_of_a_minute_stand_for_the_sine():
    """The rate is simulated in pieces: their exact answer differs from that to the sine by 0.03 % at most."""
    steps = formulas.sine_steps(30.0, 0.6, 8.0, 8.0, 1 / 60)
    smooth = formulas.transient(formulas.sine(30.0, 0.6, 8.0), 6.0, 6, 0.0, [1.0, 4.0, 8.0])
    pieced = formulas.transient_in_steps(steps, [6] * len(steps), 6.0, 0.0, [1.0, 4.0, 8.0])
    for one, other in zip(smooth, pieced, strict=True):
        assert one == pytest.approx(other, rel=3e-4)


# ----------------------------------------------------------------------------- the formulas, and somebody else's code


@pytest.fixture(scope="module")
def published():
    return json.loads(outside("published_models", "closed_form_reference.json").read_text(encoding="utf-8"))


def same(found: dict[str, float], expected: dict[str, float]) -> None:
    both = [key for key in expected if key in found]
    assert len(both) >= 3
    assert {key: found[key] for key in both} == pytest.approx({key: expected[key] for key in both}, rel=1e-6)


def test_formulas_agree_on_single_stations(published):
    from sim.verification.losing import A, B, K
    from sim.verification.single import MDC, MMC

    for lam, mu, servers in MMC:
        same(formulas.mmc(lam, mu, servers), published[f"MMc lam={lam:.6g} mu={mu:.6g} c={servers}"])
    for lam, servers in MDC:
        same(formulas.mdc(lam, 1.0, servers), published[f"M/D/c lam={lam} D=1 c={servers} (Crommelin, numeric)"])
    for servers, load in B:
        assert formulas.erlang_b(servers, load) == pytest.approx(published[f"ErlangB c={servers} a={load}"], rel=1e-6)
    for lam, mu, theta, servers in A:
        name = f"ErlangA lam={lam:.6g} mu={mu:.6g} theta={theta:.6g} c={servers}"
        same(formulas.erlang_a(lam, mu, theta, servers), published[name])
    same(formulas.mmck(*K[0]), published["MMcK lam=3 mu=4 c=2 K=3 (simmer vignette 06)"])
    same(formulas.mmck(*K[1]), published["MMcK lam=10 mu=12 PS-like c=1 K=... M/M/1/5 lam=0.9"])
    for scv, name in ((0, "M/D/1 lam=0.8 ES=1"), (0.5, "M/E2/1 lam=.8"), (4, "M/H(cs2=4)/1 lam=.8")):
        same(formulas.pollaczek_khinchine(0.8, 1.0, scv), published[name])
    same(formulas.pollaczek_khinchine(0.8, 1.0, 1.62), published["M/LN(cs2=1.62)/1 lam=.8"])


def test_formulas_agree_on_priorities_and_networks(published):
    one = published["M/M/1 nonpreemptive priority lam=(0.2,0.6) mu=1 (Ciw test): Wq"]
    two = published["M/M/2 nonpreemptive 2-class lam=(0.6,1.0) mu=1: Wq"]
    three = published["M/M/3 nonpreemptive 3-class lam=(0.5,1,1) mu=1: Wq"]
    assert formulas.cobham((0.2, 0.6), (1, 1), (2, 2)) == pytest.approx(one, rel=1e-6)
    assert formulas.cobham_servers((0.6, 1.0), 1.0, 2) == pytest.approx(two, rel=1e-6)
    assert formulas.cobham_servers((0.5, 1.0, 1.0), 1.0, 3) == pytest.approx(three, rel=1e-6)
    whole = {case.name: {q.name: q.expected for q in case.quantities} for case in CASES.values()}
    tandem = published["Tandem M/M/1->M/M/2: lam=.8, mu1=1, mu2=.5 c=2: W_total"]
    assert whole["Tandem M/M/1 → M/M/2 λ=0.8"]["W"] == pytest.approx(tandem, rel=1e-6)
    rework = published["Rework M/M/1 feedback p=0.2 lam=0.6 mu=1: visits=1/(1-p), lam_eff, W_total"]
    assert whole["M/M/1 with rework p=0.2 λ=0.6"]["W"] == pytest.approx(rework["W_total"], rel=1e-6)
    network = published["Jackson rework gamma=(1,0,0) P=[[0,.7,.3],[.1,0,.8],[.05,0,0]] mu=(2,1,.7) c=(1,2,2)"]
    ours = whole["Jackson network with returns"]
    assert ours["W"] == pytest.approx(network["W_system"], rel=1e-6)
    for key, label in (("lam", "λ"), ("rho", "occupancy"), ("Wq", "Wq"), ("L", "L")):
        assert [ours[f"{label} {i}"] for i in (1, 2, 3)] == pytest.approx(network[key], rel=1e-6)
    station = published["Gas station loss (simmer vign 07 ex1) N"]
    assert formulas.loss((0.1125, 0.0375), (8.0, 3.0)) == pytest.approx(station, rel=1e-6)


@pytest.mark.parametrize("theta", [0.0, 3.0])
def test_formulas_agree_on_a_day_of_changing_arrivals(published, theta):
    name = "Mt/M/c+M same with theta=3/h" if theta else next(key for key in published if key.startswith("Mt/M/c tr"))
    hours = list(range(1, 9))
    found = formulas.transient(formulas.sine(30.0, 0.6, 8.0), 6.0, 6, theta, hours)
    for hour, one in zip(hours, found, strict=True):
        assert one == pytest.approx(published[name][f"t={hour}"], rel=1e-5)
