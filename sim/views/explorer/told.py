"""Where it is told what is wrong, or done: below what was entered."""

import ipywidgets as widgets

from sim.views.render.html import escape

WRONG = "#A84700"


class Told(widgets.HTML):
    """Nothing, until there is something to say."""

    def __init__(self) -> None:
        super().__init__(layout=widgets.Layout(display="none", margin="0"))

    def tell(self, said: str, *, wrong: bool = True) -> None:
        """Say it; nothing takes it back."""
        colour = f";color:{WRONG}" if wrong else ""
        lines = escape(said).replace("\n", "<br>")
        self.value = f'<div style="line-height:1.35;font-size:12.5px{colour}">{lines}</div>' if said else ""
        self.layout.display = None if said else "none"


def small(said: str) -> str:
    """A passage in small letters, of HTML."""
    return f'<div style="line-height:1.35;font-size:12px;color:#5F5F5F">{said}</div>'


def heading(said: str) -> widgets.HTML:
    """A line above what belongs together."""
    return widgets.HTML(f'<b style="line-height:1.3">{escape(said)}</b>', layout=widgets.Layout(margin="4px 0 0 0"))


def bar(share: float, colour: str) -> str:
    """How much of something is used or done."""
    width = min(100.0, 100.0 * share)
    used = f'<div style="background:{colour};height:6px;width:{width:.0f}%"></div>'
    return f'<div style="background:#D9D9D9;height:6px">{used}</div>'
