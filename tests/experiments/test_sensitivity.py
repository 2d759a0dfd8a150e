"""Does a study say what moves its outcomes, told from chance, and do other libraries take its results as they are?"""

import json
import zipfile

import numpy as np
import pytest
from refusals import refused
from SALib.analyze import morris, sobol
from small_studies import study

from sim.cli import main
from sim.document.meanings import meaning
from sim.experiments.sensitivity.flips import Answer, Box, Flips, Limit
from sim.experiments.sensitivity.sensitivity import sensitivity
from sim.experiments.study.study_file import study_of
from sim.experiments.sweep.sweep import sweep
from sim.language import text
from sim.measures.spread import Spread
from sim.office.demand import Demand
from sim.runs.doubting.doubt_draws import MODEL
from sim.views import charts
from sim.views.reports.sensitivity import sensitivity_text
from sim.views.sections.sensitivity import flips

COUNT, DEMAND, TARGET = "officer.Operator.count", "demand.factor", "target_min"
HEAD = f"""\
scenarios = ["kantor.toml"]
replications = 5
days = 3
measures = ["arrivals_per_day", "wait_mean_min"]
[lever]
"{COUNT}" = [1, 2]
[doubt]
"{DEMAND}" = [0.5, 2.0]
"{TARGET}" = [5, 30]
"""


def drawn(design, size):
    return f'{HEAD}[draws]\ndesign = "{design}"\nsize = {size}\n'


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """What is run once serves all."""
    return tmp_path_factory.mktemp("store")


def found(folder, store, written, **options):
    return sensitivity(study(folder, written), store, **options)


@pytest.mark.parametrize(
    "written", [HEAD, drawn("morris", 3), drawn("saltelli", 2)], ids=["ends", "morris", "saltelli"]
)
def test_demand_moves_arrivals_and_a_target_changes_nothing(tmp_path, store, written):
    level, _, _, difference = found(tmp_path, store, written).outcomes
    demand, target = (level.varied.paths.index(path) for path in (DEMAND, TARGET))
    assert level.ranked[0] == demand
    assert level.nothing(target)
    assert level.told[demand] is True
    assert (level.setting, level.against) == ({COUNT: 1}, None)
    assert (difference.setting, difference.against) == ({COUNT: 2}, {COUNT: 1})


def test_draws_of_a_sequence_tell_it_by_rank_and_what_flips_is_asked(tmp_path, store):
    level, _, _, difference = found(tmp_path, store, drawn("sobol", 8)).outcomes
    demand = level.varied.paths.index(DEMAND)
    assert [path for path, one in zip(level.varied.paths, level.told, strict=True) if one] == [DEMAND]
    assert level.effects[demand].size.mean > 0.8
    assert difference.flips.answer in Answer
    assert difference.flips.draws == 8
    assert level.flips is None


def test_salib_takes_problem_x_and_y_and_says_the_same_without_chance(tmp_path, store):
    for design, size, analyze in (("saltelli", 2, sobol.analyze), ("morris", 3, morris.analyze)):
        level, *_ = found(tmp_path, store, drawn(design, size), runs=1).outcomes
        problem, x, y = level.salib()
        theirs = analyze(problem, y, calc_second_order=False) if design == "saltelli" else analyze(problem, x, y)
        ours = [one.size.mean for one in level.effects]
        assert ours == pytest.approx(np.asarray(theirs["ST" if design == "saltelli" else "mu_star"]))
        assert level.told == (None, False)
    level, *_ = found(tmp_path, store, drawn("sobol", 8)).outcomes
    assert level.salib()[1].shape == (8, 2)
    with refused("sensitivity_no_sample"):
        found(tmp_path, store, HEAD).outcomes[0].salib()


def test_experiments_and_outcomes_are_those_of_the_ema_workbench(tmp_path, store):
    experiments, outcomes = sweep(study(tmp_path, drawn("sobol", 8)), store).ema()
    assert len(experiments) == len(outcomes["arrivals_per_day"]) == 16
    assert list(experiments["policy"].unique()) == [0, 1]
    ends, _ = sweep(study(tmp_path, HEAD), store).ema()
    assert ends.loc[0, DEMAND] == 1.0  # as the scenario has it


@pytest.mark.long
def test_the_ema_workbench_takes_experiments_and_outcomes(tmp_path, store):
    """It takes seconds to load."""
    from ema_workbench.analysis import prim

    experiments, outcomes = sweep(study(tmp_path, drawn("sobol", 8)), store).ema()
    first = experiments["policy"] == 0
    arrivals = outcomes["arrivals_per_day"][first]
    box = prim.Prim(
        experiments.loc[first, [DEMAND, TARGET]].reset_index(drop=True), arrivals > np.median(arrivals), threshold=0.8
    ).find_box()
    assert box.box_lims[-1][DEMAND][0] > experiments[DEMAND].min()


