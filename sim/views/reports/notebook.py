"""What notebooks show of a result, a comparison, its grades, or a reform of the catalogue."""

from collections.abc import Callable
from typing import Any

from sim.calibration.calibrating import Calibration
from sim.calibration.validation import Validation
from sim.experiments.needed.needed import Needed
from sim.experiments.search.found import Found
from sim.experiments.sensitivity.sensitivity import Sensitivity
from sim.experiments.sweep.swept import Sweep
from sim.language import language
from sim.reforms.listing import Listed
from sim.runs import Comparison, Result
from sim.runs.day.diary import Diary
from sim.runs.doubting.doubt import Doubted
from sim.runs.doubting.grade import Grades
from sim.runs.doubting.trust_models import TrustModels
from sim.runs.making.warm_up import WarmUp
from sim.views.render.html import folded, html
from sim.views.reports.calibrate import calibration_html
from sim.views.reports.compare import against, compare_report
from sim.views.reports.grade import grade_report
from sim.views.reports.run import run_report
from sim.views.reports.validate import validate_html
from sim.views.sections.catalogue import reform_page
from sim.views.sections.diary import diary
from sim.views.sections.doubt import doubt
from sim.views.sections.needed import needed
from sim.views.sections.search import search
from sim.views.sections.sensitivity import sensitivity
from sim.views.sections.sweep import sweep
from sim.views.sections.trust import models
from sim.views.sections.warm_up import warm_up
from sim.views.titles import titled

PAGES: dict[type, Callable[[Any, str], str]] = {
    Result: lambda found, lang: html(run_report(found, lang), lang),
    Grades: lambda found, lang: html(grade_report(found, lang), lang),
    Diary: lambda found, lang: html(diary(found, lang), lang),
    Doubted: lambda found, lang: html(doubt(found, lang), lang),
    TrustModels: lambda found, lang: html(models(found, lang), lang),
    Calibration: calibration_html,
    Validation: validate_html,
    WarmUp: lambda found, lang: html(warm_up(found, lang), lang),
    Needed: lambda found, lang: html(needed(found, lang), lang),
    Found: lambda found, lang: html(search(found, lang), lang),
    Sensitivity: lambda found, lang: html(sensitivity(found, lang), lang),
    Sweep: lambda found, lang: html(sweep(found, lang), lang),
    Listed: lambda found, lang: html(reform_page(found, lang), lang),
}


def view(found: Any, lang: str | None = None) -> str:
    """The report on it as HTML; of reforms that are compared the summary, and each of them folded."""
    lang = language(lang)
    page = PAGES.get(type(found))
    return _compared(found, lang) if page is None else page(found, lang)


def _compared(found: Comparison, lang: str) -> str:
    each = (folded(titled(one.scenario, lang), html(against(found, one, lang), lang)) for one in found.variants)
    return html(compare_report(found, lang), lang) + "".join(each)
