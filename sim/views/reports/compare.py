"""The report on scenarios compared with a baseline."""

from collections.abc import Iterator
from dataclasses import replace

from sim.language import language, text
from sim.measures import Verdict
from sim.runs import Comparison, Difference, Result
from sim.views.extras import USUAL, Extras
from sim.views.notation import plain, signed_interval
from sim.views.render.text import printed
from sim.views.sections.before_after import around_against
from sim.views.sections.conclusions import FEW, main_differences
from sim.views.sections.costs import costs
from sim.views.sections.differences import any_of, difference_row, difference_table, differences, verdict_words
from sim.views.sections.dimensions import dimensions_against
from sim.views.sections.footers import (
    footer_of_all,
    footer_runs,
    footer_technical,
    footer_verdicts,
    footer_waits,
    footer_years,
)
from sim.views.sections.gains import gains
from sim.views.sections.idle import left_out_of
from sim.views.sections.long import first, further
from sim.views.sections.pairs import pairs
from sim.views.sections.people import people_against, skm_against, staff_cost
from sim.views.sections.precision import footer_until
from sim.views.sections.summary import able, summary
from sim.views.sections.trust import possible
from sim.views.shown import BY_GROUP, CASES_COMPARED, COMPARED, COMPARED_BY, IF_ANY
from sim.views.table import Block, Prose, Role, Table
from sim.views.titles import groups_of_both, titled


def compare_text(comparison: Comparison, lang: str | None = None, extras: Extras = USUAL) -> str:
    """What `loket compare` prints."""
    return printed(compare_report(comparison, language(lang), extras), lang)


def compare_report(comparison: Comparison, lang: str, extras: Extras = USUAL) -> Iterator[Block]:
    """Of reforms and of many variants a summary, of one or two each with its levels; then all tables if asked."""
    reformed = any(result.scenario.reforms for result in comparison.results)
    summed = reformed or bool(comparison.possible) or len(comparison.variants) >= FEW
    if summed:
        yield from summary(comparison, lang)
        yield from possible(comparison, lang)
    for variant in () if summed or extras.full else comparison.variants:
        yield from _main(comparison, variant, lang, gap=int(variant is not comparison.variants[0]))
    for variant in comparison.variants if extras.full else able(comparison):
        gap = int(summed or variant is not comparison.variants[0])
        every = against(comparison, variant, lang, extras, gap)
        yield from every if extras.full else _asked(comparison, variant, lang, extras)
    if extras.pairs:
        yield from pairs(comparison, lang)
    yield Prose(_footer(comparison, lang, extras, summed=summed), gap=1)


def _main(comparison: Comparison, variant: Result, lang: str, gap: int) -> Iterator[Block]:
    """A variant beside the baseline in a few rows: levels, difference, verdict; who gained, what it costs."""
    yield from _headlines(comparison, variant, lang, gap)
    if not comparison.not_applicable(variant):
        rows = [difference_row(found, lang) for found in main_differences(comparison, variant)]
        yield difference_table(text("results.title.all", lang), rows, lang)
        yield Prose(skm_against(comparison, variant, lang), gap=1)
        yield from gains(comparison, variant, lang)
        yield from costs(comparison, variant, lang)


def _asked(comparison: Comparison, variant: Result, lang: str, extras: Extras) -> Iterator[Block]:
    """Of a variant what was asked for beside the usual, below its title."""
    shown = [
        *([around_against(comparison, variant, lang)] if comparison.baseline.windows else []),
        *staff_cost(comparison, variant, lang, extras.wage),
        *(dimensions_against(comparison, variant, lang, extras.weights) if extras.dimensions else ()),
    ]
    yield Prose([titled(variant.scenario, lang)] if shown else [], gap=2, role=Role.TITLE)
    yield from shown


def _headlines(comparison: Comparison, variant: Result, lang: str, gap: int) -> Iterator[Block]:
    """What is compared, what cannot act, and the answer in a sentence or two."""
    names = {"variant": titled(variant.scenario, lang), "baseline": titled(comparison.baseline.scenario, lang)}
    yield Prose([text("results.compare.title", lang, **names)], gap, Role.TITLE)
    yield Prose(left_out_of(variant, lang))
    if not comparison.not_applicable(variant):
        yield Prose([_headline(found, lang) for found in differences(comparison, variant, COMPARED_BY)], gap=1)


def against(
    comparison: Comparison, variant: Result, lang: str, extras: Extras = USUAL, gap: int = 0
) -> Iterator[Block]:
    """A variant beside the baseline: the headline, and table by table."""
    yield from _headlines(comparison, variant, lang, gap)
    if comparison.not_applicable(variant):
        return
    for title, measures in (("all", COMPARED), ("cases", CASES_COMPARED)):
        found = differences(comparison, variant, measures)
        used = [f for f in found if f.key.measure not in IF_ANY or f.baseline.mean or f.variant.mean]
        rows = [difference_row(f, lang) for f in used]
        yield difference_table(text(f"results.title.{title}", lang), rows, lang)
    yield from people_against(comparison, variant, lang, extras.wage)
    for measure, cuts in BY_GROUP.items():
        tables = [_by_group(comparison, variant, measure, by, lang) for by in cuts]
        if any(table.rows for table in tables):
            yield Prose([text(f"results.compare.groups.{measure}", lang)], gap=1, role=Role.TITLE)
        yield from tables
    if comparison.baseline.windows:
        yield around_against(comparison, variant, lang)
    if extras.dimensions:
        yield from dimensions_against(comparison, variant, lang, extras.weights)
    yield from costs(comparison, variant, lang)


def _headline(found: Difference, lang: str) -> str:
    clear = found.verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.SMALL)
    values = {"baseline": plain(found.baseline.mean, lang), "variant": plain(found.variant.mean, lang)}
    values |= {"verdict": verdict_words(found, lang), "difference": signed_interval(found.difference, lang)}
    kind = "headline_size" if clear else "headline"
    return text(f"results.compare.{kind}.{found.key.measure}", lang, **values)


def _by_group(comparison: Comparison, variant: Result, measure: str, by: str, lang: str) -> Table:
    known = [key for key in comparison.keys(variant) if key[:2] == (measure, by)]
    titles = groups_of_both(comparison, variant, by, lang) if known else {}
    every = [(titles[key.group], comparison.difference(variant, key)) for key in known if key.group in titles]
    found = [(title, one) for title, one in every if any_of(one)]
    rows = [difference_row(one, lang, title) for title, one in first(found)]
    table = difference_table(text(f"results.title.{by}", lang), rows, lang)
    return replace(table, notes=further(found, lang), detail=True)


def _footer(comparison: Comparison, lang: str, extras: Extras, *, summed: bool) -> list[str]:
    result = comparison.baseline
    one = len(result.replications) == 1
    lines = [footer_runs(result, f"results.compare.{'one_run' if one else 'runs'}", lang)]
    lines += footer_until(comparison, lang)
    lines += [] if one else footer_verdicts(result.scenario, lang)
    lines += [] if summed and not extras.full else footer_waits(list(comparison.results), lang, full=extras.full)
    lines += footer_years(result, lang)
    lines += footer_of_all(comparison.source or result.scenario, lang)
    return [*lines, footer_technical(result, lang), *([] if extras.full else [text("results.footer_full", lang)])]
