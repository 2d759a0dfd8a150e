"""The summary of a comparison: a row for each variant with what it changes, what that costs, who gained, who lost."""

from collections.abc import Iterator, Sequence

from sim.language import number, text
from sim.measures import Estimate, Verdict
from sim.measures.gains import Move
from sim.measures.skm import band_of
from sim.office.reform import DECIDERS, DecidedBy
from sim.runs import Comparison, Difference, Result
from sim.runs.costs import UNITS, Price, Saving, cost_span, net_cost, prices
from sim.runs.outcomes import GAP, of_baseline, outcome, outcomes
from sim.views.tables import minus, paragraphs, plain, signed_parts, table, with_interval
from sim.views.tables_gains import COLUMNS, Gains, fared_worst, net, share
from sim.views.tables_idle import left_out
from sim.views.tables_people import IKM_DIGITS
from sim.views.titles import said

WIDTH = 126
LABEL, COST_LABEL = 30, 50
DECIMALS = 2
"""Of differences, where an end of their interval would not read as nought."""
TIMES_100 = ("visits_per_case",)
"""Shown by the hundred, where differences can be read."""
MILLION = 1e6
WAIT, _, TRUST = UNITS
COLUMN = {WAIT: "per_minute", TRUST: "per_point"}
Row = tuple[str, ...]


def summary_lines(comparison: Comparison, lang: str) -> list[str]:
    """Three tables, each with a few lines for each variant."""
    whole = comparison.source or comparison.baseline.scenario
    lines = paragraphs(text("reforms.summary.title", lang, title=said(whole, lang)))
    return [*lines, *_changes(comparison, lang), *_costs(comparison, lang), *_gained(comparison, lang)]


def deciders(result: Result) -> DecidedBy | None:
    """Who has to decide all reforms of a scenario: whose office is highest; None without reforms."""
    found = {type(reform).decided_by for reform in result.scenario.reforms}
    return max(found, key=DECIDERS.index) if found else None


# ----------------------------------------------------------------------------------------------------- what it changes


def _changes(comparison: Comparison, lang: str) -> list[str]:
    found = outcomes(comparison)
    heads = [text(f"reforms.summary.column.{measure}", lang).split("|") for measure in found]
    labels = [text(f"reforms.summary.{key}", lang) for key in ("difference", "interval", "verdict_label")]
    rows = [("", *(head[1] for head in heads)), (_of_baseline(comparison, lang), *_levels(comparison, found, lang))]
    parts = 3 if len(comparison.baseline.replications) > 1 else 1
    able = [variant for variant in comparison.variants if not comparison.not_applicable(variant)]
    for variant in able:
        cells = [_difference(outcome(comparison, variant, measure), lang) for measure in found]
        rows += [(labels[part], *(cell[part] for cell in cells)) for part in range(parts)]
    lines = table(("", *(head[0] for head in heads)), rows, label=LABEL, width=WIDTH)
    titles = [said(variant.scenario, lang) for variant in able]
    notes = ["note" if len(comparison.baseline.replications) > 1 else "note_one"]
    notes += ["note_trust", "note_gap"] if GAP in found else []
    shown = _entitled(lines, len(lines) - parts * len(titles), titles, parts)
    return [*shown, *left_out(comparison, lang), *_notes(notes, lang)]


def _entitled(lines: list[str], first: int, titles: Sequence[str], parts: int) -> Iterator[str]:
    """The lines of a table, from the `first` on below a title for every so many parts."""
    yield from lines[:first]
    for place, title in enumerate(titles):
        yield title
        yield from lines[first + parts * place : first + parts * (place + 1)]


def _of_baseline(comparison: Comparison, lang: str) -> str:
    return text(f"reforms.summary.{'baseline' if comparison.source is None else 'without'}", lang)


def _levels(comparison: Comparison, found: Sequence[str], lang: str) -> list[str]:
    return [_level(of_baseline(comparison, measure), measure, lang) for measure in found]


def _level(value: Estimate, measure: str, lang: str) -> str:
    if measure == "ikm":
        return f"{number(value.mean, lang, IKM_DIGITS)} {_grades(value)}"
    return plain(shown_as(value, measure).mean, lang, measure)


def _grades(ikm: Estimate) -> str:
    """The grade of an IKM; two where its interval reaches from one to another."""
    ends = (ikm.high, ikm.low) if ikm.runs > 1 else (ikm.mean, ikm.mean)
    return "/".join(dict.fromkeys(band_of(max(0.0, end)) for end in ends))


def _difference(found: Difference, lang: str) -> Row:
    """The difference, its interval, the verdict."""
    measure = found.key.measure
    gap = shown_as(found.difference, measure)
    mean, low, high = signed_parts(gap, lang, measure, DECIMALS)
    grade = f" {_grades(found.variant)}" if measure == "ikm" else ""
    return (mean + grade, f"{low}…{high}" if gap.runs > 1 else "–", verdict_of(found, lang))


