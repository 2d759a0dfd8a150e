"""What citizens make of a visit: nine elements, satisfaction, trust, talk, complaints, and what follows from them."""

from dataclasses import dataclass
from math import fsum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sim.evidence import assumption, evidence
from sim.office.staff import Counted, Positive, Signed
from sim.office.units import CLOSED, Count, Factor, Share, Text, pair


@dataclass(frozen=True, kw_only=True)
class Elements:
    """What the nine elements of the SKM are worth, from 0 to 1, where nothing goes wrong."""

    __pydantic_config__ = CLOSED

    requirements: Share = assumption(0.9, 0.8, 0.97)
    procedure: Share = assumption(0.84, 0.75, 0.95)
    time: Share = assumption(0.86, 0.75, 0.95)
    cost: Share = assumption(0.97, 0.9, 1.0)
    product: Share = assumption(0.9, 0.8, 0.97)
    competence: Share = assumption(0.9, 0.8, 0.97)
    conduct: Share = assumption(0.94, 0.85, 1.0)
    complaints: Share = assumption(0.9, 0.8, 0.97)
    facilities: Share = assumption(0.87, 0.75, 0.95)


@dataclass(frozen=True, kw_only=True)
class Satisfaction:
    """How a visit is judged.

    `quality` is what an element is worth without trouble; the others say how much an element loses: `incomplete` papers
    (requirements), every visit beyond the first `again` and every step beyond the first `step` (procedure), the wait
    felt, which is longer than the real one by `felt`, at the target `waiting` (time), a promise not kept `overdue`
    (time), money asked for `asked` and paid `paid` (cost), a mistake `mistake` (product, and half of it competence),
    no result `unserved` (product), work that takes twice as long `slow` (competence), rudeness in full (conduct), money
    asked for and being overtaken `unequal` (conduct), a complaint not answered in time `unanswered` (complaints),
    systems down, no forms or tickets `trouble` (facilities).

    The performance is the mean of the elements met with. By "disconfirmation" satisfaction is the performance
    and `surprise` times what it is above the expectation, by "performance" the performance alone.
    `expectation` is that of the first visit, `spread` apart, of which `adapts` is replaced with every visit.
    All elements are worth more by `lenience` for each point by which a citizen is better predisposed than the
    mean (a halo: trust colours what is met with). Citizens differ in what they answer to all questions alike by
    `style` (standard deviation, in worth; chosen so that answers differ as in S5): that is nothing felt.
    """

    __pydantic_config__ = CLOSED

    model: Literal["disconfirmation", "performance"] = "disconfirmation"
    quality: Elements = Elements()
    felt: Factor = evidence("Q4")
    surprise: Factor = evidence("Q7")
    expectation: Share = assumption(0.85, 0.75, 0.92)
    spread: Share = assumption(0.06, 0.0, 0.15)
    lenience: Factor = assumption(0.04, 0.0, 0.1)
    style: Share = assumption(0.15, 0.0, 0.3)
    adapts: Share = assumption(0.1, 0.02, 0.3)
    incomplete: Share = assumption(0.35, 0.2, 0.5)
    again: Share = assumption(0.1, 0.05, 0.2)
    step: Share = assumption(0.02, 0.0, 0.05)
    waiting: Share = assumption(0.15, 0.05, 0.3)
    overdue: Share = assumption(0.25, 0.1, 0.4)
    asked: Share = assumption(0.2, 0.05, 0.5)
    paid: Share = assumption(0.2, 0.05, 0.5)
    mistake: Share = assumption(0.4, 0.2, 0.6)
    unserved: Share = assumption(0.3, 0.1, 0.5)
    slow: Share = assumption(0.3, 0.1, 0.5)
    unequal: Share = assumption(0.2, 0.1, 0.4)
    unanswered: Share = assumption(0.4, 0.2, 0.6)
    trouble: Share = assumption(0.3, 0.1, 0.5)


