"""What the tests of several views share: a browser."""

import os
import shutil
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable():
    """A Chromium of the machine; "" for the one that Playwright has installed; None where there is none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        if Path(tools.chromium.executable_path).exists():
            return ""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def chromium():
    pytest.importorskip("playwright", reason="playwright is not installed: the explorer is not tried in a browser")
    found = executable()
    if found is None and os.environ.get("LOKET_BROWSER") == "must":
        pytest.fail("no Chromium, though this machine must have one")
    if found is None:
        pytest.skip("no Chromium on this machine: THE EXPLORER IS NOT TRIED IN A BROWSER (CONTRIBUTING.md says how)")
    return found or None
