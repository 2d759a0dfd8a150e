"""Draws the table of how often intervals hold what is known exactly anew (some five minutes).

A small M/M/2 and three like it are run 20,000 times with the same luck; what theory says of them is exact. The runs are
cut into 1,000 experiments of twenty. A page marks the place: <!-- coverage --> ... <!-- end -->.
Alone: python docs/drawing/held.py
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import exp, log

import numpy as np
from places import page, table

from sim.language import LANGUAGES, percent, text
from sim.measures import LEVEL, MEASURES, Estimate, estimate, paired
from sim.measures.precision import Watch, narrow, precision_of
from sim.measures.simultaneous import joint_level
from sim.office import Scenario
from sim.office.units import Span, Weighted
from sim.runs.making.replicate import runs_of
from sim.runs.making.replication import keys_of
from sim.runs.making.request import Request
from sim.verification.formulas.markov import mmc
from sim.verification.offices import every, exponential, one_station, settled

PLACE = re.compile(r"(<!-- coverage -->\n).*?(<!-- end -->)", re.DOTALL)
RUNS, OF = 20_000, 20
"""Runs of each model, and of an experiment."""
UNIT_S, ARRIVALS, CUSTOMERS, WITHIN = 600.0, 1.0, 1_500, 0.5
RATES, SERVERS = (1.0, 1.02, 1.05, 1.1), 2
"""Half the time busy: the sample percentile of a run is then hardly biased."""
ASKED = ("wait_mean_min=5%", "wait_mean_min=10%")
MEASURED = ("wait_mean_min", "within_target", "wait_p90_min", "utilisation")
Values = np.ndarray


@dataclass(frozen=True)
class Held:
    """Of so many experiments the intervals of so many held what is true; `runs` is how many an experiment took."""

    experiments: int
    held: int
    runs: float = OF

    @property
    def share(self) -> float:
        """The coverage."""
        return self.held / self.experiments

    @property
    def error(self) -> float:
        """Half the 95 % interval of the coverage."""
        return 1.96 * (self.share * (1.0 - self.share) / self.experiments) ** 0.5


def model(rate: float) -> Scenario:
    """An M/M/2 whose runs are short and settled."""
    warm_up_s = settled(rate, SERVERS, ARRIVALS / SERVERS / rate, UNIT_S)
    office = one_station("m", ARRIVALS, exponential(rate, UNIT_S), SERVERS, unit_s=UNIT_S, warm_up_s=warm_up_s)
    return _short(office, warm_up_s)


def _short(office: Scenario, warm_up_s: float) -> Scenario:
    """One day of about so many customers."""
    length = int(warm_up_s + CUSTOMERS * UNIT_S / ARRIVALS)
    stream = replace(office.arrivals[0], rates_per_hour=(Weighted(Span(0, length), 3600.0 * ARRIVALS / UNIT_S),))
    return replace(office, hours=every(0, length), days=1, arrivals=(stream,), target_min=WITHIN * UNIT_S / 60.0)


def exact(rate: float) -> dict[str, float]:
    """What theory says of it."""
    known, spare = mmc(ARRIVALS, rate, SERVERS), SERVERS * rate - ARRIVALS
    minutes = UNIT_S / 60.0
    return {
        "wait_mean_min": known["Wq"] * minutes,
        "within_target": 1.0 - known["P_wait"] * exp(-spare * WITHIN),
        "wait_p90_min": max(0.0, log(known["P_wait"] / 0.1) / spare) * minutes,
        "utilisation": known["rho"],
    }


def simulated(rate: float, runs: int = RUNS) -> Values:
    """The measures of each run."""
    request = Request(model(rate), runs)
    plan = request.plan()
    keys = [key.label for key in keys_of(plan)]
    columns = [keys.index(measure) for measure in MEASURED]
    return np.array([run.values[columns] for run in runs_of(request, plan)])


def experiments(values: Values) -> Iterator[Values]:
    """The runs of one experiment after the other."""
    for first in range(0, len(values) - OF + 1, OF):
        yield values[first : first + OF]


def held(found: Estimate, true: float) -> bool:
    """Whether an interval holds what is true."""
    return found.low <= true <= found.high


def alone(values: Values, true: float, measure: str) -> Held:
    """Intervals of a mean over runs."""
    found = [held(estimate(one, LEVEL, MEASURES[measure].limits), true) for one in experiments(values)]
    return Held(len(found), sum(found))


def apart(ours: Values, theirs: Values, true: float) -> Held:
    """Intervals of a paired difference."""
    pairs = zip(experiments(ours), experiments(theirs), strict=True)
    found = [held(paired(one, other), true) for one, other in pairs]
    return Held(len(found), sum(found))


def together(values: Values, true: Sequence[float], pairs: Sequence[tuple[int, int]]) -> Held:
    """How often all intervals of a family hold at once; `values` by run and scenario."""
    found = []
    for one in experiments(values):
        level = joint_level(one, pairs)
        found.append(all(held(paired(one[:, a], one[:, b], level), true[a] - true[b]) for a, b in pairs))
    return Held(len(found), sum(found))


def waited(values: Values, true: float, written: str) -> Held:
    """Intervals of as many runs as it took until they were narrow."""
    asked, first, found, runs = precision_of(written), 0, [], []
    while first < len(values) - 400:
        watch, at = Watch(), 0
        while not watch.saw(all_narrow=at + 1 >= 5 and narrow(values[first : first + at + 1], asked)):
            at += 1
        found.append(held(estimate(values[first : first + watch.runs]), true))
        runs.append(watch.runs)
        first += watch.runs
    return Held(len(found), sum(found), float(np.mean(runs)))


def measured(runs: int = RUNS) -> dict[str, Held]:
    """All of it."""
    values = np.array([simulated(rate, runs) for rate in RATES])
    true = [exact(rate) for rate in RATES]
    column = {measure: place for place, measure in enumerate(MEASURED)}
    found = {measure: alone(values[0, :, at], true[0][measure], measure) for measure, at in column.items()}
    wait = values[:, :, column["wait_mean_min"]]
    waits = [one["wait_mean_min"] for one in true]
    found["difference"] = apart(wait[2], wait[0], waits[2] - waits[0])
    share = values[:, :, column["within_target"]]
    found["difference_share"] = apart(share[2], share[0], true[2]["within_target"] - true[0]["within_target"])
    others = range(1, len(RATES))
    found["baseline"] = together(wait.T, waits, [(one, 0) for one in others])
    found["pairs"] = together(wait.T, waits, [(b, a) for a, b in combinations(range(len(RATES)), 2)])
    return found | {f"`--until {asked}`": waited(wait[0], waits[0], asked) for asked in ASKED}


NAMES = {
    "en": {
        "difference": "difference of mean waits, paired", "difference_share": "difference of shares within, paired",
        "baseline": "three against the base, all at once", "pairs": "all six pairs, all at once",
    },
    "id": {
        "difference": "selisih waktu tunggu, berpasangan",
        "difference_share": "selisih bagian dalam target, berpasangan",
        "baseline": "tiga terhadap kondisi saat ini, sekaligus", "pairs": "keenam pasangan, sekaligus",
    },
}  # fmt: skip
HEAD = {
    "en": ["interval of", "replications", "experiments", "held what is true (95 % wanted)"],
    "id": ["interval untuk", "replikasi", "percobaan", "memuat yang benar (seharusnya 95 %)"],
}


def main() -> None:
    """Draw the table anew in both pages."""
    found = measured()
    for lang in LANGUAGES:
        rows = [
            [
                name if name.startswith("`") else NAMES[lang].get(name) or text(f"measures.{name}.title", lang),
                f"{one.runs:.0f}",
                str(one.experiments),
                f"{percent(one.share, lang, 1)} ± {percent(one.error, lang, 1)}",
            ]
            for name, one in found.items()
        ]
        at = page("statistics", lang)
        drawn = table(HEAD[lang], rows)
        told = PLACE.sub(lambda place, new=drawn: f"{place[1]}\n{new}\n\n{place[2]}", at.read_text("utf-8"))
        at.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
