"""The explorer as a widget."""

from base64 import b64encode
from html import escape

import ipywidgets as widgets

from sim.language import language, text
from sim.office import Scenario
from sim.runs import Comparison
from sim.views.charts import Chart
from sim.views.errors import explained
from sim.views.explorer.choices import Choice, offer_of
from sim.views.explorer.computing import Laboratory, View
from sim.views.explorer.latest import Latest, Tick
from sim.views.explorer.picture import picture
from sim.views.explorer.rows import Row, by_decider
from sim.views.explorer.words import basis_html, differences_html
from sim.views.titles import titled

LIST = widgets.Layout(width="310px", min_width="290px", max_height="600px", overflow="auto", padding="0 8px 0 0")
SHOWN = widgets.Layout(flex="1 1 560px", min_width="480px", overflow="hidden")
PATIENCE_S = 600.0


class Explorer(widgets.VBox):
    """Reforms to tick, and beside them what the answer rests on, the differences in a table, and the picture.

    Every change begins a new picture; the computing of the last one is stopped. `scenario` may have reforms;
    they are ticked to begin with.
    """

    def __init__(
        self, scenario: Scenario, lang: str | None = None, runs: int | None = None, days: int | None = None
    ) -> None:
        self._lang = language(lang)
        offer = offer_of(scenario)
        self._laboratory = Laboratory(offer, runs, days)
        self._background = Latest(self._failed)
        self._view: View | None = None
        self.rows = [Row(choice, offer, self._lang, self._changed) for choice in offer.choices]
        self.basis, self.picture, self.table = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._clear = widgets.Button(
            description=text("explorer.clear", self._lang), layout=widgets.Layout(width="auto")
        )
        self._clear.on_click(lambda _: self.clear())
        title = widgets.HTML(f"<h3 style='margin:0'>{escape(titled(scenario, self._lang))}</h3>")
        left = widgets.VBox([self._clear, *by_decider(self.rows, offer, self._lang)], layout=LIST)
        for part in left.children:
            part.layout.flex = "0 0 auto"  # the list scrolls; it does not squeeze its lines
        right = widgets.VBox([self.basis, self.table, self.picture], layout=SHOWN)
        super().__init__([title, widgets.HBox([left, right], layout=widgets.Layout(flex_flow="row wrap"))])
        self.add_class("loket-explorer")
        if not self._laboratory.must_compile:
            self._laboratory.prepare()  # before it is shown: then the first picture takes a fraction of a second
        self._changed()

    @property
    def choices(self) -> list[Choice]:
        """All reforms as they are set."""
        return [row.choice for row in self.rows]

    def clear(self) -> None:
        """Untick everything."""
        for row in self.rows:
            row.box.value = False

    def wait(self, timeout_s: float = PATIENCE_S) -> View:
        """The best view of what is ticked, as soon as it is there. Raises TimeoutError."""
        self._background.wait(timeout_s)
        if self._view is None:
            raise TimeoutError
        return self._view

    @property
    def comparison(self) -> Comparison:
        """What is ticked against the office without reforms, with all replications."""
        return self.wait().comparison

    def _changed(self) -> None:
        choices = self.choices
        self.basis.value = escape(
            text(f"explorer.{'compiling' if self._laboratory.must_compile else 'busy'}", self._lang)
        )
        self._background.ask(lambda tick: self._compute(choices, tick))

    def _compute(self, choices: list[Choice], tick: Tick) -> None:
        self._laboratory.prepare()
        for view in self._laboratory.views(choices, tick):
            drawn = picture(view, self._lang)
            table = differences_html(view, self._lang)
            tick(0)
            self._show(view, drawn, table)

    def _show(self, view: View, drawn: Chart, table: str) -> None:
        self._view = view
        self.picture.value = _image(drawn)
        self.table.value = table
        self.basis.value = basis_html(view, self._lang)

    def _failed(self, error: Exception) -> None:
        said = text("explorer.failed", self._lang, error=explained(error, self._lang)[0])
        self.basis.value = f'<b style="color:#A84700">{escape(said)}</b>'


def _image(drawn: Chart) -> str:
    """The picture within the page, with its words for those who cannot see it."""
    png = b64encode(drawn.png()).decode("ascii")
    return f'<img style="width:100%;max-width:900px" alt="{escape(drawn.alt)}" src="data:image/png;base64,{png}">'
