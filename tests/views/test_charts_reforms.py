"""Do the charts about reforms show differences, doubts, costs, and losers as they were measured, legibly?"""

from dataclasses import replace

import numpy as np
import pytest
from drawings import illegible, on_axis, texts

from sim.language import text
from sim.language.words import Words
from sim.measures import Key
from sim.measures.gains import Move
from sim.runs import compare
from sim.runs.comparing.costs import prices
from sim.runs.doubting.grade import Grades, grade
from sim.runs.doubting.grade_trials import Trial
from sim.scenario import load
from sim.views import charts
from sim.views.charts.sensitivity import swings_of
from sim.views.charts.style import GREEN, RED

LONG = "Pencetakan dengan dua orang, dan dengan nama yang tidak mau berakhir"
CHANGES = (
    {"title": "Lebih banyak warga", "citizens.count": 72_000},
    {"title": "Satu lagi di loket depan", "officer.Loket depan.count": 3},
    {"title": LONG, "officer.Pencetakan.count": 2},
)


@pytest.fixture(scope="module")
def comparison():
    variants = [load("dukcapil", overrides=changes) for changes in CHANGES]
    offices = [load("dukcapil"), load("dukcapil-plus-one-counter"), *variants]
    return compare(offices, runs=4, days=25, cost_rupiah=[60e6, 1e6, 40e6, 2e6])


@pytest.fixture(scope="module")
def grades(comparison):
    """The difference is tried at ends that a test can foretell: each trial moves it by what its value says."""
    first = Grades(comparison, (), 2, ((),) * len(comparison.variants))
    paths = {"staff.load.elasticity": (-0.3, 0.0), "opinion.feedback.coming": (0.0, 0.6), "opinion.trust.gain": (1, 2)}
    trials = tuple(
        Trial(path, end, value, ())
        for path, ends in paths.items()
        for end, value in zip(("low", "high"), ends)  # noqa: B905
    )
    key = Key("wait_mean_min")
    mean = comparison.difference(comparison.variants[0], key).difference.mean
    found = tuple({key: mean + (0.0 if t.path == "opinion.trust.gain" else t.value)} for t in trials)
    return replace(first, trials=trials, found=(found,) * len(comparison.variants))


@pytest.fixture(scope="module", params=["id", "en"])
def drawn(request, comparison, grades):
    lang = request.param
    return {
        "reforms": charts.reforms_compared(comparison, lang=lang),
        "shares": charts.reforms_compared(comparison, "within_target", lang),
        "costs": charts.cost_and_saving(comparison, lang),
        "gains": charts.who_gained(comparison, lang=lang),
        "doubts": charts.sensitivity(grades, lang=lang),
    }


def test_are_labels_inside_the_picture_and_clear_of_each_other(drawn):
    faults = [(what, *fault) for what, chart in drawn.items() for fault in illegible(chart)]
    assert not faults, "\n".join(map(str, faults))


def test_does_every_chart_say_what_it_rests_on_and_what_it_shows(drawn):
    for what, chart in drawn.items():
        note = " ".join(chart.figure.get_supxlabel().split())
        assert any(word in note for word in ("replikasi", "replications")), what
        assert len(chart.alt) > 60, what
    for what in ("reforms", "costs", "gains"):
        assert "95" in drawn[what].figure.get_supxlabel(), what


def intervals(ax):
    return [s[:, 0] for c in ax.collections for s in c.get_segments()]


def test_reforms_stand_in_the_order_of_what_they_change_each_with_its_paired_interval(comparison):
    ax = charts.reforms_compared(comparison, lang="id").figure.axes[0]
    found = {
        v.scenario.title["id"]: comparison.difference(v, Key("wait_mean_min")).difference for v in comparison.variants
    }
    order = sorted(found, key=lambda title: found[title].mean, reverse=True)
    assert [label.replace("\n", " ") for label in on_axis(ax.yaxis)] == order
    for title, shown in zip(order, intervals(ax), strict=True):
        assert shown == pytest.approx([found[title].low, found[title].high])


def test_what_is_better_stands_on_top_also_where_more_is_better(comparison):
    ax = charts.reforms_compared(comparison, "within_target", "id").figure.axes[0]
    dots = [line for line in ax.lines if line.get_marker() in {"o", "X", "s"}]
    assert [d.get_xdata()[0] for d in dots] == sorted(d.get_xdata()[0] for d in dots)
    colours = {label: d.get_color() for label, d in zip(on_axis(ax.yaxis), dots, strict=True)}
    assert colours["Lebih banyak warga"] == RED
    assert colours["Dukcapil ditambah satu operator\nSIAK"] == GREEN


def test_a_measure_that_nobody_has_is_a_fault(comparison):
    with pytest.raises(ValueError, match="do not have this measure"):
        charts.reforms_compared(comparison, "unheard_of", "en")


