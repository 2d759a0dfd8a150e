"""Does the explorer show what was computed, at once, honestly, and only for what is ticked now?"""

import re
import threading
import time
from base64 import b64decode
from dataclasses import replace

import pytest
from drawings import illegible

from sim.language import text
from sim.measures import Key
from sim.reforms import CATALOGUE, Leadership, Training
from sim.reforms.titles import title_of
from sim.runs import compare
from sim.runs.reform_costs import reforms_cost
from sim.runs.replication import Stopped
from sim.scenario import load
from sim.views.explorer import explore
from sim.views.explorer.choices import chosen, offer_of, starts
from sim.views.explorer.computing import Laboratory
from sim.views.explorer.latest import Latest
from sim.views.explorer.picture import picture
from sim.views.explorer.steps import Step, steps
from sim.views.explorer.words import basis_html, differences_html

PNG = re.compile(r'src="data:image/png;base64,([^"]+)"')


def nothing(_):
    pass


@pytest.fixture(scope="module")
def office():
    return load("dukcapil")


@pytest.fixture(scope="module")
def offer(office):
    return offer_of(replace(office, reforms=(Leadership(start=offer_of(office).days[6], strength=0.8),)))


@pytest.fixture(scope="module")
def ticked(offer):
    """All reforms of the offer; leadership, which is the scenario's own, is ticked."""
    return list(offer.choices)


@pytest.fixture(scope="module")
def views(offer, ticked):
    return list(Laboratory(offer, runs=5, days=30).views(ticked, nothing))


# ---------------------------------------------------------------------------------------------------- what is offered


def test_all_reforms_are_offered_those_of_the_scenario_as_they_stand_there(offer):
    assert {choice.reform.name for choice in offer.choices} == set(CATALOGUE)
    own = [choice for choice in offer.choices if choice.ticked]
    assert [(c.reform.name, c.strength, c.after_days) for c in own] == [("leadership", 0.8, 6)]


def test_they_stand_in_the_order_of_who_may_decide(offer):
    deciders = [choice.reform.decided_by for choice in offer.choices]
    assert deciders == sorted(deciders, key=["supervisor", "agency", "regency", "ministry"].index)


def test_what_is_ticked_is_what_is_run(offer, ticked):
    scenario = chosen(offer, ticked)
    assert scenario.reforms == (Leadership(start=offer.days[6], strength=0.8),)
    assert chosen(offer, [replace(choice, ticked=False) for choice in ticked]).reforms == ()
    every = chosen(offer, [replace(choice, ticked=True, after_days=20) for choice in ticked])
    assert {reform.start for reform in every.reforms} == {offer.days[20]}


def test_starts_lie_within_the_run(office):
    short = offer_of(replace(office, days=30))
    assert starts(short, short.choices[0]) == (0, 20)


# ------------------------------------------------------------------------------------------------------- step by step


def test_the_first_step_is_short_but_sees_every_reform_begin(ticked):
    assert steps(ticked, runs=20, days=250)[0] == Step(2, 26)
    later = [replace(choice, after_days=120 if choice.ticked else 0) for choice in ticked]
    assert steps(later, runs=20, days=250)[0] == Step(2, 140)
    assert steps([], runs=20, days=250) == [
        Step(2, 20), Step(2, 250), Step(5, 250), Step(10, 250), Step(20, 250),
    ]  # fmt: skip
    assert steps([], runs=1, days=5) == [Step(1, 5)]


def test_steps_refine_up_to_what_was_asked_for(views):
    assert [view.step for view in views] == [Step(2, 26), Step(2, 30), Step(5, 30)]
    assert [view.next for view in views] == [Step(2, 30), Step(5, 30), None]
    assert [len(view.comparison.baseline.replications) for view in views] == [2, 2, 5]


