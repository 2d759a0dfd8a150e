"""`python -m benchmarks [NAME ...] [--quick]`: measure, print tables, keep them under benchmarks/results."""

import argparse
import sys

from benchmarks import BENCHMARKS, benchmark


def main() -> int:
    """Run the benchmarks asked for, all by default; 1 if one of them found that it cannot be trusted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(BENCHMARKS)}; default: all")
    parser.add_argument("--quick", action="store_true", help="small and short: shows that all works, not how fast")
    asked = parser.parse_args()
    if unknown := [name for name in asked.names if name not in BENCHMARKS]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    failed = [name for name in asked.names or BENCHMARKS if not run(name, quick=asked.quick)]
    return 1 if failed else 0


def run(name: str, *, quick: bool) -> bool:
    """Run a benchmark and show what it found; False if it refuses to report."""
    try:
        report = benchmark(name)(quick=quick)
    except AssertionError as refusal:
        print(f"\n{name}: no figures, because {refusal}", file=sys.stderr)
        return False
    report.show()
    if not quick:
        report.keep()
    return True


sys.exit(main())
