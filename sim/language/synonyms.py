"""Words that people write where a scenario file has a name of its own: `synonyms.toml` of every language."""

import re
from functools import cache, lru_cache

from sim.language.catalogue import LANGUAGES, messages


def meant(kind: str, word: str) -> str | None:
    """The name that a word stands for, of a kind ("keys", "dists", ...), in whichever language it is written."""
    return _names(kind).get(plain(word))


@lru_cache(maxsize=1000)
def found_in(kind: str, heading: str) -> tuple[tuple[str, int], ...]:
    """The names whose words stand in a heading, each with how many words of it they are, most first.

    A word of a heading may go on where the one we know ends ("pengambilan" begins with "pengambil"); of as many words
    those come first that stand there as they are ("waiting" before "wait").
    """
    words = re.findall(r"[^\W_]+", heading.casefold())
    told: dict[str, tuple[int, bool]] = {}
    for ours, name in _names(kind).items():
        parts = ours.split("_")
        seen = [words[at : at + len(parts)] for at in range(len(words) - len(parts) + 1)]
        if any(_begins(part, parts) for part in seen):
            told[name] = max(told.get(name, (0, False)), (len(parts), parts in seen))
    return tuple((name, count) for name, (count, _) in sorted(told.items(), key=lambda one: one[1], reverse=True))


def _begins(words: list[str], ours: list[str]) -> bool:
    return all(word == our or (len(our) > 3 and word.startswith(our)) for word, our in zip(words, ours, strict=True))


def keys_meant(word: str) -> tuple[str, ...]:
    """The keys of a reform that a word may stand for, the most likely first."""
    found = (messages(lang, "synonyms").get(f"reform_keys.{word}", "") for lang in LANGUAGES)
    return tuple(" ".join(found).split())


def plain(word: str) -> str:
    """Small letters, with _ for what stands between words."""
    return "_".join(word.casefold().replace("-", " ").replace("_", " ").split())


@cache
def _names(kind: str) -> dict[str, str]:
    written = [entry for lang in LANGUAGES for entry in messages(lang, "synonyms").items()]
    ours = [(key.removeprefix(f"{kind}."), words) for key, words in written if key.startswith(f"{kind}.")]
    return {word: name for name, words in ours for word in words.split()}
