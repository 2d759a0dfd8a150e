"""The reform catalogue: one file a measure. Called as `sim.reforms()` it lists them."""

import sys

from sim.office.reform import CATALOGUE, Reform
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
    "MEASURES",
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

MEASURES: dict[str, type[Reform]] = {
    "digitalisation": Digitalisation,
    "sop_simplification": SopSimplification,
    "reward_scheme": RewardScheme,
    "training": Training,
    "rotation": Rotation,
    "placement": Placement,
    "integrity_control": IntegrityControl,
    "complaint_channel": ComplaintChannel,
    "feedback_survey": FeedbackSurvey,
    "leadership": Leadership,
    "innovation_contest": InnovationContest,
    "transparency": Transparency,
    "participation": Participation,
    "appointments": Appointments,
    "service_standard": ServiceStandard,
    "staffing": Staffing,
    "agency_integration": AgencyIntegration,
    "change_support": ChangeSupport,
}
"""The catalogue by name, in the order in which it is listed."""

CATALOGUE.clear()
CATALOGUE.update(MEASURES)

# `import sim; sim.reforms()` lists the catalogue, and `sim.reforms` is this room as well
sys.modules[__name__].__class__ = Catalogue
