"""Do charts show what was measured, legibly, in the reader's notation?"""

import base64
import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from drawings import illegible, on_axis, texts

from sim.measures.one_visit import effects
from sim.measures.queue_profile import QUARTER_S, queue_at, queue_profile
from sim.measures.wait_shares import waits_min
from sim.office.units import WEEKDAYS
from sim.plan.tables import OPINION_ROW, SERVED
from sim.runs import compare, replicate
from sim.scenario import load
from sim.scenario.listing import scenarios
from sim.views import charts
from sim.views.notation import with_interval

OF_OPINIONS = (charts.trust_over_time, charts.skm_by_element, charts.one_visit)
OF_A_RESULT = (
    charts.queue_by_time,
    charts.queue_by_station,
    charts.wait_by_service,
    charts.wait_by_hour,
    charts.wait_by_weekday,
    charts.wait_distribution,
    charts.utilisation,
    *OF_OPINIONS,
    charts.dashboard,
)
REGION = "dukcapil-wilayah"
OFFICES = ("dukcapil", "dpmptsp", "puskesmas", REGION)


@pytest.fixture(scope="module")
def results():
    return {name: replicate(load(name), runs=3, days=15, keep_visits=True) for name in OFFICES}


@pytest.fixture(scope="module")
def comparison():
    return compare([load("dukcapil"), load("dukcapil-plus-one-counter")], runs=3, days=15, keep_visits=True)


@pytest.fixture(scope="module")
def drawn(results, comparison):
    """Every chart of two offices and in both languages, by turns, by what it is; all of them are drawn when long."""
    found = {
        (draw.__name__, o, lang): draw(results[o], lang=lang)
        for number, draw in enumerate(OF_A_RESULT)
        for o, lang in zip(OFFICES[number % 2 :: 2], ("id", "en"), strict=True)
    }
    found |= {("wait_by_office", REGION, lang): charts.wait_by_office(results[REGION], lang) for lang in ("id", "en")}
    found |= {
        (draw.__name__, REGION, "pusat"): draw(results[REGION], "id", "pusat")
        for draw in (charts.queue_by_time, charts.queue_by_station, charts.utilisation)
    }
    found |= {
        (draw.__name__, "both", lang): draw(comparison, lang)
        for draw in (charts.trust_over_time, charts.skm_by_element, charts.wait_distribution)
        for lang in ("id", "en")
    }
    return found | {("difference", "dukcapil", lang): charts.difference(comparison, lang=lang) for lang in ("id", "en")}


def test_who_is_counted_as_waiting_at_a_moment():
    joined, left, day = [0, 100, 900, 50], [900, 1000, 901, 60], [0, 0, 0, 1]
    counts = queue_at(joined, left, day, 2, [0, 100, 900, 1000])
    assert counts.tolist() == [[1, 2, 2, 0], [0, 0, 0, 0]]


def test_does_the_queue_add_up_to_the_time_waited(results):
    result = results["dpmptsp"]
    rows = result.replications[0].visits
    rows = rows[rows["visit"] >= 0]  # files of the back office stand in no queue of people
    left = np.where(rows["start_s"] < 0, rows["finish_s"], rows["start_s"])
    every_second = np.arange(6 * 3600, 20 * 3600)
    days = result.scenario.days
    waiting = queue_at(rows["arrive_s"], left, rows["day"], days, every_second)
    assert waiting.min() >= 0
    assert waiting.sum() == rows["waited_s"][rows["last"] == 1].sum()


def test_do_the_stations_queues_add_up_to_the_whole(results):
    result = results["puskesmas"]
    visits = [run.visits for run in result.replications]
    whole = queue_profile(result.plan, visits)
    at_ten = []
    people = [station.name for station in result.scenario.stations if not station.back_office]
    for station in people:
        part = queue_profile(result.plan, visits, [station])
        at_ten.append(part.mean[list(part.moments_s).index(40 * QUARTER_S)].mean)
    assert sum(at_ten) == pytest.approx(whole.mean[list(whole.moments_s).index(40 * QUARTER_S)].mean)
    assert whole.mean[whole.peak].low < whole.mean[whole.peak].mean < whole.mean[whole.peak].high


def panels(chart):
    """The longest mean queue of each panel by its title."""
    return {ax.get_title(loc="left"): ax.lines[0].get_ydata().max() for ax in chart.figure.axes if ax.get_visible()}


def test_does_a_region_show_its_lines_together_or_those_of_one_office(results):
    result = results[REGION]
    assert "Front desk (6 offices)" in panels(charts.queue_by_station(result, "en"))
    assert "Van (Centre)" in panels(charts.queue_by_station(result, "en"))
    there = panels(charts.queue_by_station(result, "en", "kec-utara"))
    assert list(there) == ["Front desk", "SIAK entry", "Recording", "Handing over"]
    visits = [run.visits for run in result.replications]
    one = queue_profile(result.plan, visits, ["depan (kec-utara)"])
    assert there["Front desk"] == pytest.approx(max(e.mean for e in one.mean))


