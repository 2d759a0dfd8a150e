"""Draws the table of pairs of reforms anew (some minutes).

The figures are those of findings/pairs.py. A page marks the place: <!-- pairs --> ... <!-- end -->.
Alone: python docs/drawing/pairs.py
"""

import re

from places import page, table

from findings.pairs import PAIRS, Pair, Together, together
from sim.language import LANGUAGES, number
from sim.measures import Estimate

PLACE = re.compile(r"(<!-- pairs -->\n).*?(<!-- end -->)", re.DOTALL)
HEAD = {
    "en": ["pair", "measure", "first alone", "second alone", "both", "beyond the sum", "mechanisms say", "runs say"],
    "id": ["pasangan", "ukuran", "yang pertama", "yang kedua", "keduanya", "di luar jumlahnya", "kata mekanisme",
           "kata simulasi"],
}  # fmt: skip
SAID = {
    "en": {1: "complements", -1: "substitutes", 0: "neither"},
    "id": {1: "melengkapi", -1: "menggantikan", 0: "tidak keduanya"},
}
LARGE = {"wait_mean_min": 1.0, "asked_share": 100.0, "motivation_mean": 100.0}
"""Minutes as they are; shares and points in hundredths."""
BETTER = {"wait_mean_min": -1, "asked_share": -1, "motivation_mean": 1}


def said(found: Estimate, times: float, lang: str) -> str:
    """With its interval."""
    digits = [number(times * value, lang, 2).replace("-", "−") for value in (found.mean, found.low, found.high)]
    return f"{digits[0]} [{digits[1]}; {digits[2]}]"


def shown(pair: Pair, found: Together) -> int:
    """What runs say: more of what is better together than added up, or less; 0 where it cannot be told apart."""
    beyond = found.beyond
    return 0 if beyond.low <= 0.0 <= beyond.high else BETTER[pair.measure] * (1 if beyond.mean > 0.0 else -1)


def row(name: str, pair: Pair, found: Together, lang: str) -> list[str]:
    """A pair, as a row of the table."""
    figures = [said(one, LARGE[pair.measure], lang) for one in found]
    return [name, f"`{pair.measure}`", *figures, SAID[lang][pair.expected], SAID[lang][shown(pair, found)]]


def main() -> None:
    """Draw the table anew in both pages."""
    figures = {name: together(pair) for name, pair in PAIRS.items()}
    for lang in LANGUAGES:
        drawn = table(HEAD[lang], [row(name, pair, figures[name], lang) for name, pair in PAIRS.items()])
        at = page("validation", lang)
        told = PLACE.sub(lambda place, new=drawn: f"{place[1]}\n{new}\n\n{place[2]}", at.read_text("utf-8"))
        at.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
