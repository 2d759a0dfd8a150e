"""The reform catalogue: one file a measure. Called as `sim.reforms()` it lists them."""

import sys

from sim.office.reform import CATALOGUE
from sim.reforms.agency_integration import AgencyIntegration
from sim.reforms.appointments import Appointments
from sim.reforms.change_support import ChangeSupport
from sim.reforms.complaint_channel import ComplaintChannel
from sim.reforms.digitalisation import Digitalisation
from sim.reforms.feedback_survey import FeedbackSurvey
from sim.reforms.innovation_contest import InnovationContest
from sim.reforms.integrity_control import IntegrityControl
from sim.reforms.leadership import Leadership
from sim.reforms.listing import Catalogue
from sim.reforms.participation import Participation
from sim.reforms.placement import Placement
from sim.reforms.reward_scheme import RewardScheme
from sim.reforms.rotation import Rotation
from sim.reforms.service_standard import ServiceStandard
from sim.reforms.sop_simplification import SopSimplification
from sim.reforms.staffing import Staffing
from sim.reforms.training import Training
from sim.reforms.transparency import Transparency

__all__ = [
    "CATALOGUE",
    "AgencyIntegration",
    "Appointments",
    "ChangeSupport",
    "ComplaintChannel",
    "Digitalisation",
    "FeedbackSurvey",
    "InnovationContest",
    "IntegrityControl",
    "Leadership",
    "Participation",
    "Placement",
    "RewardScheme",
    "Rotation",
    "ServiceStandard",
    "SopSimplification",
    "Staffing",
    "Training",
    "Transparency",
]

sys.modules[__name__].__class__ = Catalogue
