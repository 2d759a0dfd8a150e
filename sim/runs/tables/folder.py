"""Results on disk: tables written run by run under draft names, and named all at once when whole."""

import json
import os
import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

import pandas as pd

from sim.language.errors import BadRequest
from sim.plan import Plan
from sim.runs.comparing.compare import Comparison
from sim.runs.making.replication import Run
from sim.runs.making.result import Result
from sim.runs.tables.frames import days_frame
from sim.runs.tables.frames_acts import acts_frame
from sim.runs.tables.frames_people import people_frame
from sim.runs.tables.frames_visits import cases_frame, opinions_frame, visits_frame
from sim.runs.tables.manifest import manifest
from sim.whole_files import Draft, alone, folder_beside, write_whole

Format = Literal["csv", "csv-id", "parquet"]
"""Of tables: for people, for spreadsheets with Indonesian settings (`;`, decimal comma, BOM), for programs."""
FORMATS = ("parquet", "csv")
"""How their names end."""
TABLES = ("runs", "days", "people", "visits", "cases", "opinions", "acts", "comparison", "gains", "costs",
          "packages", "package_runs")  # fmt: skip
MANIFEST = "manifest.json"
BEGUN = ".loket-begun.json"
"""Names the files of Loket while they are replaced: should it be killed then, the next run knows them again."""
RISKY = re.compile(r"(^|[;\r\n])(?=[=+\-@\t\r])")
"""Where a spreadsheet may see a cell begin that it would take for a formula: it may part cells at semicolons too."""


class Sheet(Protocol):
    """A table being written."""

    def add(self, frame: pd.DataFrame) -> None:
        """Write more rows."""

    def close(self) -> None:
        """Finish the file."""


class ResultFolder:
    """Writes results into a folder; nothing bears its final name before all is whole.

    A context manager: leaving it by an exception removes what was begun. Raises BadRequest where the folder
    is a file, holds results already (unless `force`) or files of these names that are not Loket's, or another
    run writes there; OSError where the disk refuses.
    """

    def __init__(self, path: Path, form: Format, *, visits: bool, force: bool) -> None:
        self._path, self._force = path, force
        self._form, self._ending = form, form.partition("-")[0]
        self._refuse()
        self._make: dict[str, Callable[[Plan, Run], pd.DataFrame]] = {"days": days_frame, "people": people_frame}
        if visits:
            self._make |= {"visits": visits_frame, "cases": cases_frame}
            self._make |= {"opinions": opinions_frame, "acts": acts_frame}
        self._drafts: dict[str, Draft] = {}
        self._sheets: dict[str, Sheet] = {}
        self._schema: dict[str, dict[str, str]] = {}
        self._open, self._alone = ExitStack(), ExitStack()

    def __enter__(self) -> Self:
        self._made = not self._path.exists()
        self._path.mkdir(parents=True, exist_ok=True)
        try:
            with ExitStack() as held:
                held.enter_context(alone(self._path / MANIFEST))
                self._refuse()  # what another run has finished since
                self._alone = held.pop_all()
        except BlockingIOError:
            raise BadRequest("out_is_written", path=self._path) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, ValueError):
            self._open.close()
        for draft in self._drafts.values():
            draft.drop()
        self._alone.close()
        if error is not None and self._made:
            with suppress(OSError):
                self._path.rmdir()

    def add(self, plan: Plan, run: Run) -> None:
        """Write the rows of a run; of cases, opinions and acts of reforms only where there may be any."""
        without = {
            "cases": not plan.arrays.office["follows"][0],  # each is one visit
            "opinions": plan.scenario.opinion is None,
            "acts": not plan.given.reforms,
        }
        for name, make in self._make.items():
            if not without.get(name, False):
                self.add_rows(name, make(plan, run))

    def add_rows(self, name: str, frame: pd.DataFrame) -> None:
        """Write rows of a table."""
        if name not in self._sheets:
            sheet = _SHEETS[self._form](self._draft(f"{name}.{self._ending}"), frame)
            self._sheets[name] = sheet
            self._open.callback(sheet.close)
            self._schema[name] = {str(column): str(kind) for column, kind in frame.dtypes.items()}
        self._sheets[name].add(frame)

    def finish(self, results: Sequence[Result], sources: Sequence[str], comparison: Comparison | None = None) -> None:
        """Write what needs all runs, then give all files their names: the manifest last, it says that all is whole.

        `sources` are the scenarios as the user named them. Several results are compared with the first, or as
        `comparison` does.
        """
        self.add_rows("runs", pd.concat([result.runs.astype({"scenario": "str"}) for result in results]))
        if len(results) > 1:
            self._compared(comparison or Comparison(tuple(results)))
        self._open.close()
        about = {**manifest(results, sources), "tables": self._schema, "files": sorted([*self._drafts, MANIFEST])}
        text = json.dumps(about, ensure_ascii=False, indent=2, default=str)
        self._draft(MANIFEST).write_bytes(f"{text}\n".encode(errors="replace"))  # names of files may be no text
        self._publish()

    def _compared(self, comparison: Comparison) -> None:
        self.add_rows("comparison", comparison.summary())
        for name, frame in (("gains", comparison.who_gained()), ("costs", comparison.costs())):
            if len(frame):
                self.add_rows(name, frame)

    def _publish(self) -> None:
        ours = _ours(self._path) if self._force else set()
        for draft in self._drafts.values():
            draft.settle()  # so that a full disk is noticed before anything is replaced
        if any(os.path.lexists(self._path / name) for name in self._drafts if name not in ours):
            raise BadRequest("out_kept", path=self._path, kept=self._kept_beside())
        self._begin([*ours, *self._drafts])
        try:
            for name in sorted(ours, key=lambda name: name != MANIFEST):
                if name == MANIFEST or name not in self._drafts:
                    (self._path / name).unlink()
            for name, draft in self._drafts.items():
                draft.publish(replace=name in ours)
        except (FileExistsError, PermissionError):  # it came this instant, or is open in another program
            kept = self._kept_beside()
            self._begin([*ours])
            raise BadRequest("out_kept", path=self._path, kept=kept) from None
        (self._path / BEGUN).unlink()

    def _begin(self, names: Sequence[str]) -> None:
        write_whole(self._path / BEGUN, json.dumps({"files": sorted(names)}))

    def _kept_beside(self) -> Path:
        kept = folder_beside(self._path)
        for draft in self._drafts.values():
            draft.move_into(kept)
        return kept

    def _draft(self, name: str) -> Path:
        self._drafts[name] = draft = Draft(self._path / name)
        return draft.path

    def _refuse(self) -> None:
        path, there = self._path, _results_in(self._path)
        if path.exists() and not path.is_dir():
            raise BadRequest("out_is_file", path=path)
        if there and not self._force:
            raise BadRequest("out_has_results", path=path)
        others = {f"{table}.{form}" for table in TABLES for form in FORMATS if form != self._ending}
        for file in there:
            if file.name not in _ours(path) | others:
                raise BadRequest("out_not_ours", path=file)


