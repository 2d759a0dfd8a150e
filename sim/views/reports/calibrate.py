"""What `loket calibrate` prints: how the log was read, what was found in it, and the office that it makes."""

from typing import Any

from sim.calibration.calibrating import Calibration
from sim.calibration.log.records import Note
from sim.language import date_words, language, number, text
from sim.views.render.html import html
from sim.views.render.text import printed
from sim.views.reports.office import amounts_lines
from sim.views.table import Block, Prose, Role


def calibration_text(found: Calibration, lang: str | None = None) -> str:
    """The notes of reading and estimating, then what the office amounts to."""
    lang = language(lang)
    return printed(_blocks(found, lang), lang)


def calibration_html(found: Calibration, lang: str | None = None) -> str:
    """What a notebook shows."""
    lang = language(lang)
    return html(_blocks(found, lang), lang)


def _blocks(found: Calibration, lang: str) -> list[Block]:
    report = found.log.report
    kept = text("calibrate.kept", lang, kept=number(report.kept, lang, 0), read=number(report.read, lang, 0))
    parts = {
        text("calibrate.was_read", lang, log=found.called, kept=kept): _worded(report.notes, lang),
        text("calibrate.was_found", lang): [*_days(found, lang), *_worded(found.estimates.notes, lang)],
        text("calibrate.makes", lang): amounts_lines(found.scenario, lang),
    }
    blocks: list[Block] = []
    for place, (title, said) in enumerate(parts.items()):
        blocks += [Prose([title], gap=min(place, 1)), Prose(said, role=Role.ITEMS)]
    return blocks


def _days(found: Calibration, lang: str) -> list[str]:
    """Which days were used, and how many are held out to check the office on."""
    used = found.document.get("calibrated")
    if used is None:
        return []
    later = found.log.rows.loc[found.log.rows["day"].dt.date > used["last"], "day"].nunique()
    first, last = (date_words(used[end], lang) for end in ("first", "last"))
    return [text("calibrate.used", lang, first=first, last=last, later=later)]


def _worded(notes: tuple[Note, ...], lang: str) -> list[str]:
    return [note.worded(lang) for note in notes]


def calibration_records(found: Calibration, lang: str) -> list[dict[Any, Any]]:
    """A record a note (note, count, first, bad, message) and a number (place, value, low, high, origin, rows)."""
    notes: list[dict[Any, Any]] = [
        {"note": note.code, "count": note.count, "first": note.first, "bad": note.bad, "message": note.worded(lang)}
        for note in found.notes
    ]
    figures = found.figures.astype(object).where(found.figures.notna(), None)
    return [*notes, *figures.to_dict("records")]
