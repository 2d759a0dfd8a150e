"""What is printed of the numbers of a scenario."""

from collections.abc import Sequence

from sim.document.paths import Standing
from sim.language import language
from sim.views.render.text import printed
from sim.views.sections.paths import paths


def paths_text(found: Sequence[Standing], lang: str | None = None) -> str:
    """What `loket paths` prints."""
    lang = language(lang)
    return printed(paths(found, lang), lang)
