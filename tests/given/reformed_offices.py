"""A little region in which all that reforms may touch happens every day, and reforms that touch it hard."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from random_reforms import APPRAISAL, BREACH, MOOD, SUPERVISION, Anything

from sim.language.words import Words
from sim.office import (
    Attendance,
    Change,
    Channel,
    Citizens,
    Complaints,
    Courtesy,
    Criticism,
    Integrity,
    Leadership,
    Learning,
    Load,
    Motivation,
    Office,
    OfficerGroup,
    Opinion,
    Outage,
    PriorityClass,
    Return,
    Returns,
    Satisfaction,
    Scenario,
    Service,
    Shortage,
    Slots,
    Staff,
    Station,
    Step,
    Talk,
    Turnover,
)
from sim.office.distributions import Constant, Exponential
from sim.office.effects import ELEMENTS, Course, Effect, Novelty, Placement, Rotation, Survey, add, scale, switch
from sim.office.units import Span, Week

MORNING = Span(8 * 3600, 12 * 3600)
WHOLE = {"next": None, "patience": Exponential(mean_min=60)}


def region() -> Scenario:
    """Two places with counters and files, eight officers, forty citizens who come often and mind everything."""
    minutes = Exponential(mean_min=6)
    spoilt = {"error": 0.3, "finds_errors": 0.3, "rework": "loket", "patience": Exponential(mean_min=60)}
    day = {"after_days": ((1, 0.7), (2, 0.3))}
    card = Service(
        name="kartu",
        documents=3,
        deadline_days=1,
        steps=(
            Step(name="loket", station="depan", time=minutes, checks_file=0.6, **spoilt),
            Step(name="kasir", station="depan", time=Constant(value_min=2)),
            Step(name="cetak", station="belakang", time=Constant(value_min=45), without_citizen=True, **day),
        ),
    )
    letter = Service(name="surat", deadline_days=2, steps=card.steps[::2])
    letter = replace(letter, steps=tuple(replace(step, rework=None, finds_errors=0.0) for step in letter.steps))
    report = Service(name="aduan", share=0.0, steps=(Step(name="lapor", station="depan", time=Constant(value_min=3)),))
    taking = Integrity(takes=0.7, asks=0.5, pays=0.6, stalls=0.5, uses=0.3, favours=0.5)
    wearing = Motivation(level=0.5, spread=0.3, effort=0.4, strain=0.1, recovery=0.3)
    return Scenario(
        title=Words(id="ramai", en="busy"),
        hours=Week(every=(MORNING,)),
        days=9,
        offices=(Office(name="utara", share=1.0), Office(name="selatan", share=1.0)),
        stations=(Station(name="depan"), Station(name="belakang", back_office=True)),
        services=(card, letter, report),
        officers=(
            OfficerGroup(name="muka", skills=("kartu.loket", "kartu.kasir", "surat.loket", "aduan"), count=2,
                         background=("kartu.loket",), experience=3.0),
            OfficerGroup(name="arsip", skills=("kartu.cetak", "surat.cetak"), background=("surat",), experience=9.0),
            OfficerGroup(name="bantu", skills=("kartu.loket", "surat.loket"), backup_skills=("*",), late_share=0.2,
                         late=Constant(value_min=9)),
        ),
        citizens=Citizens(count=40, needs_per_year=160.0, digital_access=0.8, digital_skill=0.6, connected=0.3),
        classes=(PriorityClass(name="biasa", share=0.7, priority=1, knows_document=0.4),
                 PriorityClass(name="tua", share=0.3, priority=0, knows_document=0.7)),
        channels=(
            Channel(name="daring", kind="online", services=("surat", "aduan"), willing=0.5, knows_document=0.6),
            Channel(name="janji", kind="appointment", services=("kartu",), willing=0.3, no_show=0.2,
                    no_show_per_day=0.1, late_sd_min=8.0, slots=(Slots(MORNING, 20.0, 2),), lead_days=1, days_ahead=3),
        ),
        outages=(Outage(name="listrik", stations=("depan",), chance=0.3, lasts=Constant(value_min=30)),),
        shortages=(Shortage(name="blangko", steps=("surat.loket",), chance=0.1, lasts_days=((1, 1.0),)),),
        returns=Returns(incomplete=Return(share=0.9, after_days=((1, 1.0),)), error=Return(share=0.8)),
        staff=Staff(
            learning=Learning(novice_cases=5.0, full_cases=20.0), load=Load(saturation=0.3), motivation=wearing,
            courtesy=Courtesy(level=0.8, spread=0.2), integrity=taking, attendance=Attendance(absence=0.1, late=2.0),
            turnover=Turnover(a_year=0.99), change=Change(speed=0.3, dip=0.3, resistant=0.5, resistance=0.6,
                                                                   transition_days=5.0),
            leadership=Leadership(), criticism=Criticism(stings=0.3), mismatch=0.5,
        ),
        opinion=Opinion(
            satisfaction=Satisfaction(overdue=0.6), talk=Talk(every_days=2, ties=3),
            complaints=Complaints(service="aduan", below=0.8, complains=0.2, reports=0.5),
        ),
    )  # fmt: skip


def on(name: str, value: float, **schedule: object) -> Effect:
    """A number of behaviour moved by so much."""
    return add(f"people.{name}", value, **schedule)


def all_at(numbers: Mapping[str, float]) -> tuple[Effect, ...]:
    """Numbers of behaviour put at these values."""
    return tuple(switch(f"people.{name}", value) for name, value in numbers.items())


STEEP = {"ramp_days": 4}
WANING = {"half_life_days": 3.0}
NUMBERS = Anything(
    id="angka",
    strength=0.6,
    skips=("kartu.kasir",),
    soon=("kartu.cetak",),
    changes=(
        scale("step.time", 0.5, "kartu", **STEEP), scale("step.time", 0.7, "kartu.loket", **WANING),
        add("step.error", 0.3, "surat"), scale("step.error", 2.0), switch("step.checks", 0.1, "kartu.loket"),
        scale("class.lacks_document", 0.3, "tua"), scale("channel.lacks_document", 0.2),
        add("channel.willing", 0.6, "daring", **STEEP), add("channel.no_show", 0.5), scale("outage.chance", 9.0),
        add("shortage.chance", 0.6), scale("citizens.brings_when_told", 0.2), scale("people.asks", 0.3, **WANING),
        add("people.asks", 0.4, after_days=2), add("step.skip", 1.0, "kartu.kasir", **STEEP),
        add("step.at_once", 0.9, "kartu.cetak", adopted=True), add("service.papers_spared", 0.8, adopted=True),
        switch("service.deadline_days", 3.0, "kartu", after_days=2), scale("step.time", 2.0, chance=0.5, lot="a"),
        add("people.uses", 0.9, chance=0.5, lot="b"), switch("station.by_due", 1.0, "belakang", after_days=1),
        switch("station.appointments", 2.0, after_days=3), Novelty(steps=("kartu.loket", "surat.loket"), of_cases=0.8),
    ),
)  # fmt: skip
CLASHES = Anything(
    id="lagi",
    strength=0.4,
    until=region().start + timedelta(days=4),
    changes=(
        switch("step.error", 0.9),
        add("step.error", 0.2),
        scale("step.time", 0.6),
        add("step.time", 0.5),
        add("step.time", -9.0, "kartu.kasir"),
    ),
)
FILLED = Anything(
    id="isi",
    strength=0.7,
    start=region().start + timedelta(days=2),
    changes=(
        add("officers.filled", 0.8, "bantu", ramp_days=2, after_days=2),
        scale("step.time", 0.5, adopted=True),
        Novelty(steps=("kartu.loket",), dip=0.9),
        scale("citizens.brings_when_told", 0.1),
        Course(gain=0.2, peers=0.4, days=1, cohort=2),
        *all_at(MOOD),
    ),
)
RATED = Anything(id="nilai", changes=(switch("people.appraised", 2.0), on("reward", 1.0, **WANING), *all_at(APPRAISAL)))
COARSE = Anything(
    id="kasar",
    changes=(
        switch("people.appraised", 3.0), on("reward", 0.7), on("prize", 0.3), on("sanction", 0.3),
        on("noise", 0.02), on("band", 0.1), on("detect", 0.2), on("acted", 0.6), on("coaching", 0.5), on("haste", 0.3),
    ),
)  # fmt: skip
MOVES = Anything(
    id="pindah",
    strength=0.6,
    changes=(
        Rotation(every_days=2), Placement(), on("variety", 0.5), switch("people.appraised", 3.0), on("detect", 0.2),
        on("deterred", 0.7), on("coaching", 0.5), switch("people.coaching_kept", 0.8),
        scale("step.time", 0.8, adopted=True), Novelty(steps=("surat.loket",), dip=0.6),
        Course(gain=0.3, days=1, cohort=1, digital=0.4, half_life_days=4.0),
    ),
)  # fmt: skip
TAUGHT = Anything(
    id="kursus",
    strength=0.8,
    changes=(
        Course(gain=0.4, errors=0.6, courtesy=0.2, digital=0.5, peers=0.4, days=2, half_life_days=3.0),
        Course(gain=0.2, days=1, cohort=2, half_life_days=9.0, after_days=1), on("variety", 0.4),
        scale("step.error", 0.5, adopted=True), switch("people.appraised", 3.0),
    ),
)  # fmt: skip
HEARD = Anything(
    id="survei",
    until=region().start + timedelta(days=5),
    changes=(
        Survey(every_days=2, answers=0.7, lag_days=2, repairs=0.6, sample=0.3),
        *[on(element, 0.2, repairs=element) for element in ELEMENTS],
        *[scale("step.time", 0.7, repairs=element) for element in ELEMENTS],
    ),
)
HEARD_TOO = replace(
    HEARD,
    id="survei lain",
    until=None,
    strength=0.5,
    changes=(
        replace(HEARD.changes[0], sample=0.001),
        *HEARD.changes[1:],
        *all_at(BREACH),
        switch("people.appraised", 1.0),
        switch("channel.leaks", 1.0, "daring"),
    ),
)
WATCHED = Anything(
    id="awas",
    changes=(
        *all_at(SUPERVISION),
        *all_at(BREACH),
        switch("channel.leaks", 1.0, "daring"),
        on("crowding", 0.2),
        on("reward", 0.5),
    ),
)


def with_reforms() -> list[Scenario]:
    """The region under reforms that touch every mechanism, one or two groups of them at a time."""
    together = [(NUMBERS, CLASHES), (RATED,), (MOVES,), (TAUGHT, WATCHED), (HEARD, HEARD_TOO), (FILLED, COARSE)]
    return [replace(region(), reforms=reforms, seed=seed) for seed in (3, 1) for reforms in together]
