"""Mistakes that somebody could make about reforms, in one of the engines; random reforms must show each of them."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from mutations_people import nightly

from sim.engines.reference import office, officers, reforms
from sim.engines.reference.officers import Officer
from sim.plan.layout_reforms import LOT, TUNED
from sim.rules import chance, effects, skills, staff
from sim.rules.chance import uniform

Patch = pytest.MonkeyPatch
Mutation = Callable[[Patch], None]


def named(name: str, mutation: Mutation) -> Mutation:
    """The mutation under a name of its own, which tests tell."""
    mutation.__name__ = name
    return mutation


def without(thing: Any, **numbers: float) -> Any:
    """A record with some numbers replaced; it is a named tuple where no reform changes it."""
    known = vars(thing) if isinstance(thing, SimpleNamespace) else thing._asdict()
    return SimpleNamespace(**known | numbers)


def behaving(rule: Any, **numbers: float) -> Callable[..., Any]:
    """A rule about people for which some numbers of behaviour are others."""
    return lambda b, *more: rule(without(b, **numbers), *more)


# ------------------------------------------------------------------------------------------- numbers that change by day


def numbers_of(array: str) -> Mutation:
    """The numbers of one array of the plan stay as they are."""

    def mutation(patch: Patch) -> None:
        proper = reforms.settle

        def settle(at: office.Office) -> None:
            found = [p for p in at.plan.parameter if TUNED[p.array] != array]
            usual, at.plan = at.plan, at.plan._replace(parameter=found)
            proper(at)
            at.plan = usual

        patch.setattr(reforms, "settle", settle)

    return named(f"numbers_of_{array}_stay", mutation)


def weighed(name: str, weigh: Callable[[Any, int, float], float]) -> Mutation:
    """The weight of an effect on a day in another way."""
    return named(name, lambda patch: patch.setattr(effects, "weight", weigh))


PROPER_WEIGHT = effects.weight


def _rolled_out_a_day_late(effect: Any, day: int, level: float) -> float:
    whole = PROPER_WEIGHT(effect._replace(ramp=0), day, level)
    return whole * min(1.0, (day - effect.first) / effect.ramp) if effect.ramp > 0 else whole


roll_out_is_a_day_late = weighed("roll_out_is_a_day_late", _rolled_out_a_day_late)
roll_out_is_forgotten = weighed(
    "roll_out_is_forgotten", lambda effect, day, level: PROPER_WEIGHT(effect._replace(ramp=0), day, level)
)
nothing_fades = weighed(
    "nothing_fades", lambda effect, day, level: PROPER_WEIGHT(effect._replace(half=0.0), day, level)
)
strength_is_forgotten = weighed(
    "strength_is_forgotten", lambda effect, day, level: PROPER_WEIGHT(effect._replace(strength=1.0), day, level)
)
conditions_are_forgotten = weighed(
    "conditions_are_forgotten", lambda effect, day, level: PROPER_WEIGHT(effect, day, 1.0)
)
reforms_begin_a_day_late = weighed(
    "reforms_begin_a_day_late",
    lambda effect, day, level: 0.0 if day == effect.first else PROPER_WEIGHT(effect, day, level),
)
reforms_end_a_day_late = weighed(
    "reforms_end_a_day_late",
    lambda effect, day, level: PROPER_WEIGHT(effect._replace(last=effect.last + 1), day, level),
)


def effective(found: Callable[[Any, Sequence[Any], Sequence[float], int], float]) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(reforms, "effective", found)


def _weights(parameter: Any, rows: Sequence[Any], levels: Sequence[float], day: int) -> list[tuple[Any, float]]:
    own = rows[parameter.first : parameter.first + parameter.count]
    return [(row, effects.weight(row, day, 1.0 if row.level < 0 else levels[row.level])) for row in own]


def _blended(parameter: Any, rows: Sequence[Any], levels: Sequence[float], day: int) -> float:
    """A switch is in proportion to its weight."""
    for row, weight in _weights(parameter, rows, levels, day):
        if weight > 0.0 and row.how == effects.SWITCH:
            return parameter.base + weight * (row.value - parameter.base)
    return effects.effective(parameter, rows, levels, day)


def _outvoted(parameter: Any, rows: Sequence[Any], levels: Sequence[float], day: int) -> float:
    """Scaling and adding go on where a switch is on."""
    value = effects.effective(parameter, rows, levels, day)
    for row, weight in _weights(parameter, rows, levels, day):
        if row.how == effects.ADD:
            value += weight * row.value
    return value


def _summed(parameter: Any, rows: Sequence[Any], levels: Sequence[float], day: int) -> float:
    """Two factors add up instead of multiplying."""
    found = _weights(parameter, rows, levels, day)
    if any(row.how == effects.SWITCH for row, _ in found):
        return effects.effective(parameter, rows, levels, day)
    factor = 1.0 + sum(weight * (row.value - 1.0) for row, weight in found if row.how == effects.SCALE)
    plus = sum(weight * row.value for row, weight in found if row.how == effects.ADD)
    return staff.within(parameter.base * factor + plus, parameter.low, parameter.high)


def _scaled_last(parameter: Any, rows: Sequence[Any], levels: Sequence[float], day: int) -> float:
    """What is added is scaled too."""
    found = _weights(parameter, rows, levels, day)
    if any(row.how == effects.SWITCH for row, _ in found):
        return effects.effective(parameter, rows, levels, day)
    value = parameter.base + sum(weight * row.value for row, weight in found if row.how == effects.ADD)
    for row, weight in found:
        value *= 1.0 + weight * (row.value - 1.0) if row.how == effects.SCALE else 1.0
    return staff.within(value, parameter.low, parameter.high)


switches_are_blended = named("switches_are_blended", effective(_blended))
what_is_added_survives_a_switch = named("what_is_added_survives_a_switch", effective(_outvoted))
factors_add_up = named("factors_add_up", effective(_summed))
what_is_added_is_scaled_too = named("what_is_added_is_scaled_too", effective(_scaled_last))
the_numbers_of_yesterday = named(
    "the_numbers_of_yesterday", effective(lambda p, rows, levels, day: effects.effective(p, rows, levels, day - 1))
)


def bounds_are_ignored(patch: Patch) -> None:
    patch.setattr(effects, "within", lambda value, low, high: value)


def all_lots_win(patch: Patch) -> None:
    patch.setattr(reforms, "first_levels", lambda at: [float(level.kind == LOT) for level in at.plan.level])


# ---------------------------------------------------------------------------------------------- adoption of what is new


def empty_posts_adopt_too(patch: Patch) -> None:
    def adoption(at: office.Office, novelty: int) -> float:
        total = 0.0
        for officer in at.staff:
            total += officer.adopted[novelty]
        return total / len(at.staff)

    patch.setattr(reforms, "adoption_of", adoption)


def one_speaks_for_all(patch: Patch) -> None:
    patch.setattr(reforms, "adoption_of", lambda at, novelty: at.staff[0].adopted[novelty])


def settled_with(name: str, **traits: Any) -> Mutation:
    """What is new settles as if officers were others."""

    def mutation(patch: Patch) -> None:
        proper = Officer.settle

        def settle(self: Officer) -> None:
            usual = {key: getattr(self, key) for key in traits}
            vars(self).update(traits)
            proper(self)
            vars(self).update(usual)

        patch.setattr(Officer, "settle", settle)

    return named(name, mutation)


nobody_resists_reforms = settled_with("nobody_resists_reforms", resists=False)
all_are_at_home_with_it = settled_with("all_are_at_home_with_it", digital=1.0)


def courses_make_nobody_faster_to_adopt(patch: Patch) -> None:
    patch.setattr(skills, "skilled", lambda courses, left, first, count: 0.0)


def new_things_are_adopted_before_they_come(patch: Patch) -> None:
    patch.setattr(officers, "in_force", lambda first, last, day: day < last)


def what_is_new_costs_no_time(patch: Patch) -> None:
    proper = Officer.brief
    patch.setattr(Officer, "brief", lambda self, new: proper(self, []))


def what_is_new_slows_all_work(patch: Patch) -> None:
    proper = Officer.set_pace

    def set_pace(self: Officer, desk: Any, ticket: Any) -> None:
        proper(self, desk, ticket)
        steps, number = self.plan.office[0].steps, ticket.step.number
        for new, left in enumerate(self.unlearnt):
            dips = [self.plan.news[new * steps + place].dip for place in range(steps)]
            ticket.case.pace *= (1.0 + max(dips) * left) / (1.0 + dips[number] * left)

    patch.setattr(Officer, "set_pace", set_pace)


def the_transition_never_ends(patch: Patch) -> None:
    patch.setattr(staff, "unlearnt", lambda b, adoption, since: 1.0 - adoption)


# ---------------------------------------------------------------------------------------------------- courses, coaching


def nobody_is_missed_while_on_a_course(patch: Patch) -> None:
    proper = reforms.attend

    def attend(at: office.Office) -> None:
        proper(at)
        for officer in at.staff:
            officer.sent = False

    patch.setattr(reforms, "attend", attend)


def learnt_on_the_first_day(patch: Patch) -> None:
    proper = reforms.attend

    def attend(at: office.Office) -> None:
        proper(at)
        for place in at.plan.attends:
            officer = at.staff[place.officer]
            if at.today == place.first and officer.sent:
                officer.trained[place.course] = 1.0

    patch.setattr(reforms, "attend", attend)


def a_course_takes_a_day_more(patch: Patch) -> None:
    proper = reforms.attend

    def attend(at: office.Office) -> None:
        proper(at)
        for place in at.plan.attends:
            officer = at.staff[place.officer]
            officer.sent = officer.sent or (at.today == place.last and officer.trained[place.course] == 1.0)

    patch.setattr(reforms, "attend", attend)


def drawn_anew_who_is_sent(patch: Patch) -> None:
    """Whether somebody attends is asked each day."""
    proper = reforms.attend

    def attend(at: office.Office) -> None:
        patched = [row._replace(chance=(row.chance + 0.37 * at.today) % 1.0) for row in at.plan.attends]
        usual, at.plan = at.plan, at.plan._replace(attends=patched)
        proper(at)
        at.plan = usual

    patch.setattr(reforms, "attend", attend)


def courses_never_fade(patch: Patch) -> None:
    proper = Officer.settle

    def settle(self: Officer) -> None:
        trained = self.trained
        proper(self)
        self.trained = trained

    patch.setattr(Officer, "settle", settle)


def coaching_never_fades(patch: Patch) -> None:
    proper = Officer.settle

    def settle(self: Officer) -> None:
        coached = self.coached
        proper(self)
        self.coached = coached

    patch.setattr(Officer, "settle", settle)


def learnt_twice_counts_once(patch: Patch) -> None:
    """Of several courses only the best counts."""

    def gained(courses: Sequence[Any], left: Sequence[float], first: int, count: int) -> float:
        return max([course.gain * part for course, part in zip(courses, left, strict=True)], default=0.0)

    patch.setattr(skills, "gained", gained)


def courses_make_nobody_careful(patch: Patch) -> None:
    patch.setattr(skills, "careful", lambda courses, left, first, count: 1.0)


def courses_teach_no_manners(patch: Patch) -> None:
    patch.setattr(skills, "mannered", lambda courses, left, first, count: 0.0)


def held(officer: Officer) -> bool:
    return bool(officer.post.filled > 0.0)


def same_office(one: Officer, other: Officer) -> bool:
    return bool(one.post.office == other.post.office)


def heard(name: str, counts: Callable[[Officer, Officer], bool]) -> Mutation:
    """Other colleagues share what they learnt."""

    def mutation(patch: Patch) -> None:
        def hear(self: Officer, course: int) -> None:
            found = [other.trained[course] for other in self.model.staff if counts(self, other)]
            total = 0.0
            for part in found:
                total += part
            if found:
                self.gain += self.plan.course[course].peers * (total / len(found))

        patch.setattr(Officer, "hear", hear)

    return named(name, mutation)


peers_count_themselves = heard("peers_count_themselves", lambda me, o: same_office(me, o) and held(o))
peers_of_other_offices_count = heard("peers_of_other_offices_count", lambda me, o: o is not me and held(o))
empty_posts_share_too = heard("empty_posts_share_too", lambda me, o: o is not me and same_office(me, o))
nobody_shares = heard("nobody_shares", lambda me, o: False)


# ------------------------------------------------------------------------------------------------------ changes of post


def stays_at_the_post(*names: str) -> Mutation:
    """Something of the person stays behind when people change posts."""

    def mutation(patch: Patch) -> None:
        patch.setattr(reforms, "PERSON", tuple(name for name in officers.PERSON if name not in names))

    return named(f"{'_and_'.join(names)}_stays_at_the_post", mutation)


def everybody_moves(patch: Patch) -> None:
    """A rotation at half strength moves all."""
    proper = reforms.move

    def move(at: office.Office) -> None:
        certain = [swap._replace(chance=1.0) for swap in at.plan.swap]
        usual, at.plan = at.plan, at.plan._replace(swap=certain)
        proper(at)
        at.plan = usual

    patch.setattr(reforms, "move", move)


def moved_in_the_reverse_order(patch: Patch) -> None:
    proper = reforms.move

    def move(at: office.Office) -> None:
        usual, at.plan = at.plan, at.plan._replace(swap=at.plan.swap[::-1])
        proper(at)
        at.plan = usual

    patch.setattr(reforms, "move", move)


def own_steps_count_as_variety(patch: Patch) -> None:
    def breadth(self: Officer) -> float:
        enough = 0.75 * self.plan.behaviour[0].full
        return sum(known > enough for known in self.experience) / len(self.experience)

    patch.setattr(Officer, "breadth", breadth)


def variety_is_worth_nothing(patch: Patch) -> None:
    patch.setattr(Officer, "breadth", lambda self: 0.0)


# --------------------------------------------------------------------------------------------------------- posts filled


def every_post_is_held(patch: Patch) -> None:
    patch.setattr(Officer, "filled", lambda self: True)


def posts_are_held_by_day_or_never(patch: Patch) -> None:
    """Who comes to a half post is drawn once for good."""

    def filled(self: Officer) -> bool:
        return self.post.filled >= 1.0 or uniform(self.key, chance.FILLED) < self.post.filled

    patch.setattr(Officer, "filled", filled)


# ------------------------------------------------------------------------------------------------- the order of a night

appraise_before_supervise = nightly("appraise", before="supervise")
supervise_before_replace = nightly("supervise", before="replace")
leak_before_talk = nightly("leak", before="talk")
leak_before_ask = nightly("leak", before="ask")
ask_before_appraise = nightly("ask", before="appraise")
supervise_before_wear = nightly("supervise", before="wear")


CHANGES: list[Mutation] = [
    *[numbers_of(array) for array in TUNED],
    roll_out_is_a_day_late,
    roll_out_is_forgotten,
    nothing_fades,
    strength_is_forgotten,
    conditions_are_forgotten,
    reforms_begin_a_day_late,
    reforms_end_a_day_late,
    switches_are_blended,
    what_is_added_survives_a_switch,
    factors_add_up,
    what_is_added_is_scaled_too,
    the_numbers_of_yesterday,
    bounds_are_ignored,
    all_lots_win,
    empty_posts_adopt_too,
    one_speaks_for_all,
    nobody_resists_reforms,
    all_are_at_home_with_it,
    courses_make_nobody_faster_to_adopt,
    new_things_are_adopted_before_they_come,
    what_is_new_costs_no_time,
    what_is_new_slows_all_work,
    the_transition_never_ends,
    nobody_is_missed_while_on_a_course,
    learnt_on_the_first_day,
    a_course_takes_a_day_more,
    drawn_anew_who_is_sent,
    courses_never_fade,
    coaching_never_fades,
    learnt_twice_counts_once,
    courses_make_nobody_careful,
    courses_teach_no_manners,
    peers_count_themselves,
    peers_of_other_offices_count,
    empty_posts_share_too,
    nobody_shares,
    stays_at_the_post("key"),
    stays_at_the_post("intrinsic", "motivation"),
    stays_at_the_post("courtesy"),
    stays_at_the_post("digital", "resists"),
    stays_at_the_post("takes", "warned"),
    stays_at_the_post("strain", "adoption"),
    stays_at_the_post("hired", "services"),
    stays_at_the_post("experience"),
    stays_at_the_post("origin"),
    stays_at_the_post("trained"),
    stays_at_the_post("adopted"),
    stays_at_the_post("coached", "rated"),
    stays_at_the_post("done", "pace_in_all"),
    stays_at_the_post("mistakes"),
    stays_at_the_post("met", "manner_in_all"),
    stays_at_the_post("away_days", "working_days"),
    stays_at_the_post("found"),
    everybody_moves,
    moved_in_the_reverse_order,
    own_steps_count_as_variety,
    variety_is_worth_nothing,
    every_post_is_held,
    posts_are_held_by_day_or_never,
    appraise_before_supervise,
    supervise_before_replace,
    supervise_before_wear,
    leak_before_talk,
    leak_before_ask,
    ask_before_appraise,
]
