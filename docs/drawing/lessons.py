"""Draws the lessons: of each file in lessons/ a notebook and a facilitator's page in every language.

Both are drawn of one source, so that languages cannot drift apart. In its words {name} stands for a figure that
lesson_runs.py measured, kept in lessons/figures.json; in its code $name is a variable or a text, in the language.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Template
from types import SimpleNamespace
from typing import Any

import notebook_files
import pictures
import places
import shelves

from sim.language import LANGUAGES, number, percent
from sim.views.lesson.answers import WAYS, choice_words

SOURCES = Path(__file__).with_suffix("")
FIGURES = SOURCES / "figures.json"
NOTEBOOKS = places.DOCS.parent / "notebooks" / "training"
WORDS: dict[str, Any] = tomllib.loads((SOURCES / "words.toml").read_text("utf-8"))
STEPS = ("opening", "guess", "run", "look", "discuss", "close")
BOLD = re.compile(r"\*\*(.+?)\.?\*\*")
CHART = re.compile(r"^sim\.charts\.", re.MULTILINE)
Lesson = dict[str, Any]


@cache
def lessons() -> tuple[Lesson, ...]:
    """The sources, in their order."""
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(SOURCES.glob("[0-9]*.toml")))


def notebook(lesson: Lesson, lang: str) -> Path:
    """Where its notebook stands."""
    return NOTEBOOKS / lang / f"{lesson['file'][lang]}.ipynb"


def page(lesson: Lesson, lang: str) -> Path:
    """Where its facilitator's page stands."""
    return places.part("lessons", lang, lesson["file"][lang])


def digits(figure: Mapping[str, Any]) -> int:
    """Decimals of a figure; shares are shown in percent."""
    shown = figure.get("digits", 1)
    return shown + 2 if figure.get("percent") else shown


def kept() -> dict[str, dict[str, float]]:
    """The figures that were measured, by the number of the lesson."""
    return json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}


def said(lesson: Lesson, words: Mapping[str, str], lang: str) -> str:
    """Words in a language, their figures filled in."""
    found = kept()[number_of(lesson)]

    def figure(place: re.Match[str]) -> str:
        how, value = lesson["figures"][place[1]], found[place[1]]
        value = abs(value) if how.get("size") else value
        shown = percent(value, lang, how.get("digits", 0)) if how.get("percent") else number(value, lang, digits(how))
        return shown.replace("-", "−")

    return re.sub(r"\{(\w+)\}", figure, words[lang].strip())


def number_of(lesson: Lesson) -> str:
    """As it stands in front of its files: "01"."""
    return str(lesson["file"]["en"][:2])


def code(lesson: Lesson, source: str, lang: str) -> str:
    """Code with the words of a language."""
    words = {name: word[lang] for name, word in lesson["words"].items()}
    return Template(source.strip()).substitute(words, lang=lang, answers=answers(lesson, lang))


def answers(lesson: Lesson, lang: str) -> str:
    """The folder of the guesses, beside its notebook."""
    return f"{WORDS['answers'][lang]}-{number_of(lesson)}"


def _cells(lesson: Lesson, lang: str) -> Iterator[tuple[str, str]]:
    """Kinds and sources; answers are folded below their question."""
    top = [f"# {lesson['title'][lang]}", WORDS["about"][lang].format(number=int(number_of(lesson)))]
    place = page(lesson, lang).relative_to(places.DOCS.parent).as_posix()
    yield "markdown", "\n\n".join([*top, said(lesson, lesson["opening"], lang), WORDS["fair"][lang].format(page=place)])
    yield "code", "import sim"
    for step in ("guess", "run"):
        yield "markdown", f"{_heading(lesson, step, lang)}\n\n{said(lesson, lesson[step], lang)}"
        yield "code", code(lesson, lesson[step]["code"], lang)
    for place_, look in enumerate(lesson["look"]):
        above = f"{_heading(lesson, 'look', lang)}\n\n" if place_ == 0 else ""
        yield "markdown", above + said(lesson, look, lang)
        yield "code", code(lesson, look["code"], lang)
    asked = [_folded(f"{place + 1}. {said(lesson, one['question'], lang)}", said(lesson, one["answer"], lang), lang)
             for place, one in enumerate(lesson["discuss"])]  # fmt: skip
    yield "markdown", "\n\n".join([_heading(lesson, "discuss", lang), *asked])
    yield "markdown", f"{_heading(lesson, 'close', lang)}\n\n{said(lesson, lesson['close'], lang)}"
    for place_, more in enumerate(lesson.get("more", [])):
        above = f"## {WORDS['more'][lang]}\n\n" if place_ == 0 else ""
        yield "markdown", above + said(lesson, more, lang)
        yield "code", code(lesson, more["code"], lang)


def _heading(lesson: Lesson, step: str, lang: str) -> str:
    name, minutes = WORDS["steps"][step][lang], lesson["minutes"][step]
    return f"## {STEPS.index(step)}. {name} ({minutes} {WORDS['minutes'][lang]})"


def _folded(question: str, answer: str, lang: str) -> str:
    return f"{question}\n\n<details><summary>{WORDS['answer'][lang]}</summary>\n\n{answer}\n\n</details>"


