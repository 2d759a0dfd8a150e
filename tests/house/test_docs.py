"""Is what the documentation shows still true: files, links, commands, code, and the figures it quotes?"""

import argparse
import ast
import os
import re
import runpy
import subprocess
import sys
from contextlib import chdir
from functools import cache
from pathlib import Path

import facts
import measures
import pictures
import places
import pytest

import sim
from findings import little_offices
from sim.cli import main
from sim.evidence import registry
from sim.language import percent
from sim.language.catalogue import messages
from sim.measures import MEASURES, shown
from sim.measures.catalogue import DECLARED
from sim.scenario import check
from sim.views import charts
from sim.views.reports.run import run_text
from sim.views.shown import SECTIONS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
TUTORIALS = {"en": "first-office.md", "id": "kantor-pertama.md"}
GUIDES = [
    ("reading-the-tables.md", "en"),
    ("membaca-tabel.md", "id"),
    ("how-many-counters.md", "en"),
    ("berapa-loket.md", "id"),
]
MODEL = ["background/model.md", "background/model-ringkas.md", "design.md"]
HOLDER = re.compile(r"`((?:sim|tests|docs)/[\w/]+\.py):([\w.]+)`")
COMMAND = re.compile(r"\bloket ([a-z]+)((?: [^\s`|,;:)]+)*)")
VERBS = {"scenarios", "new", "check", "run", "compare", "verify", "lab", "reforms", "evidence", "sweep", "calibrate"}

languages = pytest.mark.parametrize("lang", TUTORIALS)


def tutorial(lang):
    return (ROOT / "docs" / "tutorial" / TUTORIALS[lang]).read_text("utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder for each language with the office of `loket new` and the variants that the tutorial writes."""
    folders = {}
    for lang in TUTORIALS:
        folders[lang] = tmp_path_factory.mktemp(lang)
        first = re.search(r"loket new (\S+)", tutorial(lang))[1]
        with chdir(folders[lang]):
            assert main(["new", first, "--lang", lang]) == 0
        for name, text in re.findall(r"`(\S+\.toml)`\n\n```toml\n(.*?)```", tutorial(lang), re.DOTALL):
            (folders[lang] / name).write_text(text, "utf-8")
    return folders


def of_pages(pattern):
    """What the pages say that fits a pattern, each time with its page."""
    return [(page, found) for page in PAGES for found in re.findall(pattern, page.read_text("utf-8"))]


def test_do_links_and_pictures_lead_somewhere():
    targets = [(page, target) for page, target in of_pages(r"\]\(([^)#\s]+)[^)]*\)") if "://" not in target]
    assert len(targets) > 500
    assert [(page.name, target) for page, target in targets if not (page.parent / target).exists()] == []


@cache
def anchors(page):
    """The anchors of the headings of a page, as GitHub makes them."""
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    headings = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said) for said in re.findall(r"^#+ (.*)$", prose, re.MULTILINE)]
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_do_links_lead_to_headings_that_there_are():
    targets = of_pages(r"\]\(([\w./-]*\.md|)#([^)\s]+)\)")
    found = [(page, (page.parent / name).resolve() if name else page, anchor) for page, (name, anchor) in targets]
    assert len(found) > 50
    assert [(page.name, there.name, anchor) for page, there, anchor in found if anchor not in anchors(there)] == []


def test_do_the_bundled_scenarios_and_folders_that_are_named_exist():
    named = of_pages(r"`((?:sim|scenarios|tests|docs|notebooks)/[\w./-]+)`")
    assert len(named) > 100
    assert [(page.name, name) for page, name in named if not (ROOT / name).exists()] == []


def test_does_the_command_line_know_every_command_that_is_shown():
    known = {name for name in VERBS if subprocess_knows(name)}
    shown = {verb for page in PAGES for verb, _ in COMMAND.findall(page.read_text("utf-8")) if verb in VERBS}
    assert shown <= known


def subprocess_knows(verb):
    from sim import cli

    parser = cli.parser_of("en")
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return any(verb in action.choices for action in actions)


@languages
def test_are_the_files_of_the_tutorial_in_order(written, lang):
    files = sorted(written[lang].glob("*.toml"))
    assert len(files) == 4
    assert [fault for file in files for fault in check(file)] == []


@languages
def test_are_the_figures_that_the_tutorial_quotes_those_of_a_run(written, lang):
    names = [re.search(r"loket new (\S+)", tutorial(lang))[1]]
    names += re.findall(r"`(\S+\.toml)`\n\n```toml", tutorial(lang))
    results = sim.compare([written[lang] / name for name in names]).results
    for result in results:
        quoted = percent(result.estimate("served_within_target").mean, lang, 1).replace("%", " %").replace("  ", " ")
        assert quoted in tutorial(lang), result.name


