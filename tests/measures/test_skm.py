"""Does a survey get the IKM and the grade that an official would compute, and does it ask enough people?"""

import contextlib
import io
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.evidence import row_of
from sim.language.catalogue import LANGUAGES, messages
from sim.measures import sample_size as survey
from sim.measures import skm
from sim.measures.skm import ELEMENTS, NoAnswers, band_of, counted, ikm_of_each, skm_of_counts, skm_of_unit_values
from sim.rules import survey as asked
from sim.rules.chance import key_of

DOCS = Path(__file__).parents[2] / "docs" / "reference"
PAGES = {"en": "official-measures.md", "id": "ukuran-resmi.md"}

# A published survey of 29 people: answers 1, 2, 3, 4 to each element, and the unit values that its report prints.
PUBLISHED = {
    "requirements": ((0, 0, 11, 18), 3.62),
    "procedure": ((0, 0, 15, 14), 3.48),
    "time": ((0, 2, 12, 15), 3.45),
    "cost": ((0, 0, 0, 29), 4.00),
    "product": ((0, 0, 14, 15), 3.52),
    "competence": ((0, 0, 11, 18), 3.62),
    "conduct": ((0, 0, 10, 19), 3.66),
    "complaints": ((0, 0, 1, 28), 3.97),
    "facilities": ((0, 0, 11, 18), 3.62),
}
COUNTS = np.array([PUBLISHED[element][0] for element in ELEMENTS])
PRINTED = {element: printed for element, (_, printed) in PUBLISHED.items()}

answers_of_people = arrays(np.int8, st.tuples(st.integers(1, 30), st.just(9)), elements=st.integers(1, 4))


def everywhere(value):
    return dict.fromkeys(ELEMENTS, value)


# ------------------------------------------------------------------------------------------------ index, IKM and grade


@pytest.mark.parametrize(("weight", "ikm"), [("1/9", 91.50), ("0.111", 91.41), ("0.11", 90.59)])
def test_unit_values_as_printed_give_the_ikm_of_paper_and_pencil(weight, ikm):
    """Their sum is 32.94; times 0.11 times 25 that is 90.585 exactly, which binary floats would round down."""
    found = skm_of_unit_values(PRINTED, weight)
    assert (found.ikm, found.band, found.weight) == (ikm, "A", weight)
    assert sum(PRINTED.values()) == pytest.approx(32.94)


@pytest.mark.parametrize(("weight", "ikm"), [("1/9", 91.48), ("0.111", 91.38), ("0.11", 90.56)])
def test_the_answers_themselves_give_the_ikm_that_was_published(weight, ikm):
    """They differ from the figures above because the report had rounded its unit values."""
    found = skm_of_counts(COUNTS, weight)
    assert found.ikm == ikm
    assert {element: round(value, 2) for element, value in found.unit_values.items()} == PRINTED
    assert found.weakest == "time"


def test_the_weight_alone_moves_an_office_from_a_to_b():
    exact, rounded = (skm_of_unit_values(everywhere(3.54), weight) for weight in ("1/9", "0.11"))
    assert (exact.ikm, exact.band) == (88.50, "A")
    assert (rounded.ikm, rounded.band) == (87.62, "B")  # 87.615, half up
    assert skm_of_unit_values(everywhere(3.54)) == exact, "the exact weight unless another is asked for"


def test_only_the_exact_weight_lets_the_best_office_reach_100():
    best = [skm_of_unit_values(everywhere(4), weight).ikm for weight in skm.WEIGHTS]
    assert dict(zip(skm.WEIGHTS, best, strict=True)) == {"1/9": 100.0, "0.111": 99.9, "0.11": 99.0}


@pytest.mark.parametrize(
    ("ikm", "band"),
    [
        (25, "D"), (64.99, "D"), (64.994, "D"), (64.995, "C"), (65.00, "C"),
        (76.60, "C"), (76.604, "C"), (76.605, "B"), (76.61, "B"),
        (88.30, "B"), (88.3049, "B"), (88.305, "A"), (88.31, "A"), (100, "A"),
    ],
)  # fmt: skip
def test_the_gaps_between_grades_are_closed_by_rounding_first(ikm, band):
    assert band_of(ikm) == band


