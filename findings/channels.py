"""What online submission saves citizens, and how many keep appointments."""

import numpy as np

from findings.file_offices import FINISHED, told_by
from sim.plan.tables import OUTCOMES

ONLINE = {"name": "digitalisation", "variant": "full", "ramp_days": 0}
SENT = "daring (digitalisation)"


def procedure(scenario, *reforms):
    """Finished cases by citizen, day and service: the minutes at the office, on the way and at home; the channel."""
    plan, block = told_by(scenario, *reforms)
    cases = block.cases[block.cases["outcome"] == FINISHED]
    sent = [number for number, name in enumerate(plan.names.steps) if ".unggah" in name]
    rows = block.visits[np.isin(block.visits["step"], sent)]
    home = np.bincount(rows["case"], rows["finish_s"] - rows["start_s"], minlength=int(block.cases["case"].max()) + 1)
    spent = cases["spent_s"] + cases["travel_s"] + home[cases["case"]]
    names = [plan.names.channels[number] for number in cases["channel"]]
    needs = zip(cases["citizen"], cases["began_day"], cases["service"], strict=True)
    return {tuple(map(int, need)): (s / 60.0, n) for need, s, n in zip(needs, spent, names, strict=True)}


BOOKED = {"name": "appointments", "ramp_days": 0}


def bookings(scenario, *reforms):
    """Of all appointments of a run that were due: which were missed."""
    plan, block = told_by(scenario, *reforms)
    number = next(place for place, name in enumerate(plan.names.channels) if name.startswith("janji temu"))
    firsts = block.visits[(block.visits["channel"] == number) & (block.visits["last"] == 1)]
    return firsts["outcome"] == OUTCOMES.index("no_show")
