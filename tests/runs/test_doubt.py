"""Which differences survive what nobody knows, and is what is not known kept apart from chance?"""

import json
from dataclasses import replace

import numpy as np
import pytest
from refusals import refused

import sim
from findings.little_offices import counter, office, one_step
from sim.cli import main
from sim.language import LANGUAGES, text
from sim.measures import Verdict
from sim.measures.spread import decisive, spread
from sim.runs.doubting.doubt_draws import MODEL, Draws
from sim.runs.making.progress import Silent
from sim.views.memo import memo_of
from sim.views.render.text import printed
from sim.views.sections.doubt import doubt as doubt_blocks
from sim.views.sections.numbers import in_words
from sim.views.table import Prose

CHANCE = np.random.default_rng(20)
MINUTES = {"dist": "exponential", "mean_min": 6}


@pytest.mark.parametrize("draws", [20, 200])
def test_the_spread_of_the_truth_is_found_under_chance_twice_as_large_with_few_draws_and_with_many(draws):
    """The true difference is normal with mean 1 and deviation 0.5, seen with noise of deviation 1."""
    true = CHANCE.normal(1.0, 0.5, (600, draws))
    seen, chance = true + CHANCE.normal(0.0, 1.0, true.shape), CHANCE.normal(1.0, 1.0, (600, 40))
    found = np.array([spread(*pair) for pair in zip(seen, chance, strict=True)])
    deviation = np.sqrt(np.mean(((found[:, 2] - found[:, 1]) / 2) ** 2)) / 1.96
    assert found[:, 0].mean() == pytest.approx(1.0, abs=0.06)
    assert deviation == pytest.approx(0.5, rel=0.2)


def test_a_spread_without_chance_is_that_of_the_draws_and_of_chance_alone_there_is_none():
    uniform = (np.arange(200) + 0.5) / 200
    assert spread(uniform, np.zeros(10))[:3] == pytest.approx((0.5, 0.025, 0.975), abs=0.006)
    assert spread(np.full(20, 3.0), CHANCE.normal(3.0, 1.0, 10))[1:3] == (3.0, 3.0)
    assert np.isnan(spread(np.array([1.0, np.nan]), np.zeros(3)).low)


def test_what_decides_is_named_among_many_and_else_nothing_is():
    """Of 130 numbers one moves the difference; where none does, hardly ever is one named."""
    drawn = CHANCE.random((40, 130))
    found = decisive(drawn, 3.0 - 4.0 * drawn[:, 77] + CHANCE.normal(0.0, 0.5, 40))
    assert [one.place for one in found] == [77]
    assert found[0].correlation < -0.8
    nothing = [decisive(drawn, CHANCE.normal(size=40)) for _ in range(100)]
    assert sum(map(bool, nothing)) <= 4
    model = np.tile([0.0, 1.0, 2.0, 3.0], 10)
    of_kinds = decisive(np.column_stack([drawn, model]), 3.0 * (model == 2) + CHANCE.random(40), frozenset({130}))
    assert of_kinds[0].place == 130


def shop(factor=1.0, **more):
    """A counter that is not full; twenty working days."""
    service = [{**one_step(6)[0], "step": [{"name": "step", "station": "counter", "time": MINUTES}]}]
    usual = {"service": service, "station": counter(), "days": 20, "runs": 8}
    people = {"citizens": {"count": 500, "needs_per_year": 24.0}, "demand": {"factor": factor}}
    return office(**usual, **people, **more)


@pytest.fixture(scope="module")
def busier():
    """One in ten more comes, or three in ten: nobody knows."""
    return sim.compare([shop(), shop(1.2, title="busier", doubt={"demand.factor": [1.1, 1.3]})])


@pytest.fixture(scope="module")
def doubted(busier):
    return sim.doubt(busier, 40)


def test_a_true_difference_of_one_in_ten_to_three_in_ten_is_found_as_that(busier, doubted):
    """Uniform from 0.1 to 0.3 of the visits of the baseline: 95 % of it from 0.105 to 0.295, and it is what decides."""
    (variant,) = busier.variants
    usual = busier.baseline.of("arrivals").mean()
    found = doubted.spread(variant, "arrivals")
    assert (found.low / usual, found.high / usual) == pytest.approx((0.105, 0.295), abs=0.02)
    assert [path for path, _ in doubted.decisive(variant, "arrivals")] == ["demand.factor"]
    assert doubted.verdict(variant, "arrivals") == busier.difference(variant, "arrivals").verdict


def test_a_difference_is_small_only_where_what_is_not_known_leaves_it_small(busier, doubted):
    """A fifth more is small to who says so up to a quarter; three in ten, which may be the truth, are not."""
    quarter = sim.compare([shop(practical={"relative": 0.25}), busier.variants[0].scenario])
    (variant,) = quarter.variants
    assert quarter.difference(variant, "arrivals").verdict is Verdict.SMALL
    assert replace(doubted, comparison=quarter).verdict(variant, "arrivals") is Verdict.HIGHER


