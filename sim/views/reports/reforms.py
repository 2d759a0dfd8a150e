"""What is printed of the reform catalogue."""

from collections.abc import Sequence

from sim.language import language
from sim.reforms.listing import Listed
from sim.views.render.text import printed
from sim.views.sections.catalogue import reform_list, reform_page


def list_text(found: Sequence[Listed], lang: str | None = None) -> str:
    """What `loket reforms` prints."""
    return printed(reform_list(found, language(lang)), lang)


def reform_text(found: Listed, lang: str | None = None) -> str:
    """What `loket reforms NAME` prints."""
    return printed(reform_page(found, language(lang)), lang)
