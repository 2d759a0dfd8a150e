"""Are designs what they are called, and are levers, doubts and models of trust drawn as a study says?"""

from itertools import combinations

import numpy as np
import pytest
from refusals import refused
from small_studies import study

from sim.experiments.study import sampling
from sim.experiments.study.sampling import SAMPLES, fractional, plackett_burman
from sim.experiments.study.study_file import read_study, study_of
from sim.experiments.sweep.sweep import sweep
from sim.runs.doubting.doubt_draws import MODEL
from sim.scenario import ScenarioFaults

HEAD = 'scenarios = ["kantor.toml"]\nreplications = 2\ndays = 6\n'
NEEDS, DEMAND, COUNT = "citizens.needs_per_year", "demand.factor", "officer.Loket depan.count"


def resolution(signs):
    """The fewest columns of which one is the product of the others (Box, Hunter and Hunter)."""
    for size in range(1, signs.shape[1] + 1):
        for columns in combinations(range(signs.shape[1]), size):
            if abs(signs[:, columns].prod(axis=1).sum()) == len(signs):
                return size
    return np.inf


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5, 7, 11, 16])
def test_a_fraction_and_a_plackett_burman_design_tell_main_effects_apart(columns):
    for asked in (3, 4):
        signs = 2.0 * fractional(columns, asked) - 1.0
        assert resolution(signs) >= asked
        assert len(signs) < 2 * max(columns + 1, 2 * columns * (asked == 4))
    signs = 2.0 * plackett_burman(columns) - 1.0
    assert np.array_equal(signs.T @ signs, len(signs) * np.eye(columns))
    assert len(signs) <= columns + 4


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_as_many_points_as_is_said_before_and_is_the_same_again(name):
    one = SAMPLES[name]
    found = one.places(3, 8, 5)
    assert found.shape == (one.points(8, 3), 3)
    assert found.min() >= 0.0
    assert found.max() <= 1.0
    assert np.array_equal(found, one.places(3, 8, 5))
    assert not np.array_equal(found, one.places(3, 8, 6))


def test_levers_of_a_sample_lie_evenly_between_two_values_whole_where_they_are(tmp_path):
    text = f'{HEAD}design = "latin_hypercube"\nsize = 40\n[lever]\n"{DEMAND}" = [1, 3]\n"{COUNT}" = [3, 6]\n'
    found = read_study(study(tmp_path, text))
    first, *others = (dict(one.setting) for one in found.variants())
    assert first == {}
    assert found.size == 41
    assert all(isinstance(one[COUNT], int) for one in others)
    assert {one[COUNT] for one in others} == {3, 4, 5, 6}
    parts = sorted(int((one[DEMAND] - 1.0) / 2.0 * 40) for one in others)
    assert parts == list(range(40))


def test_every_setting_of_the_levers_meets_the_same_draws_which_keep_to_ends_and_correlation(tmp_path):
    doubts = f'"{DEMAND}" = {{ ends = [0.8, 1.6], correlation = {{ "{NEEDS}" = 0.9 }} }}\n"{NEEDS}" = [0.5, 0.7]\n'
    text = f'{HEAD}[lever]\n"{COUNT}" = [3, 4]\n[doubt]\n{doubts}[draws]\ndesign = "sobol"\nsize = 64\n'
    found = read_study(study(tmp_path, text))
    points = list(found.variants())
    assert found.size == len(points) == 128
    assert [one.drawn for one in points[:64]] == [one.drawn for one in points[64:]]
    demand, needs = (np.array([one.drawn[path] for one in points[:64]]) for path in (DEMAND, NEEDS))
    assert (demand < 1.0).sum() == 32  # as often below the value of the office as above
    assert np.corrcoef(demand.argsort().argsort(), needs.argsort().argsort())[0, 1] > 0.75
    assert [one.columns["draw"] for one in points[62:66]] == [62, 63, 0, 1]


def test_the_scenarios_own_doubts_its_assumptions_and_models_of_trust_are_drawn_where_asked_for():
    def paths(*of, **more):
        found = study_of(
            {"scenarios": ["dukcapil-reformasi"], "draws": {"design": "sobol", "size": 8, "of": [*of]}, **more}
        )
        return found.draws(found.scenarios[0])

    models = paths("trust_models")
    assert models.paths == (MODEL,)
    assert sorted(one[MODEL] for one in models.settings) == sorted(["halo", "level", "surprise", "used_to"] * 2)
    assumed = paths("assumptions").paths
    assert "reform.digitalisation.adoption" in assumed or len(assumed) > 100
    decided = paths("assumptions", lever={assumed[-1]: [0.1]}).paths
    assert set(assumed) - set(decided) == {assumed[-1]}


