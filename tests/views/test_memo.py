"""Does a memo say what its tables show and no more, and is what somebody else wrote words in it?"""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest
from docx import Document
from given.measured_people import quicker, with_people

import sim
from sim.language import LANGUAGES, text, unbroken
from sim.language.errors import BadRequest
from sim.language.words import Words
from sim.measures import MEASURES, Verdict
from sim.office.calibrated import Calibrated
from sim.runs import Comparison, compare
from sim.runs.comparing.outcomes import outcome, outcomes
from sim.views.render.word import JOINER
from sim.views.sections import before_after
from sim.views.sections.conclusions import FEW, LEAST, TOLD, main_differences
from sim.views.sections.summary import heading_of

HOSTILE = "<w:t>&lt;b> & </w:t><script>alert(1)</script>"
NUMBER = re.compile(r"[+−]?\d+(?:[.,]\d+)*")
INTERVAL = re.compile(r"([^;:]+?) (?:\S+ → \S+, difference )?([+−][\d.,]+) \((\S+) to (\S+?)\)")


def fitted(office):
    return replace(office, calibrated=Calibrated(first=date(2026, 1, 5), last=date(2026, 1, 30)), doubt=())


STUDIES = {
    "gain": ([with_people(), quicker()], 6),
    "loss": ([quicker(), replace(with_people(), name="slower")], 6),
    "nothing": ([with_people(), with_people(401)], 2),
    "calibrated": ([fitted(with_people()), quicker()], 6),
}


class Study(NamedTuple):
    name: str
    comparison: Comparison
    memo: Any


@pytest.fixture(scope="module", params=STUDIES)
def study(request, tmp_path_factory):
    """A comparison and its memo; drawing takes longest."""
    found = compare(*STUDIES[request.param], days=10)
    return Study(request.param, found, written(found, tmp_path_factory.mktemp("memo"), "en"))


def written(found, place, lang, **options):
    return Document(str(sim.brief(found, place / "memo.docx", lang, **options)))


def sentences(memo, part, until):
    """The paragraphs of some parts."""
    said = [paragraph.text for paragraph in memo.paragraphs]
    first, last = (next(place for place, one in enumerate(said) if one.startswith(at)) for at in (part, until))
    return said[first + 1 : last]


def cells(memo):
    return {cell.text for table in memo.tables for row in table.rows for cell in row.cells}


def test_every_number_of_the_conclusions_stands_in_a_table_of_the_memo(study):
    memo = study.memo
    known = {number for cell in cells(memo) for number in NUMBER.findall(cell)}
    said = sentences(memo, "V. ", "VI. ") + sentences(memo, "VI. ", "[Fill in: what")
    given = {number for line in said if line != text("memo.many", "en") for number in NUMBER.findall(line)}
    assert given
    assert given - known == set()


def test_the_table_of_a_memo_shows_what_was_measured(study):
    name, comparison, memo = study
    cells = ([cell.text.replace(JOINER, "") for cell in row.cells] for table in memo.tables for row in table.rows)
    rows = {name: shown for name, *shown in cells}
    found = main_differences(comparison, comparison.variants[0])
    assert len(found) >= 8
    for one in found:
        measure, shown = MEASURES[one.key.measure], rows[unbroken(text(f"measures.{one.key.measure}.title", "en"))]
        for said, value in zip(shown[:3], (one.baseline, one.variant, one.difference), strict=False):
            digits = NUMBER.match(said)[0]
            coarse = 0.5 * 10.0 ** -len(digits.partition(".")[2])
            assert float(digits.replace("−", "-").replace(",", "")) == pytest.approx(
                measure.times * value.mean, abs=1.01 * coarse
            ), (name, one)


