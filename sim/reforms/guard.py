"""What reforms of other packages do to an office, looked at before the model sees it; whatever is wrong names them."""

import math
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.document.checks.channels import WALK_IN
from sim.language.characters import harmless
from sim.language.errors import BadRequest, LoketError, Unknown
from sim.office import Scenario
from sim.office.effects import Change, Course, Effect, Novelty, Rotation, Survey
from sim.office.reform import Reform

Judge = Callable[[Reform, Scenario, Any], Any]


def guard(kind: type[Reform]) -> None:
    """Have all that a class says of an office looked at; BadRequest names package, reform and what is wrong."""
    for method, judge in JUDGED.items():
        if getattr(kind, method) is not getattr(Reform, method):
            setattr(kind, method, _guarded(getattr(kind, method), judge))


def _guarded(method: Callable[[Any, Scenario], Any], judge: Judge) -> Callable[[Any, Scenario], Any]:
    @wraps(method)
    def looked_at(reform: Reform, office: Scenario) -> Any:
        try:
            return judge(reform, office, method(reform, office))
        except LoketError:
            raise
        except (Exception, SystemExit) as error:
            told = {"method": method.__name__, "kind": type(error).__name__, "error": harmless(str(error))}
            raise BadRequest("reform_failed", reform=reform.called, **told) from error

    return looked_at


def _office(reform: Reform, _: Scenario, found: Any) -> Scenario:
    if not isinstance(found, Scenario):
        raise BadRequest("reform_adds", reform=reform.called, found=type(found).__name__)
    return found


def _amount(reform: Reform, _: Scenario, found: Any) -> float:
    amount = float(found)
    if not (math.isfinite(amount) and amount >= 0.0):
        raise BadRequest("reform_cost", reform=reform.called, found=amount)
    return amount


def _changes(reform: Reform, office: Scenario, found: Iterable[Any]) -> Iterator[Change]:
    changes, surveyed = [*found], False
    for change in changes:
        if not isinstance(change, Change):
            raise BadRequest("no_change", reform=reform.called, found=type(change).__name__)
        _fits(reform, change)
        _named(reform, office, change)
        surveyed |= isinstance(change, Survey)
        if isinstance(change, Effect) and change.repairs is not None and not surveyed:
            raise BadRequest("effect_repairs", reform=reform.called, parameter=change.parameter)
    return iter(changes)


JUDGED: dict[str, Judge] = {"adds": _office, "effects": _changes, "investment": _amount, "yearly": _amount}


def _fits(reform: Reform, change: Change) -> None:
    """Whether its numbers are such as it takes."""
    kind: Any = type(change)
    said = {"reform": reform.called, "change": kind.__name__}
    try:
        _checked(kind).validate_python(change)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRequest("effect_value", field=first["loc"][0], found=repr(first["input"]), **said) from None
    if isinstance(change, Effect) and change.how == "scale" and change.value < 0.0:
        raise BadRequest("effect_factor", reform=reform.called, parameter=change.parameter, found=change.value)


@cache
def _checked(kind: Any) -> TypeAdapter[Change]:
    return TypeAdapter(kind)


def _named(reform: Reform, office: Scenario, change: Change) -> None:
    """Whether the parts of the office that it names are there."""
    steps = [f"{service.name}.{step.name}" for service in office.services for step in service.steps]
    groups = [group.name for group in office.officers]
    if isinstance(change, Effect):
        names, known = change.where, _parts(office, steps, groups, change.parameter)
    elif isinstance(change, Course | Rotation):
        names, known = change.groups, groups
    else:
        names, known = (change.steps, steps) if isinstance(change, Novelty) else ((), [])
    for name in names:
        if name not in known:
            what = change.parameter if isinstance(change, Effect) else type(change).__name__
            raise Unknown("effect_where" if known else "effect_nowhere", name, known, reform=reform.called, what=what)


def _parts(office: Scenario, steps: list[str], groups: list[str], parameter: str) -> list[str]:
    """What an effect on a parameter may name: parts of the office; nothing where it is one of the whole office."""
    services, channels = ([one.name for one in part] for part in (office.services, office.channels))
    stations, offices = ([one.name for one in part] for part in (office.stations, office.offices))
    return {
        "step": [*services, *steps],
        "service": services,
        "class": [one.name for one in office.classes],
        "channel": [*channels, *([WALK_IN] if parameter == "channel.lacks_document" else [])],
        "outage": [one.name for one in office.outages],
        "shortage": [one.name for one in office.shortages],
        "station": [*stations, *(f"{name} ({home})" for name in stations for home in offices)],
        "officers": groups,
    }.get(parameter.partition(".")[0], [])
