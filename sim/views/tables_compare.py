"""The printed comparison of scenarios with a baseline."""

from sim.language import language, number, text
from sim.measures import Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.views.tables import paragraphs, plain, signed_interval, table
from sim.views.tables_gains import gains_lines
from sim.views.tables_people import PEOPLE, bands, known
from sim.views.tables_run import CASES, IF_ANY, OVERALL, footer_of_all, footer_runs, footer_waits
from sim.views.titles import groups, said

WAIT, DAYS = "wait_mean_min", "days_to_finish_mean"
BY = {WAIT: ("service", "hour", "class", "channel", "office"), DAYS: ("service", "class", "channel", "office")}
NOT_COMPARED = ("trust_days_mean", "favoured_share", "novices")
"""Of people, what would make the table too long; records and files have it."""
LABEL = 36
"""The widest first column, beside four others."""


def compare_text(comparison: Comparison, lang: str | None = None) -> str:
    """What `loket compare` prints: for each variant the headline, visits and cases, waits and days of groups."""
    lang = language(lang)
    lines: list[str] = []
    for variant in comparison.variants:
        lines += [*([""] if lines else []), *_against(comparison, variant, lang)]
    return "\n".join([*lines, "", *paragraphs(*_footer(comparison, lang))])


def verdict_words(found: Difference, lang: str) -> str:
    """The verdict in words; nothing where one run allows none."""
    if found.difference.runs < 2 and found.verdict is not Verdict.SAME:
        return "–"
    return text(f"results.verdict.{found.verdict}", lang)


def _against(comparison: Comparison, variant: Result, lang: str) -> list[str]:
    names = {"variant": said(variant.scenario, lang), "baseline": said(comparison.baseline.scenario, lang)}
    lines = [*paragraphs(text("results.compare.title", lang, **names)), ""]
    shared = set(comparison.baseline.keys) & set(variant.keys)
    for measure in BY:
        if Key(measure) in shared:
            lines += paragraphs(_headline(comparison.difference(variant, Key(measure)), lang))
    for title, measures in (("all", OVERALL), ("cases", CASES)):
        keys = [Key(measure) for measure in measures if Key(measure) in shared]
        rows = [
            _row(text(f"results.measure.{found.key.measure}", lang), found, lang)
            for found in _of_use(comparison, variant, keys)
        ]
        lines += _table(title, rows, lang)
    lines += people_lines(comparison, variant, lang)
    for measure, cuts in BY.items():
        tables = [line for by in cuts for line in _by_group(comparison, variant, measure, by, lang)]
        lines += ["", text(f"results.compare.groups.{measure}", lang), *tables] if tables else []
    return lines


def _headline(found: Difference, lang: str) -> str:
    clear = found.verdict in (Verdict.BETTER, Verdict.WORSE)
    values = {"baseline": plain(found.baseline.mean, lang), "variant": plain(found.variant.mean, lang)}
    values |= {"verdict": verdict_words(found, lang), "difference": signed_interval(found.difference, lang)}
    kind = "headline_size" if clear else "headline"
    return text(f"results.compare.{kind}.{found.key.measure}", lang, **values)


def _by_group(comparison: Comparison, variant: Result, measure: str, by: str, lang: str) -> list[str]:
    shared = set(comparison.baseline.keys) & set(variant.keys)
    if not any(key[:2] == (measure, by) for key in shared):
        return []
    found = [
        (title, comparison.difference(variant, Key(measure, by, name)))
        for name, title in groups(comparison.baseline, by, lang)
        if Key(measure, by, name) in shared
    ]
    rows = [_row(title, difference, lang) for title, difference in found if difference.difference.runs]
    return _table(by, rows, lang)


def people_lines(comparison: Comparison, variant: Result, lang: str) -> list[str]:
    """The block on people, where both scenarios have some: measures, the SKM in a sentence, who gained and who lost."""
    baseline = comparison.baseline
    wanted = [measure for measure in PEOPLE if measure not in NOT_COMPARED]
    keys = [Key(m) for m in wanted if known(baseline, Key(m)) and known(variant, Key(m))]
    if not (baseline.behaves and variant.behaves and keys):
        return []
    found = [f for f in (comparison.difference(variant, key) for key in keys) if f.baseline.mean or f.variant.mean]
    lines = _table("people", [_row(text(f"results.measure.{f.key.measure}", lang), f, lang) for f in found], lang)
    if Key("ikm") in keys:
        lines += ["", *paragraphs(_skm(comparison.difference(variant, Key("ikm")), variant.skm_weight, lang))]
    return lines + gains_lines(comparison, variant, lang)


def _skm(found: Difference, weight: str, lang: str) -> str:
    means = {"baseline": number(found.baseline.mean, lang, 2), "variant": number(found.variant.mean, lang, 2)}
    grades = {"baseline_band": bands(found.baseline, lang, words=False)}
    grades["variant_band"] = bands(found.variant, lang, words=False)
    said = {"difference": signed_interval(found.difference, lang), "verdict": verdict_words(found, lang)}
    return text("results.people.skm_compare", lang, **means, **grades, **said, weight=weight)


def _table(title: str, rows: list[tuple[str, ...]], lang: str) -> list[str]:
    return (
        table((text(f"results.title.{title}", lang), *_heading(lang)), rows, left=(0, 4), label=LABEL) if rows else []
    )


def _heading(lang: str) -> list[str]:
    return [text(f"results.compare.{column}", lang) for column in ("baseline", "variant", "difference", "verdict")]


def _row(label: str, found: Difference, lang: str) -> tuple[str, ...]:
    measure = found.key.measure
    means = [plain(estimate.mean, lang, measure) for estimate in (found.baseline, found.variant)]
    return (label, *means, signed_interval(found.difference, lang, measure), verdict_words(found, lang))


def _of_use(comparison: Comparison, variant: Result, keys: list[Key]) -> list[Difference]:
    """The differences of measures but for those that are nought in both."""
    found = [comparison.difference(variant, key) for key in keys]
    return [f for f in found if f.key.measure not in IF_ANY or f.baseline.mean or f.variant.mean]


def _footer(comparison: Comparison, lang: str) -> list[str]:
    result = comparison.baseline
    one = len(result.replications) == 1
    lines = [footer_runs(result, f"results.compare.{'one_run' if one else 'runs'}", lang)]
    lines += [] if one else [text(f"results.compare.footer_{part}", lang) for part in ("paired", "many")]
    return [*lines, *footer_waits(list(comparison.results), lang), *footer_of_all(result, lang)]