class ParquetSheet:
    """A parquet file with a group of rows for each run."""

    def __init__(self, path: Path, first: pd.DataFrame) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self._pa = pa
        self._schema = pa.Table.from_pandas(first, preserve_index=False).schema
        self._file = path.open("wb")  # Arrow opens no path that is not UTF-8
        self._writer = parquet.ParquetWriter(self._file, self._schema, compression="zstd")

    def add(self, frame: pd.DataFrame) -> None:
        """Write more rows."""
        self._writer.write_table(self._pa.Table.from_pandas(frame, schema=self._schema, preserve_index=False))

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()
        self._file.close()


class CsvSheet:
    """A CSV file; text cells that a spreadsheet would take for a formula get an apostrophe before them."""

    encoding, separator, decimal = "utf-8", ",", "."

    def __init__(self, path: Path, first: pd.DataFrame) -> None:
        self._file = path.open("w", encoding=self.encoding, newline="")
        first.head(0).to_csv(self._file, index=False, sep=self.separator)

    def add(self, frame: pd.DataFrame) -> None:
        """Write more rows."""
        safe = {name: _safe(column) for name, column in frame.items() if not pd.api.types.is_numeric_dtype(column)}
        frame.assign(**safe).to_csv(  # type: ignore[arg-type]  # columns have names
            self._file, index=False, header=False, lineterminator="\n", sep=self.separator, decimal=self.decimal
        )

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


class IndonesianCsvSheet(CsvSheet):
    """As spreadsheets of Indonesian computers open it."""

    encoding, separator, decimal = "utf-8-sig", ";", ","


_SHEETS: dict[str, Callable[[Path, pd.DataFrame], Sheet]] = {
    "parquet": ParquetSheet, "csv": CsvSheet, "csv-id": IndonesianCsvSheet,
}  # fmt: skip


def _safe(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.rename_categories([safe_cell(name) for name in column.cat.categories])
    if pd.api.types.is_string_dtype(column):
        return column.map(safe_cell, na_action="ignore")
    return column


def safe_cell(value: object) -> object:
    """A cell; what a spreadsheet would take for a formula in its text gets an apostrophe before it."""
    return RISKY.sub(r"\1'", value) if isinstance(value, str) else value


def _results_in(path: Path) -> list[Path]:
    names = [MANIFEST, *[f"{table}.{form}" for table in TABLES for form in FORMATS]]
    return [path / name for name in names if os.path.lexists(path / name)]


def _ours(path: Path) -> set[str]:
    """The results that are there and that Loket wrote, as its manifest says or a run that did not come to its end."""
    listed = _listed(path / MANIFEST) | _listed(path / BEGUN)
    return {file.name for file in _results_in(path) if file.name in listed and file.is_file()}


def _listed(path: Path) -> set[str]:
    try:
        about = json.loads(path.read_bytes())
        if path.name == MANIFEST and "loket" not in about["program"]:
            return set()
        if "files" in about:
            return set(about["files"])
        return {MANIFEST, *[f"{name}.{form}" for name in about["tables"] for form in FORMATS]}  # an older manifest
    except (OSError, ValueError, LookupError, TypeError):
        return set()