@pytest.mark.parametrize(
    ("value", "band"), [(2.5996, "D"), (2.6, "C"), (3.064, "C"), (3.0644, "B"), (3.532, "B"), (3.5324, "A")]
)
def test_the_limits_of_unit_values_are_those_of_the_same_table(value, band):
    assert skm_of_unit_values(everywhere(value)).band == band


def test_grades_of_reports_before_2017_are_not_given():
    assert row_of("R6").value < 82 < row_of("R3").value
    assert band_of(82) == "B"


@given(answers_of_people)
def test_the_ikm_is_the_sum_of_all_answers_over_people_and_elements_times_25(answers):
    """The short formula of the manuals, in decimals; the mean of the people's own values is the same."""
    exact = Decimal(25 * int(answers.sum())) / Decimal(answers.size)
    found = skm_of_counts(counted(answers)).ikm
    assert found == float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    assert ikm_of_each(answers).mean() == pytest.approx(float(exact))


def test_an_element_left_out_by_some_is_averaged_over_those_who_answered():
    answers = np.array([[4] * 9, [2] * 9, [0] * 3 + [3] * 6])
    assert [*skm_of_counts(counted(answers)).unit_values.values()] == [3.0] * 9


def test_without_answers_on_an_element_there_is_no_index_and_the_element_is_named():
    counts = COUNTS.copy()
    counts[4] = 0
    with pytest.raises(NoAnswers, match="product"):
        skm_of_counts(counts)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: skm_of_counts(COUNTS.T), r"\(9, 4\) are needed, not \(4, 9\)"),
        (lambda: skm_of_counts(-COUNTS), "whole numbers from 0 up"),
        (lambda: skm_of_counts(COUNTS / 29), "whole numbers from 0 up"),
        (lambda: skm_of_counts(COUNTS, "0.12"), "no weight '0.12'; choose one of 1/9, 0.111, 0.11"),
        (lambda: skm_of_unit_values({"time": 3.5}), "conduct, cost, .* missing or unknown"),
        (lambda: skm_of_unit_values(PRINTED | {"cost": 4.2}), "not that of cost"),
        (lambda: skm_of_unit_values(PRINTED | {"cost": float("nan")}), "not that of cost"),
        (lambda: counted(np.full((3, 9), 5)), "answers lie between 0 and 4"),
        (lambda: ikm_of_each(np.full((3, 9), 5)), "answers lie between 0 and 4"),
        (lambda: counted(np.ones((9, 4), int)), "a row of 9 answers"),
    ],
)
def test_what_is_no_survey_is_refused_with_a_reason(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_element_and_grade_has_its_name(lang):
    words = messages(lang, "official")
    assert [key.partition(".")[2] for key in words if key.startswith("element.")] == list(ELEMENTS)
    assert [key.partition(".")[2] for key in words if key.startswith("band.")] == list(skm.BANDS)
    assert skm.element_title("conduct", "id") == "Perilaku pelaksana"
    assert skm.band_words("A", lang).startswith("Sangat baik")


# --------------------------------------------------------------------------------------------------- size of a survey


@pytest.mark.parametrize(
    ("people", "respondents"),
    [
        (0, 0), (1, 1), (10, 10), (50, 44), (100, 80), (200, 132), (500, 217), (1_000, 278), (2_000, 322), (5_000, 357),
        (10_000, 370), (1_000_000, 384),
    ],
)  # fmt: skip
def test_a_survey_is_as_large_as_the_table_of_krejcie_and_morgan_says(people, respondents):
    assert survey.sample_size(people) == respondents


def test_where_the_printed_table_departs_from_its_formula_the_formula_is_kept():
    """The table prints 384 for 100,000; the formula gives 382.6."""
    assert survey.sample_size(100_000) == 383


@given(st.integers(0, 10**7))
def test_a_survey_never_asks_more_people_than_there_are(people):
    assert survey.sample_size(people) <= min(people, 384)


def test_the_same_survey_asks_the_same_people_whatever_their_order_and_number():
    """Chance belongs to the person: asking more adds people, and who is missing changes only who takes their place."""
    people = np.arange(1_000)
    few, many = survey.sampled(2026, people, 80), survey.sampled(2026, people, 278)
    assert (few.sum(), many.sum()) == (80, 278)
    assert not (few & ~many).any()
    assert (survey.sampled(2026, people[::-1], 80)[::-1] == few).all()
    assert survey.sampled(2026, people[500:], 80)[few[500:]].all()
    assert (survey.sampled(2027, people, 80) != few).any()
    assert survey.sampled(2026, people, 5_000).all()
    assert survey.sampled(2026, people[:0], 80).size == 0


def test_the_people_asked_are_those_of_the_lowest_keys_of_the_model():
    """In whole numbers of any size, computed one by one."""
    keys = [key_of(2**62 + 5, person) for person in range(300)]
    assert set(np.flatnonzero(survey.sampled(2**62 + 5, np.arange(300), 40))) == set(np.argsort(keys)[:40])


@pytest.fixture(scope="module")
def surveys():
    """Two thousand surveys of 80 among 200 people, and the IKM of each of the people."""
    chance = np.random.default_rng(1)
    own = ikm_of_each(chance.integers(1, 5, (200, 9)))
    return own, np.array([survey.sampled(key, np.arange(200), 80) for key in range(2_000)])


def test_everybody_is_asked_equally_often(surveys):
    _, asked = surveys
    share = asked.mean(axis=0)
    assert abs(share - 0.4).max() < 5 * np.sqrt(0.4 * 0.6 / len(asked))


def test_the_error_of_a_survey_covers_the_ikm_of_all_in_19_of_20_surveys(surveys):
    """With two in five asked, the correction for a finite population matters: without it 99 % would be covered."""
    own, asked = surveys
    inside = 0
    for one in asked:
        error = survey.sampling_error(own[one].var(ddof=1), 80, 200)
        inside += abs(own[one].mean() - own.mean()) <= error
    assert 0.95 - 0.015 < inside / len(asked) < 0.95 + 0.015


def test_the_error_is_nought_when_all_were_asked_and_unknown_from_one_of_many():
    assert survey.sampling_error(100.0, 278, 278) == 0.0
    assert survey.sampling_error(0.0, 1, 1) == 0.0
    assert np.isnan(survey.sampling_error(0.0, 1, 1_000))
    assert survey.sampling_error(100.0, 80, 10**9) == pytest.approx(1.990450 * 10 / 80**0.5, rel=1e-6)  # t table, 79
    with pytest.raises(ValueError, match="300 respondents of 278 people"):
        survey.sampling_error(1.0, 300, 278)


# ------------------------------------------------------------------------------------------------------------- sources


def test_the_figures_are_those_of_the_registry():
    assert len(ELEMENTS) == row_of("R1").value
    assert skm.WEIGHTS["1/9"] * len(ELEMENTS) == 1
    assert row_of("R2").value == skm.SCALE
    assert [float(skm.BANDS[band]) for band in "ABC"] == [row_of(row).value for row in ("R3", "R4", "R5")]
    assert [row_of(row).value for row in ("R7", "R8", "R9")] == [asked.CHI_SQUARE, asked.ERROR, asked.SHARE]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_does_the_page_on_official_measures_print_what_its_code_prints(lang):
    text = (DOCS / PAGES[lang]).read_text("utf-8")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], {})  # noqa: S102  (an example of our own page)
    assert len(printed.getvalue().splitlines()) >= 3
    assert all(f"    {line}\n" in text for line in printed.getvalue().splitlines())
