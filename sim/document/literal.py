"""Values as they are written in a scenario file."""

from datetime import date, datetime, time

from sim.language.characters import harmless

MOST = 60


def literal(value: object) -> str:
    """A value in the notation of TOML, cut where it is long."""
    return shortened(_whole(value, 0))


def shortened(text: str) -> str:
    """A text, cut where it is long."""
    return text if len(text) <= MOST else text[: MOST - 1] + "…"


def _whole(value: object, depth: int) -> str:
    if depth > 4:
        return "…"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{harmless(value[: 2 * MOST], lines=False)}"'
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_whole(part, depth + 1) for part in value[:MOST]) + "]"
    if isinstance(value, dict):
        parts = [f"{key} = {_whole(part, depth + 1)}" for key, part in list(value.items())[:MOST]]
        return "{" + ", ".join(parts) + "}"
    return _number(value)


def _number(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # whole numbers of thousands of digits
        return "…"
