"""Does an officer get the predicate that the table of PermenPANRB 6/2022 gives, and its share of credit points?"""

from itertools import product

import pytest

from sim.evidence import row_of
from sim.language import LANGUAGES, text
from sim.language.catalogue import messages
from sim.rules.appraisal import ABOVE, BELOW, MEETS, PREDICATES, RATINGS, credit_share, predicate

pytestmark = pytest.mark.newer

# rows: perilaku kerja (conduct); columns: hasil kerja (results) below, as, above expectation
TABLE = {
    ABOVE: ("Butuh perbaikan", "Baik", "Sangat baik"),
    MEETS: ("Butuh perbaikan", "Baik", "Baik"),
    BELOW: ("Sangat kurang", "Kurang (misconduct)", "Kurang (misconduct)"),
}
CREDIT = {"Sangat baik": 1.5, "Baik": 1.0, "Butuh perbaikan": 0.75, "Kurang (misconduct)": 0.5, "Sangat kurang": 0.25}
CELLS = list(product((BELOW, MEETS, ABOVE), repeat=2))


def named(code):
    return text(f"official.predicate.{PREDICATES[code]}", "id")


@pytest.mark.parametrize(("results", "conduct"), CELLS)
def test_each_cell_has_the_predicate_of_the_table(results, conduct):
    assert named(predicate(results, conduct)) == TABLE[conduct][results]


def test_each_predicate_earns_its_share_of_the_credit_points():
    assert {named(code): credit_share(code) for code in range(len(PREDICATES))} == CREDIT
    assert row_of("R19").value == 100 * max(CREDIT.values())


@pytest.mark.parametrize(("results", "conduct"), CELLS)
def test_a_better_rating_never_costs_a_predicate(results, conduct):
    assert predicate(min(results + 1, ABOVE), conduct) >= predicate(results, conduct)
    assert predicate(results, min(conduct + 1, ABOVE)) >= predicate(results, conduct)


def test_compiled_code_appraises_alike():
    from numba import njit

    compiled, share = njit(predicate), njit(credit_share)
    assert [compiled(*cell) for cell in CELLS] == [predicate(*cell) for cell in CELLS]
    assert [share(code) for code in range(5)] == [credit_share(code) for code in range(5)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rating_and_predicate_has_its_official_name_in_both_languages(lang):
    words, official = messages(lang, "official"), messages("id", "official")
    wanted = [f"expectation.{name}" for name in RATINGS] + [f"predicate.{name}" for name in PREDICATES]
    assert [key for key in wanted if not words[key].startswith(official[key].partition(" (")[0])] == []
