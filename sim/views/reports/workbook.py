"""The report as a workbook: a table a sheet, the first of them to be printed; all measures stand behind."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from sim.document.parameters import Parameter, parameters
from sim.experiments.search.found import Found
from sim.language import date_words, text
from sim.measures import Estimate, Key
from sim.measures.visits import SPREAD
from sim.office import Scenario
from sim.runs import Comparison, Difference, Result
from sim.runs.comparing.pairs import simultaneous
from sim.runs.comparing.reform_costs import cost_in
from sim.runs.doubting.doubts import doubted_in
from sim.runs.tables.manifest import loket_version
from sim.views.sections.budget import budget
from sim.views.sections.conclusions import FEW, main_differences
from sim.views.sections.differences import any_of, difference_row
from sim.views.sections.footers import footer_of_all, footer_runs, footer_technical, footer_verdicts, footer_years
from sim.views.sections.gains import Gains, fared_worst, moves, net
from sim.views.sections.idle import idle_sentences
from sim.views.sections.numbers import meaning, source
from sim.views.sections.pairs import cells_of, columns_of, pairs_notes
from sim.views.sections.search import search_sheets
from sim.views.sections.summary import short_verdict
from sim.views.sections.trust import possible
from sim.views.shown import CUTS, IN_WORKBOOK, MAIN, MOVES
from sim.views.table import Cell, Column, Figure, Kind, Row, Table, exactly, rupiah_exactly
from sim.views.titles import groups, groups_of_both, titled

MEAN, INTERVAL, CHANGE = (partial(Column, kind=kind) for kind in (Kind.MEAN, Kind.INTERVAL, Kind.CHANGE))


WAIT = "wait_mean_min"
DRAWN = 4
"""So many scenarios can be told apart in a chart."""
DIVIDED = ("hour", "weekday", "service", "class", "channel", "office")
OF_TARGET = (WAIT, "wait_p90_min", "within_target")
"""Measures beside which the target of waits is told."""


def sheets(found: Comparison | Result | Found, lang: str) -> Iterator[Table]:
    """The sheets of a comparison, of one scenario, or of a search: before those of its fresh comparison."""
    if isinstance(found, Found):
        return chain(search_sheets(found, lang), comparison_sheets(found.fresh, lang))
    return comparison_sheets(found, lang) if isinstance(found, Comparison) else run_sheets(found, lang)


def comparison_sheets(comparison: Comparison, lang: str) -> Iterator[Table]:
    """Summary, waits, who gained, budget; behind them what it rests on, all measures, pairs, assumptions."""
    yield _summary(comparison, lang)
    yield _waits(comparison.results, lang)
    if gained := list(_gained(comparison, lang)):
        shares = (INTERVAL(f"{text(f'results.people.column.{move}', lang)} %") for move in MOVES)
        yield Table(_word("gains", lang), (*_words("by", "group", lang=lang), *shares), gained, named=2)
    if comparison.variants:
        yield replace(budget(comparison, lang), title=_word("costs", lang))
    for table in possible(comparison, lang):
        columns = (*_words("scenario", lang=lang), *table.columns[1:])
        yield Table(_word("trust", lang), columns, table.rows, table.notes)
    yield Table(_word("about", lang), (), list(_about(comparison, lang)), detail=True)
    means = (MEAN(_word("baseline", lang)), MEAN(_word("variant", lang)), CHANGE(_word("difference", lang)))
    columns = (*_words("scenario", "measure", "by", "group", lang=lang), *means, *_words("verdict", lang=lang))
    yield Table(_word("measures", lang), columns, list(_measures(comparison, lang)), named=3, detail=True)
    if pairs := list(_pairs(comparison, lang)):
        columns = (*_words("measure", "scenario", "against", "pairs_family", lang=lang), *columns_of(lang))
        yield Table(_word("pairs", lang), columns, pairs, pairs_notes(lang), named=3, detail=True)
    yield _assumptions([result.given for result in comparison.results], lang)


def _summary(comparison: Comparison, lang: str) -> Table:
    """A block a scenario, a row a measure: target, both levels, difference with its ends, verdict."""
    means = (MEAN(_word("baseline", lang)), MEAN(_word("variant", lang)), CHANGE(_word("difference", lang)))
    columns = (*_words("measure", "target", lang=lang), *means, *_words("verdict", lang=lang))
    rows: list[Row] = []
    for variant in (*comparison.variants, *comparison.possible):
        rows.append(titled(variant.scenario, lang))
        for found in _told(comparison, variant):
            label, *figures, verdict = difference_row(found, lang)
            rows.append((label, _target(found.key, comparison), *figures, verdict))
    baseline = comparison.baseline
    technical = " ".join([footer_runs(baseline, "results.compare.runs", lang), footer_technical(baseline, lang)])
    notes = [technical, *footer_verdicts(baseline.scenario, lang), _word("behind", lang)]
    return Table(_word("summary", lang), columns, rows, notes)


def _told(comparison: Comparison, variant: Result) -> list[Difference]:
    """What is told of a variant; of many also how long nine in ten wait and how many are served in time."""
    found = main_differences(comparison, variant)
    more = OF_TARGET[1:] if len(comparison.variants) >= FEW else ()
    return [*(comparison.difference(variant, measure) for measure in more), *found]


def _target(key: Key, comparison: Comparison) -> Cell:
    """The minutes that are the target, beside the waits that are held against it."""
    target = comparison.baseline.scenario.target_min
    return exactly(target, "wait_mean_min") if key.measure in OF_TARGET else ""


def _waits(results: Sequence[Result], lang: str) -> Table:
    """The mean wait of each scenario: a block by hour, weekday, service, class, channel, office."""
    unit = text("charts.minutes", lang)
    columns = [Column(""), *(Column(titled(one.scenario, lang), Kind.MEAN, unit) for one in results)]
    rows = [row for by in DIVIDED for row in _waits_by(results, by, lang)]
    note = text("measures.wait_mean_min.title", lang)
    return Table(_word("by_time", lang), columns, rows, [note], drawn=range(1, min(len(columns), DRAWN + 1)))


def _waits_by(results: Sequence[Result], by: str, lang: str) -> Iterator[Row]:
    titles = {name: title for one in results for name, title in groups(one, by, lang)}
    known = {key.group for one in results for key in one.keys if key[:2] == (WAIT, by)}
    if known:
        yield text(f"results.title.{by}", lang)
    for name, title in titles.items():
        if name in known:
            yield (title, *(Figure(_estimate(one, by, name), WAIT) for one in results))


def _estimate(result: Result, by: str, name: str) -> Estimate:
    """The mean wait of a group; of no runs where there is no such group."""
    key = Key(WAIT, by, name)
    return result.estimate(*key) if key in result.known else Estimate(math.nan, math.nan, math.nan, 0)


def _assumptions(scenarios: Sequence[Scenario], lang: str) -> Table:
    """Each number that scenarios take from the registry, assume or doubt, with the ends between which it lies."""
    ends = (MEAN(_word(name, lang)) for name in ("value", "low", "high"))
    columns = (*_words("path", lang=lang), *ends, *_words("source", "meaning", lang=lang))
    found = {number.path: number for scenario in scenarios for number in parameters(scenario)}
    own = doubted_in(scenarios)
    rows = [_assumed(path, one, lang, doubted=path in own) for path, one in found.items()]
    return Table(_word("assumptions", lang), columns, rows, detail=True)


def _assumed(path: str, found: Parameter, lang: str, *, doubted: bool) -> Row:
    value, low, high = (exactly(float(end)) for end in (found.number, found.number.low, found.number.high))
    rests = _word("doubted", lang) if doubted else source(found, lang)
    return (path, value, low, high, rests, meaning(found, lang))


def _pairs(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    """Of more than two scenarios: all against the baseline, then all pairs."""
    if len(comparison.variants) < 2 or len(comparison.baseline.replications) < 2:
        return
    for family, measure, contrasts in simultaneous(comparison):
        for one in contrasts:
            names = (titled(side.scenario, lang) for side in (one.scenario, one.against))
            about = (text(f"measures.{measure}.title", lang), *names, text(f"results.pairs.{family}", lang))
            yield (*about, *cells_of(one, lang))


def run_sheets(result: Result, lang: str) -> Iterator[Table]:
    """What is told of every office, waits by time, what it rests on; behind them all measures and assumptions."""
    columns = (*_words("measure", lang=lang), INTERVAL(_word("mean", lang)))
    known = (name for name in (*MAIN, *SPREAD) if Key(name) in result.known)
    main = [(text(f"measures.{name}.title", lang), Figure(result.estimate(name), name)) for name in known]
    yield Table(_word("summary", lang), columns, main)
    yield _waits([result], lang)
    yield Table(_word("about", lang), (), list(_of_run(result.scenario, result, lang)))
    keys = _of_use(result.keys)
    titles = {by: _titles(by, result, lang) for by in dict.fromkeys(key.by for key in keys)}
    rows = [(*_named(key, titles[key.by], lang), Figure(result.estimate(*key), key.measure)) for key in keys]
    columns = (*_words("measure", "by", "group", lang=lang), INTERVAL(_word("mean", lang)))
    yield Table(_word("measures", lang), columns, rows, named=3, detail=True)
    yield _assumptions([result.given], lang)


def _measures(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    for variant in (*comparison.variants, *comparison.possible):
        keys = _of_use(comparison.keys(variant))
        titles = {by: groups_of_both(comparison, variant, by, lang) for by in {key.by for key in keys} - {""}}
        for key in keys:
            found = comparison.difference(variant, key)
            if any_of(found):
                figures = (Figure(part, key.measure) for part in (found.baseline, found.variant, found.difference))
                names = _named(key, titles.get(key.by, {}), lang)
                yield (titled(variant.scenario, lang), *names, *figures, short_verdict(found, lang))


def _of_use(keys: Sequence[Key]) -> list[Key]:
    """The measures of the whole office and of the groups IN_WORKBOOK."""
    return [key for key in keys if key.by in ("", *IN_WORKBOOK)]


def _titles(by: str, result: Result, lang: str) -> dict[str, str]:
    return dict(groups(result, by, lang)) if by else {}


def _named(key: Key, titles: Mapping[str, str], lang: str) -> tuple[str, str, str]:
    """The measure, the division and the group in words."""
    division = f"results.dimensions.cut.{key.by}" if key.by in CUTS else f"results.title.{key.by}"
    group = (text(division, lang).lower(), titles.get(key.group, key.group)) if key.by else ("", "")
    return text(f"measures.{key.measure}.title", lang), *group


def _gained(comparison: Comparison, lang: str) -> Iterator[Row]:
    for variant in comparison.variants:
        if found := comparison.gains(variant):
            yield titled(variant.scenario, lang)
        every = dict.fromkeys((move.by, move.group) for move in found)
        worst = {("", ""), _worst(comparison, found, lang)}
        for by, name in every if len(comparison.variants) < FEW else [one for one in every if one in worst]:
            _, division, title = _named(Key("trust_end_mean", by, name), _titles(by, comparison.baseline, lang), lang)
            title = title or text("results.people.everybody", lang)
            yield (division, *moves(found, title, by, name))


def _worst(comparison: Comparison, found: Gains, lang: str) -> tuple[str, str]:
    """The group that gained least of all: division, name; all citizens where there are no groups."""
    groups_of = [group[1:] for group in fared_worst(comparison, found, lang)]
    return min(groups_of, key=lambda group: net(found, *group), default=("", ""))


def _about(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    yield from _of_run(comparison.source or comparison.baseline.scenario, comparison.baseline, lang)
    yield ()
    yield from ((line,) for line in footer_verdicts(comparison.baseline.scenario, lang))
    yield from ((line,) for line in idle_sentences(comparison, lang))
    for result in comparison.variants:
        for reform in result.scenario.reforms if len(result.scenario.reforms) == 1 else ():
            start = date_words(reform.start or result.scenario.start, lang)
            numbers = exactly(float(reform.strength)), rupiah_exactly(cost_in(reform, result.plan))
            yield (titled(result.scenario, lang), reform.name, start, *numbers)


def _of_run(scenario: Scenario, result: Result, lang: str) -> Iterator[Sequence[Cell]]:
    yield (titled(scenario, lang),)
    if scenario.question is not None:
        yield (scenario.question.worded(lang),)
    facts: dict[str, Cell] = {
        "runs": len(result.replications),
        "days": result.scenario.days,
        "seed": result.scenario.seed,
    }
    facts |= {"engine": result.engine, "version": loket_version()}
    yield from ((_word(name, lang), value) for name, value in facts.items())
    yield from ((line,) for line in [*footer_years(result, lang), *footer_of_all(scenario, lang)])


def _word(key: str, lang: str) -> str:
    return text(f"reforms.sheet.{key}", lang)


def _words(*keys: str, lang: str) -> list[Column]:
    return [Column(_word(key, lang)) for key in keys]
