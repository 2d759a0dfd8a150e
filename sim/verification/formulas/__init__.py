"""Exact results of queueing theory, each a plain function; what the engines are held against."""

from sim.verification.formulas.appointments import appointments
from sim.verification.formulas.deterministic import mdc
from sim.verification.formulas.markov import erlang_a, erlang_b, erlang_c, mmc, mmck
from sim.verification.formulas.mixed import loss, pollaczek_khinchine
from sim.verification.formulas.networks import Node, jackson, traffic
from sim.verification.formulas.priorities import cobham, cobham_servers
from sim.verification.formulas.shortest import shortest_of_two
from sim.verification.formulas.transient import (
    Rate,
    Steps,
    busy_without_end,
    sine,
    sine_steps,
    transient,
    transient_in_steps,
)

__all__ = [
    "Node",
    "Rate",
    "Steps",
    "appointments",
    "busy_without_end",
    "cobham",
    "cobham_servers",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "jackson",
    "loss",
    "mdc",
    "mmc",
    "mmck",
    "pollaczek_khinchine",
    "shortest_of_two",
    "sine",
    "sine_steps",
    "traffic",
    "transient",
    "transient_in_steps",
]
