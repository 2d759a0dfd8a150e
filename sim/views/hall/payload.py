"""What the browser is given of a day: tracks and titles, plain enough for JSON."""

from collections.abc import Sequence
from typing import Any

from sim.language import day_words, text
from sim.plan.tables import OUTCOMES, SERVED
from sim.runs.day.hall import DESK, Hall, Track
from sim.views.titles import counters, groups, titled

WORDS = (
    "play", "pause", "hour", "speed", "times", "follow", "waited", "below", "more_than", "booked", "door", "officers",
    "done", "in_vain", "missed", "shelf", "queue", "now", "nobody", "not_yet", "outside", "line", "line_before", "desk",
    "alone", "gone",
)  # fmt: skip


def payload(halls: Sequence[Hall], lang: str) -> dict[str, Any]:
    """One or two halls on a clock, with all words that are shown."""
    spans = [hall.span for hall in halls if hall.people]
    first = min((begin for begin, _ in spans), default=8 * 3600) // 600 * 600
    last = -(-max((end for _, end in spans), default=16 * 3600) // 600) * 600
    words = {name: text(f"hall.{name}", lang, **_KEPT) for name in WORDS}
    return {"lang": lang, "first": first, "last": last, "words": words, "halls": [_hall(hall, lang) for hall in halls]}


_NAMES = (
    "minutes",
    "time",
    "waiting",
    "served",
    "done",
    "in_vain",
    "files",
    "number",
    "service",
    "station",
    "officer",
    "end",
)
_KEPT = {name: "{" + name + "}" for name in _NAMES}


def _hall(hall: Hall, lang: str) -> dict[str, Any]:
    result, day = hall.diary.result, day_words(hall.diary.day, lang)
    scenario, names = result.scenario, hall.diary.plan.names
    by_name, services = dict(groups(result, "officer", lang)), dict(groups(result, "service", lang))
    officers = [by_name.get(name, name) for name in names.officers]
    tracks = (*hall.people, *hall.files)
    seen = sorted({spell.officer for track in tracks for spell in track.spells if spell.where == DESK})
    booked = [False, *(channel.kind == "appointment" for channel in scenario.channels)]
    here = [station.office in (None, names.offices[hall.office]) for station in scenario.stations]
    where = f" ({titled(scenario.offices[hall.office], lang)})" if len(scenario.offices) > 1 else ""
    return {
        "title": f"{titled(scenario, lang)}{where}. {day}",
        "officers": [{"at": at, "title": officers[at]} for at in seen],
        "stations": [
            {"title": titled(station, lang), "back": station.back_office if shown else None}
            | {
                "at": at,
                "lines": [
                    {"before": who, "title": counters(result, lang, station)[who]} for who in hall.lines.get(at, ())
                ],
            }
            for at, (station, shown) in enumerate(zip(scenario.stations, here, strict=True))
        ],
        "people": [
            _track(one)
            | {"service": services[names.services[one.service]], "booked": booked[one.channel]}
            | {"end": _end(one, lang)}
            for one in hall.people
        ],
        "files": [_track(one) for one in hall.files],
    }


def _track(track: Track) -> dict[str, Any]:
    return {"number": track.number, "outcome": track.outcome, "spells": [list(spell) for spell in track.spells]}


def _end(track: Track, lang: str) -> str:
    done = track.outcome == OUTCOMES[SERVED]
    return text("diary.was_served" if done else f"results.reason.{track.outcome}", lang)
