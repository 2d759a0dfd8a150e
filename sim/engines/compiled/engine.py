"""The compiled engine as the rest of the house uses it."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from sim.engines.compiled import office as machine
from sim.engines.compiled import shortage
from sim.engines.compiled.numba_inside.table import Table
from sim.engines.compiled.policy import evening
from sim.engines.compiled.reforms import prepare
from sim.engines.compiled.state import CITIZEN, State, grown, new_state, taken_up
from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.layout_reforms import own
from sim.plan.staff import adoptions, competences
from sim.plan.tables import CASE_ROW, CITIZEN_ROW, OPEN, STAFF_ROW, Block
from sim.rules import chance
from sim.rules.skills import gained
from sim.rules.staff import trait

CHANGING = ("parameter", "novelty", "swap", "attends", "survey")
"""What of a plan calls for the mornings and evenings of reforms."""
WORTH_GIVING = 1 << 13
"""From so many rows on a book of visits is given away whole instead of copied."""


OF_CASE = {
    **{n: n for n in ("citizen", "began_day", "began_s", "visits", "trips", "class_", "channel", "stream", "reason")},
    "case": "number",
    "due_day": "due",
    "waited_s": "waited_in_all",
    "spent_s": "spent",
    "travel_s": "travelled",
    "paid_rupiah": "paid",
}
"""The columns of CASE_ROW and where a case keeps them."""


class CompiledEngine:
    """The same model as the reference engine, in machine code; releases the interpreter lock while it runs."""

    block_rows = 1 << 16

    def __init__(self, plan: Plan, run: int, taken_from: State | None = None) -> None:
        self._number = run
        self._laid, self._plan = plan.arrays, own(plan.arrays)
        self._state = new_state(plan, run)
        self._table_of_state, self._table_of_plan = Table(self._state), Table(self._plan)
        self._books: list[Block] = []
        self._reformed = any(len(getattr(plan.arrays, name)) for name in CHANGING)
        if taken_from is None:
            machine.populate(*self._tables())
        else:
            self._take_up(taken_from)

    def mind_reforms(self) -> None:
        """Keep what reforms ask of the days before they begin, though this plan may have none."""
        self._reformed = True

    def branched(self, plan: Plan) -> Self:
        """An engine of another plan that goes on from here; `sim.plan.stem` says of which plans that is right."""
        return type(self)(plan, self._number, self._state)

    def _take_up(self, state: State) -> None:
        if self._reformed:
            prepare(*self._tables())  # draws the lots of effects, as before the first morning
        self._state = taken_up(self._state, state)
        self._draw_traits()

    def _draw_traits(self) -> None:
        """What only reforms read of officers depends on numbers of behaviour that only they set."""
        b = self._plan.behaviour.view(np.recarray)[0]
        for officer in self._state.officer:
            key = int(officer["key"])
            officer["digital"] = trait(b.digital, b.digital_spread, chance.uniform(key, chance.DIGITAL))
            officer["resists"] = chance.uniform(key, chance.RESISTS) < b.resistant

    def advance(self, days: int) -> Block:
        """Run `days` more working days (or what is left) and return what was recorded over them."""
        first = int(self._state.clock["day"][0])
        until = min(first + days, len(self._plan.day))
        if self._reformed:
            for day in range(first, until):
                prepare(*self._tables())
                self._run(day + 1)
                evening(*self._tables())
        else:
            self._run(until)
        self._take_books()
        books, self._books = self._books, []
        return Block(*[_copied(parts) if len(parts) > 1 else parts[0] for parts in zip(*books, strict=True)])

    def _tables(self) -> tuple[Table, Table]:
        """The state and the plan as compiled code sees them."""
        if self._table_of_state.arrays is not self._state:
            self._table_of_state = Table(self._state)
        return self._table_of_state, self._table_of_plan

    def _run(self, until: int) -> None:
        while (short := machine.advance(*self._tables(), until)) != shortage.GO_ON:
            self._make_room(short)

    def citizens(self, *only: str) -> Records:
        """The citizens as they are now (CITIZEN_ROW, or only some of its columns)."""
        kind = np.dtype([(name, CITIZEN_ROW[name]) for name in only]) if only else CITIZEN_ROW
        rows = np.zeros(len(self._state.citizen), kind)
        for name in kind.names or ():
            holds = self._state.citizen if name in (CITIZEN.names or ()) else self._state.tally
            rows[name] = holds[name]
        return rows

    def staff(self) -> Records:
        """The officers as they are now (STAFF_ROW)."""
        officer = self._state.officer
        rows = np.zeros(len(officer), STAFF_ROW)
        rows["officer"] = np.arange(len(officer))
        for name in ("takes", "resists", "rated", "motivation", "courtesy", "digital", "strain", "defensive"):
            rows[name] = officer[name]
        rows["adoption"] = adoptions(self._laid, officer["adoption"], self._state.adopted)
        rows["hired_day"], rows["served"] = officer["hired"], officer["services"]
        rows["competence"] = competences(self._laid, self._state.experience)
        rows["trained"] = self._trained()
        return rows

    def _trained(self) -> list[float]:
        courses, left = self._plan.course.view(np.recarray), self._state.trained
        count = len(courses)
        return [gained(courses, left, who * count, count) for who in range(len(self._state.officer))]

    def _make_room(self, short: int) -> None:
        state = self._state
        if short == shortage.MORE_CASES:
            self._state = grown(state, case=4 * len(state.case))  # what is not used yet takes no memory
        elif short == shortage.MORE_NEEDS:
            size = 2 * len(state.need)
            self._state = grown(state, need=size)
        elif short == shortage.MORE_EVENTS:
            self._state = grown(state, heap=2 * len(state.heap))
        elif short == shortage.MORE_OPINIONS:
            self._state = grown(state, opinion_row=2 * len(state.opinion_row))
        elif short == shortage.BOOK_FULL and len(state.visit_row) < 2 * len(state.case) + 8:
            self._state = grown(state, visit_row=2 * len(state.visit_row), case_row=2 * len(state.case_row))
        else:
            self._take_books()

    def _take_books(self) -> None:
        state, clock = self._state, self._state.clock[0]
        visits = self._take_visits(int(clock["rows"]))
        officers = _copied([state.officer_row[: clock["officer_rows"]]])
        cases = [state.case_row[: clock["case_rows"]]]
        if clock["day"] == len(self._plan.day):
            cases.append(self._open_cases())
        days = _copied([state.day_row[: clock["day_rows"]]])
        acts = _copied([state.act_row[: clock["acts"]]])
        self._books.append(Block(visits, officers, days, _copied(cases), self._take_opinions(), acts))
        for book in ("rows", "case_rows", "officer_rows", "day_rows", "acts"):
            state.clock[book] = 0

    def _take_opinions(self) -> Records:
        """The opinions of the days that are over; those of a day under way are needed in its night."""
        state, clock = self._state, self._state.clock[0]
        done = int(clock["opinions_before"] if clock["begun"] else clock["opinions"])
        taken, left = _copied([state.opinion_row[:done]]), int(clock["opinions"]) - done
        state.opinion_row[:left] = state.opinion_row[done : done + left].copy()
        clock["opinions"], clock["opinions_before"] = left, 0
        return taken

    def _open_cases(self) -> Records:
        """The cases that are open when the run is over (CASE_ROW), by number; they are told once."""
        state, office = self._state, self._plan.office[0]
        case = state.case if office["follows"] else state.case[:0]
        found = np.flatnonzero(case["open"] == 1)
        case["open"][found] = 0
        found = found[np.argsort(case["number"][found])]
        rows = np.zeros(len(found), CASE_ROW)
        for name, source in OF_CASE.items():
            rows[name] = case[source][found]
        rows["office"], rows["service"] = np.divmod(case["service"][found], office["services"])
        rows["step"] = self._plan.step["number"][case["step"][found]]
        rows["ended_day"] = rows["ended_s"] = NONE
        rows["outcome"] = OPEN
        return rows

    def _take_visits(self, rows: int) -> Records:
        """The rows of visits; many of them are given away with the book, and a new one is begun."""
        book = self._state.visit_row
        if rows < WORTH_GIVING:
            return _copied([book[:rows]])
        self._state = self._state._replace(visit_row=np.empty(len(book), book.dtype))
        return book[:rows]


def _copied(parts: Sequence[Records]) -> Records:
    """Copies of rows, one part after the other; as bytes, because padded records are copied field by field."""
    return np.concatenate([part.view(np.uint8) for part in parts]).view(parts[0].dtype)