def test_a_verdict_is_never_stronger_than_its_interval(study):
    name, comparison, memo = study
    said = " ".join(sentences(memo, "V. ", "VI. "))
    parts = re.split(r"(Better|Worse|Higher|Lower|Certain to change, but by little|Cannot be told apart): ", said)
    told = dict(zip(parts[1::2], parts[2::2], strict=True))
    for verdict in ("Better", "Worse", "Higher", "Lower"):
        for _, _, low, high in INTERVAL.findall(told.get(verdict, "")):
            assert low[0] == high[0] != "0", (verdict, low, high)
    verdicts = {one.verdict for one in main_differences(comparison, comparison.variants[0])}
    assert ("Better" in told) is (Verdict.BETTER in verdicts)
    assert ("Worse" in told) is (Verdict.WORSE in verdicts)
    assert {"gain": "Better", "loss": "Worse", "calibrated": "Better", "nothing": "Cannot be told apart"}[name] in told


def test_what_follows_is_no_more_than_the_verdicts(study):
    name, _, memo = study
    advice = " ".join(sentences(memo, "VI. ", "[Fill in: what"))
    assert ("speaks for weighing" in advice) is (name in ("gain", "calibrated"))
    assert ("does not speak for it" in advice) is (name == "loss")


def test_an_office_of_a_log_says_how_well_it_reproduces_it_or_that_nobody_looked(study):
    name, _, memo = study
    premises = " ".join(sentences(memo, "II. ", "III. "))
    assert ("5 January 2026 to 30 January 2026" in premises) is (name == "calibrated")
    assert ("not looked at" in premises) is (name == "calibrated")


def test_one_run_concludes_nothing(tmp_path):
    said = " ".join(p.text for p in written(compare([with_people(), quicker()], 1, days=3), tmp_path, "en").paragraphs)
    assert "gives no verdict" in said
    assert "Better" not in said


@pytest.fixture(scope="module")
def little():
    return compare(
        [replace(with_people(40), title=Words.same(HOSTILE)), replace(quicker(), title=Words.same(HOSTILE))], 2, days=3
    )


def test_a_memo_shows_the_sixty_days_and_what_is_not_known_where_these_were_run(tmp_path):
    found = compare([replace(with_people(40), name="usual"), quicker(count=40)], 2, days=124, around=date(2026, 3, 8))
    page = sim.brief(sim.doubt(found, 10), tmp_path / "memo.html", "en").read_text("utf-8")
    assert "Within 60\N{NO-BREAK SPACE}days: " in page  # below the picture
    assert re.search(r">Wait, mean \(min\) in the 60\xa0days from 8 March 2026 on, .*: [+−][\d.]+\. Had", page)
    assert text("doubt.title", "en") in page


def test_advice_names_what_is_worse_in_sixty_days_only(tmp_path, monkeypatch):
    found = compare([replace(with_people(40), name="usual"), quicker(count=40)], 2, days=124, around=date(2026, 3, 8))
    said = text("memo.advice.worse_at_first", "en", titles="quicker", days=60).partition(": ")[2]
    assert said not in " ".join(p.text for p in written(found, tmp_path, "en").paragraphs)
    real = before_after.change_beyond
    monkeypatch.setattr(before_after, "change_beyond", lambda *a: real(*a)._replace(verdict=Verdict.WORSE))
    assert [line.endswith(said) for line in before_after.worse_at_first(found, "en")] == [True]
    (shown,) = before_after.sixty_days(found, found.variants, "en")
    assert "Other measures that are worse: " in shown
    assert text("measures.visits_per_case.title", "en") in shown
    both = [*before_after.sixty_days(found, found.variants * 2, "en")]
    assert ["Had nothing been done" in line for line in both] == [True, False, False]


def test_a_memo_of_many_scenarios_concludes_also_what_its_table_has_no_room_for(tmp_path):
    many = [replace(quicker(count=200), name=f"quicker{place}") for place in range(FEW)]
    found = compare([replace(with_people(200), name="usual"), *many], 4, days=3)
    memo = written(found, tmp_path, "en")
    said = " ".join(sentences(memo, "V. ", "VI. "))
    least = [m for m in outcomes(found) if m in LEAST]
    noted = next(p.text for p in memo.paragraphs if "No room here for" in p.text)
    assert least
    assert all(heading_of(measure, "en").title in noted for measure in least)
    for measure in least:
        certain = outcome(found, found.variants[0], measure).verdict in TOLD
        assert (unbroken(text(f"measures.{measure}.title", "en")) in said) is certain, measure


