"""Channels fit their kind, lead into services that exist, and can be taken."""

from collections.abc import Iterator

from sim.document.checks.steps import without_citizen
from sim.document.checks.tools import (
    Table,
    above,
    entries,
    known_name,
    meant,
    names,
    number,
    opening,
    pairs,
    pairs_at,
    strings,
    subtable,
)
from sim.document.literal import literal
from sim.office.faults import Path, Problem
from sim.office.units import WEEKDAYS

WALK_IN = "walk_in"
APPOINTMENT = ("appointment",)
TAKEN_BY = {
    **dict.fromkeys(("slots", "lead_days", "days_ahead", "overbooking", "no_show", "no_show_per_day"), APPOINTMENT),
    **dict.fromkeys(("late_min", "late_sd_min", "grace_min"), APPOINTMENT),
    "days": ("bundle", "mobile"),
    "hours": ("online", "mobile"),
}
"""Keys that only some kinds of channels take."""

NEEDED_BY = {"appointment": "slots", "bundle": "days", "mobile": "days"}
KINDS = ("counter", "appointment", "online", "bundle", "mobile")


def check_channels(document: Table) -> Iterator[Problem]:
    """Services and steps are known, keys fit the kind, somebody can take it, and what is sent online needs nobody."""
    for path, channel in entries(document, "channel"):
        if channel.get("name") == WALK_IN:
            yield Problem((*path, "name"), "channel_walk_in")
        yield from _services(document, channel, path)
        yield from _entered(document, channel, path)
        yield from _of_kind(channel, path)
        yield from _taken(document, channel, path)
        yield from _open(document, channel, path)
        if channel.get("kind") == "online":
            yield from _sent(document, channel, path)


def _services(document: Table, channel: Table, path: Path) -> Iterator[Problem]:
    for place, name in strings(channel, "services", path):
        if name != "*":
            yield from known_name(name, names(document, "service"), place, "service")
    if channel.get("services") == []:
        yield Problem((*path, "services"), "empty")


def _entered(document: Table, channel: Table, path: Path) -> Iterator[Problem]:
    services = {str(service.get("name")): service for _, service in entries(document, "service")}
    seen: set[object] = set()
    for place, service, step in pairs_at(channel, "enters"):
        here = (*path, "enters", place)
        if not isinstance(service, str) or not isinstance(step, str):
            continue
        yield from known_name(service, names(document, "service"), here, "service")
        if service in services:
            yield from known_name(step, names(services[service], "step"), here, "step")
            if not _serves(channel, service):
                yield Problem(here, "enters_not_served", {"found": literal(service)}, warning=True)
        if service in seen:
            yield Problem(here, "enters_twice", {"found": literal(service)})
        seen.add(service)


def _serves(channel: Table, service: str) -> bool:
    listed = [name for _, name in strings(channel, "services", ())]
    return not listed or "*" in listed or service in listed


def _of_kind(channel: Table, path: Path) -> Iterator[Problem]:
    kind = channel.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return
    for key, kinds in TAKEN_BY.items():
        if key in channel and kind not in kinds:
            yield Problem((*path, key), "key_of_kind", {"key": key, "kinds": list(kinds), "found": literal(kind)})
    needed = NEEDED_BY.get(kind)
    if needed is not None and channel.get(needed, []) == []:
        yield Problem((*path, needed) if needed in channel else path, f"channel_needs_{needed}")


def _taken(document: Table, channel: Table, path: Path) -> Iterator[Problem]:
    """There are citizens who can take it."""
    needs, below = number(channel.get("needs_skill", 0.0)), number(channel.get("skill_below"))
    if needs is not None and below is not None and below <= needs:
        yield Problem((*path, "skill_below"), "skill_window", {"found": f"{below:g}", "needs": f"{needs:g}"})
    lead, ahead = number(channel.get("lead_days", 0)), number(channel.get("days_ahead", 14))
    if channel.get("kind") == "appointment" and lead is not None and ahead is not None and lead > ahead:
        yield Problem((*path, "lead_days"), "lead_beyond", {"found": f"{lead:g}", "ahead": f"{ahead:g}"})
    if "citizens" not in document:
        yield Problem(path, "channel_no_citizens", warning=True)
    elif above(channel, "farther_than_min") and "travel" not in subtable(document, "citizens"):
        yield Problem((*path, "farther_than_min"), "channel_no_travel", warning=True)


def _open(document: Table, channel: Table, path: Path) -> Iterator[Problem]:
    """The office is open on the days of bundles and mobile services."""
    hours, days = opening(document), channel.get("days")
    if not hours or not isinstance(days, list) or channel.get("kind") not in ("bundle", "mobile"):
        return
    closed = [(place, day) for place, day in enumerate(days) if day in WEEKDAYS and day not in hours]
    if closed and len(closed) == len(days):
        yield Problem((*path, "days"), "channel_closed")
        return
    bundle = channel.get("kind") == "bundle"
    code = "bundle_day_closed" if bundle else "channel_day_closed"
    for place, day in closed:
        yield Problem((*path, "days", place), code, {"found": literal(day)}, warning=not bundle)


def _sent(document: Table, channel: Table, path: Path) -> Iterator[Problem]:
    """What is sent online begins where no citizen is needed."""
    services = names(document, "service")
    entered = {meant(service, services): step for service, step in pairs(channel, "enters")}
    listed = channel.get("enters", [])
    if not isinstance(listed, list) or len(entered) < len(listed):
        return
    for _, service in entries(document, "service"):
        name, there = service.get("name"), names(service, "step")
        if not isinstance(name, str) or not there or not _serves(channel, name):
            continue
        first = meant(entered.get(name, there[0]), there)
        steps = [step for _, step in entries(service, "step") if step.get("name") == first]
        if steps and not without_citizen(document, steps[0]):
            values = {"found": literal(f"{name}.{first}")}
            yield Problem((*path, "enters") if "enters" in channel else path, "online_citizen", values, warning=True)
