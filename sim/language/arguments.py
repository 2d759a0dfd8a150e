"""Arguments of Python functions, held against their annotations and refused in words."""

import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import cache, wraps
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from sim.language.catalogue import Phrase
from sim.language.errors import BadRequest, Unknown

Given = ParamSpec("Given")
Found = TypeVar("Found")
SHOWN = 60
WORDED = {
    bool: "truth", int: "whole", float: "number", str: "text", date: "date", Path: "path", type(None): "nothing",
}  # fmt: skip
"""Kinds that have words of their own (`asked.*`), as have our classes under their names."""


def checked(call: Callable[Given, Found]) -> Callable[Given, Found]:
    """The same function; arguments that it does not take, or of another kind than annotated, are a BadRequest."""
    parameters = inspect.signature(call).parameters.values()
    names = tuple(one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD))
    further = tuple(one.name for one in parameters if one.kind is one.VAR_POSITIONAL)

    @cache
    def hints() -> dict[str, Any]:
        return dict(_hints(call))

    @wraps(call)
    def asked(*args: Given.args, **options: Given.kwargs) -> Found:
        known = hints()
        for name, value in (*zip((*names, *further * len(args)), args, strict=False), *options.items()):
            if name in known and type(value) is not known[name] and not fits(value, known[name]):
                raise _wrong(name, known[name], value)
        try:
            return call(*args, **options)
        except TypeError as error:
            if error.__traceback__ is not None and error.__traceback__.tb_next is None:  # of the call itself
                raise _unfit(call, options) from None
            raise

    return asked


def fits(value: object, kind: Any) -> bool:
    """Whether a value is what an annotation says. NumPy's numbers are numbers; truth is not one."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return isinstance(value, str) and value in parts
    if kind in (int, float):
        return isinstance(value, Integral if kind is int else Real) and not isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(fits(key, parts[0]) for key in value)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        listed = isinstance(value, Sequence) and not isinstance(value, str | bytes)
        array = hasattr(value, "__array__") and getattr(value, "ndim", 0) == 1
        return (listed or array) and all(fits(part, parts[0]) for part in value)  # type: ignore[attr-defined]
    if isinstance(kind, type) and getattr(kind, "_is_protocol", False):
        return all(callable(getattr(value, name, None)) for name in vars(kind) if not name.startswith("_"))
    return kind is Any or not isinstance(kind, type) or isinstance(value, kind)


def _hints(call: Callable[..., Any]) -> Iterable[tuple[str, Any]]:
    """The annotations of the arguments; what is only known to a checker of types is left out."""
    own = {name: kind for name, kind in call.__annotations__.items() if name != "return"}
    for name, kind in own.items():
        holder = types.SimpleNamespace(__annotations__={name: kind})
        with suppress(NameError, AttributeError):
            yield name, get_type_hints(holder, getattr(call, "__globals__", {}))[name]


def _wrong(name: str, kind: Any, value: object) -> BadRequest:
    if int in (kind, *get_args(kind)):
        return BadRequest("whole", name=name, found=_shown(value))
    return BadRequest("argument", name=name, expected=_words(kind), found=_shown(value))


def _unfit(call: Callable[..., Any], options: Mapping[str, object]) -> BadRequest:
    given = inspect.signature(call).parameters.values()
    own = [str(one).partition(":")[0] for one in given if one.name != "self"]
    unknown = next((option for option in options if option not in own), None)
    if unknown is not None and own:
        return Unknown("argument_unknown", unknown, own)
    return BadRequest("arguments", call=call.__name__, known=own or Phrase("asked.nothing"))


def _words(kind: Any) -> object:
    """What would have been right, in words."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        kinds = [part for part in parts if part is not type(None)]
        first, *others = [_words(part) for part in kinds]
        for other in others:
            first = Phrase("asked.either", {"one": first, "other": other})
        return first
    if origin is Literal:
        return Phrase("asked.one_of", {"known": list(parts)})
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Phrase("asked.mapping")
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return Phrase("asked.list_of", {"kind": _words(parts[0])})
    return Phrase(f"asked.{WORDED.get(kind) or kind.__name__}")


def _shown(value: object) -> str:
    """The value in one short line; of what is long, and of ours, what it is."""
    try:
        shown = repr(value)
    except Exception:  # noqa: BLE001  (whatever was handed in; the message is about something else)
        shown = type(value).__name__
    plain = "".join(mark if mark.isprintable() else " " for mark in shown[: 2 * SHOWN])
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
