"""A day person by person, and the story of one: what happened when, as it would be told in the hall."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from sim.language import day_words, text
from sim.measures.skm import element_title
from sim.plan.layout import NONE
from sim.plan.tables import CASE_OUTCOMES, ELEMENTS, FINISHED, OPEN, OUTCOMES, SERVED, WALK_IN
from sim.runs.day.diary import Diary, Person, Story
from sim.views.notation import plain
from sim.views.table import Block, Column, Entry, Listing, Prose, Role, Row, Table
from sim.views.titles import counters, groups, titled

DAY_S = 86_400
EVENING = DAY_S - 1
"""When what was seen is judged: of no hour."""
LISTED = 40
"""So many people are listed; any of them has a number."""


class Moment(NamedTuple):
    """What happened at a second of a day (its place in the run)."""

    day: int
    second: int
    said: str


def diary(found: Diary, lang: str) -> Iterator[Block]:
    """The story of one, or all who came."""
    if found.person is None:
        yield from everybody(found, lang)
    else:
        yield from story(found, found.story(found.person), lang)


# ---------------------------------------------------------------------------------------------------------- everybody


def everybody(found: Diary, lang: str) -> Iterator[Block]:
    """A row for each who came, and of each thing that can happen one to whom it did."""
    scenario, names = found.result.scenario, _Names(found, lang)
    yield Prose([f"{titled(scenario, lang)}. {day_words(found.day, lang)}"], role=Role.TITLE)
    columns = [Column(text(f"diary.column.{name}", lang)) for name in ("number", "came", "service", "how", "end")]
    rows: list[Row] = [_listed(person, names, lang) for person in found.people[:LISTED]]
    more = [text("diary.more", lang, more=len(found.people) - LISTED)] if len(found.people) > LISTED else []
    yield Table("", columns, rows, more, "diary")
    if not found.people:
        yield Prose([text("diary.nobody", lang)], gap=1)
        return
    yield Prose([text("diary.worth", lang)], gap=1, role=Role.TITLE)
    yield Prose(list(_worth(found, lang)), role=Role.ITEMS)
    yield Prose([text("diary.ask", lang, day=found.day)], gap=1)


def _listed(person: Person, names: "_Names", lang: str) -> Row:
    rows = person.rows
    waited = max(int(rows["waited_s"].max()), 0)
    end = names.outcome(rows[-1], waited) if person.visit != NONE else text("diary.sent", lang)
    return [str(person.number), _time(person.came_s), names.service(rows[0]), names.channel(rows[0]), end]


def _worth(found: Diary, lang: str) -> Iterator[str]:
    """For each way in which a visit can end, and for what is sent in, the first to whom it happened."""
    names, seen = _Names(found, lang), set[str]()
    for person in found.people:
        row = person.rows[-1]
        kind = "sent" if person.visit == NONE else OUTCOMES[row["outcome"]]
        if kind not in seen:
            seen.add(kind)
            what = text("diary.sent", lang) if kind == "sent" else names.outcome(row, int(row["waited_s"]))
            yield text("diary.worth_one", lang, number=person.number, what=what)
    complained = found.result.replications[0].opinions
    if complained is not None and complained["complained"].any():
        of_day = complained[(complained["day"] == found.number) & (complained["complained"] == 1)]
        numbers = [p.number for p in found.people if p.visit != NONE and np.isin(p.visit, of_day["visit"])]
        if numbers:
            yield text("diary.worth_one", lang, number=numbers[0], what=text("diary.complains_short", lang))


# -------------------------------------------------------------------------------------------------------------- a story


def story(found: Diary, told: Story, lang: str) -> Iterator[Block]:
    """A case day by day, what was thought of it, and how it ended."""
    names = _Names(found, lang)
    who = {"number": told.person.number, "day": day_words(found.day, lang), "service": names.service(told.rows[0])}
    yield Prose([text("diary.title", lang, **who)], role=Role.TITLE)
    yield Prose(list(_who(found, told, lang)))
    moments = sorted(_moments(found, told, lang), key=lambda moment: (moment.day, moment.second))
    days = dict.fromkeys(moment.day for moment in moments)
    for day in days:
        of_day = [Entry(_hour(m.second, lang), m.said) for m in moments if m.day == day]
        yield Listing(day_words(_date(found, day), lang), of_day, name="diary")
    yield from _ending(found, told, lang)


def _who(found: Diary, told: Story, lang: str) -> Iterator[str]:
    """Which citizen it is."""
    row = told.rows[0]
    group = groups(found.result, "class", lang)
    title = dict(group).get(found.plan.names.classes[row["class_"]], "")
    if told.person.citizen == NONE:
        yield text("diary.stranger", lang)
    else:
        yield text("diary.who", lang, citizen=told.person.citizen, group=title)


def _moments(found: Diary, told: Story, lang: str) -> Iterator[Moment]:
    names, visits = _Names(found, lang), list[int]()
    if told.case is not None and (int(told.case["began_day"]) != told.rows[0]["day"]):
        began = int(told.case["began_day"]), int(told.case["began_s"])
        yield Moment(*_at(*began), text("diary.need", lang, service=names.service(told.rows[0])))
    for row in told.rows:
        visit = int(row["visit"])
        if visit != NONE and visit not in visits:
            visits.append(visit)
            yield Moment(int(row["day"]), int(row["came_s"]), names.coming(row, len(visits)))
            if row["came_s"] < row["arrive_s"] and row["outcome"] != OUTCOMES.index("no_show"):
                yield Moment(int(row["day"]), int(row["arrive_s"]), text("diary.opens", lang))
        yield names.step(row)
        if visit != NONE and row["last"]:
            yield from _home(row, lang)
    for opinion in told.opinions:
        yield Moment(int(opinion["day"]), EVENING, _judged(opinion, told, found, lang))


def _home(row: Any, lang: str) -> Iterator[Moment]:
    stayed = int(row["finish_s"]) - int(row["came_s"])
    if row["outcome"] != OUTCOMES.index("no_show"):
        minutes = {"stayed": _minutes(stayed, lang), "waited": _minutes(int(row["waited_s"]), lang)}
        yield Moment(*_at(int(row["day"]), int(row["finish_s"])), text("diary.home", lang, **minutes))


def _judged(opinion: Any, told: Story, found: Diary, lang: str) -> str:
    """What was made of a visit: the answers, money, who went first, trust before and after."""
    answers = [
        text("diary.answer", lang, element=element_title(name, lang), answer=int(opinion[name]))
        for name in ELEMENTS
        if opinion[name]
    ]
    parts = [text("diary.satisfaction", lang, value=_points(opinion["satisfaction"], lang), answers=", ".join(answers))]
    if opinion["asked"]:
        paid = plain(float(opinion["paid_rupiah"]), lang, "", 0)
        parts.append(text("diary.paid" if opinion["paid_rupiah"] else "diary.asked", lang, paid=paid))
    parts += [text(f"diary.{name}", lang) for name in ("favoured", "overtaken", "complained") if opinion[name]]
    after = _points(opinion["trust"], lang)
    if int(opinion["day"]) == found.number and np.isfinite(told.before):
        parts.append(text("diary.trust", lang, before=_points(told.before, lang), after=after))
    else:
        parts.append(text("diary.trust_after", lang, after=after))
    return " ".join(parts)


def _ending(found: Diary, told: Story, lang: str) -> Iterator[Block]:
    if told.case is None:
        return
    case, outcome = told.case, int(told.case["outcome"])
    said = [text(f"diary.case.{CASE_OUTCOMES[outcome]}", lang, visits=int(case["visits"]), **_days(case))]
    due = int(case["due_day"])
    if due != NONE and outcome == FINISHED:
        promised = due - int(case["began_day"])
        kept = "kept" if int(case["ended_day"]) <= due else "late"
        said.append(text(f"diary.promise.{kept}", lang, days=promised))
    yield Prose([" ".join(said)], gap=1)


def _days(case: Any) -> dict[str, int]:
    return {} if int(case["outcome"]) == OPEN else {"days": int(case["ended_day"]) - int(case["began_day"])}


class _Names:
    """What the numbers of rows are called."""

    def __init__(self, found: Diary, lang: str) -> None:
        self._found, self._lang = found, lang
        result, names = found.result, found.plan.names
        services, channels, officers = (dict(groups(result, by, lang)) for by in ("service", "channel", "officer"))
        self._services = [services.get(name, name) for name in names.services]
        self._channels = [channels.get(name, name) for name in names.channels]
        self._officers = [officers.get(name, name) for name in names.officers]
        steps = {f"{service.name}.{step.name}": step for service in result.scenario.services for step in service.steps}
        self._steps = [titled(steps[name], lang) for name in names.steps]
        stations = {station.name: titled(station, lang) for station in result.scenario.stations}
        self._where = [stations.get(steps[name].station or "", "") for name in names.steps]
        lines = {station.name: counters(result, lang, station) for station in result.scenario.stations}
        self._lines = [lines.get(steps[name].station or "", []) for name in names.steps]
        offices = [titled(office, lang) for office in result.scenario.offices]
        self._offices = [f" ({name})" if len(offices) > 1 else "" for name in offices] or [""]
        self._kinds = ["walk_in", *(channel.kind for channel in result.scenario.channels)]

    def service(self, row: Any) -> str:
        return self._services[row["service"]]

    def channel(self, row: Any) -> str:
        """The way of coming; in a region with the office."""
        return self._channels[row["channel"]] + self._offices[row["office"]]

    def coming(self, row: Any, visit: int) -> str:
        """How somebody comes: the first time, or again; no-shows do not."""
        kind = self._kinds[row["channel"]]
        missed = row["outcome"] == OUTCOMES.index("no_show")
        key = "missed" if missed else kind if visit == 1 else "again" if row["channel"] == WALK_IN else "again_by"
        where = self._offices[row["office"]]
        said = {"service": self.service(row), "channel": self.channel(row), "visit": visit, "where": where}
        return text(f"diary.comes.{key}", self._lang, **said)

    def step(self, row: Any) -> Moment:
        """What happened at a step, when the work began, or when the line was left."""
        where, line = self._where[row["step"]], int(row["line"])
        if line != NONE:
            where += text("diary.line_of", self._lang, officer=self._lines[row["step"]][line])
        place = self._steps[row["step"]] + (f" ({where})" if where else "")
        served, file = int(row["start_s"]) != NONE, int(row["visit"]) == NONE
        at = int(row["start_s"] if served else row["finish_s"])
        said = {"step": place, "waited": _span(at - int(row["arrive_s"]), self._lang)}
        if served:
            said["minutes"] = _minutes(int(row["finish_s"]) - at, self._lang)
            said["officer"] = "" if int(row["officer"]) == NONE else self._officers[row["officer"]]
        kind = "file" if file else "served" if served else "left"
        alone = "_alone" if served and int(row["officer"]) == NONE else ""
        words = text(f"diary.{kind}{alone}", self._lang, **said) if served else ""
        if int(row["outcome"]) != SERVED:
            ended = text(f"diary.outcome.{OUTCOMES[row['outcome']]}", self._lang, **said)
            words = f"{words} {ended}".strip()
        return Moment(*_at(int(row["day"]), at), words)

    def outcome(self, row: Any, waited_s: int) -> str:
        """How a visit ended, in a few words."""
        key = f"results.reason.{OUTCOMES[row['outcome']]}" if row["outcome"] != SERVED else "diary.was_served"
        return text("diary.after", self._lang, end=text(key, self._lang), waited=_minutes(waited_s, self._lang))


def _at(day: int, second: int) -> tuple[int, int]:
    """The working day and the second of it; seconds go on over midnight into the next working day."""
    return day + second // DAY_S, second % DAY_S


def _date(found: Diary, day: int) -> date:
    ordinals = found.plan.arrays.day["date"]
    return date.fromordinal(int(ordinals[min(day, len(ordinals) - 1)]))


def _hour(second: int, lang: str) -> str:
    return text("diary.night", lang) if second == EVENING else _time(second)


def _time(second: int) -> str:
    return f"{second // 3600:02}:{second % 3600 // 60:02}"


def _minutes(seconds: int, lang: str) -> str:
    """Whole minutes; below two of them with one decimal."""
    return plain(seconds / 60.0, lang, "", 0 if seconds >= 120 or seconds == 0 else 1)


def _span(seconds: int, lang: str) -> str:
    """A wait in minutes, hours, or working days and hours."""
    if seconds < 2 * 3600:
        return text("diary.span.minutes", lang, minutes=_minutes(max(seconds, 0), lang))
    return text("diary.span.hours", lang, hours=plain(seconds / 3600.0, lang, "", 0))


def _points(value: float, lang: str) -> str:
    """From 0 to 1 as points of 100."""
    return plain(100.0 * float(value), lang, "", 0)
