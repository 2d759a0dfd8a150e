"""Which reforms can act in an office: whether anything there reads the numbers that they change, and what is missing.

Where it is not certain that nothing does, a reform counts as one that can act.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from sim.office import Scenario
from sim.office.reform import Reform
from sim.office.routes import reached_from
from sim.plan import layout_reforms
from sim.plan.behaviour import NUMBERS
from sim.plan.layout import NONE
from sim.plan.plan import Idle
from sim.plan.reforms import Changes, Place
from sim.plan.rows import Row
from sim.rules.channels import APPOINTMENT, ONLINE
from sim.rules.effects import ADD, SCALE, SWITCH
from sim.rules.skills import VERSED

ZERO, NEUTRAL, LATE, NOTHING = "zero", "neutral", "late", "nothing"
"""Why an effect changes nothing, beside what READ names: messages `reforms.idle.*`; NOTHING is said by each reform."""


class Reader:
    """What an office reads while all its reforms are at work, `changes`."""

    def __init__(self, changes: Changes) -> None:
        self.arrays, self.scenario = changes.arrays, changes.scenario
        self._changes, self._days = changes, changes.days.count

    def live(self, array: str, row: int, field: str) -> bool:
        """Whether a number is, or may become, another than 0."""
        place = (layout_reforms.TUNED.index(array), row, field)
        return self._base(place) != 0.0 or any(
            effect["how"] != SCALE and effect["value"] != 0.0 for effect in self._on(place)
        )

    def people(self, *fields: str) -> bool:
        """Whether all of these numbers of behaviour are, or may become, others than 0."""
        return all(self.live("behaviour", 0, field) for field in fields)

    def tuned(self, field: str) -> bool:
        """Whether anything changes a number of behaviour."""
        return bool(self._on((layout_reforms.TUNED.index("behaviour"), 0, field)))

    @property
    def moving(self) -> bool:
        """Whether anybody changes posts."""
        return bool(self._changes.swaps)

    @property
    def adopting(self) -> bool:
        """Whether officers have something new to adopt."""
        return bool(self._changes.novelties) or self.arrays.behaviour["change_day"][0] < self._days

    @property
    def alike(self) -> bool:
        """Whether it makes no difference who of the officers holds which post."""
        arrays, officers = self.arrays, self.arrays.officer
        told_apart = (
            "learning", "motivation_spread", "courtesy_spread", "takes", "strain_kept", "absence",
            "absence_motivation", "leaving", "reward", "appraised", "mentoring",
        )  # fmt: skip
        fixed = all(officers["filled"] >= 1.0) and all(officers["late_share"] == 0.0) and not self._changes.fillable
        same = fixed and all(arrays.competence["misfit"] == 1.0)
        return same and not (self.adopting or self._changes.attends or any(map(self.people, told_apart)))

    def missing(self, own: Changes) -> tuple[str, ...]:
        """What keeps a reform, whose changes are `own`, from acting; nothing where it may act."""
        sent = any(row["first"] < self._days for row in own.attends)
        if sent or (own.swaps and not self.alike):
            return ()
        why = [*self._of_surveys(own), *self._of_news(own)]
        for place, changes in own.found.items():
            why += [self._why(place, effect, own) for _, effect in changes]
        if "" in why:
            return ()
        why += [LATE] * bool(own.attends) + ["alike"] * bool(own.swaps)
        return tuple(sorted(set(why) - {NEUTRAL})) or (NEUTRAL,) if why else (NOTHING,)

    def _of_surveys(self, own: Changes) -> Iterator[str]:
        for survey in own.surveys:
            asked = survey["first"] + survey["begins"] < min(survey["last"], self._days)
            yield ("" if asked else LATE) if self.arrays.office["opinion"][0] else "opinion"

    def _of_news(self, own: Changes) -> Iterator[str]:
        """Why what officers have to learn takes nobody longer; nothing where there is nothing new."""
        first, steps = min((row["first"] for row in own.novelties), default=self._days), len(own.names.steps)
        if own.novelties and first < self._days and self.people("appraised", "weighs_new"):
            yield ""  # officers are rated by how much of all that is new they have adopted
        touched = [place % steps for place, row in enumerate(own.news) if row["dip"] > 0.0]
        if touched:
            reached = any(self.reached(own.names.steps[step]) for step in touched)
            yield LATE if first >= self._days else "" if reached else "channel"

    def reached(self, step: str) -> bool:
        """Whether any case may come to a step ("service.step") by the ways that are, or will be, open."""
        return step in self._reached

    @cached_property
    def _reached(self) -> set[str]:
        found: set[str] = set()
        for service in self.scenario.services:
            firsts = {service.steps[0].name}
            for row, channel in enumerate(self.scenario.channels, 1):
                if {"*", service.name} & set(channel.services) and _used(self, row):
                    firsts |= {step for name, step in channel.enters if name == service.name}
            found |= {f"{service.name}.{step.name}" for first in firsts for step in reached_from(service, first)}
        return found

    def _why(self, place: Place, effect: Row, own: Changes) -> str:
        """Why an effect changes nothing; an empty word where it may."""
        how, level = effect["how"], effect["level"]
        condition = own.levels[int(level)] if level != NONE else {"kind": layout_reforms.ADOPTED, "chance": 1.0}
        if condition["kind"] == layout_reforms.REPAIRED and not self.arrays.office["opinion"][0]:
            return "opinion"
        if place[2] == "filled" and how == ADD:
            return ""  # that somebody is to come makes a post one that nobody holds before
        if effect["first"] >= min(effect["last"], self._days):
            return LATE
        if condition["chance"] == 0.0 or effect["value"] == {SCALE: 1.0, ADD: 0.0}.get(int(how)):
            return NEUTRAL
        array = layout_reforms.TUNED[place[0]]
        reason, read = READ.get((array, place[2]), (ZERO, _always))
        return reason if self._pinned(place, effect) or not read(self, place[1]) else ""

    def _pinned(self, place: Place, effect: Row) -> bool:
        """Whether a number stays what it is: nought that is scaled, a switch to what it is, an end of its range."""
        base, how, value, others = self._base(place), effect["how"], effect["value"], self._on(place)
        if how == SCALE:
            return not self.live(layout_reforms.TUNED[place[0]], place[1], place[2])
        if how == SWITCH:
            return value == base and len(others) == 1
        target = self._changes.found[place][0][0]
        low, high = target.bounds
        up = all(other["how"] == ADD and other["value"] >= 0.0 for other in others)
        down = all(other["how"] == ADD and other["value"] <= 0.0 for other in others)
        return (base >= high and up) or (base <= low and down)

    def _base(self, place: Place) -> float:
        return self._changes.base(place)

    def _on(self, place: Place) -> list[Row]:
        return [effect for _, effect in self._changes.found.get(place, ())]


def idle(changes: Changes, reforms: Sequence[Reform], given: Scenario) -> tuple[Idle, ...]:
    """Those of the reforms, of which `changes` holds the changes in the office `given`, that cannot act."""
    reader = Reader(changes)
    still = [reform for reform in reforms if _moved(reform.adds(given)) == _moved(given)]
    found = [(reform, reader.missing(changes.by(reform))) for reform in still]
    return tuple(Idle(reform, reasons) for reform, reasons in found if reasons)


def _moved(scenario: Scenario) -> int:
    """How many groups of officers work elsewhere at times."""
    return sum(len(group.moves) for group in scenario.officers)


def _always(_: Reader, __: int) -> bool:
    return True


def _asked_for(reader: Reader, service: int) -> bool:
    """Whether a service in an office asks for papers, and looks whether they are there."""
    return bool(reader.arrays.service["documents"][service] > 0) and _in_service(reader, service, "checks")


def _in_service(reader: Reader, service: int, field: str) -> bool:
    steps = reader.arrays.step
    return any(reader.live("step", row, field) for row in range(len(steps)) if _service_of(reader, row) == service)


def _service_of(reader: Reader, step: int) -> int:
    row, services = reader.arrays.step[step], int(reader.arrays.office["services"][0])
    return int(row["office"]) * services + int(row["service"])


def _papers(reader: Reader, _: int) -> bool:
    return any(_asked_for(reader, service) for service in range(len(reader.arrays.service)))


def _checked(reader: Reader, step: int) -> bool:
    return bool(reader.arrays.service["documents"][_service_of(reader, step)] > 0)


def _mistaken(reader: Reader, step: int) -> bool:
    return _in_service(reader, _service_of(reader, step), "error")


def _taken(reader: Reader, channel: int) -> bool:
    """Whether there are citizens who can use a channel."""
    row, access = reader.arrays.channel[channel], reader.arrays.age["access"]
    able = row["skill_from"] <= 0.0 or any(access > 0.0)
    return channel == 0 or (bool(reader.arrays.office["citizens"][0] > 0) and bool(able))


def _used(reader: Reader, channel: int) -> bool:
    """The same, and whether there are any who do, or will."""
    return channel == 0 or (_taken(reader, channel) and reader.live("channel", channel, "willing"))


def _booking(reader: Reader, _: int) -> bool:
    kinds = reader.arrays.channel["kind"]
    return any(kind == APPOINTMENT and _used(reader, row) for row, kind in enumerate(kinds))


def _leaking(reader: Reader, _: int = 0) -> bool:
    return any(reader.live("channel", row, "leaks") and _used(reader, row) for row in range(len(reader.arrays.channel)))


def _at_work(reader: Reader, trouble: int) -> bool:
    """Whether files come to what an outage stops; shortages hit steps that are reached anyway."""
    outages = reader.scenario.outages
    if trouble >= len(outages):
        return True
    steps = ((s.name, step) for s in reader.scenario.services for step in s.steps)
    return any(step.station in outages[trouble].stations and reader.reached(f"{s}.{step.name}") for s, step in steps)


def _unprepared(reader: Reader, channel: int) -> bool:
    return _papers(reader, 0) and _used(reader, channel)


def _money(reader: Reader, _: int = 0) -> bool:
    return reader.people("takes", "asks")


def _opinion(reader: Reader, _: int = 0) -> bool:
    return bool(reader.arrays.office["opinion"][0])


def _levels(reader: Reader, _: int) -> bool:
    return reader.people("levels")


def _complaints(reader: Reader, _: int = 0) -> bool:
    return _opinion(reader) and bool(reader.arrays.office["complaint"][0] != NONE)


def _connections(reader: Reader, _: int) -> bool:
    return bool(reader.arrays.office["connected"][0] > 0.0)


def _reported(reader: Reader, _: int = 0) -> bool:
    return _money(reader) and _complaints(reader) and reader.people("reports")


def _found_out(reader: Reader, _: int) -> bool:
    return _money(reader) and (reader.people("detect") or (_reported(reader) and reader.people("acted")))


def _criticised(reader: Reader, _: int = 0) -> bool:
    """Whether complaints put officers on the defensive, or meet them there."""
    return _complaints(reader) and (_on_guard(reader) or reader.people("stings"))


def _defensive(reader: Reader, _: int = 0) -> bool:
    """Whether officers are on the defensive as a rule, complaints or not, and somebody judges how they are met."""
    return _opinion(reader) and _on_guard(reader)


def _on_guard(reader: Reader) -> bool:
    """Whether officers are on the defensive as a rule, by themselves or by the example of their head."""
    return reader.people("defensive") or reader.people("open_head", "leader")


def _online(reader: Reader, _: int = 0) -> bool:
    """Whether officers work on what came online, or help to send it."""
    kinds = reader.arrays.channel["kind"]
    ways = any(kind == ONLINE and _used(reader, row) for row, kind in enumerate(kinds))
    return ways or bool(reader.arrays.step["online"].any())


def _adopting(reader: Reader, _: int = 0) -> bool:
    return reader.adopting


def _resisting(reader: Reader, _: int) -> bool:
    return reader.adopting and reader.people("resistant")


def _resented(reader: Reader, _: int) -> bool:
    return reader.people("reward", "resent", "resistant")


def _other_work(reader: Reader, _: int) -> bool:
    """Whether somebody knows, or by changing posts may learn, work at counters that is not done at the own post."""
    steps = int(reader.arrays.office["steps"][0])
    at_counters = reader.arrays.step["station"][:steps] != NONE
    skills = reader.arrays.competence.reshape(-1, steps)[:, at_counters]
    enough = 0.0 if reader.tuned("full") else VERSED * reader.arrays.behaviour["full"][0]
    known = (skills["experience"] > enough) | reader.moving
    return bool((known & (skills["serves"] == 0)).any())


Read = Callable[[Reader, int], bool]
NEEDS: dict[str, tuple[str, Read]] = {
    "money": ("money", _money),
    "reported": ("money", _reported),
    "found_out": ("money", _found_out),
    "connections": ("connections", _connections),
    "opinion": ("opinion", _opinion),
    "levels": ("levels", _levels),
    "complaints": ("complaints", _complaints),
    "criticised": ("criticism", _criticised),
    "defensive": ("criticism", _defensive),
    "online": ("channel", _online),
    "adopting": ("adoption", _adopting),
    "resisting": ("adoption", _resisting),
    "leaking": ("channel", _leaking),
    "resented": ("appraisal", _resented),
    "other_work": ("other_work", _other_work),
}
"""What some numbers of behaviour need: what is missing where nothing reads them, and what does."""
READ: dict[tuple[str, str], tuple[str, Read]] = {
    ("step", "checks"): ("papers", _checked),
    ("step", "finds"): ("mistakes", _mistaken),
    ("step", "error"): ("mistakes", _always),
    ("service", "spared"): ("papers", _asked_for),
    ("class_", "knows"): ("papers", _papers),
    ("channel", "knows"): ("papers", _unprepared),
    ("channel", "willing"): ("channel", _taken),
    ("channel", "leaks"): ("channel", _used),
    ("channel", "no_show"): ("channel", _used),
    ("channel", "no_show_growth"): ("channel", _used),
    ("channel", "late_sd"): ("channel", _used),
    ("trouble", "chance"): ("channel", _at_work),
    ("office", "told"): ("papers", _papers),
    ("station", "calls"): ("channel", _booking),
    **{("behaviour", name): NEEDS[number.needs] for name, number in NUMBERS.items() if number.needs},
}
"""For numbers that not every office reads: what is missing where nothing reads them, and what does (with its row)."""
