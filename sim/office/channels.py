"""Ways to the office beside walking in, and which citizens take them."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sim.office.faults import wrong
from sim.office.names import Name
from sim.office.units import CLOSED, Amount, Count, Minutes, Profile, Said, Share, Span, SpanText, Text, as_span

Kind = Literal["counter", "appointment", "online", "bundle", "mobile"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _entry(value: Any) -> Any:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise wrong("entry")
    return value


def _slots(value: Any) -> Any:
    if isinstance(value, Slots):
        return value
    if not isinstance(value, (list, tuple)) or len(value) != 3:
        raise wrong("slots")
    return {"span": value[0], "every_min": value[1], "places": value[2]}


@dataclass(frozen=True)
class Slots:
    """Within `span` a slot begins every `every_min` minutes, each with so many places."""

    span: Annotated[Span, BeforeValidator(as_span, json_schema_input_type=SpanText)]
    every_min: Annotated[float, Field(strict=True, gt=0, le=1440, allow_inf_nan=False)]
    places: Count


SlotsWritten = tuple[SpanText, Annotated[float, Field(gt=0, le=1440)], Count]
Signed = Annotated[float, Field(strict=True, ge=-1440, le=1440, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A way to the office: citizens take the first in the file that is open to them and that they are willing to take.

    Who takes none walks in. It is open for `services` ("*" is all) to citizens whose digital skill is at
    least `needs_skill` and below `skill_below`, and who travel at least `farther_than_min`; `willing` is the
    share of them who take it.

    `kind`: "counter" comes like a walk-in; "appointment" takes the first free place in `slots`, from `lead_days` to
    `days_ahead` working days ahead (without one they walk in); "online" is sent at any hour of `hours` (day and night
    if not given); "bundle" waits until a go-between next comes on one of `days` (each village has one of them), with
    all files of a village at once; "mobile" waits for the next of `days` and comes at an hour of `hours`.

    `enters` lists (service, step) where a route begins elsewhere than at its first step. `knows_document`
    replaces the citizens' own; `citizen_comes` is False where somebody else makes the trip; `travel_min` and
    `trip_rupiah` replace those of the citizens; `fee_rupiah` is paid once a case. `needs_ticket` says whether
    the quota of tickets applies (not to appointments).

    Of appointments: `overbooking` adds a share of places; a no-show has probability `no_show`, growing by
    `no_show_per_day` of the rest with each working day between booking and slot; arrivals differ from the slot by
    `late_min` on average, normally with `late_sd_min`; who is later than `grace_min` waits like a walk-in.
    """

    __pydantic_config__ = CLOSED

    name: Name
    kind: Kind
    title: Said | None = None
    services: tuple[Text, ...] = ("*",)
    enters: tuple[Annotated[tuple[Text, Text], BeforeValidator(_entry)], ...] = ()
    needs_skill: Share = 0.0
    skill_below: Share | None = None
    farther_than_min: Minutes = 0.0
    willing: Share = 1.0
    knows_document: Share | None = None
    citizen_comes: Annotated[bool, Field(strict=True)] = True
    needs_ticket: Annotated[bool, Field(strict=True)] = True
    travel_min: Minutes | None = None
    trip_rupiah: Amount | None = None
    fee_rupiah: Amount = 0.0
    hours: Profile | None = None
    days: tuple[Weekday, ...] = ()
    slots: tuple[Annotated[Slots, BeforeValidator(_slots, json_schema_input_type=SlotsWritten)], ...] = ()
    lead_days: Count = 0
    days_ahead: Annotated[int, Field(strict=True, ge=0, le=366)] = 14
    overbooking: Annotated[float, Field(strict=True, ge=0, le=10, allow_inf_nan=False)] = 0.0
    no_show: Share = 0.0
    no_show_per_day: Share = 0.0
    late_min: Signed = 0.0
    late_sd_min: Minutes = 0.0
    grace_min: Minutes | None = None
