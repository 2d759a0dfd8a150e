"""Does `loket` keep its promises: what it prints, its JSON, its exit codes, its messages in both languages?"""

import errno
import json
import math
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import sim
from sim.cli import main
from sim.language import LANGUAGES
from sim.language.catalogue import messages
from sim.measures import Estimate
from sim.runs.making.replication import RunFailed
from sim.runs.tables.folder import ResultFolder
from sim.verification import Check
from sim.views.console import Bar
from sim.views.notation import plain, signed_interval, with_interval

ROOT = Path(__file__).parents[2]
OFFICE = """
title = { id = "Kantor kecil", en = "A small office" }
hours = "08:00-12:00"
days = 4
runs = 3
[[station]]
name = "loket"
[[service]]
name = "ktp"
title = { id = "Cetak KTP", en = "Identity card" }
[[service.step]]
name = "cetak"
station = "loket"
time = { dist = "exponential", mean_min = 5 }
[[service]]
name = "kk"
title = { id = "Kartu Keluarga", en = "Family card" }
[[service.step]]
name = "cetak"
station = "loket"
time = { dist = "exponential", mean_min = 5 }
[[officer]]
name = "Petugas"
skills = ["*"]
[citizens]
count = 200
needs_per_year = 40.0
"""
QUICKER = 'extends = "kecil.toml"\ntitle = "Dua petugas"\n[[officer]]\nname = "Petugas"\ncount = 2\n'
ENGINE = ("--engine", "reference")
RUN = ("run", "kecil.toml", *ENGINE)
COMPARE = ("compare", "kecil.toml", "cepat.toml", *ENGINE)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Every command runs in a folder with two scenarios, in Indonesian unless it says otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LOKET_LANG", raising=False)
    monkeypatch.delenv("LOKET_DEBUG", raising=False)
    (tmp_path / "kecil.toml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "cepat.toml").write_text(QUICKER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loket(capsys):
    """Run a command here: exit code, stdout, stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def process(*words: str, **options) -> "subprocess.CompletedProcess[str]":
    """Run a command as a user does."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": ""}
    command = [sys.executable, "-m", "sim", *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, **options
    )


# -------------------------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("id", ["Kantor kecil", "Warga yang dilayani", "Kartu Keluarga", "Menurut jam kedatangan", "bukan perkiraan"]),
        ("en", ["A small office", "Citizens who are served", "Family card", "By hour of arrival", "not an estimate"]),
    ],
)
def test_a_run_prints_its_answer_first_and_what_it_rests_on_last(loket, lang, said):
    code, out, err = loket(*RUN, "--lang", lang)
    assert (code, err) == (0, "")
    places = [" ".join(out.split()).find(words) for words in said]
    assert -1 not in places
    assert places == sorted(places)
    assert max(len(line) for line in out.splitlines()) <= 100


def test_numbers_are_written_as_the_language_writes_them(loket):
    _, indonesian, _ = loket(*RUN)
    _, english, _ = loket(*RUN, "--lang", "en")
    assert re.search(r"\d,\d \(\d+,\d–\d+,\d\)", indonesian)
    assert re.search(r"\d\.\d \(\d+\.\d–\d+\.\d\)", english)


def test_one_run_says_that_it_has_no_interval(loket):
    _, out, _ = loket(*RUN, "--runs", "1")
    assert "tambah --runs" in out
    assert not re.search(r"\d \(\d", out)


@pytest.mark.parametrize(
    ("lang", "said"), [("id", ["Dua petugas", "lebih baik", "sama persis"]), ("en", ["better", "the same"])]
)
def test_a_comparison_gives_its_verdicts_in_words(loket, lang, said):
    code, out, _ = loket(*COMPARE, "--lang", lang)
    assert code == 0
    assert [words for words in said if words not in out] == []
    assert max(len(line) for line in out.splitlines()) <= 100


