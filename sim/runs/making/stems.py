"""Scenarios run together: the days before they first differ are simulated and measured once a run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.plan.stem import first_change, same_before
from sim.runs.making.keeping import Arrays, Settled, numbered, parted
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
    def settled(self) -> Settled | None:
        """What settles the bits; of the reference engine, which is to be read and tried, nothing is kept."""
        if not all(hasattr(task.make, "branched") for task in self.tasks):
            return None
        names = ("keep_visits", "keep_citizens", "keep_ends", "windows", "skm_weight")
        return Settled([one.plan for one in self.tasks], [repr([getattr(t, n) for n in names]) for t in self.tasks])

    def packed(self, found: list[Run]) -> Arrays:
        """The runs as arrays."""
        said = [{name: part for name, part in run._asdict().items() if part is not None} for run in found]
        return numbered(said)

    def unpacked(self, arrays: Arrays) -> list[Run]:
        """The same again."""
        return [Run(**{**part, "number": int(part["number"])}) for part in parted(arrays, len(self.tasks))]  # type: ignore[arg-type]


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