def written(lesson: Lesson, lang: str) -> str:
    """Its notebook as a file."""
    return notebook_files.written(_cells(lesson, lang), number_of(lesson), lang)


def guide(lesson: Lesson, lang: str) -> str:
    """Its facilitator's page: minutes, pictures to print, questions with answers and usual wrong ones, plan B."""
    at = notebook(lesson, lang).relative_to(places.DOCS.parent).as_posix()
    own = {name: words[lang].strip() for name, words in WORDS["guide"].items()}
    parts = [f"# {int(number_of(lesson))}. {lesson['title'][lang]}", own["top"].format(notebook=at)]
    parts += [f"**{own['learned']}**", "\n".join(f"- {said(lesson, one, lang)}" for one in lesson["learned"])]
    told = {"answers": answers(lesson, lang), "memory": lesson.get("memory", WORDS["memory"])[lang]}
    parts += [f"## {own['before_title']}", own["before"].format(**told)]
    parts += [f"## {own['minutes_title']}", _minutes(lesson, lang)]
    parts += [f"## {own['opening_title']}", said(lesson, lesson["opening"], lang)]
    parts += [f"## {own['guess_title']}", said(lesson, lesson["guess"], lang), _asked(lesson, lang)]
    parts += [f"## {own['pictures_title']}", own["pictures"], *_looks(lesson, lang)]
    parts += [f"## {own['questions_title']}"]
    for place, one in enumerate(lesson["discuss"]):
        parts += [f"**{place + 1}. {said(lesson, one['question'], lang)}**", said(lesson, one["answer"], lang)]
        parts += [f"*{own['wrong']}*: {said(lesson, one['wrong'], lang)}"]
    parts += [f"## {WORDS['steps']['close'][lang]}", said(lesson, lesson["close"], lang)]
    parts += [f"## {own['plan_b_title']}", own["plan_b"], said(lesson, lesson["plan_b"], lang)]
    parts += [places.link(own["all"], places.page("lessons", lang), page(lesson, lang))]
    return "\n\n".join(parts) + "\n"


def _asked(lesson: Lesson, lang: str) -> str:
    """The questions of its form with their choices, for a board."""
    heard = SimpleNamespace(guess=lambda questions, *_, **__: questions)
    known: dict[str, Any] = {"sim": heard}
    exec(code(lesson, lesson["guess"]["code"], lang), known)  # noqa: S102  (our own)
    questions = known[lesson["words"]["guesses"][lang]]
    asked = questions if isinstance(questions, dict) else dict.fromkeys(questions, ())
    shown = {one: [choice_words(choice, lang) for choice in choices or WAYS] for one, choices in asked.items()}
    return "\n".join(f"- {question}: {' · '.join(choices)}" for question, choices in shown.items())


def _looks(lesson: Lesson, lang: str) -> Iterator[str]:
    """What to ask of each picture, the picture, and what is to be seen."""
    drawn_ = charts(lesson)
    for place, look in enumerate(lesson["look"]):
        asked = said(lesson, look, lang)
        yield f"{place + 1}. {asked}"
        if look in drawn_:
            path = picture(lesson, drawn_.index(look), lang).relative_to(places.DOCS).as_posix()
            yield f"![{BOLD.findall(asked)[0]}](../{path})"
        if "seen" in look:
            yield f"*{WORDS['guide']['seen'][lang]}*: {said(lesson, look['seen'], lang)}"


def charts(lesson: Lesson) -> list[dict[str, Any]]:
    """The cells to look at that draw a picture."""
    return [look for look in lesson["look"] if CHART.search(look["code"])]


def picture(lesson: Lesson, place: int, lang: str) -> Path:
    """Where the picture of a cell stands."""
    return pictures.FOLDER / f"lesson-{number_of(lesson)}-{place + 1}.{lang}.png"


def _minutes(lesson: Lesson, lang: str) -> str:
    rows, start = [], 0
    for step in STEPS:
        end = start + lesson["minutes"][step]
        own = f" {said(lesson, lesson['lead'][step], lang)}" if step in lesson.get("lead", {}) else ""
        rows.append(
            [f"{start}–{end}", WORDS["steps"][step][lang], " ".join(f"{WORDS['lead'][step][lang]}{own}".split())]
        )
        start = end
    return places.table(WORDS["minutes_head"][lang], rows)


def index(lang: str) -> str:
    """The page of all lessons."""
    at = places.page("lessons", lang)
    rows = [
        [str(int(number_of(one))), places.link(one["title"][lang], page(one, lang), at),
         f"`{notebook(one, lang).relative_to(places.DOCS.parent).as_posix()}`"] for one in lessons()
    ]  # fmt: skip
    table = places.table(WORDS["index_head"][lang], rows)
    return f"{WORDS['index'][lang].strip()}\n\n{table}\n"


def drawn() -> Iterator[tuple[Path, str]]:
    """All files but the pictures."""
    for lang in LANGUAGES:
        yield places.page("lessons", lang), index(lang)
        for lesson in lessons():
            yield notebook(lesson, lang), written(lesson, lang)
            yield page(lesson, lang), guide(lesson, lang)


def main() -> None:
    """Draw the notebooks and pages, and the page that leads to them."""
    for path, words in drawn():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    shelves.main()


if __name__ == "__main__":
    main()
