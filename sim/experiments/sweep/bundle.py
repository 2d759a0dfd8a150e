"""A bundle: all that somebody else needs to run a study again and to compare, in one file.

bundle.json         the study file, its SHA-256, by what it was run, how replications were asked for
scenarios/…         the study and its scenarios as they stand to each other; bundled ones come with the program
results.parquet     every overall measure of every run of each point, and those that the study names
installed.txt       the versions of all packages; requirements.lock with digests where Loket runs from its source
CITATION.cff, README.txt
"""

import json
import zipfile
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.store.blocks import write_table
from sim.experiments.store.origin import ROOT, about_machine, origin
from sim.experiments.study.study import Study
from sim.experiments.sweep.swept import Sweep
from sim.language import text
from sim.language.arguments import checked
from sim.language.errors import BadRequest
from sim.runs.tables.manifest import command, loket_version
from sim.scenario.bundled import bundled_root
from sim.scenario.loading import read
from sim.scenario.reading import places_noted
from sim.scenario.references import root_of
from sim.whole_files import Draft

if TYPE_CHECKING:
    import pyarrow as pa

BUNDLE, RESULTS, FILES = "bundle.json", "results.parquet", "scenarios"
SAYS = {"loket": "bundle", "schema": 1}
WHEN = (2000, 1, 1, 0, 0, 0)
"""The date of all files within, so that the same study makes the same bundle."""


@checked
def bundle(found: Sweep, path: str | Path, *, force: bool = False) -> Path:
    """Write the bundle of a study that was run from a file. Raises BadRequest, OSError; what is there stays."""
    target = check_target(path, force=force)
    if found.study is None or found.study.path is None:
        raise BadRequest("bundle_file")
    with Draft(target) as draft:
        with Draft(target.with_name(f"{target.stem}.{RESULTS}")) as results:
            write_table(results.path, _results(found), {"sha256": found.study.digest})
            table = results.path.read_bytes()
        with zipfile.ZipFile(draft.path, "w", zipfile.ZIP_DEFLATED) as place:
            for name, content in _parts(found, found.study):
                place.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)
            place.writestr(zipfile.ZipInfo(RESULTS, WHEN), table)
        return draft.publish(replace=force)


def check_target(path: str | Path, *, force: bool) -> Path:
    """Where a bundle may be written. Raises BadRequest, before anything is run."""
    target = Path(path)
    if target.suffix.casefold() != ".zip":
        raise BadRequest("bundle_ending", found=str(path), write=f"{target.stem or 'studi'}.zip")
    if target.exists() and not force:
        raise BadRequest("out_is_there", path=target)
    return target


def _parts(found: Sweep, study: Study) -> Iterator[tuple[str, str | bytes]]:
    path = Path(str(study.path)).resolve()
    about = {**SAYS, "study": _name(path, path), "title": study.title, "sha256": study.digest, **origin()._asdict()}
    about |= {"runs": {str(row.number): row.runs for row in found.rows}, "asked": found.asked}
    about |= {"manifest": about_machine(command())}
    yield BUNDLE, json.dumps(about, ensure_ascii=False, indent=1, default=str)
    for file in (path, *_files(study)):
        yield _name(file, path), file.read_bytes()
    yield "installed.txt", "".join(f"{one}\n" for one in sorted(_installed()))
    lock = ROOT.parent / "requirements.lock"
    if lock.exists():
        yield lock.name, lock.read_bytes()
    said = {"title": study.called, "version": loket_version(), "sha256": study.digest}
    yield "CITATION.cff", text("sweep.bundle.citation", "en", **{k: json.dumps(v)[1:-1] for k, v in said.items()})
    yield "README.txt", text("sweep.bundle.readme", **said)


def _files(study: Study) -> list[Path]:
    """The files that its scenarios are made of, but for those that come with every Loket."""
    with places_noted() as paths:
        for ref in study.scenarios:
            read(ref.file)
    own = dict.fromkeys(path.resolve() for path in paths)
    return [path for path in own if not _comes_along(path)]


def _comes_along(path: Path) -> bool:
    root = bundled_root().resolve()
    return path.is_relative_to(root) and not path.relative_to(root).parts[0].startswith("_")


def _name(file: Path, study: Path) -> str:
    root = root_of(study).resolve()
    if not file.is_relative_to(root):
        raise BadRequest("bundle_outside", path=file, root=root)
    return f"{FILES}/{file.relative_to(root).as_posix()}"


def _installed() -> Iterator[str]:
    for one in distributions():
        yield f"{one.metadata['Name']}=={one.version}"


def _results(found: Sweep) -> "pa.Table":
    import pyarrow as pa

    columns: dict[str, list[Any]] = {"number": [], "run": [], "measure": [], "value": []}
    for row, values in found.every():
        for measure, of in values.items():
            columns["number"].append(np.full(row.runs, row.number))
            columns["run"].append(np.arange(row.runs))
            columns["measure"].append(np.full(row.runs, measure, object))
            columns["value"].append(of)
    return pa.table({name: np.concatenate(parts) for name, parts in columns.items()})
