"""What is printed of how many officers are needed."""

from sim.experiments.needed.needed import Needed
from sim.language import language
from sim.views.render.text import printed
from sim.views.sections.needed import needed


def needed_text(found: Needed, lang: str | None = None) -> str:
    """What `loket needed` prints."""
    lang = language(lang)
    return printed(needed(found, lang), lang)
