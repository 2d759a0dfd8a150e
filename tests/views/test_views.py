"""Does a notebook show all that is printed, and are titles that somebody else wrote words there and no tags?"""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sim.language import LANGUAGES, text
from sim.office import Office
from sim.reforms.listing import reform_named
from sim.runs import compare, replicate
from sim.scenario import load
from sim.views.extras import Extras
from sim.views.render.html import html
from sim.views.render.text import PARTS, printed
from sim.views.reports.compare import compare_report
from sim.views.reports.run import run_report
from sim.views.reports.workbook import run_sheets
from sim.views.sections.catalogue import reform_page
from sim.views.sections.evidence import evidence_list
from sim.views.table import Table

HOSTILE = "<img src=x onerror=alert(1)> & kawan"
ALL = Extras(wage=40_000, dimensions=True, full=True)


@pytest.fixture(scope="module")
def comparison():
    scenario = load("dukcapil-reformasi")
    return compare(replace(scenario, reforms=scenario.reforms[:2]), 2, days=20)


class Seen(HTMLParser):
    """The words of a page, cells apart, and the tags."""

    def __init__(self, page):
        super().__init__()
        self.words, self.tags = [], []
        self.feed(page)

    def handle_data(self, data):
        self.words.append(" ".join(data.split()))

    def handle_starttag(self, tag, _):
        self.tags.append(tag)


def pieces(text):
    """What stands apart in a printed report: figures and words with two blanks between."""
    return {piece for line in text.splitlines() for piece in re.split(r"\s{2,}", line.strip()) if piece}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_notebook_shows_every_word_and_figure_that_is_printed(comparison, lang):
    reports = run_report(comparison.results[-1], lang, ALL), compare_report(comparison, lang, ALL)
    for report in (*reports, reform_page(reform_named("training"), lang), evidence_list(lang)):
        blocks = list(report)
        seen = " ".join(Seen(html(blocks, lang)).words)
        of_print = [text(part, lang) for part in PARTS]  # lines that stand below each other
        assert [piece for piece in pieces(printed(blocks, lang)) if piece not in seen and piece not in of_print] == []


def test_titles_of_a_file_are_words_in_a_notebook_and_no_tags():
    office = load("puskesmas", overrides={"title": HOSTILE})
    for found in (replicate(office, 2, days=4), compare([office, office], 2, days=4)):
        shown = Seen(found._repr_html_())
        assert (
            {"table", "details"}
            <= {*shown.tags}
            <= {"div", "p", "b", "br", "table", "tr", "th", "td", "details", "summary"}
        )
        assert any("kawan" in words for words in shown.words)


@pytest.fixture(scope="module")
def region():
    places = tuple(Office(name=f"office-{number}", share=1 / 45) for number in range(45))
    return replicate(replace(load("dukcapil"), offices=places, days=2, warm_up_days=0), 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_more_offices_than_anybody_reads_a_report_shows_the_first_and_says_how_many_more_there_are(region, lang):
    shown = {block.title: block for block in run_report(region, lang, ALL) if isinstance(block, Table)}
    visits = shown[text("results.title.visits_office", lang)]
    assert [row[0] for row in visits.rows] == [f"office-{number}" for number in range(20)]
    assert "25" in printed([visits], lang).split("office-19")[1]
    assert len(shown[text("results.title.officer", lang)].rows) == 20
    measures = next(sheet for sheet in run_sheets(region, lang) if sheet.named == 3)
    assert {row[2] for row in measures.rows} >= {f"office-{number}" for number in range(45)}
