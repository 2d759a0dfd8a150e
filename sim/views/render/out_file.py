"""A file that results are written to: whole or not there at all, and nothing replaced unasked."""

from pathlib import Path

from sim.language.errors import BadRequest
from sim.whole_files import Draft


class OutFile:
    """Where a file is to be written.

    Raises BadRequest where it is there already (unless `force`) or its folder is not, OSError where the disk refuses.
    """

    def __init__(self, path: Path, *, force: bool) -> None:
        if path.exists() and not (force and path.is_file()):
            raise BadRequest("out_is_there", path=path)
        if not path.parent.is_dir():
            raise BadRequest("out_no_folder", path=path.parent)
        Draft(path).drop()  # what the disk refuses is told before the run
        self._path, self._force = path, force

    def save(self, content: bytes) -> Path:
        """Write it and return the path.

        Raises BadRequest where the file came meanwhile or cannot be replaced; what was to be written is kept beside it.
        """
        with Draft(self._path) as draft:
            draft.path.write_bytes(content)
            try:
                return draft.publish(replace=self._force)
            except (FileExistsError, PermissionError):  # the latter where another program has it open on Windows
                raise BadRequest("out_kept", path=self._path, kept=draft.publish_beside()) from None
