"""Scenarios run together: the days before they first differ are simulated and measured once a run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sim.plan.stem import first_change, same_before
from sim.runs.making.keeping import Arrays, Settled, fitting
from sim.runs.making.replication import Run, Task, Tick, begun, failing, run_one


@dataclass(frozen=True)
class Together:
    """Tasks of which each run is made at once; they share their first days wherever those are the same."""

    tasks: tuple[Task, ...]
    stems: tuple[tuple[int, ...], ...]

    @property
    def days(self) -> int:
        """The days of a run of all tasks; those that are shared count for each."""
        return sum(task.days for task in self.tasks)

    def run(self, number: int, tick: Tick) -> list[Run]:
        """A run of each task, in their order. Raises RunFailed."""
        found: dict[int, Run] = {}
        for stem in self.stems:
            if len(stem) == 1:
                found[stem[0]] = run_one(self.tasks[stem[0]], number, tick)
            else:
                with failing(number):
                    found |= zip(stem, _branches([self.tasks[place] for place in stem], number, tick), strict=True)
        return [found[place] for place in range(len(self.tasks))]

    @property
    def settled(self) -> list[Settled] | None:
        """What settles the bits; of the reference engine, which is to be read and tried, nothing is kept."""
        if not all(hasattr(task.make, "branched") for task in self.tasks):
            return None
        return [Settled([task.plan], _words(task), [*map(_words, _with_more(task))]) for task in self.tasks]

    def packed(self, found: list[Run]) -> list[Arrays]:
        """The runs as arrays."""
        forms = [task.forms for task in self.tasks]
        return [{name: getattr(run, name) for name in own} for run, own in zip(found, forms, strict=True)]

    def unpacked(self, number: int, parts: Sequence[Arrays]) -> list[Run]:
        """The same again. Raises ValueError where they are not runs of these tasks."""
        each = zip(parts, self.tasks, strict=True)
        return [Run(number, **fitting(arrays, task.forms)) for arrays, task in each]


def _words(task: Task) -> str:
    return repr((task.keep_visits, task.keep_citizens, task.keep_ends, task.windows, task.skm_weight))


def _with_more(task: Task) -> Iterator[Task]:
    """Tasks of which more is kept."""
    for visits, citizens in ((False, True), (True, True)):
        if visits >= task.keep_visits and citizens >= task.keep_citizens:
            yield replace(task, keep_visits=visits, keep_citizens=citizens)


def together(tasks: Sequence[Task]) -> Together:
    """Tasks to be run together; alike ones in the order in which they leave what they share."""
    stems: list[list[int]] = []
    for place, task in enumerate(tasks):
        home = next((stem for stem in stems if _shared(tasks[stem[0]], task)), None)
        stems.append([place]) if home is None else home.append(place)
    ordered = (sorted(stem, key=lambda place: first_change(tasks[place].plan)) for stem in stems)
    return Together(tuple(tasks), tuple(map(tuple, ordered)))


def _shared(one: Task, other: Task) -> bool:
    """Whether two tasks have days in common, at least the first."""
    kept = [(task.keep_visits, task.keep_citizens, task.keep_ends, task.skm_weight) for task in (one, other)]
    begins = min(first_change(task.plan) for task in (one, other))
    return kept[0] == kept[1] and begins > 0 and hasattr(one.make, "branched") and same_before(one.plan, other.plan)


def _branches(tasks: Sequence[Task], number: int, tick: Tick) -> Iterator[Run]:
    """The runs of tasks with a common stem, each simulated to its end before the next leaves it."""
    *others, last = tasks
    stem = begun(last, number, others)
    for task in others:
        stem.advance(min(task.days, first_change(task.plan)), tick)
        branch = stem.branched(task)
        tick(stem.day)
        branch.advance(task.days, tick)
        yield branch.finished()
    stem.advance(last.days, tick)
    yield stem.finished()
