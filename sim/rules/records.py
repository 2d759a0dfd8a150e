"""What a rule reads of a record; both engines' records have these fields, by whatever means."""

from typing import Protocol


class Segment(Protocol):
    """A stretch or a case with its number."""

    start: int
    end: int
    value: float
    before: float
    to: int


class Case(Protocol):
    """Something with a cumulative share."""

    value: float


class Law(Protocol):
    """A distribution: its kind, three numbers, and its part of the table."""

    kind: int
    first: int
    nodes: int
    a: float
    b: float
    c: float


class Timetable(Protocol):
    """An officer's day: the stretches of work, when the last one ends, and whether overtime follows."""

    first: int
    count: int
    end: int
    stays: int


class Channel(Protocol):
    """Who can use a channel, and who would."""

    kind: int
    comes: int
    willing: float
    skill_from: float
    skill_below: float
    farther: int


class Behaviour(Protocol):
    """How people behave: the parameters of BEHAVIOUR (sim.plan.behaviour), all numbers."""

    def __getattr__(self, name: str) -> float: ...


class Server(Protocol):
    """An officer between two days."""

    intrinsic: float
    motivation: float
    strain: float
    adoption: float
    digital: float
    resists: int


class Seen(Protocol):
    """What happened to a citizen on a visit, and in the case so far."""

    lost: int
    steps: int
    visits: int
    asked: int
    gave: int
    mended: int
    met: int
    slow: float
    manner: float
    overtaken: int
    hit: int


class Effect(Protocol):
    """A change of a parameter over time: days from first up to last, roll-out and half-life in days."""

    first: int
    last: int
    how: int
    level: int
    ramp: int
    half: float
    strength: float
    value: float


class Parameter(Protocol):
    """A number of the plan that effects change; first and count say which do."""

    first: int
    count: int
    turned: int
    base: float
    stored: float
    low: float
    high: float


class Course(Protocol):
    """What a course is worth while it lasts, and what a day leaves of it."""

    gain: float
    errors: float
    courtesy: float
    digital: float
    peers: float
    kept: float
