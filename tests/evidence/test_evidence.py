"""Does the registry say of every figure where it comes from, in both languages, and do those who cite it find it?"""

import csv
import json
import re
from functools import cache
from pathlib import Path

import evidence
import keys
import places
import pytest
from outside_data import outside

from sim.cli import main
from sim.evidence import GRADES, RANGES, STATUSES, WAITS, UnknownEvidence, registry, row_of, sections
from sim.evidence.reading import BadRegistry, read
from sim.evidence.registry import FOLDER, SECTIONS
from sim.language import LANGUAGES, text
from sim.language.catalogue import messages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ROWS = list(registry().values())
HERE = {row.id for row in ROWS}
ID = re.compile(r"\b[A-Z]\d{1,2}\b")
NO_ROW = {"P90", *(f"U{number}" for number in range(1, 10))}  # a percentile, the elements of the SKM
ANCHORS = [
    ROOT / "tests" / name
    for name in ("engines/test_anchors.py", "bundled/test_baselines.py", "reforms/test_reforms_staff.py")
]
LOOKED_UP = {"A13", "I14", "I15"}
"""Rows that were not collected, but looked up for what uses them."""
READ_SINCE = {"P10", "P15"}  # from memory when they were collected, read in the abstract since
WELL_FORMED = """
title = { id = "Uji", en = "Test" }
[source.somebody]
authors = "Somebody"
[row.X1]
title = { id = "Satu", en = "One" }
unit = { id = "menit", en = "minutes" }
setting = { id = "di sini", en = "here" }
note = { id = "ya", en = "yes" }
value = 2
low = 1
high = 3
range = "analyst"
grade = "observational"
status = "read"
sources = ["somebody"]
waits_for = "caution"
"""

languages = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture
def loket(capsys):
    """Run a command: exit code, stdout, stderr."""

    def run(*words):
        code = main(words)
        return code, *capsys.readouterr()

    return run


# ------------------------------------------------------------------------------------------------------------ figures


def test_the_figures_are_those_that_were_collected():
    """All that were collected first, and of those collected later the ones that something uses."""
    collected: dict[str, dict[str, str]] = {}
    for name in ("evidence2.csv", "evidence.csv"):
        with outside("..", "evidence", name).open(encoding="utf-8", newline="") as file:
            collected |= {row["id"]: row for row in csv.DictReader(file) if name == "evidence.csv" or row["id"] in HERE}
    assert set(collected) == {row.id for row in ROWS if row.grade != "regulation"} - LOOKED_UP
    for name, row in collected.items():
        here, figures = row_of(name), [float(row[key]) if row[key] else None for key in ("value", "low", "high")]
        assert [here.value, here.low, here.high] == figures, name
        assert not row["year"] or int(row["year"]) in {source.year for source in here.sources}, name
        assert (row["fetched_or_memory"] == "expert") <= (here.status == "expert"), name
        unverified = row["fetched_or_memory"] == "memory, unverified" and name not in READ_SINCE
        assert unverified <= (here.status == "memory"), name
        if row["doi_or_url"].startswith("10."):
            dois = re.findall(r"10\.\d{4,}/[^\s;]+", row["doi_or_url"])
            assert set(dois) <= {source.doi for source in here.sources}, name


def test_what_a_regulation_lays_down_is_told_apart_from_what_was_found():
    """Nobody has read the regulations themselves, so no row may say so; a limit that is laid down has no range."""
    laid_down = [row for row in ROWS if row.grade == "regulation"]
    assert {row.section for row in laid_down} == {"regulation"}
    assert {row.range for row in laid_down} == {"none"}
    assert "read" not in {row.status for row in laid_down}


def test_an_interval_is_called_so_only_where_a_source_gives_one():
    assert [row.id for row in ROWS if row.range == "confidence"] == ["A2"]


@pytest.mark.parametrize("lang, warning", [("en", "from memory"), ("id", "dari ingatan")])  # noqa: PT006
def test_a_figure_from_memory_says_so_wherever_it_is_shown(loket, lang, warning):
    _, listed, _ = loket("evidence", "--lang", lang)
    memory = [row for row in ROWS if row.status == "memory"]
    assert len(memory) == 15
    for row in memory:
        entry = re.search(rf"^  {row.id} .*?(?=^  [A-Z]\d|^$)", listed, re.DOTALL | re.MULTILINE)[0]
        assert warning in " ".join(entry.split())
        assert warning in loket("evidence", row.id, "--lang", lang)[1]


# --------------------------------------------------------------------------------------------------------- the files


