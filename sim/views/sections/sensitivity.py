"""What moves the outcomes of a study, told from chance; what flips a conclusion."""

from collections.abc import Iterator

import numpy as np

from sim.document.literal import literal
from sim.experiments.sensitivity.flips import Answer, Flips, Limit
from sim.experiments.sensitivity.sensitivity import SWINGS, Outcome, Sensitivity
from sim.experiments.study.draws import Setting
from sim.language import percent, text
from sim.measures import Estimate, estimate
from sim.measures.effects import FEWEST
from sim.views.notation import exact, signed_interval
from sim.views.sections.long import first
from sim.views.sections.numbers import in_words
from sim.views.table import Block, Cell, Column, Figure, Judged, Kind, Prose, Role, Table, exactly

IN_UNITS = (SWINGS, "morris")
"""Methods whose effects are in units of the measure."""
BESIDE = {SWINGS: Kind.INTERVAL, "morris": Kind.MEAN, "sobol": Kind.INTERVAL}


def sensitivity(found: Sensitivity, lang: str) -> Iterator[Block]:
    """A table for each outcome, and below that of a difference what flips it."""
    yield from head(found, lang)
    for one in found.outcomes:
        yield from outcome(found, one, lang)
    if found.absent:
        yield Prose([text("sensitivity.absent", lang, measures=", ".join(found.absent))], gap=1)


def head(found: Sensitivity, lang: str) -> Iterator[Block]:
    """What was varied, and by which method that is told."""
    one, study = found.outcomes[0], found.sweep.study
    yield Prose([text("sensitivity.title", lang, name=found.sweep.called)], role=Role.TITLE)
    design = study.drawing.design if study is not None and study.draws(study.scenarios[0]).paths else ""
    said = {"points": len(found.sweep.rows), "runs": one.found.shape[1], "numbers": len(one.varied.paths)}
    basis = text("sensitivity.basis", lang, **said, design=design or (study.design if study is not None else ""))
    yield Prose([basis, text(f"sensitivity.method.{one.varied.method}", lang)])


def outcome(found: Sensitivity, one: Outcome, lang: str) -> Iterator[Block]:
    """A row for each number, the one that does most first."""
    method, order = one.varied.method, one.ranked
    measure = one.measure.partition("[")[0] if method in IN_UNITS else ""
    kind = Kind.CHANGE if method == SWINGS else Kind.INTERVAL
    columns = [Column(""), Column(text(f"sensitivity.column.{method}", lang), kind)]
    if method in BESIDE:
        columns.append(Column(text(f"sensitivity.column.{method}_beside", lang), BESIDE[method]))
    if one.alone:
        columns.append(Column(text("sensitivity.column.morris_alone", lang), Kind.MEAN))
    columns.append(Column(text("sensitivity.told", lang)))
    rows = [_row(one, at, measure, number_named(found, one.varied.paths[at], lang), lang) for at in first(order)]
    yield Table(named(one, lang), columns, rows, [*_further(order, lang), *_notes(one, lang)], "sensitivity")
    if one.flips is not None:
        measured = one.measure.partition("[")[0]
        over = signed_interval(estimate(one.found.mean(axis=0)), lang, measured)
        yield Prose([text("sensitivity.flips.mean", lang, difference=over), *flips(one.flips, measured, lang)])


def named(one: Outcome, lang: str) -> str:
    """What an outcome is called."""
    name, _, group = one.measure.partition("[")
    measure = text(f"measures.{name}.title", lang) + (f" [{group}" if group else "")
    if one.against is not None:
        said = {"setting": _setting(one.setting, lang), "against": _setting(one.against, lang)}
        return text("sensitivity.difference", lang, measure=f"{one.office}: {measure}", **said)
    where = text("sensitivity.where", lang, setting=_setting(one.setting, lang)) if one.setting else ""
    return text("sensitivity.level", lang, measure=f"{one.office}: {measure}", setting=where)


def number_named(found: Sensitivity, path: str, lang: str) -> str:
    """What a number of a study is: in words and as the study has it."""
    study = found.sweep.study
    said = in_words(path, [ref.scenario for ref in study.scenarios] if study is not None else [], lang)
    return said if path in said else f"{said} [{path}]"


def _setting(levers: Setting, lang: str) -> str:
    return ", ".join(f"{path} = {literal(value)}" for path, value in levers.items()) or text("sweep.as_is", lang)


def _row(one: Outcome, at: int, measure: str, called: str, lang: str) -> list[Cell]:
    effect = one.effects[at]
    cells: list[Cell] = [called, _figure(effect.size, measure)]
    if one.varied.method in BESIDE:
        cells.append(_figure(effect.beside, measure))
    if one.alone:
        cells.append(_figure(exactly(one.alone[at]).found, measure))
    return [*cells, _judged(one, at, lang)]


def _figure(found: Estimate, measure: str) -> Cell:
    """A number with its interval; a dash where there is none."""
    return Figure(found, measure) if np.isfinite(found.mean) else "–"


def _judged(one: Outcome, at: int, lang: str) -> Judged:
    unknown = "settled" if one.varied.method == "ranks" else "unknown"
    key = "nothing" if one.nothing(at) else {True: "yes", False: "no", None: unknown}[one.told[at]]
    return Judged(text(f"sensitivity.{key}", lang), key)


def _further(order: list[int], lang: str) -> list[str]:
    left = len(order) - len(first(order))
    return [text("sensitivity.further", lang, count=left)] if left else []


def _notes(one: Outcome, lang: str) -> Iterator[str]:
    points, runs = one.found.shape
    if np.isfinite(one.noise):
        yield text("sensitivity.noise", lang, share=percent(one.noise, lang, 1))
    if runs < FEWEST and one.varied.method != "ranks":
        yield text("sensitivity.once", lang, fewest=FEWEST)
    if one.varied.method == "ranks" and points < len(one.varied.paths) + 3:
        yield text("sensitivity.few_points", lang, points=points, numbers=len(one.varied.paths))


def flips(found: Flips, measure: str, lang: str) -> Iterator[str]:
    """What flips a difference, in sentences."""
    said = {"draws": found.draws, "contrary": found.contrary}
    if found.answer is Answer.NOTHING:
        low, high = (signed_interval(exactly(end).found, lang, measure) for end in (found.over.low, found.over.high))
        same = found.over.low == found.over.high == 0.0
        yield text(f"sensitivity.flips.{'none' if same else 'nothing'}", lang, **said, low=low, high=high)
        return
    for box in found.boxes:
        limits = f" {text('sensitivity.flips.and', lang)} ".join(_limit(one, lang) for one in box.limits)
        counts = {name: getattr(box, name) for name in ("within", "flips", "beyond", "others")}
        yield text("sensitivity.flips.found", lang, **said, limits=limits, **counts)
    if not found.boxes:
        yield text(f"sensitivity.flips.{found.answer}", lang, **said)


def _limit(one: Limit, lang: str) -> str:
    if one.kind:
        return text(f"sensitivity.flips.{'kind' if one.high == np.inf else 'other_kind'}", lang, **one._asdict())
    key = "above" if one.high == np.inf else "below" if one.low == -np.inf else "between"
    low, high = (exact(float(f"{end:.3g}"), lang) for end in (one.low, one.high))  # draws know no more figures
    return text(f"sensitivity.flips.{key}", lang, path=one.path, low=low, high=high)
