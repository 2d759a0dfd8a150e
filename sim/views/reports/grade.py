"""The report on the grades of a comparison: what each difference is at the ends of all assumptions."""

from collections.abc import Iterator

from sim.language import language, text
from sim.measures import Estimate, Key
from sim.runs import Result
from sim.runs.comparing.outcomes import GAP, outcomes
from sim.runs.doubting.grade import Grades
from sim.runs.doubting.grade_trials import Trials
from sim.runs.doubting.graded import Graded
from sim.views.extras import USUAL, Extras
from sim.views.notation import exact
from sim.views.render.text import printed
from sim.views.sections.conclusions import FEW
from sim.views.sections.numbers import in_words
from sim.views.sections.summary import heading_of
from sim.views.shown import GRADED
from sim.views.table import Block, Cell, Column, Figure, Kind, Prose, Role, Table
from sim.views.titles import titled

LONG_MIN = 3
"""From so many minutes on somebody may want to wait less."""


def trying_text(trials: Trials, lang: str | None = None) -> str:
    """What is about to be tried, and how long that takes."""
    seconds = trials.seconds()
    minutes = round(seconds / 60)
    time = text(f"grade.{'seconds' if seconds < 90 else 'minutes'}", lang, seconds=round(seconds), minutes=minutes)
    said = text("grade.trying", lang, numbers=trials.numbers, runs=trials.runs, time=time)
    return f"{said} {text('grade.shorter', lang)}" if minutes >= LONG_MIN else said


def grade_text(grades: Grades, lang: str | None = None, extras: Extras = USUAL) -> str:
    """What `loket compare --grade` prints below the comparison."""
    return printed(grade_report(grades, language(lang), extras), lang)


def grade_report(grades: Grades, lang: str, extras: Extras = USUAL) -> Iterator[Block]:
    """A row a variant; of one or two, or where all is asked for, then the grades of each and what moves most."""
    yield _glance(grades, lang)
    for variant in grades.comparison.variants if extras.full or len(grades.comparison.variants) < FEW else ():
        yield from _against(grades, variant, lang, gap=1)
    yield Prose(_footer(grades, lang), gap=1)


def _glance(grades: Grades, lang: str) -> Table:
    """The grade of each outcome of each variant."""
    found = [measure for measure in outcomes(grades.comparison) if measure != GAP]
    rows: list[list[Cell]] = []
    for variant in grades.comparison.variants:
        graded = [grades.of(variant, Key(measure)).grade for measure in found]
        rows.append([titled(variant.scenario, lang), *(text(f"grade.{grade}", lang) for grade in graded)])
    columns = (Column(""), *(heading_of(measure, lang) for measure in found))
    return Table(text("grade.glance", lang), columns, rows, name="glance", gap=0)


KINDS = {"measure": Kind.WORDS, "difference": Kind.CHANGE, "ends": Kind.ENDS, "grade": Kind.WORDS}


def _against(grades: Grades, variant: Result, lang: str, gap: int) -> Iterator[Block]:
    names = {"variant": titled(variant.scenario, lang), "baseline": titled(grades.comparison.baseline.scenario, lang)}
    yield Prose([text("grade.title", lang, **names)], gap, Role.TITLE)
    known = grades.comparison.baseline.known & variant.known
    found = [grades.of(variant, key) for measure in GRADED if (key := Key(measure)) in known]
    told = [graded for graded in found if graded.low or graded.high]
    columns = [Column(text(f"grade.{name}", lang), kind) for name, kind in KINDS.items()]
    yield Table("", columns, [_row(graded, lang) for graded in told], name="grade")
    yield from _movers(grades, told, lang)


def _row(found: Graded, lang: str) -> tuple[Cell, ...]:
    measure = found.difference.key.measure
    ends = Estimate(found.low, found.low, found.high, 2)
    figures = (Figure(part, measure) for part in (found.difference.difference, ends))
    return (text(f"measures.{measure}.title", lang), *figures, text(f"grade.{found.grade}", lang))


def _movers(grades: Grades, found: list[Graded], lang: str) -> Iterator[Prose]:
    """The assumptions that move some measure most, with those that they move."""
    moved: dict[str, list[str]] = {}
    for graded in found:
        if graded.most is not None:
            label = text(f"measures.{graded.difference.key.measure}.title", lang)
            moved.setdefault(graded.most, []).append(label)
    if moved:
        yield Prose([text("grade.most", lang)], gap=1, role=Role.TITLE)
    for path, measures in moved.items():
        low, high = (exact(trial.value, lang) for trial in grades.trials if trial.path == path)
        span = text("grade.span", lang, low=low, high=high)
        said = in_words(path, [one.given for one in grades.comparison.results], lang)
        yield Prose([f"{said} ({span}): {'; '.join(measures)}"], role=Role.ITEMS)


def _footer(grades: Grades, lang: str) -> list[str]:
    numbers = len({trial.path for trial in grades.trials})
    if not numbers:
        return [text(f"grade.footer_{part}", lang) for part in ("rule", "none")]
    tried = "one_try" if grades.runs == 1 else "tried"
    first = text(f"grade.footer_{tried}", lang, numbers=numbers, runs=grades.runs)
    lines = [first, *(text(f"grade.footer_{part}", lang) for part in ("rule", "own"))]
    return [*lines, text("grade.footer_untried", lang, untried=grades.untried)] if grades.untried else lines