def test_every_file_of_rows_is_read():
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(SECTIONS)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("value = 2", "value = 4", "X1: value 4 lies outside 1 to 3"),
        ("value = 2", 'value = "2"', "X1: value must be a number, not '2'"),
        ("low = 1\n", "", "X1: a range needs value, low and high"),
        ('"analyst"', '"none"', "X1: range must say what low and high are"),
        ('"observational"', '"solid"', "X1: grade is 'solid', not one of review, rct"),
        ('"read"', '"heard"', "X1: status is 'heard'"),
        ('sources = ["somebody"]', "", "X1: no source; without one the grade is expert"),
        ('["somebody"]', '["nobody"]', "X1: the file has no source nobody"),
        ('waits_for = "caution"', "", "X1: neither used_by nor checked_by nor waits_for"),
        ('"caution"', '"godot"', "X1: waits_for is 'godot'"),
        (
            '{ id = "ya", en = "yes" }',
            '{ en = "yes" }',
            "X1: note must be said by language (id, en)",
        ),
        ('id = "menit"', 'id = ""', "X1: unit is empty in one language"),
        ("value = 2", "mean = 2", "X1: there is no key mean"),
        ('range = "analyst"\n', "", "X1: range missing"),
        ('authors = "Somebody"', 'authors = "S"\nfrom_memory = ["doi"]', "source somebody: doi cannot be from memory"),
        ('authors = "Somebody"', 'writer = "S"', "source somebody: there is no key writer"),
        ('authors = "Somebody"', 'authors = "S"\nyear = "1999"', "source somebody: year is of the wrong kind"),
    ],
)
def test_a_row_that_is_not_in_order_is_refused_with_its_file_and_reason(tmp_path, old, new, fault):
    file = tmp_path / "test.toml"
    file.write_text(WELL_FORMED, "utf-8")
    assert [row.id for row in read([file])[0].rows] == ["X1"]
    assert old in WELL_FORMED
    file.write_text(WELL_FORMED.replace(old, new), "utf-8")
    with pytest.raises(BadRegistry) as refused:
        read([file])
    assert f"test.toml: {fault}" in str(refused.value)


def test_all_faults_are_said_at_once_and_no_id_stands_twice(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(WELL_FORMED.replace("value = 2", "value = 4"), "utf-8")
    with pytest.raises(BadRegistry) as refused:
        read([tmp_path / "one.toml", tmp_path / "two.toml"])
    outside_ = "X1: value 4 lies outside 1 to 3"
    assert str(refused.value).splitlines() == [
        f"one.toml: {outside_}", f"two.toml: {outside_}", "X1: the id stands twice"
    ]  # fmt: skip


@languages
def test_every_grade_range_status_and_mechanism_has_words(lang):
    words = messages(lang, "evidence")
    wanted = {"grade": GRADES, "range": RANGES, "status": STATUSES, "short_status": STATUSES, "waits": WAITS}
    assert [f"{key}.{name}" for key, names in wanted.items() for name in names if f"{key}.{name}" not in words] == []


def test_every_mechanism_that_rows_may_wait_for_is_waited_for():
    assert {row.waits_for for row in ROWS if row.waits_for} == set(WAITS)


def test_no_text_of_a_row_was_left_in_the_other_language():
    texts = [(row.id, said) for row in ROWS for said in (row.title, row.setting, row.note, row.unit, row.seen) if said]
    english, indonesian = r"\b(the|of|and|from|with)\b", r"\b(yang|dan|dari|dengan|tidak)\b"
    assert [name for name, said in texts if re.search(english, said["id"].replace("Al-Ihsan", ""))] == []
    assert [name for name, said in texts if re.search(indonesian, said["en"])] == []


# ---------------------------------------------------------------------------------------------------------- who cites


@cache
def cited_in(path):
    return set(ID.findall(path.read_text("utf-8"))) - NO_ROW


def sections_of_operating_data():
    page = (DOCS / "background" / "operating-data.md").read_text("utf-8")
    return set(re.findall(r"^## ([A-Z]\d)\.", page, re.MULTILINE))


CITING = [
    *ROOT.glob("scenarios/**/*.toml"),
    *(
        DOCS / "background" / name
        for name in ("operating-data.md", "evidence.md", "bukti.md", "validation.md", "validasi.md")
    ),
    *(page for lang in ("en", "id") for page in keys.pages(lang)),
]


def test_every_id_that_is_cited_is_a_row_or_a_section_of_the_operating_data():
    known = set(registry()) | sections_of_operating_data()
    assert len(CITING) > 50
    assert {path.name: unknown for path in CITING if (unknown := cited_in(path) - known)} == {}


def test_the_files_that_a_row_names_as_its_users_cite_it():
    named = [(row.id, name) for row in ROWS for name in (*row.used_by, *row.checked_by)]
    assert [(row, name) for row, name in named if row not in cited_in(ROOT / name)] == []


def test_a_row_is_used_by_what_runs_and_checked_by_tests():
    for row in ROWS:
        assert {name.split("/")[0] for name in row.used_by} <= {"sim", "scenarios"}, row.id
        assert {name.split("/")[0] for name in row.checked_by} <= {"tests"}, row.id
        assert not (row.used_by and row.waits_for), f"{row.id}: what is used waits for nothing"


def test_what_cites_a_row_stands_among_its_users():
    """A scenario in its comments, code by `evidence("L3")` or in what it says of a rule; the tests of anchors.

    What prints decides no figure: its A4 is a paper, its A1 a cell.
    """
    code = [path for path in ROOT.glob("sim/**/*.py") if not path.is_relative_to(ROOT / "sim" / "views")]
    code = [path for path in code if path.parent != FOLDER.parent]
    lost = [
        f"{name}: add {path.relative_to(ROOT).as_posix()} to {kind}"
        for kind, paths in (("used_by", [*code, *ROOT.glob("scenarios/**/*.toml")]), ("checked_by", ANCHORS))
        for path in paths
        for name in sorted(cited_in(path) & set(registry()))
        if path.relative_to(ROOT).as_posix() not in getattr(row_of(name), kind)
    ]
    assert lost == []


def test_the_single_rows_of_the_operating_data_are_those_of_the_registry():
    page = (DOCS / "background" / "operating-data.md").read_text("utf-8")
    shown = re.findall(r"^\| ([A-Z]\d+) \|[^|]*\| ([\d.]+) \(([\d.]+)–([\d.]+)\)", page, re.MULTILINE)
    assert len(shown) >= 7
    for name, *figures in shown:
        assert [row_of(name).value, row_of(name).low, row_of(name).high] == [float(figure) for figure in figures], name


# ------------------------------------------------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    ("asked", "meant"), [("L9", "L5"), ("p99", "P16"), ("D0", "D1"), ("E1", None), ("pungli", None)]
)
def test_an_unknown_id_is_refused_with_the_nearest(loket, asked, meant):
    with pytest.raises(UnknownEvidence) as refused:
        row_of(asked)
    assert refused.value.nearest == meant
    code, out, err = loket("evidence", asked, "--lang", "en")
    assert (code, out) == (2, "")
    assert f"'{asked}'" in err
    assert (f"'{meant}'" if meant else "'loket evidence'") in err


