"""Does the explorer show what was computed, at once, honestly, and only for what is set now?"""

import errno
import os
import re
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import ipywidgets as widgets
import pytest
from drawings import illegible

import sim
from sim.language import text
from sim.measures import Key
from sim.reforms import CATALOGUE, Leadership, Training
from sim.reforms.titles import title_of
from sim.runs import compare
from sim.runs.comparing.costs import prices
from sim.runs.comparing.reform_costs import reforms_cost
from sim.runs.making.replication import Stopped
from sim.scenario import ScenarioFaults, check, load
from sim.views.explorer import computing, explore
from sim.views.explorer.choices import offer_of, starts
from sim.views.explorer.computing import Laboratory
from sim.views.explorer.latest import Latest
from sim.views.explorer.picture import picture
from sim.views.explorer.settings import changed
from sim.views.explorer.staff import Staff
from sim.views.explorer.steps import Step, steps
from sim.views.explorer.words import basis_html, differences_html, report_html, sentences_html

DAYS, PAY = 30, 9e6


def nothing(_):
    pass


@pytest.fixture(scope="module")
def office():
    return load("dukcapil")


@pytest.fixture(scope="module")
def pair(office):
    """The office as it is, and with a reform that begins on the seventh day."""
    begins = offer_of(office).days[6]
    return office, replace(office, name="led", reforms=(Leadership(start=begins, strength=0.8),))


@pytest.fixture(scope="module")
def views(pair):
    return list(Laboratory(runs=5, days=DAYS).views(*pair, nothing, PAY))


# ---------------------------------------------------------------------------------------------------- what is offered


def test_all_reforms_are_offered_by_who_may_decide_those_of_the_scenario_as_they_stand_there(pair):
    offered = offer_of(pair[1]).choices
    assert {choice.reform.name for choice in offered} == set(CATALOGUE)
    assert [(c.key, c.strength, c.after_days) for c in offered if c.ticked] == [("leadership", 0.8, 6)]
    deciders = [choice.reform.decided_by for choice in offered]
    assert deciders == sorted(deciders, key=["supervisor", "agency", "regency", "ministry"].index)
    for choice in offered:
        assert title_of(choice.reform, "id") != title_of(choice.reform, "en")


def test_starts_lie_within_the_run(office):
    short = offer_of(replace(office, days=30))
    assert starts(short, short.choices[0]) == (0, 20)


# ------------------------------------------------------------------------------------------------------- step by step


def test_the_first_picture_is_the_whole_run_and_later_ones_refine_it_up_to_what_was_asked_for(views):
    assert steps(20, 250) == [Step(2, 250), Step(5, 250), Step(10, 250), Step(20, 250)]
    assert steps(1, 5) == [Step(1, 5)]
    assert [view.step for view in views] == [Step(2, DAYS), Step(5, DAYS), Step(5, DAYS)]
    assert [view.next for view in views] == [Step(5, DAYS), None, None]
    assert [view.doubted is not None for view in views] == [False, False, True]


def test_the_last_view_is_the_comparison_that_the_laboratory_makes_anyhow(views, pair):
    whole = compare(list(pair), runs=5, days=DAYS)
    key = Key("wait_mean_min")
    ours = views[-1].comparison.difference(views[-1].variant, key)
    theirs = whole.difference(whole.variants[0], key)
    assert (ours.difference, ours.baseline, ours.variant) == (theirs.difference, theirs.baseline, theirs.variant)
    assert ours.difference.mean != 0


def test_runs_are_kept_from_one_question_to_the_next_also_where_it_was_stopped(pair):
    laboratory, days = Laboratory(runs=2, days=8), []
    next(laboratory.views(*pair, days.append))
    first = sum(days)
    next(laboratory.views(pair[0], replace(pair[1], reforms=(Training(),)), days.append))
    assert (first, sum(days) - first) == (32, 16)

    def stop(_):
        raise Stopped

    with pytest.raises(Stopped):
        list(laboratory.views(pair[0], replace(pair[1], reforms=(Training(strength=0.5),)), stop))
    assert next(laboratory.views(*pair, stop)).step == Step(2, 8)  # nothing was left to be run


# ------------------------------------------------------------------------------------------------------- what is shown


def test_the_queue_of_the_picture_is_that_of_all_visits(views, office):
    from sim.measures.queue_profile import queue_profile
    from sim.runs import replicate
    from sim.views.explorer.queues import joined

    result = replicate(office, runs=5, days=DAYS, keep_visits=True)
    profile = queue_profile(result.plan, [run.visits for run in result.replications])
    moments, found = joined(views[-1].lines[0])
    ours = dict(zip(moments.tolist(), [e.mean for e in found], strict=True))
    theirs = dict(zip(profile.moments_s.tolist(), [e.mean for e in profile.mean], strict=True))
    assert {at: people for at, people in ours.items() if people} == pytest.approx(
        {at: people for at, people in theirs.items() if people}
    )


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_picture_is_legible_within_the_explorer_and_alone(views, lang):
    for view, alone in ((views[0], False), (views[-1], False), (views[-1], True)):
        drawn = picture(view, 0.9, lang, alone=alone)
        assert illegible(drawn) == []
        assert drawn.alt.count("%") == 2


