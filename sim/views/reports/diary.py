"""What is printed of a day."""

from collections.abc import Iterator
from typing import Any

from sim.language import language
from sim.plan.layout import NONE
from sim.plan.tables import OUTCOMES, VISIT_ROW
from sim.runs.day.diary import Diary, Person
from sim.views.render.text import printed
from sim.views.sections.diary import diary


def diary_text(found: Diary, lang: str | None = None) -> str:
    """What `loket day` prints."""
    lang = language(lang)
    return printed(diary(found, lang), lang)


def diary_records(found: Diary) -> list[dict[str, Any]]:
    """A record for each row of the visits of the day, or of the case of one: as the engine wrote it, with names."""
    if found.person is None:
        return [record for person in found.people for record in _records(found, person, person.rows)]
    told = found.story(found.person)
    return list(_records(found, told.person, told.rows))


def _records(found: Diary, person: Person, rows: Any) -> Iterator[dict[str, Any]]:
    names = found.plan.names
    of = {"service": names.services, "step": names.steps, "channel": names.channels}
    of |= {"officer": names.officers, "line": names.officers}
    for row in rows:
        record: dict[str, Any] = {"person": person.number}
        for name in (name for name in VISIT_ROW.names or () if name not in ("class_", "office", "stream")):
            value = int(row[name])
            record[name] = None if value == NONE else of[name][value] if name in of else value
        yield record | {"outcome": OUTCOMES[row["outcome"]], "last": bool(row["last"])}
