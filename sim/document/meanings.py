"""What the keys of a scenario file mean, in a line."""

from sim.language import language, text
from sim.language.catalogue import messages
from sim.office.distributions import DISTRIBUTIONS
from sim.office.reform import CATALOGUE, Reform


def meaning(table: type, key: str, lang: str | None = None) -> str:
    """The meaning of a key of a table, by its dataclass; reforms share the meaning of the keys that all have.

    Raises KeyError where nobody has written it.
    """
    return text(_place(table, key, language(lang)), lang)


def _place(table: type, key: str, lang: str) -> str:
    """Where the meaning stands in the files of language."""
    if not issubclass(table, Reform):
        return f"keys.{'Distribution' if table in DISTRIBUTIONS else table.__name__}.{key}"
    name = next((name for name, kind in CATALOGUE.items() if kind is table), "")
    own = f"keys.{key}"
    return f"reform_{name}.{own}" if name and own in messages(lang, f"reform_{name}") else f"keys.Reform.{key}"
