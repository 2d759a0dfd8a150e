"""Before and after a date, printed: the sixty days on either side beside the whole run."""

from collections.abc import Iterator
from datetime import date, timedelta

from sim.language import date_words, text
from sim.measures import Estimate, Key
from sim.measures.windows import WINDOW_DAYS
from sim.runs import Comparison, Result
from sim.runs.around import change, change_beyond
from sim.views.tables import paragraphs, plain, signed_interval, table
from sim.views.tables_people import known

SHOWN = (
    "arrivals_per_day",
    "wait_mean_min",
    "within_target",
    "completed_share",
    "days_to_finish_mean",
    "visits_per_case",
    "citizen_hours_per_case",
    "ikm",
    "satisfaction_mean",
    "trust_days_mean",
    "paid_per_case",
    "complaints_per_1000",
    "answered_in_time",
    "staff_min_per_case",
)
LABEL = 30


def around_lines(result: Result, start: date, lang: str) -> list[str]:
    """A table of a scenario: the whole run, before, after, the change with its interval, the verdict."""
    rows = []
    for key in _keys(result):
        found = change(result, key)
        if found.change.runs:
            means = [plain(e.mean, lang, key.measure) for e in (result.estimate(*key), found.before, found.after)]
            rows.append((_title(key, lang), *means, *_said(found.change, str(found.verdict), key, lang)))
    columns = ("whole", "before", "after", "change", "verdict")
    return _shown(columns, rows, start, lang, "note")


def around_against(comparison: Comparison, variant: Result, lang: str) -> list[str]:
    """A table of a variant: the change of the baseline, its own, and how much more it changed; or why there is none."""
    start = variant.around
    if start is None:
        return ["", *paragraphs(text("reforms.around.none", lang))]
    rows, of_variant = [], set(variant.keys)
    for key in _keys(comparison.baseline):
        if key not in of_variant:
            continue
        found = change_beyond(comparison, variant, key)
        if found.beyond.runs:
            own = [_signed(one.change, key, lang) for one in (found.baseline, found.variant)]
            rows.append((_title(key, lang), *own, *_said(found.beyond, str(found.verdict), key, lang)))
    return _shown(("change_baseline", "change_variant", "beyond", "verdict"), rows, start, lang, "note_beyond")


def around_records(result: Result) -> Iterator[dict[str, object]]:
    """A record for each measure: means before and after, the change with its interval, the verdict."""
    for key in result.keys:
        found = change(result, key)
        yield {
            "measure": key.label,
            "before": found.before.mean,
            "after": found.after.mean,
            "change": found.change.mean,
            "change_low": found.change.low,
            "change_high": found.change.high,
            "change_verdict": str(found.verdict),
        }


def beyond_records(comparison: Comparison, variant: Result) -> Iterator[dict[str, object]]:
    """A record for each measure of a variant: its change beyond that of the baseline."""
    shared = set(variant.keys)
    for key in comparison.baseline.keys:
        if key in shared:
            found = change_beyond(comparison, variant, key)
            yield {
                "measure": key.label,
                "baseline_change": found.baseline.change.mean,
                "change": found.variant.change.mean,
                "change_beyond": found.beyond.mean,
                "beyond_low": found.beyond.low,
                "beyond_high": found.beyond.high,
                "beyond_verdict": str(found.verdict),
            }


def _keys(result: Result) -> list[Key]:
    return [Key(measure) for measure in SHOWN if known(result, Key(measure))]


def _title(key: Key, lang: str) -> str:
    return text(f"results.measure.{key.measure}", lang)


def _said(found: Estimate, said: str, key: Key, lang: str) -> tuple[str, str]:
    words = text(f"results.verdict.{said}", lang) if found.runs > 1 or said == "same" else "–"
    return signed_interval(found, lang, key.measure), words


def _signed(found: Estimate, key: Key, lang: str) -> str:
    """The mean of a change, with its sign."""
    return signed_interval(Estimate(found.mean, found.mean, found.mean, 1), lang, key.measure)


def _shown(columns: tuple[str, ...], rows: list[tuple[str, ...]], start: date, lang: str, note: str) -> list[str]:
    if not rows:
        return []
    heading = [text(f"results.around.{column}", lang) for column in columns]
    title = text("results.around.title", lang, start=date_words(start, lang))
    lines = table((title, *heading), rows, left=(0, len(columns)), label=LABEL)
    days = {"first": start - timedelta(WINDOW_DAYS), "last": start + timedelta(WINDOW_DAYS - 1)}
    words = {name: date_words(day, lang) for name, day in days.items()}
    return [*lines, *paragraphs(text(f"results.around.{note}", lang, days=WINDOW_DAYS, **words))]
