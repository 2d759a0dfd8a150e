"""A notebook as a file: without outputs, its cells named, so that the same source makes the same file."""

import json
from collections.abc import Iterable
from typing import Any

from sim.language import LANGUAGES


def written(cells: Iterable[tuple[str, str]], name: str, lang: str) -> str:
    """A notebook of cells, each its kind and source, as a file; `name` begins the names of its cells."""
    first, *others = cells
    cells = [first, *([("code", f"%env LOKET_LANG={lang}")] if lang != LANGUAGES[0] else []), *others]
    about = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {
        "cells": [_cell(kind, source, f"{name}-{place:02}") for place, (kind, source) in enumerate(cells)],
        "metadata": {"kernelspec": about, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, source: str, name: str) -> dict[str, Any]:
    own = {"execution_count": None, "id": name, "metadata": {}, "outputs": []} if kind == "code" else {"id": name}
    return {"cell_type": kind, "metadata": {}, **own, "source": source.splitlines(keepends=True)}