def test_the_picture_shows_who_is_served_in_time_of_all_who_come_beside_the_target(views):
    served = picture(views[-1], 0.8, "id").figure.axes[1]
    assert list(served.lines[0].get_ydata()) == [0.8, 0.8]
    hours = [key.group for key in views[-1].comparison.baseline.keys if key[:2] == ("served_within_target", "hour")]
    means = [views[-1].comparison.baseline.estimate("served_within_target", "hour", hour).mean for hour in hours]
    assert list(served.lines[1].get_ydata()) == means


def test_it_is_said_how_many_replications_of_how_many_days_a_picture_rests_on(views):
    first, last = (basis_html(view, "en").replace("\N{NO-BREAK SPACE}", " ") for view in (views[0], views[-1]))
    assert f"A rough picture, without a verdict: 2 replications × {DAYS} working days, 5 January 2026 to" in first
    assert f"Being refined: 5 replications × {DAYS} working days" in first
    assert "Done" not in basis_html(views[1], "en")  # what is not known is still being computed
    assert "Done" in last


def test_the_table_tells_differences_who_loses_and_what_it_costs(views):
    view, said = views[-1], sentences_html(views[-1], "en")
    cost = reforms_cost(view.variant.plan)
    assert cost > 0
    assert f"Rp\N{NO-BREAK SPACE}{cost + PAY:,.0f}, of it Rp\N{NO-BREAK SPACE}9,000,000 of wages" in said
    assert prices(view.comparison, view.variant)[0].cost == cost + PAY
    assert "more:" in said
    assert "gain least, or lose" in said
    shown = differences_html(view, "en").replace("\N{NO-BREAK SPACE}", " ")
    for measure in ("wait_mean_min", "ikm", "trust_end_mean", "trust_came_mean", "asked_share"):
        assert text(f"explorer.label.{measure}", "en") in shown
    assert "served within 15 minutes, of all" in shown.casefold()


def test_no_verdict_is_told_before_the_last_replication(views):
    for lang, words, pending in (
        ("en", ("better", "worse", "apart", "saved", "gain"), "Still computing: 2 of 5"),
        ("id", ("lebih baik", "lebih buruk", "beda", "hemat", "untung"), "Masih menghitung: 2 dari 5"),
    ):
        early, *_, last = [differences_html(view, lang) + sentences_html(view, lang) for view in views]
        assert "#" not in early  # no colour says good or bad
        assert pending in early
        assert [word for word in words if word in early] == []
        assert pending.split(":")[0] not in last
        assert any(word in last for word in words)
        assert (report_html(views[0], lang), "</table>" in report_html(views[-1], lang)) == ("", True)


def test_an_office_where_nobody_judges_has_no_panels_of_trust(office):
    mute = replace(office, opinion=None, staff=None)
    view = next(Laboratory(runs=2, days=5).views(mute, mute, nothing))
    assert len(picture(view, 0.9, "en").figure.axes) == 2
    assert "Nothing is changed" in sentences_html(view, "en")
    assert "Trust and satisfaction are not simulated here" in sentences_html(view, "en")


def test_where_people_still_wait_at_midnight_the_picture_ends_there_and_says_so():
    crowd = load("antre-satu", overrides={"officer.Loket.count": 1})
    view = next(Laboratory(runs=2, days=5).views(crowd, crowd, nothing))
    assert picture(view, 0.9, "en").figure.axes[0].get_xlim()[1] == 24 * 3600
    assert text("charts.queue.midnight", "en") in sentences_html(view, "en")


def test_sliders_of_a_region_say_in_which_office_a_group_works():
    sliders = words_of(*(part for part in Staff(load("dukcapil-wilayah"), "en", nothing).widget.children
                         if isinstance(part, widgets.HTML)))  # fmt: skip
    assert "Centre: More at SIAK" in sliders
    assert "In every office: SIAK operator" in sliders


# ------------------------------------------------------------------------------------------------------- in a notebook


def row_of(explorer, name):
    return next(row for row in explorer.rows if row.choice.key == name)


def stop(explorer):
    """Compute no further: what was asked for was seen."""
    explorer._background.ask(lambda _: None)
    explorer._background.wait(60)


