"""What a case is expected to ask of an office on its way: how often it comes to each step, and on how many visits."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sim.office.cases import Return
from sim.office.routes import absent, next_steps
from sim.office.scenario import Scenario
from sim.office.services import DONE, Service, Step

LEAST = 1e-9
"""Ways that a smaller share of the cases takes are left out, and so end routes that go in circles."""
MOST_ROUNDS = 10_000

State = tuple[str, int, bool, int]
"""The step come to, how many papers are missing, whether there is a mistake, and how often was tried before."""


class Journey(NamedTuple):
    """Of one case: passes by step, and visits (files that are sent in or wait are none)."""

    passes: Mapping[str, float]
    visits: float


class Journeys:
    """The journeys of the cases of a service; who leaves a line, outages and forms that run out are not foreseen."""

    def __init__(self, office: Scenario, service: Service) -> None:
        self._office, self._service = office, service
        self._steps = {step.name: step for step in service.steps}
        self._away = {step.name: absent(office, step) for step in service.steps}
        self._next = {step.name: next_steps(service, step) for step in service.steps}

    def of(self, entry: str, missing: Sequence[float]) -> Journey:
        """Of who begins at a step and lacks 0, 1, 2, ... papers with these probabilities."""
        passes = dict.fromkeys(self._steps, 0.0)
        visits = 0.0
        now: dict[State, float] = {(entry, papers, False, 0): share for papers, share in enumerate(missing)}
        visits += 0.0 if self._away[entry] else sum(missing)
        for _ in range(MOST_ROUNDS):
            then: dict[State, float] = {}
            for state, share in now.items():
                passes[state[0]] += share
                for after, part, visit in self._onward(state, share, entry):
                    then[after] = then.get(after, 0.0) + part
                    visits += part if visit else 0.0
            now = {state: share for state, share in then.items() if share > LEAST}
            if not now:
                break
        return Journey(passes, visits)

    def _onward(self, state: State, share: float, entry: str) -> Iterator[tuple[State, float, bool]]:
        """Where the share of cases in a state goes on, and whether with a new visit."""
        name, papers, mistake, tries = state
        step = self._steps[name]
        found = share * step.checks_file if papers and self._service.documents else 0.0
        if found:
            for left, part in self._brought(papers, found):
                yield from self._again(self._office.returns.incomplete, (entry, left, mistake, tries), part)
        for wrong, part in self._judged(step, share - found, mistake=mistake):
            noticed = part * step.finds_errors if wrong else 0.0
            if noticed and step.rework is not None:
                yield from self._to(step, (step.rework, papers, False, tries), noticed)
            for to, chance in self._next[name]:
                if to != DONE:
                    yield from self._to(step, (to, papers, wrong, tries), (part - noticed) * chance)
            done = 1.0 - sum(chance for to, chance in self._next[name] if to != DONE)
            if wrong and done > 0.0:
                back = (self._service.correction or entry, papers, False, tries)
                yield from self._again(self._office.returns.error, back, (part - noticed) * done)

    def _judged(self, step: Step, share: float, *, mistake: bool) -> list[tuple[bool, float]]:
        """The cases with a mistake, and those without, after the work of a step."""
        wrong = share if mistake else share * step.error
        return [(True, wrong), (False, share - wrong)]

    def _brought(self, papers: int, share: float) -> Iterator[tuple[int, float]]:
        """How many papers are still missing the next time."""
        citizens = self._office.citizens
        told = citizens.brings_when_told if citizens is not None else 1.0
        yield from ((left, share * part) for left, part in enumerate(lacking(papers, told)))

    def _again(self, back: Return | None, state: State, share: float) -> Iterator[tuple[State, float, bool]]:
        """Those who come again, at a step, once more than before."""
        step, papers, mistake, tries = state
        if back is not None and tries + 1 < self._office.returns.visits_at_most:
            yield (step, papers, mistake, tries + 1), share * back.share, not self._away[step]

    def _to(self, step: Step, state: State, share: float) -> Iterator[tuple[State, float, bool]]:
        """On to a step: on another visit if the citizen has left, or comes on another day."""
        name, papers, mistake, tries = state
        days = self._steps[name].after_days or ((0, 1.0),)
        later = 1.0 if self._away[step.name] else sum(chance for day, chance in days if day > 0)
        later = 0.0 if self._away[name] else later
        yield state, share * (1.0 - later), False
        yield (name, papers, mistake, tries + 1), share * later, True


@lru_cache(maxsize=1024)
def lacking(papers: int, brought: float) -> tuple[float, ...]:
    """With which probability 0, 1, 2, ... of so many papers are missing."""
    found = [1.0]
    for _ in range(papers):
        less = [part * brought for part in found]
        more = [part * (1.0 - brought) for part in found]
        found = [a + b for a, b in zip([*less, 0.0], [0.0, *more], strict=True)]
    return tuple(found)
