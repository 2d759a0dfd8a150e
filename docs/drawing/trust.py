"""Draws what models and settings of trust come to, beside what is known, and what trust changes (some ten minutes).

The figures are measured by the functions of findings/trust.py, and tests hold the central one to the ranges.
A page marks the places: <!-- trust --> ... <!-- end --> and <!-- trust changes --> ... <!-- end -->.
Alone: python docs/drawing/trust.py
"""

import re

from places import page, table

from findings.trust import SETTINGS, Found, found, gained, spread
from sim.language import LANGUAGES, number
from sim.measures import Estimate

PLACE = re.compile(r"(<!-- (trust|trust changes) -->\n).*?(<!-- end -->)", re.DOTALL)
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


OFFICES = ("base", "best", "worst")
OFFICE_NAMES = {
    "en": ["as it is", "at its best", "at its worst"],
    "id": ["apa adanya", "yang terbaik", "yang terburuk"],
}
CHANGES = {
    "en": ["office", "users, year 1", "year 3", "year 5", "cases online, years 4, 5", "by a go-between, years 4, 5"],
    "id": ["kantor", "pengguna, tahun 1", "tahun 3", "tahun 5", "permohonan daring, tahun 4, 5",
           "lewat perantara, tahun 4, 5"],
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
    return f"\n{table(HEAD[lang], rows)}\n\n{answers(lang)}\n\n"


def answers(lang: str) -> str:
    """The IKM of the three offices, and how answers differ, with the style of answering and without."""
    seen = {name: spread(name) for name in OFFICES}
    ikm = {name: number(of.ikm, lang, 1) for name, of in seen.items()}
    alike, base = spread("base", style=0.0), seen["base"]
    least, most, correlation = (number(value, lang, 2) for value in (base.least, base.most, base.correlation))
    persons, without = number(base.persons, lang, 1), number(alike.persons, lang, 1)
    return {
        "en": f"IKM of the office as it is {ikm['base']}, at its best {ikm['best']}, at its worst {ikm['worst']}. In "
        f"the first, answers of persons differ by a standard deviation of {persons} points of the IKM ({without} "
        f"without styles of answering; known: 8.6), elements correlate by {correlation} (0.23), and differ by "
        f"{least} to {most} (0.49 to 0.79).",
        "id": f"IKM kantor apa adanya {ikm['base']}, yang terbaik {ikm['best']}, yang terburuk {ikm['worst']}. Di "
        f"kantor apa adanya simpangan baku antarjawaban orang {persons} poin IKM ({without} tanpa kebiasaan menjawab; "
        f"diketahui 8,6), korelasi antarunsur {correlation} (0,23), dan simpangan baku unsur {least} sampai {most} "
        f"(0,49 sampai 0,79).",
    }[lang]


def change(of: Estimate, lang: str) -> str:
    """In per cent, with its interval."""
    mean, low, high = (signed(value, lang, 2) for value in of[:3])
    return f"{mean} [{low}; {high}]"


def changes_of(lang: str) -> str:
    """What trust changes in return, in the three offices."""
    rows = [[said, *(change(one, lang) for one in (*of.users, of.online, of.sent))]
            for said, of in zip(OFFICE_NAMES[lang], map(gained, OFFICES), strict=True)]  # fmt: skip
    return f"\n{table(CHANGES[lang], rows)}\n\n"


def main() -> None:
    """Draw the table anew in both pages."""
    for lang in LANGUAGES:
        at = page("validation", lang)
        of = {"trust": drawn_of(lang), "trust changes": changes_of(lang)}
        drawn = PLACE.sub(lambda place, of=of: place[1] + of[place[2]] + place[3], at.read_text("utf-8"))
        at.write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
