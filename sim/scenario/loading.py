"""A bundled name or a file → Scenario, or all faults at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sim.document.checks.lines import check_lines
from sim.document.checks.load import check_load
from sim.document.checks.run_days import check_run_days
from sim.document.checks.size import check_size
from sim.document.paths import Standing, number_places
from sim.document.validation import validate
from sim.language.arguments import checked
from sim.language.errors import Unknown
from sim.office import Arrivals, Holidays, Scenario, TraceRow
from sim.office.faults import once
from sim.scenario.calendars import ENDING, read_calendar, read_holidays, with_holidays
from sim.scenario.chain import Whole, read_whole
from sim.scenario.clashes import check_clashes
from sim.scenario.faults import Fault, ScenarioFaults
from sim.scenario.nodes import Node, Source, nodes
from sim.scenario.overrides import leads, override
from sim.scenario.placed import placed
from sim.scenario.reading import noted
from sim.scenario.references import find
from sim.scenario.traces import read_traces
from sim.scenario.visits_per_day import solved, with_citizens, without_older_needs

Rows = Mapping[str, tuple[TraceRow, ...]]


class Read(NamedTuple):
    """What was read: the scenario (None if it has faults), all faults and warnings, and the document they stand in."""

    scenario: Scenario | None
    faults: list[Fault]
    document: Node


@checked
def load(ref: str | Path, *, overrides: Mapping[str, Any] | None = None) -> Scenario:
    """The scenario of a bundled name ("dukcapil") or a file.

    `overrides` are laid over it: values by path of names ({"days": 5, "officer.Loket KK.count": 4}) or tables
    as in a file. Raises ScenarioFaults with all that is wrong.
    """
    found = read(ref, overrides=overrides)
    if found.scenario is None:
        raise ScenarioFaults([fault for fault in found.faults if not fault.warning])
    return found.scenario


@checked
def check(ref: str | Path, *, overrides: Mapping[str, Any] | None = None) -> tuple[Fault, ...]:
    """All faults and warnings of a scenario, or of a calendar file (CSV); none if it is in order."""
    try:
        if is_calendar(ref):
            read_calendar(*find(Path(ref))[:2])
            return ()
        return tuple(with_load(read(ref, overrides=overrides)).faults)
    except ScenarioFaults as error:
        return error.faults


def settled(refs: Sequence[str | Path], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values for each of several scenarios: where one has no such officers or reform, it goes without.

    What none of them has is left to the first, which says so.
    """
    if not values:
        return [{} for _ in refs]
    documents = [read_whole(*find(ref)[:2]).document for ref in refs]
    there = {path: [leads(document, path) for document in documents] for path in values}
    return [
        {path: value for path, value in values.items() if there[path][place] or (place == 0 and not any(there[path]))}
        for place in range(len(documents))
    ]


def places(
    ref: str | Path | Scenario, word: str | None = None, overrides: Mapping[str, Any] | None = None
) -> list[Standing]:
    """The numbers of a scenario with their places and values, or those of a word in their path or meaning.

    A number that means nothing in its table (what a channel of another kind reads) is not among them. Raises
    ScenarioFaults for a scenario with faults, Unknown where nothing has to do with the word.
    """
    found = read(ref, overrides=overrides)
    if found.scenario is None:
        raise ScenarioFaults([fault for fault in found.faults if not fault.warning])
    document = {key: node.plain for key, node in found.document.value.items() if key != "extends"}
    known = [Standing(place, place.value(found.scenario)) for place in number_places(document).values()]
    own = {one.place.path: one.value for one in known if one.value is not None}
    refused = {fault.path for fault in read(ref, overrides={**(overrides or {}), **own}).faults if not fault.warning}
    known = [one for one in known if one.place.path not in refused]
    chosen = [one for one in known if word is None or one.place.about(word)]
    if not chosen:
        raise Unknown("path", word, [part for one in known for part in one.place.path.split(".")])
    return chosen


def is_calendar(ref: str | Path) -> bool:
    """Whether a file is a calendar, and no scenario."""
    return str(ref).casefold().endswith(ENDING)


def read(ref: str | Path | Scenario, *, overrides: Mapping[str, Any] | None = None) -> Read:
    """A scenario with all that is wrong with it, of a file or as Python made it; `with_load` adds warnings.

    Raises ScenarioFaults where it cannot be read at all.
    """
    with noted() as files:
        found = _read(ref, overrides or {})
    return found if found.scenario is None else found._replace(scenario=replace(found.scenario, files=tuple(files)))


def _read(ref: str | Path | Scenario, overrides: Mapping[str, Any]) -> Read:
    label, name, whole = _made(ref) if isinstance(ref, Scenario) else _found(ref)
    document, faults = override(whole.document, overrides)
    faults += whole.faults
    document = without_older_needs(document, label)
    plain = {key: node.plain for key, node in document.value.items() if key != "extends"}
    scenario, problems = validate(with_citizens(plain), name)
    faults += [placed(document, problem) for problem in problems]
    rows, found = (_own_rows(ref), []) if isinstance(ref, Scenario) else read_traces(document)
    holidays, wrong = read_holidays(document)
    faults = [*faults, *found, *wrong]
    if scenario is not None:
        scenario, unsolved = solved(_with_files(scenario, rows, holidays), plain)
        odd = [*unsolved, *check_run_days(scenario), *check_size(scenario), *check_clashes(scenario)]
        odd += check_lines(scenario)
        faults += [placed(document, problem) for problem in odd]
    faults = _in_order(faults)
    return Read(None if any(not fault.warning for fault in faults) else scenario, faults, document)


def with_load(found: Read) -> Read:
    """What was read, with warnings of work that does not fit the officers: they take as long as all the reading."""
    if found.scenario is None:
        return found
    loads = [placed(found.document, problem) for problem in check_load(found.scenario)]
    return found._replace(faults=_in_order([*found.faults, *loads]))


def _found(ref: str | Path) -> tuple[str, str, Whole]:
    path, label, name = find(ref)
    return label, name, read_whole(path, label)


def _made(scenario: Scenario) -> tuple[str, str, Whole]:
    """A scenario of Python as a document; the rows of its traces are not in it."""
    from sim.scenario.document import document_of

    source = Source(scenario.title.worded(), Path(), Path())
    return source.label, scenario.name, Whole(nodes(document_of(scenario), source, {}, line=None), ())


def _own_rows(scenario: Scenario) -> Rows:
    return {arrivals.name: arrivals.rows for arrivals in scenario.arrivals if arrivals.rows}


def _with_files(scenario: Scenario, rows: Rows, holidays: Holidays | None) -> Scenario:
    """The scenario with what was read beside it."""
    arrivals = tuple(_filled(arrivals, rows) for arrivals in scenario.arrivals)
    return replace(scenario, arrivals=arrivals, calendar=with_holidays(scenario.calendar, holidays))


def _filled(arrivals: Arrivals, rows: Rows) -> Arrivals:
    return replace(arrivals, rows=rows[arrivals.name]) if arrivals.name in rows else arrivals


def _in_order(faults: list[Fault]) -> list[Fault]:
    """By file, as they first occur, and by line; each fault once."""
    files = list(dict.fromkeys(fault.file for fault in faults))
    return sorted(once(faults), key=lambda fault: (files.index(fault.file), fault.line or 0))
