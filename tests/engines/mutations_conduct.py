"""Mistakes about surveys, leaks of data, supervision, appraisal, what citizens see; tests must show each of them."""

from collections.abc import Callable
from inspect import signature
from typing import Any

from mutations_reforms import Mutation, Patch, behaving, named, without

from sim.engines.reference import citizens, night, office, officers, polls, ratings
from sim.engines.reference.officers import Officer
from sim.plan.layout import NONE
from sim.rules import appraisal, cases, chance, opinion, skills, staff
from sim.rules.survey import ELEMENTS, mean_answer


def blind(name: str, where: Any, rule: str, **numbers: float) -> Mutation:
    """A rule does not see some numbers of behaviour."""
    return named(name, lambda patch: patch.setattr(where, rule, behaving(getattr(where, rule), **numbers)))


# -------------------------------------------------------------------------------------------------------------- surveys


def polled(name: str, **numbers: Any) -> Mutation:
    """A survey does not see some of its numbers."""

    def mutation(patch: Patch) -> None:
        proper = polls.go_on
        patch.setattr(polls, "go_on", lambda at, day, row, poll: proper(at, day, row._replace(**numbers), poll))

    return named(name, mutation)


everybody_answers = polled("everybody_answers", answers=1.0)
all_samples_are_legal = polled("all_samples_are_legal", sample=1.0)
repaired_at_once = polled("repaired_at_once", lag=0)
repaired_in_full = polled("repaired_in_full", repairs=1.0)


def one_answer_too_many(patch: Patch) -> None:
    proper = polls.go_on

    def go_on(at: office.Office, day: Any, row: Any, poll: polls.Poll) -> None:
        asking = poll.asking
        proper(at, day, row, poll)
        poll.wanted += poll.asking and not asking

    patch.setattr(polls, "go_on", go_on)


def the_strongest_is_repaired(patch: Patch) -> None:
    patch.setattr(polls, "weakest", lambda sums, _: max(range(ELEMENTS), key=lambda n: (mean_answer(sums, 0, n), -n)))


def the_last_of_the_weakest_is_repaired(patch: Patch) -> None:
    patch.setattr(polls, "weakest", lambda sums, _: max(range(ELEMENTS), key=lambda n: (-mean_answer(sums, 0, n), n)))


def repaired_again_as_much(patch: Patch) -> None:
    """A second repair makes good as much as the first, and not of what is left."""
    proper = polls.go_on

    def go_on(at: office.Office, day: Any, row: Any, poll: polls.Poll) -> None:
        before = list(at.levels)
        proper(at, day, row, poll)
        for place, level in enumerate(before):
            if at.levels[place] != level:
                at.levels[place] = level + row.repairs

    patch.setattr(polls, "go_on", go_on)


def all_who_ever_came_are_the_population(patch: Patch) -> None:
    """A second survey stands for those of the first too."""
    proper = polls.go_on

    def go_on(at: office.Office, day: Any, row: Any, poll: polls.Poll) -> None:
        asking, population = poll.asking, poll.population
        proper(at, day, row, poll)
        if poll.asking and not asking:
            poll.population = population

    patch.setattr(polls, "go_on", go_on)


def surveys_never_end(patch: Patch) -> None:
    patch.setattr(night, "in_force", lambda first, last, day: first <= day)


def who_is_asked_answers_at_random(patch: Patch) -> None:
    """Two surveys on a day draw the same answers."""
    patch.setattr(polls, "key_of", lambda key, purpose: chance.key_of(key, chance.SURVEYS))


# ----------------------------------------------------------------------------------------------------- breaches of data


def a_breach_hits_all(patch: Patch) -> None:
    proper = citizens.Citizen.__init__

    def born(self: citizens.Citizen, at: office.Office, number: int) -> None:
        proper(self, at, number)
        self.entrusted = True

    patch.setattr(citizens.Citizen, "__init__", born)


def nobody_minds_a_breach(patch: Patch) -> None:
    patch.setattr(citizens.Citizen, "suffer", lambda self, harm: None)


# ---------------------------------------------------------------------------------------------------------- supervision


def supervised(name: str, after: Callable[..., None]) -> Mutation:
    """The night of an officer under supervision ends in another way; told whether it was one of being found out."""

    def mutation(patch: Patch) -> None:
        proper = Officer.be_supervised

        def be_supervised(self: Officer) -> None:
            found = self.found
            proper(self)
            after(self, found=self.found > found)

        patch.setattr(Officer, "be_supervised", be_supervised)

    return named(name, mutation)


def _undeterred(self: Officer, *, found: bool) -> None:
    self.warned = False


def _not_sour(self: Officer, *, found: bool) -> None:
    if found:
        self.motivation = staff.within(self.motivation + self.plan.behaviour[0].sour, 0.0, 1.0)


found_out_and_not_deterred = supervised("found_out_and_not_deterred", _undeterred)
found_out_and_in_good_spirits = supervised("found_out_and_in_good_spirits", _not_sour)
found_out_is_forgotten_by_who_rates = supervised(
    "found_out_is_forgotten_by_who_rates", lambda self, found: setattr(self, "found", 0)
)


