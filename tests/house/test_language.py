"""Do both languages say the same, and are figures written as people write them?"""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

import sim
from sim import load
from sim.calibration.log.mapping import FIELDS
from sim.calibration.log.records import OUTCOMES
from sim.document.keys import TABLES, keys_of
from sim.document.unknown_keys import UNITS
from sim.evidence import registry
from sim.language import Phrase, UnknownLanguage, date_words, number, percent, rupiah, text
from sim.language.catalogue import LANGUAGES, messages, subjects
from sim.office.channels import Kind
from sim.office.distributions import DISTRIBUTIONS
from sim.office.stations import CHOICES, Each
from sim.office.units import WEEKDAYS
from sim.scenario import calendars, traces


def _places(message):
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_both_languages_have_the_same_subjects():
    assert subjects("id") == subjects("en")


def test_both_languages_hold_the_same_messages_with_the_same_places_to_fill():
    for subject in set(subjects("id")) - {"synonyms"}:
        indonesian, english = (
            {key: _places(said) for key, said in messages(lang, subject).items()} for lang in LANGUAGES
        )
        assert indonesian == english, subject


def test_a_word_that_people_write_stands_for_one_name_that_there_is():
    entries = [entry for lang in LANGUAGES for entry in messages(lang, "synonyms").items()]
    written = [(*key.split("."), word) for key, words in entries for word in words.split() if "reform_keys." not in key]
    keys = {key for table in (*TABLES.values(), *DISTRIBUTIONS) for key in keys_of(table)}
    known = {
        "keys": keys | {key.removesuffix("_min") for key in keys},
        "dists": {kind.dist for kind in DISTRIBUTIONS},
        "choices": {*WEEKDAYS, *get_args(Kind), *CHOICES, *get_args(Each)},
        "units": set(UNITS),
        "trace": set(traces.COLUMNS),
        "log": {*FIELDS, "weekday", "person"},
        "outcomes": set(OUTCOMES),
        "months": {f"month_{number}" for number in range(1, 13)},
        "holidays": set(calendars.COLUMNS),
    }
    assert [(kind, name) for kind, name, _ in written if name not in known[kind]] == []
    words = [(kind, word) for kind, _, word in written]
    assert sorted(words) == sorted(set(words))


def test_the_language_comes_from_the_argument_then_the_environment_then_is_indonesian(monkeypatch):
    monkeypatch.delenv("LOKET_LANG", raising=False)
    assert text("faults.file_missing") == text("faults.file_missing", "id")
    monkeypatch.setenv("LOKET_LANG", "en_GB.UTF-8")
    assert text("faults.file_missing") == text("faults.file_missing", "en")
    assert text("faults.file_missing", "id") != text("faults.file_missing")


def test_an_unknown_language_is_refused_by_name_in_both_languages():
    with pytest.raises(UnknownLanguage, match=r"bahasa 'fr' tidak tersedia; pilih salah satu: id, en") as caught:
        text("faults.file_missing", "fr")
    assert "there is no language 'fr'" in caught.value.worded("en")


def test_a_third_language_is_a_folder_and_nothing_else(tmp_path):
    """Texts of scenarios and rows of evidence that lack it are said in another."""
    root, house = Path(sim.__file__).parent.parent, tmp_path / "sim"
    house.mkdir()
    (tmp_path / "scenarios").symlink_to(root / "scenarios")
    for part in (root / "sim").iterdir():
        if part.name != "language":
            (house / part.name).symlink_to(part)
    shutil.copytree(root / "sim" / "language", house / "language")
    shutil.copytree(house / "language" / "en", house / "language" / "ms")
    catalogue = house / "language" / "ms" / "evidence.toml"
    catalogue.write_text(catalogue.read_text("utf-8").replace('source = "', 'source = "sumber '), "utf-8")
    code = "from sim.cli import main; [main([*said.split(), '--lang', 'ms']) for said in ('evidence L1', 'scenarios')]"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code]
    said = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout
    assert "sumber source" in said
    assert registry()["L1"].title["id"] in said
    assert load("dukcapil").title["id"] in said


def test_a_message_within_a_message_is_said_in_the_same_language():
    kind = Phrase("faults.expected.number")
    assert "a number expected" in text("faults.kind", "en", expected=kind, found="x")
    assert "seharusnya bilangan" in text("faults.kind", "id", expected=kind, found="x")


def test_a_missing_message_names_the_file_that_lacks_it():
    with pytest.raises(KeyError, match=r"sim/language/en/faults.toml has no 'nothing'"):
        text("faults.nothing", "en")


@pytest.mark.parametrize(
    ("shown", "indonesian", "english"),
    [
        (lambda lang: number(1234.56, lang, 1), "1.234,6", "1,234.6"),
        (lambda lang: number(40000, lang, 0), "40.000", "40,000"),
        (lambda lang: number(-0.04, lang, 1), "0,0", "0.0"),
        (lambda lang: number(float("nan"), lang), "–", "–"),
        (lambda lang: percent(0.125, lang, 1), "12,5 %", "12.5%"),
        (lambda lang: rupiah(1_250_000, lang), "Rp 1.250.000", "Rp 1,250,000"),
        (lambda lang: rupiah(1e308, lang), "Rp 1,0E308", "Rp 1.0E308"),
        (lambda lang: date_words(date(2026, 8, 17), lang), "17 Agustus 2026", "17 August 2026"),
    ],
)
def test_figures_follow_the_notation_of_the_language(shown, indonesian, english):
    assert (shown("id"), shown("en")) == (indonesian, english)


def test_messages_do_not_load_the_library_of_figures():
    code = "import sys, sim.language as l; l.text('faults.file_missing'); sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
