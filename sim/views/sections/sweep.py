"""What a study came to, what it will cost, and what a store holds."""

from collections.abc import Iterator
from dataclasses import replace

from sim.document.literal import literal
from sim.experiments.store.verified import Verified
from sim.experiments.study.designs import Variant
from sim.experiments.study.study import DRAW
from sim.experiments.sweep.forecast import Forecast
from sim.experiments.sweep.reproduce import Reproduced
from sim.experiments.sweep.swept import Sweep
from sim.language import number, text
from sim.views.sections.long import first, further
from sim.views.sections.precision import wide
from sim.views.table import Block, Column, Figure, Kind, Prose, Role, Row, Table

FEWEST = 5
"""With fewer replications an interval is hardly more than a guess."""


def sweep(found: Sweep, lang: str) -> Iterator[Block]:
    """Points with their measures; where all of it stands."""
    yield Prose([text("sweep.title", lang, name=found.called)], role=Role.TITLE)
    there = max(found.runs - found.made, 0)
    yield Prose([text("sweep.done", lang, points=len(found.rows), runs=found.runs, made=found.made, there=there)])
    measures = list(found.measures)
    several = len({row.runs for row in found.rows}) > 1
    counted = [Column(text("sweep.replications", lang))] if several else []
    columns = [Column(text("sweep.point", lang)), *counted, *(_column(measure, lang) for measure in measures)]
    by_point = _by_point(found, measures)
    rows: list[Row] = []
    office = None
    for row in first(found.rows):
        if row.variant.office != office:
            office = row.variant.office
            rows.append(office)
        figures = by_point[row.number]
        runs = [str(row.runs)] if several else []
        rows.append([_setting(row.variant, lang), *runs, *(figures.get(measure, "–") for measure in measures)])
    yield Table("", columns, rows, further(found.rows, lang, "sweep.further"), name="sweep")
    fewest = min((row.runs for row in found.rows), default=0)
    few = [text("sweep.few", lang, runs=fewest)] if fewest < FEWEST else []
    known = {measure for figures in by_point.values() for measure in figures}
    absent = ", ".join(measure for measure in measures if measure not in known)
    lacking = [text("sweep.absent", lang, measures=absent)] if absent else []
    kept = text("sweep.kept", lang, folder=found.store.folder, record=found.record)
    yield Prose([text("sweep.note", lang), *few, *lacking, kept], gap=1)
    yield Prose(wide(found, lang), gap=1)


def _column(measure: str, lang: str) -> Column:
    name, _, group = measure.partition("[")
    return Column(text(f"measures.{name}.title", lang) + (f" [{group}" if group else ""), Kind.INTERVAL)


def _by_point(found: Sweep, measures: list[str]) -> dict[int, dict[str, Figure]]:
    shown = replace(found, rows=tuple(first(found.rows)))
    figures: dict[int, dict[str, Figure]] = {}
    for row, one in shown.estimates(*measures):
        figures[row.number] = {name: Figure(value, name.partition("[")[0]) for name, value in one.items()}
    return figures


def _setting(variant: Variant, lang: str) -> str:
    """As a study file has it, to be copied; of many doubts drawn together the number of the draw."""
    drawn = getattr(variant, "drawn", {}) if DRAW in variant.columns else {}
    shown = {path: value for path, value in variant.columns.items() if path not in drawn and value is not None}
    told = [f"{path} = {literal(value)}" for path, value in shown.items()]
    return ", ".join(told) or text("sweep.as_is", lang)


def forecast(found: Forecast, lang: str) -> Iterator[Block]:
    """Runs, time, disk."""
    said = {"points": found.points, "runs": number(found.runs, lang, 0), "missing": number(found.missing, lang, 0)}
    lines = [text("sweep.forecast.runs", lang, **said)]
    if found.missing:
        hours, clock = (_time(seconds, lang) for seconds in (found.cpu_s, found.cpu_s / found.crew))
        lines.append(text("sweep.forecast.time", lang, hours=hours, clock=clock, crew=found.crew))
        sizes = {"disk": _size(found.disk_bytes, lang), "memory": _size(found.memory_bytes, lang)}
        lines.append(text("sweep.forecast.disk", lang, **sizes))
        lines.append(text("sweep.forecast.measured", lang, days=found.trial_days))
    if found.digest is not None:
        lines.append(text("sweep.forecast.digest", lang, digest=found.digest))
    yield Prose(lines)


