"""What a workbook of results holds: its sheets, with numbers as they are printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sim.language import date_words, text
from sim.measures import MEASURES, Estimate, Key
from sim.measures.gains import Move
from sim.office import Scenario
from sim.runs import Comparison, Difference, Result
from sim.runs.costs import Saving, net_cost, prices
from sim.runs.manifest import loket_version
from sim.runs.outcomes import of_baseline, outcome, outcomes
from sim.runs.reform_costs import cost_in
from sim.views.rows import any_of
from sim.views.tables import difference_digits, scaled
from sim.views.tables_gains import COLUMNS
from sim.views.tables_idle import idle_sentences
from sim.views.tables_people import CUTS
from sim.views.tables_run import footer_of_all
from sim.views.tables_summary import deciders, heading_of, shown_as, verdict_of
from sim.views.titles import groups, groups_of_both, said

BY = ("service", "class", "channel", "office", *CUTS)
"""The groups of which a workbook has measures; the folder of results has all."""
WHOLE, FINE, SHARE = "#,##0", "#,##0.####", "0.0"
"""Formats of numbers: rupiah and counts; measures; percent."""


class Number(NamedTuple):
    """A number in a cell and how it is shown; nothing where it is not finite."""

    value: float
    form: str = FINE


Cell = str | Number
Row = Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the names of its columns (none: a page of notes), its rows, and how many columns stay put."""

    title: str
    heading: tuple[str, ...]
    rows: list[Row]
    frozen: int = 1


def comparison_sheets(comparison: Comparison, lang: str) -> Iterator[Sheet]:
    """Summary, costs, measures, who gained, and what it rests on; what there is nothing to say of is left out."""
    yield Sheet(_word("summary", lang), _summary_heading(comparison, lang), list(_summary(comparison, lang)))
    if comparison.costs_rupiah:
        yield Sheet(_word("costs", lang), _words(COST_HEADING, lang), list(_costs(comparison, lang)))
    yield Sheet(_word("measures", lang), _words(MEASURE_HEADING, lang), list(_measures(comparison, lang)), 3)
    if gained := list(_gained(comparison, lang)):
        yield Sheet(_word("gains", lang), _gained_heading(lang), gained, 3)
    yield Sheet(_word("about", lang), (), list(_about(comparison, lang)))


def run_sheets(result: Result, lang: str) -> Iterator[Sheet]:
    """Measures of one scenario, and what they rest on."""
    rows: list[Row] = [
        (*_named(key, _titles(key, result, lang), lang), *(_number(end, key) for end in result.estimate(*key)[:3]))
        for key in _of_use(result.keys)
    ]
    yield Sheet(_word("measures", lang), _words(("measure", "by", "group", "mean", "low", "high"), lang), rows, 3)
    yield Sheet(_word("about", lang), (), list(_of_run(result.scenario, result, lang)))


# ------------------------------------------------------------------------------------------------------------- summary


def _summary_heading(comparison: Comparison, lang: str) -> tuple[str, ...]:
    names = [part for measure in outcomes(comparison) for part in (heading_of(measure, lang), _word("verdict", lang))]
    return (*_words(("scenario", "decided", "cost"), lang), *names)


def _summary(comparison: Comparison, lang: str) -> Iterator[Row]:
    found = outcomes(comparison)
    levels = [_outcome(of_baseline(comparison, measure), measure) for measure in found]
    yield (said(comparison.baseline.scenario, lang), "", "", *(cell for level in levels for cell in (level, "")))
    for variant in comparison.variants:
        told = [outcome(comparison, variant, measure) for measure in found]
        cells = [part for one in told for part in (_apart_in_summary(one), verdict_of(one, lang))]
        spent: Cell = Number(net_cost(comparison, variant), WHOLE) if comparison.costs_rupiah else ""
        yield (said(variant.scenario, lang), _decided(variant, lang), spent, *cells)


def _outcome(found: Estimate, measure: str) -> Number:
    return _number(shown_as(found, measure).mean, Key(measure))


def _apart_in_summary(found: Difference) -> Number:
    measure = found.key.measure
    shown = shown_as(found.difference, measure)
    return _apart(shown.mean, shown, measure)


def _decided(variant: Result, lang: str) -> str:
    who = deciders(variant)
    return "" if who is None else text(f"reforms.decider_short.{who}", lang)


# --------------------------------------------------------------------------------------------------------------- costs

COST_HEADING = ("scenario", "decided", "cost", "saved_what", "saved", "low", "high", "rupiah", "low", "high", "verdict")


def _costs(comparison: Comparison, lang: str) -> Iterator[Row]:
    for variant in comparison.variants:
        for found in prices(comparison, variant):
            about = (said(variant.scenario, lang), _decided(variant, lang), Number(found.cost, WHOLE))
            saved = [Number(end) for end in found.saved[:3]]
            by = [Number(end, WHOLE) for end in found.rupiah[:3]]
            yield (*about, text(f"results.cost.{found.measure}", lang), *saved, *by, _bought(found.verdict, lang))


