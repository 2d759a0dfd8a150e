"""Does `loket lab` bring notebooks and documentation to where somebody works, and leave alone what is theirs?"""

import re
import subprocess
import sys
import zipfile
from io import StringIO
from pathlib import Path

import pytest

from sim.cli import main
from sim.commands.lab import START, copied, start_in
from sim.language import LANGUAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    assert copied(folder)[1] == 0
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_does_every_door_of_the_copied_start_page_open(folder, lang):
    page = start_in(folder, lang)
    links = re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
    assert len(links) > 10
    assert [link for link in links if not (page.parent / link).is_file()] == []


def test_does_a_second_copy_leave_what_was_changed_and_bring_what_is_missing(folder):
    mine, gone = folder / "notebooks" / START["en"], folder / "notebooks" / START["id"]
    mine.write_text("my own", "utf-8")
    gone.unlink()
    assert copied(folder) == (1, 1)
    assert mine.read_text("utf-8") == "my own"
    assert gone.is_file()
    away = folder / "away.md"
    gone.unlink()
    gone.symlink_to(away)
    assert copied(folder) == (0, 2)
    assert not away.exists()
    gone.unlink()
    assert copied(folder) == (1, 1)


def test_is_a_file_named_that_stands_where_a_folder_of_notebooks_is_to_be(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("notebooks").touch()
    assert main(["lab", "--copy"]) == 2
    assert str(tmp_path / "notebooks") in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notebooks"]


def test_is_it_said_how_to_get_notebooks_where_nobody_can_be_asked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO())
    assert main(["lab"]) == 2
    assert "loket lab --copy" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_does_the_wheel_carry_all_that_is_copied_and_no_script_that_draws_it(folder, tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    carried = {name.removeprefix("sim/shelves/") for name in zipfile.ZipFile(wheel).namelist() if "/shelves/" in name}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there <= carried
    assert [name for name in carried if "drawing" in name or "checkpoint" in name] == []
