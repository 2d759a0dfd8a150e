"""Clock times and stretches of the day as a scenario writes them → seconds since midnight."""

import re
from datetime import time

from sim.office.faults import wrong

_CLOCK = re.compile(r"(\d{1,7}):([0-5]\d)(?::([0-5]\d))?")
_DOTTED = re.compile(r"(\d{1,2})[.,]([0-5]\d)")
_DASH = re.compile(r"\s*[-–—]\s*")


def clock(value: object) -> int:
    """Seconds since midnight of "HH:MM" or "HH:MM:SS" (HH may exceed 24) or of a TOML local time."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    if not isinstance(value, str):
        raise wrong("clock")
    found = _CLOCK.fullmatch(value.strip())
    if found:
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    dotted = _DOTTED.fullmatch(value.strip())
    raise wrong("clock_dot", write=f"{dotted[1]:0>2}:{dotted[2]}") if dotted else wrong("clock")


def clock_words(seconds: int) -> str:
    """The clock time, with its seconds where there are any: 28800 is "08:00"."""
    hours, rest = divmod(seconds, 3600)
    shown = f"{hours:02}:{rest // 60:02}"
    return f"{shown}:{rest % 60:02}" if rest % 60 else shown


def stretch(value: object) -> tuple[int, int]:
    """Start and end, in seconds, of "08:00-12:00"."""
    parts = _DASH.split(value.strip()) if isinstance(value, str) else []
    if len(parts) != 2:
        raise wrong("span")
    if any(_DOTTED.fullmatch(part) for part in parts):
        raise wrong("span_dot", write="-".join(_DOTTED.sub(r"\1:\2", part) for part in parts))
    if not all(_CLOCK.fullmatch(part) for part in parts):
        raise wrong("span")
    start, end = clock(parts[0]), clock(parts[1])
    if end <= start:
        raise wrong("span_backwards", start=clock_words(start), end=clock_words(end))
    return start, end
