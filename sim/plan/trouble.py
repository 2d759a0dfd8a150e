"""Coming again, outages and shortages → rows."""

from zlib import crc32

from sim.office import Outage, Return, Scenario, Shortage
from sim.plan.laws import Laws
from sim.plan.layout import NONE
from sim.plan.rows import NOWHERE, Row, span
from sim.plan.segments import Segments
from sim.plan.tables import OUTCOMES


def returns(scenario: Scenario, laws: Laws, segments: Segments) -> list[Row]:
    """Rows of RETURN by reason: the outcomes, then a mistake found later."""
    return [_return(getattr(scenario.returns, reason, None), laws, segments) for reason in (*OUTCOMES, "error")]


def _return(back: Return | None, laws: Laws, segments: Segments) -> Row:
    if back is None:
        return {"share": 0.0, **span(NOWHERE), "after_law": NONE}
    days, law = segments.cases(back.after_days), NONE if back.after is None else laws.add(back.after)
    return {"share": back.share, **span(days), "after_law": law}


def rows(scenario: Scenario, laws: Laws, segments: Segments) -> list[Row]:
    """Rows of TROUBLE: outages, then shortages."""
    outages = [
        {**_common(o), "at": NONE if o.at is None else o.at, "law": laws.add(o.lasts), **span(NOWHERE)}
        for o in scenario.outages
    ]
    shortages = [
        {**_common(s), "at": NONE, "law": NONE, **span(segments.cases(s.lasts_days))} for s in scenario.shortages
    ]
    return [*outages, *shortages]


def _common(trouble: Outage | Shortage) -> Row:
    return {"key": crc32(trouble.name.encode()), "chance": trouble.chance}
