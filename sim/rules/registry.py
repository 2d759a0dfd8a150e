"""The mark of a rule: a pure function of state, parameters and uniform numbers, written once for both engines."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

RULES: list[Callable[..., Any]] = []


def rule(function: F) -> F:
    """Register `function` and leave it alone.

    The reference engine calls it as plain Python; the compiled engine hands the same source to its compiler. A rule
    draws nothing, reads no clock and touches no object but its arguments; what does not agree to the bit between
    CPython and compiled code (`x**2`, `hypot`, `gamma`, array `exp`, sums of floats) has no place in one.
    """
    RULES.append(function)
    return function
