"""Draws the pictures of the documentation anew, and the gallery of charts (a minute or two).

The pages of the gallery mark the place: <!-- gallery --> ... <!-- end -->. Each chart stands there with
its question, its line of code and a small picture; those that other pages show are larger.
Alone: python docs/drawing/pictures.py
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import places
from PIL import Image

import sim
from sim.language import LANGUAGES
from sim.views import charts

FOLDER = places.DOCS / "images"
SMALL, LARGE = (80, 24), (150, 64)
"""Dots per inch and colours, so that all together stay small; chosen so that a colour of few dots is kept."""
PLACE = re.compile(r"(<!-- gallery -->\n).*?(<!-- end -->)", re.DOTALL)
NAMES = {
    "result": {"en": "result", "id": "hasil"},
    "troubled": {"en": "troubled", "id": "bermasalah"},
    "comparison": {"en": "comparison", "id": "banding"},
    "reforms": {"en": "reforms", "id": "reformasi"},
    "project": {"en": "project", "id": "aksi"},
    "needed": {"en": "needed", "id": "perlu"},
    "package": {"en": "package", "id": "paket"},
    "region": {"en": "region", "id": "wilayah"},
    "validation": {"en": "validation", "id": "uji"},
    "warmth": {"en": "warmth", "id": "pemanasan"},
    "grades": {"en": "grades", "id": "peringkat"},
    "decided": {"en": "decided", "id": "penentu"},
}
"""What the page calls that of which charts are drawn."""


class Entry(NamedTuple):
    """A chart of the gallery: of what it is drawn, its question in both languages, further arguments.

    `picture` is no picture where it would take long, or another shows the same.
    """

    given: str
    en: str
    id: str
    more: Mapping[str, Any] = {}
    picture: bool = True
    large: bool = False


GALLERY: dict[str, Entry] = {
    "dashboard": Entry(
        "result", "How does the office stand, on one page?", "Bagaimana keadaan kantor, dalam satu halaman?"),
    "queue_by_time": Entry(
        "troubled", "When do people wait?", "Kapan orang menunggu?", large=True),
    "queue_by_station": Entry("result", "Where do people wait?", "Di mana orang menunggu?", large=True),
    "wait_by_service": Entry(
        "result", "Which service makes people wait?", "Layanan mana yang membuat orang menunggu?", large=True),
    "wait_by_hour": Entry(
        "result", "Who comes at which hour waits how long?", "Yang datang pukul berapa menunggu berapa lama?"),
    "wait_by_weekday": Entry("result", "How bad are Mondays?", "Seburuk apa hari Senin?"),
    "wait_by_office": Entry(
        "region", "Which office of a region?", "Kantor mana di wilayah itu?", picture=False),
    "wait_distribution": Entry(
        "comparison", "How many wait how long?", "Berapa banyak yang menunggu berapa lama?"),
    "utilisation": Entry("result", "How busy are officers?", "Seberapa sibuk petugas?"),
    "officers_needed": Entry("needed", "How many officers does it take?", "Berapa petugas yang diperlukan?"),
    "instead_of_one_more": Entry(
        "needed", "What could be done instead of one officer more?", "Apa pengganti satu petugas lagi?"),
    "wait_against_load": Entry(
        "needed", "How does the wait rise with the load?", "Bagaimana waktu tunggu naik bersama beban?"),
    "difference": Entry(
        "comparison", "What does a change change?", "Apa yang diubah oleh satu perubahan?", large=True),
    "reforms_compared": Entry(
        "reforms", "Which reform changes an outcome most?", "Reformasi mana yang paling berpengaruh?"),
    "cost_and_saving": Entry("reforms", "At what cost?", "Dengan biaya berapa?"),
    "cost_and_goal": Entry(
        "package", "Which package for which money?", "Paket mana untuk uang berapa?"),
    "before_after": Entry(
        "project", "What shows after 60 days, what only later, and what if nothing is done?",
        "Apa yang tampak setelah 60 hari, apa yang baru kemudian, dan bagaimana bila tidak ada yang diubah?",
        {"variant": -1}),
    "who_gained": Entry(
        "reforms", "Who gains and who loses, by age, skill, distance?",
        "Siapa yang diuntungkan dan siapa yang dirugikan, menurut umur, kecakapan, jarak?", {"variant": -1}),
    "trust_over_time": Entry(
        "reforms", "How does trust develop?", "Bagaimana kepercayaan berkembang?", picture=False),
    "trust_and_possible": Entry(
        "reforms", "How far could trust rise and fall here, and whose?",
        "Seberapa jauh kepercayaan di sini dapat naik dan turun, dan kepercayaan siapa?"),
    "one_visit": Entry(
        "result", "What does one visit do to trust?", "Apa pengaruh satu kunjungan terhadap kepercayaan?"),
    "skm_by_element": Entry("comparison", "Which element of the SKM?", "Unsur SKM yang mana?"),
    "sensitivity": Entry(
        "grades", "On which assumption does it rest most?",
        "Pada asumsi mana hasil itu paling bergantung?", picture=False),
    "tornado": Entry(
        "decided", "What do the doubts of a study do to an outcome?",
        "Apa pengaruh hal-hal yang diragukan dalam sebuah studi?", picture=False),
    "warm_up": Entry(
        "warmth", "From which day on does a run count?", "Mulai hari ke berapa simulasi dihitung?", picture=False),
    "queue_seen": Entry(
        "validation", "Does the line match what a log shows?", "Cocokkah antreannya dengan catatan antrean?"),
    "waits_seen": Entry("validation", "Do the waits match it?", "Cocokkah waktu tunggunya?", picture=False),
    "days_seen": Entry("validation", "Does each day match it?", "Cocokkah tiap harinya?", picture=False),
    "ranks_seen": Entry(
        "validation", "Are the intervals as wide as they should be?", "Cukup lebarkah intervalnya?", picture=False),
}  # fmt: skip


def code(name: str, lang: str) -> str:
    """The line that draws a chart."""
    entry = GALLERY[name]
    given = NAMES[entry.given][lang]
    more = [f", {word}={given}.variants[{value}]" for word, value in entry.more.items()]
    return f"sim.charts.{name}({given}{''.join(more)})"


def drawn(name: str, found: Any, lang: str) -> charts.Chart:
    """The chart of an entry."""
    more = {word: found.variants[value] for word, value in GALLERY[name].more.items()}
    chart: charts.Chart = getattr(charts, name)(found, lang=lang, **more)
    return chart


def saved(chart: charts.Chart, name: str, lang: str, *, large: bool) -> str:
    """The file of a picture below docs/, written."""
    dots, colours = LARGE if large else SMALL
    path = FOLDER / f"{name.replace('_', '-')}.{lang}.png"
    drawn = Image.open(io.BytesIO(chart.png(dots))).convert("RGB")
    drawn.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"docs/images/{path.name}: {path.stat().st_size // 1024} kB")
    return f"images/{path.name}"


def part(name: str, found: Any, lang: str) -> Iterator[str]:
    """The question, the code, and the picture where there is one."""
    entry = GALLERY[name]
    yield f"## {getattr(entry, lang)}"
    yield f"`{code(name, lang)}`"
    if entry.picture:
        chart = drawn(name, found, lang)
        yield f"![{' '.join(chart.alt.split())}](../{saved(chart, name, lang, large=entry.large)})"


def given() -> dict[str, Any]:
    """What the charts with pictures are drawn of, as the page says."""
    office = sim.calibrate("logs/upt-kunjungan")
    return {
        "result": sim.run("dukcapil", keep_visits=True),
        "troubled": sim.run("dukcapil-bermasalah", keep_visits=True),
        "comparison": sim.compare(["dukcapil", "dukcapil-plus-one-counter"], runs=5, keep_visits=True),
        "reforms": sim.compare("dukcapil-reformasi", possible=True),
        "project": sim.compare("dukcapil-aksi-perubahan", before_after=True),
        "needed": sim.needed("dukcapil", 0.8, 15),
        "package": sim.search("dukcapil-300-juta", 300_000_000, at_most=2, doubt_draws=0),
        "validation": sim.validate(office.scenario, office, runs=20),
    }


def main() -> None:
    """Draw the pictures and the pages in all languages."""
    found = given()
    for lang in LANGUAGES:
        page = places.page("gallery", lang)
        parts = [said for name in GALLERY for said in part(name, found.get(GALLERY[name].given), lang)]
        told = "\n\n".join(parts)
        page.write_text(
            PLACE.sub(lambda place, told=told: f"{place[1]}\n{told}\n\n{place[2]}", page.read_text("utf-8")), "utf-8"
        )
        print(page.relative_to(places.DOCS.parent))


if __name__ == "__main__":
    main()
