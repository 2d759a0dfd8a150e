"""What went wrong, said so that somebody can do something about it."""

import errno
from traceback import extract_tb

from sim.language import Phrase, text
from sim.language.characters import harmless
from sim.language.errors import LoketError
from sim.views.console import STDOUT

FAILED, BAD_INPUT = 1, 2
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def explained(error: BaseException, lang: str, place: str | None = None) -> tuple[str, int]:
    """The message for an exception, and the exit code: 2 where the input is to blame, else 1.

    `place` is where files were being written, for errors of the disk that name none.
    """
    from sim.evidence import UnknownEvidence
    from sim.scenario import ScenarioFaults

    if isinstance(error, ScenarioFaults):
        return error.render(lang), BAD_INPUT
    if isinstance(error, LoketError):
        return _worded(lang, error.worded(lang)), BAD_INPUT if error.to_blame else FAILED
    if isinstance(error, UnknownEvidence):
        key = "unknown_evidence" if error.nearest is None else "unknown_evidence_near"
        return _error(lang, key, found=error.asked, nearest=error.nearest), BAD_INPUT
    if isinstance(error, MemoryError):
        return _error(lang, "memory"), FAILED
    if isinstance(error, OSError):
        return _of_disk(error, lang, place), FAILED
    package = _package_of(error)
    key, code = ("failed_in", BAD_INPUT) if package else ("failed", FAILED)
    return _error(lang, key, reason=_reason(error), package=package), code


def _package_of(error: BaseException) -> str | None:
    """The package with reforms of its own in which it happened, if it did in one."""
    from sim.reforms import PLUG_INS

    files = {frame.filename for frame in extract_tb(error.__traceback__)}
    return next((one.package for one in PLUG_INS if any(str(path) in files for path in one.files)), None)


def _of_disk(error: OSError, lang: str, place: str | None) -> str:
    if error.filename == STDOUT:
        return _error(lang, "stdout", reason=error.strerror or str(error))
    path = error.filename or place or Phrase("cli.place_unknown")
    if error.errno in DISK_FULL:
        return _error(lang, "disk_full", path=path)
    return _error(lang, "disk", path=path, reason=error.strerror or str(error))


def _error(lang: str, key: str, **values: object) -> str:
    return _worded(lang, text(f"cli.{key}", lang, **values))


def _worded(lang: str, message: str) -> str:
    return text("cli.error", lang, message=harmless(message))


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
