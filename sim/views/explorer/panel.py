"""The explorer as a widget."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

import ipywidgets as widgets

from sim.experiments.needed.needed import needed
from sim.experiments.search.search import search
from sim.language import language, number, text
from sim.language.words import Words
from sim.office import Scenario
from sim.plan import plan_of
from sim.runs import Comparison
from sim.scenario import ScenarioFaults, load
from sim.scenario.derived import derived
from sim.scenario.faults import Fault
from sim.scenario.loading import Read, places, read
from sim.views.charts import Chart
from sim.views.charts.chart import DOTS_PER_INCH as PRINTED
from sim.views.errors import explained
from sim.views.explorer.actions import Actions, code_of, code_of_saved
from sim.views.explorer.choices import offer_of
from sim.views.explorer.circumstances import Circumstances
from sim.views.explorer.computing import Counted, Laboratory, Stoppable, View
from sim.views.explorer.latest import Latest, Ticket
from sim.views.explorer.numbers import Numbers
from sim.views.explorer.office import Office
from sim.views.explorer.picture import DOTS_PER_INCH, picture
from sim.views.explorer.reforms import Reforms
from sim.views.explorer.rows import Row
from sim.views.explorer.settings import Settings, Values, as_it_is, changed
from sim.views.explorer.staff import Staff
from sim.views.explorer.told import Told
from sim.views.explorer.words import basis_html, differences_html, report_html, sentences_html
from sim.views.render.html import folded, html
from sim.views.sections.needed import needed as needed_section
from sim.views.sections.search import search as search_section
from sim.views.table import Block

TABS = ("reforms", "staff", "circumstances", "numbers")
LEFT = widgets.Layout(width="330px", min_width="320px")
RIGHT = widgets.Layout(flex="1 1 560px", min_width="480px", overflow="hidden", padding="0 0 0 10px")
STYLE = """<style>
.loket-explorer .widget-checkbox label, .loket-explorer .widget-label-basic { white-space: normal; height: auto;
  line-height: 1.3; align-items: flex-start }
