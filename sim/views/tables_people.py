"""Citizens and officers in the printed results: the SKM, trust, money, officers, and who is worse off."""

from sim.language import number, rupiah, text
from sim.measures import LEVEL, Estimate, Key
from sim.measures.catalogue import HIGHER, LOWER
from sim.measures.skm import band_of, band_words, element_title
from sim.plan.tables import ELEMENTS
from sim.runs import Result
from sim.views.tables import minus, paragraphs, scaled, table, with_interval
from sim.views.titles import groups

PEOPLE = (
    "ikm",
    "satisfaction_mean",
    "trust_days_mean",
    "trust_end_mean",
    "trusting_share",
    "asked_share",
    "paid_per_user",
    "favoured_share",
    "complaints_per_1000",
    "answered_in_time",
    "competence_mean",
    "motivation_mean",
    "strain_mean",
    "adoption_mean",
    "novices",
    "staff_min_per_case",
)
IF_ANY = ("novices",)
OUTCOMES = {
    "wait": LOWER,
    "turned_away": LOWER,
    "visits": LOWER,
    "paid": LOWER,
    "trust": HIGHER,
    "satisfaction": HIGHER,
}
"""What groups are compared by, and which direction is better."""
CUTS = ("age", "disability", "skill", "distance", "connection")
IKM_DIGITS = 2
DIGITS = {"wait": 1, "turned_away": 1, "visits": 2, "paid": 0, "trust": 1, "satisfaction": 1}
ABOUT_NOTHING = {
    "wait": 0.05,
    "turned_away": 0.0005,
    "visits": 0.005,
    "paid": 0.5,
    "trust": 0.0005,
    "satisfaction": 0.0005,
}
"""What would be printed as nought."""


def people_lines(result: Result, lang: str, wage: float | None = None) -> list[str]:
    """The block on people: a table, the SKM in a sentence, the groups that are worse off; nothing without people."""
    if not result.behaves:
        return []
    rows = [
        (text(f"results.measure.{measure}", lang), _interval(result.estimate(measure), lang, measure))
        for measure in PEOPLE
        if known(result, Key(measure))
    ]
    rows += _staff_cost(result, lang, wage)
    heading = (text("results.title.people", lang), text("results.interval_heading", lang))
    said = [*skm_sentence(result, lang), *worse_off(result, lang)]
    return [*(table(heading, rows) if rows else []), *([""] if said else []), *paragraphs(*said)]


def known(result: Result, key: Key) -> bool:
    """Whether a measure was measured in some run; counts IF_ANY only where there are some."""
    found = result.estimate(*key) if key in result.keys else None
    return found is not None and found.runs > 0 and (key.measure not in IF_ANY or found.mean > 0)


def _interval(found: Estimate, lang: str, measure: str) -> str:
    return with_interval(found, lang, measure, IKM_DIGITS if measure == "ikm" else None)


def _staff_cost(result: Result, lang: str, wage: float | None) -> list[tuple[str, str]]:
    """What the time of officers costs by finished case, where somebody says what an hour of theirs costs."""
    if wage is None or not known(result, Key("staff_min_per_case")):
        return []
    cost = cost_of(result.estimate("staff_min_per_case"), wage)
    return [(wage_label(wage, lang), with_interval(cost, lang, "paid_per_case"))]


def cost_of(minutes: Estimate, wage: float) -> Estimate:
    """Minutes of officers as rupiah, at so much an hour."""
    mean, low, high, runs = minutes
    return Estimate(mean * wage / 60.0, low * wage / 60.0, high * wage / 60.0, runs)


def wage_label(wage: float, lang: str) -> str:
    """Staff cost in words, with the wage that it rests on."""
    return f"{text('results.people.staff_cost', lang)}, {rupiah(wage, lang)}/{text('results.people.hour', lang)}"


def skm_sentence(result: Result, lang: str) -> list[str]:
    """IKM with grade and weight, the weakest element, and what a survey would find."""
    if not known(result, Key("ikm")):
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
    """The grade of an IKM, with its words; two grades where the interval reaches from one to another."""
    ends = (ikm.high, ikm.low) if ikm.runs > 1 else (ikm.mean, ikm.mean)
    best, worst = (band_of(max(0.0, end)) for end in ends)
    said = [f"{band}, {band_words(band, lang)}" if words else band for band in (best, worst)]
    return said[0] if best == worst else text("results.people.bands", lang, best=said[0], worst=said[1])


def worse_off(result: Result, lang: str) -> list[str]:
    """For each outcome the group that is worst off beside all others, where the interval leaves no doubt."""
    cuts = [by for by in CUTS if known(result, Key("trust_gap", "between", by))]
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
    worst, title = ABOUT_NOTHING[outcome], ""
    for by, name, words in named:
        found = against_rest(result, outcome, by, name, level)
        bad = -OUTCOMES[outcome] * found.mean
        if (found.low > 0 or found.high < 0) and bad > worst:
            worst, title = bad, words
    if not title:
        return ""
    value = minus(number(-OUTCOMES[outcome] * scaled(worst, f"{outcome}_gap"), lang, DIGITS[outcome]))
    return text(f"results.people.gap.{outcome}", lang, who=title, value=value if value[0] == "−" else f"+{value}")


def against_rest(result: Result, outcome: str, by: str, name: str, level: float = LEVEL) -> Estimate:
    """A group against all other citizens; of no runs where there is no such group."""
    key = Key(f"{outcome}_against_rest", by, name)
    return result.estimate(*key, level) if key in result.keys else Estimate(0.0, 0.0, 0.0, 0)
