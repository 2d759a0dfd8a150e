"""The printed comparison of scenarios with a baseline."""

from sim.language import language, text
from sim.measures import Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.views.looks import USUAL, Looks
from sim.views.rows import any_of, difference_row, difference_table, verdict_words
from sim.views.tables import paragraphs, plain, signed_interval
from sim.views.tables_around import around_against
from sim.views.tables_costs import cost_lines
from sim.views.tables_dimensions import dimensions_against
from sim.views.tables_idle import left_out_of
from sim.views.tables_people_against import people_against
from sim.views.tables_run import CASES, IF_ANY, OVERALL, footer_of_all, footer_runs, footer_waits
from sim.views.tables_summary import summary_lines
from sim.views.titles import groups_of_both, said

WAIT, DAYS = "wait_mean_min", "days_to_finish_mean"
BY = {WAIT: ("service", "hour", "class", "channel", "office"), DAYS: ("service", "class", "channel", "office")}


def compare_text(comparison: Comparison, lang: str | None = None, looks: Looks = USUAL) -> str:
    """What `loket compare` prints: of reforms first a summary; then for each variant the headline and its tables.

    The summary alone where that was asked for, with the sixty days where those were.
    """
    lang = language(lang)
    reforms = any(result.scenario.reforms for result in comparison.results)
    lines = summary_lines(comparison, lang) if reforms or looks.summary else []
    for variant in comparison.variants:
        if not looks.summary:
            lines += [*([""] if lines else []), *_against(comparison, variant, lang, looks)]
        elif comparison.baseline.windows and not comparison.not_applicable(variant):
            lines += ["", "", said(variant.scenario, lang), *around_against(comparison, variant, lang)[1:]]
    return "\n".join([*lines, "", *paragraphs(*_footer(comparison, lang, summary=looks.summary))])


def _against(comparison: Comparison, variant: Result, lang: str, looks: Looks) -> list[str]:
    names = {"variant": said(variant.scenario, lang), "baseline": said(comparison.baseline.scenario, lang)}
    lines = [*paragraphs(text("results.compare.title", lang, **names)), *left_out_of(variant, lang), ""]
    if comparison.not_applicable(variant):
        return lines[:-1]
    shared = set(comparison.baseline.keys) & set(variant.keys)
    for measure in BY:
        if Key(measure) in shared:
            lines += paragraphs(_headline(comparison.difference(variant, Key(measure)), lang))
    for title, measures in (("all", OVERALL), ("cases", CASES)):
        keys = [Key(measure) for measure in measures if Key(measure) in shared]
        rows = [
            difference_row(text(f"results.measure.{found.key.measure}", lang), found, lang)
            for found in _of_use(comparison, variant, keys)
        ]
        lines += difference_table(title, rows, lang)
    lines += people_against(comparison, variant, lang, looks.wage)
    for measure, cuts in BY.items():
        tables = [line for by in cuts for line in _by_group(comparison, variant, measure, by, lang)]
        lines += ["", text(f"results.compare.groups.{measure}", lang), *tables] if tables else []
    if comparison.baseline.windows:
        lines += around_against(comparison, variant, lang)
    lines += dimensions_against(comparison, variant, lang, looks.weights) if looks.dimensions else []
    return lines + cost_lines(comparison, variant, lang)


def _headline(found: Difference, lang: str) -> str:
    clear = found.verdict in (Verdict.BETTER, Verdict.WORSE)
    values = {"baseline": plain(found.baseline.mean, lang), "variant": plain(found.variant.mean, lang)}
    values |= {"verdict": verdict_words(found, lang), "difference": signed_interval(found.difference, lang)}
    kind = "headline_size" if clear else "headline"
    return text(f"results.compare.{kind}.{found.key.measure}", lang, **values)


def _by_group(comparison: Comparison, variant: Result, measure: str, by: str, lang: str) -> list[str]:
    known = [key for key in comparison.keys(variant) if key[:2] == (measure, by)]
    titles = groups_of_both(comparison, variant, by, lang) if known else {}
    found = [(titles[key.group], comparison.difference(variant, key)) for key in known if key.group in titles]
    return difference_table(by, [difference_row(title, one, lang) for title, one in found if any_of(one)], lang)


def _of_use(comparison: Comparison, variant: Result, keys: list[Key]) -> list[Difference]:
    """The differences of measures but for those that are nought in both."""
    found = [comparison.difference(variant, key) for key in keys]
    return [f for f in found if f.key.measure not in IF_ANY or f.baseline.mean or f.variant.mean]


def _footer(comparison: Comparison, lang: str, *, summary: bool) -> list[str]:
    result = comparison.baseline
    one = len(result.replications) == 1
    lines = [footer_runs(result, f"results.compare.{'one_run' if one else 'runs'}", lang)]
    lines += [] if one else [text(f"results.compare.footer_{part}", lang) for part in ("paired", "many")]
    lines += [] if summary else footer_waits(list(comparison.results), lang)
    return [*lines, *footer_of_all(comparison.source or result.scenario, lang)]
