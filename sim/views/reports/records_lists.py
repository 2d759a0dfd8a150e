"""Lists as records for programs: what `--json` prints of evidence, assumptions, reforms, scenarios and faults."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sim.document.meanings import meaning as key_meaning
from sim.document.parameters import Parameter
from sim.document.paths import Standing
from sim.evidence import Assumed, Evidence
from sim.language import text
from sim.reforms.listing import Listed, Setting
from sim.scenario import Fault
from sim.views.sections.catalogue import PROSE
from sim.views.sections.numbers import meaning

Record = dict[str, Any]


def evidence_records(rows: Iterable[Evidence], lang: str) -> list[Record]:
    """A record for each row of evidence: its figures, its words in the language, its sources with their addresses."""
    words = ("title", "unit", "setting", "note", "seen")
    return [
        asdict(row)
        | {key: None if (said := getattr(row, key)) is None else said.worded(lang) for key in words}
        | {"source": row.short_source(lang), "waits_for": row.waits_for or None}
        | {"sources": [asdict(source) | {"published": source.published.worded(lang)} for source in row.sources]}
        for row in rows
    ]


def scenario_records(listed: Sequence[Any], lang: str) -> list[Record]:
    """A record for each bundled scenario: name, path, title."""
    return [{"name": s.name, "path": str(s.path), "title": s.title.worded(lang)} for s in listed]


def fault_records(found: Mapping[str, Sequence[Fault]], lang: str) -> list[Record]:
    """A record for each fault or warning: scenario, file, line, path, message, warning."""
    return [{"scenario": ref, **_fault(fault, lang)} for ref, faults in found.items() for fault in faults]


def _fault(fault: Fault, lang: str) -> Record:
    where = {name: getattr(fault, name) for name in ("file", "line", "path")}
    return where | {"message": fault.message(lang), "warning": fault.warning}


def number_records(found: Iterable[Parameter], lang: str) -> list[Record]:
    """A record for each number: path, variant (of a reform), value, low, high, row (None: an assumption), meaning."""
    return [
        {
            "path": p.path,
            "variant": p.variant or None,
            "value": float(p.number),
            "low": p.number.low,
            "high": p.number.high,
            "row": None if isinstance(p.number, Assumed) else p.number.row,
            "meaning": meaning(p, lang),
        }
        for p in found
    ]


def place_records(found: Iterable[Standing], lang: str) -> list[Record]:
    """A record for each: path, value, least and most, unit, source (file, default, assumption, a row), meaning."""
    return [
        {
            "path": one.place.path,
            "value": None if one.value is None else one.value if isinstance(one.value, int) else float(one.value),
            "least": one.place.bounds.least,
            "most": one.place.bounds.most,
            "unit": one.place.unit or None,
            "source": _source(one),
            "low": getattr(one.value, "low", None),
            "high": getattr(one.value, "high", None),
            "meaning": key_meaning(one.place.table, one.place.key, lang),
        }
        for one in found
    ]


def _source(one: Standing) -> str:
    if isinstance(one.value, Assumed):
        return "assumption"
    return getattr(one.value, "row", "file" if one.place.written is not None else "default")


def reform_records(found: Sequence[Listed], lang: str) -> list[Record]:
    """A record for each: name, title, grade, who decides, rows, parameters and what they rest on, its page."""
    return [
        {
            "name": one.name,
            "title": one.title[lang],
            "package": one.package,
            "grade": one.grade,
            "decided_by": one.decided_by,
            "short": one.short[lang],
            "rows": list(one.rows),
            "needs": list(one.needs),
            "variants": {name: text(f"reform_{one.name}.variants.{name}", lang) for name in one.variants},
            "parameters": [_parameter(one, setting, lang) for setting in one.parameters],
            **{key: text(f"reform_{one.name}.{key}", lang) for key in (*PROSE, "unknown")},
        }
        for one in found
    ]


def _parameter(found: Listed, setting: Setting, lang: str) -> Record:
    return {
        "key": setting.key,
        "default": _plain(setting.default),
        "source": setting.source,
        "low": setting.low,
        "high": setting.high,
        "row": setting.row,
        "by_variant": {name: _plain(value) for name, value in setting.by_variant.items()},
        "meaning": found.meaning(setting.key, lang),
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, float) else list(value) if isinstance(value, tuple) else value
