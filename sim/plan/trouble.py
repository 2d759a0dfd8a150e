"""Coming again, outages and shortages → rows."""

from zlib import crc32

from sim.office import Return, Scenario
from sim.plan.laws import Laws
from sim.plan.layout import NONE
from sim.plan.pieces import Pieces
from sim.plan.tables import OUTCOMES

Row = tuple[float, ...]


def returns(scenario: Scenario, laws: Laws, pieces: Pieces) -> list[Row]:
    """Rows of RETURN by reason: the outcomes, then a mistake found later."""
    return [_return(getattr(scenario.returns, reason, None), laws, pieces) for reason in (*OUTCOMES, "error")]


def _return(back: Return | None, laws: Laws, pieces: Pieces) -> Row:
    if back is None:
        return (0.0, 0, 0, NONE)
    return (back.share, *pieces.cases(back.after_days), NONE if back.after is None else laws.add(back.after))


def rows(scenario: Scenario, laws: Laws, pieces: Pieces) -> list[Row]:
    """Rows of TROUBLE: outages, then shortages."""
    outages = [
        (crc32(o.name.encode()), o.chance, NONE if o.at is None else o.at, laws.add(o.lasts), 0, 0)
        for o in scenario.outages
    ]
    shortages = [
        (crc32(s.name.encode()), s.chance, NONE, NONE, *pieces.cases(s.lasts_days)) for s in scenario.shortages
    ]
    return [*outages, *shortages]