def test_what_the_author_fills_in_is_marked_and_titles_of_a_file_are_words(little, tmp_path):
    memo = written(little, tmp_path, "id")
    marked = [run.text for p in memo.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert len(marked) == 10
    assert any(HOSTILE in paragraph.text for paragraph in memo.paragraphs)
    page = sim.brief(little, tmp_path / "memo.html", "id").read_text("utf-8")
    assert "<script>" not in page
    said = " ".join([*cells(memo), *(paragraph.text for paragraph in memo.paragraphs)])
    assert not re.search(r"\d (%|(menit|hari|kunjungan|permohonan|rupiah)\b)", page + said)
    assert not re.search(r"\d[–…][\d+−]", said), "no line ends between the ends of an interval"
    assert page.count("<img ") == len(memo.inline_shapes) >= 2


def test_a_memo_is_written_below_the_letterhead_of_an_office(little, tmp_path):
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "Pemerintah Kabupaten Contoh"
    paper.add_paragraph("Jalan Contoh 1")
    paper.save(str(tmp_path / "kop.docx"))
    memo = written(little, tmp_path, "id", template=tmp_path / "kop.docx")
    assert memo.sections[0].header.paragraphs[0].text == "Pemerintah Kabupaten Contoh"
    assert memo.paragraphs[0].text == "Jalan Contoh 1"
    assert all("--template" not in paragraph.text for paragraph in memo.paragraphs)


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_memo_of_seven_scenarios_stands_on_four_pages(tmp_path, lang):
    found = sim.compare("dukcapil-reformasi", runs=2)
    assert len(found.variants) == 7
    printed = sim.brief(found, tmp_path / "memo.pdf", lang).read_bytes()
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4


def changed(**parts):
    """A template with parts of somebody's making."""
    with io.BytesIO() as plain:
        Document().save(plain)
        old = zipfile.ZipFile(io.BytesIO(plain.getvalue()))
    with io.BytesIO() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
            for name in old.namelist():
                folder.writestr(name, parts.pop(name, None) or old.read(name))
            for name, content in parts.items():
                folder.writestr(name, content)
        return made.getvalue()


def related(old, more):
    return old.replace(b"</Relationships>", more + b"</Relationships>")


RELS = "word/_rels/document.xml.rels"
OUTSIDE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    b'Target="http://198.51.100.1/x.png" TargetMode="External"/></Relationships>'
)
WORD = b"xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
NARROW = (
    b"<w:document %s><w:body><w:sectPr><w:pgSz w:w='9' w:h='9'/><w:pgMar w:left='99'/></w:sectPr></w:body></w:document>"
)
TEMPLATES = {
    "no zip": (b"word", "paper_damaged"),
    "no paper within": (changed(**{"word/document.xml": b"<w:document %s/>" % WORD}), "paper_damaged"),
    "no room": (changed(**{"word/document.xml": NARROW % WORD}), "paper_damaged"),
    "another package": (changed(**{"[Content_Types].xml": b"<Types/>"}), "paper_damaged"),
    "macros": (changed(**{"word/vbaProject.bin": b"x"}), "paper_active"),
    "fetched": (changed(**{RELS: OUTSIDE}), "paper_active"),
    "entities": (changed(**{"word/footnotes.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "paper_active"),
    "packed": (changed(**{"word/media/a.png": bytes(101_000_000)}), "paper_large"),
}


@pytest.mark.parametrize("what", TEMPLATES)
def test_a_template_that_is_more_than_paper_is_refused_before_anything_is_run(tmp_path, what):
    content, code = TEMPLATES[what]
    (tmp_path / "kop.docx").write_bytes(content)
    with pytest.raises(BadRequest) as refused:
        sim.brief(None, tmp_path / "memo.docx", template=tmp_path / "kop.docx")
    assert refused.value.code == code
    assert not (tmp_path / "memo.docx").exists()
