"""Words that people write where a scenario file has a name of its own: `synonyms.toml` of every language."""

from functools import cache

from sim.language.catalogue import LANGUAGES, messages


def meant(kind: str, word: str) -> str | None:
    """The name that a word stands for, of a kind ("keys", "dists", ...), in whichever language it is written."""
    return _names(kind).get(plain(word))


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
