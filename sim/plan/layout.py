"""The plan as both engines read it: record arrays, with every name turned into an index.

Times are whole seconds since midnight, shares cumulative, "none" is -1 (here only: tables say NA).
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[Any]

NONE = -1
DONE = -1
EVERY_DAY = -1
ENDLESS = 1 << 40

OFFICE = np.dtype(
    [
        ("seed", "i8"),
        ("days", "i8"),
        ("citizens", "i8"),
        ("ranks", "i8"),
        ("kinds", "i8"),
        ("passes", "i8"),
        ("send_home", "i8"),
        ("rate_law", "i8"),
        ("busy_law", "i8"),
        ("offices", "i8"),
        ("services", "i8"),
        ("follows", "i8"),
        ("booked", "i8"),
        ("back", "i8"),
        ("tickets", "i8"),
        ("quota", "i8"),
        ("tickets_from", "i8"),
        ("tickets_until", "i8"),
        ("visits_at_most", "i8"),
        ("travel_law", "i8"),
        ("villages", "i8"),
        ("home_first", "i8"),
        ("posts_first", "i8"),
        ("outages", "i8"),
        ("told", "f8"),
        ("staffed", "i8"),
        ("opinion", "i8"),
        ("favours", "i8"),
        ("ages", "i8"),
        ("steps", "i8"),
        ("members_first", "i8"),
        ("complaint", "i8"),
        ("connected", "f8"),
        ("kept_first", "i8"),
        ("lined", "i8"),
    ]
)
"""One record: what holds for the whole run.

`staffed` says whether officers have mechanisms of their own, `opinion` whether citizens judge their visits, `favours`
whether connections count; `ages` is the number of age bands, `steps` that of the steps of one office, `complaint` the
service by which people complain (NONE), `members_first` where `lookup` says at which segment a citizen of a network
given in full begins (NONE where there is none), `kept_first` where the table says what days leave of what is known,
`lined` whether people choose among lines somewhere.

`ranks` is the number of ranks in a line: one for holders of appointments where there are any (`booked`), one for each
priority that differs, one for files where there is a back office (`back`). `services` is their number in one office;
`follows` says whether a case may be more than one visit, `tickets` whether the number or the hours of tickets are
limited (quota NONE: only the hours); `told` is the share of missing papers that are brought next time.
`home_first` says where the segments begin that share the citizens out among the offices. `kinds` is the
number of kinds of days whose timetables differ: the seven weekdays, then those with special hours; `passes` is the
number of steps of the longest service, or 0 where no route comes to a step twice.
"""

DAY = np.dtype(
    [
        ("date", "i8"),
        ("weekday", "i8"),
        ("kind", "i8"),
        ("open", "i8"),
        ("close", "i8"),
        ("profile_first", "i8"),
        ("profile_count", "i8"),
        ("factor", "f8"),
    ]
)
"""A working day: proleptic ordinal of its date, weekday, kind (for timetables), hours, profile and factor of needs."""

SERVICE = np.dtype(
    [
        ("documents", "i8"),
        ("deadline", "i8"),
        ("quota", "i8"),
        ("correction", "i8"),
        ("target", "i8"),
        ("value", "f8"),
        ("spared", "f8"),
    ]
)
"""A service in an office, at index office * services + service; `value` is its cumulative share of the needs.

`spared` is the share of the papers that need not be brought.

Deadline (working days) and quota may be NONE, `target` is the wait in seconds that is aimed at; `correction`
is the step where a mistake found later is put right, NONE for where the case began.
"""

STEP = np.dtype(
    [
        ("service", "i8"),
        ("number", "i8"),
        ("office", "i8"),
        ("index", "i8"),
        ("station", "i8"),
        ("line", "i8"),
        ("work_law", "i8"),
        ("patience_law", "i8"),
        ("branch_first", "i8"),
        ("branch_count", "i8"),
        ("special", "i8"),
        ("absent", "i8"),
        ("online", "i8"),
        ("days_first", "i8"),
        ("days_count", "i8"),
        ("rework", "i8"),
        ("shortage", "i8"),
        ("checks", "f8"),
        ("error", "f8"),
        ("finds", "f8"),
        ("time", "f8"),
    ]
)
"""A step in an office, at index office * steps + number.

