"""Results as records for programs: what `--json` prints of runs and comparisons."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sim.experiments.sensitivity.sensitivity import Sensitivity
from sim.experiments.sweep.reproduce import Reproduced
from sim.experiments.sweep.swept import Sweep
from sim.measures import MEASURES, Estimate, Key, Verdict
from sim.runs import Comparison, Difference, Result
from sim.runs.comparing.before_after import change, change_beyond
from sim.runs.comparing.costs import UNITS, net_cost, prices
from sim.runs.comparing.outcomes import GAP, of_possible, outcome, outcomes
from sim.runs.comparing.pairs import simultaneous
from sim.runs.doubting.doubt import Doubted
from sim.runs.doubting.grade import Grades
from sim.runs.doubting.graded import Graded
from sim.runs.doubting.trust_models import TrustModels
from sim.verification import Check
from sim.views.extras import USUAL, Extras
from sim.views.sections.dimensions import dimension_of, weighed
from sim.views.sections.summary import deciders

Record = dict[str, Any]


def run_records(result: Result, extras: Extras = USUAL) -> list[Record]:
    """A record for each measure: scenario, measure, unit, mean, low, high, runs. None where there is no number.

    With a date the days before and after it, with the dimensions which of them a measure speaks of.
    """
    found = []
    for key in result.keys:
        about = {"scenario": result.name, "measure": key.label, "unit": MEASURES[key.measure].unit}
        around = _around(result, key) if result.windows else {}
        found.append(_finite(about | result.estimate(*key)._asdict() | around | _dimension(key, extras)))
    return found


def compare_records(comparison: Comparison, extras: Extras = USUAL) -> list[Record]:
    """A record for each variant and measure; low and high are of the paired difference, mean of the variant.

    Then one for each share of citizens who gained or lost, the composite where weights are given, and what a cost buys.
    Where pairs are asked for, those with simultaneous intervals, which say with what they hold `together_with`.
    Last those of the worst and the best possible, where they were asked for.
    """
    found: list[Record] = []
    for variant in comparison.variants:
        own = [
            _difference(comparison, variant, one) | _beyond(comparison, variant, one.key) | _dimension(one.key, extras)
            for one in comparison.differences(variant)
        ]
        own += [*_extra(comparison, variant, extras), *_costs(comparison, variant)]
        of_reforms = _of_reforms(comparison, variant)
        found += [_finite(record) | of_reforms for record in own]
    found += [_finite(record) for record in _pairs(comparison)] if extras.pairs else []
    ends = [_difference(comparison, end, one) for end in comparison.possible for one in comparison.differences(end)]
    return found + [_finite(record) for record in ends]


def _dimension(key: Key, extras: Extras) -> Record:
    return {"dimension": dimension_of(key)} if extras.dimensions else {}


def _of_reforms(comparison: Comparison, variant: Result) -> Record:
    """Which reforms a variant holds, who has to decide them, what they cost, and which cannot act here, if any."""
    if not any(result.scenario.reforms for result in comparison.results):
        return {}
    keys = ", ".join(reform.key for reform in variant.scenario.reforms)
    told = {"reform": keys, "decided_by": deciders(variant), "cost_rupiah": net_cost(comparison, variant)}
    idle = {one.reform.key: list(one.reasons) for one in variant.plan.idle}
    return {**told, "left_out": idle} if idle else told


def _record(
    names: tuple[Comparison, Result], measure: str, unit: str, found: Estimate, verdict: str | None, *means: float
) -> Record:
    """What all records of a comparison have; the means of variant and baseline where there are some."""
    mean, baseline_mean = means or (None, None)
    about = {"scenario": names[1].name, "measure": measure, "unit": unit}
    of_baseline = {"baseline": names[0].baseline.name, "baseline_mean": baseline_mean}
    difference, low, high, runs = found
    said = {"difference": difference, "low": low, "high": high, "runs": runs, "verdict": verdict}
    return {**about, "mean": mean, **of_baseline, **said}


def _difference(comparison: Comparison, variant: Result, found: Difference) -> Record:
    unit, means = MEASURES[found.key.measure].unit, (found.variant.mean, found.baseline.mean)
    return _record((comparison, variant), found.key.label, unit, found.difference, str(found.verdict), *means)


def _extra(comparison: Comparison, variant: Result, extras: Extras) -> Iterator[Record]:
    """What is a comparison in itself: `difference` is the share (or score), with its interval."""
    if GAP in outcomes(comparison):
        yield _difference(comparison, variant, outcome(comparison, variant, GAP))
    shares = {Key(f"{m.move}_share", m.by, m.group).label: s for m, s in comparison.gains(variant).items()}
    if comparison.possible:
        shares["trust_possible_share"] = of_possible(comparison, variant, "trust_end_mean")
    if extras.weights is not None:
        scores, _ = weighed(comparison, variant, extras.weights)
        shares |= {f"score[dimension={name}]" if name else "composite": score for name, score in scores.items()}
    yield from (_record((comparison, variant), label, "share", share, None) for label, share in shares.items())


def _costs(comparison: Comparison, variant: Result) -> Iterator[Record]:
    """A record for each: `difference` is the rupiah by one unit saved, with its interval."""
    for found in prices(comparison, variant):
        mean, low, high, runs = found.saved
        rupiah, names = found.rupiah._replace(runs=runs), (comparison, variant)
        by = _record(names, found.measure, UNITS[found.measure], rupiah, str(found.verdict))
        yield by | {"cost_rupiah": found.cost, "saved": mean, "saved_low": low, "saved_high": high}


def _pairs(comparison: Comparison) -> Iterator[Record]:
    for family, _, contrasts in simultaneous(comparison):
        for one in contrasts:
            row = one.row(family)
            yield row | {"baseline": row.pop("against"), "baseline_mean": row.pop("against_mean")}


def _around(result: Result, key: Key) -> Record:
    """Means before and after a date, the change with its interval, the verdict."""
    found = change(result, key)
    means = {"before": found.before.mean, "after": found.after.mean, "change": found.change.mean}
    return means | _interval("change", found.change, found.verdict)


def _beyond(comparison: Comparison, variant: Result, key: Key) -> Record:
    """The change of a variant beyond that of the baseline; nothing without a date."""
    known = key in comparison.baseline.known & variant.known
    if variant.around is None or not comparison.baseline.windows or not known:
        return {}
    found = change_beyond(comparison, variant, key)
    changes = {"baseline_change": found.baseline.change.mean, "change": found.variant.change.mean}
    return changes | {"change_beyond": found.beyond.mean} | _interval("beyond", found.beyond, found.verdict)


def _interval(name: str, found: Estimate, verdict: Verdict) -> Record:
    return {f"{name}_low": found.low, f"{name}_high": found.high, f"{name}_verdict": str(verdict)}


def grade_records(grades: Grades, records: Sequence[Record] | None = None) -> list[Record]:
    """The records of the comparison (`compare_records`); of the whole office with a grade, else with None."""
    found = {
        (variant.name, graded.difference.key.label): graded
        for variant in grades.comparison.variants
        for graded in grades.graded(variant)
    }
    records = compare_records(grades.comparison) if records is None else records
    return [record | _of_grade(found.get((record["scenario"], record["measure"]))) for record in records]


def _of_grade(found: Graded | None) -> Record:
    if found is None:
        return dict.fromkeys(("end_low", "end_high", "moved_most_by", "grade"))
    return {"end_low": found.low, "end_high": found.high, "moved_most_by": found.most, "grade": str(found.grade)}


def model_records(found: TrustModels) -> list[Record]:
    """A record for each variant, measure of trust and model: the difference from the baseline, with its interval."""
    names = (
        "scenario",
        "measure",
        "unit",
        "trust_model",
        "baseline_mean",
        "difference",
        "low",
        "high",
        "runs",
        "verdict",
    )
    return [_finite(dict(zip(names, row, strict=True))) for row in found.rows()]


def reproduced_records(found: Reproduced) -> list[Record]:
    """A record of what came out again, with what is apart."""
    told = {"values": found.values, "same": found.same, "to_the_bit": found.to_the_bit, "registered": found.registered}
    return [{**told, "apart": [_finite(vars(one)) for one in found.apart]}]


def sweep_records(found: Sweep) -> list[Record]:
    """A record for each point and measure of a study, with its interval."""
    return [_finite(record) for record in found.records()]


def sensitivity_records(found: Sensitivity) -> list[Record]:
    """A record for each outcome of a study and number, with what it does and whether that is told from chance."""
    return [_finite(record) for record in found.records()]


def doubt_records(found: Doubted) -> list[Record]:
    """A record for each variant and measure: the difference with both intervals, the verdict, what decides it."""
    names = ("scenario", "measure", "unit", "difference", "low", "high", "runs", "doubt_low", "doubt_high", "draws")
    return [_finite(dict(zip((*names, "verdict", "decided_by"), row, strict=True))) for row in found.rows()]


def verify_records(checks: Iterable[Check]) -> list[Record]:
    """A record for each quantity: name, source, expected, simulated, low, high, ok."""
    names = ("name", "source", "expected", "simulated", "low", "high", "ok", "unit", "samples")
    return [_finite({name: getattr(check, name) for name in names}) for check in checks]


def _finite(record: Record) -> Record:
    return {name: None if isinstance(v, float) and not math.isfinite(v) else v for name, v in record.items()}
