"""Mistakes that somebody could make about officers who change and citizens who judge; random offices must show each."""

from collections.abc import Callable

import pytest

from sim.engines.reference import book, case, citizens, coming, day, desk, night, office, officers, opinions, trouble
from sim.rules import belief, chance, channels, integrity, staff, trust
from sim.rules.channels import ONLINE

# ------------------------------------------------------------------------------------------------- the order of a night


def nightly(name: str, *, before: str) -> Callable[[pytest.MonkeyPatch], None]:
    """A step of a night comes earlier than it should."""

    def mutation(patch: pytest.MonkeyPatch) -> None:
        order = [step for step in night.NIGHT if step.__name__ != name]
        place = [step.__name__ for step in order].index(before)
        moved = next(step for step in night.NIGHT if step.__name__ == name)
        patch.setattr(office, "NIGHT", [*order[:place], moved, *order[place:]])

    mutation.__name__ = f"{name}_before_{before}"
    return mutation


complain_before_judge = nightly("complain", before="judge")
answer_before_judge = nightly("answer", before="judge")
talk_before_answer = nightly("talk", before="answer")
get_used_before_talk = nightly("get_used", before="talk")
replace_before_wear = nightly("replace", before="wear")


# ------------------------------------------------------------------------------------------------- trust, talk, answers


def everybody_hears_what_talk_made_of_others(patch: pytest.MonkeyPatch) -> None:
    proper = citizens.Citizen.after_talk

    def at_once(self: citizens.Citizen) -> float:
        self.trust = proper(self)
        return self.trust

    patch.setattr(citizens.Citizen, "after_talk", at_once)


def people_hear_of_their_own_visits(patch: pytest.MonkeyPatch) -> None:
    def hear(self: citizens.Citizen) -> None:
        b, good, bad = self.model.plan.behaviour[0], 0.0, 0.0
        for other, weight in self.ties():
            good += weight * self.model.people[other].told_good
            bad += weight * self.model.people[other].told_bad
        self.learn(b.hear * good / 1000.0, b.worse * b.hear * bad / 1000.0)

    patch.setattr(citizens.Citizen, "hear", hear)


def trust_moves_by_day(patch: pytest.MonkeyPatch) -> None:
    """A visit is taken to heart when it ends, and not in the night."""
    judge, count = citizens.Citizen.judge, citizens.Citizen.count

    def at_once(self: citizens.Citizen, noted: opinions.Opinion) -> None:
        count(self, noted)
        judge(self, noted)

    patch.setattr(citizens.Citizen, "count", at_once)
    patch.setattr(citizens.Citizen, "judge", lambda self, noted: None)


def expectation_read_after_it_moved(patch: pytest.MonkeyPatch) -> None:
    proper = citizens.Citizen.judge

    def judge(self: citizens.Citizen, noted: opinions.Opinion) -> None:
        b, held = self.model.plan.behaviour[0], noted.expected
        moved = trust.expected_after(b, self.expectation, noted.performance)
        noted.expected = moved
        proper(self, noted)
        noted.expected, self.expectation = held, moved

    patch.setattr(citizens.Citizen, "judge", judge)


def _judged_then(after: Callable[[citizens.Citizen, opinions.Opinion, bool], None], patch: pytest.MonkeyPatch) -> None:
    proper = citizens.Citizen.judge

    def judge(self: citizens.Citizen, noted: opinions.Opinion) -> None:
        before = self.gloomy
        proper(self, noted)
        after(self, noted, before)

    patch.setattr(citizens.Citizen, "judge", judge)


def once_disappointed_always_disappointed(patch: pytest.MonkeyPatch) -> None:
    def keep(self: citizens.Citizen, _: opinions.Opinion, before: bool) -> None:  # noqa: FBT001
        self.gloomy = self.gloomy or before

    _judged_then(keep, patch)


def disappointment_is_low_satisfaction(patch: pytest.MonkeyPatch) -> None:
    def unhappy(self: citizens.Citizen, noted: opinions.Opinion, _: bool) -> None:  # noqa: FBT001
        self.gloomy = noted.satisfaction < noted.expected

    _judged_then(unhappy, patch)