UNITS = (("days", 172_800.0, 86_400.0), ("hours", 7_200.0, 3_600.0), ("minutes", 120.0, 60.0), ("seconds", 0.0, 1.0))


def _time(seconds: float, lang: str) -> str:
    unit, _, size = next(one for one in UNITS if seconds >= one[1])
    value = seconds / size
    return text(f"sweep.forecast.{unit}", lang, value=number(value, lang, 0 if value >= 10 else 1))


def _size(found: float, lang: str) -> str:
    unit, size = next((one for one in (("GB", 1e9), ("MB", 1e6)) if found >= one[1]), ("kB", 1e3))
    value = found / size
    return f"{number(value, lang, 0 if value >= 10 else 1)} {unit}"


def store(found: Verified, lang: str) -> Iterator[Block]:
    """What a store holds, what is wrong with it, what is not Loket's."""
    yield Prose([text("sweep.store.title", lang, folder=found.folder)], role=Role.TITLE)
    lines = [_contents(found, lang)]
    if found.origins:
        origins = "; ".join(f"{name}: {count}" for name, count in found.origins.items())
        lines.append(text("sweep.store.origins", lang, origins=origins))
    if found.cleaned is not None:
        lines.append(text("sweep.store.cleaned", lang, files=found.cleaned))
    yield Prose(lines)
    studies = [
        text("sweep.store.study", lang, title=one.title or text("sweep.store.untitled", lang), points=one.points,
             created=one.created)
        for one in found.studies
    ]  # fmt: skip
    if studies:
        yield Prose([text("sweep.store.studies", lang)], gap=1)
        yield Prose(studies, role=Role.ITEMS)
    damaged = "damaged" if found.cleaned is None else "left"
    for key, files in ((damaged, found.damaged), ("foreign", found.foreign)):
        if files:
            yield Prose([text(f"sweep.store.{key}", lang)], gap=1)
            yield Prose([str(path) for path in first(files)] + further(files, lang, "sweep.further"), role=Role.ITEMS)


def _contents(found: Verified, lang: str) -> str:
    of_studies = {"points": number(found.points, lang, 0), "runs": number(found.runs, lang, 0)}
    holds = [text("sweep.store.points", lang, **of_studies)] if found.points or not found.kept else []
    holds += [text("sweep.store.kept", lang, kept=number(found.kept, lang, 0))] if found.kept else []
    said = {"files": number(found.files, lang, 0), "megabytes": number(found.bytes / 1e6, lang, 1)}
    return text("sweep.store.contents", lang, holds="; ".join(holds), **said)


def reproduced(found: Reproduced, lang: str) -> Iterator[Block]:
    """Whether it came out again, and what did not."""
    yield Prose([text("sweep.again.title", lang, name=found.title)], role=Role.TITLE)
    said = {"same": number(found.same, lang, 0), "values": number(found.values, lang, 0)}
    told = {name: f"{one.platform}, {one.program[:8]}" for name, one in (("first", found.first), ("own", found.own))}
    lines = [
        text("sweep.again.exact" if found.first == found.own else "sweep.again.else_program", lang, **said, **told)
    ]
    if not found.registered:
        lines.append(text("sweep.again.changed", lang))
    yield Prose([*lines, text("sweep.again.bad" if found.apart else "sweep.again.good", lang, apart=len(found.apart))])
    shown = [
        text("sweep.again.apart", lang, point=one.point, measure=one.measure,
             **{name: f"{getattr(one, name):.6g}" for name in ("mean", "low", "high", "again")})
        for one in first(found.apart)
    ]  # fmt: skip
    yield Prose([*shown, *further(found.apart, lang, "sweep.further")], role=Role.ITEMS)
