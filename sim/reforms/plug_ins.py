"""Reforms from other packages: found by their entry point, entered into the catalogue beside its own."""

import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import get_args, get_type_hints

from pydantic import TypeAdapter

from sim.document.meanings import meaning
from sim.language import LANGUAGES, Phrase, text
from sim.language.catalogue import bring, messages
from sim.language.characters import harmless
from sim.language.errors import LoketError
from sim.office.reform import BROKEN, CATALOGUE, Reform
from sim.reforms.guard import guard
from sim.reforms.listing import listed_as

GROUP = "loket.reforms"
"""The group of the entry point by which a package says in which module its reforms stand."""
SAID = ("title", "short", "practice", "mechanism", "unknown")
"""What the words of a reform have to say of it."""
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class BadPlugIn(LoketError):
    """What a package brings is no reform that can be used."""


@dataclass(frozen=True)
class PlugIn:
    """A package that brings reforms, with all its files, which are a part of the program that runs."""

    package: str
    files: tuple[Path, ...]


def found_plug_ins() -> tuple[PlugIn, ...]:
    """Enter the reforms of all packages that bring some; of one that is broken none, but what is wrong (`BROKEN`)."""
    there = sorted(entry_points(group=GROUP), key=lambda entry: (_package(entry), entry.name))
    return tuple(one for entry in there if (one := _entered(entry)) is not None)


def _entered(entry: EntryPoint) -> PlugIn | None:
    before = {name: kind for name, kind in CATALOGUE.items() if not _of(entry, kind)}
    try:
        with redirect_stdout(sys.stderr):  # what it prints is no part of a result
            return _plug_in(entry, before)
    except (Exception, SystemExit) as error:  # noqa: BLE001  (whatever is wrong with somebody's package, Loket goes on)
        said = {"kind": type(error).__name__, "error": harmless(str(error))}
        BROKEN[_package(entry)] = error if isinstance(error, BadPlugIn) else Phrase("reforms.plug_in_failed", said)
        CATALOGUE.clear()
        CATALOGUE.update(before)
        return None


def _plug_in(entry: EntryPoint, before: dict[str, type[Reform]]) -> PlugIn:
    module = import_module(entry.module)
    if taken := [name for name, kind in before.items() if CATALOGUE[name] is not kind]:
        raise BadPlugIn("reforms.plug_in_taken", names=taken)
    kinds = {name: kind for name, kind in CATALOGUE.items() if _of(entry, kind)}
    if not kinds:
        raise BadPlugIn("reforms.plug_in_empty", module=entry.module)
    file = Path(str(module.__file__)).resolve()
    for name, kind in kinds.items():
        _check(name, kind, file.parent)
        guard(kind)
        kind.package = f"{_package(entry)} {entry.dist.version if entry.dist else ''}".rstrip()
    return PlugIn(_package(entry), tuple(_files(entry, file, kinds)))


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else entry.name


def _of(entry: EntryPoint, kind: type[Reform]) -> bool:
    return f"{kind.__module__}.".startswith(f"{entry.module}.")


def _check(name: str, kind: type[Reform], folder: Path) -> None:
    """Whether a file may name it, and all can be said of it that the catalogue says. Raises what is wrong."""
    usual = kind()  # type: ignore[call-arg]  # each has a default for its name
    if not NAME.fullmatch(name) or (usual.name, *get_args(get_type_hints(kind)["name"])) != (name, name):
        raise BadPlugIn("reforms.plug_in_name", found=name)
    bring(f"reform_{name}", folder)
    lacking = [key for key in SAID if not messages(LANGUAGES[0], f"reform_{name}").get(key)]
    if lacking:
        raise BadPlugIn("reforms.plug_in_words", folder=folder, name=name, keys=lacking)
    TypeAdapter(kind)
    for lang in LANGUAGES:
        for key in messages(lang, f"reform_{name}"):
            text(f"reform_{name}.{key}", lang)
        for setting in listed_as(name, kind).parameters:
            meaning(kind, setting.key, lang)


def _files(entry: EntryPoint, file: Path, kinds: dict[str, type[Reform]]) -> Iterator[Path]:
    """All of its package, or of a single module that and its words."""
    if "." in entry.module or file.name == "__init__.py":
        top = Path(str(import_module(entry.module.partition(".")[0]).__path__[0]))
        yield from sorted(path for path in top.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    else:
        yield file
        yield from sorted(path for name in kinds for path in file.parent.glob(f"*/reform_{name}.toml"))
