"""Do the engines agree on reforms to the last bit: any measure, any change, any of them together? Would we notice?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from agreement import agree, each
from catalogue_offices import BY_VARIANT, DAYS, LIVELY, measure, working_day
from catalogue_offices import reformed as with_measure
from hypothesis import strategies as st
from mutations_conduct import CONDUCT
from mutations_reforms import CHANGES
from random_reforms import reformed
from reformed_offices import with_reforms
from showing import Mutation, Showing

from sim.reforms import CATALOGUE

QUICK, LONG, LONG_PARTS = 30, 4_000, 20


@pytest.mark.newer
def test_random_reforms_are_equal_to_the_last_bit() -> None:
    each(QUICK, agree, reformed(), st.integers(0, 99), st.integers(1, 4))


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_thousands_of_random_reforms_are_equal(part: int) -> None:
    count = LONG // LONG_PARTS
    each(count, agree, reformed(), st.integers(0, 99), st.integers(1, 4), first=part * count)


@pytest.mark.parametrize(("name", "variant"), BY_VARIANT)
def test_each_measure_alone_is_equal(name: str, variant: str | None) -> None:
    """In an office as it is bundled, begun in the middle."""
    agree(with_measure("puskesmas", measure(name, variant, start=working_day("puskesmas", 2))), 0, DAYS)


@pytest.mark.newer
@pytest.mark.parametrize("office", LIVELY)
def test_all_measures_together_are_equal(office: str) -> None:
    """Each twice, begun one after the other."""
    every = [measure(name, start=working_day(office, i % 5)) for i, name in enumerate(CATALOGUE)]
    agree(with_measure(office, *every, *[replace(one, id=f"{one.name} lain", strength=0.4) for one in every]), 0, DAYS)


@pytest.mark.long
@pytest.mark.parametrize("office", LIVELY)
@pytest.mark.parametrize("name", CATALOGUE)
def test_each_measure_with_all_others_is_equal(office: str, name: str) -> None:
    """All of the catalogue, one of them with a strength of its own and begun later."""
    late = measure(name, strength=0.5, start=working_day(office, 3))
    agree(with_measure(office, late, *[measure(other) for other in CATALOGUE if other != name]), 0, DAYS)


@pytest.fixture(scope="module")
def showing() -> Iterator[Showing]:
    """Offices under reforms that touch everything."""
    under_reforms = with_reforms()
    offices = Showing("reforms", under_reforms.__getitem__, len(under_reforms))
    yield offices
    offices.remember()


@pytest.mark.parametrize("mutate", [*CHANGES, *CONDUCT], ids=lambda m: m.__name__)
def test_a_mistake_about_reforms_in_one_engine_is_noticed(mutate: Mutation, showing: Showing) -> None:
    assert showing.shown(mutate)
