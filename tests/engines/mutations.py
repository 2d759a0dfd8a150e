"""Mistakes that somebody could make in one of the engines; the random offices must show each of them."""

import pytest
from mutations_people import PEOPLE

from sim.engines.reference import (
    case,
    choosing,
    citizens,
    coming,
    day,
    desk,
    door,
    follow,
    moments,
    night,
    office,
    officers,
    trouble,
)
from sim.plan.tables import REFUSED, SERVED
from sim.rules import chance, channels, clock
from sim.rules.demand import needs_today


def ties_reversed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moments, "order_key", lambda rank, number: clock.order_key(rank, (1 << 47) - number))


def ranks_swapped(patch: pytest.MonkeyPatch) -> None:
    swap = {clock.SERVICE_END: clock.ARRIVAL, clock.ARRIVAL: clock.SERVICE_END}
    patch.setattr(moments, "order_key", lambda rank, number: clock.order_key(swap.get(rank, rank), number))


def give_up_before_end(patch: pytest.MonkeyPatch) -> None:
    swap = {clock.SERVICE_END: clock.GIVE_UP, clock.GIVE_UP: clock.SERVICE_END}
    patch.setattr(moments, "order_key", lambda rank, number: clock.order_key(swap.get(rank, rank), number))


def stale_give_up_left_alive(patch: pytest.MonkeyPatch) -> None:
    """A timer of a line left long ago fires in the line in which the case waits now."""
    proper = desk.Desk.give_up

    def give_up(self: desk.Desk, ticket: desk.Ticket) -> None:
        now = [t for line in self.lines for queue in line for t in queue if t.waiting and t.case is ticket.case]
        proper(self, now[0] if now else ticket)

    patch.setattr(desk.Desk, "give_up", give_up)