def test_a_scenario_says_from_which_size_on_a_difference_matters(loket, folder):
    usual = {record["measure"]: record for record in records(loket(*COMPARE, "--json")[1])}
    (folder / "kecil.toml").write_text(f"{OFFICE}[practical]\nminutes = 1000\nrelative = 0.9\n", "utf-8")
    code, out, _ = loket(*COMPARE, "--lang", "id", "--out", "hasil.xlsx")
    assert code == 0
    shown = " ".join(out.split())
    assert "): terbukti, tetapi kecil." in shown
    assert "±1.000 menit, ±0,1 hari, ±1 poin dari 100, atau ±1 poin persen; untuk ukuran lain di dalam ±90 %" in shown
    cells = {cell for page in load_workbook("hasil.xlsx") for row in page.values for cell in row}
    assert {"terbukti, tetapi kecil"} <= cells
    found = {record["measure"]: record for record in records(loket(*COMPARE, "--json")[1])}
    changed = {name for name in usual if usual[name]["verdict"] != found[name]["verdict"]}
    assert "wait_mean_min" in changed
    assert {found[name]["verdict"] for name in changed} == {"certain_but_small"}
    assert [usual[name] | {"verdict": ""} for name in usual] == [found[name] | {"verdict": ""} for name in usual]


def test_the_language_comes_from_the_option_then_from_the_environment(loket, monkeypatch):
    assert "judul" in loket("scenarios")[1]
    monkeypatch.setenv("LOKET_LANG", "en_GB.UTF-8")
    assert "title" in loket("scenarios")[1]
    assert "judul" in loket("--lang", "id", "scenarios")[1]
    assert "judul" in loket("scenarios", "--lang=id")[1]


FOLLOWED = """
extends = "kecil.toml"
title = { id = "Kantor utuh", en = "A whole office" }
[citizens]
knows_document = 0.7
trip_rupiah = 12000
[[station]]
name = "belakang"
title = { id = "Operator SIAK", en = "Typists" }
back_office = true
[[service]]
name = "kk"
documents = 3
deadline_days = 1
[[service.step]]
name = "cetak"
checks_file = 0.9
[[service.step]]
name = "input"
station = "belakang"
time = { dist = "exponential", mean_min = 10 }
[returns]
incomplete = { share = 0.5, after_days = 1 }
[[channel]]
name = "janji"
title = { id = "Janji temu", en = "Appointment" }
kind = "appointment"
willing = 0.3
slots = [["08:00-11:00", 15, 1]]
no_show = 0.2
[[office]]
name = "pusat"
title = { id = "Kantor Dinas", en = "Main office" }
[[office]]
name = "kec"
title = { id = "UPT Kecamatan yang Namanya Panjang Sekali", en = "A branch with a name that is very long indeed" }
"""


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "id",
            [
                "Permohonan yang selesai memerlukan",
                "Lama selesai, rata-rata (hari kerja)",
                "Permohonan menurut layanan",
                "Tidak diteruskan karena",
                "berkas kurang",
                "Datang langsung",
                "Janji temu",
                "Kantor Dinas",
                "Operator SIAK (Kantor Dinas)",
            ],
        ),
        (
            "en",
            [
                "Cases that finish take",
                "Working days to finish, mean",
                "Cases by service",
                "Given up because of",
                "papers missing",
                "Walk-in",
                "Appointment",
                "Main office",
                "Typists (Main office)",
            ],
        ),
    ],
)
def test_a_whole_office_prints_its_cases_channels_and_offices(loket, folder, lang, said):
    (folder / "utuh.toml").write_text(FOLLOWED, encoding="utf-8")
    code, out, err = loket("run", "utuh.toml", *ENGINE, "--full", "--lang", lang)
    assert (code, err) == (0, "")
    assert [words for words in said if words not in " ".join(out.split())] == []
    assert max(len(line) for line in out.splitlines()) <= 100
    rupiah = next(line for line in out.splitlines() if "rupiah" in line and "(" in line)
    assert re.search(r" 1\d\.\d{3} \(" if lang == "id" else r" 1\d,\d{3} \(", rupiah)  # whole, with thousands


def test_a_simple_office_says_nothing_of_cases_and_channels(loket):
    _, out, _ = loket(*RUN)
    assert not re.search("Permohonan|saluran|Menurut kantor|Berkas", out)