def deterred_for_good(patch: Patch) -> None:
    proper = Officer.be_supervised

    def be_supervised(self: Officer) -> None:
        warned = self.warned
        proper(self)
        self.warned = self.warned or warned

    patch.setattr(Officer, "be_supervised", be_supervised)


def requests_of_all_days_count(patch: Patch) -> None:
    proper = Officer.be_supervised

    def be_supervised(self: Officer) -> None:
        requests = self.requests
        proper(self)
        self.requests = requests

    patch.setattr(Officer, "be_supervised", be_supervised)


def one_request_counts_like_many(patch: Patch) -> None:
    proper = officers.found_out
    patch.setattr(officers, "found_out", lambda b, requests, reports: proper(b, min(1, requests), reports))


def complaints_lead_to_nobody(patch: Patch) -> None:
    proper = officers.found_out
    patch.setattr(officers, "found_out", lambda b, requests, reports: proper(b, requests, 0))


# ------------------------------------------------------------------------------------------------------------ appraisal


def rated_with(name: str, where: str, **numbers: Any) -> Mutation:
    """A score does not see what an officer did."""

    def mutation(patch: Patch) -> None:
        proper, names = getattr(appraisal, where), list(signature(getattr(appraisal, where)).parameters)

        def score(*seen: Any) -> float:
            found = list(seen)
            for key, value in numbers.items():
                found[names.index(key)] = value
            return proper(*found)

        patch.setattr(appraisal, where, score)

    return named(name, mutation)


output_is_not_rated = rated_with("output_is_not_rated", "score_of_results", faster=0.0)
mistakes_are_not_rated = rated_with("mistakes_are_not_rated", "score_of_results", fewer=0.0)
manners_are_not_rated = rated_with("manners_are_not_rated", "score_of_conduct", friendlier=0.0)
absence_is_not_rated = rated_with("absence_is_not_rated", "score_of_conduct", absent=0.0)
lateness_is_not_rated = rated_with("lateness_is_not_rated", "score_of_conduct", late=0.0)
new_ways_are_not_rated = rated_with("new_ways_are_not_rated", "score_of_results", newer=0.0)
being_found_out_is_not_rated = rated_with("being_found_out_is_not_rated", "score_of_conduct", found=0)
ratings_without_chance = named(
    "ratings_without_chance", lambda patch: patch.setattr(appraisal, "normal_quantile", lambda u: 0.0)
)
the_band_is_ignored = blind("the_band_is_ignored", appraisal, "rated", band=0.0)
prizes_are_forgotten = blind("prizes_are_forgotten", appraisal, "stirred", prize=0.0)
sanctions_are_forgotten = blind("sanctions_are_forgotten", appraisal, "stirred", sanction=0.0)
speed_alone_is_rated = blind("speed_alone_is_rated", appraisal, "score_of_results", weighs_speed=1.0)


def the_band_is_reversed(patch: Patch) -> None:
    proper = appraisal.rated
    patch.setattr(appraisal, "rated", lambda b, score: proper(b, -score))


def conduct_is_not_rated(patch: Patch) -> None:
    proper = appraisal.predicate
    patch.setattr(appraisal, "predicate", lambda results, conduct: proper(results, appraisal.MEETS))


def the_poor_get_the_prize(patch: Patch) -> None:
    proper = appraisal.stirred
    patch.setattr(appraisal, "stirred", lambda b, found: proper(b, appraisal.VERY_GOOD - found))


def rate_otherwise(name: str, coached: Callable[[Officer], bool]) -> Mutation:
    """Others are coached after an appraisal."""

    def mutation(patch: Patch) -> None:
        proper = ratings.rate

        def rate(at: office.Office, officer: Officer, usual: Any) -> None:
            before = officer.coached
            proper(at, officer, usual)
            officer.coached = 1.0 if coached(officer) else before

        patch.setattr(ratings, "rate", rate)

    return named(name, mutation)


the_good_are_coached = rate_otherwise("the_good_are_coached", lambda o: o.rated > appraisal.NEEDS_IMPROVEMENT)
nobody_is_coached = rate_otherwise("nobody_is_coached", lambda o: False)


def rated_across_offices(patch: Patch) -> None:
    proper = ratings.appraise

    def appraise(at: office.Office, found: list[Officer]) -> None:
        if found and found[0].post.office == min(o.post.office for o in at.staff if o.done > 0):
            proper(at, [officer for officer in at.staff if officer.done > 0])

    patch.setattr(ratings, "appraise", appraise)


def periods_are_never_over(patch: Patch) -> None:
    proper = ratings.appraise

    def appraise(at: office.Office, found: list[Officer]) -> None:
        patch.setattr(Officer, "begin_period", lambda self: None)
        proper(at, found)
        patch.setattr(Officer, "begin_period", PROPER_PERIOD)

    patch.setattr(ratings, "appraise", appraise)


PROPER_PERIOD = Officer.begin_period


