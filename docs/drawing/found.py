"""Draws the tables of what runs of reforms show anew (a few minutes).

Each figure is measured by the functions of the tests (tests/reforms), which hold it to the range of its row.
A page marks the place: <!-- found --> ... <!-- end -->. Words stand in found.toml.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import places

sys.path += [str(places.DOCS.parent / "tests" / room) for room in ("given", "reforms")]

import test_reforms_channels as channels
import test_reforms_conduct as conduct
import test_reforms_staff as staff
import test_reforms_structure as structure
import test_reforms_voice as voice
from reform_differences import change, measured, reformed

from sim.evidence import row_of
from sim.language import LANGUAGES, number
from sim.measures import Estimate, paired
from sim.views.sections.evidence import figure

WORDS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("found.toml").read_text("utf-8"))
PLACE = re.compile(r"(<!-- found -->\n).*?(<!-- end -->)", re.DOTALL)
Figure = float | Estimate


def relative(measure: str, made: Any, *reforms: dict[str, Any]) -> Estimate:
    """The paired difference in a measure, as a share of what it is without the reforms."""
    return scaled(change(measure, made, *reforms), measured(made).of(measure).mean())


def scaled(difference: Estimate, by: float) -> Estimate:
    """A difference in another unit."""
    ends = sorted((difference.low / by, difference.high / by))
    return Estimate(difference.mean / by, *ends, difference.runs)


def half_life() -> float:
    """T3: from the gain of two weeks after the course, and that eight weeks later."""
    rows, _ = staff.field_experiment()
    early, late = staff.gained(rows, staff.WEEK), staff.gained(rows, 9 * staff.WEEK)
    return float(8.0 * np.log(2.0) / np.log(early / late))


def colleagues() -> float:
    """T2: of those who were not on the course, by tenth of the others who were."""
    ours, theirs = staff.field_experiment()
    gain = staff.output(ours, 1, staff.WEEK) / staff.output(theirs, 1, staff.WEEK) - 1.0
    return float(gain / (10 * 4 / 7))


def politeness() -> Estimate:
    """T4: in standard deviations between officers."""
    people = {"count": 4000, "needs_per_year": 12}
    tables = {"courtesy": {"spread": 0.15, "level": 0.6}}
    made = staff.random(0.001, 60, service=staff.one_step(5), officer=staff.officer(count=3), citizens=people,
                        warm_up_days=15, staff=tables, opinion={"satisfaction": {}})  # fmt: skip
    return scaled(change("skm_conduct", made, {"name": "training", "kind": "communication"}), 3 * 0.15)


def placed() -> float:
    """T5: the output of two posts whose officers change places."""
    made = staff.two_posts(10, staff.WRONG, staff={})
    return float(staff.pace(staff.served(reformed(made, {"name": "placement"}))) / staff.pace(staff.served(made)) - 1.0)


def led() -> float:
    """A9: twice the output gained in an office always busy, as half of the row is taken."""
    made = staff.crowded(5, 120, 10)
    better = reformed(made, {"name": "leadership", "ramp_days": 0})
    return float(2.0 * (staff.pace(staff.served(better)) / staff.pace(staff.served(made)) - 1.0))


def won() -> Estimate:
    """A11: the officers' time a case."""
    return scaled(relative("staff_min_per_case", staff.many_services(100), {"name": "innovation_contest"}), -1.0)


def watched() -> Estimate:
    """P12: presence in the first quarter, relative to what it was."""
    more, usual = conduct.come(0, 3 * conduct.MONTH)
    return scaled(more, float(usual))


def undermined() -> float:
    """P11: what is left in months 16 to 18 of what the third and fourth month had."""
    return float(conduct.monthly_gain("fading", 16, 3) / conduct.monthly_gain("fading", 2, 2))


def silent() -> float:
    """I3: of those who pay, once there is a channel for complaints."""
    people = voice.CLICKING | {"count": 12_000, "needs_per_year": 3.75}
    made = voice.bureau(citizens=people, staff={"integrity": {"takes": 1.0}})
    return float(measured(reformed(made, voice.COMPLAINTS)).of("silent_payers_share").mean())