@pytest.mark.parametrize(("lang", "said"), [("id", "Lama selesai rata-rata"), ("en", "Mean time to finish")])
def test_a_comparison_of_whole_offices_has_the_days_too(loket, folder, lang, said):
    (folder / "utuh.toml").write_text(FOLLOWED, encoding="utf-8")
    (folder / "lagi.toml").write_text(
        'extends = "utuh.toml"\ntitle = "Lagi"\n[citizens]\nknows_document = 1\n', "utf-8"
    )
    code, out, _ = loket("compare", "utuh.toml", "lagi.toml", *ENGINE, "--full", "--lang", lang)
    assert code == 0
    assert out.count(said) == 2  # the headline, and the heading of the groups
    assert max(len(line) for line in out.splitlines()) <= 100


def test_cases_are_in_json_and_in_the_folder(loket, folder):
    (folder / "utuh.toml").write_text(FOLLOWED, encoding="utf-8")
    code, out, _ = loket("run", "utuh.toml", *ENGINE, "--out", "hasil", "--visits", "--json", "--format", "parquet")
    assert code == 0
    units = {r["measure"]: r["unit"] for r in records(out)}
    assert units["days_to_finish_mean[service=kk]"] == "working days"
    assert units["rupiah_per_case[channel=janji]"] == "rupiah/case"
    assert len(pd.read_parquet("hasil/cases.parquet")) > 0


# ------------------------------------------------------------------------------------------------------------- JSON


def records(out: str) -> list[dict]:
    found = json.loads(out)
    assert isinstance(found, list)
    return found


def test_json_of_a_run_is_one_record_for_each_measure(loket):
    code, out, err = loket(*RUN, "--json")
    assert (code, err) == (0, "")
    found = records(out)
    assert all(set(r) == {"scenario", "measure", "unit", "mean", "low", "high", "runs"} for r in found)
    waits = [r for r in found if r["measure"] == "wait_mean_min"]
    assert len(waits) == 1
    assert waits[0]["low"] < waits[0]["mean"] < waits[0]["high"]
    assert (waits[0]["unit"], waits[0]["runs"], waits[0]["scenario"]) == ("min", 3, "kecil")
    assert "wait_mean_min[service=kk]" in {r["measure"] for r in found}


def test_json_of_a_comparison_tells_difference_and_verdict(loket):
    found = records(loket(*COMPARE, "--json")[1])
    wait = next(r for r in found if r["measure"] == "wait_mean_min")
    assert (wait["scenario"], wait["baseline"], wait["verdict"]) == ("cepat", "kecil", "better")
    assert wait["low"] < wait["difference"] < wait["high"] < 0
    assert wait["mean"] - wait["baseline_mean"] == pytest.approx(wait["difference"])


def test_json_of_the_scenarios_names_files_that_can_be_loaded(loket):
    found = records(loket("scenarios", "--json")[1])
    assert {r["name"] for r in found} >= {"dukcapil", "puskesmas", "dpmptsp"}
    assert all(set(r) == {"name", "path", "title"} and Path(r["path"]).is_file() for r in found)


def test_json_of_a_check_lists_the_faults(loket, folder):
    (folder / "salah.toml").write_text(OFFICE + "needs_cv = -1.0\n", encoding="utf-8")
    code, out, err = loket("check", "kecil.toml", "salah.toml", "--json")
    assert code == 2
    assert [(r["file"], r["line"], r["warning"]) for r in records(out)] == [("salah.toml", 28, False)]
    assert "salah.toml:28" in err


def checks(*, ok: bool) -> list[Check]:
    return [Check("M/M/1: wait", "Erlang 1909", 5.0, 5.1, 4.9, 5.3, ok, "min")]


@pytest.mark.parametrize(("ok", "code"), [(True, 0), (False, 1)])
def test_verify_ends_with_1_where_something_is_off(loket, monkeypatch, ok, code):
    monkeypatch.setattr("sim.verification.verify", lambda **_: checks(ok=ok))
    ended, out, _ = loket("verify", "--json")
    assert ended == code
    assert set(records(out)[0]) >= {"name", "source", "expected", "simulated", "low", "high", "ok"}
    ended, out, _ = loket("verify")
    assert ended == code
    assert ("MELESET" in out) is not ok


# ----------------------------------------------------------------------------------------------- files and folders


@pytest.mark.parametrize("words", [["run", " "], ["run", "x", "--out", ""], ["sweep", "x", "--store", " "]])
def test_is_nothing_written_for_an_option_no_path(loket, words):
    code, _, err = loket(*words, "--lang", "en")
    assert code == 2
    assert "must not be empty" in err


