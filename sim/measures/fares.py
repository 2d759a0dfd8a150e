"""What the way to the office costs: trips and fees, in rupiah."""

import numpy as np

from sim.measures.histogram import Floats
from sim.plan import Plan
from sim.plan.layout import NONE, Records


def fares(plan: Plan) -> Floats:
    """Rupiah for each trip, and once for each case, by channel: shape (channels, 2)."""
    citizens = plan.scenario.citizens
    usual = citizens.trip_rupiah if citizens is not None else 0.0
    channels = plan.scenario.channels
    trips = [usual, *[usual if c.trip_rupiah is None else c.trip_rupiah for c in channels]]
    return np.array([trips, [0.0, *[c.fee_rupiah for c in channels]]]).T


def rupiah_of(plan: Plan, cases: Records) -> Floats:
    """What each case (CASE_ROW) has cost the citizen so far."""
    trip, fee = fares(plan)[cases["channel"]].T
    found: Floats = trip * cases["trips"] + fee
    return found


class Spending:
    """What each citizen spends over a run, warm-up included."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._follows = bool(plan.arrays.office["follows"][0])
        self._rupiah = np.zeros(int(plan.arrays.office["citizens"][0]) if self._follows else 0)

    def add(self, cases: Records) -> None:
        """Add cases (CASE_ROW), each when it ends."""
        known = cases[cases["citizen"] != NONE]
        np.add.at(self._rupiah, known["citizen"], rupiah_of(self._plan, known))

    def by_citizen(self, citizens: Records) -> Floats:
        """Rupiah of each citizen (CITIZEN_ROW): of their cases; where those are not followed, of their trips."""
        found: Floats = self._rupiah if self._follows else citizens["trips"] * fares(self._plan)[0, 0]
        return found
