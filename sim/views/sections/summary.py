"""The summary of a comparison: a row for each variant with what it changes, what that costs, who gained, who lost."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sim.language import text
from sim.measures import Estimate, Key, Verdict
from sim.measures.windows import TRANSITION
from sim.office.reform import DECIDERS, DecidedBy
from sim.runs import Comparison, Difference, Result
from sim.runs.comparing.costs import UNITS, Price, Saving, cost_span, net_cost, prices, visit_cost, yearly_cost
from sim.runs.comparing.outcomes import GAP, PHASED, of_baseline, outcome, outcomes, phased
from sim.runs.comparing.reached import reached
from sim.views.notation import exact
from sim.views.sections.costs import bought
from sim.views.sections.gains import Gains, fared_worst, moves, moves_heading, net
from sim.views.sections.idle import idle_sentences
from sim.views.sections.people import likely_bands
from sim.views.shown import MAIN
from sim.views.table import (
    RUPIAH,
    UNTOLD,
    Block,
    Cell,
    Column,
    Compared,
    Figure,
    Judged,
    Kind,
    Prose,
    Role,
    Row,
    Table,
    rupiah_exactly,
)
from sim.views.titles import titled

TIMES_100 = ("visits_per_case",)
"""Shown by the hundred, where differences can be read."""
PASSED = ("arrivals_per_day", "completed_share", "utilisation")
"""For which a table of levels has no room."""
MILLION = 1e6
WAIT, _, TRUST = UNITS
COLUMN = {WAIT: "per_minute", TRUST: "per_point"}


def summary(comparison: Comparison, lang: str) -> Iterator[Block]:
    """Tables of levels, of differences, of costs, of who gained: a row or a few lines for each variant."""
    whole = comparison.source or comparison.baseline.scenario
    yield Prose([text("reforms.summary.title", lang, title=titled(whole, lang))], role=Role.TITLE)
    yield levels(comparison, lang)
    yield from changes(comparison, lang)
    yield from phases(comparison, lang)
    yield from cost_table(comparison, lang)
    yield from gained(comparison, lang)


def deciders(result: Result) -> DecidedBy | None:
    """Who has to decide all reforms of a scenario: whose office is highest; None without reforms."""
    found = {reform.decider for reform in result.scenario.reforms}
    return max(found, key=DECIDERS.index) if found else None


# ----------------------------------------------------------------------------------------------------- what it changes


def levels(comparison: Comparison, lang: str) -> Table:
    """How each of them does, and the target: a row a scenario."""
    shown = (comparison.baseline, *able(comparison), *comparison.possible)
    known = [m for m in MAIN if m not in PASSED]
    found = [measure for measure in known if all(Key(measure) in result.known for result in shown)]
    rows: list[list[Cell]] = [
        [titled(result.scenario, lang), *(Figure(result.estimate(measure), measure) for measure in found)]
        for result in shown
    ]
    columns = (replace(heading_of(measure, lang), kind=Kind.MEAN, brief=True) for measure in found)
    target = exact(comparison.baseline.scenario.target_min, lang)
    note = text("reforms.summary.note_target", lang, target=target)
    return Table("", (Column(text("reforms.summary.levels", lang)), *columns), rows, [note], "summary", gap=0)


def changes(comparison: Comparison, lang: str, least: Collection[str] = (), *, brief: bool = False) -> Iterator[Block]:
    """What each variant changes: a column an outcome, but for those that matter `least`; `brief` in two lines."""
    found = [measure for measure in outcomes(comparison) if measure not in least]
    alone = comparison.source is None or not comparison.variants
    level = text(f"reforms.summary.{'baseline' if alone else 'without'}", lang)
    rows: list[list[Cell]] = [[level, *(level_of(comparison, measure) for measure in found)]]
    for variant in (*able(comparison), *comparison.possible):
        cells = (compared(comparison, variant, measure, lang, brief=brief) for measure in found)
        rows += [[titled(variant.scenario, lang), *cells]]
    first = Column(text("reforms.summary.differences", lang))
    columns = (first, *(replace(heading_of(measure, lang), brief=brief) for measure in found))
    yield Table("", columns, rows, name="summary")
    yield Prose(idle_sentences(comparison, lang))
    several = len(comparison.baseline.replications) > 1
    notes = ["note_brief" if brief and several else "note" if several else "note_one"]
    notes += ["note_ikm"] if "ikm" in found else []
    notes += ["note_trust", "note_gap"] if GAP in found else []
    passed = [heading_of(measure, lang).title for measure in outcomes(comparison) if measure in least]
    more = text("reforms.summary.note_least", lang, measures=", ".join(passed)) if passed else ""
    yield Prose([f"{_note(*notes, lang=lang)} {more}".rstrip()], name="summary")


def phases(comparison: Comparison, lang: str) -> Iterator[Block]:
    """Of each variant that takes its time what it does in the first six months, and what after."""
    shared = [measure for measure in PHASED if measure in outcomes(comparison)]
    if not all(result.phases for result in comparison.results) or not shared:
        return
    columns = []
    for measure in shared:
        name, unit = text(f"reforms.summary.column.{measure}", lang).split("|")
        phases = (text(f"reforms.summary.{phase}", lang) for phase in ("transition", "steady"))
        columns += [Column(f"{name}, {phase}", Kind.COMPARED, unit) for phase in phases]
    rows: list[list[Cell]] = []
    for variant in able(comparison):
        found = [phased(comparison, variant, measure, number) for measure in shared for number in (0, 1)]
        shown = [
            Compared(Figure(_as_shown(f.difference, f.key.measure), f.key.measure), short_verdict(f, lang))
            for f in found
        ]
        rows.append([titled(variant.scenario, lang), *shown])
    note = text("reforms.summary.note_phases", lang, days=TRANSITION)
    yield Table(text("reforms.summary.phases", lang), (Column(""), *columns), rows, [note], "summary_phases")


def able(comparison: Comparison) -> list[Result]:
    """The variants that hold something which can act."""
    return [variant for variant in comparison.variants if not comparison.not_applicable(variant)]


def heading_of(measure: str, lang: str) -> Column:
    """What an outcome is called, with its unit."""
    name, unit = text(f"reforms.summary.column.{measure}", lang).split("|")
    return Column(name, Kind.COMPARED, unit)


def level_of(comparison: Comparison, measure: str) -> Figure:
    """An outcome of the baseline, of an IKM with its grade."""
    found = of_baseline(comparison, measure)
    return Figure(_as_shown(found, measure), measure, _grades(found, measure))


def compared(comparison: Comparison, variant: Result, measure: str, lang: str, *, brief: bool = False) -> Compared:
    """An outcome of a variant against the baseline, of an IKM with its grade."""
    found = outcome(comparison, variant, measure)
    figure = Figure(_as_shown(found.difference, measure), measure, _grades(found.variant, measure))
    return Compared(figure, short_verdict(found, lang, brief=brief))


def _grades(found: Estimate, measure: str) -> str:
    """The grade of an IKM, and which else it may be."""
    return "/".join(likely_bands(found)) if measure == "ikm" else ""


def short_verdict(found: Difference, lang: str, *, brief: bool = False) -> Judged:
    """The verdict in words, `brief` in one at most; none of a single run."""
    if found.difference.runs < 2 and found.verdict is not Verdict.NOT_APPLICABLE:
        return Judged("" if brief else "–")
    return (
        in_brief(found.verdict, lang)
        if brief
        else Judged(text(f"results.verdict.{found.verdict}", lang), str(found.verdict))
    )


def in_brief(verdict: Verdict, lang: str) -> Judged:
    """A verdict in a word at most, as it stands beside its difference."""
    if verdict is Verdict.CANNOT_TELL:
        return Judged("", str(verdict))
    key = "reforms.summary.small" if verdict is Verdict.SMALL else f"results.verdict.{verdict}"
    return Judged(text(key, lang), str(verdict))


def _as_shown(value: Estimate, measure: str) -> Estimate:
    """An outcome on the scale of the summary: visits by the hundred."""
    mean, low, high, runs = value
    return Estimate(100 * mean, 100 * low, 100 * high, runs) if measure in TIMES_100 else value


def _millions(value: Estimate) -> Estimate:
    mean, low, high, runs = value
    return Estimate(mean / MILLION, low / MILLION, high / MILLION, runs)


# ------------------------------------------------------------------------------------------------------- what it costs


def cost_table(comparison: Comparison, lang: str, *, brief: bool = False) -> Iterator[Block]:
    """What each variant costs, what that buys, who decides; nothing where nobody says what anything costs.

    `brief` without how many it reaches and what that is by the visit.
    """
    if not comparison.costs_rupiah:
        return
    of_variants = [(variant, {p.measure: p for p in prices(comparison, variant)}) for variant in able(comparison)]
    names = [name for name in COLUMN if any(name in found for _, found in of_variants)]
    keys = ("cost", "yearly", "by_visit", *(COLUMN[name] for name in names))
    kinds = {"reached": Kind.MEAN, **dict.fromkeys(keys, Kind.INTERVAL), "decided": Kind.WORDS}
    kinds = {key: kind for key, kind in kinds.items() if not (brief and key in ("reached", "by_visit"))}
    rows: list[list[Cell]] = []
    for variant, found in of_variants:
        units = {name: _millions(p.rupiah) if name == TRUST else p.rupiah for name, p in found.items()}
        by = {COLUMN[n]: _bought(found[n], Figure(units[n], RUPIAH), lang) if n in found else "–" for n in names}
        spent = {"cost": _spent(comparison, variant), **_rates(comparison, variant)}
        cells = {"reached": Figure(reached(variant), "arrivals"), **spent, **by, "decided": decided_by(variant, lang)}
        rows.append([titled(variant.scenario, lang), *(cell for key, cell in cells.items() if key in kinds)])
    columns = (Column(""), *(_column(key, kind, lang) for key, kind in kinds.items()))
    noted = "note_given" if comparison.cost_rupiah else "note_costs"
    unclear = any(UNTOLD in row for row in rows)
    more = (*(["note_untold"] if unclear else []), *(() if brief else ("note_by_visit", "note_reached")))
    notes = [_note(noted, *more, lang=lang)]
    yield Table(text("reforms.summary.costs", lang), columns, rows, notes, "summary_costs")


def _bought(found: Price, rupiah: Figure, lang: str) -> Cell:
    """What a cost buys; what many rows share in a sign, which the notes explain."""
    short = {Saving.CANNOT_TELL: UNTOLD, Saving.LITTLE: "–"}
    return short[found.verdict] if found.verdict in short and found.saved.runs > 1 else bought(found, rupiah, lang)


def _spent(comparison: Comparison, variant: Result) -> Figure:
    """The cost in millions, with what it may be as far as it is assumed."""
    cost, span = net_cost(comparison, variant), cost_span(comparison, variant)
    found = Estimate(cost, cost, cost, 1) if span is None else Estimate(cost, *span, 2)
    return Figure(_millions(found), RUPIAH)


def _column(key: str, kind: Kind, lang: str) -> Column:
    title, unit = text(f"reforms.summary.{key}", lang).split("|")
    return Column(title, kind, unit)


def _rates(comparison: Comparison, variant: Result) -> dict[str, Figure]:
    """Millions a year from then on, and rupiah by the visit."""
    yearly, by_visit = yearly_cost(comparison, variant) / MILLION, visit_cost(comparison, variant)
    return {"yearly": rupiah_exactly(yearly), "by_visit": rupiah_exactly(by_visit)}


def decided_by(variant: Result, lang: str) -> str:
    """Who has to decide it, in a word or two."""
    who = deciders(variant)
    return "" if who is None else text(f"reforms.decider_short.{who}", lang)


# ------------------------------------------------------------------------------------------------ who gained, who lost


def gained(comparison: Comparison, lang: str) -> Iterator[Block]:
    """Of each variant how many citizens gain and lose, and the group that gains least."""
    rows: list[Row] = []
    for variant in comparison.variants:
        if found := comparison.gains(variant):
            rows += _moves(comparison, found, titled(variant.scenario, lang), lang)
    title = text("reforms.summary.gains", lang)
    yield Table(title, (Column(""), *moves_heading(lang)), rows, [_note("note_gains", lang=lang)], "summary_gains")


def _moves(comparison: Comparison, found: Gains, title: str, lang: str) -> Iterator[Row]:
    """All citizens, and below them the group that fared worst of all."""
    yield moves(found, title)
    if worst := fared_worst(comparison, found, lang):
        group, by, name = min(worst, key=lambda group: net(found, *group[1:]))
        yield moves(found, text("reforms.summary.least", lang, group=group), by, name)


def _note(*names: str, lang: str) -> str:
    return " ".join(text(f"reforms.summary.{name}", lang) for name in names)
