"""The reform catalogue: one file a measure."""

from sim.office.reform import CATALOGUE
from sim.reforms.leadership import Leadership

__all__ = ["CATALOGUE", "Leadership"]