@pytest.mark.parametrize(("guide", "lang"), GUIDES)
def test_do_the_guides_call_the_rows_what_the_tables_call_them(guide, lang):
    text = (ROOT / "docs" / "guides" / guide).read_text("utf-8")
    cells = [row.split("|")[1] for row in text.splitlines() if row.startswith("| *")]
    labels = [label.lower() for cell in cells for label in re.findall(r"\*([^*]+)\*", cell)]
    said = " ".join([*messages(lang, "results").values(), *messages(lang, "measures").values()]).lower()
    assert labels
    assert [label for label in labels if label not in said] == []


@pytest.fixture(scope="module")
def dukcapil():
    return sim.run("dukcapil")


@pytest.mark.parametrize(("guide", "lang"), GUIDES[:2])
def test_is_the_line_that_the_page_on_tables_explains_one_of_a_run(dukcapil, guide, lang):
    text = (ROOT / "docs" / "guides" / guide).read_text("utf-8")
    shown = " ".join(re.search(r"^    (.*\(.*\))$", text, re.MULTILINE)[1].split())
    assert shown in [" ".join(line.split()) for line in run_text(dukcapil, lang).splitlines()]


@pytest.mark.long
@pytest.mark.parametrize(("guide", "lang"), [("how-many-counters.md", "en"), ("berapa-loket.md", "id")])
def test_does_the_guide_print_what_its_code_prints(written, guide, lang):
    text = (ROOT / "docs" / "guides" / guide).read_text("utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=written[lang], env=environment, check=True, capture_output=True, text=True
    )
    assert all(f"    {line}\n" in text for line in run.stdout.splitlines())


@pytest.mark.parametrize(("guide", "lang"), [("working-calendar.md", "en"), ("kalender-kerja.md", "id")])
def test_are_the_examples_of_the_calendar_in_order(written, guide, lang, tmp_path, capsys):
    text = (ROOT / "docs" / "guides" / guide).read_text("utf-8")
    base = re.search(r"loket new (\S+)", tutorial(lang))[1]
    (tmp_path / base).write_text((written[lang] / base).read_text("utf-8"), "utf-8")
    for number, example in enumerate(re.findall(r"```toml\n(.*?)```", text, re.DOTALL)):
        (tmp_path / f"{number}.toml").write_text(example, "utf-8")
        assert check(tmp_path / f"{number}.toml") == (), example
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    (tmp_path / "code.py").write_text(code, "utf-8")
    runpy.run_path(str(tmp_path / "code.py"))
    assert f"    {capsys.readouterr().out}" in text


@languages
def test_does_the_gallery_show_every_chart_with_its_line_of_code(lang):
    page = places.page("gallery", lang).read_text("utf-8")
    told = page[page.index("<!-- gallery -->") : page.index("<!-- end -->")]
    assert set(pictures.GALLERY) == set(charts.__all__) - {"Chart"}
    assert re.findall(r"^`(.*)`$", told, re.MULTILINE) == [pictures.code(name, lang) for name in pictures.GALLERY]
    assert len(re.findall(r"^!\[.{30,}\]", told, re.MULTILINE)) == sum(one.picture for one in pictures.GALLERY.values())
    given = {pictures.NAMES[one.given][lang] for one in pictures.GALLERY.values() if one.picture}
    assert given <= set(re.findall(r"^(\w+) = sim", page, re.MULTILINE))


@pytest.mark.long
@pytest.mark.parametrize("guide", ["batch-from-python.md", "banyak-skenario.md", "reading-the-tables.md"])
def test_does_the_code_of_the_guides_run(guide, tmp_path):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "guides" / guide).read_text("utf-8"), re.DOTALL)
    code = re.sub(r"runs=\d+", "runs=2, days=5", "\n".join(blocks)).replace("days=5, days=10", "days=5")
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )


@languages
def test_does_the_reference_say_of_every_measure_what_the_program_says(lang):
    """After a change of measures or their words: make docs-quick."""
    pages = "".join(places.page(name, lang).read_text("utf-8") for name in measures.DRAWN_IN)
    modules = " ".join(place[2] for place in measures.PLACE.finditer(pages))
    assert sorted(modules.split()) == sorted(DECLARED)
    assert measures.drawn(pages, lang) == pages
    columns = [name for section in SECTIONS for name in shown(section.title)]
    words = [*(f"{name}.title" for name in MEASURES), *(f"{name}.column" for name in columns)]
    assert set(words) <= set(messages(lang, "measures"))