TrustModel = Literal["level", "halo", "used_to", "surprise"]


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Trust in this office, from 0 to 1. It begins at a citizen's `predisposition`, `spread` apart.

    By "level" it follows from what the citizen believes of the office ([opinion.belief]); by "used_to" likewise, but
    one gets used to a level; by "halo" service hardly moves it. Bad evidence counts `loss` times as much as good.

    By "surprise" a good surprise moves it up by `gain` of what is missing to 1, a bad one down by `gain`
    times `loss` of what there is; `standard` is the performance that surprises nobody where satisfaction is
    the performance alone. Money asked for (`money`), being overtaken (`unequal`) and a complaint answered in
    time (`answered`) or not (`ignored`) are surprises of their own. These keys are read by "surprise" only.
    """

    __pydantic_config__ = CLOSED

    model: TrustModel = "level"
    predisposition: Share = assumption(0.6, 0.4, 0.8)
    spread: Share = assumption(0.18, 0.05, 0.3)
    gain: Share = assumption(0.2, 0.05, 0.4)
    loss: Factor = evidence("K5")
    standard: Share = assumption(0.85, 0.75, 0.92)
    money: Share = assumption(0.2, 0.05, 0.5)
    unequal: Share = assumption(0.1, 0.0, 0.3)
    answered: Share = assumption(0.2, 0.0, 0.4)
    ignored: Share = assumption(0.2, 0.0, 0.4)


@dataclass(frozen=True, kw_only=True)
class Belief:
    """What a citizen believes of the office, from 0 to 1, and how much that counts; not read by the model "surprise".

    Trust is the predisposition and `counts` times what the belief lies above `start` (without it, what a
    pilot of the office as it is finds; `counts_halo` in the model "halo"). A visit is evidence of three
    sides, with their weights: `reliable`, `honest` (nobody asked for money), `fair` (courtesy, nobody goes
    first). What it shows of `reliable` is 1, where papers lacked `lacking` and in vain `vain`; of that
    `late`, `wrong` and `tiring` are lost by a promise not kept, by a mistake and by an endless wait (half of
    it by one that feels like `tolerable_min`), of `fair` `unfair` by being overtaken. At first the belief
    rests on as much as `start_weight` visits; what is above `floor` visits loses half its weight in
    `half_years`. Somebody who is used to a level after `used_to_years` is half used to it (model "used_to").
    A complaint answered in time is worth `answered` good visits, one that was not `ignored` bad ones.
    """

    __pydantic_config__ = CLOSED

    counts: Share = assumption(0.2, 0.1, 0.4)
    counts_halo: Share = assumption(0.03, 0.0, 0.08)
    start: Share | None = None
    start_weight: Counted = assumption(2.5, 1.0, 6.0)
    floor: Positive = assumption(1.0, 0.5, 2.0)
    half_years: Positive = assumption(1.5, 0.75, 4.0)
    used_to_years: Positive = assumption(3.0, 1.5, 10.0)
    reliable: Share = assumption(0.35, 0.25, 0.45)
    honest: Share = assumption(0.4, 0.3, 0.5)
    fair: Share = assumption(0.25, 0.2, 0.3)
    lacking: Share = assumption(0.5, 0.25, 1.0)
    vain: Share = assumption(0.0, 0.0, 0.3)
    late: Share = assumption(0.5, 0.25, 0.75)
    wrong: Share = assumption(0.5, 0.25, 0.75)
    tiring: Share = assumption(0.5, 0.25, 0.75)
    tolerable_min: Positive = assumption(60.0, 30.0, 120.0)
    unfair: Share = assumption(0.5, 0.25, 0.75)
    answered: Factor = assumption(1.0, 0.0, 2.0)
    ignored: Factor = assumption(1.0, 0.0, 2.0)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A citizen of a network given in full: trust at the start, pull back to it, and (citizen, weight) heard."""

    __pydantic_config__ = CLOSED

    trust: Share
    listens: Annotated[tuple[Annotated[tuple[Count, Factor], BeforeValidator(pair)], ...], Field(min_length=1)]
    pull: Share = 0.0


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Word of mouth between neighbours, every `every_days` working days.

    Each listens to `ties` others in a small world: the next ones, the share `rewired` replaced by somebody anywhere.
    In the models of trust that have a level each hears of every visit of the others since the last talk, once, as
    `hear` of an own visit, `negative` times as much where it disappointed. By "surprise" trust moves by `openness`
    towards what is heard, where the disappointed count `negative` times, and is then drawn back by `pull` to the
    citizen's predisposition. A network may be given in full by its `members` instead.
    """

    __pydantic_config__ = CLOSED

    every_days: Annotated[int, Field(strict=True, ge=1, le=1_000)] = 5
    ties: Annotated[int, Field(strict=True, ge=1, le=100)] = 6
    rewired: Share = assumption(0.1, 0.0, 0.5)
    hear: Share = assumption(0.05, 0.0, 0.2)
    openness: Share = assumption(0.02, 0.0, 0.1)
    negative: Factor = evidence("K8")
    pull: Share = assumption(0.05, 0.0, 0.2)
    members: Annotated[tuple[Member, ...], Field(alias="member")] = ()


@dataclass(frozen=True, kw_only=True)
class Complaints:
    """Who complains after a visit; the complaint is a case of the service `service`, begun the next working day.

    Of those whose satisfaction is below `below` the share `complains` do, of those who were asked for money `reports`.
    """

    __pydantic_config__ = CLOSED

    service: Text
    below: Share = assumption(0.78, 0.65, 0.85)
    complains: Share = assumption(0.015, 0.002, 0.03)
    reports: Share = assumption(0.05, 0.01, 0.1)


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """What trust changes in what citizens do, for each point above the mean predisposition; all of it `strength` times.

    By that share grow the needs that they come with (`coming`; the sign is that of K20), willingness to use a
    digital channel (`online`), patience (`patience`), complaining (`complaining`; K21 speaks for the sign, anger
    against it), and refusing to pay (`refusing`); and fall the willingness to let somebody else go, a broker or
    village operator (`go_between`). Who trusts the own office less than at the start takes a need to another of the
    region, for each point with probability `elsewhere`.
    """

    __pydantic_config__ = CLOSED

    strength: Annotated[Factor, Field(le=10)] = 1.0
    coming: Signed = assumption(0.2, 0.0, 0.6)
    online: Signed = assumption(0.4, 0.0, 1.0)
    go_between: Signed = assumption(0.4, 0.0, 1.0)
    elsewhere: Factor = assumption(0.2, 0.0, 0.6)
    patience: Signed = assumption(0.4, 0.0, 1.0)
    complaining: Signed = assumption(0.5, -0.5, 1.0)
    refusing: Signed = assumption(0.3, 0.0, 1.0)


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """With this table visits are judged and trust is kept; talk, complaints and feedback only where they are named."""

    __pydantic_config__ = CLOSED

    satisfaction: Satisfaction = Satisfaction()
    trust: Trust = Trust()
    belief: Belief = Belief()
    talk: Talk | None = None
    complaints: Complaints | None = None
    feedback: Feedback | None = None

    @property
    def predisposition(self) -> float:
        """Mean trust at the start: that of the network, where one is given."""
        given = [member.trust for member in self.talk.members] if self.talk is not None else []
        return fsum(given) / len(given) if given else self.trust.predisposition
