"""In JupyterLab, in a browser: does the explorer do what it says, and is nothing asked for from outside the machine?"""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from notebooks_run import FEW_DRAWS

from sim.commands.lab import LAB_OPTIONS
from sim.runs import replicate
from sim.runs.day.hall import Counts
from sim.scenario import check, load
from sim.views.hall import halls_of

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "planners" / "id" / "04-reformasi-mana.ipynb"
TOKEN = "loket"  # noqa: S105  (of a server that lives as long as the test)
LOCAL = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|about:")
IDLE = (
    "address => fetch(address).then(r => r.json()).then(all => [].concat(all).some(k => k.execution_state === 'idle'))"
)
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
    """The address and folder of a JupyterLab of its own, with a short notebook; what it asks for goes `outside`."""
    replicate(load("dukcapil"), runs=1, days=1)  # compiles the engine, if need be, before anybody waits for a picture
    folder = tmp_path_factory.mktemp("lab")
    (folder / "nb").mkdir()
    (folder / "nb" / NOTEBOOK.name).write_text(json.dumps(short(NOTEBOOK)), "utf-8")
    (folder / "nb" / "whole.ipynb").write_text(json.dumps(short(NOTEBOOK)), "utf-8")
    (folder / "nb" / "english.ipynb").write_text(json.dumps(in_english(NOTEBOOK)), "utf-8")
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
        yield f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOK.name}?token={TOKEN}", folder / "nb"
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def short(notebook):
    """Its first cells, with fewer runs of fewer days and fewer draws, and a hall."""
    whole = json.loads(notebook.read_text("utf-8").replace("runs=20", "runs=2, days=64"))
    begin, at = [place for place, cell in enumerate(whole["cells"]) if cell["cell_type"] == "code"][:2]
    whole["cells"][begin]["source"] += ["\n", FEW_DRAWS]
    hall = {**whole["cells"][at], "id": "hall", "source": ["sim.hall('dukcapil')"]}
    return {**whole, "cells": [*whole["cells"][: at + 1], hall]}


def in_english(notebook):
    """The explorer of another office in English."""
    whole = short(notebook)
    first, panel, _ = (cell for cell in whole["cells"] if cell["cell_type"] == "code")
    source = ["sim.explore('puskesmas-bangko-semula', runs=3, days=40, lang='en')"]
    return {**whole, "cells": [first, {**panel, "source": source}]}


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


def until(page, condition, arg=None, **more):
    """Wait for something on the page; asked at every frame, as is usual, it would take a core for itself."""
    page.wait_for_function(condition, arg=arg, polling=250, **more)


def changed(page, selector, attribute, before):
    until(
        page,
        "([s, a, b]) => document.querySelector(s) && document.querySelector(s).getAttribute(a) !== b",
        arg=[selector, attribute, before],
    )
    return page.get_attribute(selector, attribute)


PICTURE = ".loket-explorer img"
PLAYED = "[...document.querySelectorAll('.jp-OutputArea *')].find(part => part.loketHall)"
CUT = """() => [...document.querySelectorAll(
    '.loket-explorer label, .loket-explorer button, .loket-explorer .lm-TabBar-tabLabel, .loket-explorer td')]
    .filter(part => part.offsetParent && (part.scrollHeight > part.clientHeight + 3
        || part.scrollWidth > part.clientWidth + 1)).map(part => part.innerText)"""
WIDE = """() => [...document.querySelectorAll('.loket-explorer, .loket-explorer .widget-html-content')]
    .filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.innerText)"""


def finished(page):
    """Wait until the picture is as fine as it gets."""
    until(page, "() => /Selesai;|Done;/.test(document.querySelector('.loket-explorer').innerText)")


def started(page, place, times=8):
    """Run a cell, as often as it takes: a page that is still being built may lose a key."""
    from playwright.sync_api import TimeoutError as NotYet

    cell = page.locator(".jp-CodeCell").nth(place)
    for _ in range(times):
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        with suppress(NotYet):
            until(page, ASKED, arg=place, timeout=10_000)
            return
    pytest.fail(f"cell {place} does not run")