def verdict_of(found: Difference, lang: str) -> str:
    """The verdict in a word or two; none of a single run."""
    known = found.difference.runs > 1 or found.verdict is Verdict.NOT_APPLICABLE
    return text(f"reforms.summary.verdict.{found.verdict}", lang) if known else "–"


def heading_of(measure: str, lang: str) -> str:
    """What an outcome is called, with its unit."""
    name, unit = text(f"reforms.summary.column.{measure}", lang).split("|")
    return f"{name}, {unit}"


def shown_as(value: Estimate, measure: str) -> Estimate:
    """An outcome on the scale of the summary: visits by the hundred."""
    mean, low, high, runs = value
    return Estimate(100 * mean, 100 * low, 100 * high, runs) if measure in TIMES_100 else value


# ------------------------------------------------------------------------------------------------------- what it costs


def _costs(comparison: Comparison, lang: str) -> list[str]:
    if not comparison.costs_rupiah:
        return []
    names = [name for name in (WAIT, TRUST) if _priced(comparison, name)]
    heading = [text(f"reforms.summary.{key}", lang) for key in ("costs", "cost", *(COLUMN[name] for name in names))]
    able = [variant for variant in comparison.variants if not comparison.not_applicable(variant)]
    if not able:
        return []
    rows = [_cost(comparison, variant, names, lang) for variant in able]
    note = "note_given" if comparison.cost_rupiah else "note_costs"
    columns = len(heading)
    shown = table((*heading, text("reforms.summary.decided", lang)), rows, (0, columns), COST_LABEL, WIDTH)
    return [*shown, *_notes([note], lang)]


def _priced(comparison: Comparison, name: str) -> bool:
    return any(found.measure == name for variant in comparison.variants for found in prices(comparison, variant))


def _cost(comparison: Comparison, variant: Result, names: Sequence[str], lang: str) -> Row:
    found = {price.measure: price for price in prices(comparison, variant)}
    who = deciders(variant)
    decided = "" if who is None else text(f"reforms.decider_short.{who}", lang)
    bought = (_by_unit(found[name], lang) if name in found else "–" for name in names)
    return (said(variant.scenario, lang), _spent(comparison, variant, lang), *bought, decided)


def _spent(comparison: Comparison, variant: Result, lang: str) -> str:
    """The cost in millions, with what it may be as far as it is assumed."""
    cost, span = net_cost(comparison, variant) / MILLION, cost_span(comparison, variant)
    if span is None:
        return minus(number(cost, lang, 0))
    return with_interval(Estimate(cost, span[0] / MILLION, span[1] / MILLION, 2), lang, digits=0)


def _by_unit(found: Price, lang: str) -> str:
    if found.verdict is Saving.SAVES:
        by = MILLION if found.measure == TRUST else 1.0
        mean, low, high, runs = found.rupiah
        return with_interval(Estimate(mean / by, low / by, high / by, runs), lang, digits=0)
    known = found.saved.runs > 1 or found.verdict is not Saving.CANNOT_TELL
    return text(f"results.cost.{found.verdict}", lang) if known else "–"


# ------------------------------------------------------------------------------------------------ who gained, who lost


def _gained(comparison: Comparison, lang: str) -> list[str]:
    found = [(said(variant.scenario, lang), comparison.gains(variant)) for variant in comparison.variants]
    told = [(title, list(_moves(comparison, gains, lang))) for title, gains in found if gains]
    if not told:
        return []
    parts = min(len(rows) for _, rows in told)
    heading = [text(f"results.people.column.{move}", lang) for move in COLUMNS]
    rows = [row for _, rows in told for row in rows[:parts]]
    lines = table((text("reforms.summary.gains", lang), *heading), rows, (0,), WIDTH, WIDTH)
    return [
        *_entitled(lines, len(lines) - len(rows), [title for title, _ in told], parts),
        *_notes(["note_gains"], lang),
    ]


def _moves(comparison: Comparison, found: Gains, lang: str) -> Iterator[Row]:
    """All citizens, and below them the group that fared worst of all."""
    groups = [(text("reforms.summary.everybody", lang), "", "")]
    if worst := fared_worst(comparison, found, lang):
        title, by, name = min(worst, key=lambda group: net(found, *group[1:]))
        groups.append((text("reforms.summary.least", lang, group=title), by, name))
    for title, by, name in groups:
        yield (title, *(share(found[Move(move, by, name)], lang) for move in COLUMNS))


def _notes(names: Sequence[str], lang: str) -> list[str]:
    return paragraphs(" ".join(text(f"reforms.summary.{name}", lang) for name in names), width=WIDTH)