`service` and `number` count within one office, `index` within the service; station, line, patience_law,
rework and shortage may be NONE. `absent`: the citizen is not there; `online`: something is sent in. `special`:
more may come of it than the next step of the same visit, or its end. Days say how many working days lie
before it (count 0: none). `time` is how many times longer the work takes than drawn.
"""

STATION = np.dtype(
    [
        ("room", "i8"),
        ("by_arrival", "i8"),
        ("counts_present", "i8"),
        ("balk_first", "i8"),
        ("balk_count", "i8"),
        ("at_once", "f8"),
        ("calls", "i8"),
        ("back", "i8"),
        ("by_due", "i8"),
        ("outage", "i8"),
        ("choice", "i8"),
        ("jockeying", "i8"),
        ("lines_first", "i8"),
        ("lines_count", "i8"),
    ]
)
"""A station; room and outage (in `trouble`) may be NONE; `at_once` is the share who leave unless served at once.

`calls` says how holders of appointments are called (FIRST, ALTERNATING, IN_TURN); `back`: files wait here.
Where people choose among lines, links name those (count 0: they do not), and `jockeying` may be NONE.
"""

LINE = np.dtype(
    [(n, "i8") for n in ("station", "office", "first", "count", "choices_first", "choices_count", "before", "key")]
)
"""Those at a station whom the same officers can serve; first and count say which links name the officers.

Where people choose, nobody stands in it: links name the lines that they may choose (count 0: they do not). One of those
stands `before` an officer, the first of its group (else NONE), and has a `key` by which people like it or not.
"""

LINK = np.dtype([("to", "i8"), ("preference", "i8")])
"""From a line to an able officer or to lines to choose from, from an officer or a station to a line."""

OFFICER = np.dtype(
    [
        ("group", "i8"),
        ("place", "i8"),
        ("on_break", "i8"),
        ("office", "i8"),
        ("late_share", "f8"),
        ("late_law", "i8"),
        ("filled", "f8"),
    ]
)
"""A post: group and place in it, the office that it belongs to, and on which share of the days somebody holds it."""

REACH = np.dtype([("first", "i8"), ("count", "i8")])
"""Which links name the lines that an officer serves in an office, at index officer * offices + office."""

GROUP = np.dtype([("key", "i8"), ("first", "i8"), ("count", "i8")])
"""A group of officers; first and count say which segments tell how many come (count 0: all)."""

TIMETABLE = np.dtype([("first", "i8"), ("count", "i8"), ("end", "i8"), ("scheduled", "i8"), ("stays", "i8")])
"""An officer's stretches on a kind of day, at index kinds * officer + kind; `stays` for overtime after the end."""

CLASS = np.dtype([("rank", "i8")] + [(n, "f8") for n in ("value", "knows", "disability", "asked", "slighted")])
"""A priority class; `value` is the cumulative share of the citizens, `disability` the share of them with one.

`knows` is the probability that a paper asked for is brought; they are asked for money `asked` times as often as
others, and officers are less friendly by `slighted`.
"""

AGE = np.dtype([("value", "f8"), ("access", "f8"), ("exponent", "f8")])
"""An age band within a class, at index class * ages + band; `value` is the cumulative share of the class.

`access` is the share who get online, whose skill is a uniform number to the `exponent`.
"""

COMPETENCE = np.dtype([("serves", "i8"), ("experience", "f8"), ("misfit", "f8")])
"""An officer at a step, at index officer * steps + number: whether it is served, cases served before the run, and how
many times longer it takes outside the officer's background (1 within). No rows where officers have no mechanisms."""

SEGMENT = np.dtype([("start", "i8"), ("end", "i8"), ("value", "f8"), ("before", "f8"), ("to", "i8")])
"""A stretch or a case with its number.

A stretch of work: start, end. A stretch of a profile: start, end, cumulative weight. A stretch of a rate:
start, end, value per second, hazard before it. A branch: cumulative share, to (step). A case of presence:
cumulative probability, to (how many). An entry of a balking table: start (length), value (share).
"""

