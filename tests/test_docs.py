"""Is what the documentation shows still true: files, links, commands, code, and the figures it quotes?"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.language import percent
from sim.language.catalogue import messages
from sim.scenario import check

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
TUTORIALS = {"en": "first-office.md", "id": "kantor-pertama.md"}
GUIDES = [
    ("reading-the-tables.md", "en"),
    ("membaca-tabel.md", "id"),
    ("how-many-counters.md", "en"),
    ("berapa-loket.md", "id"),
]
COMMAND = re.compile(r"\bloket ([a-z]+)((?: [^\s`|,;:)]+)*)")
VERBS = {"scenarios", "new", "check", "run", "compare", "verify", "lab", "reforms", "evidence", "sweep", "calibrate"}

pages = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
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
        command = [sys.executable, "-m", "sim", "new", first, "--lang", lang]
        subprocess.run(
            command, cwd=folders[lang], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True
        )
        for name, text in re.findall(r"`(\S+\.toml)`\n\n```toml\n(.*?)```", tutorial(lang), re.DOTALL):
            (folders[lang] / name).write_text(text, "utf-8")
    return folders


@pages
def test_do_links_and_pictures_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


@pages
def test_do_the_bundled_scenarios_and_folders_that_are_named_exist(page):
    text = page.read_text("utf-8")
    named = re.findall(r"`((?:sim|scenarios|tests|docs|notebooks)/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_does_the_command_line_know_every_command_that_is_shown():
    known = {name for name in VERBS if subprocess_knows(name)}
    shown = {verb for page in PAGES for verb, _ in COMMAND.findall(page.read_text("utf-8")) if verb in VERBS}
    assert shown <= known


def subprocess_knows(verb):
    from sim import cli

    parser = cli._parser("en")
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
    said = " ".join(messages(lang, "results").values()).lower()
    assert labels
    assert [label for label in labels if label not in said] == []


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
def test_are_the_examples_of_the_calendar_in_order(written, guide, lang, tmp_path):
    text = (ROOT / "docs" / "guides" / guide).read_text("utf-8")
    base = re.search(r"loket new (\S+)", tutorial(lang))[1]
    (tmp_path / base).write_text((written[lang] / base).read_text("utf-8"), "utf-8")
    for number, example in enumerate(re.findall(r"```toml\n(.*?)```", text, re.DOTALL)):
        (tmp_path / f"{number}.toml").write_text(example, "utf-8")
        assert check(tmp_path / f"{number}.toml") == (), example
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert f"    {run.stdout}" in text


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
