"""Citizens and officers: the SKM, trust, money, officers, and who is worse off."""

from dataclasses import replace

from sim.language import number, rupiah, text
from sim.measures import HIGHER, LEVEL, LOWER, MEASURES, Estimate, Key
from sim.measures.skm import band_of, band_words, element_title
from sim.plan.tables import ELEMENTS
from sim.runs import Comparison, Difference, Result
from sim.views.notation import IKM_DIGITS, minus, scaled, signed_interval
from sim.views.sections.differences import difference_row, difference_table, differences, judged, verdict_words
from sim.views.sections.gains import gains
from sim.views.sections.measures import measured, overall
from sim.views.shown import CUTS, LOST, PEOPLE, PEOPLE_COMPARED, TRUST
from sim.views.table import RUPIAH, Block, Cell, Figure, Prose, Table
from sim.views.titles import groups

OUTCOMES = {
    "wait": (LOWER, 1), "turned_away": (LOWER, 1), "visits": (LOWER, 2), "paid": (LOWER, 0), "trust": (HIGHER, 1),
    "satisfaction": (HIGHER, 1),
}  # fmt: skip
"""What groups are compared by, which direction is better, and with how many decimals."""


def people(result: Result, lang: str, wage: float | None = None) -> list[Block]:
    """The part on people: a table, the SKM in a sentence, the groups that are worse off; nothing without people."""
    if not result.behaves:
        return []
    table = overall(result, "people", PEOPLE, lang)
    if wage is not None and measured(result, Key("staff_min_per_case")):
        cost = Figure(cost_of(result.estimate("staff_min_per_case"), wage), RUPIAH)
        table = replace(table, rows=[*table.rows, (wage_label(wage, lang), cost)])
    return [table, Prose([*skm_sentence(result, lang), *worse_off(result, lang)], gap=1)]


def trust_at_end(result: Result, lang: str) -> list[Block]:
    """Whose trust is how high when a run ends, and where it is lost; no rows where nobody judges."""
    trusted, lost = (overall(result, title, measures, lang) for title, measures in (("trust", TRUST), ("lost", LOST)))
    return [replace(trusted, notes=[text("results.people.trust_note", lang)]), lost]


def people_against(comparison: Comparison, variant: Result, lang: str, wage: float | None = None) -> list[Block]:
    """The same beside the baseline, where both have people, and who gained and who lost."""
    baseline = comparison.baseline
    wanted = [Key(measure) for measure in PEOPLE_COMPARED]
    keys = [key for key in wanted if measured(baseline, key) and measured(variant, key)]
    if not (baseline.behaves and variant.behaves and keys):
        return []
    found = [f for f in (comparison.difference(variant, key) for key in keys) if f.baseline.mean or f.variant.mean]
    rows = [difference_row(f, lang) for f in found]
    rows += [_cost(f, wage, lang) for f in found if wage is not None and f.key.measure == "staff_min_per_case"]
    said = Prose(skm_against(comparison, variant, lang), gap=1)
    trusted = [difference_row(f, lang) for f in differences(comparison, variant, TRUST) if f.difference.runs]
    table, of_trust = (
        difference_table(text(f"results.title.{title}", lang), part, lang)
        for title, part in (("people", rows), ("trust", trusted))
    )
    return [table, said, of_trust, *gains(comparison, variant, lang)]


def skm_against(comparison: Comparison, variant: Result, lang: str) -> list[str]:
    """Both IKM with their grades, the difference, and how elements are weighed; nothing where nobody judges."""
    found = [f for f in differences(comparison, variant, ("ikm",)) if f.difference.runs]
    return [_skm(one, variant.skm_weight, lang) for one in found]


def ikm_words(found: Estimate, lang: str) -> str:
    """An IKM with its grade, as "88.9 (A)"; a dash where nobody judged."""
    return f"{number(found.mean, lang, 1)} ({band_of(found.mean)})" if found.runs else "–"


def staff_cost(comparison: Comparison, variant: Result, lang: str, wage: float | None) -> list[Table]:
    """What officers cost a case at a wage, beside the baseline; nothing where no wage is given."""
    found = differences(comparison, variant, ("staff_min_per_case",)) if wage is not None else []
    return [difference_table("", [_cost(one, wage or 0.0, lang)], lang) for one in found]


def _cost(found: Difference, wage: float, lang: str) -> tuple[Cell, ...]:
    """Staff time at a wage."""
    parts = (cost_of(part, wage) for part in (found.baseline, found.variant, found.difference))
    return (
        wage_label(wage, lang),
        *(Figure(part, RUPIAH) for part in parts),
        judged(found.difference, found.verdict, lang),
    )


