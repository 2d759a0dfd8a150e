"""What reforms did in a run beside changing numbers: surveys, appraisals, who was found out, leaks, moves."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sim.language import text
from sim.measures import Estimate, estimate
from sim.measures.skm import element_title
from sim.plan.layout import Records
from sim.plan.tables import ACTS, APPRAISED, ELEMENTS, SURVEYED
from sim.rules.appraisal import PREDICATES
from sim.runs import Result
from sim.views.sections.measures import intervals
from sim.views.table import Figure, Table

Floats = npt.NDArray[np.float64]
Line = tuple[str, Estimate]


def acts(result: Result, lang: str) -> Table:
    """What reforms did: means over replications with intervals; no rows where they did nothing."""
    done = [run.acts for run in result.replications if run.acts is not None]
    title = "results.acts.title_warm_up" if result.scenario.warm_up_days else "results.acts.title"
    return intervals(text(title, lang), [(label, Figure(found)) for label, found in _lines(done, lang)], lang)


def _lines(acts: list[Records], lang: str) -> Iterator[Line]:
    """What occurred in any replication; below surveys what they found, below appraisals the predicates."""
    for what, name in enumerate(ACTS):
        total = _counts(acts, what)
        if total.any():
            yield text(f"results.acts.{name}", lang), _of_counts(total)
        if what == SURVEYED:
            yield from _weakest(acts, lang)
        if what == APPRAISED:
            yield from _predicates(acts, total, lang)


def _weakest(acts: list[Records], lang: str) -> Iterator[Line]:
    """How often surveys found each element weakest."""
    for number, element in enumerate(ELEMENTS):
        found = _counts(acts, SURVEYED, "who", number)
        if found.any():
            yield text("results.acts.weakest", lang, element=element_title(element, lang)), _of_counts(found)


def _predicates(acts: list[Records], total: Floats, lang: str) -> Iterator[Line]:
    """The share of the appraisals of a replication that gave each predicate, in percent; the best first."""
    for code, name in reversed(list(enumerate(PREDICATES))):
        found = _counts(acts, APPRAISED, "value", code)
        if found.any():
            shares = np.divide(100.0 * found, total, out=np.full(len(total), np.nan), where=total > 0)
            predicate = text(f"official.predicate.{name}", lang)
            yield text("results.acts.predicate", lang, predicate=predicate), estimate(shares, limits=(0.0, 100.0))


def _counts(acts: list[Records], what: int, column: str = "what", value: int | None = None) -> Floats:
    """How often it was done in each replication, of those with this value in a column."""
    wanted = what if value is None else value
    return np.array([np.sum((rows["what"] == what) & (rows[column] == wanted)) for rows in acts], float)


def _of_counts(values: Floats) -> Estimate:
    """The mean of counts with its interval, which does not reach below nought."""
    found = estimate(values)
    return found if found.runs < 2 else found._replace(low=max(0.0, found.low))
