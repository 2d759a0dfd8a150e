"""Problems of a document → faults with file and line."""

import re

from sim.office.faults import Hint, Problem
from sim.scenario.faults import Fault
from sim.scenario.nodes import Node, named_path

_THOUSANDS = re.compile(r"=\s*(\d{1,3}(?:\.\d{3})+)\s*(?:[,}#\n]|$)")


def placed(document: Node, problem: Problem) -> Fault:
    """The fault that a problem is, in the file and on the line from which its part of the document comes."""
    node = document.at(problem.path)
    values, hints = problem.values, problem.hints
    thousands = _thousands(node, problem)
    if thousands is not None:
        values, hints = {**values, "found": thousands.values["found"]}, (thousands,)
    path = named_path(document, problem.path)
    return Fault(node.source.label, node.line, path, problem.code, values, hints, problem.warning)


def _thousands(node: Node, problem: Problem) -> Hint | None:
    """40.000 for forty thousand reads as the number 40; the line shows what was meant."""
    if problem.code != "kind" or not isinstance(node.value, float) or node.line is None:
        return None
    line = node.source.text.split("\n")[node.line - 1 : node.line]
    found = _THOUSANDS.search(line[0]) if line else None
    return Hint("thousands", {"found": found[1], "write": found[1].replace(".", "")}) if found else None
