"""Chance as a hash: every random number belongs to what it decides, not to the order of calls.

A key (63 bits) names a run, a citizen, a need; a uniform number is the hash of a key and the number of the
draw. So the same citizen has the same luck in every scenario, which is what makes paired comparisons sharp.

Source of the mixing function: Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA
2014 (splitmix64, the variant by Stafford).
"""

from sim.rules.registry import rule

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15

# what a draw decides; below 256, see `draw_of`
GAP, SERVICE_TYPE, MOMENT, WORK, PATIENCE, AT_ONCE, BALK, BRANCH, RATE, CLASS = range(10)
HOME, VILLAGE, TRAVEL, ACCESS, SKILL = range(10, 15)
MISSING, FOUND, ERROR, ERROR_FOUND, AFTER_DAYS, RETURN, RETURN_DAYS, RETURN_AFTER, NO_SHOW, LATENESS = range(15, 25)
ASK, PAY, FAVOUR, COMPLAIN, AGE, DISABLED, CONNECTED, PREDISPOSITION, EXPECTATION = range(25, 34)
ANSWERS = 34
"""The first of the nine answers after a visit."""
STYLE, ELSEWHERE, EXCUSED, WHICH_LINE = 43, 44, 45, 46

# what is drawn of an officer
MOTIVATION, COURTESY, TAKES, RESISTS, DIGITAL = range(5)
AWAY, LEAVES, FOUND_OUT, FALLS_BACK, RESULTS, CONDUCT, FILLED = (n << 40 for n in range(1, 8))
"""The first of the draws of a day."""
SENT = 8 << 40
"""The first of the draws of a course."""

# branches of the tree of keys, far enough apart that no two can meet
OFFICE, CITIZENS, STREAMS, GROUPS = (1 << 56, 2 << 56, 3 << 56, 4 << 56)
NEEDS = 5 << 56
DAYS = 6 << 56
CHANNELS, BUNDLES, OUTAGES, SHORTAGES, LATES = (7 << 56, 8 << 56, 9 << 56, 10 << 56, 11 << 56)
POSTS, HIRES, TIES, COMPLAINTS = (12 << 56, 13 << 56, 14 << 56, 15 << 56)
LOTS, SURVEYS, BREACHES, SWAPS = (16 << 56, 17 << 56, 18 << 56, 19 << 56)
NEEDS_A_DAY = 64


def word(x: int) -> int:
    """The lowest 64 bits of x; compiled code has its own version of this one function."""
    return x & MASK


def narrow(x: int) -> int:
    """The highest 63 of 64 bits, so that a signed integer holds them; compiled code has its own version."""
    return x >> 1


@rule
def mix(z: int) -> int:
    """Scramble 64 bits (splitmix64)."""
    z = word((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9)
    z = word((z ^ (z >> 27)) * 0x94D049BB133111EB)
    return z ^ (z >> 31)


@rule
def key_of(parent: int, which: int) -> int:
    """The key of child `which` of a key: 63 bits."""
    return narrow(mix(word(word(parent) + word(which + 1) * GOLDEN)))


@rule
def uniform(key: int, draw: int) -> float:
    """The uniform number of a draw: 52 bits, strictly between 0 and 1."""
    return ((narrow(mix(word(word(key) + word(draw + 1) * GOLDEN))) >> 11) + 0.5) * 2.220446049250313e-16


@rule
def draw_of(purpose: int, step: int, again: int, attempt: int) -> int:
    """The number of the draw for a purpose at a step, on the pass `again` through it in the attempt at a case."""
    return purpose + (step << 8) + (again << 24) + (attempt << 40)


@rule
def run_key(seed: int, run: int) -> int:
    """The key of a replication."""
    return key_of(key_of(0, seed), run)


@rule
def citizen_key(run: int, citizen: int) -> int:
    """The key of a citizen within a run, from the run's key."""
    return key_of(run, CITIZENS + citizen)


@rule
def need_key(citizen: int, day: int, ordinal: int) -> int:
    """The key of a citizen's need, from the citizen's key, the day it arose and its ordinal that day."""
    return key_of(citizen, NEEDS + day * NEEDS_A_DAY + ordinal)
