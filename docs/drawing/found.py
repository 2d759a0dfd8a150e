"""Draws the tables of what runs of reforms show anew (a few minutes).

A page marks the place: <!-- found --> ... <!-- end -->. The figures are those of findings/rows.py; words
stand in found.toml.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import places

from findings.rows import FOUND, Figure
from sim.evidence import row_of
from sim.language import LANGUAGES, number
from sim.measures import Estimate
from sim.views.sections.evidence import figure

WORDS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("found.toml").read_text("utf-8"))
PLACE = re.compile(r"(<!-- found -->\n).*?(<!-- end -->)", re.DOTALL)


def table(figures: Mapping[str, Figure], lang: str) -> str:
    """The table of a page."""
    head = WORDS["head"][lang]
    at = places.page("validation", lang)
    rows = [[places.row_link(row, lang, at), WORDS[row][lang], world(row, lang), said(found, lang),
             WORDS["verdict"][verdict(row)][lang]] for row, found in figures.items()]  # fmt: skip
    return places.table(head, rows) + "\n"


def world(row: str, lang: str) -> str:
    """What was found: with its range, or in words where only the direction carries over."""
    return str(WORDS[row].get(f"found_{lang}") or figure(row_of(row), lang))


def verdict(row: str) -> str:
    """How the two are to be compared: by the range, or by the direction alone; and whether the model takes the row."""
    return str(WORDS[row]["as"])


def said(found: Figure, lang: str) -> str:
    """A figure of runs, with its interval where there is one."""
    if isinstance(found, Estimate):
        return f"{digits(found.mean, lang)} [{digits(found.low, lang)}; {digits(found.high, lang)}]"
    return digits(found, lang)


def digits(value: float, lang: str) -> str:
    """Three figures, or what is left of them after four places."""
    return number(value, lang, 1 if abs(value) >= 1 else 3 if abs(value) >= 0.01 else 4).replace("-", "−")


def main() -> None:
    """Measure all of it, and draw it into both pages."""
    figures: dict[str, Figure] = {}
    for row, measure in FOUND.items():
        figures[row] = measure()
        print(f"{row:4} {said(figures[row], 'en')}", flush=True)
    for lang in LANGUAGES:
        path = places.page("validation", lang)
        text = path.read_text("utf-8")
        drawn = table(figures, lang)
        path.write_text(PLACE.sub(lambda place, drawn=drawn: f"{place[1]}\n{drawn}\n{place[2]}", text), "utf-8")
