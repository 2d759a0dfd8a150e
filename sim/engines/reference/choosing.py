"""Lines that people choose: which of a station they take, and when they change over to another."""

from typing import TYPE_CHECKING

from sim.plan.layout import NONE
from sim.rules.chance import WHICH_LINE, draw_of, key_of, uniform
from sim.rules.lines import OPEN, SHORTEST, VACANT, distance, length_seen, openness

if TYPE_CHECKING:
    from sim.engines.reference.desk import Desk, Ticket
    from sim.engines.reference.officers import Officer


class Choosing:
    """How people look about them; lines and who stands in them are the desk's."""

    def __init__(self, desk: "Desk") -> None:
        self.desk, self.plan = desk, desk.plan

    def line_for(self, ticket: "Ticket", choice: int) -> int:
        """The line that somebody takes: of the open ones the nearest, as people choose there."""
        case, step = ticket.case, ticket.step
        lines = self._linked(self.plan.line[step.line].choices_first, self.plan.line[step.line].choices_count)
        if not lines:
            own: int = step.line
            return own
        key, found = key_of(case.key, draw_of(WHICH_LINE, step.index, case.again, case.attempt)), []
        for place, line in enumerate(lines):
            u = uniform(key, self.plan.line[line].key)
            far = distance(choice, self.length(line), place, len(lines), step.service, u)
            found.append((self._opens(line), far, place))
        return lines[min(found)[2]]

    def length(self, number: int) -> int:
        """How long a line looks."""
        line = self.plan.line[number]
        able = [self.desk.officers[who] for who in self._linked(line.first, line.count)]
        return length_seen(self.standing(number), any(o.idle and o.here == line.office for o in able))

    def standing(self, line: int) -> int:
        """How many wait in a line."""
        return sum(len(queue) for queue in self.desk.lines[line])  # integers

    def look_around(self, officer: "Officer") -> None:
        """An officer has come, gone, or become free: where people choose their line they look about them."""
        for line in officer.lines:
            self.change_over(self.plan.line[line].station)

    def change_over(self, station: int) -> None:
        """Who stands before a counter that is shut chooses again; then the last of a line go where fewer stand."""
        place = self.plan.station[station]
        lines = self._linked(place.lines_first, place.lines_count)
        for line in lines:
            if self._opens(line) != OPEN:
                self._leave_shut(line, place.choice)
        while place.jockeying != NONE and self._jockey(lines, place.jockeying):
            pass

    def _leave_shut(self, line: int, choice: int) -> None:
        """One after the other they go where somebody serves now."""
        for ticket in [ticket for queue in self.desk.lines[line] for ticket in queue]:
            other = self.line_for(ticket, choice)
            if self._opens(other) == OPEN:
                self.desk.move(ticket, other)

    def _jockey(self, lines: list[int], least: int) -> bool:
        """Let the one who gains most change over, if it is enough; whether somebody did."""
        most, who, where = least - 1, None, NONE
        for line in lines:
            last = next((queue[-1] for queue in reversed(self.desk.lines[line]) if queue), None)
            if last is None:
                continue
            other = self.line_for(last, SHORTEST)
            gain = self.length(line) - self.length(other)
            if gain > most and self._opens(other) == OPEN:
                most, who, where = gain, last, other
        if who is None:
            return False
        self.desk.move(who, where)
        return True

    def _opens(self, number: int) -> int:
        """Whether somebody serves a line now, later today, not any more, or never (OPEN, LATER, SHUT, VACANT)."""
        line, now = self.plan.line[number], self.desk.env.now
        able = [self.desk.officers[who] for who in self._linked(line.first, line.count)]
        there = [(o, o.present and o.here == line.office) for o in able]
        found = (openness(o.post.filled, here, o.on_duty(now), o.timetable, now) for o, here in there)
        return min(found, default=VACANT)

    def _linked(self, first: int, count: int) -> list[int]:
        return [self.plan.link[i].to for i in range(first, first + count)]
