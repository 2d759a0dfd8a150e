"""What online submission builds into an office: a way in, a check of what comes in, help at the counter."""

from dataclasses import dataclass, replace

from sim.language.words import Words
from sim.office.channels import Channel
from sim.office.distributions import Constant, Distribution, Lognormal
from sim.office.scenario import Scenario
from sim.office.services import DONE, Branch, Service, Step
from sim.office.stations import Station
from sim.office.trouble import Outage
from sim.office.units import Span, Weighted
from sim.reforms.paths import handing_in, taught, with_service, with_steps
from sim.reforms.sent_in import booking_app, counter_of, first_work, online_channel, sendable

AWAKE = (Weighted(Span(6 * 3600, 23 * 3600), 1.0),)
"""The hours in which people send things in."""


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A way to send files in, beside what there is; what it adds is named after `key`.

    Minutes are means; None: no help, and it is never down. A file takes `file_work` times the minutes of the counters.
    """

    key: str
    services: tuple[str, ...]
    needs_skill: float
    knows_document: float
    home_min: float
    file_work: float
    assisted_min: float | None
    outage_min: float

    @property
    def sent(self) -> str:
        """The channel of those who send in themselves."""
        return f"daring ({self.key})"

    @property
    def helped(self) -> str:
        """The channel of those who are helped at the counter."""
        return f"daring dibantu ({self.key})"

    @property
    def upload(self) -> str:
        """The step at home."""
        return f"unggah ({self.key})"

    @property
    def upload_helped(self) -> str:
        """The step at the counter, for those who are helped."""
        return f"unggah dibantu ({self.key})"

    @property
    def check(self) -> str:
        """The step, and the station, where officers check what comes in."""
        return f"periksa daring ({self.key})"

    @property
    def down(self) -> str:
        """The outage."""
        return f"gangguan daring ({self.key})"

    def built(self, office: Scenario) -> Scenario:
        """The office with the platform, closed; as it is where nothing can be sent in."""
        names = [service.name for service in sendable(office, self.services)]
        if not names:
            return office
        desk = Station(name=self.check, title=Words.of("reform_digitalisation.sets_up.desk"), back_office=True)
        before = office
        office = replace(office, stations=(*office.stations, desk))
        for name in names:
            office = self._with_route(office, next(s for s in office.services if s.name == name))
        channel = self._channel(office, tuple(names))
        office = replace(office, channels=(*office.channels, channel))
        return self._breaking(self._helping(office, before, channel))

    def channel(self, office: Scenario) -> Channel | None:
        """The channel of the platform, else an app to book with; None without any."""
        own = next((channel for channel in office.channels if channel.name == self.sent), None)
        return own or booking_app(office, self.services)

    def checks(self, office: Scenario) -> tuple[str, ...]:
        """The steps ("service.step") at which officers work on what was sent in."""
        return tuple(f"{s.name}.{self.check}" for s in office.services for step in s.steps if step.name == self.check)

    def _channel(self, office: Scenario, names: tuple[str, ...]) -> Channel:
        usual = office.citizens.knows_document if office.citizens is not None else 0.0
        return Channel(
            name=self.sent,
            title=Words.of("reform_digitalisation.sets_up.channel"),
            kind="online",
            services=names,
            enters=tuple((name, self.upload) for name in names),
            needs_skill=self.needs_skill,
            willing=0.0,
            knows_document=max(usual, self.knows_document),
            hours=AWAKE,
        )

    def _with_route(self, office: Scenario, service: Service) -> Scenario:
        """A service with a step at home and a check of what was sent, which takes the place of the counters' work.

        From there it goes the way of files that are sent in already, done by the same officers, if there are any.
        """
        known, onward = handing_in(office, service)
        sent = online_channel(office, (service.name,))
        there = first_work(sent, service) if sent is not None else None
        upload = Step(
            name=self.upload,
            title=Words.of("reform_digitalisation.sets_up.upload"),
            time=_lasting(self.home_min),
            without_citizen=True,
            next=(Branch(to=self.check, share=1.0),),
        )
        check = replace(_file_work(known, self.file_work), name=self.check, station=self.check)
        check = replace(check, next=_on(onward if there is None else there[1]))
        office = with_service(office, with_steps(service, upload, check))
        return taught(office, service, check, known if there is None else [there[0]], backup=there is None)

    def _helping(self, office: Scenario, before: Scenario, channel: Channel) -> Scenario:
        """The office where officers type in for people with less skill than the channel needs."""
        if self.assisted_min is None or channel.needs_skill <= 0:
            return office
        names = [name for name in channel.services if counter_of(before, name) is not None]
        for name in names:
            office = self._with_help(office, name)
        helped = Channel(
            name=self.helped,
            title=Words.of("reform_digitalisation.sets_up.helped"),
            kind="counter",
            services=tuple(names),
            enters=tuple((name, self.upload_helped) for name in names),
            skill_below=channel.needs_skill,
            willing=0.0,
        )
        return replace(office, channels=(*office.channels, helped)) if names else office

    def _with_help(self, office: Scenario, name: str) -> Scenario:
        """A service with a step at the counter after which the file goes the way of those sent in."""
        found = counter_of(office, name)
        if found is None:
            return office
        service, first = found
        helped = Step(
            name=self.upload_helped,
            title=Words.of("reform_digitalisation.sets_up.upload_helped"),
            station=first.station,
            time=_lasting(self.assisted_min or 0.0),
            patience=first.patience,
            checks_file=first.checks_file,
            next=_on(self.check),
            online=True,
        )
        return taught(with_service(office, with_steps(service, helped)), service, helped, [first], backup=False)

    def _breaking(self, office: Scenario) -> Scenario:
        """The office where the platform may be down, and its files rest meanwhile."""
        title = Words.of("reform_digitalisation.sets_up.outage")
        lasts = _lasting(self.outage_min, cv=1.0)
        new = Outage(name=self.down, title=title, stations=(self.check,), chance=0.0, lasts=lasts)
        return replace(office, outages=(*office.outages, new))


def _file_work(known: list[Step], ratio: float) -> Step:
    """What officers do on a file in place of what they do with its citizen at the counters, in so much of the time."""
    served = [step for step in known if step.station is not None]
    flawless = 1.0
    for step in served:
        flawless *= 1.0 - step.error
    return Step(
        name="periksa",
        title=Words.of("reform_digitalisation.sets_up.check"),
        time=_lasting(ratio * sum(step.time.expected_min for step in served)),
        checks_file=max((step.checks_file for step in served), default=0.0),
        error=1.0 - flawless,
    )


def _on(name: str) -> tuple[Branch, ...]:
    return () if name == DONE else (Branch(to=name, share=1.0),)


def _lasting(minutes: float, cv: float = 0.6) -> Distribution:
    return Lognormal(mean_min=minutes, cv=cv) if minutes > 0 else Constant(value_min=0.0)
