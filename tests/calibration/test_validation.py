"""Does validation tell a right office from a wrong one, and keep to days that were not used?"""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from given.outside_data import outside
from given.queue_logs import logs_of, looks_of, office, totals_of
from scipy import stats

from sim.calibration.estimate import estimate
from sim.calibration.log import read_log
from sim.calibration.validation import validate
from sim.calibration.validation.scores import crps, earth_movers, inside, rank
from sim.language.errors import BadRequest
from sim.language.words import Words
from sim.office import Arrivals, OfficerGroup, Scenario, Service, Station, Step
from sim.office.calibrated import Calibrated
from sim.office.distributions import Gamma
from sim.office.units import Span, Week
from sim.reforms import SopSimplification, Training
from sim.views.reports.validate import validate_records, validate_text
from sim.views.validation_page import validate_page


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    scenario = office(tmp_path_factory.mktemp("kantor"), 15)
    (log,) = logs_of(scenario, 1, seed=11)
    return scenario, log, validate(scenario, log, runs=40)


def row(told, measure):
    return told.summary().set_index("measure").loc[measure]


def test_the_office_that_wrote_a_log_keeps_the_promise_of_its_intervals(right):
    *_, found = right
    for told in found.told.values():
        wait = row(told, "wait_mean")
        assert abs(wait["error"]) < 3.0
        assert wait["inside90"] > 0.7
    assert row(found.told["replay"], "wait_mean")["crps"] < 0.6 * row(found.told["forecast"], "wait_mean")["crps"]


def test_a_log_is_held_against_the_office_without_the_reforms_that_are_asked_about(right):
    """What a log shows happened before them; one that had begun says when."""
    scenario, log, _ = right
    asked = Training(name="training"), SopSimplification(name="sop_simplification", start=date(2020, 1, 6))
    found = validate(replace(scenario, reforms=asked), log, runs=2, modes=("forecast",))
    assert found.scenario.reforms == asked[1:]
    assert "training" in validate_text(found, "en")


def test_an_office_with_slower_officers_is_seen_to_be_wrong(right):
    scenario, log, found = right
    slow = office_with(scenario, 1.4)
    wrong = validate(slow, log, runs=20, modes=("replay",)).told["replay"]
    assert row(wrong, "wait_mean")["inside90"] < 0.5
    assert wrong.apart > 3 * found.told["replay"].apart


def office_with(scenario, times):
    services = tuple(
        replace(
            each, steps=tuple(replace(s, time=replace(s.time, mean_min=times * s.time.mean_min)) for s in each.steps)
        )
        for each in scenario.services
    )
    return replace(scenario, services=services)


def test_days_that_were_used_are_refused_unless_asked_for_and_then_said(right):
    scenario, log, _ = right
    last = log.rows["day"].max().date()
    fitted = replace(scenario, calibrated=Calibrated(first=date(2026, 1, 1), last=last))
    with pytest.raises(BadRequest):
        validate(fitted, log, runs=5)
    found = validate(fitted, log, runs=5, used=True, modes=("forecast",))
    assert found.used
    assert "fitted on" in found.memo("en")
    half = replace(scenario, calibrated=Calibrated(first=date(2026, 1, 1), last=date(2026, 1, 16)))
    fresh = validate(half, log, runs=5, modes=("forecast",))
    assert fresh.days["day"].min() > date(2026, 1, 16)
    assert "days_used" in [note.code for note in fresh.notes]


def test_a_log_without_waits_has_nothing_to_compare(right):
    scenario, log, _ = right
    with pytest.raises(BadRequest, match="dipanggil"):
        validate(scenario, replace(log, rows=log.rows.assign(called_s=float("nan"))), runs=5)


def test_services_and_days_that_the_scenario_lacks_are_said(right):
    scenario, log, _ = right
    rows = log.rows.assign(service=log.rows["service"].where(log.rows["service"] == "KK", "Lain"))
    found = validate(scenario, replace(log, rows=rows), runs=5, modes=("forecast",))
    assert "service_unknown" in [note.code for note in found.notes]
    shut = replace(scenario, hours=Week(mon=(Span(28_800, 54_000),)))
    assert "days_closed" in [note.code for note in validate(shut, log, runs=5, modes=("forecast",)).notes]