def words_of(*parts):
    return " ".join(re.sub("<[^>]*>", " ", part.value) for part in parts).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def opened():
    """With two draws of what is not known; `views` have all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sim.runs.doubting.doubt_draws.FEWEST", 2)
        patched.setattr(computing, "under_doubt", partial(computing.under_doubt, draws=2))
        found = explore("dukcapil-reformasi", lang="en", runs=2, days=20)
        found.wait(240)
        yield found


@pytest.fixture
def explorer(opened, tmp_path, monkeypatch):
    """As it was opened; what it saves goes into a folder of the test, and what is outdated stops at once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.views.explorer.latest.GRACE_S", 0.0)
    opened.reset()
    yield opened
    stop(opened)


def test_what_is_set_changes_the_picture_and_is_taken_back_by_reset(explorer):
    explorer.wait(240)
    before, seen = (explorer.picture.value, explorer.table.value), []
    explorer.picture.observe(lambda change: seen.append(change["new"]), names="value")
    row_of(explorer, "training").box.value = True
    explorer.wait(240)
    explorer.picture.unobserve_all()
    assert len(set(seen)) > 1  # a rough one first
    row_of(explorer, "training").strength.value = 0.5
    explorer.staff.heads["Loket depan"].value = 3
    explorer.circumstances.demand.value = 110
    scenario = explorer.comparison.variants[0].given
    assert [(r.name, r.strength) for r in scenario.reforms if r.name == "training"] == [("training", 0.5)]
    assert (scenario.officers[0].count, scenario.demand.factor) == (3, 1.1)
    now = explorer.comparison.baseline.given
    assert (now.reforms, now.officers[0].count, now.demand.factor) == ((), 2, 1.0)
    explorer.actions.buttons["xlsx"].click()
    explorer.reset()
    assert "called off" in words_of(explorer.actions.said)
    explorer.wait(240)
    assert (explorer.picture.value, explorer.table.value) == before
    assert list(Path().iterdir()) == []


def test_who_asks_how_many_counters_it_takes_sees_how_much_is_computed(explorer):
    explorer.wait(240)
    seen = []
    explorer.basis.observe(lambda change: seen.append(change["new"]), names="value")
    explorer.actions.buttons["needed"].click()
    explorer.wait(240)
    explorer.basis.unobserve_all()
    far = [(int(found[1]), int(found[2])) for one in seen if (found := re.search(r"counters: (\d+) of (\d+) off", one))]
    assert far == sorted(far)
    assert len(set(far)) > 1
    assert far[-1][0] == far[-1][1]
    assert "counters:" not in explorer.basis.value


def test_a_reform_shows_its_price_or_why_it_is_not_applicable_and_the_total_stands_beside_the_budget():
    panel = explore("puskesmas", lang="en", runs=2, days=20)
    assert (
        "not applicable here, because there is nothing new for officers to adopt"
        in words_of(row_of(panel, "change_support").note).casefold()
    )
    training = row_of(panel, "training")
    price = words_of(training.note).strip()
    assert price.startswith("Rp")
    training.box.value = True
    assert f"Total: {price}" in words_of(panel.reforms.total)
    panel.reforms.budget.value = 1.0
    assert "beyond the budget of Rp 1,000,000" in words_of(panel.reforms.total)
    panel.reforms.decider.value = "ministry"
    assert training.widget in panel.reforms._list.children  # what is ticked stays in sight
    panel.staff.heads[next(iter(panel.staff.heads))].value += 1
    assert "wages for more officers" in words_of(panel.reforms.total)
    stop(panel)


def test_the_scenario_that_is_saved_is_the_one_that_is_shown_and_the_code_makes_it_too(explorer):
    row_of(explorer, "staffing").box.value = False
    row_of(explorer, "training").box.value = True
    explorer.staff.heads["Loket depan"].value = 3
    explorer.staff.more[1].value = 2
    explorer.numbers.path.value, explorer.numbers.value.value = "reform.training.gain", "0,3"
    explorer.numbers.put.click()
    shown = explorer.scenario
    explorer.actions.buttons["toml"].click()
    saved = Path("explored.toml")
    assert str(saved.resolve()) in words_of(explorer.actions.said)
    assert [fault for fault in check(saved) if not fault.warning] == []
    ours = {"name": "", "title": shown.title}
    assert replace(load(saved), **ours) == replace(shown, name="")
    known = {}
    exec(explorer.code().rpartition("sim.compare")[0], known)  # noqa: S102  (what it gives people to run)
    assert replace(known["changed"], **ours) == replace(shown, name="")
    assert known["now"].reforms == ()
    explorer.actions.buttons["toml"].click()
    assert "is there already and is not replaced" in words_of(explorer.actions.said)


def test_an_office_of_python_is_explored_and_saved_as_it_is(office, tmp_path):
    panel = explore(replace(office, target_min=10.0), lang="en", runs=2, days=20)
    panel.circumstances.demand.value = 120
    (tmp_path / "mine.toml").write_text(panel.scenario_text("Mine", tmp_path / "mine.toml"), "utf-8")
    saved = load(tmp_path / "mine.toml")
    assert (saved.target_min, saved.demand.factor, saved.officers) == (10.0, 1.2, office.officers)
    assert "explored.toml" in panel.code()
    stop(panel)


