"""Exact results of queueing theory, each a plain function; what the engines are held against."""

from sim.verification.theory.appointments import appointments
from sim.verification.theory.deterministic import mdc
from sim.verification.theory.markov import erlang_a, erlang_b, erlang_c, mmc, mmck
from sim.verification.theory.mixed import loss, pollaczek_khinchine
from sim.verification.theory.networks import Node, jackson, traffic
from sim.verification.theory.priorities import cobham, cobham_servers
from sim.verification.theory.transient import (
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
    "sine",
    "sine_steps",
    "traffic",
    "transient",
    "transient_in_steps",
]
