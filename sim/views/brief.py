"""A memo, a sheet or a page of a study, saved: by the ending of the file."""

from pathlib import Path

from sim.calibration.validation import Validation
from sim.experiments.search.found import Found
from sim.language import language
from sim.language.errors import BadRequest
from sim.runs import Comparison, Result
from sim.runs.doubting.doubt import Doubted
from sim.runs.doubting.grade import Grades
from sim.views.memo import Study, memo_of
from sim.views.render.excel import workbook_bytes
from sim.views.render.html import html, page
from sim.views.render.out_file import OutFile
from sim.views.render.paper import paper
from sim.views.render.pdf import pdf, printer
from sim.views.render.word import word, written_on
from sim.views.reports.workbook import sheets

ENDINGS = (".docx", ".html", ".pdf", ".xlsx")


class Brief:
    """A file to be written of a study, its words in a language; what cannot be is told before anything is run.

    `template` is a .docx whose letterhead is used. Raises BadRequest for another ending, a file that is there already
    (unless `force`), a folder that is not, a template that is none, a PDF without LibreOffice.
    """

    def __init__(self, path: str | Path, lang: str, *, force: bool = False, template: str | Path | None = None) -> None:
        self._ending = Path(path).suffix.casefold()
        if self._ending not in ENDINGS:
            raise BadRequest("brief_ending", found=Path(path).name, known=list(ENDINGS))
        if template is not None and self._ending not in (".docx", ".pdf"):
            raise BadRequest("brief_template")
        self._paper = None if template is None else written_on(paper(template), template)
        if self._ending == ".pdf":
            printer()
        self._file, self._lang = OutFile(Path(path), force=force), lang

    def save(
        self, found: Study, command: str = "", checked: Validation | None = None, doubted: Doubted | None = None
    ) -> Path:
        """Write it. Raises BadRequest where the file came meanwhile; what was made is kept beside it."""
        return self._file.save(self._made(found, command, checked, doubted))

    def _made(self, found: Study, command: str, checked: Validation | None, doubted: Doubted | None) -> bytes:
        lang = self._lang
        if self._ending == ".xlsx":
            return workbook_bytes(sheets(_tables(found), lang), lang)
        title, blocks = memo_of(found, lang, command, checked, doubted, letterhead=self._paper is None)
        if self._ending == ".html":
            return page(title, html(blocks, lang), lang).encode()
        document = word(blocks, title, lang, self._paper)
        return pdf(document) if self._ending == ".pdf" else document


def _tables(found: Study) -> Comparison | Result | Found:
    """What has sheets."""
    told = found.comparison if isinstance(found, Grades | Doubted) else found
    if not isinstance(told, Comparison | Result | Found):
        raise BadRequest("brief_sheets")
    return told


def brief(
    found: Study,
    path: str | Path,
    lang: str | None = None,
    *,
    template: str | Path | None = None,
    force: bool = False,
    validation: Validation | None = None,
) -> Path:
    """Save the memo of a study as .docx, .html or .pdf (where LibreOffice is), or its tables as .xlsx.

    Of a comparison, its grades, what it comes to under doubt, one office, how many officers it needs, or a validation,
    which of the others says how well the office reproduces its log. Returns the path. Raises what `Brief` does.
    """
    return Brief(path, language(lang), force=force, template=template).save(found, checked=validation)
