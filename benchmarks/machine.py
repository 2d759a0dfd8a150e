"""What the figures were measured on, and with."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

MEASURED_WITH = ("numba", "numpy", "simpy", "mesa", "ciw", "salabim")


def description() -> dict[str, object]:
    """Processor, cores, system, versions and the date."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{name: found for name in MEASURED_WITH if (found := installed(name))},
    }


def processor() -> str:
    """The model of the processor, as far as the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def installed(package: str) -> str | None:
    """The version of a package, if it is here."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
