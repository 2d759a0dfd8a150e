"""More officers, or officers who work in another office."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from sim.evidence import assumption
from sim.language.words import Words
from sim.office.channels import Weekday
from sim.office.effects import Change, add
from sim.office.officers import OfficerGroup
from sim.office.reform import Reform, Rupiah, reform
from sim.office.region import Move
from sim.office.scenario import Scenario
from sim.office.units import CLOSED, Amount, Count, Text
from sim.reforms.heads import officers_of
from sim.reforms.posts import Vacancy, group_of, hardest_pressed, in_each_office

WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


@reform("staffing", place=16, decided_by="regency")
@dataclass(frozen=True, kw_only=True)
class Staffing(Reform):
    """More officers like those of a group, or a group that works in another office of the region.

    `group` is who they are like (not given: the group with the highest offered load among those who serve citizens);
    `count` of them are hired for `office` (not given: where the group is, in a region in each office), paid
    `wage_rupiah` a year each, with a place to work for `place_rupiah`. They begin with `experience` cases of each step.

    With `to_office` nobody is hired: the whole group of `office` (not given: its own, else the first) works there from
    the start on, and is missing where it came from. Strength is then the share of the week, in whole days.
    """

    __pydantic_config__ = CLOSED

    name: Literal["staffing"] = "staffing"
    group: Text | None = None
    count: Annotated[Count, Field(ge=1, le=1_000)] = 1
    office: Text | None = None
    to_office: Text | None = None
    experience: Amount = assumption(500.0, 0.0, 2_000.0)
    wage_rupiah: Rupiah = assumption(60_000_000.0, 36_000_000.0, 96_000_000.0)
    place_rupiah: Rupiah = assumption(15_000_000.0, 5_000_000.0, 30_000_000.0)
    investment_rupiah: Rupiah = assumption(2_000_000.0, 0.0, 10_000_000.0)

    def adds(self, office: Scenario) -> Scenario:
        """Posts that nobody holds yet, or a place to which a group goes from the start on."""
        if self.to_office is not None:
            return self._moved(office, self.to_office)
        like = self._like(office)
        return office if like is None else replace(office, officers=(*office.officers, self._post(like)))

    def effects(self, office: Scenario) -> Iterator[Change]:
        """Somebody for each post; who is moved needs none."""
        if any(group.name == self._posts for group in office.officers):
            yield add("officers.filled", 1.0, self._posts)

    def investment(self, office: Scenario) -> float:
        """The decision, and a place for each who is hired."""
        return float(self.investment_rupiah + self.place_rupiah * self._hired(office))

    def yearly(self, office: Scenario) -> float:
        """Wages of those who are hired."""
        return float(super().yearly(office) + self.wage_rupiah * self._hired(office))

    @property
    def _posts(self) -> str:
        return f"tambahan ({self.key})"

    def _like(self, office: Scenario) -> OfficerGroup | None:
        """The group that those hired are like."""
        return hardest_pressed(office, self.office) if self.group is None else group_of(office, self.group, self.office)

    def _post(self, like: OfficerGroup) -> OfficerGroup:
        post = replace(
            like,
            name=self._posts,
            title=Words.of("reform_staffing.sets_up.post", like=like.title or Words.same(like.name)),
            count=self.count,
            office=self.office or like.office,
            experience=self.experience,
            capacity=None,
            present=None,
            moves=(),
        )
        return Vacancy(**vars(post))

    def _hired(self, office: Scenario) -> int:
        """How many are hired, in all offices of a region together."""
        if self.to_office is not None:
            return 0
        there = any(group.name == self._posts for group in office.officers)
        return officers_of(office if there else self.adds(office), (self._posts,))

    def _moved(self, office: Scenario, to_office: str) -> Scenario:
        """A group that works in another office from the start on, so many days a week."""
        like = self._like(office)
        weekdays = WEEK[: round(self.strength * len(WEEK))]
        if like is None or not weekdays or not office.offices:
            return office
        home = self.office or like.office or office.offices[0].name
        move = Move(office=to_office, weekdays=weekdays, first=self.start or office.start, last=self.until)
        groups = (
            replace(group, moves=(*group.moves, move)) if (group.name, group.office) == (like.name, home) else group
            for group in in_each_office(office, like.name).officers
        )
        return replace(office, officers=tuple(groups))
