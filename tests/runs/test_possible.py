"""How far can trust rise and fall in this office, what of it does a reform bring, and what by each model of trust?"""

import json
from dataclasses import replace

import numpy as np
import pytest
from refusals import refused

import sim
from findings.little_offices import office, officer
from findings.people_offices import visited
from sim.cli import main
from sim.office.possible import BEST, WORST, moved, possible
from sim.runs import compare
from sim.runs.comparing.outcomes import of_possible
from sim.runs.doubting.trust_models import MODELS, Agreement
from sim.views.reports.compare import compare_text
from sim.views.reports.trust_models import models_text
from sim.views.reports.workbook import sheets


def town(**more):
    """An office some of whose officers take money and are rude."""
    staff = {"integrity": {"takes": 0.5}, "courtesy": {"level": 0.8}}
    return office(
        **visited(200, 0.02, 20.0, officer=officer(count=2)), staff=staff, days=80, runs=3, **{"opinion": {}, **more}
    )


@pytest.fixture(scope="module")
def found():
    """Beside the ends an office that is the best there is, and one that is hardly another."""
    usual = town()
    polite = replace(usual.staff, courtesy=replace(usual.staff.courtesy, level=0.85))
    return compare([usual, possible(usual)[1], replace(usual, staff=polite)], possible=True)


def test_trust_falls_in_the_worst_and_rises_in_the_best_that_the_same_citizens_could_meet(found):
    worst, best = found.possible
    assert found.difference(worst, "trust_end_mean").difference.high < 0.0
    assert found.difference(best, "trust_end_mean").difference.low > 0.0
    of_all = [result.people for result in (found.baseline, worst, best)]
    born = [one[one["kind"] == "citizen"]["predisposition"].to_numpy() for one in of_all]
    assert np.array_equal(born[0], born[1])
    assert np.array_equal(born[0], born[2])


def test_what_a_reform_gains_is_a_share_of_what_is_possible(found):
    """The best is all of it, whatever chance does; something else lies between nothing and all."""
    best, some = (of_possible(found, variant, "trust_end_mean") for variant in found.variants)
    assert best[:3] == pytest.approx((1.0, 1.0, 1.0))
    assert 0.0 < some.mean < 0.9
    assert some.low < some.mean < some.high


def test_no_share_is_told_where_nothing_is_certain_to_be_gained(found):
    """Where the best is the office itself, a share would be noise over nothing; other citizens gain nothing here."""
    assert of_possible(replace(found, possible=(found.baseline, found.baseline)), found.variants[0], "ikm").runs == 0
    usual = town()
    others = compare([usual, replace(usual, citizens=replace(usual.citizens, count=150))], possible=True)
    assert of_possible(others, others.variants[0], "trust_end_mean").runs == 0


def test_only_what_the_office_has_is_moved():
    usual = town()
    assert moved(usual, BEST) == moved(usual, WORST) == ["money", "courtesy", "officers"]
    assert moved(replace(usual, staff=None), WORST) == ["officers"]
    worst, best = possible(usual)
    assert (worst.officers[0].count, best.officers[0].count) == (1, 4)
    assert worst.citizens == best.citizens == usual.citizens


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "The best this office can be"), ("id", "Keadaan terbaik kantor ini")]
)
def test_the_report_says_what_best_and_worst_mean(found, lang, said):
    written = " ".join(compare_text(found, lang).split())
    assert written.count(said) >= 3
    assert "nobody asks for money" in written or "tidak ada yang meminta pungli" in written


def test_a_workbook_holds_them_too(found):
    pages = {page.title: page for page in sheets(found, "en")}
    assert len(pages["Trust"].rows) == len(found.variants) + len(found.possible)
    assert len(pages["Trust"].notes) == 4
    headings = [row for row in pages["Summary"].rows if isinstance(row, str)]
    assert headings[-2:] == ["The worst this office can be", "The best this office can be"]
    assert "Trust" not in {page.title for page in sheets(replace(found, possible=()), "en")}


def test_one_scenario_is_enough():
    found = compare(town(), 2, days=30, possible=True)
    assert (len(found.variants), len(found.possible)) == (0, 2)
    assert "The worst this office can be" in compare_text(found, "en")


def test_an_office_that_nobody_judges_is_refused():
    with refused("possible_opinion"):
        compare(replace(town(), opinion=None), possible=True)


# ------------------------------------------------------------------------------------------------- by model of trust


def by(model, scenario):
    return replace(scenario, opinion=replace(scenario.opinion, trust=replace(scenario.opinion.trust, model=model)))


@pytest.fixture(scope="module")
def modelled(found):
    return sim.trust_models(found)


@pytest.mark.parametrize("model", MODELS)
def test_what_a_model_says_is_what_a_comparison_under_it_says(found, modelled, model):
    alone = compare([by(model, result.given) for result in found.results])
    for ours, theirs in zip(alone.variants, found.variants, strict=True):
        for measure in ("trust_end_mean", "trust_came_mean", "trusting_share"):
            assert alone.difference(ours, measure) == modelled.difference(theirs, model, measure)


def test_all_models_say_that_the_best_is_better_and_differ_in_how_much(found, modelled):
    worst, best = found.possible
    assert modelled.agreement(best) is Agreement.BETTER
    assert modelled.agreement(worst) is Agreement.WORSE
    gain = {model: modelled.difference(best, model).difference.mean for model in MODELS}
    assert gain["halo"] < 0.3 * gain["level"]
    rows = modelled.summary()
    assert set(rows["scenario"]) == {one.name for one in modelled.shown}
    assert (rows.groupby(["scenario", "measure"])["model"].nunique() == len(MODELS)).all()


@pytest.mark.parametrize(("lang", "said"), [("en", "higher in all four"), ("id", "lebih tinggi menurut keempatnya")])
def test_the_range_over_models_is_told_in_words(modelled, lang, said):
    written = models_text(modelled, lang)
    assert said in written
    assert all(model in written for model in MODELS)


def test_models_of_what_nobody_judges_are_refused():
    with refused("models_opinion"):
        sim.trust_models(compare([replace(town(), opinion=None)] * 2, 1, days=5))


def test_the_command_line_tells_both_for_programs(capsys):
    words = ["--possible", "--trust-models", "--json", "--runs", "2", "--days", "5"]
    assert main(["compare", "dukcapil", *words]) == 0
    records = json.loads(capsys.readouterr().out)
    assert {record["scenario"] for record in records} == {WORST, BEST}
    assert {record["trust_model"] for record in records if "trust_model" in record} == set(MODELS)
