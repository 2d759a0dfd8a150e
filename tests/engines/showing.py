"""Which office shows a mistake: remembered, so that all are searched only when that one no longer does."""

import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from agreement import differs, story

from sim.engines.compiled import CompiledEngine
from sim.office import Scenario
from sim.whole_files import write_whole

Mutation = Callable[[pytest.MonkeyPatch], None]


class Showing:
    """Numbered offices, what the compiled engine makes of them, and the one that showed each mistake the last time."""

    def __init__(self, name: str, office: Callable[[int], Scenario], count: int) -> None:
        self._path, self._office, self._count = Path(__file__).with_name(f"shown_by_{name}.toml"), office, count
        self._known: dict[str, int] = tomllib.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        self._found = dict(self._known)
        self._runs: dict[int, tuple[Scenario, tuple[np.ndarray, ...]]] = {}

    def shown(self, mutate: Mutation) -> bool:
        """Whether any of the offices shows a mistake, asked first of the one that did."""
        known = self._known.get(mutate.__name__, 0)
        numbers = [known, *(number for number in range(self._count) if number != known)]
        found = next((number for number in numbers if self._shows(mutate, number)), None)
        if found is not None:
            self._found[mutate.__name__] = found
        return found is not None

    def _shows(self, mutate: Mutation, number: int) -> bool:
        """The engines proper agree on such offices, so what differs is the mistake's doing."""
        scenario, compiled = self._ran(number)
        with pytest.MonkeyPatch.context() as patch:
            mutate(patch)
            return differs(scenario, compiled)

    def _ran(self, number: int) -> tuple[Scenario, tuple[np.ndarray, ...]]:
        if number not in self._runs:
            scenario = self._office(number)
            self._runs[number] = scenario, story(CompiledEngine, scenario, 0, scenario.days)
        return self._runs[number]

    def remember(self) -> None:
        """Write down what was found elsewhere this time; who changes the engines commits it."""
        if self._found != self._known:
            with suppress(OSError):
                write_whole(self._path, "".join(f"{name} = {n}\n" for name, n in sorted(self._found.items())))