def test_does_a_chart_of_officers_show_those_of_the_office_asked_for(results):
    shown = charts.utilisation(results[REGION], "id", "kec-timur").figure.axes[0].get_yticklabels()
    assert sorted(t.get_text() for t in shown) == [
        "Operator SIAK (Timur)",
        "Operator perekaman (Timur)",
        "Petugas loket depan (Timur)",
    ]


@pytest.mark.parametrize("draw", [charts.queue_by_time, charts.queue_by_station, charts.utilisation])
@pytest.mark.parametrize("name", ["dukcapil", REGION])
def test_is_an_office_that_there_is_not_a_fault(results, draw, name):
    with pytest.raises(ValueError, match='no office "kec-tenggara" here'):
        draw(results[name], "en", "kec-tenggara")


def test_are_labels_inside_the_picture_and_clear_of_each_other(drawn):
    faults = [(what, *fault) for what, chart in drawn.items() for fault in illegible(chart)]
    assert not faults, "\n".join(map(str, faults))


def test_does_the_chart_of_waits_show_the_measures(results):
    result = results["dukcapil"]
    chart = charts.wait_by_service(result, lang="id")
    ax = chart.figure.axes[0]
    shown = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    measured = [result.estimate("wait_mean_min", "service", name).mean for name in result.plan.names.services]
    assert sorted(shown) == pytest.approx(sorted(measured))


def test_does_each_weekday_stand_where_it_was_measured(results):
    result = results["puskesmas"]
    means, p90s = (line.get_ydata() for line in charts.wait_by_weekday(result, "en").axes[0].lines[:2])
    for measure, shown in (("wait_mean_min", means), ("wait_p90_min", p90s)):
        assert list(shown) == pytest.approx([result.estimate(measure, "weekday", day).mean for day in WEEKDAYS[:6]])


def test_are_the_bars_up_to_the_target_the_share_within_it(results):
    result = results["dpmptsp"]
    waits = [waits_min(result.plan, run.visits).mean() for run in result.replications]
    assert waits == pytest.approx(list(result.of("wait_mean_min")))
    ax = charts.wait_distribution(result, "en").axes[0]
    bars = {bar.get_x() + bar.get_width() / 2: bar.get_height() for bar in ax.patches}
    target = next(line.get_xdata()[0] for line in ax.lines)
    within = sum(height for at, height in bars.items() if at < target)
    assert within == pytest.approx(result.estimate("within_target").mean)
    assert sum(bars.values()) == pytest.approx(1.0)


def test_does_one_visit_move_trust_as_the_model_says():
    """A good visit of weight 1 on 3 known: belief 0.7 becomes 3.1/4, of which a fifth counts; one that is bad twice."""
    rows = np.zeros(3, OPINION_ROW)
    rows["good"], rows["bad"] = [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]
    rows["outcome"], rows["asked"], rows["waited_s"] = SERVED, [0, 1, 0], [0, 0, 3600]
    behaviour = {"levels": 1.0, "start": 0.7, "start_weight": 3.0, "counts": 0.2, "worse": 2.0}
    arrays = SimpleNamespace(behaviour=[behaviour], service={"target": np.array([600])})
    found = effects(SimpleNamespace(arrays=arrays, scenario=SimpleNamespace(warm_up_days=0)), rows)
    assert found["smooth"] == pytest.approx((1 / 3, 0.2 * (3.1 / 4.0 - 0.7)))
    assert found["slow"] == pytest.approx(found["smooth"])
    assert found["asked"] == pytest.approx((1 / 3, 0.2 * (2.1 / 5.0 - 0.7)))


def test_does_the_chart_of_one_visit_show_its_effects(results):
    result = results["dukcapil"]
    runs = [effects(result.plan, run.opinions) for run in result.replications]
    means = [100.0 * np.nanmean([run[kind].moved for run in runs]) for kind in runs[0]]
    shown = [bar.get_width() for bar in charts.one_visit(result, "en").axes[0].patches]
    assert shown == pytest.approx(sorted(means))
    assert max(means) == pytest.approx(means[0])  # nothing amiss: best of all


def test_does_one_page_of_an_office_hold_the_figures_of_its_tables(results):
    result = results["dukcapil"]
    chart = charts.dashboard(result, "en")
    said = " ".join(text for text, _ in texts(chart)[0])
    for measure in ("arrivals_per_day", "wait_mean_min", "served_within_target", "utilisation", "trust_end_mean"):
        value, _, interval = with_interval(result.estimate(measure), "en", measure).partition(" ")
        assert value in said
        assert interval in said
        assert f"{value} {interval}" in chart.alt


