"""What is printed of a search."""

from sim.experiments.search.found import Found
from sim.language import language
from sim.views.render.text import printed
from sim.views.sections.search import search


def search_text(found: Found, lang: str | None = None) -> str:
    """What `loket search` prints."""
    lang = language(lang)
    return printed(search(found, lang), lang)