.loket-explorer .widget-checkbox { height: auto }
.loket-explorer .widget-checkbox label { display: flex }
.loket-explorer .lm-TabBar-tab { flex: 1 1 auto; min-width: 0; padding: 0 6px }
.loket-explorer .widget-tab-contents { padding: 6px; height: 400px; overflow: auto }
.loket-explorer .widget-html-content { line-height: 1.4 }
.loket-explorer details { overflow-x: auto }
</style>"""
PATIENCE_S = 600.0


class Explorer(widgets.VBox):
    """An office to change, and beside it what the answer rests on, what differs in a table, and the picture.

    Every change begins a new picture; the computing of the last one is stopped. `scenario` may have reforms;
    they are ticked to begin with.
    """

    _read: tuple[Values, Read] | None

    def __init__(
        self, ref: str | Path | Scenario, lang: str | None = None, runs: int | None = None, days: int | None = None
    ) -> None:
        self._lang, self._runs, self._days = language(lang), runs, days
        self._background = Latest(self._failed)
        self._view: View | None = None
        self._quiet = False
        self.basis, self.picture, self.table = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.sentences, self.report = widgets.HTML(), widgets.HTML()
        self.actions = Actions(self, self._lang)
        self._left, self._title = widgets.VBox(layout=LEFT), widgets.HTML()
        name = _known(ref)
        self.office = Office(name, self._lang, self.explore)
        self._clear, self._reset = (
            widgets.Button(description=text(f"explorer.{key}", self._lang), layout=widgets.Layout(width="auto"))
            for key in ("clear", "reset")
        )
        self._clear.on_click(lambda _: self.clear())
        self._reset.on_click(lambda _: self.reset())
        self._open(ref if name is None else name)
        shown = [self.basis, self.actions.answer, self.picture, self.table, self.sentences]
        body = widgets.HBox(
            [self._left, widgets.VBox(shown, layout=RIGHT)], layout=widgets.Layout(flex_flow="row wrap")
        )
        super().__init__([widgets.HTML(STYLE), self.office.widget, body, self.report])
        self.add_class("loket-explorer")

    # ------------------------------------------------------------------------------------------------ which office

    def explore(self, ref: str) -> None:
        """Another office, a bundled name or a file; what was set goes. Raises LoketError, and all stays."""
        self._open(ref)

    def _open(self, ref: str | Path | Scenario) -> None:
        scenario = ref if isinstance(ref, Scenario) else load(ref)
        laboratory = Laboratory(self._runs, self._days)
        laboratory.asked(scenario)
        offer = offer_of(replace(scenario, days=self._days or scenario.days))
        self._ref, self._scenario, self._offer, self._laboratory = ref, scenario, offer, laboratory
        lang, self._read = self._lang, None
        self.reforms = Reforms(offer, lang, self._changed)
        self.staff = Staff(offer.office, lang, self._changed)
        self.circumstances = Circumstances(offer.office, lang, self._changed)
        self.numbers = Numbers(self._places, lang, self._changed)
        parts = [getattr(self, name).widget for name in TABS]
        tabs = widgets.Tab(parts, titles=[text(f"explorer.tab.{name}", lang) for name in TABS])
        tabs.observe(lambda change: self.numbers.open() if change["new"] == 3 else None, names="selected_index")
        buttons = widgets.HBox([self._clear, self._reset])
        self._left.children = [tabs, buttons, self.actions.widget]
        if not laboratory.must_compile:
            laboratory.prepare(offer.plan)  # before it is shown: then the first picture takes a fraction of a second
        self._changed()

    def _places(self) -> list:
        return places(self._ref, overrides=changed(self._offer, self.settings))

    # ---------------------------------------------------------------------------------------------- what is set

    @property
    def rows(self) -> list[Row]:
        """The rows of the reforms."""
        return self.reforms.rows

    @property
    def settings(self) -> Settings:
        """All that is set."""
        return Settings(
            tuple(row.choice for row in self.rows),
            self.staff.set_heads,
            self.staff.set_hours,
            self.circumstances.set_demand,
            self.circumstances.set_target,
            dict(self.numbers.values),
        )

    @property
    def scenario(self) -> Scenario:
        """The office as it is set: `sim.compare([office, panel.scenario])`."""
        return self._pair_shown[1]

    def clear(self) -> None:
        """Untick all reforms."""
        self._at_once(self.reforms.clear)

    def reset(self) -> None:
        """The office as it was opened."""
        self._at_once(lambda: [part.reset() for part in (self.reforms, self.staff, self.circumstances, self.numbers)])

    def _at_once(self, do: Callable[[], object]) -> None:
        """Set several things, and begin one picture."""
        self._quiet = True
        try:
            do()
        finally:
            self._quiet = False
        self._changed()

    def _changed(self) -> None:
        if self._quiet:
            return
        try:
            pair = self._pair()
        except KeyboardInterrupt:
            self._warn(text("explorer.interrupted", self._lang))
            return
        if pair is not None:
            self._pair_shown = pair
            self.actions.outdated()
            self._ask()

    def _pair(self) -> tuple[Scenario, Scenario] | None:
        """The office as it is and as it is set; None where something that is set cannot be, which is told there."""
        settings = self.settings
        found = [self._now(settings), read(self._ref, overrides=changed(self._offer, settings))]
        faults = [fault for one in found for fault in one.faults if not fault.warning]
        self._place(faults)
        if faults or found[0].scenario is None or found[1].scenario is None:
            return None
        now, other = found[0].scenario, found[1].scenario
        plan = plan_of(replace(other, days=len(self._offer.days)))
        self.reforms.tell({one.reform.key: one for one in plan.idle}, self.staff.rupiah(len(self._offer.days)))
        title = self._scenario.title
        if self._scenario.reforms:
            now = replace(now, title=Words.of("explorer.without", title=title))
        return now, replace(other, name=f"{other.name}-2", title=Words.of("explorer.changed", title=title))

    def _now(self, settings: Settings) -> Read:
        """The office as it is; read anew where it is measured otherwise."""
        if self._read is None or self._read[0] != settings.measured:
            self._read = settings.measured, read(self._ref, overrides=as_it_is(self._offer, settings))
        return self._read[1]

    def _place(self, faults: list[Fault]) -> None:
        """Tell each fault where its number was entered."""
        lang, own = self._lang, {fault.path: fault for fault in faults if fault.path in self.numbers.values}
        tabs = {"officer": self.staff.said, "reform": self.reforms.said}
        told: dict[Told, list[str]] = {said: [] for said in (*tabs.values(), self.circumstances.said)}
        for fault in faults:
            if fault.path not in own:
                told[tabs.get(fault.path.partition(".")[0], self.circumstances.said)].append(fault.message(lang))
        for said, lines in told.items():
            said.tell("\n".join(dict.fromkeys(lines)))
        if own:
            self.numbers.refuse(own)
        if faults:
            self._warn(text("explorer.not_set", lang))

    # ------------------------------------------------------------------------------------------- what is computed

    def wait(self, timeout_s: float = PATIENCE_S) -> View:
        """The best view of what is set, as soon as it is there. Raises TimeoutError."""
        self._background.wait(timeout_s)
        if self._view is None:
            raise TimeoutError
        return self._view

    @property
    def comparison(self) -> Comparison:
        """What is set against the office as it is, with all replications."""
        return self.wait().comparison

    def ask(self, question: str) -> None:
        """How many counters the office needs as it is set, or which package is best, in the background; then go on."""
        office, blocks = self.scenario, {"needed": self._needed, "search": self._best}[question]

        def answer(ticket: Ticket) -> None:
            found = html(blocks(office, Counted(ticket, partial(self._far, question))), self._lang)
            if ticket.wanted:
                self.actions.tell_answer(found)

        self._ask(before=answer)

    def finish(self, then: Callable[[View], None]) -> None:
        """Compute to the end, and then do something with the last view."""
        self._ask(then=then)

    def _far(self, question: str, done: int, total: int) -> None:
        """How much is computed of what was asked for so far: more may have to be tried."""
        far = {"done": number(done, self._lang, 0), "total": number(total, self._lang, 0)}
        self.basis.value = escape(text(f"explorer.far_{question}", self._lang, **far))

    def _needed(self, office: Scenario, progress: Stoppable) -> Iterator[Block]:
        """The fewest officers that meet the target."""
        found = needed(
            office, self.circumstances.share.value / 100, runs=self._runs, days=self._days, progress=progress
        )
        return needed_section(found, self._lang)

    def _best(self, office: Scenario, progress: Stoppable) -> Iterator[Block]:
        """The best package for the budget: of what is ticked, or of all that those may decide who are chosen."""
        budget, who = self.reforms.rupiah, self.reforms.decider.value or None
        found = search(office, budget, who=who, runs=self._runs, days=self._days, progress=progress)
        return search_section(found, self._lang)

    def _ask(self, before: Callable[[Ticket], None] | None = None, then: Callable[[View], None] | None = None) -> None:
        pair, laboratory = self._pair_shown, self._laboratory
        pay = self.staff.rupiah(len(self._offer.days))
        key = "compiling" if laboratory.must_compile else "busy"
        self.basis.value = escape(text(f"explorer.{key}", self._lang))
        self._background.ask(lambda ticket: self._compute(pair, pay, laboratory, ticket, before, then))

    def _compute(
        self,
        pair: tuple[Scenario, Scenario],
        pay: float,
        laboratory: Laboratory,
        ticket: Ticket,
        before: Callable[[Ticket], None] | None,
        then: Callable[[View], None] | None,
    ) -> None:
        laboratory.prepare(self._offer.plan)
        if before is not None:
            before(ticket)
        for view in laboratory.views(*pair, ticket, pay):
            self._show(view, ticket)
            if then is not None and view.next is None and ticket.wanted:
                then(view)
                then = None

    def _show(self, view: View, ticket: Ticket) -> None:
        drawn, table = self._picture(view), differences_html(view, self._lang)
        said, report = sentences_html(view, self._lang), report_html(view, self._lang)
        ticket()
        self._view = view
        self.picture.value, self.table.value = _image(drawn), table
        self.sentences.value = said
        self.report.value = folded(text("explorer.report", self._lang), report) if report else ""
        self.basis.value = basis_html(view, self._lang)
        ticket.shown()

    def _picture(self, view: View, *, alone: bool = False) -> Chart:
        return picture(view, self.circumstances.share.value / 100, self._lang, alone=alone)

    def _failed(self, error: Exception) -> None:
        self._warn(text("explorer.failed", self._lang, error=explained(error, self._lang)[0]))

    def _warn(self, said: str) -> None:
        self.basis.value = f'<b style="color:#A84700">{escape(said)}</b>'

    # ------------------------------------------------------------------------------------------- what is saved

    def scenario_text(self, title: str, target: Path) -> str:
        """The office as it is set, as a file."""
        return derived(self._ref, changed(self._offer, self.settings), title, target)

    def drawn(self, view: View) -> bytes:
        """The picture of a view, as PNG to be printed."""
        return self._picture(view, alone=True).png(PRINTED)

    def code(self) -> str:
        """What does the same in Python."""
        settings, ref = self.settings, self._ref
        if isinstance(ref, Scenario):
            return code_of_saved(f"{self.actions.name.value.strip()}.toml", self._lang)
        return code_of(
            str(ref), as_it_is(self._offer, settings), changed(self._offer, settings), self._runs, self._days
        )


def _known(ref: str | Path | Scenario) -> str | None:
    """The name or file by which an office can be read anew; None of one that Python made."""
    if not isinstance(ref, Scenario):
        return str(ref)
    try:
        return ref.name if ref.name and load(ref.name) == ref else None
    except ScenarioFaults:
        return None


def _image(drawn: Chart) -> str:
    """The picture within the page, with its words for those who cannot see it."""
    png = b64encode(drawn.png(DOTS_PER_INCH)).decode("ascii")
    return f'<img style="width:100%;max-width:900px" alt="{escape(drawn.alt)}" src="data:image/png;base64,{png}">'
