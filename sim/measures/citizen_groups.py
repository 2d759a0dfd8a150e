"""Citizens in groups: by class, age, disability, digital skill, way to the office, connections."""

from typing import Any, NamedTuple

import numpy as np

from sim.measures.histogram import Floats, Ints
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.rules.chance import CITIZENS, TRAVEL, key_of, run_key, uniform
from sim.rules.distributions import CONSTANT

GROUPED = ("class_", "age", "disabled", "skill", "connected")
"""The columns of CITIZEN_ROW that tell who is who."""
LEAST_PEOPLE = 30  # assumption: of fewer people a run tells chance, not a group
HIGH_SKILL = 0.5
SKILLS = ("none", "low", "high")
THIRDS = ("near", "middle", "far")


class Groups(NamedTuple):
    """What citizens are grouped by, and the names of the groups; one without a name where nothing divides them."""

    by: str
    names: tuple[str, ...]


UNDIVIDED = ("",)


def people_cuts(plan: Plan) -> tuple[Groups, ...]:
    """How the citizens of a plan may be grouped, always in this order; each citizen is in one group of each."""
    disabled, connected = plan.arrays.class_["disability"], float(plan.arrays.office["connected"][0])
    some_disabled = bool((disabled > 0).any() and (disabled < 1).any())
    return (
        Groups("class", plan.names.classes if len(plan.names.classes) > 1 else UNDIVIDED),
        Groups("age", plan.names.ages if len(plan.names.ages) > 1 else UNDIVIDED),
        Groups("disability", ("with", "without") if some_disabled else UNDIVIDED),
        Groups("skill", _skills(plan)),
        Groups("distance", THIRDS if _distances_differ(plan) else UNDIVIDED),
        Groups("connection", ("connected", "unconnected") if 0 < connected < 1 else UNDIVIDED),
    )


def cells_of(plan: Plan, run: int, citizens: Records) -> Ints:
    """The cell of each citizen (CITIZEN_ROW) of a run in the product of all `people_cuts`."""
    cuts = people_cuts(plan)
    codes = {
        "class": citizens["class_"],
        "age": citizens["age"],
        "disability": 1 - citizens["disabled"],
        "skill": _skill_codes(citizens["skill"], cuts[3].names),
        "distance": _thirds(plan, run, len(citizens)),
        "connection": 1 - citizens["connected"],
    }
    found = [codes[cut.by] if len(cut.names) > 1 else np.zeros(len(citizens), np.int64) for cut in cuts]
    return np.ravel_multi_index(found, [len(cut.names) for cut in cuts]).astype(np.int64)


def cell_count(cuts: tuple[Groups, ...]) -> int:
    """The number of cells."""
    return int(np.prod([len(cut.names) for cut in cuts]))


def places(cuts: tuple[Groups, ...]) -> dict[Groups, Ints]:
    """The group of each cell, for every cut that divides."""
    shape = [len(cut.names) for cut in cuts]
    cells = np.indices(shape).reshape(len(shape), -1)
    return {cut: place for cut, place in zip(cuts, cells, strict=True) if len(cut.names) > 1}


def _skills(plan: Plan) -> tuple[str, ...]:
    """Which of the groups by digital skill there may be: none, up to a half, above."""
    access, exponent = plan.arrays.age["access"], plan.arrays.age["exponent"]
    there = {"none": (access < 1).any(), "low": (exponent[access > 0] > 0).any(), "high": (access > 0).any()}
    names = tuple(name for name, some in there.items() if some)
    return names if len(names) > 1 else UNDIVIDED


def _skill_codes(skill: Floats, names: tuple[str, ...]) -> Ints:
    code = np.array([names.index(name) if name in names else 0 for name in SKILLS])
    return code[(skill > 0).astype(np.int64) + (skill > HIGH_SKILL)]


def _distances_differ(plan: Plan) -> bool:
    law = int(plan.arrays.office["travel_law"][0])
    return law != NONE and int(plan.arrays.law["kind"][law]) != CONSTANT


def _thirds(plan: Plan, run: int, citizens: int) -> Ints:
    """The third of the way to the office: the luck that draws the way is in the same order as the way."""
    if not _distances_differ(plan):
        return np.zeros(citizens, np.int64)
    key = run_key(int(plan.arrays.office["seed"][0]), run)
    whole: Any = np.uint64  # the rules are written for one number, and right for a whole array of them
    keys: Any = key_of(key, np.arange(citizens, dtype=whole) + whole(CITIZENS))
    travel: Any = np.array([TRAVEL], whole)
    luck: Any = uniform(keys, travel)
    found: Ints = (len(THIRDS) * luck).astype(np.int64)
    return found