def test_the_last_view_is_the_comparison_that_the_laboratory_makes_anyhow(views, offer, ticked):
    whole = compare([offer.office, chosen(offer, ticked)], runs=5, days=30)
    key = Key("wait_mean_min")
    ours = views[-1].comparison.difference(views[-1].variant, key)
    theirs = whole.difference(whole.variants[0], key)
    assert (ours.difference, ours.baseline, ours.variant) == (theirs.difference, theirs.baseline, theirs.variant)
    assert ours.difference.mean != 0


def test_runs_without_reforms_are_computed_once(offer, ticked):
    laboratory, days = Laboratory(offer, runs=2, days=5), []
    list(laboratory.views(ticked, days.append))
    first = sum(days)
    list(laboratory.views(ticked, days.append))
    assert (first, sum(days) - first) == (20, 10)


def test_who_stops_it_loses_nothing_that_was_whole(offer, ticked):
    laboratory = Laboratory(offer, runs=3, days=40)

    def stop(_):
        raise Stopped

    with pytest.raises(Stopped):
        list(laboratory.views(ticked, stop))
    assert [len(v.comparison.baseline.replications) for v in laboratory.views(ticked, nothing)] == [2, 2, 3]


# ------------------------------------------------------------------------------------------------------- what is shown


def test_the_queue_of_the_picture_is_that_of_all_visits(views, offer):
    from sim.measures.queue_profile import queue_profile
    from sim.runs import replicate
    from sim.views.explorer.queues import joined

    result = replicate(offer.office, runs=5, days=30, keep_visits=True)
    profile = queue_profile(result.plan, [run.visits for run in result.replications])
    moments, found = joined(views[-1].lines[0])
    ours = dict(zip(moments.tolist(), [e.mean for e in found], strict=True))
    theirs = dict(zip(profile.moments_s.tolist(), [e.mean for e in profile.mean], strict=True))
    assert {at: people for at, people in ours.items() if people} == pytest.approx(
        {at: people for at, people in theirs.items() if people}
    )


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_picture_is_legible_before_and_after_refining(views, lang):
    for view in views:
        drawn = picture(view, lang)
        assert illegible(drawn) == []
        assert drawn.alt.count("%") == 2


def test_the_picture_shows_the_means_with_their_intervals(views):
    axes = picture(views[-1], "id").figure.axes
    waits = [line.get_xdata() for line in axes[1].lines if line.get_marker() in "oD"]
    for shown, result in zip(waits, views[-1].comparison.results, strict=True):
        assert list(shown) == [result.estimate(m).mean for m in ("wait_mean_min", "wait_p90_min")]
    bands = [segment[:, 0].tolist() for c in axes[1].collections for segment in c.get_segments()]
    mean = views[-1].comparison.baseline.estimate("wait_mean_min")
    assert bands[0] == pytest.approx([mean.low, mean.high])


def test_it_is_said_how_many_replications_of_how_many_days_a_picture_rests_on(views):
    first, last = basis_html(views[0], "en"), basis_html(views[-1], "en")
    assert "2 replications × 26 working days, 5 January 2026 to" in first
    assert "Being refined: 2 replications × 30 working days" in first
    assert "5 replications × 30 working days" in last
    assert "Done" in last


def test_the_table_tells_differences_who_loses_and_what_it_costs(views, offer, ticked):
    shown = differences_html(views[-1], "en")
    view = views[-1]
    cost = reforms_cost(view.variant.plan)
    assert cost > 0
    assert f"Rp {cost:,.0f}" in shown
    assert "more:" in shown
    assert "gain least, or lose" in shown
    for measure in ("wait_mean_min", "ikm", "trust_end_mean", "asked_share"):
        assert text(f"measures.{measure}.title", "en") in shown


def test_no_verdict_is_told_before_the_last_step(views):
    for lang, words, pending in (
        ("en", ("better", "worse", "apart", "saved", "gain"), "Still computing: 2 of 5"),
        ("id", ("lebih baik", "lebih buruk", "beda", "hemat", "untung"), "Masih menghitung: 2 dari 5"),
    ):
        *early, last = [differences_html(view, lang) for view in views]
        assert early
        assert all("#" not in shown for shown in early)  # no colour says good or bad
        assert pending in early[0]
        for shown in early:
            assert [word for word in words if word in shown] == []
        assert pending.split(":")[0] not in last
        assert any(word in last for word in words)


