"""How well a scenario reproduces a log, as a page of its own with pictures."""

import base64
from html import escape
from pathlib import Path

from sim.calibration.validation import Validation
from sim.language import language, text
from sim.language.errors import BadRequest
from sim.views.charts.chart import Chart
from sim.views.charts.validation import days_seen, queue_seen, ranks_seen, waits_seen
from sim.views.render.html import html
from sim.views.reports.validate import blocks, notes
from sim.views.titles import titled

PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font-family:system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color:#222}}
img{{max-width:100%;height:auto}} h1{{font-size:1.5em}} h2{{font-size:1.15em;margin-top:2em}}
.memo{{font-size:1.1em;border-left:4px solid #0072B2;padding:.4em 1em;margin:1em 0}}
div{{overflow-x:auto}}</style></head>
<body>{body}</body></html>
"""


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
    for mode, told in found.told.items():
        parts.append(f"<h2>{escape(text(f'calibrate.mode_{mode}', lang))}</h2>")
        parts += [_picture(draw(told, lang)) for draw in (queue_seen, waits_seen, days_seen, ranks_seen)]
        parts.append(html(blocks(told, lang)[1:], lang))
    return PAGE.format(lang=lang, title=escape(title), body="".join(parts))


def _picture(chart: Chart) -> str:
    drawn = base64.b64encode(chart.png()).decode("ascii")
    return f'<p><img alt="{escape(chart.alt)}" src="data:image/png;base64,{drawn}"></p>'