LAW = np.dtype([("kind", "i8"), ("first", "i8"), ("nodes", "i8"), ("a", "f8"), ("b", "f8"), ("c", "f8")])
"""A distribution; first and nodes say which part of the table is its own."""

RETURN = np.dtype([("share", "f8"), ("first", "i8"), ("count", "i8"), ("after_law", "i8")])
"""Coming again, at the index of the reason: the share who do, cases of working days, minutes on the same day."""

CHANNEL = np.dtype(
    [
        ("key", "i8"),
        ("kind", "i8"),
        ("ticket", "i8"),
        ("comes", "i8"),
        ("travel", "i8"),
        ("profile_first", "i8"),
        ("profile_count", "i8"),
        ("farther", "i8"),
        ("skill_from", "f8"),
        ("skill_below", "f8"),
        ("willing", "f8"),
        ("knows", "f8"),
        ("leaks", "i8"),
        ("turns", "i8"),
        ("next_first", "i8"),
        ("slot_first", "i8"),
        ("slot_count", "i8"),
        ("lead", "i8"),
        ("ahead", "i8"),
        ("no_show", "f8"),
        ("no_show_growth", "f8"),
        ("late", "f8"),
        ("late_sd", "f8"),
        ("grace", "i8"),
    ]
)
"""A way to the office; the first is walking in. Travel, grace and knows are NONE where the usual holds.

Profile segments say when on a day (count 0: as the needs of the day). On which days bundles and mobile
services come stands in `lookup` at next_first + turn * (days + 1) + day; slots are those of appointments.
"""

SLOT = np.dtype([("second", "i8"), ("places", "i8")])
"""A time of day for which appointments are given."""

LOOKUP = np.dtype([("to", "i8")])
"""Tables of numbers, one after the other.

Where routes begin, at channel * offices * services + office * services + service: a step, NONE where the channel does
not serve it. On which day a channel comes next, at its next_first + turn * (days + 1) + day: the number of days where
it does not. Where an officer works, at posts_first + officer * days + day (nothing where there is one office only).
"""

TROUBLE = np.dtype(
    [("key", "i8"), ("chance", "f8"), ("at", "i8"), ("law", "i8"), ("first", "i8"), ("count", "i8")],
)
"""What may go wrong on a day: first outages, then shortages.

Outages begin at `at` (NONE: at any moment of the opening hours) and last a time drawn from a law; shortages
of forms last cases of working days.
"""

STREAM = np.dtype(
    [
        ("key", "i8"),
        ("service", "i8"),
        ("class_", "i8"),
        ("traced", "i8"),
        ("dated", "i8"),
        ("first", "i8"),
        ("last", "i8"),
    ]
)
"""Arrivals from outside: segments (rates) or traces from first up to last; class_ may be NONE (drawn)."""

TRACE = np.dtype(
    [("day", "i8"), ("time", "i8"), ("service", "i8"), ("class_", "i8"), ("work", "i8"), ("patience", "i8")]
)
"""A recorded arrival; class_, work and patience may be NONE (drawn as usual)."""


class Arrays(NamedTuple):
    """All of the plan that an engine reads while it runs.

    Where there are parameters that reforms change, every engine has the tuned arrays to itself, in one piece
    of memory (`sim.plan.layout_reforms.own`): `number` and `whole` are its words.
    """

    office: Records
    day: Records
    service: Records
    step: Records
    station: Records
    line: Records
    link: Records
    officer: Records
    reach: Records
    group: Records
    timetable: Records
    class_: Records
    age: Records
    competence: Records
    behaviour: Records
    segment: Records
    law: Records
    return_: Records
    channel: Records
    slot: Records
    lookup: Records
    trouble: Records
    stream: Records
    trace: Records
    table: npt.NDArray[np.float64]
    parameter: Records
    effect: Records
    level: Records
    novelty: Records
    news: Records
    course: Records
    attends: Records
    swap: Records
    survey: Records
    number: npt.NDArray[np.float64]
    whole: npt.NDArray[np.int64]
