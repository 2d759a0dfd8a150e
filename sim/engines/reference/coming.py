"""When somebody comes next: today, at an appointment, with the next bundle, on the next mobile day."""

from typing import TYPE_CHECKING

from sim.engines.reference.case import Case
from sim.plan.layout import NONE
from sim.plan.tables import WALK_IN
from sim.rules import chance, channels
from sim.rules.chance import key_of, uniform
from sim.rules.demand import moment
from sim.rules.feedback import willing_share

if TYPE_CHECKING:
    from sim.engines.reference.citizens import Citizen
    from sim.engines.reference.office import Office


def channel_of(office: "Office", citizen: "Citizen", key: int, service: int) -> int:
    """The first channel that serves the need, is open to the citizen, and finds the citizen willing."""
    plan, b = office.plan, office.plan.behaviour[0]
    for number in range(1, len(plan.channel)):
        channel = plan.channel[number]
        served = plan.lookup[number * len(plan.service) + service].to != NONE
        if (
            served
            and channels.open_to(channel, citizen.skill, citizen.trip)
            and uniform(key_of(key, chance.CHANNELS + channel.key), 0) < willing_share(b, channel, citizen.trust)
        ):
            return number
    return WALK_IN


def first_day(office: "Office", case: Case) -> int:
    """The day on which a new case first comes."""
    channel, today = office.plan.channel[case.channel], office.today
    if channel.kind == channels.APPOINTMENT:
        return book(office, case, today + channel.lead, today)
    return day_of(office, case, today + 1 if channel.kind == channels.BUNDLE else today)


def day_of(office: "Office", case: Case, earliest: int) -> int:
    """The day on which a case comes, from a day on; the number of days or more where the run is over by then."""
    plan, channel = office.plan, office.plan.channel[case.channel]
    step, days = plan.step[case.step], len(plan.day)
    if earliest >= days or (step.absent and case.step != office.entry(case)):
        return earliest
    if channel.kind in (channels.BUNDLE, channels.MOBILE):
        village = case.citizen.village if case.citizen is not None else 0
        turn = village % channel.turns
        return plan.lookup[channel.next_first + turn * (days + 1) + earliest].to
    if channel.kind == channels.APPOINTMENT:
        return book(office, case, earliest, earliest)
    return earliest


def book(office: "Office", case: Case, earliest: int, otherwise: int) -> int:
    """Take the first free slot from a day on, as near after the hour wanted as can be; without one, walk in.

    Slots beyond the run are taken to be free.
    """
    plan, channel = office.plan, office.plan.channel[case.channel]
    if plan.step[case.step].absent:
        return otherwise
    last = earliest + channel.ahead - channel.lead
    for day in range(earliest, min(last, len(plan.day) - 1) + 1):
        slot = free_slot(office, case, day)
        if slot != NONE:
            office.booked[office.place_of(case, slot, day)] += 1
            case.slot, case.booked_on = slot, office.today
            return day
    if last >= len(plan.day) and channel.slot_count > 0:
        return len(plan.day)
    begins = case.step == office.entry(case)
    case.channel = WALK_IN
    if begins:
        case.step = office.entry(case)
    return otherwise


def free_slot(office: "Office", case: Case, day: int) -> int:
    """The first free slot of a day at or after the hour wanted, else the first free one; NONE when all are taken."""
    plan, channel, hours = office.plan, office.plan.channel[case.channel], office.plan.day[day]
    wanted = moment(plan.segment, hours.profile_first, hours.profile_count, case.luck(chance.MOMENT))
    first = NONE
    for slot in range(channel.slot_first, channel.slot_first + channel.slot_count):
        second = plan.slot[slot].second
        free = office.booked.get(office.place_of(case, slot, day), 0) < plan.slot[slot].places
        if not free or not hours.open <= second < hours.close:
            continue
        if second >= wanted:
            return slot
        if first == NONE:
            first = slot
    return first


def second_of(office: "Office", case: Case) -> int:
    """The second at which a case comes today; a no-show is decided here."""
    plan, channel, hours = office.plan, office.plan.channel[case.channel], office.plan.day[office.today]
    step = plan.step[case.step]
    if case.slot != NONE:
        return second_of_slot(office, case)
    begins = case.step == office.entry(case)
    if step.absent and not begins:
        return hours.open
    if channel.kind == channels.BUNDLE:
        return second_of_bundle(office, case)
    own = channel.profile_count > 0 and (begins or not step.absent) and channel.kind == channels.MOBILE
    own = own or (channel.profile_count > 0 and channel.kind == channels.ONLINE and begins)
    of = channel if own else hours
    return moment(plan.segment, of.profile_first, of.profile_count, case.luck(chance.MOMENT))


def second_of_slot(office: "Office", case: Case) -> int:
    """Around the slot, if at all; too late for it, the appointment is lost."""
    channel, slot = office.plan.channel[case.channel], office.plan.slot[case.slot].second
    lead = office.today - case.booked_on
    if case.luck(chance.NO_SHOW) < channels.no_show_share(channel.no_show, channel.no_show_growth, lead):
        case.misses = True
        return slot
    second = channels.kept_at(slot, channel.late, channel.late_sd, case.luck(chance.LATENESS))
    case.holds = second - slot <= channel.grace
    return second


def second_of_bundle(office: "Office", case: Case) -> int:
    """When the go-between of a village comes today: the same for all its files."""
    plan, channel, hours = office.plan, office.plan.channel[case.channel], office.plan.day[office.today]
    village = case.citizen.village if case.citizen is not None else 0
    place = office.home_of(case) * plan.office[0].villages + village
    key = key_of(key_of(office.key, chance.BUNDLES + channel.key), place)
    return moment(plan.segment, hours.profile_first, hours.profile_count, uniform(key, office.today))
