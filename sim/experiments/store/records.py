"""What a store keeps of a study: its points by their columns, so that a later call need not make plans of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sim.experiments.store.blocks import said_in
from sim.experiments.store.origin import about_machine, digest_of, origin
from sim.experiments.store.store import HASH
from sim.experiments.study.designs import Variant

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.experiments.store.store import Store
    from sim.experiments.study.study import Study

OWN = "loket."
"""How the columns begin that are no path."""


@dataclass(frozen=True)
class Known:
    """What is known of a point once its plan was made: its name, its numbers, reforms that cannot act and why."""

    point: str
    numbers: str
    idle: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A point of a study, and how many runs of it were asked for."""

    number: int
    variant: Variant
    known: Known
    source: str | None
    runs: int
    narrow: bool = True
    """Whether its intervals came to be as narrow as asked, where that was."""


def known_points(store: "Store") -> dict[str, Known]:
    """What studies of this store found of points, by what those are made of."""
    found, asked = {}, [f"{OWN}source", "point", f"{OWN}numbers", f"{OWN}idle"]
    for _, table in store.studies():
        rows = table.select(asked).to_pylist() if table is not None and {*asked} <= {*table.column_names} else ()
        for source, point, numbers, about in (row.values() for row in rows):
            idle = said_in(str(about))
            if source is not None and HASH.fullmatch(str(point)) and idle is not None:
                found[source] = Known(point, numbers, idle)
    return found


def write_record(
    store: "Store", study: "Study | None", rows: Sequence[Row], made: int, points: int, given: Mapping[str, Any]
) -> str:
    """Write the points that were come to, and the manifest; the name of the record, the same however often it grows."""
    said = [study.digest] if study is not None else [row.known.point for row in rows]
    name = digest_of([*origin(), *said, json.dumps(given, sort_keys=True)])
    if rows:
        store.write_study(name, _table(rows), _manifest(study, rows, made, points))
    return name


def _table(rows: Sequence[Row]) -> "pa.Table":
    import pyarrow as pa

    columns = list(dict.fromkeys(name for row in rows for name in row.variant.columns))
    told = {name: alike([row.variant.columns.get(name) for row in rows]) for name in columns}
    own = {
        "source": pa.array([row.source for row in rows], pa.string()),
        "numbers": [row.known.numbers for row in rows],
        "idle": [json.dumps(row.known.idle) for row in rows],
        "runs": [row.runs for row in rows],
        "number": [row.number for row in rows],
    }
    first = {"point": [row.known.point for row in rows], "office": [row.variant.office for row in rows]}
    return pa.table({**first, **told, **{f"{OWN}{key}": values for key, values in own.items()}})


def alike(values: Sequence[Any]) -> list[Any]:
    """The values of a column of one kind: numbers, truth values, or else texts."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return [value if value is None else float(value) for value in values]
    return [*values] if len(kinds) < 2 else [value if value is None else str(value) for value in values]


def _manifest(study: "Study | None", rows: Sequence[Row], made: int, points: int) -> dict[str, Any]:
    from sim.runs.tables.manifest import command

    found: dict[str, Any] = {"created": datetime.now(UTC).isoformat(timespec="seconds"), **about_machine(command())}
    found |= {"points": points, "come_to": len(rows), "runs": sum(row.runs for row in rows), "made_now": made}
    if study is not None:
        scenarios = {ref.name: [asdict(file) for file in ref.scenario.files] for ref in study.scenarios}
        found |= {"called": study.called, "study": study.document, "sha256": study.digest, "text": study.text}
        found["scenarios"] = scenarios
    return found