def test_does_the_chart_of_a_comparison_show_the_paired_interval(comparison):
    chart = charts.difference(comparison, lang="en")
    gap = comparison.difference(
        comparison.variants[0],
        comparison.baseline.keys[[k.label for k in comparison.baseline.keys].index("wait_mean_min")],
    )
    lines = [segment for c in chart.figure.axes[0].collections for segment in c.get_segments()]
    assert any(s[:, 0] == pytest.approx([gap.difference.low, gap.difference.high]) for s in lines)
    assert "Mean wait: −" in chart.alt
    assert "better" in chart.alt


def test_are_figures_in_the_reader_s_notation(results):
    indonesian, english = (charts.queue_by_time(results["dpmptsp"], lang=lang) for lang in ("id", "en"))
    for chart, decimal in ((indonesian, ","), (english, ".")):
        texts(chart)
        ax = chart.figure.axes[0]
        assert "09:00" in on_axis(ax.xaxis)
        assert {c for label in on_axis(ax.yaxis) for c in label if not c.isdigit()} <= {decimal}


def test_does_every_chart_say_in_words_what_it_shows_and_what_it_rests_on(drawn):
    for what, chart in drawn.items():
        assert len(chart.alt) > 30, what
        note = chart.figure.get_supxlabel()
        assert "95" in note, what
        assert any(word in note for word in ("replikasi", "replications")), what


@pytest.mark.parametrize("draw", [charts.queue_by_time, charts.wait_distribution, charts.one_visit])
def test_does_a_chart_of_visits_say_what_it_lacks(draw):
    result = replicate(load("dpmptsp"), runs=2, days=2)
    with pytest.raises(ValueError, match="keep_visits=True"):
        draw(result, lang="id")


@pytest.mark.parametrize(
    ("draw", "name"),
    [
        (charts.queue_by_station, "verification/infinite-servers"),
        (charts.utilisation, "verification/infinite-servers"),
        (charts.wait_by_hour, "verification/tandem"),
        (charts.wait_by_office, "verification/tandem"),
        (charts.one_visit, "verification/tandem"),
    ],
)
def test_does_a_chart_say_that_there_is_nothing_to_draw(draw, name):
    result = replicate(load(name), runs=2, days=1, keep_visits=True)
    with pytest.raises(ValueError, match="nothing to draw"):
        draw(result, lang="en")


def test_is_one_replication_enough_for_a_chart():
    result = replicate(load("dpmptsp"), runs=1, days=3, keep_visits=True)
    for draw in OF_A_RESULT:
        texts(draw(result, lang="en"))


def test_can_charts_be_saved_and_shown_and_are_they_the_same_each_time(results, tmp_path):
    chart = charts.utilisation(results["dpmptsp"], lang="id")
    for ending, start in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        paths = [chart.save(tmp_path / "new" / f"{n}.{ending}") for n in "ab"]
        assert paths[0].read_bytes().startswith(start)
        assert paths[0].read_bytes() == paths[1].read_bytes()
    data, about = chart._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == chart.alt
    assert (about["image/png"]["width"], about["image/png"]["alt"]) == (768, chart.alt)


def test_do_charts_leave_the_settings_of_others_alone(results):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    charts.wait_by_hour(results["dpmptsp"])
    assert dict(mpl.rcParams) == before


def test_is_matplotlib_loaded_only_when_something_is_drawn():
    code = "import sys, sim.views.charts; sys.exit(any(m in sys.modules for m in ('matplotlib', 'seaborn', 'pandas')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_trust_begins_and_ends_where_the_days_say(results):
    result = results["puskesmas"]
    line = charts.trust_over_time(result).figure.axes[0].lines[0]
    by_day = result.days.groupby("number")["trust"].mean().to_numpy()
    assert line.get_ydata() == pytest.approx(100 * by_day)


def test_elements_of_the_skm_stand_where_they_were_measured(results):
    result = results["dukcapil"]
    chart = charts.skm_by_element(result, "id")
    ax = chart.figure.axes[0]
    labels = [label.get_text() for label in ax.get_yticklabels()]
    shown = dict(zip(labels, ax.lines[0].get_xdata(), strict=True))
    assert shown["Waktu penyelesaian"] == pytest.approx(result.estimate("skm_time").mean)
    assert labels[-1] == "Persyaratan"
    assert len(labels) == 9


def test_charts_of_opinions_need_opinions():
    mute = replicate(replace(load("puskesmas"), opinion=None), runs=2, days=3)
    for draw in OF_OPINIONS:
        with pytest.raises(ValueError, match="tidak ada yang menilai"):
            draw(mute, "id")


@pytest.mark.long
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", [one.name for one in scenarios() if "/" not in one.name])
def test_are_the_charts_of_all_bundled_offices_legible(name, lang):
    result = replicate(load(name), runs=2, days=10, keep_visits=True)
    told = [draw for draw in OF_A_RESULT if result.scenario.opinion is not None or draw not in OF_OPINIONS]
    faults = [(draw.__name__, *fault) for draw in told for fault in illegible(draw(result, lang))]
    assert not faults, "\n".join(map(str, faults))