def talk_every_day(patch: pytest.MonkeyPatch) -> None:
    def talk(at: office.Office, _: day.Day) -> None:
        b = at.plan.behaviour[0]
        if b.every > 0.0:
            night.talk_now(at.people, levels=b.levels > 0.0)

    talk.__name__ = "talk"
    patch.setattr(office, "NIGHT", [talk if step.__name__ == "talk" else step for step in night.NIGHT])


def what_was_heard_is_told_on(patch: pytest.MonkeyPatch) -> None:
    proper = citizens.Citizen.learn

    def learn(self: citizens.Citizen, good: float, worse: float) -> None:
        proper(self, good, worse)
        self.told_good = belief.to_tell(self.told_good, good, 0.1)

    patch.setattr(citizens.Citizen, "learn", learn)


def the_disappointed_tell_no_more_than_others(patch: pytest.MonkeyPatch) -> None:
    proper = belief.to_tell
    patch.setattr(citizens.belief, "to_tell", lambda told, evidence, _: proper(told, evidence, 1.0))


def visits_are_told_of_again_and_again(patch: pytest.MonkeyPatch) -> None:
    """What was told in one talk is told in the next."""
    proper = night.talk_now

    def talk_now(people: list[citizens.Citizen], *, levels: bool) -> None:
        told = [(citizen.told_good, citizen.told_bad) for citizen in people]
        proper(people, levels=levels)
        for citizen, (good, bad) in zip(people, told, strict=True):
            citizen.told_good, citizen.told_bad = good, bad

    patch.setattr(night, "talk_now", talk_now)


def nobody_forgets_a_visit(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(citizens.belief, "faded", lambda _, weight, __: weight)


def forgetting_begins_with_the_run(patch: pytest.MonkeyPatch) -> None:
    """And not with what was learnt last."""
    proper = citizens.Citizen.learn

    def learn(self: citizens.Citizen, good: float, worse: float) -> None:
        proper(self, good, worse)
        self.learnt_on = 0

    patch.setattr(citizens.Citizen, "learn", learn)


def nobody_gets_used_to_anything(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(citizens.belief, "accustomed", lambda _, normal, __: normal)


def elements_judged_that_were_not_met_with(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions.opinion, "saw_papers", lambda _: True)


def honesty_shown_by_closed_doors(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions.belief, "honest", lambda seen: 1.0 - seen.asked)


def nobody_at_the_other_end_of_the_area(patch: pytest.MonkeyPatch) -> None:
    """No tie of the small world is rewired."""
    proper = trust.neighbour
    patch.setattr(citizens.trust, "neighbour", lambda number, tie, count, _, u: proper(number, tie, count, 0.0, u))


def drawn_back_to_what_was_trusted_today(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        citizens.trust, "persuaded", lambda now, heard, open_, _, pull: now + open_ * (1 - pull) * (heard - now)
    )


def an_answer_too_late_counts_as_in_time(patch: pytest.MonkeyPatch) -> None:
    proper = office.Office._note_end

    def note(self: office.Office, of: case.Case, citizen: citizens.Citizen, outcome: int) -> None:
        due, of.due = of.due, case.NONE
        proper(self, of, citizen, outcome)
        of.due = due

    patch.setattr(office.Office, "_note_end", note)


def a_complaint_given_up_counts_as_answered(patch: pytest.MonkeyPatch) -> None:
    proper = office.Office._note_end
    patch.setattr(office.Office, "_note_end", lambda self, of, citizen, _: proper(self, of, citizen, office.FINISHED))


def two_complaints_on_one_day(patch: pytest.MonkeyPatch) -> None:
    proper = opinions.complains

    def complains(at: day.Day, of: case.Case, citizen: citizens.Citizen, satisfaction: float) -> bool:
        citizen.complained_on = case.NONE
        return proper(at, of, citizen, satisfaction)

    patch.setattr(opinions, "complains", complains)


def nobody_explains_a_complaint_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "_mend", lambda *_: True)


def what_is_mended_soothes_nobody(patch: pytest.MonkeyPatch) -> None:
    proper = office.Office._mend

    def mend(self: office.Office, of: case.Case) -> bool:
        before = [officer.grievances for officer in self.staff]
        mended = proper(self, of)
        for officer, grievances in zip(self.staff, before, strict=True):
            officer.grievances = grievances
        return mended

    patch.setattr(office.Office, "_mend", mend)


def all_officers_of_a_region_are_criticised(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "posted", lambda self, _: [o for o in self.staff if o.post.filled > 0.0])


def the_unmotivated_come_in_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(trouble.staff, "tardy", lambda _, share, __: share)


def digital_skill_shows_nowhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(officers.staff, "handy", lambda *_: 1.0)


def complaints_are_judged_too(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions, "judges", lambda plan, of: plan.office[0].opinion and of.citizen is not None)


def complaints_take_any_channel(patch: pytest.MonkeyPatch) -> None:
    """An appointment is made for a complaint, or a bundle waited for."""
    patch.setattr(night, "ONLINE", channels.APPOINTMENT)


def a_complaint_comes_at_once(patch: pytest.MonkeyPatch) -> None:
    """It is promised from the day on which it comes, and not from the day before."""
    proper = night.file_complaint

    def file(at: office.Office, citizen: citizens.Citizen, now: int) -> None:
        proper(at, citizen, now)
        newest = at.open[max(at.open)]
        newest.due += newest.due != case.NONE

    patch.setattr(night, "file_complaint", file)


# ------------------------------------------------------------------------------------------------ what a visit is worth


def visits_counted_after_they_are_judged(patch: pytest.MonkeyPatch) -> None:
    def opine(at: day.Day, of: case.Case, outcome: int, waited: int) -> None:
        of.visits -= 1
        opinions.opine(at, of, outcome, waited)
        of.visits += 1

    patch.setattr(book, "opine", opine)


def the_case_forgets_its_mistakes(patch: pytest.MonkeyPatch) -> None:
    proper = case.Case.begin_visit

    def begin_visit(self: case.Case) -> None:
        proper(self)
        self.mended = 0

    patch.setattr(case.Case, "begin_visit", begin_visit)


def the_visit_before_is_remembered(patch: pytest.MonkeyPatch) -> None:
    """What was seen on a visit is held against the next one too."""
    proper = case.Case.begin_visit

    def begin_visit(self: case.Case) -> None:
        seen = (self.steps, self.hit) if hasattr(self, "steps") else (0, 0)
        proper(self)
        self.steps, self.hit = seen

    patch.setattr(case.Case, "begin_visit", begin_visit)


def trouble_with_doors_and_forms_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions, "NO_FORM", case.NONE)
    patch.setattr(opinions, "REFUSED", case.NONE)
    patch.setattr(opinions, "SENT_HOME", case.NONE)


