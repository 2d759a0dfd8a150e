"""A text in several languages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Self

from sim.language.catalogue import LANGUAGES, UnknownLanguage, language, text


class Words(Mapping[str, str]):
    """A text by language. Where one is missing, it is said in the first of LANGUAGES that there is."""

    __slots__ = ("_texts",)

    def __init__(self, **texts: str) -> None:
        for lang in texts:
            if lang not in LANGUAGES:
                raise UnknownLanguage(lang)
        self._texts = {lang: texts[lang] for lang in LANGUAGES if lang in texts}

    @classmethod
    def each(cls, say: Callable[[str], str]) -> Self:
        """What somebody says, asked in every language."""
        return cls(**{lang: say(lang) for lang in LANGUAGES})

    @classmethod
    def of(cls, key: str, **values: object) -> Self:
        """A message in every language."""
        return cls.each(lambda lang: text(key, lang, **values))

    @classmethod
    def same(cls, said: str) -> Self:
        """What is called the same in every language."""
        return cls.each(lambda _: said)

    def worded(self, lang: str | None = None) -> str:
        """The text in a language; nothing where there is none in any."""
        return self._texts.get(language(lang)) or next(iter(self._texts.values()), "")

    def __getitem__(self, lang: str) -> str:
        return self._texts[lang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Words({', '.join(f'{lang}={said!r}' for lang, said in self._texts.items())})"
