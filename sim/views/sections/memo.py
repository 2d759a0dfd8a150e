"""A memo as Indonesian offices write one (*telaahan staf*): its six parts, and what only its author knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.language import date_words, number, text
from sim.office import Scenario
from sim.runs import Result
from sim.runs.tables.manifest import loket_version
from sim.views.sections.footers import footer_of_all
from sim.views.table import Block, Entry, Listing, Prose, Role
from sim.views.titles import titled

PARTS = ("issue", "premises", "facts", "analysis", "conclusions", "advice")
COVER = ("to", "from", "date", "number", "subject")
LETTERS = ("I", "II", "III", "IV", "V", "VI")
FILLED = ("issue", "facts", "advice")
"""Parts to which the author has to add something."""
DIGEST = 12
"""So many letters tell one file from another."""


@dataclass(frozen=True)
class Memo:
    """What it is about, what stands in its parts (PARTS), and how to come to the same again."""

    subject: str
    parts: Mapping[str, Sequence[Block]]
    again: Prose


def memo(found: Memo, lang: str, *, letterhead: bool = True) -> Iterator[Block]:
    """All of it; what is to be filled in is marked, also the letterhead unless the paper has one."""
    yield Prose([_word("letterhead", lang)] if letterhead else [], role=Role.BLANK)
    yield Prose([_word("head", lang)], role=Role.HEAD)
    blanks = [Entry(_word(name, lang), _word(f"{name}_blank", lang), blank=True) for name in COVER[:-1]]
    yield Listing("", [*blanks, Entry(_word("subject", lang), found.subject)], name="cover")
    for letter, part in zip(LETTERS, PARTS, strict=True):
        yield Prose([f"{letter}. {_word(f'part.{part}', lang)}"], gap=1, role=Role.TITLE, name="part")
        yield from found.parts[part]
        if part in FILLED:
            yield Prose([_word(f"{part}_blank", lang)], role=Role.BLANK)
    yield Prose([_word("sign_blank", lang)], gap=1, role=Role.BLANK)
    yield found.again


def items(*said: str) -> Prose:
    """Sentences, each an item."""
    return Prose([one for one in said if one], role=Role.ITEMS)


def premises(result: Result, lang: str, *more: str) -> Prose:
    """What is taken for granted: that it is a simulation, what stays as it is, and what its figures rest on."""
    scenario = result.scenario
    values = {"runs": len(result.replications), "days": scenario.days, "start": date_words(scenario.start, lang)}
    one = "" if len(result.replications) > 1 else _word("one_run", lang)
    return items(
        _word("simulated", lang, **values), one, *more, *footer_of_all(scenario, lang), *_doubt(scenario, lang)
    )


def _doubt(scenario: Scenario, lang: str) -> Iterator[str]:
    if scenario.doubt:
        yield _word("doubt", lang, count=len(scenario.doubt))


def fitted(scenario: Scenario, lang: str, checked: str = "") -> str:
    """Whether the office was fitted on a log, and what `checked` says of how well it reproduces it."""
    days = scenario.calibrated
    if days is None:
        return _word("not_fitted", lang)
    span = {"first": date_words(days.first, lang), "last": date_words(days.last, lang)}
    return f"{_word('fitted', lang, **span)} {checked or _word('not_checked', lang)}"


def again(scenarios: Sequence[Scenario], runs: int, engine: str, lang: str, command: str = "") -> Prose:
    """How to come to the same figures again."""
    first = scenarios[0]
    facts = {
        "command": command,
        "scenarios": "; ".join(dict.fromkeys(map(_file, scenarios))),
        "runs": runs,
        "days": number(first.days, lang, 0),
        "start": date_words(first.start, lang),
        "level": _word("level_95", lang),
        "seed": str(first.seed),
        "engine": engine,
        "version": loket_version(),
    }
    said = "; ".join(f"{_word(f'again.{name}', lang)} {value}" for name, value in facts.items() if value)
    return Prose([f"{_word('again_title', lang)}. {said}."], gap=1, name="small")


def _file(scenario: Scenario) -> str:
    """A scenario and which file that was: somebody may have changed it since."""
    title = titled(scenario, "id") if not scenario.name else scenario.name
    own = scenario.files[0] if scenario.files else None
    return f"{title} (SHA-256 {own.sha256[:DIGEST]}…)" if own is not None else title


def _word(key: str, lang: str, **values: object) -> str:
    return text(f"memo.{key}", lang, **values)
