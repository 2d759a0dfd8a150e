"""What changes while the compiled engine runs: record arrays, all allocated here."""

from typing import Any, NamedTuple

import numpy as np

from sim.plan import Plan
from sim.plan.layout import NONE, Records
from sim.plan.tables import ACT_ROW, CASE_ROW, DAY_ROW, OFFICER_ROW, OPINION_ROW, VISIT_ROW
from sim.rules import chance

CASE = np.dtype(
    [
        (name, "i8")
        for name in (
            # what it is
            "key", "number", "citizen", "stream", "service", "class_", "channel", "open",
            "began_day", "began_s", "due", "missing", "error", "reason",
            # the attempt, and the visit in it
            "attempt", "first_step", "visit", "came", "waited", "slot", "booked_on", "holds", "misses",
            # the step
            "step", "again", "joined", "joined_day", "begun", "start", "officer", "work", "patience", "left",
            "outcome", "follows", "days", "result",
            # the line, the list of a day, or the free places
            "line", "stood", "waiting", "date", "ticket", "place", "before", "after",
            # what the visits have cost
            "visits", "trips", "waited_in_all", "spent", "travelled", "paid",
            # what was seen: in the case, and on this visit
            "lost", "mended",
            "steps", "met", "asked", "asker", "gave", "favoured", "ahead", "overtaken", "jumps", "hit",
        )
    ]
    + [(name, "f8") for name in ("pace", "odds", "slow", "manner")]
)  # fmt: skip
"""A case under way, with its present visit; before and after link it in its line (files: `files`).

`after` also links those that come on the same day, and the free places: there it says how many lie between
this one and the next, so that memory not used yet is linked without being touched. `begun` is when the work
of a file first began, `start` when the present stretch of it did. `outcome` is how the step ended (or why a
citizen might come again), `result` how the case did. `pace` says how many times longer the work takes than
drawn, `odds` how many times higher the odds of a mistake are; `slow` and `manner` add up the pace and the
courtesy of those `met`; `jumps` is how many had gone first at the station when the line was joined. `place` is
the number of the ticket, or one taken with a change to another line, and `stood` the officer before whom the
line stands (NONE: one for all). How often it has come to each step stands in `passes`, at
slot * plan.office.passes + index.
"""

OFFICER = np.dtype(
    [
        (n, "i8")
        for n in (
            "present", "idle", "idle_since", "serving", "here", "first", "count", "late_until",
            "busy", "outside", "served", "last_end",
            "key", "takes", "resists", "hired", "tenure", "services", "origin", "warned", "rated", "sent",
            "requests", "reported", "grievances", "done", "met", "mistakes", "away_days", "late_days", "working_days",
            "found",
        )
    ]
    + [
        (n, "f8")
        for n in (
            "intrinsic", "motivation", "courtesy", "digital", "strain", "adoption", "colleagues",
            "coached", "pace_in_all", "manner_in_all", "pace", "odds", "manner", "gain", "limit", "inclination", "new",
            "defensive",
        )
    ]
)  # fmt: skip
"""An officer today, and as a person; first and count say which links name the lines served here.

`tenure` counts those who held the post before, `services` what this one has served in the run; `colleagues` is the
share of the others here today who are experienced. `origin` is the post with whose background somebody came, `warned`
tells who was found out and asks nobody for money. `requests` and `reported` count those of today, from `done` to
`found` what an appraisal will judge. `pace`, `odds`, `manner` and `gain` are what everybody brings to work today.
Who `takes` is whose `inclination` exceeds an own `limit`; `new` is how new somebody is to the post, from 1 to 0.
"""

POLL = np.dtype([(n, "i8") for n in ("population", "wanted", "answers", "asking", "element", "repaired_on")])
"""How far a survey is; the sums of the nine answers, then how many answered each, stand in `heard`."""

QUEUE = np.dtype([("head", "i8"), ("tail", "i8"), ("standing", "i8")])
"""Those of one rank in a line, at index line * ranks + rank; of files `head` is the first, and there is no tail."""

STATION = np.dtype([(n, "i8") for n in ("waiting", "in_service", "alternate", "down", "up", "jumped")])
"""A station now; `alternate`: the last one called held an appointment. Its system is down from `down` to `up`.

`jumped` counts those with a connection who went first today.
"""