def test_where_nothing_is_doubted_levers_are_told_by_the_design_they_have(tmp_path, store):
    for design in ("one_at_a_time", "factorial", "fractional"):
        levers = f'[lever]\n"{DEMAND}" = [0.5, 2.0]\n"{TARGET}" = [5, 30]\n'
        one, _ = found(tmp_path, store, f'{HEAD.partition("[lever]")[0]}design = "{design}"\n{levers}').outcomes
        assert one.ranked[0] == 0
        assert one.nothing(1)
        low, high = (
            one.found[[setting.get(DEMAND) == end for setting in one.varied.settings]].mean() for end in (0.5, 2.0)
        )
        assert one.effects[0].size.mean == pytest.approx(high - low)


def test_models_of_trust_are_told_as_kinds():
    doubts = {"scenarios": ["dpmptsp"], "replications": 3, "days": 3, "measures": ["trust_end_mean"]}
    kinds = study_of({**doubts, "draws": {"of": ["trust_models"]}})
    assert kinds.draws(kinds.scenarios[0]).paths == (MODEL,)
    assert kinds.size == 4


def test_the_command_prints_records_and_writes_a_page_and_a_workbook(tmp_path, store, capsys):
    path = str(study(tmp_path, drawn("morris", 3)))
    asked = ["sensitivity", path, "--store", str(store)]
    for name in ("page.html", "book.xlsx"):
        assert main([*asked, "--json", "--out", str(tmp_path / name)]) == 0
        records = json.loads(capsys.readouterr().out)
        assert {one["number"] for one in records} == {DEMAND, TARGET}
        assert all("NaN" not in json.dumps(one) for one in records)
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<img") == 3
    assert "://" not in page.replace("http://www.w3.org", "")
    assert zipfile.is_zipfile(tmp_path / "book.xlsx")
    assert main([*asked, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "changes nothing" in said
    assert DEMAND in said
    assert "draws" in said
    assert main([*asked, "--out", str(tmp_path / "x.docx")]) == 2
    assert main([*asked, "--measure", "wait_men_min"]) == 2


def test_a_page_names_what_flips_and_a_chart_names_what_does_most(tmp_path, store):
    result = found(tmp_path, store, drawn("sobol", 8))
    for lang in ("id", "en"):
        assert DEMAND in charts.tornado(result, lang=lang).alt
        assert text("sensitivity.flips.mean", lang, difference="")[:10] in sensitivity_text(result, lang)
        assert meaning(Demand, "factor", lang)[:30] in sensitivity_text(result, lang)
        assert DEMAND in result._repr_html_()
    with refused("sensitivity_outcome"):
        charts.tornado(result, 5)


def test_ranges_that_flip_a_conclusion_are_said_in_words():
    limits = (
        Limit("a.b", 1.23456, np.inf),
        Limit("c", -np.inf, 5.0),
        Limit("d", 2.0, 3.0),
        Limit(MODEL, 0.5, np.inf, "halo"),
    )
    made = Flips(Answer.FOUND, 100, 14, Spread(1.0, -2.0, 3.0, 100), (Box(limits, 6, 5, 44, 2),))
    (said,) = flips(made, "wait_mean_min", "en")
    assert "a.b > 1.23 and c ≤ 5 and 2 < d ≤ 3 and opinion.trust.model = halo" in said
    assert all(count in said for count in ("14 of 100", "5 of 6", "2 of 44"))
    (nothing,) = flips(Flips(Answer.NOTHING, 100, 0, Spread(-2.0, -3.0, -1.0, 100)), "wait_mean_min", "en")
    assert "−3.0 and −1.0" in nothing


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (f'{HEAD.partition("[lever]")[0]}[[point]]\n"{DEMAND}" = 1.0\n', "sensitivity_nothing"),
        (HEAD.replace('"arrivals_per_day", "wait_mean_min"', '"trust_end_mean"'), "sensitivity_absent"),
    ],
)
def test_a_study_of_which_nothing_can_be_told_is_refused(tmp_path, store, written, code):
    with refused(code):
        found(tmp_path, store, written)


def test_a_study_wants_a_store():
    with refused("sensitivity_store"):
        sensitivity({"scenarios": ["dpmptsp"], "lever": {"demand.factor": [1, 2]}})