def last_come_first_served(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_first_for", _latest)


def _latest(self: desk.Desk, officer: object) -> desk.Ticket | None:
    for rank in range(self.plan.office[0].ranks):
        found = [t for line in officer.lines for t in self.lines[line][rank] if t.waiting]
        if found:
            return max(found, key=lambda t: t.number)
    return None


def priorities_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_rank", lambda self, ticket: 0)


def arrival_order_ignored(patch: pytest.MonkeyPatch) -> None:
    proper = desk.Desk._rank

    def rank(self: desk.Desk, ticket: desk.Ticket) -> int:
        office = self.plan.office[0]
        if office.favours:
            return proper(self, ticket)
        if ticket.step.absent:
            return office.ranks - 1
        return office.booked + self.plan.class_[ticket.case.class_].rank

    patch.setattr(desk.Desk, "_rank", rank)


def _idle(self: desk.Desk, step: object, number: int) -> list[tuple[int, int, int]]:
    line = self.plan.line[number]
    links = [self.plan.link[i] for i in range(line.first, line.first + line.count)]
    able = [(link.preference, self.officers[link.to]) for link in links]
    return [
        (preference, o.idle_since, o.number)
        for preference, o in able
        if o.idle and o.here == line.office and self._works(step.station) and (
            not step.absent or self._works_on_files(o))
    ]  # fmt: skip


def preference_ignored(patch: pytest.MonkeyPatch) -> None:
    def idle(self: desk.Desk, step: object, line: int) -> object:
        found = [(since, number) for _, since, number in _idle(self, step, line)]
        return self.officers[min(found)[1]] if found else None

    patch.setattr(desk.Desk, "idle_officer", idle)


def idle_since_ignored(patch: pytest.MonkeyPatch) -> None:
    def idle(self: desk.Desk, step: object, line: int) -> object:
        found = [(preference, number) for preference, _, number in _idle(self, step, line)]
        return self.officers[min(found)[1]] if found else None

    patch.setattr(desk.Desk, "idle_officer", idle)


def room_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_no_room", lambda self, station: False)


def balking_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_balks", lambda self, ticket: False)


def nobody_changes_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(choosing.Choosing, "_jockey", lambda self, lines, least: False)


def a_counter_shuts_behind_its_line(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(choosing.Choosing, "_leave_shut", lambda self, line, choice: None)


def shut_counters_are_chosen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(choosing, "openness", lambda filled, there, on_duty, timetable, now: 0)


def those_served_are_not_seen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(choosing, "length_seen", lambda waiting, idle: waiting)


def all_choose_the_shortest(patch: pytest.MonkeyPatch) -> None:
    proper = choosing.Choosing.line_for
    patch.setattr(choosing.Choosing, "line_for", lambda self, ticket, choice: proper(self, ticket, choosing.SHORTEST))


def ties_go_to_the_first_line(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(choosing, "uniform", lambda key, draw: 0.5)


def who_changes_over_keeps_the_place(patch: pytest.MonkeyPatch) -> None:
    proper = desk.Desk.move

    def move(self: desk.Desk, ticket: desk.Ticket, line: int) -> None:
        proper(self, ticket, line)
        if ticket.waiting:
            self.lines[line][self._rank(ticket)].remove(ticket)
            ticket.place = ticket.number
            self._stand(ticket)

    patch.setattr(desk.Desk, "move", move)


def breaks_never_end_a_duty(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Officer, "on_duty", lambda self, now: self.present)


def every_break_is_finished_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Officer, "ends_at", lambda self, start, work: start + work)


def nobody_is_sent_home(patch: pytest.MonkeyPatch) -> None:
    def closing(self: day.Day) -> case.Story:
        yield moments.Moment(self.env, self.hours.close, clock.CLOSING, 0)
        self.desk.closed = True

    patch.setattr(day.Day, "closing", closing)


def same_work_on_every_pass(patch: pytest.MonkeyPatch) -> None:
    def draw(self: case.Case, purpose: int, step: object) -> float:
        again = 0 if purpose == chance.WORK else self.again
        return chance.uniform(self.key, chance.draw_of(purpose, step.index, again, self.attempt))

    patch.setattr(case.Case, "draw", draw)


def everybody_present(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "_present", lambda self, group: len(self.staff))


def no_busy_days(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office.Office, "_busyness", lambda self: 1.0)


def special_hours_ignored(patch: pytest.MonkeyPatch) -> None:
    """Officers keep the timetable of the weekday in Ramadan and on half days."""
    begin = officers.Officer.begin_day

    def as_usual(self: officers.Officer, kind: int, here: int, late: int, *, present: bool) -> None:
        begin(self, self.model.plan.day[self.model.today].weekday, here, late, present=present)

    patch.setattr(officers.Officer, "begin_day", as_usual)


def days_alike(patch: pytest.MonkeyPatch) -> None:
    """Weekdays, holidays and seasons make no difference to how many come."""

    def wake(self: citizens.Citizen) -> None:
        office = self.model
        b = office.plan.behaviour[0]
        mean = citizens.swayed(b, self.rate * office.busyness, b.coming, self.trust)
        for ordinal in range(needs_today(mean, chance.uniform(self.key, chance.DAYS + office.today))):
            office.needs.append((self, chance.need_key(self.key, office.today, ordinal)))

    patch.setattr(citizens.Citizen, "wake", wake)


def nobody_remembers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(office, "NIGHT", [step for step in night.NIGHT if step is not night.remember])


def same_luck_on_every_visit(patch: pytest.MonkeyPatch) -> None:
    def draw(self: case.Case, purpose: int, step: object) -> float:
        return chance.uniform(self.key, chance.draw_of(purpose, step.index, self.again, 0))

    patch.setattr(case.Case, "draw", draw)


def files_lost_overnight(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "files", lambda self: [])


def files_before_citizens(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_turn", lambda self, ticket, rank: -1 if ticket.step.absent else rank)


def due_dates_ignored(patch: pytest.MonkeyPatch) -> None:
    proper = desk.Ticket.__init__

    def undated(self: desk.Ticket, number: int, of: case.Case, step: object, now: int, date: int) -> None:
        proper(self, number, of, step, now, of.began_day if step.absent else date)

    patch.setattr(desk.Ticket, "__init__", undated)


def cut_work_begins_anew(patch: pytest.MonkeyPatch) -> None:
    proper = case.work_of

    def anew(at: day.Day, of: case.Case, step: object) -> int:
        of.left = case.NONE
        return proper(at, of, step)

    patch.setattr(case, "work_of", anew)


def appointments_wait_like_others(patch: pytest.MonkeyPatch) -> None:
    proper = coming.second_of_slot

    def second(at: office.Office, of: case.Case) -> int:
        found = proper(at, of)
        of.holds = False
        return found

    patch.setattr(coming, "second_of_slot", second)


def no_alternation(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        desk.Desk, "_turn", lambda self, ticket, rank: 2 * self.plan.office[0].ranks if ticket.step.absent else rank
    )


def slots_without_end(patch: pytest.MonkeyPatch) -> None:
    """The same slot is given to everybody."""
    patch.setattr(office.Office, "place_of", lambda self, of, slot, on: (self.today, of.number, on))


def everybody_keeps_appointments(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(channels, "no_show_share", lambda base, growth, lead: 0.0)


def channels_for_everybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(channels, "open_to", lambda channel, skill, travel: True)


def bundles_untied(patch: pytest.MonkeyPatch) -> None:
    """Each file of a village comes at a time of its own."""
    proper = chance.key_of
    patch.setattr(coming, "key_of", lambda parent, which: proper(parent, which + 1))


def list_of_the_day_reversed(patch: pytest.MonkeyPatch) -> None:
    proper = office.Office.morning

    def reversed_(self: office.Office) -> None:
        self.agenda.get(self.today, []).reverse()
        proper(self)

    patch.setattr(office.Office, "morning", reversed_)


def nobody_comes_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(follow, "come_again", lambda at, of, reason: False)


def nothing_learnt_at_the_counter(patch: pytest.MonkeyPatch) -> None:
    """Who was sent back for papers brings none of them."""
    patch.setattr(follow.cases, "missing_papers", lambda asked, brought, u: asked)


def mistakes_never_found(patch: pytest.MonkeyPatch) -> None:
    proper = case.Case.draw

    def draw(self: case.Case, purpose: int, step: object) -> float:
        return 1.0 if purpose == chance.ERROR_FOUND else proper(self, purpose, step)

    patch.setattr(case.Case, "draw", draw)


def quota_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(door.Door, "admit", lambda self, of: REFUSED if self.shut else SERVED)


def tickets_at_any_hour(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(door.Door, "opens_later", lambda self, of: False)


def outages_take_no_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk, "through_outage", lambda start, end, down, up: end)


def nobody_looks_after_an_outage(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "look_again", lambda self: None)


def service_during_outages(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(desk.Desk, "_works", lambda self, station: True)


def forms_never_run_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(day.Day, "lacks_forms", lambda self, step: False)


def everybody_on_time(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(trouble, "seconds_late", lambda at, officer: 0)


def everybody_at_home(patch: pytest.MonkeyPatch) -> None:
    """Nobody is moved to another office."""
    begin = officers.Officer.begin_day

    def here(self: officers.Officer, kind: int, _: int, late: int, *, present: bool) -> None:
        begin(self, kind, self.post.office, late, present=present)

    patch.setattr(officers.Officer, "begin_day", here)


def one_office_for_all(patch: pytest.MonkeyPatch) -> None:
    proper = citizens.Citizen.__init__

    def first(self: citizens.Citizen, at: office.Office, number: int) -> None:
        proper(self, at, number)
        self.home = 0

    patch.setattr(citizens.Citizen, "__init__", first)


MUTATIONS = [
    ties_reversed,
    ranks_swapped,
    give_up_before_end,
    stale_give_up_left_alive,
    last_come_first_served,
    priorities_ignored,
    arrival_order_ignored,
    preference_ignored,
    idle_since_ignored,
    room_ignored,
    balking_ignored,
    nobody_changes_over,
    a_counter_shuts_behind_its_line,
    shut_counters_are_chosen,
    those_served_are_not_seen,
    all_choose_the_shortest,
    ties_go_to_the_first_line,
    who_changes_over_keeps_the_place,
    breaks_never_end_a_duty,
    every_break_is_finished_first,
    nobody_is_sent_home,
    same_work_on_every_pass,
    everybody_present,
    no_busy_days,
    special_hours_ignored,
    days_alike,
    nobody_remembers,
    same_luck_on_every_visit,
    files_lost_overnight,
    files_before_citizens,
    due_dates_ignored,
    cut_work_begins_anew,
    appointments_wait_like_others,
    no_alternation,
    slots_without_end,
    everybody_keeps_appointments,
    channels_for_everybody,
    bundles_untied,
    list_of_the_day_reversed,
    nobody_comes_again,
    nothing_learnt_at_the_counter,
    mistakes_never_found,
    quota_ignored,
    tickets_at_any_hour,
    outages_take_no_time,
    nobody_looks_after_an_outage,
    service_during_outages,
    forms_never_run_out,
    everybody_on_time,
    everybody_at_home,
    one_office_for_all,
    *PEOPLE,
]