def test_assumptions_stand_in_the_order_of_how_far_they_move_a_difference(grades, comparison):
    variant = comparison.variants[0]
    assert [s.path for s in swings_of(grades, variant, "wait_mean_min")][:2] == [
        "opinion.feedback.coming",
        "staff.load.elasticity",
    ]
    ax = charts.sensitivity(grades, lang="en").figure.axes[0]
    words = [text(f"keys.{key}", "en").partition("; ")[0] for key in ("Load.elasticity", "Feedback.coming")]
    labels = [label.replace("\n", " ") for label in on_axis(ax.yaxis)]
    assert [words[place].startswith(label[:40]) for place, label in enumerate(labels)] == [True, True]
    mean = comparison.difference(variant, Key("wait_mean_min")).difference.mean
    bars = [bar for bar in ax.patches if bar.get_height() < 0.9]  # not the band of the interval
    ends = sorted({round(float(bar.get_x() + bar.get_width() - mean), 6) for bar in bars})
    assert ends == [-0.3, 0.0, 0.6]


def test_only_so_many_assumptions_as_asked_for_are_drawn(grades):
    chart = charts.sensitivity(grades, lang="id", most=1)
    assert len(on_axis(chart.figure.axes[0].yaxis)) == 1
    assert "[opinion.feedback.coming]" in chart.alt


def test_where_no_assumption_moves_it_there_is_nothing_to_draw(comparison):
    with pytest.raises(ValueError, match="no assumption moves"):
        charts.sensitivity(Grades(comparison, (), 2, ((),) * 4), lang="en")


def test_a_real_grading_can_be_drawn():
    few = {"staff": None, "opinion": None}
    office = replace(load("dukcapil"), **few)
    plus = replace(load("dukcapil-plus-one-counter"), **few)
    grades = grade(compare([office, plus], runs=2, days=5), runs=2)
    if grades.trials:
        assert charts.sensitivity(grades, lang="en").alt
    else:
        with pytest.raises(ValueError, match="no assumption moves"):
            charts.sensitivity(grades, lang="en")


def test_costs_stand_beside_what_they_buy_the_cheapest_minute_on_top(comparison):
    left, right = charts.cost_and_saving(comparison, "id").figure.axes
    found = {v.scenario.title["id"]: prices(comparison, v)[0] for v in comparison.variants}
    order = [label.replace("\n", " ") for label in on_axis(left.yaxis)]
    assert sorted(order) == sorted(found)
    assert [bar.get_width() for bar in left.patches] == pytest.approx([found[title].cost / 1e6 for title in order])
    assert [list(i) for i in intervals(right)] == [
        pytest.approx([found[t].saved.low / 1e3, found[t].saved.high / 1e3]) for t in order
    ]
    each = [found[t].rupiah.mean for t in order if found[t].rupiah.runs]
    assert each == sorted(each, reverse=True)
    assert order[0] == "Lebih banyak warga"  # saves nothing: below all others


def test_who_gained_shows_those_who_lost_too(comparison):
    left, right = charts.who_gained(comparison, lang="id").figure.axes
    gains = comparison.gains(comparison.variants[0])
    shown = dict(zip(on_axis(left.yaxis), range(100), strict=False))
    assert {"Semua warga", "tanpa akses digital", "umur 60-78"} <= set(shown)
    widths = [bar.get_width() for bar in left.patches]
    assert widths[0] == pytest.approx(gains[Move("wait_fell")].mean)
    assert widths[1] == pytest.approx(-gains[Move("wait_rose")].mean)
    assert right.patches[1].get_width() == pytest.approx(-gains[Move("trust_fell")].mean)
    assert np.all(np.isfinite(widths))


def test_without_opinions_nobody_knows_who_gained(comparison, monkeypatch):
    monkeypatch.setattr(type(comparison), "gains", lambda *_: {})
    with pytest.raises(ValueError, match="not known without"):
        charts.who_gained(comparison, lang="en")


def test_marks_of_an_axis_have_all_the_decimals_that_tell_them_apart(comparison):
    for lang in ("id", "en"):
        chart = charts.reforms_compared(comparison, "trust_end_mean", lang)
        assert illegible(chart) == []
        marks = on_axis(chart.figure.axes[0].xaxis)
        assert len(set(marks)) == len(marks) > 2


def test_a_chart_of_a_comparison_shows_every_scenario_or_names_those_that_it_leaves_out(comparison, grades):
    lang = "id"
    of_all = (charts.trust_over_time, charts.skm_by_element, charts.reforms_compared, charts.cost_and_saving)
    drawn = [draw(comparison, lang=lang) for draw in (*of_all, charts.difference, charts.who_gained)]
    for chart in [*drawn, charts.sensitivity(grades, lang=lang)]:
        assert illegible(chart) == []
        written = " ".join([text for text, _ in texts(chart)[0]]).split()
        for variant in comparison.variants:
            title = variant.scenario.title[lang]
            assert title in " ".join(written), title
            assert title in chart.alt or title == comparison.variants[0].scenario.title[lang]


def test_a_title_is_a_text_whatever_it_holds(comparison):
    odd = r"Rp $5$ <b>\frac & %s {x} $\nothing$"
    title = Words.same(odd)
    plan = comparison.baseline.plan
    result = replace(comparison.baseline, plan=replace(plan, scenario=replace(plan.scenario, title=title)))
    chart = charts.wait_by_service(result, "en")
    assert any(odd in " ".join(text.split()) for text, _ in texts(chart)[0])
