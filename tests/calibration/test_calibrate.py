"""Does a planner come from the log of a ticket machine to a scenario that says what its numbers rest on?"""

import json
import tomllib
from pathlib import Path

import made_up_log
import pandas as pd
import pytest
from outside_data import outside

import sim
from sim.calibration.log import Mapping
from sim.cli import main
from sim.scenario import check

LOGS = Path(__file__).parents[2] / "scenarios" / "logs"
VISITS = LOGS / "upt-kunjungan.csv"


@pytest.fixture(scope="module")
def found():
    return sim.calibrate(VISITS, hold_out=0.0)


def figure(found, place):
    return found.figures.set_index("place").loc[place]


def test_the_shipped_logs_are_what_their_office_would_export():
    office = sim.load(LOGS / "upt.toml")
    titles = {service.name: service.title.worded("id") for service in office.services}
    visits = (
        sim.run(office, 1, keep_visits=True).visits.sort_values(["day", "arrive_s", "visit"]).reset_index(drop=True)
    )
    assert made_up_log.as_visits(visits, titles) == VISITS.read_text("utf-8")


@pytest.mark.parametrize(
    ("place", "true"),
    [
        ("demand.visits_per_day", 95.0),
        ("demand.weekday.mon", 1.3 * 5 / 5.3),
        ("service.Perekaman KTP-el.share", 0.35),
        ("service.Perekaman KTP-el.step.layanan.time.mean_min", 8.0),
        ("service.Kartu Keluarga.step.layanan.time.mean_min", 12.0),
        ("service.Akta Kelahiran.step.layanan.time.mean_min", 15.0),
        ("service.Kartu Keluarga.step.layanan.time.cv", 0.6),
        ("station.loket.patience.mean_min", 100.0),
    ],
)
def test_the_office_behind_the_shipped_log_is_found(found, place, true):
    """Within its interval, and a tenth beyond: one sample of several numbers, whose families differ."""
    one = figure(found, place)
    reach = 0.1 * true
    assert one["low"] - reach <= true <= one["high"] + reach
    assert one["high"] - one["low"] < true


def test_the_scenario_says_of_each_number_what_it_rests_on_and_doubts_it(found, tmp_path):
    path, mapping = found.save(tmp_path / "kantor.toml", "en")
    said = path.read_text("utf-8")
    assert check(path) == ()
    document = tomllib.loads(said)
    time = next(line for line in said.splitlines() if line.startswith("time ="))
    assert "# log: mean_min " in time
    assert time.endswith("rows")
    for place in ("demand.visits_per_day", "station.loket.patience.mean_min"):
        low, high = document["doubt"][place]
        assert low < figure(found, place)["value"] < high
    assert "# assumption" in next(line for line in said.splitlines() if line.startswith("needs_per_year"))
    again = sim.calibrate(VISITS, mapping, hold_out=0.0)
    assert again.text("en") == said


def test_the_found_office_runs_like_the_one_behind_the_log(found):
    true, ours = (sim.run(office, 4, days=40) for office in (sim.load(LOGS / "upt.toml"), found.scenario))
    means = [result.summary().drop_duplicates("measure").set_index("measure")["mean"] for result in (true, ours)]
    for measure, off in {"arrivals_per_day": 0.1, "wait_mean_min": 0.35, "gave_up_share": 0.4}.items():
        assert means[1][measure] == pytest.approx(means[0][measure], rel=off)


@pytest.mark.parametrize("shape", ["berkala", "harian"])
def test_the_other_shapes_of_the_log_make_an_office_with_as_many_visits(shape, tmp_path):
    found = sim.calibrate(LOGS / f"upt-{shape}.csv")
    assert figure(found, "demand.visits_per_day")["value"] == pytest.approx(95, rel=0.1)
    assert check(found.save(tmp_path / "kantor.toml")[0]) == ()


THIN = ["Jam Ambil;Jam Panggil;Jam Selesai;Layanan;Loket"]
THIN += [f"{8 + n // 4:02}.{n % 4 * 15:02};{8 + n // 4:02}.{n % 4 * 15 + 2:02};;K\x1bK;{n % 2}" for n in range(24)]


