"""Machine code kept between starts. It saves time and nothing else: whatever is wrong with it, the engine is compiled.

A file is named by the function, the sources, the machine and the types, and holds a digest over its name and what
follows, which is verified before anything in it is read: the compiler's own cache would take any bytes for its own and
run them. A digest shows damage and not intent, so what others may write to is not read either.
"""

import hashlib
import os
import pickle
import re
import sys
import tempfile
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any

from numba.core.compiler import CompileResult
from numba.core.registry import cpu_target
from numba.core.serialize import dumps

from sim.language import Phrase
from sim.whole_files import alone, write_whole

ROOM = "loket-machine-code"
"""Our folder in the cache folder of the user; nothing outside it is ever removed."""
TAG = "CACHEDIR.TAG"
SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55\n# Machine code of Loket. It may be removed.\n"
ENDING = ".machine-code"
DIGEST = hashlib.sha256().digest_size
PATIENCE_S = 180.0
"""So long a process waits for another that compiles the same."""
KEPT = 3
"""How many folders of machine code stay: those of the sources used last."""

_troubles: list[Phrase] = []


def troubles() -> list[Phrase]:
    """What was wrong with kept machine code since this was asked last."""
    found, _troubles[:] = [*_troubles], []
    return found


class Kept:
    """The machine code of one function, as a cache of Numba's dispatcher."""

    def __init__(self, function: Any, sources: str) -> None:
        self._name, self._sources = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}", sources
        self.cache_path, self.turn = ROOM, ExitStack()

    def load_overload(self, signature: Any, context: Any) -> Any:
        """What was compiled for a signature; None where it has to be compiled, by one process at a time."""
        context.refresh()
        found = self._load(signature, context)
        if found is None and self._take_turn(signature):
            found = self._load(signature, context)
            if found is not None:
                self.turn.close()
        return found

    def _take_turn(self, signature: Any) -> bool:
        """Wait while another process compiles the same; False where files cannot tell, or it takes too long."""
        for home in homes():
            with suppress(OSError):
                _make(home / self._sources)
                self.turn.enter_context(alone(home / self._sources / self._file(signature), PATIENCE_S))
                return True
        return False

    def _load(self, signature: Any, context: Any) -> Any:
        for home in homes():
            path = home / self._sources / self._file(signature)
            if (content := sound(path)) is not None:
                try:
                    parts = pickle.loads(content)  # noqa: S301  (as we wrote it)
                    found = CompileResult._rebuild(context, *parts)  # noqa: SLF001  (as Numba's own cache does)
                except Exception as error:  # noqa: BLE001  (a miss, whatever it is)
                    _note("damaged", path=path, reason=error)
                else:
                    with suppress(OSError):
                        os.utime(path.with_name(TAG))
                    return found
        return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled, in the first folder that takes it; who waited for it may look."""
        with self.turn:
            self._keep(signature, compiled)

    def _keep(self, signature: Any, compiled: Any) -> None:
        wrong: list[dict[str, object]] = [] if _usual() else [{"path": "–", "reason": Phrase("cache.no_home")}]
        for home in homes():
            try:
                self._save(home / self._sources / self._file(signature), compiled)
            except Exception as error:  # noqa: BLE001  (it is compiled, and that is enough)
                place = getattr(error, "filename", None) or home
                wrong.append({"path": place, "reason": getattr(error, "strerror", None) or error})
            else:
                if wrong:
                    _note("elsewhere", **wrong[0], kept=home)
                return
        _note("nowhere", **wrong[0])

    def _save(self, path: Path, compiled: Any) -> None:
        content = dumps(compiled._reduce())  # noqa: SLF001
        _make(path.parent)
        write_whole(path, _digest(path, content) + content)

    def is_ready(self) -> bool:
        """Whether sound machine code of this function for this machine lies ready; what is not sound is noted."""
        pattern = f"{self._name}.{_machine()}.*{ENDING}"
        found = [sound(path, note=True) for home in homes() for path in (home / self._sources).glob(pattern)]
        return any(content is not None for content in found)

    def enable(self) -> None:
        """Asked by Numba."""

    def disable(self) -> None:
        """Asked by Numba."""

    def flush(self) -> None:
        """Asked by Numba."""

    def _file(self, signature: Any) -> str:
        return f"{self._name}.{_machine()}.{_short(repr(signature))}{ENDING}"


def sound(path: Path, *, note: bool = False) -> bytes | None:
    """What a file holds, if it is as we wrote it and nobody else could write there."""
    try:
        for folder in (path.parent.parent, path.parent):
            if not _is_ours(folder):
                raise PermissionError(None, Phrase("cache.foreign"), str(folder))
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        if note:
            _note("unreadable", path=path, reason=error.strerror or error)
        return None
    if _digest(path, content[DIGEST:]) == content[:DIGEST]:
        return content[DIGEST:]
    if note:
        _note("damaged", path=path, reason=Phrase("cache.digest"))
    return None


def homes() -> list[Path]:
    """Where machine code is looked for and kept: in the user's cache folder, else among temporary files."""
    return [home for home in (_usual(), _elsewhere()) if home is not None]


