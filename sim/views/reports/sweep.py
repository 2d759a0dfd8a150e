"""What is printed of studies and stores."""

from sim.experiments.store.verified import Verified
from sim.experiments.sweep.forecast import Forecast
from sim.experiments.sweep.reproduce import Reproduced
from sim.experiments.sweep.swept import Sweep
from sim.language import language
from sim.views.render.text import printed
from sim.views.sections.sweep import forecast, reproduced, store, sweep


def sweep_text(found: Sweep, lang: str | None = None) -> str:
    """What `loket sweep` prints."""
    lang = language(lang)
    return printed(sweep(found, lang), lang)


def forecast_text(found: Forecast, lang: str | None = None) -> str:
    """What `loket sweep --dry-run` prints."""
    lang = language(lang)
    return printed(forecast(found, lang), lang)


def reproduced_text(found: Reproduced, lang: str | None = None) -> str:
    """What `loket reproduce` prints."""
    lang = language(lang)
    return printed(reproduced(found, lang), lang)


def store_text(found: Verified, lang: str | None = None) -> str:
    """What `loket store` prints."""
    lang = language(lang)
    return printed(store(found, lang), lang)
