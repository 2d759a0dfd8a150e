"""Asking for money under supervision: who is found out, and how long that deters."""

import math

from sim.rules.records import Behaviour
from sim.rules.registry import rule


@rule
def found_out(b: Behaviour, requests: int, reports: int) -> float:
    """The probability that an officer is found out after a day with so many requests and complaints about them."""
    return 1.0 - math.pow(1.0 - b.detect, requests) * math.pow(1.0 - b.acted, reports)
