"""What online submission builds into an office: a way in, a check of what comes in, help at the counter."""

from dataclasses import dataclass, replace

from sim.language.words import Words
from sim.office.channels import Channel
from sim.office.distributions import Constant, Distribution, Lognormal
from sim.office.routes import next_steps
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
    """A platform for online submission; what it adds is named after `key`. Minutes are means; None: no help."""

    key: str
    services: tuple[str, ...]
    needs_skill: float
    knows_document: float
    home_min: float
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
        if online_channel(office, self.services) is None:
            office = self._opened(office)
        channel = self.channel(office)
        if channel is None:
            return office
        return self._breaking(self._helping(office, channel), channel)

    def channel(self, office: Scenario) -> Channel | None:
        """The online channel of the office, else that of the platform, else an app to book with; None without any."""
        own = next((channel for channel in office.channels if channel.name == self.sent), None)
        return online_channel(office, self.services) or own or booking_app(office, self.services)

    def _opened(self, office: Scenario) -> Scenario:
        """The office with a channel to which nobody comes yet."""
        names = [service.name for service in sendable(office, self.services)]
        if not names:
            return office
        desk = Station(name=self.check, title=Words.of("reform_digitalisation.sets_up.desk"), back_office=True)
        office = replace(office, stations=(*office.stations, desk))
        for name in names:
            office = self._with_route(office, next(s for s in office.services if s.name == name))
        return replace(office, channels=(*office.channels, self._channel(office, tuple(names))))

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
        """A service with a step at home and a check of what was sent, which takes the place of the counters' work."""
        known, onward = handing_in(office, service)
        upload = Step(
            name=self.upload,
            title=Words.of("reform_digitalisation.sets_up.upload"),
            time=_lasting(self.home_min),
            without_citizen=True,
            next=(Branch(to=self.check, share=1.0),),
        )
        check = replace(_file_work(known), name=self.check, station=self.check, next=_on(onward))
        return taught(with_service(office, with_steps(service, upload, check)), service, check, known, backup=True)

    def _helping(self, office: Scenario, channel: Channel) -> Scenario:
        """The office where officers type in for people with less skill than the channel needs."""
        if self.assisted_min is None or channel.needs_skill <= 0 or channel.kind != "online":
            return office
        enters = {name: step for name, step in channel.enters if counter_of(office, name) is not None}
        for name, entry in enters.items():
            office = self._with_help(office, name, entry)
        helped = Channel(
            name=self.helped,
            title=Words.of("reform_digitalisation.sets_up.helped"),
            kind="counter",
            services=tuple(enters),
            enters=tuple((name, self.upload_helped) for name in enters),
            skill_below=channel.needs_skill,
            willing=0.0,
        )
        return replace(office, channels=(*office.channels, helped)) if enters else office

    def _with_help(self, office: Scenario, name: str, entry: str) -> Scenario:
        """A service with a step at the counter after which the file goes the way of those sent in."""
        found = counter_of(office, name)
        if found is None:
            return office
        service, first = found
        sent = next(step for step in service.steps if step.name == entry)
        onward = tuple(Branch(to=to, share=share) for to, share in next_steps(service, sent) if to != DONE)
        helped = Step(
            name=self.upload_helped,
            title=Words.of("reform_digitalisation.sets_up.upload_helped"),
            station=first.station,
            time=_lasting(self.assisted_min or 0.0),
            patience=first.patience,
            checks_file=first.checks_file,
            next=onward,
        )
        return taught(with_service(office, with_steps(service, helped)), service, helped, [first], backup=False)

    def _breaking(self, office: Scenario, channel: Channel) -> Scenario:
        """The office where the platform may be down, where its files come first and nothing else is down with it."""
        hit = {station for outage in office.outages for station in outage.stations}
        desks = dict.fromkeys(str(step.station) for _, step in first_work(office, channel))
        free = tuple(station for station in desks if station not in hit)
        if not free:
            return office
        title = Words.of("reform_digitalisation.sets_up.outage")
        new = Outage(name=self.down, title=title, stations=free, chance=0.0, lasts=_lasting(self.outage_min, cv=1.0))
        return replace(office, outages=(*office.outages, new))


def _file_work(known: list[Step]) -> Step:
    """What officers do on a file in place of what they do with its citizen at the counters."""
    served = [step for step in known if step.station is not None]
    flawless = 1.0
    for step in served:
        flawless *= 1.0 - step.error
    return Step(
        name="periksa",
        title=Words.of("reform_digitalisation.sets_up.check"),
        time=_lasting(sum(step.time.expected_min for step in served)),
        checks_file=max((step.checks_file for step in served), default=0.0),
        error=1.0 - flawless,
    )


def _on(name: str) -> tuple[Branch, ...]:
    return () if name == DONE else (Branch(to=name, share=1.0),)


def _lasting(minutes: float, cv: float = 0.6) -> Distribution:
    return Lognormal(mean_min=minutes, cv=cv) if minutes > 0 else Constant(value_min=0.0)
