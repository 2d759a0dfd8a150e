"""Problems of a document → faults with file and line."""

from sim.office.faults import Problem
from sim.scenario.faults import Fault
from sim.scenario.nodes import Node, named_path


def placed(document: Node, problem: Problem) -> Fault:
    """The fault that a problem is, in the file and on the line from which its part of the document comes."""
    node = document.at(problem.path)
    path = named_path(document, problem.path)
    return Fault(node.source.label, node.line, path, problem.code, problem.values, problem.hints, problem.warning)