@pytest.mark.parametrize("out", ["memo.doc", "memo.xls", "memo.CSV"])
def test_an_out_that_is_neither_workbook_nor_folder_is_refused_with_what_to_write(loket, out, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = loket("run", "puskesmas", "--out", out, "--lang", "en")
    assert code == 2
    assert ".xlsx" in err
    assert {path.suffix for path in tmp_path.iterdir()} <= {".toml"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "memo.txt"], ".docx"),
        (["--out", "memo.docx", "--grade"], "comparison"),
        (["--out", "memo.pdf"], "LibreOffice"),
        (["--out", "memo.docx", "--template", "kop.docx"], "kop.docx"),
        (["--out", "no/memo.docx"], "no"),
    ],
)
def test_a_memo_that_cannot_be_is_refused_before_anything_is_run(loket, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    code, _, err = loket("brief", "puskesmas", *words, "--lang", "en")
    assert (code, said in err) == (2, True)
    assert {path.suffix for path in tmp_path.iterdir()} <= {".toml"}


def test_every_study_leads_to_a_memo_with_its_command(loket, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    short = ["--runs", "2", "--days", "2", "--lang", "en"]
    for words in (
        ["run", "puskesmas"],
        ["brief", "puskesmas", "puskesmas-petugas"],
        ["needed", "puskesmas", "--most", "3"],
    ):
        path = f"{words[0]}.html"
        assert loket(*words, "--out", path, *short)[0] == 0
        assert " ".join(["loket", *words]) in (tmp_path / path).read_text("utf-8")


def test_the_scenario_of_a_log_is_a_toml_file(loket):
    code, _, err = loket("calibrate", "logs/upt-kunjungan", "--out", "kantor.csv", "--lang", "en")
    assert (code, "kantor.toml" in err) == (2, True)


def test_results_go_into_a_folder_and_stdout_stays_json(loket):
    code, out, err = loket(*RUN, "--out", "hasil", "--visits", "--json", "--format", "parquet")
    assert code == 0
    assert records(out)
    assert "hasil" in err
    kept = {path.name for path in Path("hasil").iterdir()}
    assert kept == {"runs.parquet", "days.parquet", "people.parquet", "visits.parquet", "manifest.json"}
    assert len(pd.read_parquet("hasil/days.parquet")) == 12


def test_results_can_be_csv_files(loket):
    assert loket(*COMPARE, "--out", "hasil")[0] == 0
    assert pd.read_csv("hasil/runs.csv")["scenario"].tolist() == ["kecil"] * 3 + ["cepat"] * 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "kecli.toml"), "kecil.toml"),
        (("run", "dukcapl"), "dukcapil"),
        (("run",), "SCENARIO"),
        (("run", "kecil.toml", "--runs", "0"), "harus dari 1"),
        (("run", "kecil.toml", "--runs", "dua"), "bukan bilangan bulat"),
        (("run", "kecil.toml", "--visits"), "memerlukan --out"),
        (("run", "kecil.toml", "--engine", "cepat"), "tidak dikenal"),
        (("run", "kecil.toml", "--out", "kecil.toml"), "sebuah berkas"),
        (("run", "kecil.toml", "--bogus"), "--bogus"),
        (("compare", "kecil.toml"), "tanpa reformasi"),
        (("check", "nowhere.toml"), "nowhere.toml"),
        (("new", "kecil.toml"), "kecil.toml"),
        (("terbang",), "tidak dikenal"),
        (("--lang", "fr", "scenarios"), "salah satu: id, en"),
        (("--lang", "\x1b[2J", "scenarios"), "salah satu: id, en"),
        (("run", "kecil.toml", "--days", "\x1b[2J"), "bukan bilangan bulat"),
        (("compare", "kecil.toml", "kecil.toml", "--weights", "\x1b[2J=1"), "tidak ada dimensi"),
        ((), "PERINTAH"),
    ],
)
def test_bad_input_ends_with_2_and_a_message_that_helps(loket, words, said):
    code, out, err = loket(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert "\x1b" not in err


@pytest.mark.parametrize("option", ["--cost-rupiah", "--wage-rupiah-hour"])
def test_any_amount_of_money_can_be_printed(loket, option):
    assert loket("compare", "kecil.toml", "kecil.toml", *ENGINE, option, "1e308", "--runs", "2", "--days", "2")[0] == 0


def test_results_are_not_overwritten_unless_asked(loket):
    assert loket(*RUN, "--out", "hasil")[0] == 0
    code, out, err = loket(*RUN, "--out", "hasil")
    assert (code, out) == (2, "")
    assert "--force" in err
    assert loket(*RUN, "--out", "hasil", "--force")[0] == 0


def test_a_new_file_is_valid_and_can_be_run(loket):
    assert loket("new", "baru.toml")[0] == 0
    code, out, err = loket("check", "baru.toml")
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "baru.toml: berkas benar, siap dijalankan",
        "Perkiraan rata-rata sehari: 72 kunjungan, 72 permohonan.",
    ]
    assert loket("run", "baru.toml", *ENGINE, "--runs", "1", "--days", "2")[0] == 0
    assert loket("new", "lain.toml", "--from", "kecil.toml")[0] == 0
    assert loket("check", "lain.toml")[0] == 0