def told(page, passage):
    """Wait until the explorer says something, wherever its lines may break."""
    read = "document.querySelector('.loket-explorer').innerText.replaceAll('\\u00a0', ' ').replaceAll('\\u2060', '')"
    until(page, f"said => {read}.includes(said)", arg=passage)


def tab(page, title):
    """Open a tab of the explorer."""
    page.locator(f".loket-explorer .lm-TabBar-tab:has-text('{title}')").click()


def pushed(page, button):
    """Push a button of the explorer."""
    page.locator(".loket-explorer").get_by_role("button", name=button, exact=True).click()


def opened_at(page, address, cells):
    """Open a notebook, run its cells, and bring the explorer into sight."""
    page.goto(address)
    page.wait_for_selector(".jp-CodeCell .cm-content")
    page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Python 3')")
    until(page, IDLE, arg=f"/api/kernels?token={TOKEN}")
    for place in range(cells):
        started(page, place)
    page.wait_for_selector(PICTURE)
    page.locator(".loket-explorer").evaluate("part => part.scrollIntoView({block: 'start'})")
    finished(page)


def back(page, picture):
    """Wait until a picture that was there is there again."""
    until(page, "([s, src]) => document.querySelector(s).getAttribute('src') === src", arg=[PICTURE, picture])


def ticked(page, opened):
    """A tick changes the picture."""
    page.get_by_label("Pelatihan pegawai").check()
    changed(page, PICTURE, "src", opened)
    finished(page)


def budgeted(page, opened, tmp_path):
    """A budget is held against what is ticked; the untick takes it back."""
    page.get_by_label("Anggaran").fill("300")
    page.get_by_label("Anggaran").press("Enter")
    told(page, "Melebihi anggaran Rp 300.000.000")
    finished(page)
    shot(page, "2-ticked", tmp_path)
    page.get_by_label("Pelatihan pegawai").uncheck()
    back(page, opened)


def slid(page, before, tmp_path):
    """A slider changes the picture."""
    tab(page, "Petugas")
    page.locator(".loket-explorer .noUi-handle:visible").first.focus()
    page.keyboard.press("ArrowRight")
    changed(page, PICTURE, "src", before)
    finished(page)
    shot(page, "3-staff", tmp_path)


def refused(page, tmp_path):
    """What cannot be is told where it was entered, and the picture stays."""
    before = page.get_attribute(PICTURE, "src")
    tab(page, "Keadaan")
    minutes = page.locator(".loket-explorer input[type=number]:visible").first
    minutes.fill("-5")
    minutes.press("Enter")
    told(page, "Gambar ini belum memuatnya")
    shot(page, "4-refused", tmp_path)
    assert page.get_attribute(PICTURE, "src") == before
    minutes.fill("10")
    minutes.press("Enter")
    changed(page, PICTURE, "src", before)
    tab(page, "Angka lain")
    page.get_by_placeholder("jalur angka").fill("opinion.trust.gain")
    page.get_by_placeholder("nilai").fill("9")
    pushed(page, "Pasang")
    told(page, "opinion.trust.gain tidak dapat dipasang: seharusnya bilangan paling besar 1")
    shot(page, "5-number", tmp_path)


def saved(page, folder, button, ending):
    """A button makes its file."""
    pushed(page, button)
    told(page, f"hasil-panel.{ending}")
    told(page, "Tersimpan")
    assert (folder / f"hasil-panel.{ending}").stat().st_size > 100
    (folder / f"hasil-panel.{ending}").unlink()


def kept(page, folder):
    """No button replaces a file; one tells the code."""
    pushed(page, "Skenario")
    told(page, "Tersimpan")
    pushed(page, "Skenario")
    told(page, "sudah ada dan tidak ditimpa")
    assert check(folder / "hasil-panel.toml") == ()
    pushed(page, "Kode")
    told(page, "sim.compare([now, changed]")


