"""What is not as it should be, said to who computes in Python."""

import sys
import warnings
from typing import Any


class Notice(UserWarning):
    """A warning whose words say it all: where in a program it came up tells its reader nothing."""


def notice(said: str, stacklevel: int = 1) -> None:
    """Warn of something, and go on."""
    warnings.warn(said, Notice, stacklevel=stacklevel + 1)


def show_plainly() -> None:
    """Show notices as their words alone, without a path; in a notebook as other output, which is not red."""
    usual = warnings.showwarning

    def shown(message: Warning | str, category: type[Warning], *place: Any, **more: Any) -> None:
        if issubclass(category, Notice):
            (sys.stdout if "ipykernel" in sys.modules else sys.stderr).write(f"{message}\n")
        else:
            usual(message, category, *place, **more)

    warnings.showwarning = shown
