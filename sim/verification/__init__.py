"""Verification: what queueing theory knows exactly, against what the engine simulates."""

from sim.verification.case import Case, Check, Quantity
from sim.verification.verifying import all_cases, verify

__all__ = ["Case", "Check", "Quantity", "all_cases", "verify"]
