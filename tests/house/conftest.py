"""What the notebooks of one file of tests share."""

import pytest


@pytest.fixture(scope="module")
def kernel():
    """One for all, which has loaded its libraries from the second notebook on."""
    from jupyter_client import AsyncKernelManager
    from jupyter_core.utils import run_sync

    manager = AsyncKernelManager()
    yield manager
    run_sync(manager.shutdown_kernel)(now=True)
