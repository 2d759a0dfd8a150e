"""Blocks handed to a cluster of dask's: whoever can reach its scheduler can run what he likes on its workers."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from sim.language.errors import BadRequest

LOCAL = "local"
"""Worker processes of this machine, started for the occasion, in the place of an address."""
PATIENCE_S = 30
"""So long a scheduler may take to answer, and its first worker to come."""


@contextmanager
def cluster(address: str, workers: int | None = None, *, anywhere: bool = False) -> Iterator[tuple[Executor, int]]:
    """What hands blocks to the workers of a dask scheduler, and how many it is worth giving them at a time.

    The address is one of this machine (tcp://127.0.0.1:8786) or secured (tls://…, by dask's own settings), unless it
    may be `anywhere`; "local" starts `workers` processes here. Raises BadRequest where nobody answers.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise BadRequest("no_distributed") from None
    if address != LOCAL and not anywhere and not _safe(address):
        raise BadRequest("scheduler_open", found=address)
    with ExitStack() as stack:
        place: Any = address
        if address == LOCAL:
            own = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None, "host": "127.0.0.1"}
            place = stack.enter_context(LocalCluster(**own))
        try:
            client = stack.enter_context(Client(place, timeout=PATIENCE_S, set_as_default=False))
            client.wait_for_workers(1, timeout=PATIENCE_S)
        except (OSError, ValueError, TimeoutError) as error:
            raise BadRequest("scheduler_none", found=address, reason=f"{type(error).__name__}") from error
        yield client.get_executor(pure=False), max(1, sum(client.nthreads().values()))


def _safe(address: str) -> bool:
    """Whether nobody else can speak to a scheduler at an address: of this machine, or secured."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
    except ValueError:  # an address of brackets that are not closed
        return False
    if parts.scheme == "tls":
        return True
    with suppress(ValueError):
        return parts.scheme == "tcp" and ipaddress.ip_address(parts.hostname or "").is_loopback
    return parts.scheme == "tcp" and parts.hostname == "localhost"
