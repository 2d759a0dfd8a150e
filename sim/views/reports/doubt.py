"""The report on a comparison under what is not known."""

from sim.language import language
from sim.runs.doubting.doubt import Doubted
from sim.views.render.text import printed
from sim.views.sections.doubt import doubt


def doubt_text(found: Doubted, lang: str | None = None) -> str:
    """What `loket compare --doubt` prints below the comparison."""
    return printed(doubt(found, language(lang)), lang)
