"""Draws what measures are in the reference of tables anew, and which of them speak of a dimension.

A page marks their places: <!-- measures: MODULE … --> ... <!-- end --> for those that modules of sim/measures
declare, and <!-- dimensions --> ... <!-- end -->. Their words stand in sim/language/*/measures.toml.
"""

import re
from collections.abc import Iterator, Sequence

import places

from sim.language import LANGUAGES, text
from sim.language.catalogue import messages
from sim.measures import HIGHER, LOWER, Measure
from sim.measures.catalogue import DECLARED
from sim.measures.dimensions import DIMENSIONS

DRAWN_IN = ("tables", "official_measures")
PLACE = re.compile(r"(<!-- measures: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)
OF_DIMENSIONS = re.compile(r"(<!-- dimensions -->\n).*?(<!-- end -->)", re.DOTALL)
BETTER = {HIGHER: "higher", LOWER: "lower"}


def head(*words: str, lang: str) -> list[str]:
    """Words of the pages."""
    return [text(f"measures.page.{word}", lang) for word in words]


def measures(modules: str, lang: str) -> str:
    """What the measures of some modules are; one without a definition shares that of the one before it."""
    rows: list[list[Measure]] = []
    for measure in (measure for module in modules.split() for measure in DECLARED[module]):
        if f"{measure.name}.definition" in messages(lang, "measures"):
            rows.append([])
        rows[-1].append(measure)
    return places.table(head("measure", "definition", "better", lang=lang), (row(shared, lang) for shared in rows))


def row(shared: Sequence[Measure], lang: str) -> Iterator[str]:
    """Names, definition, which direction is better."""
    yield ", ".join(f"`{measure.name}`" for measure in shared)
    yield " ".join(text(f"measures.{shared[0].name}.definition", lang).split())
    better = dict.fromkeys(BETTER.get(measure.better) for measure in shared)
    yield ", ".join(head(word, lang=lang)[0] if word else "–" for word in better)


def dimensions(lang: str) -> str:
    """The dimensions with their indicators; of a gap between which groups."""
    rows = []
    for name, keys in DIMENSIONS.items():
        cuts = [text(f"results.dimensions.cut.{key.group}", lang) if key.by else "" for key in keys]
        said = (f"`{key.measure}` {cut}".rstrip() for key, cut in zip(keys, cuts, strict=True))
        rows.append((text(f"results.dimensions.{name}", lang), ", ".join(said)))
    return places.table(head("dimension", "indicators", lang=lang), rows)


def drawn(page: str, lang: str) -> str:
    """A page with its marked places drawn anew."""
    page = OF_DIMENSIONS.sub(lambda place: f"{place[1]}\n{dimensions(lang)}\n\n{place[2]}", page)
    return PLACE.sub(lambda place: f"{place[1]}\n{measures(place[2], lang)}\n\n{place[3]}", page)


def main() -> None:
    """Draw the pages in all languages."""
    for path, lang in ((places.page(name, lang), lang) for name in DRAWN_IN for lang in LANGUAGES):
        path.write_text(drawn(path.read_text("utf-8"), lang), "utf-8")
        print(path.relative_to(places.DOCS.parent))
