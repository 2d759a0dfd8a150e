"""In JupyterLab, in a browser: does a tick change the picture, and is nothing asked for from outside the machine?"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from sim.commands.lab import LAB_OPTIONS
from sim.runs import replicate
from sim.scenario import load

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "planners" / "id" / "04-reformasi-mana.ipynb"
TOKEN = "loket"  # noqa: S105  (of a server that lives as long as the test)
LOCAL = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:")
IDLE = "address => fetch(address).then(r => r.json()).then(all => all.some(k => k.execution_state === 'idle'))"
ASKED = """place => /\\[[*0-9]+\\]/.test(
    document.querySelectorAll('.jp-CodeCell')[place].querySelector('.jp-InputPrompt').innerText)"""
"""Whether a cell runs or has run: its number or a star stands beside it."""
SHOWN = os.environ.get("LOKET_SCREENSHOTS")
"""A folder for the screenshots, to look at them."""


def free_port():
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Outside:
    """Stands in for the way out: a proxy that counts who knocks, and answers nobody."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]

    def knocked(self):
        count = 0
        while True:
            try:
                self._socket.accept()[0].close()
            except BlockingIOError:
                return count
            count += 1


@pytest.fixture(scope="module")
def outside():
    return Outside()


@pytest.fixture(scope="module")
def lab(tmp_path_factory, outside):
    """The address of a JupyterLab of its own, with a short version of the notebook; what it asks for goes `outside`."""
    replicate(load("dukcapil"), runs=1, days=1)  # compiles the engine, if need be, before anybody waits for a picture
    folder = tmp_path_factory.mktemp("lab")
    source = NOTEBOOK.read_text("utf-8").replace("runs=20", "runs=3, days=64")
    (folder / "nb").mkdir()
    (folder / "nb" / NOTEBOOK.name).write_text(source, "utf-8")
    port, proxy = free_port(), f"http://127.0.0.1:{outside.port}"
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), proxy)
    quiet = {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost", "LOKET_LANG": "id"}
    homes = {f"JUPYTER{name}_DIR": str(folder / name) for name in ("_CONFIG", "_DATA", "LAB_SETTINGS")}
    command = [sys.executable, "-m", "jupyterlab", str(folder / "nb"), "--no-browser", "--allow-root"]
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.ip=127.0.0.1",
    ]
    log = (folder / "log").open("w")
    server = subprocess.Popen(
        [*command, *options, *LAB_OPTIONS],
        env={**os.environ, **proxies, **quiet, **homes},
        stdout=log,
        stderr=log,
        cwd=folder,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}", server)
        yield f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOK.name}?token={TOKEN}"
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def wait_for(address, server):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  (this machine)
                return
        except OSError:
            assert server.poll() is None, "JupyterLab did not start"
            time.sleep(0.2)
    pytest.fail("JupyterLab did not answer")


@contextmanager
def browsed(chromium, asked, folder):
    """A page of a headless browser; `asked` takes every address that it asks for. What failed is to be seen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en")
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda one: asked.append(one.url))
        page.set_default_timeout(240_000)
        try:
            yield page
        except BaseException as error:
            shot(page, "failed", folder)
            error.add_note(page.locator("body").inner_text())
            raise
        browser.close()


def shot(page, name, folder):
    where = Path(SHOWN or folder)
    where.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=where / f"{name}.png")


def changed(page, selector, attribute, before):
    page.wait_for_function(
        "([s, a, b]) => document.querySelector(s) && document.querySelector(s).getAttribute(a) !== b",
        arg=[selector, attribute, before],
    )
    return page.get_attribute(selector, attribute)


def in_sight(page, passage):
    """Whether a passage of the explorer can be read without scrolling, once its cell stands at the top."""
    page.locator(".loket-explorer").evaluate("part => part.scrollIntoView({block: 'start'})")
    box, screen = page.locator(f".loket-explorer >> text={passage}").last.bounding_box(), page.viewport_size
    pane = page.locator(".loket-explorer").bounding_box()
    right = min(screen["width"], pane["x"] + pane["width"])
    return box["y"] >= 0 and box["y"] + box["height"] <= screen["height"] and box["x"] + box["width"] <= right + 1


SQUEEZED = """() => [...document.querySelectorAll('.loket-explorer .widget-checkbox, .loket-explorer button')]
    .filter(part => part.offsetParent && part.scrollHeight > part.clientHeight + 2).map(part => part.innerText)"""


def finished(page):
    """Wait until the picture is as fine as it gets."""
    page.wait_for_function("() => document.querySelector('.loket-explorer').innerText.includes('Selesai')")


def started(page, place, times=8):
    """Run a cell, as often as it takes: a page that is still being built may lose a key."""
    from playwright.sync_api import TimeoutError as NotYet

    cell = page.locator(".jp-CodeCell").nth(place)
    for _ in range(times):
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        with suppress(NotYet):
            page.wait_for_function(ASKED, arg=place, timeout=10_000)
            return
    pytest.fail(f"cell {place} does not run")


def test_a_tick_changes_the_picture_and_nothing_is_asked_for_from_outside(chromium, lab, outside, tmp_path):
    asked = []
    picture = ".loket-explorer img"
    with browsed(chromium, asked, tmp_path) as page:
        page.goto(lab)
        page.wait_for_selector(".jp-CodeCell .cm-content")
        page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
        page.wait_for_function(IDLE, arg=f"/api/kernels?token={TOKEN}")
        for place in (0, 1):
            started(page, place)
        page.wait_for_selector(picture)
        shot(page, "1-first", tmp_path)
        first = page.get_attribute(picture, "src")
        assert "Gambar ini" in page.locator(".loket-explorer").inner_text()
        finished(page)
        page.locator(".loket-explorer").scroll_into_view_if_needed()
        shot(page, "2-refined", tmp_path)
        assert in_sight(page, "Biaya reformasi")
        assert in_sight(page, "Pengguna dimintai pungli")
        heading = page.locator(".loket-explorer th").last
        assert heading.evaluate("part => part.closest('table').scrollWidth <= part.closest('.widget-html').clientWidth")
        assert page.evaluate(SQUEEZED) == []
        refined = page.get_attribute(picture, "src")
        assert refined != first
        assert "menunggu rata-rata" in page.get_attribute(picture, "alt")
        page.get_by_label("Pelatihan pegawai").check()
        changed(page, picture, "src", refined)
        finished(page)
        ticked = page.get_attribute(picture, "src")
        shot(page, "3-ticked", tmp_path)
        page.get_by_label("Pelatihan pegawai").uncheck()
        changed(page, picture, "src", ticked)
        finished(page)
        assert page.get_attribute(picture, "src") == refined
        assert page.get_by_text("official Jupyter news").count() == 0
        page.get_by_role("button", name="Kosongkan semua").click()
        changed(page, picture, "src", refined)
        finished(page)
        shot(page, "4-cleared", tmp_path)
    assert [address for address in asked if not LOCAL.match(address)] == []
    assert len(asked) > 10  # the requests were seen at all
    assert outside.knocked() == 0
