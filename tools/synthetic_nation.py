"""Writes scenarios/_studies/nation.toml: a nation of 514 made-up regencies and cities, as many as Indonesia has.

    python tools/synthetic_nation.py

Their names are numbers and their sizes the quantiles of a lognormal distribution in a shuffled order: no regency is
meant. How much they differ is made up as well, and less than they do: all have as many officers.
"""

from math import exp
from pathlib import Path
from statistics import NormalDist

FILE = Path(__file__).parents[1] / "scenarios" / "_studies" / "nation.toml"
OFFICES, SPREAD, STEP = 514, 0.35, 199
"""Offices, standard deviation of the logarithm of their sizes, and the stride by which they are shuffled."""


def shares() -> list[float]:
    """The share of the citizens of each office."""
    sizes = [exp(SPREAD * NormalDist().inv_cdf((rank + 0.5) / OFFICES)) for rank in range(OFFICES)]
    shuffled = [sizes[number * STEP % OFFICES] for number in range(OFFICES)]
    return [size / sum(shuffled) for size in shuffled]


def document() -> str:
    """The scenario."""
    head, _, _ = FILE.read_text("utf-8").partition("\n[[office]]")
    offices = [
        f'[[office]]\nname = "kab-{number:03}"\nshare = {share:.6f}\n' for number, share in enumerate(shares(), 1)
    ]
    return "\n".join([head.rstrip() + "\n", *offices])


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