def test_an_id_may_be_written_small():
    assert row_of("l1") is row_of("L1") is registry()["L1"]


@languages
def test_the_list_holds_every_row_and_fits_the_screen(loket, lang):
    code, out, err = loket("evidence", "--lang", lang)
    assert (code, err) == (0, "")
    assert re.findall(r"^  ([A-Z]\d+) ", out, re.MULTILINE) == list(registry())
    assert [section.title.worded(lang) for section in sections() if section.title.worded(lang) not in out] == []
    assert max(len(line) for line in out.splitlines()) <= 100


@languages
def test_a_row_shows_all_that_is_known_of_it(loket, lang):
    for row in ROWS:
        code, out, err = loket("evidence", row.id, "--lang", lang)
        assert (code, err) == (0, ""), row.id
        said = " ".join(out.split())
        words = [words.worded(lang) for words in (row.title, row.unit, row.setting, row.note, row.seen) if words]
        words += [text(f"evidence.grade.{row.grade}", lang), text(f"evidence.status.{row.status}", lang)]
        words += [*row.used_by, *row.checked_by]
        words += [link for source in row.sources for link in source.links]
        words += [source.title[1:] for source in row.sources]
        assert [part for part in words if part.rstrip(".") not in said] == [], row.id


@pytest.mark.parametrize(
    ("name", "lang", "said"),
    [
        ("L1", "en", "0.64 (0.3–0.8) fraction"),
        ("L1", "id", "0,64 (0,3–0,8) bagian"),
        ("T2", "en", "0.0051 (0–0.0051)"),
        ("A2", "en", "−100 (−107.2 to −92.9) minutes"),
        ("A2", "id", "−100 (−107,2 s.d. −92,9) menit"),
        ("K4", "en", "0.585 share"),
        ("L5", "en", "no figure: direction"),
    ],
)
def test_figures_are_shown_with_the_decimals_of_their_source(loket, name, lang, said):
    assert said in loket("evidence", name, "--lang", lang)[1]


def test_json_holds_every_row_once_with_its_figures_and_sources(loket):
    _, out, _ = loket("evidence", "--json", "--lang", "en")
    records = json.loads(out)
    assert [record["id"] for record in records] == list(registry())
    (record,) = json.loads(loket("evidence", "A2", "--json", "--lang", "en")[1])
    assert (record["value"], record["low"], record["high"]) == (-100.0, -107.2, -92.9)
    assert (record["unit"], record["range"], record["grade"], record["status"]) == (
        "minutes", "confidence", "quasi", "read",
    )  # fmt: skip
    assert record["sources"][0]["doi"] == "10.1136/bmjgh-2019-001788"
    assert record["source"] == "Steenland et al. 2019"
    (record,) = json.loads(loket("evidence", "Q5", "--json", "--lang", "id")[1])
    assert record["value"] is None
    assert record["sources"][0]["published"].startswith("penelitian")


@languages
def test_do_the_pages_of_evidence_say_what_the_registry_says(lang):
    """After a change of rows: make docs-quick."""
    texts = [places.page(name, lang).read_text("utf-8") for name in evidence.DRAWN_IN]
    assert sorted(place[2] for page in texts for place in evidence.PLACE.finditer(page)) == sorted(evidence.DRAWN)
    assert [evidence.drawn(page, lang) for page in texts] == texts
    assert [path.name for path, words in evidence.pages() if path.read_text("utf-8") != words] == []
