"""Are files that cannot be read, or are no TOML, refused with words that help?"""

import os
from pathlib import Path

import pytest
from written_scenarios import OFFICE, changed, line_of, only, write

from sim.language import text
from sim.scenario import Fault, ScenarioFaults, check, load

# Faults of syntax: a line that is put in place of `days = 5`, and what is said.
SYNTAX = {
    "decimal comma": ("target_min = 7,5", "write 7.5 for 7,5", "tulis 7.5, bukan 7,5"),
    "decimal commas in a table": ("a = { mean_min = 7,5, cv = 0,6 }", "write 0.6 for 0,6", "tulis 7.5, bukan 7,5"),
    "thousands": ("days = 40.000.000", "write 40000000", "tulis 40000000"),
    "thousands with a comma": ("days = 40,000", "write 40000 if thousands are meant", "tulis 40000 bila"),
    "thousands and decimals": ("days = 15.000,00", "write 15000 for 15.000,00", "tulis 15000"),
    "rupiah": ("trip_rupiah = Rp 15.000", "write 15000 for Rp 15.000", "tulis 15000"),
    "rupiah and a dash": ("trip_rupiah = Rp15.000,-", "write 15000 for Rp15.000,-", "tulis 15000"),
    "clock with a point": ("opens = 08.00", 'write "08:00" for 08.00', 'tulis "08:00"'),
    "stretch without quotes": ("opens = [08:00-12:00, 13:00-15:00]", 'write "13:00-15:00"', 'tulis "08:00-12:00"'),
    "unit": ("target_min = 10 menit", "write 10 for 10 menit", "tulis 10, bukan 10 menit"),
    "per cent": ("share = 40%", "write 0.4 for 40%", "tulis 0.4"),
    "truth": ("remove = ya", "write true for ya", "tulis true"),
    "curly quotes": ("question = “Berapa?”", 'straight quotes: write "Berapa?"', "tanda kutip lurus"),
    "no quotes": ("closing = send_home", 'write "send_home"', 'tulis "send_home"'),
    "colon": ("days: 5", "write days = …", "tulis days = …"),
    "date": ("start = 5/1/2026", "write 2026-01-05", "tulis 2026-01-05"),
    "no value": ("days =", "the key has no value", "belum memiliki nilai"),
    "open quote": ('question = "Berapa', "no closing quote", "belum ditutup dengan tanda kutip"),
    "backslash": ('trace = "C:\\data"', "write / in paths", "pakai /"),
    "key twice": ("runs = 3", "in its table already", "sudah ada di tabelnya"),
    "header": ("[demand", "brackets do not match", "kurungnya tidak berpasangan"),
    "comma at the end": ("a = { b = 1, }", "none after the last", "tanpa koma di akhir"),
    "no such date": ("start = 2026-13-01", "no such date", "tidak ada: start"),
}  # fmt: skip


@pytest.mark.parametrize("case", SYNTAX)
def test_a_fault_of_syntax_says_what_to_write(case, tmp_path):
    line, english, indonesian = SYNTAX[case]
    text = changed("days = 5", line)
    with pytest.raises(ScenarioFaults) as caught:
        load(write(tmp_path, text))
    said = caught.value.faults
    assert any(english in fault.render("en") for fault in said), caught.value.render("en")
    assert any(indonesian in fault.render("id") for fault in said), caught.value.render("id")
    place = 4 if case == "key twice" else 3
    assert {fault.line for fault in said} == {place}


def test_several_slips_of_syntax_are_told_together(tmp_path):
    text = (
        changed("days = 5", "days = 5 hari")
        .replace("cv = 0.6 }\nnext", "cv = 0,6 }\nnext")
        .replace('"07:30-08:00"', "07.30-08.00")
    )
    found = check(write(tmp_path, text))
    assert [(fault.line, fault.suggestion) for fault in found] == [
        (3, "5"), (line_of(text, "cv = 0,6"), "0.6"), (line_of(text, "07.30"), '"07:30-08:00"')]  # fmt: skip


def test_a_table_that_lacks_its_second_bracket_is_recognised(tmp_path):
    twice = check(write(tmp_path, OFFICE.replace("[[officer]]", "[officer]")))[0]
    assert "double brackets: [[officer]]" in twice.message("en")
    once = check(
        write(tmp_path, OFFICE.replace("[[class]]", "[class]", 1).replace('[[class]]\nname = "umum"', "[ignored]"))
    )
    assert any("write [[class]] with double brackets" in fault.message("en") for fault in once)


BYTES = {
    "empty": (b"", "the file is empty"),
    "only a comment": (b"# nothing\n", "the file is empty"),
    "another encoding": ('title = "x"\nquestion = "café"\n'.encode("latin-1"), "byte 0xE9 (at 27) is not UTF-8"),
    "UTF-16": ('title = "x"'.encode("utf-16"), "Save it again with the encoding UTF-8"),
    "binary": (b"PK\x03\x04\0\0", "not a text file"),
    "deep": (b"a = " + b"[" * 5000 + b"]" * 5000, "too deeply"),
    "huge number": (b"a = " + b"9" * 5000, "cannot be read"),
    "too large": (b"#" * 2_000_001, "at most 2 MB"),
}


@pytest.mark.parametrize("case", BYTES)
def test_files_that_are_no_scenarios_are_refused(case, tmp_path):
    content, message = BYTES[case]
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    assert message in only(path).render("en")


def test_a_line_of_another_encoding_is_found(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes('title = "x"\nquestion = "café"\n'.encode("latin-1"))
    assert only(path).line == 2


def test_a_mark_of_utf_8_and_windows_lines_are_accepted(tmp_path):
    path = tmp_path / "kantor.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OFFICE.replace("\n", "\r\n").encode())
    assert load(path).days == 5
    path.write_bytes(b"\xef\xbb\xbf" + OFFICE.replace("\n", "\r\n").replace("days = 5", "dyas = 5").encode())
    assert only(path).line == 3


def test_a_folder_a_missing_file_a_loop_and_a_device_are_told_apart(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    codes = [only(tmp_path / name).code for name in ("folder.toml", "missing.toml", "loop.toml")]
    assert codes == ["file_folder", "file_missing", "file_loop"]
    assert only(Path(os.devnull)).code == "file_special"


def test_a_missing_file_suggests_its_neighbour(tmp_path):
    write(tmp_path, OFFICE)
    assert only(tmp_path / "kantr.toml").suggestion == str(tmp_path / "kantor.toml")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_permission_says_so(tmp_path):
    path = write(tmp_path, OFFICE)
    path.chmod(0)
    assert only(path).code == "file_forbidden"


def test_an_unknown_name_suggests_a_bundled_scenario():
    fault = only("dukcapl")
    assert fault.suggestion == "dukcapil"
    assert "loket scenarios" in fault.render("id")


def test_very_many_faults_are_cut_short():
    faults = ScenarioFaults(Fault("x.toml", line, "", "file_empty") for line in range(80))
    assert len(faults.render("en").splitlines()) == 51
    assert faults.render("en").endswith(text("faults.more", "en", more=30))
