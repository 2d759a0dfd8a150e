"""What is printed of what moves a study."""

from sim.experiments.sensitivity.sensitivity import Sensitivity
from sim.language import language
from sim.views.render.text import printed
from sim.views.sections.sensitivity import sensitivity


def sensitivity_text(found: Sensitivity, lang: str | None = None) -> str:
    """What `loket sensitivity` prints."""
    lang = language(lang)
    return printed(sensitivity(found, lang), lang)
