"""Does a run of several years tell each of them, and is what can happen once counted once a year?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from measured_people import EVERYBODY, with_people

from sim.measures.windows import years_of
from sim.plan import plan_of
from sim.reforms import CATALOGUE
from sim.runs import compare, replicate
from sim.views.reports.workbook import run_sheets

CITIZENS = 1000


@pytest.fixture(scope="module")
def two_years():
    """The office is open every day: from 5 January 2026 to 5 December 2027."""
    seldom = {"count": CITIZENS, "needs_per_year": 2, **EVERYBODY}
    return replicate(with_people(citizens=seldom, days=700), 2, keep_visits=True)


@pytest.mark.parametrize(
    ("start", "days", "warm", "expected"),
    [
        (date(2026, 1, 5), 700, 0, {"2026": (0, 361), "2027": (361, 700)}),
        (date(2026, 1, 5), 400, 0, {}),  # five weeks of 2027 belong to 2026
        (date(2026, 9, 1), 700, 0, {"2027": (0, 487), "2028": (487, 700)}),
        (date(2026, 5, 1), 1000, 90, {"2027": (90, 610), "2028": (610, 1000)}),  # warm until the end of July
        (date(2026, 5, 1), 1000, 30, {"2026": (30, 245), "2027": (245, 610), "2028": (610, 1000)}),
    ],
)
def test_a_run_is_told_by_calendar_years_none_of_which_is_half_empty(start, days, warm, expected):
    plan = plan_of(with_people(10, start=start, days=days, warm_up_days=warm))
    assert {name: tuple(window) for name, window in years_of(plan).items()} == expected


def test_the_measures_of_a_year_are_those_of_its_rows(two_years):
    opinions, years = two_years.opinions, two_years.by("year")
    of_year = [("2026", 361), ("2027", 339)]
    for run in (0, 1):
        for year, days in of_year:
            rows = opinions[(opinions["run"] == run) & (opinions["day"].dt.year == int(year))]
            told = years[(years["run"] == run) & (years["year"] == year)].iloc[0]
            assert told["came_share"] == rows["citizen"].nunique() / CITIZENS
            assert told["asked_share"] == rows.loc[rows["asked"], "citizen"].nunique() / rows["citizen"].nunique()
            assert told["satisfaction_mean"] == pytest.approx(rows["satisfaction"].mean())
            visits = two_years.visits[lambda v, r=run, y=year: (v["run"] == r) & (v["day"].dt.year == int(y))]
            assert told["arrivals_per_day"] == pytest.approx(visits["visit"].nunique() / days)


def test_a_workbook_says_how_years_are_counted(two_years):
    about = [row for sheet in run_sheets(two_years, "en") for row in sheet.rows if len(row) == 1]
    assert any(str(row[0]).startswith("By year:") for row in about)


def test_trust_at_the_end_of_a_year_is_that_of_its_last_evening(two_years):
    """The first year is a run of its own, and the second ends with the run."""
    first = replicate(replace(two_years.given, days=361), 2)
    for measure in ("trust_end_mean", "trusting_share", "trust_came_mean", "trusting_heard_share", "competence_mean"):
        np.testing.assert_array_equal(two_years.of(measure, "year", "2026"), first.of(measure))
        np.testing.assert_array_equal(two_years.of(measure, "year", "2027"), two_years.of(measure))


def test_who_came_in_the_last_twelve_months_is_told_across_the_turn_of_the_year(two_years):
    """The run ends on 5 December: who came in the December before counts, who came earlier does not."""
    lately = two_years.opinions[two_years.opinions["day"] > "2026-12-05"]
    in_the_year = lately[lately["day"].dt.year == 2027]
    for run, told in enumerate(two_years.of("trust_came_mean", "year", "2027")):
        people = two_years.people[(two_years.people["run"] == run) & (two_years.people["kind"] == "citizen")]
        trust = people.set_index("person")["trust"]
        came = lately.loc[lately["run"] == run, "citizen"].unique()
        assert len(came) > in_the_year.loc[in_the_year["run"] == run, "citizen"].nunique()
        assert told == pytest.approx(trust[came].mean())


def test_what_happens_to_citizens_in_a_run_of_years_is_a_share_a_year(two_years):
    users = two_years.by("year").pivot_table(index="run", columns="year", values=["came_share", "asked_share"])
    asked = (users["came_share"] * users["asked_share"]).sum(axis=1) / users["came_share"].sum(axis=1)
    assert two_years.of("asked_share") == pytest.approx(asked.to_numpy())
    assert two_years.of("came_share") == pytest.approx(users["came_share"].mean(axis=1).to_numpy())
    ever = two_years.opinions[two_years.opinions["asked"]].groupby("run")["citizen"].nunique() / CITIZENS
    assert len(ever) > 0
    assert (two_years.of("asked_share")[ever.index] < ever.to_numpy() - 0.05).all()


def test_years_of_a_variant_that_shares_its_first_days_are_those_of_the_variant_alone():
    office = with_people(60, days=700)
    reformed = replace(office, reforms=(CATALOGUE["training"](name="training", start=date(2027, 3, 1)),))
    for found in compare([office, reformed], 1).results:
        alone = replicate(found.given, 1)
        assert found.keys == alone.keys
        assert any(key.by == "year" for key in found.keys)
        np.testing.assert_array_equal(found.values, alone.values)
