"""Files of rows to rows. All that is wrong with them is said at once, each fault with its file and row."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from sim.evidence.row import COMPLETED, GRADES, RANGES, STATUSES, WAITS, Evidence, Source
from sim.language import LANGUAGES
from sim.language.words import Words

WORDED = ("title", "unit", "setting", "note", "seen")
FIGURES = ("value", "low", "high")
FILES = ("used_by", "checked_by")
OF_SOURCE = {"authors": str, "title": str, "year": int, "doi": str}
KNOWN = {"range": RANGES, "grade": GRADES, "status": STATUSES}
Table = Mapping[str, Any]


class BadRegistry(ValueError):
    """A file of rows is not in order; the message has a line for each fault."""


@dataclass(frozen=True)
class Section:
    """The rows of one file, under their title."""

    name: str
    title: Words
    rows: tuple[Evidence, ...]


def read(paths: Iterable[Path]) -> tuple[Section, ...]:
    """The sections in the order of their files. Raises BadRegistry."""
    faults: list[str] = []
    sections = tuple(_section(path, faults) for path in paths)
    ids = [row.id for section in sections for row in section.rows]
    faults += [f"{row}: the id stands twice" for row in dict.fromkeys(ids) if ids.count(row) > 1]
    if faults:
        raise BadRegistry("\n".join(faults))
    return sections


def _section(path: Path, faults: list[str]) -> Section:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    cited: set[str] = set()
    try:
        title = _words("title", table.get("title"))
        sources = {name: _source(name, found) for name, found in table.get("source", {}).items()}
    except ValueError as error:
        faults.append(f"{path.name}: {error}")
        return Section(path.stem, Words(), ())
    rows = []
    for name, found in table["row"].items():
        cited.update(found.get("sources", ()))
        try:
            row = _row(name, path.stem, found, sources)
            faults += [f"{path.name}: {name}: {fault}" for fault in faults_of(row)]
            rows.append(row)
        except ValueError as error:
            faults.append(f"{path.name}: {name}: {error}")
    faults += [f"{path.name}: no row cites the source {name}" for name in sources if name not in cited]
    return Section(path.stem, title, tuple(rows))


def _row(name: str, section: str, found: Table, sources: Mapping[str, Source]) -> Evidence:
    keys = {field.name: field.default is MISSING for field in fields(Evidence) if field.name not in {"id", "section"}}
    if unknown := sorted(set(found) - set(keys)):
        raise ValueError(f"there is no key {', '.join(unknown)}")
    if missing := [key for key, needed in keys.items() if needed and key not in found]:
        raise ValueError(f"{', '.join(missing)} missing")
    if lost := [source for source in found.get("sources", ()) if source not in sources]:
        raise ValueError(f"the file has no source {', '.join(lost)}")
    values = dict(found) | {key: _words(key, found[key]) for key in WORDED if key in found}
    values |= {key: _figure(key, found[key]) for key in FIGURES if key in found}
    values["sources"] = tuple(sources[source] for source in found.get("sources", ()))
    values |= {key: tuple(found.get(key, ())) for key in FILES}
    return Evidence(id=name, section=section, **values)


def _source(name: str, found: Table) -> Source:
    if unknown := sorted(set(found) - set(OF_SOURCE) - {"published", "address", "from_memory"}):
        raise ValueError(f"source {name}: there is no key {', '.join(unknown)}")
    if wrong := [key for key, kind in OF_SOURCE.items() if not isinstance(found.get(key, kind()), kind)]:
        raise ValueError(f"source {name}: {', '.join(wrong)} is of the wrong kind")
    memory = tuple(found.get("from_memory", ()))
    if lost := [key for key in memory if key not in COMPLETED or not found.get(key)]:
        raise ValueError(f"source {name}: {', '.join(lost)} cannot be from memory")
    published, address = found.get("published", ""), found.get("address", ())
    return Source(
        **{key: found[key] for key in OF_SOURCE if key in found},
        published=Words.same(published) if isinstance(published, str) else _words("published", published),
        addresses=(address,) if isinstance(address, str) else tuple(address),
        from_memory=memory,
    )


def _words(key: str, found: object) -> Words:
    if not isinstance(found, dict) or LANGUAGES[0] not in found or not set(found) <= set(LANGUAGES):
        raise ValueError(f"{key} must be said by language ({', '.join(LANGUAGES)}), in the first at least")
    if not all(isinstance(said, str) and said.strip() for said in found.values()):
        raise ValueError(f"{key} is empty in one language")
    return Words(**found)


def _figure(key: str, found: object) -> float:
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise ValueError(f"{key} must be a number, not {found!r}")  # noqa: TRY004  (a fault of a file, as the others)
    return float(found)


def faults_of(row: Evidence) -> Iterator[str]:
    """What contradicts itself in a row."""
    yield from (f"{key} is '{getattr(row, key)}', not one of {', '.join(known)}" for key, known in KNOWN.items()
                if getattr(row, key) not in known)  # fmt: skip
    if row.value is not None and row.low is not None and row.high is not None:
        if not row.low <= row.value <= row.high:
            yield f"value {row.value:g} lies outside {row.low:g} to {row.high:g}"
    elif row.low is not None or row.high is not None:
        yield "a range needs value, low and high"
    if (row.range == "none") != (row.low is None):
        yield "range must say what low and high are, and be none where there are none"
    if row.grade != "expert" and not row.sources:
        yield "no source; without one the grade is expert"
    if not (row.used_by or row.checked_by) and row.waits_for not in WAITS:
        yield f"neither used_by nor checked_by nor waits_for, one of {', '.join(WAITS)}"
    if row.waits_for and row.waits_for not in WAITS:
        yield f"waits_for is '{row.waits_for}', not one of {', '.join(WAITS)}"
