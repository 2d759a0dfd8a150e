"""Draws the notebooks of planners, in every language from one source (planners/), and the page where all begin.

In the code of a source $name is a word of the language.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import places
from notebook_files import written

from sim.commands.lab import START
from sim.language import LANGUAGES

HOME = places.DOCS.parent / "notebooks"
COLUMN = '<td valign="top" style="vertical-align: top">'
"""GitHub reads the attribute, JupyterLab the style."""
SOURCES = Path(__file__).with_name("planners")
DOORS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("doors.toml").read_text("utf-8"))


def _of_planners() -> Iterator[tuple[Path, str]]:
    for path in sorted(SOURCES.glob("*.toml")):
        source = tomllib.loads(path.read_text("utf-8"))
        for lang in LANGUAGES:
            words = {name: word[lang] for name, word in source["words"].items()} | {"lang": lang}
            cells = [
                ("code", Template(cell["code"].strip()).substitute(words))
                if "code" in cell
                else ("markdown", cell[lang])
                for cell in source["cell"]
            ]
            yield HOME / "planners" / lang / f"{source['file'][lang]}.ipynb", written(cells, path.stem, lang)


def shelf(door: str, lang: str) -> list[Path]:
    """The notebooks behind a door, in their order: those of the language where there are several."""
    home = HOME / door
    return sorted((home / lang if (home / lang).is_dir() else home).glob("*.ipynb"))


def title(path: Path) -> str:
    """The heading of a notebook."""
    first = json.loads(path.read_text("utf-8"))["cells"][0]["source"]
    return "".join(first).partition("\n")[0].removeprefix("# ")


def start(lang: str) -> str:
    """The page on which JupyterLab opens: for planners, researchers and trainers a door each."""
    doors = f"\n\n</td>{COLUMN}\n\n".join(_door(door, lang) for door in DOORS["door"])
    top, bottom = DOORS["top"][lang].format(other=START[places.other(lang)]), DOORS["bottom"][lang]
    return f"{top}\n\n<table><tr>{COLUMN}\n\n{doors}\n\n</td></tr></table>\n\n{bottom}\n"


def _door(door: str, lang: str) -> str:
    """A line for each notebook, so that shelves that are filled at the same time do not get into each other's way."""
    said = DOORS["door"][door]
    listed = [f"1. [{title(path)}]({path.relative_to(HOME).as_posix()})" for path in shelf(door, lang)]
    return f"### {said['name'][lang]}\n\n{said['more'][lang]}\n\n" + "\n".join(listed)


def drawn() -> Iterator[tuple[Path, str]]:
    """All files."""
    yield from _of_planners()
    for lang in LANGUAGES:
        yield HOME / START[lang], start(lang)


def main() -> None:
    """Draw them."""
    for path, words in drawn():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")


if __name__ == "__main__":
    main()
