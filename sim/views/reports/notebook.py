"""What notebooks show of a result, a comparison, its grades, or a reform of the catalogue."""

from sim.calibration.validation import Validation
from sim.experiments.needed import Needed
from sim.language import language
from sim.reforms.listing import Listed
from sim.runs import Comparison, Result
from sim.runs.grade import Grades
from sim.runs.trust_models import TrustModels
from sim.views.extras import Extras
from sim.views.render.html import folded, html
from sim.views.reports.compare import against, compare_report
from sim.views.reports.grade import grade_report
from sim.views.reports.run import run_report
from sim.views.reports.validate import validate_html
from sim.views.sections.catalogue import reform_page
from sim.views.sections.needed import needed
from sim.views.sections.trust import models
from sim.views.titles import titled


def view(
    found: Result | Comparison | Grades | TrustModels | Needed | Validation | Listed, lang: str | None = None
) -> str:
    """The report on it as HTML; of reforms the summary, and each of them folded."""
    lang = language(lang)
    if isinstance(found, Result):
        return html(run_report(found, lang), lang)
    if isinstance(found, Grades):
        return html(grade_report(found, lang), lang)
    if isinstance(found, TrustModels):
        return html(models(found, lang), lang)
    if isinstance(found, Validation):
        return validate_html(found, lang)
    if isinstance(found, Needed):
        return html(needed(found, lang), lang)
    if isinstance(found, Listed):
        return html(reform_page(found, lang), lang)
    if not any(result.scenario.reforms for result in found.results):
        return html(compare_report(found, lang), lang)
    each = (folded(titled(one.scenario, lang), html(against(found, one, lang), lang)) for one in found.variants)
    return html(compare_report(found, lang, Extras(summary=True)), lang) + "".join(each)
