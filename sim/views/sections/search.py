"""The best package for a budget: the answer in sentences, the finalists run anew, the front, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sim.experiments.search.found import Found, Tried
from sim.experiments.search.goals import Goal
from sim.experiments.search.optimiser import GLANCE
from sim.experiments.search.packages import LeftOut, Why
from sim.experiments.search.search import FINALISTS, TRIALS, Search
from sim.language import date_words, number, percent, text
from sim.measures import Estimate, Verdict
from sim.office.reform import Reform
from sim.reforms.titles import title_of
from sim.views.notation import minus, plain, signed_interval, with_interval
from sim.views.sections.footers import footer_of_all, footer_technical
from sim.views.sections.idle import sentence
from sim.views.table import RUPIAH, Block, Cell, Column, Figure, Judged, Kind, Prose, Role, Row, Table, exactly
from sim.views.titles import titled

MILLION = 1e6
MINUTE_S = 60.0
SHOWN = 8
"""So many packages are shown that are not on the front."""


def search(found: Found, lang: str) -> Iterator[Block]:
    """All of it."""
    yield Prose([text("search.title", lang, title=titled(found.office, lang))], role=Role.TITLE)
    yield Prose([*answer(found, lang)])
    yield anew(found, lang)
    yield tried(found, lang)
    yield from left_out(found, lang)
    first = found.fresh.baseline
    yield Prose([*notes(found, lang), *footer_of_all(found.office, lang), footer_technical(first, lang)], gap=1)


def before(asked: Search, seconds: float, crew: int, lang: str) -> str:
    """What is said before a search begins: how many packages there are, what is run, about how long that takes."""
    counted = number(asked.packages, lang, 0)
    said = {"packages": counted if asked.all_counted else text("search.before.counted", lang, packages=counted)}
    said |= {"least": number(asked.least_runs, lang, 0), "trials": str(TRIALS), "finalists": str(FINALISTS)}
    minutes = {"minutes": _minutes(seconds, lang), "clock": _minutes(seconds / crew, lang), "crew": crew}
    lines = [text(f"search.before.{'all' if asked.few else 'many'}", lang, **said)]
    lines.append(text("search.before.time", lang, **minutes))
    return " ".join(lines + ([] if asked.bench.store is not None else [text("search.before.store", lang)]))


def _minutes(seconds: float, lang: str) -> str:
    return number(max(seconds / MINUTE_S, 0.1), lang, 0 if seconds >= 10 * MINUTE_S else 1)


# ------------------------------------------------------------------------------------------------------------ answer


def answer(found: Found, lang: str) -> Iterator[str]:
    """Which package, what it gains and costs, how sure that is, and what else there is."""
    goal, winner = found.goals[0], found.winner
    small = {"zone": _size(found.zone.zone, goal, lang), "measure": goal_name(goal, lang)}
    if winner.reforms:
        budget = found.rules.budget_rupiah
        said = {"names": package(winner, lang), "budget": rupiah(budget or 0.0, lang)}
        yield text(f"search.answer.winner{'_free' if budget is None else ''}", lang, **said)
        yield _costs(winner, found, lang)
        yield from (_gain(found, number, lang) for number in range(len(found.goals)))
    else:
        yield text("search.answer.nothing", lang)
    if found.decided:
        yield text("search.answer.decided", lang, confidence=percent(found.zone.confidence, lang), **small)
    else:
        yield text("search.answer.undecided", lang, runs=found.most_runs, count=found.survivors)
    yield _equals(found, lang)
    yield from _second(found, lang)


def _costs(one: Tried, found: Found, lang: str) -> str:
    who = text(f"reforms.decider_short.{one.decider}", lang)
    return text("search.answer.costs", lang, cost=_millions(one.cost, lang), days=found.office.days, who=who)


def _gain(found: Found, number: int, lang: str) -> str:
    goal, gain = found.goals[number], found.gain(found.winner, number)
    means = {
        "before": plain(found.estimate(None, number).mean, lang, goal.key.measure),
        "after": plain(found.estimate(found.winner, number).mean, lang, goal.key.measure),
    }
    said = {"measure": goal_title(goal, lang), "difference": _difference(gain, goal, lang)}
    return text("search.answer.gain", lang, runs=gain.runs, **said, **means)


def _equals(found: Found, lang: str) -> str:
    equals = found.equals
    if not equals:
        return text("search.answer.equal_none", lang)
    cheapest, one = equals[0], "_one" if len(equals) == 1 else ""
    if cheapest.cost >= found.winner.cost:
        return text(f"search.answer.equal_dear{one}", lang, count=len(equals))
    less = _millions(found.winner.cost - cheapest.cost, lang)
    said = {"names": package(cheapest, lang), "cost": _millions(cheapest.cost, lang), "less": less}
    return text(f"search.answer.equal{one}", lang, count=len(equals), **said)


def _second(found: Found, lang: str) -> Iterator[str]:
    second, goal = found.second, found.goals[0]
    if second is not None:
        lead = found.lead(second)
        said = {"names": package(second, lang), "cost": _millions(second.cost, lang)}
        shown = _difference(lead, goal, lang)
        yield text(f"search.answer.second{'' if lead.mean > 0.0 else '_behind'}", lang, lead=shown, **said)
    odds, over = found.odds(), None if second is None else found.odds(second)
    if odds is None or not found.winner.reforms:
        yield text("search.answer.odds_unknown", lang)
    elif over is None:
        yield text("search.answer.odds", lang, draws=odds.draws, nothing=percent(odds.share, lang))
    else:
        shares = {"nothing": percent(odds.share, lang), "second": percent(over.share, lang)}
        regret = _size(over.regret, goal, lang)
        yield text("search.answer.odds_second", lang, draws=odds.draws, regret=regret, **shares)


# ------------------------------------------------------------------------------------------------------------ tables


def anew(found: Found, lang: str) -> Table:
    """The finalists in fresh runs: the level without reforms, then differences from it."""
    pairs = enumerate(found.goals)
    levels = [_level(found.estimate(None, place), goal, lang) for place, goal in pairs]
    rows: list[Row] = [[text("search.table.level", lang), "", *levels, ""]]
    for one in found.shown:
        gains = [Figure(found.gain(one, place), goal.key.measure) for place, goal in enumerate(found.goals)]
        rows.append([package(one, lang), _cost(one), *gains, _who(one, lang)])
    return Table(text("search.table.fresh", lang), _columns(found, "decided", lang), rows, name="search")


def tried(found: Found, lang: str, most: int | None = SHOWN) -> Table:
    """The front and the best of the rest, against the best."""
    rows: list[Row] = [text("search.table.front", lang), *(_row(one, found, lang) for one in found.front)]
    rest = [one for one in found.tried if not one.on_front][:most]
    if rest:
        rows += [text("search.table.rest", lang), *(_row(one, found, lang) for one in rest)]
    return Table(text("search.table.tried", lang), _columns(found, "verdict", lang), rows, name="search")


def search_sheets(found: Found, lang: str) -> Iterator[Table]:
    """The answer and the finalists; all that was tried."""
    notes_ = [*answer(found, lang), *notes(found, lang)]
    yield replace(anew(found, lang), title=text("search.sheet.best", lang), notes=notes_)
    yield replace(tried(found, lang, None), title=text("search.sheet.all", lang))


def _columns(found: Found, last: str, lang: str) -> list[Column]:
    goals = [Column(goal_name(one, lang), Kind.CHANGE, _counted_in(one, lang), brief=True) for one in found.goals]
    cost = Column(text("search.table.cost", lang), Kind.MEAN)
    return [Column(""), cost, *goals, Column(text(f"search.table.{last}", lang))]


def _row(one: Tried, found: Found, lang: str) -> Sequence[Cell]:
    gains = (Figure(gain, goal.key.measure) for gain, goal in zip(one.gains, found.goals, strict=True))
    return [package(one, lang), _cost(one), *gains, _against(one, found, lang)]


def _against(one: Tried, found: Found, lang: str) -> Judged:
    """Better than the best is what a selection did not see: by chance. Worse for less money is no fault."""
    if one is found.winner:
        return Judged(text("search.table.best", lang))
    if one.on_front and one.verdict is Verdict.WORSE and one.cost < found.winner.cost:
        return Judged(text("search.verdict.cheaper", lang))
    verdict = Verdict.CANNOT_TELL if one.verdict is Verdict.BETTER else one.verdict
    return Judged(text(f"search.verdict.{verdict}", lang), "" if one.equal else str(one.verdict))


def left_out(found: Found, lang: str) -> Iterator[Block]:
    """What could not be chosen, and why."""
    if found.left_out:
        yield Prose([text("search.left_out.title", lang)], gap=1, role=Role.TITLE)
        yield Prose([_left_out(one, found, lang) for one in found.left_out], role=Role.ITEMS)


def _left_out(one: LeftOut, found: Found, lang: str) -> str:
    if one.why is Why.IDLE and one.idle is not None:
        return sentence(one.idle, lang)
    deciders = {"who": found.rules.who or "supervisor", "decider": one.reform.decider}
    who = {key: text(f"reforms.decider_short.{value}", lang) for key, value in deciders.items()}
    said = {"title": title_of(one.reform, lang), "cost": _millions(one.cost, lang)}
    return text(f"search.left_out.{one.why}", lang, **said, **who)


def notes(found: Found, lang: str) -> Iterator[str]:
    """What the search did, and how to read it."""
    said = {"packages": number(found.packages, lang, 0), "made": number(found.made, lang, 0)}
    if found.packages >= found.counted:
        said["packages"] = text("search.before.counted", lang, packages=said["packages"])
    many = {"glanced": found.glanced, "glance": GLANCE}
    yield text("search.note.many", lang, **said, **many) if found.glanced else text("search.note.all", lang, **said)
    if len(found.goals) > 1:
        yield text("search.note.goals", lang, measure=goal_name(found.goals[0], lang))
    yield from (text(f"search.note.{name}", lang) for name in ("selection", "front", "costs"))


# ------------------------------------------------------------------------------------------------------------- words


def package(one: Tried, lang: str) -> str:
    """Its reforms by their titles, with what tells each from its other ways."""
    named = (_called(reform, varied, lang) for reform, varied in zip(one.reforms, one.varied, strict=True))
    return "; ".join(named) or text("search.nothing", lang)


def _called(reform: Reform, varied: Sequence[str], lang: str) -> str:
    said = {name: _way(getattr(reform, name), lang) for name in varied}
    marks = ", ".join(
        text(f"search.way.{name}{'' if said[name] else '_first'}", lang, value=said[name]) for name in said
    )
    return f"{title_of(reform, lang)} ({marks})" if marks else title_of(reform, lang)


def _way(value: Any, lang: str) -> str:
    """A strength, a date or a number; nothing for the first day."""
    if isinstance(value, date):
        return date_words(value, lang)
    return "" if value is None else percent(value, lang) if isinstance(value, float) else str(value)


def goal_title(goal: Goal, lang: str) -> str:
    """What a goal is called, with the unit of its values."""
    return _of_group(text(f"measures.{goal.key.measure}.title", lang), goal, lang)


def goal_name(goal: Goal, lang: str) -> str:
    """What a goal is called where its unit is said beside it, or matters not."""
    return _of_group(_parted(goal, lang)[0], goal, lang)


def goal_in_differences(goal: Goal, lang: str) -> str:
    """What a goal is called, with the unit of its differences."""
    unit = _counted_in(goal, lang)
    return f"{goal_name(goal, lang)} ({unit})" if unit else goal_name(goal, lang)


def _of_group(title: str, goal: Goal, lang: str) -> str:
    return text("search.goal_group", lang, measure=title, group=goal.key.group) if goal.key.by else title


def _parted(goal: Goal, lang: str) -> tuple[str, str]:
    """The title of a measure without its unit, and the unit in brackets behind it, or nothing."""
    title = text(f"measures.{goal.key.measure}.title", lang)
    name, _, unit = title.removesuffix(")").rpartition(" (")
    return (name, unit) if name and title.endswith(")") else (title, "")


def _counted_in(goal: Goal, lang: str) -> str:
    """The unit of a difference, as it stands beside a name."""
    return _unit(goal, lang) if goal.measure.unit == "share" else _parted(goal, lang)[1]


def rupiah(amount: float, lang: str) -> str:
    """An amount in millions."""
    return text("search.answer.budget", lang, amount=_millions(amount, lang))


def _size(value: float, goal: Goal, lang: str) -> str:
    return f"{plain(value, lang, goal.key.measure)} {_unit(goal, lang)}".rstrip()


def _difference(found: Estimate, goal: Goal, lang: str) -> str:
    return f"{signed_interval(found, lang, goal.key.measure)} {_unit(goal, lang)}".rstrip()


def _level(found: Estimate, goal: Goal, lang: str) -> str:
    """Its value: a share with its sign, for it stands among differences in points."""
    shown = with_interval(found, lang, goal.key.measure)
    return text("results.percent", lang, share=shown) if goal.measure.unit == "share" else shown


def _unit(goal: Goal, lang: str) -> str:
    """In what a difference of a goal is counted; nothing where its title says it."""
    unit = {"share": "share", "min": "min"}.get(goal.measure.unit, "points" if goal.measure.of_100 else "")
    return text(f"search.unit.{unit}", lang) if unit else ""


def _millions(amount: float, lang: str) -> str:
    return minus(number(amount / MILLION, lang, 0 if abs(amount) >= 10 * MILLION else 1))


def _cost(one: Tried) -> Figure:
    return exactly(one.cost / MILLION, RUPIAH)


def _who(one: Tried, lang: str) -> str:
    return text(f"reforms.decider_short.{one.decider}", lang) if one.decider else ""