STREAM = np.dtype([("key", "i8"), ("own", "i8"), ("at", "i8"), ("count", "i8"), ("hazard", "f8")])
CITIZEN = np.dtype(
    [("key", "i8")]
    + [(n, "f8") for n in ("rate", "trust", "predisposition", "skill")]
    + [("trip_s", "i4"), ("class_", "i2"), ("home", "i2"), ("connected", "i1"), ("gloomy", "i1")],
    align=True,
)
"""What every morning asks of all citizens, kept small for its sake; `gloomy`: the last visit was a bad surprise."""
VOICE = np.dtype([("trust", "f8"), ("weight", "f8"), ("told_good", "i4"), ("told_bad", "i4")])
"""What others hear of a citizen in a talk: trust and how much it counts, or what there is to tell of visits."""
TALLY = np.dtype(
    [(n, "f8") for n in ("expectation", "satisfaction", "belief", "weight", "normal", "answer_good", "answer_bad")]
    + [(n, "i8") for n in ("waited_s", "spent_s", "travel_s", "paid_rupiah")]
    + [
        (n, "i4")
        for n in (
            "age", "disabled", "visits", "completed", "trips", "finished",
            "judged", "asked", "paid", "favoured", "complaints", "complained_on", "ignored", "answers", "next",
            "entrusted", "learnt_on",
        )
    ],
    align=True,
)  # fmt: skip
"""What a citizen has met with and believes. `belief` rests on `weight` visits since the day `learnt_on`.

`answer_good` and `answer_bad` add up what the `answers` to complaints and the ends of promises of today are
worth; the citizens concerned are linked by `next`.
"""
NEED = np.dtype([("second", "i8"), ("key", "i8"), ("citizen", "i8"), ("slot", "i8"), ("order", "i8")])
"""Somebody who comes today: a new need, or a case (then `slot` is its place).

`order` belongs to the place and not to the need: who is the first, the second to come.
"""
EVENT = np.dtype([("second", "i8"), ("order", "i8"), ("what", "i8")])
AGENDA = np.dtype([("head", "i8"), ("tail", "i8"), ("count", "i8")])
"""The cases that come on a day, in the order in which that was settled."""
CLOCK = np.dtype(
    [
        (name, "i8")
        for name in (
            "run_key", "day", "begun", "now", "door", "free_officer", "events", "needs", "next_need",
            "tickets", "cases", "visits", "visits_before", "free", "free_count", "waiting", "closed", "ended",
            "rows", "case_rows", "officer_rows", "day_rows", "opinions", "opinions_before", "complaints", "answered",
            "acts",
        )
    ]
    + [("busyness", "f8"), ("trust", "f8"), ("good", "f8"), ("bad", "f8")]
)  # fmt: skip
"""One record: where the run stands, and how much of each array is in use.

Opinions from `opinions_before` on are those of today; `good` and `bad` add up the evidence of the year.
"""


class State(NamedTuple):
    """The whole state of a run; a run can be stopped and taken up between any two events.

    `count` holds the bookings of each slot on each day, then the tickets of the day by office and by service, then how
    many of each group are present, then from which day on there are forms again. `experience` is that of each officer
    at each step, `trained` what is left to each officer of each course, `adopted` how far each has adopted what is new,
    `level` how far the conditions of effects are reached. `voice` and `tie` are there where citizens talk: `tie` says
    to whom each listens, at citizen * ties + number, unless the network is given in full.
    """

    case: Records
    passes: Records
    officer: Records
    queue: Records
    station: Records
    stream: Records
    citizen: Records
    tally: Records
    voice: Records
    tie: Records
    need: Records
    heap: Records
    agenda: Records
    count: Records
    experience: Records
    clock: Records
    visit_row: Records
    case_row: Records
    officer_row: Records
    day_row: Records
    opinion_row: Records
    act_row: Records
    spare: Records
    trained: Records
    adopted: Records
    unlearnt: Records
    level: Records
    poll: Records
    heard: Records


SMALL = 256
BOOK = 1 << 18
"""Rows of visits in a book; memory that no row has been written to costs nothing."""
DAYS_IN_A_BOOK = 512