def _bought(verdict: Saving, lang: str) -> str:
    key = "reforms.sheet.saves" if verdict is Saving.SAVES else f"results.cost.{verdict}"
    return text(key, lang)


# ------------------------------------------------------------------------------------------------------------ measures

MEASURE_HEADING = ("scenario", "measure", "by", "group", "baseline", "variant", "difference", "low", "high", "verdict")


def _measures(comparison: Comparison, lang: str) -> Iterator[Row]:
    for variant in comparison.variants:
        keys = _of_use(comparison.keys(variant))
        titles = {by: groups_of_both(comparison, variant, by, lang) for by in {key.by for key in keys} - {""}}
        for key in keys:
            found = comparison.difference(variant, key)
            if any_of(found):
                means = [_number(end.mean, key) for end in (found.baseline, found.variant)]
                means += [_apart(end, found.difference, key.measure) for end in found.difference[:3]]
                names = _named(key, titles.get(key.by, {}), lang)
                yield (said(variant.scenario, lang), *names, *means, verdict_of(found, lang))


def _of_use(keys: Sequence[Key]) -> list[Key]:
    """The measures of the whole office and of the groups BY."""
    return [key for key in keys if key.by in ("", *BY)]


def _apart(value: float, of: Estimate, measure: str) -> Number:
    """A difference or an end of its interval, with the decimals that tell it from 0."""
    digits = difference_digits(of, measure)
    return Number(scaled(value, measure), f"#,##0.{'0' * digits}".rstrip("."))


def _titles(key: Key, result: Result, lang: str) -> dict[str, str]:
    return dict(groups(result, key.by, lang)) if key.by else {}


def _named(key: Key, titles: Mapping[str, str], lang: str) -> tuple[str, str, str]:
    """The measure, the division and the group in words."""
    words = text(f"results.measure.{key.measure}", lang)
    if not key.by:
        return words, "", ""
    return words, _division(key.by, lang), titles.get(key.group, key.group)


def _division(by: str, lang: str) -> str:
    return text(f"results.dimensions.cut.{by}" if by in CUTS else f"results.title.{by}", lang).lower()


def _number(value: float, key: Key) -> Number:
    unit = MEASURES[key.measure].unit
    return Number(scaled(value, key.measure), SHARE if unit == "share" else WHOLE if unit.startswith("rup") else FINE)


# ---------------------------------------------------------------------------------------------------------- who gained


def _gained_heading(lang: str) -> tuple[str, ...]:
    moves = [f"{text(f'results.people.column.{move}', lang)} %" for move in COLUMNS]
    ends = _words(("low", "high"), lang)
    return (*_words(("scenario", "by", "group"), lang), *(name for move in moves for name in (move, *ends)))


def _gained(comparison: Comparison, lang: str) -> Iterator[Row]:
    for variant in comparison.variants:
        found = comparison.gains(variant)
        for by, group in dict.fromkeys((move.by, move.group) for move in found):
            shares = [_percent(found[Move(move, by, group)]) for move in COLUMNS]
            if by and not any(share for share in shares):
                continue
            key = Key("trust_end_mean", by, group)
            names = _named(key, _titles(key, comparison.baseline, lang), lang)[1:]
            whole = ("", text("reforms.summary.everybody", lang))
            yield (said(variant.scenario, lang), *(names if by else whole), *(end for share in shares for end in share))


def _percent(share: Estimate) -> list[Number]:
    return [Number(100 * end, SHARE) for end in share[:3]] if share.runs else [Number(float("nan"))] * 3


# --------------------------------------------------------------------------------------------------------------- about


def _about(comparison: Comparison, lang: str) -> Iterator[Row]:
    yield from _of_run(comparison.source or comparison.baseline.scenario, comparison.baseline, lang)
    yield ()
    yield (text("results.compare.footer_paired", lang),)
    yield (text("results.compare.footer_many", lang),)
    yield from ((line,) for line in idle_sentences(comparison, lang))
    for result in comparison.variants:
        for reform in result.scenario.reforms if len(result.scenario.reforms) == 1 else ():
            start = date_words(reform.start or result.scenario.start, lang)
            cost = Number(cost_in(reform, result.plan), WHOLE)
            yield (said(result.scenario, lang), reform.name, start, Number(float(reform.strength)), cost)


def _of_run(scenario: Scenario, result: Result, lang: str) -> Iterator[Row]:
    yield (said(scenario, lang),)
    if scenario.question is not None:
        yield (str(getattr(scenario.question, lang)),)
    facts = {"runs": len(result.replications), "days": result.scenario.days, "seed": result.scenario.seed}
    yield from ((_word(name, lang), Number(value, "0")) for name, value in facts.items())
    yield from ((_word("engine", lang), result.engine), (_word("version", lang), loket_version()))
    yield from ((line,) for line in footer_of_all(scenario, lang))


def _word(key: str, lang: str) -> str:
    return text(f"reforms.sheet.{key}", lang)


def _words(keys: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(_word(key, lang) for key in keys)
