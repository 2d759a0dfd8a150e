"""Do the files that set Loket up agree, and does set-up say what is missing?"""

import importlib.metadata
import re
import shutil
import subprocess
import tomllib
from contextlib import suppress
from pathlib import Path

import packages_for
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.newer

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
REQUIRED = [Requirement(line) for line in [*PROJECT["dependencies"], *EXTRAS["research"], *EXTRAS["dev"]]]
LOCKED = REQUIRED + [Requirement(line) for line in EXTRAS["bench"]]
needs_make = pytest.mark.skipif(not shutil.which("make"), reason="Windows sets up without make")
CONDA_NAMES = {"duckdb": "python-duckdb", "playwright": "playwright-python"}

# Written so that the hosts do not stand in this file either.
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("anaconda", "org"))]
MACHINE_PATH = re.compile(r"(?<![\w.~/-])(?:/(?:work|farm|root|home|Users|mnt|opt)/\w|[A-Z]:[\\/]+Users[\\/])")


def text_of(name: str) -> str:
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"there is no {name} yet")
    return path.read_text("utf-8")


def conda_requirements() -> dict[str, Requirement]:
    dependencies = text_of("environment.yml").partition("dependencies:")[2].partition("pip:")[0]
    found = [Requirement(line) for line in re.findall(r"^  - ([^\s#]+)$", dependencies, re.MULTILINE)]
    return {requirement.name: requirement for requirement in found}


def lock_entries(lock: str) -> list[tuple[str, str, int]]:
    """Name, version and number of hashes of each entry."""
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    heads = [re.match(r"([\w.-]+)==(\S+)", entry) for entry in entries]
    assert all(heads), "an entry of the lock pins no version"
    return [(head[1], head[2], entry.count("--hash=sha256:")) for head, entry in zip(heads, entries, strict=True)]


def leaks(text: str, private: tuple[str, ...] = ()) -> list[str]:
    """Every registry host and every path of one machine that the text holds."""
    return [word for word in (*HOSTS, *private) if word in text] + MACHINE_PATH.findall(text)


def files_of_the_tree() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_conda_installs_what_pyproject_asks_for():
    asked = {CONDA_NAMES.get(one.name, one.name): one.specifier for one in REQUIRED}
    assert asked.items() <= {name: one.specifier for name, one in conda_requirements().items()}.items()


def test_conda_installs_nothing_that_pyproject_does_not_ask_for():
    asked = {CONDA_NAMES.get(requirement.name, requirement.name) for requirement in REQUIRED}
    assert set(conda_requirements()) - asked == {"python", "pip"}


def test_conda_uses_the_python_that_pyproject_asks_for():
    assert str(conda_requirements()["python"].specifier) == PROJECT["requires-python"]


def test_the_lock_pins_what_pyproject_asks_for():
    entries = lock_entries(text_of("requirements.lock"))
    for asked in LOCKED:
        versions = [version for name, version, _ in entries if name == asked.name]
        assert versions, f"run: make lock ({asked.name})"
        assert all(asked.specifier.contains(version) for version in versions), asked.name


LOCKS = pytest.mark.parametrize("lock", ["requirements.lock", "requirements-run.lock"])


@LOCKS
def test_every_locked_package_is_checked_by_hash(lock):
    assert [name for name, _, hashes in lock_entries(text_of(lock)) if hashes == 0] == []


@LOCKS
def test_the_lock_leaves_open_where_packages_come_from(lock):
    assert not re.search(r"://|^\s*--(?!hash=)", text_of(lock), re.MULTILINE)


def closure(there: dict[str, str]) -> set[str]:
    """What running Loket needs on another system, as far as the packages that are installed here say it."""
    found, left = set(), [(line, "") for line in PROJECT["dependencies"]]
    while left:
        line, extra = left.pop()
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({**there, "extra": extra}):
            fresh = {(canonicalize_name(one.name), more) for more in ("", *one.extras)} - found
            found |= fresh
            with suppress(importlib.metadata.PackageNotFoundError):
                left += [(line, more) for name, more in fresh for line in importlib.metadata.requires(name) or ()]
    return {name for name, _ in found}


