"""Before and after a date: the sixty days on either side beside the whole run."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sim.language import date_words, text
from sim.measures import Estimate, Key, Verdict
from sim.measures.windows import WINDOW_DAYS
from sim.runs import Comparison, Result
from sim.runs.comparing.before_after import change, change_beyond
from sim.views.notation import signed_interval
from sim.views.sections.differences import judged
from sim.views.sections.footers import small_note
from sim.views.sections.measures import measured
from sim.views.shown import AROUND
from sim.views.table import Cell, Column, Figure, Kind, Prose, Table
from sim.views.titles import titled

WAIT = Key("wait_mean_min")


def around(result: Result, start: date, lang: str) -> Table:
    """A table of a scenario: the whole run, before, after, the change with its interval, the verdict."""
    rows: list[list[Cell]] = []
    for key in _keys(result):
        found = change(result, key)
        if found.change.runs:
            means = [Figure(e, key.measure) for e in (result.estimate(*key), found.before, found.after)]
            changed = Figure(found.change, key.measure)
            rows.append([_title(key, lang), *means, changed, judged(found.change, found.verdict, lang)])
    table = _shown(("whole", "before", "after"), "change", rows, start, lang, "note")
    several = len(result.replications) > 1
    return replace(table, notes=(*table.notes, small_note(result.scenario, lang))) if several else table


def around_against(
    comparison: Comparison, variant: Result, lang: str, shown: Collection[str] = AROUND
) -> Table | Prose:
    """A table of a variant: the change of the baseline, its own, and how much more it changed; or why there is none."""
    start = variant.around
    if start is None:
        return Prose([text("reforms.around.none", lang)], gap=1)
    rows: list[list[Cell]] = []
    for key in _keys(comparison.baseline):
        if key not in variant.known or key.measure not in shown:
            continue
        found = change_beyond(comparison, variant, key)
        if found.beyond.runs:
            own = [Figure(_mean(one.change), key.measure) for one in (found.baseline, found.variant)]
            beyond = Figure(found.beyond, key.measure)
            rows.append([_title(key, lang), *own, beyond, judged(found.beyond, found.verdict, lang)])
    return _shown(("change_baseline", "change_variant"), "beyond", rows, start, lang, "note_beyond")


def sixty_days(comparison: Comparison, variants: Sequence[Result], lang: str) -> Iterator[str]:
    """What the days after the start of variants show, what they would show without them, what those add, in words.

    Of those that start on the same day what they share is said once.
    """
    dated = [variant for variant in variants if variant.around is not None]
    for start in dict.fromkeys(variant.around for variant in dated):
        of_day = [variant for variant in dated if variant.around == start]
        if len(of_day) > 1:
            yield text("results.around.said_of_all", lang, **_sixty(comparison, of_day[0], lang))
        key = "said_beside" if len(of_day) > 1 else "said"
        for variant in of_day:
            title = f"{titled(variant.scenario, lang)}. " if key == "said" and len(comparison.variants) > 1 else ""
            first = text(f"results.around.{key}", lang, **_sixty(comparison, variant, lang))
            yield title + " ".join([first, *_also(comparison, variant, WAIT, lang)])


def _sixty(comparison: Comparison, variant: Result, lang: str) -> dict[str, object]:
    found = change_beyond(comparison, variant, WAIT)
    own, nothing = (signed_interval(_mean(one.change), lang, WAIT.measure) for one in (found.variant, found.baseline))
    adds = signed_interval(found.beyond, lang, WAIT.measure)
    said = judged(found.beyond, found.verdict, lang).words if found.beyond.runs > 1 else ""
    values = {"own": own, "nothing": nothing, "adds": ", ".join(filter(None, [adds, said])), "days": WINDOW_DAYS}
    start = date_words(variant.around, lang) if variant.around is not None else ""
    return values | {"title": titled(variant.scenario, lang), "start": start, "measure": _title(WAIT, lang)}


def _also(comparison: Comparison, variant: Result, told: Key, lang: str) -> Iterator[str]:
    """What else is better in the same days, and what is worse, by name: `loket compare` has their figures."""
    keys = [key for key in _keys(comparison.baseline) if key != told and key in variant.known]
    found = [change_beyond(comparison, variant, key) for key in keys]
    for verdict in (Verdict.BETTER, Verdict.WORSE):
        titles = "; ".join(_title(one.key, lang) for one in found if one.beyond.runs > 1 and one.verdict is verdict)
        if titles:
            yield text(f"results.around.also_{verdict}", lang, measures=titles)


def worse_at_first(comparison: Comparison, lang: str) -> list[str]:
    """The variants with which the wait is worse in the days after their start, and over the whole run is not."""
    found: list[Result] = []
    for variant in comparison.variants:
        if variant.around is not None and comparison.difference(variant, WAIT).verdict is not Verdict.WORSE:
            found += [variant] if change_beyond(comparison, variant, WAIT).verdict is Verdict.WORSE else []
    titles = "; ".join(titled(variant.scenario, lang) for variant in found)
    return [text("memo.advice.worse_at_first", lang, titles=titles, days=WINDOW_DAYS)] if found else []


def _keys(result: Result) -> list[Key]:
    return [key for measure in AROUND if measured(result, key := Key(measure))]


def _title(key: Key, lang: str) -> str:
    return text(f"measures.{key.measure}.title", lang)


def _mean(found: Estimate) -> Estimate:
    return Estimate(found.mean, found.mean, found.mean, 1)


def _shown(
    columns: tuple[str, ...], last: str, rows: Sequence[Sequence[Cell]], start: date, lang: str, note: str
) -> Table:
    """The columns of means (of a change those with their signs), the change and the verdict."""
    kinds = {name: Kind.CHANGE if name.startswith("change") else Kind.MEAN for name in columns}
    kinds |= {last: Kind.CHANGE, "verdict": Kind.WORDS}
    heading = [Column(text(f"results.around.{name}", lang), kind) for name, kind in kinds.items()]
    days = {"first": start - timedelta(WINDOW_DAYS), "last": start + timedelta(WINDOW_DAYS - 1)}
    words = {name: date_words(day, lang) for name, day in days.items()}
    notes = [text(f"results.around.{note}", lang, days=WINDOW_DAYS, **words)]
    title = text("results.around.title", lang, start=date_words(start, lang))
    return Table(title, (Column(""), *heading), rows, notes, "around")
