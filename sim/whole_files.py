"""Whole files: written as a draft beside their place, and named when they are whole.

Nothing is ever half there, and nothing is replaced unseen. A writer holds each draft as long as it lives; the system
lets go of it when the writer ends, killed or not. A draft that nobody holds was left behind, and whoever writes beside
it next removes it. Drafts bear our mark and the machine's, for on a shared disk we may not see who holds one elsewhere.
"""

import errno
import os
import platform
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self
from urllib.parse import quote
from zlib import crc32

MARK = f".{crc32(platform.node().encode()):08x}.loket-draft"
"""How the name of a draft ends."""
LOCK = ".loket-lock"
USUAL = 0o666
"""Whoever may read other files of this user (umask) may read results."""
GRACE_S = 60.0 if sys.platform == "win32" else 0.0
"""Where a draft must be let go of before it is named: so long it is taken for one that is about to be."""
PAUSE_S = 0.05


class Written(type(Path())):  # type: ignore[misc]  # (of the system's kind)
    """The path of a file that was written; a notebook shows its name, with a link where it lies below the notebook."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        name = escape(self.name.encode(errors="replace").decode())
        try:
            below = self.resolve().relative_to(Path.cwd()).as_posix()
        except ValueError:
            return name
        return f'<a href="./{quote(os.fsencode(below))}">{name}</a>'


class Draft:
    """A file being written at `path`; a context manager that removes what was not published.

    OSErrors within it name the place that was meant.
    """

    def __init__(self, target: str | Path) -> None:
        self.published = False
        with _placed(Path(target)):
            self.target = _meant(Path(target))
            sweep(self.target.parent)
            self.path, self._handle = _begun(self.target)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.drop()
        if isinstance(error, OSError) and error.errno and error.filename in {None, str(self.path), self.path}:
            error.filename = str(self.target)

    def publish(self, *, replace: bool = True) -> Written:
        """Give the file its name. Raises FileExistsError where one is there that must not be replaced."""
        return self._publish(self.target, replace=replace)

    def publish_beside(self) -> Path:
        """Give the file the first free name: hasil-2.xlsx for hasil.xlsx."""
        return _first_free(self.target, lambda other: self._publish(other, replace=False))

    def move_into(self, folder: Path) -> None:
        """Give the file its name in another folder of this disk, also where it has been published."""
        self._publish(folder / self.target.name, replace=False)

    def settle(self) -> None:
        """Have on the disk what was written so far."""
        if self._handle is not None:
            with _placed(self.target):
                os.fsync(self._handle)

    def drop(self) -> None:
        """Remove the draft, unless it was published."""
        self._let_go()
        if not self.published:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _publish(self, target: Path, *, replace: bool) -> Written:
        with _placed(target):
            self.settle()
            if sys.platform == "win32":
                self._let_go()  # what is open cannot be renamed there
            if replace:
                _like(self.path, target)
                self.path.replace(target)
            else:
                _name(self.path, target)
        _settle(target.parent)
        self.path, self.published = target, True
        return Written(target)

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def write_whole(target: str | Path, content: str | bytes, *, replace: bool = True) -> Written:
    """Write a whole file, text in UTF-8. Raises FileExistsError unless it may `replace`, OSError with the place."""
    with Draft(target) as draft:
        draft.path.write_bytes(content.encode() if isinstance(content, str) else content)
        return draft.publish(replace=replace)


def set_aside(path: Path) -> Path:
    """Give a file the first free name beside its own: tebakan-2.json for tebakan.json."""
    return _first_free(path, lambda other: _name(path, other))


def folder_beside(path: Path) -> Path:
    """Make the first folder of a free name beside: hasil-2 for hasil."""
    return _first_free(path, Path.mkdir)


def sweep(folder: Path) -> None:
    """Remove the drafts of writers that are no more; whatever else is there stays."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(MARK):
                with suppress(OSError):
                    _remove_abandoned(Path(entry.path))


@contextmanager
def alone(target: Path, wait_s: float = 0.0) -> Iterator[None]:
    """Keep other programs of ours from what stands at `target`. Raises BlockingIOError when one goes on with it."""
    path, until = target.with_name(f".{target.name[:100]}{LOCK}"), time.monotonic() + wait_s
    with _placed(target):
        while (handle := _locked(path)) is None:
            if time.monotonic() >= until:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(target))
            time.sleep(PAUSE_S)
    try:
        yield
    finally:
        if sys.platform != "win32":
            with suppress(OSError):
                path.unlink()
        os.close(handle)


def _meant(target: Path) -> Path:
    """The place behind a link. Raises OSError where no file can come to be: names too long, loops, pipes, devices."""
    meant = Path(os.path.realpath(target)) if target.is_symlink() else target
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(meant.stat().st_mode):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    return meant


def _begun(target: Path) -> tuple[Path, int | None]:
    while True:
        path = target.with_name(f".{target.name[:100]}.{token_hex(4)}{MARK}")
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), USUAL)
        if _held(handle) and path.exists():  # else somebody swept it away before it was held
            return path, handle
        os.close(handle)


def _name(draft: Path, target: Path) -> None:
    """Name a file as nothing else is named. Raises FileExistsError."""
    if sys.platform == "win32":
        draft.rename(target)  # which replaces nothing there
        return
    try:
        os.link(draft, target)
    except FileExistsError:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
    except OSError:  # a disk without links: take the name first
        os.close(os.open(target, os.O_CREAT | os.O_EXCL, USUAL))
        try:
            draft.replace(target)
        except OSError:
            target.unlink()
            raise
    else:
        draft.unlink()


def _like(draft: Path, target: Path) -> None:
    """What is replaced keeps who may read it."""
    with suppress(OSError):
        draft.chmod(target.stat().st_mode)


def _settle(folder: Path) -> None:
    """Have the names of a folder on the disk, where the system can be asked to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _first_free(path: Path, take: Callable[[Path], object]) -> Path:
    number = 2
    while True:
        other = path.with_name(f"{path.stem}-{number}{path.suffix}")
        with suppress(FileExistsError):
            take(other)
            return other
        number += 1


@contextmanager
def _placed(target: Path) -> Iterator[None]:
    """Let errors of the disk name the file that was meant, and not its draft."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        raise


if sys.platform == "win32":
    # An open file can be neither removed nor renamed there: being open is the lock.

    def _held(_: int) -> bool:
        return True

    def _remove_abandoned(draft: Path) -> None:
        if time.time() - draft.stat().st_mtime > GRACE_S:
            draft.unlink()

    def _locked(path: Path) -> int | None:
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)
        except (FileExistsError, PermissionError):
            return None

else:
    import fcntl

    def _held(handle: int) -> bool:
        """Hold an open file; False where another holds it. On a disk without locks all goes on without."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def _remove_abandoned(draft: Path) -> None:
        handle = os.open(draft, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
        finally:
            os.close(handle)

    def _locked(path: Path) -> int | None:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, USUAL)
        if _held(handle):
            with suppress(OSError):
                if os.path.samestat(os.fstat(handle), path.stat()):  # else who held it before removed it
                    return handle
        os.close(handle)
        return None
