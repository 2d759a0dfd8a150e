"""How well a scenario reproduces a log: what was compared, and what of it is said."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.calibration.log.records import Kind, Note
from sim.calibration.validation.modes import Mode
from sim.calibration.validation.scores import earth_movers, inside
from sim.language import number, text
from sim.language.viewed import Viewed
from sim.office import Scenario

HALF, MOST = 0.5, 0.9
LEADS = {"visits": ("wait_mean",), "snapshots": ("queue_mean",), "totals": ("visits_month", "wait_mean", "visits")}
"""The measure of which a memo and the pictures of days speak, by the kind of log: the first that was seen."""


@dataclass(frozen=True)
class Told:
    """The days in one mode.

    `days`: a row a day (of looks: and `line`) and measure: seen, told (mean), ends of the middle 50 and 90 %, crps,
    rank (0 to 1). `parts`: a row a service, line, hour, weekday. `line`: a row a quarter of an hour. `seen` and `told`
    are the waits in minutes, of looks how many waited at each; of totals nobody saw either.
    """

    mode: Mode
    days: pd.DataFrame
    parts: pd.DataFrame
    line: pd.DataFrame
    seen: np.ndarray
    told: np.ndarray
    kind: Kind = "visits"

    @property
    def lead(self) -> str:
        """The measure that says most."""
        seen = set(self.days.loc[self.days["seen"].notna(), "measure"])
        return next((name for name in LEADS[self.kind] if name in seen), LEADS[self.kind][-1])

    def summary(self) -> pd.DataFrame:
        """A row a measure: means of the days, mean error, CRPS, and the share of days inside 50 and 90 %."""
        rows = []
        for name, own in self.days.groupby("measure", sort=False):
            error = own["told"] - own["seen"]
            rank = own["rank"].to_numpy(float)
            rows.append(
                {
                    "measure": name, "days": int(own["seen"].notna().sum()), "seen": own["seen"].mean(),
                    "told": own["told"].mean(), "error": error.mean(), "absolute": error.abs().mean(),
                    "crps": own["crps"].mean(), "inside50": inside(rank, HALF), "inside90": inside(rank, MOST),
                }
            )  # fmt: skip
        return pd.DataFrame(rows)

    @property
    def apart(self) -> float:
        """The earth mover's distance of the waits in minutes, or of the lengths of the line in people."""
        return earth_movers(self.seen, self.told)

    def ranks(self, bins: int = 10) -> np.ndarray:
        """How many days have their rank in each tenth, by the measure that says most."""
        rank = self.days.loc[self.days["measure"] == self.lead, "rank"].dropna()
        return np.histogram(rank, bins, (0.0, 1.0))[0]

    def inside(self, measure: str | None = None, share: float = MOST) -> tuple[int, int]:
        """How many days lie inside the middle interval of a measure, and of how many."""
        rank = self.days.loc[self.days["measure"] == (measure or self.lead), "rank"].dropna().to_numpy(float)
        return int((np.abs(rank - 0.5) <= share / 2.0).sum()), len(rank)

    def worst(self, count: int = 5) -> pd.DataFrame:
        """The days foretold worst, by the CRPS of the measure that says most."""
        own = self.days[self.days["measure"] == self.lead]
        return own.sort_values("crps", ascending=False).head(count).reset_index(drop=True)


@dataclass(frozen=True)
class Validation(Viewed):
    """A scenario held against a log, by mode. `used` says that days it was fitted on are among those compared."""

    scenario: Scenario
    told: dict[Mode, Told]
    notes: tuple[Note, ...]
    used: bool
    runs: int

    def __repr__(self) -> str:
        first = next(iter(self.told.values()))
        return text("objects.validation", days=first.inside()[1], modes=", ".join(self.told))

    @property
    def days(self) -> pd.DataFrame:
        """A row a mode, day and measure."""
        return pd.concat([told.days.assign(mode=mode) for mode, told in self.told.items()], ignore_index=True)

    @property
    def parts(self) -> pd.DataFrame:
        """A row a mode and service, hour or weekday."""
        return pd.concat([told.parts.assign(mode=mode) for mode, told in self.told.items()], ignore_index=True)

    def summary(self) -> pd.DataFrame:
        """A row a mode and measure: how far apart, and how many days inside the intervals."""
        return pd.concat([told.summary().assign(mode=mode) for mode, told in self.told.items()], ignore_index=True)

    def memo(self, lang: str | None = None) -> str:
        """A sentence for a memo: of the days not used, how many lay inside the band; and how far to trust that."""
        told = next(iter(self.told.values()))
        within, days = told.inside()
        own = told.summary().set_index("measure")
        digits = 1 if told.lead == "queue_mean" else 0
        amounts = {side: number(float(own[side][told.lead]), lang, digits) for side in ("seen", "told")}
        kept = "used" if self.used else "unknown" if self.scenario.calibrated is None else "fresh"
        unit = "lines" if told.kind == "snapshots" else "months" if told.lead == "visits_month" else "days"
        which = text(f"calibrate.memo_{unit}{'_fresh' if kept == 'fresh' else ''}", lang)
        said = text(f"calibrate.memo_{told.lead}", lang, inside=within, days=days, which=which, **amounts)
        if told.mode != "forecast":
            said = text(f"calibrate.memo_given_{told.mode}", lang, said=said[0].lower() + said[1:])
        tail = [] if kept == "fresh" else [text(f"calibrate.memo_{kept}", lang)]
        return " ".join([said, *tail])
