"""Is a study read as it is written, and is a bad one refused with the line, before anything is run?"""

import pandas as pd
import pytest
import synthetic_nation
from refusals import refused
from small_studies import STUDY, study

from sim.experiments.study.study_file import read_study, study_of, study_of_frame
from sim.experiments.sweep.sweep import asked_of
from sim.runs import BadRequest
from sim.scenario import ScenarioFaults


def settings(found):
    return [dict(variant.setting) for variant in found.variants()]


def test_a_full_factorial_has_every_value_of_each_lever_with_every_value_of_the_others(tmp_path):
    found = read_study(study(tmp_path))
    paths = "demand.factor", "officer.Loket depan.count"
    assert [tuple(one[path] for path in paths) for one in settings(found)] == [(1, 3), (1, 4), (1.5, 3), (1.5, 4)]
    assert (found.size, found.replications) == (4, 3)


def test_one_at_a_time_begins_with_the_scenario_as_it_is(tmp_path):
    found = read_study(study(tmp_path, 'design = "one_at_a_time"\n' + STUDY))
    loket = "officer.Loket depan.count"
    expected = [{}, {"demand.factor": 1.0}, {"demand.factor": 1.5}, {loket: 3}, {loket: 4}]
    assert settings(found) == expected
    assert found.size == 5


def test_a_list_and_a_frame_name_points_one_by_one(tmp_path):
    points = "".join(f'[[point]]\n"demand.factor" = {value}\n' for value in (1.0, 1.2))
    assert settings(read_study(study(tmp_path, STUDY.partition("[lever]")[0] + points))) == [
        {"demand.factor": 1.0},
        {"demand.factor": 1.2},
    ]
    frame = pd.DataFrame({"scenario": ["dukcapil", "dpmptsp"], "demand.factor": [1.1, None]})
    found = study_of_frame(frame)
    assert [(one.office, dict(one.setting)) for one in found.variants()] == [
        ("dukcapil", {"demand.factor": 1.1}),
        ("dpmptsp", {}),
    ]


def test_each_doubt_is_put_at_both_ends_of_every_point(tmp_path):
    found = read_study(study(tmp_path, STUDY + '\n[doubt]\n"citizens.needs_per_year" = [0.5, 0.7]\n'))
    doubted = [one.get("citizens.needs_per_year") for one in settings(found)]
    assert doubted == [None, 0.5, 0.7] * 4
    assert found.size == 12


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('"demand.factor"', '"demand.facktor"', 6, "factor"),
        ("Loket depan.count", "Loket dpan.count", 7, "Loket depan"),
        ("[1.0, 1.5]", "[]", 6, "empty"),
        ("[1.0, 1.5]", "[1.0, 1.0]", 6, "twice"),
        ("[1.0, 1.5]", "1.5", 6, "list"),
        ("[1.0, 1.5]", "[1.0, -1.5]", 6, "0"),
        ('"demand.factor"', "demand.factor", 6, "quotes"),
        ("replications = 3", "replications = 0", 2, "1"),
        ("replications = 3", 'replications = "tiga"', 2, "whole"),
        ("replications = 3", "replikations = 3", 2, "replications"),
        ('"wait_mean_min"', '"wait_men_min"', 3, "wait_mean_min"),
        ('["kantor.toml"]', '["kantr.toml"]', None, "kantor"),
        ('["kantor.toml"]', '["../kantor.toml"]', 1, "outside"),
        ('["kantor.toml"]', '["../kantor"]', 1, "outside"),
        ('["kantor.toml"]', "[]", 1, "empty"),
        ('["kantor.toml"]', '["dukcapill"]', None, "dukcapil"),
        ("replications = 3", 'replications = 3\ndesign = "lsit"', 3, "list"),
        ("replications = 3", 'replications = 3\ndesign = { kind = "sobol" }', 3, "list"),
        ("replications = 3", 'replications = 3\ndesign = "list"', None, "point"),
        ('["kantor.toml"]', '5\npoint = [{ "demand.factor" = 1.0 }]', 1, "list"),
        ("[lever]", '[doubt]\n"demand.factor" = [1.2, 1.0]\n[lever]', 6, "low end"),
        ("[lever]", "[lever", 5, "brackets"),
        ("replications = 3", 'replications = 3\ntitle = "a\\u001b[31m"', 3, "U+001B"),
    ],
)  # fmt: skip
def test_a_bad_study_is_refused_with_its_line_and_what_to_write(tmp_path, old, new, line, said):
    assert old in STUDY
    with pytest.raises(ScenarioFaults) as caught:
        read_study(study(tmp_path, STUDY.replace(old, new, 1)))
    fault = caught.value.faults[0]
    assert said in fault.render("en")
    assert fault.line == line or line is None


def test_a_number_that_is_varied_and_given_for_all_points_too_is_refused(tmp_path):
    """Else points are called by days that they do not have."""
    varied = {"scenarios": ["dpmptsp"], "replications": 1, "lever": {"days": [2, 3]}}
    assert len(asked_of(varied, None, None, None).variants) == 2
    for document, days in (({**varied, "days": 4}, None), (varied, 4)):
        with refused("study_number"):
            asked_of(document, None, days, None)


def test_more_points_than_anybody_can_run_are_refused_with_their_number():
    many = {f"{place}.count": list(range(1, 101)) for place in ("officer.Operator SIAK", "citizens")}
    many |= {"demand.factor": [1.0 + step / 1e3 for step in range(200)]}
    with pytest.raises(BadRequest, match=r"2000000 .*20000000 "):
        study_of({"scenarios": ["dukcapil"], "replications": 10, "lever": many})


def test_the_digest_to_register_changes_with_a_lever_and_with_a_scenario_but_not_with_the_title(tmp_path):
    path = study(tmp_path)
    first = read_study(path).digest
    path.write_text('title = "Lain"\n' + STUDY)
    assert read_study(path).digest == first
    path.write_text(STUDY.replace("1.5", "1.6"))
    other = read_study(path).digest
    (tmp_path / "kantor.toml").write_text(
        (tmp_path / "kantor.toml").read_text().replace("mean_min = 6", "mean_min = 5")
    )
    assert len({first, other, read_study(path).digest}) == 3


def test_the_bundled_nation_is_what_its_tool_writes_and_says_that_it_is_made_up():
    """After a change of the tool: python tools/synthetic_nation.py."""
    text = synthetic_nation.FILE.read_text("utf-8")
    assert synthetic_nation.document() == text
    assert text.count("[[office]]") == 514
    assert "made-up" in text.splitlines()[1]
    assert sum(synthetic_nation.shares()) == pytest.approx(1.0)


@pytest.mark.long
def test_the_national_study_is_in_order():
    found = read_study("national")
    assert (found.size, found.replications) == (8, 30)
    assert found.scenarios[0].scenario.citizens.count == 1_000_000