def all_answer_alike(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions, "said", lambda felt, _: felt)


def nobody_is_lenient(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions, "felt_worth", lambda worth, _: opinions.opinion.felt_worth(worth, 0.0))


def strain_never_makes_rude(patch: pytest.MonkeyPatch) -> None:
    proper = staff.polite
    patch.setattr(officers.staff, "polite", lambda b, courtesy, _, by: proper(b, courtesy, 0.0, by))


# ------------------------------------------------------------------------------------------------------------- feedback


def _unswayed(room: object) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda patch: patch.setattr(room, "swayed", lambda _, base, __, ___: base)


def trust_brings_nobody(patch: pytest.MonkeyPatch) -> None:
    _unswayed(citizens)(patch)


def trust_takes_nobody_online(patch: pytest.MonkeyPatch) -> None:
    """Brokers and village operators gain and lose by it, as they should."""
    proper = coming.willing_share
    patch.setattr(coming, "willing_share", lambda b, way, t: way.willing if way.kind == ONLINE else proper(b, way, t))


def trust_takes_nobody_from_a_go_between(patch: pytest.MonkeyPatch) -> None:
    proper = coming.willing_share
    patch.setattr(coming, "willing_share", lambda b, way, t: proper(b, way, t) if way.comes else way.willing)