def _usual() -> Path | None:
    """In LOKET_CACHE, or the user's cache folder; an empty variable says nothing. None for a user without a home."""
    if own := os.environ.get("LOKET_CACHE"):
        return Path(own).absolute() / ROOM
    usual = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    if usual and Path(usual).is_absolute():
        return Path(usual) / "loket" / ROOM
    if os.environ.get("HOME") == "":
        return None
    try:
        home = Path.home()
    except (RuntimeError, KeyError):  # no HOME, and no entry among the users
        return None
    return home / ("AppData/Local" if sys.platform == "win32" else ".cache") / "loket" / ROOM


def _elsewhere() -> Path | None:
    who = "" if sys.platform == "win32" else f"-{os.geteuid()}"
    try:
        return Path(tempfile.gettempdir()) / f"{ROOM}{who}"
    except OSError:
        return None


def _make(folder: Path) -> None:
    """Make the folder for the user alone, with the mark that it is ours, and remove those not used for longest."""
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    for made in (folder.parent, folder):
        made.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(made):
            raise PermissionError(1, Phrase("cache.foreign"), str(made))
    if not (folder / TAG).exists():
        write_whole(folder / TAG, SIGNATURE)
    with suppress(OSError):
        _prune(folder)


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder to which only this user (or who rules the machine) writes."""
    found = folder.lstat()
    if sys.platform == "win32":
        return folder.is_dir()
    return found.st_uid in {0, os.geteuid()} and found.st_mode & 0o170022 == 0o040000


def _prune(current: Path) -> None:
    """Remove our files from folders that bear our mark, beyond the number kept; another process may do the same."""
    marked = [folder for folder in current.parent.iterdir() if _is_marked(folder)]
    marked.sort(key=lambda folder: ((folder / TAG).stat().st_mtime, folder == current), reverse=True)
    for old in marked[KEPT:]:
        with suppress(OSError):
            for path in [*old.glob(f"*{ENDING}"), old / TAG]:
                path.unlink(missing_ok=True)
            old.rmdir()


def _is_marked(folder: Path) -> bool:
    with suppress(OSError):
        named = re.fullmatch("[0-9a-f]{16}", folder.name) and _is_ours(folder)
        return bool(named) and (folder / TAG).read_bytes() == SIGNATURE.encode()
    return False


@cache
def _machine() -> str:
    """A name for the processor and what it can do: machine code for another one is not looked at."""
    return _short(repr(cpu_target.target_context.codegen().magic_tuple()))


def _digest(path: Path, content: bytes) -> bytes:
    return hashlib.sha256(f"{path.parent.name}/{path.name}\0".encode() + content).digest()


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _note(code: str, **values: object) -> None:
    said = Phrase(f"cache.{code}", {**values, **{k: str(v) for k, v in values.items() if not isinstance(v, Phrase)}})
    if said not in _troubles:
        _troubles.append(said)
