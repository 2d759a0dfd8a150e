"""A search as a file (TOML) or a document: its scenario, rules and options, or all that is wrong with it, by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.document.checks.texts import check_texts
from sim.document.literal import literal
from sim.document.nearest import help_with, suggestion
from sim.experiments.search.goals import goals_asked
from sim.experiments.search.packages import VARIED, Option
from sim.experiments.search.ranges import RANGES
from sim.experiments.study.study_checks import NUMBERS, check_number, is_number, wrong_kind
from sim.experiments.study.study_file import GIVEN, scenario_named, source_of
from sim.language import Phrase
from sim.language.errors import BadRequest, LoketError
from sim.office.faults import Path as Place
from sim.office.faults import Problem
from sim.office.reform import DECIDERS
from sim.scenario import Fault, ScenarioFaults
from sim.scenario.loading import read
from sim.scenario.nodes import Node, Source, nodes
from sim.scenario.placed import placed
from sim.scenario.positions import lines_of
from sim.scenario.toml_syntax import parse

if TYPE_CHECKING:
    from sim.experiments.study.study import Ref
    from sim.office import Scenario

KEYS = ("title", "scenarios", *NUMBERS, "search")
RULES = ("only_with", "not_with")
LISTS = ("option", "goals", "strengths")
CONTRARY = ("search_gone", "search_most", "search_rules")
"""Of which kind what is said is where the rules of options cannot be kept."""


class Asked(NamedTuple):
    """The scenario of a search, what `sim.experiments.search.search.searching` is given beside it, and where from."""

    scenario: Scenario
    options: dict[str, Any]
    document: Node

    def placed(self, error: BadRequest) -> LoketError:
        """The same with its line, where the rules of an option cannot be kept."""
        options = self.document.plain.get("search", {}).get("option", [])
        for place, one in enumerate(options if error.code in CONTRARY else ()):
            if one.get("id", one.get("name")) == error.values["name"]:
                at = ("search", "option", place, next((rule for rule in RULES if rule in one), ""))
                problem = Problem(at, "study_until", {"message": Phrase(error.key, error.values)})
                return ScenarioFaults([placed(self.document, problem)])
        return error


def is_search(ref: str | Path | Mapping[str, Any]) -> bool:
    """Whether that is a search, and no scenario: a document, or a file that names scenarios."""
    if isinstance(ref, Mapping):
        return True
    path = Path(ref)
    if path.suffix != ".toml" or not path.is_file():
        return False
    try:
        return "scenarios" in parse(path.read_text("utf-8"), path.name)
    except (OSError, ValueError, ScenarioFaults):  # said when it is read as a scenario
        return False


def read_search(ref: str | Path | Mapping[str, Any]) -> Asked:
    """What a file or a document asks. Raises ScenarioFaults with all that is wrong with it, or with its scenario."""
    if isinstance(ref, Mapping):
        return _asked(nodes(ref, Source(GIVEN, Path(), Path()), {}, line=None))
    source = source_of(Path(ref))
    return _asked(nodes(parse(source.text, source.label), source, lines_of(source.text)))


def _asked(document: Node) -> Asked:
    wrong = [*_problems(document.plain)]
    if wrong:
        raise ScenarioFaults(placed(document, one) for one in wrong)
    said = document.plain
    ref = scenario_named(document, 0)
    scenario, search = ref.scenario, dict(said.get("search", {}))
    options, faults = [], list[Fault]()
    for place, one in enumerate(search.pop("option", ())):
        ways = [_reform(document, ref, place, way, faults) for way in _ways(one)]
        options.append(Option(tuple(filter(None, ways)), *(tuple(one.get(rule, ())) for rule in RULES)))
    if faults:
        raise ScenarioFaults(faults)
    known = {"runs" if name == "replications" else name: said[name] for name in NUMBERS if name in said}
    return Asked(scenario, {**search, **({"reforms": options} if options else {}), **known}, document)


def _ways(option: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """An option as tables of a scenario file, one for each way."""
    plain = {key: value for key, value in option.items() if key not in RULES}
    several = {key: plain[key] if isinstance(plain[key], list) else [plain[key]] for key in VARIED if key in plain}
    for values in product(*several.values()):
        yield {**plain, **dict(zip(several, values, strict=True))}


def _reform(document: Node, ref: Ref, place: int, way: Mapping[str, Any], faults: list[Fault]) -> Any:
    """The reform of a way, laid over its namesake in the scenario; what is wrong with it is added to the faults."""
    found = read(ref.file, overrides={"reform": [dict(way)]})
    for fault in found.faults:
        if not fault.warning:
            node = document.at(("search", "option", place, str(fault.path).rpartition(".")[2]))
            said = Fault(
                node.source.label, node.line, f"search.option: {fault.path}", fault.code, fault.values, fault.hints
            )
            faults += [said] if said not in faults else []
    key = way.get("id", way.get("name"))
    return None if found.scenario is None else next(one for one in found.scenario.reforms if one.key == key)


def _problems(said: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _unknown((), said, KEYS)
    yield from check_texts(dict(said))
    for name in NUMBERS:
        yield from check_number(said, name)
    scenarios = said.get("scenarios")
    if not (isinstance(scenarios, list) and len(scenarios) == 1 and isinstance(scenarios[0], str)):
        yield Problem(("scenarios",) if "scenarios" in said else (), "search_scenario", {"found": literal(scenarios)})
    search = said.get("search", {})
    if not isinstance(search, Mapping):
        yield wrong_kind(("search",), "table", search)
        return
    yield from _unknown(("search",), search, (*SEARCH, "option"))
    for key, check in SEARCH.items():
        if key in search:
            wrong = [*check(("search", key), search[key])]
            yield from wrong or _within(("search", key), search[key])
    yield from (Problem(("search", key), "empty") for key in LISTS if search.get(key) == [])
    yield from _options(search.get("option", []))


def _unknown(place: Place, said: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    for key in said:
        if key not in known:
            yield Problem((*place, key), "unknown_key", {"key": key}, help_with(key, known))


def _options(options: Any) -> Iterator[Problem]:
    if not isinstance(options, list) or not all(isinstance(one, Mapping) for one in options):
        yield Problem(("search", "option"), "one_bracket", {"key": "search.option"})
        return
    keys = [one.get("id", one.get("name")) for one in options]
    for place, one in enumerate(options):
        at = ("search", "option", place)
        if keys.count(keys[place]) > 1:
            yield Problem(at, "study_twice", {"found": literal(keys[place])})
        for rule in RULES:
            yield from _named((*at, rule), one.get(rule, []), [str(key) for key in keys])
        yield from (Problem((*at, key), "empty") for key in VARIED if one.get(key) == [])


def _named(place: Place, value: Any, keys: list[str]) -> Iterator[Problem]:
    """What is wrong with a list of other options."""
    yield from _texts(place, value)
    for number, name in enumerate(value if isinstance(value, list) else ()):
        if name not in keys:
            known = {"found": literal(name), "known": ", ".join(keys)}
            yield Problem((*place, number), "choice", known, suggestion(name, keys))


def _amount(place: Place, value: Any) -> Iterator[Problem]:
    if not is_number(value) or value < 0:
        yield wrong_kind(place, "number", value)


def _whole(place: Place, value: Any) -> Iterator[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield wrong_kind(place, "whole", value)


def _decider(place: Place, value: Any) -> Iterator[Problem]:
    if value not in DECIDERS:
        known = {"found": literal(value), "known": ", ".join(DECIDERS)}
        yield Problem(place, "choice", known, suggestion(value, DECIDERS))


def _texts(place: Place, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield wrong_kind(place, "list", value)


def _goals(place: Place, value: Any) -> Iterator[Problem]:
    yield from _texts(place, value)
    for number, one in enumerate(value if isinstance(value, list) else ()):
        try:
            goals_asked([one, "wait_mean_min"] if isinstance(one, str) else [])
        except BadRequest as error:
            yield Problem((*place, number), "study_until", {"message": Phrase(error.key, error.values)})


def _within(place: Place, value: Any) -> Iterator[Problem]:
    """What is wrong with a value of the right kind."""
    try:
        if place[-1] in RANGES:
            RANGES[str(place[-1])](value)
    except BadRequest as error:
        yield Problem(place, "study_until", {"message": Phrase(error.key, error.values)})


def _numbers(place: Place, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(map(is_number, value)):
        yield wrong_kind(place, "list", value)


SEARCH: dict[str, Callable[[Place, Any], Iterator[Problem]]] = {
    "budget_rupiah": _amount, "goals": _goals, "at_most": _whole, "who": _decider, "strengths": _numbers,
    "indifference": _amount, "confidence": _amount, "most_runs": _whole, "doubt_draws": _whole,
}  # fmt: skip
"""The keys of [search], and what is wrong with their values: see `docs/reference/study-file.md`."""