def nobody_goes_to_another_office(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(citizens, "office_of", lambda home, *_: home)


def what_is_met_elsewhere_counts_at_home(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(opinions.Opinion, "office", property(lambda self: self.citizen.home))


def trust_makes_nobody_patient(patch: pytest.MonkeyPatch) -> None:
    _unswayed(case)(patch)


def trust_silences_nobody(patch: pytest.MonkeyPatch) -> None:
    _unswayed(opinions)(patch)


# ------------------------------------------------------------------------------------------------ money and connections


def overtaken_not_counted(patch: pytest.MonkeyPatch) -> None:
    proper = desk.Desk._leave_line

    def leave(self: desk.Desk, ticket: desk.Ticket) -> None:
        before = ticket.case.overtaken
        proper(self, ticket)
        ticket.case.overtaken = before

    patch.setattr(desk.Desk, "_leave_line", leave)


def overtaken_by_who_had_been_there(patch: pytest.MonkeyPatch) -> None:
    """Those with a connection who stood in the line before count too."""
    proper = desk.Desk._wait

    def wait(self: desk.Desk, ticket: desk.Ticket) -> None:
        proper(self, ticket)
        ticket.case.jumps = 0

    patch.setattr(desk.Desk, "_wait", wait)


def favoured_after_appointments(patch: pytest.MonkeyPatch) -> None:
    proper = desk.Desk._rank

    def rank(self: desk.Desk, ticket: desk.Ticket) -> int:
        found = proper(self, ticket)
        both = self.plan.office[0].favours and self.plan.office[0].booked
        return 1 - found if both and found < 2 else found

    patch.setattr(desk.Desk, "_rank", rank)


def favours_not_told_from_appointments(patch: pytest.MonkeyPatch) -> None:
    """Where appointments alternate with others, favours do in their place."""
    proper = desk.Desk._turn

    def turn(self: desk.Desk, ticket: desk.Ticket, rank: int) -> int:
        return proper(self, ticket, rank + self.plan.office[0].favours)

    patch.setattr(desk.Desk, "_turn", turn)


def officers_conform_to_themselves(patch: pytest.MonkeyPatch) -> None:
    """Who asks counts among the own colleagues."""
    proper = officers.Officer.be_tempted

    def be_tempted(self: officers.Officer, asking: int, caught: int, others: int) -> None:
        proper(self, asking + (self.takes and not self.warned), caught, others)

    patch.setattr(officers.Officer, "be_tempted", be_tempted)


def tempted_by_what_others_just_became(patch: pytest.MonkeyPatch) -> None:
    """An officer sees those who changed their mind tonight."""

    def tempt(of: office.Office, _: day.Day) -> None:
        for one in of.staff if of.plan.behaviour[0].tempted > 0.0 else ():
            here = [o for o in of.staff if o.post.office == one.post.office and o.post.filled > 0.0]
            if one in here:
                others = [o for o in here if o is not one]
                asking = sum(o.takes and not o.warned for o in others)
                one.be_tempted(asking, sum(o.warned for o in others), len(others))

    patch.setattr(office, "NIGHT", [tempt if step.__name__ == "tempt" else step for step in night.NIGHT])


def nobody_is_new_to_a_post(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(officers, "asked_share", lambda b, share, new, *more: integrity.asked_share(b, share, 0.0, *more))


def procedures_open_no_doors(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(officers, "asked_share", lambda b, share, new, _, more: integrity.asked_share(b, share, new, 0, more))


def asked_at_every_step(patch: pytest.MonkeyPatch) -> None:
    proper = officers.Officer.ask

    def ask(self: officers.Officer, of: case.Case, step: object) -> None:
        of.asked = 0
        proper(self, of, step)

    patch.setattr(officers.Officer, "ask", ask)


def acquaintances_pay_like_others(patch: pytest.MonkeyPatch) -> None:
    proper = officers.Officer.ask

    def ask(self: officers.Officer, of: case.Case, step: object) -> None:
        favoured, of.favoured = of.favoured, 0
        proper(self, of, step)
        of.favoured = favoured

    patch.setattr(officers.Officer, "ask", ask)


def who_does_not_pay_is_served_as_fast(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(officers, "stalled", lambda b, asked, gave: 1.0)


# ---------------------------------------------------------------------------------------------------- how officers work


def pace_applied_to_leftover_work(patch: pytest.MonkeyPatch) -> None:
    proper = case.work_of

    def work_of(at: day.Day, of: case.Case, step: object) -> int:
        left = of.left > 0
        found = proper(at, of, step)
        return round(found * of.pace) if left else found

    patch.setattr(case, "work_of", work_of)


def pace_applied_to_recorded_work(patch: pytest.MonkeyPatch) -> None:
    proper = case.work_of

    def work_of(at: day.Day, of: case.Case, step: object) -> int:
        recorded = of.left <= 0 and of.work != case.NONE
        found = proper(at, of, step)
        return round(found * of.pace) if recorded else found

    patch.setattr(case, "work_of", work_of)


def pace_set_before_the_line_is_left(patch: pytest.MonkeyPatch) -> None:
    def take_next(self: desk.Desk, officer: officers.Officer) -> bool:
        ticket = self._first_for(officer)
        if ticket is None:
            return False
        self._serve(officer, ticket)
        self._leave_line(ticket)
        ticket.called.succeed()
        return True

    patch.setattr(desk.Desk, "_take_next", take_next)


def experience_of_a_file_that_is_cut(patch: pytest.MonkeyPatch) -> None:
    proper = desk.Desk.put_back

    def put_back(self: desk.Desk, ticket: desk.Ticket) -> None:
        if self.plan.office[0].staffed:
            ticket.officer.practise(ticket.step)
        proper(self, ticket)

    patch.setattr(desk.Desk, "put_back", put_back)


def officers_mentor_themselves(patch: pytest.MonkeyPatch) -> None:
    def look(self: office.Office) -> None:
        for home in range(self.plan.office[0].offices):
            here = [officer for officer in self.staff if officer.present and officer.here == home]
            for officer in here:
                officer.colleagues = sum(other.experienced for other in here) / len(here) if len(here) > 1 else 0.0

    patch.setattr(office.Office, "_look_at_colleagues", look)


def nobody_forgets(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office, "NIGHT", [step for step in night.NIGHT if step is not night.learn])


def _worn(change: Callable[[officers.Officer], None], patch: pytest.MonkeyPatch) -> None:
    proper = officers.Officer.wear

    def wear(self: officers.Officer) -> None:
        busy = self.busy
        change(self)
        proper(self)
        self.busy = busy

    patch.setattr(officers.Officer, "wear", wear)


def overtime_does_not_tell(patch: pytest.MonkeyPatch) -> None:
    def within(self: officers.Officer) -> None:
        self.busy -= self.outside

    _worn(within, patch)


def strain_fades_on_no_day_off(patch: pytest.MonkeyPatch) -> None:
    proper = staff.strained

    def strained(b: object, strain: float, busy: int, scheduled: int) -> float:
        return strain if scheduled == 0 else proper(b, strain, busy, scheduled)

    patch.setattr(officers.staff, "strained", strained)


def successors_know_what_was_known(patch: pytest.MonkeyPatch) -> None:
    def leave(self: officers.Officer, on: int) -> None:
        self.tenure += 1
        self.begin_work(on)

    patch.setattr(officers.Officer, "leave_for_good", leave)


def successors_are_the_same_people(patch: pytest.MonkeyPatch) -> None:
    def leave(self: officers.Officer, on: int) -> None:
        self.begin_work(on)
        self.experience = [0.0] * len(self.experience)

    patch.setattr(officers.Officer, "leave_for_good", leave)


def successors_are_strained_already(patch: pytest.MonkeyPatch) -> None:
    proper = officers.Officer.leave_for_good

    def leave(self: officers.Officer, on: int) -> None:
        strain = self.strain
        proper(self, on)
        self.strain = strain

    patch.setattr(officers.Officer, "leave_for_good", leave)


def odds_of_a_mistake_stay_where_nobody_serves(patch: pytest.MonkeyPatch) -> None:
    """What the last officer was like still counts at a step without one."""
    proper = case.by_itself

    def by_itself(at: day.Day, of: case.Case, step: object) -> object:
        odds = of.odds
        story = proper(at, of, step)
        moment = next(story)
        of.odds = odds
        yield moment
        try:
            next(story)
        except StopIteration as done:
            return done.value

    patch.setattr(case, "by_itself", by_itself)


def the_same_who_stay_away_every_day(patch: pytest.MonkeyPatch) -> None:
    def away(self: officers.Officer) -> bool:
        share = staff.stays_away(self.plan.behaviour[0], self.motivation)
        return officers.uniform(self.key, chance.AWAY) < share

    patch.setattr(officers.Officer, "away", away)


def who_comes_late_is_tired_like_others(patch: pytest.MonkeyPatch) -> None:
    """The hours before a late arrival count as worked."""
    proper = officers.Officer.set_pace

    def set_pace(self: officers.Officer, at: desk.Desk, ticket: desk.Ticket) -> None:
        late, self.late_until = self.late_until, 0
        proper(self, at, ticket)
        self.late_until = late

    patch.setattr(officers.Officer, "set_pace", set_pace)


def breaks_do_not_rest(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        officers.staff, "since_break", lambda segments, first, count, now: max(0, now - segments[first].start)
    )


def changes_begin_a_day_late(patch: pytest.MonkeyPatch) -> None:
    proper = staff.changed
    patch.setattr(officers.staff, "changed", lambda b, adoption, today: proper(b, adoption, today - 1))


def nobody_resists(patch: pytest.MonkeyPatch) -> None:
    proper = officers.Officer.wear

    def wear(self: officers.Officer) -> None:
        resists, self.resists = self.resists, False
        proper(self)
        self.resists = resists

    patch.setattr(officers.Officer, "wear", wear)


def all_have_learnt_the_same(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(officers.Officer, "_misfit", lambda self, number: 1.0)


def classes_of_one_age(patch: pytest.MonkeyPatch) -> None:
    """The ages and skills of the first class hold for all."""
    proper = citizens.Citizen.__init__

    def alike(self: citizens.Citizen, at: office.Office, number: int) -> None:
        proper(self, at, number)
        bands = at.plan.office[0].ages
        place = citizens.picked(at.plan.age, 0, bands, citizens.uniform(self.key, chance.AGE))
        self.age = min(place, bands - 1)

    patch.setattr(citizens.Citizen, "__init__", alike)


PEOPLE = [
    complain_before_judge,
    answer_before_judge,
    talk_before_answer,
    get_used_before_talk,
    replace_before_wear,
    everybody_hears_what_talk_made_of_others,
    trust_moves_by_day,
    expectation_read_after_it_moved,
    once_disappointed_always_disappointed,
    disappointment_is_low_satisfaction,
    talk_every_day,
    what_was_heard_is_told_on,
    the_disappointed_tell_no_more_than_others,
    visits_are_told_of_again_and_again,
    nobody_forgets_a_visit,
    forgetting_begins_with_the_run,
    nobody_gets_used_to_anything,
    elements_judged_that_were_not_met_with,
    honesty_shown_by_closed_doors,
    nobody_at_the_other_end_of_the_area,
    drawn_back_to_what_was_trusted_today,
    an_answer_too_late_counts_as_in_time,
    a_complaint_given_up_counts_as_answered,
    two_complaints_on_one_day,
    nobody_explains_a_complaint_away,
    what_is_mended_soothes_nobody,
    all_officers_of_a_region_are_criticised,
    the_unmotivated_come_in_time,
    digital_skill_shows_nowhere,
    complaints_are_judged_too,
    complaints_take_any_channel,
    a_complaint_comes_at_once,
    visits_counted_after_they_are_judged,
    the_case_forgets_its_mistakes,
    the_visit_before_is_remembered,
    trouble_with_doors_and_forms_unseen,
    nobody_is_lenient,
    strain_never_makes_rude,
    trust_brings_nobody,
    trust_takes_nobody_online,
    trust_makes_nobody_patient,
    trust_silences_nobody,
    overtaken_not_counted,
    overtaken_by_who_had_been_there,
    favoured_after_appointments,
    favours_not_told_from_appointments,
    officers_conform_to_themselves,
    tempted_by_what_others_just_became,
    nobody_is_new_to_a_post,
    procedures_open_no_doors,
    asked_at_every_step,
    acquaintances_pay_like_others,
    who_does_not_pay_is_served_as_fast,
    pace_applied_to_leftover_work,
    pace_applied_to_recorded_work,
    pace_set_before_the_line_is_left,
    experience_of_a_file_that_is_cut,
    officers_mentor_themselves,
    nobody_forgets,
    overtime_does_not_tell,
    strain_fades_on_no_day_off,
    successors_know_what_was_known,
    successors_are_the_same_people,
    successors_are_strained_already,
    odds_of_a_mistake_stay_where_nobody_serves,
    the_same_who_stay_away_every_day,
    who_comes_late_is_tired_like_others,
    breaks_do_not_rest,
    changes_begin_a_day_late,
    nobody_resists,
    all_have_learnt_the_same,
    classes_of_one_age,
]
