"""Scenario → Plan: plain arrays that both engines read, and the schema of the rows that they write."""

from sim.plan.build import plan_of
from sim.plan.plan import Idle, Names, Plan

__all__ = ["Idle", "Names", "Plan", "plan_of"]
