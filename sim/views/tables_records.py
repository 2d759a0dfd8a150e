"""Tables as records for programs: what `--json` prints."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sim.evidence import Evidence
from sim.measures import MEASURES
from sim.runs import Comparison, Result
from sim.runs.verification import Check
from sim.scenario import Fault

Record = dict[str, Any]


def run_records(result: Result) -> list[Record]:
    """A record for each measure: scenario, measure, unit, mean, low, high, runs. None where there is no number."""
    return [
        _finite(
            {
                "scenario": result.name,
                "measure": key.label,
                "unit": MEASURES[key.measure].unit,
                **result.estimate(*key)._asdict(),
            }
        )
        for key in result.keys
    ]


def compare_records(comparison: Comparison) -> list[Record]:
    """A record for each variant and measure; low and high are of the paired difference, mean of the variant."""
    return [
        _finite(
            {
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
        )
        for variant in comparison.variants
        for found in comparison.differences(variant)
    ]


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
