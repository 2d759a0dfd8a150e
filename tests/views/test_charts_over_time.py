"""Do the charts of before and after, of trust, of load and of how many officers show what the tables say, legibly?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from drawings import illegible, on_axis

from sim.experiments.needed.instead import MEASURE as SHARE
from sim.experiments.needed.instead import Other
from sim.experiments.needed.needed import Needed, Try
from sim.measures import Key, estimate
from sim.measures.weeks import mean_of_days
from sim.measures.windows import windows_around
from sim.runs import compare, replicate
from sim.runs.comparing.before_after import change_beyond
from sim.runs.comparing.weekly import weekly
from sim.runs.doubting.trust_models import MODELS, TrustModels
from sim.scenario import load
from sim.views import charts
from sim.views.charts.people import trust_path
from sim.views.charts.style import RED, SOFT

START = date(2026, 3, 9)
WHO = ("trust_end_mean", "trust_came_mean", "trust_heard_mean")


@pytest.fixture(scope="module")
def comparison():
    """A quarter of a year with a reform that is learnt first, beside the worst and the best possible."""
    reform = load("dukcapil-aksi-perubahan").reforms[-1]
    office = load("dukcapil")
    reformed = replace(office, name="reformed", reforms=(replace(reform, start=START),))
    return compare([office, reformed], runs=3, days=90, around=START, possible=True)


@pytest.fixture(scope="module")
def models(comparison):
    """Of each model what the runs came to, moved by its place: the test knows how far apart they are."""
    shown = (*comparison.results, *comparison.possible)
    keys = [Key(name) for name in WHO]
    found = {
        model: [{key: one.of(*key) + 0.01 * place * (number == 1) for key in keys} for number, one in enumerate(shown)]
        for place, model in enumerate(MODELS)
    }
    return TrustModels(comparison, found)


@pytest.fixture(scope="module")
def needed(comparison):
    """Numbers of officers and demands; the runs of more citizens stand for something that is worse than one more."""
    group = next(group for group in comparison.baseline.scenario.officers if group.name == "Operator SIAK")
    plus = replicate(load("dukcapil-plus-one-counter"), runs=3, days=20)
    now = replicate(load("dukcapil"), runs=3, days=20)
    more = replicate(load("dukcapil", overrides={"citizens.count": 70_000}), runs=3, days=20)
    tries = (Try(2, 1.0, now), Try(3, 1.0, plus), Try(2, 1.1, more))
    gained = [estimate(one.of(SHARE) - now.of(SHARE)) for one in (plus, more)]
    against = estimate(more.of(SHARE) - plus.of(SHARE))
    others = (Other("one_more", 5.8, plus, gained[0], None), Other("turns", 0.0, more, gained[1], against))
    return Needed(now.scenario, "officers", group, 0.8, 3, tries, {}, now=2, others=others)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_are_labels_inside_the_picture_and_clear_of_each_other(comparison, models, needed, lang):
    drawn = {
        "before": charts.before_after(comparison, lang=lang),
        "before, trust": charts.before_after(comparison, measure="trust_days_mean", lang=lang),
        "possible": charts.trust_and_possible(comparison, lang=lang),
        "doubt": charts.trust_and_possible(models, lang=lang),
        "needed": charts.officers_needed(needed, lang),
        "instead": charts.instead_of_one_more(needed, lang),
        "load": charts.wait_against_load(needed, lang),
        "load of scenarios": charts.wait_against_load(comparison, lang),
    }
    faults = [(what, *fault) for what, chart in drawn.items() for fault in illegible(chart)]
    assert not faults, "\n".join(map(str, faults))
    for what, chart in drawn.items():
        note = " ".join(chart.figure.get_supxlabel().split())
        assert "95" in note, what
        assert ("3 replikasi" if lang == "id" else "3 replications") in note, what
        assert len(chart.alt) > 60, what


def test_the_means_before_and_after_are_those_of_the_table_and_of_the_days(comparison):
    variant = comparison.variants[0]
    found = change_beyond(comparison, variant, Key("wait_mean_min"))
    ax = charts.before_after(comparison, lang="en").axes[0]
    shown = [segment[0][1] for lines in ax.collections for segment in lines.get_segments()]
    table = [found.baseline.before, found.baseline.after, found.variant.before, found.variant.after]
    assert shown == pytest.approx([one.mean for one in table])
    window = windows_around(variant.plan, START)[1]
    for run, value in zip(variant.replications, variant.of_window(1, Key("wait_mean_min")), strict=True):
        above, below = mean_of_days(run.days[window.first : window.end], "wait_mean_min")
        assert above.sum() / below.sum() == pytest.approx(value)


def test_the_lines_of_weeks_are_paired_and_the_time_of_learning_is_that_in_which_it_is_worse(comparison):
    variant = comparison.variants[0]
    weeks = weekly(comparison, variant, START, "wait_mean_min")
    levels, differences = (charts.before_after(comparison, lang="en").axes[place].lines for place in (0, 2))
    assert levels[1].get_ydata() == pytest.approx(weeks.variant.mean(axis=0))
    gap = (weeks.variant - weeks.nothing).mean(axis=0)
    assert differences[0].get_ydata() == pytest.approx(gap)
    before = weeks.weeks < START.toordinal()
    assert gap[before] == pytest.approx(0.0)  # nothing before it begins
    first = np.flatnonzero(~before)[:3]
    for worse, learnt in ((0.0, 0), (2.0, 3), (0.4, 0)):  # the last is certain, but small
        ours = weeks.nothing.copy()
        ours[:, first] += worse * np.array([[1.0], [1.1], [1.2]])
        assert replace(weeks, variant=ours).learning == learnt


def test_what_is_not_known_before_and_after_is_refused(comparison):
    with pytest.raises(ValueError, match="not known day by day"):
        charts.before_after(comparison, measure="ikm", lang="en")
    with pytest.raises(ValueError, match="no single date"):
        charts.before_after(
            replace(comparison, results=tuple(replace(r, dates=()) for r in comparison.results)), lang="en"
        )


def test_trust_of_all_who_came_and_who_heard_stands_on_one_scale_beside_the_possible(comparison, models):
    left, right = charts.trust_and_possible(models, lang="en").axes
    results = (*comparison.results, *comparison.possible)
    for line, result in zip(left.lines, results, strict=True):
        assert line.get_ydata() == pytest.approx(trust_path(result)[1])
    for line, result in zip(right.lines, comparison.results, strict=True):
        assert line.get_ydata() == pytest.approx([100.0 * result.estimate(name).mean for name in WHO])
    base, variant = (result.estimate("trust_end_mean").mean for result in comparison.results)
    doubt = right.patches[0]
    assert doubt.get_y() == pytest.approx(100.0 * variant)
    assert doubt.get_height() == pytest.approx(3.0)  # from the first model to the fourth
    assert 0.0 < base < 1.0


def test_each_number_of_officers_stands_where_its_share_and_its_wait_are(needed):
    ax = charts.officers_needed(needed, "en").axes[0]
    rows = needed.rows()
    for line, demand in zip(ax.lines, (1.0, 1.1), strict=False):
        own = [row for row in rows if row["demand"] == demand and "instead" not in row]
        assert list(line.get_xdata()) == [row["officers"] for row in own]
        assert line.get_ydata() == pytest.approx([row["share"] for row in own])
    assert [line.get_ydata()[0] for line in ax.lines[2:3]] == [needed.target]
    loads = charts.wait_against_load(needed, "en").axes[0].lines[0]
    tried = [one.result for one in needed.curve()]
    assert loads.get_xdata() == pytest.approx(
        [one.estimate("offered_load", "group", "Operator SIAK").mean for one in tried]
    )
    assert loads.get_ydata() == pytest.approx([one.estimate("wait_of_all_mean_min").mean for one in tried])


def test_what_could_be_done_instead_stands_with_its_gain_and_is_judged_against_one_more(needed):
    chart = charts.instead_of_one_more(needed, "en")
    ax = chart.axes[0]
    one, turns = needed.others
    dots = [line for line in ax.lines if line.get_marker() in {"o", "X", "s"}]
    assert [dot.get_xdata()[0] for dot in dots] == pytest.approx([100.0 * turns.gain.mean, 100.0 * one.gain.mean])
    assert [dot.get_color() for dot in dots] == [RED, SOFT]
    assert "0 hours a day more" in on_axis(ax.yaxis)[0]
    assert "worse" in chart.alt
    with pytest.raises(ValueError, match="nothing was tried instead"):
        charts.instead_of_one_more(replace(needed, others=()), "en")
