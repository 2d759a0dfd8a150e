"""Do the rules draw what they claim, keep timetables to the second, and give everyone their own luck?"""

from collections import namedtuple
from math import exp, factorial, gamma, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.office import distributions as named
from sim.office.distributions import beyond
from sim.plan.laws import Laws
from sim.plan.layout import LAW, SEGMENT
from sim.rules import chance, clock, demand
from sim.rules.distributions import drawn, normal_quantile
from sim.rules.waiting import balking_share

pytestmark = pytest.mark.newer

Law = namedtuple("Law", LAW.names)  # noqa: PYI024  (made from the layout)
Segment = namedtuple("Segment", SEGMENT.names)  # noqa: PYI024
CELLS = 200_000

EXACT = {
    "constant": (named.Constant(value_min=4), 4, 0),
    "uniform": (named.Uniform(low_min=2, high_min=8), 5, 3),
    "triangular": (named.Triangular(low_min=1, mode_min=2, high_min=6), 3, 7 / 6),
    "exponential": (named.Exponential(mean_min=5), 5, 25),
    "hyperexponential": (named.Hyperexponential(mean_min=5, cv=2), 5, 100),
    "erlang": (named.Erlang(mean_min=6, stages=3), 6, 12),
    "gamma, spread": (named.Gamma(mean_min=5, cv=1.5), 5, 56.25),
    "gamma, narrow": (named.Gamma(mean_min=5, cv=0.2), 5, 1),
    "lognormal": (named.Lognormal(mean_min=5, cv=0.8), 5, 16),
    "weibull": (named.Weibull(mean_min=5, shape=2), 5, 25 * (gamma(2) / gamma(1.5) ** 2 - 1)),
    "normal": (named.Normal(mean_min=60, sd_min=5), 60, 25),
    "empirical": (named.Empirical(values_min=(1, 2, 10), weights=(2, 1, 1)), 3.5, 14.25),
}


def values(distribution: named.Distribution, u: np.ndarray) -> np.ndarray:
    laws = Laws()
    law = Law(**laws.laws[laws.add(distribution)])
    return np.array([drawn(law, laws.table, x) for x in u.tolist()]) / 60


def test_every_distribution_is_held_to_its_mean_its_variance_and_its_tail() -> None:
    assert {type(distribution) for distribution, *_ in EXACT.values()} == set(named.DISTRIBUTIONS)


@pytest.mark.parametrize("name", EXACT)
def test_mean_and_variance_are_those_of_the_distribution(name: str) -> None:
    """Midpoint rule over the uniform number; the open tails are what it leaves out."""
    distribution, mean, variance = EXACT[name]
    found = values(distribution, (np.arange(CELLS) + 0.5) / CELLS)
    assert found.mean() == pytest.approx(mean, rel=3e-4)
    assert distribution.expected_min == pytest.approx(mean)
    assert beyond(distribution, 3.0) == pytest.approx((found >= 3.0).mean(), abs=2e-4)
    assert found.var() == pytest.approx(variance, rel=5e-3, abs=1e-12)


@pytest.mark.parametrize("name", EXACT)
def test_more_luck_never_means_less(name: str) -> None:
    """Inverse transform: durations rise with the uniform number (but for the two branches of the hyperexponential)."""
    if name == "hyperexponential":
        pytest.skip("drawn by its branches, each rising by itself")
    found = values(EXACT[name][0], np.linspace(1e-6, 1 - 1e-6, 5001))
    assert (np.diff(found) >= -1e-12).all()


def test_a_truncated_normal_stays_above_its_bound_and_has_the_mean_of_theory() -> None:
    from scipy.stats import truncnorm

    cut = named.Normal(mean_min=5, sd_min=4, least_min=1)
    found = values(cut, (np.arange(CELLS) + 0.5) / CELLS)
    assert found.min() >= 1
    assert found.mean() == pytest.approx(truncnorm(-1, np.inf, loc=5, scale=4).mean(), rel=1e-4)
    assert cut.expected_min == pytest.approx(found.mean(), rel=1e-4)
    assert beyond(cut, 3.0) == pytest.approx((found >= 3.0).mean(), abs=2e-4)


def test_the_normal_quantile_is_exact_to_the_last_digits() -> None:
    from scipy.special import ndtri

    p = np.concatenate([np.logspace(-300, -1, 2000), np.linspace(0.01, 0.99, 999), 1 - np.logspace(-15, -2, 500)])
    assert np.allclose([normal_quantile(x) for x in p.tolist()], ndtri(p), rtol=1e-14, atol=1e-15)


@given(st.floats(0.0, 3.0))
def test_needs_follow_poisson_for_any_mean(mean: float) -> None:
    """By inversion the share of uniform numbers that give n is Poisson's, exactly on the grid's resolution."""
    grid = (np.arange(20_000) + 0.5) / 20_000
    counts = np.bincount([demand.needs_today(mean, u) for u in grid.tolist()], minlength=4)[:4] / len(grid)
    assert np.allclose(counts, [exp(-mean) * mean**n / factorial(n) for n in range(4)], atol=2e-4)


@given(st.integers(0, 2**62), st.integers(0, 2**40), st.integers(0, 2**20))
def test_keys_fit_in_63_bits_and_uniforms_lie_strictly_between_0_and_1(seed: int, which: int, draw: int) -> None:
    key = chance.key_of(seed, which)
    assert 0 <= key < 2**63
    assert 0.0 < chance.uniform(key, draw) < 1.0


