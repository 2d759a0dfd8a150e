"""A scenario held against a log of days, best of days it has not seen."""

from sim.calibration.validation.result import Told, Validation
from sim.calibration.validation.validating import validate

__all__ = ["Told", "Validation", "validate"]