NEVER_ENDED = [line.replace(";;", ";23.59;") for line in THIN]
ON_THE_DOT = [line.replace(";;", f";{line[6:8]}.{int(line[9:11] or 0) + 10};") for line in THIN[1:]]


@pytest.mark.parametrize(
    "lines", [THIN, NEVER_ENDED, [THIN[0], *ON_THE_DOT]], ids=["no end", "never ended", "on the dot"]
)
def test_a_log_that_shows_little_becomes_an_office_that_runs_and_says_what_is_assumed(tmp_path, lines):
    path = tmp_path / "sedikit.csv"
    path.write_text("\n".join(lines), "utf-8")
    found = sim.calibrate(path)
    assert found.scenario.citizens is not None
    assert "assumption" in set(found.figures["origin"])
    assert sim.run(found.scenario, 2, days=3).summary()["mean"].iloc[0] > 0


def test_frames_are_read_like_files(found):
    lines = VISITS.read_text("utf-8").splitlines()
    frame = pd.DataFrame([line.split(";") for line in lines[4:-2]], columns=lines[3].split(";"))
    assert sim.calibrate(frame, hold_out=0.0).log.rows.equals(found.log.rows)


def test_the_shipped_logs_have_names_and_show_what_was_read(found):
    named = sim.calibrate("logs/upt-kunjungan", hold_out=0.0)
    assert named.log.rows.equals(found.log.rows)
    assert "3.965" in named._repr_html_()
    assert "visits" in repr(named)


def test_the_command_writes_both_files_once_and_says_what_it_did(tmp_path, capsys):
    out = tmp_path / "kantor.toml"
    assert main(["calibrate", str(VISITS), "--out", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "3,965 of 3,967 rows used" in said
    assert "8 later ones are held out" in said
    assert main(["calibrate", str(VISITS), "--out", str(out), "--lang", "en"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["calibrate", str(VISITS), "--out", str(out), "--force", "--json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert {"note", "place"} <= {key for record in records for key in record}
    assert main(["calibrate", str(VISITS), "--out", str(tmp_path / "kantor.csv")]) == 2


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ('kind = "visit"', "visits"),
        ('[columns]\ntaken = "Jam Ambill"', "Jam Ambil"),
        ('[columns]\ntakn = "Jam Ambil"', "taken"),
        ("[columns]\ntaken = 40", "8"),
        ('[outcomes]\nSelesai = "done"', "served"),
        ("bad_share = 20", "0"),
        ("colums = 1", "columns"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_what_would(tmp_path, capsys, said, hint):
    mapping = tmp_path / "pemetaan.toml"
    mapping.write_text(said, "utf-8")
    command = ["calibrate", str(VISITS), "--out", str(tmp_path / "k.toml"), "--mapping", str(mapping), "--lang", "en"]
    assert main(command) == 2
    assert hint in capsys.readouterr().err
    assert not (tmp_path / "k.toml").exists()


def test_words_of_a_mapping_that_the_log_does_not_have_are_said():
    said = Mapping(outcomes={"Tuntas": "served"}, services={"Kartu Kelurga": "Kartu Keluarga"})
    notes = [note.worded("en") for note in sim.calibrate(VISITS, said).notes if note.code == "mapping_unused"]
    assert [word in note for word, note in zip(("Tuntas", "Kartu Kelurga"), notes, strict=True)] == [True, True]


def test_an_export_of_another_ticket_machine_comes_out_near_its_office():
    export = outside("..", "found", "office", "export.csv")
    found = sim.calibrate(export)
    assert len(found.log.rows) == 1650
    true = {
        "demand.visits_per_day": 108,
        "station.loket.patience.mean_min": 120,
        "service.Kartu Keluarga.share": 0.35,
        "service.Kartu Keluarga.step.layanan.time.mean_min": 12,
        "service.Akta Kelahiran.step.layanan.time.mean_min": 15,
        "service.Perekaman KTP-el.step.layanan.time.mean_min": 9,
        "service.Pindah Datang.step.layanan.time.mean_min": 14,
    }
    for place, value in true.items():
        assert figure(found, place)["value"] == pytest.approx(value, rel=0.12)
