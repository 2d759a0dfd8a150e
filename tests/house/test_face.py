"""Does whoever asks `import sim` for something get an answer in words: what is wrong and what to do, or what it is?"""

import inspect
import math
import sys
import warnings
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import sim
from findings.little_offices import at, office, one_step
from sim.language.errors import LoketError
from sim.language.notices import notice, show_plainly
from sim.measures import Key
from sim.runs.doubting.grade_trials import Trials
from sim.runs.making.request import Request
from sim.scenario import check
from sim.verification.single import cases
from sim.views import charts
from sim.views.errors import BAD_INPUT, explained
from sim.views.explorer import explore
from sim.views.lesson import guess

JUNK = (None, "3", "", [], ["a"], {}, {3: 4}, 3.5, -1, math.nan, object(), b"x", Path("nowhere/at/all.toml"), True)
BARE = ("Error", "Traceback", "pydantic", "NoneType", "unhashable", "object has no", "{", "argument of type")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A small one of everything that the face returns."""
    small = replace(office(arrivals=[at(range(0, 90, 5))], service=one_step(6)), name="kantor", days=2, runs=2)
    comparison = sim.compare([small, replace(small, name="plus", target_min=20.0)])
    points = sim.crossed([small], [], [])
    return {
        "scenario": small,
        "result": comparison.baseline,
        "comparison": comparison,
        "grades": sim.grade(comparison, 1),
        "sweep": sim.sweep(points, tmp_path_factory.mktemp("store")),
        "chart": charts.wait_by_service(comparison.baseline),
        "points": points,
    }


def refusals(call, arguments, name):
    """What is said to each piece of junk in the place of one argument, the others good."""
    for junk in JUNK:
        try:
            call(**{**arguments, name: junk})
        except LoketError as error:
            yield error
        # anything else that is raised leaves the face bare, and fails the test


def in_words(error):
    told = [error.worded(lang) for lang in ("id", "en")]
    assert str(error) in told
    assert told[0] != told[1]
    for said, lang in zip(told, ("id", "en"), strict=True):
        assert said.rstrip().endswith((".", "?", "}", ")", '"')), said
        assert not any(word in said for word in BARE if word not in repr(error.values)), said
        assert len(said) < 3000
        message, code = explained(error, lang)
        assert said in message
        assert code == BAD_INPUT
    return told


@pytest.mark.parametrize(
    "changes",
    [{"services": ()}, {"services": None}, {"hours": "08:00-15:00"}, {"warm_up_days": "x"}, {"reforms": ["training"]}],
)
def test_a_scenario_that_python_has_bent_is_refused_in_words(asked, changes):
    with pytest.raises(LoketError) as caught:
        sim.run(replace(asked["scenario"], **changes), runs=1, days=1)
    assert all("overrides=" in said for said in in_words(caught.value))


def test_the_explorer_and_the_lesson_answer_in_words_too(asked):
    good = {"scenario": asked["scenario"]}
    calls = [(explore, good, ("scenario", "lang", "runs", "days"))]
    calls += [(guess, {"questions": {"8 per jam": [6, 18]}}, ("questions", "lang"))]
    heard = [in_words(error) for call, kept, names in calls for name in names for error in refusals(call, kept, name)]
    assert len(heard) > 50


def test_whatever_is_asked_wrongly_of_the_face_is_answered_in_words(asked):
    few = {"runs": 1, "days": 1}
    calls = [
        (sim.load, {"ref": "dukcapil"}, ("ref", "overrides")),
        (sim.run, {"scenario": asked["scenario"], **few}, ("scenario", "engine", "keep_visits", "progress", "around")),
        (sim.run, {"scenario": asked["scenario"], **few}, ("runs", "days", "seed", "workers", "skm_weight")),
        (sim.compare, {"scenarios": [asked["scenario"]] * 2, **few}, ("scenarios", "cost_rupiah", "around")),
        (sim.compare, {"scenarios": [asked["scenario"]] * 2, **few}, ("wage_rupiah_hour", "before_after")),
        (sim.grade, {"comparison": asked["comparison"], "runs": 1}, ("comparison", "runs", "model", "workers")),
        (sim.reforms, {}, ("name",)),
        (check, {"ref": "dukcapil"}, ("ref", "overrides")),
    ]
    heard = [in_words(error) for call, good, names in calls for name in names for error in refusals(call, good, name)]
    assert len(heard) > 150


@pytest.mark.parametrize("what", ["result", "comparison", "grades", "sweep", "chart"])
def test_whatever_is_asked_wrongly_of_what_it_returns_is_answered_in_words(asked, what):
    found, heard = asked[what], 0
    key = Key("wait_mean_min")
    good = {"measure": "wait_mean_min", "key": key, "variant": asked["comparison"].variants[0], "number": 0}
    good |= {"what": "service", "path": "unused.png", "gap": asked["result"].estimate("wait_mean_min")}
    for name, method in inspect.getmembers(type(found), inspect.isfunction):
        parameters = list(inspect.signature(method).parameters.values())[1:]
        if name.startswith("_") or name in ("png", "save"):
            continue
        needed = {p.name: good[p.name] for p in parameters if p.default is p.empty and p.name in good}
        for parameter in parameters:
            if parameter.kind is parameter.POSITIONAL_OR_KEYWORD:
                for error in refusals(getattr(found, name), needed, parameter.name):
                    in_words(error)
                    heard += 1
        with pytest.raises(LoketError) as caught:
            getattr(found, name)(*range(9))
        in_words(caught.value)
    assert heard > 10 or what in ("sweep", "chart")


def test_what_was_not_kept_or_is_not_there_says_what_to_do(asked, tmp_path):
    result, comparison = asked["result"], asked["comparison"]
    (tmp_path / "file").write_text("")
    bare = sim.sweep([sim.Point(asked["scenario"])], tmp_path / "store")
    wrong = {
        "wait_mean_min": lambda: result.estimate("wait_men_min"),
        "0.95": lambda: result.summary(level=95),
        "service": lambda: result.by("services"),
        "'service'": lambda: result.of("wait_mean_min", "service", "servis"),
        "keep_visits=True": lambda: result.visits,
        "around=": lambda: result.of_window(0, Key("wait_mean_min")),
        "plus": lambda: comparison.difference(sim.run(asked["scenario"], runs=1), "wait_mean_min"),
        "compare": lambda: bare.differences("wait_mean_min"),
        "crossed(": lambda: sim.sweep([], tmp_path),
        "charts": lambda: sim.chart,
        "engine": lambda: sim.run(asked["scenario"], engin="compiled"),
        ".svg": lambda: asked["chart"].save(tmp_path / "a.xyz"),
        "file": lambda: asked["chart"].save(tmp_path / "file" / "a.png"),
    }
    for cure, call in wrong.items():
        with pytest.raises(LoketError) as caught:
            call()
        assert all(cure in said for said in in_words(caught.value)), cure


@pytest.mark.parametrize("name", [name for name in charts.__all__ if name != "Chart"])
def test_a_chart_of_something_else_is_refused_in_words(name):
    draw = getattr(charts, name)
    first = next(iter(inspect.signature(draw).parameters))
    assert sum(1 for error in refusals(draw, {}, first) if in_words(error)) == len(JUNK)


def test_every_object_that_a_cell_may_end_with_is_one_line_that_says_what_it_is(asked):
    result, comparison, grades = asked["result"], asked["comparison"], asked["grades"]
    shown = [
        *(asked[name] for name in ("scenario", "result", "comparison", "grades", "sweep", "chart")),
        *(asked["points"], sim.reforms, sim.reforms("training"), sim.reforms("training").kind(), sim.scenarios()[0]),
        *(result.plan, result.replications[0], Request(asked["scenario"], 1), cases()[0]),
        *(comparison.difference(comparison.variants[0], "wait_mean_min"), result.estimate("wait_mean_min")),
        *(grades.of(comparison.variants[0], "wait_mean_min"), Trials(comparison, 1)),
        *check(Path(__file__).parent / "nowhere.toml"),
    ]
    for thing in shown:
        line = repr(thing)
        assert "\n" not in line
        assert 5 < len(line) < 500, line
        assert "array(" not in line


def test_a_message_speaks_the_language_of_the_class(monkeypatch):
    def said(lang):
        monkeypatch.setenv("LOKET_LANG", lang)
        with pytest.raises(LoketError) as caught:
            sim.run(3)
        return str(caught.value)

    assert "seharusnya" in said("id")
    assert "must be" in said("en")
    assert "seharusnya" in said("xx"), "a language that there is not must not hide what is wrong"


def test_numbers_of_numpy_are_numbers_and_a_date_is_no_time(asked):
    numpy = pytest.importorskip("numpy")
    assert len(sim.run(asked["scenario"], runs=numpy.int64(1)).replications) == 1
    comparison = sim.compare([asked["scenario"]] * 2, runs=1, cost_rupiah=numpy.array([5.0]))
    assert comparison.cost_rupiah == (5.0,)
    with pytest.raises(LoketError, match="2026"):
        sim.run(asked["scenario"], runs=1, around=date(2026, 1, 6))


@pytest.mark.parametrize("notebook", [True, False])
def test_what_is_told_to_who_computes_is_a_sentence_without_a_path_and_in_a_notebook_not_red(
    notebook, capsys, monkeypatch
):
    others = []
    loaded = {name: module for name, module in sys.modules.items() if name != "ipykernel"}  # a test before may have
    monkeypatch.setattr(sys, "modules", {**loaded, "ipykernel": sys} if notebook else loaded)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda *said, **_: others.append(str(said[0]))
        show_plainly()
        notice("Simulasi besar.")
        warnings.warn("by others", stacklevel=1)
    told = capsys.readouterr()
    assert "Simulasi besar.\n" in (told.out if notebook else told.err).splitlines(keepends=True)
    assert others == ["by others"]
