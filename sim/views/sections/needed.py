"""How many are needed: the answer in a sentence, why, the curve, other demands, and what could be done instead."""

from collections import Counter
from collections.abc import Iterator, Mapping

from sim.experiments.needed.instead import MEASURE, Other
from sim.experiments.needed.levers import HOUR_S
from sim.experiments.needed.needed import Needed, Try
from sim.language import percent, text
from sim.measures import MEASURES, Estimate, verdict
from sim.office.clock import clock_words
from sim.views.notation import exact, plain, signed_interval, with_interval
from sim.views.sections.differences import judged
from sim.views.sections.footers import footer_of_all, footer_runs, footer_technical
from sim.views.table import Block, Cell, Column, Figure, Judged, Kind, Prose, Role, Row, Table
from sim.views.titles import groups, titled

WAIT = "wait_of_all_mean_min"
HOURS = 3
"""So many hours are named in which the fewest are served in time."""
LOST = ("refused", "sent_home", "incomplete", "no_ticket", "no_form")
"""How a visit ends in vain whatever the number of officers, but for the last ones in a line."""


def needed(found: Needed, lang: str) -> Iterator[Block]:
    """All of it."""
    yield Prose([text(f"needed.title.{found.what}", lang, title=titled(found.scenario, lang))], role=Role.TITLE)
    yield Prose([*answer(found, lang), *hours(found, lang)])
    yield curve(found, lang)
    yield instead(found, lang)
    first = found.tries[0].result
    basis = [
        footer_runs(first, "needed.runs" if _several(found) else "results.footer_one_run", lang),
        *footer_of_all(found.scenario, lang),
        footer_technical(first, lang),
    ]
    notes = [text("needed.note", lang), *([text("needed.note_instead", lang)] if found.others else [])]
    yield Prose([*notes, *basis], gap=1)


def _several(found: Needed) -> bool:
    """Whether there is an interval: one replication gives none."""
    return len(found.tries[0].result.replications) > 1


def curve(found: Needed, lang: str) -> Table:
    """A row for each number, for each demand."""
    titles = (found.what, "share", "wait")
    kinds = (Kind.WORDS, Kind.INTERVAL, Kind.INTERVAL)
    columns = [Column(text(f"needed.column.{n}", lang), kind) for n, kind in zip(titles, kinds, strict=True)]
    rows: list[Row] = []
    for demand in (1.0, *(one for one in found.demands if one != 1.0)):
        if demand != 1.0:
            rows.append(text("needed.demand", lang, factor=percent(demand, lang)))
        rows += [_row(one, found, lang) for one in found.curve(demand)]
    return Table("", columns, rows, name="needed")


def _row(one: Try, found: Needed, lang: str) -> Row:
    number = str(one.number)
    if found.what == "hours" and one.number:
        number = text("needed.hours_row", lang, number=number, spans=_spans(found, one.number))
    return [number, Figure(one.share, MEASURE), Figure(one.result.estimate(WAIT), WAIT)]


def answer(found: Needed, lang: str) -> Iterator[str]:
    """How many it takes, and how many where more or fewer come; or why none will do."""
    fewest, certain = found.fewest(), found.fewest(certain=True)
    said = {
        "group": titled(found.of, lang),
        "target": percent(found.target, lang),
        "within": exact(found.scenario.target_min, lang),
        "now": found.now,
    }
    if fewest is None:
        best = found.curve()[-1]
        hours = {"spans": _spans(found, best.number)}
        share = with_interval(best.share, lang, MEASURE)
        sure = "about_none" if best.share.high >= found.target else "" if _several(found) else "about_once"
        yield " ".join([
            text(f"needed.none.{found.what}", lang, **said, **hours, most=best.number, best=share),
            *([text(f"needed.{sure}", lang)] if sure else []),
        ])  # fmt: skip
        yield from _reasons(found, best, said, lang)
        return
    share = with_interval(next(one for one in found.curve() if one.number == fewest).share, lang, MEASURE)
    sure = "one" if fewest == certain else "about" if _several(found) else "about_once"
    yield " ".join([
        text("needed.answer", lang, **said, count=counted(found, fewest, lang), share=share),
        *([text(f"needed.{sure}", lang)] if sure != "one" else []),
        text("needed.gave_up", lang),
    ])  # fmt: skip
    by_demand = [(demand, found.fewest(demand)) for demand in found.demands if demand != 1.0]
    parts = [
        text("needed.if_demand" if count is not None else "needed.if_demand_none", lang, factor=percent(demand, lang),
             count=count if count is not None else found.most)
        for demand, count in by_demand
    ]  # fmt: skip
    if parts:
        yield text("needed.demands", lang, parts="; ".join(parts))
    if found.falls:
        yield text("needed.falls", lang, numbers=", ".join(map(str, found.falls)))