@pytest.mark.parametrize("page", MODEL[:2])
def test_does_the_model_page_say_what_the_code_uses(page):
    """After a change of purposes, ranks, outcomes, laws, defaults ...: make docs-quick."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert facts.PLACE.search(text)
    assert facts.drawn(text) == text


def test_is_every_table_drawn_from_the_code_on_a_page():
    text = "".join(page.read_text("utf-8") for page in facts.PAGES)
    assert sorted(place[2] for place in facts.PLACE.finditer(text)) == sorted(facts.FACTS)


@pytest.mark.parametrize("page", MODEL)
def test_do_the_functions_that_hold_the_model_exist(page):
    text = (ROOT / "docs" / page).read_text("utf-8")
    lost = [f"{file}:{name}" for file, name in HOLDER.findall(text) if name not in defined(ROOT / file)]
    assert lost == []


def test_does_the_model_page_name_a_holder_for_every_submodel():
    text = (ROOT / "docs" / "background" / "model.md").read_text("utf-8")
    submodels = re.findall(r"^### (7\.\d+ .*?)\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE)
    tables_only = {"7.42 Rules", "7.43 Constants and defaults"}
    assert {name for name, told in submodels if not HOLDER.search(told)} == tables_only


def test_does_the_story_of_the_reference_engine_stand_on_the_model_page():
    """Whoever adds a module to the story has to say on the page what it does."""
    text = (ROOT / "docs" / "background" / "model.md").read_text("utf-8")
    told = {Path(file).name for file, _ in HOLDER.findall(text) if file.startswith("sim/engines/reference/")}
    modules = {path.name for path in (ROOT / "sim" / "engines" / "reference").glob("*.py")}
    assert modules - told == {"__init__.py", "engine.py", "plain.py"}


def test_are_the_sections_that_the_checklist_points_to_there():
    text = (ROOT / "docs" / "background" / "model.md").read_text("utf-8")
    headings = set(re.findall(r"^##+ (\d+(?:\.\d+)?)\.? ", text, re.MULTILINE))
    items = re.findall(r"^\| \d\.\d\S* [A-Z][^|]*\| (.*) \|$", text, re.MULTILINE)
    pointed = {section for item in items for section in re.findall(r"\b7\.\d+\b", item)}
    assert len(items) == 24
    assert pointed <= headings


def defined(file):
    """The classes, functions and methods of a file."""
    found = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_is_a_file_that_waited_for_forms_worked_on_as_long_as_without_waiting(engine):
    """The model page, 7.20: a morning on which a file finds no forms is no pass through the step."""
    print_it = {"name": "print", "station": "back", "time": {"dist": "exponential", "mean_min": 10}}
    keys = {
        "days": 6,
        "hours": "08:00-16:00",
        "station": [{"name": "back", "back_office": True}],
        "service": [{"name": "service", "step": [print_it]}],
        "arrivals": [little_offices.at([500, 520, 540])],
    }
    shortage = {"name": "forms", "steps": ["service.print"], "chance": 0.5, "lasts_days": 2}
    usual = little_offices.ran(engine, little_offices.office(**keys), 2).visits
    short = little_offices.ran(engine, little_offices.office(**keys, shortage=[shortage]), 2).visits
    work = {row["case"]: row["finish_s"] - row["start_s"] for row in usual}
    assert any(short["day"] != usual["day"][: len(short)])
    assert {row["case"]: row["finish_s"] - row["start_s"] for row in short}.items() <= work.items()


@pytest.mark.parametrize("page", ["validation.md", "validasi.md"])
def test_is_what_runs_of_reforms_show_within_what_was_found(page):
    """After a change of what reforms do: make docs. Rows compared by direction say so in words."""
    text = (ROOT / "docs" / "background" / page).read_text("utf-8")
    found = text[text.index("<!-- found -->") :].partition("<!-- end -->")[0]
    cells = re.findall(r"^\| \[(\w+)\].*?\|.*?\|(.*?)\|(.*?)\|", found, re.MULTILINE)
    rows = {row: (world, runs) for row, world, runs in cells}
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests" / "reforms").glob("test_reforms_*.py"))
    assert set(re.findall(r'anchored\("(\w+)"', tests)) <= set(rows)
    beyond = [row for row, (world, runs) in rows.items() if "(" in world and not within(row, runs)]
    assert beyond == []


def within(row, runs):
    """Whether a figure that a page shows lies in the range of a row."""
    shown = float(runs.split()[0].replace("−", "-").replace(",", "."))
    return registry()[row].low <= shown <= registry()[row].high
