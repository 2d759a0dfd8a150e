"""The appraisal: officers of an office rated against each other, and what that does to them."""

from typing import TYPE_CHECKING, NamedTuple

from sim.plan.tables import APPRAISED
from sim.rules import appraisal, chance, staff
from sim.rules.chance import uniform

if TYPE_CHECKING:
    from sim.engines.reference.office import Office
    from sim.engines.reference.officers import Officer


def appraise(office: "Office", officers: list["Officer"]) -> None:
    """Rate the officers of an office by what they have done since the last time."""
    count = len(officers)
    output = mistakes = manner = away = late = new = 0.0
    for officer in officers:
        output += output_of(officer)
        mistakes += officer.mistakes / officer.done
        manner += manner_of(officer)
        away += officer.away_days / max(1, officer.working_days)
        late += officer.late_days / max(1, officer.working_days)
        new += officer.new_ways
    for officer in officers:
        rate(office, officer, Usual(*[total / count for total in (output, mistakes, manner, away, late, new)]))
        officer.begin_period()


class Usual(NamedTuple):
    """The means over the officers of an office."""

    output: float
    mistakes: float
    manner: float
    away: float
    late: float
    new: float


def rate(office: "Office", officer: "Officer", usual: Usual) -> None:
    """Rate an officer against the usual."""
    b, today, days = office.plan.behaviour[0], office.today, max(1, officer.working_days)
    faster = output_of(officer) / usual.output - 1.0
    fewer = usual.mistakes - officer.mistakes / officer.done
    newer = officer.new_ways - usual.new
    results = appraisal.score_of_results(b, faster, fewer, newer, uniform(officer.key, chance.RESULTS + today))
    friendlier = manner_of(officer) - usual.manner
    absent, late = officer.away_days / days - usual.away, officer.late_days / days - usual.late
    luck = uniform(officer.key, chance.CONDUCT + today)
    conduct = appraisal.score_of_conduct(b, friendlier, absent, late, officer.found, luck)
    officer.rated = appraisal.predicate(appraisal.rated(b, results), appraisal.rated(b, conduct))
    officer.motivation = staff.within(officer.motivation + appraisal.stirred(b, officer.rated), 0.0, 1.0)
    if officer.rated <= appraisal.NEEDS_IMPROVEMENT:
        officer.coached = 1.0
    office.act(APPRAISED, officer.number, officer.rated)


def output_of(officer: "Officer") -> float:
    """The output since the last appraisal: cases by the time that they would usually have taken."""
    return officer.done / officer.pace_in_all


def manner_of(officer: "Officer") -> float:
    """The mean courtesy to those met since the last appraisal; 1 where nobody was met."""
    return officer.manner_in_all / officer.met if officer.met > 0 else 1.0
