"""Trust against what is possible in an office, its worst and its best, and under the four models of trust."""

from collections.abc import Iterator

from sim.language import text
from sim.measures import Estimate, Key
from sim.office.possible import BEST, WORST, moved
from sim.runs import Comparison, Result
from sim.runs.comparing.outcomes import of_possible
from sim.runs.doubting.trust_models import MODELS, TrustModels
from sim.views.notation import plain, signed_parts
from sim.views.sections.summary import able
from sim.views.table import SHARE, Block, Cell, Column, Figure, Kind, Prose, Role, Table
from sim.views.titles import titled

ALL, CAME, HEARD = "trust_end_mean", "trust_came_mean", "trust_heard_mean"
ENDS = {WORST: "worst", BEST: "best"}
SHOWN = (ALL, CAME, "trusting_share")


def possible(comparison: Comparison, lang: str) -> list[Table]:
    """What each variant gains beside the worst and the best; nothing where that was not asked for."""
    if not comparison.possible:
        return []
    worst, best = comparison.possible
    rows = [_row(comparison, one, lang) for one in (worst, *able(comparison), best)]
    columns = [Column(""), *(Column(text(f"trust.column.{name}", lang), Kind.CHANGE, brief=True) for name in SHOWN)]
    columns += [Column(text("trust.column.share", lang), Kind.INTERVAL, brief=True)] if comparison.variants else []
    notes = [_reach(comparison, lang), *(_what(comparison, end, lang) for end in ENDS)]
    return [Table(text("trust.possible", lang), columns, rows, [*notes, text("trust.note", lang)], "summary_gains")]


def _row(comparison: Comparison, one: Result, lang: str) -> list[Cell]:
    found = [comparison.difference(one, Key(name)).difference for name in SHOWN]
    cells: list[Cell] = [Figure(part, name) for part, name in zip(found, SHOWN, strict=True)]
    if comparison.variants:
        share = of_possible(comparison, one, ALL)
        at_end = any(one is end for end in comparison.possible)
        cells.append(Figure(share, SHARE) if share.runs and not at_end else "–")
    return [titled(one.scenario, lang), *cells]


def _reach(comparison: Comparison, lang: str) -> str:
    """How far trust can fall and rise here, in a sentence."""
    falls, rises = (abs(comparison.difference(one, ALL).difference.mean) for one in comparison.possible)
    said = {"falls": plain(100.0 * falls, lang), "rises": plain(100.0 * rises, lang)}
    return text("trust.reach", lang, days=comparison.baseline.scenario.days, **said)


def _what(comparison: Comparison, end: str, lang: str) -> str:
    """What the worst or the best stands for in this office."""
    said = [text(f"trust.{ENDS[end]}.{name}", lang) for name in moved(comparison.baseline.given, end)]
    return f"{text(f'trust.{end}', lang)}: {'; '.join(said)}."


def models(found: TrustModels, lang: str) -> Iterator[Block]:
    """A table for all citizens, for those who came and who only heard, a column a model; the range of each in words."""
    yield Prose([text("trust.models.title", lang)], role=Role.TITLE)
    shown = [one for one in found.shown if not found.comparison.not_applicable(one)]
    columns = [Column(""), *(Column(model, Kind.CHANGE, brief=True) for model in MODELS)]
    for measure in (ALL, CAME, HEARD):
        rows = [[titled(one.scenario, lang), *_by_model(found, one, measure)] for one in shown]
        yield Table(text(f"trust.models.of.{measure}", lang), columns, rows, name="summary_gains", gap=0)
    yield Prose([text("trust.models.range", lang)], gap=1)
    yield Prose([_range(found, one, lang) for one in shown], role=Role.ITEMS, name="summary_gains")
    yield Prose([text(f"trust.models.{part}", lang) for part in ("are", "note")], gap=1, name="summary_gains")


def _by_model(found: TrustModels, one: Result, measure: str) -> list[Cell]:
    return [Figure(found.difference(one, model, measure).difference, measure) for model in MODELS]


def _range(found: TrustModels, one: Result, lang: str) -> str:
    """Between what a variant lies by model, and on what the models agree."""
    means = [found.difference(one, model, ALL).difference.mean for model in MODELS]
    _, low, high = signed_parts(Estimate(max(means, key=abs), min(means), max(means), 2), lang, ALL)
    said = text(f"trust.models.agreement.{found.agreement(one, ALL)}", lang)
    return text("trust.models.from_to", lang, title=titled(one.scenario, lang), low=low, high=high, said=said)