def test_draws_of_neighbours_look_independent() -> None:
    """Neighbouring citizens, days, purposes, steps: uniform, and uncorrelated within five standard errors."""
    run = chance.run_key(2026, 0)
    n = 40_000
    by_citizen = [chance.uniform(chance.citizen_key(run, i), chance.RATE) for i in range(n)]
    key = chance.citizen_key(run, 7)
    by_day = [chance.uniform(key, chance.DAYS + i) for i in range(n)]
    by_draw = [chance.uniform(key, chance.draw_of(i % 9, i // 9, 0, 0)) for i in range(n)]
    for draws in map(np.array, (by_citizen, by_day, by_draw)):
        counts = np.histogram(draws, bins=100, range=(0, 1))[0]
        assert ((counts - n / 100) ** 2 / (n / 100)).sum() < 99 + 5 * sqrt(2 * 99)
        assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 5 / sqrt(n)


def test_no_two_runs_citizens_or_needs_share_their_luck() -> None:
    """Neighbours least of all: run 1 of a seed is not run 0 of the next, nor is tomorrow's first need today's last."""
    keys = [chance.run_key(seed, run) for seed in range(2026, 2066) for run in range(40)]
    citizens = [chance.citizen_key(run, citizen) for run in keys[:45] for citizen in range(45)]
    ordinals = (0, 1, 2, chance.NEEDS_A_DAY - 1)
    needs = [chance.need_key(c, day, n) for c in citizens[:45] for day in range(45) for n in ordinals]
    assert len({*keys, *citizens, *needs}) == len(keys) + len(citizens) + len(needs)


def test_no_two_draws_of_a_need_share_a_number() -> None:
    numbers = {chance.draw_of(p, s, a, n) for p in range(25) for s in range(9) for a in range(9) for n in range(9)}
    assert len(numbers) == 25 * 9 * 9 * 9


@st.composite
def timetables(draw: st.DrawFn) -> list[Segment]:
    edges = sorted(draw(st.lists(st.integers(0, 60), min_size=2, max_size=8, unique=True)))
    return [Segment(a, b, 0.0, 0.0, 0) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@given(timetables(), st.integers(0, 30), st.data())
def test_a_resumed_service_ends_when_a_clock_ticking_through_its_breaks_says(
    segments: list[Segment], work: int, data: st.DataObject
) -> None:
    segment = data.draw(st.sampled_from(segments))
    start = data.draw(st.integers(segment.start, segment.end - 1))
    now, left = start, work
    while left > 0:
        at_work = any(p.start <= now < p.end for p in segments) or now >= segments[-1].start
        left -= at_work
        now += 1
    end = clock.ends_at(segments, 0, len(segments), start, work, clock.RESUME)
    assert end == now
    assert clock.busy_seconds(segments, 0, len(segments), start, end, clock.RESUME) == work


@given(timetables(), st.integers(0, 30), st.data())
def test_a_restarted_service_ends_after_one_stretch_long_enough(
    segments: list[Segment], work: int, data: st.DataObject
) -> None:
    segment = data.draw(st.sampled_from(segments))
    start = data.draw(st.integers(segment.start, segment.end - 1))
    end = clock.ends_at(segments, 0, len(segments), start, work, clock.RESTART)
    tries = [max(start, p.start) for p in segments if p.end > start]
    fits = [t + work for t, p in zip(tries, [p for p in segments if p.end > start], strict=True) if t + work <= p.end]
    assert end == (fits[0] if fits else tries[-1] + work)


@given(timetables(), st.integers(0, 30), st.data())
def test_finishing_first_ignores_the_timetable_and_counts_what_was_worked_beside_it(
    segments: list[Segment], work: int, data: st.DataObject
) -> None:
    segment = data.draw(st.sampled_from(segments))
    start = data.draw(st.integers(segment.start, segment.end - 1))
    end = clock.ends_at(segments, 0, len(segments), start, work, clock.FINISH)
    assert end == start + work
    outside = sum(not any(p.start <= t < p.end for p in segments) for t in range(start, end))
    assert clock.outside_schedule(segments, 0, len(segments), start, end, clock.FINISH) == outside


@pytest.mark.parametrize(("x", "whole"), [(0.5, 0), (1.5, 2), (2.5, 2), (2.4999, 2), (1e7 + 0.5, 10_000_000)])
def test_seconds_are_rounded_half_to_even(x: float, whole: int) -> None:
    assert clock.seconds(x) == whole


def test_a_poisson_process_by_stretches_has_the_rates_it_was_given() -> None:
    """10 an hour for an hour, none for an hour, 30 an hour for an hour."""
    from sim.plan.segments import Segments

    segments = Segments()
    first, count = segments.rates([(0, 3600, 10.0), (3600, 7200, 0.0), (7200, 10800, 30.0)])
    rows = [Segment(*row) for row in segments.rows]
    hours = np.zeros(3)
    days = 3000
    for day in range(days):
        key, at, hazard, i = chance.key_of(1, day), first, 0.0, 0
        while True:
            hazard -= np.log(1 - chance.uniform(chance.key_of(key, i), chance.GAP))
            at, i = demand.next_piece(rows, at, first + count, hazard), i + 1
            if at == first + count:
                break
            hours[demand.moment_of_hazard(rows[at], hazard) // 3600] += 1
    assert hours[1] == 0
    assert hours[0] / days == pytest.approx(10, abs=5 * sqrt(10 / days))
    assert hours[2] / days == pytest.approx(30, abs=5 * sqrt(30 / days))


def test_balking_takes_the_last_entry_that_the_length_has_reached() -> None:
    table = [Segment(6, 0, 0.2, 0, 0), Segment(8, 0, 0.6, 0, 0)]
    assert [balking_share(table, 0, 2, q) for q in (0, 5, 6, 7, 8, 50)] == [0, 0, 0.2, 0.2, 0.6, 0.6]