def acts_a_day(plan: Plan) -> int:
    """The most rows of acts that a day may have."""
    arrays = plan.arrays
    return 512 + 2 * len(arrays.officer) + 2 * len(arrays.swap) + 2 * len(arrays.survey)


def new_state(plan: Plan, run: int) -> State:
    """The state on the first morning, before anybody has been drawn."""
    arrays = plan.arrays
    office, b = arrays.office[0], arrays.behaviour[0]
    talkers = office["citizens"] if office["opinion"] and b["every"] > 0.0 else 0
    state = State(
        case=np.zeros(SMALL, CASE),
        passes=np.zeros(SMALL * office["passes"], "i8"),
        officer=np.zeros(len(arrays.officer), OFFICER),
        queue=np.full(len(arrays.line) * office["ranks"], -1, QUEUE),
        station=np.zeros(len(arrays.station), STATION),
        stream=np.zeros(len(arrays.stream), STREAM),
        citizen=np.zeros(office["citizens"], CITIZEN),
        tally=np.zeros(office["citizens"], TALLY),
        voice=np.zeros(talkers, VOICE),
        tie=np.zeros(talkers * int(b["ties"]) if office["members_first"] == NONE else 0, "i4"),
        need=np.zeros(SMALL, NEED),
        heap=np.zeros(2 * SMALL + 8 * len(arrays.officer), EVENT),
        agenda=np.zeros(len(arrays.day) if office["follows"] else 0, AGENDA),
        count=np.zeros(
            office["offices"] * (1 + len(arrays.slot) * len(arrays.day))
            + len(arrays.service)
            + len(arrays.group)
            + len(arrays.trouble),
            "i8",
        ),
        experience=arrays.competence["experience"].copy(),
        clock=np.zeros(1, CLOCK),
        visit_row=np.empty(BOOK, VISIT_ROW),
        case_row=np.empty(BOOK if office["follows"] else 0, CASE_ROW),
        officer_row=np.empty(DAYS_IN_A_BOOK * max(1, len(arrays.officer)), OFFICER_ROW),
        day_row=np.empty(DAYS_IN_A_BOOK, DAY_ROW),
        opinion_row=np.empty(BOOK if office["opinion"] else 0, OPINION_ROW),
        act_row=np.empty(2 * acts_a_day(plan), ACT_ROW),
        spare=np.zeros(1, OFFICER),
        trained=np.zeros(len(arrays.officer) * len(arrays.course)),
        adopted=np.zeros(len(arrays.officer) * len(arrays.novelty)),
        unlearnt=np.zeros(len(arrays.officer) * len(arrays.novelty)),
        level=np.zeros(len(arrays.level)),
        poll=np.zeros(len(arrays.survey), POLL),
        heard=np.zeros(18 * len(arrays.survey)),
    )
    state.poll["element"] = -1
    state.queue["standing"] = 0
    state.agenda["head"] = state.agenda["tail"] = -1
    state.clock["run_key"] = chance.run_key(int(office["seed"]), run)
    state.clock["free_count"] = SMALL
    state.clock["answered"] = -1
    return state


def grown(state: State, **more: int) -> State:
    """The same state with larger arrays; the new places of cases are taken before those that are free."""
    changed: dict[str, Any] = {name: _larger(getattr(state, name), size) for name, size in more.items()}
    if "case" in changed:
        before = len(state.case)
        changed["passes"] = _larger(state.passes, len(state.passes) // before * more["case"])
        changed["case"]["after"][-1] = state.clock["free"][0] - more["case"]
        state.clock["free"] = before
        state.clock["free_count"] += more["case"] - before
    return state._replace(**changed)


BOOKS = ("visit_row", "case_row", "officer_row", "day_row", "opinion_row", "act_row")
OF_REFORMS = ("trained", "adopted", "unlearnt", "level", "poll", "heard")


def taken_up(fresh: State, other: State) -> State:
    """A fresh state with all that another holds between two blocks, but for what is of its reforms alone."""
    names = [name for name in State._fields if name not in (*BOOKS, *OF_REFORMS)]
    return fresh._replace(**{name: _larger(array := getattr(other, name), len(array)) for name in names})


def _larger(array: Records, size: int) -> Records:
    larger = np.zeros(size, array.dtype)
    larger.view(np.uint8)[: array.nbytes] = array.view(np.uint8)
    return larger