def test_a_number_that_cannot_be_is_refused_where_it_was_entered(explorer):
    before = explorer.scenario
    for path, value, said in (
        ("opinion.trust.gain", "9", "opinion.trust.gain cannot be set"),
        ("citizens.counts", "9", "Is citizens.count meant?"),
        ("demand.factor", "2", "set by a slider"),
        ("citizens.count", "", "Fill in its value"),
        ("citizens.count", "many", "citizens.count cannot be set"),
    ):
        explorer.numbers.path.value, explorer.numbers.value.value = path, value
        explorer.numbers.put.click()
        assert said in words_of(explorer.numbers.said)
        assert explorer.numbers.values == {}
        assert explorer.scenario is before


def test_a_target_or_budget_that_cannot_be_and_a_broken_file_are_told_there_and_nothing_is_lost(explorer):
    before = explorer.scenario
    explorer.circumstances.minutes.value = -5
    assert "-5" in words_of(explorer.circumstances.said)
    assert "does not have it yet" in words_of(explorer.basis)
    explorer.circumstances.minutes.value = load("dukcapil").target_min
    assert words_of(explorer.circumstances.said) == ""
    explorer.reforms.budget.value = -1
    assert "less than nothing" in words_of(explorer.reforms.said)
    explorer.reforms.budget.value = 0
    Path("broken.toml").write_text('schema = 1\nextends = "dukcapil"\ndays = "many"\n', "utf-8")
    for name, told in (("broken.toml", "broken.toml:3"), ("nowhere.toml", "nowhere.toml")):
        explorer.office.file.value = name
        assert told in words_of(explorer.office.said)
    assert (explorer.scenario, explorer.rows[0].box.value) == (before, True)


def test_a_full_disk_is_told_beside_the_button_and_what_was_computed_stays(explorer, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "explored.xlsx")

    monkeypatch.setattr("sim.whole_files.Draft.publish", full)
    for ending in ("xlsx", "png"):
        explorer.actions.buttons[ending].click()
        explorer.wait(240)
        assert f"explored.{ending} was not saved; the results in the panel are kept." in words_of(explorer.actions.said)
        assert "The disk is full" in words_of(explorer.actions.said)
    monkeypatch.undo()
    assert explorer.wait().next is None


def test_another_office_takes_the_place_of_the_first(explorer):
    explorer.office.list.value = "puskesmas"
    assert explorer.scenario.officers == load("puskesmas").officers
    stop(explorer)
    explorer.office.list.value = "dukcapil-reformasi"


def test_what_fails_inside_is_told_and_not_a_traceback(explorer, monkeypatch):
    def fails(*_):
        raise ValueError("no such step")

    monkeypatch.setattr(explorer._laboratory, "views", fails)
    row_of(explorer, "leadership").box.value = True
    explorer._background.wait(60)
    assert "no such step" in explorer.basis.value
    monkeypatch.undo()


def test_an_interrupt_of_the_kernel_is_told_and_the_next_change_computes_again(explorer, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(explorer, "_pair", interrupted)
    row_of(explorer, "leadership").box.value = True
    assert "Interrupted" in explorer.basis.value
    monkeypatch.undo()
    row_of(explorer, "leadership").strength.value = 0.5
    assert "leadership" in [reform.name for reform in explorer.scenario.reforms]
    assert "Computing" in explorer.basis.value


def test_only_the_newest_question_is_answered():
    asked, answered = [], []
    latest = Latest(asked.append)
    started = threading.Event()

    def slow(ticket):
        ticket.shown()
        started.set()
        while True:
            time.sleep(0.001)
            ticket()

    latest.ask(slow)
    assert started.wait(10)
    latest.ask(lambda _: answered.append("second"))
    latest.wait(10)
    assert (answered, asked) == (["second"], [])


def test_who_drags_sees_pictures_on_the_way():
    """Work that has shown nothing yet may finish its first picture, though something newer is asked for."""
    shown, begun = [], threading.Event()
    latest = Latest(shown.append)

    def work(ticket):
        begun.set()
        time.sleep(0.05)
        ticket()
        shown.append("first")
        ticket.shown()
        ticket()
        shown.append("refined")

    latest.ask(work)
    assert begun.wait(10)
    latest.ask(lambda _: shown.append("second"))
    latest.wait(10)
    assert shown == ["first", "second"]


def test_python_is_refused_what_is_no_office():
    with pytest.raises(ScenarioFaults):
        sim.explore("nowhere")


def test_nothing_is_laid_over_an_office_in_which_nothing_is_set(opened):
    opened.reset()
    assert changed(opened._offer, opened.settings) == {}
