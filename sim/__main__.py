"""`python -m sim` is `loket`: the command line, and its exit code whenever Ctrl-C is pressed."""

import signal
import sys

STOPPED = 130


def main() -> int:
    """Run `loket` and return its exit code; a Ctrl-C while it is loaded, or once more at the end, changes none."""
    try:
        from sim.cli import main as loket

        code = loket()
    except KeyboardInterrupt:
        code = STOPPED
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # from here on there is nothing left to stop
    # Python ends by the signal if Ctrl-C was caught while text was executed (as dataclasses do); this makes it forget.
    exec("")  # noqa: S102
    return code


if __name__ == "__main__":
    sys.exit(main())
