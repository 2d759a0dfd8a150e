"""The officers at the end of a run: how able, willing, tired, and how far with what is new."""

import numpy as np

from sim.measures.measure import HIGHER, LOWER, NEITHER, Measure
from sim.plan import Plan
from sim.plan.layout import Records

MEASURES = (
    Measure("competence_mean", "points 0-1", HIGHER, "people graded year_more", "professionalism"),
    Measure("motivation_mean", "points 0-1", HIGHER, "people graded year_more"),
    Measure("courtesy_mean", "points 0-1", HIGHER, dimension="professionalism"),
    Measure("defensive_mean", "points 0-1", LOWER, "people graded year_more", "accountability"),
    Measure("strain_mean", "points 0-1", LOWER, "people graded year_more"),
    Measure("adoption_mean", "share", HIGHER, "people", "innovation"),
    Measure("novices", "officers", NEITHER, "people run_only if_any"),
)

OF_MECHANISM = {
    "competence_mean": ("learning", "competence"),
    "motivation_mean": ("motivation", "motivation"),
    "courtesy_mean": ("courtesy", "courtesy"),
    "defensive_mean": ("criticism", "defensive"),
    "strain_mean": ("load", "strain"),
    "adoption_mean": ("change", "adoption"),
}
"""Measures of the means over officers: the mechanism that moves them, and the column of STAFF_ROW."""


def staff_values(plan: Plan, staff: Records | None) -> dict[str, float]:
    """The measures of the officers (STAFF_ROW), of the mechanisms that the scenario names; NaN without the rows.

    Adoption is told too where reforms have to be adopted.
    """
    table = plan.scenario.staff
    known = staff is not None and len(staff) > 0
    found = {
        measure: float(staff[column].mean()) if staff is not None and known else np.nan
        for measure, (mechanism, column) in OF_MECHANISM.items()
        if getattr(table, mechanism, None) is not None or (mechanism == "change" and len(plan.arrays.novelty))
    }
    if getattr(table, "turnover", None) is not None:
        found["novices"] = float((staff["hired_day"] > 0).sum()) if staff is not None and known else np.nan
    return found
