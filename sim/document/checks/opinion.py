"""Citizens who judge, complain and talk: there are some, and their network fits their number."""

from collections.abc import Iterator

from sim.document.checks.tools import Table, entries, known, names, number, pairs, pairs_at, subtable
from sim.document.literal import literal
from sim.office.faults import Path, Problem
from sim.office.opinion import Talk

TALK: Path = ("opinion", "talk")
OF_MODEL = {
    "performance": [("satisfaction", key) for key in ("surprise", "expectation", "spread", "adapts")],
    "disconfirmation": [("trust", "standard")],
}
"""Keys without effect in a model of satisfaction."""


def check_opinion(document: Table) -> Iterator[Problem]:
    """Somebody judges, complaints have a service of their own, and who listens finds others."""
    if "opinion" not in document:
        return
    opinion, citizens = subtable(document, "opinion"), subtable(document, "citizens")
    count = number(citizens.get("count"))
    if "citizens" not in document or count == 0:
        yield Problem(("opinion",), "opinion_no_citizens")
    yield from _of_model(opinion)
    yield from _complaints(document, subtable(opinion, "complaints"))
    talk = subtable(opinion, "talk")
    if "member" in talk:
        yield from _members(talk, count)
    elif "talk" in opinion and count:
        yield from _ties(talk, count)


def _of_model(opinion: Table) -> Iterator[Problem]:
    model = subtable(opinion, "satisfaction").get("model", "disconfirmation")
    for table, key in OF_MODEL.get(model, ()) if isinstance(model, str) else ():
        if key in subtable(opinion, table):
            yield Problem(("opinion", table, key), "of_model", {"key": key, "model": literal(model)}, warning=True)


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
