"""How many officers are needed: the answer in a sentence, the curve, the hours that bind, and other demands."""

from collections.abc import Iterator

from sim.experiments.needed import MEASURE, Needed, Try, officers
from sim.language import percent, text
from sim.office.officers import OfficerGroup
from sim.views.notation import exact, signed_interval, with_interval
from sim.views.sections.footers import footer_of_all, footer_runs, footer_technical
from sim.views.table import Block, Column, Figure, Kind, Prose, Role, Row, Table
from sim.views.titles import groups, titled

WAIT, UTILISATION = "wait_of_all_mean_min", "utilisation"
HOURS = 3
"""So many hours are named in which the fewest are served in time."""


def needed(found: Needed, lang: str) -> Iterator[Block]:
    """All of it."""
    yield Prose([text("needed.title", lang, title=titled(found.scenario, lang))], role=Role.TITLE)
    yield Prose([*answer(found, lang), *hours(found, lang)])
    yield curve(found, lang)
    first = found.tries[0].result
    basis = [
        footer_runs(first, "needed.runs" if _several(found) else "results.footer_one_run", lang),
        *footer_of_all(found.scenario, lang),
        footer_technical(first, lang),
    ]
    yield Prose([text("needed.note", lang), *basis], gap=1)


def curve(found: Needed, lang: str) -> Table:
    """A row for each number of officers, for each demand."""
    columns = [Column(text(f"needed.column.{name}", lang), kind) for name, kind in _COLUMNS]
    rows: list[Row] = []
    for demand in (1.0, *(one for one in found.demands if one != 1.0)):
        tries = found.curve(demand)
        if demand != 1.0:
            rows.append(text("needed.demand", lang, factor=percent(demand, lang)))
        rows += [_row(one, lang) for one in tries]
    return Table("", columns, rows, name="needed")


def _several(found: Needed) -> bool:
    """Whether there is an interval: one replication gives none."""
    return len(found.tries[0].result.replications) > 1


_COLUMNS = (("officers", Kind.WORDS), ("share", Kind.INTERVAL), ("wait", Kind.INTERVAL))


def _row(one: Try, lang: str) -> Row:
    return [str(one.officers), Figure(one.share, MEASURE), Figure(one.result.estimate(WAIT), WAIT)]


def answer(found: Needed, lang: str) -> Iterator[str]:
    """How many it takes, and how many where more or fewer come."""
    said = {
        "group": _called(found.group, lang),
        "target": percent(found.target, lang),
        "within": exact(found.scenario.target_min, lang),
        "now": officers(found.group),
    }
    fewest, certain = found.fewest(), found.fewest(certain=True)
    if fewest is None:
        yield text(
            "needed.none", lang, **said, most=found.most, best=with_interval(found.curve()[-1].share, lang, MEASURE)
        )
        yield from _other(found, lang)
        return
    share = with_interval(next(one for one in found.curve() if one.officers == fewest).share, lang, MEASURE)
    sure = "one" if fewest == certain else "about" if _several(found) else "about_once"
    yield text(f"needed.{sure}", lang, **said, fewest=fewest, share=share)
    by_demand = [(demand, found.fewest(demand)) for demand in found.demands if demand != 1.0]
    parts = [
        text("needed.if_demand" if count is not None else "needed.if_demand_none", lang, factor=percent(demand, lang),
             count=count if count is not None else found.most)
        for demand, count in by_demand
    ]  # fmt: skip
    if parts:
        yield text("needed.demands", lang, parts="; ".join(parts))


def _other(found: Needed, lang: str) -> Iterator[str]:
    """What one more would do in the group where it does most, beside the most of the group that was varied."""
    gains = found.gains()
    best = max(gains, key=lambda name: gains[name].mean, default=None)
    if best is None:
        return
    group = next(one for one in found.scenario.officers if one.name == best)
    little = gains[best].mean < found.scenario.practical.share
    key = "no_other" if little else "other" if gains[best].low > 0.0 else "other_unsure"
    gain = signed_interval(gains[best], lang, MEASURE)
    yield text(f"needed.{key}", lang, group=_called(group, lang), gain=gain)


def hours(found: Needed, lang: str) -> Iterator[str]:
    """The hours in which fewest are served in time, with the fewest officers that meet the target."""
    at = next((one for one in found.curve() if one.officers == found.fewest()), found.curve()[-1])
    called, by_hour = dict(groups(at.result, "hour", lang)), at.by_hour()
    worst = sorted((hour for hour in by_hour if by_hour[hour].mean < found.target), key=lambda hour: by_hour[hour].mean)
    if worst:
        named = [f"{called.get(hour, hour)} ({percent(by_hour[hour].mean, lang)})" for hour in worst[:HOURS]]
        yield text("needed.hours", lang, hours=", ".join(named), officers=at.officers)


def _called(group: OfficerGroup, lang: str) -> str:
    return titled(group, lang)