def test_where_nobody_comes_check_says_that_the_belief_at_the_start_is_no_finding(loket, folder):
    """Belief is found in short runs; a number that nothing stands behind does not pass for one."""
    (folder / "sepi.toml").write_text('extends = "dukcapil"\narrivals = []\ncitizens.needs_per_year = 1e-6\n', "utf-8")
    code, out, _ = loket("check", "sepi.toml", "--lang", "en")
    assert (code, "could not be found" in out, "[opinion.belief] start" in out) == (0, True, True)


# --------------------------------------------------------------------------------------------------- what goes wrong


def test_a_full_disk_ends_with_1_and_leaves_nothing(loket, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ResultFolder, "finish", full)
    code, out, err = loket(*RUN, "--out", "hasil")
    assert (code, out) == (1, "")
    assert "diska penuh: hasil" in err
    assert not Path("hasil").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "memori"),
        (PermissionError(errno.EACCES, "Permission denied", "hasil"), "hasil: Permission denied"),
        (RuntimeError("a bug"), "RuntimeError: a bug"),
        (RunFailed(7, ValueError("no")), "replikasi 7"),
    ],
)
def test_whatever_fails_ends_with_1_and_a_message(loket, monkeypatch, error, said):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("sim.runs.making.collect.collect", fail)
    code, out, err = loket(*RUN)
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_who_looks_for_a_bug_gets_the_traceback(loket, monkeypatch):
    monkeypatch.setenv("LOKET_DEBUG", "1")
    with pytest.raises(Exception, match="nowhere"):
        loket("run", "nowhere")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_with_130_and_leaves_only_whole_files():
    command = [sys.executable, "-m", "sim", *RUN, "--days", "9000", "--runs", "9", "--out", "hasil"]
    running = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True)
    while not Path("hasil").exists():
        assert running.poll() is None
        time.sleep(0.05)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    try:
        _, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130
    assert err.startswith("Dihentikan. ")
    assert "--store DIR" in err
    assert not Path("hasil").exists()


def forgets(*_: object) -> None:
    """Ctrl-C while a library works that loses what Python raises, as NumPy does in `dtype == kind`."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_stops_a_command_also_where_a_library_forgets_it(loket, monkeypatch):
    monkeypatch.setattr(ResultFolder, "add", forgets)
    code, out, err = loket(*RUN, "--out", "hasil")
    assert (code, out, Path("hasil").exists()) == (130, "", False)
    assert err.startswith("Dihentikan. ")


def test_ctrl_c_that_was_forgotten_is_raised_at_the_next_step():
    with suppress(KeyboardInterrupt), Bar("id") as bar:
        forgets()
        for step in (bar.total, bar.done):
            with pytest.raises(KeyboardInterrupt):
                step(1)


@pytest.mark.parametrize("end", [lambda: None, {}.popitem], ids=["well", "by an error that came of it"])
def test_ctrl_c_that_was_forgotten_is_raised_at_the_end(end):
    def work() -> None:
        with Bar("id"):
            forgets()
            end()

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert signal.getsignal(signal.SIGINT) is before


def test_whoever_takes_ctrl_c_otherwise_goes_on_so():
    pressed = []
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(1))
    try:
        with Bar("id") as bar:
            forgets()
            bar.done(1)
    finally:
        signal.signal(signal.SIGINT, before)
    assert pressed == [1]


STOPPED_HERE = {
    "loading": "sys.meta_path.insert(0, Stopping('sim.cli'))",
    "twice": "sys.meta_path.insert(0, Stopping('sim.scenario')); atexit.register(stop)",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT of this kind")
@pytest.mark.parametrize("where", STOPPED_HERE)
def test_ctrl_c_ends_with_130_whenever_it_comes(folder, where):
    """Stopped within executed text, as a dataclass is made: Python would then end by the signal itself.

    Twice: while it loads what a command needs, and once more at the end.
    """
    stopping = f"""