def _skm(found: Difference, weight: str, lang: str) -> str:
    means = {"baseline": number(found.baseline.mean, lang, 2), "variant": number(found.variant.mean, lang, 2)}
    grades = {"baseline_band": bands(found.baseline, lang, words=False)}
    grades["variant_band"] = bands(found.variant, lang, words=False)
    said = {"difference": signed_interval(found.difference, lang), "verdict": verdict_words(found, lang)}
    return text("results.people.skm_compare", lang, **means, **grades, **said, weight=weight)


def cost_of(minutes: Estimate, wage: float) -> Estimate:
    """Minutes of officers as rupiah, at so much an hour."""
    mean, low, high, runs = minutes
    return Estimate(mean * wage / 60.0, low * wage / 60.0, high * wage / 60.0, runs)


def wage_label(wage: float, lang: str) -> str:
    """Staff cost in words, with the wage that it rests on."""
    return f"{text('results.people.staff_cost', lang)}, {rupiah(wage, lang)}/{text('results.people.hour', lang)}"


def skm_sentence(result: Result, lang: str) -> list[str]:
    """IKM with grade and weight, the weakest element, and what a survey would find."""
    if not measured(result, Key("ikm")):
        return []
    values = {element: result.estimate(f"skm_{element}").mean for element in ELEMENTS}
    weakest = min(values, key=lambda element: values[element])
    said = {
        "ikm": number(result.estimate("ikm").mean, lang, IKM_DIGITS),
        "band": bands(result.estimate("ikm"), lang),
        "weight": result.skm_weight,
        "element": element_title(weakest, lang),
        "value": number(values[weakest], lang, 2),
        "respondents": number(result.estimate("ikm_respondents").mean, lang, 0),
        "survey": number(result.estimate("ikm_survey").mean, lang, IKM_DIGITS),
        "error": number(result.estimate("ikm_survey_error").mean, lang, IKM_DIGITS),
    }
    return [text("results.people.skm", lang, **said)]


def bands(ikm: Estimate, lang: str, *, words: bool = True) -> str:
    """The grade of an IKM, with its words, and which else it may be."""
    likely, *others = [f"{band}, {band_words(band, lang)}" if words else band for band in likely_bands(ikm)]
    return text("results.people.bands", lang, likely=likely, other=", ".join(others)) if others else likely


def likely_bands(ikm: Estimate) -> list[str]:
    """The grade of an IKM, then others to which its interval reaches."""
    ends = (ikm.high, ikm.low) if ikm.runs > 1 else ()
    return list(dict.fromkeys(band_of(max(0.0, end)) for end in (ikm.mean, *ends)))


def worse_off(result: Result, lang: str) -> list[str]:
    """For each outcome the group that is worst off beside all others, where the interval leaves no doubt."""
    cuts = [by for by in CUTS if measured(result, Key("trust_gap", "between", by))]
    if not cuts or len(result.replications) < 2:
        return []
    found = [_worst(result, outcome, cuts, lang) for outcome in OUTCOMES]
    said = [words for words in found if words]
    if not said:
        return [text("results.people.no_gaps", lang)]
    return [text("results.people.gaps", lang, groups="; ".join(said))]


def _worst(result: Result, outcome: str, cuts: list[str], lang: str) -> str:
    """The group in words; each has to be clear at a level that allows for how many there are (Bonferroni)."""
    named = [(by, name, words) for by in cuts for name, words in groups(result, by, lang)]
    level = 1.0 - (1.0 - LEVEL) / len(named)
    better, digits = OUTCOMES[outcome]
    worst, title = 0.5 * pow(10.0, -digits) / MEASURES[f"{outcome}_gap"].times, ""  # less is printed as nought
    for by, name, words in named:
        found = against_rest(result, outcome, by, name, level)
        bad = -better * found.mean
        if (found.low > 0 or found.high < 0) and bad > worst:
            worst, title = bad, words
    if not title:
        return ""
    value = minus(number(-better * scaled(worst, f"{outcome}_gap"), lang, digits))
    return text(f"results.people.gap.{outcome}", lang, who=title, value=value if value[0] == "−" else f"+{value}")


def against_rest(result: Result, outcome: str, by: str, name: str, level: float = LEVEL) -> Estimate:
    """A group against all other citizens; of no runs where there is no such group."""
    key = Key(f"{outcome}_against_rest", by, name)
    return result.estimate(*key, level) if key in result.known else Estimate(0.0, 0.0, 0.0, 0)
