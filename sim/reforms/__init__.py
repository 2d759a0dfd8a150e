"""The reform catalogue: one file a measure."""

from sim.office.reform import CATALOGUE
from sim.reforms.change_support import ChangeSupport
from sim.reforms.innovation_contest import InnovationContest
from sim.reforms.leadership import Leadership
from sim.reforms.placement import Placement
from sim.reforms.rotation import Rotation
from sim.reforms.training import Training

__all__ = [
    "CATALOGUE",
    "ChangeSupport",
    "InnovationContest",
    "Leadership",
    "Placement",
    "Rotation",
    "Training",
]
