"""`loket check FILE…`: whether it is right, and what the office amounts to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from sim.commands.codes import BAD_INPUT, GOOD
from sim.commands.output import print_records, print_text
from sim.language import text
from sim.views.arguments import Parser, add, add_json, add_set
from sim.views.console import Bar, tell


def arguments(parser: Parser, lang: str) -> None:
    """What may follow the command."""
    add_json(parser, lang)
    add(parser, lang, "files", "file", nargs="+", metavar="FILE")
    add_set(parser, lang)


def do(args: Namespace, lang: str) -> int:
    """Do it and return the exit code."""
    from sim.runs.comparing.idle import check
    from sim.scenario.faults import shown
    from sim.scenario.overrides import settings_of

    values = settings_of(args.set)
    found = {ref: check(ref, overrides=values) for ref in args.file}
    if args.json:
        from sim.views.reports.records_lists import fault_records

        print_records(fault_records(found, lang))
    for ref, faults in found.items():
        for line in shown(faults, lang):
            tell(line)
        if not args.json and all(fault.warning for fault in faults):
            print_text("\n".join([text("cli.valid", lang, file=ref), *_amounts(ref, values, lang)]))
    wrong = any(not fault.warning for faults in found.values() for fault in faults)
    return BAD_INPUT if wrong else GOOD


def _amounts(ref: str, values: Mapping[str, Any], lang: str) -> list[str]:
    from sim.runs.making.pilot import needs_pilot, start_of
    from sim.scenario import is_calendar, load
    from sim.views.reports.office import amounts_lines

    if is_calendar(ref):
        return []
    scenario = load(ref, overrides=values)
    with Bar(lang) as bar:
        start = start_of(scenario, scenario, "compiled", bar)
    lines = amounts_lines(scenario, lang, start)
    return [*lines, text("cli.belief_unknown", lang)] if start is None and needs_pilot(scenario) else lines