def counted(found: Needed, number: int, lang: str) -> str:
    """So many of what is varied, in words."""
    said = {"group": titled(found.of, lang), "now": found.now, "spans": _spans(found, number)}
    key = "no_hours" if (found.what, number) == ("hours", 0) else found.what
    return text(f"needed.count.{key}", lang, fewest=number, **said)


def _spans(found: Needed, number: int) -> str:
    """The hours that are added, as "08:00–09:00, 12:00–13:00 (2)"."""
    times = Counter(found.hours[:number])
    named = ((f"{clock_words(at)}–{clock_words(at + HOUR_S)}", times[at]) for at in sorted(times))
    return ", ".join(f"{span} ({count})" if count > 1 else span for span, count in named)


def _reasons(found: Needed, best: Try, said: Mapping[str, object], lang: str) -> Iterator[str]:
    """Why none is enough: visits that end in vain anyway, lunch, another group, or the hours."""
    lost = {name: _mean(best, f"{name}_share") for name in LOST}
    if 1.0 - sum(lost.values()) < found.target:
        worst = max(lost, key=lambda name: lost[name])
        shares = {"ceiling": percent(1.0 - sum(lost.values()), lang, 1), "share": percent(lost[worst], lang, 1)}
        yield text("needed.ceiling", lang, **shares, reason=text(f"results.reason.{worst}", lang))
        return
    if found.turns is not None:
        share = with_interval(found.turns.share, lang, MEASURE)
        yield text("needed.turns", lang, **said, fewest=found.turns.number, share=share)
        return
    yield from _other(found, lang)


def _mean(one: Try, measure: str) -> float:
    return one.result.estimate(measure).mean if (measure, "", "") in one.result.known else 0.0


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
    yield text(f"needed.{key}", lang, group=titled(group, lang), gain=gain)
    if little and found.what == "officers":
        yield text("needed.binds", lang)


def hours(found: Needed, lang: str) -> Iterator[str]:
    """The hours in which fewest are served in time, with the fewest that meet the target."""
    at = next((one for one in found.curve() if one.number == found.fewest()), found.curve()[-1])
    called, by_hour = dict(groups(at.result, "hour", lang)), at.by_hour()
    worst = sorted((hour for hour in by_hour if by_hour[hour].mean < found.target), key=lambda hour: by_hour[hour].mean)
    if worst:
        named = [f"{called.get(hour, hour)} ({percent(by_hour[hour].mean, lang)})" for hour in worst[:HOURS]]
        help_there = [text("needed.hours_help", lang)] if found.others else []
        yield " ".join([text("needed.hours", lang, hours=", ".join(named)), *help_there])


def instead(found: Needed, lang: str) -> Table:
    """What could be done instead of one officer more, beside those of today."""
    kinds = {"hours_more": Kind.MEAN, "share": Kind.INTERVAL, "gain": Kind.CHANGE, "against": Kind.WORDS}
    titles = [Column(text(f"needed.column.{name}", lang), kind) for name, kind in kinds.items()]
    rows = [_option(found, one, lang) for one in found.others]
    title = text("needed.instead", lang, group=titled(found.of, lang), now=found.now)
    return Table(title, (Column(""), *titles), rows, name="instead")


def hours_more(one: Other, lang: str) -> str:
    """The hours on duty a day that it costs."""
    return plain(one.hours, lang, "", 1) if abs(one.hours) >= 0.05 else plain(0.0, lang, "", 0)


def _option(found: Needed, one: Other, lang: str) -> list[Cell]:
    hours = hours_more(one, lang)
    share = Figure(one.result.estimate(MEASURE), MEASURE)
    return [
        text(f"needed.option.{one.name}", lang),
        hours,
        share,
        Figure(one.gain, MEASURE),
        against(found, one, lang),
    ]


def against(found: Needed, one: Other, lang: str) -> Judged:
    """What it is against one officer more; nothing of that itself."""
    gap: Estimate | None = one.against
    if gap is None:
        return Judged("")
    said = verdict(gap, MEASURES[MEASURE], found.scenario.practical.share)
    return judged(gap, said, lang)
