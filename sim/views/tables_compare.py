"""The printed comparison of scenarios with a baseline."""

from sim.language import language, text
from sim.measures import Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.views.tables import paragraphs, plain, signed_interval, table
from sim.views.tables_run import IF_ANY, OVERALL, footer_of_all, footer_runs
from sim.views.titles import groups, said

WAIT = "wait_mean_min"
BY = ("service", "hour", "class")
LABEL = 36
"""The widest first column, beside four others."""


def compare_text(comparison: Comparison, lang: str | None = None) -> str:
    """What `loket compare` prints: for each variant the headline, all visits, and the waits of groups."""
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
    lines += paragraphs(_headline(comparison.difference(variant, Key(WAIT)), lang))
    shown = [comparison.difference(variant, Key(measure)) for measure in OVERALL]
    rows = [_row(text(f"results.measure.{found.key.measure}", lang), found, lang) for found in shown if _of_use(found)]
    lines += table((text("results.title.all", lang), *_heading(lang)), rows, left=(0, 4), label=LABEL)
    lines += ["", text("results.compare.waits", lang)]
    for by in BY:
        lines += _by_group(comparison, variant, by, lang)
    return lines


def _headline(found: Difference, lang: str) -> str:
    clear = found.verdict in (Verdict.BETTER, Verdict.WORSE)
    values = {"baseline": plain(found.baseline.mean, lang), "variant": plain(found.variant.mean, lang)}
    values |= {"verdict": verdict_words(found, lang), "difference": signed_interval(found.difference, lang)}
    return text("results.compare.headline_size" if clear else "results.compare.headline", lang, **values)


def _by_group(comparison: Comparison, variant: Result, by: str, lang: str) -> list[str]:
    shared = set(comparison.baseline.keys) & set(variant.keys)
    found = [
        (title, comparison.difference(variant, Key(WAIT, by, name)))
        for name, title in groups(comparison.baseline, by, lang)
        if Key(WAIT, by, name) in shared
    ]
    rows = [_row(title, difference, lang) for title, difference in found if difference.difference.runs]
    return table((text(f"results.title.{by}", lang), *_heading(lang)), rows, left=(0, 4), label=LABEL) if rows else []


def _heading(lang: str) -> list[str]:
    return [text(f"results.compare.{column}", lang) for column in ("baseline", "variant", "difference", "verdict")]


def _row(label: str, found: Difference, lang: str) -> tuple[str, ...]:
    measure = found.key.measure
    means = [plain(estimate.mean, lang, measure) for estimate in (found.baseline, found.variant)]
    return (label, *means, signed_interval(found.difference, lang, measure), verdict_words(found, lang))


def _of_use(found: Difference) -> bool:
    return found.key.measure not in IF_ANY or bool(found.baseline.mean or found.variant.mean)


def _footer(comparison: Comparison, lang: str) -> list[str]:
    result = comparison.baseline
    one = len(result.replications) == 1
    lines = [footer_runs(result, f"results.compare.{'one_run' if one else 'runs'}", lang)]
    lines += [] if one else [text(f"results.compare.footer_{part}", lang) for part in ("paired", "many")]
    return [*lines, text("results.footer_wait", lang), *footer_of_all(result, lang)]
