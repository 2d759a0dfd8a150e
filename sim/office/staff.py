"""How officers change with what they do: each table that a scenario names switches a mechanism on."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sim.evidence import assumption, evidence
from sim.office.units import CLOSED, UNMARKED, Amount, Day, Factor, Share

Signed = Annotated[float, Field(strict=True, ge=-10, le=10, allow_inf_nan=False)]
Odds = Annotated[float, Field(strict=True, gt=0, le=100, allow_inf_nan=False)]
Positive = Annotated[float, Field(strict=True, gt=0, le=1e9, allow_inf_nan=False)]
Counted = Annotated[Factor, Field(gt=0), UNMARKED]
Rate = Annotated[float, Field(strict=True, ge=0.01, le=1, allow_inf_nan=False)]


@dataclass(frozen=True, kw_only=True)
class Learning:
    """Learning by doing and forgetting, for each officer and step.

    The time of a step holds for who has served it `full_cases` times; it grows by 1 / `rate` with every
    halving of the experience, counted with the `novice_cases` that everybody brings. `retention` is what a
    month leaves of the experience. A case among experienced colleagues counts as 1 / (1 - `mentoring`) cases;
    the share of mistakes goes with the time to the power `errors`.
    """

    __pydantic_config__ = CLOSED

    rate: Rate = evidence("L3")
    retention: Rate = evidence("L4")
    mentoring: Annotated[Share, Field(lt=1)] = evidence("L2")
    novice_cases: Counted = assumption(250.0, 100.0, 600.0)
    full_cases: Counted = assumption(2_000.0, 1_000.0, 4_000.0)
    errors: Factor = assumption(1.0, 0.0, 2.0)


@dataclass(frozen=True, kw_only=True)
class Fatigue:
    """Getting slower over the day and careless over a session.

    The output of a day is its hours to the power `output`, and the step times hold on average over `usual_hours`;
    `odds` is how much the odds of a mistake grow from the first to the fourth hour without a break.
    """

    __pydantic_config__ = CLOSED

    output: Rate = evidence("W6")
    odds: Odds = evidence("W7")
    usual_hours: Positive = assumption(7.0, 5.0, 8.0)


@dataclass(frozen=True, kw_only=True)
class Load:
    """Hurrying while a line is long, slowing down and erring when overworked.

    The time of a step goes with the number who wait, for each at work, to the power `elasticity`; it holds where
    `usual_queue` wait, and is never off by more than the share `most`. Strain is the share of the working time spent
    serving, averaged over about `memory_days`; beyond `saturation` nobody hurries any more, and each tenth beyond makes
    the time longer by a tenth of `slower` and mistakes more frequent by a tenth of `errors`.
    """

    __pydantic_config__ = CLOSED

    elasticity: Annotated[Signed, Field(le=0)] = evidence("W5")
    saturation: Rate = evidence("W4")
    errors: Factor = evidence("W3", times=10.0)
    slower: Factor = assumption(0.5, 0.2, 1.0)
    usual_queue: Amount = assumption(2.0, 0.0, 5.0)
    most: Share = assumption(0.25, 0.1, 0.4)
    memory_days: Counted = assumption(5.0, 2.0, 20.0)


@dataclass(frozen=True, kw_only=True)
class Motivation:
    """What an officer wants to do: an own level, which strain wears down and which returns by itself.

    Levels lie between 0 and 1, `level` on average and `spread` apart; a full point is worth the share
    `effort` of the output. `reward` is the strength of a scheme that pays for results (0: none): it adds
    `pay` of a point and takes away what `crowding` says. P6 is a share of the output, hence `pay` is 1 /
    `effort` times as much, and P8 counts standard deviations, hence `crowding` is `spread` times that.
    """

    __pydantic_config__ = CLOSED

    level: Share = assumption(0.6, 0.4, 0.8)
    spread: Share = assumption(0.15, 0.0, 0.3)
    effort: Share = assumption(0.2, 0.0, 0.4)
    strain: Share = assumption(0.02, 0.0, 0.1)
    recovery: Share = assumption(0.05, 0.01, 0.2)
    reward: Share = 0.0
    pay: Factor = evidence("P6", times=5.0)
    crowding: Signed = evidence("P8", times=0.15)


@dataclass(frozen=True, kw_only=True)
class Courtesy:
    """How friendly officers are, from 0 to 1, `level` on average and `spread` apart; `strain` takes some of it away."""

    __pydantic_config__ = CLOSED

    level: Share = assumption(0.95, 0.85, 1.0)
    spread: Share = assumption(0.04, 0.0, 0.1)
    strain: Factor = assumption(0.3, 0.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Integrity:
    """Asking for money, and favouring acquaintances.

    A share of the officers, `takes`, asks for `rupiah` in the share `asks` of the services whose citizen is
    there, once a visit, unless a connection helps. The citizen pays with probability `pays`; who does not is
    served slower by the share `stalls`. Citizens with a connection use it for the share `uses` of their
    visits, and the office lets the share `favours` of those go first in its lines. By default 12 to 18 in a hundred
    users of a civil registry are asked within a year (I10, I13; with other surveys up to 27, I11).
    """

    __pydantic_config__ = CLOSED

    takes: Share = assumption(0.3, 0.1, 0.6)
    asks: Share = assumption(0.3, 0.1, 0.6)
    pays: Share = assumption(0.7, 0.4, 0.9)
    stalls: Factor = assumption(0.5, 0.0, 2.0)
    rupiah: Annotated[Factor, Field(le=100_000_000), UNMARKED] = assumption(50_000.0, 10_000.0, 200_000.0)
    uses: Share = assumption(0.7, 0.3, 0.9)
    favours: Share = assumption(0.25, 0.1, 0.5)


@dataclass(frozen=True, kw_only=True)
class Temptation:
    """Who asks for money is not born so: `takes` of [staff.integrity] is where all begin and come from.

    An officer asks while the inclination exceeds an own limit. It goes half of the way in `pace_days` working days to
    `takes`, and beyond it by `colleagues` times what the share of colleagues who ask exceeds `takes`, lower by `risk`
    times the share of them found out and still deterred, and by `example` for each standard deviation of leadership.
    Who comes to a post asks less often by `newcomer`, of which half is left after `settles_days` (I15: rotation breaks
    collusion). Each time that papers were missing, and each visit beyond the first, money is asked for more often by
    the share `tangled`. Of colleagues (I14) and rotation the direction was found, in laboratories; no size for any of
    it.
    """

    __pydantic_config__ = CLOSED

    colleagues: Share = assumption(0.4, 0.0, 0.7)
    risk: Factor = assumption(1.0, 0.0, 3.0)
    example: Share = assumption(0.05, 0.0, 0.15)
    newcomer: Share = assumption(0.5, 0.0, 0.9)
    settles_days: Counted = assumption(60.0, 20.0, 120.0)
    tangled: Factor = assumption(0.3, 0.0, 1.0)
    pace_days: Counted = assumption(40.0, 10.0, 120.0)


@dataclass(frozen=True, kw_only=True)
class Criticism:
    """Officers on the defensive: they explain away what they are told instead of mending it.

    How defensive somebody is lies between 0 and 1. All begin at `level`, and go half of the way back to it in
    `calms_days` working days. A complaint about the office raises it by `stings`, divided by its officers; one that is
    mended takes as much away. `example` is what each standard deviation of leadership takes from `level`. A complaint
    that is answered in time is explained away with the probability `excuses` times what officers are on average: to the
    citizen it was not answered. Courtesy is lower by `courtesy` times it. That officers are defensive, and that it
    comes of mending without listening, is what supervisors say of their own offices, and of answering where nothing can
    be mended what was found of hospitals (A13); no size was found for any of it.
    """

    __pydantic_config__ = CLOSED

    level: Share = assumption(0.3, 0.1, 0.6)
    stings: Factor = assumption(0.01, 0.0, 0.03)
    calms_days: Counted = assumption(60.0, 20.0, 250.0)
    example: Share = assumption(0.1, 0.0, 0.2)
    excuses: Share = assumption(0.8, 0.5, 1.0)
    courtesy: Share = assumption(0.05, 0.0, 0.15)


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Staying away for a day: the share `absence`, more by `motivation` for each point of motivation missing.

    The unmotivated are late more often as well: by the share `late` of what their group is (0: all of it alike).
    """

    __pydantic_config__ = CLOSED

    absence: Share = assumption(0.03, 0.01, 0.08)
    motivation: Factor = assumption(0.1, 0.0, 0.3)
    late: Factor = 0.0


