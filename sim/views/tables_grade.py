"""The printed grades of a comparison: what each difference is at the ends of all assumptions."""

from collections.abc import Iterator, Sequence
from typing import Any

from sim.language import language, text
from sim.measures import Estimate, Key
from sim.runs import Result
from sim.runs.grade import Graded, Grades
from sim.runs.grade_trials import Trials
from sim.runs.outcomes import GAP, outcomes
from sim.views.looks import USUAL, Looks
from sim.views.tables import paragraphs, signed_interval, table
from sim.views.tables_evidence import exact, wrapped
from sim.views.tables_records import compare_records
from sim.views.tables_run import CASES, OVERALL
from sim.views.titles import said

PEOPLE = (
    "ikm", "satisfaction_mean", "turned_away_share", "trust_end_mean", "asked_share", "paid_share",
    "complaints_per_1000", "answered_in_time", "staff_min_per_case", "competence_mean", "motivation_mean",
    "strain_mean",
)  # fmt: skip
MAIN = (*OVERALL, *CASES, *PEOPLE)
LABEL = 34
GLANCE_LABEL, GLANCE_WIDTH = 30, 126
LONG_MIN = 3
"""From so many minutes on somebody may want to wait less."""


def trying_text(trials: Trials, lang: str | None = None) -> str:
    """What is about to be tried, and how long that takes."""
    seconds = trials.seconds()
    minutes = round(seconds / 60)
    time = text(f"grade.{'seconds' if seconds < 90 else 'minutes'}", lang, seconds=round(seconds), minutes=minutes)
    said = text("grade.trying", lang, numbers=trials.numbers, runs=trials.runs, time=time)
    return f"{said} {text('grade.shorter', lang)}" if minutes >= LONG_MIN else said


def grade_text(grades: Grades, lang: str | None = None, looks: Looks = USUAL) -> str:
    """What `loket compare --grade` prints below the comparison: for each variant the grades, and what moves most.

    Of reforms (and of a summary) first a table of a row a variant, of a summary that alone.
    """
    lang = language(lang)
    reforms = any(result.scenario.reforms for result in grades.comparison.results)
    lines = _glance(grades, lang) if reforms or looks.summary else []
    variants = () if looks.summary else grades.comparison.variants
    lines += [line for variant in variants for line in [*_against(grades, variant, lang), ""]]
    return "\n".join([*lines, *paragraphs(*_footer(grades, lang))])


def _glance(grades: Grades, lang: str) -> list[str]:
    """The grade of each outcome of each variant."""
    found = [measure for measure in outcomes(grades.comparison) if measure != GAP]
    heads = [text(f"reforms.summary.column.{measure}", lang).split("|") for measure in found]
    rows = [("", *(head[1] for head in heads))]
    for variant in grades.comparison.variants:
        graded = [grades.of(variant, Key(measure)).grade for measure in found]
        rows.append((said(variant.scenario, lang), *(text(f"grade.short.{grade}", lang) for grade in graded)))
    heading = (text("grade.glance", lang), *(head[0] for head in heads))
    return [*table(heading, rows, label=GLANCE_LABEL, width=GLANCE_WIDTH)[1:], ""]


def grade_records(grades: Grades, records: Sequence[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The records of the comparison (`compare_records`); of the whole office with a grade, else with None."""
    found = {
        (variant.name, graded.difference.key.label): graded
        for variant in grades.comparison.variants
        for graded in grades.graded(variant)
    }
    records = compare_records(grades.comparison) if records is None else records
    return [record | _of_grade(found.get((record["scenario"], record["measure"]))) for record in records]


def _of_grade(found: Graded | None) -> dict[str, Any]:
    if found is None:
        return dict.fromkeys(("end_low", "end_high", "moved_most_by", "grade"))
    return {"end_low": found.low, "end_high": found.high, "moved_most_by": found.most, "grade": str(found.grade)}


def _against(grades: Grades, variant: Result, lang: str) -> Iterator[str]:
    names = {"variant": said(variant.scenario, lang), "baseline": said(grades.comparison.baseline.scenario, lang)}
    yield from paragraphs(text("grade.title", lang, **names))
    shared = set(grades.comparison.baseline.keys) & set(variant.keys)
    found = [grades.of(variant, Key(measure)) for measure in MAIN if Key(measure) in shared]
    told = [graded for graded in found if graded.low or graded.high]
    heading = [text(f"grade.{column}", lang) for column in ("measure", "difference", "ends", "grade")]
    yield from table(heading, [_row(graded, lang) for graded in told], left=(0, 3), label=LABEL)
    yield from _movers(grades, told, lang)


def _row(found: Graded, lang: str) -> tuple[str, ...]:
    measure = found.difference.key.measure
    difference = signed_interval(found.difference.difference, lang, measure)
    ends = [signed_interval(Estimate(end, end, end, 1), lang, measure) for end in (found.low, found.high)]
    span = text("grade.span", lang, low=ends[0], high=ends[1]) if ends[0] != ends[1] else ends[0]
    return (text(f"results.measure.{measure}", lang), difference, span, text(f"grade.{found.grade}", lang))


def _movers(grades: Grades, found: list[Graded], lang: str) -> Iterator[str]:
    """The assumptions that move some measure most, with those that they move."""
    moved: dict[str, list[str]] = {}
    for graded in found:
        if graded.most is not None:
            label = text(f"results.measure.{graded.difference.key.measure}", lang)
            moved.setdefault(graded.most, []).append(label)
    if moved:
        yield from ["", text("grade.most", lang)]
    for path, measures in moved.items():
        low, high = (exact(trial.value, lang) for trial in grades.trials if trial.path == path)
        span = text("grade.span", lang, low=low, high=high)
        yield from wrapped(f"{path} ({span}): {'; '.join(measures)}", "  ", "    ")


def _footer(grades: Grades, lang: str) -> list[str]:
    numbers = len({trial.path for trial in grades.trials})
    if not numbers:
        return [text(f"grade.footer_{part}", lang) for part in ("rule", "none")]
    tried = "one_try" if grades.runs == 1 else "tried"
    first = text(f"grade.footer_{tried}", lang, numbers=numbers, runs=grades.runs)
    lines = [first, *(text(f"grade.footer_{part}", lang) for part in ("rule", "own"))]
    return [*lines, text("grade.footer_untried", lang, untried=grades.untried)] if grades.untried else lines
