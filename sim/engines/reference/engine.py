"""The reference engine as the rest of the house uses it."""

import numpy as np

from sim.engines.reference.office import Office
from sim.engines.reference.plain import plain
from sim.plan import Plan
from sim.plan.layout import Records
from sim.plan.layout_reforms import TUNED
from sim.plan.staff import adoptions, competences
from sim.plan.tables import (
    ACT_ROW,
    CASE_ROW,
    CITIZEN_ROW,
    DAY_ROW,
    OFFICER_ROW,
    OPINION_ROW,
    STAFF_ROW,
    VISIT_ROW,
    Block,
)


class ReferenceEngine:
    """SimPy for the day, Mesa for the people; reads like a story and is the oracle of the compiled engine."""

    block_rows = 1 << 11

    def __init__(self, plan: Plan, run: int) -> None:
        fields = {name: getattr(plan.arrays, name).dtype.names for name in TUNED}
        self.office = Office(plain(plan.arrays), run, fields)
        self.days, self.arrays = len(plan.arrays.day), plan.arrays

    def advance(self, days: int) -> Block:
        """Run `days` more working days (or what is left) and return what was recorded over them."""
        office = self.office
        for _ in range(min(days, self.days - office.today)):
            office.step()
        if office.today == self.days:
            office.close_the_books()
        block = Block(
            np.array(office.visit_rows, VISIT_ROW),
            np.array(office.officer_rows, OFFICER_ROW),
            np.array(office.day_rows, DAY_ROW),
            np.array(office.case_rows, CASE_ROW),
            np.array(office.opinion_rows, OPINION_ROW),
            np.array(office.act_rows, ACT_ROW),
        )
        office.visit_rows, office.officer_rows, office.day_rows, office.case_rows = [], [], [], []
        office.opinion_rows, office.act_rows = [], []
        return block

    def citizens(self, *only: str) -> Records:
        """The citizens as they are now (CITIZEN_ROW, or only some of its columns)."""
        rows = np.array([citizen.row() for citizen in self.office.people], CITIZEN_ROW)
        return rows[list(only)] if only else rows

    def staff(self) -> Records:
        """The officers as they are now (STAFF_ROW)."""
        staff = self.office.staff
        experience = np.array([known for officer in staff for known in officer.experience])
        found = competences(self.arrays, experience)
        rows = np.array([officer.row(float(own)) for officer, own in zip(staff, found, strict=True)], STAFF_ROW)
        adopted = np.array([reached for officer in staff for reached in officer.adopted])
        rows["adoption"] = adoptions(self.arrays, rows["adoption"], adopted)
        return rows
