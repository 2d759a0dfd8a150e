"""Services → steps, once for each office."""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.office import Scenario, Service, Step
from sim.office.posts import Region
from sim.office.routes import absent, next_steps
from sim.office.services import DONE as DONE_NAME
from sim.plan.desk import DeskBuilder
from sim.plan.laws import Laws
from sim.plan.layout import DONE, NONE, Records
from sim.plan.rows import NOWHERE, Row, run
from sim.plan.segments import Segment, Segments


class Routes:
    """Steps and services laid out office by office."""

    def __init__(self, scenario: Scenario, region: Region, desk: DeskBuilder, laws: Laws, segments: Segments) -> None:
        self._scenario, self._region, self._desk, self._laws, self._pieces = scenario, region, desk, laws, segments
        self._shortages = {
            step: number
            for number, shortage in enumerate(scenario.shortages, len(scenario.outages))
            for step in shortage.steps
        }
        self.names = tuple(f"{s.name}.{step.name}" for s in scenario.services for step in s.steps)
        self.steps = [
            row
            for office in range(len(region.offices))
            for number, service in enumerate(scenario.services)
            for row in self._steps(office, number, service)
        ]

    def place(self, office: int, service: Service, step: str) -> int:
        """The index of a step."""
        return office * len(self.names) + self.names.index(f"{service.name}.{step}")

    def services(self) -> list[Row]:
        """Rows of SERVICE."""
        upto = np.cumsum([s.share for s in self._scenario.services])
        whole = upto[-1] if upto[-1] > 0 else 1.0
        return [
            {
                "documents": service.documents,
                "deadline": NONE if service.deadline_days is None else service.deadline_days,
                "quota": NONE if service.quota is None else service.quota,
                "correction": NONE if service.correction is None else self.place(office, service, service.correction),
                "target": round(60 * (self._scenario.target_min if service.target_min is None else service.target_min)),
                "value": float(u / whole),
                "spared": 0.0,
            }
            for office in range(len(self._region.offices))
            for service, u in zip(self._scenario.services, upto, strict=True)
        ]

    def _steps(self, office: int, number: int, service: Service) -> Iterator[Row]:
        for index, step in enumerate(service.steps):
            away, onward = absent(self._scenario, step), next_steps(service, step)
            station = NONE if step.station is None else self._region.station(step.station, office)
            line = NONE if step.station is None else self._desk.line(station, service, step)
            patience = step.patience
            if patience is None and step.station is not None:
                patience = self._region.stations[station][0].patience
            patience_law = NONE if patience is None else self._laws.add(patience)
            branch = self._pieces.cases([(self._target(office, service, to), share) for to, share in onward])
            rework = NONE if step.rework is None else self.place(office, service, step.rework)
            own = self.place(office, service, step.name)
            yield {
                "service": number,
                "number": own % len(self.names),
                "office": office,
                "index": index,
                "station": station,
                "line": line,
                "work_law": self._laws.add(step.time),
                "patience_law": patience_law,
                **run("branch", branch),
                "special": away or self._special(service, step),
                "absent": away,
                "online": step.online,
                **run("days", NOWHERE if step.after_days is None else self._pieces.cases(step.after_days)),
                "rework": rework,
                "shortage": self._shortages.get(self.names[own % len(self.names)], NONE),
                "checks": step.checks_file if service.documents else 0.0,
                "error": step.error,
                "finds": step.finds_errors,
                "time": 1.0,
            }

    def _special(self, service: Service, step: Step) -> bool:
        """Whether a step with the citizen may lead to more than the next step of the visit, or its end."""
        judged = step.checks_file > 0 or step.error > 0 or step.finds_errors > 0
        mistaken = any(other.error > 0 for other in service.steps)
        after = [other for other in service.steps if other.name in dict(next_steps(service, step))]
        apart = any(other.after_days is not None or absent(self._scenario, other) for other in after)
        return judged or mistaken or apart

    def _target(self, office: int, service: Service, to: str) -> int:
        return DONE if to == DONE_NAME else self.place(office, service, to)


def passes_of(steps: Records, segments: Sequence[Segment]) -> int:
    """How many steps (STEP) of a visit must be counted: all of a service, unless every way leads forward."""
    for number, step in enumerate(steps):
        onward = segments[step["branch_first"] : step["branch_first"] + step["branch_count"]]
        back = step["finds"] > 0 and step["rework"] != NONE
        if back or any(way.to != DONE and way.to <= number for way in onward):
            return int(steps["index"].max()) + 1
    return 0
