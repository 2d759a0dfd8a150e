"""Citizens who judge, complain and talk: there are some, and their network fits their number."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from sim.document.checks.tools import Table, entries, known, names, number, pairs, pairs_at, subtable
from sim.document.literal import literal
from sim.office.faults import Path, Problem
from sim.office.opinion import Belief, Satisfaction, Talk, Trust

TALK: Path = ("opinion", "talk")
EXPECTATION = [("satisfaction", key) for key in ("expectation", "spread", "adapts")]
BY_LEVEL = [*(("belief", key.name) for key in fields(Belief)), ("talk", "hear")]
BY_SURPRISE = [
    *(("trust", key) for key in ("gain", "standard", "money", "unequal", "answered", "ignored")),
    *(("talk", key) for key in ("openness", "pull")),
]
SIDES = ("reliable", "honest", "fair")
HALO, USED_TO = ("belief", "counts_halo"), ("belief", "used_to_years")
OF_TRUST = {
    "level": [*BY_SURPRISE, HALO, USED_TO],
    "used_to": [*BY_SURPRISE, HALO],
    "halo": [*BY_SURPRISE, ("belief", "counts"), USED_TO],
    "surprise": BY_LEVEL,
}
"""Keys without effect in a model of trust."""


def check_opinion(document: Table) -> Iterator[Problem]:
    """Somebody judges, complaints have a service of their own, and who listens finds others."""
    if "opinion" not in document:
        return
    opinion, citizens = subtable(document, "opinion"), subtable(document, "citizens")
    count = number(citizens.get("count"))
    if "citizens" not in document or count == 0:
        yield Problem(("opinion",), "opinion_no_citizens")
    yield from _of_model(opinion)
    yield from _sides(subtable(opinion, "belief"))
    yield from _complaints(document, subtable(opinion, "complaints"))
    talk = subtable(opinion, "talk")
    if "member" in talk:
        yield from _members(talk, count)
    elif "talk" in opinion and count:
        yield from _ties(talk, count)


def _of_model(opinion: Table) -> Iterator[Problem]:
    """What is written is read by the models of satisfaction and of trust."""
    satisfaction = subtable(opinion, "satisfaction").get("model", Satisfaction.model)
    trust = subtable(opinion, "trust").get("model", Trust.model)
    heeded = trust != "surprise" and "talk" in opinion  # who is disappointed says it louder
    if satisfaction == "performance":
        yield from _unread(opinion, [("satisfaction", "surprise"), *EXPECTATION[: 0 if heeded else None]], satisfaction)
    elif trust == "surprise":
        yield from _unread(opinion, [("trust", "standard")], satisfaction)
    if isinstance(trust, str):
        yield from _unread(opinion, OF_TRUST.get(trust, ()), trust)
        for path, member in entries(subtable(opinion, "talk"), "member", TALK):
            if "pull" in member and trust != "surprise":
                yield _in_vain((*path, "pull"), trust)


def _unread(opinion: Table, keys: Iterable[tuple[str, str]], model: str) -> Iterator[Problem]:
    for table, key in keys:
        if key in subtable(opinion, table):
            yield _in_vain(("opinion", table, key), model)


def _in_vain(path: Path, model: str) -> Problem:
    return Problem(path, "of_model", {"key": path[-1], "model": literal(model)}, warning=True)


def _sides(belief: Table) -> Iterator[Problem]:
    """A visit counts once: the weights of its three sides add up to 1."""
    weights = [number(belief.get(side, getattr(Belief, side))) for side in SIDES]
    whole = sum(weight for weight in weights if weight is not None)
    if None not in weights and abs(whole - 1.0) > 1e-9:
        yield Problem(("opinion", "belief"), "sides_sum", {"found": f"{whole:g}"}, warning=True)


def _complaints(document: Table, table: Table) -> Iterator[Problem]:
    """The service of complaints is there, and citizens need it for nothing else."""
    asked = table.get("service")
    yield from known(table, "service", names(document, "service"), ("opinion", "complaints"), "service")
    for path, service in entries(document, "service"):
        if isinstance(asked, str) and service.get("name") == asked and number(service.get("share", 1.0)) != 0:
            place = (*path, "share") if "share" in service else path
            yield Problem(place, "complaint_share", {"found": literal(asked)}, warning=True)


def _ties(talk: Table, count: float) -> Iterator[Problem]:
    ties = number(talk.get("ties", Talk.ties))
    if ties is not None and ties >= count:
        place = (*TALK, "ties") if "ties" in talk else TALK
        yield Problem(place, "ties_above", {"found": f"{ties:g}", "others": f"{count - 1:g}"})


def _members(talk: Table, count: float | None) -> Iterator[Problem]:
    """A network given in full has a member for each citizen, who listens to citizens that there are."""
    for key in ("ties", "rewired", "pull"):
        if key in talk:
            yield Problem((*TALK, key), "ties_members", {"key": key}, warning=True)
    listed = talk["member"]
    if count is not None and isinstance(listed, list) and len(listed) != count:
        yield Problem((*TALK, "member"), "members_count", {"found": len(listed), "count": f"{count:g}"})
    for path, member in entries(talk, "member", TALK):
        yield from _heard(member, (*path, "listens"), count)


def _heard(member: Table, path: Path, count: float | None) -> Iterator[Problem]:
    for place, citizen, _ in pairs_at(member, "listens"):
        who = number(citizen)
        if count and who is not None and who >= count:
            values = {"found": literal(citizen), "last": f"{count - 1:g}"}
            yield Problem((*path, place), "listens_beyond", values)
    weights = [number(weight) for _, weight in pairs(member, "listens")]
    if weights and None not in weights and not any(weights):
        yield Problem(path, "weights_zero")
