"""What models of trust make of the bundled civil registry as it is, at its best and worst, and without bribes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from sim.engines.compiled import CompiledEngine
from sim.measures import Estimate, estimate
from sim.measures.intervals import Floats
from sim.office import Scenario
from sim.office.possible import possible
from sim.plan import plan_of
from sim.plan.tables import ELEMENTS
from sim.runs.making.pilot import start_of
from sim.runs.making.progress import Silent
from sim.scenario import load

YEAR = 250
TRANSFER = 0.5
"""What trust in this office, above the predisposition, carries over to trust in the civil service (assumption)."""
SETTINGS: dict[str, dict[str, dict[str, Any]]] = {
    "level": {},
    "level, low": {"belief": {"counts": 0.1, "start_weight": 6.0}, "talk": {"hear": 0.0}},
    "level, high": {"belief": {"counts": 0.4, "start_weight": 1.0}, "talk": {"hear": 0.2}},
    "level, no halo": {"satisfaction": {"lenience": 0.0}},
    "level, halo 0.06": {"satisfaction": {"lenience": 0.06}},
    "used_to": {"trust": {"model": "used_to"}},
    "halo": {"trust": {"model": "halo"}},
    "surprise": {"trust": {"model": "surprise"}},
}
"""Settings by name: tables of [opinion], and what is set differently there."""


class Found(NamedTuple):
    """What a setting comes to: those who trust (above one half), in points of 100, but for `correlation`.

    `satisfied` is K1, on trust in the civil service; `asked` the drop among those asked for money once (K41);
    `best`, `worst` and `clean` the gains of all citizens after 1, 3 and 5 years.
    """

    trusting: float
    correlation: float
    satisfied: float
    asked: float
    best: tuple[float, ...]
    worst: tuple[float, ...]
    clean: tuple[float, ...]
    fewer: float
    """Of ten in a hundred visits fewer with a request for money: the gain after five years."""
    half_life: float
    """Years until half of a crisis of sixty days is gone; 6 where it is not within five."""


def office(name: str, setting: dict[str, dict[str, Any]]) -> Scenario:
    """One of the three offices, with a setting of the tables of [opinion]."""
    base = load("dukcapil")
    given = dict(zip(("base", "worst", "best"), (base, *possible(base)), strict=True))[name]
    opinion = given.opinion
    tables = {table: replace(getattr(opinion, table), **keys) for table, keys in setting.items()}
    return replace(given, calendar=None, days=5 * YEAR, warm_up_days=0, opinion=replace(opinion, **tables))


def honest(scenario: Scenario) -> Scenario:
    """The same office where nobody takes."""
    return replace(scenario, staff=replace(scenario.staff, integrity=replace(scenario.staff.integrity, takes=0.0)))


def lives(scenario: Scenario, start: float | None, run: int) -> Iterator[tuple[Any, Any]]:
    """Citizens, and the opinions of the time before, after one, three and five years."""
    running = CompiledEngine(plan_of(scenario, start), run)
    for years in (1, 2, 2):
        opinions = running.advance(years * YEAR).opinions
        yield running.citizens().copy(), opinions


def trusting(citizens: Any) -> float:
    """Those who trust, in points of 100."""
    return float(100.0 * (citizens["trust"] > 0.5).mean())


def first_year(citizens: Any, opinions: Any, without: Any) -> tuple[float, ...]:
    """Of those who came in the first year: trusting, correlation with satisfaction, K1, drop of those asked once."""
    came = citizens["judged"] > 0
    satisfied = citizens["satisfaction"][came] / citizens["judged"][came]
    trust, given = citizens["trust"], citizens["predisposition"]
    civil = given + TRANSFER * (trust - given)
    steps = (satisfied - satisfied.mean()) / satisfied.std()
    once = np.bincount(opinions["citizen"], opinions["asked"], len(citizens)) == 1
    drop = trusting(citizens[once]) - trusting(without[once])
    slope = 100.0 * np.polyfit(steps, civil[came] > 0.5, 1)[0]
    return trusting(citizens[came]), np.corrcoef(satisfied, trust[came])[0, 1], slope, drop


@cache
def found(name: str, runs: int = 2) -> Found:
    """What a setting comes to, mean over runs."""
    setting = SETTINGS[name]
    base = office("base", setting)
    start = start_of(base, base, "compiled", Silent())
    made = {"base": base, "clean": honest(base), **{name: office(name, setting) for name in ("best", "worst")}}
    lived = {key: [list(lives(scenario, start, run)) for run in range(runs)] for key, scenario in made.items()}
    shares = {key: np.mean([[trusting(seen[0]) for seen in one] for one in all_], 0) for key, all_ in lived.items()}
    gains = {key: tuple(share - shares["base"]) for key, share in shares.items()}
    first = [first_year(*ours[0], clean[0][0]) for ours, clean in zip(lived["base"], lived["clean"], strict=True)]
    asked = np.mean([seen[1]["asked"].mean() for one in lived["base"] for seen in one])
    return Found(
        *np.mean(first, axis=0), gains["best"], gains["worst"], gains["clean"], 0.1 / asked * gains["clean"][-1],
        half_life(base, start),
    )  # fmt: skip


def half_life(base: Scenario, start: float | None) -> float:
    """Years until half of what sixty days of the worst office took is back, the office being as before."""
    with_, without = (crisis(base, start, days) for days in (60, 0))
    lost = without - with_
    back = np.flatnonzero(lost <= 0.5 * lost[0])
    return float(back[0] / 10.0) if len(back) and lost[0] > 0.0 else 6.0


def crisis(base: Scenario, start: float | None, days: int) -> Any:
    """Mean trust after so many days in which everybody asks for money and is rude, then each tenth of a year."""
    running = CompiledEngine(plan_of(base, start), 0)
    b = running._plan.behaviour  # noqa: SLF001  (no scenario can say that something happens for sixty days)
    usual = {name: float(b[name][0]) for name in ("asks", "manners")}
    running.advance(YEAR)
    if days:
        b["asks"], b["manners"] = 1.0, -0.5
    running.advance(60)
    for name, value in usual.items():
        b[name] = value
    trust = [running.citizens()["trust"].mean()]
    while len(trust) < 37:
        running.advance(25)
        trust.append(running.citizens()["trust"].mean())
    return np.array(trust)


class Spread(NamedTuple):
    """Of answers: the IKM, the standard deviation between persons in its points, and the correlation of elements (S5).

    `least` and `most` are the standard deviations of the elements that differ least and most, of answers 1 to 4.
    """

    ikm: float
    persons: float
    correlation: float
    least: float
    most: float


def spread(name: str, style: float | None = None) -> Spread:
    """What one year of answers is like at one of the three offices."""
    setting = {} if style is None else {"satisfaction": {"style": style}}
    _, opinions = next(lives(office(name, setting), None, 0))
    answers = np.stack([opinions[element].astype(float) for element in ELEMENTS], 1)
    answers[answers == 0] = np.nan
    between, elements = np.corrcoef(answers[~np.isnan(answers).any(1)].T), np.nanstd(answers, 0)
    correlation = between[~np.eye(len(between), dtype=bool)].mean()
    ikm, persons = 25.0 * np.nanmean(answers, 0).mean(), 25.0 * np.nanmean(answers, 1).std()
    return Spread(*map(float, (ikm, persons, correlation, elements.min(), elements.max())))


class Gained(NamedTuple):
    """What an office gains by what trust changes, in per cent: users in three years, at last cases by two ways."""

    users: tuple[Estimate, ...]
    online: Estimate
    sent: Estimate


def used(scenario: Scenario, run: int, start: float) -> Floats:
    """Users in the first, third and fifth year; cases begun in the last two by online channels and by go-betweens."""
    online = [number for number, way in enumerate(scenario.channels, 1) if way.kind == "online"]
    sent = [n for n, way in enumerate(scenario.channels, 1) if not way.citizen_comes and n not in online]
    running = CompiledEngine(plan_of(scenario, start), run)
    blocks = [running.advance(years * YEAR) for years in (1, 2, 2)]
    rows = [block.opinions[block.opinions["day"] > block.opinions["day"].max() - YEAR] for block in blocks]
    began = blocks[-1].cases[blocks[-1].cases["began_day"] >= 3 * YEAR]
    by = [np.isin(began["channel"], ways).sum() for ways in (online, sent)]
    return np.array([*(len(np.unique(found["citizen"])) for found in rows), *by], float)


@cache
def gained(name: str, runs: int = 6) -> Gained:
    """What trust changes in return at one of the three offices, against the same runs in which it changes nothing."""
    base = office("base", {})
    start = start_of(base, base, "compiled", Silent())
    settings = [office(name, {"feedback": {"strength": strength}}) for strength in (1.0, 0.0)]
    with_, without = (np.array([used(setting, run, start) for run in range(runs)]) for setting in settings)
    *years, online, sent = (estimate(change) for change in (100.0 * (with_ / without - 1.0)).T)
    return Gained(tuple(years), online, sent)
