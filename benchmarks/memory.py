"""How much memory this process holds, in MB (1,048,576 bytes)."""

import sys
from pathlib import Path

STATUS = Path("/proc/self/status")
CLEAR = Path("/proc/self/clear_refs")
RESET_PEAK = "5"


def memory_mb() -> float:
    """Memory held now; where the system does not tell, the most held so far."""
    return _status("VmRSS") if STATUS.exists() else peak_mb()


def peak_mb() -> float:
    """The most memory held since the start, or since `reset_peak` where the system can do that."""
    if STATUS.exists():
        return _status("VmHWM")
    if sys.platform == "win32":
        raise AssertionError("this system does not tell how much memory a process held")
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 1024


def reset_peak() -> None:
    """Forget the peak so far, where the system can do that."""
    try:
        CLEAR.write_text(RESET_PEAK, "ascii")
    except OSError:
        return


def _status(name: str) -> float:
    line = next(line for line in STATUS.read_text("ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024