def test_a_point_is_compared_with_the_first_under_the_same_doubts(tmp_path):
    text = (
        f'{HEAD}[lever]\n"{COUNT}" = [3, 4]\n[doubt]\n"{DEMAND}" = [0.5, 1.6]\n[draws]\ndesign = "morris"\nsize = 2\n'
    )
    found = sweep(study(tmp_path, text), tmp_path / "store")
    told = found.differences("wait_mean_min")
    means = [figures["wait_mean_min"].mean for _, figures in found.estimates("wait_mean_min")]
    assert np.allclose(told["difference"], np.subtract(means[4:], means[:4]), equal_nan=True)
    ends = sweep(study(tmp_path, text.partition("[draws]")[0]), tmp_path / "store").differences("wait_mean_min")
    assert list(ends[DEMAND].dropna()) == [0.5, 1.6, 0.5, 1.6]
    assert len(ends) == 5


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('design = "plackett_burman"\n[lever]\n"demand.factor" = [1, 2, 3]\n', 6, "two values"),
        ('design = "latin_hypercube"\n[lever]\n"demand.factor" = [2, 1]\n', 6, "low end"),
        ('design = "latin_hypercube"\n[lever]\n"demand.factor" = [1, 1]\n', 6, "low end"),
        ('design = "sobol"\nsize = 20\n[lever]\n"demand.factor" = [1, 2]\n', 5, "16 or 32"),
        ('design = "sobol"\n', None, "lever"),
        ("size = 20\n", 4, "no meaning"),
        ('design = "fractional"\nresolution = 5\n[lever]\n"demand.factor" = [1, 2]\n', 5, "3, 4"),
        ('[draws]\ndesign = "saltelli"\n', 4, "nothing to draw"),
        ('[draws]\ndesign = "sobol"\nof = ["scenario"]\n', 4, "nothing to draw"),
        ('[draws]\nof = ["asumptions"]\n', 5, "assumptions"),
        ('[draws]\ndesign = "sobool"\n[doubt]\n"demand.factor" = [1, 2]\n', 5, "sobol"),
        ('[draws]\ndesain = "sobol"\n[doubt]\n"demand.factor" = [1, 2]\n', 5, "design"),
        ('[draws]\ndesign = "sobol"\n[doubt]\n"demand.facktor" = [1, 2]\n', 7, "factor"),
        ('[lever]\n"demand.factor" = [1]\n[doubt]\n"demand.factor" = [1, 2]\n', 7, "lever and a doubt"),
        ('[doubt]\n"demand.factor" = { ends = [1, 2], correlation = { "citizens.count" = 0.5 } }\n', 5, "not under"),
        ('[doubt]\n"demand.factor" = { ends = [1, 2], correlation = { "citizens.count" = 5 } }\n', 5, "-1 to 1"),
    ],
)  # fmt: skip
def test_a_design_that_makes_no_sense_is_refused_with_its_line(tmp_path, text, line, said):
    with pytest.raises(ScenarioFaults) as caught:
        read_study(study(tmp_path, HEAD + text))
    fault = caught.value.faults[0]
    assert said in fault.render("en")
    assert fault.line == line or line is None


def test_doubts_that_go_together_are_not_drawn_where_they_have_to_be_independent(tmp_path):
    rates = f'"{DEMAND}" = {{ ends = [0.8, 1.6], correlation = {{ "{NEEDS}" = 0.9 }} }}\n"{NEEDS}" = [0.5, 0.7]\n'
    with refused("study_correlated"):
        read_study(study(tmp_path, f'{HEAD}[doubt]\n{rates}[draws]\ndesign = "saltelli"\n'))


def test_a_sample_larger_than_anybody_runs_is_refused_before_it_is_drawn():
    with refused("study_large"):
        study_of(
            {"scenarios": ["dukcapil-reformasi"], "draws": {"design": "saltelli", "size": 2**16, "of": ["assumptions"]}}
        )


def test_whoever_lacks_a_library_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(sampling, "import_module", lambda _: (_ for _ in ()).throw(ImportError))
    with refused("no_research"):
        plackett_burman(3)
