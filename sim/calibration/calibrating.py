"""A log → a calibrated office: read, estimated, and written as a scenario with what its numbers rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from sim.calibration.estimate import HELD_OUT, estimate
from sim.calibration.figures import Estimates
from sim.calibration.log import LogRead, Mapping, read, read_mapping, written_mapping
from sim.calibration.log.reading import Part
from sim.calibration.log.records import Log, Note, Totals, Visits
from sim.calibration.scenario import document_of_estimates, figures_in, scenario_text
from sim.language import language, number, text
from sim.language.errors import BadRequest
from sim.language.viewed import Viewed
from sim.office import Scenario
from sim.scenario import ScenarioFaults
from sim.scenario.calendars import bundled_calendars, read_calendar
from sim.scenario.loading import load
from sim.scenario.writing import save

CALENDAR = "indonesia"


def check_out(out: Path, *, force: bool = False) -> None:
    """Refuse, before anything is computed, a place where no scenario can be written (BadRequest)."""
    if out.suffix.casefold() != ".toml":
        raise BadRequest("out_toml", path=str(out), write=f"{out.stem or 'kantor'}.toml")
    if not out.parent.is_dir():
        raise BadRequest("out_no_folder", path=str(out.parent))
    for place in (out, beside(out)):
        if place.exists() and not force:
            raise BadRequest("out_is_there", path=str(place))


def beside(out: Path) -> Path:
    """Where the mapping of the log stands."""
    return out.with_name(f"{out.stem}.mapping.toml")


@dataclass(frozen=True)
class Calibration(Viewed):
    """What a log says of an office. `document` is the scenario with a Figure for each number estimated or assumed."""

    found: LogRead
    estimates: Estimates
    document: dict[str, Any]
    called: str

    def __repr__(self) -> str:
        kept, kind = number(self.log.report.kept, digits=0), self.found.mapping.kind
        return text("objects.calibration", log=self.called, kept=kept, kind=kind)

    @property
    def log(self) -> Log:
        """The log as it was read."""
        return self.found.log

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was understood, repaired and left out, then what was pooled, tested and found."""
        return (*self.log.report.notes, *self.estimates.notes)

    @cached_property
    def scenario(self) -> Scenario:
        """The office, to be run."""
        with TemporaryDirectory() as folder:
            try:
                return load(save(self.text(), Path(folder) / f"{Path(self.called).stem}.toml"))
            except ScenarioFaults as error:
                raise error.within(Path(folder), f"{self.called}: ") from error

    @property
    def figures(self) -> pd.DataFrame:
        """A row a number: place, value, low, high, origin (log, default, assumption), rows."""
        found = figures_in(self.document)
        rows = [(path, float(one), one.low, one.high, one.origin, one.rows) for path, one in found.items()]
        return pd.DataFrame(rows, columns=["place", "value", "low", "high", "origin", "rows"])

    def text(self, lang: str | None = None) -> str:
        """The scenario as the text of a file, commented in a language."""
        return scenario_text(self.document, self.estimates, language(lang), self.called)

    def save(self, path: str | Path, lang: str | None = None, *, force: bool = False) -> tuple[Path, Path]:
        """Write the scenario, and beside it the mapping of the log; returns both paths.

        Raises BadRequest where one of them is there already (but for `force`), OSError where the disk refuses.
        """
        out = Path(path)
        check_out(out, force=force)
        scenario = save(self.text(lang), out, replace=force)
        return scenario, save(written_mapping(self.found.mapping, language(lang)), beside(out), replace=force)


def calibrate(
    log: Part | Sequence[Part],
    mapping: str | Path | Mapping | None = None,
    hold_out: float = HELD_OUT,
    lang: str | None = None,
) -> Calibration:
    """Read a log (files or frames that belong together) and estimate the office that it shows.

    `mapping` says what the columns hold where that is not found out (see `sim.calibration.log.Mapping`), or names a
    file that says so. The last days, a share `hold_out` of them, are kept to check the office on. Raises ScenarioFaults
    where the log cannot be used.
    """
    if not 0.0 <= hold_out < 1.0:
        raise BadRequest("hold_out", found=hold_out)
    found = read(log, read_mapping(Path(mapping)) if isinstance(mapping, str | Path) else mapping)
    parts = [log] if isinstance(log, str | Path | pd.DataFrame) else log
    called = next((Path(part).name for part in parts if not isinstance(part, pd.DataFrame)), "log")
    holidays = _holidays(found.log)
    estimates = estimate(found.log, hold_out, holidays)
    estimates = replace(estimates, document=_with_name(estimates.document, called))
    named = found.log.rows["counter"].nunique() if isinstance(found.log, Visits) else 0
    title = text("calibrate.title", lang, log=called)
    document = document_of_estimates(estimates, title, CALENDAR if holidays else None, max(1, named))
    return Calibration(found, estimates, document, called)


def _with_name(document: Any, called: str) -> Any:
    return (
        {**document, "calibrated": {**document["calibrated"], "log": called}} if "calibrated" in document else document
    )


def _holidays(log: Log) -> frozenset[date]:
    """The holidays that closed this office: those of the bundled calendar, if it covers the log and none had visits."""
    days = set() if isinstance(log, Totals) and log.per_month else set(log.rows["day"].dt.date)
    table = read_calendar(bundled_calendars()[CALENDAR], CALENDAR)
    closed = frozenset(day.date for day in table.days)
    years = {day.year for day in closed}
    covered = set(log.rows["day"].dt.year) <= years
    fits = getattr(log, "dated", True) and covered and not days & closed
    return closed if fits else frozenset()
