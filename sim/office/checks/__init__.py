"""Whether the parts of a scenario fit together.

The checks read the plain document and pass over what is broken by itself, so that one reading of a file finds the
misspelt key and the unknown skill together.
"""

from collections.abc import Iterator

from sim.office.checks.calendar import check_calendar
from sim.office.checks.cases import check_cases
from sim.office.checks.channels import check_channels
from sim.office.checks.citizens import check_citizens
from sim.office.checks.demand import check_demand
from sim.office.checks.doubt import check_doubt
from sim.office.checks.names import check_names
from sim.office.checks.officers import check_officers
from sim.office.checks.opinion import check_opinion
from sim.office.checks.references import check_references
from sim.office.checks.reforms import check_reforms
from sim.office.checks.region import check_region
from sim.office.checks.routes import check_routes
from sim.office.checks.staff import check_staff
from sim.office.checks.steps import check_steps
from sim.office.checks.texts import check_texts
from sim.office.checks.times import check_times
from sim.office.checks.tools import Table
from sim.office.checks.trouble import check_trouble
from sim.office.faults import Problem

CHECKS = (
    check_texts, check_names, check_references, check_routes, check_steps, check_officers, check_channels, check_cases,
    check_trouble, check_region, check_demand, check_citizens, check_staff, check_opinion, check_times, check_calendar,
    check_reforms, check_doubt,
)  # fmt: skip


def check(document: Table) -> Iterator[Problem]:
    """All that does not fit together in a document, faults and warnings."""
    for one in CHECKS:
        yield from one(document)
