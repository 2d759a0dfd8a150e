"""What is printed of the warm-up of an office."""

import math
from typing import Any

from sim.language import language
from sim.runs.making.warm_up import WarmUp
from sim.views.render.text import printed
from sim.views.sections.warm_up import warm_up


def warm_up_text(found: WarmUp, lang: str | None = None) -> str:
    """What `loket warm-up` prints."""
    lang = language(lang)
    return printed(warm_up(found, lang), lang)


def warm_up_records(found: WarmUp) -> list[dict[str, Any]]:
    """A record for each series: what was measured, the days before it settled (None: it does not), what they change."""
    names = ("effect", "low", "high", "runs")
    return [
        {"measure": one.measure, "mser": one.mser, "days": one.days}
        | {n: None if math.isnan(v) else v for n, v in zip(names, one.effect, strict=True)}
        for one in found.series
    ]
