"""Citizens and officers of a variant beside those of the baseline."""

from sim.language import number, text
from sim.measures import Estimate, Key
from sim.runs import Comparison, Difference, Result
from sim.views.rows import difference_row, difference_table, verdict_words
from sim.views.tables import paragraphs, plain, signed_interval
from sim.views.tables_gains import gains_lines
from sim.views.tables_people import PEOPLE, bands, cost_of, known, wage_label

NOT_COMPARED = ("trust_days_mean", "favoured_share", "novices")
"""Of people, what would make the table too long; records and files have it."""


def people_against(comparison: Comparison, variant: Result, lang: str, wage: float | None = None) -> list[str]:
    """The block on people, where both scenarios have some: measures, the SKM in a sentence, who gained and who lost."""
    baseline = comparison.baseline
    wanted = [Key(measure) for measure in PEOPLE if measure not in NOT_COMPARED]
    keys = [key for key in wanted if known(baseline, key) and known(variant, key)]
    if not (baseline.behaves and variant.behaves and keys):
        return []
    found = [f for f in (comparison.difference(variant, key) for key in keys) if f.baseline.mean or f.variant.mean]
    rows = [difference_row(text(f"results.measure.{f.key.measure}", lang), f, lang) for f in found]
    rows += [_cost(f, wage, lang) for f in found if wage is not None and f.key.measure == "staff_min_per_case"]
    lines = difference_table("people", rows, lang)
    if Key("ikm") in keys:
        lines += ["", *paragraphs(_skm(comparison.difference(variant, Key("ikm")), variant.skm_weight, lang))]
    return lines + gains_lines(comparison, variant, lang)


def _cost(found: Difference, wage: float, lang: str) -> tuple[str, ...]:
    """Staff time at a wage."""
    means = [plain(cost_of(part, wage).mean, lang, "paid_per_case") for part in (found.baseline, found.variant)]
    gap: Estimate = cost_of(found.difference, wage)
    return (wage_label(wage, lang), *means, signed_interval(gap, lang, "paid_per_case"), verdict_words(found, lang))


def _skm(found: Difference, weight: str, lang: str) -> str:
    means = {"baseline": number(found.baseline.mean, lang, 2), "variant": number(found.variant.mean, lang, 2)}
    grades = {"baseline_band": bands(found.baseline, lang, words=False)}
    grades["variant_band"] = bands(found.variant, lang, words=False)
    said = {"difference": signed_interval(found.difference, lang), "verdict": verdict_words(found, lang)}
    return text("results.people.skm_compare", lang, **means, **grades, **said, weight=weight)
