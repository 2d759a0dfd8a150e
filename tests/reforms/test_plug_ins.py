"""Does Loket find reforms of other packages, and go on where one of them is broken?"""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.language.errors import BadRequest
from sim.office.effects import Course, add, scale
from sim.office.reform import Reform
from sim.plan import plan_of
from sim.reforms.guard import guard
from sim.scenario import load

ROOT = Path(__file__).parents[2]
NOTEBOOK = json.loads((ROOT / "notebooks/researchers/09-extending.ipynb").read_text("utf-8"))
FILE = re.compile(r"%%writefile checklist/(\S+)\n(.*)", re.DOTALL)
FILES = dict(found.groups() for cell in NOTEBOOK["cells"] if (found := FILE.match("".join(cell["source"]))))
"""The package that the notebook writes."""
CODE, WORDS = FILES["checklist.py"], "en/reform_checklist.toml"
NAMED = re.compile(r'"checklist"|checklist = checklist|Name: checklist')
BROKEN = {
    "gone": ({"checklist.py": None}, "No module named 'gone'"),
    "boom": ({"checklist.py": "1 / 0"}, "ZeroDivisionError"),
    "quits": ({"checklist.py": "print('hello')\nraise SystemExit(3)"}, "SystemExit"),
    "empty": ({"checklist.py": "import sim"}, "@reform"),
    "taken": ({"checklist.py": CODE.replace('"checklist"', '"staffing"')}, "already"),
    "wordless": ({WORDS: 'title = "A list"'}, "short, practice"),
    "unlike": ({"checklist.py": CODE.replace('= "checklist"', '= "list"')}, "Literal"),
    "braces": ({WORDS: FILES[WORDS].replace("A sheet", "A {sheet")}, "ValueError"),
}
TOLD = """
import json, sim
from sim.experiments.store.origin import origin, whole_program
from sim.runs.tables.manifest import versions
print(json.dumps([origin().program, whole_program(), versions().get("checklist"), [r.name for r in sim.reforms()]]))
"""


def install(folder: Path, name: str = "checklist", changed=None) -> None:
    """As `pip install --target` would, a package of this name."""
    for path, words in {**FILES, **(changed or {})}.items():
        if words is not None:
            place = folder / path.replace("checklist", name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(NAMED.sub(lambda found: found[0].replace("checklist", name), words))


def python(folder: Path, *words: str) -> subprocess.CompletedProcess:
    path = os.pathsep.join([str(ROOT), str(folder)])
    said = {**os.environ, "PYTHONPATH": path, "LOKET_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, *words], capture_output=True, encoding="utf-8", env=said, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A package in order beside eight that are not."""
    folder = tmp_path_factory.mktemp("packages")
    install(folder)
    for name, (changed, _) in BROKEN.items():
        install(folder, name, changed)
    return folder


@pytest.fixture(scope="module")
def listed(folder):
    return python(folder, "-m", "sim", "reforms", "--json")


def test_is_a_reform_of_a_package_listed_last_and_with_the_package(listed):
    found = json.loads(listed.stdout)
    assert [one["package"] for one in found] == [None] * (len(found) - 1) + ["checklist 1.0"]
    assert found[-1]["name"] == "checklist"


@pytest.mark.parametrize("name", BROKEN)
def test_is_a_broken_package_named_with_what_is_wrong(listed, name):
    [said] = [line for line in listed.stderr.splitlines() if f"package {name} " in line]
    assert BROKEN[name][1] in said


def test_does_a_file_that_wants_a_broken_one_say_why_it_is_not_there(folder, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('extends = "dukcapil"\n[[reform]]\nname = "boom"\n', "utf-8")
    done = python(folder, "-m", "sim", "check", str(file))
    assert done.returncode == 2
    assert "mine.toml:3" in done.stderr
    assert "ZeroDivisionError" in done.stderr


@pytest.fixture(scope="module")
def office():
    return load("dukcapil")


ODD = {
    "gone": (lambda: scale("step.time", 0.5, "nix"), "'nix'.*step.time.*has: .*kk"),
    "room": (lambda: add("people.asks", 1.0, "kk"), "'kk'.*people.asks.*leave the name out"),
    "group": (lambda: Course(groups=("Loket depn",)), "Course.*'Loket depan'"),
    "parameter": (lambda: scale("step.tyme", 1.0), "'step.time'"),
    "negative": (lambda: scale("step.time", -0.5), "factor"),
    "number": (lambda: scale("step.time", float("nan")), "value = nan"),
    "days": (lambda: scale("step.time", 0.5, half_life_days=0), "half_life_days = 0"),
    "survey": (lambda: scale("step.time", 0.5, repairs="time"), "Survey"),
    "kind": (lambda: 7, "int"),
    "raises": (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
    "quits": (lambda: sys.exit(3), "SystemExit: 3"),
}


@pytest.mark.parametrize("name", ODD)
def test_is_the_reform_named_that_says_what_cannot_be(name, office, monkeypatch):
    """An effect that is right stands beside it."""
    found, wrong = ODD[name]

    class Odd(Reform):
        name, package = "odd", "odds 1.0"

        def effects(self, _):
            return iter([scale("step.time", 0.9, "kk"), found()])

    monkeypatch.setenv("LOKET_LANG", "en")
    guard(Odd)
    odd = Odd(name="odd")
    with pytest.raises(BadRequest, match=rf"'odd \(odds 1.0\)'.*{wrong}"):
        [*odd.effects(office)], plan_of(replace(office, reforms=(odd,)))


def test_is_what_a_package_sets_up_an_office():
    class Odd(Reform):
        def adds(self, _):
            return 5

    guard(Odd)
    with pytest.raises(BadRequest, match=r"'odd'.*int"):
        Odd(name="odd").adds(None)


def test_are_results_those_of_the_source_of_a_package(tmp_path):
    """So that a store runs anew what was run with another source."""
    install(tmp_path)
    first = json.loads(python(tmp_path, "-c", TOLD).stdout)
    place = tmp_path / "checklist.py"
    place.write_text(place.read_text().replace("0.25", "0.3"))
    second = json.loads(python(tmp_path, "-c", TOLD).stdout)
    assert first[2:] == second[2:]
    assert first[2] == "1.0"
    assert first[3][-1] == "checklist"
    assert first[0] != second[0]
    assert first[1] != second[1]
