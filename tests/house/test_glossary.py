"""Is one word used for one thing, in all that planners, trainers and participants read?"""

import json
import re
from functools import cache
from pathlib import Path

import glossary
import pytest

from sim.language.catalogue import messages

ROOT = Path(__file__).parents[2]
INDONESIAN = ("dan", "yang", "untuk", "tidak", "dengan")
GLOSSARIES = ("glossary.md", "glosarium.md")
"""Pages that name the rejected words."""
HEARD = ("synonyms",)
"""Texts that list what people write, whatever we call it."""


@cache
def texts(lang):
    """Every text in a language, by where it stands."""
    files = [path for path in (ROOT / "sim" / "language" / lang).glob("*.toml") if path.stem not in HEARD]
    found = {path: "\n".join(messages(lang, path.stem).values()) for path in files}
    found |= {path: path.read_text("utf-8") for path in (ROOT / "sim" / "scenario" / "templates").glob(f"{lang}.toml")}
    pages = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
    found |= {page: page.read_text("utf-8") for page in pages if page.name not in GLOSSARIES}
    found |= {path: words_of(path) for path in (ROOT / "notebooks").rglob("*.ipynb")}
    found |= {
        path: said_in(path, lang) for path in [*(ROOT / "scenarios").rglob("*.toml"), *(ROOT / "docs").rglob("*.toml")]
    }
    return {path: text for path, text in found.items() if path.suffix == ".toml" or language_of(text) == lang}


def language_of(text):
    words = re.findall(r"[a-z]+", text.lower())
    return "id" if sum(map(words.count, INDONESIAN)) > 0.03 * len(words) else "en"


def words_of(notebook):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def said_in(path, lang):
    """What a file of scenarios says in a language: `id = "…"`."""
    return "\n".join(re.findall(rf'\b{lang} = "((?:[^"\\]|\\.)*)"', path.read_text("utf-8")))


def plain(text):
    """A text without its code, in lower case."""
    return re.sub(r"`[^`\n]*`", "`…`", " ".join(text.split()) if text.count("```") == 0 else text).lower()


def used(term, lang, text):
    """The rejected words that a plain text uses, with what stands around them."""
    rejected = [word.lower() for word in term.get("not", {}).get(lang, [])]
    if not any(word in text for word in rejected):
        return []
    for phrase in term.get("except", {}).get(lang, []):
        text = text.replace(phrase.lower(), "…")
    found = re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, rejected))})(?:nya)?(?![\w-])", text)
    return [text[max(0, place.start() - 40) : place.end() + 30] for place in found]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_does_no_text_use_a_word_that_the_glossary_rejects(lang):
    found = [
        f"{path.relative_to(ROOT)}: not '{words}' for '{term[lang]}'"
        for path, text in ((path, plain(said)) for path, said in texts(lang).items())
        for term in glossary.TERMS
        for words in used(term, lang, text)
    ]
    assert found == []


def test_are_the_pages_of_the_glossary_as_drawn():
    """After a change of terms: make docs-quick."""
    assert [path.name for path, words in glossary.pages() if path.read_text("utf-8") != words] == []


def test_are_the_texts_of_both_languages_found():
    assert len([path for path in texts("id") if path.suffix != ".toml"]) > 30
    assert {"model.md", "README.md", "05-batch.ipynb"} <= {path.name for path in texts("en")}
    assert {"bukti.md", "README.id.md", "05-yang-diukur.ipynb"} <= {path.name for path in texts("id")}