import atexit, os, runpy, signal, sys
def stop():
    os.kill(os.getpid(), signal.SIGINT)
class Stopping:
    def __init__(self, name):
        self.name = name
    def find_spec(self, name, *_):
        if name == self.name:
            exec("stop()\\nfor _ in range(1000): pass", {{"stop": stop}})
{STOPPED_HERE[where]}
sys.argv = ["loket", *{RUN!r}]
runpy.run_module("sim", run_name="__main__")
"""
    (folder / "stopping.py").write_text(stopping, encoding="utf-8")
    path = os.pathsep.join((str(ROOT), str(folder)))
    command = [sys.executable, "-m", "stopping"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": path}, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of Windows has no head")
def test_a_reader_that_goes_away_is_no_error():
    command = f"'{sys.executable}' -m sim scenarios --json | head -1"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert (done.stdout, done.stderr) == ("[\n", "")


# --------------------------------------------------------------------------------------------------------- the rest


def test_help_is_quick_because_it_loads_nothing_heavy():
    asked = (
        "import sys; from sim.cli import main; code = main(['run', '--help']); "
        "print(code, *[m for m in ('numpy', 'pandas', 'scipy', 'babel', 'pydantic', 'tqdm') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_explains_itself_in_both_languages(loket, lang):
    for command in ("scenarios", "evidence", "new", "check", "run", "compare", "verify", "lab", "version"):
        code, out, _ = loket(command, "--help", "--lang", lang)
        assert code == 0
        assert messages(lang, "cli")[f"do.{command}"].split()[-1] in out


def test_python_m_sim_is_the_command_line():
    done = process("version")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"loket \d+\.\d+\.\d+\n", done.stdout)


def test_the_face_takes_names_files_and_scenarios(folder):
    office = sim.load("kecil.toml")
    result = sim.run(office, 2, engine="reference")
    assert len(result.runs) == 2
    again = sim.run(folder / "kecil.toml", 2, engine="reference")
    assert again.of("arrivals").tolist() == result.of("arrivals").tolist()
    assert len(sim.compare(["kecil.toml", "cepat.toml"], 2, engine="reference").variants) == 1
    assert "dukcapil" in {listed.name for listed in sim.scenarios()}


@pytest.mark.parametrize(
    ("found", "lang", "said"),
    [
        (Estimate(12.34, 11.8, 12.9, 5), "id", "12,3 (11,8–12,9)"),
        (Estimate(12.34, 11.8, 12.9, 5), "en", "12.3 (11.8–12.9)"),
        (Estimate(1234.4, 1200.1, 1300.2, 5), "id", "1.234 (1.200–1.300)"),
        (Estimate(0.5, -0.5, 1.5, 5), "en", "0.50 (−0.50 to 1.50)"),
        (Estimate(12.3, math.nan, math.nan, 1), "en", "12.3"),
        (Estimate(math.nan, math.nan, math.nan, 0), "en", "–"),
        (Estimate(25.12, 25.11, 25.13, 400), "en", "25.12 (25.11–25.13)"),
    ],
)
def test_intervals_are_written_with_figures_that_mean_something(found, lang, said):
    assert with_interval(found, lang) == said


def test_differences_carry_their_sign_and_shares_are_percentages():
    assert signed_interval(Estimate(-8.3, -8.7, -7.9, 5), "id") == "−8,3 (−8,7 s.d. −7,9)"
    assert signed_interval(Estimate(0.032, -0.01, 0.074, 5), "en", "within_target") == "+3.2 (−1.0 to +7.4)"
    assert plain(0.5, "id", "utilisation") == "50,0"
