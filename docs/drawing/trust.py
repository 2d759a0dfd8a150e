"""Draws the table of what models and settings of trust come to, beside what is known (some ten minutes).

The figures are measured by the functions of findings/trust.py, and tests hold the central one to the ranges.
A page marks the place: <!-- trust --> ... <!-- end -->. Alone: python docs/drawing/trust.py
"""

import re

from places import page, table

from findings.trust import SETTINGS, Found, found, spread
from sim.language import LANGUAGES, number

PLACE = re.compile(r"(<!-- trust -->\n).*?(<!-- end -->)", re.DOTALL)
HEAD = {
    "en": ["setting", "trusting", "correlation", "K1", "asked once", "10 in 100 fewer asked, 5 years",
           "best office, 1 · 3 · 5 years", "worst office, 1 · 3 · 5 years", "half-life, years"],
    "id": ["pengaturan", "percaya", "korelasi", "K1", "sekali dimintai", "10 dari 100 lebih jarang dimintai, 5 tahun",
           "kantor terbaik, 1 · 3 · 5 tahun", "kantor terburuk, 1 · 3 · 5 tahun", "waktu paruh, tahun"],
}  # fmt: skip
TARGETS = {
    "en": ["*known or assumed*", "60–85", "0.2–0.5", "3–9", "−19 to −4", "0.2–6.6", "· · 0.3–11", "", "0.75–4"],
    "id": ["*diketahui atau diasumsikan*", "60–85", "0,2–0,5", "3–9", "−19 sampai −4", "0,2–6,6", "· · 0,3–11", "",
           "0,75–4"],
}  # fmt: skip


def signed(value: float, lang: str, digits: int = 1) -> str:
    """With its sign, as a minus where it is one."""
    said = number(abs(value), lang, digits)
    return said if float(f"{value:.{digits}f}") == 0.0 else ("+" if value > 0.0 else "−") + said


def row(name: str, of: Found, lang: str) -> list[str]:
    """A setting, as a row of the table."""
    best, worst = (" · ".join(signed(value, lang) for value in gains) for gains in (of.best, of.worst))
    lasts = f"> {number(3.6, lang, 1)}" if of.half_life > 3.6 else number(of.half_life, lang, 1)
    figures = [number(of.trusting, lang, 1), number(of.correlation, lang, 2), signed(of.satisfied, lang)]
    return [f"`{name}`", *figures, signed(of.asked, lang), signed(of.fewer, lang), best, worst, lasts]


def drawn_of(lang: str) -> str:
    """All settings, below what is known."""
    rows = [TARGETS[lang], *[row(name, found(name), lang) for name in SETTINGS]]
    seen = {name: number(value, lang, 1) for name, value in spread().items()}
    said = {
        "en": "IKM of the office as it is {base}, at its best {best}, at its worst {worst}; standard deviation between "
        "the answers of persons {persons} points of the IKM.",
        "id": "IKM kantor apa adanya {base}, yang terbaik {best}, yang terburuk {worst}; simpangan baku antarjawaban "
        "orang {persons} poin IKM.",
    }[lang].format(**seen)
    return f"\n{table(HEAD[lang], rows)}\n\n{said}\n\n"


def main() -> None:
    """Draw the table anew in both pages."""
    for lang in LANGUAGES:
        at = page("validation", lang)
        drawn = PLACE.sub(lambda place, lang=lang: place[1] + drawn_of(lang) + place[2], at.read_text("utf-8"))
        at.write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
