"""The report on a comparison under the four models of trust."""

from sim.language import language
from sim.runs.doubting.trust_models import TrustModels
from sim.views.render.text import printed
from sim.views.sections.trust import models


def models_text(found: TrustModels, lang: str | None = None) -> str:
    """What `loket compare --trust-models` prints below the comparison."""
    return printed(models(found, language(lang)), lang)
