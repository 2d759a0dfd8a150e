"""Totals a day or a month, cleaned: a row a service, or a column a service."""

from sim.calibration.log.columns import Columns
from sim.calibration.log.mapping import Mapping
from sim.calibration.log.records import Totals
from sim.calibration.log.table import Raw, numbers_of, unify
from sim.language.synonyms import found_in

OTHERS = ("counters", "opens_s", "closes_s", "wait_s", "service_s")


def totals_of(raw: Raw, mapping: Mapping) -> tuple[Totals, Mapping]:
    """The totals in order of day, and the mapping with the spellings that were understood."""
    rows = raw.rows
    monthly = "month" in rows and "date" not in rows
    for ours, theirs in (("counters", "open_counters"), ("opens_s", "opens"), ("closes_s", "closes")):
        rows[ours] = rows[theirs] if theirs in rows else float("nan")
    for name in ("wait_s", "service_s"):
        rows[name] = rows[name] if name in rows else float("nan")
    if "service" not in rows:
        rows["service"] = None
    slips = unify(raw, "service", mapping.services)
    raw.drop("no_date", raw.rows["day"].isna())
    raw.drop("no_number", raw.rows["tickets"].isna())
    raw.drop("doubled", raw.rows.duplicated(["day", "service"]), bad=False)
    tidy = raw.rows.sort_values("day", kind="stable")[["day", "service", "tickets", *OTHERS]].reset_index(drop=True)
    tidy[list(OTHERS)] = tidy[list(OTHERS)].astype(float)
    return Totals(tidy, monthly, raw.report()), Mapping(services={**slips, **mapping.services})


def services_as_rows(one: Columns) -> Columns:
    """A sheet with a column a service, as one with a row a service; columns of sums are left out."""
    services = {name: at for name, at in one.numbers.items() if not _sums(name)}
    if not services or {"tickets", "service"} <= one.fields.keys():
        return one
    names = list(one.data.columns)
    kept = [names[at] for at in one.fields.values()]
    long = one.data.reset_index().melt(
        id_vars=["index", *kept],
        value_vars=[names[at] for at in services.values()],
        var_name="service",
        value_name="tickets",
    )
    long["service"] = long["service"].map({names[at]: name for name, at in services.items()})
    long = long[numbers_of(long["tickets"].fillna("")).notna()].set_index("index")
    fields = {name: kept.index(names[at]) for name, at in one.fields.items() if name != "tickets"}
    headings = (*(one.headings[at] for at in one.fields.values()), "", "")
    fields |= {"service": len(kept), "tickets": len(kept) + 1}
    return Columns(one.sheet, long, headings, one.above, fields, one.private, one.unread)


def _sums(heading: str) -> bool:
    return any(name == "tickets" for name, _ in found_in("log", heading))


__all__ = ["services_as_rows", "totals_of"]