def informed() -> Estimate:
    """I8: papers not brought."""
    services = [{"name": "service", "documents": 1, "step": [voice.SERVING]}]
    made = voice.bureau(service=services, opinion={}, staff={}, warm_up_days=20,
                        citizens=voice.CITIZENS | {"knows_document": 0.5})  # fmt: skip
    return scaled(relative("incomplete_share", made, voice.OPEN | {"ramp_days": 0}), -1.0)


def filed() -> float:
    """D1: minutes of the same cases of those who send them in."""
    made = channels.replace(channels.load("dukcapil"), days=60, channels=())
    ours, theirs = channels.procedure(made, channels.ONLINE), channels.procedure(made)
    users = [need for need, (_, by) in ours.items() if by == channels.SENT and need in theirs]
    return sum(ours[need][0] for need in users) / sum(theirs[need][0] for need in users) - 1.0


def bribed() -> Estimate:
    """D2: what is paid a case."""
    made = structure.registry_office(staff={"integrity": {}}, opinion={})
    return relative("paid_per_case", made, channels.ONLINE)


def from_above() -> Estimate:
    """P15: users asked for money, supervision against a channel for complaints."""
    above, below = (measured(reformed(conduct.bureau(), reform)).of("asked_share")
                    for reform in (conduct.INTEGRITY, voice.COMPLAINTS))  # fmt: skip
    return paired(above, below)


def varied() -> float:
    """L5: output of who knows both posts."""
    return float(staff.rotated()[-20:].mean() - 1.0)


SHOWN: Mapping[str, Callable[[], Figure]] = {
    "T1": lambda: float(staff.gained(staff.field_experiment()[0], staff.WEEK)),
    "T2": colleagues, "T3": half_life, "T4": politeness, "T5": placed, "L5": varied,
    "P1": lambda: relative("completed", conduct.always_busy(), conduct.scheme("effective")),
    "P2": lambda: change("asked_share", conduct.bureau(), conduct.scheme("effective")),
    "P3": lambda: relative("completed", conduct.always_busy(), conduct.scheme("crowding_out")),
    "P6": lambda: float(np.mean([conduct.output_gained(variant) for variant in conduct.VARIANTS])),
    "P11": undermined, "P12": watched, "P15": from_above, "A9": led, "A11": won, "I3": silent, "I8": informed,
    "D1": filed, "D2": bribed,
    "A1": lambda: float(channels.bookings(structure.registry_office(days=120), channels.BOOKED).mean()),
    "K9": lambda: change("trust_end_mean", voice.bureau(120), voice.FORUM),
}  # fmt: skip
"""By row of the registry: the figure that runs show."""


def table(figures: Mapping[str, Figure], lang: str) -> str:
    """The table of a page."""
    head = WORDS["head"][lang]
    at = places.page("validation", lang)
    rows = [[places.row_link(row, lang, at), WORDS[row][lang], world(row, lang), said(found, lang),
             WORDS["verdict"][verdict(row)][lang]] for row, found in figures.items()]  # fmt: skip
    return places.table(head, rows) + "\n"


def world(row: str, lang: str) -> str:
    """What was found: with its range, or in words where only the direction carries over."""
    return str(WORDS[row].get(f"found_{lang}") or figure(row_of(row), lang))


def verdict(row: str) -> str:
    """How the two are to be compared: by the range, or by the direction alone; and whether the model takes the row."""
    return str(WORDS[row]["as"])


def said(found: Figure, lang: str) -> str:
    """A figure of runs, with its interval where there is one."""
    if isinstance(found, Estimate):
        return f"{digits(found.mean, lang)} [{digits(found.low, lang)}; {digits(found.high, lang)}]"
    return digits(found, lang)


def digits(value: float, lang: str) -> str:
    """Three figures, or what is left of them after four places."""
    return number(value, lang, 1 if abs(value) >= 1 else 3 if abs(value) >= 0.01 else 4).replace("-", "−")


def main() -> None:
    """Measure all of it, and draw it into both pages."""
    figures: dict[str, Figure] = {}
    for row, measure in SHOWN.items():
        figures[row] = measure()
        print(f"{row:4} {said(figures[row], 'en')}", flush=True)
    for lang in LANGUAGES:
        path = places.page("validation", lang)
        text = path.read_text("utf-8")
        drawn = table(figures, lang)
        path.write_text(PLACE.sub(lambda place, drawn=drawn: f"{place[1]}\n{drawn}\n{place[2]}", text), "utf-8")
