"""The paper of an office: a .docx that somebody else made, looked through before it is opened."""

import io
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from sim.language.errors import BadRequest

MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 20_000_000, 100_000_000, 2_000
TEXT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ACTIVE = (
    "vbaproject",
    "vbadata",
    "activex",
    "embeddings/",
    "oleobject",
    "macroenabled",
    "altchunk",
    "attachedtemplate",
)
"""What runs, or fetches what somebody else may change."""


def paper(path: str | Path) -> bytes:
    """The template. Raises BadRequest for what is no .docx, too large, packed beyond measure, or more than paper."""
    path = Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadRequest("paper_large", path=path)
        content = path.read_bytes()
    except OSError as error:
        raise BadRequest("paper_missing", path=path, reason=error.strerror or error) from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            _look_through(folder, path)
    except BadRequest:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError):
        raise BadRequest("paper_damaged", path=path) from None
    return content


def _look_through(folder: zipfile.ZipFile, path: Path) -> None:
    left = MOST_UNPACKED
    if len(folder.infolist()) > MOST_PARTS:
        raise BadRequest("paper_large", path=path)
    for entry in folder.infolist():
        with folder.open(entry) as part:
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BadRequest("paper_large", path=path)
        if any(word in entry.filename.casefold() for word in ACTIVE):
            raise BadRequest("paper_active", path=path, part=entry.filename)
        if entry.filename.endswith((".xml", ".rels")):
            _look_at(content, path, entry.filename)
    if TEXT.encode() not in folder.read("[Content_Types].xml"):
        raise BadRequest("paper_damaged", path=path)


def _look_at(content: bytes, path: Path, name: str) -> None:
    """No entities, and nothing that is fetched from elsewhere but what a reader clicks on."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise BadRequest("paper_active", path=path, part=name)

    def begun(tag: str, attributes: dict[str, str]) -> None:
        kind, said = attributes.get("Type", ""), " ".join([tag, *attributes.values()]).casefold()
        fetched = attributes.get("TargetMode") == "External" and not kind.endswith("/hyperlink")
        if fetched or (tag in ("Relationship", "Override", "Default") and any(word in said for word in ACTIVE)):
            refuse()

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = refuse, begun
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise BadRequest("paper_damaged", path=path) from None
