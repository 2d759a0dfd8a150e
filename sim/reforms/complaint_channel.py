"""Complaints and suggestions, online and at the counter, without fear, answered in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from sim.evidence import assumption, evidence
from sim.language.words import Words
from sim.office import Channel, Scenario, Service, Station, Step
from sim.office.deadlines import TERMS
from sim.office.distributions import Lognormal
from sim.office.effects import Change, add, scale, switch
from sim.office.opinion import Complaints
from sim.office.reform import Reform, Rupiah, reform
from sim.office.units import CLOSED, Count, Factor, Minutes, Share
from sim.reforms.integrity_control import DETERRED, SOUR
from sim.reforms.locating import complaint_service, complaint_steps, named
from sim.reforms.posts import Vacancy

DESK, FOLLOW_UP = "meja pengaduan", "tindak-lanjut"


@reform(
    "complaint_channel",
    place=8,
    decided_by="agency",
    rows=("I3", "A6", "A7", "P15", "R11", "R12", "R13"),
    needs=("opinion",),
)
@dataclass(frozen=True, kw_only=True)
class ComplaintChannel(Reform):
    """Who is dissatisfied may say so without fear, online too, and is answered by officers within the legal term.

    Where the office has a service for complaints it is moved: the work takes `faster` less time, and `posts` officers
    are there for it alone (0: the officers who do it now). Where it has none, one is set up, which officers who are
    idle do beside their work, and the `posts`; each answer takes `answer_min` on average. `kind` says by what the term
    is set: 5 working days for "normative" complaints, 14 for "ordinary" ones, 60 for "supervisory" ones (R11 to R13).

    `closing_the_loop` more of the dissatisfied complain than before (A7: somebody whose report led to something
    reports again more often), and `less_fear` more of those who were asked for money: nine in ten who paid never said
    so (I3); what reaches the Ombudsman (A6) is far less than what reaches a unit. Of those who get online the share
    `online` complains that way. A complaint about money leads to the officer with probability `acted`; and as who
    complained is asked whether it was mended, officers on the defensive (`[staff.criticism]`) explain away less of it
    by the share `followed_up`. The `platform` is SP4N-LAPOR! ("lapor"), which costs nothing but telling people of it,
    or one of the office's own ("own").
    """

    __pydantic_config__ = CLOSED
    also: ClassVar[Mapping[str, Mapping[str, Mapping[str, Any]]]] = MappingProxyType(
        {
            "platform": {
                "lapor": {
                    "investment_rupiah": assumption(0.0, 0.0, 10_000_000.0),
                    "yearly_rupiah": assumption(0.0, 0.0, 10_000_000.0),
                },
                "own": {
                    "investment_rupiah": assumption(35_000_000.0, 10_000_000.0, 90_000_000.0),
                    "yearly_rupiah": assumption(20_000_000.0, 5_000_000.0, 50_000_000.0),
                },
            }
        }
    )

    name: Literal["complaint_channel"] = "complaint_channel"
    kind: Literal["normative", "ordinary", "supervisory"] = "ordinary"
    closing_the_loop: Factor = evidence("A7")
    less_fear: Factor = assumption(1.0, 0.0, 2.0)
    acted: Share = assumption(0.002, 0.0, 0.02)
    followed_up: Share = assumption(0.3, 0.0, 0.6)
    online: Share = assumption(0.5, 0.2, 0.8)
    needs_skill: Share = assumption(0.3, 0.1, 0.6)
    faster: Annotated[Share, Field(lt=1)] = assumption(0.2, 0.0, 0.4)
    answer_min: Annotated[Minutes, Field(gt=0)] = assumption(20.0, 10.0, 45.0)
    posts: Count = 0
    platform: Literal["lapor", "own"] = "lapor"
    investment_rupiah: Rupiah | None = None
    yearly_rupiah: Rupiah | None = None
    rupiah_a_post: Rupiah = assumption(60_000_000.0, 40_000_000.0, 100_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """A service where there is none, posts, and a way to complain from home: all of it empty and closed."""
        if office.opinion is None:
            return office
        office = self._with_service(office)
        return self._with_entry(self._with_posts(office))

    def effects(self, office: Scenario) -> Iterator[Change]:
        """More complain, where nobody could as many as elsewhere and more; they are answered in time."""
        service = complaint_service(office)
        if service is None or office.opinion is None or office.opinion.complaints is None:
            return
        if service.name == self._service:
            yield add("people.complains", Complaints.complains * (1.0 + self.closing_the_loop))
            yield add("people.reports", Complaints.reports * (1.0 + self.less_fear))
        else:
            yield scale("people.complains", 1.0 + self.closing_the_loop)
            yield scale("people.reports", 1.0 + self.less_fear)
            yield scale("step.time", 1.0 - self.faster, *complaint_steps(office))
        yield switch("service.deadline_days", TERMS[self.kind], service.name)
        yield add("people.acted", self.acted)
        yield scale("people.excuses", 1.0 - self.followed_up)
        yield switch("people.deterred", DETERRED)
        yield switch("people.sour", SOUR)
        if any(channel.name == self._entry for channel in office.channels):
            yield add("channel.willing", self.online, self._entry)
        if any(group.name == self._post for group in office.officers):
            yield add("officers.filled", 1.0, self._post)

    def yearly(self, office: Scenario) -> float:
        """What it costs to run, with the pay of its officers."""
        return float(super().yearly(office) + self.posts * self.rupiah_a_post)

    @property
    def _service(self) -> str:
        return named("pengaduan", self.id)

    @property
    def _post(self) -> str:
        return named("petugas pengaduan", self.id)

    @property
    def _entry(self) -> str:
        return named("lapor daring", self.id)

    def _with_service(self, office: Scenario) -> Scenario:
        if complaint_service(office) is not None or office.opinion is None:
            return office
        name, desk = self._service, named(DESK, self.id)
        step = Step(name=FOLLOW_UP, station=desk, time=Lognormal(mean_min=float(self.answer_min), cv=0.8))
        service = Service(
            name=name, title=Words.of("reform_complaint_channel.sets_up.service"), share=0.0, steps=(step,)
        )
        complaints = Complaints(service=name, complains=0.0, reports=0.0)
        helping = tuple(replace(group, backup_skills=(*group.backup_skills, name)) for group in office.officers)
        return replace(
            office,
            services=(*office.services, service),
            stations=(
                *office.stations,
                Station(name=desk, title=Words.of("reform_complaint_channel.sets_up.desk"), back_office=True),
            ),
            officers=helping,
            opinion=replace(office.opinion, complaints=complaints),
        )

    def _with_posts(self, office: Scenario) -> Scenario:
        service = complaint_service(office)
        if self.posts == 0 or service is None:
            return office
        title = Words.of("reform_complaint_channel.sets_up.post")
        post = Vacancy(name=self._post, title=title, skills=(service.name,), count=self.posts)
        return replace(office, officers=(*office.officers, post))

    def _with_entry(self, office: Scenario) -> Scenario:
        """A way from home to the first step that needs no citizen; none where every step needs one."""
        service = complaint_service(office)
        first = _without_citizen(office, service) if service is not None else None
        if service is None or first is None:
            return office
        entry = Channel(
            name=self._entry,
            kind="online",
            title=Words.of("reform_complaint_channel.sets_up.channel"),
            services=(service.name,),
            enters=((service.name, first),),
            needs_skill=float(self.needs_skill),
            willing=0.0,
        )
        return replace(office, channels=(*office.channels, entry))


def _without_citizen(office: Scenario, service: Service) -> str | None:
    """The first step of a service for which the citizen need not be there."""
    back = {station.name for station in office.stations if station.back_office}
    return next((step.name for step in service.steps if step.without_citizen or step.station in back), None)
