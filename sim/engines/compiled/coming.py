"""When somebody comes next: today, at an appointment, with the next bundle, on the next mobile day."""

from typing import Any

from sim.engines.compiled.compiler import at, inner, seldom
from sim.engines.compiled.luck import luck
from sim.engines.compiled.state import State
from sim.plan.layout import NONE, Arrays
from sim.plan.tables import WALK_IN
from sim.rules import chance
from sim.rules.chance import key_of, uniform
from sim.rules.channels import APPOINTMENT, BUNDLE, MOBILE, ONLINE, kept_at, no_show_share, open_to
from sim.rules.demand import moment, picked
from sim.rules.feedback import leaves_share, office_of, willing_share


@inner
def entry_of(plan: Arrays, case: Any) -> int:
    """Where the route of a case begins."""
    return at(plan.lookup, case.channel * plan.service.size + case.service).to


@inner
def village_of(state: State, plan: Arrays, case: Any) -> int:
    """The village that a case comes from."""
    if case.citizen == NONE:
        return 0
    return int(uniform(at(state.citizen, case.citizen).key, chance.VILLAGE) * plan.office[0].villages)


@inner
def channel_of(plan: Arrays, citizen: Any, key: int, service: int) -> int:
    """The first channel that serves the need, is open to the citizen, and finds the citizen willing."""
    b = plan.behaviour[0]
    for number in range(1, plan.channel.size):
        channel = at(plan.channel, number)
        if (
            at(plan.lookup, number * plan.service.size + service).to != NONE
            and open_to(channel, citizen.skill, citizen.trip_s)
            and uniform(key_of(key, chance.CHANNELS + channel.key), 0) < willing_share(b, channel, citizen.trust)
        ):
            return number
    return WALK_IN


@inner
def first_day(state: State, plan: Arrays, slot: int) -> int:
    """The day on which a new case first comes."""
    case, today = at(state.case, slot), state.clock[0].day
    channel = at(plan.channel, case.channel)
    if channel.kind == APPOINTMENT:
        return book(state, plan, slot, today + channel.lead, today)
    return day_of(state, plan, slot, today + 1 if channel.kind == BUNDLE else today)


@seldom
def day_of(state: State, plan: Arrays, slot: int, earliest: int) -> int:
    """The day on which a case comes, from a day on; the number of days or more where the run is over by then."""
    case, days = at(state.case, slot), plan.day.size
    channel = at(plan.channel, case.channel)
    if earliest >= days or (at(plan.step, case.step).absent and case.step != entry_of(plan, case)):
        return earliest
    if channel.kind in (BUNDLE, MOBILE):
        turn = village_of(state, plan, case) % channel.turns
        return at(plan.lookup, channel.next_first + turn * (days + 1) + earliest).to
    if channel.kind == APPOINTMENT:
        return book(state, plan, slot, earliest, earliest)
    return earliest


@inner
def place_of(plan: Arrays, case: Any, slot: int, day: int) -> int:
    """Where the bookings of a slot are counted: each office has its own."""
    office = case.service // plan.office[0].services
    return (office * plan.slot.size + slot) * plan.day.size + day


@inner
def issued_first(plan: Arrays) -> int:
    """Where the counts of tickets begin, behind those of bookings."""
    return plan.office[0].offices * plan.slot.size * plan.day.size


@inner
def groups_first(plan: Arrays) -> int:
    """Where the counts of those present begin, behind those of tickets."""
    return issued_first(plan) + plan.office[0].offices + plan.service.size


@inner
def short_place(plan: Arrays, shortage: int) -> int:
    """Where it is kept from which day on there are forms again."""
    return groups_first(plan) + plan.group.size + shortage


@seldom
def book(state: State, plan: Arrays, slot: int, earliest: int, otherwise: int) -> int:
    """Take the first free slot from a day on, as near after the hour wanted as can be; without one, walk in.

    Slots beyond the run are taken to be free.
    """
    case, clock = at(state.case, slot), state.clock[0]
    if at(plan.step, case.step).absent:
        return otherwise
    channel = at(plan.channel, case.channel)
    last = earliest + channel.ahead - channel.lead
    for day in range(earliest, min(last, plan.day.size - 1) + 1):
        found = free_slot(state, plan, case, day)
        if found != NONE:
            state.count[place_of(plan, case, found, day)] += 1
            case.slot = found
            case.booked_on = clock.day
            return day
    if last >= plan.day.size and channel.slot_count > 0:
        return plan.day.size
    begins = case.step == entry_of(plan, case)
    case.channel = WALK_IN
    if begins:
        case.step = entry_of(plan, case)
    return otherwise


