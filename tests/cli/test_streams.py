"""Does a command do its work and say so, whatever its streams lead to?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX closes the streams")


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of Loket in a shell; `loket` stands for it."""
    code = f"'{sys.executable}' -m sim --lang en"
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "LOKET_LANG": "en"}
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line.replace('loket', code)}"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    "closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-", "| true", "2> >(true)", "| head -0"]
)
@pytest.mark.parametrize("command", ["new kantor.toml"])
def test_a_command_whose_streams_are_closed_does_its_work(tmp_path, closed, command):
    done = shell(f"loket {command} {closed}", tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert (tmp_path / "kantor.toml").read_text("utf-8").startswith("#")
    assert [path.name for path in tmp_path.iterdir()] == ["kantor.toml"]


def test_a_complaint_that_nobody_hears_does_not_land_in_the_output(tmp_path):
    done = shell("loket check none.toml 2>&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_where_the_output_leads_to_a_full_disk_it_is_said(tmp_path):
    done = shell("loket scenarios --json > /dev/full", tmp_path)
    assert done.returncode == 1
    assert done.stderr == "error: cannot write to the standard output (stdout): No space left on device.\n"
    assert shell("loket check none.toml 2> /dev/full", tmp_path).returncode == 2
