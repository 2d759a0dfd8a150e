"""What a comparison says, in sentences that say no more than its intervals do."""

from collections.abc import Iterator
from enum import StrEnum, auto

from sim.language import text
from sim.measures import Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.runs.comparing.outcomes import GAP, outcome, outcomes
from sim.runs.doubting.doubt import Doubted
from sim.views.notation import plain, signed_interval
from sim.views.sections.idle import only_beside
from sim.views.shown import MAIN
from sim.views.table import Prose, Role
from sim.views.titles import titled

TOLD = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
"""Verdicts of which the figures are told."""
NAMED = (Verdict.SMALL, Verdict.CANNOT_TELL, Verdict.SAME)
"""Verdicts of which the measures are named."""
ASSUMED = "assumed"
"""Said in place of a verdict that chance leaves, and what is not known does not; the measures are named."""
FEW = 3
"""From so many variants on each is told in a line."""


LEAST = ("finished_share", "completed_share", "visits_per_case", GAP)
"""Outcomes for which a memo of many variants has no room."""


class Says(StrEnum):
    """What the measures of a variant come to; none of it says that it should be done."""

    NOT_APPLICABLE = auto()
    ONLY_BESIDE = auto()
    ONE_RUN = auto()
    BETTER = auto()
    BOTH = auto()
    WORSE = auto()
    ASSUMED = auto()
    SMALL = auto()
    NOTHING = auto()


def main_differences(comparison: Comparison, variant: Result) -> list[Difference]:
    """The measures that a memo is about, as far as both have them; of many variants a few outcomes."""
    if len(comparison.variants) >= FEW:
        return [outcome(comparison, variant, m) for m in outcomes(comparison) if m not in LEAST]
    both = comparison.baseline.known & variant.known
    known = [comparison.difference(variant, measure) for measure in MAIN if Key(measure) in both]
    others = [outcome(comparison, variant, m) for m in outcomes(comparison) if m not in MAIN]
    return [f for f in (*known, *others) if f.difference.runs and (f.baseline.mean or f.variant.mean)]


Concluded = tuple[Difference, str]
"""A difference with its verdict, or ASSUMED."""


def _concluded(comparison: Comparison, variant: Result, doubted: Doubted | None) -> list[Concluded]:
    """What the conclusions are of: of many variants also what the table has no room for, where that is certain."""
    found = [(one, _verdict(one, variant, doubted)) for one in main_differences(comparison, variant)]
    if len(comparison.variants) < FEW:
        return found
    least = (outcome(comparison, variant, m) for m in outcomes(comparison) if m in LEAST)
    others = [(one, _verdict(one, variant, doubted)) for one in least]
    return [*found, *((one, verdict) for one, verdict in others if verdict in (*TOLD, ASSUMED))]


def _verdict(found: Difference, variant: Result, doubted: Doubted | None) -> str:
    """What remains of a difference under what is not known, as far as that was looked at; else what chance leaves."""
    if doubted is None or not doubted.drew(variant, found.key):
        return found.verdict
    return ASSUMED if doubted.rests_on_assumptions(variant, found.key) else doubted.verdict(variant, found.key)


def says(comparison: Comparison, variant: Result, doubted: Doubted | None = None) -> Says:
    """What all of them together come to."""
    if comparison.not_applicable(variant):
        return Says.ONLY_BESIDE if only_beside(comparison, variant) else Says.NOT_APPLICABLE
    if len(variant.replications) < 2:
        return Says.ONE_RUN
    found = {verdict for _, verdict in _concluded(comparison, variant, doubted)}
    if Verdict.BETTER in found:
        return Says.BOTH if Verdict.WORSE in found else Says.BETTER
    if Verdict.WORSE in found:
        return Says.WORSE
    if ASSUMED in found:
        return Says.ASSUMED
    return Says.SMALL if Verdict.SMALL in found else Says.NOTHING


def conclusions(comparison: Comparison, lang: str, doubted: Doubted | None = None) -> Iterator[Prose]:
    """Of each variant which measures are better, which worse, of which nothing can be said; of a few in lists.

    Of many, what is small or cannot be told is named only where there is nothing else: the table says the rest. Where
    it was looked at what is not known, verdicts are what remains under that.
    """
    if doubted is not None:
        yield Prose([text("memo.under_doubt", lang)])
    for variant in comparison.variants:
        title, found = titled(variant.scenario, lang), says(comparison, variant, doubted)
        if found in (Says.NOT_APPLICABLE, Says.ONLY_BESIDE, Says.ONE_RUN):
            yield Prose([text(f"memo.says.{found}", lang, title=title)], role=Role.ITEMS)
        elif len(comparison.variants) < FEW:
            yield Prose([title], role=Role.TITLE)
            yield Prose([*_by_verdict(comparison, variant, lang, doubted)], role=Role.ITEMS)
        else:
            said = " ".join([f"{title}.", *_by_verdict(comparison, variant, lang, doubted)])
            yield Prose([said], role=Role.ITEMS)


def _by_verdict(comparison: Comparison, variant: Result, lang: str, doubted: Doubted | None) -> Iterator[str]:
    found = _concluded(comparison, variant, doubted)
    levels = len(comparison.variants) < FEW
    told = not levels and any(own in TOLD for _, own in found)
    for verdict in (*TOLD, ASSUMED, *(() if told else NAMED)):
        said = []
        for one in (one for one, own in found if own == verdict):
            alone = "" if doubted is None or doubted.drew(variant, one.key) else f" {text('memo.chance_alone', lang)}"
            said.append((_said(one, lang, levels=levels) if verdict in TOLD else _title(one, lang)) + alone)
        if said:
            yield text(f"memo.verdict.{verdict}", lang, measures="; ".join(said))


def _said(found: Difference, lang: str, *, levels: bool) -> str:
    measure = found.key.measure
    gap = signed_interval(found.difference, lang, measure)
    means = {"baseline": plain(found.baseline.mean, lang, measure), "variant": plain(found.variant.mean, lang, measure)}
    if not levels or len({*means.values()}) == 1:
        return f"{_title(found, lang)} {gap}"
    return text("memo.moved", lang, measure=_title(found, lang), difference=gap, **means)


def _title(found: Difference, lang: str) -> str:
    return text(f"measures.{found.key.measure}.title", lang)


def advice(comparison: Comparison, lang: str, doubted: Doubted | None = None) -> Iterator[str]:
    """What follows for a decision from the figures alone; who decides is not told what to do."""
    found = {titled(variant.scenario, lang): says(comparison, variant, doubted) for variant in comparison.variants}
    for said in dict.fromkeys(found.values()):
        titles = "; ".join(title for title, own in found.items() if own is said)
        yield text(f"memo.advice.{said}", lang, title=titles)
    partly = [titled(variant.scenario, lang) for variant in comparison.variants
              if says(comparison, variant, doubted) in (Says.BETTER, Says.BOTH, Says.WORSE)
              and ASSUMED in {verdict for _, verdict in _concluded(comparison, variant, doubted)}]  # fmt: skip
    if partly:
        yield text("memo.advice.partly_assumed", lang, title="; ".join(partly))
    if len(comparison.baseline.replications) > 1:
        yield text("memo.many", lang)
