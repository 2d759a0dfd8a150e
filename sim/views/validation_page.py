"""How well a scenario reproduces a log, as a page of its own with pictures."""

from pathlib import Path

from sim.calibration.validation import Validation
from sim.language import language, text
from sim.language.errors import BadRequest
from sim.views.charts.validation import pictures_of
from sim.views.pictures import pictured
from sim.views.render.html import escape, html, page, picture
from sim.views.reports.validate import blocks, mode_title, notes
from sim.views.titles import titled


def page_at(path: str, *, force: bool) -> Path:
    """Where a page is to be written. Raises BadRequest where it is none, in no folder, or there (but for `force`)."""
    found = Path(path)
    if found.suffix.casefold() not in (".html", ".htm"):
        raise BadRequest("page_ending", found=found.name, write=f"{found.stem or 'halaman'}.html")
    if not found.parent.is_dir():
        raise BadRequest("out_no_folder", path=str(found.parent))
    if found.exists() and not force:
        raise BadRequest("out_is_there", path=str(found))
    return found


def validate_page(found: Validation, lang: str | None = None) -> str:
    """A page of its own, with the pictures inside."""
    lang = language(lang)
    title = text("calibrate.page_title", lang, title=titled(found.scenario, lang))
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="memo">{escape(found.memo(lang))}</p>',
        html(notes(found, lang), lang),
    ]
    for told in found.told.values():
        parts.append(f"<h2>{escape(mode_title(told, lang))}</h2>")
        parts += [picture(pictured(draw(told, lang))) for draw in pictures_of(told)]
        parts.append(html(blocks(told, lang)[1:], lang))
    return page(title, "".join(parts), lang)
