"""Can somebody else run a study again and see whether it comes out, and is a hostile bundle refused?"""

import json
import zipfile

import pyarrow as pa
import pytest
from refusals import refused
from small_studies import STUDY, study

from sim.cli import main
from sim.experiments.store import origin as origins
from sim.experiments.store.blocks import write_table
from sim.experiments.sweep.bundle import bundle
from sim.experiments.sweep.reproduce import reproduce
from sim.experiments.sweep.sweep import sweep
from sim.runs import BadRequest
from sim.scenario import ScenarioFaults

TRACE = '\n[[arrivals]]\nname = "luar"\nservice = "ktp"\ntrace = "data/tamu.csv"\n'


def made(folder, **options):
    """The bundle of a study whose scenario extends another, in a folder called `scenarios`, and reads a trace."""
    place = folder / "scenarios"
    path = study(place / "studies", STUDY.replace('"kantor.toml"', '"../varian.toml"'))
    (place / "studies" / "kantor.toml").rename(place / "kantor.toml")
    (place / "data").mkdir()
    (place / "data" / "tamu.csv").write_text("time,day\n08:10,1\n09:20,2\n")
    (place / "varian.toml").write_text('extends = "kantor.toml"\ndays = 6\n' + TRACE)
    return bundle(sweep(path, folder / "store", **options), folder / "bundle.zip")


def edited(path, target, **changes):
    """The same bundle with other contents of some of its files."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return target


def test_a_bundle_runs_again_to_the_bit_with_all_files_that_it_needs(tmp_path, capsys):
    path = made(tmp_path, runs=4)
    with zipfile.ZipFile(path) as place:
        names = place.namelist()
        said = [place.read(name).decode(errors="replace") for name in names if not name.startswith("scenarios/")]
    assert {
        "scenarios/studies/studi.toml",
        "scenarios/varian.toml",
        "scenarios/kantor.toml",
        "scenarios/data/tamu.csv",
    } < {*names}
    assert not any(str(tmp_path) in one for one in said if "manifest" not in one)
    found = reproduce(path)
    assert found.to_the_bit
    assert found.same == found.values > 100
    assert main(["reproduce", str(path), "--lang", "en", "--store", str(tmp_path / "again")]) == 0
    assert "Reproduced." in capsys.readouterr().out


def test_what_does_not_come_out_again_is_named_and_a_study_that_was_changed_is_told(tmp_path, capsys):
    path = made(tmp_path)
    with zipfile.ZipFile(path) as place:
        text = place.read("scenarios/kantor.toml").decode()
    other = edited(
        path, tmp_path / "other.zip", **{"scenarios/kantor.toml": text.replace("mean_min = 6", "mean_min = 9")}
    )
    found = reproduce(other)
    assert not found.registered
    assert "wait_mean_min" in {one.measure for one in found.apart}
    assert main(["reproduce", str(other), "--lang", "en"]) == 1
    assert "Not reproduced" in capsys.readouterr().out


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return made(tmp_path_factory.mktemp("whole"))


def test_on_another_platform_means_have_to_lie_within_the_first_intervals(tmp_path, whole):
    path = whole
    with zipfile.ZipFile(path) as place:
        about = json.loads(place.read("bundle.json"))
    other = edited(path, tmp_path / "other.zip", **{"bundle.json": json.dumps({**about, "platform": "Darwin-arm64"})})
    found = reproduce(other)
    assert (found.to_the_bit, found.apart) == (False, ())
    assert found.own == origins.origin()


@pytest.mark.parametrize(
    "changes",
    [
        {"scenarios/../../evil.toml": "x"},
        {"scenarios//etc/evil": "x", "bundle.json": "[]"},
        {"bundle.json": "{"},
        {"bundle.json": "[" * 100_000},
        {"results.parquet": "no table"},
        {"results.parquet": pa.table({"number": [0], "value": [1.5]})},
        {"asked": {"store": "elsewhere"}},
        {"asked": {"runs": "many"}},
        {"study": "../studi.toml"},
    ],
)  # fmt: skip
def test_a_hostile_or_damaged_bundle_is_refused_and_nothing_is_written_elsewhere(tmp_path, whole, changes):
    path = whole
    with zipfile.ZipFile(path) as place:
        about = json.loads(place.read("bundle.json"))
    own = {key: value for key, value in changes.items() if key in about}
    files = {key: value for key, value in changes.items() if key not in about}
    for name, value in files.items():
        if isinstance(value, pa.Table):  # a whole file of another program
            write_table(tmp_path / name, value, {})
            files[name] = (tmp_path / name).read_bytes()
    wrong = edited(path, tmp_path / "wrong.zip", **{"bundle.json": json.dumps({**about, **own}), **files})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(BadRequest):
        reproduce(wrong)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_fault_within_a_bundle_names_its_file(tmp_path, whole):
    with zipfile.ZipFile(whole) as place:
        name = next(one for one in place.namelist() if one.endswith("studi.toml"))
    wrong = edited(whole, tmp_path / "wrong.zip", **{name: "scenarios = 1"})
    with pytest.raises(ScenarioFaults, match=f"^wrong.zip: {name}:1: "):
        reproduce(wrong)


def test_bundles_that_cannot_be_unpacked_are_refused_in_a_sentence(tmp_path, whole):
    content = whole.read_bytes()
    at = content.index(b"bundle.json") + 60
    with zipfile.ZipFile(whole) as place:
        header = place.start_dir
    locked = bytearray(content)
    locked[header + 8] |= 1
    for wrong in (content[:at] + b"\xff" * 50 + content[at + 50 :], bytes(locked)):
        (tmp_path / "wrong.zip").write_bytes(wrong)
        with refused("bundle_damaged"):
            reproduce(tmp_path / "wrong.zip")


def test_a_bundle_needs_a_file_and_replaces_nothing(tmp_path):
    found = sweep({"scenarios": ["dpmptsp"], "days": 2, "replications": 1}, tmp_path / "store")
    with refused("bundle_file"):
        bundle(found, tmp_path / "a.zip")
    (tmp_path / "b.zip").write_text("mine")
    with refused("out_is_there"):
        bundle(found, tmp_path / "b.zip")
    with refused("bundle_ending"):
        bundle(found, tmp_path / "b.tar")
