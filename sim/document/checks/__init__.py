"""Whether the parts of a scenario fit together.

The checks read the plain document and pass over what is broken by itself, so that one reading of a file finds
the misspelt key and the unknown skill together.
"""

from collections.abc import Iterator

from sim.document.checks.calendar import check_calendar
from sim.document.checks.cases import check_cases
from sim.document.checks.channels import check_channels
from sim.document.checks.citizens import check_citizens
from sim.document.checks.demand import check_demand
from sim.document.checks.doubt import check_doubt
from sim.document.checks.names import check_names
from sim.document.checks.officers import check_officers
from sim.document.checks.opinion import check_opinion
from sim.document.checks.references import check_references
from sim.document.checks.reforms import check_reforms
from sim.document.checks.region import check_region
from sim.document.checks.routes import check_routes
from sim.document.checks.staff import check_staff
from sim.document.checks.steps import check_steps
from sim.document.checks.texts import check_texts
from sim.document.checks.times import check_times
from sim.document.checks.tools import Table
from sim.document.checks.trouble import check_trouble
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