def test_page_text_and_records_say_it_in_both_languages(right):
    scenario, _, found = right
    title = type(scenario.title).same("<script>")
    hostile = replace(found, scenario=replace(scenario, title=title), told={"forecast": found.told["forecast"]})
    for lang, word in (("en", "Forecast"), ("id", "Ramalan")):
        page = validate_page(hostile, lang)
        assert page.count("<img") == 4
        assert "<script>" not in page
        assert word in page
        assert {"en": "worst", "id": "paling meleset"}[lang] in page
        assert word in validate_text(found, lang)
    assert {"seen", "told", "crps", "inside90"} <= set(validate_records(found)[0])


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """An office in which nobody leaves, and whose profile ends with it, with what it shows as looks and as totals."""
    profile = [["08:00-09:00", 30], ["09:00-11:00", 40], ["11:00-14:30", 30]]
    changes = {"station.loket.patience": None, "demand.profile": profile, "citizens.count": 40_000}
    scenario = office(tmp_path_factory.mktemp("tenang"), 10, **changes)
    (log,) = logs_of(scenario, 1, seed=12, rounded_s=1)
    return scenario, log, looks_of(log), totals_of(log)


def test_looks_at_a_line_are_replayed_and_foretold(calm):
    scenario, log, looks, _ = calm
    found = validate(scenario, looks, runs=30)
    assert list(found.told) == ["forecast", "replay", "assisted"]
    of_visits = validate(scenario, log, runs=5, modes=("forecast",)).told["forecast"]
    wait = row(of_visits, "wait_mean")["seen"]
    for told in found.told.values():
        assert row(told, "queue_mean")["inside90"] >= 0.7
        assert row(told, "wait_little")["seen"] == pytest.approx(wait, rel=0.1)  # Little's law
    assert row(found.told["replay"], "queue_mean")["crps"] < 0.7 * row(found.told["forecast"], "queue_mean")["crps"]
    assert row(found.told["forecast"], "served")["seen"] == pytest.approx(row(of_visits, "served")["seen"], rel=0.02)
    slow = validate(office_with(scenario, 1.4), looks, runs=20, modes=("replay",)).told["replay"]
    assert row(slow, "queue_mean")["crps"] > 2 * row(found.told["replay"], "queue_mean")["crps"]
    with pytest.raises(BadRequest, match="trace"):
        validate(scenario, looks, runs=5, modes=("trace",))


def test_looks_without_tickets_are_foretold_only_and_lines_without_a_service_are_said(calm):
    scenario, _, looks, _ = calm
    blind = replace(looks, rows=looks.rows.assign(ticket_now=np.nan))
    assert list(validate(scenario, blind, runs=5).told) == ["forecast"]
    two = pd.concat([looks.rows.assign(line="KK"), looks.rows.assign(line="Kasir")])
    found = validate(scenario, replace(looks, rows=two), runs=5, modes=("replay",))
    assert {"line_unknown", "looks_not_seen"} <= {note.code for note in found.notes}


def test_of_totals_what_can_be_compared_is_compared_and_the_rest_is_said(calm):
    scenario, _, _, totals = calm
    found = validate(scenario, totals, runs=30)
    assert set(found.days["measure"]) == {"visits", "wait_mean"}
    assert all(row(told, "wait_mean")["inside90"] >= 0.7 for told in found.told.values())
    wide, narrow = (row(found.told[mode], "visits")["crps"] for mode in ("forecast", "replay"))
    assert narrow < wide
    assert "totals_not_seen" in {note.code for note in found.notes}
    blind = validate(scenario, replace(totals, rows=totals.rows.assign(wait_s=np.nan)), runs=5)
    assert list(blind.told) == ["forecast"]
    assert "came on average" in blind.memo("en")
    months = totals.rows.assign(day=totals.rows["day"].dt.to_period("M").dt.to_timestamp())
    months = months.groupby(["day", "service"], as_index=False).agg(
        {"tickets": "sum", **dict.fromkeys(("wait_s", "counters", "opens_s", "closes_s", "service_s"), "mean")}
    )
    monthly = validate(scenario, replace(totals, rows=months, per_month=True), runs=5)
    assert row(monthly.told["forecast"], "visits_month")["told"] == pytest.approx(1760, rel=0.3)  # 22 working days