def played(page, tmp_path):
    """The hall counts as the rows do, at ten moments of the day."""
    until(page, f"() => {PLAYED}")
    (hall,) = halls_of([load("dukcapil")], None)
    first, last = hall.span
    for second in np.linspace(first, last, 10).astype(int).tolist():
        found = page.evaluate(f"second => {PLAYED}.loketHall.counts(second)[0]", second)
        assert Counts(*(found[name] for name in Counts._fields)) == hall.counts(second)
    page.locator("canvas").first.scroll_into_view_if_needed()
    shot(page, "7-hall", tmp_path)


def test_what_is_set_changes_the_picture_a_button_does_what_it_says_and_nothing_leaves_the_machine(
    chromium, lab, outside, tmp_path
):
    """One session: a tick, a slider, a file; then a hall."""
    asked = []
    address, folder = lab
    with browsed(chromium, asked, tmp_path) as page:
        opened_at(page, address, cells=3)
        shot(page, "1-opened", tmp_path)
        assert (page.evaluate(CUT), page.evaluate(WIDE)) == ([], [])
        ticked(page, page.get_attribute(PICTURE, "src"))
        slid(page, page.get_attribute(PICTURE, "src"), tmp_path)
        saved(page, folder, "Excel", "xlsx")
        played(page, tmp_path)
        assert page.get_by_text("official Jupyter news").count() == 0
    assert [address for address in asked if not LOCAL.match(address)] == []
    assert len(asked) > 10  # the requests were seen at all
    assert outside.knocked() == 0


@pytest.mark.long
def test_each_button_does_what_it_says_what_cannot_be_is_told_and_all_is_taken_back(chromium, lab, tmp_path):
    address, folder = lab
    address = address.replace("/lab/tree/", "/lab/workspaces/whole/tree/").replace(NOTEBOOK.name, "whole.ipynb")
    with browsed(chromium, [], tmp_path) as page:
        opened_at(page, address, cells=2)
        opened = page.get_attribute(PICTURE, "src")
        ticked(page, opened)
        budgeted(page, opened, tmp_path)
        slid(page, opened, tmp_path)
        refused(page, tmp_path)
        for button, ending in (("Skenario", "toml"), ("Gambar", "png"), ("Excel", "xlsx"), ("Naskah", "docx")):
            saved(page, folder, button, ending)
        shot(page, "6-saved", tmp_path)
        kept(page, folder)
        pushed(page, "Kembalikan semua")
        back(page, opened)


@pytest.mark.long
def test_in_english_nothing_is_cut_on_any_tab_and_questions_are_answered(chromium, lab, tmp_path):
    address = lab[0].replace("/lab/tree/", "/lab/workspaces/en/tree/").replace(NOTEBOOK.name, "english.ipynb")
    with browsed(chromium, [], tmp_path) as page:
        opened_at(page, address, cells=2)
        for title in ("Reforms", "Officers", "Demand", "Numbers"):
            tab(page, title)
            shot(page, f"en-{title}", tmp_path)
            assert (page.evaluate(CUT), page.evaluate(WIDE)) == ([], [])
        tab(page, "Reforms")
        for reform in ("Appointments", "Staff training"):
            page.get_by_label(reform, exact=True).check()
        page.get_by_label("Budget").fill("300")
        page.get_by_label("Budget").press("Enter")
        for button, said in (("How many counters?", "How many officers"), ("Best package", "Which reforms")):
            pushed(page, button)
            told(page, said)
            finished(page)
            shot(page, f"en-{button.strip('?')}", tmp_path)
            assert page.evaluate(WIDE) == []
        page.get_by_text("The whole report").click()
        page.get_by_text("The whole report").scroll_into_view_if_needed()
        shot(page, "en-report", tmp_path)
        assert (page.evaluate(CUT), page.evaluate(WIDE)) == ([], [])