def test_a_reform_that_cannot_act_is_named_with_what_is_missing(views):
    assert "not applicable here" not in differences_html(views[-1], "en")
    offered = offer_of(load("puskesmas"))
    alone = [replace(choice, ticked=choice.reform.name == "change_support") for choice in offered.choices]
    view = next(Laboratory(offered, runs=2, days=5).views(alone, nothing))
    assert "not applicable here, because there is nothing new for officers to adopt" in differences_html(view, "en")


def test_an_office_where_nobody_judges_has_no_panels_of_trust(office):
    mute = offer_of(replace(office, opinion=None, staff=None))
    view = next(Laboratory(mute, runs=2, days=5).views([], nothing))
    assert len(picture(view, "en").figure.axes) == 2
    assert "Nothing is ticked" in differences_html(view, "en")


# ------------------------------------------------------------------------------------------------------- in a notebook


def row_of(explorer, name):
    return next(row for row in explorer.rows if row.choice.reform.name == name)


@pytest.fixture(scope="module")
def explorer():
    found = explore("dukcapil", lang="en", runs=3, days=25)
    found.wait(120)
    return found


def test_a_tick_changes_the_picture_and_the_untick_brings_it_back(explorer):
    before = (explorer.picture.value, explorer.table.value)
    row_of(explorer, "leadership").box.value = True
    explorer.wait(120)
    assert b64decode(PNG.search(explorer.picture.value)[1]).startswith(b"\x89PNG")
    assert explorer.picture.value != before[0]
    assert "Rp" in explorer.table.value
    explorer.clear()
    explorer.wait(120)
    assert (explorer.picture.value, explorer.table.value) == before


def test_strength_and_start_are_shown_only_for_what_is_ticked_and_count(explorer):
    row = row_of(explorer, "training")
    assert row._settings.layout.display == "none"
    row.box.value = True
    assert row._settings.layout.display != "none"
    explorer.wait(120)
    whole = explorer.picture.value
    row.strength.value = 0.5
    explorer.wait(120)
    assert explorer.picture.value != whole
    assert explorer.comparison.variants[0].scenario.reforms == (Training(strength=0.5),)
    explorer.clear()
    explorer.wait(120)


def test_a_first_picture_comes_before_all_replications_are_done(explorer):
    """A rough one first, which nobody has to wait for."""
    seen = []
    explorer.picture.observe(lambda change: seen.append(change["new"]), names="value")
    row_of(explorer, "leadership").box.value = True
    explorer.wait(120)
    explorer.picture.unobserve_all()
    assert len(set(seen)) > 1
    explorer.clear()
    explorer.wait(120)


def test_every_reform_has_its_name_in_both_languages(offer):
    for choice in offer.choices:
        assert title_of(choice.reform, "id") != title_of(choice.reform, "en")


def test_a_reform_that_cannot_be_run_here_is_told_and_not_a_traceback(explorer, monkeypatch):
    def fails(*_):
        raise ValueError("no such step")

    monkeypatch.setattr(explorer._laboratory, "views", fails)
    row_of(explorer, "leadership").box.value = True
    explorer._background.wait(60)
    assert "no such step" in explorer.basis.value
    monkeypatch.undo()
    explorer.clear()
    explorer.wait(120)


def test_only_the_newest_question_is_answered():
    asked, answered = [], []
    latest = Latest(asked.append)
    started = threading.Event()

    def slow(tick):
        started.set()
        while True:
            time.sleep(0.001)
            tick(0)

    latest.ask(slow)
    assert started.wait(10)
    latest.ask(lambda tick: answered.append("second"))
    latest.wait(10)
    assert (answered, asked) == (["second"], [])