@dataclass(frozen=True, kw_only=True)
class Turnover:
    """Leaving: the share `a_year` of the officers, each replaced the next morning by somebody without experience."""

    __pydantic_config__ = CLOSED

    a_year: Share = assumption(0.05, 0.0, 0.2)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something new in the way of working, introduced on the day `start`, which every officer has to adopt.

    Adoption goes from 0 to 1 at the rate `speed` a day for the able and willing; the share `resistant` is slower by
    `resistance`, and digital skill, `skill` on average and `spread` apart, slows in proportion. Until it is adopted, or
    the transition of `transition_days` working days is over, everything takes longer by the share `dip` (D16: output is
    lower by a quarter at first, for 3 to 5 months), and once it is, longer by `time` (negative: shorter). What a reform
    brings is adopted likewise, and takes longer for those who work with it. On files that came online, and at steps
    marked `online`, output is higher by `online` for each point of digital skill beyond `skill`.
    """

    __pydantic_config__ = CLOSED

    start: Day | None = None
    time: Annotated[Signed, Field(gt=-1)] = 0.0
    speed: Share = assumption(0.03, 0.01, 0.1)
    resistant: Share = evidence("P16")
    resistance: Share = assumption(0.8, 0.5, 1.0)
    skill: Share = assumption(0.7, 0.4, 1.0)
    spread: Share = assumption(0.15, 0.0, 0.3)
    dip: Factor = evidence("D16", times=-4.0 / 3.0)  # a quarter less output: a third more time
    transition_days: Amount = assumption(84.0, 63.0, 105.0)
    online: Factor = assumption(0.3, 0.0, 0.6)


@dataclass(frozen=True, kw_only=True)
class Leadership:
    """How good the head of the office is, in standard deviations (`level`).

    With each, output grows by `output`, what is new is adopted faster by the share `adoption`, and motivation
    lies higher by `morale`.
    """

    __pydantic_config__ = CLOSED

    level: Signed = 0.0
    output: Factor = evidence("A9", times=0.5)
    adoption: Factor = assumption(0.3, 0.0, 0.6)
    morale: Share = assumption(0.05, 0.0, 0.1)


@dataclass(frozen=True, kw_only=True)
class Staff:
    """The mechanisms that change officers; one that is not named does nothing.

    `mismatch` is how much longer a step takes outside an officer's background.
    """

    __pydantic_config__ = CLOSED

    learning: Learning | None = None
    fatigue: Fatigue | None = None
    load: Load | None = None
    motivation: Motivation | None = None
    courtesy: Courtesy | None = None
    integrity: Integrity | None = None
    temptation: Temptation | None = None
    criticism: Criticism | None = None
    attendance: Attendance | None = None
    turnover: Turnover | None = None
    change: Change | None = None
    leadership: Leadership | None = None
    mismatch: Factor = evidence("T5")
