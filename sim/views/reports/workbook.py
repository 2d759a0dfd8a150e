"""The report as a workbook: a table a sheet, with all measures."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sim.language import date_words, text
from sim.measures import Estimate, Key
from sim.office import Scenario
from sim.runs import Comparison, Result
from sim.runs.costs import Saving, net_cost, prices
from sim.runs.manifest import loket_version
from sim.runs.outcomes import outcomes
from sim.runs.pairs import simultaneous
from sim.runs.reform_costs import cost_in
from sim.views.sections.differences import any_of
from sim.views.sections.footers import footer_of_all, footer_verdicts, footer_years
from sim.views.sections.gains import moves
from sim.views.sections.idle import idle_sentences
from sim.views.sections.pairs import cells_of, columns_of, pairs_notes
from sim.views.sections.summary import compared, decided_by, heading_of, level_of, short_verdict
from sim.views.sections.trust import possible
from sim.views.shown import CUTS, IN_WORKBOOK, MOVES
from sim.views.table import RUPIAH, Cell, Column, Figure, Kind, Table
from sim.views.titles import groups, groups_of_both, titled

MEAN, INTERVAL, CHANGE = (partial(Column, kind=kind) for kind in (Kind.MEAN, Kind.INTERVAL, Kind.CHANGE))


def sheets(found: Comparison | Result, lang: str) -> Iterator[Table]:
    """The sheets of a comparison, or of one scenario."""
    return comparison_sheets(found, lang) if isinstance(found, Comparison) else run_sheets(found, lang)


def comparison_sheets(comparison: Comparison, lang: str) -> Iterator[Table]:
    """Summary, costs, measures, who gained, and what it rests on; what there is nothing to say of is left out."""
    columns = (*_words("scenario", "decided", lang=lang), MEAN(_word("cost", lang)))
    shown = (heading_of(measure, lang) for measure in outcomes(comparison))
    yield Table(_word("summary", lang), (*columns, *shown), list(_summary(comparison, lang)))
    if comparison.costs_rupiah:
        ends = (INTERVAL(_word("saved", lang)), INTERVAL(_word("rupiah", lang)))
        columns = (*columns, *_words("saved_what", lang=lang), *ends, *_words("verdict", lang=lang))
        yield Table(_word("costs", lang), columns, list(_costs(comparison, lang)))
    means = (MEAN(_word("baseline", lang)), MEAN(_word("variant", lang)), CHANGE(_word("difference", lang)))
    columns = (*_words("scenario", "measure", "by", "group", lang=lang), *means, *_words("verdict", lang=lang))
    yield Table(_word("measures", lang), columns, list(_measures(comparison, lang)), named=3)
    if pairs := list(_pairs(comparison, lang)):
        columns = (*_words("measure", "scenario", "against", "pairs_family", lang=lang), *columns_of(lang))
        yield Table(_word("pairs", lang), columns, [*pairs, *([note] for note in pairs_notes(lang))], named=3)
    if gained := list(_gained(comparison, lang)):
        shares = (INTERVAL(f"{text(f'results.people.column.{move}', lang)} %") for move in MOVES)
        yield Table(_word("gains", lang), (*_words("scenario", "by", "group", lang=lang), *shares), gained, named=3)
    for table in possible(comparison, lang):
        columns = (*_words("scenario", lang=lang), *table.columns[1:])
        yield Table(_word("trust", lang), columns, [*table.rows, *([note] for note in table.notes)])
    yield Table(_word("about", lang), (), list(_about(comparison, lang)))


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
    """Measures of one scenario, and what they rest on."""
    keys = _of_use(result.keys)
    titles = {by: _titles(by, result, lang) for by in dict.fromkeys(key.by for key in keys)}
    rows = [(*_named(key, titles[key.by], lang), Figure(result.estimate(*key), key.measure)) for key in keys]
    columns = (*_words("measure", "by", "group", lang=lang), INTERVAL(_word("mean", lang)))
    yield Table(_word("measures", lang), columns, rows, named=3)
    yield Table(_word("about", lang), (), list(_of_run(result.scenario, result, lang)))


def _summary(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    found = outcomes(comparison)
    yield (titled(comparison.baseline.scenario, lang), "", "", *(level_of(comparison, measure) for measure in found))
    for variant in comparison.variants:
        cells = (compared(comparison, variant, measure, lang) for measure in found)
        cost = _rupiah(net_cost(comparison, variant)) if comparison.costs_rupiah else ""
        yield (titled(variant.scenario, lang), decided_by(variant, lang), cost, *cells)
    for end in comparison.possible:
        yield (titled(end.scenario, lang), "", "", *(compared(comparison, end, measure, lang) for measure in found))


def _costs(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    for variant in comparison.variants:
        for found in prices(comparison, variant):
            about = (titled(variant.scenario, lang), decided_by(variant, lang), _rupiah(found.cost))
            key = "reforms.sheet.saves" if found.verdict is Saving.SAVES else f"results.cost.{found.verdict}"
            what, ends = (
                text(f"results.cost.{found.measure}", lang),
                (Figure(found.saved), Figure(found.rupiah, RUPIAH)),
            )
            yield (*about, what, *ends, text(key, lang))


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


def _gained(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    for variant in comparison.variants:
        found = comparison.gains(variant)
        for by, name in dict.fromkeys((move.by, move.group) for move in found):
            _, division, title = _named(Key("trust_end_mean", by, name), _titles(by, comparison.baseline, lang), lang)
            title = title or text("reforms.summary.everybody", lang)
            yield (titled(variant.scenario, lang), division, *moves(found, title, by, name))


def _about(comparison: Comparison, lang: str) -> Iterator[Sequence[Cell]]:
    yield from _of_run(comparison.source or comparison.baseline.scenario, comparison.baseline, lang)
    yield ()
    yield from ((line,) for line in footer_verdicts(comparison.baseline.scenario, lang))
    yield from ((line,) for line in idle_sentences(comparison, lang))
    for result in comparison.variants:
        for reform in result.scenario.reforms if len(result.scenario.reforms) == 1 else ():
            start = date_words(reform.start or result.scenario.start, lang)
            numbers = _plain(float(reform.strength)), _rupiah(cost_in(reform, result.plan))
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


def _plain(value: float, measure: str = "") -> Figure:
    return Figure(Estimate(value, value, value, 1), measure)


def _rupiah(value: float) -> Figure:
    return _plain(value, RUPIAH)


def _word(key: str, lang: str) -> str:
    return text(f"reforms.sheet.{key}", lang)


def _words(*keys: str, lang: str) -> list[Column]:
    return [Column(_word(key, lang)) for key in keys]
