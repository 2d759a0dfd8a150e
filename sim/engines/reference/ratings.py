"""The appraisal: officers of an office rated against each other, and what that does to them."""

from typing import TYPE_CHECKING

from sim.plan.tables import APPRAISED
from sim.rules import appraisal, chance, staff
from sim.rules.chance import uniform

if TYPE_CHECKING:
    from sim.engines.reference.office import Office
    from sim.engines.reference.officers import Officer


def appraise(office: "Office", officers: list["Officer"]) -> None:
    """Rate the officers of an office by what they have done since the last time."""
    count = len(officers)
    output = mistakes = manner = away = 0.0
    for officer in officers:
        output += output_of(officer)
        mistakes += officer.mistakes / officer.done
        manner += manner_of(officer)
        away += officer.away_days / max(1, officer.working_days)
    for officer in officers:
        rate(office, officer, (output / count, mistakes / count, manner / count, away / count))
        officer.begin_period()


def rate(office: "Office", officer: "Officer", usual: tuple[float, float, float, float]) -> None:
    """Rate an officer against the usual: output, mistakes, manner, days away."""
    b, today = office.plan.behaviour[0], office.today
    faster = output_of(officer) / usual[0] - 1.0
    fewer = usual[1] - officer.mistakes / officer.done
    results = appraisal.score_of_results(b, faster, fewer, uniform(officer.key, chance.RESULTS + today))
    friendlier = manner_of(officer) - usual[2]
    absent = officer.away_days / max(1, officer.working_days) - usual[3]
    luck = uniform(officer.key, chance.CONDUCT + today)
    conduct = appraisal.score_of_conduct(b, friendlier, absent, officer.found, luck)
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