@pytest.mark.parametrize("python", packages_for.PYTHONS)
@pytest.mark.parametrize("system", packages_for.SYSTEMS)
def test_a_class_gets_all_that_its_system_needs_in_the_versions_of_the_full_lock(system, python):
    entries = "".join(packages_for.needed(text_of("requirements-run.lock"), system, python))
    found = [(name, version) for name, version, hashes in lock_entries(entries) if hashes]
    names = [name for name, _ in found]
    assert " ; " not in entries
    assert len(names) == len({*names})
    assert closure(packages_for.markers(system, python)) <= {*names}, "run: make lock"
    assert {*found} <= {(name, version) for name, version, _ in lock_entries(text_of("requirements.lock"))}
    assert {"appnope", "colorama", "pexpect", "pywinpty"} & {*names} == {
        "windows": {"colorama", "pywinpty"}, "macos": {"appnope", "pexpect"}, "linux": {"pexpect"}
    }[system]  # fmt: skip


def test_a_class_gets_nothing_that_only_research_or_developers_need():
    names = {name for name, _, _ in lock_entries(text_of("requirements-run.lock"))}
    core = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert names & {requirement.name for requirement in LOCKED} == core


def test_this_environment_has_what_pyproject_asks_for():
    versions = {one: importlib.metadata.version(one.name) for one in REQUIRED}
    assert [(one.name, found) for one, found in versions.items() if not one.specifier.contains(found)] == []


def test_names_in_pyproject_are_those_of_the_lock():
    assert [r.name for r in LOCKED if r.name != canonicalize_name(r.name)] == []


def test_all_files_speak_of_one_version():
    version = PROJECT["version"]
    releases = re.findall(r"^## \[(\d[^]]*)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert re.search(rf"^version: {re.escape(version)}$", text_of("CITATION.cff"), re.MULTILINE)
    assert releases[:1] in ([], [version])
    assert importlib.metadata.version("loket") == version


def test_no_file_holds_a_path_of_one_machine_or_the_address_of_a_registry():
    private = (str(ROOT),) if len(ROOT.parts) > 2 else ()
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in files_of_the_tree()}
    assert {str(path.relative_to(ROOT)): found for path, text in texts.items() if (found := leaks(text, private))} == {}


@pytest.mark.parametrize(
    "text", ["see /" + "home/ani/x", "--index-url https://" + HOSTS[0], "C:" + "\\Users\\ani", "'/" + "work/x'"]
)
def test_the_check_sees_a_path_or_an_address(text):
    assert leaks(text)


@pytest.mark.parametrize("text", ["docs/home/x.md", "#!/usr/bin/env bash", "https://simpy.readthedocs.io/home/x"])
def test_the_check_lets_other_text_pass(text):
    assert not leaks(text)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_in_the_text_exists(name):
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|\$ )(?:[A-Z_]+=\S+ )*make ([a-z-]+)", text_of(name), re.MULTILINE))
    assert named - targets == set()


@needs_make
def test_make_help_lists_every_target():
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    targets = re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE)
    assert [target for target in targets if f"make {target} " not in done.stdout] == []


def stand_in(folder: Path, script: str) -> Path:
    """A program that set-up takes for a Python."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    return python


@needs_make
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 127", "does not start"),
        ("case $2 in *'%d.%d'*) echo 3.9;; *) echo 9;; esac", "needs Python 3.11 to 3.14"),
        ("case $2 in *ensurepip*) exit 1;; *'%d.%d'*) echo 3.12;; *) echo 12;; esac", "python3.12-venv"),
    ],
    ids=["does not start", "too old", "no venv module"],
)
def test_set_up_says_what_is_wrong_with_a_python(tmp_path, script, said):
    python = stand_in(tmp_path, script)
    command = ["sh", "tools/set-up.sh", str(tmp_path / "environment"), str(python)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "environment").exists()
