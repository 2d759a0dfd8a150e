"""Draws the table of all reforms in all bundled offices anew (about ten minutes of computing).

The figures are those of findings/catalogue.py. A page marks the places: <!-- catalogue: dukcapil --> ... <!-- end -->.
Alone: python docs/drawing/catalogue.py
"""

import re

from places import page, table

from findings.catalogue import OFFICES, Found, found
from sim.language import LANGUAGES, number
from sim.measures import Estimate

PLACE = re.compile(r"(<!-- catalogue: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
HEAD = {
    "en": ["reform", "wait, min", "within target, %", "finished, %", "days until done", "visits per 100 cases", "IKM",
           "trust of visitors", "visits asked for money, %", "Rp million"],
    "id": ["reformasi", "waktu tunggu, menit", "dalam target, %", "selesai, %", "hari sampai selesai",
           "kunjungan per 100 permohonan", "IKM", "kepercayaan pengunjung", "kunjungan yang dimintai pungli, %",
           "Rp juta"],
}  # fmt: skip
NOT_HERE = {"en": "not applicable here", "id": "tidak dapat diterapkan di sini"}


def change(of: Estimate, lang: str) -> str:
    """A change with its sign; a middle dot where its interval holds nought, which runs cannot tell from none."""
    if of.low <= 0.0 <= of.high:
        return "·"
    return ("+" if of.mean > 0.0 else "−") + number(abs(of.mean), lang, 1)


def row(name: str, of: Found, lang: str, *, base: bool) -> list[str]:
    """A reform: what it changes in the first half-year / in the second."""
    if not of.applies:
        return [f"`{name}`", NOT_HERE[lang], *[""] * 8]
    write = (lambda e: number(e.mean, lang, 1)) if base else (lambda e: change(e, lang))
    both = [" / ".join(map(write, pair)) for pair in zip(*of.halves, strict=True)]
    return [f"`{name}`", *both, number(of.cost / 1e6, lang, 0)]


def main() -> None:
    """Draw the tables anew in both pages."""
    figures = {office: list(found(office)) for office in OFFICES}
    for lang in LANGUAGES:
        at = page("catalogue", lang)

        def drawn(place: re.Match[str], lang: str = lang) -> str:
            rows = [row(name, of, lang, base=name == place[2]) for name, of in figures[place[2]]]
            return f"{place[1]}\n{table(HEAD[lang], rows)}\n\n{place[3]}"

        at.write_text(PLACE.sub(drawn, at.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