def test_a_verdict_falls_where_the_ends_of_a_number_turn_the_sign(busier):
    perhaps = sim.compare([shop(), shop(1.2, title="perhaps", doubt={"demand.factor": [0.7, 1.6]})])
    (variant,) = perhaps.variants
    assert perhaps.difference(variant, "arrivals").verdict is not Verdict.CANNOT_TELL
    assert sim.doubt(perhaps, 20).verdict(variant, "arrivals") is Verdict.CANNOT_TELL


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_memo_concludes_and_advises_only_what_survives_what_is_not_known(busier, doubted, lang):
    perhaps = sim.compare([shop(), shop(1.2, title="perhaps", doubt={"demand.factor": [0.7, 1.6]})])
    higher, assumed = (text(f"memo.verdict.{name}", lang, measures="").rstrip(" .:") for name in ("higher", "assumed"))
    shaky = text("memo.advice.assumed", lang, title="perhaps")
    title = text("measures.arrivals.title", lang)
    for found, doubts, depends in (
        (perhaps, None, False), (perhaps, sim.doubt(perhaps, 20), True), (busier, doubted, False),
    ):  # fmt: skip
        _, blocks = memo_of(found, lang, doubted=doubts)
        said = [one for block in blocks if isinstance(block, Prose) for one in block.texts]
        by_verdict = {one.partition(": ")[0]: one for one in said if title in one}
        assert title in by_verdict[assumed if depends else higher]
        assert (shaky in said) is depends
        assert (text("memo.under_doubt", lang) in said) is (doubts is not None)


def test_what_decides_is_said_in_words(doubted):
    said = printed(doubt_blocks(doubted, "en"), "en")
    assert "[demand.factor]. The more, the higher the difference: " in " ".join(said.split())
    reform = sim.load("dukcapil-reformasi")
    words = in_words("reform.sop_simplification.dip", [sim.load("dukcapil"), reform], "id")
    assert words.startswith("Penyederhanaan SOP – seberapa lebih lama")
    assert "reform." not in words


def test_each_scenario_has_the_same_draw_a_number_is_below_its_value_as_often_as_above_and_workers_change_nothing():
    shared = {"doubt": {"demand.factor": [0.5, 2.0]}, "opinion": {}}
    shared["doubt"]["opinion.trust.gain"] = {"ends": [0.05, 0.4], "correlation": {"demand.factor": -0.9}}
    found = sim.compare([shop(**shared), shop(title="same", **shared)], 2, days=3)
    drawing = Draws(found, 20, Silent())
    drawn = [drawing.scenarios(number) for number in range(20)]
    factors = [[one.demand.factor for one in both] for both in drawn]
    assert all(one == other for one, other in factors)
    trust = [both[0].opinion.trust.gain for both in drawn]
    assert np.corrcoef([one for one, _ in factors], trust)[0, 1] < -0.7
    assert sum(one < 1.0 for one, _ in factors) == 10
    assert {both[0].opinion.trust.model for both in drawn} == {"level", "used_to", "halo", "surprise"}
    assert drawing.paths[-1] == MODEL
    one, two = (sim.doubt(found, 10, workers=workers) for workers in (1, 2))
    assert one.summary().equals(two.summary())
    assert (one.summary()["difference"].fillna(0.0) == 0.0).all()


def test_the_command_tells_both_intervals_and_records_have_them(capsys, tmp_path):
    usual, busier = tmp_path / "usual.toml", tmp_path / "busier.toml"
    usual.write_text('extends = "loket-8"\n[doubt]\n"demand.factor" = [0.5, 1.5]\n', "utf-8")
    busier.write_text('extends = "usual.toml"\n[[officer]]\nname = "petugas"\ncount = 2\n', "utf-8")
    named = [str(usual), str(busier), "--runs", "6", "--days", "20", "--doubt"]
    assert main(["compare", *named, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "not known, 95%" in said
    assert "Of 10 draws" in said
    assert main(["compare", *named, "--doubt-draws", "11", "--json"]) == 0
    records = [one for one in json.loads(capsys.readouterr().out) if "doubt_low" in one]
    assert max(one["draws"] for one in records) == 11


@pytest.mark.parametrize(
    ("words", "message"),
    [(["--doubt", "--doubt-draws", "5"], "fewer than 10 draws"), (["--doubt-draws", "20"], "needs --doubt")],
)
def test_too_few_draws_and_draws_of_nothing_are_refused(words, message, capsys):
    assert main(["compare", "dukcapil", "dukcapil-daring", *words, "--lang", "en"]) == 2
    assert message in capsys.readouterr().err


def test_nothing_is_drawn_where_nothing_is_assumed(capsys):
    words = ["compare", "verification/treatment-centre", "verification/treatment-centre", "--runs", "2", "--doubt"]
    assert main([*words, "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert "nothing to draw" in told.err
    assert not told.out  # before anything is run


def test_python_refuses_too_few_draws(busier):
    with refused("doubt_few"):
        sim.doubt(busier, 3)
