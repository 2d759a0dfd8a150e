"""Lessons in notebooks: teams guess, the guesses are kept, and what came out is held against them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.language.arguments import checked, fits
from sim.language.errors import BadRequest

if TYPE_CHECKING:
    from sim.views.lesson.form import Guesses

__all__ = ["guess"]

MOST = 6
"""So many questions a team of six can talk over in eight minutes."""


@checked
def guess(
    questions: "Mapping[str, Any] | Sequence[str]", folder: "str | Path | None" = None, lang: str | None = None
) -> "Guesses":
    """A form of at most six questions to choose answers to, team after team: `{"How many minutes?": [5, 15, 45]}`.

    Of a question without choices it asks whether something falls, rises, or neither. Guesses are kept in the folder, a
    file a team; without one, in memory only. Raises BadRequest where there is nothing to choose, or one thing twice.
    """
    from sim.views.lesson.form import Guesses
    from sim.views.lesson.store import Store

    _once(questions)
    asked = dict(questions) if isinstance(questions, Mapping) else dict.fromkeys(questions, ())
    if not 1 <= len(asked) <= MOST:
        raise BadRequest("guess_questions", found=len(asked), most=MOST)
    choices = {question: _choices(question, given) for question, given in asked.items()}
    return Guesses(choices, Store(Path(folder) if folder is not None else None), lang)


def _choices(question: str, given: Any) -> tuple[Any, ...]:
    listed = isinstance(given, Sequence) and not isinstance(given, str | bytes)
    if not listed or not all(isinstance(one, str) or (fits(one, float) and isfinite(one)) for one in given):
        raise BadRequest("guess_choices", question=question, found=given)
    _once([str(one) for one in given])
    return tuple(given)


def _once(words: Iterable[str]) -> None:
    """Raises BadRequest for words that stand there twice."""
    for word, times in Counter([*words]).items():
        if times > 1:
            raise BadRequest("guess_twice", found=word)
