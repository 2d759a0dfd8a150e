"""Fetches all that a class without internet installs, for its own system: Loket, and what requirements-run.lock names.

    python tools/packages_for.py windows-3.12 FOLDER        (or macos-3.12 for Apple's own processors, linux-3.12)

Markers are those of the class: pip's own download for another system leaves out what only that system needs.
"""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
ENTRY = re.compile(r"^(?=[a-z0-9])", re.MULTILINE)
MARKED = re.compile(r"^([^\s;]+)(?: ; (.*?))?( \\\n)")
SYSTEMS = {
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows", "platform_machine": "AMD64"},
    "macos": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin", "platform_machine": "arm64"},
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux", "platform_machine": "x86_64"},
}
PLATFORMS = {
    "windows": ["win_amd64"],
    "macos": ["macosx_14_0_arm64"],
    "linux": [*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64"],
}
PYTHONS = ("3.11", "3.12", "3.13")


def needed(lock: str, system: str, python: str) -> Iterator[str]:
    """The entries of a lock that a system with this Python installs, without their markers."""
    for entry in ENTRY.split(lock)[1:]:
        head = MARKED.match(entry)
        if head and (head[2] is None or Marker(head[2]).evaluate(markers(system, python))):
            yield f"{head[1]}{head[3]}{entry[head.end() :]}"


def markers(system: str, python: str) -> dict[str, str]:
    """What a system with this Python answers to markers."""
    of_it = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    return {**SYSTEMS[system], **of_it, "python_version": python, "python_full_version": f"{python}.0"}


def fetch(system: str, python: str, folder: Path) -> None:
    """Fill the folder, and write into it what is to be installed from it, Loket last, each with its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "requirements.txt"
    wanted.write_text("".join(needed((ROOT / "requirements-run.lock").read_text("utf-8"), system, python)), "utf-8")
    abis = [f"--abi={abi}" for abi in (f"cp{python.replace('.', '')}", "abi3", "none")]
    platforms = [f"--platform={platform}" for platform in (*PLATFORMS[system], "any")]
    target = [f"--python-version={python}", "--implementation=cp", *abis, *platforms]
    pip("download", "--no-deps", "--only-binary=:all:", "--require-hashes", f"-r{wanted}", f"-d{folder}", *target)
    pip("wheel", "--no-deps", "--no-build-isolation", f"-w{folder}", str(ROOT))
    with wanted.open("a", encoding="utf-8") as more:
        for wheel in folder.glob("loket-*.whl"):
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            more.write(f"loket=={wheel.name.split('-')[1]} --hash=sha256:{digest}\n")


def pip(*words: str) -> None:
    """Run pip, and end with it where it fails."""
    if code := subprocess.run([sys.executable, "-m", "pip", "--quiet", *words], check=False).returncode:
        sys.exit(code)


if __name__ == "__main__":
    asked, _, version = sys.argv[1].partition("-") if len(sys.argv) == 3 else ("", "", "")
    if asked not in SYSTEMS or version not in PYTHONS:
        sys.exit(str(__doc__))
    fetch(asked, version, Path(sys.argv[2]))
    print("There: python -m pip install --no-index --find-links FOLDER -r FOLDER/requirements.txt")
