"""What a reform is called."""

from sim.language import text
from sim.office.reform import Reform


def title_of(reform: Reform, lang: str | None = None) -> str:
    """The title of a reform of a scenario; with its id where it has one, to tell it from others of its kind."""
    title = text(f"reform_{reform.name}.title", lang)
    return title if reform.id is None else f"{title} ({reform.id})"