def days_on_a_course_count_as_absence(patch: Patch) -> None:
    proper = Officer.count_day

    def count_day(self: Officer) -> None:
        sent, self.sent = self.sent, False
        proper(self)
        self.sent = sent

    patch.setattr(Officer, "count_day", count_day)


def noise_takes_nothing_off_a_reward(patch: Patch) -> None:
    patch.setattr(appraisal, "felt", lambda b: 1.0)
    patch.setattr(staff, "felt", lambda b: 1.0)


def care_is_gamed_too(patch: Patch) -> None:
    """Officers do what is measured whatever it is."""
    patch.setattr(appraisal, "gamed", lambda b: b.reward * appraisal.felt(b))
    patch.setattr(skills, "gamed", lambda b: b.reward * appraisal.felt(b))


haste_is_forgotten = blind("haste_is_forgotten", skills, "paced", haste=0.0)
records_take_no_time = blind("records_take_no_time", skills, "paced", burden=0.0)
variety_is_forgotten = blind("variety_is_forgotten", skills, "paced", variety=0.0)
nobody_bargains = blind("nobody_bargains", appraisal, "asking_share", bargain=0.0)
nobody_resents = blind("nobody_resents", staff, "motivated", resent=0.0)
nobody_is_soothed = blind("nobody_is_soothed", staff, "motivated", soothed=0.0)


def briefed_without(name: str, **numbers: float) -> Mutation:
    """What officers bring to work without some numbers of behaviour."""

    def mutation(patch: Patch) -> None:
        proper = Officer.brief

        def brief(self: Officer, new: list[int]) -> None:
            usual = self.plan
            self.plan = usual._replace(behaviour=[without(usual.behaviour[0], **numbers)])
            proper(self, new)
            self.plan = usual

        patch.setattr(Officer, "brief", brief)

    return named(name, mutation)


nobody_is_sloppy = briefed_without("nobody_is_sloppy", sloppy=0.0)
nobody_is_curt = briefed_without("nobody_is_curt", curt=0.0)
manners_are_forgotten = briefed_without("manners_are_forgotten", manners=0.0)
coaching_gains_nothing = briefed_without("coaching_gains_nothing", coaching=0.0)

# ---------------------------------------------------------------------------------------------------- what citizens see

nothing_is_hoped_for = blind("nothing_is_hoped_for", opinion, "hoped", hopes=0.0)
nothing_is_made_good = blind("nothing_is_made_good", opinion, "time", compensated=0.0)


def all_papers_are_asked_for(patch: Patch) -> None:
    patch.setattr(cases, "brought", lambda knows, spared: knows)


def what_is_known_is_spared(patch: Patch) -> None:
    patch.setattr(cases, "brought", max)


def promises_are_never_changed(patch: Patch) -> None:
    """A deadline stays as it was on the first day."""
    proper = office.Office.begin

    def begin(self: office.Office, case: Any, now: int) -> None:
        usual = self.__dict__.setdefault("promised", [service.deadline for service in self.plan.service])
        proper(self, case, now)
        case.due = NONE if usual[case.service] == NONE else self.today + usual[case.service]

    patch.setattr(office.Office, "begin", begin)


CONDUCT: list[Mutation] = [
    everybody_answers,
    all_samples_are_legal,
    repaired_at_once,
    repaired_in_full,
    one_answer_too_many,
    the_strongest_is_repaired,
    the_last_of_the_weakest_is_repaired,
    repaired_again_as_much,
    all_who_ever_came_are_the_population,
    surveys_never_end,
    who_is_asked_answers_at_random,
    a_breach_hits_all,
    nobody_minds_a_breach,
    found_out_and_not_deterred,
    found_out_and_in_good_spirits,
    found_out_is_forgotten_by_who_rates,
    deterred_for_good,
    requests_of_all_days_count,
    one_request_counts_like_many,
    complaints_lead_to_nobody,
    output_is_not_rated,
    mistakes_are_not_rated,
    manners_are_not_rated,
    absence_is_not_rated,
    being_found_out_is_not_rated,
    lateness_is_not_rated,
    new_ways_are_not_rated,
    ratings_without_chance,
    the_band_is_ignored,
    prizes_are_forgotten,
    sanctions_are_forgotten,
    speed_alone_is_rated,
    the_band_is_reversed,
    conduct_is_not_rated,
    the_poor_get_the_prize,
    the_good_are_coached,
    nobody_is_coached,
    rated_across_offices,
    periods_are_never_over,
    days_on_a_course_count_as_absence,
    noise_takes_nothing_off_a_reward,
    care_is_gamed_too,
    haste_is_forgotten,
    records_take_no_time,
    variety_is_forgotten,
    nobody_bargains,
    nobody_resents,
    nobody_is_soothed,
    nobody_is_sloppy,
    nobody_is_curt,
    manners_are_forgotten,
    coaching_gains_nothing,
    nothing_is_hoped_for,
    nothing_is_made_good,
    all_papers_are_asked_for,
    what_is_known_is_spared,
    promises_are_never_changed,
]
