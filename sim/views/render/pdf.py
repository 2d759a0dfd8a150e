"""A text for Word as PDF, by LibreOffice where it is."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.language.errors import BadRequest

PROGRAMS = ("soffice", "libreoffice")
LONGEST_S = 180


def printer() -> str:
    """The program. Raises BadRequest without it."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise BadRequest("no_libreoffice")
    return found


def pdf(document: bytes) -> bytes:
    """A .docx as PDF. Raises BadRequest where LibreOffice is not there or fails."""
    program = printer()
    with TemporaryDirectory() as folder:
        text = Path(folder, "memo.docx")
        text.write_bytes(document)
        own = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, own, "--headless", "--convert-to", "pdf", "--outdir", folder, str(text)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_S)
            return text.with_suffix(".pdf").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise BadRequest("libreoffice_failed") from None
