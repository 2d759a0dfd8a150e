"""Surveys that are acted upon: so many answers, the weakest element, its repair."""

from typing import TYPE_CHECKING, Any

from sim.plan.layout import NONE
from sim.plan.tables import REPAIRED, SURVEYED
from sim.rules.chance import SURVEYS, key_of, uniform
from sim.rules.survey import ELEMENTS, mean_answer, respondents, weakest

if TYPE_CHECKING:
    from sim.engines.reference.day import Day
    from sim.engines.reference.office import Office


class Poll:
    """How far a survey is: whom it stands for, how many answers it wants and has, and what is being repaired."""

    def __init__(self) -> None:
        self.population = self.wanted = self.answers = 0
        self.asking = False
        self.element, self.repaired_on = NONE, NONE
        self.sums = [0.0] * (2 * ELEMENTS)


def go_on(office: "Office", day: "Day", survey: Any, poll: Poll) -> None:
    """A day of a survey."""
    if poll.asking:
        listen(office, day, survey, poll)
    else:
        poll.population += len(day.opinions)
        if (office.today - survey.first) % survey.every == survey.begins and poll.population > 0:
            poll.wanted = max(1, int(survey.sample * respondents(poll.population)))
            poll.asking, poll.answers, poll.population = True, 0, 0
            poll.sums = [0.0] * (2 * ELEMENTS)
    if poll.element != NONE and office.today + 1 >= poll.repaired_on:
        place = survey.levels_first + poll.element
        office.levels[place] += survey.repairs * (1.0 - office.levels[place])
        office.act(REPAIRED, poll.element, office.levels[place])
        poll.element = NONE


def listen(office: "Office", day: "Day", survey: Any, poll: Poll) -> None:
    """Take the answers of today; with as many as are wanted the weakest element is found."""
    for noted in day.opinions:
        key = key_of(noted.citizen.key, SURVEYS + survey.key)
        if poll.answers < poll.wanted and uniform(key, day.number) < survey.answers:
            poll.answers += 1
            for number, answer in enumerate(noted.answers):
                poll.sums[number] += answer
                poll.sums[ELEMENTS + number] += answer > 0
    if poll.answers >= poll.wanted:
        poll.asking, poll.element = False, weakest(poll.sums, 0)
        poll.repaired_on = day.number + survey.lag
        office.act(SURVEYED, poll.element, mean_answer(poll.sums, 0, poll.element))
