"""Reports as records for programs: what `--json` prints."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sim.evidence import Evidence
from sim.measures import MEASURES, Key
from sim.runs import Comparison, Difference, Result
from sim.runs.around import change, change_beyond
from sim.runs.costs import UNITS, net_cost, prices
from sim.runs.grade import Graded, Grades
from sim.runs.outcomes import GAP, outcome, outcomes
from sim.scenario import Fault
from sim.verification import Check
from sim.views.looks import USUAL, Looks
from sim.views.sections.dimensions import dimension_of, weighed
from sim.views.sections.summary import deciders

Record = dict[str, Any]


def run_records(result: Result, looks: Looks = USUAL) -> list[Record]:
    """A record for each measure: scenario, measure, unit, mean, low, high, runs. None where there is no number.

    With a date the days before and after it, with the dimensions which of them a measure speaks of.
    """
    around = {str(record["measure"]): record for record in _around_records(result)} if result.windows else {}
    return [
        _finite(
            {
                "scenario": result.name,
                "measure": key.label,
                "unit": MEASURES[key.measure].unit,
                **result.estimate(*key)._asdict(),
                **around.get(key.label, {}),
                **({"dimension": dimension_of(key)} if looks.dimensions else {}),
            }
        )
        for key in result.keys
    ]


def compare_records(comparison: Comparison, looks: Looks = USUAL) -> list[Record]:
    """A record for each variant and measure; low and high are of the paired difference, mean of the variant.

    Then one for each share of citizens who gained or lost, the composite where weights are given, and what a cost buys.
    """
    found: list[Record] = []
    for variant in comparison.variants:
        first = len(found)
        dated = variant.around is not None and bool(comparison.baseline.windows)
        around = {str(r["measure"]): r for r in _beyond_records(comparison, variant)} if dated else {}
        for one in comparison.differences(variant):
            more = {"dimension": dimension_of(one.key)} if looks.dimensions else {}
            found.append(_finite(_difference(comparison, variant, one) | around.get(one.key.label, {}) | more))
        found += [_finite(record) for record in _extra(comparison, variant, looks)]
        found += [_finite(record) for record in _cost_records(comparison, variant)]
        found[first:] = [record | _of_reforms(comparison, variant) for record in found[first:]]
    return found


def _of_reforms(comparison: Comparison, variant: Result) -> Record:
    """Which reforms a variant holds, who has to decide them, what they cost, and which cannot act here, if any."""
    if not any(result.scenario.reforms for result in comparison.results):
        return {}
    keys = ", ".join(reform.key for reform in variant.scenario.reforms)
    told = {"reform": keys, "decided_by": deciders(variant), "cost_rupiah": net_cost(comparison, variant)}
    idle = {one.reform.key: list(one.reasons) for one in variant.plan.idle}
    return {**told, "left_out": idle} if idle else told


def _difference(comparison: Comparison, variant: Result, found: Difference) -> Record:
    return {
        "scenario": variant.name,
        "measure": found.key.label,
        "unit": MEASURES[found.key.measure].unit,
        "mean": found.variant.mean,
        "baseline": comparison.baseline.name,
        "baseline_mean": found.baseline.mean,
        "difference": found.difference.mean,
        "low": found.difference.low,
        "high": found.difference.high,
        "runs": found.difference.runs,
        "verdict": str(found.verdict),
    }


def _extra(comparison: Comparison, variant: Result, looks: Looks) -> Iterator[Record]:
    """What is a comparison in itself: `difference` is the share (or score), with its interval."""
    if GAP in outcomes(comparison):
        yield _difference(comparison, variant, outcome(comparison, variant, GAP))
    shares = {Key(f"{m.move}_share", m.by, m.group).label: s for m, s in comparison.gains(variant).items()}
    if looks.weights is not None:
        scores, _ = weighed(comparison, variant, looks.weights)
        shares |= {f"score[dimension={name}]" if name else "composite": score for name, score in scores.items()}
    nothing = {"mean": None, "baseline": comparison.baseline.name, "baseline_mean": None}
    for label, (mean, low, high, runs) in shares.items():
        about = {"scenario": variant.name, "measure": label, "unit": "share"}
        yield {**about, **nothing, "difference": mean, "low": low, "high": high, "runs": runs, "verdict": None}


def _around_records(result: Result) -> Iterator[Record]:
    """A record for each measure: means before and after, the change with its interval, the verdict."""
    for key in result.keys:
        found = change(result, key)
        yield {
            "measure": key.label,
            "before": found.before.mean,
            "after": found.after.mean,
            "change": found.change.mean,
            "change_low": found.change.low,
            "change_high": found.change.high,
            "change_verdict": str(found.verdict),
        }


def _beyond_records(comparison: Comparison, variant: Result) -> Iterator[Record]:
    """A record for each measure of a variant: its change beyond that of the baseline."""
    shared = set(variant.keys)
    for key in comparison.baseline.keys:
        if key in shared:
            found = change_beyond(comparison, variant, key)
            yield {
                "measure": key.label,
                "baseline_change": found.baseline.change.mean,
                "change": found.variant.change.mean,
                "change_beyond": found.beyond.mean,
                "beyond_low": found.beyond.low,
                "beyond_high": found.beyond.high,
                "beyond_verdict": str(found.verdict),
            }


def _cost_records(comparison: Comparison, variant: Result) -> Iterator[Record]:
    """A record for each: `difference` is the rupiah by one unit saved, with its interval."""
    for found in prices(comparison, variant):
        mean, low, high, _ = found.rupiah
        yield {
            "scenario": variant.name,
            "measure": found.measure,
            "unit": UNITS[found.measure],
            "mean": None,
            "baseline": comparison.baseline.name,
            "baseline_mean": None,
            "difference": mean,
            "low": low,
            "high": high,
            "runs": found.saved.runs,
            "verdict": str(found.verdict),
            "cost_rupiah": found.cost,
            "saved": found.saved.mean,
            "saved_low": found.saved.low,
            "saved_high": found.saved.high,
        }


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


def verify_records(checks: Iterable[Check]) -> list[Record]:
    """A record for each quantity: name, source, expected, simulated, low, high, ok."""
    names = ("name", "source", "expected", "simulated", "low", "high", "ok", "unit", "samples")
    return [_finite({name: getattr(check, name) for name in names}) for check in checks]


def evidence_records(rows: Iterable[Evidence], lang: str) -> list[Record]:
    """A record for each row of evidence: its figures, its words in the language, its sources with their addresses."""
    words = ("title", "unit", "setting", "note", "seen")
    return [
        asdict(row)
        | {key: None if (said := getattr(row, key)) is None else said.said(lang) for key in words}
        | {"source": row.short_source(lang), "waits_for": row.waits_for or None}
        | {"sources": [asdict(source) | {"published": source.published.said(lang)} for source in row.sources]}
        for row in rows
    ]


def scenario_records(listed: Sequence[Any], lang: str) -> list[Record]:
    """A record for each bundled scenario: name, path, title."""
    return [{"name": s.name, "path": str(s.path), "title": getattr(s.title, lang)} for s in listed]


def fault_records(found: Mapping[str, Sequence[Fault]], lang: str) -> list[Record]:
    """A record for each fault or warning: scenario, file, line, path, message, warning."""
    return [
        {
            "scenario": ref,
            "file": fault.file,
            "line": fault.line,
            "path": fault.path,
            "message": fault.message(lang),
            "warning": fault.warning,
        }
        for ref, faults in found.items()
        for fault in faults
    ]


def _finite(record: Record) -> Record:
    return {name: None if isinstance(v, float) and not math.isfinite(v) else v for name, v in record.items()}
