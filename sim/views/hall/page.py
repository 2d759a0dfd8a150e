"""The hall as one page: script and data inside, so that it plays from a stick or a mail, without the net."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from sim.runs.day.hall import Hall
from sim.views.hall.payload import payload

HERE = Path(__file__).parent
PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<title>{title}</title><style>body{{margin:14px}}{css}</style></head>
<body><div id="hall"></div>
<script type="application/json" id="day">{day}</script>
<script type="module">{script}
window.loketHall = play(document.getElementById("hall"), JSON.parse(document.getElementById("day").textContent));
document.querySelector("canvas")?.focus({{ preventScroll: true, focusVisible: false }});
</script></body></html>
"""


def hall_page(halls: Sequence[Hall], lang: str) -> str:
    """The page. What a scenario says is data in it, and never part of its script."""
    day = payload(halls, lang)
    written = json.dumps(day, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    script = (HERE / "hall.js").read_text("utf-8").replace("export default {", "const widget = {")
    title = escape(" | ".join(hall["title"] for hall in day["halls"]))
    css = (HERE / "hall.css").read_text("utf-8")
    return PAGE.format(lang=lang, title=title, css=css, day=written, script=script.replace("export ", ""))
