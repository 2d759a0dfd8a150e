"""Opening hours, warm-up and arrivals agree with one another."""

from collections.abc import Iterable, Iterator, Mapping

from sim.document.checks.tools import Table, entries, number, on, opening, read, subtable
from sim.office.clock import clock, clock_words
from sim.office.faults import Problem
from sim.office.scenario import Scenario
from sim.office.units import Profile, Span, Spans


def check_times(document: Table) -> Iterator[Problem]:
    """The office opens, warm-up leaves something to measure, and nobody is sent before closed doors."""
    days = opening(document)
    if days is None:
        return
    if not days:
        yield Problem(("hours",), "never_open")
        return
    yield from _warm_up(document, days)
    yield from _rates(document, days)
    yield from _moments(document, days)
    yield from _profiles(document, days)
    yield from _channels(document, days)
    yield from _tickets(document, days)


def _warm_up(document: Table, days: Mapping[str, Spans]) -> Iterator[Problem]:
    left_out, run = number(document.get("warm_up_days")), number(document.get("days", Scenario.days))
    if left_out is not None and run is not None and left_out >= run > 0:
        yield Problem(("warm_up_days",), "warm_up_days", {"found": f"{left_out:g}", "days": f"{run:g}"})
    minutes = number(document.get("warm_up_min"))
    shortest = min(max(s.end_s for s in spans) - min(s.start_s for s in spans) for spans in days.values())
    if minutes is not None and minutes * 60 >= shortest:
        yield Problem(("warm_up_min",), "warm_up_min", {"found": f"{minutes:g}", "day": f"{shortest / 60:g}"})


def _rates(document: Table, days: Mapping[str, Spans]) -> Iterator[Problem]:
    for path, arrivals in entries(document, "arrivals"):
        for part in read("profile", arrivals.get("rates_per_hour")) or ():
            if part.value > 0 and not _in_time(part.span, days.values()):
                yield _late((*path, "rates_per_hour"), part.span)


def _moments(document: Table, days: Mapping[str, Spans]) -> Iterator[Problem]:
    closing = max(span.end_s for spans in days.values() for span in spans)
    for path, arrivals in entries(document, "arrivals"):
        times = arrivals.get("times")
        for place, value in enumerate(times if isinstance(times, list) else []):
            try:
                late = clock(value) >= closing
            except ValueError:
                continue
            if late:
                values = {"found": clock_words(clock(value)), "closing": clock_words(closing)}
                yield Problem((*path, "times", place), "time_after_closing", values, warning=True)


def _profiles(document: Table, days: Mapping[str, Spans]) -> Iterator[Problem]:
    week = read("profiles", subtable(document, "demand").get("profile"))
    told: set[Span] = set()
    if week is not None and any(_weightless(on(week, day)) for day in days):
        yield Problem(("demand", "profile"), "weights_zero")
    for day, hours in days.items() if week is not None else ():
        for part in on(week, day) or ():
            if part.value > 0 and part.span not in told and not _in_time(part.span, [hours]):
                told.add(part.span)
                yield _late(("demand", "profile"), part.span)


def _channels(document: Table, days: Mapping[str, Spans]) -> Iterator[Problem]:
    """Slots of appointments, and the hours of mobile services; online the hours of the office do not matter."""
    for path, channel in entries(document, "channel"):
        slots = channel.get("slots")
        for place, slot in enumerate(slots if isinstance(slots, list) else []):
            span = read("span", slot[0]) if isinstance(slot, list) and slot else None
            if span is not None and not _within(span, days.values()):
                yield Problem((*path, "slots", place), "slots_closed", {"found": _shown(span)}, warning=True)
        hours = read("profile", channel.get("hours"))
        if _weightless(hours):
            yield Problem((*path, "hours"), "weights_zero")
        for part in hours or () if channel.get("kind") == "mobile" else ():
            if part.value > 0 and not _in_time(part.span, days.values()):
                yield _late((*path, "hours"), part.span)


def _tickets(document: Table, days: Mapping[str, Spans]) -> Iterator[Problem]:
    span = read("span", subtable(document, "tickets").get("hours"))
    if span is not None and not _in_time(span, days.values()):
        yield Problem(("tickets", "hours"), "tickets_closed", {"found": _shown(span)})


def _weightless(profile: Profile | None) -> bool:
    return bool(profile) and all(part.value == 0 for part in profile or ())


def _late(path: tuple[str | int, ...], span: Span) -> Problem:
    return Problem(path, "after_closing", {"found": _shown(span)}, warning=True)


def _shown(span: Span) -> str:
    return f"{clock_words(span.start_s)}-{clock_words(span.end_s)}"


def _in_time(span: Span, weeks: Iterable[Spans]) -> bool:
    """Whether somebody who comes then finds the office open, or waits for it to open."""
    return any(span.start_s < hours.end_s for spans in weeks for hours in spans)


def _within(span: Span, weeks: Iterable[Spans]) -> bool:
    """Whether some of a stretch lies between the first opening and the last closing of a day."""
    return any(
        span.start_s < max(hours.end_s for hours in spans) and min(hours.start_s for hours in spans) < span.end_s
        for spans in weeks
    )
