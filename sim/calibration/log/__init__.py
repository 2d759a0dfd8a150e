"""Queue logs of ticket machines and observers, as tables that mean the same whatever file they came from."""

from sim.calibration.log.mapping import Mapping, read_mapping, written_mapping
from sim.calibration.log.reading import LogRead, read, read_log
from sim.calibration.log.records import Log, Note, Report, Snapshots, Totals, Visits

__all__ = [
    "Log", "LogRead", "Mapping", "Note", "Report", "Snapshots", "Totals", "Visits", "read", "read_log", "read_mapping",
    "written_mapping",
]  # fmt: skip
