"""Measures the figures that lessons quote and draws the pictures of their pages, by running the notebooks.

Of some lessons alone: python docs/drawing/lesson_runs.py 01 03
"""

import json
import sys
from contextlib import chdir
from tempfile import TemporaryDirectory
from typing import Any

import lessons
import pictures
from lessons import Lesson

from sim.language import LANGUAGES


def run(lesson: Lesson, lang: str) -> dict[str, Any]:
    """The variables of its notebook after a run without the charts; what it writes is thrown away."""
    known: dict[str, Any] = {}
    with TemporaryDirectory() as place, chdir(place):
        for part in (lesson["guess"], lesson["run"], *lesson["look"], *lesson.get("more", [])):
            before = lessons.CHART.split(lessons.code(lesson, part["code"], lang))[0]
            exec(f"import sim\n{before}", known)  # noqa: S102  (our own)
    return known


def measured(lesson: Lesson) -> dict[str, float]:
    """Its figures."""
    return figures(lesson, run(lesson, "id"))


def figures(lesson: Lesson, known: dict[str, Any]) -> dict[str, float]:
    """Its figures, of the variables of its Indonesian notebook."""
    wanted = lesson["figures"].items()
    return {name: round(float(_value(lesson, one["code"], known)), lessons.digits(one)) for name, one in wanted}


def draw(lesson: Lesson, ran: dict[str, dict[str, Any]]) -> None:
    """Its pictures in all languages, of the variables of their notebooks."""
    for lang, known in ran.items():
        for place, look in enumerate(lessons.charts(lesson)):
            drawing = f"sim.charts.{lessons.CHART.split(look['code'])[1]}"
            chart = _value(lesson, drawing, known, lang)
            pictures.saved(chart, lessons.picture(lesson, place, lang).name.split(".")[0], lang, large=True)


def _value(lesson: Lesson, source: str, known: dict[str, Any], lang: str = "id") -> Any:
    return eval(lessons.code(lesson, source, lang), known)  # noqa: S307  (our own)


def main(*numbers: str) -> None:
    """Measure and draw all of them, or those of some numbers; then the notebooks and pages anew."""
    chosen = [one for one in lessons.lessons() if not numbers or lessons.number_of(one) in numbers]
    for one in chosen:
        ran = {lang: run(one, lang) for lang in LANGUAGES}
        found = lessons.kept() | {lessons.number_of(one): figures(one, ran["id"])}
        lessons.FIGURES.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", "utf-8")
        draw(one, ran)
    lessons.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