@inner
def free_slot(state: State, plan: Arrays, case: Any, day: int) -> int:
    """The first free slot of a day at or after the hour wanted, else the first free one; NONE when all are taken."""
    channel, hours = at(plan.channel, case.channel), at(plan.day, day)
    wanted = moment(plan.segment, hours.profile_first, hours.profile_count, luck(case, chance.MOMENT))
    first = NONE
    for slot in range(channel.slot_first, channel.slot_first + channel.slot_count):
        second = at(plan.slot, slot).second
        if state.count[place_of(plan, case, slot, day)] >= at(plan.slot, slot).places:
            continue
        if second < hours.open or second >= hours.close:
            continue
        if second >= wanted:
            return slot
        if first == NONE:
            first = slot
    return first


@seldom
def second_of(state: State, plan: Arrays, slot: int) -> int:
    """The second at which a case comes today; a no-show is decided here."""
    case = at(state.case, slot)
    channel, hours = at(plan.channel, case.channel), at(plan.day, state.clock[0].day)
    if case.slot != NONE:
        return second_of_slot(state, plan, case)
    absent, begins = at(plan.step, case.step).absent, case.step == entry_of(plan, case)
    if absent and not begins:
        return hours.open
    if channel.kind == BUNDLE:
        return second_of_bundle(state, plan, case)
    u = luck(case, chance.MOMENT)
    if channel.profile_count > 0 and (channel.kind == MOBILE or (channel.kind == ONLINE and begins)):
        return moment(plan.segment, channel.profile_first, channel.profile_count, u)
    return moment(plan.segment, hours.profile_first, hours.profile_count, u)


@inner
def second_of_slot(state: State, plan: Arrays, case: Any) -> int:
    """Around the slot, if at all; too late for it, the appointment is lost."""
    channel, slot = at(plan.channel, case.channel), at(plan.slot, case.slot).second
    lead = state.clock[0].day - case.booked_on
    if luck(case, chance.NO_SHOW) < no_show_share(channel.no_show, channel.no_show_growth, lead):
        case.misses = 1
        return slot
    second = kept_at(slot, channel.late, channel.late_sd, luck(case, chance.LATENESS))
    case.holds = second - slot <= channel.grace
    return second


@inner
def second_of_bundle(state: State, plan: Arrays, case: Any) -> int:
    """When the go-between of a village comes today: the same for all its files."""
    clock = state.clock[0]
    hours = at(plan.day, clock.day)
    channel_key = key_of(clock.run_key, chance.BUNDLES + at(plan.channel, case.channel).key)
    home = case.service // plan.office[0].services
    key = key_of(channel_key, home * plan.office[0].villages + village_of(state, plan, case))
    return moment(plan.segment, hours.profile_first, hours.profile_count, uniform(key, clock.day))


@inner
def put_down(state: State, slot: int, day: int) -> None:
    """Put a case on the list of a day; beyond the run it just stays open."""
    if day >= state.agenda.size:
        return
    case, agenda = at(state.case, slot), at(state.agenda, day)
    case.after = NONE
    if agenda.tail == NONE:
        agenda.head = slot
    else:
        at(state.case, agenda.tail).after = slot
    agenda.tail = slot
    agenda.count += 1


@inner
def service_of(plan: Arrays, citizen: Any, key: int) -> int:
    """The service that a need asks for, in the office of the area or, where that is not trusted, in another."""
    b, office, services = plan.behaviour[0], plan.office[0], plan.office[0].services
    place = citizen.home
    if office.offices > 1:
        leaves = leaves_share(b, citizen.predisposition, citizen.trust)
        place = office_of(citizen.home, office.offices, leaves, uniform(key, chance.ELSEWHERE))
    return place * services + min(picked(plan.service, 0, services, uniform(key, chance.SERVICE_TYPE)), services - 1)