def test_of_visits_alone_the_page_has_pictures_and_of_months_it_speaks_of_months(calm):
    scenario, _, _, totals = calm
    blind = totals.rows.assign(wait_s=np.nan)
    page = validate_page(validate(scenario, replace(totals, rows=blind), runs=5), "id")
    assert page.count("<img") == 2
    months = blind.assign(day=blind["day"].dt.to_period("M").dt.to_timestamp())
    monthly = replace(totals, rows=months, per_month=True)
    found = validate(scenario, monthly, runs=5)
    page = validate_page(found, "id")
    assert "Kunjungan per bulan" in page
    assert "kunjungan per hari" not in page.casefold()
    assert "bulan simulasi" in found.memo("id")
    assert "Senin" not in page


def test_the_pages_of_looks_and_totals_say_what_they_show(calm):
    scenario, _, looks, totals = calm
    for log, pictures, lang, word in ((looks, 4, "id", "orang menunggu"), (totals, 2, "en", "visits a day")):
        found = validate(scenario, log, runs=5, modes=("replay",))
        page = validate_page(found, lang)
        assert page.count("<img") == pictures
        assert word in page
        assert found.memo(lang) in validate_text(found, lang).replace("\n", " ")


def test_scores_are_those_of_the_textbooks():
    chance = np.random.default_rng(5)
    one, other = chance.gamma(2, 5, 300), chance.gamma(2, 6, 200)
    assert earth_movers(one, other) == pytest.approx(stats.wasserstein_distance(one, other))
    pairs = np.abs(one[:, None] - one[None, :]).sum() / (300 * 299)
    assert crps(7.0, one) == pytest.approx(np.abs(one - 7.0).mean() - 0.5 * pairs)
    ranks = np.array([rank(chance.normal(), chance.normal(size=50), chance) for _ in range(2000)])
    assert inside(ranks, 0.5) == pytest.approx(0.5, abs=0.04)
    assert inside(ranks, 0.9) == pytest.approx(0.9, abs=0.03)


def test_the_canteen_replayed_customer_by_customer_waits_as_was_seen():
    """Eighty-one customers of a cashier waited 120.27 s; with their own times of service it is 119.96 s."""
    log = read_log([outside("kantin_itera_2025", "Dataset_10_RA.csv")])
    fitted = estimate(log, hold_out=0.0).document
    time = fitted["service"][0]["step"][0]["time"]
    scenario = canteen(time)
    trace = row(validate(scenario, log, runs=5, modes=("trace",)).told["trace"], "wait_mean")
    assert trace["seen"] * 60 == pytest.approx(120.27, abs=0.01)
    assert trace["told"] * 60 == pytest.approx(119.96, abs=0.01)
    replayed = validate(scenario, log, runs=100, modes=("replay",)).told["replay"]
    assert replayed.inside() == (1, 1)


def canteen(time):
    served = Gamma(mean_min=float(time["mean_min"]), cv=float(time["cv"]))
    step = Step(name="layanan", station="loket", time=served)
    return Scenario(
        title=Words.same("Kantin"), hours=Week(every=(Span(43_200, 46_800),)), days=1,
        services=(Service(name="layanan", steps=(step,)),), stations=(Station(name="loket"),),
        officers=(OfficerGroup(name="Kasir", skills=("*",)),),
        arrivals=(Arrivals(name="pembeli", service="layanan", times=(43_200,)),),
    )  # fmt: skip
