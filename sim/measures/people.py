"""What officers and citizens went through, folded: opinions, trust, money, complaints, costs, gaps between groups."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.measures.citizen_groups import cell_count, cells_of, people_cuts, places
from sim.measures.equity import Compared, gaps, group_values
from sim.measures.histogram import Floats, Ints
from sim.measures.measure import HIGHER, LOWER, NEITHER, Key, Measure
from sim.measures.opinions import GRAIN, OpinionTally
from sim.measures.outcomes import Mask
from sim.measures.people_cases import PeopleCases
from sim.measures.survey import skm_values, survey
from sim.measures.trust import TRUSTING, Contacts, lost_by_side, trust_of_groups, trusting
from sim.measures.visits import ratio
from sim.measures.windows import Window
from sim.measures.workforce import staff_values
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import CITIZEN_ROW, Block

MEASURES = (
    Measure("came_share", "share", NEITHER, "people year_people"),
    Measure("satisfaction_mean", "points 0-1", HIGHER, "people graded around year_people", of_100=True),
    Measure("turned_away_share", "share", LOWER, "graded", "responsiveness"),
    Measure("trust_days_mean", "points 0-1", HIGHER, "people run_only around year_people", of_100=True),
    Measure("trust_end_mean", "points 0-1", HIGHER, "trust main graded year_trust", of_100=True),
    Measure("trusting_share", "share", HIGHER, "trust year_people year_trust"),
    Measure("trust_sd", "points 0-1", NEITHER, of_100=True),
    Measure("asked_share", "share", LOWER, "people graded year_people", "accountability"),
    Measure("paid_share", "share", LOWER, "graded"),
    Measure("paid_per_user", "rupiah/citizen", LOWER, "people year_more"),
    Measure("favoured_share", "share", LOWER, "people run_only"),
    Measure("overtaken_share", "share", LOWER, dimension="fairness"),
    Measure("silent_payers_share", "share", LOWER, dimension="accountability"),
    Measure("complaints_per_1000", "complaints/1000 visits", NEITHER, "people graded around year_people"),
    Measure("answered_in_time", "share", HIGHER, "people graded around", "accountability"),
)

MINUTE = 60.0
OF_CLASS = ("satisfaction_mean", "trust_end_mean", "trusting_share")
"""What is told by class; waits and visits of classes are measured of all visits anyway."""


TOLD = ("trust", "waited_s", "finished", "judged", "asked")
"""The columns of CITIZEN_ROW that are measured when a run ends."""


class Ending(NamedTuple):
    """The people when a run ends: CITIZEN_ROW (what is TOLD of it), STAFF_ROW, who came of late, and how all came."""

    citizens: Records
    staff: Records
    came: Mask
    contacts: Contacts


class PeopleTally:
    """Running totals of people, for scenarios with `[opinion]` or `[staff]`.

    `citizens` are those of the run (CITIZEN_ROW, at any time); without them it only knows the names of its
    measures. What happens to a citizen is counted once a year where there are `years`.
    """

    def __init__(
        self, plan: Plan, run: int, citizens: Records | None, weight: str, years: Sequence[Window] = ()
    ) -> None:
        scenario = plan.scenario
        self._plan, self._run, self._weight = plan, run, weight
        self._judged = scenario.opinion is not None
        self._money = self._judged and scenario.staff is not None and scenario.staff.integrity is not None
        self._cuts = people_cuts(plan)
        size = cell_count(self._cuts)
        self._cells = cells_of(plan, run, citizens) if citizens is not None else np.zeros(0, np.int64)
        self._opinions = OpinionTally(self._cells, size, years)
        self._cases = PeopleCases(plan, self._cells, size)
        self._trust_days = self._days = self._busy_s = 0.0
        self.ends = ending_rows(self._cells)

    def add(self, block: Block, warm: int, cases: Records) -> None:
        """Take in the next days, from the day `warm` on; `cases` are those that began from then on."""
        days = block.days[block.days["day"] >= warm]
        self._days += len(days)
        self._trust_days += float(np.rint(GRAIN * days["trust"]).sum())
        self._busy_s += float(block.officers["busy_s"][block.officers["day"] >= warm].sum())
        if len(self._cells):
            self._opinions.add(since(block.opinions, "day", warm))
        self._cases.add(cases)

    def values(self, completed: float, ending: Ending | None = None) -> Iterator[tuple[Key, float]]:
        """The measures by key; `completed` visits stand for cases where a case is one visit.

        Those of the end of the run are NaN without its `ending`.
        """
        yield from ((Key(name), value) for name, value in self._costs(completed).items())
        if self._judged:
            yield from self._of_opinion(ending)
        if self._plan.scenario.staff is not None:
            staff = ending.staff if ending is not None else None
            yield from ((Key(name), value) for name, value in staff_values(self._plan, staff).items())
        if ending is not None:
            self.ends = ending_rows(self._cells, ending.citizens, ending.contacts.channel)

    def _costs(self, completed: float) -> dict[str, float]:
        followed = self._cases.measures() if self._cases.followed else {}
        finished = self._cases.finished if self._cases.followed else completed
        return {"staff_min_per_case": _ratio(self._busy_s / MINUTE, finished), **followed}

    def _of_opinion(self, ending: Ending | None) -> Iterator[tuple[Key, float]]:
        seed = int(self._plan.arrays.office["seed"][0])
        asked = survey(self._opinions, seed, self._run, self._weight)
        said = skm_values(self._opinions, self._weight)
        said |= {"ikm_survey": asked.ikm, "ikm_survey_error": asked.error, "ikm_respondents": float(asked.respondents)}
        citizens = ending.citizens if ending is not None else np.zeros(0, CITIZEN_ROW)
        came, switched = (ending.came, ending.contacts.switched) if ending is not None else (np.zeros(0, np.bool_),) * 2
        trust, told = citizens["trust"], {"channels": len(self._plan.names.channels) > 1, "money": self._money}
        said |= self._overall(trust) | trust_of_groups(citizens, came, switched, **told)
        yield from ((Key(name), value) for name, value in said.items())
        yield from self._groups(trust)

    def _overall(self, trust: Floats) -> dict[str, float]:
        sums = {name: float(self._opinions.sums[name].sum()) for name in self._opinions.sums.dtype.names or ()}
        found = {
            "satisfaction_mean": _ratio(sums["satisfaction"] / GRAIN, sums["judged"]),
            "turned_away_share": _ratio(sums["turned_away"], sums["judged"]),
            "trust_end_mean": trusting(trust).mean,
            "trust_days_mean": _ratio(self._trust_days / GRAIN, self._days),
            "trusting_share": trusting(trust).share,
            "came_share": _ratio(float(self._opinions.users.sum()), float(self._opinions.users.size)),
            "trust_sd": float(trust.std()) if len(trust) else np.nan,
        }
        return found | (self._integrity(sums) if self._money else {}) | self._complaints(sums)

    def _integrity(self, sums: dict[str, float]) -> dict[str, float]:
        ever, users = self._opinions.ever, float(self._opinions.users.sum())
        paid = ever["paid_rupiah"]
        return {
            "asked_share": _ratio(float(ever["asked"].sum()), users),
            "paid_share": _ratio(float(paid.sum()), users),
            "favoured_share": _ratio(float(ever["favoured"].sum()), users),
            "overtaken_share": _ratio(sums["overtaken"], sums["judged"]),
            "paid_per_user": _ratio(sums["paid_rupiah"], users),
            "silent_payers_share": _ratio(float((paid & ~ever["complained"]).sum()), float(paid.sum())),
        }

    def _complaints(self, sums: dict[str, float]) -> dict[str, float]:
        opinion = self._plan.scenario.opinion
        if opinion is None:
            return {}
        lost = lost_by_side(opinion, self._opinions.lost.tolist(), sums["judged"])
        if opinion.complaints is None:
            return lost
        a_thousand = 1000.0 * _ratio(self._opinions.complaints, sums["judged"])
        return lost | {"complaints_per_1000": a_thousand, "answered_in_time": self._cases.answered_in_time()}

    def _groups(self, trust: Floats) -> Iterator[tuple[Key, float]]:
        found = self._compared(trust)
        for cut, place in places(self._cuts).items():
            if cut.by == "class":
                mine = [one for one in found if one.measure in OF_CLASS]
                yield from (item for one in mine for item in group_values(one, cut, place))
                continue
            for one in found:
                yield from group_values(one, cut, place)
                yield from gaps(one, cut, place) if one.gap else ()

    def _compared(self, trust: Floats) -> list[Compared]:
        sums, size = self._opinions.sums, cell_count(self._cuts)
        users, by_year = self._opinions.people(), self._opinions.users_by_year()
        cells = self._cells if len(trust) else np.zeros(0, np.int64)
        everybody = np.bincount(cells, minlength=size)
        trusted = np.bincount(cells, trust, size).astype(float)
        above = np.bincount(cells[trust > TRUSTING], minlength=size)
        found = [
            _compared("wait_mean_min", "wait", sums["waited_s"], sums["attended"], users, 1.0 / MINUTE),
            _compared("turned_away_share", "turned_away", sums["turned_away"], sums["judged"], users),
            _compared("satisfaction_mean", "satisfaction", sums["satisfaction"], sums["judged"], users, 1.0 / GRAIN),
            _compared("trust_end_mean", "trust", trusted, everybody, everybody),
            Compared("trusting_share", "", "", above.astype(float), everybody, everybody),
        ]
        if self._cases.followed:
            found.append(_compared("visits_per_case", "visits", self._cases.visits, self._cases.done, users))
        if self._money:
            found.append(_compared("paid_per_user", "paid", sums["paid_rupiah"], by_year, users))
        return found


ENDS = np.dtype([("wait_s", "f4"), ("trust", "f4"), ("cell", "i2"), ("channel", "i2")])
"""What is kept of a citizen to be compared with itself in another scenario: mean wait of a finished case, trust, …

The channel is that of the last visit judged, or NONE.
"""


def ending_rows(cells: Ints, citizens: Records | None = None, channel: npt.NDArray[np.int16] | int = NONE) -> Records:
    """Rows of ENDS of citizens (CITIZEN_ROW) who came through a `channel` last; none without citizens."""
    rows = np.zeros(0 if citizens is None else len(cells), ENDS)
    if citizens is not None:
        rows["cell"], rows["trust"], rows["channel"] = cells, citizens["trust"], channel
        rows["wait_s"] = ratio(citizens["waited_s"], citizens["finished"])
    return rows


def since(rows: Records, column: str, day: int) -> Records:
    """The rows of a day and later; no copy where that is all."""
    kept = rows[column] >= day
    return rows if kept.all() else rows[kept]


def _compared(
    measure: str, gap: str, above: Floats, below: Floats | Ints, people: Ints, scale: float = 1.0
) -> Compared:
    return Compared(measure, f"{gap}_gap", f"{gap}_against_rest", above, below, people, scale)


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 else np.nan
